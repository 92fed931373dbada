namespace PeerFunctional.Tests.Tracker

open PeerFunctional.Kernel
open PeerFunctional.Kernel.Encodings
open PeerFunctional.Tracker

/// The state of a connection of a machine under test.
type ConnectionStatus =
    /// The machine called and has no answer.
    | Calling
    /// The machine called and is connected.
    | Connected
    /// A caller without a request.
    | Mute
    /// A caller that has made its request.
    | Requesting

/// A machine with callers, partners, timers and questions in any order that a transport allows.
type ScheduledMachine =
    {
        State: RingParticipant
        Connections: Map<Connection, ConnectionStatus>
        Timers: Set<Timer>
        Answers: Answer list
        Spoken: int
        IsOver: bool
        /// Violations by the machine.
        Offences: string list
    }

module RandomSchedule =

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

    let private offend text machine =
        { machine with
            Offences = text :: machine.Offences }

    let private put output machine =
        let machine =
            { machine with
                Spoken = machine.Spoken + 1 }

        let status connection =
            Map.tryFind connection machine.Connections

        match output with
        | _ when machine.IsOver -> offend $"{output} after its end" machine
        | Open(Dialled _ as call) when (status call).IsNone ->
            { machine with
                Connections = Map.add call Calling machine.Connections }
        | Open call -> offend $"it opens {call}, which is there" machine
        | Send(target, _) ->
            match status target with
            | Some(Connected | Mute | Requesting) -> machine
            | Some Calling
            | None -> offend $"it sends to {target}, which is not open" machine
        | HalfClose connection ->
            match status connection with
            | Some(Connected | Mute | Requesting) -> machine
            | Some Calling
            | None -> offend $"it half closes {connection}, which is not open" machine
        | Close connection when (status connection).IsSome ->
            { machine with
                Connections = Map.remove connection machine.Connections }
        | Close connection -> offend $"it closes {connection}, which is not there" machine
        | SetTimer(timer, _) ->
            { machine with
                Timers = Set.add timer machine.Timers }
        | CancelTimer timer ->
            { machine with
                Timers = Set.remove timer machine.Timers }
        | Ask(Remember _) ->
            { machine with
                Answers = machine.Answers @ [ Remembered ] }
        | Ask ClockTime ->
            { machine with
                Answers = machine.Answers @ [ TimeIs "now" ] }
        | Tell notice ->
            // Every notice has its line and its facts.
            if (Notice.line notice).Length = 0 || (fst (Notice.facts notice)).Length = 0 then
                offend "a notice without words" machine
            else
                machine
        | Finish -> { machine with IsOver = true }

    /// The machine takes its step.
    let feed input machine =
        if machine.IsOver then
            machine
        else
            let struct (state, outputs) = RingParticipant.step machine.State input

            let machine =
                outputs
                |> List.fold
                    (fun machine output -> put output machine)
                    { machine with
                        State = state
                        Spoken = 0 }

            if (RingWords.state state).Length = 0 then
                offend "a state without words" machine
            elif machine.Spoken > 400 then
                offend $"{machine.Spoken} outputs at once" machine
            else
                machine

    let start state =
        { State = state
          Connections = Map.empty
          Timers = Set.empty
          Answers = []
          Spoken = 0
          IsOver = false
          Offences = [] }
        |> feed Started

    let private withStatus wanted machine =
        [ for pair in machine.Connections do
              if List.contains pair.Value wanted then
                  pair.Key ]

    let private pick number items =
        match items with
        | [] -> None
        | _ -> Some(List.item (number % List.length items) items)

    let private on number items act machine =
        match pick number items with
        | Some item -> act item machine
        | None -> machine

    let private become status connection (machine: ScheduledMachine) =
        { machine with
            Connections = Map.add connection status machine.Connections }

    let private gone connection (machine: ScheduledMachine) =
        { machine with
            Connections = Map.remove connection machine.Connections }

    let private reasons =
        [ CloseReason.ClosedByPartner
          CloseReason.Refused
          CloseReason.Reset
          CloseReason.TimedOut ]

    let private close reason connection =
        gone connection >> feed (Closed(connection, reason))

    let private fire timer machine =
        { machine with
            Timers = Set.remove timer machine.Timers }
        |> feed (TimerFired timer)

    let private answer (answer: Answer) machine =
        { machine with
            Answers = machine.Answers |> List.tail }
        |> feed (Answered answer)

    /// One event, chosen by the numbers, if it is possible.
    let happen (kind: byte) (which: byte) (what: int) machine =
        let which = int which
        let what = abs (what % 100_000)

        match kind % 11uy with
        | 0uy
        | 1uy ->
            let caller =
                Accepted(Endpoint.create (host which) (50_000 + what), Endpoint.create "10.0.0.9" 7777)

            if machine.Connections.ContainsKey caller || machine.Connections.Count > 30 then
                machine
            else
                machine |> become Mute caller |> feed (Opened caller)
        | 2uy
        | 3uy ->
            machine
            |> on which (withStatus [ Mute ] machine) (fun caller ->
                become Requesting caller >> feed (Received(caller, message what)))
        | 4uy when what % 4 = 0 ->
            machine
            |> on which (withStatus [ Mute ] machine) (fun caller ->
                become Requesting caller >> feed (Malformed(caller, problem)))
        | 5uy when what % 3 = 0 ->
            machine |> on which (withStatus [ Mute; Requesting ] machine) (close (List.item (what % 4) reasons))
        | 4uy
        | 5uy
        | 6uy ->
            machine
            |> on which (withStatus [ Calling ] machine) (fun call -> become Connected call >> feed (Opened call))
        | 7uy ->
            machine
            |> on which (withStatus [ Connected ] machine) (fun call ->
                if what % 9 = 0 then
                    feed (Malformed(call, problem))
                else
                    feed (Received(call, message what)))
        | 8uy ->
            machine
            |> on which (withStatus [ Calling; Connected ] machine) (close (List.item (what % 4) reasons))
        | 9uy -> machine |> on which (List.ofSeq machine.Timers) fire
        | _ -> machine |> on 0 machine.Answers answer

    let play (events: (byte * byte * int) list) state =
        events
        |> List.fold (fun machine (kind, which, what) -> happen kind which what machine) (start state)

    /// Ends all callers: silent ones time out, questions are answered, and deadlines pass.
    let rec settle machine =
        let deadline =
            machine.Timers
            |> Seq.tryFind (fun timer ->
                match timer with
                | Deadline(Accepted _) -> true
                | Deadline(Dialled _)
                | Round
                | Silence
                | Turn -> false)

        match withStatus [ Mute ] machine, machine.Answers, deadline with
        | _ when machine.IsOver -> machine
        | caller :: _, _, _ -> machine |> close CloseReason.TimedOut caller |> settle
        | [], question :: _, _ -> machine |> answer question |> settle
        | [], [], Some timer -> machine |> fire timer |> settle
        | [], [], None -> machine
