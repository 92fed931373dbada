namespace PeerFunctional.Tests.SneakerNet

open System
open PeerFunctional.Kernel
open PeerFunctional.SneakerNet
open PeerFunctional.Tests

/// A datagram of a recording, at its time since the recording began.
type Heard =
    { At: TimeSpan
      Source: int
      Destination: int
      Message: Message }

/// Runs one side of a recording through a replica: what the other side sent comes in at its recorded time, timers fire
/// in between, and what the machine sends is kept.
type Rerun =
    { State: Replica
      Store: MemoryStore
      Timers: Map<Timer, TimeSpan>
      Sent: Message list
      Told: Notice list
      Finished: bool }

module Rerun =

    let create settings store =
        { State = (Replica.machine settings).Initial
          Store = store
          Timers = Map.empty
          Sent = []
          Told = []
          Finished = false }

    let rec step now input rerun =
        if rerun.Finished then
            rerun
        else
            let struct (state, outputs) = Replica.step now rerun.State input

            ({ rerun with State = state }, outputs)
            ||> List.fold (fun rerun output -> carryOut now output rerun)

    and private carryOut now output rerun =
        match output with
        | Send(_, message) ->
            { rerun with
                Sent = message :: rerun.Sent }
        | SetTimer(timer, due) ->
            { rerun with
                Timers = Map.add timer (now + due) rerun.Timers }
        | CancelTimer timer ->
            { rerun with
                Timers = Map.remove timer rerun.Timers }
        | Tell notice ->
            { rerun with
                Told = notice :: rerun.Told }
        | Ask question ->
            let verify = OfferedEvent.verify TestSignatures.signatures
            let struct (store, answers) = MemoryStore.answer verify question rerun.Store

            ({ rerun with Store = store }, answers)
            ||> List.fold (fun rerun answer -> step now (Answered answer) rerun)
        | Finish -> { rerun with Finished = true }
        | Open _
        | HalfClose _
        | Close _ -> failwith "a datagram machine has no connections"

    /// Fires what is due before a time, in the order of due times.
    let rec until time rerun =
        let due =
            rerun.Timers |> Map.toList |> List.filter (fun (_, due) -> due < time) |> List.sortBy snd

        match due with
        | (timer, at) :: _ when not rerun.Finished ->
            { rerun with
                Timers = Map.remove timer rerun.Timers }
            |> step at (TimerFired timer)
            |> until time
        | _ -> rerun

    /// Everything a side sent, in order.
    let sent rerun = List.rev rerun.Sent

    let lines rerun =
        rerun.Told |> List.rev |> List.collect Notice.lines
