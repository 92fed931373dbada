namespace PeerFunctional.Tests.Verification

open System
open PeerFunctional.Kernel
open PeerFunctional.Verification

/// The smallest world with something to lose: one peer counts up to three, and another must follow over a network.
type Counter =
    | Leader of counted: int * confirmed: int * tries: int
    | Follower of counted: int

type ToyWorld = World<Counter, unit, int, unit, unit, unit, unit, unit>
type ToyWorldState = WorldState<Counter, unit, unit, unit>

module Toy =

    let private goal = 3
    /// A peer's port is its place.
    let private endpoint peer = Endpoint.create "peer" peer

    let private again = SetTimer((), TimeSpan.FromMilliseconds 400.0)

    let private step patience state input : struct (Counter * Output<Endpoint, unit, int, unit, unit> list) =
        match state, input with
        | Leader _, Started -> struct (Leader(1, 0, 0), [ again ])
        | Leader(counted, _, _), Received(_, confirmed) when confirmed = counted ->
            if counted = goal then
                struct (Leader(counted, counted, 0), [ CancelTimer(); Finish ])
            else
                struct (Leader(counted + 1, counted, 1), [ Send(endpoint 1, counted + 1); again ])
        | Leader(counted, confirmed, tries), Input.TimerFired() when tries < patience ->
            struct (Leader(counted, confirmed, tries + 1), [ Send(endpoint 1, counted); again ])
        | Follower counted, Received(_, number) when number = counted + 1 ->
            struct (Follower number, [ Send(endpoint 0, number) ])
        | Follower counted, Received(_, number) when number <= counted ->
            struct (Follower counted, [ Send(endpoint 0, number) ])
        | (Leader _ | Follower _), _ -> struct (state, [])

    /// The leader sends each number at most `patience` times.
    let world patience : ToyWorld =
        { Peers = [ "Leader"; "Follower" ]
          Stores = [ (); () ]
          Blank = fun _ -> ()
          Start = fun peer () -> if peer = 0 then Leader(0, 0, 0) else Follower 0
          Step = Machine.overDatagrams (fun _ -> step patience)
          Owner = fun endpoint -> ValueSome endpoint.Port
          Datagrams =
            ValueSome
                { SenderOf = fun peer _ -> endpoint peer
                  Garbled = fun _ -> Malformation.create "garbled" "no number" }
          Streams = ValueNone
          NoticeWords = fun () -> ""
          AtOnce = fun () -> ValueNone
          Answer = fun () () -> struct ((), [])
          SaysDeed = fun _ -> false
          MessageWords = fun number -> $"{number}"
          TimerWords = fun () -> "again"
          StateWords = fun state -> $"%A{state}" }

    let private counts (worldState: ToyWorldState) =
        [ for node in worldState.Nodes ->
              match node.State with
              | Leader(_, confirmed, _) -> confirmed
              | Follower counted -> counted ]

    let properties: Properties<ToyWorldState> =
        { Invariants =
            [ Invariant.ofWorld "the follower is never behind what it confirmed" (fun worldState ->
                  (counts worldState)[1] >= (counts worldState)[0]) ]
          Reachable = []
          Liveness =
            Invariant.ofWorld "both count to three" (fun worldState -> counts worldState |> List.forall ((=) goal)) }
