namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel
open PeerFunctional.Capture

[<NoEquality; NoComparison>]
type Candidates =
    | NoCandidates of reason: string
    | NoPart of reason: string
    | Candidates of (unit -> struct (int * ReplayResult)) list

[<NoEquality; NoComparison>]
type CapturedParticipant<'message> =
    { Name: string
      Role: string
      Candidates: ParticipantTraffic<'message> -> Candidates
      IsReplaced: bool
      InPart: Divergence -> (ParticipantTraffic<'message> -> Candidates) voption
      Excuse: Divergence -> string voption }

[<NoEquality; NoComparison>]
type Roster<'message> =
    { Title: string
      MessageWords: 'message -> string
      Participants: CapturedParticipant<'message> list
      OfEndpoint: Endpoint -> int voption
      OfCaller: CapturedConnection<'message> -> int voption
      OfCallee: CapturedConnection<'message> -> int voption }

module CapturedParticipant =

    let create name role candidates =
        { Name = name
          Role = role
          Candidates = candidates
          IsReplaced = false
          InPart = fun _ -> ValueNone
          Excuse = fun _ -> ValueNone }

    let ofMachine
        (machine: Policy -> 'settings -> Machine<'state, 'timer, 'message, 'command, unit, unit, 'notice>)
        role
        (endpoint: Endpoint)
        settings
        =
        create $"{endpoint}" role (fun traffic ->
            Candidates
                [ for policy in [ AsPublished; Recovering ] ->
                      fun () ->
                          let begins = ParticipantTraffic.begins traffic

                          let candidate =
                              Candidate.create (Policy.name policy) (machine policy settings) begins

                          ParticipantTraffic.judge candidate traffic ])

module Roster =

    let ofEndpoints title messageWords (participants: (CapturedParticipant<'message> * (Endpoint -> bool)) list) =
        let owner endpoint =
            participants |> List.tryFindIndex (fun (_, owns) -> owns endpoint) |> ValueOption.ofOption

        { Title = title
          MessageWords = messageWords
          Participants = List.map fst participants
          OfEndpoint = owner
          OfCaller = fun connection -> owner connection.Caller
          OfCallee = fun connection -> owner connection.Callee }

    /// What the capture shows of each participant, by its number.
    let traffic (decoded: DecodedConversation<'about, 'message>) roster =
        let datagrams = CapturedDatagram.flows roster.OfEndpoint decoded.Datagrams

        let connections (owner: CapturedConnection<'message> -> int voption) =
            let byOwner = decoded.Connections |> List.groupBy owner |> Map.ofList
            fun column -> Map.tryFind (ValueSome column) byOwner |> Option.defaultValue []

        let called = connections roster.OfCallee
        let calls = connections roster.OfCaller

        fun column ->
            { Column = column
              Datagrams = datagrams column
              Called = called column
              Calls = calls column
              Window =
                { Horizon = decoded.Horizon
                  End = decoded.Horizon
                  Allowed = ReplayWindow.tolerance
                  IsCut = false
                  Steps = ReplayWindow.ManySteps
                  KeepsStates = decoded.Judging.KeepsStates }
              Limits = decoded.Limits }

    /// Up to when the participant would have shown what it did: one that takes no call any more, or that was replaced, by its
    /// last sign of life.
    let private horizon isReplaced (traffic: ParticipantTraffic<'message>) =
        let isThereLast =
            traffic.Called
            |> List.filter (fun connection -> connection.Accepted.IsSome || connection.CalleeEnd.IsSome)
            |> List.tryLast
            |> Option.forall _.Accepted.IsSome

        let signs first (said: CapturedStream<'message>) (ending: ConnectionEnd voption) isAccepted =
            [ yield! ValueOption.toList first
              for message: StreamMessage<'message> in said.Messages do
                  message.Place
              for ending in ValueOption.toList ending do
                  if isAccepted then
                      ending.Place ]
            |> List.map _.At

        let asCallee (connection: CapturedConnection<'message>) =
            signs connection.Accepted connection.OfCallee connection.CalleeEnd connection.Accepted.IsSome

        let asCaller (connection: CapturedConnection<'message>) =
            signs (ValueSome connection.Called) connection.OfCaller connection.CallerEnd connection.Accepted.IsSome

        if isThereLast && not isReplaced then
            traffic.Window.End
        else
            List.collect asCallee traffic.Called @ List.collect asCaller traffic.Calls
            |> List.fold max TimeSpan.Zero

    let private without = ReplayResult.without

    /// The participants at an end of something that the capture lacks.
    let private columnsAt (decoded: DecodedConversation<'about, 'message>) roster (place: GapEnd) =
        let isIt (endpoint: Endpoint) =
            endpoint.Host = place.Host && ValueOption.forall ((=) endpoint.Port) place.Port

        let ofPort =
            place.Port |> ValueOption.bind (fun port -> roster.OfEndpoint(Endpoint.create place.Host port))

        [ yield! ValueOption.toList ofPort

          if ValueOption.isNone place.Port then
              for datagram in decoded.Datagrams do
                  for endpoint in [ datagram.Source; datagram.Destination ] do
                      if isIt endpoint then
                          yield! ValueOption.toList (roster.OfEndpoint endpoint)

          for connection in decoded.Connections do
              if isIt connection.Caller then
                  yield! ValueOption.toList (roster.OfCaller connection)

              if isIt connection.Callee then
                  yield! ValueOption.toList (roster.OfCallee connection) ]

    /// Whether something that the capture lacks may explain what a participant did at a time.
    let private mayExplain
        (decoded: DecodedConversation<'about, 'message>)
        roster
        column
        (at: TimeSpan)
        isEndOwed
        (gap: CaptureGap)
        =
        let latest: TimeSpan = at + ReplayWindow.mostLate

        let isBefore =
            match gap.Since with
            | ValueSome since -> since <= decoded.Start + latest.Ticks * 100L
            | ValueNone -> true

        isBefore
        && match gap.Place with
           | Anywhere -> true
           // Another connection does not keep it from ending this one.
           | WholeConnections -> not isEndOwed
           | Between(one, other) ->
               List.contains column (columnsAt decoded roster one)
               || List.contains column (columnsAt decoded roster other)

    /// The most gaps of a participant's own connections that a verdict names.
    [<Literal>]
    let private MaxOwnGaps = 3

    /// What the capture lacks of a participant's own connections before a time, in words.
    let private lacksOfOwn (traffic: ParticipantTraffic<'message>) (at: TimeSpan) =
        [ for connection in traffic.Called @ traffic.Calls do
              for place, words in CapturedConnection.lacks connection do
                  if place.At <= at + ReplayWindow.mostLate then
                      words ]

    /// What missing bytes of a participant's own connections may explain: when it calls and ends, and that it says what nothing
    /// made it say. A message that is another one than expected is wrong whatever they were.
    let private isAboutTurns divergence =
        match divergence.ExpectedStep with
        | ExpectedStep.Message -> false
        | ExpectedStep.Nothing
        | ExpectedStep.OtherMessage
        | ExpectedStep.Call _
        | ExpectedStep.End -> true

    /// A divergence that missing packets may explain becomes `NotJudged`.
    let private excuse (decoded: DecodedConversation<'about, 'message>) roster traffic result =
        let column = traffic.Column
        let participant = List.item column roster.Participants

        let lacks at isEndOwed =
            decoded.Lacks
            |> List.filter (mayExplain decoded roster column at isEndOwed)
            |> List.map _.Words
            |> List.distinct

        match result.Conformance with
        | Diverges(_, first, _) ->
            let ofOwn =
                if isAboutTurns first then
                    lacksOfOwn traffic first.At |> List.truncate MaxOwnGaps
                else
                    []

            let isEndOwed = first.ExpectedStep.IsEnd && first.Frame.IsNone

            match participant.Excuse first, lacks first.At isEndOwed @ ofOwn |> List.distinct with
            | ValueSome reason, _ -> without (NotJudged reason)
            | ValueNone, [] -> result
            | ValueNone, lacks -> without (NotJudged(String.concat "; " lacks))
        | NotJudged reason ->
            match lacks TimeSpan.Zero false with
            | [] -> result
            | lacks -> without (NotJudged(String.concat "; " (List.distinct (reason :: lacks))))
        | Conforms _
        | TakesNoPart _
        | Absent -> result

    let private searchWithin steps window (participant: CapturedParticipant<'message>) traffic =
        match
            participant.Candidates
                { traffic with
                    Window = { window with Steps = steps } }
        with
        | NoCandidates reason -> without (NotJudged reason)
        | NoPart reason -> without (TakesNoPart reason)
        | Candidates judges -> ReplayVerdict.firstOf judges

    /// Tries few schedules of every candidate first: one that explains the participant needs few, and one that does not may take
    /// many. Before many are tried, few are tried within another window.
    let private judgeWithin window other participant traffic =
        let search steps window =
            searchWithin steps window participant traffic

        let first = search ReplayWindow.FewSteps window

        if first.Conformance.IsConforms || first.IsSearched then
            first
        else
            match other |> ValueOption.map (search ReplayWindow.FewSteps) with
            | ValueSome late when late.Conformance.IsConforms -> late
            | ValueSome _
            | ValueNone -> search ReplayWindow.ManySteps window

    /// Judges a participant as one on an idle machine. Where it diverges, or an idle machine would take a long search, it is
    /// judged as one on a loaded machine, then by what the capture lacks, and then as one of which the capture lacks the end.
    let private judgeOnce decoded roster (traffic: ParticipantTraffic<'message>) participant =
        let window =
            { traffic.Window with
                Horizon = horizon participant.IsReplaced traffic }

        let loaded =
            { window with
                Allowed = ReplayWindow.mostLate }

        let within window (found: ReplayResult) =
            if found.Conformance.IsDiverges && not (LateAnswers.isMissingRound found.Conformance) then
                let next =
                    judgeWithin window ValueNone participant traffic |> excuse decoded roster traffic

                // The one that explains more tells what went wrong.
                match found.Conformance, next.Conformance with
                | Diverges(_, one, _), Diverges(_, other, _) when other.At <= one.At -> found
                | _ -> next
            else
                found

        let inPart (first: ReplayResult) (found: ReplayResult) =
            match first.Conformance, found.Conformance with
            | Diverges(_, divergence, _), (Diverges _ | NotJudged _) ->
                match participant.InPart divergence with
                | ValueNone -> found
                | ValueSome candidates ->
                    let next =
                        judgeWithin
                            loaded
                            ValueNone
                            { participant with
                                Candidates = candidates }
                            traffic

                    if next.Conformance.IsConforms then
                        { next with IsInPart = true }
                    else
                        found
            | _ -> found

        let first = judgeWithin window (ValueSome loaded) participant traffic

        first
        |> within loaded
        |> excuse decoded roster traffic
        |> within { loaded with IsCut = true }
        |> LateAnswers.judge (fun allowed ->
            judgeWithin { loaded with Allowed = allowed } ValueNone participant traffic)
        |> inPart first

    /// Why a participant that conforms may have done more than the capture shows: it waits for a timer where times are missing, or
    /// packets of its own are.
    let private mayHaveDoneMore (decoded: DecodedConversation<'about, 'message>) roster column result =
        let isOwn (gap: CaptureGap) =
            match gap.Place with
            | Between({ Port = ValueSome _ } as sender, _) -> List.contains column (columnsAt decoded roster sender)
            | Between _
            | WholeConnections
            | Anywhere -> false

        [ for gap in decoded.Lacks do
              if isOwn gap || (decoded.IsTimeless && result.AwaitsTimer) then
                  gap.Words ]
        |> List.distinct

    let private judgeMissing decoded roster column (result: ReplayResult) =
        match result.Conformance with
        | Conforms _ ->
            match mayHaveDoneMore decoded roster column result with
            | [] -> result
            | reasons -> without (NotJudged(String.concat "; " reasons))
        | Diverges _
        | NotJudged _
        | TakesNoPart _
        | Absent -> result

    let private judgeParticipant
        (decoded: DecodedConversation<'about, 'message>)
        roster
        (traffic: ParticipantTraffic<'message>)
        participant
        =
        let judge traffic =
            judgeOnce decoded roster traffic participant

        judge traffic
        |> RepeatedDatagrams.judge decoded.MayBeCopies judge traffic
        |> DisplacedDatagrams.judge judge traffic
        |> judgeMissing decoded roster traffic.Column
        |> ReplayResult.whole

    /// A participant's column and connections: two with equal ones did the same.
    let private share (traffic: ParticipantTraffic<'message>) =
        let numbers (connections: CapturedConnection<'message> list) = connections |> List.map _.Number

        struct (traffic.Column, numbers traffic.Called, numbers traffic.Calls)

    let judgeOthers known (decoded: DecodedConversation<'about, 'message>) roster =
        let traffic = traffic decoded roster

        let judge (struct (column, participant)) =
            let traffic = traffic column
            let share = share traffic

            match Map.tryFind share known with
            | Some result -> share, result
            | None -> share, judgeParticipant decoded roster traffic participant

        let participants =
            roster.Participants
            |> Seq.mapi (fun column participant -> struct (column, participant))
            |> Array.ofSeq

        decoded.Judging.SideBySide.Map(judge, participants) |> List.ofArray

    let judge decoded roster =
        judgeOthers Map.empty decoded roster |> List.map snd
