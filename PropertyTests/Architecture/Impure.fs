namespace PeerFunctional.Tests.Architecture

open System
open System.Diagnostics
open System.Globalization
open System.IO
open System.Net
open System.Net.Sockets
open System.Runtime.InteropServices
open System.Security.Cryptography
open System.Threading
open System.Threading.Tasks

/// All that the core must not do, so that the purity test has something to find. Nothing here ever runs.
module Impure =

    [<DllImport "libc">]
    extern int getpid()

    let clocks () =
        [ box DateTime.Now
          box DateTime.UtcNow
          box DateTimeOffset.UtcNow
          box (Stopwatch.GetTimestamp())
          box (TimeProvider.System.GetUtcNow())
          box Environment.TickCount64 ]

    let chance () =
        [ box (Random.Shared.Next())
          box (Guid.NewGuid())
          box (RandomNumberGenerator.GetBytes 1)
          box (List.randomShuffle [ 1; 2 ])
          box (HashCode.Combine 1) ]

    let world () =
        [ box (File.ReadAllBytes "file")
          box (new FileStream("file", FileMode.Open))
          box (new Socket(SocketType.Dgram, ProtocolType.Udp))
          box (Dns.GetHostName())
          box (Environment.GetEnvironmentVariable "HOME")
          box (Process.GetCurrentProcess())
          box (Console.ReadLine())
          box stdout
          box CultureInfo.CurrentCulture
          box (getpid ()) ]

    let threads () =
        Thread.Sleep 1
        Task.Run(fun () -> ()) |> ignore
        Array.Parallel.map id [| 1 |] |> ignore
        async { return 1 } |> Async.RunSynchronously |> ignore
        lock (obj ()) ignore

    let codeByName () =
        Activator.CreateInstance(Type.GetType "System.Object")

    let talk () =
        printfn "out"
        eprintfn "error"
        exit 1
