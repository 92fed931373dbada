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
      Stretch: TimeSpan
      Samples: LoadSample list }

type internal LoadMeter<'scene> =
    { Length: TimeSpan
      Goal: LawWatch<'scene>
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

    let create length peers laws scene =
        { Length = length
          Goal = LawWatch.create peers laws scene
          Steps = Array.zeroCreate peers
          Stepped = Collections.Generic.List()
          Over = Collections.Generic.List()
          Sample = nothing }

    /// Ends the stretches before a time.
    let rec private endBefore (now: TimeSpan) meter =
        if now >= meter.Length * float (meter.Over.Count + 1) then
            meter.Over.Add
                { meter.Sample with
                    Done = LawWatch.met meter.Goal }

            for peer in meter.Stepped do
                meter.Steps[peer] <- 0

            meter.Stepped.Clear()
            meter.Sample <- nothing
            endBefore now meter

    let private stepOf peer scene meter =
        if meter.Steps[peer] = 0 then
            meter.Stepped.Add peer

        meter.Steps[peer] <- meter.Steps[peer] + 1
        LawWatch.look peer scene meter.Goal

        meter.Sample <-
            { meter.Sample with
                Busiest = max meter.Sample.Busiest meter.Steps[peer] }

    let note (action: Action<Letter<'message>, 'timer>) (scene: Scene<'state, 'timer, 'ask, 'store>) meter =
        endBefore scene.Now meter

        Action.peer (fun (letter: Letter<_>) -> letter.Recipient) action
        |> ValueOption.iter (fun peer -> stepOf peer scene meter)

        match action with
        | Deliver { Parcel = Parcel.Message _ }
        | Duplicate { Parcel = Parcel.Message _ }
        | DeliverCorrupted { Parcel = Parcel.Message _ } ->
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
          Stretch = meter.Length
          Samples =
            [ yield! meter.Over
              { meter.Sample with
                  Done = LawWatch.met meter.Goal } ] }
