namespace PeerFunctional.Tests.Verification

open System
open FsCheck
open FsCheck.FSharp
open PeerFunctional.Kernel
open PeerFunctional.Verification

/// What a timed peer does on an event.
type TimedReaction =
    | Says of int
    | Sets of timer: int * seconds: int
    | Cancels of timer: int

/// Two peers with two timers each: what each of them does, by peer, by how many events it has seen, and by event: 0 its start, 1 and 2
/// messages, 3 and 4 its timers.
type TimedPeers =
    { Reactions: Map<int * int * int, TimedReaction list> }

module TimedPeers =

    /// Events after which a peer leaves.
    [<Literal>]
    let private MaxEvents = 3

    let private endpoint peer = Endpoint.create "peer" peer

    let private outputs peer reaction =
        match reaction with
        | Says message -> Send(endpoint (1 - peer), message)
        | Sets(timer, seconds) -> SetTimer(timer, TimeSpan.FromSeconds(float seconds))
        | Cancels timer -> CancelTimer timer

    let private event input =
        match input with
        | Started -> 0
        | Received(_, message) -> 1 + message
        | Input.TimerFired timer -> 3 + timer
        | Opened _
        | Malformed _
        | Closed _
        | Commanded _
        | Answered _ -> failwith $"{input}"

    /// The state is the events that the peer has seen, the last first.
    let private step peers peer (state: int * int list) input =
        let seen = snd state
        let event = event input

        let reactions =
            peers.Reactions |> Map.tryFind (peer, seen.Length, event) |> Option.defaultValue []

        struct ((peer, event :: seen),
                [ yield! List.map (outputs peer) reactions
                  if seen.Length + 1 = MaxEvents then
                      Finish ])

    let world peers : World<int * int list, int, int, unit, unit, unit, unit, unit> =
        { Peers = [ "Ann"; "Ben" ]
          Stores = [ (); () ]
          Blank = ignore
          Start = fun peer () -> peer, []
          Step = fun now state input -> Machine.overDatagrams (fun _ -> step peers (fst state)) now state input
          Owner =
            fun endpoint ->
                if endpoint.Port < 2 then
                    ValueSome endpoint.Port
                else
                    ValueNone
          Datagrams =
            ValueSome
                { SenderOf = fun peer _ -> endpoint peer
                  Garbled = fun _ -> Malformation.create "garbled" "a message is garbled" }
          Streams = ValueNone
          NoticeWords = fun () -> ""
          AtOnce = fun () -> ValueNone
          Answer = fun () () -> struct ((), [])
          SaysDeed = fun _ -> false
          MessageWords = fun message -> $"message {message}"
          TimerWords = fun timer -> $"timer {timer}"
          StateWords = fun state -> $"{state}" }

    /// What both peers have seen.
    let seen (worldState: WorldState<int * int list, int, unit, unit>) =
        worldState.Nodes |> Seq.map (fun node -> snd node.State) |> List.ofSeq

    let properties: Properties<WorldState<int * int list, int, unit, unit>> =
        { Invariants = []
          Reachable = []
          Liveness = Invariant.ofWorld "both peers have started" (fun _ -> true) }

    let generator =
        let timer = Gen.choose (0, 1)

        let reaction =
            Gen.frequency
                [ 3, Gen.choose (0, 1) |> Gen.map Says
                  4, Gen.map2 (fun timer seconds -> Sets(timer, seconds)) timer (Gen.choose (0, 4))
                  1, Gen.map Cancels timer ]

        let reactions =
            Gen.choose (0, 3) |> Gen.bind (fun count -> Gen.listOfLength count reaction)

        let keys =
            [ for peer in 0..1 do
                  for count in 0 .. MaxEvents - 1 do
                      for event in 0..4 -> peer, count, event ]

        Gen.listOfLength keys.Length reactions
        |> Gen.map (fun drawn -> { Reactions = Map(List.zip keys drawn) })

type TimedPeersGenerators =
    static member TimedPeers() = Arb.fromGen TimedPeers.generator
