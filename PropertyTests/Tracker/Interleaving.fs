namespace PeerFunctional.Tests.Tracker

open PeerFunctional.Kernel
open PeerFunctional.Kernel.Encodings
open PeerFunctional.Tracker

/// The state of a connection of a machine under test.
type Standing =
    /// The machine called and has no answer.
    | Calling
    /// The machine called and is connected.
    | Connected
    /// A caller without a request.
    | Mute
    /// A caller that has made its request.
    | Requesting

/// A machine with callers, partners, timers and questions in any order that a transport allows.
type Stage =
    {
        State: RingParticipant
        Connections: Map<Connection, Standing>
        Timers: Set<Timer>
        Answers: Answer list
        Spoken: int
        IsOver: bool
        /// Violations by the machine.
        Offences: string list
    }

module Interleaving =

    let private host number = $"10.0.0.{1 + number % 2}"
    let private handle number = $"peer {number % 4}"

    let private neighbour number =
        { Handle = handle number
          Address = Endpoint.create (host number) (9000 + number % 3) }

    let private item number =
        { Seq = number % 4
          Text = if number % 5 = 0 then "odd" else $"word {number % 4}" }

    let private problem = Malformation.create "no-pickle" "not a pickle"

    /// A message of any kind.
    let message number =
        let rest = number / 12

        match number % 12 with
        | 0 -> Echo(handle rest)
        | 1
        | 2 -> Register(handle rest, 9000 + rest % 3)
        | 3 ->
            RegInit
                { Neighbour =
                    if rest % 3 = 0 then
                        ValueNone
                    else
                        ValueSome(neighbour rest)
                  Size = 1 + rest % 4
                  Item = { Seq = 0; Text = "word 0" } }
        | 4 -> UpdateNeighbour(neighbour rest)
        | 5 -> Ping "now"
        | 6 -> Ack(handle rest)
        | 7 ->
            Query(
                rest % 5,
                (if rest % 2 = 0 then
                     ValueNone
                 else
                     ValueSome [ { From = 0; To = rest % 4 } ])
            )
        | 8 ->
            QueryResult(
                (if rest % 3 = 0 then ValueNone else ValueSome(item rest)),
                (if rest % 2 = 0 then
                     ValueNone
                 else
                     ValueSome [ item (rest + 1) ])
            )
        | 9 -> Remark "words"
        | 10 -> NoData
        | _ ->
            Unusual(Pickled.Tuple [ Pickled.Text(if rest % 2 = 0 then "QUERY" else "HELLO"); Pickled.Nothing ], problem)

    let private offend text stage =
        { stage with
            Offences = text :: stage.Offences }

    let private put output stage =
        let stage = { stage with Spoken = stage.Spoken + 1 }

        let standing connection =
            Map.tryFind connection stage.Connections

        match output with
        | _ when stage.IsOver -> offend $"{output} after its end" stage
        | Open(Dialled _ as call) when (standing call).IsNone ->
            { stage with
                Connections = Map.add call Calling stage.Connections }
        | Open call -> offend $"it opens {call}, which is there" stage
        | Send(target, _) ->
            match standing target with
            | Some(Connected | Mute | Requesting) -> stage
            | Some Calling
            | None -> offend $"it sends to {target}, which is not open" stage
        | HalfClose connection ->
            match standing connection with
            | Some(Connected | Mute | Requesting) -> stage
            | Some Calling
            | None -> offend $"it half closes {connection}, which is not open" stage
        | Close connection when (standing connection).IsSome ->
            { stage with
                Connections = Map.remove connection stage.Connections }
        | Close connection -> offend $"it closes {connection}, which is not there" stage
        | SetTimer(timer, _) ->
            { stage with
                Timers = Set.add timer stage.Timers }
        | CancelTimer timer ->
            { stage with
                Timers = Set.remove timer stage.Timers }
        | Ask(Remember _) ->
            { stage with
                Answers = stage.Answers @ [ Remembered ] }
        | Ask ClockTime ->
            { stage with
                Answers = stage.Answers @ [ TimeIs "now" ] }
        | Tell notice ->
            // Every notice has its line and its facts.
            if (Notice.line notice).Length = 0 || (fst (Notice.facts notice)).Length = 0 then
                offend "a notice without words" stage
            else
                stage
        | Finish -> { stage with IsOver = true }

    /// The machine takes its step.
    let feed input stage =
        if stage.IsOver then
            stage
        else
            let struct (state, outputs) = RingParticipant.step stage.State input

            let stage =
                outputs |> List.fold (fun stage output -> put output stage) { stage with State = state; Spoken = 0 }

            if (RingWords.state state).Length = 0 then
                offend "a state without words" stage
            elif stage.Spoken > 400 then
                offend $"{stage.Spoken} outputs at once" stage
            else
                stage

    let start state =
        { State = state
          Connections = Map.empty
          Timers = Set.empty
          Answers = []
          Spoken = 0
          IsOver = false
          Offences = [] }
        |> feed Started

    let private standingAs wanted stage =
        [ for pair in stage.Connections do
              if List.contains pair.Value wanted then
                  pair.Key ]

    let private pick number items =
        match items with
        | [] -> None
        | _ -> Some(List.item (number % List.length items) items)

    let private on number items act stage =
        match pick number items with
        | Some item -> act item stage
        | None -> stage

    let private become standing connection (stage: Stage) =
        { stage with
            Connections = Map.add connection standing stage.Connections }

    let private gone connection (stage: Stage) =
        { stage with
            Connections = Map.remove connection stage.Connections }

    let private reasons =
        [ CloseReason.ClosedByPartner
          CloseReason.Refused
          CloseReason.Reset
          CloseReason.TimedOut ]

    let private close reason connection =
        gone connection >> feed (Closed(connection, reason))

    let private fire timer stage =
        { stage with
            Timers = Set.remove timer stage.Timers }
        |> feed (TimerFired timer)

    let private answer (answer: Answer) stage =
        { stage with
            Answers = stage.Answers |> List.tail }
        |> feed (Answered answer)

    /// One event, chosen by the numbers, if it is possible.
    let happen (kind: byte) (which: byte) (what: int) stage =
        let which = int which
        let what = abs (what % 100_000)

        match kind % 11uy with
        | 0uy
        | 1uy ->
            let caller =
                Accepted(Endpoint.create (host which) (50_000 + what), Endpoint.create "10.0.0.9" 7777)

            if stage.Connections.ContainsKey caller || stage.Connections.Count > 30 then
                stage
            else
                stage |> become Mute caller |> feed (Opened caller)
        | 2uy
        | 3uy ->
            stage
            |> on which (standingAs [ Mute ] stage) (fun caller ->
                become Requesting caller >> feed (Received(caller, message what)))
        | 4uy when what % 4 = 0 ->
            stage
            |> on which (standingAs [ Mute ] stage) (fun caller ->
                become Requesting caller >> feed (Malformed(caller, problem)))
        | 5uy when what % 3 = 0 ->
            stage |> on which (standingAs [ Mute; Requesting ] stage) (close (List.item (what % 4) reasons))
        | 4uy
        | 5uy
        | 6uy ->
            stage
            |> on which (standingAs [ Calling ] stage) (fun call -> become Connected call >> feed (Opened call))
        | 7uy ->
            stage
            |> on which (standingAs [ Connected ] stage) (fun call ->
                if what % 9 = 0 then
                    feed (Malformed(call, problem))
                else
                    feed (Received(call, message what)))
        | 8uy -> stage |> on which (standingAs [ Calling; Connected ] stage) (close (List.item (what % 4) reasons))
        | 9uy -> stage |> on which (List.ofSeq stage.Timers) fire
        | _ -> stage |> on 0 stage.Answers answer

    let play (events: (byte * byte * int) list) state =
        events |> List.fold (fun stage (kind, which, what) -> happen kind which what stage) (start state)

    /// Ends all callers: silent ones time out, questions are answered, and deadlines pass.
    let rec settle stage =
        let deadline =
            stage.Timers
            |> Seq.tryFind (fun timer ->
                match timer with
                | Deadline(Accepted _) -> true
                | Deadline(Dialled _)
                | Round
                | Silence
                | Turn -> false)

        match standingAs [ Mute ] stage, stage.Answers, deadline with
        | _ when stage.IsOver -> stage
        | caller :: _, _, _ -> stage |> close CloseReason.TimedOut caller |> settle
        | [], question :: _, _ -> stage |> answer question |> settle
        | [], [], Some timer -> stage |> fire timer |> settle
        | [], [], None -> stage
