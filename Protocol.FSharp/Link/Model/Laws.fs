namespace PeerFunctional.Link

open PeerFunctional.Kernel
open PeerFunctional.Verification
open PeerFunctional.Verification.Laws

/// What laws on links say, and what they are graded by.
module Laws =

    [<Literal>]
    let private Peer = "peer"

    [<Literal>]
    let private Item = "item"

    let vocabulary =
        { Sorts =
            [ { Name = Peer
                About = "bob, who listens, and his callers." }
              { Name = Item
                About = "What a user gives to its peer, to be sent." } ]
          Words =
            [ LawWord.statement "gives" [ Peer; Item ] "the peer's user gives the item to every partner."
              LawWord.statement "got" [ Peer; Item ] "a link brought the item to the peer, whole."
              LawWord.statement "before" [ Item; Item ] "one user gives both items, the first one earlier."
              LawWord.number
                  "items"
                  [ Peer ]
                  "how many items all links brought the peer, whatever they are; beyond what a partner gives, each kind counts once."
              LawWord.number
                  "unagreed"
                  [ Peer ]
                  "how many links brought the peer an item without an agreement of both ends."
              LawWord.statement "calls" [ Peer; Peer ] "the first peer calls the second."
              LawWord.statement "told" [ Peer ] "the peer's user knows that its call failed or its link ended."
              LawWord.statement "running" [ Peer ] "the peer is neither down nor finished."
              LawWord.statement "hostile" [ Peer ] "the peer keeps no rule; no law can ask anything of it." ] }

    let private actor (worldState: LinkWorldState) peer = worldState.Nodes[peer].State.Inner

    let private isHostile (actor: LinkActor) =
        match actor.Machine with
        | HostileMachine _ -> true
        | RecoveringMachine _
        | PublishedMachine _
        | SearchingMachine _ -> false

    /// What the words mean in a world.
    let meanings (setup: LinkSetup) : LawMeanings<LinkWorldState> =
        let items =
            [| for number, content in List.indexed (LinkScenarios.answers setup) ->
                   struct (LinkScenarios.bob, number, content)
               for caller in 1 .. setup.Callers do
                   for number, content in List.indexed (LinkScenarios.items setup caller) ->
                       struct (caller, number, content) |]

        let owner place =
            let struct (peer, _, _) = items[place]
            peer

        let isBefore (places: int array) =
            let struct (peer, number, _) = items[places[0]]
            let struct (other, later, _) = items[places[1]]
            peer = other && number < later

        let got worldState (places: int array) =
            let struct (_, _, content) = items[places[1]]
            (actor worldState places[0]).Got.Values |> Seq.exists (List.contains content)

        let count worldState (places: int array) =
            (actor worldState places[0]).Got.Values |> Seq.sumBy List.length

        let unagreed worldState (places: int array) =
            let actor = actor worldState places[0]

            actor.Got
            |> Map.filter (fun link got -> not got.IsEmpty && not (Set.contains link actor.Linked))
            |> Map.count

        let bit holds = if holds then 1 else 0
        let statement holds worldState places = bit (holds worldState places)

        { Members = Map [ Peer, setup.Callers + 1; Item, items.Length ]
          Words =
            Map
                [ "gives", statement (fun _ places -> owner places[1] = places[0])
                  "got", statement got
                  "before", statement (fun _ places -> isBefore places)
                  "items", count
                  "unagreed", unagreed
                  "calls", statement (fun _ places -> places[0] <> LinkScenarios.bob && places[1] = LinkScenarios.bob)
                  "told", statement (fun worldState places -> (actor worldState places[0]).IsTold)
                  "running",
                  statement (fun worldState places -> worldState.Nodes[places[0]].Status = NodeStatus.Running)
                  "hostile", statement (fun worldState places -> isHostile (actor worldState places[0])) ] }

    /// A correct peer of which one kind of timer takes another time.
    let private timed name about isIt part : MachineVariant<LinkWorld> =
        let timed output =
            match output with
            | SetTimer(Own timer, due) when isIt timer -> SetTimer(Own timer, due * part)
            | other -> other

        { Name = name
          About = about
          Change = MachineVariant.outputs (fun _ _ outputs -> List.map timed outputs) }

    let private correct =
        [ timed "lively" "a peer that sends keep-alives twice as often" _.IsBeat 0.5
          timed "patient" "a peer that waits twice as long for an answer" _.IsDeadline 2.0 ]

    /// The machines that worlds can be asked for, behind the name of the world.
    let variants = correct @ List.map PlantedBug.variant PlantedBugs.all

    let private run world budget = { World = world; Budget = budget }
    let private recovering = ValueSome PeerPolicies.recovering

    /// Worlds with every kind of fault that a bug needs.
    let private worlds name =
        [ run (name "denied") FaultBudget.none
          run (name "two") { FaultBudget.none with Drops = 1 }
          run (name "violation") FaultBudget.none
          run (name "three") FaultBudget.none ]

    let private good =
        [ yield! JudgedMachine.correct "recovering" "our peer, as it runs" recovering worlds correct
          { Name = "published"
            About = "the original, on connections that do not break"
            Policy = ValueSome PeerPolicies.published
            Runs = [ run "denied" FaultBudget.none; run "two" FaultBudget.none ] } ]

    [<Literal>]
    let private Answer =
        "always for every peer p: p items = count item i: (p got i);
always for every peer p, item i, item j: i before j and p got j implies p got i;
always for every peer p: p unagreed = 0;
at last for every peer p, peer q: p calls q and p running and not p hostile implies p told or for every item i: q gives i implies p got i"

    let exercise scenario =
        { Vocabulary = vocabulary
          Good = good
          Bugs = PlantedBugs.all |> List.map (PlantedBug.judged recovering)
          Beginning = "always for every peer p, item i: p got i implies not p gives i"
          Answer = Answer
          Scenario = scenario }
