namespace PeerFunctional.Verification

open System

type internal LawWatch<'scene> =
    { Laws: Laws<'scene>
      Every: int
      Unmet: bool array
      mutable UnmetCount: int
      mutable SinceLaws: int
      mutable SinceGoal: int }

module internal LawWatch =

    /// The most peers that are all looked at after every step.
    [<Literal>]
    let private FewPeers = 16

    /// Steps for each peer between two looks at all of more.
    [<Literal>]
    let private StepsPerPeer = 4

    let private isUnmet (laws: Laws<_>) peer scene =
        match laws.Goal.OfPeer with
        | ValueSome holds -> not (holds peer scene)
        | ValueNone -> false

    let create peers (laws: Laws<_>) scene =
        let unmet = Array.init peers (fun peer -> isUnmet laws peer scene)

        { Laws = laws
          Every = if peers <= FewPeers then 0 else peers * StepsPerPeer
          Unmet = unmet
          UnmetCount = unmet |> Array.filter id |> Array.length
          SinceLaws = Int32.MaxValue
          SinceGoal = Int32.MaxValue }

    let met watch = watch.Unmet.Length - watch.UnmetCount

    let look peer scene watch =
        let isUnmet = isUnmet watch.Laws peer scene

        if watch.Unmet[peer] <> isUnmet then
            watch.Unmet[peer] <- isUnmet
            watch.UnmetCount <- watch.UnmetCount + (if isUnmet then 1 else -1)

    let afterStep peer scene watch =
        look peer scene watch
        let isDue = watch.SinceLaws >= watch.Every
        watch.SinceLaws <- if isDue then 0 else watch.SinceLaws + 1

        let holds (law: Law<_>) =
            (match law.OfPeer with
             | ValueSome ofPeer -> ofPeer peer scene
             | ValueNone -> true)
            && (match law.OfWorld with
                | ValueSome ofWorld when isDue -> ofWorld scene
                | ValueSome _
                | ValueNone -> true)

        watch.Laws.Always |> List.tryFind (holds >> not)

    let broken scene watch =
        watch.Laws.Always |> List.tryFind (fun law -> not (law.Holds scene))

    let isReached isLast scene watch =
        let isDue = isLast || watch.SinceGoal >= watch.Every

        if watch.UnmetCount > 0 then
            false
        elif isDue then
            watch.SinceGoal <- 0

            match watch.Laws.Goal.OfWorld with
            | ValueSome ofWorld -> ofWorld scene
            | ValueNone -> true
        else
            watch.SinceGoal <- watch.SinceGoal + 1
            false
