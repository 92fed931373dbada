namespace PeerFunctional.Verification.Exploring

open PeerFunctional.Verification

type Choice =
    { Action: Action<int, string>
      IsFault: bool
      Peer: int
      Sentence: string }

type ExploredStep =
    { Choice: Choice voption
      Events: TimelineEvent list
      States: struct (int * string) list }

module Choice =

    let kind choice =
        match choice.Action with
        | Start _ -> "start"
        | Deliver _ -> "deliver"
        | DeliverCorrupted _ -> "corrupt"
        | Duplicate _ -> "duplicate"
        | Drop _ -> "drop"
        | FireTimer _ -> "timer"
        | AnswerStore _ -> "store"
        | Crash _ -> "crash"
        | CrashLosingDisk _ -> "lose-disk"
        | Restart _ -> "restart"

    let message choice =
        match choice.Action with
        | Deliver number
        | DeliverCorrupted number
        | Duplicate number
        | Drop number -> ValueSome number
        | Start _
        | FireTimer _
        | AnswerStore _
        | Crash _
        | CrashLosingDisk _
        | Restart _ -> ValueNone
