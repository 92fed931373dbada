namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel

type Happening =
    | Sent of message: int * from: int * recipient: int * words: string
    | Arrived of message: int
    | Lost of message: int
    | Corrupted of message: int
    | Garbled of lane: int * words: string
    | TimerFired of lane: int * words: string
    | Noticed of lane: int * words: string
    | Crashed of lane: int
    | Restarted of lane: int
    | Finished of lane: int
    | Partitioned of words: string
    | Healed of words: string
    | Remarked of lane: int voption * words: string

type Moment =
    { At: TimeSpan
      Happening: Happening
      State: string voption }

type Chronicle =
    { Title: string
      Lanes: string list
      Moments: Moment list
      Conclusion: string }

module Chronicle =

    let private mapMessage change happening =
        match happening with
        | Sent(message, from, recipient, words) -> Sent(change message, from, recipient, words)
        | Arrived message -> Arrived(change message)
        | Lost message -> Lost(change message)
        | Corrupted message -> Corrupted(change message)
        | Garbled _
        | TimerFired _
        | Noticed _
        | Crashed _
        | Restarted _
        | Finished _
        | Partitioned _
        | Healed _
        | Remarked _ -> happening

    let private mapLane change happening =
        match happening with
        | Sent(message, from, recipient, words) -> Sent(message, change from, change recipient, words)
        | Garbled(lane, words) -> Garbled(change lane, words)
        | TimerFired(lane, words) -> TimerFired(change lane, words)
        | Noticed(lane, words) -> Noticed(change lane, words)
        | Crashed lane -> Crashed(change lane)
        | Restarted lane -> Restarted(change lane)
        | Finished lane -> Finished(change lane)
        | Remarked(lane, words) -> Remarked(ValueOption.map change lane, words)
        | Arrived _
        | Lost _
        | Corrupted _
        | Partitioned _
        | Healed _ -> happening

    let private mapWords change happening =
        match happening with
        | Sent(message, from, recipient, words) -> Sent(message, from, recipient, change words)
        | Garbled(lane, words) -> Garbled(lane, change words)
        | TimerFired(lane, words) -> TimerFired(lane, change words)
        | Noticed(lane, words) -> Noticed(lane, change words)
        | Partitioned words -> Partitioned(change words)
        | Healed words -> Healed(change words)
        | Remarked(lane, words) -> Remarked(lane, change words)
        | Arrived _
        | Lost _
        | Corrupted _
        | Crashed _
        | Restarted _
        | Finished _ -> happening

    /// The longest text that is drawn.
    [<Literal>]
    let private MaxText = 600

    let shown chronicle =
        let show = TerminalText.upTo MaxText

        { Title = show chronicle.Title
          Lanes = List.map show chronicle.Lanes
          Moments =
            chronicle.Moments
            |> List.map (fun moment ->
                { moment with
                    Happening = mapWords show moment.Happening
                    State = ValueOption.map show moment.State })
          Conclusion = show chronicle.Conclusion }

    let private lastMessage chronicle =
        chronicle.Moments
        |> List.fold
            (fun last moment ->
                match moment.Happening with
                | Sent(message, _, _, _) -> max last message
                | _ -> last)
            -1

    let withoutNotices chronicle =
        let isNotice moment =
            match moment.Happening with
            | Noticed _ -> true
            | _ -> false

        { chronicle with
            Moments = chronicle.Moments |> List.filter (isNotice >> not) }

    let join title (parts: (TimeSpan * Chronicle) list) =
        let lanes = parts |> List.collect (fun (_, part) -> part.Lanes) |> List.distinct

        let places = lanes |> List.mapi (fun place name -> name, place) |> Map.ofList

        let add (moments, messages) (start, part) =
            let names = Array.ofList part.Lanes

            let place lane =
                if lane >= 0 && lane < names.Length then
                    places[names[lane]]
                else
                    lane

            let shifted =
                part.Moments
                |> List.map (fun moment ->
                    { moment with
                        At = start + moment.At
                        Happening = moment.Happening |> mapLane place |> mapMessage ((+) messages) })

            shifted :: moments, messages + lastMessage part + 1

        { Title = title
          Lanes = lanes
          Moments = parts |> List.fold add ([], 0) |> fst |> List.rev |> List.concat |> List.sortBy _.At
          Conclusion = parts |> List.map (fun (_, part) -> part.Conclusion) |> String.concat "; " }
