namespace PeerFunctional.Capture

open System

[<NoEquality; NoComparison>]
type RecentPackets =
    private
        {
            /// With their times; the oldest last.
            Packets: (struct (ReadOnlyMemory<byte> * int64)) list
        }

module RecentPackets =

    [<Literal>]
    let MaxAge = 10_000_000L

    [<Literal>]
    let MaxCount = 16

    let empty = { Packets = [] }

    let add (time: int64) (packet: ReadOnlyMemory<byte>) recent =
        let fresh =
            recent.Packets
            |> List.truncate (MaxCount - 1)
            |> List.filter (fun (struct (_, at)) -> time - at <= MaxAge)

        match fresh |> List.tryFindIndex (fun (struct (other, _)) -> other.Span.SequenceEqual packet.Span) with
        | Some place -> struct ({ Packets = List.removeAt place fresh }, true)
        | None -> struct ({ Packets = struct (packet, time) :: fresh }, false)
