namespace PeerFunctional.Libp2p

open System
open PeerFunctional.Kernel

/// Our machine in the place of an end, with one stream that is looked at.
[<NoEquality; NoComparison>]
type ReplayedHost =
    {
        Host: Host
        Connection: Connection
        Number: int64
        /// What it has to say and was not seen saying, first to last.
        Due: Message list
        /// Whether the other end broke the protocol: what this end does about it is its own affair.
        IsFree: bool
        /// What it took last, in words.
        Reason: string
    }

/// Our machine in the place of an end, once both ends have proved who they are.
[<NoEquality; NoComparison>]
type ConnectedHost =
    {
        Replayed: ReplayedHost
        /// What it put out by then.
        Outputs: HostOutput list
        /// The other end.
        Peer: PeerId
    }

module ReplayedHost =

    /// How a machine is set up that stands for an end.
    let private settings (own: HostIdentity) exchange dials =
        let key = own.Key |> ValueOption.defaultValue (PublicKey.simulated 0uy)

        { HostSettings.create key with
            Exchange = exchange
            ListenAddresses = ValueOption.defaultValue [] own.ListenAddresses
            Dials = dials }

    let private isMisuse notice =
        match notice with
        | StreamRefused _
        | IdentifyFailed(_, RequestFailure.Malformed _)
        | PingFailed(_, RequestFailure.Malformed _)
        | RequestFailed(_, RequestFailure.Malformed _) -> true
        | _ -> false

    let private said number outputs =
        outputs
        |> List.choose (fun output ->
            match output with
            | Send(Address.Substream(_, stream), message) when stream = number -> Some message
            | _ -> None)

    let private step input replayed =
        let struct (host, outputs) = HostMachine.step TimeSpan.Zero replayed.Host input

        let isMisused =
            outputs
            |> List.exists (fun output ->
                match output with
                | Tell notice -> isMisuse notice
                | _ -> false)

        struct ({ replayed with
                    Host = host
                    IsFree = replayed.IsFree || isMisused },
                outputs)

    let private take because input replayed =
        let struct (replayed, outputs) = step input replayed

        { replayed with
            Due = replayed.Due @ said replayed.Number outputs
            Reason = because }

    /// The partner says something on the stream.
    let receive because message replayed =
        let address = Address.Substream(replayed.Connection, replayed.Number)

        match message with
        | Ok message -> take because (Received(address, message)) replayed
        | Error problem -> take because (Malformed(address, problem)) replayed

    /// The machine once both ends have proved who they are. It has opened its own identify stream by then.
    let private connected side own (partner: HostIdentity) exchange =
        let peer =
            partner.Key |> ValueOption.defaultValue (PublicKey.simulated 1uy) |> PeerId.ofKey

        let name, dials =
            match side with
            | Dialer ->
                let address = QuicAddress.multiaddr (QuicAddress.ofEndpoint partner.Endpoint)

                Dialled(partner.Endpoint, 1),
                [ { Address = address
                    Endpoint = partner.Endpoint
                    Peer = ValueNone } ]
            | Listener -> Accepted(partner.Endpoint, own.Endpoint), []

        let start =
            { Host = Host.create (settings own exchange dials)
              Connection = name
              Number = -1L
              Due = []
              IsFree = false
              Reason = "the ends are connected" }

        let replayed =
            (start, [ Started; Opened(Address.Stream name) ])
            ||> List.fold (fun replayed input -> take replayed.Reason input replayed)

        let struct (replayed, outputs) =
            step (Received(Address.Stream name, Message.Proved peer)) replayed

        { Replayed = replayed
          Outputs = outputs
          Peer = peer }

    /// An end as it is once both have proved who they are, by the protocol of its requests; `exchanges` are those that its streams may
    /// have.
    let connections side own partner exchanges =
        let known =
            exchanges
            |> List.distinct
            |> List.map (fun exchange -> exchange, lazy (connected side own partner exchange))
            |> Map.ofList

        fun exchange ->
            match Map.tryFind exchange known with
            | Some connected -> connected.Value
            | None -> connected side own partner exchange

    /// The partner has opened a stream of this number.
    let acceptor (connected: ConnectedHost) number =
        let replayed = connected.Replayed

        { replayed with Number = number }
        |> take "the stream was opened" (Opened(Address.Substream(replayed.Connection, number)))

    let private opened outputs =
        outputs
        |> List.tryPick (fun output ->
            match output with
            | Open(Address.Substream(_, number)) -> Some number
            | _ -> None)

    /// The machine as it opens a stream for an purpose; none if it opens none.
    let opener (connected: ConnectedHost) purpose =
        let struct (replayed, outputs) =
            match purpose with
            | StreamPurpose.Identify -> struct (connected.Replayed, connected.Outputs)
            | StreamPurpose.Ping _ -> step (Commanded(UserCommand.Ping connected.Peer)) connected.Replayed
            | StreamPurpose.Request text -> step (Commanded(UserCommand.Ask(connected.Peer, text))) connected.Replayed

        opened outputs
        |> Option.map (fun number ->
            { replayed with
                Number = number
                Due = said number outputs
                Reason = "it opened the stream" })
