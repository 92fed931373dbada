namespace PeerFunctional.Tests.Tracker

open System
open System.IO
open Xunit
open FsCheck
open FsCheck.FSharp
open FsCheck.Xunit
open PeerFunctional.Kernel
open PeerFunctional.Runtime.Storage
open PeerFunctional.Runtime.Systems.Tracker
open PeerFunctional.Tracker
open PeerFunctional.Tests
open PeerFunctional.Tests.Storage

module RingSaveFileTests =

    let private phraseOf text =
        match Phrase.ofText text with
        | Ok phrase -> phrase
        | Error problem -> failwith problem

    let private phrase = phraseOf "blue skies and snowy peaks"

    let private joins =
        gen {
            let! neighbour = Generators.neighbour
            let! via = Generators.neighbour
            let! item = Gen.choose (0, Phrase.size phrase - 1)

            return
                Joined
                    { Handle = neighbour.Handle
                      Address = neighbour.Address
                      Via = via.Address
                      Item = item }
        }

    let private change = Gen.oneof [ joins; Generators.handle |> Gen.map Departed ]

    /// Handles that come again.
    let private history =
        gen {
            let! changes =
                Gen.nonEmptyListOf (Gen.oneof [ joins; joins; Gen.map Departed Generators.handle ])

            let! again = Gen.listOf (Gen.elements changes)

            return
                changes @ again
                |> List.map (fun change ->
                    match change with
                    | Joined _ -> change
                    | Departed _ ->
                        match again with
                        | Joined member' :: _ -> Departed member'.Handle
                        | _ -> change)
        }

    let private ringOf changes =
        (Ring.empty (Phrase.size phrase), changes)
        ||> List.fold (fun ring change ->
            let struct (ring, _) = Ring.apply change ring
            ring)

    let private members ring = List.ofSeq (Ring.members ring)

    let private reopened path =
        use journal = RingSaveFile.Open(path, ValueSome phrase)
        members journal.Ring

    let private written (scratch: Scratch) changes =
        let path = scratch.Below "ring.state"
        use journal = RingSaveFile.Open(path, ValueSome phrase)

        for change in changes do
            journal.Append [| change |]

        path

    let private alone number =
        Joined
            { Handle = $"peer {number}"
              Address = Endpoint.create "127.0.0.1" (9_000 + number)
              Via = Endpoint.create "127.0.0.1" 7_777
              Item = number % Phrase.size phrase }

    let private problem (path: string) phrase =
        try
            use _ = RingSaveFile.Open(path, ValueSome phrase)
            "none"
        with :? StoreException as e ->
            e.Message

    /// The lines of a journal, without their ends.
    let private sealed' texts =
        ((RingSaveText.first, []), texts)
        ||> List.fold (fun (sum, lines) text ->
            let struct (line, sum) = RingSaveText.seal sum text
            sum, line :: lines)
        |> snd
        |> List.rev

    let private readAll (lines: string list) =
        (Ok RingSaveText.start, lines)
        ||> List.fold (fun reading line ->
            reading |> Result.bind (RingSaveText.read (ReadOnlyMemory(Text.Encoding.UTF8.GetBytes line))))
        |> Result.bind RingSaveText.finish

    [<Property>]
    let ``A phrase and a change read back from their lines, none of which is too long`` () =
        Prop.forAll (Arb.fromGen joins) (fun change ->
            let lines = sealed' (RingSaveText.opening phrase @ [ RingSaveText.print change ])

            match readAll lines with
            | Ok(struct (kept, ring)) -> kept = phrase && members ring = members (ringOf [ change ])
            | Error _ -> false
            && lines
               |> List.forall (fun line ->
                   not (line.Contains '\n') && Text.Encoding.UTF8.GetByteCount line <= RingSaveText.MaxLine))

    [<Theory>]
    [<InlineData("""{"joined":"ann","address":"example.org:9001","via":"127.0.0.1:7777","item":0}""")>]
    [<InlineData("""{"joined":"ann","address":"127.0.0.1:0","via":"127.0.0.1:7777","item":0}""")>]
    [<InlineData("""{"joined":"ann","address":"127.0.0.1:9001","via":"127.0.0.1:7777","item":5}""")>]
    [<InlineData("""{"joined":"","address":"127.0.0.1:9001","via":"127.0.0.1:7777","item":0}""")>]
    [<InlineData("""{"joined":"a\u001bn","address":"127.0.0.1:9001","via":"127.0.0.1:7777","item":0}""")>]
    [<InlineData("""{"departed":"a\u0000n"}""")>]
    let ``A value refused in messages is refused in a journal`` (text: string) : unit =
        readAll (sealed' (RingSaveText.opening phrase @ [ text ])) |> Result.isError |> Expect.isTrue

    [<Property(MaxTest = 30)>]
    let ``A reopened journal has the ring as it was`` () =
        Prop.forAll (Arb.fromGen history) (fun changes ->
            use scratch = new Scratch()
            let path = written scratch changes
            reopened path |> Expect.equal (members (ringOf changes)))

    [<Fact>]
    let ``A crash at any byte of the last line leaves the ring before it, and the journal goes on`` () : unit =
        use scratch = new Scratch()
        let path = written scratch [ alone 1; alone 2 ]
        let whole = File.ReadAllBytes path
        let start = 1 + Array.LastIndexOf(whole, byte '\n', whole.Length - 2)

        for length in start .. whole.Length - 1 do
            File.WriteAllBytes(path, whole[.. length - 1])

            do
                use journal = RingSaveFile.Open(path, ValueSome phrase)
                members journal.Ring |> Expect.equal (members (ringOf [ alone 1 ]))
                journal.Append [| alone 3 |]

            reopened path |> Expect.equal (members (ringOf [ alone 1; alone 3 ]))

    [<Fact>]
    let ``An empty file is a new journal, and one cut in its phrase is named and left alone`` () : unit =
        use scratch = new Scratch()
        let path = written scratch []
        let whole = File.ReadAllBytes path
        File.WriteAllBytes(path, [||])
        reopened path |> Expect.equal []
        File.ReadAllBytes path |> Expect.equal whole

        for length in 1 .. whole.Length - 1 do
            File.WriteAllBytes(path, whole[.. length - 1])
            problem path phrase |> Expect.stringContains path
            problem path phrase |> Expect.stringContains "cannot keep this ring"
            File.ReadAllBytes path |> Expect.equal whole[.. length - 1]

    [<Fact>]
    let ``Any flipped bit of a journal is reported`` () : unit =
        use scratch = new Scratch()
        let path = written scratch [ alone 1; alone 2; Departed "peer 1"; alone 3 ]
        let whole = File.ReadAllBytes path
        let lines = 1 + Phrase.size phrase + 4

        for at in 0 .. whole.Length - 1 do
            for bit in 0..7 do
                let flipped = Array.copy whole
                flipped[at] <- flipped[at] ^^^ (1uy <<< bit)
                File.WriteAllBytes(path, flipped)
                let problem = problem path phrase
                Expecto.Expect.stringContains problem path $"byte {at}, bit {bit}"
                File.ReadAllBytes path |> Expect.equal flipped

        // A line that is gone or comes twice shows as well.
        File.WriteAllBytes(path, whole)
        let text = File.ReadAllLines path

        text |> Expect.hasLength lines

        for gone in 0 .. lines - 2 do
            File.WriteAllLines(path, Array.removeAt gone text)
            problem path phrase |> Expect.stringContains path
            File.WriteAllLines(path, Array.insertAt gone text[gone] text)
            problem path phrase |> Expect.stringContains path

    [<Fact>]
    let ``A journal keeps its phrase: a start without one goes on with it, and one with another is refused`` () : unit =
        use scratch = new Scratch()
        let path = scratch.Below "ring.state"
        let ours = phraseOf "six words are not five words"

        do
            use journal = RingSaveFile.Open(path, ValueSome ours)
            journal.Append [| alone 1 |]

        do
            use journal = RingSaveFile.Open(path, ValueNone)
            journal.Phrase |> Expect.equal ours
            members journal.Ring |> List.map _.Handle |> Expect.equal [ "peer 1" ]

        problem path phrase |> Expect.stringContains "the file holds another phrase of 6 item(s)"

    [<Fact>]
    let ``A journal under a second name has one tracker at a time, and one with hard links none`` () : unit =
        use scratch = new Scratch()
        let path = written scratch [ alone 1 ]
        let link = scratch.Below "link"
        File.CreateSymbolicLink(link, path) |> ignore

        do
            use journal = RingSaveFile.Open(link, ValueNone)
            members journal.Ring |> List.map _.Handle |> Expect.equal [ "peer 1" ]
            problem path phrase |> Expect.stringContains "is in use by another tracker"
            journal.Append [| alone 2 |]

        FileInfo(link).LinkTarget |> Expect.equal path
        reopened path |> List.map _.Handle |> Expect.equal [ "peer 1"; "peer 2" ]

        (StartedProgram.run (Diagnostics.ProcessStartInfo("ln", [ path; scratch.Below "hard" ]))).ExitCode
        |> Expect.equal 0

        problem path phrase |> Expect.stringContains "has several names"

    [<Fact>]
    let ``A journal of mostly outdated changes is rewritten, and stays small`` () : unit =
        use scratch = new Scratch()
        let path = scratch.Below "ring.state"
        let moves = [ for number in 0..9_999 -> alone (number % 10) ]

        do
            use journal = RingSaveFile.Open(path, ValueSome phrase)

            for part in List.chunkBySize 500 moves do
                journal.Append(Array.ofList part)

        FileInfo(path).Length |> Expect.isLessThan 700_000L
        reopened path |> Expect.equal (members (ringOf (List.take 10 moves)))

    [<Fact>]
    let ``A file that is not a journal, is of another database or is damaged is named and left alone`` () : unit =
        use scratch = new Scratch()
        let path = written scratch [ alone 1; alone 2 ]
        let lines = File.ReadAllLines path

        let isNamed (content: string) phrase (words: string) =
            File.WriteAllText(path, content)
            let problem = problem path phrase
            problem |> Expect.stringContains words
            problem |> Expect.stringContains path
            File.ReadAllText path |> Expect.equal content

        let whole = String.Join("\n", lines) + "\n"
        isNamed whole (phraseOf "blue skies and snowy hills") "the file holds another phrase of 5 item(s)"
        isNamed "hello\n" phrase "the file is not a tracker's state file"
        isNamed "hello" phrase "the file is not a tracker's state file"
        isNamed (whole.Replace(lines[6], "hello")) phrase "is damaged in line 7: the checksum is missing"
        isNamed (whole + String('x', 10_000)) phrase "is damaged in line 9: the line has more than 8192 bytes"

    [<Fact>]
    let ``What is appended to a journal that was removed is not durable, and fails`` () : unit =
        use scratch = new Scratch()
        let path = scratch.Below "ring.state"
        use journal = RingSaveFile.Open(path, ValueSome phrase)
        journal.Append [| alone 1 |]
        File.Delete path

        Stored.problem (fun () -> journal.Append [| alone 2 |]) |> Expect.equal "io-error"

    [<Fact>]
    let ``A journal has one tracker at a time`` () : unit =
        use scratch = new Scratch()
        let path = scratch.Below "ring.state"
        use _ = RingSaveFile.Open(path, ValueSome phrase)
        problem path phrase |> Expect.stringContains "is in use by another tracker"

    [<Theory>]
    [<InlineData("a||b", "line 2 is empty")>]
    [<InlineData("", "line 1 is empty")>]
    [<InlineData("a|LONG", "line 2 is too long for a message: it has 1000 characters")>]
    let ``A line that is not an item is named`` (lines: string, problem: string) : unit =
        match Phrase.ofLines (lines.Replace("LONG", String('x', 1000)).Split '|') with
        | Ok _ -> failwith "it was taken"
        | Error text -> text |> Expect.stringContains problem
