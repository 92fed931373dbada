namespace PeerFunctional.Tests.Verification.Oracles

open PeerFunctional.Verification

/// Where a process is on its way into its critical section.
type Place =
    | Outside
    | Wanting
    | Waiting
    | Inside

type MutexState =
    { Places: Place list
      Flags: bool list
      Turn: int }

/// Mutual exclusion of two processes.
module Mutex =

    let private fingerprint state =
        let place =
            function
            | Outside -> 0UL
            | Wanting -> 1UL
            | Waiting -> 2UL
            | Inside -> 3UL

        let flags =
            state.Flags |> List.fold (fun packed flag -> packed * 2UL + (if flag then 1UL else 0UL)) 0UL

        let places =
            state.Places |> List.fold (fun packed at -> packed * 4UL + place at) flags

        places * 2UL + uint64 state.Turn

    let private initial =
        { Places = [ Outside; Outside ]
          Flags = [ false; false ]
          Turn = 0 }

    let private goTo place me state =
        { state with
            Places = List.updateAt me place state.Places }

    let private raise' flag me state =
        { state with
            Flags = List.updateAt me flag state.Flags }

    let private model step =
        let successors state =
            [ 0; 1 ] |> List.collect (fun me -> step me state |> List.map (fun next -> struct (me, next)))

        Model.create
            [ initial ]
            successors
            fingerprint
            uint64
            [ Always("never both inside", fun state -> state.Places <> [ Inside; Inside ])
              Sometimes("the first is inside", fun state -> state.Places[0] = Inside)
              Progress("whoever waits gets in", fun state -> state.Places[0] <> Waiting) ]

    /// Peterson's: the flag, then the turn to the other, then wait until the other wants nothing or it is my turn.
    let peterson =
        model (fun me state ->
            match state.Places[me] with
            | Outside -> [ state |> raise' true me |> goTo Wanting me ]
            | Wanting -> [ { state with Turn = 1 - me } |> goTo Waiting me ]
            | Waiting when not state.Flags[1 - me] || state.Turn = me -> [ goTo Inside me state ]
            | Waiting -> []
            | Inside -> [ state |> raise' false me |> goTo Outside me ])

    /// Looks at the other's flag before it raises its own: both may have looked.
    let careless =
        model (fun me state ->
            match state.Places[me] with
            | Outside -> [ goTo Wanting me state ]
            | Wanting ->
                if state.Flags[1 - me] then
                    []
                else
                    [ goTo Waiting me state ]
            | Waiting -> [ state |> raise' true me |> goTo Inside me ]
            | Inside -> [ state |> raise' false me |> goTo Outside me ])

    /// Waits for the other's flag to fall, and may find it up every time.
    let unfair =
        model (fun me state ->
            match state.Places[me] with
            | Outside -> [ goTo Waiting me state ]
            | Waiting when state.Places[1 - me] <> Inside -> [ goTo Inside me state ]
            | Wanting
            | Waiting -> []
            | Inside -> [ goTo Outside me state ])
