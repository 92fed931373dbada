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

module TimedReaction =

    /// What a peer sees: 0 is its start, 1 and 2 are messages, 3 and 4 its timers.
    let event input =
        match input with
        | Started -> 0
        | Received(_, message) -> 1 + message
        | Input.TimerFired timer -> 3 + timer
        | Opened _
        | Malformed _
        | Closed _
        | Commanded _
        | Answered _ -> failwith $"{input}"

    let outputs partner reaction =
        match reaction, partner with
        | Says message, ValueSome partner -> [ Send(partner, message) ]
        | Says _, ValueNone -> []
        | Sets(timer, seconds), _ -> [ SetTimer(timer, TimeSpan.FromSeconds(float seconds)) ]
        | Cancels timer, _ -> [ CancelTimer timer ]

    /// With so many of each kind among all, and timers of up to so many seconds.
    let generator says sets most =
        let timer = Gen.choose (0, 1)

        Gen.frequency
            [ says, Gen.choose (0, 1) |> Gen.map Says
              sets, Gen.map2 (fun timer seconds -> Sets(timer, seconds)) timer (Gen.choose (0, most))
              1, Gen.map Cancels timer ]

    /// Up to so many reactions to each of the events.
    let table most reaction keys =
        Gen.choose (0, most)
        |> Gen.bind (fun count -> Gen.listOfLength count reaction)
        |> Gen.listOfLength (List.length keys)
        |> Gen.map (List.zip keys >> Map)

    /// A world of peers that react to datagrams and timers.
    let world names (endpoint: int -> Endpoint) start step : World<'state, int, int, unit, unit, unit, unit, unit> =
        { Peers = names
          Stores = names |> List.map ignore
          Blank = ignore
          Start = fun peer () -> start peer
          Step = fun now state input -> Machine.overDatagrams (fun _ -> step) now state input
          Owner =
            fun owned ->
                [ 0 .. names.Length - 1 ]
                |> List.tryFind (fun peer -> endpoint peer = owned)
                |> ValueOption.ofOption
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

/// Two peers with two timers each: what each of them does, by peer, by how many events it has seen, and by event.
type TimedPeers =
    { Reactions: Map<int * int * int, TimedReaction list> }

module TimedPeers =

    /// Events after which a peer leaves.
    [<Literal>]
    let private MaxEvents = 3

    let private endpoint peer = Endpoint.create "peer" peer

    /// The state is the peer, and the events that it has seen, the last first.
    let private step peers (state: int * int list) input =
        let peer, seen = state
        let event = TimedReaction.event input

        let reactions =
            peers.Reactions |> Map.tryFind (peer, seen.Length, event) |> Option.defaultValue []

        struct ((peer, event :: seen),
                [ yield! List.collect (TimedReaction.outputs (ValueSome(endpoint (1 - peer)))) reactions
                  if seen.Length + 1 = MaxEvents then
                      Finish ])

    let world peers =
        TimedReaction.world [ "Ann"; "Ben" ] endpoint (fun peer -> peer, []) (step peers)

    /// What both peers have seen.
    let seen (worldState: WorldState<int * int list, int, unit, unit>) =
        worldState.Nodes |> Seq.map (fun node -> snd node.State) |> List.ofSeq

    let properties: Properties<WorldState<int * int list, int, unit, unit>> =
        { Invariants = []
          Reachable = []
          Liveness = Invariant.ofWorld "both peers have started" (fun _ -> true) }

    let generator =
        [ for peer in 0..1 do
              for count in 0 .. MaxEvents - 1 do
                  for event in 0..4 -> peer, count, event ]
        |> TimedReaction.table 3 (TimedReaction.generator 3 4 4)
        |> Gen.map (fun reactions -> { Reactions = reactions })

type TimedPeersGenerators =
    static member TimedPeers() = Arb.fromGen TimedPeers.generator
