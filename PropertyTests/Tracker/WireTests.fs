namespace PeerFunctional.Tests.Tracker

open System
open System.Text
open Xunit
open FsCheck.Xunit
open PeerFunctional.Encoding
open PeerFunctional.Kernel
open PeerFunctional.Tracker
open PeerFunctional.Tests

module WireTests =

    let private speech =
        { Dialect = Program
          Protocol = Protocol0
          Reading = Whole }

    let private once = { speech with Reading = Once }

    let private bytes speech message =
        (Wire.codec speech).Write(message).ToArray()

    let private hear speech isRequest pieces =
        Fixtures.hear (Wire.codec speech) (Fixtures.connection isRequest) pieces

    let private problem heard =
        match heard with
        | [ Ok(Unusual(_, problem)) ] -> problem.Problem
        | [ Error e ] -> $"malformed: {e.Problem}"
        | other -> $"%A{other}"

    let private latin1 (text: string) = Encoding.Latin1.GetBytes text

    [<Property(Arbitrary = [| typeof<TrackerArbitraries> |], MaxTest = 300)>]
    let ``A request is heard as it was written, in either dialect and protocol, however it is cut``
        (request: WrittenRequest)
        speech
        length
        lengths
        =
        bytes speech request.Asked |> Fixtures.cut (length :: lengths) |> hear speech true = [ Ok request.Asked ]

    [<Property(Arbitrary = [| typeof<TrackerArbitraries> |], MaxTest = 300)>]
    let ``An answer is heard as it was written, in either dialect and protocol, however it is cut``
        (answer: WrittenAnswer)
        speech
        length
        lengths
        =
        bytes speech answer.Answered |> Fixtures.cut (length :: lengths) |> hear speech false = [ Ok answer.Answered ]

    [<Property(Arbitrary = [| typeof<TrackerArbitraries> |])>]
    let ``What follows a message is ignored, together with it or later``
        (request: WrittenRequest)
        speech
        (trailing: byte array)
        =
        let message = bytes speech request.Asked
        let heard = [ Ok request.Asked ]

        hear speech true [ Array.append message trailing ] = heard
        && hear speech true [ message; trailing; message ] = heard
        && hear once true [ Array.append message trailing; message ] = heard

    [<Property(Arbitrary = [| typeof<TrackerArbitraries> |])>]
    let ``Read once, a message that is cut in two is malformed, as for the original`` (request: WrittenRequest) length =
        let message = bytes once request.Asked
        let at = 1 + abs (length % (message.Length - 1))
        hear once true [ Array.truncate at message; message[at..] ] = [ Error PickleReader.cutShort ]

    [<Fact>]
    let ``Read once, a message ends at 1,024 bytes, as for the original`` () : unit =
        let ping length = bytes once (Ping(String('a', length)))
        let fitting = 1_024 - (ping 0).Length
        Expect.equal 1_024 (ping fitting).Length
        Expect.equal [ Ok(Ping(String('a', fitting))) ] (hear once true [ ping fitting ])
        Expect.equal [ Error PickleReader.cutShort ] (hear once true [ ping (fitting + 1) ])
        Expect.equal "too-long" (problem (hear speech true [ ping (fitting + 1) ]))

    [<Property(Arbitrary = [| typeof<TrackerArbitraries> |], MaxTest = 1_000)>]
    let ``Garbage is one message or one malformation at most, the same however it is cut``
        (garbled: Encoding.Garbled)
        isRequest
        length
        lengths
        =
        let whole = hear speech isRequest [ garbled.Bytes ]

        string (hear speech isRequest (Fixtures.cut (length :: lengths) garbled.Bytes)) = string whole
        && whole.Length <= 1
        && (hear once isRequest [ garbled.Bytes ]).Length <= 1

    [<Property(Arbitrary = [| typeof<TrackerArbitraries> |])>]
    let ``Messages that differ have different digests, equal ones the same``
        (request: WrittenRequest)
        (answer: WrittenAnswer)
        =
        (ValueDigest.ofValue request.Asked = ValueDigest.ofValue answer.Answered) = (request.Asked = answer.Answered)

    [<Fact>]
    let ``A caller that closes without a word has sent nothing, a partner that does has only closed`` () : unit =
        Expect.equal "malformed: nothing-sent" (problem (hear speech true []))
        Expect.equal "malformed: nothing-sent" (problem (hear once true []))
        Expect.equal [] (hear speech false [])

    [<Fact>]
    let ``No data sent! is known from its first byte to its last`` () : unit =
        let text = "No data sent!"
        Expect.equal [ Ok NoData ] (hear speech false (Fixtures.cut [ 0 ] (latin1 text)))
        Expect.equal [ Ok NoData ] (hear once false [ latin1 text ])
        Expect.equal "malformed: pickle-calls" (problem (hear speech false [ latin1 "No dat" ]))
        Expect.equal "malformed: pickle-calls" (problem (hear speech false [ latin1 "No data said." ]))
        // From a caller it is nothing.
        Expect.equal "malformed: pickle-calls" (problem (hear speech true [ latin1 text ]))

    let private placed neighbour =
        RegInit
            { Neighbour = neighbour
              Size = 5
              Item = { Seq = 4; Text = "peaks" } }

    let private neighbour handle host =
        { Handle = handle
          Address = Endpoint.create host 9_001 }

    let private regInit first second =
        hear speech false [ latin1 $"(S'REG_INIT'\nS'{first}'\nS'{second}'\nI9001\nI5\n(I4\nS'peaks'\ntt." ]

    [<Fact>]
    let ``Of a REG_INIT's two fields the one that is an IP address is the address, in the programs' order if both or neither is``
        ()
        : unit =
        let ann = [ Ok(placed (ValueSome(neighbour "ann" "127.0.0.1"))) ]
        Expect.equal ann (regInit "ann" "127.0.0.1")
        Expect.equal ann (regInit "127.0.0.1" "ann")
        Expect.equal [ Ok(placed (ValueSome(neighbour "ann" "::1"))) ] (regInit "::1" "ann")
        Expect.equal [ Ok(placed (ValueSome(neighbour "10.0.0.1" "127.0.0.1"))) ] (regInit "10.0.0.1" "127.0.0.1")
        Expect.equal "bad-address" (problem (regInit "ann" "localhost"))

    [<Fact>]
    let ``Fields that would do harm further on make a message unusual by a name`` () : unit =
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
            Expect.equal (bytes, name) (bytes, problem (hear speech true [ latin1 bytes ]))

        Expect.equal [ Ok(Echo(String('a', 255))) ] (hear speech true [ latin1 (handle (String('a', 255))) ])

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
            Expect.equal (bytes, [ Ok message ]) (bytes, hear speech true [ latin1 bytes ])

    [<Fact>]
    let ``A message has words for people`` () : unit =
        for message, words in
            [ Query 3, "QUERY 3"
              placed (ValueSome(neighbour "ann" "127.0.0.1")),
              "REG_INIT neighbour ann 127.0.0.1:9001, 5 items, holds 4 \"peaks\""
              placed ValueNone, "REG_INIT handle taken, 5 items, holds 4 \"peaks\""
              Register("ann", 9_001), "REGISTER ann at port 9001"
              QueryResult ValueNone, "QUERY_RESULT not held"
              NoData, "No data sent!" ] do
            Expect.equal words (Message.words message)

    [<Fact>]
    let ``An item fits a database if REG_INIT with it fits whatever the neighbour`` () : unit =
        let item length =
            { Seq = 999_999
              Text = String('a', length) }

        let longest =
            Seq.initInfinite id |> Seq.takeWhile (item >> Wire.itemFits) |> Seq.last

        longest |> Expect.isGreaterThan 300

        for letter, count in [ '\\', 255; 'a', 255; 'é', 255; '字', 85 ] do
            let handle = String(letter, count)
            let tooLong = Echo(handle + string letter)
            Expect.equal [ Ok(Echo handle) ] (hear speech true [ bytes speech (Echo handle) ])
            Expect.equal "bad-handle" (problem (hear speech true [ bytes speech tooLong ]))

            let message =
                RegInit
                    { Neighbour =
                        ValueSome
                            { Handle = handle
                              Address = Endpoint.create "2001:db8:1111:2222:3333:4444:5555:6666" 65_535 }
                      Size = 1_000_000
                      Item = item longest }

            Expect.isTrue (Wire.fits message)
