namespace PeerFunctional.Tracker

open System
open PeerFunctional.Kernel
open PeerFunctional.Encoding
open PeerFunctional.Verification

/// What outlives the process of a participant.
type RingMemory =
    /// The tracker's: its journal, as the ring that it makes.
    | Journal of Ring
    /// A peer keeps nothing but its program: it starts again from nothing.
    | NoDisk
    /// The peer is gone for good, and its program with it.
    | Gone

type RingWorld =
    World<Guarded<Participant>, GuardedTimer<Timer>, Message, UserCommand, Answer, Question, Notice, RingMemory>

/// A ring whose peers no transport guards against their callers.
type UnguardedRing = World<Participant, Timer, Message, UserCommand, Answer, Question, Notice, RingMemory>

type RingScene = Scene<Guarded<Participant>, GuardedTimer<Timer>, Question, RingMemory>
type RingNode = Node<Guarded<Participant>, GuardedTimer<Timer>, Question, RingMemory>

/// Who is there before a ring begins: its tracker, and peers that start at once; the network decides who registers first.
type RingSituation =
    {
        Name: string
        /// What it shows, in a sentence.
        About: string
        /// The peers' handles.
        Peers: string list
        /// How many items the database has.
        Items: int
        /// Whether peers go on serving once they have everything.
        Stay: bool
    }

/// A tracker and its peers as simulator, checker and explanation see them.
module RingWorlds =

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

    let private situation name about peers items =
        { Name = name
          About = about
          Peers = handles peers
          Items = items
          Stay = true }

    /// So many peers and items; `peers` is 1 to `maxPeers`, `items` 1 to `maxItems`.
    let crowd peers items =
        situation $"crowd-{peers}-{items}" $"{peers} peers and {items} items" peers items

    /// The worlds to check, smallest first.
    let situations =
        [ situation "alone" "one peer and two items: nobody else could have the other one" 1 2
          situation "two" "two peers and two items: each is dealt what the other lacks" 2 2
          situation "short" "two peers and three items: one item is dealt to nobody" 2 3
          { situation "leaving" "two peers and two items; whoever has everything leaves" 2 2 with
              Stay = false }
          situation "plenty" "two peers and one item: both are dealt it" 2 1
          situation "three" "three peers and three items" 3 3 ]

    /// A situation by its name: of `situations`, or as `crowd` names it.
    let named (name: string) =
        let number (text: string) most =
            match Int32.TryParse text with
            | true, number when number >= 1 && number <= most -> Some number
            | _ -> None

        match situations |> List.tryFind (fun situation -> situation.Name = name), name.Split '-' with
        | Some situation, _ -> Some situation
        | None, [| "crowd"; peers; items |] -> Option.map2 crowd (number peers maxPeers) (number items maxItems)
        | None, _ -> None

    /// The questions that a world answers at once: it has no clock.
    let atOnce question =
        match question with
        | Remember _ -> ValueNone
        | ClockTime -> ValueSome [ TimeIs "" ]

    /// Faults that last as long as a few rounds of PING: the ring is slow, and so is what can go wrong with it.
    let options =
        { Options.standard with
            Storm = TimeSpan.FromMinutes 1.0
            Patience = TimeSpan.FromMinutes 5.0 }

    /// The tracker is the first of a world's peers.
    let tracker = 0

    /// Where a participant is called, by its place in the world.
    let private endpoint peer =
        let port =
            if peer = tracker then
                Limits.DefaultPort
            else
                9_000 + peer % 50_000

        let number = peer + 1
        Endpoint.create $"10.{number >>> 16}.{(number >>> 8) &&& 255}.{number &&& 255}" port

    /// The database.
    let items situation =
        Phrase.items (Phrase.ofWords situation.Items)

    /// The peers as they register.
    let neighbours situation =
        situation.Peers
        |> List.mapi (fun index handle ->
            { Neighbour.Handle = handle
              Address = endpoint (index + 1) })

    let private ended policy settings =
        match policy with
        | AsPublished ->
            PublishedPeer
                { PublishedCollector.initial settings with
                    IsOver = true }
        | Recovering ->
            RecoveringPeer
                { Collecting.initial settings with
                    Errand = Errand.Ended }

    let private start policy situation (endpoints: Endpoint array) =
        let handles = Array.ofList situation.Peers
        let phrase = Phrase.ofWords situation.Items

        fun peer memory ->
            let settings () =
                { CollectorSettings.create policy handles[peer - 1] endpoints[peer] endpoints[tracker] with
                    Stay = situation.Stay
                    // A storm may outlast ten tries.
                    Tries = 1_000 }

            match memory with
            | Journal ring ->
                TrackerPart(
                    RingTracker.initial
                        { TrackerSettings.create policy phrase with
                            Ring = ring }
                )
            | NoDisk -> PeerPart(Collector.initial (settings ()))
            | Gone -> PeerPart(ended policy (settings ()))

    let private hasEnded participant =
        match participant with
        | PeerPart(PublishedPeer state) -> state.IsOver
        | PeerPart(RecoveringPeer state) -> state.Errand = Errand.Ended
        | TrackerPart(PublishedRing state) -> state.IsSilent
        | TrackerPart(RecoveringRing state) -> state.Ended

    /// Who starts where nothing is left of it is over at once.
    let private step participant input =
        if hasEnded participant then
            struct (participant, [ Finish ])
        else
            Participant.step participant input

    let private speech policy =
        { Dialect = Program
          Protocol = Protocol2
          Reading =
            match policy with
            | AsPublished -> ReadingStyle.Once
            | Recovering -> ReadingStyle.Whole }

    let private remember question memory =
        match question, memory with
        | Remember(change, asker), Journal ring ->
            let struct (ring, _) = Ring.apply change ring
            struct (Journal ring, asker |> ValueOption.map Remembered |> ValueOption.toList)
        | (Remember _ | ClockTime), _ -> struct (memory, [])

    /// The situation as a world in which everybody follows a policy, and no transport guards them against their callers.
    let unguarded policy situation : UnguardedRing =
        let peers = "tracker" :: situation.Peers
        let endpoints = Array.init peers.Length endpoint

        let owners = Collections.Generic.Dictionary<Endpoint, int>()
        endpoints |> Array.iteri (fun peer endpoint -> owners[endpoint] <- peer)

        let journal = Journal(Ring.empty situation.Items)

        { Peers = peers
          Stores = journal :: List.map (fun _ -> NoDisk) situation.Peers
          Blank = fun peer -> if peer = tracker then journal else Gone
          Start = start policy situation endpoints
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
                  Codec = Wire.codec (speech policy)
                  Limits =
                    match policy with
                    // The original waits for a caller for ever.
                    | AsPublished -> ValueNone
                    | Recovering -> ValueSome StreamLimits.standard }
          NoticeWords = Notice.line
          AtOnce = atOnce
          Answer = remember
          MessageWords = Message.words
          TimerWords = RingWording.timer
          StateWords = RingWording.state }

    /// The situation as a world in which everybody follows a policy.
    let world policy situation : RingWorld =
        Guard.world (unguarded policy situation)
