namespace PeerFunctional.Tests.Tracker

open System
open Xunit
open PeerFunctional.Kernel.Encodings
open PeerFunctional.Kernel
open PeerFunctional.Tracker
open PeerFunctional.Tests

module WireRecordingTests =

    let private wireOptions =
        { Variant = Program
          Protocol = Protocol0
          ReadMode = WholeMessage }

    let private codec = Wire.codec wireOptions

    let private hear wireOptions (told: Told) pieces =
        Fixtures.hear (Wire.codec wireOptions) (Fixtures.connection told.IsRequest) pieces

    let private hex (bytes: ReadOnlyMemory<byte>) = Convert.ToHexString bytes.Span

    /// Whether a recorded value says only what its message says: `ECHO` with extra fields says more.
    let private saysMore message (told: Told) =
        match message, told.Value with
        | Echo _, ValueSome value -> value.GetProperty("tuple").GetArrayLength() > 2
        | _ -> false

    /// Text that Python 3 wrote, or that Python 2 passed on as it came.
    let private hasUnicode (bytes: byte array) =
        match Pickle.read (ReadOnlyMemory bytes) with
        | Ok(Pickled.Tuple items) ->
            items
            |> List.exists (fun item ->
                match item with
                | Pickled.Text _ -> true
                | _ -> false)
        | _ -> true

    let private messages =
        [ for recording in Fixtures.ring do
              for told in Fixtures.told recording -> recording, told ]

    [<Fact>]
    let ``Every recorded message decodes, and those of Python 2 are written byte for byte`` () : unit =
        let mutable exact = 0

        for recording, told in messages do
            match told.Value, hear wireOptions told [ told.Bytes ] with
            | ValueNone, [ Error e ] -> Expect.equal (recording, "pickle-unknown-opcode") (recording, e.Problem)
            | ValueSome value, [ Ok(Unusual(pickled, problem)) ] ->
                Expect.equal (recording, "unknown-command") (recording, problem.Problem)
                Expect.isTrue (Fixtures.tells value pickled)
            | ValueSome _, [ Ok message ] when saysMore message told -> ()
            | ValueSome value, [ Ok message ] ->
                let again = codec.Write message

                match Pickle.read again with
                | Ok pickled when Fixtures.tells value pickled -> ()
                | other -> failwith $"{recording}: %A{message} is %A{other}"

                if told.Bytes[0] = PickleOpcode.Mark && not (hasUnicode told.Bytes) then
                    exact <- exact + 1
                    Expect.equal (recording, Convert.ToHexString told.Bytes) (recording, hex again)
            | _, heard -> failwith $"{recording}: %A{heard}"

        // Of 479 messages, 33 are Python 3's, the rest text that came from it, one has extra fields, four are no pickles.
        exact |> Expect.isGreaterThan 400

    [<Fact>]
    let ``Every recorded message reads the same at once and byte by byte`` () : unit =
        for recording, told in messages do
            let whole = hear wireOptions told [ told.Bytes ]

            Expect.equal
                (recording, whole)
                (recording,
                 hear
                     { wireOptions with
                         ReadMode = SingleReadInPython3 }
                     told
                     [ told.Bytes ])

            Expect.equal (recording, whole) (recording, hear wireOptions told (Fixtures.cut [ 0 ] told.Bytes))

    /// The messages of `pickles.json`; the last four are of part 1.
    let private meant message =
        let placed neighbour =
            RegInit
                { Neighbour = neighbour
                  Size = 5
                  Item = { Seq = 4; Text = "peaks" } }

        let neighbour handle port =
            { Handle = handle
              Address = Endpoint.create "127.0.0.1" port }

        match message with
        | "REGISTER" -> Ok(Register("ann", 9_001))
        | "REG_INIT"
        | "REG_INIT in the order of the document" -> Ok(placed (ValueSome(neighbour "ann" 9_001)))
        | "REG_INIT to a taken handle" -> Ok(placed ValueNone)
        | "UPDATE_NBR" -> Ok(UpdateNeighbour(neighbour "cat" 9_003))
        | "PING" -> Ok(Ping "Mon Nov 11 09:20:00 2019")
        | "ACK"
        | "PING reply of the document" -> Ok(Ack "ann")
        | "QUERY" -> Ok(Query(0, ValueNone))
        | "QUERY large" -> Ok(Query(70_000, ValueNone))
        | "QUERY 255" -> Ok(Query(255, ValueNone))
        | "QUERY 256" -> Ok(Query(256, ValueNone))
        | "QUERY negative"
        | "QUERY 2**31"
        | "QUERY 2**63" -> Error "bad-seq"
        | "QUERY_RESULT" -> Ok(QueryResult(ValueSome { Seq = 0; Text = "blue" }, ValueNone))
        | "QUERY_RESULT not held" -> Ok(QueryResult(ValueNone, ValueNone))
        | "ECHO" -> Ok(Echo "zoe")
        | "ECHO reply" -> Ok(Remark "Hi zoe, Welcome to the network. Register to get started.")
        | "bad request" -> Ok(Remark "Bad request")
        | "handle with quote and backslash" -> Ok(Echo "a'b\"c\\d")
        | "handle not ASCII" -> Ok(Echo "café")
        | "handle with newline"
        | "empty handle"
        | "handle of 300 characters" -> Error "bad-handle"
        | "same text twice" -> Ok(QueryResult(ValueSome { Seq = 3; Text = "QUERY_RESULT" }, ValueNone))
        | other -> failwith other

    let private isAnswer message =
        List.contains
            message
            [ "REG_INIT"
              "REG_INIT in the order of the document"
              "REG_INIT to a taken handle"
              "ACK"
              "PING reply of the document"
              "QUERY_RESULT"
              "QUERY_RESULT not held"
              "ECHO reply"
              "bad request"
              "same text twice" ]

    [<Fact>]
    let ``The sample messages are the same in every spelling`` () : unit =
        for sample in Fixtures.samples |> List.filter (fun sample -> not (sample.Message.StartsWith "part 1")) do
            let connection = Fixtures.connection (not (isAnswer sample.Message))

            let heard =
                match Fixtures.hear codec connection [ sample.Bytes ] with
                | [ Ok(Unusual(_, problem)) ] -> Error problem.Problem
                | [ Ok message ] -> Ok message
                | other -> Error $"%A{other}"

            Expect.equal (sample.Message, sample.Writers, meant sample.Message) (sample.Message, sample.Writers, heard)

    [<Fact>]
    let ``Each message is written as by Python 2.7, in either variant and protocol`` () : unit =
        let mutable written = 0

        for sample in Fixtures.samples do
            let isPlain =
                sample.Writers |> List.exists (fun writer -> writer.StartsWith "python 2.7 pickle, str strings")

            let protocol =
                match sample.Protocol with
                | 0 -> Some Protocol0
                | 2 -> Some Protocol2
                | _ -> None

            // Text beyond ASCII is written as Unicode, and a repeated text is written twice.
            let isPeculiar =
                sample.Message.StartsWith "part 1"
                || List.contains sample.Message [ "handle not ASCII"; "same text twice" ]

            match protocol with
            | Some protocol when isPlain && not isPeculiar ->
                match meant sample.Message with
                | Ok message ->
                    let variant =
                        if sample.Message.EndsWith "of the document" then
                            Document
                        else
                            Program

                    written <- written + 1

                    Expect.equal
                        (sample.Message, Convert.ToHexString sample.Bytes)
                        (sample.Message, Convert.ToHexString(Wire.write variant protocol message))
                | Error _ -> ()
            | _ -> ()

        Expect.equal 36 written
