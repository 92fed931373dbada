namespace PeerFunctional.Tests.Cli

open System.IO
open Xunit
open PeerFunctional.Tests.Storage
open PeerFunctional.Tests

/// `--pcap` of `peer check` and `peer simulate` from outside.
module PcapCommandTests =

    let private run (scratch: Scratch) line =
        Peer.runIn scratch.Path (Peer.words line)

    /// The packets of a capture that carry something, all with good checksums.
    let private packets (scratch: Scratch) file =
        StartedProgram.tshark (
            [ "-r"
              scratch.Below file
              "-o"
              "udp.check_checksum:TRUE"
              "-o"
              "tcp.check_checksum:TRUE" ]
            @ [ "-Y"
                "udp || tcp.len > 0"
                "-T"
                "fields"
                "-e"
                "udp.checksum.status"
                "-e"
                "tcp.checksum.status" ]
        )
        |> Array.map _.Trim()

    [<Theory>]
    [<InlineData("check sneakernet --policy published --pcap run.pcapng", "conforms to published", 2)>]
    [<InlineData("simulate sneakernet --policy published --loss 0.3 --runs 20 --pcap run.pcapng",
                 "conforms to published",
                 2)>]
    [<InlineData("check tracker --policy published --world short --drops 0 --pcap run.pcapng",
                 "conforms to published",
                 3)>]
    [<InlineData("simulate link --policy published --runs 30 --pcap run.pcapng", "conforms to published", 2)>]
    let ``The original's counterexample is a capture that Wireshark reads and in which every side conforms to the original``
        (line: string, verdict: string, sides: int)
        : unit =
        use scratch = new Scratch()
        let found = run scratch line
        Expecto.Expect.equal found.ExitCode 1 found.Errors
        packets scratch "run.pcapng" |> Array.distinct |> Expect.equal [| "1" |]
        let replayed = run scratch "replay run.pcapng"
        Expecto.Expect.equal replayed.ExitCode 0 replayed.Output

        replayed.Lines
        |> Array.filter (fun line -> line.EndsWith verdict)
        |> Array.length
        |> Expect.equal sides

    [<Fact>]
    let ``The packet of a lost message has a comment that names the step in which it is lost`` () : unit =
        use scratch = new Scratch()

        let found =
            run scratch "check sneakernet --policy published --pcap run.pcapng --json"

        let step =
            found.Objects
            |> Array.pick (fun line ->
                match line.TryGetProperty "no_return" with
                | true, step -> Some(step.GetInt32())
                | _ -> None)

        StartedProgram.tshark
            [ "-r"
              scratch.Below "run.pcapng"
              "-Y"
              "frame.comment"
              "-T"
              "fields"
              "-e"
              "frame.comment" ]
        |> Expect.equal [| $"lost in step {step}" |]

        (run scratch "replay run.pcapng").ExitCode |> Expect.equal 0

    [<Fact>]
    let ``A capture without a message, one that cannot be, and a file that no run filled are each told in words``
        ()
        : unit =
        use scratch = new Scratch()

        for line, code, words in
            [ "check tracker --policy published --pcap run.pcapng", 1, "so replay finds no conversation in it"
              "check rpc --pcap rpc.pcapng", 1, "a session of rpc begins with an HTTP handshake"
              "check link --trace link.trace", 0, "** wrote no 'link.trace'" ] do
            let ran = run scratch line
            Expecto.Expect.equal ran.ExitCode code line
            ran.Output + ran.Errors |> Expect.stringContains words

    [<Fact>]
    let ``A run whose messages have no packets of their own is refused, with the reason`` () : unit =
        use scratch = new Scratch()

        let refused =
            run scratch "check sneakernet --policy published --world hostile --pcap run.pcapng"

        refused.Errors |> Expect.stringContains "the messages of world hostile have no form of bytes"
        File.Exists(scratch.Below "run.pcapng") |> Expect.isFalse
