namespace PeerFunctional.Capture

open System

[<NoEquality; NoComparison>]
type RecentPackets =
    private
        {
            /// With their times; the oldest last. Old ones are dropped many at a time.
            Packets: (struct (ReadOnlyMemory<byte> * int64)) list
            Count: int
        }

module RecentPackets =

    [<Literal>]
    let MaxAge = 10_000_000L

    [<Literal>]
    let MaxCount = 16

    let empty = { Packets = []; Count = 0 }

    /// The place of a packet among the last `MaxCount` that are not too old; -1 where it is not there.
    let private placeOf time (packet: ReadOnlyMemory<byte>) recent =
        let rec search place packets =
            match packets with
            | struct (other: ReadOnlyMemory<byte>, at: int64) :: rest when place < MaxCount - 1 ->
                if time - at <= MaxAge && other.Span.SequenceEqual packet.Span then
                    place
                else
                    search (place + 1) rest
            | _ -> -1

        search 0 recent.Packets

    let add (time: int64) (packet: ReadOnlyMemory<byte>) recent =
        match placeOf time packet recent with
        | -1 ->
            let kept, count =
                if recent.Count >= 4 * MaxCount then
                    List.truncate (MaxCount - 1) recent.Packets, MaxCount - 1
                else
                    recent.Packets, recent.Count

            struct ({ Packets = struct (packet, time) :: kept
                      Count = count + 1 },
                    false)
        | place ->
            struct ({ Packets = List.removeAt place recent.Packets
                      Count = recent.Count - 1 },
                    true)
