namespace PeerFunctional.Tests.SneakerNet

open System
open PeerFunctional.Kernel
open PeerFunctional.SneakerNet
open PeerFunctional.Tests

/// A datagram of a recording, at its time since the recording began.
type RecordedDatagram =
    { At: TimeSpan
      Source: int
      Destination: int
      Message: Message }

/// Runs one side of a recording through a replica: what the other side sent comes in at its recorded time, timers fire
/// in between, and what the machine sends is kept.
type RecordingReplay =
    { State: Replica
      Store: MemoryStore
      Timers: Map<Timer, TimeSpan>
      Sent: Message list
      Told: Notice list
      Finished: bool }

module RecordingReplay =

    let create settings store =
        { State = (Replica.machine settings).Initial
          Store = store
          Timers = Map.empty
          Sent = []
          Told = []
          Finished = false }

    let rec step now input replay =
        if replay.Finished then
            replay
        else
            let struct (state, outputs) = Replica.step now replay.State input

            ({ replay with State = state }, outputs)
            ||> List.fold (fun replay output -> carryOut now output replay)

    and private carryOut now output replay =
        match output with
        | Send(_, message) ->
            { replay with
                Sent = message :: replay.Sent }
        | SetTimer(timer, due) ->
            { replay with
                Timers = Map.add timer (now + due) replay.Timers }
        | CancelTimer timer ->
            { replay with
                Timers = Map.remove timer replay.Timers }
        | Tell notice ->
            { replay with
                Told = notice :: replay.Told }
        | Ask question ->
            let verify = OfferedEvent.verify TestSignatures.signatures
            let struct (store, answers) = MemoryStore.answer verify question replay.Store

            ({ replay with Store = store }, answers)
            ||> List.fold (fun replay answer -> step now (Answered answer) replay)
        | Finish -> { replay with Finished = true }
        | Open _
        | HalfClose _
        | Close _ -> failwith "a datagram machine has no connections"

    /// Fires what is due before a time, in the order of due times.
    let rec until time replay =
        let due =
            replay.Timers |> Map.toList |> List.filter (fun (_, due) -> due < time) |> List.sortBy snd

        match due with
        | (timer, at) :: _ when not replay.Finished ->
            { replay with
                Timers = Map.remove timer replay.Timers }
            |> step at (TimerFired timer)
            |> until time
        | _ -> replay

    /// Everything a side sent, in order.
    let sent replay = List.rev replay.Sent

    let lines replay =
        replay.Told |> List.rev |> List.collect Notice.lines
