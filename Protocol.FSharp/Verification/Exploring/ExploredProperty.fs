namespace PeerFunctional.Verification.Exploring

open PeerFunctional.Verification

[<RequireQualifiedAccess>]
type PropertyKind =
    | Always
    | Reachable
    | Goal

[<RequireQualifiedAccess>]
type PropertyStatus =
    | Holds
    | Violated
    | Pending
    | Reached

type ExploredProperty =
    { Kind: PropertyKind
      Sentence: string
      Status: PropertyStatus
      Since: int }

[<RequireQualifiedAccess>]
type ExploredFate =
    | Towards of Fate
    | Breach of Danger

module ExploredFate =

    let words fate =
        match fate with
        | ExploredFate.Towards fate -> Fate.words fate
        | ExploredFate.Breach danger -> Danger.words danger

    let isLost fate = fate = ExploredFate.Towards Fate.Lost

    let isUnknown fate =
        match fate with
        | ExploredFate.Towards(Fate.Unknown _)
        | ExploredFate.Breach(Danger.Unknown _) -> true
        | ExploredFate.Towards _
        | ExploredFate.Breach _ -> false

module internal ExploredProperty =

    /// How each property stands, by how it stood one step before.
    let standing (properties: Property<'state> list) depth state (before: ExploredProperty list) =
        let stands kind status =
            fun (earlier: ExploredProperty voption) sentence ->
                match earlier with
                | ValueSome earlier when
                    earlier.Status = status
                    || earlier.Status = PropertyStatus.Violated
                    || kind = PropertyKind.Reachable && earlier.Status = PropertyStatus.Reached
                    ->
                    earlier
                | ValueSome _
                | ValueNone ->
                    { Kind = kind
                      Sentence = sentence
                      Status = status
                      Since = depth }

        properties
        |> List.mapi (fun place property ->
            let earlier = List.tryItem place before |> ValueOption.ofOption

            match property with
            | Always(sentence, holds) ->
                let status =
                    if holds state then
                        PropertyStatus.Holds
                    else
                        PropertyStatus.Violated

                stands PropertyKind.Always status earlier sentence
            | Sometimes(sentence, witness) ->
                let status =
                    if witness state then
                        PropertyStatus.Reached
                    else
                        PropertyStatus.Pending

                stands PropertyKind.Reachable status earlier sentence
            | Progress(sentence, goal) ->
                let status =
                    if goal state then
                        PropertyStatus.Reached
                    else
                        PropertyStatus.Pending

                stands PropertyKind.Goal status earlier sentence)

    /// A goal that does not hold where nothing but faults can happen is not reached any more.
    let atEnd isEnd depth (property: ExploredProperty) =
        if isEnd && property.Kind = PropertyKind.Goal && property.Status = PropertyStatus.Pending then
            { property with
                Status = PropertyStatus.Violated
                Since = depth }
        else
            property

    let fates (properties: Property<'state> list) (fates: Fates<'state>) state =
        properties
        |> List.mapi (fun place property ->
            match property with
            | Always _ -> ExploredFate.Breach(fates.DangerOf(place, state))
            | Sometimes _
            | Progress _ -> ExploredFate.Towards(fates.Of(place, state)))
