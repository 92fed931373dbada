namespace PeerFunctional.Verification

open System
// `Action` is this one, not System's.
open PeerFunctional.Verification

[<Struct>]
type LoadSample =
    { Messages: int
      Timers: int
      Busiest: int
      Done: int }

type LoadCurves =
    { Title: string
      Peers: int
      Interval: TimeSpan
      Samples: LoadSample list }

type internal LoadMeter<'world> =
    { Length: TimeSpan
      Liveness: InvariantWatch<'world>
      Steps: int array
      Stepped: Collections.Generic.List<int>
      Over: Collections.Generic.List<LoadSample>
      mutable Sample: LoadSample }

module internal LoadMeter =

    let private nothing =
        { Messages = 0
          Timers = 0
          Busiest = 0
          Done = 0 }

    let create length peers properties worldState =
        { Length = length
          Liveness = InvariantWatch.create peers properties worldState
          Steps = Array.zeroCreate peers
          Stepped = Collections.Generic.List()
          Over = Collections.Generic.List()
          Sample = nothing }

    /// Ends the intervals before a time.
    let rec private endBefore (now: TimeSpan) meter =
        if now >= meter.Length * float (meter.Over.Count + 1) then
            meter.Over.Add
                { meter.Sample with
                    Done = InvariantWatch.met meter.Liveness }

            for peer in meter.Stepped do
                meter.Steps[peer] <- 0

            meter.Stepped.Clear()
            meter.Sample <- nothing
            endBefore now meter

    let private stepOf peer worldState meter =
        if meter.Steps[peer] = 0 then
            meter.Stepped.Add peer

        meter.Steps[peer] <- meter.Steps[peer] + 1
        InvariantWatch.look peer worldState meter.Liveness

        meter.Sample <-
            { meter.Sample with
                Busiest = max meter.Sample.Busiest meter.Steps[peer] }

    let note (action: Action<Envelope<'message>, 'timer>) (worldState: WorldState<'state, 'timer, 'ask, 'store>) meter =
        endBefore worldState.Now meter

        Action.peer (fun (envelope: Envelope<_>) -> envelope.Recipient) action
        |> ValueOption.iter (fun peer -> stepOf peer worldState meter)

        match action with
        | Deliver { Payload = Payload.Message _ }
        | Duplicate { Payload = Payload.Message _ }
        | DeliverCorrupted { Payload = Payload.Message _ } ->
            meter.Sample <-
                { meter.Sample with
                    Messages = meter.Sample.Messages + 1 }
        | FireTimer _ ->
            meter.Sample <-
                { meter.Sample with
                    Timers = meter.Sample.Timers + 1 }
        | Deliver _
        | Duplicate _
        | DeliverCorrupted _
        | Start _
        | Drop _
        | AnswerStore _
        | Crash _
        | CrashLosingDisk _
        | Restart _ -> ()

    let curves title meter =
        { Title = title
          Peers = meter.Steps.Length
          Interval = meter.Length
          Samples =
            [ yield! meter.Over
              { meter.Sample with
                  Done = InvariantWatch.met meter.Liveness } ] }
