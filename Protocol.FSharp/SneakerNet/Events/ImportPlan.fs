namespace PeerFunctional.SneakerNet

/// Imported events of one feed, sorted into those that extend the stored feed and those that are refused.
type ImportPlan =
    {
        /// The events that extend the feed, in order and without a gap.
        Taken: Verified list
        /// The refused events and the names of their problems. A stored event is neither taken nor refused.
        Refused: struct (Event * string) list
    }

module ImportPlan =

    /// The reason for refusing an event of the replica's own feed that it did not write itself.
    [<Literal>]
    let OwnFeed = "own-feed"

    let private refuse event reason plan =
        { plan with
            Refused = struct (event, reason) :: plan.Refused }

    let private past held (verified: Verified) plan =
        match Map.tryFind verified.Event.Seq held with
        | Some hash when hash <> verified.Event.Hash -> plan |> refuse verified.Event (Problem.name Problem.Fork)
        | Some _
        | None -> plan

    let private add own struct (head, held, plan) =
        function
        | Unverified(event, error) -> struct (head, held, plan |> refuse event (VerificationError.name error))
        | Sound verified ->
            let event = verified.Event

            match Head.check head event with
            | Error Past -> struct (head, held, plan |> past held verified)
            | Ok _
            | Error Gap
            | Error PrevMismatch when own -> struct (head, held, plan |> refuse event OwnFeed)
            | Error Gap -> struct (head, held, plan |> refuse event (Problem.name Problem.Gap))
            | Error PrevMismatch -> struct (head, held, plan |> refuse event (Problem.name Problem.PrevMismatch))
            | Ok _ ->
                struct (ValueSome(Head.ofEvent event),
                        Map.add event.Seq event.Hash held,
                        { plan with
                            Taken = verified :: plan.Taken })

    /// Sorts events of a feed. `head` is the last stored event; `held` has the hashes of stored events that are
    /// imported again. New events of the replica's `own` feed are refused.
    let forFeed own (head: Head voption) (held: Map<int64, Hash>) (offers: OfferedEvent list) =
        let struct (_, _, plan) =
            offers
            |> List.sortBy (fun offer -> (OfferedEvent.event offer).Seq)
            |> List.fold (add own) (struct (head, held, { Taken = []; Refused = [] }))

        { Taken = List.rev plan.Taken
          Refused = List.rev plan.Refused }
