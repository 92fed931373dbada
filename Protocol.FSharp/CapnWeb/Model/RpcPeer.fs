namespace PeerFunctional.CapnWeb

open PeerFunctional.Kernel

/// A timer of one of a peer's sessions.
type RpcPeerTimer = { Session: Address; Timer: RpcTimer }

/// A peer of a world with a session on each of its connections.
type RpcPeer =
    {
        /// An end of a session that does not exist yet.
        Fresh: RpcActor
        Ends: Map<Address, RpcActor>
    }

type RpcPeerInput = Input<Address, RpcPeerTimer, Message, UserCommand, unit>

module RpcPeer =

    let create settings script =
        { Fresh = RpcActor.create settings script
          Ends = Map.empty }

    let withEnd address actor (peer: RpcPeer) =
        { peer with
            Ends = Map.add address actor peer.Ends }

    let private toEnd now address input (peer: RpcPeer) =
        let actor = peer.Ends |> Map.tryFind address |> Option.defaultValue peer.Fresh

        let struct (actor, outputs) = RpcActor.step now actor input

        struct (withEnd address actor peer,
                outputs |> List.map (Output.map id (fun timer -> { Session = address; Timer = timer })))

    /// A connection's name may be used again.
    let private withoutEnded address (peer: RpcPeer) =
        match Map.tryFind address peer.Ends with
        | Some { Ended = ValueSome _ } ->
            { peer with
                Ends = Map.remove address peer.Ends }
        | Some { Ended = ValueNone }
        | None -> peer

    /// The first session that is open.
    let tryOpen (peer: RpcPeer) =
        peer.Ends
        |> Seq.tryPick (fun (KeyValue(address, actor)) ->
            match actor.Ended, actor.Session.Phase with
            | ValueNone, SessionPhase.Open -> Some(struct (address, actor))
            | ValueNone, (SessionPhase.Connecting | SessionPhase.Ended _)
            | ValueSome _, _ -> None)
        |> ValueOption.ofOption

    let step now (peer: RpcPeer) (input: RpcPeerInput) =
        match input with
        | Started ->
            match peer.Fresh.Session.Settings.Partner with
            | ValueSome partner -> peer |> toEnd now (Address.Stream(Dialled(partner, 1))) Started
            | ValueNone -> struct (peer, [])
        | Opened address -> peer |> withoutEnded address |> toEnd now address (Opened address)
        | Received(address, message) -> peer |> toEnd now address (Received(address, message))
        | Malformed(address, problem) -> peer |> toEnd now address (Malformed(address, problem))
        | Closed(address, reason) -> peer |> toEnd now address (Closed(address, reason))
        | TimerFired timer -> peer |> toEnd now timer.Session (TimerFired timer.Timer)
        | Commanded command ->
            match tryOpen peer with
            | ValueSome struct (address, _) -> peer |> toEnd now address (Commanded command)
            | ValueNone -> struct (peer, [])
        | Answered() -> struct (peer, [])
