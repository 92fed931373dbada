namespace PeerFunctional.CapnWeb

open System
open PeerFunctional.Verification

/// What one end of a captured session did.
[<RequireQualifiedAccess; NoEquality; NoComparison>]
type internal Deed =
    | Reads of Message
    | Sends of Message

/// How far the replay of one end has come.
[<NoEquality; NoComparison>]
type internal SessionCourse =
    {
        State: ReplayedSession
        /// The last deeds, last first, each with the state before it.
        Past: struct (ReplayedSession * Deed) list
        PastCount: int
        /// Orders of reading that were tried.
        Tries: int
        /// What the end answered.
        Answered: Set<int64>
        /// Answers of the partner, by what they answer, with their numbers.
        Answers: Map<int64, int>
        AnswerCount: int
        /// The numbers of the answers that the end gave up, last first.
        GaveUp: int list
        /// What the partner sent that cannot be read.
        PartnerFault: string voption
        LastRead: Message voption
        Own: Utterances
        Partner: Utterances
        /// Last first, where they are asked for.
        States: (int64 * ReplayedSession) list
        KeepsStates: bool
    }

/// The order in which an end read its partner's messages and sent its own. A capture does not tell when an end reads. It is taken
/// to read the partner's messages in order, each at the earliest where the capture shows it, and at the latest `MaxDelayed` messages
/// of the partner later. First the replay reads each message where the capture shows it. Where that does not explain what the end sends, the replay
/// tries to read some of the partner's last messages only after it.
module internal SessionCourse =

    /// How many of the partner's messages an end may read later than the capture shows.
    [<Literal>]
    let MaxDelayed = 64

    /// Messages of the end itself that may lie between them.
    [<Literal>]
    let private MaxBetween = 256

    /// How many orders of reading are tried in a session.
    [<Literal>]
    let private MaxTries = 20_000

    let start keepsStates shown =
        { State = ReplayedSession.start shown
          Past = []
          PastCount = 0
          Tries = 0
          Answered = Set.empty
          Answers = Map.empty
          AnswerCount = 0
          GaveUp = []
          PartnerFault = ValueNone
          LastRead = ValueNone
          Own = Utterances.none
          Partner = Utterances.none
          States = []
          KeepsStates = keepsStates }

    let hasEnded (state: ReplayedSession) =
        match state.Session.Phase with
        | SessionPhase.Ended _ -> true
        | SessionPhase.Connecting
        | SessionPhase.Open -> false

    let private perform deed state =
        match deed with
        | Deed.Reads message -> Ok(ReplayedSession.receive message state)
        // An end words its reason in its own way.
        | Deed.Sends(Message.Abort _) when hasEnded state -> Ok state
        | Deed.Sends message -> ReplayedMessages.send message state

    let remember before deed course =
        let past = struct (before, deed) :: course.Past

        if course.PastCount < 2 * (MaxDelayed + MaxBetween) then
            { course with
                Past = past
                PastCount = course.PastCount + 1 }
        else
            { course with
                Past = List.truncate (MaxDelayed + MaxBetween) past
                PastCount = MaxDelayed + MaxBetween }

    let follow deed course =
        perform deed course.State
        |> Result.map (fun state ->
            { remember course.State deed course with
                State = state })

    let private followAll deeds course =
        (Ok course, deeds) ||> List.fold (fun course deed -> course |> Result.bind (follow deed))

    /// The course on which a message left before some of the partner's last messages were read. The error is why there is none.
    let before message problem course =
        let rec back past reads sends delayed between problem =
            match past with
            | struct (_, Deed.Sends earlier) :: past when between < MaxBetween ->
                back past reads (Deed.Sends earlier :: sends) delayed (between + 1) problem
            | struct (state, Deed.Reads read) :: past when delayed < MaxDelayed ->
                let reads = Deed.Reads read :: reads
                let schedule = sends @ (Deed.Sends message :: reads)

                match
                    { course with
                        State = state
                        Past = past }
                    |> followAll schedule
                with
                | Ok next ->
                    Ok
                        { next with
                            Tries = course.Tries + delayed + 1 }
                | Error(Unexplained.Unknown _ as problem) -> back past reads sends (delayed + 1) between problem
                | Error Unexplained.Wrong -> back past reads sends (delayed + 1) between problem
            | _ -> Error problem

        if course.Tries > MaxTries then
            Error(Unexplained.Unknown "too many of its messages crossed those of its partner")
        else
            back course.Past [] [] 0 0 problem

    let answers message =
        match message with
        | Resolve(id, _)
        | Reject(id, _) -> ValueSome id
        | Push _
        | Pull _
        | Release _
        | Message.Stream _
        | Pipe
        | Message.Abort _ -> ValueNone

    /// Notes the state after the message at a place.
    let showing (place: CapturePoint) course =
        if course.KeepsStates then
            { course with
                States = (place.Frame, course.State) :: course.States }
        else
            course

    let noted (place: CapturePoint) (message: Message) course =
        { course with
            Own = Utterances.add message course.Own
            Answered =
                match answers message with
                | ValueSome id -> Set.add id course.Answered
                | ValueNone -> course.Answered
            GaveUp =
                match message with
                | Release(id, _) -> (Map.tryFind id course.Answers |> Option.toList) @ course.GaveUp
                | Push _
                | Pull _
                | Resolve _
                | Reject _
                | Message.Stream _
                | Pipe
                | Message.Abort _ -> course.GaveUp }
        |> showing place

    let answeredBefore message course =
        match answers message with
        | ValueSome id -> Set.contains id course.Answered
        | ValueNone -> false
