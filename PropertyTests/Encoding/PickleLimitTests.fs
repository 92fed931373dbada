namespace PeerFunctional.Tests.Encoding

open System
open System.Text
open Xunit
open FsCheck.Xunit
open PeerFunctional.Kernel.Encodings
open PeerFunctional.Tests

module PickleLimitTests =

    let private read (bytes: byte array) = Pickle.read (ReadOnlyMemory bytes)
    let private latin1 (text: string) = Encoding.Latin1.GetBytes text

    let private problem text =
        match read (latin1 text) with
        | Ok _ -> "read"
        | Error e -> e.Problem

    let private times count (text: string) = String.replicate count text

    /// What a value weighs when it is walked, by `PickleLimits.MaxBytes`, and how deep it is.
    let rec private measure value =
        let inside items =
            items
            |> List.map measure
            |> List.fold
                (fun struct (weight, depth) struct (w, d) -> struct (weight + w, max depth (d + 1)))
                (struct (1, 1))

        match value with
        | Pickled.Nothing
        | Pickled.Bool _
        | Pickled.Float _ -> struct (1, 0)
        | Pickled.Int number -> struct (1 + number.GetByteCount(), 0)
        | Pickled.Text text -> struct (1 + text.Length, 0)
        | Pickled.ByteString bytes
        | Pickled.Bytes bytes -> struct (1 + bytes.Length, 0)
        | Pickled.Tuple items
        | Pickled.List items -> inside items
        | Pickled.Dict entries -> inside (entries |> List.collect (fun (key, value) -> [ key; value ]))

    [<Property(Arbitrary = [| typeof<PickleArbitraries> |], MaxTest = 5_000)>]
    let ``Garbage ends in a value within the limits or in a malformation, never in an exception`` (garbled: Garbled) =
        match read garbled.Bytes with
        | Error e -> e.Problem.StartsWith "pickle-" && e.Detail <> ""
        | Ok value ->
            let struct (weight, depth) = measure value
            weight <= PickleLimits.MaxBytes && depth <= PickleLimits.MaxDepth

    [<Fact>]
    let ``Thirty-two tuples, lists or dicts inside one another are read, one more is refused`` () : unit =
        for opening, innermost, closing in
            [ "(", "(t", "t"
              "", ")", "\x85"
              "]", "]", "a"
              "(", "(l", "l"
              "(I1\n", "(d", "d"
              "}I1\n", "}", "s" ] do
            let nested depth =
                times (depth - 1) opening + innermost + times (depth - 1) closing + "."

            Expect.equal (opening, "read") (opening, problem (nested PickleLimits.MaxDepth))
            Expect.equal (opening, "pickle-too-deep") (opening, problem (nested (PickleLimits.MaxDepth + 1)))
            Expect.equal (opening, "pickle-too-deep") (opening, problem (nested 1_000))

    [<Fact>]
    let ``A pickle of 65,536 bytes is read, one more is refused before it has come`` () : unit =
        let pickle length =
            "B" + Encoding.Latin1.GetString(BitConverter.GetBytes(length - 6)) + times (length - 6) "a" + "."

        Expect.equal "read" (problem (pickle PickleLimits.MaxBytes))
        Expect.equal "pickle-too-long" (problem (pickle (PickleLimits.MaxBytes + 1)))
        Expect.equal "pickle-too-long" (problem ((pickle (PickleLimits.MaxBytes + 2)).Substring(0, 5)))
        Expect.equal "pickle-too-long" (problem ("V" + times PickleLimits.MaxBytes "a"))
        Expect.equal "pickle-too-long" (problem (times (PickleLimits.MaxBytes / 2) "(1" + "N."))

    [<Fact>]
    let ``Numbers of 4,300 digits are read, longer ones refused`` () : unit =
        let digits count = times count "9"
        Expect.equal "read" (problem $"I{digits 4_300}\n.")
        Expect.equal "pickle-number-too-long" (problem $"I{digits 4_301}\n.")
        Expect.equal "pickle-number-too-long" (problem $"I{digits 4_301}")
        Expect.equal "pickle-number-too-long" (problem "\x8b\xff\xff\x00\x00")

        let long count =
            "\x8b" + Encoding.Latin1.GetString(BitConverter.GetBytes(count: int)) + times count "\x7f" + "."

        Expect.equal "read" (problem (long PickleLimits.MaxNumberBytes))
        Expect.equal "pickle-number-too-long" (problem (long (PickleLimits.MaxNumberBytes + 1)))

    [<Fact>]
    let ``Values and memo entries are counted, and memo indexes end where their number does`` () : unit =
        let half = PickleLimits.MaxValues / 2
        Expect.equal "read" (problem (times (half - 1) "N\x94" + "."))
        Expect.equal "pickle-too-many-values" (problem (times (half + 1) "N\x94" + "."))
        Expect.equal "pickle-too-many-values" (problem ("(" + times (PickleLimits.MaxValues + 1) "N" + "t."))
        Expect.equal "read" (problem $"Np{PickleLimits.MaxValues - 1}\n.")
        Expect.equal "pickle-bad-memo-index" (problem $"Np{PickleLimits.MaxValues}\n.")
        Expect.equal "pickle-bad-memo-index" (problem "Nr\xff\xff\xff\xff.")

    [<Fact>]
    let ``A value that repeats itself by its memo is refused when it is larger than a pickle may be`` () : unit =
        let tuples count =
            "U\x64" + times 100 "a" + times count "2\x86" + "."

        Expect.equal "read" (problem (tuples 9))
        Expect.equal "pickle-too-large" (problem (tuples 10))

        let lists count =
            "]U\x64" + times 100 "a" + "q\x000" + times count "h\x00a" + "."

        Expect.equal "read" (problem (lists 648))
        Expect.equal "pickle-too-large" (problem (lists 649))

        let dicts count =
            "}U\x64" + times 100 "a" + "q\x000" + times count "h\x00Ns" + "."

        Expect.equal "read" (problem (dicts 642))
        Expect.equal "pickle-too-large" (problem (dicts 643))

    [<Fact>]
    let ``A sender of single bytes costs no more than its bytes`` () : unit =
        let sent =
            [ "V" + times 60_000 "a" + "\n."
              "X" + Encoding.Latin1.GetString(BitConverter.GetBytes 60_000) + times 60_000 "a" + "."
              "(" + times 4_000 "K\x01" + "t." ]

        for text in sent do
            let bytes = latin1 text
            let before = GC.GetAllocatedBytesForCurrentThread()

            let rec go at progress =
                match progress with
                | Unfinished reader -> go (at + 1) (PickleReader.take (ReadOnlyMemory(bytes, at, 1)) reader)
                | Finished _ -> at
                | Refused e -> failwith e.Problem

            go 0 (Unfinished PickleReader.start) |> Expect.equal bytes.Length
            let allocated = GC.GetAllocatedBytesForCurrentThread() - before
            // Joined anew with every byte it would be gigabytes.
            allocated |> Expect.isLessThan (2_000L * int64 bytes.Length)

    [<Fact>]
    let ``No arrangement of 64 KiB takes long to read`` () : unit =
        let arrangements =
            [ times 4_000 "]"
              "]" + times 4_000 "K\x01a"
              "](" + times 4_000 "K\x01" + "e"
              "]q\x00" + times 4_000 "K\x01aq\x00"
              "(" + times 2_000 "N" + "tq\x00" + times 1_000 "h\x00q\x00"
              times 32_000 "(1"
              "}("
              + (Seq.init 2_000 (fun index -> $"M{char (index % 256)}{char (index / 256)}N") |> String.concat "")
              + "u"
              times 15 ("I" + times 4_290 "9" + "\n")
              "S'" + times 16_000 "\\101" + "'\n"
              "V" + times 10_000 "\\u0041" + "\n" ]

        for arrangement in arrangements do
            let bytes = latin1 (arrangement + ".")

            let elapsed () =
                let watch = System.Diagnostics.Stopwatch.StartNew()
                read bytes |> ignore
                watch.Elapsed

            // The quickest of a few: on a busy machine any one may wait.
            let quickest = Seq.init 5 (fun _ -> elapsed ()) |> Seq.min
            Expecto.Expect.isLessThan quickest (TimeSpan.FromSeconds 0.5) (arrangement.Substring(0, 10))
