namespace PeerFunctional.Verification

module internal DisplacedDatagrams =

    /// Times that a participant is judged again.
    [<Literal>]
    let private MaxTries = 24

    /// Two datagrams of one flow, the one right behind the other in the capture.
    [<Struct; NoEquality; NoComparison>]
    type private Pair =
        { Flow: int
          IsInput: bool
          Place: int
          First: int64
          Second: int64 }

    /// The neighbouring frames that lie close together and close to a divergence, the nearest first.
    let private near (traffic: ParticipantTraffic<'message>) (divergence: Divergence) =
        let isClose (one: ObservedEvent<'message>) (other: ObservedEvent<'message>) =
            abs (other.Frame - one.Frame) = 1L
            && (other.At - one.At).Duration() <= ReplayWindow.early
            && (one.At - divergence.At).Duration() <= ReplayWindow.early

        let pairs flow isInput events =
            events
            |> Seq.pairwise
            |> Seq.indexed
            |> Seq.choose (fun (place, (one: ObservedEvent<'message>, other)) ->
                if isClose one other then
                    Some
                        { Flow = flow
                          IsInput = isInput
                          Place = place
                          First = one.Frame
                          Second = other.Frame }
                else
                    None)

        traffic.Datagrams
        |> Seq.indexed
        |> Seq.collect (fun (flow, events) ->
            Seq.append (pairs flow true events.Inputs) (pairs flow false events.Outputs))
        |> List.ofSeq
        |> List.sortBy (fun pair ->
            match divergence.Frame with
            | ValueSome frame -> abs (pair.First - frame)
            | ValueNone -> -pair.First)

    let private exchanged pair (traffic: ParticipantTraffic<'message>) =
        let swap (events: ObservedEvent<'message> array) =
            events
            |> Array.updateAt pair.Place events[pair.Place + 1]
            |> Array.updateAt (pair.Place + 1) events[pair.Place]

        { traffic with
            Datagrams =
                traffic.Datagrams
                |> List.mapi (fun flow events ->
                    if flow <> pair.Flow then
                        events
                    elif pair.IsInput then
                        { events with
                            Inputs = swap events.Inputs }
                    else
                        { events with
                            Outputs = swap events.Outputs }) }

    let private words pair =
        $"frames {min pair.First pair.Second} and {max pair.First pair.Second} lie within 20 ms, and it may have sent or read them in the other order"

    let judge (judge: ParticipantTraffic<'message> -> ReplayResult) traffic (found: ReplayResult) =
        let tried traffic (divergence: Divergence) =
            near traffic divergence |> List.map (fun pair -> struct (traffic, divergence, pair))

        /// Tries every exchange alone first, then more of them where one explains more.
        let rec explain tries exchanges =
            match exchanges with
            | struct (traffic, divergence: Divergence, pair) :: others when tries > 0 ->
                let other = exchanged pair traffic

                match (judge other).Conformance with
                | Diverges(_, next, _) when next.At > divergence.At || next.Frame > divergence.Frame ->
                    explain (tries - 1) (others @ tried other next)
                | Conforms _ -> ValueSome pair
                | Diverges _
                | NotJudged _
                | TakesNoPart _
                | Absent -> explain (tries - 1) others
            | _ :: _
            | [] -> ValueNone

        match found.Conformance with
        | Diverges(_, divergence, _) ->
            tried traffic divergence
            |> explain MaxTries
            |> ValueOption.map (fun pair -> ReplayResult.without (NotJudged(words pair)))
            |> ValueOption.defaultValue found
        | Conforms _
        | NotJudged _
        | TakesNoPart _
        | Absent -> found
