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
          IsViolating = false }

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

    /// A setup by its name: one of `setups`, or a name made by `crowd`.
    let named (name: string) =
        let number (text: string) least most =
            match Int32.TryParse text with
            | true, number when number >= least && number <= most -> Some number
            | _ -> None

        match setups |> List.tryFind (fun setup -> setup.Name = name), name.Split '-' with
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
        let beginning = $"\"{peer} {number}\""
        content ("{\"data\": " + beginning.PadRight(200) + "}")

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

    let private actor policies setup names peer =
        let settings =
            { LinkSettings.create (PeerName.ofEndpoint (endpoint (List.item peer names))) with
                Acceptance = setup.Acceptance }

        let machine =
            match PeerPolicies.ofPeer peer policies with
            | _ when setup.IsViolating && peer <> bob -> HostileMachine(hostile setup names peer)
            | Recovering -> RecoveringMachine(LinkState.initial settings)
            | AsPublished -> PublishedMachine(PublishedPeer.initial settings)

        LinkActor.create
            machine
            { Calls =
                if peer = bob then
                    ValueNone
                else
                    ValueSome(endpoint (List.head names))
              Terms = terms setup
              Items = items setup peer
              Answers = answers setup }

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
