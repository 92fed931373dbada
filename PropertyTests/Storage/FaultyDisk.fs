namespace PeerFunctional.Tests.Storage

open System
open System.Collections.Generic
open System.IO
open PeerFunctional.Runtime.Storage

/// A call to a disk that can fail.
type DiskCall =
    | Flush
    | Write
    | Cut
    | Rename
    | FlushDirectory
    | Make
    | Remove

module DiskCall =

    let all = [ Flush; Write; Cut; Rename; FlushDirectory; Make; Remove ]

/// What was done to a file and not flushed yet.
type private Waiting =
    | Bytes of offset: int64 * byte[]
    | Length of int64

/// A file as it would be found after a crash of the system, and what a flush would add to it.
type private Inode =
    { mutable Durable: byte[]
      Waiting: List<Waiting> }

/// A directory of this machine on a disk that can fail and that can crash. Files are read as the system's memory has them.
/// After a failed flush what was to be flushed can be read on, and no later flush makes it durable: so does Linux.
/// `fails` says which calls fail, by their kind and their number among those of that kind.
type FaultyDisk(root: string, fails: DiskCall -> int -> bool) =
    let gate = obj ()
    let counts = Dictionary<DiskCall, int>()
    let mutable failures = 0
    let mutable healed = false
    let inode bytes = { Durable = bytes; Waiting = List() }

    /// Directories have no inode here.
    let names = Dictionary<string, Inode voption>()
    let durable = Dictionary<string, Inode voption>()
    let changed = HashSet<string>()

    do
        for directory in Directory.GetDirectories(root, "*", SearchOption.AllDirectories) do
            names[directory] <- ValueNone

        for file in Directory.GetFiles(root, "*", SearchOption.AllDirectories) do
            names[file] <- ValueSome(inode (File.ReadAllBytes file))

        for KeyValue(name, node) in names do
            durable[name] <- node

    /// Whether this call fails; the number of the system's error is EIO for a flush and ENOSPC for the rest.
    let check call =
        let number = 1 + counts.GetValueOrDefault call
        counts[call] <- number

        if not healed && fails call number then
            failures <- failures + 1
            true
        else
            false

    let fail call =
        match call with
        | Flush
        | FlushDirectory -> raise (IOException("Input/output error", 5))
        | Write
        | Cut
        | Rename
        | Make
        | Remove -> raise (IOException("No space left on device", 28))

    let apply (bytes: byte[]) waiting =
        match waiting with
        | Length length ->
            let cut = Array.zeroCreate (int length)
            Array.blit bytes 0 cut 0 (min bytes.Length cut.Length)
            cut
        | Bytes(offset, added) ->
            let grown = Array.zeroCreate (max bytes.Length (int offset + added.Length))
            Array.blit bytes 0 grown 0 bytes.Length
            Array.blit added 0 grown (int offset) added.Length
            grown

    let absolute (path: string) = Path.GetFullPath path

    let opened (path: string) (file: IDiskFile) =
        let node = names[absolute path] |> ValueOption.get

        { new IDiskFile with
            member _.Length = file.Length
            member _.Read(buffer, offset) = file.Read(buffer, offset)

            member _.Write(bytes, offset) =
                let bytes = bytes.ToArray()

                lock gate (fun () ->
                    // A write that fails may have written a part.
                    let isWhole = not (check Write)

                    let written = if isWhole then bytes else bytes[.. bytes.Length / 2 - 1]

                    file.Write(ReadOnlySpan written, offset)
                    node.Waiting.Add(Bytes(offset, written))

                    if not isWhole then
                        fail Write)

            member _.SetLength length =
                lock gate (fun () ->
                    if check Cut then
                        fail Cut

                    file.SetLength length
                    node.Waiting.Add(Length length))

            member _.Flush() =
                lock gate (fun () ->
                    let failed = check Flush

                    if not failed then
                        node.Durable <- Seq.fold apply node.Durable node.Waiting

                    node.Waiting.Clear()

                    if failed then
                        fail Flush)

            member _.Dispose() = file.Dispose() }

    let change name node =
        match node with
        | Some node -> names[name] <- node
        | None -> names.Remove name |> ignore

        changed.Add name |> ignore

    /// How often calls of a kind were made.
    member _.Count call =
        lock gate (fun () -> counts.GetValueOrDefault call)

    member _.Failures = failures

    /// From now on nothing fails.
    member _.Heal() = healed <- true

    /// From now on what is there by this name was made by another program that did not flush it: the bytes of a file, or the
    /// name of a directory.
    member _.Unflushed(path: string) =
        lock gate (fun () ->
            let name = absolute path

            match names[name] with
            | ValueSome node ->
                node.Durable <- [||]
                node.Waiting.Add(Bytes(0L, File.ReadAllBytes name))
            | ValueNone ->
                durable.Remove name |> ignore
                changed.Add name |> ignore)

    /// Whether a name is there that a crash takes and no flush can save: its directory's flush has failed.
    member _.Lost(path: string) =
        lock gate (fun () ->
            let name = absolute path

            names.ContainsKey name && not (durable.ContainsKey name) && not (changed.Contains name))

    /// What a crash of the system now would leave, as a directory.
    member _.Crashed(target: string) =
        lock gate (fun () ->
            for KeyValue(name, node) in durable |> Seq.sortBy _.Key.Length do
                let place = Path.Combine(target, Path.GetRelativePath(root, name))

                if Directory.Exists(Path.GetDirectoryName place) then
                    match node with
                    | ValueSome node -> File.WriteAllBytes(place, node.Durable)
                    | ValueNone -> Directory.CreateDirectory place |> ignore)

    interface IDisk with
        member _.Open(path, opening) =
            lock gate (fun () ->
                match opening with
                | Opening.Create
                | Opening.CreatePrivate ->
                    if check Make then
                        fail Make

                    let file = SystemDisk.Instance.Open(path, opening)
                    change (absolute path) (Some(ValueSome(inode [||])))
                    opened path file
                | _ -> opened path (SystemDisk.Instance.Open(path, opening)))

        member _.Rename(source, target, replace) =
            lock gate (fun () ->
                if check Rename then
                    fail Rename

                SystemDisk.Instance.Rename(source, target, replace)
                let node = names[absolute source]
                change (absolute source) None
                change (absolute target) (Some node))

        member _.Delete path =
            lock gate (fun () ->
                if check Remove then
                    fail Remove

                SystemDisk.Instance.Delete path

                if names.ContainsKey(absolute path) then
                    change (absolute path) None)

        member _.CreateDirectory path =
            lock gate (fun () ->
                if check Make then
                    fail Make

                SystemDisk.Instance.CreateDirectory path
                change (absolute path) (Some ValueNone))

        member _.RemoveDirectory path =
            lock gate (fun () ->
                if check Remove then
                    fail Remove

                SystemDisk.Instance.RemoveDirectory path
                change (absolute path) None)

        member _.FlushDirectory path =
            lock gate (fun () ->
                let failed = check FlushDirectory

                for name in
                    changed |> Seq.filter (fun name -> Path.GetDirectoryName name = absolute path) |> List.ofSeq do
                    changed.Remove name |> ignore

                    if not failed then
                        match names.TryGetValue name with
                        | true, node -> durable[name] <- node
                        | false, _ -> durable.Remove name |> ignore

                if failed then
                    fail FlushDirectory)
