namespace PeerFunctional.SneakerNet

open System
open PeerFunctional.Kernel
open PeerFunctional.Verification
open PeerFunctional.Verification.Laws

/// What laws on SneakerNet say, and what they are graded by.
module Laws =

    [<Literal>]
    let private Peer = "peer"

    [<Literal>]
    let private Event = "event"

    let vocabulary =
        { Sorts =
            [ { Name = Peer
                About = "Alice, Bob and the others of a world." }
              { Name = Event
                About = "An event that an author of the world wrote, such as the first of Alice." } ]
          Words =
            [ LawWord.statement "stores" [ Peer; Event ] "the event is in a log on the peer's disk."
              LawWord.statement
                  "announces"
                  [ Peer; Event ]
                  "the peer runs and tells its partners that it holds the event."
              LawWord.statement "received" [ Peer; Event ] "the peer runs and has the event in memory, on disk or not."
              LawWord.statement "started-with" [ Peer; Event ] "the event was on the peer's disk at the beginning."
              LawWord.number "entries" [ Peer ] "how many entries all logs on the peer's disk have together."
              LawWord.statement
                  "waits-for"
                  [ Peer; Peer ]
                  "the first peer has an open session with the second, or calls it."
              LawWord.statement "crashed" [ Peer ] "the peer is down and will start again."
              LawWord.statement "ended" [ Peer ] "the peer has finished."
              LawWord.statement "lost-disk" [ Peer ] "a crash took what was on the peer's disk once." ] }

    /// Sessions of variants end so soon that one which never gets its events ends within few states.
    let withSoonEnd (setup: ScenarioSetup) =
        { setup with
            Silence = TimeSpan.FromMilliseconds 500.0 }

    let private held (replica: Replica) =
        match replica with
        | Replica.Published state -> state.Held
        | Replica.Recovering state -> Feeds.frontier state.Feeds

    let private announced (node: Node<Replica, Timer, StoreQuestion, MemoryStore>) =
        match node.State with
        // The original writes before it goes on: nothing is between its word and its file.
        | Replica.Published state -> if node.Questions.IsEmpty then state.Held else Map.empty
        | Replica.Recovering state -> state.Durable

    let private waitsFor setup (node: Node<Replica, Timer, StoreQuestion, MemoryStore>) other =
        let endpoint () =
            Scenarios.endpoint setup (fst (List.item other setup.Peers))

        match node.State with
        | Replica.Published { Phase = Contacting _ }
        | Replica.Recovering { Phase = Calling _ } -> other = 0
        | Replica.Published { Phase = Looping loop } -> loop.Peer = endpoint ()
        | Replica.Published { Phase = Listening | Over } -> false
        | Replica.Recovering state -> Map.containsKey (endpoint ()) state.Partners

    /// What the words mean in a world.
    let meanings setup : LawMeanings<SneakerNetWorldState> =
        let authors = Scenarios.authors setup

        let events =
            setup.Peers
            |> List.collect (fun (name, held) -> name :: List.map fst held)
            |> List.distinct
            |> List.collect (fun name -> ScenarioFeeds.events name Int32.MaxValue authors)
            |> Array.ofList

        let before = Array.ofList (Scenarios.world PeerPolicies.recovering setup).Stores

        let contains (event: Event) (store: MemoryStore) =
            MemoryStore.events event.Feed store |> List.exists (fun held -> held = event)

        let has (event: Event) frontier =
            match Map.tryFind event.Feed frontier with
            | Some seq -> seq >= event.Seq
            | None -> false

        let bit holds = if holds then 1 else 0

        let ofNode holds (worldState: SneakerNetWorldState) (places: int array) =
            holds worldState.Nodes[places[0]] places

        let statement holds =
            ofNode (fun node places -> bit (holds (node: Node<Replica, Timer, StoreQuestion, MemoryStore>) places))

        let isRunning (node: Node<Replica, Timer, StoreQuestion, MemoryStore>) = node.Status = NodeStatus.Running

        { Members = Map [ Peer, setup.Peers.Length; Event, events.Length ]
          Words =
            Map
                [ "stores", statement (fun node places -> contains events[places[1]] node.Store)
                  "announces", statement (fun node places -> isRunning node && has events[places[1]] (announced node))
                  "received", statement (fun node places -> isRunning node && has events[places[1]] (held node.State))
                  "started-with", statement (fun _ places -> contains events[places[1]] before[places[0]])
                  "entries", ofNode (fun node _ -> node.Store |> Map.values |> Seq.sumBy List.length)
                  "waits-for", statement (fun node places -> isRunning node && waitsFor setup node places[1])
                  "crashed", statement (fun node _ -> node.Status = NodeStatus.Crashed)
                  "ended", statement (fun node _ -> node.Status = NodeStatus.Stopped)
                  "lost-disk", statement (fun node _ -> node.DiskLost) ] }

    /// Correct replicas that do otherwise than ours.
    let private correct: MachineVariant<SneakerNetWorld> list =
        let faster output =
            match output with
            | SetTimer(Retry partner, due) -> SetTimer(Retry partner, due / 2.0)
            | other -> other

        let twice output =
            match output with
            | Send(_, Command(Have _)) -> [ output; output ]
            | other -> [ other ]

        [ { Name = "impatient"
            About = "a replica that asks again after half the time"
            Change = MachineVariant.outputs (fun _ _ outputs -> List.map faster outputs) }
          { Name = "talkative"
            About = "a replica that sends every announcement twice"
            Change = MachineVariant.outputs (fun _ _ outputs -> List.collect twice outputs) } ]

    /// The machines that worlds can be asked for, behind the name of the world.
    let variants = correct @ List.map PlantedBug.variant PlantedBugs.all

    let private recovering = ValueSome PeerPolicies.recovering
    let private run world budget = { World = world; Budget = budget }

    /// Worlds with every kind of fault that a bug needs.
    let private worlds name =
        [ run (name "one-event") { FaultBudget.none with Drops = 1 }
          run (name "one-event") { FaultBudget.none with Crashes = 1 }
          run
              (name "one-event")
              { FaultBudget.none with
                  Corruptions = 1 }
          run (name "behind") FaultBudget.none
          run (name "both-ways") FaultBudget.none ]

    let private good =
        [ yield! JudgedMachine.correct "recovering" "our replica, as it runs" recovering worlds correct
          { Name = "published"
            About = "the original, on a network that loses nothing"
            Policy = ValueSome PeerPolicies.published
            Runs = [ run "one-event" FaultBudget.none; run "behind" FaultBudget.none ] } ]

    [<Literal>]
    let private Answer =
        "always for every peer p, event e: p announces e implies p stores e;
always for every peer p: p entries = count event e: (p stores e);
at last for every peer p, peer q: not p waits-for q and for every event e: p stores e implies q stores e"

    let exercise scenario =
        { Vocabulary = vocabulary
          Good = good
          Bugs = PlantedBugs.all |> List.map (PlantedBug.judged recovering)
          Beginning = "always for every peer p, event e: p announces e implies p received e"
          Answer = Answer
          Scenario = scenario }
