namespace PeerFunctional.Tests.Quic

open System
open System.Security.Cryptography
open System.Text
open Xunit
open PeerFunctional.Capture
open PeerFunctional.Libp2p
open PeerFunctional.Runtime.Quic.Opening
open PeerFunctional.Tests
open PeerFunctional.Tests.Quic.SealedPackets

/// What recorded sessions do not hold: updated keys, packets out of order, what is too much.
module QuicSealedTests =

    let private clientId = [| 1uy; 2uy; 3uy; 4uy |]
    let private firstId = [| 9uy; 9uy; 9uy; 9uy; 9uy; 9uy; 9uy; 9uy |]
    let private serverId = [| 5uy; 6uy; 7uy; 8uy; 9uy |]
    let private random = Array.init 32 byte
    let private clientSecret = SHA256.HashData [| 1uy |]
    let private serverSecret = SHA256.HashData [| 2uy |]

    let private log =
        [ "CLIENT_TRAFFIC_SECRET_0", clientSecret
          "SERVER_TRAFFIC_SECRET_0", serverSecret ]
        |> List.map (fun (label, secret) -> $"{label} {Convert.ToHexString random} {Convert.ToHexString secret}\n")
        |> String.concat ""

    let private hello =
        fromClient (initial (initialSecret firstId "client in") firstId clientId 0 (crypto (clientHello random)))

    let private answer =
        fromServer (initial (initialSecret firstId "server in") clientId serverId 0 (crypto serverHello))

    let private said packet content =
        fromClient (short clientSecret clientSecret false serverId packet content)

    let private taken (most: int64) datagrams =
        let secrets = TlsSecrets()
        secrets.Add(ReadOnlySpan(Encoding.ASCII.GetBytes log))
        let capture = QuicCapture(secrets, most)

        datagrams
        |> List.iteri (fun index (datagram: Datagram) -> capture.Take(datagram, int64 index + 1L, int64 index))

        let found = capture.Connections() |> List.ofSeq
        found |> Expect.hasLength 1

        match box found.Head.Session with
        | :? HostSession as session -> session
        | _ -> failwith "no session"

    let private sessionWithin most datagrams =
        taken most (hello :: answer :: datagrams)

    let private session datagrams =
        sessionWithin QuicCapture.MaxBytes datagrams

    let private text (session: HostSession) =
        session.Events
        |> List.map (fun event ->
            match event.Deed with
            | StreamDeed.Opens -> "opens"
            | StreamDeed.Says bytes -> Encoding.ASCII.GetString bytes.Span
            | StreamDeed.Ends -> "ends"
            | StreamDeed.Resets code -> $"resets {code}"
            | StreamDeed.Stops code -> $"stops {code}")

    let private ascii (text: string) = Encoding.ASCII.GetBytes text

    [<Fact>]
    let ``Packets open after each side has updated its keys, and late ones by the keys of before`` () : unit =
        let next = updated clientSecret

        let session =
            session
                [ said 0 (stream 0L 0L false (ascii "abc"))
                  fromClient (short clientSecret next true serverId 2 (stream 0L 6L false (ascii "ghi")))
                  said 1 (stream 0L 3L false (ascii "def"))
                  fromClient (short clientSecret (updated next) false serverId 3 (stream 0L 9L true (ascii "j"))) ]

        text session |> Expect.equal [ "opens"; "abc"; "defghi"; "j"; "ends" ]
        session.Gaps |> Expect.equal []

    [<Fact>]
    let ``An answer that is recorded before what it answers is read all the same`` () : unit =
        taken QuicCapture.MaxBytes [ answer; hello; said 0 (stream 0L 0L true (ascii "abc")) ]
        |> text
        |> Expect.equal [ "opens"; "abc"; "ends" ]

    [<Fact>]
    let ``A Retry is followed, before or after what it answers`` () : unit =
        let retryId = [| 7uy; 7uy; 7uy; 7uy; 7uy |]
        let retry = fromServer (retry clientId retryId)

        let again =
            fromClient (initial (initialSecret retryId "client in") retryId clientId 1 (crypto (clientHello random)))

        let answer =
            fromServer (initial (initialSecret retryId "server in") clientId serverId 0 (crypto serverHello))

        for first in [ [ hello; retry ]; [ retry; hello ] ] do
            taken QuicCapture.MaxBytes (first @ [ again; answer; said 0 (stream 0L 0L true (ascii "abc")) ])
            |> text
            |> Expect.equal [ "opens"; "abc"; "ends" ]

    [<Fact>]
    let ``Pieces of a stream that come out of order, twice or overlapping are put together once`` () : unit =
        let session =
            session
                [ said 0 (stream 4L 4L false (ascii "efgh"))
                  said 1 (stream 4L 2L false (ascii "cdef"))
                  said 2 (stream 4L 0L false (ascii "abc"))
                  said 2 (stream 4L 0L false (ascii "abc"))
                  said 3 (stream 4L 8L true (ascii "")) ]

        text session |> Expect.equal [ "opens"; "abcdefgh"; "ends" ]
        session.Gaps |> Expect.equal []

    [<Fact>]
    let ``Two packets of one datagram are both opened`` () : unit =
        let first = (said 0 (stream 0L 0L false (ascii "abc"))).Payload.ToArray()

        let again =
            (initial (initialSecret firstId "client in") firstId clientId 1 [| 1uy; 0uy; 0uy; 0uy |])

        session [ fromClient (Array.append again first) ] |> text |> Expect.equal [ "opens"; "abc" ]

    [<Fact>]
    let ``A packet that the other side acknowledged and the capture lacks is a gap; one that nobody got is none``
        ()
        : unit =
        let lost =
            [ said 0 (stream 0L 0L false (ascii "abc"))
              said 2 (stream 0L 3L false (ascii "d")) ]

        (session lost).Gaps |> Expect.equal []

        let acknowledging =
            fromServer (short serverSecret serverSecret false clientId 0 (acknowledged 0L 2L))

        (session (lost @ [ acknowledging ])).Gaps
        |> List.map (fun gap -> gap.Since, gap.Stream)
        |> Expect.equal [ 4L, ValueNone ]

    [<Fact>]
    let ``Missing bytes of a stream are a gap of it`` () : unit =
        let session =
            session
                [ said 0 (stream 0L 0L false (ascii "abc"))
                  said 1 (stream 0L 9L true (ascii "z")) ]

        text session |> Expect.equal [ "opens"; "abc" ]
        session.Gaps |> List.map _.Stream |> Expect.equal [ ValueSome 0L ]

    [<Fact>]
    let ``A frame that is not known is a gap`` () : unit =
        (session
            [ said 0 [| 0x3Fuy; 0uy; 0uy; 0uy |]
              said 1 (stream 0L 0L false (ascii "abc")) ])
            .Gaps
        |> Expect.hasLength 1

    [<Fact>]
    let ``Pieces of a stream that wait beyond the bound are a gap`` () : unit =
        let session =
            session
                [ said 0 (stream 0L 0L false (ascii "abc"))
                  for packet in 1..1_100 do
                      said packet (stream 0L (int64 (10 * packet)) false (ascii "x")) ]

        session.Gaps |> List.map _.Stream |> Expect.equal [ ValueSome 0L ]

    [<Fact>]
    let ``Streams beyond the bytes that are kept of a capture are a gap`` () : unit =
        let piece = Array.zeroCreate<byte> 60_000

        let session =
            [ for packet in 0..9 do
                  said packet (stream 0L (60_000L * int64 packet) false piece) ]
            |> sessionWithin 500_000L

        session.Gaps |> List.map _.Stream |> Expect.equal [ ValueNone ]

        session.Events
        |> List.sumBy (fun event ->
            match event.Deed with
            | StreamDeed.Says bytes -> bytes.Length
            | StreamDeed.Opens
            | StreamDeed.Ends
            | StreamDeed.Resets _
            | StreamDeed.Stops _ -> 0)
        |> Expect.equal 480_000

    [<Fact>]
    let ``A datagram that nobody sealed changes nothing`` () : unit =
        let noise = RandomNumberGenerator.GetBytes 60
        let reset = Array.concat [ [| 0x43uy |]; serverId; noise ]

        session
            [ said 0 (stream 0L 0L false (ascii "abc"))
              fromClient reset
              fromClient noise
              fromClient [| 0xC0uy |] ]
        |> text
        |> Expect.equal [ "opens"; "abc" ]
