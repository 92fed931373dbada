namespace PeerFunctional.Verification

open System

type Ending =
    | Passed
    | Broken of sentence: string
    | Missed of sentence: string

type Outcome =
    { Ending: Ending
      Schedule: Schedule
      Moves: int
      Ended: TimeSpan }
