namespace PeerFunctional.Tests.Capture

open System
open System.Diagnostics
open System.IO
open System.Threading.Tasks
open Xunit
open PeerFunctional.Capture
open PeerFunctional.Kernel
open PeerFunctional.Runtime.Capture
open PeerFunctional.Tests

module RecorderTests =

    let private inFolder (body: string -> unit) =
        let folder = Directory.CreateTempSubdirectory "peer-recorder-"

        try
            body folder.FullName
        finally
            folder.Delete true

    let private payload length : byte[] =
        Array.init length (fun index -> byte (index * 7))

    let private local4, private remote4 =
        Endpoint.create "127.0.0.1" 4097, Endpoint.create "10.1.2.3" 49_692

    let private local6, private remote6 =
        Endpoint.create "::1" 4097, Endpoint.create "2001:db8::7" 58_657

    let private datagrams path =
        RecordedFile.frames path
        |> List.map (fun frame ->
            match Packet.parse frame.LinkType frame.Bytes with
            | Ok datagram -> datagram
            | Error reason -> failwith $"%A{reason}")

    /// What Wireshark makes of a file: one line a packet, the fields divided by tabs.
    let private tshark path (fields: string list) =
        let arguments =
            [ "-r"
              path
              "-o"
              "udp.check_checksum:TRUE"
              "-o"
              "ip.check_checksum:TRUE"
              "-T"
              "fields" ]
            @ (fields |> List.collect (fun field -> [ "-e"; field ]))

        StartedProgram.tshark arguments
        |> Array.map (fun line -> line.Split '\t' |> List.ofArray)
        |> List.ofArray

    [<Fact>]
    let ``Wireshark shows what was recorded as UDP, with right checksums, ports and payloads, nothing malformed``
        ()
        : unit =
        inFolder (fun folder ->
            let path = Path.Combine(folder, "session.pcapng")
            let lengths = [ 0; 1; 2; 15; 269; 1_024; 1_472; 9_001; 65_506; 65_507 ]

            do
                use recorder = new Recorder(path, ManualTime())

                for length in lengths do
                    recorder.Sent(local4, remote4, payload length)
                    recorder.Received(local4, remote4, payload length)
                    recorder.Sent(local6, remote6, payload length)
                    recorder.Received(local6, remote6, payload length)

                recorder.Sent(local6, remote6, payload 65_527)
                recorder.Failure |> Expect.equal null
                recorder.Skipped |> Expect.equal 0L

            let row (source: Endpoint) (destination: Endpoint) length =
                let header =
                    if source.Host.Contains ':' then
                        "1", "", source.Host, destination.Host
                    else
                        "1", "1", "", ""

                let udp, ip, source6, destination6 = header

                let source4, destination4 =
                    if ip = "" then "", "" else source.Host, destination.Host

                [ source4
                  destination4
                  source6
                  destination6
                  string source.Port
                  string destination.Port
                  string (length + 8)
                  ip
                  udp
                  Convert.ToHexStringLower(payload length)
                  "" ]

            let expected =
                [ for length in lengths do
                      row local4 remote4 length
                      row remote4 local4 length
                      row local6 remote6 length
                      row remote6 local6 length
                  row local6 remote6 65_527 ]

            let shown =
                tshark
                    path
                    [ "ip.src"
                      "ip.dst"
                      "ipv6.src"
                      "ipv6.dst"
                      "udp.srcport"
                      "udp.dstport"
                      "udp.length"
                      "ip.checksum.status"
                      "udp.checksum.status"
                      "udp.payload"
                      "_ws.malformed" ]

            shown |> Expect.equal expected)

    [<Fact>]
    let ``What is recorded is read back, who sent to whom and when`` () : unit =
        inFolder (fun folder ->
            let path = Path.Combine(folder, "session.pcapng")
            let time = ManualTime()

            do
                use recorder = new Recorder(path, time)
                recorder.Sent(local4, remote4, payload 3)
                time.Advance(TimeSpan.FromMicroseconds 1.5)
                recorder.Received(local4, remote4, payload 4)

            let read = datagrams path

            read
            |> List.map (fun datagram -> datagram.Source, datagram.Destination, datagram.Payload.ToArray())
            |> Expect.equal [ local4, remote4, payload 3; remote4, local4, payload 4 ]

            let start =
                DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero).ToUnixTimeSeconds() * 1_000_000_000L

            RecordedFile.frames path
            |> List.map _.Time
            |> Expect.equal [ ValueSome start; ValueSome(start + 1_500L) ])

    [<Fact>]
    let ``After a second everything is in the file, though the recorder is still open`` () : unit =
        inFolder (fun folder ->
            let path = Path.Combine(folder, "session.pcapng")
            let time = ManualTime()
            use recorder = new Recorder(path, time)
            recorder.Sent(local4, remote4, payload 100)
            time.Advance(TimeSpan.FromSeconds 1.0)
            (datagrams path).Length |> Expect.equal 1
            recorder.Sent(local4, remote4, payload 100)
            time.Advance(TimeSpan.FromSeconds 1.0)
            (datagrams path).Length |> Expect.equal 2)

    [<Fact>]
    let ``Many threads record whole packets`` () : unit =
        inFolder (fun folder ->
            let path = Path.Combine(folder, "session.pcapng")
            let time = ManualTime()
            let numbers = [| 0..3_999 |]

            do
                use recorder = new Recorder(path, time)

                Parallel.ForEach(
                    numbers,
                    fun number -> recorder.Sent(local4, remote4, ReadOnlyMemory(BitConverter.GetBytes(number: int)))
                )
                |> ignore

            datagrams path
            |> List.map (fun datagram -> BitConverter.ToInt32 datagram.Payload.Span)
            |> List.sort
            |> Expect.equal (List.ofArray numbers))

    [<Fact>]
    let ``A datagram that makes no IP packet is counted and left out`` () : unit =
        inFolder (fun folder ->
            let path = Path.Combine(folder, "session.pcapng")

            do
                use recorder = new Recorder(path, ManualTime())
                recorder.Sent(local4, remote6, payload 1)
                recorder.Sent(local4, remote4, payload 65_508)
                recorder.Sent(Endpoint.create "alice" 1, remote4, payload 1)
                recorder.Sent(local4, remote4, payload 1)
                recorder.Skipped |> Expect.equal 3L

            (datagrams path).Length |> Expect.equal 1)

    [<Fact>]
    let ``A recorder may be closed twice, and records nothing afterwards`` () : unit =
        inFolder (fun folder ->
            let path = Path.Combine(folder, "session.pcapng")
            let time = ManualTime()
            let recorder = new Recorder(path, time)
            recorder.Dispose()
            recorder.Dispose()
            recorder.Sent(local4, remote4, payload 1)
            time.Advance(TimeSpan.FromSeconds 2.0)
            (datagrams path).Length |> Expect.equal 0)

    [<Theory>]
    [<InlineData("no-such-folder/session.pcapng")>]
    [<InlineData("")>]
    [<InlineData(".")>]
    let ``A file that cannot be created is an error that says which and why`` (name: string) : unit =
        inFolder (fun folder ->
            let path = if name = "" then "" else Path.Combine(folder, name)

            let create () =
                (new Recorder(path, ManualTime())).Dispose()

            let error = Assert.Throws<IOException>(create)
            error.Message |> Expect.stringStarts $"cannot record to '{path}': ")

    [<Fact>]
    let ``A full disk ends the recording and nothing else`` () : unit =
        let recorder = new Recorder("/dev/full", ManualTime())

        for _ in 1..10 do
            recorder.Sent(local4, remote4, payload 60_000)

        recorder.Failure |> Expect.stringStarts "recording to '/dev/full' ended: "
        recorder.Dispose()
