namespace PeerFunctional.CapnWeb

open System
open PeerFunctional.Kernel
open PeerFunctional.Verification
open PeerFunctional.Verification.Laws

/// What laws on sessions say, and what they are graded by.
module Laws =

    [<Literal>]
    let private Peer = "peer"

    [<Literal>]
    let private Call = "call"

    [<Literal>]
    let private Object = "object"

    let vocabulary =
        { Sorts =
            [ { Name = Peer
                About = "alice, who is called, and her callers." }
              { Name = Call
                About = "A call of a peer's user, by its number." }
              { Name = Object
                About = "An object that a peer has made or brought, by its number." } ]
          Words =
            [ LawWord.statement "asks" [ Peer; Call ] "the peer's user makes the call and waits for its outcome."
              LawWord.number "outcomes" [ Peer; Call ] "how often the peer's user got an outcome of the call."
              LawWord.number
                  "disposals"
                  [ Peer; Object ]
                  "how often the peer was told that nothing refers to its object."
              LawWord.number "held" [ Peer ] "how many entries the peer's open sessions hold besides the main objects."
              LawWord.statement
                  "in-order"
                  [ Peer ]
                  "the peer's objects saw their calls in the order in which they were made."
              LawWord.statement "broken" [ Peer ] "a session of the peer ended, and not because its connection ended."
              LawWord.statement "over" [ Peer ] "the peer does not run, or each of its sessions has ended." ] }

    let private ends (worldState: RpcWorldState) (places: int array) =
        worldState.Nodes[places[0]].State.Inner.Ends.Values |> List.ofSeq

    /// Counts by number, of the session where it is most.
    let private most ofActor number (actors: RpcActor list) =
        actors |> List.map (ofActor >> Map.tryFind number >> Option.defaultValue 0) |> List.fold max 0

    let private heldBy (actor: RpcActor) =
        let session = actor.Session

        session.Exports.Count - 1 + session.Imports.Count - 1
        + session.Promises.Count
        + session.Deliveries.Count
        + session.Incomplete.Count

    /// What the words mean in a world.
    let meanings (setup: RpcSetup) : LawMeanings<RpcWorldState> =
        let scriptOf peer =
            if peer = RpcScenarios.alice then
                setup.Called
            else
                setup.Caller

        let calls =
            RpcProperties.awaited setup.Caller @ RpcProperties.awaited setup.Called
            |> List.distinct
            |> Array.ofList

        let asks (places: int array) =
            RpcProperties.awaited (scriptOf places[0]) |> List.contains calls[places[1]]

        let bit holds = if holds then 1 else 0
        let isOpen (actor: RpcActor) = actor.Ended.IsNone

        { Members = Map [ Peer, setup.Callers + 1; Call, calls.Length; Object, 2 ]
          Words =
            Map
                [ "asks", (fun _ places -> bit (asks places))
                  "outcomes", (fun worldState places -> ends worldState places |> most _.Outcomes calls[places[1]])
                  "disposals",
                  (fun worldState places -> ends worldState places |> most _.Disposed (int64 places[1] + 1L))
                  "held", (fun worldState places -> ends worldState places |> List.filter isOpen |> List.sumBy heldBy)
                  "in-order",
                  (fun worldState places -> ends worldState places |> List.forall RpcProperties.isInOrder |> bit)
                  "broken",
                  (fun worldState places ->
                      ends worldState places |> List.exists (RpcProperties.isOrderly >> not) |> bit)
                  "over",
                  (fun worldState places ->
                      bit (
                          worldState.Nodes[places[0]].Status <> NodeStatus.Running
                          || ends worldState places |> List.forall (isOpen >> not)
                      )) ] }

    let private saying name about change : MachineVariant<RpcWorld> =
        { Name = name
          About = about
          Change = MachineVariant.outputs (fun _ _ outputs -> List.collect change outputs) }

    /// Correct peers that do otherwise than ours.
    let private correct =
        [ saying "one-by-one" "a peer that releases what it was given one use at a time" (fun output ->
              match output with
              | Send(partner, Release(id, count)) when count > 1L && count < 100L ->
                  List.replicate (int count) (Send(partner, Release(id, 1L)))
              | other -> [ other ])
          saying "slow" "a peer whose objects take twice the time for slow calls" (fun output ->
              match output with
              | SetTimer(Own({ Timer = Work _ } as timer), due) -> [ SetTimer(Own timer, due * 2.0) ]
              | other -> [ other ]) ]

    /// The machines that worlds can be asked for, behind the name of the world.
    let variants = correct @ List.map PlantedBug.variant PlantedBugs.all

    let private run world budget = { World = world; Budget = budget }

    /// Worlds with every kind of fault that a bug needs.
    let private worlds name =
        [ run (name "calls") { FaultBudget.none with Drops = 1 }
          run (name "pipelined") FaultBudget.none
          run (name "callback") FaultBudget.none
          run (name "abandoned") FaultBudget.none
          run (name "hand-back") FaultBudget.none ]

    let private good =
        JudgedMachine.correct "session" "our peer, as it runs" ValueNone worlds correct

    [<Literal>]
    let private Answer =
        "never for some peer p: p broken;
always for every peer p: p in-order;
always for every peer p, call c: p outcomes c <= 1;
always for every peer p, object o: p disposals o <= 1;
at last for every peer p: p over or p held = 0 and for every call c: p asks c implies p outcomes c > 0"

    let exercise scenario =
        { Vocabulary = vocabulary
          Good = good
          Bugs = PlantedBugs.all |> List.map (PlantedBug.judged ValueNone)
          Beginning = "at last for every peer p, call c: p asks c implies p outcomes c > 0"
          Answer = Answer
          Scenario = scenario }
