namespace PeerFunctional.Tests.Cli

open System
open System.IO
open System.Security.Cryptography
open System.Text
open System.Text.Json
open System.Text.RegularExpressions
open Xunit
open PeerFunctional.Tests
open PeerFunctional.Tests.Storage

/// Files of the checker that another program wrote again: the machine proves their claims, or the verdict names the file.
module ForgedFilesTests =

    let private run (scratch: Scratch) line =
        Peer.runIn scratch.Path (Peer.words line)

    /// A stopped search as its name and its arrays.
    let private arrays (bytes: byte array) =
        let name = Array.IndexOf(bytes, byte '\n') + 1

        let rec go at found =
            if at = bytes.Length - SHA256.HashSizeInBytes then
                List.rev found
            else
                let length = int (BitConverter.ToInt64(bytes, at))

                let numbers =
                    Array.init length (fun index -> BitConverter.ToUInt64(bytes, at + 8 + 8 * index))

                go (at + 8 + 8 * length) (numbers :: found)

        bytes[.. name - 1], go name []

    /// With a SHA-256 that fits.
    let private written (name: byte array, arrays: uint64 array list) =
        let content =
            [ name
              for numbers in arrays do
                  BitConverter.GetBytes(int64 numbers.Length)
                  yield! numbers |> Array.map BitConverter.GetBytes ]
            |> Array.concat

        Array.append content (SHA256.HashData content)

    let private isWaiting index = index >= 5 && index < 5 + 16

    [<Fact>]
    let ``A verdict that goes on with a file says how much of it is the file's, and a search that the machine does not take is refused by name``
        ()
        : unit =
        use scratch = new Scratch()

        (run scratch "check sneakernet --policy published --max-states 300 --resume search.state").ExitCode
        |> Expect.equal 3

        let name, arrays = arrays (File.ReadAllBytes(scratch.Below "search.state"))

        let forge change =
            let changed = arrays |> List.mapi change
            File.WriteAllBytes(scratch.Below "search.state", written (name, changed))

        forge (fun index numbers -> if isWaiting index then [||] else numbers)
        let told = run scratch "check sneakernet --policy published --resume search.state"

        Array.last told.Lines |> Expect.isMatch @"; \d+ states as 'search\.state' has them$"

        (run scratch "check sneakernet --policy published --resume search.state --json").Objects
        |> Array.choose (fun each ->
            match each.TryGetProperty "assumptions" with
            | true, assumptions -> Some(assumptions.GetProperty("resumed_from").GetString())
            | false, _ -> None)
        |> Array.distinct
        |> Expect.equal [| "search.state" |]

        let proven =
            run scratch "check sneakernet --policy published --resume search.state --certificate proof.cert"

        // What is proven runs the machine again: the file does not get so far, or its certificate is refused.
        if proven.ExitCode = 0 then
            (run scratch "verify proof.cert").ExitCode |> Expect.equal 1
        else
            proven.Errors |> Expect.stringContains "search.state: other-machine: "

        for change in
            [ fun index (numbers: uint64 array) ->
                  if isWaiting index then
                      numbers |> Array.map ((+) 1UL)
                  else
                      numbers
              fun index numbers ->
                  if index = 3 then
                      numbers |> Array.map (fun _ -> arrays[4][0])
                  else
                      numbers
              fun index numbers ->
                  if index = 3 then
                      Array.append numbers [| 0UL |]
                  else
                      numbers
              fun index numbers ->
                  if index = List.length arrays - 2 then
                      numbers |> Array.map (fun _ -> 1_000_000UL)
                  else
                      numbers ] do
            forge change

            let refused =
                run scratch "check sneakernet --policy published --resume search.state"

            refused.ExitCode |> Expect.equal 1
            refused.Errors |> Expect.stringContains "search.state: other-machine: "
            refused.Errors.Trim().Split '\n' |> Expect.hasLength 1

    [<Fact>]
    let ``A certificate that claims a property twice is refused, and what one leaves out is named`` () : unit =
        use scratch = new Scratch()

        (run scratch "check sneakernet --policy published --certificate proof.cert").ExitCode
        |> Expect.equal 1

        let verified = run scratch "verify proof.cert"
        verified.ExitCode |> Expect.equal 0
        verified.Output |> Expect.stringContains "the certificate says nothing of: when faults stop"

        let bytes = File.ReadAllBytes(scratch.Below "proof.cert")
        let header = Array.IndexOf(bytes, byte '\n')
        let line = Encoding.UTF8.GetString bytes[.. header - 1]
        let twice = Regex.Replace(line, "\"holds\":\\[(\"[^\"]*\")", "\"holds\":[$1,$1")
        File.WriteAllBytes(scratch.Below "twice.cert", Array.append (Encoding.UTF8.GetBytes twice) bytes[header..])
        let refused = run scratch "verify twice.cert"
        refused.ExitCode |> Expect.equal 1
        refused.Errors |> Expect.stringStarts "peer: twice.cert: claimed-twice: "

    [<Fact>]
    let ``A certificate of many states that the machine does not reach is refused at the first of them`` () : unit =
        use scratch = new Scratch()

        (run scratch "check sneakernet --policy published --certificate proof.cert").ExitCode
        |> Expect.equal 1

        let bytes = File.ReadAllBytes(scratch.Below "proof.cert")
        let header = Array.IndexOf(bytes, byte '\n')
        let states = 50_000_000

        let line =
            Regex.Replace(Encoding.UTF8.GetString bytes[..header], "\"states\":\\d+", $"\"states\":{states}")
            |> Encoding.UTF8.GetBytes

        // A file with a hole of 1.6 GB, which takes a few KB of the disk.
        use file = File.Create(scratch.Below "large.cert")
        file.Write(line, 0, line.Length)
        file.Write(bytes, header + 1, 32)
        file.SetLength(int64 line.Length + 32L * int64 states)
        file.Dispose()
        let refused = run scratch "verify large.cert"
        refused.ExitCode |> Expect.equal 1
        refused.Errors |> Expect.isMatch "^peer: large\\.cert: [a-z-]+: state 1: "

    /// A file written again by a program that sorts fields and puts space between them.
    let private again (text: string) =
        let options = JsonSerializerOptions(WriteIndented = true)
        JsonSerializer.Serialize(JsonDocument.Parse(text).RootElement, options)

    [<Fact>]
    let ``A trace that another program wrote again is read, in both forms`` () : unit =
        use scratch = new Scratch()

        (run scratch "check sneakernet --policy published --spec-trace lost.itf.json --trace lost.trace").ExitCode
        |> Expect.equal 1

        let itf = File.ReadAllText(scratch.Below "lost.itf.json")
        File.WriteAllText(scratch.Below "again.itf.json", again itf)

        let lines =
            File.ReadAllLines(scratch.Below "lost.trace")
            |> Array.map (fun line -> line.Replace("\":", "\": ").Replace(",\"", ", \""))

        File.WriteAllLines(scratch.Below "again.trace", lines)

        for file in [ "again.itf.json"; "again.trace" ] do
            let replayed = run scratch $"replay {file}"
            Expecto.Expect.equal replayed.ExitCode 0 replayed.Errors
            replayed.Output |> Expect.stringContains "Bob never gets Alice:1"

    [<Theory>]
    [<InlineData("\"world\":\"one-event\"", "\"world\":\"two-events\"")>]
    [<InlineData("\"policy\":\"published\"", "\"policy\":\"recovering\"")>]
    let ``A trace of another machine is told as such by every command that runs it``
        (before: string, after: string)
        : unit =
        use scratch = new Scratch()

        (run scratch "check sneakernet --policy published --trace lost.trace").ExitCode |> Expect.equal 1

        let text = File.ReadAllText(scratch.Below "lost.trace")
        text |> Expect.stringContains before
        File.WriteAllText(scratch.Below "other.trace", text.Replace(before, after))

        for line in
            [ "replay other.trace"
              "explain other.trace"
              "whatif other.trace deliver --at 5" ] do
            Expecto.Expect.stringContains (run scratch line).Errors "step 1: the trace has digest" line

    [<Fact>]
    let ``A trace or a link that names a world too large for anybody is refused at once`` () : unit =
        use scratch = new Scratch()

        (run scratch "check sneakernet --policy published --trace lost.trace").ExitCode |> Expect.equal 1

        let text = File.ReadAllText(scratch.Below "lost.trace")
        File.WriteAllText(scratch.Below "huge.trace", text.Replace("\"one-event\"", "\"everyone-100-1000\""))

        for line in
            [ "replay huge.trace"
              "explain huge.trace"
              "whatif huge.trace deliver --at 5" ] do
            let refused = run scratch line
            refused.ExitCode |> Expect.equal 1
            refused.Errors |> Expect.stringContains "the world 'everyone-100-1000' is too large"
