namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel

/// One schedule of a side, as far as it was tried.
[<NoEquality; NoComparison>]
type internal Attempt<'state, 'timer, 'message, 'ask, 'store when 'timer: comparison> =
    {
        State: 'state
        Store: 'store
        Timers: Map<'timer, TimeSpan>
        /// Questions to the store, first to last, with the time they were asked.
        Questions: (struct ('ask * TimeSpan)) list
        Now: TimeSpan
        /// What was taken of what came in.
        Heard: Front<'message>
        /// What was explained of what the side did.
        Done: Front<'message>
        /// The conduits of the connections that the machine has, by its names.
        Conduits: Map<Address, int>
        /// The names the machine gave to connections it opened, by their conduits.
        Names: Map<int, Address>
        Over: bool
        /// Last first; worded only if this attempt is the one that explains the side.
        Moments: (unit -> Moment) list
        /// The state after each frame sent or taken.
        States: (struct (int64 * 'state)) list
    }

/// What can happen next in an attempt.
[<NoEquality; NoComparison>]
type internal Doing<'timer> =
    | Begin
    | Hear of conduit: int
    | Fire of 'timer * due: TimeSpan
    | Work
    | Please of whim: int

/// A side, with what came in to it and what it did.
[<NoEquality; NoComparison>]
type internal Case<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store when 'timer: comparison> =
    {
        Side: Side<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>
        Inputs: Glimpse<'message>[][]
        Outputs: Glimpse<'message>[][]
        /// Conduits whose other side tore them down.
        TornDown: Set<int>
        /// How long the capture would have shown what it did.
        Horizon: TimeSpan
        /// What was left out, by how much was explained before.
        LeftOut: Set<struct (int * string)>
    }

/// Steps of a side's machine, held against what the capture shows of it.
module internal Attempt =

    /// How late a peer may read, wake and send.
    let tolerance = TimeSpan.FromMilliseconds 500.0

    /// How much clocks of different grain may differ.
    let early = TimeSpan.FromMilliseconds 20.0

    let private callWords partner = $"a call to {Address.words partner}"

    let private endWords partner =
        $"the end of the connection with {Address.words partner}"

    let private glimpseWords case (glimpse: Glimpse<'message>) =
        match glimpse.Sight with
        | Sight.Message(Ok message, _) -> case.Side.MessageWords message
        | Sight.Message(Error malformation, bytes) ->
            $"{bytes.Length} bytes that are no message ({malformation.Problem})"
        | Sight.Call -> callWords glimpse.Partner
        | Sight.Taken -> $"{Address.words glimpse.Partner} took the call"
        | Sight.End _ -> endWords glimpse.Partner

    /// The next thing that the capture shows the side did.
    let nextDone attempt : Glimpse<'message> voption = Front.first attempt.Done

    let explained attempt = attempt.Done.Count

    let diverge case attempt at because expected : Divergence =
        match nextDone attempt with
        | ValueSome seen ->
            { Frame = ValueSome seen.Frame
              At = seen.At
              Expected = expected
              Seen = ValueSome(glimpseWords case seen)
              Because = because () }
        | ValueNone ->
            { Frame = ValueNone
              At = at
              Expected = expected
              Seen = ValueNone
              Because = because () }

    /// How the machine names the other end of a conduit.
    let private nameOf attempt conduit (glimpse: Glimpse<'message>) =
        match Map.tryFind conduit attempt.Names with
        | Some name -> name
        | None -> glimpse.Partner

    /// The conduit of which something done at a time is the next thing that the capture shows. A capture made by a peer with
    /// two conduits may show what it did at both in another order than it was done, but not far from it.
    let private conduitOf attempt at isIt =
        match nextDone attempt with
        | ValueNone -> None
        | ValueSome first ->
            attempt.Done
            |> Front.all
            |> Seq.takeWhile (fun struct (_, seen) -> seen.At <= first.At + early)
            |> Seq.tryFind (fun struct (conduit, seen) ->
                seen.At >= at - early && seen.At <= at + tolerance && isIt conduit seen)

    let private mark (seen: Glimpse<'message>) (attempt: Attempt<'state, 'timer, 'message, 'ask, 'store>) =
        { attempt with
            States = struct (seen.Frame, attempt.State) :: attempt.States }

    /// The capture does not show it: either it has no room for it, or it was left out.
    let private unseen case attempt at because words =
        let isPast = ValueOption.isNone (nextDone attempt) && at + tolerance >= case.Horizon

        if isPast || Set.contains (struct (explained attempt, words)) case.LeftOut then
            Ok attempt
        else
            Error(diverge case attempt at because (ValueSome words))

    let private say case attempt at because recipient message =
        let isIt conduit (seen: Glimpse<'message>) =
            match seen.Sight with
            | Sight.Message(read, bytes) ->
                nameOf attempt conduit seen = recipient && case.Side.IsSame message read bytes
            | Sight.Call
            | Sight.Taken
            | Sight.End _ -> false

        match conduitOf attempt at isIt with
        | Some struct (conduit, seen) ->
            Ok(
                { attempt with
                    Done = Front.take conduit attempt.Done }
                |> mark seen
            )
        | None -> unseen case attempt at because (case.Side.MessageWords message)

    let private call case attempt at because name =
        let isIt conduit (seen: Glimpse<'message>) =
            match seen.Sight with
            | Sight.Call -> Address.isToSame name seen.Partner && not (Map.containsKey conduit attempt.Names)
            | Sight.Message _
            | Sight.Taken
            | Sight.End _ -> false

        match conduitOf attempt at isIt with
        | Some struct (conduit, seen) ->
            Ok(
                { attempt with
                    Done = Front.take conduit attempt.Done
                    Heard = Front.opened conduit attempt.Heard
                    Conduits = Map.add name conduit attempt.Conduits
                    Names = Map.add conduit name attempt.Names }
                |> mark seen
            )
        | None -> unseen case attempt at because (callWords name)

    /// A connection is none of the machine's any more.
    let private leave name conduit attempt =
        { attempt with
            Heard = Front.drop conduit attempt.Heard
            Conduits = Map.remove name attempt.Conduits }

    /// The end of our side as the capture shows it, at once or with the end of the connection.
    let private endSending attempt at name =
        match Map.tryFind name attempt.Conduits with
        | None -> attempt
        | Some conduit ->
            match Front.tryFind conduit attempt.Done with
            | ValueSome({ Sight = Sight.End _ } as seen) when seen.At >= at - early && seen.At <= at + tolerance ->
                { attempt with
                    Done = Front.drop conduit attempt.Done }
                |> mark seen
            | ValueSome _
            | ValueNone -> attempt

    let private hangUp case attempt at because name =
        match Map.tryFind name attempt.Conduits with
        | None -> Ok attempt
        | Some conduit ->
            match Front.tryFind conduit attempt.Done with
            | ValueSome({ Sight = Sight.End _ } as seen) when seen.At >= at - early && seen.At <= at + tolerance ->
                Ok(
                    { attempt with
                        Done = Front.drop conduit attempt.Done }
                    |> leave name conduit
                    |> mark seen
                )
            // Nothing shows the end of what is torn down or half closed before, or of a call that was never taken.
            | ValueNone when
                Set.contains conduit case.TornDown
                || Array.exists _.Sight.IsEnd case.Outputs[conduit]
                || (Map.containsKey conduit attempt.Names && not (Array.exists _.Sight.IsTaken case.Inputs[conduit]))
                ->
                Ok(leave name conduit attempt)
            | ValueSome _
            | ValueNone -> unseen case attempt at because (endWords name) |> Result.map (leave name conduit)

    let private note case at happening attempt =
        let moment () =
            { At = at
              Happening = happening ()
              State = ValueSome(case.Side.StateWords attempt.State) }

        { attempt with
            Attempt.Moments = moment :: attempt.Moments }

    /// A side that has ended closes its connections without another word.
    let private finish attempt =
        let ends =
            attempt.Done
            |> Front.all
            |> Seq.filter (fun struct (_, seen) -> seen.Sight.IsEnd)
            |> Seq.map (fun struct (conduit, _) -> conduit)
            |> List.ofSeq

        { attempt with
            Over = true
            Done = ends |> List.fold (fun front conduit -> Front.drop conduit front) attempt.Done }

    let private carryOut case at because output attempt =
        match output with
        | _ when attempt.Over -> Ok attempt
        | Send(recipient, message) -> say case attempt at because recipient message
        | Open name -> call case attempt at because name
        | HalfClose name -> Ok(endSending attempt at name)
        | Close name -> hangUp case attempt at because name
        | SetTimer(timer, due) ->
            Ok
                { attempt with
                    Timers = Map.add timer (at + due) attempt.Timers }
        | CancelTimer timer ->
            Ok
                { attempt with
                    Timers = Map.remove timer attempt.Timers }
        | Finish -> Ok(attempt |> finish |> note case at (fun () -> Finished case.Side.Lane))
        | Ask question ->
            match case.Side.AtOnce question with
            | ValueNone ->
                Ok
                    { attempt with
                        Questions = attempt.Questions @ [ struct (question, at) ] }
            // Heard once all outputs are carried out.
            | ValueSome _ -> Ok attempt
        | Tell notice -> Ok(attempt |> note case at (fun () -> Noticed(case.Side.Lane, case.Side.NoticeWords notice)))

    let private answers case output =
        match output with
        | Ask question -> case.Side.AtOnce question |> ValueOption.defaultValue []
        | Tell _
        | Send _
        | Open _
        | HalfClose _
        | Close _
        | SetTimer _
        | CancelTimer _
        | Finish -> []

    let rec private step case at because input attempt =
        let struct (state, outputs) =
            case.Side.Machine.Step (at - case.Side.Begins) attempt.State input

        // What follows it tells best when the step was really made.
        let at =
            match nextDone attempt with
            | ValueSome seen when
                outputs |> List.exists (fun output -> output.IsSend || output.IsOpen) && seen.At <= at + tolerance
                ->
                max at seen.At
            | ValueSome _
            | ValueNone -> at

        let attempt =
            { attempt with
                State = state
                Now = max attempt.Now at }

        let carried =
            (Ok attempt, outputs)
            ||> List.fold (fun attempt output -> attempt |> Result.bind (carryOut case at because output))

        let hear answer attempt =
            if attempt.Over then
                Ok attempt
            else
                step case at because (Answered answer) attempt

        (carried, outputs |> List.collect (answers case))
        ||> List.fold (fun attempt answer -> attempt |> Result.bind (hear answer))

    /// The partner has ended the connection: our end of it follows by itself.
    let private ended name conduit attempt =
        let isEnd = Front.tryFind conduit attempt.Done |> ValueOption.exists _.Sight.IsEnd

        { leave name conduit attempt with
            Done =
                if isEnd then
                    Front.drop conduit attempt.Done
                else
                    attempt.Done }

    let private hear case conduit attempt =
        match Front.tryFind conduit attempt.Heard with
        | ValueNone -> Ok attempt
        | ValueSome glimpse ->
            let at = max attempt.Now glimpse.At
            let name = nameOf attempt conduit glimpse

            let attempt =
                { attempt with
                    Heard = Front.take conduit attempt.Heard }

            let because () =
                $"frame {glimpse.Frame} came in: {glimpseWords case glimpse}"

            let struct (attempt, input) =
                match glimpse.Sight with
                | Sight.Message(Ok message, _) -> struct (attempt, Received(name, message))
                | Sight.Message(Error malformation, _) -> struct (attempt, Malformed(name, malformation))
                | Sight.Call ->
                    struct ({ attempt with
                                Conduits = Map.add name conduit attempt.Conduits },
                            Opened name)
                | Sight.Taken -> struct (attempt, Opened name)
                | Sight.End reason -> struct (ended name conduit attempt, Closed(name, reason))

            attempt
            |> step case at because input
            |> Result.map (fun after ->
                { after with
                    States = struct (glimpse.Frame, after.State) :: after.States })

    let private fire case timer due attempt =
        let words = case.Side.TimerWords timer

        let at =
            match nextDone attempt with
            | ValueSome seen when due > seen.At && due - seen.At <= case.Side.Haste -> max attempt.Now seen.At
            | ValueSome _
            | ValueNone -> max attempt.Now due

        let fired =
            { attempt with
                Timers = Map.remove timer attempt.Timers }
            |> step case at (fun () -> $"a timer fired: {words}") (TimerFired timer)

        match fired with
        | Ok after when explained after > explained attempt ->
            Ok(after |> note case after.Now (fun () -> Happening.TimerFired(case.Side.Lane, words)))
        | Ok after -> Ok after
        | Error divergence -> Error divergence

    let private work case attempt =
        match attempt.Questions with
        | [] -> Ok attempt
        | struct (question, asked) :: rest ->
            let at = max attempt.Now asked

            match case.Side.Answer question attempt.Store with
            | Supplied(store, requests) ->
                (Ok
                    { attempt with
                        Store = store
                        Questions = rest },
                 requests)
                ||> List.fold (fun attempt request ->
                    attempt |> Result.bind (step case at (fun () -> "its store answered") (Answered request)))
            | Unseen _ when ValueOption.isNone (nextDone attempt) && at + tolerance >= case.Horizon ->
                Ok { attempt with Over = true }
            | Unseen words when Set.contains (struct (explained attempt, words)) case.LeftOut ->
                Ok { attempt with Questions = rest }
            | Unseen words -> Error(diverge case attempt at (fun () -> "its store answered") (ValueSome words))

    let perform case action attempt =
        match action with
        | Begin -> attempt |> step case case.Side.Begins (fun () -> "it began") Started
        | Hear conduit -> hear case conduit attempt
        | Fire(timer, due) -> fire case timer due attempt
        | Work -> work case attempt
        | Please whim ->
            let at =
                nextDone attempt |> ValueOption.map _.At |> ValueOption.defaultValue attempt.Now

            attempt
            |> step case (max attempt.Now at) (fun () -> "its user asked") (Commanded case.Side.Whims[whim])

    /// A call that the side made: what comes in of it comes once the machine has made it.
    let private isCall (outputs: Glimpse<'message>[]) =
        outputs.Length > 0 && outputs[0].Sight.IsCall

    let start case =
        { State = case.Side.Machine.Initial
          Store = case.Side.Store
          Timers = Map.empty
          Questions = []
          Now = case.Side.Begins
          Heard = Front.start case.Inputs (fun conduit -> not (isCall case.Outputs[conduit]))
          Done = Front.start case.Outputs (fun _ -> true)
          Conduits = Map.empty
          Names = Map.empty
          Over = false
          Moments = []
          States = [] }
