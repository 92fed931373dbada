namespace PeerFunctional.Verification

[<NoEquality; NoComparison>]
type CapturedCut<'message> =
    { World: CapturedWorld<'message>
      WorldState: WorldState<HiddenState<'message>, HiddenTimer, HiddenQuestion, HiddenStore>
      UnderWay: Envelope<'message> list
      Message: int
      Known: Set<int> }

type ICapturedCutVisitor<'result> =
    abstract Visit: CapturedCut<'message> -> 'result

type ICapturedCut =
    abstract Accept: ICapturedCutVisitor<'result> -> 'result

module CapturedCut =

    let private node (standings: Map<int, Standing<'message>>) column =
        match Map.tryFind column standings with
        | Some standing -> standing.Moment.Node.Value
        | None -> CapturedWorld.absent ()

    let private assemble
        frame
        (decoded: DecodedConversation<'about, 'message>)
        roster
        (struct (sender: Standing<'message>, standings: Standing<'message> list))
        =
        let byColumn =
            standings |> List.map (fun standing -> standing.Side.Column, standing) |> Map.ofList

        CapturedUnderWay.datagrams decoded roster byColumn
        |> Result.bind (fun datagrams ->
            let struct (ends, onLines) =
                decoded.Connections
                |> List.mapi (CapturedUnderWay.onLine roster byColumn)
                |> List.fold
                    (fun (struct (ends, waiting)) (struct (more, others)) -> struct (ends @ more, waiting @ others))
                    (struct ([], []))

            let waiting =
                datagrams @ onLines |> List.sortBy (fun waiting -> struct (waiting.OnFrame, waiting.Turn))

            let isIt (waiting: Waiting<'message>) =
                waiting.OnFrame = frame && ValueOption.isSome (Payload.message waiting.Envelope.Payload)

            match List.tryFindIndex isIt waiting with
            | None -> Error $"no participant with a known machine waits for the message of frame {frame}"
            | Some message ->
                Ok
                    { World = CapturedWorld.create decoded roster (fun column -> Map.containsKey column byColumn)
                      WorldState =
                        { Now = sender.Moment.At
                          Nodes =
                            roster.Participants |> Seq.mapi (fun column _ -> node byColumn column) |> PerPeer.ofSeq
                          Connections =
                            Connections.none roster.Participants.Length
                            |> Connections.addEnds decoded.Connections.Length ends
                          Sent = waiting.Length }
                      UnderWay = waiting |> List.mapi (fun number each -> { each.Envelope with Number = number })
                      Message = message
                      Known = byColumn |> Map.keys |> Set.ofSeq })

    let private hide (cut: CapturedCut<'message>) =
        { new ICapturedCut with
            member _.Accept visitor = visitor.Visit cut }

    let at frame decoded (roster: Roster<'message>) results =
        CapturedStanding.ofFrame frame decoded roster results
        |> Result.bind (assemble frame decoded roster)
        |> Result.map hide
