namespace PeerFunctional.Capture

open System.Buffers.Binary

type CaptureContents =
    { Frames: int64
      Datagrams: int64
      Segments: int64
      Tunnels: int64
      Unread: Map<NotIp, int64> }

module CaptureContents =

    let empty =
        { Frames = 0L
          Datagrams = 0L
          Segments = 0L
          Tunnels = 0L
          Unread = Map.empty }

    /// The UDP ports of VXLAN (its own and Linux's), Geneve and GTP.
    let private tunnelPorts = Set.ofList [ 4_789; 8_472; 6_081; 2_152 ]

    let addUnread reason contents =
        { contents with
            Frames = contents.Frames + 1L
            Unread = contents.Unread |> Map.change reason (fun count -> Some(1L + Option.defaultValue 0L count)) }

    let private isTunnel (packet: IpPacket) =
        packet.Body.Length >= 4
        && tunnelPorts.Contains(int (BinaryPrimitives.ReadUInt16BigEndian(packet.Body.Span.Slice(2, 2))))

    let addPacket (packet: IpPacket) contents =
        match packet.FragmentInfo, packet.Protocol with
        | ValueSome _, _ -> addUnread Fragment contents
        | ValueNone, 17 ->
            { contents with
                Frames = contents.Frames + 1L
                Datagrams = contents.Datagrams + 1L
                Tunnels = contents.Tunnels + (if isTunnel packet then 1L else 0L) }
        | ValueNone, 6 ->
            { contents with
                Frames = contents.Frames + 1L
                Segments = contents.Segments + 1L }
        | ValueNone, (1 | 58) -> addUnread Icmp contents
        | ValueNone, other -> addUnread (OtherProtocol other) contents

    let private linkName linkType =
        match linkType with
        | 105
        | 119
        | 127 -> " (Wi-Fi)"
        | 9
        | 50 -> " (PPP)"
        | 187
        | 201
        | 251 -> " (Bluetooth)"
        | 189
        | 220 -> " (USB)"
        | 195
        | 230 -> " (IEEE 802.15.4)"
        | 227 -> " (CAN)"
        | _ -> ""

    let private etherName etherType =
        match etherType with
        | 0x0806 -> " (ARP)"
        | 0x8847
        | 0x8848 -> " (MPLS)"
        | 0x88cc -> " (LLDP)"
        | 0x888e -> " (802.1X)"
        | 0x8863
        | 0x8864 -> " (PPPoE)"
        | 0x88e5 -> " (MACsec)"
        | _ -> ""

    let private protocolName number =
        match number with
        | 2 -> " (IGMP)"
        | 4
        | 41 -> " (IP in IP)"
        | 47 -> " (GRE)"
        | 50
        | 51 -> " (IPsec)"
        | 132 -> " (SCTP)"
        | _ -> ""

    /// How to take off what surrounds the packets.
    let private unwrap length linkType =
        $"remove the outer headers, such as with: editcap -C {length} -T {linkType} IN OUT"

    /// What frames are, and what a user can do about it.
    let private describe reason =
        match reason with
        | UnknownLink linkType ->
            $"of link type {linkType}{linkName linkType}, which this program does not read: capture them as Ethernet or IP, or export them so"
        | NotIp 0 -> "not IP packets: the file may name a wrong link type; change it with: editcap -T rawip IN OUT"
        | NotIp 0x8847 -> "MPLS (EtherType 0x8847): " + unwrap 18 "rawip"
        | NotIp etherType -> $"of EtherType 0x{etherType:x4}{etherName etherType}, not IP"
        | Icmp -> "ICMP"
        | OtherProtocol(4 | 41) -> "IP in IP: " + unwrap 34 "rawip"
        | OtherProtocol 47 -> "GRE: " + unwrap 38 "rawip"
        | OtherProtocol number -> $"of IP protocol {number}{protocolName number}, neither UDP nor TCP"
        | Fragment -> "fragments of IP packets"
        | Truncated -> "cut: capture whole frames, such as with tcpdump -s 0"
        | BadLength -> "damaged: their lengths contradict each other"

    let sentences contents =
        let were count =
            if count = 1L then "1 frame is" else $"{count} frames are"

        [ for KeyValue(reason, count) in contents.Unread do
              $"{were count} {describe reason}"

          if contents.Tunnels > 0L then
              $"""{were contents.Tunnels} VXLAN, Geneve or GTP: {unwrap 50 "ether"}"""

          if contents.Datagrams + contents.Segments > 0L then
              $"the file holds {contents.Datagrams} UDP datagrams and {contents.Segments} TCP segments" ]
