namespace PeerFunctional.Verification

open System

type Ending =
    | Passed
    | Broken of sentence: string
    | Missed of sentence: string

type Outcome =
    { Ending: Ending
      Schedule: FaultSchedule
      Moves: int
      Ended: TimeSpan }
