namespace PeerFunctional.SneakerNet

open System
open PeerFunctional.Kernel
open PeerFunctional.Verification

type SneakerNetWorld = World<Replica, Timer, Message, UserCommand, StoreAnswer, StoreQuestion, Notice, MemoryStore>
type SneakerNetWorldState = WorldState<Replica, Timer, StoreQuestion, MemoryStore>

/// The peers of a world and the events that each of them stores at the start. The first peer is the responder; the
/// others call it.
type ScenarioSetup =
    {
        Name: string
        /// One sentence for the user.
        About: string
        /// Each peer's name, and how many events of each writer it stores.
        Peers: (string * (string * int) list) list
        /// A session ends after this time without news.
        Silence: TimeSpan
        /// The least bytes of an event's content.
        Content: int
        /// The peers of this list have one host and a port each.
        OneHost: string list
        /// Events, by writer and number, that the first peer's disk gives back with another content than was written.
        Damaged: (string * int) list
        /// Events that each peer's user may write besides.
        Writes: int
        /// Whether a lost disk is replaced by a backup: what the peer held at the start, without each feed's last event.
        HasBackups: bool
        /// The last event of the first peer's own feed is written only while the world runs.
        WritesWhileRunning: bool
        /// The most bytes of events in a push that the path carries; none where it carries every size.
        PathSize: int voption
        /// The most sessions of the first peer at one time. Where more peers call it, some may leave without its events.
        MaxPartners: int
    }

/// The worlds of SneakerNet that are simulated, checked and explained.
module Scenarios =

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

    let private setup name about silence peers =
        { Name = name
          About = about
          Peers = peers
          Silence = silence
          Content = 0
          OneHost = []
          Damaged = []
          Writes = 0
          HasBackups = false
          WritesWhileRunning = false
          PathSize = ValueNone
          MaxPartners = ReplicaSettings.MaxPartners }

    /// Every peer with a feed of its own of as many events; `peers` is 2 to `maxPeers`.
    let everyone peers events =
        names peers
        |> List.map (fun name -> name, [ name, events ])
        |> setup
            $"everyone-{peers}-{events}"
            $"{peers} peers, each with {events} events of its own"
            ReplicaSettings.defaultSilence

    /// Sessions are long enough for the retries (every 200 to 400 ms) that a few lost envelopes call for.
    let private small name about peers =
        setup name about (TimeSpan.FromSeconds 2.0) peers

    /// The worlds to check, smallest first.
    let setups =
        [ small "one-event" "Alice holds one event, Bob none" [ "Alice", [ "Alice", 1 ]; "Bob", [] ]
          small "two-events" "Alice holds two events, Bob none" [ "Alice", [ "Alice", 2 ]; "Bob", [] ]
          small
              "both-ways"
              "Alice and Bob each hold an event that the other lacks"
              [ "Alice", [ "Alice", 1 ]; "Bob", [ "Bob", 1 ] ]
          small "behind" "Bob holds the first of Alice's two events" [ "Alice", [ "Alice", 2 ]; "Bob", [ "Alice", 1 ] ]
          small
              "three"
              "Bob and Carol call Alice; each of the three holds an event"
              [ "Alice", [ "Alice", 1 ]; "Bob", [ "Bob", 1 ]; "Carol", [ "Carol", 1 ] ]
          { small
                "relay"
                "Bob and Carol call Alice, who hands on Bob's event to Carol"
                [ "Alice", []; "Bob", [ "Bob", 1 ]; "Carol", [] ] with
              // A session that ends before Bob has come gets nothing from him.
              Silence = ReplicaSettings.defaultSilence }
          { small
                "same-event"
                "Bob and Carol call Alice, and both bring one event of Dave's"
                [ "Alice", []; "Bob", [ "Dave", 1 ]; "Carol", [ "Dave", 1 ] ] with
              Silence = ReplicaSettings.defaultSilence }
          { small
                "two-pushes"
                "Alice holds two events that do not fit one push, Bob none"
                [ "Alice", [ "Alice", 2 ]; "Bob", [] ] with
              Content = 700 }
          { small
                "one-host"
                "Bob and Carol call Alice from two ports of one host"
                [ "Alice", [ "Alice", 1 ]; "Bob", []; "Carol", [] ] with
              OneHost = [ "Bob"; "Carol" ] }
          { small
                "damaged"
                "Alice's disk has damaged the second of her two events, Bob holds none"
                [ "Alice", [ "Alice", 2 ]; "Bob", [] ] with
              Damaged = [ "Alice", 2 ] }
          { small
                "backup"
                "Alice holds two events, Bob none; a lost disk is replaced by a backup without the newest event"
                [ "Alice", [ "Alice", 2 ]; "Bob", [] ] with
              HasBackups = true } ]

    /// Worlds in which users command something while they run, or whose paths are narrow.
    let others =
        [ { small
                "writes"
                "Alice writes her second event while Bob fetches the first"
                [ "Alice", [ "Alice", 2 ]; "Bob", [] ] with
              WritesWhileRunning = true }
          small "leaves" "Bob's user ends him at any moment" [ "Alice", [ "Alice", 1 ]; "Bob", [] ]
          { small
                "narrow"
                "Alice holds three events of which the path carries two in one push, Bob none"
                [ "Alice", [ "Alice", 3 ]; "Bob", [] ] with
              Content = 300
              PathSize = ValueSome 900 }
          { small
                "one-session"
                "Bob and Carol call Alice, who holds one event and has one session at a time"
                [ "Alice", [ "Alice", 1 ]; "Bob", []; "Carol", [] ] with
              MaxPartners = 1 } ]

    /// Alice holds one event of each of so many writers.
    let holder feeds =
        { setup
              $"holder-{feeds}"
              $"Alice holds one event of each of {feeds} writers, Bob none"
              ReplicaSettings.defaultSilence
              [ "Alice", [ for writer in 1..feeds -> $"W{writer}", 1 ]; "Bob", [] ] with
            Content = 0 }

    /// The most events of its own a peer of a world can have.
    let maxEvents = 1_000

    /// A setup by its name: one of `setups`, or a name made by `everyone`.
    let named (name: string) =
        let number (text: string) most =
            match Int32.TryParse text with
            | true, number when number <= most -> Some number
            | _ -> None

        match setups @ others |> List.tryFind (fun setup -> setup.Name = name), name.Split '-' with
        | Some setup, _ -> Some setup
        | None, [| "holder"; feeds |] -> number feeds maxEvents |> Option.map holder
        | None, [| "everyone"; peers; events |] ->
            match number peers maxPeers, number events maxEvents with
            | Some peers, Some events when peers >= 2 && events >= 1 -> Some(everyone peers events)
            | _ -> None
        | None, _ -> None

    /// The writers of a world whose events these signatures sign.
    let authorsBy signatures setup =
        setup.Peers
        |> List.collect snd
        |> List.groupBy fst
        |> List.map (fun (name, counts) -> name, counts |> List.map snd |> List.max)
        |> List.append (setup.Peers |> List.map (fun (name, _) -> name, 0))
        |> List.groupBy fst
        |> List.map (fun (name, counts) -> name, counts |> List.map snd |> List.max)
        |> List.map (fun (name, count) ->
            let isPeer = setup.Peers |> List.exists (fun (peer, _) -> peer = name)
            name, (if isPeer then count + setup.Writes else count))
        |> ScenarioFeeds.signed signatures setup.Content

    let authors setup =
        authorsBy ModelSignatures.signatures setup

    /// The responder listens where the original does. Peers of one host have ports one after the other.
    let private commandEndpoint setup (name: string) =
        match List.tryFindIndex ((=) name) setup.OneHost with
        | Some place -> Endpoint.create (setup.OneHost.Head.ToLowerInvariant()) (Message.DefaultPort + 2 * place)
        | None -> Endpoint.create (name.ToLowerInvariant()) Message.DefaultPort

    /// Every peer pushes from the port after its command port.
    let private pushEndpoint setup name =
        let command = commandEndpoint setup name
        Endpoint.create command.Host (command.Port + 1)

    /// Where the responder takes commands.
    let responder setup =
        commandEndpoint setup (fst setup.Peers.Head)

    /// Where a peer takes commands.
    let endpoint = commandEndpoint

    /// The tokens that a peer gives.
    let tokens (name: string) = Keyed(Text.Encoding.UTF8.GetBytes name)

    /// What the replica finds as it starts: its user may write the last event later.
    let private found authors setup peer (store: MemoryStore) =
        match List.item peer setup.Peers with
        | name, _ when setup.WritesWhileRunning && peer = 0 ->
            match ScenarioFeeds.feed name authors with
            | Some own -> store |> Map.change own (Option.map (fun events -> List.truncate (events.Length - 1) events))
            | None -> store
        | _ -> store

    /// The most sessions of a peer at one time.
    let mostPartners setup peer =
        if peer = 0 then
            setup.MaxPartners
        else
            ReplicaSettings.MaxPartners

    let private settings authors setup policies peer (store: MemoryStore) =
        let name = fst (List.item peer setup.Peers)

        { Policy = PeerPolicies.ofPeer peer policies
          Role =
            if peer = 0 then
                Responder((responder setup).Port, false)
            else
                Initiator(responder setup)
          PushPort = (pushEndpoint setup name).Port
          Own =
            ScenarioFeeds.feed name authors
            |> Option.filter (fun own -> Map.containsKey own store)
            |> ValueOption.ofOption
          Silence = setup.Silence
          Heads = MemoryStore.heads (found authors setup peer store)
          Tokens = tokens name
          MaxPartners = mostPartners setup peer }

    let private messageWords authors message =
        match message with
        | Command command -> ScenarioFeeds.named ((Command.print command).TrimEnd()) authors
        | Push offers ->
            offers
            |> List.map (fun offer ->
                let event = OfferedEvent.event offer
                $"{ScenarioFeeds.nameOf event.Feed authors}:{event.Seq}")
            |> String.concat " "
            |> sprintf "push %s"

    /// The steps of replicas whose path loses larger pushes.
    let private overPath setup : TimeSpan -> Replica -> Input<Address, Timer, Message, UserCommand, StoreAnswer> -> _ =
        let step = Machine.overDatagrams Replica.step

        let size offers =
            offers |> List.sumBy (fun offer -> (OfferedEvent.event offer).Wire.Length)

        match setup.PathSize with
        | ValueNone -> step
        | ValueSome most ->
            fun now state input ->
                let struct (state, outputs) = step now state input

                struct (state,
                        outputs
                        |> List.filter (fun output ->
                            match output with
                            | Send(_, Push offers) -> size offers <= most
                            | _ -> true))

    /// A world whose peers follow the policies, and whose events these signatures sign and verify.
    let signedWorld signatures policies setup : SneakerNetWorld =
        let authors = authorsBy signatures setup
        let peers = setup.Peers |> List.map fst

        let owners =
            peers
            |> List.mapi (fun index name -> [ commandEndpoint setup name, index; pushEndpoint setup name, index ])
            |> List.concat
            |> Map.ofList

        let isDamaged (event: Event) =
            setup.Damaged |> List.contains (ScenarioFeeds.nameOf event.Feed authors, int event.Seq)

        let read event =
            (if isDamaged event then
                 ScenarioFeeds.damaged event
             else
                 event)
            |> OfferedEvent.verify signatures

        let store (name, holdings) =
            let store =
                holdings
                |> List.collect (fun (writer, count) -> ScenarioFeeds.events writer count authors)
                |> MemoryStore.ofEvents

            match ScenarioFeeds.feed name authors with
            | Some own -> MemoryStore.add own store
            | None -> store

        let senderOf peer message =
            let name = List.item peer peers

            match message with
            | Command _ -> commandEndpoint setup name
            | Push _ -> pushEndpoint setup name

        let backup peer =
            store (List.item peer setup.Peers)
            |> Map.map (fun _ events -> List.truncate (events.Length - 1) events)

        { Peers = peers
          Stores = setup.Peers |> List.map store
          // The key was on the disk too, so a peer that lost its disk has no feed of its own.
          Blank = fun peer -> if setup.HasBackups then backup peer else MemoryStore.empty
          Start = fun peer store -> (Replica.machine (settings authors setup policies peer store)).Initial
          Step = overPath setup
          Owner =
            fun endpoint ->
                match Map.tryFind endpoint owners with
                | Some peer -> ValueSome peer
                | None -> ValueNone
          Datagrams =
            ValueSome
                { SenderOf = senderOf
                  Garbled = fun _ -> ScenarioFeeds.malformed }
          Streams = ValueNone
          NoticeWords = fun notice -> ScenarioFeeds.named (String.Join(" / ", Notice.lines notice)) authors
          AtOnce = fun _ -> ValueNone
          Answer = MemoryStore.answer read
          MessageWords = messageWords authors
          SaysDeed = fun _ -> false
          TimerWords = ReplicaWords.timer
          StateWords = ReplicaWords.state (fun feed -> ScenarioFeeds.nameOf feed authors) }

    /// A world whose peers follow the policies.
    let world policies setup =
        signedWorld ModelSignatures.signatures policies setup

    /// What the users of a world command.
    let orders setup : UserWish<Replica, UserCommand, MemoryStore> list =
        let authors = authors setup

        match setup.Name, setup.Peers with
        | "writes", (alice, _) :: _ ->
            [ for feed in ScenarioFeeds.feed alice authors |> Option.toList do
                  for last in ScenarioFeeds.events alice 2 authors |> List.tryLast |> Option.toList do
                      // Without its disk the peer has no key.
                      let write replica =
                          if Map.tryFind feed (Replica.frontier replica) = Some(last.Seq - 1L) then
                              [ Grew(feed, Head.ofEvent last) ]
                          else
                              []

                      UserWish.order 0 (TimeSpan.FromMilliseconds 300.0) $"{alice}'s user writes an event" write ]
        | "leaves", _ -> [ UserWish.order 1 Timers.anyMoment "Bob's user ends him" (fun _ -> [ Stop ]) ]
        | _ -> []
