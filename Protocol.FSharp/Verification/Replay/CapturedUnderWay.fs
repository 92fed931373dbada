namespace PeerFunctional.Verification

open PeerFunctional.Kernel

[<NoEquality; NoComparison>]
type internal Waiting<'message> =
    { OnFrame: int64
      Turn: int
      Envelope: Envelope<'message> }

module internal CapturedUnderWay =

    /// Numbers are given once all that is under way is known.
    let private waiting frame turn sender recipient payload connection : Waiting<'message> =
        { OnFrame = frame
          Turn = turn
          Envelope =
            { Number = 0
              Sender = sender
              Recipient = recipient
              Payload = payload
              Connection = connection } }

    let datagrams
        (decoded: DecodedConversation<'about, 'message>)
        (roster: Roster<'message>)
        (standings: Map<int, Standing<'message>>)
        =
        let frames read (standing: Standing<'message>) =
            seq { 0 .. standing.Side.Datagrams - 1 }
            |> Seq.collect (read standing)
            |> Seq.map (fun (seen: ObservedEvent<'message>) -> seen.Frame)
            |> Set.ofSeq

        let sent =
            standings |> Map.map (fun _ standing -> frames CapturedStanding.doneBy standing)

        let taken =
            standings |> Map.map (fun _ standing -> frames CapturedStanding.takenBy standing)

        (Ok [], decoded.Datagrams)
        ||> List.fold (fun found datagram ->
            found
            |> Result.bind (fun found ->
                match roster.OfEndpoint datagram.Source, roster.OfEndpoint datagram.Destination with
                | ValueSome from, ValueSome recipient when
                    Map.containsKey from sent && Map.containsKey recipient taken && from <> recipient
                    ->
                    match
                        Set.contains datagram.Frame sent[from],
                        Set.contains datagram.Frame taken[recipient],
                        datagram.Message
                    with
                    | true, false, Ok message ->
                        Ok(
                            waiting
                                datagram.Frame
                                1
                                (Address.Datagram datagram.Source)
                                recipient
                                (Payload.Message message)
                                ValueNone
                            :: found
                        )
                    | true, false, Error _ -> Error $"frame {datagram.Frame} was under way, and is not a message"
                    | false, true, _ -> Error $"frame {datagram.Frame} was taken before its sender's machine sent it"
                    | true, true, _
                    | false, false, _ -> Ok found
                | _ -> Ok found))

    /// An end of a captured connection at a side, with its flow there.
    [<NoEquality; NoComparison>]
    type private LineEnd<'message> =
        { Standing: Standing<'message>
          Flow: int
          Name: Address
          IsOpen: bool }

    let private lineEnd (standings: Map<int, Standing<'message>>) column flowOf fallback =
        column
        |> ValueOption.bind (fun column -> Map.tryFind column standings |> ValueOption.ofOption)
        |> ValueOption.bind (fun standing ->
            flowOf standing.Side
            |> ValueOption.map (fun flow ->
                let name = Map.tryFind flow standing.Moment.Names

                { Standing = standing
                  Flow = flow
                  Name = Option.defaultValue fallback name
                  IsOpen = name.IsSome }))

    let private placeOf (connection: CapturedConnection<'message>) first (calls: CapturedConnection<'message> list) =
        calls
        |> List.tryFindIndex (fun call -> call.Number = connection.Number)
        |> Option.map (fun place -> first + place)
        |> ValueOption.ofOption

    let private callerEnd (roster: Roster<'message>) standings (connection: CapturedConnection<'message>) =
        lineEnd
            standings
            (roster.OfCaller connection)
            (fun side -> placeOf connection side.Datagrams side.Traffic.Calls)
            (Address.Stream(Dialled(connection.Callee, 0)))

    let private calleeEnd (roster: Roster<'message>) standings (connection: CapturedConnection<'message>) =
        lineEnd
            standings
            (roster.OfCallee connection)
            (fun side -> placeOf connection (side.Datagrams + side.Traffic.Calls.Length) side.Traffic.Called)
            (Address.Stream(Accepted(connection.Caller, connection.Callee)))

    /// What one end did and the other has not taken: messages, then the end. With it, how anything else waits for the other end.
    let private toward number (from: LineEnd<'message>) (far: LineEnd<'message>) =
        let count isIt events = events |> Seq.filter isIt |> Seq.length
        let isMessage (seen: ObservedEvent<'message>) = seen.Observation.IsMessage
        let said = CapturedStanding.doneBy from.Standing from.Flow |> List.ofSeq
        let taken = CapturedStanding.takenBy far.Standing far.Flow |> List.ofSeq

        let wait frame turn payload =
            ValueSome
                { Number = number
                  From = struct (from.Standing.Side.Column, from.Name)
                  Inside = ValueNone }
            |> waiting frame turn far.Name far.Standing.Side.Column payload

        let messages =
            [ for seen in
                  said |> List.filter isMessage |> List.skip (min (count isMessage taken) (count isMessage said)) do
                  match seen.Observation with
                  | Observation.Message(Ok message, _) -> wait seen.Frame 1 (Payload.Message message)
                  | Observation.Message(Error _, _)
                  | Observation.Connect
                  | Observation.Accept
                  | Observation.Close _
                  | Observation.Lost _ -> () ]

        let ends =
            [ for seen in said do
                  match seen.Observation with
                  | Observation.Close reason when not (taken |> List.exists _.Observation.IsClose) ->
                      wait seen.Frame 2 (Payload.Close reason)
                  | Observation.Close _
                  | Observation.Connect
                  | Observation.Accept
                  | Observation.Message _
                  | Observation.Lost _ -> () ]

        struct (wait, messages @ ends)

    let onLine roster standings number (connection: CapturedConnection<'message>) =
        match callerEnd roster standings connection, calleeEnd roster standings connection with
        | ValueSome caller, ValueSome callee ->
            let hasCalled =
                CapturedStanding.doneBy caller.Standing caller.Flow |> Seq.exists _.Observation.IsConnect

            let isTaken =
                CapturedStanding.takenBy callee.Standing callee.Flow |> Seq.exists _.Observation.IsConnect

            let isHeard =
                CapturedStanding.takenBy caller.Standing caller.Flow |> Seq.exists _.Observation.IsAccept

            let ending (near: LineEnd<'message>) (far: LineEnd<'message>) =
                [ if near.IsOpen then
                      struct (struct (near.Standing.Side.Column, near.Name),
                              { ConnectionSide.Number = number
                                Far = struct (far.Standing.Side.Column, far.Name) }) ]

            let struct (calling, said) = toward number caller callee
            let struct (accepting, answered) = toward number callee caller

            if not hasCalled then
                struct ([], [])
            else
                struct (ending caller callee @ ending callee caller,
                        [ if not isTaken then
                              calling
                                  connection.Called.Frame
                                  0
                                  (Payload.Connect(struct (caller.Standing.Side.Column, caller.Name)))
                          elif not isHeard then
                              accepting connection.Called.Frame 0 Payload.Accept
                          yield! said
                          yield! answered ])
        | _ -> struct ([], [])
