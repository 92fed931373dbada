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

module internal SeenMessages =

    let private nameOf roster column (endpoint: Endpoint) =
        match column with
        | ValueSome column -> (List.item column roster.Participants).Name
        | ValueNone -> string endpoint

    let words roster (message: Result<'message, Malformation>) (bytes: ReadOnlyMemory<byte>) =
        match message with
        | Ok message -> roster.MessageWords message
        | Error malformation when bytes.IsEmpty -> $"closed without a message ({malformation.Problem})"
        | Error malformation -> $"malformed ({bytes.Length} bytes): {malformation.Problem}, {malformation.Detail}"

    let problem (message: Result<'message, Malformation>) =
        match message with
        | Ok _ -> ValueNone
        | Error malformation -> ValueSome malformation

    let resetWords (connection: CapturedConnection<'message>) =
        if connection.Accepted.IsSome then
            "reset the connection"
        else
            "refused the connection"

    let isHeardByCallee (connection: CapturedConnection<'message>) =
        let until =
            if connection.CalleeEnd |> ValueOption.exists _.IsReset then
                connection.OfCallee.Messages |> List.fold (fun last answer -> max last answer.Place.Frame) 0L
            else
                Int64.MaxValue

        fun (message: StreamMessage<'message>) -> message.Place.Frame <= until

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

    /// Reads other bytes in the place of a message's.
    let private rereading telling read bytes =
        match read bytes with
        | Ok message -> ValueSome(telling.Fields.Value message)
        | Error(_: Malformation) -> ValueNone

    /// Reads bytes as one message of a connection.
    let private readOne (decoder: StreamDecoder<'message>) bytes =
        let struct (messages, decoder) = decoder.Take bytes

        match messages @ decoder.AtEnd() with
        | [ message ] -> message
        | several -> Malformation.error "not-one" $"{several.Length} messages"

    let private saying telling message bytes arrival reread (seen: SeenMessage) =
        { seen with
            Row =
                { seen.Row with
                    MessageRow.Malformation = problem message }
            Arrival = arrival
            Bytes = bytes
            Fields = lazy (fieldsOf telling message)
            Reread = reread |> ValueOption.map (rereading telling) }

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
        |> saying telling datagram.Message datagram.Bytes arrival (ValueSome datagram.Reread)

    let private ofConnection telling (connection: CapturedConnection<'message>) =
        let roster = telling.Roster
        let caller = struct (roster.OfCaller connection, connection.Caller)
        let callee = struct (roster.OfCallee connection, connection.Callee)

        let said from recipient reader arrivalOf (stream: CapturedStream<'message>) =
            let reread =
                telling.Decoded.Reread |> ValueOption.map (fun decoder bytes -> readOne (decoder reader) bytes)

            [ for message: StreamMessage<'message> in stream.Messages ->
                  words roster message.Message message.Bytes
                  |> seen telling message.Place from recipient
                  |> saying telling message.Message message.Bytes (arrivalOf message) reread ]

        let broken from recipient (ending: ConnectionEnd voption) =
            [ for ending in ValueOption.toList ending do
                  if ending.IsReset then
                      seen telling ending.Place from recipient (resetWords connection) ]

        let isHeard = isHeardByCallee connection

        let ofCaller message =
            if isHeard message then Arrival.Heard else Arrival.Lost

        let accepted = Accepted(connection.Caller, connection.Callee)
        let dialled = Dialled(connection.Callee, 0)

        [ yield! said caller callee accepted ofCaller connection.OfCaller
          yield! said callee caller dialled (fun _ -> Arrival.Heard) connection.OfCallee
          yield! broken caller callee connection.CallerEnd
          yield! broken callee caller connection.CalleeEnd ]

    let speakers (decoded: DecodedConversation<'about, 'message>) (roster: Roster<'message>) =
        decoded.Datagrams
        |> List.choose (fun datagram -> roster.OfEndpoint datagram.Source |> ValueOption.toOption)
        |> Set.ofList

    let ofConversation (decoded: DecodedConversation<'about, 'message>) roster =
        let telling =
            { Decoded = decoded
              Roster = roster
              Fields = lazy (FieldRows.readerOfParts ()) }

        [ yield! decoded.Datagrams |> List.map (ofDatagram telling (speakers decoded roster))
          yield! decoded.Connections |> List.collect (ofConnection telling) ]
        |> List.sortBy _.Row.Frame
