namespace PeerFunctional.Tests.Verification

open System
open Xunit
open FsCheck
open FsCheck.FSharp
open FsCheck.Xunit
open PeerFunctional
open PeerFunctional.Kernel
open PeerFunctional.Runtime.Crypto
open PeerFunctional.Tests
open PeerFunctional.Verification
open PeerFunctional.Verification.Exploring

module ExploringTests =

    let private get (result: Result<'value, Malformation>) =
        match result with
        | Ok value -> value
        | Error problem -> failwith $"{problem.Problem}: {problem.Detail}"

    let private faults =
        { Drops = 2
          Duplicates = 1
          Corruptions = 1
          Crashes = 1
          DiskLosses = 1
          Delays = 1 }

    let private bounds =
        { Latency = TimeSpan.FromMilliseconds 150.0
          StoreDelay = TimeSpan.FromMilliseconds 2.5
          Outage = TimeSpan.FromSeconds 1.0 }

    /// The starts of every world of every system, and of one with users' commands, by every policy and in every time model.
    let private starts =
        [ for system in Systems.all do
              let policies =
                  if ProtocolSystem.hasOneMachine system then
                      [ ValueNone ]
                  else
                      [ ValueSome PeerPolicies.published; ValueSome PeerPolicies.recovering ]

              let worlds = system.Worlds |> List.map fst

              for world in worlds @ [ Users.nameOf worlds.Head ] do
                  for policy in policies do
                      for time in [ TimeModel.Ordered; TimeModel.Latency bounds; TimeModel.Any ] do
                          { System = system.Name
                            World = world
                            Policy = policy
                            Assumptions =
                              { Network = Network.Unordered
                                Time = time
                                Budget = faults } } ]
        |> List.toArray

    let private scenario start =
        Systems.find start.System start.Policy start.World |> get

    let private first start =
        Position.start (scenario start) start.Assumptions

    /// A start, a seed, and how many steps.
    let private walks =
        Gen.map3
            (fun start seed steps -> start, uint64 (seed: int), steps)
            (Gen.elements starts)
            (Gen.choose (0, 1_000_000))
            (Gen.choose (1, 40))
        |> Arb.fromGen

    let private walk (start, seed, steps) =
        let struct (way, _) =
            Exploration.randomWalk steps seed (fun () -> true) (first start)

        way

    let private lastOf position (way: Position list) =
        way |> List.tryLast |> Option.defaultValue position

    let private last start (way: Position list) = lastOf (first start) way

    /// All that is shown of a position.
    let private shown (position: Position) =
        position.Digest,
        position.TraceDigest,
        position.Step,
        position.Choices.Value,
        position.Nodes.Value
        |> List.map (fun peer -> peer.Name, peer.Status, peer.Words, peer.Timers, peer.Questions, peer.Rows.Value),
        position.InFlight.Value,
        position.Properties.Value,
        position.Missing.Value

    [<Property(MaxTest = 15)>]
    let ``The link of any walk opens to the same state, digest and choices, for every system`` () =
        Prop.forAll walks (fun (start, seed, steps) ->
            let way = walk (start, seed, steps)

            let link =
                Schedule.print
                    { Start = start
                      Choices = way |> List.map _.Place
                      Digest = (last start way).Digest }

            let schedule = Schedule.parse link |> get
            schedule.Start |> Expect.equal start
            let again = Exploration.follow schedule.Choices (first schedule.Start) |> get

            List.map shown again |> Expect.equal (List.map shown way)
            (last start again).Digest |> Expect.equal schedule.Digest)

    /// What decides how a position goes on, in words.
    let private decisive (position: Position) =
        position.Choices.Value |> List.map _.Sentence,
        position.InFlight.Value
        |> List.map (fun envelope -> envelope.From, envelope.To, envelope.Words)
        |> List.sort,
        position.FaultsLeft,
        position.Nodes.Value |> List.map _.Words

    [<Property(MaxTest = 25)>]
    let ``A link that lost its last steps leads to another digest, unless they changed nothing`` () =
        Prop.forAll walks (fun (start, seed, steps) ->
            let way = first start :: walk (start, seed, steps)

            for one, other in List.allPairs way way do
                if one.Digest = other.Digest then
                    decisive one |> Expect.equal (decisive other))

    /// The words of the actions that a model of its own offers at each state along a walk, and the states' fingerprints.
    let private modelled assumptions (places: int list) =
        { new IScenarioVisitor<(Digest * string list) list> with
            member _.Visit subject =
                let model = WorldModel.create subject.World assumptions subject.Properties

                let offered state =
                    Digest(model.Fingerprint state),
                    model.Successors state |> List.map (fun struct (taken, _) -> model.ActionWords taken)

                let next state place =
                    let struct (_, after) = List.item place (model.Successors state)
                    offered after, after

                let beginning = List.head model.Initial
                offered beginning :: (List.mapFold next beginning places |> fst) }

    [<Property(MaxTest = 15)>]
    let ``A position offers exactly what the checker's model offers in its state`` () =
        Prop.forAll walks (fun (start, seed, steps) ->
            let way = walk (start, seed, steps)

            first start :: way
            |> List.map (fun position -> position.Digest, position.Choices.Value |> List.map _.Sentence)
            |> Expect.equal ((scenario start).Accept(modelled start.Assumptions (way |> List.map _.Place))))

    [<Property(MaxTest = 3)>]
    let ``Steps in one branch change nothing in another branch`` () =
        Prop.forAll walks (fun (start, seed, steps) ->
            let way = first start :: walk (start, seed, steps)

            let before =
                way |> List.map (fun position -> position.Digest, position.Nodes.Value, position.Choices.Value)

            for position in way do
                for choice in 0 .. position.Choices.Value.Length - 1 do
                    let branch = ValueOption.get (position.Take choice)
                    let struct (_, _) = Exploration.randomWalk 3 seed (fun () -> true) branch
                    shown (ValueOption.get (position.Take choice)) |> Expect.equal (shown branch)

            way
            |> List.map (fun position -> position.Digest, position.Nodes.Value, position.Choices.Value)
            |> Expect.equal before)

    [<Property(MaxTest = 12)>]
    let ``The trace of a position replays to the digest of its peers, and opens to it again`` () =
        Prop.forAll walks (fun (start, seed, steps) ->
            let position = last start (walk (start, seed, steps))
            let trace = (position.Told false).Trace

            let replayed =
                Simulation.replay Systems.find (TraceFile.parse (TraceFile.print trace)) |> get

            replayed.Difference |> Expect.equal ValueNone
            (List.last trace.Steps).Digest |> Expect.equal position.TraceDigest

            let struct (_, way) = Exploration.ofTrace Systems.find trace |> get
            // Another time model shows the same steps at other times.
            if start.Assumptions.Time = TimeModel.Ordered then
                (List.last way).TraceDigest |> Expect.equal position.TraceDigest)

    [<Property(MaxTest = 30)>]
    let ``A damaged link is an error or another schedule, and no choice of it is taken that is not offered``
        (place: PositiveInt)
        (letter: char)
        =
        let start = starts[place.Get % starts.Length]
        let way = walk (start, uint64 place.Get, 5)

        let link =
            Schedule.print
                { Start = start
                  Choices = way |> List.map _.Place
                  Digest = (last start way).Digest }

        let damaged =
            link.Remove(place.Get % link.Length, 1).Insert(place.Get % link.Length, string letter)

        match Schedule.parse damaged with
        | Error _ -> ()
        | Ok schedule ->
            match Systems.find schedule.Start.System schedule.Start.Policy schedule.Start.World with
            | Error _ -> ()
            | Ok _ -> Exploration.follow schedule.Choices (first schedule.Start) |> ignore

    /// A world in which each user of a system can give every command.
    let withUsers: obj array seq =
        seq {
            [| "sneakernet"; "one-event"; "writes an event, stops it" |]
            [| "tracker"; "two"; "stops it" |]
            [| "link"; "two"; "gives an item, ends the link, calls, stops it" |]
            [| "rpc"; "calls"; "calls note() on the main object, ends the session" |]

            [| "libp2p"
               "pair"
               "asks its partner, pings its partner, disconnects, stops it" |]
        }

    [<Theory; MemberData(nameof withUsers)>]
    let ``A run to quiet gives no command of a user, and with any command it is a trace, and a capture where the system has captures``
        (system: string)
        (world: string)
        (commands: string)
        : unit =
        let beginning =
            first
                { System = system
                  World = Users.nameOf world
                  Policy =
                    if system = "rpc" || system = "libp2p" then
                        ValueNone
                    else
                        ValueSome PeerPolicies.recovering
                  Assumptions = Assumptions.ordered Network.Ordered FaultBudget.none }

        let struct (way, _) = Exploration.runToQuiet (fun () -> true) beginning

        way
        |> List.exists (fun position -> Choice.isCommand (ValueOption.get position.Step.Choice))
        |> Expect.isFalse

        let given =
            [ for position in beginning :: way do
                  for place, choice in List.indexed position.Choices.Value do
                      if Choice.isCommand choice then
                          choice.Sentence, ValueOption.get (position.Take place) ]
            |> List.distinctBy fst

        let words (sentence: string) =
            sentence.Substring(sentence.IndexOf("'s user ", StringComparison.Ordinal) + 8)

        given |> List.map (fst >> words) |> set |> Expect.equal (set (commands.Split ", "))

        for sentence, position in given do
            let struct (more, _) = Exploration.runToQuiet (fun () -> true) position
            let told = (lastOf position more).Told false

            let replayed =
                Simulation.replay Systems.find (TraceFile.parse (TraceFile.print told.Trace)) |> get

            Expecto.Expect.equal replayed.Difference ValueNone sentence

            match CapturedRuns.refusal system, CapturedRuns.ofTrace (Ed25519()) told.Trace with
            | ValueSome _, _
            | ValueNone, Ok _ -> ()
            | ValueNone, Error reason -> failwith $"{sentence}: {reason}"

    let private engine =
        { new ISearch with
            member _.Run model =
                PeerFunctional.Runtime.Search.StateSearch.Run(
                    model,
                    PeerFunctional.Runtime.Search.SearchOptions(Workers = 2, MaxStates = 100_000L)
                ) }

    let private sneakerNet policy =
        { System = "sneakernet"
          World = "one-event"
          Policy = ValueSome policy
          Assumptions = Assumptions.ordered Network.Ordered { FaultBudget.none with Drops = 1 } }

    let private goal (position: Position) = position.Properties.Value.Length - 1

    let private found start =
        let beginning = first start
        let found = beginning.Search engine (ValueSome(goal beginning))

        match found.Violation with
        | ValueSome violated -> beginning :: (Exploration.follow violated.Choices beginning |> get)
        | ValueNone -> failwith "nothing was found"

    [<Fact>]
    let ``A violation that is found from a position is a way that can be stepped, and the goal is lost at its end``
        ()
        : unit =
        let way = found (sneakerNet PeerPolicies.published)
        let last = List.last way
        Position.isEnd last |> Expect.isTrue
        (List.last last.Properties.Value).Status |> Expect.equal PropertyStatus.Violated
        last.Missing.Value |> Expect.equal (ValueSome "Bob never gets Alice:1")

        (last.Told true).Sentence
        |> Expect.equal "Bob never gets Alice:1: HAVE +Alice:1 to Bob was lost in step 7"
        // The message that was lost decided it.
        let lost =
            way |> List.findIndex (fun position -> ExploredFate.isLost (List.last position.Fates.Value))

        (ValueOption.get way[lost].Step.Choice).Action.IsDrop |> Expect.isTrue

    [<Fact>]
    let ``Under the schedule that loses an event of the original, the recovering policy reaches the goal`` () : unit =
        let left = found (sneakerNet PeerPolicies.published)
        let compared = Exploration.compare left (first (sneakerNet PeerPolicies.recovering))
        compared.FirstDifference |> Expect.notEqual ValueNone

        let struct (more, rest) =
            Exploration.runToQuiet (fun () -> true) (List.last compared.Right)

        rest |> Expect.notEqual Rest.Limit
        compared.Right @ more |> List.last |> Position.isGood |> Expect.isTrue

    let private start system world policy =
        { System = system
          World = world
          Policy = ValueSome policy
          Assumptions = Assumptions.ordered Network.Ordered { FaultBudget.none with Drops = 1 } }

    /// The way of these choices, by their sentences.
    let private taking sentences beginning =
        (beginning, sentences)
        ||> List.scan (fun (position: Position) sentence ->
            let place =
                position.Choices.Value |> List.findIndex (fun choice -> choice.Sentence = sentence)

            ValueOption.get (position.Take place))

    [<Fact>]
    let ``A hostile peer's choices say what it sends, and to whom`` () : unit =
        let choices =
            (first (start "sneakernet" "hostile" PeerPolicies.recovering)).Choices.Value

        let hostile = choices |> List.filter _.Sentence.StartsWith("Mallory")
        hostile |> Expect.isNonEmpty

        for choice in hostile do
            choice.Sentence |> Expect.stringStarts "Mallory sends "

    [<Fact>]
    let ``The fault of a schedule meets the other policy's message too, where that is sent before another step``
        ()
        : unit =
        let left =
            first (start "tracker" "alone" PeerPolicies.published)
            |> taking
                [ "ann's timer fires: its next turn"
                  "tracker learns that ann connects"
                  "ann learns that tracker accepts the connection"
                  "REGISTER ann at port 9001 to tracker is lost" ]

        let compared =
            Exploration.compare left (first (start "tracker" "alone" PeerPolicies.recovering))

        compared.Right
        |> List.choose (fun position -> ValueOption.toOption position.Step.Choice)
        |> List.filter _.IsFault
        |> List.map _.Sentence
        |> Expect.equal [ "REGISTER ann at port 9001 to tracker is lost" ]

    [<Fact>]
    let ``Where one policy breaks a property and the other does not, the first difference comes no later`` () : unit =
        let beginning = first (start "link" "stream" PeerPolicies.published)
        let violated = ValueOption.get (beginning.Search engine (ValueSome 0)).Violation

        let left = beginning :: (Exploration.follow violated.Choices beginning |> get)

        let compared =
            Exploration.compare left (first (start "link" "stream" PeerPolicies.recovering))

        let isBroken (position: Position) =
            position.Properties.Value.Head.Status = PropertyStatus.Violated

        let broken = List.findIndex isBroken left
        let row = compared.Rows[ValueOption.get compared.FirstDifference]
        Expecto.Expect.isLessThanOrEqual (ValueOption.get row.Left) broken "the step that breaks it"
        compared.Right |> List.exists isBroken |> Expect.isFalse

    [<Theory>]
    [<InlineData("sneakernet", "three", "Bob never gets Carol:1")>]
    [<InlineData("tracker", "alone", "ann never gets item 1: the peer is its own neighbour")>]
    let ``What a goal lacks that is lost from the start is what it lacks in the end, not what it lacks as yet``
        (system: string, world: string, lack: string)
        : unit =
        let beginning = first (start system world PeerPolicies.published)
        beginning.Missing.Value |> Expect.notEqual (ValueSome lack)
        Exploration.lackedInTheEnd beginning |> Expect.equal (ValueSome lack)

    [<Theory>]
    [<InlineData("sneakernet", "one-event")>]
    [<InlineData("tracker", "two")>]
    [<InlineData("link", "two")>]
    [<InlineData("rpc", "calls")>]
    [<InlineData("libp2p", "pair")>]
    let ``What a lost message keeps from being sent is sent without the loss, and never behind it, in each system``
        (system: string, world: string)
        : unit =
        let beginning = first (start system world PeerPolicies.published)
        let struct (way, _) = Exploration.runToQuiet (fun () -> true) beginning

        let losses =
            [ for position in beginning :: way do
                  for place, choice in List.indexed position.Choices.Value do
                      if choice.IsFault && Choice.kind choice = "drop" then
                          position, ValueOption.get (position.Take place) ]

        let told =
            [ for before, after in losses do
                  let missed = Consequence.missed (fun () -> true) before after
                  let struct (calm, _) = Exploration.runToQuiet (fun () -> true) before
                  let struct (behind, _) = Exploration.runToQuiet (fun () -> true) after

                  let sent (way: Position list) =
                      [ for position in way do
                            for event in position.Step.Events do
                                match event with
                                | TimelineEvent.Sent(_, from, towards, words) -> struct (from, towards, words)
                                | _ -> () ]

                  for message in missed do
                      let wanted = struct (message.From, message.Towards, message.Words)
                      sent calm |> Expect.contains wanted
                      sent (after :: behind) |> List.contains wanted |> Expect.isFalse

                  ValueOption.toList (Consequence.sentence (fun () -> true) before after) ]

        told |> List.concat |> Expect.isNonEmpty

    let private isOurs start =
        start.Assumptions.Time = TimeModel.Ordered && start.Policy <> ValueSome PeerPolicies.published

    [<Fact>]
    let ``A run to quiet ends in every world of every system`` () : unit =
        for start in starts |> Array.filter isOurs do
            let struct (way, rest) = Exploration.runToQuiet (fun () -> true) (first start)
            Expecto.Expect.notEqual rest Rest.Limit $"{start.System}, {start.World}"
            way |> Expect.all (fun position -> not (ValueOption.get position.Step.Choice).IsFault)
