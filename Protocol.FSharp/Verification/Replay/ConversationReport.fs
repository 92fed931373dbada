namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel
open PeerFunctional.Verification.Exploring

[<RequireQualifiedAccess>]
type MessageRow =
    { Frame: int64
      Time: int64
      Sender: string
      Recipient: string
      Words: string
      Malformation: Malformation voption }

[<RequireQualifiedAccess>]
type Arrival =
    | Heard
    | Lost
    | Unseen

[<NoEquality; NoComparison>]
type SeenMessage =
    { Row: MessageRow
      From: int voption
      To: int voption
      Arrival: Arrival
      Bytes: ReadOnlyMemory<byte>
      Fields: Lazy<FieldRow list>
      Reread: (ReadOnlyMemory<byte> -> FieldRow list voption) voption }

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

    let lines side =
        Conformance.lines side.Conformance
        |> List.mapi (fun index line -> if index = 0 then $"{who side} {line}" else $"    {line}")

    let words side =
        $"{who side} {Conformance.words side.Conformance}"

[<NoEquality; NoComparison>]
type ConversationReport =
    { LazyRows: Lazy<MessageRow list>
      Verdicts: ParticipantVerdict list
      Seen: Lazy<SeenMessage list>
      Known: Lazy<Map<int64, KnownState>> list
      Assumes: string voption
      Title: string
      Timeline: Lazy<Timeline> }

    member this.Rows = this.LazyRows.Value

    member this.Start =
        match this.Rows with
        | first :: _ -> ValueSome first.Time
        | [] -> ValueNone

[<CompilationRepresentation(CompilationRepresentationFlags.ModuleSuffix)>]
module ConversationReport =

    let private nameOf roster column (endpoint: Endpoint) =
        match column with
        | ValueSome column -> (List.item column roster.Participants).Name
        | ValueNone -> string endpoint

    let private words roster (message: Result<'message, Malformation>) (bytes: ReadOnlyMemory<byte>) =
        match message with
        | Ok message -> roster.MessageWords message
        | Error malformation when bytes.IsEmpty -> $"closed without a message ({malformation.Problem})"
        | Error malformation -> $"malformed ({bytes.Length} bytes): {malformation.Problem}, {malformation.Detail}"

    let private problem (message: Result<'message, Malformation>) =
        match message with
        | Ok _ -> ValueNone
        | Error malformation -> ValueSome malformation

    let private resetWords (connection: CapturedConnection<'message>) =
        if connection.Accepted.IsSome then
            "reset the connection"
        else
            "refused the connection"

    let private isHeardByCallee (connection: CapturedConnection<'message>) (message: StreamMessage<'message>) =
        let isReset = connection.CalleeEnd |> ValueOption.exists _.IsReset

        not isReset
        || connection.OfCallee.Messages
           |> List.exists (fun answer -> answer.Place.Frame >= message.Place.Frame)

    /// What tells a captured message: the fields of a message by its type, and the participants with their names.
    type private Telling<'about, 'message> =
        { Decoded: DecodedConversation<'about, 'message>
          Roster: Roster<'message>
          Fields: Lazy<'message -> FieldRow list> }

    let private fieldsOf telling (message: Result<'message, Malformation>) =
        match message with
        | Ok message -> telling.Fields.Value message
        | Error _ -> []

    let private seen telling (place: CapturePoint) struct (from, source) struct (recipient, target) words =
        { Row =
            { MessageRow.Frame = place.Frame
              MessageRow.Time = telling.Decoded.Start + place.At.Ticks * 100L
              MessageRow.Sender = nameOf telling.Roster from source
              MessageRow.Recipient = nameOf telling.Roster recipient target
              MessageRow.Words = words
              MessageRow.Malformation = ValueNone }
          From = from
          To = recipient
          Arrival = Arrival.Heard
          Bytes = ReadOnlyMemory.Empty
          Fields = lazy []
          Reread = ValueNone }

    let private saying telling message bytes arrival (seen: SeenMessage) =
        { seen with
            Row =
                { seen.Row with
                    MessageRow.Malformation = problem message }
            Arrival = arrival
            Bytes = bytes
            Fields = lazy (fieldsOf telling message) }

    let private ofDatagram telling speakers (datagram: CapturedDatagram<'message>) =
        let at endpoint =
            struct (telling.Roster.OfEndpoint endpoint, endpoint)

        let place =
            { Frame = datagram.Frame
              At = datagram.At }

        // The capture does not show whether a message to a silent recipient arrived.
        let arrival =
            match telling.Roster.OfEndpoint datagram.Destination with
            | ValueSome column when Set.contains column speakers -> Arrival.Heard
            | ValueSome _
            | ValueNone -> Arrival.Unseen

        words telling.Roster datagram.Message datagram.Bytes
        |> seen telling place (at datagram.Source) (at datagram.Destination)
        |> saying telling datagram.Message datagram.Bytes arrival

    let private ofConnection telling (connection: CapturedConnection<'message>) =
        let roster = telling.Roster
        let caller = struct (roster.OfCaller connection, connection.Caller)
        let callee = struct (roster.OfCallee connection, connection.Callee)

        let said from recipient arrivalOf (stream: CapturedStream<'message>) =
            [ for message: StreamMessage<'message> in stream.Messages ->
                  words roster message.Message message.Bytes
                  |> seen telling message.Place from recipient
                  |> saying telling message.Message message.Bytes (arrivalOf message) ]

        let broken from recipient (ending: ConnectionEnd voption) =
            [ for ending in ValueOption.toList ending do
                  if ending.IsReset then
                      seen telling ending.Place from recipient (resetWords connection) ]

        let ofCaller (message: StreamMessage<'message>) =
            if isHeardByCallee connection message then
                Arrival.Heard
            else
                Arrival.Lost

        [ yield! said caller callee ofCaller connection.OfCaller
          yield! said callee caller (fun _ -> Arrival.Heard) connection.OfCallee
          yield! broken caller callee connection.CallerEnd
          yield! broken callee caller connection.CalleeEnd ]

    /// The participants that sent a datagram.
    let private speakers (decoded: DecodedConversation<'about, 'message>) (roster: Roster<'message>) =
        decoded.Datagrams
        |> List.choose (fun datagram -> roster.OfEndpoint datagram.Source |> ValueOption.toOption)
        |> Set.ofList

    let private seenMessages (decoded: DecodedConversation<'about, 'message>) roster =
        let telling =
            { Decoded = decoded
              Roster = roster
              Fields = lazy (FieldRows.readerOfParts ()) }

        [ yield! decoded.Datagrams |> List.map (ofDatagram telling (speakers decoded roster))
          yield! decoded.Connections |> List.collect (ofConnection telling) ]
        |> List.sortBy _.Row.Frame

    /// A moment of a participant, with its state once the message of the frame was sent or taken.
    let private timed (results: ReplayResult[]) column frame at event =
        { At = at
          Event = event
          State = results[column].States.Value |> Map.tryFind frame |> ValueOption.ofOption
          Step = ValueNone }

    let private datagramMoments (decoded: DecodedConversation<'about, 'message>) roster results =
        let speakers = speakers decoded roster

        let tell number (datagram: CapturedDatagram<'message>) =
            let timed column =
                timed results column datagram.Frame datagram.At

            let words = words roster datagram.Message datagram.Bytes

            match roster.OfEndpoint datagram.Source, roster.OfEndpoint datagram.Destination with
            | ValueSome from, ValueSome recipient ->
                [ timed from (Sent(number, from, recipient, words))
                  // The capture does not show whether a message to a silent recipient arrived.
                  if Set.contains recipient speakers then
                      timed recipient (Delivered number)

                      for malformation in ValueOption.toList (problem datagram.Message) do
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
            let words = words roster message.Message message.Bytes

            if message.Bytes.IsEmpty then
                [ timed from message.Place (Remarked(ValueSome from, words)) ]
            else
                [ timed from message.Place (Sent(number, from, recipient, words))
                  timed recipient message.Place (if isHeard message then Delivered number else Dropped number)
                  for malformation in ValueOption.toList (problem message.Message) do
                      timed recipient message.Place (Garbled(recipient, malformation.Problem)) ]

        let count = connection.OfCaller.Messages.Length

        [ if connection.Accepted.IsNone then
              timed caller connection.Called (Sent(first, caller, callee, "connect"))
              timed callee connection.Called (Dropped first)
          for index, message in List.indexed connection.OfCaller.Messages do
              yield! said caller callee (isHeardByCallee connection) (first + 1 + index) message
          for index, message in List.indexed connection.OfCallee.Messages do
              yield! said callee caller (fun _ -> true) (first + 1 + count + index) message
          for struct (column, ending) in
              [ struct (caller, connection.CallerEnd); struct (callee, connection.CalleeEnd) ] do
              for ending in ValueOption.toList ending do
                  if ending.IsReset then
                      timed column ending.Place (Remarked(ValueSome column, resetWords connection)) ]

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
          Conclusion = sides |> List.map ParticipantVerdict.words }

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

        let seen = lazy (seenMessages decoded roster)

        { LazyRows = lazy (seen.Value |> List.map _.Row)
          Verdicts = sides
          Seen = seen
          Known = results |> List.map _.Known
          Assumes =
            match decoded.Datagrams, decoded.Lacks with
            | [], _ -> ValueNone
            | _, [] -> ValueSome "the capture holds every datagram"
            | _, _ -> ValueSome "the capture holds all other datagrams"
          Title = roster.Title
          Timeline = lazy (timeline decoded roster sides results) }

    let create decoded roster =
        ofResults decoded roster (Roster.judge decoded roster)
