namespace PeerFunctional.Tests.Verification

open System
open PeerFunctional.Kernel
open PeerFunctional.Verification

type BallState =
    /// Sends pings until a pong is on disk.
    | Pinging of tries: int
    /// Answers pings.
    | Answering
    | Over

type Ball =
    | Ping
    | Pong

type BallQuestion = | Save

/// The smallest world with everything in it: envelopes, a timer, a store. The first peer writes down one pong and is done.
module PingPong =

    /// A peer's port is its place.
    let private endpoint peer = Endpoint.create "peer" peer

    let private again = TimeSpan.FromMilliseconds 100.0

    let private step tries state input =
        let retry count =
            if count < tries then
                struct (Pinging count, [ Send(endpoint 1, Ping); SetTimer((), again) ])
            else
                struct (Over, [ Finish ])

        match state, input with
        | Pinging count, Started -> retry count
        | Pinging count, Input.TimerFired() -> retry (count + 1)
        | Pinging _, Received(_, Pong) -> struct (state, [ Ask Save ])
        | Pinging _, Answered() -> struct (Over, [ Finish ])
        | Answering, Received(sender, Ping) -> struct (state, [ Send(sender, Pong) ])
        | (Pinging _ | Answering | Over), _ -> struct (state, [])

    /// 'tries' pings before it gives up.
    let world tries : World<BallState, unit, Ball, unit, unit, BallQuestion, unit, int> =
        { Peers = [ "Ann"; "Ben" ]
          Stores = [ 0; 0 ]
          Blank = fun _ -> 0
          Start =
            fun peer store ->
                match peer, store with
                | 0, 0 -> Pinging 0
                | 0, _ -> Over
                | _ -> Answering
          Step = Machine.overDatagrams (fun _ -> step tries)
          Owner =
            fun endpoint ->
                if endpoint.Port < 2 then
                    ValueSome endpoint.Port
                else
                    ValueNone
          Datagrams =
            ValueSome
                { SenderOf = fun peer _ -> endpoint peer
                  Garbled = fun _ -> Malformation.create "garbled" "no ball" }
          Streams = ValueNone
          NoticeWords = fun () -> ""
          AtOnce = fun Save -> ValueNone
          Answer = fun _ store -> struct (store + 1, [ () ])
          SaysDeed = fun _ -> false
          MessageWords = fun message -> $"{message}"
          TimerWords = fun () -> "no pong yet"
          StateWords = fun state -> $"{state}" }

    let properties: Properties<WorldState<BallState, unit, BallQuestion, int>> =
        let saved worldState = worldState.Nodes[0].Store

        { Invariants =
            [ Invariant.ofWorld "Ann writes down one pong at most" (fun worldState -> saved worldState <= 1) ]
          Reachable = [ Invariant.ofWorld "a pong is written down" (fun worldState -> saved worldState = 1) ]
          Liveness = Invariant.ofWorld "Ann gets her pong" (fun worldState -> saved worldState > 0) }
