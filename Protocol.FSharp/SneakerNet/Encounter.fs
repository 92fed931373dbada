namespace PeerFunctional.SneakerNet

open System
open PeerFunctional.Kernel
open PeerFunctional.Capture
open PeerFunctional.Verification

/// A captured datagram of SneakerNet.
[<NoEquality; NoComparison>]
type Overheard =
    {
        /// The number of its frame in the capture, from 1.
        Frame: int64
        /// Nanoseconds since 1970.
        Time: int64
        Datagram: Datagram
    }

/// Captured datagrams of one responder and everybody who talked to it, without a long pause. Peers are known by the
/// endpoint of their command socket.
[<NoEquality; NoComparison>]
type Encounter =
    {
        Responder: Endpoint
        /// In the order they appeared.
        Peers: Endpoint list
        /// The peers that own push sockets, as PORT told.
        Pushers: Map<Endpoint, Endpoint>
        /// Whether the first datagram is a HELO: without it nobody knows what was said before.
        FromBeginning: bool
        /// Last first.
        Datagrams: Overheard list
        Count: int
        Bytes: int64
        /// Nanoseconds since 1970.
        Last: int64
        /// Once it is over: up to when the capture would have shown more of it.
        Until: int64
    }

module Encounter =

    /// Datagrams and bytes of an encounter; longer ones are cut there.
    [<Literal>]
    let MaxDatagrams = 200_000

    [<Literal>]
    let MaxBytes = 134_217_728L

    /// Peers of an encounter; datagrams of others are left out.
    [<Literal>]
    let MaxPeers = 512

    let private first =
        function
        | Message.Command(Command.Helo("initiator", _)) -> true
        | Message.Command _
        | Message.Push _ -> false

    /// What a datagram says if it is one of the commands that only SneakerNet has.
    let private telling (datagram: Datagram) =
        let payload = datagram.Payload.Span

        let hasWord =
            payload.StartsWith "HELO "B
            || payload.StartsWith "PORT "B
            || payload.StartsWith "HAVE "B
            || payload.StartsWith "WANT "B

        if hasWord then
            match Command.decode datagram.Payload with
            | Ok command -> ValueSome(Message.Command command)
            | Error _ -> ValueNone
        else
            ValueNone

    /// Which end of a datagram is the responder: it is the one called, the one that answers, or the one at the known port.
    let private responderOf (datagram: Datagram) message =
        match message with
        | Message.Command(Command.Helo("responder", _)) -> datagram.Source
        | Message.Command _ when datagram.Source.Port = Message.DefaultPort -> datagram.Source
        | Message.Command _
        | Message.Push _ -> datagram.Destination

    /// The peer at an endpoint, command or push.
    let peerAt endpoint (encounter: Encounter) =
        match Map.tryFind endpoint encounter.Pushers with
        | Some peer -> ValueSome peer
        | None when List.contains endpoint encounter.Peers -> ValueSome endpoint
        | None -> ValueNone

    let private meet endpoint (encounter: Encounter) =
        if ValueOption.isSome (peerAt endpoint encounter) || encounter.Peers.Length >= MaxPeers then
            encounter
        else
            { encounter with
                Peers = encounter.Peers @ [ endpoint ] }

    let private learnPort (datagram: Datagram) message (encounter: Encounter) =
        match message with
        | ValueSome(Message.Command(Command.Port port)) ->
            { encounter with
                Pushers = Map.add (Endpoint.create datagram.Source.Host port) datagram.Source encounter.Pushers }
        | ValueSome _
        | ValueNone -> encounter

    /// Adds a datagram of which one end at least belongs to the encounter.
    let add heard (encounter: Encounter) =
        let datagram = heard.Datagram

        { (encounter |> meet datagram.Source |> learnPort datagram (telling datagram)) with
            Datagrams = heard :: encounter.Datagrams
            Count = encounter.Count + 1
            Bytes = encounter.Bytes + int64 datagram.Payload.Length
            Last = heard.Time }

    /// The encounter that a datagram of nobody known begins, if it is one of SneakerNet's.
    let tryBegin heard =
        telling heard.Datagram
        |> ValueOption.map (fun message ->
            { Responder = responderOf heard.Datagram message
              Peers = [ heard.Datagram.Source; heard.Datagram.Destination ]
              Pushers = Map.empty
              FromBeginning = first message
              Datagrams = []
              Count = 0
              Bytes = 0L
              Last = heard.Time
              Until = heard.Time }
            |> add heard)

    let last encounter = encounter.Last

    let isFull encounter =
        encounter.Count >= MaxDatagrams || encounter.Bytes >= MaxBytes

    /// Whether a datagram goes to the push socket of its recipient: the known ones, and else by its first byte, which no
    /// command has.
    let channel (datagram: Datagram) encounter =
        let isPush =
            Map.containsKey datagram.Destination encounter.Pushers
            || (not (List.contains datagram.Destination encounter.Peers)
                && (Map.containsKey datagram.Source encounter.Pushers
                    || (datagram.Payload.Length > 0 && datagram.Payload.Span[0] >= 0x80uy)))

        if isPush then
            Message.pushChannel
        else
            Message.commandChannel

/// The encounters of a capture that are under way, while it is read.
[<NoEquality; NoComparison>]
type Encounters =
    private
        {
            Open: Map<int64, Encounter>
            /// Which encounter a command or push socket belongs to.
            Owners: Map<Endpoint, int64>
            Next: int64
        }

module Encounters =

    /// Nanoseconds of silence after which an encounter is over: longer than any session waits.
    [<Literal>]
    let Pause = 30_000_000_000L

    /// Encounters under way at a time; the one that was silent longest makes room.
    [<Literal>]
    let MaxOpen = 1_024

    let empty =
        { Open = Map.empty
          Owners = Map.empty
          Next = 0L }

    let private sockets encounter =
        Seq.append encounter.Peers encounter.Pushers.Keys

    let private close until number encounters =
        let encounter =
            { Map.find number encounters.Open with
                Until = until }

        let owned =
            (encounters.Owners, sockets encounter)
            ||> Seq.fold (fun owned socket ->
                if Map.tryFind socket owned = Some number then
                    Map.remove socket owned
                else
                    owned)

        struct ({ encounters with
                    Open = Map.remove number encounters.Open
                    Owners = owned },
                encounter)

    let private keep number encounter encounters =
        let owned =
            (encounters.Owners, sockets encounter)
            ||> Seq.fold (fun owned socket -> Map.add socket number owned)

        { encounters with
            Open = Map.add number encounter encounters.Open
            Owners = owned }

    let private find (datagram: Datagram) encounters =
        match Map.tryFind datagram.Source encounters.Owners with
        | Some number -> ValueSome number
        | None ->
            match Map.tryFind datagram.Destination encounters.Owners with
            | Some number -> ValueSome number
            | None -> ValueNone

    /// Takes the next datagram of a capture; answers the encounters that are over by it.
    let add heard encounters =
        let struct (encounters, closed) =
            Silence.prune Pause MaxOpen Encounter.last close heard.Time encounters.Open encounters

        match find heard.Datagram encounters with
        | ValueSome number ->
            let before = Map.find number encounters.Open
            let grown = Encounter.add heard before

            if Encounter.isFull grown then
                let struct (encounters, full) =
                    close grown.Last number (keep number grown encounters)

                struct (encounters, closed @ [ full ])
            elif grown.Peers.Length = before.Peers.Length && grown.Pushers.Count = before.Pushers.Count then
                struct ({ encounters with
                            Open = Map.add number grown encounters.Open },
                        closed)
            else
                struct (keep number grown encounters, closed)
        | ValueNone ->
            match Encounter.tryBegin heard with
            | ValueSome encounter ->
                struct ({ keep encounters.Next encounter encounters with
                            Next = encounters.Next + 1L },
                        closed)
            | ValueNone -> struct (encounters, closed)

    /// The encounters still under way when the capture ends, first to last; `until` is the time of its last packet.
    let finish until encounters =
        encounters.Open.Values |> Seq.map (fun encounter -> { encounter with Until = until }) |> List.ofSeq

/// A capture being read for SneakerNet, a block at a time.
[<NoEquality; NoComparison>]
type Listener =
    {
        /// Frames read so far.
        Frames: int64
        /// Datagrams among them.
        Datagrams: int64
        Fragments: Fragments
        Encounters: Encounters
        /// The time of the last frame, in nanoseconds since 1970.
        Until: int64
    }

module Listener =

    let start =
        { Frames = 0L
          Datagrams = 0L
          Fragments = Fragments.empty
          Encounters = Encounters.empty
          Until = 0L }

    /// Takes the next frame, whose bytes must not change from then on; answers the encounters that are over by it.
    let hear (frame: Frame) listener =
        let struct (fragments, transport) = Capture.transport frame listener.Fragments
        let time = frame.Time |> ValueOption.defaultValue listener.Until

        let listener =
            { listener with
                Frames = listener.Frames + 1L
                Fragments = fragments
                Until = time }

        match transport with
        | Ok(ValueSome(Udp datagram)) ->
            let heard =
                { Frame = listener.Frames
                  Time = time
                  Datagram = datagram }

            let struct (encounters, over) = Encounters.add heard listener.Encounters

            struct ({ listener with
                        Datagrams = listener.Datagrams + 1L
                        Encounters = encounters },
                    over)
        | Ok(ValueSome(Tcp _))
        | Ok ValueNone
        | Error _ -> struct (listener, [])

    /// The capture is over: answers the encounters that were still under way.
    let finish listener =
        Encounters.finish listener.Until listener.Encounters
