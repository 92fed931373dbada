namespace PeerFunctional

open PeerFunctional.Kernel
open PeerFunctional.Verification

/// Runs of worlds as capture files.
module CapturedRuns =

    /// The setup of a world, with users' commands or without.
    let private ofSetup named (world: string) =
        match named (ValueOption.defaultValue world (Users.tryInner world)) with
        | Some setup -> Ok setup
        | None -> Error $"the messages of world {world} have no form of bytes that a capture could hold"

    let private file captured wishes world (trace: Trace<string>) =
        match Users.tryInner trace.World with
        | ValueSome _ -> TraceCapture.file captured (Users.world wishes world) trace
        | ValueNone -> TraceCapture.file captured world trace

    let private ofReplicas (signatures: ISignatures) policies (trace: Trace<string>) =
        ofSetup SneakerNet.Scenarios.named trace.World
        |> Result.bind (fun setup ->
            let setup =
                if Users.tryInner trace.World |> ValueOption.isSome then
                    SneakerNet.UserWishes.setup setup
                else
                    setup

            let callers =
                setup.Peers |> List.tail |> List.map (fun (name, _) -> SneakerNet.Scenarios.endpoint setup name)

            let encode message =
                let struct (_, bytes) = (SneakerNet.Message.codec signatures).Encode message
                bytes

            file
                { Datagram = ValueSome encode
                  Stream = ValueNone
                  // The original calls from a port that the system chooses.
                  Endpoint =
                    fun endpoint ->
                        if List.contains endpoint callers then
                            { endpoint with
                                Port = endpoint.Port + 40_000 }
                        else
                            endpoint }
                (SneakerNet.UserWishes.signed signatures setup)
                (SneakerNet.Scenarios.signedWorld signatures policies setup)
                trace)

    let private ofRing policies (trace: Trace<string>) =
        ofSetup Tracker.RingScenarios.named trace.World
        |> Result.bind (fun setup ->
            file
                { Datagram = ValueNone
                  Stream =
                    ValueSome(fun peer -> (Tracker.RingScenarios.codec (PeerPolicies.ofPeer peer policies)).Write)
                  Endpoint = id }
                Tracker.UserWishes.all
                (Tracker.RingScenarios.world policies setup)
                trace)

    let private ofLink policies (trace: Trace<string>) =
        ofSetup Link.LinkScenarios.named trace.World
        |> Result.bind (fun setup ->
            file
                { Datagram = ValueNone
                  Stream = ValueSome(fun _ -> Link.LinkScenarios.write)
                  Endpoint = id }
                (Link.UserWishes.ofSetup setup)
                (Link.LinkScenarios.world policies setup)
                trace)

    /// Why no run of a system can be a capture; none where runs can.
    let refusal system =
        match system with
        | "rpc" ->
            ValueSome
                "a session of rpc begins with an HTTP handshake, which its worlds leave out: use --trace in place of --pcap"
        | "libp2p" ->
            ValueSome
                "libp2p is encrypted by QUIC, and a run of a world has no TLS secrets that would open it: use --trace in place of --pcap"
        | _ -> ValueNone

    /// The capture file of a run, its events signed by `signatures`. The error says why the run has none.
    let ofTrace (signatures: ISignatures) (trace: Trace<string>) =
        let policies = trace.Policy |> ValueOption.defaultValue PeerPolicies.recovering

        match trace.System, refusal trace.System with
        | _, ValueSome reason -> Error reason
        | "sneakernet", ValueNone -> ofReplicas signatures policies trace
        | "tracker", ValueNone -> ofRing policies trace
        | "link", ValueNone -> ofLink policies trace
        | other, ValueNone -> Error $"unknown system '{other}'"
