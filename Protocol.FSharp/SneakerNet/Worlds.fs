namespace PeerFunctional.SneakerNet

open System
open PeerFunctional.Kernel
open PeerFunctional.Verification

type SneakerNetWorld = World<Replica, Timer, Message, UserCommand, Answer, Question, Notice, Shelf>
type SneakerNetScene = Scene<Replica, Timer, Question, Shelf>

/// Who is there and who holds what before a world begins. The first peer is the responder, the others call it.
type Situation =
    {
        Name: string
        /// What it shows, in a sentence.
        About: string
        /// Each peer's name and what it holds: writers and how many of their events.
        Peers: (string * (string * int) list) list
        /// How long nothing new may come before a session ends.
        Silence: TimeSpan
    }

/// SneakerNet as simulator, checker and explanation see it.
module Worlds =

    /// The most peers a world can have: each gets a feed of every other one.
    let maxPeers = 100

    let private firstNames =
        [| "Alice"; "Bob"; "Carol"; "Dave"; "Erin"; "Frank"; "Grace"; "Heidi" |]

    /// The names of so many peers: Alice to Heidi, then Alice2 to Heidi2, and so on.
    let private names count =
        List.init count (fun index ->
            match index / firstNames.Length with
            | 0 -> firstNames[index]
            | round -> $"{firstNames[index % firstNames.Length]}{round + 1}")

    /// Every peer with a feed of its own of as many events; `peers` is 2 to `maxPeers`.
    let everyone peers events =
        { Name = $"everyone-{peers}-{events}"
          About = $"{peers} peers, each with {events} events of its own"
          Peers = names peers |> List.map (fun name -> name, [ name, events ])
          Silence = TimeSpan.FromSeconds 5.0 }

    let private small name about peers =
        { Name = name
          About = about
          Peers = peers
          // Long enough for the retries (every 200 to 400 ms) that a few lost letters call for.
          Silence = TimeSpan.FromSeconds 2.0 }

    /// The worlds to check, smallest first.
    let situations =
        [ small "one-event" "Alice holds one event, Bob none" [ "Alice", [ "Alice", 1 ]; "Bob", [] ]
          small "two-events" "Alice holds two events, Bob none" [ "Alice", [ "Alice", 2 ]; "Bob", [] ]
          small
              "both-ways"
              "Alice and Bob each hold an event the other lacks"
              [ "Alice", [ "Alice", 1 ]; "Bob", [ "Bob", 1 ] ]
          small "behind" "Bob holds the first of Alice's two events" [ "Alice", [ "Alice", 2 ]; "Bob", [ "Alice", 1 ] ]
          small
              "three"
              "Bob and Carol call Alice; each of the three holds an event"
              [ "Alice", [ "Alice", 1 ]; "Bob", [ "Bob", 1 ]; "Carol", [ "Carol", 1 ] ] ]

    /// The most events of its own a peer of a world can have.
    let maxEvents = 1_000

    /// A situation by its name: of `situations`, or as `everyone` names it.
    let named (name: string) =
        let number (text: string) most =
            match Int32.TryParse text with
            | true, number when number <= most -> Some number
            | _ -> None

        match situations |> List.tryFind (fun situation -> situation.Name = name), name.Split '-' with
        | Some situation, _ -> Some situation
        | None, [| "everyone"; peers; events |] ->
            match number peers maxPeers, number events maxEvents with
            | Some peers, Some events when peers >= 2 && events >= 0 -> Some(everyone peers events)
            | _ -> None
        | None, _ -> None

    let authors situation =
        situation.Peers
        |> List.collect snd
        |> List.groupBy fst
        |> List.map (fun (name, counts) -> name, counts |> List.map snd |> List.max)
        |> List.append (situation.Peers |> List.map (fun (name, _) -> name, 0))
        |> List.groupBy fst
        |> List.map (fun (name, counts) -> name, counts |> List.map snd |> List.max)
        |> Authors.create

    let private host (name: string) = name.ToLowerInvariant()

    /// The responder listens where the original does; every peer pushes from the port after its command port.
    let private commandPort = Message.DefaultPort
    let private pushPort = commandPort + 1

    let private settings authors situation policy peer (shelf: Shelf) =
        let name = fst (List.item peer situation.Peers)
        let responder = Endpoint.create (host (fst situation.Peers.Head)) commandPort

        { Policy = policy
          Role =
            if peer = 0 then
                Responder(commandPort, false)
            else
                Initiator responder
          PushPort = pushPort
          Own =
            Authors.feed name authors
            |> Option.filter (fun own -> Map.containsKey own shelf)
            |> ValueOption.ofOption
          Silence = situation.Silence
          Heads = Shelf.heads shelf
          Tokens = Keyed(Text.Encoding.UTF8.GetBytes name) }

    let private messageWords authors message =
        match message with
        | Command command -> Authors.named ((Command.print command).TrimEnd()) authors
        | Push offers ->
            offers
            |> List.map (fun offer ->
                let event = Offer.event offer
                $"{Authors.nameOf event.Feed authors}:{event.Seq}")
            |> String.concat " "
            |> sprintf "push %s"

    /// The situation as a world in which everybody follows a policy.
    let world policy situation : SneakerNetWorld =
        let authors = authors situation
        let peers = situation.Peers |> List.map fst
        let owners = peers |> List.mapi (fun index name -> host name, index) |> Map.ofList
        let verify = Offer.verify WorldSignatures.signatures

        let store (name, holdings) =
            let shelf =
                holdings
                |> List.collect (fun (writer, count) -> Authors.events writer count authors)
                |> Shelf.ofEvents

            match Authors.feed name authors with
            | Some own -> Shelf.add own shelf
            | None -> shelf

        let senderOf peer message =
            let name = host (List.item peer peers)

            match message with
            | Command _ -> Endpoint.create name commandPort
            | Push _ -> Endpoint.create name pushPort

        { Peers = peers
          Stores = situation.Peers |> List.map store
          // The key was on the disk too: who lost it is a peer without a feed of its own from then on.
          Blank = fun _ -> Shelf.empty
          Start = fun peer shelf -> (Replica.machine (settings authors situation policy peer shelf)).Initial
          Step = Machine.overDatagrams Replica.step
          Owner =
            fun endpoint ->
                match Map.tryFind endpoint.Host owners with
                | Some peer -> ValueSome peer
                | None -> ValueNone
          Datagrams =
            ValueSome
                { SenderOf = senderOf
                  Garbled = fun _ -> Authors.malformed }
          Streams = ValueNone
          NoticeWords = fun notice -> Authors.named (String.Join(" / ", Notice.lines notice)) authors
          AtOnce = fun _ -> ValueNone
          Answer = Shelf.answer verify
          MessageWords = messageWords authors
          TimerWords = Wording.timer
          StateWords = Wording.state (fun feed -> Authors.nameOf feed authors) }

    let private stores (scene: SneakerNetScene) =
        scene.Nodes |> Seq.map _.Store |> List.ofSeq

    let private isGenuine authors (shelf: Shelf) =
        shelf |> Map.forall (fun feed events -> Authors.isGenuine feed events authors)

    let private length feed shelf = (Shelf.events feed shelf).Length

    /// Whether no feed is shorter than before, but where the disk was lost.
    let private isWithin (before: Shelf) (node: Node<Replica, Timer, Question, Shelf>) =
        node.DiskLost || before |> Map.forall (fun feed events -> length feed node.Store >= events.Length)

    let private isDurable (node: Node<Replica, Timer, Question, Shelf>) =
        match node.State with
        // It says nothing any more.
        | RecoveringReplica _
        | PublishedReplica _ when node.Life = Down && node.DiskLost -> true
        | RecoveringReplica state -> state.Durable |> Map.forall (fun feed seq -> int64 (length feed node.Store) >= seq)
        // The original writes before it goes on: nothing is between its word and its file.
        | PublishedReplica state ->
            node.Life = Down
            || not node.Questions.IsEmpty
            || state.Held |> Map.forall (fun feed seq -> int64 (length feed node.Store) >= seq)

    let private isIdle (node: Node<Replica, Timer, Question, Shelf>) =
        match node.Life, node.State with
        | Done, _ -> true
        | Down, _ -> false
        | Running, PublishedReplica state ->
            match state.Phase with
            | Listening
            | Over -> true
            | Contacting _
            | Looping _ -> false
        | Running, RecoveringReplica state ->
            match state.Phase with
            | Serving -> state.Partners.IsEmpty
            | Ended -> true
            | Calling _
            | Storing -> false

    let private lengths shelf =
        shelf |> Map.map (fun _ events -> List.length events) |> Map.filter (fun _ length -> length > 0)

    let private areEqual (scene: SneakerNetScene) =
        stores scene |> List.map lengths |> List.distinct |> List.length <= 1

    /// Whoever lost its disk as all others left can only wait for somebody to call.
    let private isBereft (scene: SneakerNetScene) =
        let bereft, others =
            scene.Nodes |> List.ofSeq |> List.partition (fun node -> node.DiskLost && node.Life = Running)

        not bereft.IsEmpty && others |> List.forall (fun node -> node.Life = Done)

    /// What must hold in a situation, whatever the policy and the faults.
    let laws policy situation : Laws<SneakerNetScene> =
        let authors = authors situation
        let before = Array.ofList (world policy situation).Stores

        { Always =
            [ Law.ofPeers "logs hold only verified events, one after the other, of one history" (fun _ node ->
                  isGenuine authors node.Store)
              Law.ofPeers "nobody's log shrinks" (fun peer node -> isWithin before[peer] node)
              Law.ofPeers "whoever says it holds an event has it on disk" (fun _ node -> isDurable node) ]
          Sometimes =
            [ Law.ofWorld "somebody gets an event it lacked" (fun scene ->
                  Seq.exists2 (fun before after -> lengths before <> lengths after) before (stores scene)) ]
          Goal =
            Law.ofPeers "all sessions end" (fun _ node -> isIdle node)
            |> Law.withWorld "when faults stop, all logs become equal and all sessions end" (fun scene ->
                areEqual scene || isBereft scene) }
