namespace PeerFunctional.Tracker

open System
open PeerFunctional.Kernel
open PeerFunctional.Capture
open PeerFunctional.Kernel.Encodings
open PeerFunctional.Verification

/// The kind of a conversation.
type ConversationKind =
    /// A tracker and the peers of its ring.
    | OfRing
    /// A tracker of part 1 and its clients.
    | OfPartOne

/// A captured conversation of a tracker and its peers, or of peers without their tracker.
[<NoEquality; NoComparison>]
type RingConversation =
    {
        Kind: ConversationKind
        /// None where the capture shows peers only.
        Tracker: Endpoint voption
        /// What ends of connections said so far of a first message that is not whole.
        Unfinished: Map<int64 * TcpEnd, ReadOnlyMemory<byte>>
    }

module RingConversation =

    let private register = "REGISTER"B

    let private about kind tracker endpoints =
        Recognized(
            { Kind = kind
              Tracker = tracker
              Unfinished = Map.empty },
            ValueOption.toList tracker @ endpoints
        )

    let private ofRequest (caller: Endpoint) callee message =
        match message with
        | Register(_, port) -> about OfRing (ValueSome callee) [ Endpoint.create caller.Host port ]
        | Echo _
        | AskRing _ -> about OfRing (ValueSome callee) []
        | UpdateNeighbour neighbour -> about OfRing ValueNone [ callee; neighbour.Address ]
        | Ping _
        | Query _ -> about OfRing ValueNone [ callee ]
        | RegInit _
        | Ack _
        | QueryResult _
        | RingPart _
        | Remark _
        | NoData
        | Unusual _ -> Foreign

    /// Whether the first bytes to an endpoint are a request that only the ring or part 1 has.
    let private recognize caller (callee: Endpoint) (bytes: ReadOnlyMemory<byte>) =
        if bytes.Span.SequenceEqual register then
            about OfPartOne (ValueSome callee) []
        elif bytes.Length < register.Length && register.AsSpan().StartsWith bytes.Span then
            Undecided
        else
            match PickleReader.take bytes PickleReader.start with
            | PickleProgress.Refused _ -> Foreign
            | PickleProgress.Unfinished _ when bytes.Length >= Wire.MaxLength -> Foreign
            | PickleProgress.Unfinished _ -> Undecided
            | PickleProgress.Finished value ->
                match ofRequest caller callee (Wire.readRequest value), PartOne.readRequest value with
                | Foreign, PartOne.Position _ when callee.Port = Limits.DefaultPort ->
                    about OfPartOne (ValueSome callee) []
                | recognition, _ -> recognition

    /// The neighbour in an answer: a peer of the same ring.
    let neighbour (bytes: ReadOnlyMemory<byte>) =
        match PickleReader.take bytes PickleReader.start with
        | PickleProgress.Finished value ->
            match Wire.readAnswer value with
            | RegInit { Neighbour = ValueSome neighbour } -> ValueSome neighbour.Address
            | RegInit _
            | Register _
            | Echo _
            | UpdateNeighbour _
            | Ping _
            | Query _
            | Ack _
            | QueryResult _
            | AskRing _
            | RingPart _
            | Remark _
            | NoData
            | Unusual _ -> ValueNone
        | PickleProgress.Refused _
        | PickleProgress.Unfinished _ -> ValueNone

    let private join known news =
        if known.Kind = news.Kind then
            ValueSome
                { known with
                    Tracker = known.Tracker |> ValueOption.orElse news.Tracker }
        else
            ValueNone

    /// Conversations that began apart, because the capture lacks the beginning of their ring, are one unless their trackers differ.
    let private unite one other =
        match one.Tracker, other.Tracker with
        | ValueSome tracker, ValueSome its when tracker <> its -> ValueNone
        | ValueSome _, _
        | ValueNone, _ ->
            join one other
            |> ValueOption.map (fun about ->
                { about with
                    Unfinished = Map.fold (fun all key bytes -> Map.add key bytes all) one.Unfinished other.Unfinished })

    /// First messages in pieces that are put together at a time.
    [<Literal>]
    let private MaxUnfinished = 256

    /// What an end of a connection said of its first message with this piece.
    let private joined (news: TcpEventAt) side (bytes: ReadOnlyMemory<byte>) conversation =
        match Map.tryFind (news.Connection, side) conversation.Unfinished with
        | Some before -> CapturedStream.joined [ before; bytes ]
        | None -> bytes

    let private isUnfinished (bytes: ReadOnlyMemory<byte>) =
        bytes.Length < Conversations.MostUndecided
        && (PickleReader.take bytes PickleReader.start).IsUnfinished

    /// Keeps what was said of a message that is not whole.
    let private keep (news: TcpEventAt) side (bytes: ReadOnlyMemory<byte>) conversation =
        let others = Map.remove (news.Connection, side) conversation.Unfinished

        { conversation with
            Unfinished =
                if isUnfinished bytes && others.Count < MaxUnfinished then
                    Map.add (news.Connection, side) bytes others
                else
                    others }

    /// Learns the tracker or peers from a request, and a neighbour from the tracker's answer.
    let private learn (captured: CapturedEvent) conversation =
        let nothing =
            { About = conversation
              Owns = []
              Mentions = [] }

        match captured.Event with
        | WireEvent.Connection({ Event = TcpEvent.Data(Caller, piece) } as news) ->
            let bytes = joined news Caller piece conversation
            let kept = keep news Caller bytes conversation
            let nothing = { nothing with About = kept }

            match recognize news.Caller news.Callee bytes with
            | Recognized(about, endpoints) ->
                match join kept about with
                | ValueSome about ->
                    { nothing with
                        About = about
                        Owns = endpoints }
                | ValueNone -> nothing
            | Foreign
            | Undecided -> nothing
        | WireEvent.Connection({ Event = TcpEvent.Data(Callee, piece) } as news) when
            conversation.Tracker = ValueSome news.Callee
            ->
            let bytes = joined news Callee piece conversation

            { nothing with
                About = keep news Callee bytes conversation
                Mentions = ValueOption.toList (neighbour bytes) }
        | WireEvent.Connection _
        | WireEvent.Datagram _ -> nothing

    /// A conversation ends after two minutes of silence, which is several rounds of PING.
    let recognizer =
        { Recognizer.create (fun _ -> Foreign) recognize with
            Join = join
            Unite = unite
            Learn = learn
            Pause = 120_000_000_000L
            MostOpen = 256
            MostBytes = 67_108_864L }

    /// How the original programs of a conversation read. Only programs converted to Python 3 answer in its pickle
    /// protocols.
    let readMode (conversation: Conversation<RingConversation>) =
        let isOfPython3 (captured: CapturedEvent) =
            match captured.Event with
            | WireEvent.Connection { Event = TcpEvent.Data(TcpEnd.Callee, bytes) } -> ReadMode.isTooNew bytes
            | WireEvent.Connection _
            | WireEvent.Datagram _ -> false

        if List.exists isOfPython3 conversation.Events then
            SingleReadInPython3
        else
            SingleRead
