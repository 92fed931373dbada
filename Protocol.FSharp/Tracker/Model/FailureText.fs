namespace PeerFunctional.Tracker

open PeerFunctional.Kernel

/// A sentence about an incomplete ring, in the protocol's words.
module FailureText =

    let private holds seq peer =
        Collector.assembly peer.Collector |> Assembly.tryFind seq |> ValueOption.isSome

    /// The reason why a peer does not get an item.
    let private obstacle (setup: RingSetup) worldState seq peer living =
        let handle =
            Collector.neighbour peer.Collector |> ValueOption.map _.Handle |> ValueOption.toOption

        let neighbour = living |> List.tryFind (fun other -> handle = Some other.Handle)

        match handle, neighbour with
        | None, _ when not (RingProperties.isServing worldState) -> "the tracker stopped answering"
        | None, _ -> "the peer knows no neighbour"
        | Some handle, _ when handle = peer.Handle -> "the peer is its own neighbour"
        | Some handle, None when List.contains handle setup.Peers -> $"its neighbour {handle} has left"
        | _ when not (List.exists (holds seq) living) -> "no peer holds that item"
        | Some handle, None -> $"its neighbour {handle} never gives that item"
        | Some handle, Some neighbour when RingProperties.answersNobody neighbour ->
            $"its neighbour {handle} stopped answering"
        | Some handle, Some neighbour when not (holds seq neighbour) ->
            $"its neighbour {handle} does not get that item either"
        | Some handle, Some _ -> $"its neighbour {handle} never gives that item"

    let private lack setup worldState living =
        Seq.allPairs living (RingScenarios.items setup)
        |> Seq.tryFind (fun (peer, item) -> not (holds item.Seq peer))
        |> Option.map (fun (peer, item) ->
            $"{peer.Handle} never gets item {item.Seq}: {obstacle setup worldState item.Seq peer living}")

    let private misplaced worldState living =
        let members = RingProperties.members worldState |> List.map _.Handle
        let handles = living |> List.map _.Handle

        let stranger =
            members
            |> List.tryFind (fun handle -> not (List.contains handle handles))
            |> Option.map (fun handle -> $"{handle} has left, but the tracker keeps it in the ring")

        let outsider =
            handles
            |> List.tryFind (fun handle -> not (List.contains handle members))
            |> Option.map (fun handle -> $"the tracker never adds {handle} to the ring")

        Option.orElse outsider stranger

    let private uninformed worldState living =
        living
        |> List.tryPick (fun peer ->
            match RingProperties.neighbour peer worldState with
            | ValueSome current when Collector.neighbour peer.Collector <> ValueSome current ->
                Some $"{peer.Handle} never learns that its neighbour is {current.Handle}"
            | ValueSome _
            | ValueNone -> None)

    /// Why the ring is incomplete at the end of a run; none if it is complete.
    let incomplete setup worldState =
        let living = RingProperties.living setup worldState

        let silence =
            if RingProperties.isServing worldState then
                None
            else
                Some "the tracker stopped answering"

        lack setup worldState living
        |> Option.orElse silence
        |> Option.orElseWith (fun () -> misplaced worldState living)
        |> Option.orElseWith (fun () -> uninformed worldState living)
        |> ValueOption.ofOption
