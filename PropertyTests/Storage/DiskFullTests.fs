namespace PeerFunctional.Tests.Storage

open System
open System.Diagnostics
open System.IO
open System.Runtime.InteropServices
open Xunit
open PeerFunctional.Tests
open PeerFunctional.Runtime.Storage
open PeerFunctional.SneakerNet

/// How large this process may make a file (setrlimit's RLIMIT_FSIZE): the disk that is full, for everybody and without root.
module FileSizeLimit =

    [<Struct; StructLayout(LayoutKind.Sequential)>]
    type private Limit = { Soft: uint64; Hard: uint64 }

    [<DllImport("libc")>]
    extern int private getrlimit(int resource, Limit& limit)

    [<DllImport("libc")>]
    extern int private setrlimit(int resource, Limit& limit)

    [<DllImport("libc")>]
    extern nativeint private signal(int number, nativeint handler)

    [<Literal>]
    let private FileSize = 1

    /// Works under a limit in bytes. The signal that goes with it is ignored, so that writes fail instead.
    let within (bytes: int64) (work: unit -> 'value) =
        let mutable before = Unchecked.defaultof<Limit>
        let sizeExceeded, ignoreIt = 25, 1n
        signal (sizeExceeded, ignoreIt) |> ignore
        getrlimit (FileSize, &before) |> ignore
        let mutable limit = { before with Soft = uint64 bytes }
        setrlimit (FileSize, &limit) |> ignore

        try
            work ()
        finally
            setrlimit (FileSize, &before) |> ignore

/// A disk of 128 KiB, mounted in a folder.
module SmallDisk =

    let private succeeds (program: string) (arguments: string list) =
        (StartedProgram.run (ProcessStartInfo(program, arguments))).ExitCode = 0

    let mount folder =
        succeeds "mount" [ "-t"; "tmpfs"; "-o"; "size=128k"; "tmpfs"; folder ]

    let unmount folder = succeeds "umount" [ folder ]

    /// Whether this user may mount one; tried once.
    let isAllowed =
        lazy
            (use scratch = new Scratch()
             mount scratch.Path && unmount scratch.Path)

/// A test on a small disk, for users who may mount one; for others the test of files that cannot grow shows the same.
type SmallDiskFactAttribute() as fact =
    inherit FactAttribute()

    do
        if not SmallDisk.isAllowed.Value then
            fact.Skip <- "this user cannot mount a small disk"

/// The limit holds for the whole process, so that no other test may write a file meanwhile.
[<Collection "alone">]
module DiskFullTests =

    let private feeds = [ for number in 1..5 -> Given.feed (Given.keys number) 40 ]

    let private part from upTo =
        feeds |> List.collect (fun events -> events[from..upTo])

    let private failure (events: Event list) (store: LogStore) =
        match store.Append(Array.ofList events) with
        | :? AppendOutcome.Failed as failed -> failed.Reason
        | outcome -> failwith $"{outcome}"

    let private held count =
        Map [ for events in feeds -> events.Head.Feed, List.truncate count events ]

    let private sizes path =
        [ for file in Directory.GetFiles(Path.Combine(path, "logs")) |> Array.sort -> file, FileInfo(file).Length ]

    [<Fact>]
    let ``Where a file cannot grow the append fails with a name, nothing acknowledged is lost, and later appends work``
        ()
        : unit =
        use scratch = new Scratch()
        Given.directory scratch.Path |> ignore
        use store = Given.openStore scratch.Path
        store |> Stored.append (part 0 9)
        let before = sizes scratch.Path
        let longest = before |> List.map snd |> List.max

        // Whole blocks fit of some files, part of a block of others; a new file's header does not.
        for room in [ longest; longest + 1L; longest + 300L; longest + 4_000L; 20L ] do
            let error = FileSizeLimit.within room (fun () -> failure (part 10 39) store)
            error.Problem |> Expect.equal "file-too-large"
            error.Message |> Expect.stringContains ".pcap"

            let error =
                FileSizeLimit.within 20L (fun () -> failure (Given.feed (Given.keys 9) 1) store)

            error.Problem |> Expect.equal "file-too-large"
            sizes scratch.Path |> Expect.equal before
            Stored.all store |> Expect.equal (held 10)
            Stored.reopened scratch.Path |> Expect.equal (held 10)

        store |> Stored.append (part 10 39)
        Stored.reopened scratch.Path |> Expect.equal (held 40)

    [<SmallDiskFact>]
    let ``On a full disk the append fails with a name, nothing acknowledged is lost, and with space appends work again``
        ()
        : unit =
        use scratch = new Scratch()
        let disk = scratch.Below "disk"
        Directory.CreateDirectory disk |> ignore

        SmallDisk.mount disk |> Expect.isTrue

        try
            Given.directory disk |> ignore
            use store = Given.openStore disk
            store |> Stored.append (part 0 9)
            let before = sizes disk
            let ballast = Path.Combine(disk, "ballast")

            // Space for some pages, then for none.
            for free in [ 8_192; 0 ] do
                do
                    use stream = File.Create ballast

                    try
                        for _ in 1..100 do
                            stream.Write(ReadOnlySpan(Array.zeroCreate<byte> 4_096))
                            stream.Flush()
                    with :? IOException ->
                        stream.SetLength(stream.Length - int64 free)

                let error = failure (part 10 39) store
                error.Problem |> Expect.equal "disk-full"
                error.Message |> Expect.stringContains "the disk is full"
                sizes disk |> Expect.equal before
                Stored.all store |> Expect.equal (held 10)

            File.Delete ballast
            store |> Stored.append (part 10 39)
            Stored.reopened disk |> Expect.equal (held 40)
            store.Dispose()
        finally
            SmallDisk.unmount disk |> Expect.isTrue
