namespace PeerFunctional.Tests.Encoding

open System
open System.Text
open Xunit
open FsCheck.Xunit
open PeerFunctional.Kernel.Encodings
open PeerFunctional.Tests

module PickleTests =

    let private read (bytes: byte array) = Pickle.read (ReadOnlyMemory bytes)

    /// Reads bytes in pieces, whose lengths are used in turn.
    let private readCut (lengths: int list) (bytes: byte array) =
        let lengths =
            lengths |> List.map (fun length -> 1 + abs (length % 40)) |> Array.ofList

        let rec go at turn progress =
            match progress with
            | Finished value -> Ok value
            | Refused e -> Error e
            | Unfinished _ when at = bytes.Length -> Error PickleReader.cutShort
            | Unfinished reader ->
                let length = min (bytes.Length - at) lengths[turn % lengths.Length]
                go (at + length) (turn + 1) (PickleReader.take (ReadOnlyMemory(bytes, at, length)) reader)

        go 0 0 (Unfinished PickleReader.start)

    let private written protocol value =
        Encoding.Latin1.GetString(Pickle.write protocol value)

    let private ascii (text: string) =
        Pickled.ByteString(Encoding.ASCII.GetBytes text)

    [<Property(Arbitrary = [| typeof<PickleArbitraries> |], MaxTest = 300)>]
    let ``A value reads as it was written, in either protocol`` (spelled: Spelled) protocol =
        read (Pickle.write protocol spelled.Value) = Ok spelled.Value

    [<Property(Arbitrary = [| typeof<PickleArbitraries> |], MaxTest = 300)>]
    let ``However a pickle is cut, it reads the same`` (spelled: Spelled) protocol length lengths =
        readCut (length :: lengths) (Pickle.write protocol spelled.Value) = Ok spelled.Value

    [<Property(Arbitrary = [| typeof<PickleArbitraries> |], MaxTest = 2_000)>]
    let ``However garbage is cut, the same comes of it`` (garbled: Garbled) length lengths =
        let whole = read garbled.Bytes
        // A float that is no number equals nothing, itself neither.
        string (readCut (length :: lengths) garbled.Bytes) = string whole
        && string (readCut [ 0 ] garbled.Bytes) = string whole

    [<Property(Arbitrary = [| typeof<PickleArbitraries> |], MaxTest = 60)>]
    let ``Every beginning of a pickle is a pickle cut short`` (spelled: Spelled) protocol =
        let bytes = Pickle.write protocol spelled.Value

        Seq.init (min bytes.Length 2_000) id
        |> Seq.forall (fun length -> read (Array.truncate length bytes) = Error PickleReader.cutShort)

    [<Property(Arbitrary = [| typeof<PickleArbitraries> |])>]
    let ``The bytes after a pickle are left unread`` (spelled: Spelled) protocol (trailing: byte array) =
        read (Array.append (Pickle.write protocol spelled.Value) trailing) = Ok spelled.Value

    [<Fact>]
    let ``Protocol 0 is spelled as the original programs spell it`` () : unit =
        let query = Pickled.Tuple [ ascii "QUERY"; Pickled.Int 0I ]

        let nothing =
            Pickled.Tuple [ ascii "QUERY_RESULT"; Pickled.Tuple [ Pickled.Nothing; Pickled.Nothing ] ]

        Expect.equal "(S'QUERY'\np0\nI0\ntp1\n." (written Protocol0 query)
        Expect.equal "(S'QUERY_RESULT'\np0\n(NNtp1\ntp2\n." (written Protocol0 nothing)

    /// The right column is what Python 2.7's and Python 3's unpicklers made of the left one.
    let private spellings: (string * Pickled) list =
        let text = Pickled.Text

        [ "I01\n.", Pickled.Bool true
          "I00\n.", Pickled.Bool false
          "I1\n.", Pickled.Int 1I
          "I-5\n.", Pickled.Int -5I
          "L5L\n.", Pickled.Int 5I
          "L5\n.", Pickled.Int 5I
          "\x8a\x00.", Pickled.Int 0I
          "\x8a\x01\xff.", Pickled.Int -1I
          "\x8a\x02\xff\x00.", Pickled.Int 255I
          "\x8b\x01\x00\x00\x00\x80.", Pickled.Int -128I
          "J\xff\xff\xff\xff.", Pickled.Int -1I
          "K\xff.", Pickled.Int 255I
          "M\xff\xff.", Pickled.Int 65_535I
          "F1e+16\n.", Pickled.Float 1e16
          "F-inf\n.", Pickled.Float Double.NegativeInfinity
          "G\x3f\xf8\x00\x00\x00\x00\x00\x00.", Pickled.Float 1.5
          "S'a\\'b'\n.", ascii "a'b"
          "S\"a'b\"\n.", ascii "a'b"
          "S'\\x41\\101\\1\\q\\\\'\n.", ascii "AA\001\\q\\"
          "S'\\a\\b\\f\\n\\r\\t\\v'\n.", ascii "\a\b\f\n\r\t\v"
          "T\x01\x00\x00\x00a.", ascii "a"
          "U\x01a.", ascii "a"
          "B\x01\x00\x00\x00a.", Pickled.Bytes "a"B
          "C\x01a.", Pickled.Bytes "a"B
          "Va\\u0041\\U0001f600\\q\\\\u0041\n.", text "aA\U0001f600\\q\\\\u0041"
          "V\xe9\n.", text "é"
          "V\\ud83d\\ude00\n.", text "\U0001f600"
          "X\x02\x00\x00\x00\xc3\xa9.", text "é"
          "\x80\x04\x8c\x02\xc3\xa9.", text "é"
          ").", Pickled.Tuple []
          "(t.", Pickled.Tuple []
          "I1\nI2\n\x86.", Pickled.Tuple [ Pickled.Int 1I; Pickled.Int 2I ]
          "(lI1\na.", Pickled.List [ Pickled.Int 1I ]
          "(I1\nI2\nl.", Pickled.List [ Pickled.Int 1I; Pickled.Int 2I ]
          "](I1\nI2\ne.", Pickled.List [ Pickled.Int 1I; Pickled.Int 2I ]
          "(I1\nI2\nd.", Pickled.Dict [ Pickled.Int 1I, Pickled.Int 2I ]
          // A key that comes again keeps its place and takes the last value.
          "}(I1\nI2\nI3\nI4\nI1\nI5\nu.",
          Pickled.Dict [ Pickled.Int 1I, Pickled.Int 5I; Pickled.Int 3I, Pickled.Int 4I ]
          "(lp0\nI1\nag0\n.", Pickled.List [ Pickled.Int 1I ]
          "]q\x00I1\nah\x00\x86.", Pickled.Tuple [ Pickled.List [ Pickled.Int 1I ]; Pickled.List [ Pickled.Int 1I ] ]
          "\x80\x04\x95\x05\x00\x00\x00\x00\x00\x00\x00\x8c\x01a\x94h\x00\x86.", Pickled.Tuple [ text "a"; text "a" ]
          "I1\n2\x86.", Pickled.Tuple [ Pickled.Int 1I; Pickled.Int 1I ]
          "I1\nI2\n0.", Pickled.Int 1I
          "I1\n(I2\nI3\n1.", Pickled.Int 1I
          // Both of Python's take the last value of several.
          "I1\nI2\n.", Pickled.Int 2I ]

    [<Fact>]
    let ``Every spelling of either Python reads as its value`` () : unit =
        for spelling, value in spellings do
            Expect.equal (spelling, Ok value) (spelling, read (Encoding.Latin1.GetBytes spelling))

    /// What is refused, and by which name.
    let private refusals =
        [ "cos\nsystem\n.", "pickle-imports"
          "\x80\x04\x8c\x02os\x8c\x06system\x93.", "pickle-imports"
          "I1\n)R.", "pickle-calls"
          "(ios\nsystem\n.", "pickle-calls"
          "(o.", "pickle-calls"
          ")\x81.", "pickle-calls"
          ")}\x92.", "pickle-calls"
          "}}b.", "pickle-builds"
          "Pname\n.", "pickle-persistent-id"
          "I1\nQ.", "pickle-persistent-id"
          "\x82\x01.", "pickle-extension-code"
          "\x83\x01\x00.", "pickle-extension-code"
          "\x84\x01\x00\x00\x00.", "pickle-extension-code"
          "\x97.", "pickle-outside-buffer"
          "\x97\x98.", "pickle-outside-buffer"
          "\x8f.", "pickle-other-type"
          "(\x91.", "pickle-other-type"
          "\x96\x00\x00\x00\x00\x00\x00\x00\x00.", "pickle-other-type"
          "\x80\x06.", "pickle-unknown-protocol"
          "?", "pickle-unknown-opcode"
          ".", "pickle-stack-empty"
          "0", "pickle-stack-empty"
          "2", "pickle-stack-empty"
          "I1\n(.", "pickle-stack-empty"
          "\x85", "pickle-stack-empty"
          "p0\n", "pickle-stack-empty"
          "t", "pickle-no-mark"
          "1", "pickle-no-mark"
          "g0\n", "pickle-unknown-memo"
          "I1\nI2\na", "pickle-wrong-container"
          "}I2\na", "pickle-wrong-container"
          "]I1\nI2\ns", "pickle-wrong-container"
          "}(I1\nu", "pickle-odd-dict"
          "}]I1\ns", "pickle-unhashable-key"
          "}]\x85I1\ns", "pickle-unhashable-key"
          "]q\x00h\x00a", "pickle-self-containing"
          "]q\x00h\x00\x850I1\na", "pickle-self-containing"
          "Iabc\n", "pickle-bad-number"
          "I\n", "pickle-bad-number"
          "I1_0\n", "pickle-bad-number"
          "F1,5\n", "pickle-bad-number"
          "FNaN\n", "pickle-bad-number"
          "Sabc\n", "pickle-bad-string"
          "S'\n", "pickle-bad-string"
          "S'a\"\n", "pickle-bad-string"
          "S'\\'\n", "pickle-bad-string"
          "S'\\x5'\n", "pickle-bad-string"
          "V\\u00\n", "pickle-bad-text"
          "V\\ud800\n", "pickle-bad-text"
          "V\\U00110000\n", "pickle-bad-text"
          "X\x01\x00\x00\x00\xff", "pickle-bad-text"
          "T\xff\xff\xff\xff", "pickle-bad-length"
          "I1\npx\n", "pickle-bad-memo-index" ]

    [<Fact>]
    let ``A pickle of anything but plain values is refused by name, at its opcode`` () : unit =
        for bytes, problem in refusals do
            match read (Encoding.Latin1.GetBytes bytes) with
            | Error e -> Expect.equal (bytes, problem) (bytes, e.Problem)
            | Ok value -> failwith $"{bytes} was read: %A{value}"
