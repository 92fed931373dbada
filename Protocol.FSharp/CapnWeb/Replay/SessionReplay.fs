namespace PeerFunctional.CapnWeb

open System
open PeerFunctional.Capture
open PeerFunctional.Kernel
open PeerFunctional.Verification

/// What the replay of one end of a session came to.
[<RequireQualifiedAccess>]
type SessionFinding =
    /// Every message is explained; the machine's states after the frames of messages.
    | Explained of states: Map<int64, string>
    | Accused of Divergence
    | Undecided of reason: string

/// Judges one end of a captured session by running it through its machine.
module SessionReplay =

    /// An end gives up each result at once. One that gave up so many results that came later, and that one not, diverges.
    [<Literal>]
    let MaxLaterReleases = 16

    let private divergence (place: CapturePoint) expected seen (course: SessionCourse) : Divergence =
        { Frame = ValueSome place.Frame
          At = place.At
          Expected = expected
          Actual = ValueSome seen
          Reason =
            match course.LastRead with
            | ValueSome message -> $"after it had read: {Words.message message}"
            | ValueNone -> "before it had read anything"
          Apart = ValueNone
          Late = ValueNone
          ExpectedStep = ExpectedStep.Message }

    let private accuse (place: CapturePoint) message (course: SessionCourse) =
        let expected =
            course.State.Unseen
            |> UnseenMessages.tryAlike message
            |> Option.map Words.message
            |> ValueOption.ofOption

        SessionFinding.Accused(divergence place expected (Words.message message) course)

    /// An end does not diverge because of a gap in the capture, nor because of a fault of its partner.
    let private unexplained (gaps: SessionGap list) (place: CapturePoint) message problem (course: SessionCourse) =
        let gap = gaps |> List.tryFind (fun (gap: SessionGap) -> gap.Since <= place.Frame)

        match problem, gap with
        | _, Some gap -> SessionFinding.Undecided gap.Words
        | Unexplained.Unknown reason, None -> SessionFinding.Undecided $"at frame {place.Frame} {reason}"
        | Unexplained.Wrong, None ->
            match course.PartnerFault with
            | ValueSome fault -> SessionFinding.Undecided fault
            | ValueNone when SessionCourse.hasEnded course.State && not course.Own.HasAborted ->
                SessionFinding.Undecided $"its machine would have ended the session before frame {place.Frame}"
            | ValueNone -> accuse place message course

    /// A message that no program sends after what was said, or in no such text.
    let private impossible (gaps: SessionGap list) (place: CapturePoint) message reason (course: SessionCourse) =
        match unexplained gaps place message Unexplained.Wrong course with
        | SessionFinding.Accused divergence -> SessionFinding.Accused { divergence with Reason = reason }
        | SessionFinding.Undecided _
        | SessionFinding.Explained _ as finding -> finding

    let private faultOf (event: SessionEvent) message own partner =
        event.Oddity
        |> ValueOption.toOption
        |> Option.orElseWith (fun () -> Utterances.fault own partner message)

    let private sends gaps (place: CapturePoint) message (course: SessionCourse) =
        if SessionCourse.answeredBefore message course then
            Error(unexplained gaps place message Unexplained.Wrong course)
        else
            match SessionCourse.follow (Deed.Sends message) course with
            | Ok next -> Ok next
            | Error problem -> course |> SessionCourse.before message problem
            |> Result.map (SessionCourse.noted place message)
            |> Result.mapError (fun problem -> unexplained gaps place message problem course)

    let private reads (place: CapturePoint) message (course: SessionCourse) =
        let isFirst =
            match SessionCourse.answers message with
            | ValueSome id when not (Map.containsKey id course.Answers) -> ValueSome id
            | ValueSome _
            | ValueNone -> ValueNone

        let course =
            match isFirst with
            | ValueSome id ->
                { course with
                    Answers = Map.add id course.AnswerCount course.Answers
                    AnswerCount = course.AnswerCount + 1 }
            | ValueNone -> course

        let course =
            { course with
                Partner = Utterances.add message course.Partner }

        { SessionCourse.remember course.State (Deed.Reads message) course with
            State = ReplayedSession.receive message course.State
            LastRead = ValueSome message }
        |> SessionCourse.showing place
        |> Ok

    let private event side gaps (course: SessionCourse) (event: SessionEvent) =
        match event.Sender = side, event.Message with
        | true, Ok message ->
            match faultOf event message course.Own course.Partner with
            | Some reason -> Error(impossible gaps event.Place message reason course)
            | None -> course |> sends gaps event.Place message
        | false, Ok message ->
            match faultOf event message course.Partner course.Own with
            | Some reason when course.PartnerFault.IsNone ->
                { course with
                    PartnerFault = ValueSome $"its partner is at fault at frame {event.Place.Frame}: {reason}" }
                |> reads event.Place message
            | Some _
            | None -> course |> reads event.Place message
        | _, Error problem when problem.Problem = WebSocketFrames.NotOpened || problem.Problem = HttpHead.NotRead ->
            Error(SessionFinding.Undecided problem.Detail)
        | true, Error problem ->
            Error(
                SessionFinding.Accused(
                    divergence event.Place ValueNone $"no message: {TerminalText.upTo 200 problem.Detail}" course
                )
            )
        | false, Error problem ->
            Ok
                { course with
                    PartnerFault =
                        ValueSome
                            $"its partner sent no message at frame {event.Place.Frame}: {TerminalText.upTo 200 problem.Detail}" }

    /// Whether nothing is wrong with a message of either end that was not before.
    let private isRight (before: SessionCourse) (followed: Result<SessionCourse, SessionFinding>) =
        match followed with
        | Ok next -> next.PartnerFault.IsNone || before.PartnerFault.IsSome
        | Error(SessionFinding.Accused _) -> false
        | Error(SessionFinding.Undecided _ | SessionFinding.Explained _) -> true

    /// A message, behind those of the other end that the capture shows at most so much later, where it is right behind them only; with
    /// it what follows then. None where it is wrong behind each of them.
    let rec private behindLater
        side
        (session: CapturedSession)
        (course: SessionCourse)
        (next: SessionEvent)
        (rest: SessionEvent list)
        =
        let followed = event side session.Gaps course next

        if isRight course followed then
            ValueSome(struct (followed, rest))
        else
            let isOther (later: SessionEvent) = later.Sender <> next.Sender

            let soon =
                rest
                |> Seq.takeWhile (fun (later: SessionEvent) -> later.Place.At <= next.Place.At + session.Apart)
                |> Seq.tryFindIndex isOther

            match soon |> Option.map (fun index -> index, event side session.Gaps course rest[index]) with
            | Some(index, (Ok after as first)) when session.Apart > TimeSpan.Zero && isRight course first ->
                behindLater side session after next (List.removeAt index rest)
            | Some _
            | None -> ValueNone

    let rec private follows side (session: CapturedSession) events (course: SessionCourse) =
        match events with
        | [] -> Ok course
        | next :: rest ->
            let struct (followed, rest) =
                behindLater side session course next rest
                |> ValueOption.defaultWith (fun () -> struct (event side session.Gaps course next, rest))

            match followed with
            | Ok course -> follows side session rest course
            | Error finding -> Error finding

    /// A result that the end has not given up, while it gave up many that came later.
    let private kept (course: SessionCourse) =
        let isKept message =
            match message with
            | Release(id, _) when id > 0L ->
                match Map.tryFind id course.Answers with
                | Some number ->
                    course.GaveUp
                    |> Seq.filter (fun later -> later > number)
                    |> Seq.truncate MaxLaterReleases
                    |> Seq.length
                        =
                        MaxLaterReleases
                | None -> false
            | Release _
            | Push _
            | Pull _
            | Resolve _
            | Reject _
            | Message.Stream _
            | Pipe
            | Message.Abort _ -> false

        if course.PartnerFault.IsSome then
            None
        else
            UnseenMessages.releases course.State.Unseen |> Seq.tryFind isKept

    /// A server that sends no messages to a client at fault may tell it so by its status.
    let private isFaultTold (course: SessionCourse) (gap: SessionGap) =
        gap.IsOfServer && (course.PartnerFault.IsSome || SessionCourse.hasEnded course.State)

    let private missing at expected reason =
        SessionFinding.Accused
            { Frame = ValueNone
              At = at
              Expected = ValueSome expected
              Actual = ValueNone
              Reason = reason
              Apart = ValueNone
              Late = ValueNone
              ExpectedStep = ExpectedStep.Message }

    /// What the client asked for in a batch whose response is whole and answers it not.
    let private unanswered side (session: CapturedSession) (course: SessionCourse) =
        match side, session.Response with
        | Callee, ValueSome place when
            course.PartnerFault.IsNone && not course.Own.HasAborted && not (SessionCourse.hasEnded course.State)
            ->
            Set.difference course.Partner.Pulled course.Answered
            |> Seq.tryFind (fun id -> id > 0L && id <= course.Partner.Numbers)
            |> Option.map (fun id -> struct (place, id))
        | (Caller | Callee), _ -> None

    let private concluded side (session: CapturedSession) (course: SessionCourse) =
        match kept course, unanswered side session course, session.Gaps |> List.filter (isFaultTold course >> not) with
        | _, _, gap :: _ -> SessionFinding.Undecided gap.Words
        | _, Some struct (place, id), [] ->
            missing place.At $"an answer to {id}" $"its response at frame {place.Frame} is whole"
        | Some message, None, [] ->
            missing
                (List.last session.Events).Place.At
                (Words.message message)
                $"{MaxLaterReleases} results that came later were given up"
        | None, None, [] ->
            let states =
                course.States
                |> List.rev
                |> List.map (fun (frame, state) -> frame, RpcWords.session state.Session)
                |> Map.ofList

            SessionFinding.Explained states

    /// What an end is seen to answer, by what it answers.
    let private shown side (session: CapturedSession) =
        (Map.empty, session.Events)
        ||> List.fold (fun shown event ->
            match event.Sender = side, event.Message with
            | true, Ok(Resolve(id, value)) when not (Map.containsKey id shown) -> Map.add id (Ok value) shown
            | true, Ok(Reject(id, value)) when not (Map.containsKey id shown) -> Map.add id (Error value) shown
            | _ -> shown)

    /// Judges one end of a session; `keepsStates` asks for the states after its messages.
    let judge keepsStates side (session: CapturedSession) =
        let session =
            { session with
                Gaps = session.Gaps |> List.filter (fun gap -> side = Callee || not gap.IsOfServer) }

        let course =
            SessionCourse.start keepsStates (shown side session) |> follows side session session.Events

        match course with
        | Ok course -> concluded side session course
        | Error finding -> finding
