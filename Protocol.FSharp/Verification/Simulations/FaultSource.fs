namespace PeerFunctional.Verification

open System.Collections.Generic

type internal FaultSource =
    { OfEnvelope: int -> int -> Fault voption
      OfPeer: int -> int -> Fault voption }

module internal FaultSource =

    let none =
        { OfEnvelope = fun _ _ -> ValueNone
          OfPeer = fun _ _ -> ValueNone }

    let ofSchedule (schedule: FaultSchedule) =
        let ofEnvelope = Dictionary<int, Fault>()
        let ofPeer = Dictionary<struct (int * int), Fault>()

        for fault in schedule.Faults do
            match fault with
            | Fault.Drop envelope
            | Fault.Duplicate envelope
            | Fault.Corrupt envelope
            | Fault.Delay(envelope, _) -> ofEnvelope[envelope] <- fault
            | Fault.Crash(peer, steps, _)
            | Fault.CrashLosingDisk(peer, steps, _) -> ofPeer[struct (peer, steps)] <- fault
            | Fault.Partition _ -> ()

        let find (faults: Dictionary<'key, Fault>) key =
            match faults.TryGetValue key with
            | true, fault -> ValueSome fault
            | _ -> ValueNone

        { OfEnvelope = fun _ number -> find ofEnvelope number
          OfPeer = fun peer steps -> find ofPeer (struct (peer, steps)) }
