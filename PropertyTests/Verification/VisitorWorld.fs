namespace PeerFunctional.Tests.Verification

open System
open PeerFunctional.Kernel
open PeerFunctional.Verification

type VisitorMessage =
    | Pass
    | Question of int
    | Reply of int

type VisitorState =
    /// Asks on a stream each, until both are answered, in this order.
    | Visitor of isCalling: bool * answers: int list
    /// Which visitors have shown their pass, and whether a stream came before it.
    | Desk of passes: Map<Connection, bool> * isSurprised: bool
    | Gone of answers: int list

type VisitorWorldState = WorldState<VisitorState, unit, unit, unit>

/// The smallest world over streams inside connections: a visitor shows a pass on its connection and asks on two streams.
module VisitorWorld =

    let private questions = [ 1; 2 ]
    let private desk = Dialled(Endpoint.create "desk" 7, 0)

    /// A dialer's streams have the numbers 0, 4, 8, as QUIC counts them.
    let private stream question =
        Address.Substream(desk, int64 (4 * (question - 1)))

    let private call answers =
        struct (Visitor(true, answers), [ Open(Address.Stream desk) ])

    let private ask answers =
        let ask question =
            [ Open(stream question); Send(stream question, Question question) ]

        struct (Visitor(true, answers),
                Send(Address.Stream desk, Pass) :: (questions |> List.except answers |> List.collect ask))

    let private pause answers =
        struct (Visitor(false, answers), [ SetTimer((), TimeSpan.FromMilliseconds 200.0) ])

    let private answered answers name question =
        if List.contains question answers || name <> stream question then
            struct (Visitor(true, answers), [])
        else
            match answers @ [ question ] with
            | all when all.Length = questions.Length -> struct (Gone all, [ Close(Address.Stream desk); Finish ])
            | answers -> struct (Visitor(true, answers), [ Close name ])

    let private step state input : struct (VisitorState * Output<Address, unit, VisitorMessage, unit, unit> list) =
        match state, input with
        | Visitor(_, answers), (Started | Input.TimerFired()) -> call answers
        | Visitor(_, answers), Opened(Address.Stream _) -> ask answers
        | Visitor(true, answers), Received(name, Reply question) -> answered answers name question
        // A stream that was reset is asked for again on a new connection.
        | Visitor(true, answers), Closed(Address.Substream _, _) ->
            let struct (state, outputs) = pause answers
            struct (state, Close(Address.Stream desk) :: outputs)
        | Visitor(_, answers), Closed _ -> pause answers
        | Desk(passes, isSurprised), Opened(Address.Stream visitor) ->
            struct (Desk(Map.add visitor false passes, isSurprised), [])
        | Desk(passes, isSurprised), Opened(Address.Substream(visitor, _)) ->
            struct (Desk(passes, isSurprised || Map.tryFind visitor passes <> Some true), [])
        | Desk(passes, isSurprised), Received(Address.Stream visitor, Pass) ->
            struct (Desk(Map.add visitor true passes, isSurprised), [])
        | Desk _, Received(name, Question question) -> struct (state, [ Send(name, Reply question) ])
        | Desk(passes, isSurprised), Closed(Address.Stream visitor, _) ->
            struct (Desk(Map.remove visitor passes, isSurprised), [])
        | (Visitor _ | Desk _ | Gone _), _ -> struct (state, [])

    let world: World<VisitorState, unit, VisitorMessage, unit, unit, unit, unit, unit> =
        { World.create [ "visitor"; "desk" ] id 7 Wires.none (fun _ -> Visitor(false, [])) (fun _ -> step) with
            Start =
                fun peer () ->
                    if peer = 0 then
                        Visitor(false, [])
                    else
                        Desk(Map.empty, false)
            Streams =
                ValueSome
                    { HostOf = fun _ -> "visitor"
                      InPiecesOf = fun _ -> ValueNone
                      LimitsOf = fun _ -> ValueNone } }

    let private isInside (worldState: VisitorWorldState) peer (struct (name, _)) =
        match name with
        | Address.Substream(connection, _) ->
            Connections.tryFind peer (Address.Stream connection) worldState.Connections |> ValueOption.isSome
        | Address.Stream _
        | Address.Datagram _ -> true

    let properties: Properties<VisitorWorldState> =
        { Invariants =
            [ Invariant.ofWorld "a stream opens after what was said before on its connection" (fun worldState ->
                  match worldState.Nodes[1].State with
                  | Desk(_, isSurprised) -> not isSurprised
                  | Visitor _
                  | Gone _ -> true)
              Invariant.ofWorld "an open stream is inside an open connection" (fun worldState ->
                  [ 0; 1 ]
                  |> List.forall (fun peer ->
                      Connections.ofPeer peer worldState.Connections |> List.forall (isInside worldState peer))) ]
          Reachable =
            [ Invariant.ofWorld "the second stream is answered first" (fun worldState ->
                  worldState.Nodes[0].State = Gone [ 2; 1 ]) ]
          Liveness =
            Invariant.ofWorld
                "the visitor has both answers, and every connection and stream is closed"
                (fun worldState -> worldState.Nodes[0].Status = NodeStatus.Stopped && worldState.Connections.Count = 0) }
