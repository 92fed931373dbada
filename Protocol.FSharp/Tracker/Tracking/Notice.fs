namespace PeerFunctional.Tracker

open System
open PeerFunctional.Kernel

/// What a tracker or a peer of the ring tells the user, in the past tense.
type Notice =
    // The tracker.
    | TrackerStarted of items: int * members: int
    | Greeted of handle: string * caller: Endpoint
    /// `place` counts members from 1.
    | Registered of Neighbour * place: int * item: Item
    | Moved of handle: string * before: Endpoint * after: Endpoint
    | HandleTaken of handle: string * caller: Endpoint
    /// A member that did not answer PING is out of the ring.
    | Pruned of Neighbour * reason: string
    /// A member was told its neighbour.
    | NeighbourUpdated of handle: string * neighbour: Neighbour
    | UpdateFailed of handle: string * reason: string
    | RoundEnded of members: int
    | StateFileFailed of reason: string
    /// Policy `AsPublished` only: the original stops listening here, for good.
    | FellSilent of Malformation
    // The peer.
    | Joining of tracker: Endpoint
    | TrackerFailed of tracker: Endpoint * reason: string
    /// The tracker refused the registration for good, in its words.
    | RegistrationRefused of tracker: Endpoint * words: string
    /// Who answers is no tracker of part 1.
    | NotPartOne of tracker: Endpoint * sign: string
    /// The tracker has the handle already, and tells no neighbour.
    | HandleRefused of handle: string

    /// A registered peer got no PING for `Limits.silence`: its tracker is gone, or another peer took its handle over.
    | PingsMissed of handle: string * silence: TimeSpan
    /// The tracker keeps the handle for another peer; this one asks again after a time.
    | HandleLost of handle: string * next: TimeSpan
    | Placed of Placement
    | NeighbourChanged of Neighbour
    | ItemArrived of Item * from: Neighbour * count: int * size: int
    | NeighbourLacks of Neighbour * seq: int
    | NeighbourFailed of Neighbour * reason: string
    | ConflictingItem of held: Item * given: string * from: Neighbour
    | Completed of phrase: string
    | GaveUp of tries: int
    /// The first try has failed: so many there are, for so long in all.
    | TryingOn of tries: int * patience: TimeSpan
    /// The peer is complete, and no other peer would give these items.
    | StaysOn of unfetched: int list * quiet: TimeSpan * most: TimeSpan
    /// The peer leaves; no other peer has fetched these items.
    | Leaves of unfetched: int list
    /// Policy `AsPublished` only: the peer answers nobody any more, and goes on asking.
    | ServerEnded of Malformation
    // Both.
    | Pinged of caller: Endpoint
    | Queried of caller: Endpoint * seq: int * found: bool
    /// A request that was answered with words alone: its reason by name.
    | Refused of partner: Endpoint * reason: string * detail: string

module Notice =

    let private items count =
        if count = 1 then "1 item" else $"{count} items"

    let private members count =
        if count = 1 then "1 peer" else $"{count} peers"

    let private span (time: TimeSpan) = $"{ceil time.TotalSeconds} s"

    let private numbers (seqs: int list) =
        match seqs with
        | [ seq ] -> $"item {seq}"
        | seqs ->
            let list = seqs |> List.map string |> String.concat ", "
            $"items {list}"

    /// The line for a person.
    let line =
        function
        | TrackerStarted(count, 0) -> $"Tracker started with {items count}"
        | TrackerStarted(count, known) -> $"Tracker started with {items count}; its state file holds {members known}"
        | Greeted(handle, caller) -> $"Hello from {handle} at {caller}"
        | Registered(member', place, item) ->
            $"Registered {Neighbour.words member'} as peer {place}, with item {item.Seq} '{item.Text}'"
        | Moved(handle, before, after) when before = after -> $"{handle} registered again from {after}"
        | Moved(handle, before, after) -> $"{handle} moved from {before} to {after}"
        | HandleTaken(handle, caller) -> $"{caller} asked for the handle {handle}, which is taken"
        | Pruned(member', reason) -> $"Removed {Neighbour.words member'}: {reason}"
        | NeighbourUpdated(handle, neighbour) -> $"Told {handle} its neighbour: {Neighbour.words neighbour}"
        | UpdateFailed(handle, reason) -> $"Could not tell {handle} its neighbour: {reason}"
        | RoundEnded count -> $"Round of PING ended: {members count}"
        | StateFileFailed reason -> $"The state file failed: {reason}"
        | FellSilent problem ->
            $"The tracker stops answering here, as the original does: {problem.Problem} ({problem.Detail})"
        | Joining tracker -> $"Registering with {tracker}"
        | TrackerFailed(tracker, reason) -> $"No answer from the tracker at {tracker} that a peer can use: {reason}"
        | RegistrationRefused(tracker, words) -> $"The tracker at {tracker} refused to register this peer: {words}"
        | NotPartOne(tracker, sign) -> $"{tracker} is not a tracker of part 1: {sign}"
        | HandleRefused handle -> $"The handle {handle} is taken"
        | PingsMissed(handle, silence) ->
            $"No PING from the tracker for {span silence}: registering again. If another peer has registered the handle {handle}, end one of the two, or use another handle"
        | HandleLost(handle, next) ->
            $"Another peer has the handle {handle}, and the tracker keeps it there: this peer is not in the ring. It asks again in {span next}; Ctrl-C ends it"
        // The item that was dealt is told when it arrives.
        | Placed { Neighbour = ValueSome neighbour
                   Size = size } -> $"Registered: {items size} to collect; the neighbour is {Neighbour.words neighbour}"
        | Placed { Size = size } -> $"Registered already: {items size} to collect; the tracker names no neighbour"
        | NeighbourChanged neighbour -> $"New neighbour: {Neighbour.words neighbour}"
        | ItemArrived(item, from, count, size) -> $"Item {item.Seq} '{item.Text}' from {from.Handle}: {count} of {size}"
        | NeighbourLacks(neighbour, seq) -> $"{neighbour.Handle} does not have item {seq}"
        | NeighbourFailed(neighbour, reason) -> $"No answer from {Neighbour.words neighbour}: {reason}"
        | ConflictingItem(held, given, from) ->
            $"{Neighbour.words from} says that item {held.Seq} is '{given}'; it stays '{held.Text}'"
        | Completed phrase -> $"The message: {phrase}"
        | GaveUp tries -> $"Gave up after {tries} tries"
        | TryingOn(tries, patience) ->
            $"No answer yet: {tries - 1} more tries in about {span patience}; Ctrl-C ends this peer"
        | StaysOn([], quiet, most) ->
            $"Staying, because this tracker does not give items to other peers. This peer leaves once no peer has asked for {span quiet}, after {span most} at most; Ctrl-C leaves now"
        | StaysOn(unfetched, quiet, most) ->
            $"Staying until another peer has fetched {numbers unfetched}, because this tracker does not give items to other peers. This peer leaves once no peer has asked for {span quiet}, after {span most} at most; Ctrl-C leaves now"
        | Leaves [] -> "Leaving: other peers have fetched what this peer was dealt"
        | Leaves unfetched ->
            $"Leaving, although no peer has fetched {numbers unfetched}: a peer that lacks it may wait for ever"
        | ServerEnded problem ->
            $"This peer stops answering other peers here, as the original does: {problem.Problem} ({problem.Detail})"
        | Pinged caller -> $"PING from {caller}"
        | Queried(caller, seq, true) -> $"{caller} asked for item {seq}"
        | Queried(caller, seq, false) -> $"{caller} asked for item {seq}, which this peer does not hold"
        | Refused(partner, reason, detail) -> $"Refused from {partner}: {reason} ({detail})"

    let private handle (handle: string) = "handle", box handle
    let private at (name: string) (address: Endpoint) = name, box (string address)
    let private number (name: string) (number: int) = name, box (int64 number)
    let private because (reason: string) = "reason", box reason

    let private seconds (name: string) (time: TimeSpan) =
        name, box (int64 (ceil time.TotalSeconds))

    let private lacking (seqs: int list) =
        "unfetched", box (List.map int64 seqs |> Array.ofList)

    let private whom name (other: Neighbour) =
        [ (name: string), box other.Handle; at $"{name}_address" other.Address ]

    let private itemFacts (item: Item) =
        [ number "seq" item.Seq; "text", box item.Text ]

    let private problemFacts (problem: Malformation) =
        [ because problem.Problem; "detail", box problem.Detail ]

    /// A notice for programs: its name, then what it says; numbers are int64.
    let facts notice =
        match notice with
        | TrackerStarted(count, known) -> "tracker-started", [ number "items" count; number "members" known ]
        | Greeted(name, caller) -> "greeted", [ handle name; at "caller" caller ]
        | Registered(member', place, item) ->
            "registered", [ handle member'.Handle; at "address" member'.Address; number "place" place ] @ itemFacts item
        | Moved(name, before, after) -> "moved", [ handle name; at "before" before; at "address" after ]
        | HandleTaken(name, caller) -> "handle-taken", [ handle name; at "caller" caller ]
        | Pruned(member', reason) -> "pruned", [ handle member'.Handle; at "address" member'.Address; because reason ]
        | NeighbourUpdated(name, neighbour) -> "neighbour-updated", handle name :: whom "neighbour" neighbour
        | UpdateFailed(name, reason) -> "update-failed", [ handle name; because reason ]
        | RoundEnded count -> "round-ended", [ number "members" count ]
        | StateFileFailed reason -> "state-file-failed", [ because reason ]
        | FellSilent problem -> "fell-silent", problemFacts problem
        | Joining tracker -> "joining", [ at "tracker" tracker ]
        | TrackerFailed(tracker, reason) -> "tracker-failed", [ at "tracker" tracker; because reason ]
        | RegistrationRefused(tracker, words) -> "registration-refused", [ at "tracker" tracker; because words ]
        | NotPartOne(tracker, sign) -> "not-part-one", [ at "tracker" tracker; because sign ]
        | HandleRefused name -> "handle-refused", [ handle name ]
        | PingsMissed(name, silence) -> "pings-missed", [ handle name; seconds "seconds" silence ]
        | HandleLost(name, next) -> "handle-lost", [ handle name; seconds "seconds" next ]
        | Placed placement ->
            let neighbour =
                match placement.Neighbour with
                | ValueSome neighbour -> whom "neighbour" neighbour
                | ValueNone -> []

            "placed", neighbour @ number "size" placement.Size :: itemFacts placement.Item
        | NeighbourChanged neighbour -> "neighbour-changed", whom "neighbour" neighbour
        | ItemArrived(item, from, count, size) ->
            "item-arrived", itemFacts item @ whom "from" from @ [ number "count" count; number "size" size ]
        | NeighbourLacks(neighbour, seq) -> "neighbour-lacks", number "seq" seq :: whom "neighbour" neighbour
        | NeighbourFailed(neighbour, reason) -> "neighbour-failed", because reason :: whom "neighbour" neighbour
        | ConflictingItem(held, given, from) ->
            "conflicting-item", itemFacts held @ ("given", box given) :: whom "from" from
        | Completed phrase -> "completed", [ "phrase", box phrase ]
        | GaveUp tries -> "gave-up", [ number "tries" tries ]
        | TryingOn(tries, patience) -> "trying-on", [ number "tries" tries; seconds "seconds" patience ]
        | StaysOn(unfetched, quiet, most) ->
            "stays-on",
            [ lacking unfetched
              seconds "quiet_seconds" quiet
              seconds "most_seconds" most ]
        | Leaves unfetched -> "leaves", [ lacking unfetched ]
        | ServerEnded problem -> "server-ended", problemFacts problem
        | Pinged caller -> "pinged", [ at "caller" caller ]
        | Queried(caller, seq, found) -> "queried", [ at "caller" caller; number "seq" seq; "found", box found ]
        | Refused(partner, reason, detail) -> "refused", [ at "partner" partner; because reason; "detail", box detail ]

    /// Whether a notice is shown only with --verbose.
    let isDetail =
        function
        | Pinged _
        | Queried _
        | NeighbourLacks _
        | NeighbourUpdated _
        | RoundEnded _ -> true
        | TrackerStarted _
        | Greeted _
        | Registered _
        | Moved _
        | HandleTaken _
        | Pruned _
        | UpdateFailed _
        | StateFileFailed _
        | FellSilent _
        | Joining _
        | TrackerFailed _
        | RegistrationRefused _
        | NotPartOne _
        | HandleRefused _
        | PingsMissed _
        | HandleLost _
        | Placed _
        | NeighbourChanged _
        | ItemArrived _
        | NeighbourFailed _
        | ConflictingItem _
        | Completed _
        | GaveUp _
        | TryingOn _
        | StaysOn _
        | Leaves _
        | ServerEnded _
        | Refused _ -> false
