namespace PeerFunctional.Capture

/// How many frames of a capture carry what.
type CaptureContents =
    {
        Frames: int64

        /// UDP datagrams and TCP segments.
        Datagrams: int64
        Segments: int64

        /// Datagrams that carry packets of another network: VXLAN, Geneve or GTP.
        Tunnels: int64

        /// Frames of which no datagram or segment was read, by the reason.
        Unread: Map<NotIp, int64>
    }

module CaptureContents =

    val empty: CaptureContents

    /// Counts a frame of which nothing was read.
    val addUnread: reason: NotIp -> contents: CaptureContents -> CaptureContents

    /// Counts a frame with an IP packet.
    val addPacket: packet: IpPacket -> contents: CaptureContents -> CaptureContents

    /// What the frames are, a sentence a kind, with what a user can do so that more of them can be read.
    val sentences: contents: CaptureContents -> string list
