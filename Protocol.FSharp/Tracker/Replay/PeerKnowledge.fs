namespace PeerFunctional.Tracker

open System
open PeerFunctional.Kernel
open PeerFunctional.Verification

/// A captured connection of a ring.
type RingCall = CapturedConnection<Message>

/// What a peer of a captured ring knows, by the capture.
type internal PeerKnowledge =
    {
        /// The neighbours that it was told, the last first.
        Neighbours: Endpoint list
        Held: Set<int>
        /// The items that the tracker dealt it.
        Dealt: Set<int>
        /// How many items there are; 0 before it was told.
        Size: int
        /// The start of its wait for the next query.
        FreeSince: TimeSpan
        /// Its shortest wait for a query.
        Pace: TimeSpan
        /// Whether its port refused a call since it registered: the program ended.
        IsGone: bool
    }

module internal PeerKnowledge =

    /// What a peer knows that begins.
    let blank at =
        { Neighbours = []
          Held = Set.empty
          Dealt = Set.empty
          Size = 0
          FreeSince = at
          Pace = Limits.pace
          IsGone = false }

    /// The distance of a call from a peer's next query, in seconds. A less likely caller is farther.
    let distance seq (call: RingCall) (peer: PeerKnowledge) =
        let waited = (call.Called.At - peer.FreeSince).TotalSeconds

        let offBeat =
            List.allPairs [ peer.Pace; Limits.pace ] [ 1.0; 2.0; 4.0; 8.0 ]
            |> List.map (fun (pace, paces) -> abs (waited - paces * pace.TotalSeconds))
            |> List.min

        let notTold =
            match List.tryFindIndex ((=) call.Callee) peer.Neighbours with
            | Some 0 -> 0.0
            | Some _ -> 1.0
            | None -> 100.0

        let notLacking =
            match seq with
            | ValueSome seq when Set.contains seq peer.Held -> 10.0
            | ValueSome _
            | ValueNone -> 0.0

        offBeat + notTold + notLacking

    /// A peer calls from its own host, and itself only while it is its own neighbour.
    let mayCall (call: RingCall) (_, address: Endpoint) (peer: PeerKnowledge) =
        address.Host = call.Caller.Host
        && (address <> call.Callee || List.tryHead peer.Neighbours = Some address)

    /// Whether a peer holds every item, and so asks its neighbour for none.
    let isComplete peer =
        peer.Size > 0 && peer.Held.Count = peer.Size
