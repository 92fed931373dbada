namespace PeerFunctional.Link

open System
open System.Text
open PeerFunctional.Kernel
open PeerFunctional.Verification

type LinkWorld = World<Guarded<LinkActor>, GuardedTimer<Timer>, Message, UserCommand, unit, unit, Notice, unit>
type LinkWorldState = WorldState<Guarded<LinkActor>, GuardedTimer<Timer>, unit, unit>

/// The peers of a world, and what each of them says.
type LinkSetup =
    {
        Name: string
        /// One sentence for the user.
        About: string
        /// How many peers call the first one.
        Callers: int
        /// Items that each caller gives.
        Items: int
        /// Items that the listener gives to each caller.
        Answers: int
        Acceptance: Acceptance
        IsStream: bool
        /// Whether the callers send an item of another data type between their items.
        IsViolating: bool
        /// Changes the settings of a peer, which is a number.
        Change: int -> LinkSettings -> LinkSettings
        /// How often each caller searches bob instead of calling him; none where it calls.
        Searches: int voption
    }

/// The worlds of links that are simulated, checked and explained: a peer that listens, and its callers.
module LinkScenarios =

    [<Literal>]
    let MaxPeers = 100

    [<Literal>]
    let MaxItems = 20

    let private setup name about =
        { Name = name
          About = about
          Callers = 1
          Items = 2
          Answers = 1
          Acceptance = AcceptAll
          IsStream = false
          IsViolating = false
          Change = fun _ settings -> settings
          Searches = ValueNone }

    /// So many peers and items; `peers` is 2 to `MaxPeers`, `items` 1 to `MaxItems`.
    let crowd peers items =
        { setup $"crowd-{peers}-{items}" $"{peers - 1} callers of one peer, {items} items from each caller" with
            Callers = peers - 1
            Items = items }

    /// The worlds to check, smallest first.
    let setups =
        [ { setup "denied" "a caller whose offer is denied" with
              Acceptance = AcceptNone }
          { setup "two" "a caller sends two items and receives one" with
              Items = 2 }
          { setup "stream" "a caller sends two items on a stream and receives one" with
              IsStream = true }
          { setup "stream-idle" "a caller sends two items on a stream and receives none" with
              Answers = 0
              IsStream = true }
          { setup "violation" "a hostile caller sends an item of another data type on a strict link, and goes on" with
              IsViolating = true }
          { setup "three" "two callers of one peer; each sends one item" with
              Callers = 2
              Items = 1 } ]

    let private changed change setup = { setup with Change = change }

    let private ofBob change peer settings =
        if peer = 0 then change settings else settings

    let private asking =
        changed (ofBob (fun settings -> { settings with Acceptance = AskUser }))

    /// Worlds of searches, of users who command something in the middle, and of small limits.
    let others =
        [ setup "commands" "alice links with bob, again with other terms, gives more, ends the link, and links again"
          setup "ended" "bob's user ends the link, and then bob himself"
          setup "accepted" "bob's user accepts the offer" |> asking
          setup "refused" "bob's user denies the offer" |> asking
          setup "undecided" "bob's user never decides about the offer" |> asking
          { setup "full" "two callers of a peer that may have one link" with
              Callers = 2
              Items = 1 }
          |> changed (ofBob (fun settings -> { settings with MaxLinks = 1 }))
          setup "exact" "the items are as long as they may be"
          |> changed (fun _ settings -> { settings with MaxSize = 210 })
          setup "too-long" "the items are longer than they may be"
          |> changed (fun _ settings -> { settings with MaxSize = 209 })
          { setup "held" "bob may hold few bytes of unfinished items, and a stream brings more" with
              IsStream = true }
          |> changed (ofBob (fun settings -> { settings with MaxHeld = 100L }))
          setup "own-name" "a hostile caller goes by the name of the peer that it calls"
          { setup "silent-caller" "a hostile caller says nothing, and a peer calls bob besides" with
              Callers = 2
              Items = 1 }
          { setup "search" "alice searches for peers, and bob answers" with
              Searches = ValueSome 1 }
          { setup "searches" "alice searches six times, and bob answers twice a second" with
              Searches = ValueSome 6 }
          |> changed (ofBob (fun settings -> { settings with MaxAnswers = 2 }))
          { setup "hidden" "alice searches for peers, and bob's user has hidden him" with
              Searches = ValueSome 1 }
          |> changed (ofBob (fun settings -> { settings with IsVisible = false })) ]

    /// A setup by its name: one of `setups`, or a name made by `crowd`.
    let named (name: string) =
        let number (text: string) least most =
            match Int32.TryParse text with
            | true, number when number >= least && number <= most -> Some number
            | _ -> None

        match setups @ others |> List.tryFind (fun setup -> setup.Name = name), name.Split '-' with
        | Some setup, _ -> Some setup
        | None, [| "crowd"; peers; items |] -> Option.map2 crowd (number peers 2 MaxPeers) (number items 1 MaxItems)
        | None, _ -> None

    let private names = [| "alice"; "cara"; "dave"; "erin"; "finn"; "gina"; "hugo" |]

    /// The peers' names; bob listens.
    let peers setup =
        "bob"
        :: List.init setup.Callers (fun index ->
            match index / names.Length with
            | 0 -> names[index]
            | round -> $"{names[index % names.Length]}{round + 1}")

    /// Bob is the first of a world's peers.
    let bob = 0

    [<Literal>]
    let private Port = 5_000

    let private content (text: string) =
        { Bytes = ReadOnlyMemory(Encoding.ASCII.GetBytes text) }

    /// Longer than a header, so that its pieces are pieces of the payload too.
    let private text peer number =
        content ("{\"data\": \"" + $"{peer} {number}".PadRight(198) + "\"}")

    let terms setup =
        { DataType = Json
          IsStrict = true
          IsStream = setup.IsStream }

    /// What a caller gives, in order.
    let items setup peer =
        [ for number in 1 .. setup.Items -> text peer number ]

    /// What bob gives to each caller.
    let answers setup =
        [ for number in 1 .. setup.Answers -> text 0 number ]

    /// Where a peer listens.
    let endpoint (name: string) = Endpoint.create name Port

    let private hostile setup names peer =
        let caller: Offer =
            { Caller = PeerName.ofEndpoint (endpoint (List.item peer names))
              Terms = terms setup
              IsOurs = false }

        Hello caller
        :: Item(Bytes, content "other")
        :: (items setup peer |> List.map (fun item -> Item(Json, item)))

    /// A search finds bob where he listens; an original answers the address that the search names.
    let private searching setup name : PeerSearch =
        let most = setup.Searches |> ValueOption.defaultValue 1

        { Settings =
            { Targets = List.replicate most (endpoint "bob")
              Own = endpoint name
              Pause = Limits.searchPause }
          Found = Set.empty
          IsOver = false }

    let private ownName setup =
        Hello
            { Caller = PeerName.ofEndpoint (endpoint "bob")
              Terms = terms setup
              IsOurs = true }

    let private actor policies setup names peer =
        let settings =
            { LinkSettings.create (PeerName.ofEndpoint (endpoint (List.item peer names))) with
                Acceptance = setup.Acceptance }
            |> setup.Change peer

        let machine =
            match PeerPolicies.ofPeer peer policies with
            | _ when setup.Searches.IsSome && peer <> bob -> SearchingMachine(searching setup (List.item peer names))
            | _ when setup.Name = "own-name" && peer <> bob -> HostileMachine [ ownName setup ]
            | _ when setup.Name = "silent-caller" && peer = bob + 1 -> HostileMachine []
            | _ when setup.IsViolating && peer <> bob -> HostileMachine(hostile setup names peer)
            | Recovering -> RecoveringMachine(LinkState.initial settings)
            | AsPublished -> PublishedMachine(PublishedPeer.initial settings)

        LinkActor.create
            machine
            { Calls =
                if peer = bob || setup.Searches.IsSome then
                    ValueNone
                else
                    ValueSome(endpoint (List.head names))
              Terms = terms setup
              Items = items setup peer
              Answers = answers setup
              MostComing = max setup.Items setup.Answers + Users.Most }

    /// The bound of items in worlds.
    [<Literal>]
    let private Most = 10_000

    /// How every peer of a world writes to its connections.
    let write message =
        match (LinkWires.create Most).Streams with
        | ValueSome wire -> wire.Codec.Write message
        | ValueNone -> System.ReadOnlyMemory.Empty

    /// Each peer reads as its policy does: the listener is called, all others call.
    let private wires policies =
        let wires = LinkWires.create Most

        let codecOf (wire: StreamWire<Message>) peer =
            match PeerPolicies.ofPeer peer policies with
            | AsPublished -> LinkWires.published
            | Recovering -> wire.Codec

        { wires with
            Streams =
                wires.Streams
                |> ValueOption.map (fun wire ->
                    { wire with
                        Codec =
                            { wire.Codec with
                                Decoder =
                                    fun connection ->
                                        match connection with
                                        | Accepted _ -> (codecOf wire bob).Decoder connection
                                        | Dialled _ -> (codecOf wire (bob + 1)).Decoder connection } }) }

    /// The bytes of a stream come through as they are cut: only the two ends know where an item begins.
    let private inPieces codec connection message =
        match message with
        | Piece content when content.Bytes.Length > 1 ->
            let half = content.Bytes.Length / 2

            [ Ok(Piece { Bytes = content.Bytes.Slice(0, half) })
              Ok(Piece { Bytes = content.Bytes.Slice half }) ]
        | Hello _
        | Accept _
        | Deny
        | Item _
        | Piece _
        | Ping
        | Message.Unknown _
        | Search _
        | Presence _ -> StreamNetwork.inHalves codec connection message

    /// A world whose peers follow the policies; hostile ones follow none.
    let world policies setup : LinkWorld =
        let names = peers setup
        let wires = wires policies

        let world =
            World.create names id Port wires (actor policies setup names) LinkActor.step

        { world with
            Streams =
                (world.Streams, wires.Streams)
                ||> ValueOption.map2 (fun network wire ->
                    { network with
                        InPiecesOf = fun _ -> ValueSome(inPieces wire.Codec) })
            NoticeWords = Notice.line
            MessageWords = Message.words
            TimerWords = LinkWords.timer
            StateWords = LinkWords.actor }
        |> Guard.world

    let private order peer seconds words commands : UserWish<Guarded<LinkActor>, UserCommand, unit> =
        UserWish.order peer (TimeSpan.FromSeconds(seconds: float)) words (fun guarded -> commands guarded.Inner)

    let private endLinks (actor: LinkActor) =
        actor.Linked |> Seq.map EndLink |> List.ofSeq

    let private decide isAccepted (actor: LinkActor) =
        match actor.Machine with
        | RecoveringMachine peer ->
            [ for KeyValue(connection, link) in peer.Links do
                  if link.Phase = LinkPhase.Undecided then
                      Decide(connection, isAccepted) ]
        | PublishedMachine _
        | HostileMachine _
        | SearchingMachine _ -> []

    /// What users command in a world, in the order of time.
    let orders setup =
        let alice = bob + 1
        let target = endpoint "bob"
        let terms = terms setup

        match setup.Name with
        | "commands" ->
            [ order alice 0.3 "alice's user wants the link again" (fun _ -> [ Connect(target, terms) ])
              order alice 0.4 "alice's user gives an item on a link that does not exist" (fun _ ->
                  [ Give(Dialled(target, 9_999), text alice 1) ])
              order alice 0.5 "alice's user wants a lenient link" (fun _ ->
                  [ Connect(target, { terms with IsStrict = false }) ])
              order alice 1.2 "alice's user ends the links" endLinks
              order alice 1.3 "alice's user wants the link again" (fun _ -> [ Connect(target, terms) ])
              order alice 1.8 "alice's user ends her" (fun _ -> [ Stop ]) ]
        | "ended" ->
            [ order bob 0.5 "bob's user ends the links" endLinks
              order bob 1.0 "bob's user ends him" (fun _ -> [ Stop ]) ]
        | "accepted" -> [ order bob 0.5 "bob's user accepts" (decide true) ]
        | "refused" -> [ order bob 0.5 "bob's user denies" (decide false) ]
        | _ -> []
