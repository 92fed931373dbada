namespace PeerFunctional.Tests.Verification

open System
open FsCheck
open FsCheck.FSharp
open PeerFunctional.Kernel
open PeerFunctional.Verification

type CrowdPeer =
    | Caller of endpoint: Endpoint * seen: int list
    /// Answers the last caller.
    | Desk of seen: int list * last: Endpoint voption
    | Left of seen: int list

/// A desk and alike callers by chance: what the desk and each caller do, by how many events they have seen, and by event.
type CrowdPeers =
    {
        OfDesk: Map<int * int, TimedReaction list>
        OfCaller: Map<int * int, TimedReaction list>
        /// Whether the desk has more to say to callers whose names come first.
        IsBiased: bool
        /// What no caller may have seen, and what one has seen in some state.
        Bad: int list
        /// What no two callers may have seen.
        Pair: int list option
        Seen: int list
    }

type CrowdState = WorldState<CrowdPeer, int, unit, unit>

module CrowdPeers =

    [<Literal>]
    let private MostOfCaller = 2

    [<Literal>]
    let private MostOfDesk = 3

    let private names = [ "desk"; "ann"; "ben"; "cal" ]
    let private endpoint name = Endpoint.create name 7

    let private act reactions (seen: int list) event partner =
        reactions
        |> Map.tryFind (seen.Length, event)
        |> Option.defaultValue []
        |> List.collect (TimedReaction.outputs partner)

    let private step peers state input =
        let event = TimedReaction.event input

        match state with
        | Left _ -> struct (state, [ Finish ])
        | Caller(own, seen) ->
            let outputs = act peers.OfCaller seen event (ValueSome(endpoint "desk"))
            let seen = event :: seen

            if seen.Length = MostOfCaller then
                struct (Left seen, outputs @ [ Finish ])
            else
                struct (Caller(own, seen), outputs)
        | Desk(seen, last) ->
            let caller =
                match input with
                | Received(caller, _) -> ValueSome caller
                | Started
                | Input.TimerFired _
                | Opened _
                | Malformed _
                | Closed _
                | Commanded _
                | Answered _ -> last

            let isFirst =
                match caller, last with
                | ValueSome caller, ValueSome last -> caller.Host < last.Host
                | ValueSome _, ValueNone
                | ValueNone, _ -> false

            let outputs =
                [ yield! act peers.OfDesk seen event caller
                  if peers.IsBiased && isFirst then
                      yield! TimedReaction.outputs caller (Says 1) ]

            let seen = event :: seen

            if seen.Length = MostOfDesk then
                struct (Left seen, outputs @ [ Finish ])
            else
                struct (Desk(seen, caller), outputs)

    let world peers =
        let start peer =
            if peer = 0 then
                Desk([], ValueNone)
            else
                Caller(endpoint names[peer], [])

        TimedReaction.world names (fun peer -> endpoint names[peer]) start (step peers)

    let private seen state =
        match state with
        | Caller(_, seen)
        | Left seen
        | Desk(seen, _) -> seen

    let properties peers : Properties<CrowdState> =
        { Invariants =
            [ Invariant.ofPeers "no caller has seen what is bad" (fun peer node ->
                  peer = 0 || seen node.State <> peers.Bad)
              for pair in Option.toList peers.Pair do
                  Invariant.ofWorld "no two callers have seen what is bad for two" (fun worldState ->
                      worldState.Nodes |> Seq.tail |> Seq.filter (fun node -> seen node.State = pair) |> Seq.length < 2) ]
          Reachable =
            [ Invariant.ofWorld "a caller has seen what can be seen" (fun worldState ->
                  worldState.Nodes |> Seq.tail |> Seq.exists (fun node -> seen node.State = peers.Seen)) ]
          Liveness = Invariant.ofWorld "all have started" (fun _ -> true) }

    /// Fair where it says so, else by chance.
    let generator isBiased =
        let reactions most =
            [ for count in 0 .. most - 1 do
                  for event in 0..4 -> count, event ]
            |> TimedReaction.table 2 (TimedReaction.generator 5 2 3)

        let seen =
            Gen.choose (1, MostOfCaller) |> Gen.bind (fun count -> Gen.listOfLength count (Gen.choose (0, 4)))

        gen {
            let! ofDesk = reactions MostOfDesk
            let! ofCaller = reactions MostOfCaller
            let! bad = seen
            let! seen = seen

            return
                { OfDesk = ofDesk
                  OfCaller = ofCaller
                  IsBiased = isBiased
                  Bad = bad @ [ 0 ] |> List.truncate MostOfCaller
                  Pair = Some(seen @ [ 0 ] |> List.truncate MostOfCaller)
                  Seen = seen @ [ 0 ] |> List.truncate MostOfCaller }
        }
