namespace PeerFunctional.Libp2p

open System
open PeerFunctional.Kernel
open PeerFunctional.Verification

/// What a recording shows on a connection of two hosts.
[<RequireQualifiedAccess; NoEquality; NoComparison>]
type HostSaid =
    | Spoken of stream: int64 * Message
    | Did of words: string

module HostSaid =

    let words said =
        match said with
        | HostSaid.Spoken(stream, message) -> $"stream {stream}: {Message.words message}"
        | HostSaid.Did words -> words

/// Judges both ends of a recorded session.
module HostReplay =

    /// Reasons that a verdict names.
    [<Literal>]
    let private MostReasons = 3

    let private verdict (session: HostSession) findings =
        let accusations =
            findings
            |> List.choose (fun finding ->
                match finding with
                | StreamFinding.Accused divergence -> Some divergence
                | StreamFinding.Explained
                | StreamFinding.Undecided _ -> None)
            |> List.sortBy _.Frame

        let reasons =
            findings
            |> List.choose (fun finding ->
                match finding with
                | StreamFinding.Undecided reason -> Some reason
                | StreamFinding.Explained
                | StreamFinding.Accused _ -> None)

        let lacks = session.Gaps |> List.map _.Words
        let explained = findings |> List.filter _.IsExplained |> List.length

        match accusations, reasons @ lacks |> List.distinct with
        | first :: later, _ -> Diverges(ValueNone, first, later)
        | [], (_ :: _ as reasons) ->
            [ if not findings.IsEmpty then
                  $"{explained} of {findings.Length} streams conform"
              yield! List.truncate MostReasons reasons ]
            |> String.concat "; "
            |> NotJudged
        | [], [] -> Conforms(ValueNone, TimeSpan.Zero)

    let private judge (session: HostSession) streams side =
        if (RecordedStreams.saidBy side streams).IsEmpty && session.Gaps.IsEmpty then
            ReplayResult.without Absent
        else
            let ends = RecordedStreams.ends side session streams
            streams |> List.map (StreamReplay.judge ends) |> verdict session |> ReplayResult.without

    let private message place bytes said : StreamMessage<HostSaid> =
        { Place = place
          Pieces = [ bytes ]
          Bytes = bytes
          Message = said }

    let private one = ReadOnlyMemory [| 0uy |]

    let private ofSpeech (struct (stream, speech: Speech)) =
        match speech.Message with
        | ValueSome(Ok spoken) -> Some(message speech.Place one (Ok(HostSaid.Spoken(stream, spoken))))
        | ValueSome(Error problem) ->
            let problem =
                { problem with
                    Detail = $"stream {stream}: {problem.Detail}" }

            Some(message speech.Place one (Error problem))
        | ValueNone -> None

    let private ofDeed (event: StreamEvent) =
        match event.Deed with
        | StreamDeed.Resets code ->
            Some(message event.Place one (Ok(HostSaid.Did $"stream {event.Stream}: reset, {code}")))
        | StreamDeed.Stops code ->
            Some(message event.Place one (Ok(HostSaid.Did $"stream {event.Stream}: stop sending, {code}")))
        | StreamDeed.Opens
        | StreamDeed.Says _
        | StreamDeed.Ends -> None

    let private said (session: HostSession) streams side : CapturedStream<HostSaid> =
        let messages =
            [ yield! RecordedStreams.saidBy side streams |> List.choose ofSpeech
              for event: StreamEvent in session.Events do
                  if event.From = side then
                      yield! ofDeed event |> Option.toList
              for struct (place, from, code) in session.Closings do
                  if from = side then
                      message place one (Ok(HostSaid.Did $"closes the connection, {code}")) ]
            |> List.sortBy _.Place.Frame

        { Messages = messages
          Pieces = messages |> List.collect _.Pieces
          Gap = ValueNone }

    let private connection (session: HostSession) streams : CapturedConnection<HostSaid> =
        let place =
            match session.Events with
            | first :: _ -> first.Place
            | [] -> { Frame = 1L; At = TimeSpan.Zero }

        { Number = 1L
          Caller = session.Dialer.Endpoint
          Callee = session.Listener.Endpoint
          IsFromBeginning = true
          Called = place
          Accepted = ValueSome place
          OfCaller = said session streams Dialer
          OfCallee = said session streams Listener
          CallerEnd = ValueNone
          CalleeEnd = ValueNone
          ResetBy = ValueNone }

    let private name side (identity: HostIdentity) =
        match identity.Key with
        | ValueSome key -> $"{HostEnd.name side} {PeerId.ofKey key}"
        | ValueNone -> $"{HostEnd.name side} {identity.Endpoint}"

    let private participant (session: HostSession) streams side =
        let found = lazy struct (0, judge session streams side)

        CapturedParticipant.create (name side (HostSession.identity side session)) (HostEnd.name side) (fun _ ->
            Candidates [ fun () -> found.Value ])

    /// A session with the verdicts on its ends.
    let report (session: HostSession) : ConversationReport =
        let streams = RecordedStreams.ofSession session

        let horizon =
            session.Events |> List.fold (fun last (event: StreamEvent) -> max last event.Place.At) TimeSpan.Zero

        let decoded: DecodedConversation<unit, HostSaid> =
            { About = ()
              Start = session.Start
              Datagrams = []
              Connections = [ connection session streams ]
              Horizon = horizon
              Limits = ValueNone
              Reread = ValueNone
              Lacks = []
              IsTimeless = false
              MayBeCopies = Set.empty
              Judging = Judging.standard }

        { Title = session.Title
          MessageWords = HostSaid.words
          Participants = [ participant session streams Dialer; participant session streams Listener ]
          OfEndpoint = fun _ -> ValueNone
          OfCaller = fun _ -> ValueSome 0
          OfCallee = fun _ -> ValueSome 1 }
        |> ConversationReport.create decoded
