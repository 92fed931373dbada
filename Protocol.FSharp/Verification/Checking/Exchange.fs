namespace PeerFunctional.Verification

type internal Exchange = { Places: int array; Names: Names }

type internal AlikePeers =
    { Peers: int list
      Rows: obj array list }

module internal Exchange =

    [<Literal>]
    let private MaxExchanges = 120

    let rec private permutations items =
        match items with
        | [] -> [ [] ]
        | _ ->
            [ for item in items do
                  for rest in permutations (List.except [ item ] items) -> item :: rest ]

    let rec private factorial count =
        if count <= 1 then 1 else count * factorial (count - 1)

    /// As many of the peers as leave so many exchanges.
    let private within most (alike: AlikePeers) =
        let count =
            [ alike.Peers.Length .. -1 .. 1 ] |> List.find (fun count -> count <= 5 && factorial count <= most)

        { Peers = List.truncate count alike.Peers
          Rows = alike.Rows |> List.map (Array.truncate count) }

    let private limited alike =
        (MaxExchanges, alike)
        ||> List.mapFold (fun most alike ->
            let limited = within most alike
            limited, most / factorial limited.Peers.Length)
        |> fun (most, _) -> most

    /// Every way to exchange some alike peers, as places and names before and after.
    let private ofAlike (alike: AlikePeers) =
        [ for places in permutations [ 0 .. alike.Peers.Length - 1 ] do
              struct ([ for before, after in List.indexed places -> alike.Peers[before], alike.Peers[after] ],
                      [ for row in alike.Rows do
                            for before, after in List.indexed places -> struct (row[before], row[after]) ]) ]

    let all peers alike =
        let combine whole part =
            [ for struct (places, names) in whole do
                  for struct (more, others) in part -> struct (places @ more, names @ others) ]

        let exchanges =
            ([ struct ([], []) ], limited alike |> List.map ofAlike) ||> List.fold combine

        let create (struct (places, names)) =
            let moved = Map.ofList places

            Names.tryCreate names
            |> ValueOption.map (fun names ->
                { Places = Array.init peers (fun peer -> moved |> Map.tryFind peer |> Option.defaultValue peer)
                  Names = names })

        let created = exchanges |> List.map create

        if List.forall ValueOption.isSome created then
            created
            |> List.choose ValueOption.toOption
            |> List.filter (fun exchange -> exchange.Places <> Array.init peers id)
            |> Array.ofList
            |> ValueSome
        else
            ValueNone
