namespace PeerFunctional

open System
open Argu
open PeerFunctional.Kernel
open SharedGrammar
open Arguments
open Libp2pWords

/// What every libp2p peer is set up with.
type Libp2pPeerOptions =
    {
        /// The file of the private key; none: a key for this run.
        Key: string option
        Agent: string
        /// The name of the request protocol.
        Protocol: Libp2p.ProtocolName
        Compatibility: Libp2p.Compatibility
        /// A file for TLS secrets.
        KeyLog: string option
        /// A pcapng file to be written.
        Record: string option
        /// A journal to be written.
        Journal: string option
    }

/// What `peer libp2p listen` was asked for.
type Libp2pListenOptions =
    {
        Listen: Libp2p.Multiaddr
        MaxConnections: int
        /// Of callers with one IP address; none: as many as there may be.
        MaxConnectionsPerAddress: int voption
        Peer: Libp2pPeerOptions
    }

/// What `peer libp2p dial` was asked for.
type Libp2pDialOptions =
    { Target: Libp2p.Multiaddr
      Greeting: Libp2p.Greeting
      Peer: Libp2pPeerOptions }

/// What `peer libp2p ping` was asked for.
type Libp2pPingOptions =
    { Target: Libp2p.Multiaddr
      Count: int
      Every: TimeSpan
      Peer: Libp2pPeerOptions }

/// What libp2p's own commands are asked for.
[<RequireQualifiedAccess>]
type Libp2pCommand =
    | Listen of Libp2pListenOptions
    | Dial of Libp2pDialOptions
    | Identify of target: Libp2p.Multiaddr * peer: Libp2pPeerOptions
    | Ping of Libp2pPingOptions
    | Id of key: string option
    | Demo

/// libp2p's own commands: `peer libp2p` and its demo.
module private Libp2pGrammar =

    [<Literal>]
    let private MaxAgent = 128

    [<Literal>]
    let private MaxCount = 1_000_000

    [<Literal>]
    let private MaxConnections = 15_000

    let private voption value = ValueOption.ofOption value

    let private loopback = "/ip4/127.0.0.1/udp/0/quic-v1"

    let private multiaddr judge (text: string) =
        Libp2p.Multiaddr.parse text
        |> Result.bind (fun address -> judge address |> Result.map (fun _ -> address))
        |> Result.mapError (fun (problem: Malformation) -> $"'{text}': {problem.Detail}")

    let private toListen address =
        match Libp2p.QuicAddress.ofMultiaddr address with
        | Ok { Peer = ValueSome _ } ->
            Malformation.error "names-peer" "an address to listen on names no peer: leave out /p2p and what follows"
        | other -> other

    /// Both ends close a connection on which nothing happens for a minute.
    let private pause text =
        Duration.parse text
        |> Result.bind (fun pause ->
            if pause > Libp2p.HostLimits.pause then
                Error
                    $"{text} is more than {int Libp2p.HostLimits.pause.TotalSeconds} s, and a peer closes an idle connection"
            else
                Ok pause)

    let private agentName (text: string) =
        if text = "" || text.Length > MaxAgent || text |> Seq.exists Char.IsControl then
            Error $"an agent has 1 to {MaxAgent} letters"
        else
            Ok text

    let private message (text: string) =
        if Text.Encoding.UTF8.GetByteCount text <= Libp2p.Exchange.MaxRequest / 2 then
            Ok text
        else
            Error $"a message has at most {Libp2p.Exchange.MaxRequest / 2} bytes"

    let private ownNames =
        [ Libp2p.ProtocolName.identify
          Libp2p.ProtocolName.push
          Libp2p.ProtocolName.ping ]
        |> List.map Libp2p.ProtocolName.text

    let private protocolName (text: string) =
        if List.contains text ownNames then
            Malformation.error "bad-protocol" "every peer has this protocol; name another one for requests"
        elif text.StartsWith '/' then
            Libp2p.ProtocolName.create text
        else
            Malformation.error "bad-protocol" "the name of a protocol begins with a slash, such as /foo/1"
        |> Result.mapError (fun (problem: Malformation) -> $"'{text}': {problem.Detail}")

    let private peer key agent protocol compatibility keyLog record journal =
        Ok(fun agent protocol ->
            { Key = key
              Agent = agent
              Protocol = protocol
              Compatibility = compatibility
              KeyLog = keyLog
              Record = record
              Journal = journal })
        <*> (agent |> optional agentName Libp2p.HostSettings.DefaultAgent |> named "--agent")
        <*> (protocol |> optional protocolName Libp2p.ProtocolName.foo |> named "--protocol")

    let private compatible isSameAgent =
        if isSameAgent then
            Libp2p.EqualAgent
        else
            Libp2p.SharedProtocol

    let private target context collected =
        words context collected
        |> Result.bind (one "MULTIADDR")
        |> Result.bind (multiaddr Libp2p.QuicAddress.forDialing)

    let private listen context (results: ParseResults<Listen>) =
        let address =
            match results.GetResults Listen.Words |> words context with
            | Ok [] -> multiaddr toListen loopback
            | Ok [ text ] -> multiaddr toListen text
            | Ok(_ :: extra :: _) -> tooMany extra
            | Error problem -> Error problem

        Ok(fun address maxConnections perAddress peer ->
            Libp2pCommand.Listen
                { Listen = address
                  MaxConnections = maxConnections
                  MaxConnectionsPerAddress = voption perAddress
                  Peer = peer })
        <*> address
        <*> (results.TryGetResult Listen.Max_Connections
             |> optional (wholeNumber 1 MaxConnections) 1_000
             |> named "--max-connections")
        <*> (results.TryGetResult Listen.Max_Connections_Per_Address
             |> option (wholeNumber 1 MaxConnections)
             |> named "--max-connections-per-address")
        <*> peer
                (results.TryGetResult Listen.Key)
                (results.TryGetResult Listen.Agent)
                (results.TryGetResult Listen.Protocol)
                (compatible (results.Contains Listen.Same_Agent))
                (results.TryGetResult Listen.Keylog)
                (results.TryGetResult Listen.Record)
                (results.TryGetResult Listen.Journal)

    let private dial context (results: ParseResults<Dial>) =
        Ok(fun target every count text peer ->
            Libp2pCommand.Dial
                { Target = target
                  Greeting =
                    { Every = every
                      Count = voption count
                      Text = voption text }
                  Peer = peer })
        <*> (results.GetResults Dial.Words |> target context)
        <*> (results.TryGetResult Dial.Every |> optional pause Libp2p.HostLimits.greeting |> named "--every")
        <*> (results.TryGetResult Dial.Count |> option (wholeNumber 1 MaxCount) |> named "--count")
        <*> (results.TryGetResult Dial.Message |> option message |> named "--message")
        <*> peer
                (results.TryGetResult Dial.Key)
                (results.TryGetResult Dial.Agent)
                (results.TryGetResult Dial.Protocol)
                (compatible (results.Contains Dial.Same_Agent))
                (results.TryGetResult Dial.Keylog)
                (results.TryGetResult Dial.Record)
                (results.TryGetResult Dial.Journal)

    let private identify context (results: ParseResults<Identify>) =
        Ok(fun target peer -> Libp2pCommand.Identify(target, peer))
        <*> (results.GetResults Identify.Words |> target context)
        <*> peer
                (results.TryGetResult Identify.Key)
                None
                None
                Libp2p.EveryPeer
                (results.TryGetResult Identify.Keylog)
                (results.TryGetResult Identify.Record)
                (results.TryGetResult Identify.Journal)

    let private ping context (results: ParseResults<Ping>) =
        Ok(fun target count every peer ->
            Libp2pCommand.Ping
                { Target = target
                  Count = count
                  Every = every
                  Peer = peer })
        <*> (results.GetResults Ping.Words |> target context)
        <*> (results.TryGetResult Ping.Count |> optional (wholeNumber 1 MaxCount) 4 |> named "--count")
        <*> (results.TryGetResult Ping.Every |> optional pause (TimeSpan.FromSeconds 1.0) |> named "--every")
        <*> peer
                (results.TryGetResult Ping.Key)
                None
                None
                Libp2p.EveryPeer
                (results.TryGetResult Ping.Keylog)
                (results.TryGetResult Ping.Record)
                (results.TryGetResult Ping.Journal)

    let private id context (results: ParseResults<Id>) =
        results.GetResults Id.Words
        |> words context
        |> Result.bind none
        |> Result.map (fun () -> Libp2pCommand.Id(results.TryGetResult Id.Key))

    let commands = "listen, dial, identify, ping or id"

    let command context (results: ParseResults<Libp2p>) =
        match results.TryGetSubCommand() with
        | None -> "libp2p", Error $"name a command: {commands}"
        | Some(Libp2p.Listen results) -> "libp2p listen", listen context results
        | Some(Libp2p.Dial results) -> "libp2p dial", dial context results
        | Some(Libp2p.Identify results) -> "libp2p identify", identify context results
        | Some(Libp2p.Ping results) -> "libp2p ping", ping context results
        | Some(Libp2p.Id results) -> "libp2p id", id context results

    let private example = "/ip4/127.0.0.1/udp/4001/quic-v1"

    /// In the order a newcomer meets them.
    let helpTopics =
        [ HelpTopic.create
              "libp2p listen"
              "[MULTIADDR] [--key FILE] [--agent NAME] [--protocol NAME]"
              "Listens for libp2p peers over QUIC until Ctrl-C. It tells every partner who it is, answers pings, and answers requests of \
               /foo/1. A partner without that protocol is disconnected once it was told who this peer is. Partners may run this \
               program, js-libp2p or rust-libp2p."
              [ "peer libp2p listen", "on loopback; a line of the output has the address to dial"
                "peer libp2p listen /ip4/0.0.0.0/udp/4001/quic-v1 --key peer.key",
                "open to the network, with a peer id that stays the same"
                "peer libp2p listen --record session.pcapng", "with a recording that Wireshark can read"
                "peer libp2p listen --max-connections 100 --max-connections-per-address 4",
                "for a hundred callers, four of one IP address at most" ]
          HelpTopic.create
              "libp2p dial"
              "MULTIADDR [--every DURATION] [--count N] [--message TEXT]"
              "Connects to a peer and sends it a request every ten seconds; the first round comes before the connection, so it \
               reaches nobody. An address that ends in /p2p/ID refuses every other peer. Exit code 1 if the connection fails or a \
               request has no answer."
              [ $"peer libp2p dial {example}", "a request every ten seconds until Ctrl-C"
                $"peer libp2p dial {example} --every 1s --count 3", "three requests, then the end"
                $"peer libp2p dial {example} --count 1 --every 1s --message 'good morning'",
                "one request with words of your own" ]
          HelpTopic.create
              "libp2p identify"
              "MULTIADDR"
              "Asks a peer who it is, and prints its id, agent, protocols and addresses. Exit code 1 if it does not say."
              [ $"peer libp2p identify {example}", "what the peer tells of itself"
                $"peer libp2p identify {example} --json", "the same as one object" ]
          HelpTopic.create
              "libp2p ping"
              "MULTIADDR [--count N] [--every DURATION]"
              "Pings a peer and prints the time of each round trip. A peer that lacks /foo/1 may close the connection meanwhile. Exit code 1 if a ping has no answer."
              [ $"peer libp2p ping {example}", "four pings, one a second"
                $"peer libp2p ping {example} --count 100 --every 10ms", "a hundred in about a second" ]
          HelpTopic.create
              "libp2p id"
              "[--key FILE]"
              "Prints the peer id of a private key. A file that does not exist gets a new Ed25519 key, for its owner only (mode 0600)."
              [ "peer libp2p id --key peer.key", "the peer id of a key file"
                "peer libp2p id", "the peer id of a key that is not kept" ] ]
