namespace PeerFunctional.Verification

open System

type Timers<'timer when 'timer: comparison> =
    private
        {
            ByTimer: Map<'timer, TimeSpan>
            Count: int
            /// By ticks, where there are many; few are looked through.
            ByTime: Map<int64, Set<'timer>>
        }

module Timers =

    /// The most timers that are looked through.
    [<Literal>]
    let private Few = 8

    let none<'timer when 'timer: comparison> : Timers<'timer> =
        { ByTimer = Map.empty
          Count = 0
          ByTime = Map.empty }

    let anyMoment = TimeSpan.MaxValue

    let all timers = timers.ByTimer

    let tryFind timer timers = Map.tryFind timer timers.ByTimer

    let private addTime timer (due: TimeSpan) byTime =
        let others = byTime |> Map.tryFind due.Ticks |> Option.defaultValue Set.empty
        Map.add due.Ticks (Set.add timer others) byTime

    let private removeTime timer (due: TimeSpan) byTime =
        match Map.tryFind due.Ticks byTime |> Option.map (Set.remove timer) with
        | Some others when not others.IsEmpty -> Map.add due.Ticks others byTime
        | Some _
        | None -> Map.remove due.Ticks byTime

    let cancel timer timers =
        match Map.tryFind timer timers.ByTimer with
        | None -> timers
        | Some due ->
            { ByTimer = Map.remove timer timers.ByTimer
              Count = timers.Count - 1
              ByTime =
                if timers.Count - 1 <= Few then
                    Map.empty
                else
                    removeTime timer due timers.ByTime }

    let set timer due timers =
        let timers = cancel timer timers
        let byTimer = Map.add timer due timers.ByTimer

        { ByTimer = byTimer
          Count = timers.Count + 1
          ByTime =
            if timers.Count < Few then
                Map.empty
            elif timers.Count = Few then
                (Map.empty, byTimer) ||> Map.fold (fun byTime timer due -> addTime timer due byTime)
            else
                addTime timer due timers.ByTime }

    let nextTime timers =
        if timers.Count <= Few then
            // `min` of F# allocates for times.
            (Int64.MaxValue, timers.ByTimer)
            ||> Map.fold (fun first _ due -> Math.Min(first, due.Ticks))
            |> TimeSpan
        else
            TimeSpan(fst (Map.minKeyValue timers.ByTime))

    let next timers =
        let due = nextTime timers

        if due = anyMoment then
            ValueNone
        elif timers.Count <= Few then
            ValueSome(
                struct (due,
                        [ for KeyValue(timer, time) in timers.ByTimer do
                              if time = due then
                                  yield timer ])
            )
        else
            ValueSome(struct (due, Set.toList timers.ByTime[due.Ticks]))

    let ofAnyMoment (timers: Timers<_>) =
        if timers.Count <= Few then
            (timers.ByTimer, [])
            ||> Map.foldBack (fun timer due found -> if due = anyMoment then timer :: found else found)
        else
            match Map.tryFind anyMoment.Ticks timers.ByTime with
            | Some found -> Set.toList found
            | None -> []
