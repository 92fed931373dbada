namespace PeerFunctional.SneakerNet

/// Events of one feed from somewhere else, sorted into those that extend what is held and those that do not.
type Intake =
    {
        /// The next events of the feed, in order and without a gap.
        Taken: Verified list
        /// Why others are refused, in the names a verifier reports. What is held already is neither taken nor refused.
        Refused: struct (Event * string) list
    }

module Intake =

    /// The reason for refusing an event of the replica's own feed that it did not write itself.
    [<Literal>]
    let OwnFeed = "own-feed"

    let private refuse event reason intake =
        { intake with
            Refused = struct (event, reason) :: intake.Refused }

    let private past held (verified: Verified) intake =
        match Map.tryFind verified.Event.Seq held with
        | Some hash when hash <> verified.Event.Hash -> intake |> refuse verified.Event (Problem.name Problem.Fork)
        | Some _
        | None -> intake

    let private offer own struct (head, held, intake) =
        function
        | Doubtful(event, doubt) -> struct (head, held, intake |> refuse event (Doubt.name doubt))
        | Sound verified ->
            let event = verified.Event

            match Head.fit head event with
            | Error Past -> struct (head, held, intake |> past held verified)
            | Ok _
            | Error Gap
            | Error PrevMismatch when own -> struct (head, held, intake |> refuse event OwnFeed)
            | Error Gap -> struct (head, held, intake |> refuse event (Problem.name Problem.Gap))
            | Error PrevMismatch -> struct (head, held, intake |> refuse event (Problem.name Problem.PrevMismatch))
            | Ok _ ->
                struct (ValueSome(Head.ofEvent event),
                        Map.add event.Seq event.Hash held,
                        { intake with
                            Taken = verified :: intake.Taken })

    /// Sorts a feed's events. `head` is where the feed stands; `held` names the hashes of events held already, as far as
    /// they are offered again; of the replica's `own` feed nothing new is taken.
    let ofFeed own (head: Head voption) (held: Map<int64, Hash>) (offers: Offer list) =
        let struct (_, _, intake) =
            offers
            |> List.sortBy (fun offer -> (Offer.event offer).Seq)
            |> List.fold (offer own) (struct (head, held, { Taken = []; Refused = [] }))

        { Taken = List.rev intake.Taken
          Refused = List.rev intake.Refused }
