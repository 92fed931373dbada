namespace PeerFunctional.Tests.Verification

open System
open PeerFunctional.Kernel
open PeerFunctional.Verification

type Note =
    | Number of int
    | Thanks

type NumberDeliveryTimer =
    /// Nobody answers: hang up.
    | NoAnswer
    | Again

type NumberDeliveryState =
    /// Brings the numbers one to three on one connection, until it is thanked.
    | Messenger of isCalling: bool
    /// What each connection brought so far.
    | Keeper of conversations: Map<Connection, int list>
    | Delivered

type NumberDeliveryWorldState = WorldState<NumberDeliveryState, NumberDeliveryTimer, unit, unit>

/// The smallest world over connections: a messenger calls a keeper again and again, until all its numbers were heard.
module NumberDelivery =

    let private numbers = [ 1..3 ]
    let private desk = Dialled(Endpoint.create "keeper" 7, 0)

    let private call =
        struct (Messenger true, [ Open desk; SetTimer(NoAnswer, TimeSpan.FromMilliseconds 900.0) ])

    let private pause =
        struct (Messenger false, [ CancelTimer NoAnswer; SetTimer(Again, TimeSpan.FromMilliseconds 200.0) ])

    let private close caller struct (state, outputs) = struct (state, Close caller :: outputs)

    let private step
        state
        input
        : struct (NumberDeliveryState * Output<Connection, NumberDeliveryTimer, Note, unit, unit> list) =
        match state, input with
        | Messenger false, (Started | Input.TimerFired Again) -> call
        | Messenger true, Opened _ -> struct (state, numbers |> List.map (fun number -> Send(desk, Number number)))
        | Messenger true, Received(_, Thanks) -> struct (Delivered, [ Finish ])
        | Messenger true, Closed _ -> pause
        | Messenger true, Input.TimerFired NoAnswer -> close desk pause
        | Keeper conversations, Opened caller -> struct (Keeper(Map.add caller [] conversations), [])
        | Keeper conversations, Closed(caller, _) -> struct (Keeper(Map.remove caller conversations), [])
        | Keeper conversations, Malformed(caller, _) ->
            struct (Keeper(Map.remove caller conversations), [ Close caller ])
        | Keeper conversations, Received(caller, Number number) ->
            let heard = conversations[caller] @ [ number ]
            let thanks = if heard = numbers then [ Send(caller, Thanks) ] else []
            struct (Keeper(Map.add caller heard conversations), thanks)
        | (Messenger _ | Keeper _ | Delivered), _ -> struct (state, [])

    /// A note is two bytes. An impatient reader takes what comes at once for a note.
    let private codec isPatient : StreamCodec<Note> =
        let read (bytes: byte[]) =
            match bytes with
            | [| 'n'B; number |] -> Ok(Number(int number))
            | [| 't'B; _ |] -> Ok Thanks
            | _ -> Malformation.error "no-note" "this is no note"

        let rec reading (held: byte[]) : StreamDecoder<Note> =
            { Take =
                fun bytes ->
                    let held = Array.append held (bytes.ToArray())

                    if held.Length >= 2 || not isPatient then
                        struct (held |> Array.chunkBySize 2 |> Array.map read |> List.ofArray, reading [||])
                    else
                        struct ([], reading held)
              Block = fun () -> ValueNone
              AtEnd =
                fun () ->
                    if held.Length = 0 then
                        []
                    else
                        [ Malformation.error "cut-short" "half a note" ] }

        { Write =
            fun note ->
                match note with
                | Number number -> ReadOnlyMemory [| 'n'B; byte number |]
                | Thanks -> ReadOnlyMemory "t."B
          Decoder = fun _ -> reading [||] }

    /// `isPatient`: whether the peers wait for the rest of a note that comes in pieces.
    let world isPatient : World<NumberDeliveryState, NumberDeliveryTimer, Note, unit, unit, unit, unit, unit> =
        { Peers = [ "Messenger"; "Keeper" ]
          Stores = [ (); () ]
          Blank = fun _ -> ()
          Start = fun peer () -> if peer = 0 then Messenger false else Keeper Map.empty
          Step = Machine.overStreams (fun _ -> step)
          Owner = fun endpoint -> if endpoint.Host = "keeper" then ValueSome 1 else ValueNone
          Datagrams = ValueNone
          Streams =
            ValueSome
                { HostOf = fun peer -> $"caller{peer}"
                  InPiecesOf = fun _ -> ValueSome(StreamNetwork.inHalves (codec isPatient))
                  LimitsOf = fun _ -> ValueNone }
          NoticeWords = fun () -> ""
          AtOnce = fun () -> ValueNone
          Answer = fun () () -> struct ((), [])
          SaysDeed = fun _ -> false
          MessageWords =
            function
            | Number number -> $"number {number}"
            | Thanks -> "thanks"
          TimerWords =
            function
            | NoAnswer -> "nobody answers"
            | Again -> "another try"
          StateWords = fun state -> $"%A{state}" }

    let private conversations (worldState: NumberDeliveryWorldState) =
        match worldState.Nodes[1].State with
        | Keeper conversations -> conversations
        | Messenger _
        | Delivered -> Map.empty

    let private isDone (worldState: NumberDeliveryWorldState) =
        worldState.Nodes[0].Status = NodeStatus.Stopped

    let properties: Properties<NumberDeliveryWorldState> =
        { Invariants =
            [ Invariant.ofWorld
                  "a connection brings the numbers in order, each once"
                  (conversations >> Map.forall (fun _ heard -> heard = List.truncate heard.Length numbers))
              Invariant.ofWorld "the keeper hears of every connection's beginning and end" (fun worldState ->
                  let ends =
                      worldState.Connections
                      |> Connections.ofPeer 1
                      |> List.choose (fun struct (name, _) -> Address.tryStream name |> ValueOption.toOption)

                  worldState.Nodes[1].Status <> NodeStatus.Running
                  || Set.ofList ends = Set.ofSeq (Map.keys (conversations worldState)))
              Invariant.ofWorld "the messenger calls on one connection at a time" (fun worldState ->
                  (Connections.ofPeer 0 worldState.Connections).Length <= 1) ]
          Reachable =
            [ Invariant.ofWorld "a talk is cut short" (fun worldState ->
                  conversations worldState |> Map.exists (fun _ heard -> heard.Length = 1)) ]
          Liveness =
            Invariant.ofWorld "the messenger is done, and every connection is closed" (fun worldState ->
                isDone worldState && worldState.Connections.Count = 0) }
