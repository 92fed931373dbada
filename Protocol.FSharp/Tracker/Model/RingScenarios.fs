namespace PeerFunctional.Tracker

open System
open PeerFunctional.Kernel
open PeerFunctional.Kernel.Encodings
open PeerFunctional.Verification

/// The durable state of a participant.
type RingMemory =
    /// The tracker's: its journal, as the ring that it makes.
    | Journal of Ring
    /// A peer has no durable state: it restarts from its settings.
    | NoDisk
    /// The peer is gone for good, and its program with it.
    | Gone

type RingWorld =
    World<Guarded<RingParticipant>, GuardedTimer<Timer>, Message, UserCommand, Answer, Question, Notice, RingMemory>

/// A ring without the transport's limits for callers.
type UnguardedRing = World<RingParticipant, Timer, Message, UserCommand, Answer, Question, Notice, RingMemory>

type RingWorldState = WorldState<Guarded<RingParticipant>, GuardedTimer<Timer>, Question, RingMemory>
type RingNode = Node<Guarded<RingParticipant>, GuardedTimer<Timer>, Question, RingMemory>

/// The tracker and the peers of a world. The peers start at once, so the network decides which registers first.
type RingSetup =
    {
        Name: string
        /// One sentence for the user.
        About: string
        /// The peers' handles.
        Peers: string list
        /// The database.
        Phrase: Phrase
        /// Whether complete peers serve on.
        Stay: bool
        /// Whether all of them are on one host.
        OneHost: bool
        /// Those that may register besides.
        Guests: Neighbour list
    }

/// The worlds of the ring that are simulated, checked and explained.
module RingScenarios =

    /// The most peers a world can have.
    let maxPeers = 200_000

    let private names =
        [| "ann"; "ben"; "cara"; "dave"; "erin"; "finn"; "gina"; "hugo" |]

    /// The handles of so many peers: ann to hugo, then ann2 to hugo2, and so on.
    let private handles count =
        List.init count (fun index ->
            match index / names.Length with
            | 0 -> names[index]
            | round -> $"{names[index % names.Length]}{round + 1}")

    /// The most items a world can have.
    let maxItems = 100

    let private setup name about peers items =
        { Name = name
          About = about
          Peers = handles peers
          Phrase = Phrase.ofWords items
          Stay = true
          OneHost = false
          Guests = [] }

    /// So many peers and items; `peers` is 1 to `maxPeers`, `items` 1 to `maxItems`.
    let crowd peers items =
        setup $"crowd-{peers}-{items}" $"{peers} peers and {items} items" peers items

    /// So many peers, and a database of one's own.
    let ofPhrase peers phrase =
        { crowd peers (Phrase.size phrase) with
            Phrase = phrase }

    /// The worlds to check, smallest first.
    let setups =
        [ setup "alone" "one peer and two items: no other peer can hold the second item" 1 2
          setup "two" "two peers and two items: each is dealt what the other lacks" 2 2
          setup "short" "two peers and three items: no peer is dealt the third item" 2 3
          { setup "leaving" "two peers and two items; a peer leaves once it has both" 2 2 with
              Stay = false }
          setup "plenty" "two peers and one item: both are dealt that item" 2 1
          setup "three" "three peers and three items" 3 3
          { setup "one-host" "a tracker and two peers on one host, and two items" 2 2 with
              OneHost = true } ]

    /// A setup by its name: one of `setups`, or a name made by `crowd`.
    let named (name: string) =
        let number (text: string) most =
            match Int32.TryParse text with
            | true, number when number >= 1 && number <= most -> Some number
            | _ -> None

        match setups |> List.tryFind (fun setup -> setup.Name = name), name.Split '-' with
        | Some setup, _ -> Some setup
        | None, [| "crowd"; peers; items |] -> Option.map2 crowd (number peers maxPeers) (number items maxItems)
        | None, _ -> None

    /// Questions that a world answers at once. A world has no clock.
    let atOnce question =
        match question with
        | Remember _ -> ValueNone
        | ClockTime -> ValueSome [ TimeIs "" ]

    /// The answers of a full disk to a tracker's question that writes.
    let refuse question =
        match question with
        | Remember _ -> ValueSome [ RememberFailed "the disk is full" ]
        | ClockTime -> ValueNone

    /// Fault options of the ring: faults last for several rounds of PING, because the ring reacts within rounds.
    let options =
        { FaultOptions.standard with
            FaultPhase = TimeSpan.FromMinutes 1.0
            LivenessTimeout = TimeSpan.FromMinutes 5.0 }

    /// The tracker is the first of a world's peers.
    let tracker = 0

    /// The endpoint of a participant, by its place in the world.
    let endpoint setup peer =
        let port =
            if peer = tracker then
                Limits.DefaultPort
            else
                9_000 + peer % 50_000

        let number = if setup.OneHost then 1 else peer + 1
        Endpoint.create $"10.{number >>> 16}.{(number >>> 8) &&& 255}.{number &&& 255}" port

    /// The database.
    let items setup = Phrase.items setup.Phrase

    /// The peers as they register.
    let neighbours setup =
        setup.Peers
        |> List.mapi (fun index handle ->
            { Neighbour.Handle = handle
              Address = endpoint setup (index + 1) })

    let private ended policy settings =
        match policy with
        | AsPublished ->
            PublishedPeer
                { PublishedCollector.initial settings with
                    IsOver = true }
        | Recovering ->
            RecoveringPeer
                { CollectorState.initial settings with
                    Activity = ClientActivity.Ended }

    let private start policyOf setup (endpoints: Endpoint array) =
        let handles = Array.ofList setup.Peers

        fun peer memory ->
            let settings () =
                { CollectorSettings.create (policyOf peer) handles[peer - 1] endpoints[peer] endpoints[tracker] with
                    Stay = setup.Stay
                    // A try takes four seconds at least: together they outlast the fault phase and the wait for the goal.
                    Tries = 100 }

            match memory with
            | Journal ring ->
                TrackerPart(
                    RingTracker.initial
                        { TrackerSettings.create (policyOf peer) setup.Phrase with
                            Ring = ring }
                )
            | NoDisk -> PeerPart(Collector.initial (settings ()))
            | Gone -> PeerPart(ended (policyOf peer) (settings ()))

    let private hasEnded participant =
        match participant with
        | PeerPart(PublishedPeer state) -> state.IsOver
        | PeerPart(RecoveringPeer state) -> state.Activity = ClientActivity.Ended
        | TrackerPart(PublishedRing state) -> state.IsSilent
        | TrackerPart(RecoveringRing state) -> state.Ended

    /// The step of a participant. One that is gone finishes at once.
    let private step participant input =
        if hasEnded participant then
            struct (participant, [ Finish ])
        else
            RingParticipant.step participant input

    let private wireOptions policy =
        { Variant = Program
          Protocol = Protocol2
          ReadMode =
            match policy with
            | AsPublished -> ReadMode.SingleRead
            | Recovering -> ReadMode.WholeMessage }

    /// How a peer of a world reads and writes its connections.
    let codec policy = Wire.codec (wireOptions policy)

    let private remember question memory =
        match question, memory with
        | Remember changes, Journal ring ->
            let after ring change =
                let struct (ring, _) = Ring.apply change ring
                ring

            struct (Journal(List.fold after ring changes), [ Remembered ])
        | (Remember _ | ClockTime), _ -> struct (memory, [])

    /// A world whose participants each follow a policy of their own, by their place, without the transport's limits for callers.
    let mixed policyOf setup : UnguardedRing =
        let peers = "tracker" :: setup.Peers
        let endpoints = Array.init peers.Length (endpoint setup)

        let owners = Collections.Generic.Dictionary<Endpoint, int>()
        endpoints |> Array.iteri (fun peer endpoint -> owners[endpoint] <- peer)

        let journal = Journal(Ring.empty (Phrase.size setup.Phrase))

        { Peers = peers
          Stores = journal :: List.map (fun _ -> NoDisk) setup.Peers
          Blank = fun peer -> if peer = tracker then journal else Gone
          Start = start policyOf setup endpoints
          Step = Machine.overStreams (fun _ -> step)
          Owner =
            fun endpoint ->
                match owners.TryGetValue endpoint with
                | true, peer -> ValueSome peer
                | _ -> ValueNone
          Datagrams = ValueNone
          Streams =
            ValueSome
                { HostOf = fun peer -> endpoints[peer].Host
                  InPiecesOf = fun peer -> ValueSome(StreamNetwork.inHalves (codec (policyOf peer)))
                  LimitsOf =
                    fun peer ->
                        match policyOf peer with
                        // The original waits for a caller for ever.
                        | AsPublished -> ValueNone
                        | Recovering -> ValueSome StreamLimits.standard }
          NoticeWords = Notice.line
          AtOnce = atOnce
          Answer = remember
          MessageWords = Message.words
          SaysDeed = fun _ -> false
          TimerWords = RingWords.timer
          StateWords = RingWords.state }

    /// A world whose participants follow the policies, without the transport's limits for callers.
    let unguarded policies setup : UnguardedRing =
        mixed (fun peer -> PeerPolicies.ofPeer peer policies) setup

    /// The ring with each pause of a peer longer or shorter by up to `part` of it, as the seed has it.
    let varying seed part (world: UnguardedRing) : UnguardedRing =
        let chance = Prng.ofSeed seed

        let varied now (settings: CollectorSettings) output =
            match output with
            | SetTimer(Turn, due) ->
                let place =
                    chance |> Prng.split settings.Listen.Port |> Prng.split (int (now: TimeSpan).TotalMilliseconds)

                SetTimer(Turn, due * Prng.uniform (1.0 - part) (1.0 + part) place)
            | other -> other

        { world with
            Step =
                fun now state input ->
                    match world.Step now state input with
                    | struct (PeerPart collector as after, outputs) ->
                        struct (after, outputs |> List.map (varied now (Collector.settings collector)))
                    | stepped -> stepped }

    /// A world whose participants follow the policies.
    let world policies setup : RingWorld = Guard.world (unguarded policies setup)
