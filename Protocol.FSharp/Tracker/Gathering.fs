namespace PeerFunctional.Tracker

open System
open PeerFunctional.Kernel
open PeerFunctional.Capture
open PeerFunctional.Encoding

/// What a gathering talks about.
type Subject =
    /// A tracker and the peers of its ring.
    | OfRing
    /// A tracker of part 1 and its clients.
    | OfPartOne

/// Something a capture shows of a connection of a gathering.
[<NoEquality; NoComparison>]
type Overheard =
    {
        /// The number of its frame in the capture, from 1.
        Frame: int64
        /// Nanoseconds since 1970.
        Time: int64
        News: CallNews
    }

/// Connections of one tracker and its peers, without a long pause.
[<NoEquality; NoComparison>]
type Gathering =
    {
        Subject: Subject
        /// None where the capture shows peers only.
        Tracker: Endpoint voption
        /// Last first.
        Events: Overheard list
        Count: int
        Bytes: int64
        /// Nanoseconds since 1970.
        Last: int64
        /// Once it is over: up to when the capture would have shown more of it.
        Until: int64
    }

/// What the beginning of a caller's words shows.
type Beginning =
    | Foreign
    | NotYet
    /// A message of this subject; and the endpoint that is a tracker by it, and one that is a peer.
    | Speaks of Subject * tracker: Endpoint voption * peers: Endpoint list

module Gathering =

    /// Events and bytes of a gathering; longer ones are cut there.
    [<Literal>]
    let MaxEvents = 200_000

    [<Literal>]
    let MaxBytes = 67_108_864L

    let last gathering = gathering.Last

    let isFull gathering =
        gathering.Count >= MaxEvents || gathering.Bytes >= MaxBytes

    let private register = "REGISTER"B

    let private ofRequest (caller: Endpoint) callee message =
        match message with
        | Register(_, port) -> Speaks(OfRing, ValueSome callee, [ Endpoint.create caller.Host port ])
        | Echo _ -> Speaks(OfRing, ValueSome callee, [])
        | UpdateNeighbour neighbour -> Speaks(OfRing, ValueNone, [ callee; neighbour.Address ])
        | Ping _
        | Query _ -> Speaks(OfRing, ValueNone, [ callee ])
        | RegInit _
        | Ack _
        | QueryResult _
        | Remark _
        | NoData
        | Unusual _ -> Foreign

    /// Whether the first bytes to an endpoint are those of a request that only ring or part 1 have.
    let recognize caller (callee: Endpoint) (bytes: ReadOnlyMemory<byte>) =
        if bytes.Span.SequenceEqual register then
            Speaks(OfPartOne, ValueSome callee, [])
        elif bytes.Length < register.Length && register.AsSpan().StartsWith bytes.Span then
            NotYet
        else
            match PickleReader.take bytes PickleReader.start with
            | PickleProgress.Refused _ -> Foreign
            | Unfinished _ when bytes.Length >= Wire.MaxLength -> Foreign
            | Unfinished _ -> NotYet
            | Finished value ->
                match ofRequest caller callee (Wire.readRequest value), PartOne.readRequest value with
                | Foreign, PartOne.Position _ when callee.Port = Limits.DefaultPort ->
                    Speaks(OfPartOne, ValueSome callee, [])
                | beginning, _ -> beginning

    /// The neighbour that an answer tells of, if it came in one piece: a peer of the same ring.
    let neighbour (bytes: ReadOnlyMemory<byte>) =
        match PickleReader.take bytes PickleReader.start with
        | Finished value ->
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
            | Remark _
            | NoData
            | Unusual _ -> ValueNone
        | PickleProgress.Refused _
        | Unfinished _ -> ValueNone

    /// How the original programs of a gathering read: only those converted to Python 3 answer in its pickle protocols.
    let readingStyle gathering =
        let isOfPython3 overheard =
            match overheard.News.Event with
            | CallEvent.Spoke(Side.Callee, bytes) -> ReadingStyle.isTooNew bytes
            | CallEvent.Spoke(Side.Caller, _)
            | CallEvent.Called
            | CallEvent.Taken
            | CallEvent.Refused
            | CallEvent.Lacked _
            | CallEvent.Stopped _
            | CallEvent.Reset _ -> false

        if List.exists isOfPython3 gathering.Events then
            OnceInPython3
        else
            Once

    let private said event =
        match event with
        | CallEvent.Spoke(_, bytes) -> int64 bytes.Length
        | CallEvent.Called
        | CallEvent.Taken
        | CallEvent.Refused
        | CallEvent.Lacked _
        | CallEvent.Stopped _
        | CallEvent.Reset _ -> 0L

    let add overheard gathering =
        { gathering with
            Events = overheard :: gathering.Events
            Count = gathering.Count + 1
            Bytes = gathering.Bytes + said overheard.News.Event
            Last = overheard.Time }

    let start subject time =
        { Subject = subject
          Tracker = ValueNone
          Events = []
          Count = 0
          Bytes = 0L
          Last = time
          Until = time }

    /// Learns who its tracker is.
    let meet tracker (gathering: Gathering) =
        { gathering with
            Tracker = gathering.Tracker |> ValueOption.orElse tracker }
