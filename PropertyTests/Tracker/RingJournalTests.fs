namespace PeerFunctional.Tests.Tracker

open System
open System.IO
open NUnit.Framework
open FsCheck
open FsCheck.FSharp
open FsCheck.NUnit
open PeerFunctional.Kernel
open PeerFunctional.Runtime.Tracking
open PeerFunctional.Tracker
open PeerFunctional.Tests
open PeerFunctional.Tests.Storage

[<TestFixture>]
module RingJournalTests =

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
        use journal = RingJournalFile.Open(path, phrase)
        members journal.Ring

    let private written (scratch: Scratch) changes =
        let path = scratch.Below "ring.state"
        use journal = RingJournalFile.Open(path, phrase)

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
            use _ = RingJournalFile.Open(path, phrase)
            "none"
        with :? IOException as e ->
            e.Message

    [<Property>]
    let ``A change reads back from its line, which is one line and not too long`` () =
        Prop.forAll (Arb.fromGen change) (fun change ->
            let line = RingJournal.print change

            RingJournal.parse phrase line = Ok change
            && not (line.Contains '\n')
            && Text.Encoding.UTF8.GetByteCount line <= RingJournal.MaxLine)

    [<Property(MaxTest = 30)>]
    let ``Whoever opens the journal again finds the ring as it was`` () =
        Prop.forAll (Arb.fromGen history) (fun changes ->
            use scratch = new Scratch()
            let path = written scratch changes
            reopened path |> Expect.equal (members (ringOf changes)))

    [<Test>]
    let ``Wherever a crash cuts the last line, the ring before it is found, and goes on`` () =
        use scratch = new Scratch()
        let path = written scratch [ alone 1; alone 2 ]
        let whole = File.ReadAllBytes path
        let start = 1 + Array.LastIndexOf(whole, byte '\n', whole.Length - 2)

        for length in start .. whole.Length - 1 do
            File.WriteAllBytes(path, whole[.. length - 1])

            do
                use journal = RingJournalFile.Open(path, phrase)
                members journal.Ring |> Expect.equal (members (ringOf [ alone 1 ]))
                journal.Append [| alone 3 |]

            reopened path |> Expect.equal (members (ringOf [ alone 1; alone 3 ]))

    [<Test>]
    let ``A first line that was cut short is a journal that nothing was written to`` () =
        use scratch = new Scratch()
        let path = written scratch []
        let header = File.ReadAllBytes path

        for length in 0 .. header.Length - 1 do
            File.WriteAllBytes(path, header[.. length - 1])
            reopened path |> Expect.equal []
            File.ReadAllBytes path |> Expect.equal header

    [<Test>]
    let ``A journal that most of is past is written anew, and stays small`` () =
        use scratch = new Scratch()
        let path = scratch.Below "ring.state"
        let moves = [ for number in 0..9_999 -> alone (number % 10) ]

        do
            use journal = RingJournalFile.Open(path, phrase)

            for part in List.chunkBySize 500 moves do
                journal.Append(Array.ofList part)

        Assert.That(FileInfo(path).Length, Is.LessThan 700_000)
        reopened path |> Expect.equal (members (ringOf (List.take 10 moves)))

    [<Test>]
    let ``What is no journal, of another database or damaged is left alone and named`` () =
        use scratch = new Scratch()
        let path = written scratch [ alone 1; alone 2 ]
        let lines = File.ReadAllLines path

        let isNamed (content: string) phrase (words: string) =
            File.WriteAllText(path, content)
            let problem = problem path phrase
            Assert.That(problem, Does.Contain words)
            Assert.That(problem, Does.Contain path)
            File.ReadAllText path |> Expect.equal content

        let whole = String.Join("\n", lines) + "\n"
        isNamed whole (phraseOf "six words are not five words") "it is of a database of 5 items, this one has 6"
        isNamed whole (phraseOf "blue skies and snowy hills") "it is of another database of 5 items"
        isNamed "hello\n" phrase "it is no tracker's journal"
        isNamed "hello" phrase "it is no tracker's journal"
        isNamed $"{lines[0]}\nhello\n{lines[2]}\n" phrase "its line 2 is damaged: the line is no JSON"
        isNamed (lines[0] + "\n" + String('x', 10_000)) phrase "a line of more than 8192 bytes"

    [<Test>]
    let ``A journal has one tracker at a time`` () =
        use scratch = new Scratch()
        let path = scratch.Below "ring.state"
        use _ = RingJournalFile.Open(path, phrase)
        Assert.That(problem path phrase, Does.Contain "is in use by another tracker")

    [<TestCase("a||b", "line 2 is empty")>]
    [<TestCase("", "line 1 is empty")>]
    [<TestCase("a|LONG", "line 2 is too long for a message: it has 1000 characters")>]
    let ``A line that is no item is named`` (lines: string, problem: string) =
        match Phrase.ofLines (lines.Replace("LONG", String('x', 1000)).Split '|') with
        | Ok _ -> Assert.Fail "it was taken"
        | Error text -> Assert.That(text, Does.Contain problem)
