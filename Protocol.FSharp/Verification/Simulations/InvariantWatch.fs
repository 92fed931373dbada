namespace PeerFunctional.Verification

open System

type internal InvariantWatch<'world> =
    { Properties: Properties<'world>
      Every: int
      Unmet: bool array
      mutable UnmetCount: int
      mutable SinceLaws: int
      mutable SinceGoal: int }

module internal InvariantWatch =

    /// The most peers that are all looked at after every step.
    [<Literal>]
    let private FewPeers = 16

    /// Steps for each peer between two looks at all of more.
    [<Literal>]
    let private StepsPerPeer = 4

    let private isUnmet (properties: Properties<_>) peer worldState =
        match properties.Liveness.OfPeer with
        | ValueSome holds -> not (holds peer worldState)
        | ValueNone -> false

    let create peers (properties: Properties<_>) worldState =
        let unmet = Array.init peers (fun peer -> isUnmet properties peer worldState)

        { Properties = properties
          Every = if peers <= FewPeers then 0 else peers * StepsPerPeer
          Unmet = unmet
          UnmetCount = unmet |> Array.filter id |> Array.length
          SinceLaws = Int32.MaxValue
          SinceGoal = Int32.MaxValue }

    let met watch = watch.Unmet.Length - watch.UnmetCount

    let look peer worldState watch =
        let isUnmet = isUnmet watch.Properties peer worldState

        if watch.Unmet[peer] <> isUnmet then
            watch.Unmet[peer] <- isUnmet
            watch.UnmetCount <- watch.UnmetCount + (if isUnmet then 1 else -1)

    let afterStep peer worldState watch =
        look peer worldState watch
        let isDue = watch.SinceLaws >= watch.Every
        watch.SinceLaws <- if isDue then 0 else watch.SinceLaws + 1

        let holds (invariant: Invariant<_>) =
            (match invariant.OfPeer with
             | ValueSome ofPeer -> ofPeer peer worldState
             | ValueNone -> true)
            && (match invariant.OfWorld with
                | ValueSome ofWorld when isDue -> ofWorld worldState
                | ValueSome _
                | ValueNone -> true)

        watch.Properties.Invariants |> List.tryFind (holds >> not)

    let broken worldState watch =
        watch.Properties.Invariants |> List.tryFind (fun invariant -> not (invariant.Holds worldState))

    let isReached isLast worldState watch =
        let isDue = isLast || watch.SinceGoal >= watch.Every

        if watch.UnmetCount > 0 then
            false
        elif isDue then
            watch.SinceGoal <- 0

            match watch.Properties.Liveness.OfWorld with
            | ValueSome ofWorld -> ofWorld worldState
            | ValueNone -> true
        else
            watch.SinceGoal <- watch.SinceGoal + 1
            false
