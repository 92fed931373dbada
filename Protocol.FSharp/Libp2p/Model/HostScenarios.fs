namespace PeerFunctional.Libp2p

open System
open PeerFunctional.Kernel
open PeerFunctional.Verification

type HostWorld = World<HostPeer, Timer, Message, UserCommand, unit, unit, Notice, unit>
type HostWorldState = WorldState<HostPeer, Timer, unit, unit>

/// The peers of a world: the first one listens, the others dial it.
type HostSetup =
    {
        Name: string
        /// One sentence for the user.
        About: string
        Dialers: int
        /// Requests of each dialer.
        Requests: int
        /// Changes the settings of a peer, which is a number.
        Change: int -> HostSettings -> HostSettings
        /// Whether the listener proves who it is and then says nothing.
        IsMute: bool
        /// Whether the peers fit each other, so that every request can be answered.
        IsCompatible: bool
    }

/// The worlds of peers that are simulated, checked and explained.
module HostScenarios =

    [<Literal>]
    let MaxPeers = 50

    [<Literal>]
    let MaxRequests = 50

    [<Literal>]
    let private Port = 4_001

    /// The first of a world's peers.
    let listener = 0

    let private names = [| "bob"; "cara"; "dave"; "erin"; "finn"; "gina"; "hugo" |]

    let peers setup =
        "alice"
        :: List.init setup.Dialers (fun index ->
            match index / names.Length with
            | 0 -> names[index]
            | round -> $"{names[index % names.Length]}{round + 1}")

    let key peer = PublicKey.simulated (byte (peer + 1))

    /// Where a peer listens.
    let endpoint name = Endpoint.create name Port

    let private listening name (settings: HostSettings) =
        { settings with
            ListenAddresses = [ QuicAddress.multiaddr (QuicAddress.ofEndpoint (endpoint name)) ] }

    /// Dials a peer by its name, expects an id there, and greets it so many times.
    let private dialing name expected requests (settings: HostSettings) =
        let address =
            { QuicAddress.ofEndpoint (endpoint name) with
                Peer = ValueSome expected }

        { settings with
            Dials =
                [ { Address = QuicAddress.multiaddr address
                    Endpoint = endpoint name
                    Peer = ValueSome expected } ]
            Greeting =
                ValueSome
                    { Every = HostLimits.greeting
                      Count = ValueSome requests
                      Text = ValueNone } }

    let private settings setup peer =
        let plain = HostSettings.create (key peer)

        if peer = listener then
            listening "alice" plain
        else
            dialing "alice" (PeerId.ofKey (key listener)) setup.Requests plain
        |> setup.Change peer

    let private dials setup peer = (settings setup peer).Dials

    let private setup name about =
        { Name = name
          About = about
          Dialers = 1
          Requests = 1
          Change = fun _ settings -> settings
          IsMute = false
          IsCompatible = true }

    /// So many peers and requests; `peers` is 2 to `MaxPeers`, `requests` 1 to `MaxRequests`.
    let crowd peers requests =
        { setup $"crowd-{peers}-{requests}" $"{peers - 1} dialers of one peer, {requests} requests of each" with
            Dialers = peers - 1
            Requests = requests }

    /// A dialer has another agent, and the listener judges by it.
    let private ofAgents peer (settings: HostSettings) =
        if peer = listener then
            { settings with
                Compatibility = EqualAgent }
        else
            { settings with Agent = "other/1.0.0" }

    let private ofProtocols peer (settings: HostSettings) =
        if peer = listener then
            settings
        else
            { settings with
                Exchange = ProtocolName.bar }

    /// A dialer's address names an id that the listener does not have.
    let private misled peer settings =
        if peer = listener then
            settings
        else
            dialing "alice" (PeerId.ofKey (key 99)) 1 settings

    /// The listener dials the dialer as well.
    let private mutual peer settings =
        if peer = listener then
            dialing "bob" (PeerId.ofKey (key 1)) 1 settings
        else
            listening "bob" settings

    /// The worlds with a name: first the one that shows a whole session.
    let setups =
        [ setup "pair" "a peer dials another one and greets it once"
          { setup "other-id" "a peer dials an address where another peer is than it expects" with
              Change = misled
              IsCompatible = false }
          { setup "mute" "a peer dials one that never says anything on a stream" with
              IsMute = true
              IsCompatible = false }
          { setup "other-agent" "the listener judges by the agent, and the dialer has another one" with
              Change = ofAgents
              IsCompatible = false }
          { setup "other-protocol" "the request protocols of the two peers have different names" with
              Change = ofProtocols
              IsCompatible = false }
          { setup "two-requests" "a peer greets another one twice" with
              Requests = 2 }
          { setup "both" "two peers dial each other, and each greets the other once" with
              Change = mutual }
          { setup "three" "two peers dial a third" with
              Dialers = 2 } ]

    /// Worlds of users who command something in the middle, and of a small limit.
    let others =
        [ setup "asks" "bob's user asks and pings alice, and peers that are not there"
          setup "parts" "alice's user ends the connection at any moment"
          setup "stops" "the users of both peers end them"
          setup "again" "bob's user dials alice again"
          { setup "full" "two peers dial a third, which may have one connection" with
              Dialers = 2
              Change =
                  fun peer settings ->
                      if peer = listener then
                          { settings with MaxConnections = 1 }
                      else
                          settings } ]
        |> List.map (fun setup ->
            { setup with
                // A dialer ends once its greetings are answered.
                Requests = 3
                IsCompatible = false })

    /// More requests at once than a connection may have open.
    let crowded =
        { setup "crowded" "bob's user asks alice eleven times at once" with
            Requests = 12
            IsCompatible = false }

    let private order peer after words commands : UserWish<HostPeer, UserCommand, unit> =
        UserWish.order peer after words (fun _ -> commands)

    let private at (seconds: float) = TimeSpan.FromSeconds seconds

    /// What users command in a world, in the order of time.
    let orders setup =
        let alice, bob, stranger =
            PeerId.ofKey (key 0), PeerId.ofKey (key 1), PeerId.ofKey (key 50)

        match setup.Name with
        | "asks" ->
            [ order 1 (at 0.5) "bob's user asks alice" [ UserCommand.Ask(alice, "hello") ]
              order 1 (at 0.7) "bob's user pings alice" [ UserCommand.Ping alice ]
              order
                  1
                  (at 0.9)
                  "bob's user asks for an unknown peer"
                  [ UserCommand.Ask(stranger, "hello")
                    UserCommand.Ping stranger
                    UserCommand.Disconnect stranger ]
              order 0 (at 1.0) "alice's user pings bob" [ UserCommand.Ping bob ]
              order 0 (at 1.2) "alice's user asks bob" [ UserCommand.Ask(bob, "hello") ] ]
        | "parts" -> [ order 0 Timers.anyMoment "alice's user ends the connection" [ UserCommand.Disconnect bob ] ]
        | "stops" ->
            [ order 1 (at 0.5) "bob's user ends him" [ UserCommand.Stop ]
              order 0 (at 1.0) "alice's user ends her" [ UserCommand.Stop ] ]
        | "again" -> [ order 1 (at 0.5) "bob's user dials alice" (dials setup 1 |> List.map UserCommand.Dial) ]
        | "crowded" ->
            [ order 1 (at 0.5) "bob's user asks alice" [ for number in 1..11 -> UserCommand.Ask(alice, $"{number}") ] ]
        | _ -> []

    /// A setup by its name: one of `setups`, or a name made by `crowd`.
    let named (name: string) =
        let number (text: string) least most =
            match Int32.TryParse text with
            | true, number when number >= least && number <= most -> Some number
            | _ -> None

        match crowded :: setups @ others |> List.tryFind (fun setup -> setup.Name = name), name.Split '-' with
        | Some setup, _ -> Some setup
        | None, [| "crowd"; peers; requests |] ->
            Option.map2 crowd (number peers 2 MaxPeers) (number requests 1 MaxRequests)
        | None, _ -> None

    let world setup : HostWorld =
        let peer number =
            settings setup number |> HostPeer.create (number = listener && setup.IsMute)

        { World.create
              (peers setup)
              id
              Port
              (Libp2pWires.create (ProtocolKind.standard ProtocolName.foo))
              peer
              HostPeer.step with
            NoticeWords = Notice.line
            MessageWords = Message.words
            SaysDeed = Message.isDeed
            TimerWords = HostWords.timer
            StateWords = fun peer -> if peer.IsMute then "mute" else HostWords.host peer.Machine }
