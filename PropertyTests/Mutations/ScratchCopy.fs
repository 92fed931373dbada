namespace PeerFunctional.Tests.Mutations

open System
open System.Diagnostics
open System.IO
open System.Text.RegularExpressions
open PeerFunctional.Tests

/// A mutant that can be run by its number.
type Mutant = { Number: int; Mutation: Mutation }

/// A copy of the sources in which all mutants are built at once.
module ScratchCopy =

    let private limit = TimeSpan.FromMinutes 30.0

    let private run folder name (arguments: string list) =
        use program =
            new StartedProgram(ProcessStartInfo(name, arguments, WorkingDirectory = folder))

        program.EndsWithin limit |> Async.AwaitTask |> Async.RunSynchronously

    let private write (folder: string) (path: string) (text: string) =
        let file = Path.Combine(folder, path)

        // A file that did not change is not built again.
        if not (File.Exists file) || File.ReadAllText file <> text then
            Directory.CreateDirectory(Path.GetDirectoryName file) |> ignore
            File.WriteAllText(file, text)

    let private kernel = "Protocol.FSharp/Kernel/Kernel.fsproj"

    /// Copies what the program is built from, and puts the switch first of all.
    let private copy folder =
        let tracked =
            (run Repository.root "git" [ "ls-files"; "--cached"; "--others"; "--exclude-standard" ]).Output.Split '\n'

        for path in tracked do
            let file = Path.Combine(Repository.root, path)

            if
                File.Exists file
                && not (path.StartsWith "interop-fixtures/" || path.StartsWith "docs/")
                && path <> kernel
            then
                let target = Path.Combine(folder, path)
                Directory.CreateDirectory(Path.GetDirectoryName target) |> ignore

                if not (File.Exists target) || not (path.EndsWith ".fs") then
                    File.Copy(file, target, true)

        let first = Regex "<Compile "

        first.Replace(Repository.text kernel, "<Compile Include=\"Mutant.fs\" />\n    <Compile ", 1)
        |> write folder kernel

        write folder "Protocol.FSharp/Kernel/Mutant.fs" MutantSchema.switchSource

    /// Writes every F# file anew that differs: those with mutants, and those that had some before.
    let private writeSources folder (mutants: Mutant list) =
        let edits =
            mutants
            |> List.collect (fun mutant ->
                mutant.Mutation.Edits |> List.map (fun edit -> mutant.Mutation.File, (mutant.Number, edit)))
            |> List.groupBy fst
            |> List.map (fun (file, edits) -> file, List.map snd edits)
            |> Map

        for file in
            Directory.GetFiles(Path.Combine(Repository.root, "Protocol.FSharp"), "*.fs", SearchOption.AllDirectories) do
            let path = Path.GetRelativePath(Repository.root, file)

            if not (path.Contains "/obj/") then
                match Map.tryFind path edits with
                | Some edits ->
                    MutantSchema.render (SourceFile.create path (File.ReadAllText file)) edits |> write folder path
                | None -> write folder path (File.ReadAllText file)

    let private build folder =
        let ran =
            run
                folder
                "dotnet"
                [ "build"
                  "Cli.CSharp"
                  "-c"
                  "Release"
                  "--no-restore"
                  "-nodeReuse:false"
                  "-v"
                  "quiet"
                  "--nologo"
                  "-p:TreatWarningsAsErrors=false"
                  "-p:WarningLevel=0"
                  "-p:RunAnalyzers=false" ]

        if ran.ExitCode = 0 then
            []
        else
            [ for found in Regex.Matches(ran.Output, @"(?m)^(\S+\.fs)\((\d+),(\d+)\): error (.*)$") do
                  found.Groups[1].Value, int found.Groups[2].Value, int found.Groups[3].Value, found.Value ]
            |> List.distinct
            |> function
                | [] -> failwith $"the copy in {folder} does not build:\n{ran.Output}{ran.Errors}"
                | errors -> errors

    /// The mutants whose text does not compile.
    let private failing folder errors =
        let failing =
            [ for file: string, line, column, _ in errors do
                  yield! MutantSchema.at (File.ReadAllText(Path.Combine(folder, file))) line column ]
            |> Set

        if failing.IsEmpty then
            failwith $"no mutant explains why the copy in {folder} does not build: {errors}"

        failing

    /// What did not compile in an earlier build, by the keys of the mutations.
    let private uncompilable folder = Path.Combine(folder, "uncompilable")

    /// Builds the mutants, and answers those that compile.
    let rec private buildable folder (mutants: Mutant list) =
        writeSources folder mutants

        match build folder with
        | [] -> mutants
        | errors ->
            let failing = failing folder errors
            eprintfn $"mutants: {failing.Count} do not compile"

            let failed, others =
                mutants |> List.partition (fun mutant -> failing.Contains mutant.Number)

            File.AppendAllLines(uncompilable folder, [ for mutant in failed -> Mutation.key mutant.Mutation ])
            buildable folder others

    /// Copies the sources into a folder and builds them with those of the mutants that compile.
    let create folder mutants =
        copy folder

        if not (Directory.Exists(Path.Combine(folder, "Cli.CSharp/obj"))) then
            let ran = run folder (Path.Combine(folder, ".config/restore")) []

            if ran.ExitCode <> 0 then
                failwith ran.Errors

        let known =
            if File.Exists(uncompilable folder) then
                Set(File.ReadLines(uncompilable folder))
            else
                Set.empty

        mutants
        |> List.filter (fun mutant -> not (known.Contains(Mutation.key mutant.Mutation)))
        |> buildable folder
