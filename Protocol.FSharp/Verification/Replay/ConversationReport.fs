namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel
open PeerFunctional.Capture

type ParticipantVerdict =
    { Peer: string
      Role: string
      Conformance: Conformance }

module ParticipantVerdict =

    let who side =
        if side.Peer.StartsWith(side.Role, System.StringComparison.Ordinal) then
            side.Peer
        else
            $"{side.Role} {side.Peer}"

    /// Words this long are keys.
    [<Literal>]
    let private KeyLength = 40

    [<Literal>]
    let private ShortLength = 6

    let short (name: string) =
        name.Split ' '
        |> Array.map (fun word ->
            if word.Length < KeyLength then
                word
            else
                "…" + word.Substring(word.Length - ShortLength))
        |> String.concat " "

    let lines side =
        Conformance.lines side.Conformance
        |> List.mapi (fun index line -> if index = 0 then $"{who side} {line}" else $"    {line}")

    let words side =
        $"{who side} {Conformance.words side.Conformance}"

    /// Peers that have no name but an address go by their role; where several play it, by their port too; and by the address where
    /// several have the port.
    let names (sides: ParticipantVerdict list) =
        let nameless =
            sides |> List.distinctBy _.Peer |> List.filter (fun side -> side.Peer.Contains ':')

        let withPort side =
            side.Role + side.Peer.Substring(side.Peer.LastIndexOf ':')

        let name side =
            let isAlone short =
                nameless |> List.filter (fun other -> short other = short side) |> List.length = 1

            if isAlone _.Role then side.Role
            elif isAlone withPort then withPort side
            else side.Peer

        nameless |> List.map (fun side -> side.Peer, name side) |> Map.ofList

[<NoEquality; NoComparison>]
type ConversationReport =
    { Start: int64
      LazyRows: Lazy<MessageRow list>
      Verdicts: ParticipantVerdict list
      Seen: Lazy<SeenMessage list>
      Known: Lazy<Map<int64, KnownState>> list
      Cut: int64 -> Result<ICapturedCut, string>
      Assumes: string voption
      Title: string
      Timeline: Lazy<Timeline> }

    member this.Rows = this.LazyRows.Value

[<CompilationRepresentation(CompilationRepresentationFlags.ModuleSuffix)>]
module ConversationReport =

    /// A moment of a participant, with its state once the message of the frame was sent or taken.
    let private timed (results: ReplayResult[]) column frame at event =
        { At = at
          Event = event
          State = results[column].States.Value |> Map.tryFind frame |> ValueOption.ofOption
          Step = ValueSome(int frame) }

    let private datagramMoments (decoded: DecodedConversation<'about, 'message>) roster results =
        let speakers = SeenMessages.speakers decoded roster

        let tell number (datagram: CapturedDatagram<'message>) =
            let timed column =
                timed results column datagram.Frame datagram.At

            let words = SeenMessages.words roster datagram.Message datagram.Bytes

            match roster.OfEndpoint datagram.Source, roster.OfEndpoint datagram.Destination with
            | ValueSome from, ValueSome recipient ->
                [ timed from (Sent(number, from, recipient, words))
                  // The capture does not show whether a message to a silent recipient arrived.
                  if Set.contains recipient speakers then
                      timed recipient (Delivered number)

                      for malformation in ValueOption.toList (SeenMessages.problem datagram.Message) do
                          timed recipient (Garbled(recipient, malformation.Problem)) ]
            | ValueSome column, ValueNone
            | ValueNone, ValueSome column -> [ timed column (Remarked(ValueSome column, words)) ]
            | ValueNone, ValueNone -> []

        decoded.Datagrams |> List.mapi tell |> List.concat

    /// The moments of a connection between two participants, whose messages are numbered from `first` on.
    let private connectionMoments roster results first caller callee (connection: CapturedConnection<'message>) =
        let timed column (place: CapturePoint) =
            timed results column place.Frame place.At

        let said from recipient isHeard number (message: StreamMessage<'message>) =
            let words = SeenMessages.words roster message.Message message.Bytes

            if message.Bytes.IsEmpty then
                [ timed from message.Place (Remarked(ValueSome from, words)) ]
            else
                [ timed from message.Place (Sent(number, from, recipient, words))
                  timed recipient message.Place (if isHeard message then Delivered number else Dropped number)
                  for malformation in ValueOption.toList (SeenMessages.problem message.Message) do
                      timed recipient message.Place (Garbled(recipient, malformation.Problem)) ]

        let count = connection.OfCaller.Messages.Length

        [ if connection.Accepted.IsNone then
              timed caller connection.Called (Sent(first, caller, callee, "connect"))
              timed callee connection.Called (Dropped first)
          for index, message in List.indexed connection.OfCaller.Messages do
              yield! said caller callee (SeenMessages.isHeardByCallee connection) (first + 1 + index) message
          for index, message in List.indexed connection.OfCallee.Messages do
              yield! said callee caller (fun _ -> true) (first + 1 + count + index) message
          for struct (column, ending) in
              [ struct (caller, connection.CallerEnd); struct (callee, connection.CalleeEnd) ] do
              for ending in ValueOption.toList ending do
                  if ending.IsReset then
                      timed column ending.Place (Remarked(ValueSome column, SeenMessages.resetWords connection)) ]

    let private connectionsMoments (decoded: DecodedConversation<'about, 'message>) roster results =
        (decoded.Datagrams.Length, decoded.Connections)
        ||> List.mapFold (fun first connection ->
            let events =
                match roster.OfCaller connection, roster.OfCallee connection with
                | ValueSome caller, ValueSome callee -> connectionMoments roster results first caller callee connection
                | _ -> []

            events, first + 1 + connection.OfCaller.Messages.Length + connection.OfCallee.Messages.Length)
        |> fst
        |> List.concat

    /// The last moment of which the capture shows something.
    let private last (decoded: DecodedConversation<'about, 'message>) =
        let messages (stream: CapturedStream<'message>) =
            stream.Messages |> List.map (fun (message: StreamMessage<'message>) -> message.Place.At)

        [ for datagram in decoded.Datagrams do
              datagram.At
          for connection in decoded.Connections do
              connection.Called.At
              yield! messages connection.OfCaller
              yield! messages connection.OfCallee

              for ending in ValueOption.toList connection.CallerEnd @ ValueOption.toList connection.CalleeEnd do
                  ending.Place.At ]
        |> List.fold max TimeSpan.Zero

    let private timeline
        (decoded: DecodedConversation<'about, 'message>)
        (roster: Roster<'message>)
        (sides: ParticipantVerdict list)
        (results: ReplayResult list)
        =
        let byColumn = Array.ofList results
        let last = last decoded

        let verdict column (side: ParticipantVerdict) =
            { At =
                match side.Conformance with
                | Diverges(_, divergence, _) -> divergence.At
                | Conforms _
                | NotJudged _
                | TakesNoPart _
                | Absent -> last
              Event =
                match side.Conformance with
                | Diverges _ -> Diverged(column, Conformance.words side.Conformance)
                | Conforms _
                | NotJudged _
                | TakesNoPart _
                | Absent -> Remarked(ValueSome column, Conformance.words side.Conformance)
              State = ValueNone
              Step = ValueNone }

        { Title = roster.Title
          Lanes = sides |> List.map _.Peer
          Events =
            [ yield! datagramMoments decoded roster byColumn
              yield! connectionsMoments decoded roster byColumn
              yield! results |> List.collect _.Events.Value
              yield! sides |> List.mapi verdict ]
            |> List.sortBy _.At
          Conclusion = sides |> List.map ParticipantVerdict.words
          SecondRun = ValueNone
          Numbering = Numbering.Frames }

    /// The roster with the names that a picture has.
    let private named sides roster =
        let names = ParticipantVerdict.names sides

        { roster with
            Participants =
                roster.Participants
                |> List.map (fun participant ->
                    { participant with
                        CapturedParticipant.Name =
                            Map.tryFind participant.Name names |> Option.defaultValue participant.Name }) }

    let ofResults
        (decoded: DecodedConversation<'about, 'message>)
        (roster: Roster<'message>)
        (results: ReplayResult list)
        =
        let sides =
            List.map2
                (fun (participant: CapturedParticipant<'message>) (result: ReplayResult) ->
                    { Peer = participant.Name
                      Role = participant.Role
                      Conformance = result.Conformance })
                roster.Participants
                results

        let seen = lazy (SeenMessages.ofConversation decoded roster)

        { Start = decoded.Start
          LazyRows = lazy (seen.Value |> List.map _.Row)
          Verdicts = sides
          Seen = seen
          Known = results |> List.map _.Known
          Cut = fun frame -> CapturedCut.at frame decoded (named sides roster) results
          Assumes =
            match decoded.Datagrams, decoded.Lacks with
            | [], _ -> ValueNone
            | _, [] -> ValueSome "the capture holds every datagram"
            | _, _ -> ValueSome "the capture holds all other datagrams"
          Title = roster.Title
          Timeline = lazy (timeline decoded roster sides results) }

    let sinceCaptureBegan (facts: CaptureFacts) (report: ConversationReport) (time: int64) =
        TimeSpan.FromTicks((time - ValueOption.defaultValue report.Start facts.Began) / TimeSpan.NanosecondsPerTick)

    let create decoded roster =
        ofResults decoded roster (Roster.judge decoded roster)
