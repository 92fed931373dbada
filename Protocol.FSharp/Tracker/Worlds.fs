namespace PeerFunctional.Tracker

open System
open PeerFunctional.Kernel
open PeerFunctional.Verification

type RingWorld = World<Participant, Connection, Timer, Message, Request, Effect, Change list>
type RingScene = Scene<Participant, Connection, Timer, Effect, Change list>

/// A tracker, how many peers it has and how many items its phrase.
type Situation =
    {
        Name: string
        /// What it shows, in a sentence.
        About: string
        Peers: int
        Items: int
    }

/// The ring as simulator, checker and explanation see it. The first peer of a world is the tracker.
module Worlds =

    let private names = [ "Tracker"; "Ann"; "Ben"; "Cat"; "Dan"; "Eva" ]

    let private words = [ "blue"; "skies"; "and"; "snowy"; "peaks" ]

    let private situation name about peers items =
        { Name = name
          About = about
          Peers = peers
          Items = items }

    /// The worlds to check, smallest first.
    let situations =
        [ situation "alone" "one peer and two items: nobody else holds the second" 1 2
          situation "two" "two peers and two items" 2 2
          situation "few" "two peers and three items: nobody is dealt the third" 2 3
          situation "three" "three peers and three items" 3 3 ]

    let private host (name: string) = name.ToLowerInvariant()
    let private trackerAt = Endpoint.create (host names.Head) Limits.DefaultPort

    /// Peers listen where the original does by default.
    let private peerAt name = Endpoint.create (host name) 9000

    let private settings policy (phrase: Phrase) changes =
        let replay ring change =
            let struct (ring, _) = Ring.apply change ring
            ring

        { TrackerSettings.create policy phrase with
            Ring = List.fold replay (Ring.empty (Phrase.size phrase)) changes }

    let private torn =
        Malformation.create "truncated" "the first piece is no whole message"

    /// The situation as a world in which everybody follows a policy; the error says why there is no such phrase.
    let world policy situation : Result<RingWorld, string> =
        let peers = List.truncate (situation.Peers + 1) names
        let owners = peers |> List.mapi (fun peer name -> host name, peer) |> Map.ofList

        let items =
            List.truncate situation.Items words |> List.mapi (fun seq text -> { Seq = seq; Text = text })

        Phrase.create items
        |> Result.map (fun phrase ->
            { Peers = peers
              Stores = peers |> List.map (fun _ -> [])
              Blank = fun _ -> []
              Start =
                fun peer changes ->
                    match peer with
                    | 0 -> TrackerPart(RingTracker.initial (settings policy phrase changes))
                    | _ ->
                        let name = List.item peer peers

                        CollectorSettings.create policy (host name) (peerAt name) trackerAt
                        |> Collector.initial
                        |> PeerPart
              Step = Participant.step
              Owner =
                function
                | Dialled(target, _) ->
                    match Map.tryFind target.Host owners with
                    | Some peer -> ValueSome peer
                    | None -> ValueNone
                | Accepted _ -> ValueNone
              Carrier =
                Streams(
                    (fun caller name number ->
                        Accepted(
                            Endpoint.create (host (List.item caller peers)) (50_000 + number),
                            Connection.partner name
                        )),
                    fun message ->
                        match policy with
                        | AsPublished -> Error torn
                        | Recovering -> Ok message
                )
              React =
                function
                | Tell notice -> Told(fun () -> Notice.line notice)
                | Remember _ -> Queued
                | AskTime -> AnsweredWith [ TimeIs "now" ]
              Answer =
                fun effect changes ->
                    match effect with
                    | Remember(change, ValueSome asker) -> struct (changes @ [ change ], [ Remembered asker ])
                    | Remember(change, ValueNone) -> struct (changes @ [ change ], [])
                    | Tell _
                    | AskTime -> struct (changes, [])
              DigestState = RingDigest.addState
              DigestMessage = Message.digest
              DigestTimer = RingDigest.addTimer
              DigestAddress = Connection.digest
              DigestEffect = RingDigest.addEffect
              DigestStore = Digest.addSeq RingDigest.addChange
              MessageWords = Message.words
              TimerWords = RingWording.timer
              StateWords = RingWording.state })

    let private collectors (scene: RingScene) =
        scene.Nodes
        |> List.choose (fun node ->
            match node.State with
            | PeerPart collector -> Some collector
            | TrackerPart _ -> None)

    let private isTrue situation collector =
        Assembly.items (Collector.assembly collector)
        |> Seq.forall (fun item -> item.Seq < situation.Items && item.Text = List.item item.Seq words)

    let private isServing (scene: RingScene) = scene.Nodes.Head.Life <> Done

    /// Whether every living peer queries whom the tracker's ring says.
    let private isRing (scene: RingScene) =
        let told tracker (collector: Collector) handle =
            match tracker with
            | RecoveringRing state -> Tracking.neighbour handle state = Collector.neighbour collector
            | PublishedRing _ ->
                match RingTracker.members tracker with
                | [] -> true
                | members ->
                    match members |> List.tryFindIndex (fun other -> other.Handle = handle) with
                    | Some index ->
                        let before = List.item ((index + members.Length - 1) % members.Length) members
                        Collector.neighbour collector = ValueSome before
                    | None -> false

        match scene.Nodes with
        | { State = TrackerPart tracker } :: peers ->
            List.forall2
                (fun (node: Node<Participant, Timer, Effect, Change list>) name ->
                    match node.Life, node.State with
                    | Running, PeerPart collector -> told tracker collector (host name)
                    | _ -> true)
                peers
                (List.truncate peers.Length names.Tail)
        | _ -> false

    /// What must hold in a situation, whatever the policy and the faults.
    let laws situation : Laws<RingScene> =
        { Always =
            [ { Sentence = "a database item never changes"
                Holds = collectors >> List.forall (isTrue situation) }
              { Sentence = "the tracker never stops serving"
                Holds = isServing } ]
          Sometimes =
            [ { Sentence = "somebody gets everything"
                Holds = collectors >> List.exists Collector.isComplete } ]
          Goal =
            { Sentence = "when faults stop, the living peers form one ring, and everyone has everything"
              Holds = fun scene -> collectors scene |> List.forall Collector.isComplete && isRing scene } }
