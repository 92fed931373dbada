namespace PeerFunctional.Tracker

open PeerFunctional.Kernel
open PeerFunctional.Verification
open PeerFunctional.Verification.Laws

/// What laws on the ring say, and what they are graded by.
module Laws =

    [<Literal>]
    let private Peer = "peer"

    [<Literal>]
    let private Item = "item"

    let vocabulary =
        { Sorts =
            [ { Name = Peer
                About = "ann, ben and the others of a world, without the tracker." }
              { Name = Item
                About = "An item of the database: a number and its text." } ]
          Words =
            [ LawWord.statement "has" [ Peer; Item ] "the peer has collected the item, with the text of the database."
              LawWord.number "texts" [ Peer ] "how many texts the peer has collected, whatever they are."
              LawWord.statement "lives" [ Peer ] "the peer runs, or will start again after a crash."
              LawWord.statement "ended" [ Peer ] "the peer has finished by itself."
              LawWord.statement "listed" [ Peer ] "the tracker's ring has the peer, at the address where it listens."
              LawWord.number "members" [] "how many members the tracker's ring has."
              LawWord.statement
                  "follows"
                  [ Peer; Peer ]
                  "in the tracker's ring, the second peer is the neighbour of the first."
              LawWord.statement "knows" [ Peer; Peer ] "the first peer takes the second for its neighbour."
              LawWord.statement
                  "placed"
                  [ Peer ]
                  "the peer knows the neighbour that the tracker's ring gives it: a peer, or the tracker."
              LawWord.statement
                  "answered"
                  [ Peer ]
                  "the tracker has answered the peer's registration, and the call is still open."
              LawWord.statement "saved" [ Peer ] "the tracker's state file has the peer as the ring has it."
              LawWord.statement "serving" [] "the tracker has not finished."
              LawWord.number "connections" [] "how many connections are open or under way." ] }

    let private bit holds = if holds then 1 else 0

    let private trackerOf (worldState: RingWorldState) =
        let node = worldState.Nodes[RingScenarios.tracker]

        match node.State.Inner with
        | TrackerPart tracker -> ValueSome struct (node, tracker)
        | PeerPart _ -> ValueNone

    /// What the tracker's ring and its state file have of a peer.
    let private registered handle worldState =
        match trackerOf worldState with
        | ValueSome struct (node, RecoveringRing state) ->
            let saved =
                match node.Store with
                | Journal journal -> Ring.tryFind handle journal
                | NoDisk
                | Gone -> ValueNone

            struct (Ring.tryFind handle state.Ring, saved)
        | ValueSome struct (_, PublishedRing _)
        | ValueNone -> struct (ValueNone, ValueNone)

    let private isAnswered handle worldState =
        match trackerOf worldState with
        | ValueSome struct (node, RecoveringRing state) ->
            node.Status = NodeStatus.Running
            && state.Answered |> Map.exists (fun _ answered -> answered = handle)
            && ValueOption.isSome (Ring.tryFind handle state.Ring)
            && not (TrackerState.isUnsaved handle state)
        | ValueSome struct (_, PublishedRing _)
        | ValueNone -> false

    let private isSaved handle worldState =
        let struct (known, saved) = registered handle worldState
        ValueOption.isSome known && known = saved

    /// What the words mean in a world.
    let meanings (setup: RingSetup) : LawMeanings<RingWorldState> =
        let items = Array.ofList (RingScenarios.items setup)
        let neighbours = Array.ofList (RingScenarios.neighbours setup)

        let peer worldState place =
            RingProperties.peers setup worldState |> List.tryFind (fun peer -> peer.Place = place + 1)

        let ofPeer holds worldState (places: int array) =
            peer worldState places[0] |> Option.exists (fun peer -> holds peer worldState places) |> bit

        let texts worldState (places: int array) =
            match peer worldState places[0] with
            | Some peer -> Assembly.count (Collector.assembly peer.Collector)
            | None -> 0

        let has (peer: RingPeerState) _ (places: int array) =
            let item = items[places[1]]
            Assembly.tryFind item.Seq (Collector.assembly peer.Collector) = ValueSome item

        let isNeighbour found (places: int array) =
            found |> ValueOption.exists (fun (other: Neighbour) -> other.Handle = neighbours[places[1]].Handle)

        let ofHandle holds worldState (places: int array) =
            bit (holds neighbours[places[0]].Handle worldState)

        { Members = Map [ Peer, neighbours.Length; Item, items.Length ]
          Words =
            Map
                [ "has", ofPeer has
                  "texts", texts
                  "lives", ofPeer (fun peer _ _ -> RingProperties.isLiving peer)
                  "ended", ofPeer (fun peer _ _ -> peer.Node.Status = NodeStatus.Stopped && peer.Node.Store.IsNoDisk)
                  "listed",
                  (fun worldState places ->
                      bit (List.contains neighbours[places[0]] (RingProperties.members worldState)))
                  "members", (fun worldState _ -> (RingProperties.members worldState).Length)
                  "follows", ofPeer (fun peer worldState -> isNeighbour (RingProperties.neighbour peer worldState))
                  "knows", ofPeer (fun peer _ -> isNeighbour (Collector.neighbour peer.Collector))
                  "placed",
                  ofPeer (fun peer worldState _ ->
                      Collector.neighbour peer.Collector = RingProperties.neighbour peer worldState)
                  "answered", ofHandle isAnswered
                  "saved", ofHandle isSaved
                  "serving", (fun worldState _ -> bit (RingProperties.isServing worldState))
                  "connections", (fun worldState _ -> worldState.Connections.Count) ] }

    /// A correct ring whose peers pause for another time.
    let private pausing name about part : MachineVariant<UnguardedRing> =
        let paused output =
            match output with
            | SetTimer(Turn, due) -> SetTimer(Turn, due * part)
            | other -> other

        { Name = name
          About = about
          Change = MachineVariant.outputs (fun _ _ outputs -> List.map paused outputs) }

    let private correct =
        [ pausing "hasty" "a ring whose peers pause for half the time" 0.5
          pausing "patient" "a ring whose peers pause for twice the time" 2.0 ]

    /// The machines that worlds can be asked for, behind the name of the world.
    let variants = correct @ List.map PlantedBug.variant PlantedBugs.all

    let private run world budget = { World = world; Budget = budget }

    /// Worlds with every kind of fault that a bug needs.
    let private worlds name =
        [ run (name "alone") { FaultBudget.none with Drops = 1 }
          run (name "alone") { FaultBudget.none with Crashes = 1 }
          run (name "two") FaultBudget.none
          run (name "two") { FaultBudget.none with DiskLosses = 1 } ]

    let private good =
        [ yield!
              JudgedMachine.correct
                  "recovering"
                  "our tracker and our peers, as they run"
                  (ValueSome PeerPolicies.recovering)
                  worlds
                  correct
          { Name = "published"
            About = "the original, on connections that do not break, in rings in which each item is dealt"
            Policy = ValueSome PeerPolicies.published
            Runs = [ run "two" FaultBudget.none; run "plenty" FaultBudget.none ] } ]

    [<Literal>]
    let private Answer =
        "always serving;
always for every peer p, item i: p ended implies p has i;
always for every peer p: p answered implies p saved;
at last for every peer p: p lives implies p listed and p placed and for every item i: p has i;
at last for every peer p: p listed implies p lives"

    let exercise scenario =
        { Vocabulary = vocabulary
          Good = good
          Bugs = PlantedBugs.all |> List.map (PlantedBug.judged (ValueSome PeerPolicies.recovering))
          Beginning = "at last for every peer p: p lives implies p listed"
          Answer = Answer
          Scenario = scenario }
