namespace PeerFunctional.Tests.Tracker

open System
open System.Text
open Xunit
open FsCheck.Xunit
open PeerFunctional.Kernel.Encodings
open PeerFunctional.Kernel
open PeerFunctional.Tracker
open PeerFunctional.Tests

module WireTests =

    let private wireOptions =
        { Variant = Program
          Protocol = Protocol0
          ReadMode = WholeMessage }

    let private once =
        { wireOptions with
            ReadMode = SingleRead }

    let private bytes wireOptions message =
        (Wire.codec wireOptions).Write(message).ToArray()

    let private hear wireOptions isRequest pieces =
        Fixtures.hear (Wire.codec wireOptions) (Fixtures.connection isRequest) pieces

    let private problem heard =
        match heard with
        | [ Ok(Unusual(_, problem)) ] -> problem.Problem
        | [ Error e ] -> $"malformed: {e.Problem}"
        | other -> $"%A{other}"

    let private latin1 (text: string) = Encoding.Latin1.GetBytes text

    [<Property(Arbitrary = [| typeof<TrackerArbitraries> |], MaxTest = 300)>]
    let ``A request reads as it was written, in either variant and protocol and in any pieces``
        (request: WrittenRequest)
        wireOptions
        length
        lengths
        =
        bytes wireOptions request.Asked |> Fixtures.cut (length :: lengths) |> hear wireOptions true =
            [ Ok request.Asked ]

    [<Property(Arbitrary = [| typeof<TrackerArbitraries> |], MaxTest = 300)>]
    let ``An answer reads as it was written, in either variant and protocol and in any pieces``
        (answer: WrittenAnswer)
        wireOptions
        length
        lengths
        =
        bytes wireOptions answer.Answered |> Fixtures.cut (length :: lengths) |> hear wireOptions false =
            [ Ok answer.Answered ]

    [<Property(Arbitrary = [| typeof<TrackerArbitraries> |])>]
    let ``Bytes after a message are ignored, in the same piece or a later one``
        (request: WrittenRequest)
        wireOptions
        (trailing: byte array)
        =
        let message = bytes wireOptions request.Asked
        let heard = [ Ok request.Asked ]

        hear wireOptions true [ Array.append message trailing ] = heard
        && hear wireOptions true [ message; trailing; message ] = heard
        && hear once true [ Array.append message trailing; message ] = heard

    [<Property(Arbitrary = [| typeof<TrackerArbitraries> |], MaxTest = 50)>]
    let ``A capture shows bytes after a message once, in the same piece or a later one``
        (request: WrittenRequest)
        length
        lengths
        =
        let message = bytes wireOptions request.Asked

        let shown pieces =
            Fixtures.hear (OneMessage.watched (Wire.codec wireOptions)) (Fixtures.connection true) pieces
            |> List.map (Result.mapError (fun (problem: Malformation) -> problem.Problem))

        let heard = [ Ok request.Asked ]
        let both = heard @ [ Error PeerFunctional.Verification.CapturedStream.Behind ]

        shown (Fixtures.cut (length :: lengths) message) = heard
        && shown [ Array.append message [| 0uy |] ] = both
        && shown [ Array.append message message; message ] = both
        && shown (Fixtures.cut (length :: lengths) message @ [ message; message ]) = both

    [<Property(Arbitrary = [| typeof<TrackerArbitraries> |])>]
    let ``A single read of a message in two pieces is malformed, as for the original``
        (request: WrittenRequest)
        length
        =
        let message = bytes once request.Asked
        let at = 1 + abs (length % (message.Length - 1))
        hear once true [ Array.truncate at message; message[at..] ] = [ Error PickleReader.cutShort ]

    [<Fact>]
    let ``A single read ends at 1,024 bytes, as for the original`` () : unit =
        let ping length = bytes once (Ping(String('a', length)))
        let fitting = 1_024 - (ping 0).Length
        Expect.equal 1_024 (ping fitting).Length
        Expect.equal [ Ok(Ping(String('a', fitting))) ] (hear once true [ ping fitting ])
        Expect.equal [ Error PickleReader.cutShort ] (hear once true [ ping (fitting + 1) ])
        Expect.equal "too-long" (problem (hear wireOptions true [ ping (fitting + 1) ]))

    [<Property(Arbitrary = [| typeof<TrackerArbitraries> |], MaxTest = 1_000)>]
    let ``Garbage is at most one message or malformation, and the same in any pieces``
        (garbled: Encoding.Garbled)
        isRequest
        length
        lengths
        =
        let whole = hear wireOptions isRequest [ garbled.Bytes ]

        string (hear wireOptions isRequest (Fixtures.cut (length :: lengths) garbled.Bytes)) = string whole
        && whole.Length <= 1
        && (hear once isRequest [ garbled.Bytes ]).Length <= 1

    [<Property(Arbitrary = [| typeof<TrackerArbitraries> |])>]
    let ``Messages that differ have different digests, equal ones the same``
        (request: WrittenRequest)
        (answer: WrittenAnswer)
        =
        (ValueDigest.ofValue request.Asked = ValueDigest.ofValue answer.Answered) = (request.Asked = answer.Answered)

    [<Fact>]
    let ``A caller that closes without a request is malformed; a partner that closes without an answer is not``
        ()
        : unit =
        Expect.equal "malformed: nothing-sent" (problem (hear wireOptions true []))
        Expect.equal "malformed: nothing-sent" (problem (hear once true []))
        Expect.equal [] (hear wireOptions false [])

    [<Fact>]
    let ``No data sent! is recognized only as a whole`` () : unit =
        let text = "No data sent!"
        Expect.equal [ Ok NoData ] (hear wireOptions false (Fixtures.cut [ 0 ] (latin1 text)))
        Expect.equal [ Ok NoData ] (hear once false [ latin1 text ])
        Expect.equal "malformed: pickle-calls" (problem (hear wireOptions false [ latin1 "No dat" ]))
        Expect.equal "malformed: pickle-calls" (problem (hear wireOptions false [ latin1 "No data said." ]))
        // It is not a request.
        Expect.equal "malformed: pickle-calls" (problem (hear wireOptions true [ latin1 text ]))

    let private placed neighbour =
        RegInit
            { Neighbour = neighbour
              Size = 5
              Item = { Seq = 4; Text = "peaks" } }

    let private neighbour handle host =
        { Handle = handle
          Address = Endpoint.create host 9_001 }

    let private regInit first second =
        hear wireOptions false [ latin1 $"(S'REG_INIT'\nS'{first}'\nS'{second}'\nI9001\nI5\n(I4\nS'peaks'\ntt." ]

    [<Fact>]
    let ``The field of a REG_INIT that is an IP address is the address; if both or neither are, the programs' order holds``
        ()
        : unit =
        let ann = [ Ok(placed (ValueSome(neighbour "ann" "127.0.0.1"))) ]
        Expect.equal ann (regInit "ann" "127.0.0.1")
        Expect.equal ann (regInit "127.0.0.1" "ann")
        Expect.equal [ Ok(placed (ValueSome(neighbour "ann" "::1"))) ] (regInit "::1" "ann")
        Expect.equal [ Ok(placed (ValueSome(neighbour "10.0.0.1" "127.0.0.1"))) ] (regInit "10.0.0.1" "127.0.0.1")
        Expect.equal "bad-address" (problem (regInit "ann" "localhost"))

    [<Fact>]
    let ``Fields that would harm other peers make a message unusual by name`` () : unit =
        let handle letters = $"(S'ECHO'\nS'{letters}'\nt."

        for bytes, name in
            [ "(S'REGISTER'\nS'ann'\nI0\nt.", "bad-port"
              "(S'REGISTER'\nS'ann'\nI65536\nt.", "bad-port"
              "(S'REGISTER'\nS'ann'\nI01\nt.", "bad-port"
              "(S'REGISTER'\nS'ann'\nS'9001'\nt.", "bad-port"
              "(S'REGISTER'\nS'ann'\nF9001.0\nt.", "bad-port"
              "(S'REGISTER'\nS'ann'\nNt.", "bad-port"
              "(S'REGISTER'\nS'ann'\nt.", "missing-field"
              handle (String('a', 256)), "bad-handle"
              handle "", "bad-handle"
              handle " ", "bad-handle"
              handle "a\\nb", "bad-handle"
              handle "a\\x9bb", "bad-handle"
              "(S'ECHO'\nI5\nt.", "bad-handle"
              "(S'QUERY'\nI-1\nt.", "bad-seq"
              "(S'QUERY'\nI1000000\nt.", "bad-seq"
              "(S'QUERY'\nI01\nt.", "bad-seq"
              "(S'QUERY'\nS'0'\nt.", "bad-seq"
              "(S'QUERY'\nF0.9\nt.", "bad-seq"
              "(S'UPDATE_NBR'\nS'ann'\nS'127.0.0.1%a'\nI9001\nt.", "bad-address"
              "(S'query'\nI0\nt.", "unknown-command"
              "(I0\nt.", "no-command"
              "(t.", "no-command"
              "I5\n.", "no-tuple" ] do
            Expect.equal (bytes, name) (bytes, problem (hear wireOptions true [ latin1 bytes ]))

        Expect.equal [ Ok(Echo(String('a', 255))) ] (hear wireOptions true [ latin1 (handle (String('a', 255))) ])

    [<Fact>]
    let ``A list counts as a tuple, any spelling of text as text, and a PING without a time as a PING`` () : unit =
        for bytes, message in
            [ "(lS'ECHO'\naS'ann'\na.", Echo "ann"
              "(VECHO\nVann\nt.", Echo "ann"
              "(C\x04ECHOC\x03annt.", Echo "ann"
              "(S'ECHO'\nS'caf\\xc3\\xa9'\nt.", Echo "café"
              "(S'ECHO'\nS'caf\\xe9'\nt.", Echo "café"
              "(S'ECHO'\nS'ann'\nS'extra'\nI1\nt.", Echo "ann"
              "(S'PING'\nt.", Ping ""
              "(S'PING'\nI5\nt.", Ping "" ] do
            Expect.equal (bytes, [ Ok message ]) (bytes, hear wireOptions true [ latin1 bytes ])

    [<Fact>]
    let ``A third field of QUERY is the wanted numbers, or is ignored`` () : unit =
        for third, wanted in
            [ "", ValueNone
              "(I3\nI7\nI9\nI9\nt", ValueSome [ { From = 3; To = 7 }; { From = 9; To = 9 } ]
              "(t", ValueSome []
              "(I3\nt", ValueNone
              "(I7\nI3\nt", ValueNone
              "(I-1\nI3\nt", ValueNone
              "(I3\nI1000000\nt", ValueNone
              "(S'x'\nI3\nt", ValueNone
              "S'3-7'\n", ValueNone ] do
            let bytes = $"(S'QUERY'\nI2\n{third}t."
            Expect.equal (bytes, [ Ok(Query(2, wanted)) ]) (bytes, hear wireOptions true [ latin1 bytes ])

    [<Fact>]
    let ``A message has words for people`` () : unit =
        for message, words in
            [ Query(3, ValueNone), "QUERY 3"
              placed (ValueSome(neighbour "ann" "127.0.0.1")),
              "REG_INIT neighbour ann 127.0.0.1:9001, 5 items, holds 4 \"peaks\""
              placed ValueNone, "REG_INIT handle taken, 5 items, holds 4 \"peaks\""
              Register("ann", 9_001), "REGISTER ann at port 9001"
              Query(3, ValueSome [ { From = 3; To = 7 }; { From = 9; To = 9 } ]), "QUERY 3, or any of 3-7, 9"
              QueryResult(ValueNone, ValueNone), "QUERY_RESULT not held"
              QueryResult(ValueNone, ValueSome []), "QUERY_RESULT not held, further items: none"
              QueryResult(ValueNone, ValueSome [ { Seq = 4; Text = "peaks" } ]),
              "QUERY_RESULT not held, further items: 4 \"peaks\""
              NoData, "No data sent!" ] do
            Expect.equal words (Message.words message)

    [<Fact>]
    let ``An item fits a database if REG_INIT with it fits for every neighbour`` () : unit =
        let item length =
            { Seq = 999_999
              Text = String('a', length) }

        let longest =
            Seq.initInfinite id |> Seq.takeWhile (item >> Wire.itemFits) |> Seq.last

        longest |> Expect.isGreaterThan 300

        for letter, count in [ '\\', 255; 'a', 255; 'é', 255; '字', 85 ] do
            let handle = String(letter, count)
            let tooLong = Echo(handle + string letter)
            Expect.equal [ Ok(Echo handle) ] (hear wireOptions true [ bytes wireOptions (Echo handle) ])
            Expect.equal "bad-handle" (problem (hear wireOptions true [ bytes wireOptions tooLong ]))

            let message =
                RegInit
                    { Neighbour =
                        ValueSome
                            { Handle = handle
                              Address = Endpoint.create "2001:db8:1111:2222:3333:4444:5555:6666" 65_535 }
                      Size = 1_000_000
                      Item = item longest }

            Expect.isTrue (Wire.fits message)
