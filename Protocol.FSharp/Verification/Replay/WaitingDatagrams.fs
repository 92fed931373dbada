namespace PeerFunctional.Verification

open PeerFunctional.Kernel

[<NoEquality; NoComparison>]
type internal WaitingDatagrams =
    {
        /// By their frames.
        Events: Map<int64, CapturedEvent>
        Count: int
    }

module internal WaitingDatagrams =

    [<Literal>]
    let Most = 4_096

    /// Nanoseconds: as far as two flows of a capture may be out of step.
    let private patience = ReplayWindow.early.Ticks * 100L

    let none = { Events = Map.empty; Count = 0 }

    let add captured waiting =
        { Events = Map.add captured.Frame captured waiting.Events
          Count = waiting.Count + 1 }

    let private without (events: CapturedEvent list) waiting =
        { Events = (waiting.Events, events) ||> List.fold (fun left event -> Map.remove event.Frame left)
          Count = waiting.Count - events.Length }

    let lapsed time waiting =
        let rec take lapsed waiting =
            if waiting.Count = 0 then
                struct (List.rev lapsed, waiting)
            else
                let first = Map.minKeyValue waiting.Events |> snd

                if waiting.Count > Most || abs (time - first.Time) > patience then
                    take (first :: lapsed) (without [ first ] waiting)
                else
                    struct (List.rev lapsed, waiting)

        take [] waiting

    let all waiting =
        waiting.Events |> Map.values |> List.ofSeq

    let ofEndpoints endpoints waiting =
        let isOf (captured: CapturedEvent) =
            match captured.Event with
            | WireEvent.Datagram datagram ->
                List.contains datagram.Source endpoints || List.contains datagram.Destination endpoints
            | WireEvent.Connection _ -> false

        let found =
            if waiting.Count = 0 then
                []
            else
                all waiting |> List.filter isOf

        struct (found, without found waiting)
