namespace PeerFunctional.Capture

[<NoEquality; NoComparison>]
type private CountedFlow =
    {
        Packets: int64
        Repeats: int64
        /// Those repeated first, the last of them first.
        Frames: int64 list
    }

[<NoEquality; NoComparison>]
type DoubledFlows =
    private
        { Flows: Map<GapPlace, CountedFlow>
          Count: int }

module DoubledFlows =

    [<Literal>]
    let MaxFlows = 4_096

    [<Literal>]
    let MaxFrames = 64

    let empty = { Flows = Map.empty; Count = 0 }

    let flow packet =
        match IpPacket.way packet with
        | Between(one, other) when other < one -> Between(other, one)
        | place -> place

    let private count frame (repetition: Repetition) counted =
        if repetition.IsFirst then
            { counted with
                Packets = counted.Packets + 1L }
        else
            { Packets = counted.Packets + 1L
              Repeats = counted.Repeats + 1L
              Frames =
                if counted.Repeats < int64 MaxFrames then
                    frame :: counted.Frames
                else
                    counted.Frames }

    let add frame (packet: IpPacket) repetition flows =
        if packet.Identification <> 0u || packet.Protocol <> 17 then
            flows
        else
            let place = flow packet

            match Map.tryFind place flows.Flows with
            | Some counted ->
                { flows with
                    Flows = Map.add place (count frame repetition counted) flows.Flows }
            | None when flows.Count >= MaxFlows -> flows
            | None ->
                let counted =
                    count
                        frame
                        repetition
                        { Packets = 0L
                          Repeats = 0L
                          Frames = [] }

                { Flows = Map.add place counted flows.Flows
                  Count = flows.Count + 1 }

    /// A pair leaves one of two; a few packets may have lost their second.
    let private isDoubled counted =
        counted.Repeats >= 2L && counted.Repeats * 5L >= counted.Packets * 2L

    let doubled flows =
        flows.Flows |> Seq.filter (fun flow -> isDoubled flow.Value) |> Seq.map _.Key |> Set.ofSeq

    let undecided flows =
        flows.Flows.Values |> Seq.filter (isDoubled >> not) |> Seq.collect _.Frames |> Set.ofSeq
