namespace PeerFunctional.Verification

[<Sealed>]
type internal Symmetry<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store when 'timer: comparison>
    (
        world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>,
        network: Network,
        words: CheckedAction<'timer, 'message> -> string,
        parts: StateParts<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>,
        initial: CollapsedState<'state, 'timer, 'message, 'ask, 'store>,
        stepsOf:
            CollapsedState<'state, 'timer, 'message, 'ask, 'store>
                -> struct (CheckedAction<'timer, 'message> * CollapsedState<'state, 'timer, 'message, 'ask, 'store>) list,
        runs: AlikeRuns<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>
    ) =

    let peers = world.Peers.Length
    let names = Array.ofList world.Peers
    let mutable problem: string voption = ValueNone

    let imagesOf exchanges =
        Images<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>(network, parts, exchanges)

    let unnamed (exchanges: Exchange array) =
        exchanges |> Seq.map _.Names.Unnamed |> Seq.tryPick ValueOption.toOption

    /// Whether all peers have started in the same way after each exchange.
    let keepsInitial exchanges =
        let initially = CollapsedState.fingerprint initial

        (imagesOf exchanges).Of initial
        |> Array.forall (fun image -> CollapsedState.fingerprint image = initially)

    let areAlike one other =
        match runs.Of [ one; other ] with
        | ValueSome found ->
            match Exchange.all peers [ found ] with
            | ValueSome exchanges -> keepsInitial exchanges
            | ValueNone -> false
        | ValueNone -> false

    let join classes peer =
        match List.tryFindIndex (fun members -> areAlike (List.head members) peer) classes with
        | Some place -> List.updateAt place (classes[place] @ [ peer ]) classes
        | None -> classes @ [ [ peer ] ]

    let found =
        ([], [ 0 .. peers - 1 ])
        ||> List.fold join
        |> List.filter (fun members -> members.Length > 1)
        |> List.map runs.Of
        |> List.choose ValueOption.toOption

    let exchanges =
        match Exchange.all peers found with
        | ValueSome exchanges when exchanges.Length > 0 && keepsInitial exchanges -> exchanges
        | ValueSome _
        | ValueNone ->
            problem <- ValueSome "no two of its peers start alike but for their names"
            [||]

    let images = imagesOf exchanges

    let exchangeWords exchange =
        [ for peer in 0 .. peers - 1 do
              if exchange.Places[peer] <> peer then
                  $"{names[peer]} is called {names[exchange.Places[peer]]}" ]
        |> String.concat " and "

    let look () =
        match unnamed exchanges with
        | Some kept -> problem <- ValueSome $"values of {kept.Name} cannot be renamed"
        | None when images.IsUnfair -> problem <- ValueSome "a property asks more of one of them than of another"
        | None -> ()

    do look ()

    member _.Alike =
        found |> List.map (fun found -> found.Peers |> List.map (fun peer -> names[peer]))

    member _.Problem = problem

    member _.Fingerprint(state: CollapsedState<'state, 'timer, 'message, 'ask, 'store>) = images.Least state

    member _.Compare
        (
            state: CollapsedState<'state, 'timer, 'message, 'ask, 'store>,
            steps:
                struct (CheckedAction<'timer, 'message> * CollapsedState<'state, 'timer, 'message, 'ask, 'store>) list
        ) =
        let nextImages = steps |> List.map (fun (struct (_, next)) -> images.Of next)

        images.Of state
        |> Array.iteri (fun number image ->
            let after =
                stepsOf image |> List.map (fun (struct (_, next)) -> CollapsedState.fingerprint next)

            let expected =
                nextImages |> List.map (fun found -> CollapsedState.fingerprint found[number])

            if List.sort after <> List.sort expected then
                let step =
                    List.zip steps expected
                    |> List.tryFind (fun (_, one) -> not (List.contains one after))
                    |> Option.map (fun (struct (action, _), _) -> words action)
                    |> Option.defaultValue "a step"

                problem <- ValueSome $"'{step}' comes to something else where {exchangeWords exchanges[number]}")

        look ()

    member _.Holds(sentence: string, holds, state: CollapsedState<'state, 'timer, 'message, 'ask, 'store>) : bool =
        let isSo = holds state

        if images.Of state |> Array.exists (fun image -> holds image <> isSo) then
            problem <- ValueSome $"'{sentence}' depends on which of them it is"

        isSo
