namespace PeerFunctional.Verification

[<NoEquality; NoComparison>]
type internal Silences =
    { ByTime: Set<struct (int64 * int64)>
      Times: Map<int64, int64> }

module internal Silences =

    let none =
        { ByTime = Set.empty
          Times = Map.empty }

    let private without number silences =
        match Map.tryFind number silences.Times with
        | Some time -> Set.remove (struct (time, number)) silences.ByTime
        | None -> silences.ByTime

    let private put number time silences =
        { ByTime = silences |> without number |> Set.add (struct (time, number))
          Times = Map.add number time silences.Times }

    let heard number time silences =
        match Map.tryFind number silences.Times with
        | Some before when before <= time -> silences
        | Some _
        | None -> put number time silences

    let remove number silences =
        { ByTime = without number silences
          Times = Map.remove number silences.Times }

    let rec longest last silences =
        if silences.ByTime.IsEmpty then
            struct (ValueNone, silences)
        else
            let struct (time, number) = silences.ByTime.MinimumElement
            let since: int64 = last number

            if since = time then
                struct (ValueSome struct (number, since), silences)
            else
                silences |> put number since |> longest last

    let rec longerThan pause now last silences =
        let isNone =
            silences.ByTime.IsEmpty
            || (let struct (time, _) = silences.ByTime.MinimumElement in now - time <= pause)

        if isNone then
            struct ([], silences)
        else
            match longest last silences with
            | struct (ValueSome struct (number, since), silences) when now - since > pause ->
                let struct (others, silences) =
                    silences |> remove number |> longerThan pause now last

                struct (struct (number, since) :: others, silences)
            | struct (_, silences) -> struct ([], silences)
