namespace global

open System
open System.IO
open System.Reflection

/// Runs in the program that holds the mutants, in place of its start (`DOTNET_STARTUP_HOOKS`): code that is compiled once serves
/// many mutants. A line of standard input has a mutant's number and the arguments of a command; what the command prints is answered,
/// then the mutants that it came by, and its exit code.
[<AbstractClass; Sealed>]
type StartupHook =

    /// Mutants have smaller numbers.
    static member Most = 100_000

    static member private Serve
        (main: MethodInfo, field: string -> PropertyInfo, input: TextReader, output: TextWriter)
        =
        let chosen, reached = field "chosen", field "reached"
        let mutable line = input.ReadLine()

        while not (isNull line) do
            let words = line.Split ' '
            let number = Int32.Parse words[0]
            let isReached = Array.zeroCreate<bool> StartupHook.Most
            let printed = new StringWriter()
            chosen.SetValue(null, number)
            reached.SetValue(null, isReached)
            Console.SetOut printed
            Console.SetError TextWriter.Null
            let exitCode = main.Invoke(null, [| box words[1..] |])
            output.Write(printed.ToString())

            let numbers =
                isReached |> Seq.indexed |> Seq.filter snd |> Seq.map (fst >> string) |> String.concat " "

            output.WriteLine $"reached {numbers}"
            output.WriteLine $"exit {exitCode}"
            output.Flush()
            line <- input.ReadLine()

    /// What the runtime calls first of all.
    static member Initialize() : unit =
        let folder = AppContext.BaseDirectory

        let load name =
            Assembly.LoadFrom(Path.Combine(folder, name))

        let switch =
            (load "PeerFunctional.Kernel.dll").GetType "PeerFunctional.Kernel.Mutant"

        let field name =
            switch.GetProperty(name, BindingFlags.Static ||| BindingFlags.NonPublic ||| BindingFlags.Public)

        StartupHook.Serve((load "peer.dll").EntryPoint, field, Console.In, Console.Out)
        exit 0
