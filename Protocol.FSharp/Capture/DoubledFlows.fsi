namespace PeerFunctional.Capture

/// Which datagrams without a number are there twice in a capture, by the share of repeated ones between each two ends.
[<NoEquality; NoComparison>]
type DoubledFlows

module DoubledFlows =

    /// Pairs of ends that are told apart; what others repeat counts as sent.
    [<Literal>]
    val MaxFlows: int = 4096

    /// Repetitions between two ends that are told apart where too few are repeated; the others count as sent.
    [<Literal>]
    val MaxFrames: int = 64

    val empty: DoubledFlows

    /// The ends of a packet, whichever sent it.
    val flow: packet: IpPacket -> GapPlace

    /// Counts the packet of a frame. Packets with a number tell by it what they are.
    val add: frame: int64 -> packet: IpPacket -> repetition: Repetition -> flows: DoubledFlows -> DoubledFlows

    /// The ends between which the capture shows datagrams twice.
    val doubled: flows: DoubledFlows -> Set<GapPlace>

    /// The frames of which the capture does not tell whether it shows a datagram twice or the sender repeated it.
    val undecided: flows: DoubledFlows -> Set<int64>
