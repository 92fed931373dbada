namespace PeerFunctional.Libp2p

open PeerFunctional.Kernel

/// A peer of a world: one that keeps the protocol, or one that proves who it is and then says nothing on any stream.
type HostPeer = { Machine: Host; IsMute: bool }

module HostPeer =

    let create isMute settings =
        { Machine = Host.create settings
          IsMute = isMute }

    let private muteStep peer (input: HostInput) : struct (HostPeer * HostOutput list) =
        match input with
        | Opened(Address.Stream name) ->
            struct (peer, [ Send(Address.Stream name, Message.Proved(HostSettings.id peer.Machine.Settings)) ])
        | Started
        | Opened(Address.Substream _ | Address.Datagram _)
        | Received _
        | Malformed _
        | Closed _
        | TimerFired _
        | Commanded _
        | Answered() -> struct (peer, [])

    let step now peer (input: HostInput) =
        if peer.IsMute then
            muteStep peer input
        else
            let struct (host, outputs) = HostMachine.step now peer.Machine input
            struct ({ peer with Machine = host }, outputs)
