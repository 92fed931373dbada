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

    let isCommand choice =
        match choice.Action with
        | FireTimer(_, words) -> Users.isCommand words
        | Start _
        | Deliver _
        | DeliverCorrupted _
        | Duplicate _
        | Drop _
        | AnswerStore _
        | Crash _
        | CrashLosingDisk _
        | Restart _ -> false

    let kind choice =
        match choice.Action with
        | Start _ -> "start"
        | Deliver _ -> "deliver"
        | DeliverCorrupted _ -> "corrupt"
        | Duplicate _ -> "duplicate"
        | Drop _ -> "drop"
        | FireTimer _ -> if isCommand choice then "command" else "timer"
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
