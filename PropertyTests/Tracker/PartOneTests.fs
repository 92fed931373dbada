namespace PeerFunctional.Tests.Tracker

open System
open System.Text
open Xunit
open FsCheck.Xunit
open PeerFunctional.Kernel.Encodings
open PeerFunctional.Kernel
open PeerFunctional.Tracker
open PeerFunctional.Tests

module PartOneTests =

    let private hear style isRequest pieces =
        Fixtures.hear (PartOne.codec Protocol0 style) (Fixtures.connection isRequest) pieces

    let private write message =
        (PartOne.codec Protocol0 WholeMessage).Write(message).ToArray()

    let private latin1 (text: string) = Encoding.Latin1.GetBytes text

    let private problem heard =
        match heard with
        | [ Ok(PartOne.Unusual(_, problem)) ] -> problem.Problem
        | [ Error e ] -> $"malformed: {e.Problem}"
        | other -> $"%A{other}"

    let private recorded = Fixtures.told "part1"

    /// The recorded requests that are no message, in their order, and why.
    let private odd =
        [ "53277827", "bad-position"
          "4E2E", "bad-position"
          "2849310A", "bad-position"
          "46312E35", "bad-position"
          "48454C4C", "malformed: pickle-unknown-opcode" ]

    [<Fact>]
    let ``Every recorded message of part 1 is a message or unusual by name, and is written byte for byte`` () : unit =
        for told in recorded do
            let hex = Convert.ToHexString told.Bytes

            match hear SingleRead told.IsRequest [ told.Bytes ] with
            // The original reads True as 1, and a long as its number.
            | [ Ok(PartOne.Position position) ] when hex = "4930310A2E" -> Expect.equal 1 position
            | [ Ok(PartOne.Position position) ] when hex = "4C334C0A2E" -> Expect.equal 3 position
            | [ Ok(PartOne.Unusual _) ]
            | [ Error _ ] as heard when told.IsRequest ->
                let expected =
                    if hex = "52454749535445520A" then
                        // REGISTER with a line feed is no REGISTER when it comes at once.
                        "malformed: pickle-calls"
                    else
                        odd
                        |> List.pick (fun (beginning, problem) ->
                            if hex.StartsWith beginning then Some problem else None)

                Expect.equal (hex, expected) (hex, problem heard)
            | [ Ok message ] -> Expect.equal hex (Convert.ToHexString(write message))
            | heard -> failwith $"{hex}: %A{heard}"

    [<Fact>]
    let ``The recorded items make the sentence, and -1 is the last of the list`` () : unit =
        let items =
            recorded
            |> List.choose (fun told ->
                match hear WholeMessage told.IsRequest [ told.Bytes ] with
                | [ Ok(PartOne.Item item) ] -> Some(item.Seq, item.Text)
                | _ -> None)
            |> List.distinct
            |> List.sort
            |> List.map snd

        Expect.equal
            "Now is the time for all good coders to review the use of threads in python."
            (String.Join(' ', items))

        Expect.equal [ Ok(PartOne.Position -1) ] (hear WholeMessage true [ latin1 "I-1\n." ])

    [<Fact>]
    let ``REGISTER is recognized by its 8 bytes in any pieces; a single read must be exactly these`` () : unit =
        let register = [ Ok PartOne.Register ]
        Expect.equal register (hear WholeMessage true (Fixtures.cut [ 0 ] (latin1 "REGISTER")))
        Expect.equal register (hear WholeMessage true [ latin1 "REGISTER\n" ])
        Expect.equal register (hear SingleRead true [ latin1 "REGISTER" ])
        Expect.equal "malformed: pickle-calls" (problem (hear SingleRead true [ latin1 "REGISTER\n" ]))
        Expect.equal "malformed: pickle-calls" (problem (hear SingleRead true [ latin1 "REG"; latin1 "ISTER" ]))
        Expect.equal "malformed: pickle-calls" (problem (hear WholeMessage true [ latin1 "REGIS" ]))
        Expect.equal "malformed: pickle-calls" (problem (hear WholeMessage true [ latin1 "REGULAR" ]))
        Expect.equal "bad-position" (problem (hear WholeMessage true [ latin1 "VREGISTER\np0\n." ]))
        // A caller that closes without a word costs the original nothing here.
        Expect.equal [] (hear WholeMessage true [])

    [<Property>]
    let ``A position or a size reads as it was written, in any pieces`` position size length lengths =
        let size = abs (size % 1_000_001)
        let cut = write >> Fixtures.cut (length :: lengths)

        hear WholeMessage true (cut (PartOne.Position position)) = [ Ok(PartOne.Position position) ]
        && hear WholeMessage false (cut (PartOne.Size size)) = [ Ok(PartOne.Size size) ]

    [<Fact>]
    let ``The sample messages are the same in every spelling`` () : unit =
        for sample in Fixtures.samples |> List.filter (fun sample -> sample.Message.StartsWith "part 1") do
            let expected =
                match sample.Message with
                | "part 1 size" -> PartOne.Size 16
                | "part 1 request" -> PartOne.Position 0
                | "part 1 item" -> PartOne.Item { Seq = 12; Text = "of" }
                | "part 1 bad request" -> PartOne.BadRequest
                | other -> failwith other

            let heard = hear WholeMessage (sample.Message = "part 1 request") [ sample.Bytes ]
            Expect.equal (sample.Writers, [ Ok expected ]) (sample.Writers, heard)

    [<Fact>]
    let ``Malformed answers have a name`` () : unit =
        for bytes, name in
            [ "S'Good request'\n.", "unknown-answer"
              "I-1\n.", "bad-size"
              "I01\n.", "bad-size"
              "N.", "bad-size"
              "(I1\nt.", "bad-item"
              "(I-1\nS'a'\nt.", "bad-item"
              "(I1\nNt.", "bad-item" ] do
            Expect.equal (bytes, name) (bytes, problem (hear WholeMessage false [ latin1 bytes ]))

    [<Fact>]
    let ``A message of part 1 has words, and a digest of its own`` () : unit =
        let messages =
            [ PartOne.Register, "REGISTER"
              PartOne.Position 3, "item at 3"
              PartOne.Size 16, "16 items"
              PartOne.Item { Seq = 2; Text = "the" }, "item 2 \"the\""
              PartOne.BadRequest, "Bad request" ]

        for message, words in messages do
            Expect.equal words (PartOne.words message)

        let digests = messages |> List.map (fun (message, _) -> ValueDigest.ofValue message)

        Expect.equal messages.Length (List.distinct digests).Length

    [<Fact>]
    let ``Every malformed input to the part 1 tracker is a message or a named malformation`` () : unit =
        let show heard =
            match heard with
            | [] -> "nothing"
            | [ Ok(PartOne.Unusual _) ]
            | [ Error _ ] -> problem heard
            | [ Ok message ] -> PartOne.words message
            | _ -> $"%A{heard}"

        let heard =
            Fixtures.garbage
            |> List.filter (fun garbage -> garbage.Target = "part1")
            |> List.map (fun garbage ->
                garbage.Case, show (hear WholeMessage true garbage.Sent), show (hear SingleRead true garbage.Sent))

        Expect.equal
            [ "connect and close without data", "nothing", "nothing"
              "random bytes", "malformed: pickle-unknown-opcode", "malformed: pickle-unknown-opcode"
              "pickled int", "item at 5", "item at 5"
              "raw text REGISTER", "REGISTER", "REGISTER"
              "pickle that calls a shell command", "malformed: pickle-imports", "malformed: pickle-imports"
              "pickled int 99", "item at 99", "item at 99"
              "split int", "item at 1", "malformed: pickle-cut-short"
              "protocol 4 int", "item at 1", "malformed: pickle-protocol"
              "connect, send nothing, stay open", "nothing", "nothing"
              "reset right after sending", "item at 1", "item at 1" ]
            heard
