namespace PeerFunctional.Tracker

open PeerFunctional.Kernel

/// What is missing in a ring, in a sentence of the protocol's words.
module RingSentence =

    let private holds seq peer =
        Collector.assembly peer.Collector |> Assembly.tryFind seq |> ValueOption.isSome

    /// What keeps a peer from an item.
    let private obstacle (situation: RingSituation) scene seq peer living =
        let handle =
            Collector.neighbour peer.Collector |> ValueOption.map _.Handle |> ValueOption.toOption

        let neighbour = living |> List.tryFind (fun other -> handle = Some other.Handle)

        match handle, neighbour with
        | None, _ when not (RingLaws.isServing scene) -> "the tracker fell silent"
        | None, _ -> "it knows no neighbour"
        | Some handle, _ when handle = peer.Handle -> "it is its own neighbour"
        | Some handle, None when List.contains handle situation.Peers -> $"its neighbour {handle} is gone"
        | _ when not (List.exists (holds seq) living) -> "nobody holds it"
        | Some handle, None -> $"its neighbour {handle} never gives it"
        | Some handle, Some neighbour when RingLaws.answersNobody neighbour ->
            $"its neighbour {handle} answers nobody any more"
        | Some handle, Some neighbour when not (holds seq neighbour) -> $"its neighbour {handle} does not get it either"
        | Some handle, Some _ -> $"its neighbour {handle} never gives it"

    let private lack situation scene living =
        Seq.allPairs living (RingWorlds.items situation)
        |> Seq.tryFind (fun (peer, item) -> not (holds item.Seq peer))
        |> Option.map (fun (peer, item) ->
            $"{peer.Handle} never gets item {item.Seq}: {obstacle situation scene item.Seq peer living}")

    let private misplaced scene living =
        let members = RingLaws.members scene |> List.map _.Handle
        let handles = living |> List.map _.Handle

        let stranger =
            members
            |> List.tryFind (fun handle -> not (List.contains handle handles))
            |> Option.map (fun handle -> $"{handle} is gone, and never leaves the ring")

        let outsider =
            handles
            |> List.tryFind (fun handle -> not (List.contains handle members))
            |> Option.map (fun handle -> $"{handle} never gets into the ring")

        Option.orElse outsider stranger

    let private uninformed scene living =
        living
        |> List.tryPick (fun peer ->
            match RingLaws.neighbour peer scene with
            | ValueSome current when Collector.neighbour peer.Collector <> ValueSome current ->
                Some $"{peer.Handle} never learns that its neighbour is {current.Handle}"
            | ValueSome _
            | ValueNone -> None)

    /// What a scene at the end of a run lacks, if anything.
    let missing situation scene =
        let living = RingLaws.living situation scene

        let silence =
            if RingLaws.isServing scene then
                None
            else
                Some "the tracker fell silent"

        lack situation scene living
        |> Option.orElse silence
        |> Option.orElseWith (fun () -> misplaced scene living)
        |> Option.orElseWith (fun () -> uninformed scene living)
        |> ValueOption.ofOption
