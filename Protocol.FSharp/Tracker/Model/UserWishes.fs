namespace PeerFunctional.Tracker

open PeerFunctional.Kernel
open PeerFunctional.Verification

/// What the users of a world's participants may want.
module UserWishes =

    let all: UserWish<Guarded<RingParticipant>, UserCommand, RingMemory> list =
        [ UserWish.telling "stops it" (fun _ state -> ValueSome struct (state, [ Stop ])) ]
