namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel

/// Runs a side of a captured conversation through its machine. A capture shows what was sent and in which order, but not
/// when a peer got round to reading, when its timers woke it, or when its disk was done. So a side conforms if there is a
/// schedule within `tolerance` that explains everything it did: each of its conduits is read in order, at most that late; a
/// timer fires at most the side's `Haste` before its due time and at most that late; the store answers in order.
module Replay =

    /// How late a peer may read, wake and send.
    let tolerance = Attempt.tolerance

    /// How much clocks of different grain may differ.
    let early = Attempt.early

    /// Steps tried for one side, for each thing the capture shows of it; past it the side cannot be judged.
    [<Literal>]
    let private StepsASight = 64

    /// The most steps tried for a side, however long the capture is.
    [<Literal>]
    let private MaxSteps = 4_000_000

    /// Two schedules that differ by less are not told apart when one of them has failed.
    let private grain = TimeSpan.FromMilliseconds 10.0

    /// The timers that can fire now: those due first, as clocks run alike.
    let private due run =
        if run.Timers.IsEmpty then
            []
        else
            let first = run.Timers.Values |> Seq.min

            run.Timers |> Map.toList |> List.filter (fun (_, due) -> due = first)

    /// What may happen next, the likeliest first.
    let private choices case run =
        let inputAt =
            Front.first run.Heard |> ValueOption.map _.At |> ValueOption.defaultValue TimeSpan.MaxValue

        let next = Attempt.nextDone run

        let nextAt =
            next |> ValueOption.map _.At |> ValueOption.defaultValue TimeSpan.MaxValue

        let timers = due run

        let timerAt =
            match timers with
            | (_, due) :: _ -> due
            | [] -> TimeSpan.MaxValue

        let asked =
            match run.Questions with
            | struct (_, asked) :: _ -> asked
            | [] -> TimeSpan.MaxValue

        /// Whether nothing else would be too late by then.
        let inTime at others =
            others |> List.forall (fun (since: TimeSpan, patience: TimeSpan) -> since >= at - patience)

        let store = asked, case.Side.StoreTime
        let fires = timers |> List.map Fire

        let works = if run.Questions.IsEmpty then [] else [ Work ]

        /// Whether an input can have been read before the side did the next thing. A capture made by one of the peers may
        /// show an answer before the question.
        let isBefore (input: Glimpse<'message>) =
            match next with
            | ValueSome next -> input.Frame < next.Frame || input.At <= next.At + early
            | ValueNone -> true

        let lateness = case.Side.Lateness

        let hears =
            if Front.isEmpty run.Heard then
                []
            else
                Front.all run.Heard
                |> Seq.takeWhile (fun struct (_, input) -> input.At <= inputAt + lateness)
                |> Seq.filter (fun struct (_, input) ->
                    isBefore input && inTime (max run.Now input.At) [ inputAt, tolerance; timerAt, tolerance; store ])
                |> Seq.map (fun struct (conduit, _) -> Hear conduit)
                |> List.ofSeq

        let isSoon =
            timerAt <= case.Horizon
            && (inputAt = TimeSpan.MaxValue || timerAt <= inputAt + tolerance)
            && (nextAt = TimeSpan.MaxValue || timerAt <= nextAt + case.Side.Haste)
            && inTime timerAt [ inputAt, tolerance; store ]

        let whimAt =
            next |> ValueOption.map _.At |> ValueOption.defaultValue run.Now |> max run.Now

        let whims =
            if
                (next.IsSome || case.Side.MayStopUnseen)
                && inTime whimAt [ inputAt, tolerance; timerAt, tolerance; store ]
            then
                [ for whim in 0 .. case.Side.Whims.Length - 1 -> Please whim ]
            else
                []

        match works with
        | [ work ] when case.Side.StoreTime = TimeSpan.Zero -> [ work ]
        | _ when not isSoon -> works @ hears @ whims
        | _ when timerAt <= min inputAt nextAt -> works @ fires @ hears @ whims
        | _ -> works @ hears @ fires @ whims

    /// Whether somebody was still taken in after a side's work was over: then it was not over.
    let private isThere run =
        Front.all run.Heard
        |> Seq.exists (fun struct (_, input) -> input.Sight.IsCall && input.At > run.Now + tolerance)

    let private isExplained case run =
        Front.isEmpty run.Done
        && (if run.Over then
                not (isThere run)
            else
                Front.isEmpty run.Heard && run.Questions.IsEmpty)
        && (run.Over || run.Timers |> Map.forall (fun _ due -> due + tolerance >= case.Horizon))

    /// The divergence of two that explains more; of two alike, the first that says what we would have sent.
    let private further (struct (said, divergence: Divergence)) best =
        match best with
        | ValueSome struct (bestSaid, best: Divergence) when
            bestSaid > said || (bestSaid = said && (best.Expected.IsSome || divergence.Expected.IsNone))
            ->
            ValueSome struct (bestSaid, best)
        | ValueSome _
        | ValueNone -> ValueSome struct (said, divergence)

    /// What the rest of a run depends on.
    let private place run =
        let addTime (time: TimeSpan) =
            Digest.addInt64 (time.Ticks / grain.Ticks)

        let addTimers digest =
            (digest, run.Timers)
            ||> Map.fold (fun digest timer due -> digest |> ValueDigest.add timer |> addTime due)
            |> Digest.addEnd

        Digest.empty
        |> Digest.addUInt64 run.Heard.Trail
        |> Digest.addUInt64 run.Done.Trail
        |> ValueDigest.addUntimed run.Questions
        |> addTime run.Now
        |> addTimers
        |> ValueDigest.addUntimed run.State
        |> Digest.value

    [<NoEquality; NoComparison>]
    type private Search<'run, 'timer> =
        {
            /// Runs with the actions not tried yet, the latest first.
            Stack: (struct ('run * Doing<'timer> list)) list
            /// Places where a choice was begun: nothing new comes of beginning it again.
            Visited: Set<uint64>
            Best: (struct (int * Divergence)) voption
            Budget: int
        }

    /// Depth first over the schedules.
    let rec private search
        (case: Case<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>)
        (search': Search<Attempt<'state, 'timer, 'message, 'ask, 'store>, 'timer>)
        =
        let failed run divergence stack =
            search
                case
                { search' with
                    Stack = stack
                    Best = further (struct (Attempt.explained run, divergence)) search'.Best
                    Budget = search'.Budget - 1 }

        match search'.Stack with
        | _ when search'.Budget <= 0 -> Error(search'.Best, false)
        | [] -> Error(search'.Best, true)
        | struct (_, []) :: rest -> search case { search' with Stack = rest }
        | struct (run, action :: others) :: rest ->
            let rest =
                match others with
                | [] -> rest
                | others -> struct (run, others) :: rest

            match Attempt.perform case action run with
            | Error divergence -> failed run divergence rest
            | Ok after when isExplained case after -> Ok after
            // Its user did not stop what is still there.
            | Ok after when after.Over && action.IsPlease ->
                search
                    case
                    { search' with
                        Stack = rest
                        Budget = search'.Budget - 1 }
            | Ok after when after.Over ->
                failed after (Attempt.diverge case after after.Now (fun () -> "its work was over") ValueNone) rest
            | Ok after ->
                match choices case after with
                | [] -> failed after (Attempt.diverge case after after.Now (fun () -> "nothing made it") ValueNone) rest
                | [ choice ] ->
                    search
                        case
                        { search' with
                            Stack = struct (after, [ choice ]) :: rest
                            Budget = search'.Budget - 1 }
                | choices ->
                    let place = place after

                    if Set.contains place search'.Visited then
                        search
                            case
                            { search' with
                                Stack = rest
                                Budget = search'.Budget - 1 }
                    else
                        search
                            case
                            { search' with
                                Stack = struct (after, choices) :: rest
                                Visited = Set.add place search'.Visited
                                Budget = search'.Budget - 1 }

    /// Divergences of one side that are told.
    [<Literal>]
    let private MaxDivergences = 16

    let private attempt case =
        search
            case
            { Stack = [ struct (Attempt.start case, [ Begin ]) ]
              Visited = Set.empty
              Best = ValueNone
              Budget =
                4_096 + StepsASight * (Array.sumBy Array.length case.Inputs + Array.sumBy Array.length case.Outputs)
                |> min MaxSteps }

    /// What else was left out, taking what was left out so far as sent. It ends where a message is one too many, or at
    /// the same message again: whatever follows may be a consequence.
    let rec private later case said (divergence: Divergence) found =
        match divergence.Expected with
        | ValueSome words when List.length found < MaxDivergences ->
            let case =
                { case with
                    LeftOut = Set.add (struct (said, words)) case.LeftOut }

            match attempt case with
            | Error(ValueSome struct (after, next), true) when after > said && next.Expected.IsSome ->
                later case after next (next :: found)
            | Ok _
            | Error _ -> List.rev found
        | ValueSome _
        | ValueNone -> List.rev found

    /// Judges one side by its conduits, and tells how much of what it did was explained; `horizon` is how long the capture
    /// would have shown what it did.
    let judgeConduits side horizon (conduits: Conduit<'message> list) =
        let conduits = Array.ofList conduits

        let case =
            { Side = side
              Inputs = conduits |> Array.map _.Inputs
              Outputs = conduits |> Array.map _.Outputs
              TornDown =
                Set.ofSeq (
                    seq {
                        for index, conduit in Array.indexed conduits do
                            if conduit.IsTornDown then
                                index
                    }
                )
              Horizon = horizon
              LeftOut = Set.empty }

        let untold ruling =
            { Ruling = ruling
              Moments = []
              States = Map.empty }

        if case.Outputs |> Array.forall Array.isEmpty then
            struct (0, untold Absent)
        else
            match attempt case with
            | Ok run ->
                struct (Attempt.explained run,
                        { Ruling = Conforms side.Policy
                          Moments = run.Moments |> List.rev |> List.map (fun word -> word ())
                          States =
                            run.States
                            |> List.map (fun struct (frame, state) -> frame, side.StateWords state)
                            |> Map.ofList })
            | Error(ValueSome struct (explained, divergence), true) ->
                let others = later case explained divergence []
                struct (explained, untold (Diverges(side.Policy, divergence, others)))
            | Error _ -> struct (0, untold (Unjudged "too many schedules of its timers and store to try them all"))

    /// Judges one side of a conversation in datagrams, in the same way: each of its endpoints, which `owns` tells, is a conduit.
    let judge owns side horizon (passages: Passage<'message> list) =
        let byEndpoint (endpoint: Passage<'message> -> Endpoint) partner =
            passages
            |> List.filter (endpoint >> owns)
            |> List.groupBy endpoint
            |> List.map (fun (_, passages) ->
                [| for passage in passages ->
                       { Frame = passage.Frame
                         At = passage.At
                         Partner = Address.Datagram(partner passage)
                         Sight = Sight.Message(passage.Message, passage.Bytes) } |])

        let heard =
            [ for inputs in byEndpoint _.Destination _.Source ->
                  { Inputs = inputs
                    Outputs = [||]
                    IsTornDown = false } ]

        let said =
            [ for outputs in byEndpoint _.Source _.Destination ->
                  { Inputs = [||]
                    Outputs = outputs
                    IsTornDown = false } ]

        judgeConduits side horizon (heard @ said)

    /// The first of several judgements of a side that conforms, made one after the other, or else the one that explained
    /// most.
    let firstOf (judges: (unit -> struct (int * Judgement)) list) =
        let rec go best judges =
            match judges with
            | [] ->
                match best with
                | ValueSome(struct (_, judgement)) -> judgement
                | ValueNone ->
                    { Ruling = Absent
                      Moments = []
                      States = Map.empty }
            | judge :: rest ->
                let (struct (explained, judgement: Judgement)) = judge ()

                match best with
                | _ when judgement.Ruling.IsConforms -> judgement
                | ValueSome(struct (most, _)) when most >= explained -> go best rest
                | ValueSome _
                | ValueNone -> go (ValueSome(struct (explained, judgement))) rest

        go ValueNone judges
