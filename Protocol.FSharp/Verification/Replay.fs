namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel

/// Runs a side of a captured conversation through its machine. A capture shows what was sent and in which order, but not
/// when a peer got round to reading, when its timers woke it, or when its disk was done. So a side conforms if there is a
/// schedule within `tolerance` that explains every message: each of its sockets is read in order, at most that late; a timer
/// fires at most `early` before its due time and at most that late; the store answers in order.
module Replay =

    /// How late a peer may read, wake and send.
    let tolerance = TimeSpan.FromMilliseconds 500.0

    /// How much clocks of different grain may differ.
    let early = TimeSpan.FromMilliseconds 20.0

    /// Steps tried for one side, for each of its messages; past it the side cannot be judged.
    [<Literal>]
    let private StepsAMessage = 64

    /// Two schedules that differ by less are not told apart when one of them has failed.
    let private grain = TimeSpan.FromMilliseconds 10.0

    [<NoEquality; NoComparison>]
    type private Run<'state, 'timer, 'effect, 'store when 'timer: comparison> =
        {
            State: 'state
            Store: 'store
            Timers: Map<'timer, TimeSpan>
            /// Questions to the store, first to last, with the time they were asked.
            Questions: (struct ('effect * TimeSpan)) list
            Now: TimeSpan
            /// Inputs taken so far, by socket.
            Heard: int list
            /// Messages explained so far, by socket.
            Said: int list
            Over: bool
            /// Last first; worded only if this run is the one that explains the side.
            Moments: (unit -> Moment) list
            /// The state after each frame sent or taken.
            States: (struct (int64 * 'state)) list
        }

    [<NoEquality; NoComparison>]
    type private Action<'timer> =
        | Begin
        | Hear of socket: int
        | Fire of 'timer * due: TimeSpan
        | Work
        | Please of whim: int

    /// A side, with what came in to it and what it sent.
    [<NoEquality; NoComparison>]
    type private Case<'state, 'address, 'timer, 'message, 'request, 'effect, 'store when 'timer: comparison> =
        {
            Side: Side<'state, 'address, 'timer, 'message, 'request, 'effect, 'store>
            /// What came in, by the socket it came to.
            Inputs: Passage<'address, 'message>[] list
            /// What it sent, by the socket it left by.
            Sends: Passage<'address, 'message>[] list
            /// How long the capture would have shown what it sent.
            Horizon: TimeSpan
            /// Messages that were left out, by how many were sent before.
            LeftOut: Set<struct (int * string)>
        }

    let private passageWords case (passage: Passage<'address, 'message>) =
        match passage.Message with
        | Ok message -> case.Side.MessageWords message
        | Error malformation -> $"{passage.Bytes.Length} bytes that are no message ({malformation.Problem})"

    /// The next message of each socket, the earliest first.
    let private next passages taken =
        List.zip passages taken
        |> List.indexed
        |> List.choose (fun (socket, (passages: Passage<'address, 'message>[], taken)) ->
            if taken < passages.Length then
                Some struct (socket, passages[taken])
            else
                None)
        |> List.sortBy (fun struct (_, passage) -> passage.Frame)

    let private nextSend case run =
        match next case.Sends run.Said with
        | struct (_, passage) :: _ -> ValueSome passage
        | [] -> ValueNone

    let private said run = List.sum run.Said

    let private diverge case run at because expected : Divergence =
        match nextSend case run with
        | ValueSome seen ->
            { Frame = ValueSome seen.Frame
              At = seen.At
              Expected = expected
              Seen = ValueSome(passageWords case seen)
              Because = because () }
        | ValueNone ->
            { Frame = ValueNone
              At = at
              Expected = expected
              Seen = ValueNone
              Because = because () }

    /// The socket of which a message sent at a time is the next one that the capture shows. A capture made by a peer with two
    /// sockets may show messages of both in another order than they were sent, but not far from it.
    let private socketOf case run at recipient message =
        let sends = next case.Sends run.Said

        sends
        |> List.tryFind (fun struct (_, seen) ->
            let (struct (_, first)) = sends.Head

            seen.At <= first.At + early
            && seen.Destination = recipient
            && seen.At >= at - early
            && seen.At <= at + tolerance
            && (case.Side.Encode message).Span.SequenceEqual seen.Bytes.Span)

    let private say case run at because recipient message =
        match socketOf case run at recipient message with
        | Some struct (socket, seen) ->
            Ok
                { run with
                    Said = List.updateAt socket (List.item socket run.Said + 1) run.Said
                    States = struct (seen.Frame, run.State) :: run.States }
        | None when ValueOption.isNone (nextSend case run) && at + tolerance >= case.Horizon -> Ok run
        | None ->
            let words = case.Side.MessageWords message

            if Set.contains (struct (said run, words)) case.LeftOut then
                Ok run
            else
                Error(diverge case run at because (ValueSome words))

    let private note case at happening run =
        let moment () =
            { At = at
              Happening = happening ()
              State = ValueSome(case.Side.StateWords run.State) }

        { run with
            Moments = moment :: run.Moments }

    let rec private step case at because input run =
        let struct (state, outputs) = case.Side.Machine.Step run.State input

        // A message that follows tells best when the step was really made.
        let at =
            match nextSend case run with
            | ValueSome seen when outputs |> List.exists _.IsSend && seen.At <= at + tolerance -> max at seen.At
            | ValueSome _
            | ValueNone -> at

        let run =
            { run with
                State = state
                Now = max run.Now at }

        (Ok run, outputs)
        ||> List.fold (fun run output -> run |> Result.bind (carryOut case at because output))

    and private carryOut case at because output run =
        match output with
        | _ when run.Over -> Ok run
        | Send(recipient, message) -> say case run at because recipient message
        | SetTimer(timer, due) ->
            Ok
                { run with
                    Timers = Map.add timer (at + due) run.Timers }
        | CancelTimer timer ->
            Ok
                { run with
                    Timers = Map.remove timer run.Timers }
        | Finish -> Ok({ run with Over = true } |> note case at (fun () -> Finished case.Side.Lane))
        | Perform effect ->
            match case.Side.React effect with
            | Queued ->
                Ok
                    { run with
                        Questions = run.Questions @ [ struct (effect, at) ] }
            | Told words -> Ok(run |> note case at (fun () -> Noticed(case.Side.Lane, words ())))
            | AnsweredWith requests ->
                (Ok run, requests)
                ||> List.fold (fun run request -> run |> Result.bind (step case at because (Requested request)))
        // Conversations in datagrams have no connections.
        | Open _
        | Close _ -> Ok run

    let private hear case socket run =
        let heard = List.item socket run.Heard
        let passage = (List.item socket case.Inputs)[heard]
        let at = max run.Now passage.At

        let run =
            { run with
                Heard = List.updateAt socket (heard + 1) run.Heard }

        let because () =
            $"frame {passage.Frame} came in: {passageWords case passage}"

        let input =
            match passage.Message with
            | Ok message -> Received(passage.Source, message)
            | Error malformation -> Malformed(passage.Source, malformation)

        run
        |> step case at because input
        |> Result.map (fun after ->
            { after with
                States = struct (passage.Frame, after.State) :: after.States })

    let private fire case timer due run =
        let words = case.Side.TimerWords timer
        let at = max run.Now due

        let fired =
            { run with
                Timers = Map.remove timer run.Timers }
            |> step case at (fun () -> $"a timer fired: {words}") (TimerFired timer)

        match fired with
        | Ok after when said after > said run ->
            Ok(after |> note case after.Now (fun () -> Happening.TimerFired(case.Side.Lane, words)))
        | Ok after -> Ok after
        | Error divergence -> Error divergence

    let private work case run =
        match run.Questions with
        | [] -> Ok run
        | struct (question, asked) :: rest ->
            let at = max run.Now asked

            match case.Side.Answer question run.Store with
            | Supplied(store, requests) ->
                (Ok
                    { run with
                        Store = store
                        Questions = rest },
                 requests)
                ||> List.fold (fun run request ->
                    run |> Result.bind (step case at (fun () -> "its store answered") (Requested request)))
            | Unseen _ when ValueOption.isNone (nextSend case run) && at + tolerance >= case.Horizon ->
                Ok { run with Over = true }
            | Unseen words when Set.contains (struct (said run, words)) case.LeftOut -> Ok { run with Questions = rest }
            | Unseen words -> Error(diverge case run at (fun () -> "its store answered") (ValueSome words))

    let private perform case action run =
        match action with
        | Begin -> run |> step case case.Side.Begins (fun () -> "it began") Started
        | Hear socket -> hear case socket run
        | Fire(timer, due) -> fire case timer due run
        | Work -> work case run
        | Please whim ->
            let at =
                nextSend case run |> ValueOption.map _.At |> ValueOption.defaultValue run.Now

            run |> step case (max run.Now at) (fun () -> "its user asked") (Requested case.Side.Whims[whim])

    /// The timers that can fire now: those due first, as clocks run alike.
    let private due run =
        if run.Timers.IsEmpty then
            []
        else
            let first = run.Timers.Values |> Seq.min

            run.Timers |> Map.toList |> List.filter (fun (_, due) -> due = first)

    /// What may happen next, the likeliest first.
    let private choices case run =
        let inputs = next case.Inputs run.Heard
        let send = nextSend case run

        let inputAt =
            match inputs with
            | struct (_, passage) :: _ -> passage.At
            | [] -> TimeSpan.MaxValue

        let sendAt =
            send |> ValueOption.map _.At |> ValueOption.defaultValue TimeSpan.MaxValue

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

        /// Whether an input can have been read before the next message was sent. A capture made by one of the peers may show
        /// an answer before the question.
        let isBefore (passage: Passage<'address, 'message>) =
            match send with
            | ValueSome send -> passage.Frame < send.Frame || passage.At <= send.At + early
            | ValueNone -> true

        let hears =
            inputs
            |> List.filter (fun struct (_, passage) ->
                isBefore passage
                && inTime (max run.Now passage.At) [ inputAt, tolerance; timerAt, tolerance; store ])
            |> List.map (fun struct (socket, _) -> Hear socket)

        let isSoon =
            timerAt <= case.Horizon
            && (inputAt = TimeSpan.MaxValue || timerAt <= inputAt + tolerance)
            && (sendAt = TimeSpan.MaxValue || timerAt <= sendAt + early)
            && inTime timerAt [ inputAt, tolerance; store ]

        let whims =
            if send.IsSome then
                [ for whim in 0 .. case.Side.Whims.Length - 1 -> Please whim ]
            else
                []

        match works with
        | [ work ] when case.Side.StoreTime = TimeSpan.Zero -> [ work ]
        | _ when not isSoon -> works @ hears @ whims
        | _ when timerAt <= min inputAt sendAt -> works @ fires @ hears @ whims
        | _ -> works @ hears @ fires @ whims

    let private isExplained case run =
        (next case.Sends run.Said).IsEmpty
        && (run.Over || ((next case.Inputs run.Heard).IsEmpty && run.Questions.IsEmpty))
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
    let private place case (run: Run<'state, 'timer, 'effect, 'store>) =
        let addTime (time: TimeSpan) =
            Digest.addInt64 (time.Ticks / grain.Ticks)

        Digest.empty
        |> Digest.addSeq Digest.addInt run.Heard
        |> Digest.addSeq Digest.addInt run.Said
        |> Digest.addInt run.Questions.Length
        |> addTime run.Now
        |> Digest.addMap case.Side.DigestTimer addTime run.Timers
        |> case.Side.DigestState run.State
        |> Digest.value

    [<NoEquality; NoComparison>]
    type private Search<'run, 'timer> =
        {
            /// Runs with the actions not tried yet, the latest first.
            Stack: (struct ('run * Action<'timer> list)) list
            /// Places where a choice was begun: nothing new comes of beginning it again.
            Visited: Set<uint64>
            Best: (struct (int * Divergence)) voption
            Budget: int
        }

    /// Depth first over the schedules.
    let rec private search case (search': Search<Run<'state, 'timer, 'effect, 'store>, 'timer>) =
        let failed run divergence stack =
            search
                case
                { search' with
                    Stack = stack
                    Best = further (struct (said run, divergence)) search'.Best
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

            match perform case action run with
            | Error divergence -> failed run divergence rest
            | Ok after when isExplained case after -> Ok after
            | Ok after when after.Over ->
                failed after (diverge case after after.Now (fun () -> "its work was over") ValueNone) rest
            | Ok after ->
                match choices case after with
                | [] -> failed after (diverge case after after.Now (fun () -> "nothing made it") ValueNone) rest
                | [ choice ] ->
                    search
                        case
                        { search' with
                            Stack = struct (after, [ choice ]) :: rest
                            Budget = search'.Budget - 1 }
                | choices ->
                    let place = place case after

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
        let fresh =
            { State = case.Side.Machine.Initial
              Store = case.Side.Store
              Timers = Map.empty
              Questions = []
              Now = case.Side.Begins
              Heard = case.Inputs |> List.map (fun _ -> 0)
              Said = case.Sends |> List.map (fun _ -> 0)
              Over = false
              Moments = []
              States = [] }

        search
            case
            { Stack = [ struct (fresh, [ Begin ]) ]
              Visited = Set.empty
              Best = ValueNone
              Budget =
                4_096 + StepsAMessage * (List.sumBy Array.length case.Inputs + List.sumBy Array.length case.Sends) }

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

    /// Judges one side of a conversation, and tells how many of its messages were explained; `horizon` is how long the
    /// capture would have shown what it sent.
    let judge side horizon (passages: Passage<'address, 'message> list) =
        let bySocket (socket: Passage<'address, 'message> -> 'address) =
            passages
            |> List.filter (socket >> side.Owns)
            |> List.groupBy socket
            |> List.map (snd >> Array.ofList)

        let case =
            { Side = side
              Inputs = bySocket _.Destination
              Sends = bySocket _.Source
              Horizon = horizon
              LeftOut = Set.empty }

        let untold ruling =
            { Ruling = ruling
              Moments = []
              States = Map.empty }

        if case.Sends.IsEmpty then
            struct (0, untold Absent)
        else
            match attempt case with
            | Ok run ->
                struct (said run,
                        { Ruling = Conforms side.Policy
                          Moments = run.Moments |> List.rev |> List.map (fun word -> word ())
                          States =
                            run.States
                            |> List.map (fun struct (frame, state) -> frame, side.StateWords state)
                            |> Map.ofList })
            | Error(ValueSome struct (said, divergence), true) ->
                let others = later case said divergence []
                struct (said, untold (Diverges(side.Policy, divergence, others)))
            | Error _ -> struct (0, untold (Unjudged "too many schedules of its timers and store to try them all"))
