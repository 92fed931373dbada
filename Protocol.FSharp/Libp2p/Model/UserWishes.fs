namespace PeerFunctional.Libp2p

open PeerFunctional.Kernel
open PeerFunctional.Verification

/// What the users of a world's peers may want of the first partner that they are connected to.
module UserWishes =

    let private ofPartner command _ (peer: HostPeer) =
        match Host.connected peer.Machine with
        | struct (_, partner, _) :: _ when not peer.IsMute -> ValueSome struct (peer, [ command partner ])
        | _ -> ValueNone

    let private stop _ (peer: HostPeer) =
        if peer.IsMute then
            ValueNone
        else
            ValueSome struct (peer, [ UserCommand.Stop ])

    let all: UserWish<HostPeer, UserCommand, unit> list =
        [ UserWish.telling "asks its partner" (ofPartner (fun partner -> UserCommand.Ask(partner, "How are you?")))
          UserWish.telling "pings its partner" (ofPartner UserCommand.Ping)
          UserWish.telling "disconnects" (ofPartner UserCommand.Disconnect)
          UserWish.telling "stops it" stop ]
