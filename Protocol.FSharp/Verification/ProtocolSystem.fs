namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel
open PeerFunctional.Verification.Laws

type CaptureOptions =
    { Signatures: ISignatures
      Silence: TimeSpan }

type ProtocolSystem =
    { Name: string
      Policies: Policy list
      Worlds: (string * string) list
      Scenario: PeerPolicies -> string -> IScenario voption
      Crowd: int -> int -> string
      MostPeers: int
      LeastThings: int
      MostThings: int
      FaultPhase: TimeSpan
      LivenessTimeout: TimeSpan
      Costs: CostBound list
      Mends: Mend list
      Lessons: Lesson list
      Laws: LawExercise voption
      Diagram: Policy -> StateDiagram
      Analyzer: CaptureOptions -> CaptureAnalyzer list
      Recordings: Judging -> string seq -> ConversationReport seq
      Journals: ISignatures -> JournalReader list }

module ProtocolSystem =

    [<Literal>]
    let MostNamed = 1_000

    let ofPeers
        most
        (subject: PeerPolicies -> int -> Scenario<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>)
        =
        let ofPeers = subject PeerPolicies.recovering

        /// The phases are the words of the states, and the messages' kinds their first words.
        let diagram policy =
            let world = (subject (PeerPolicies.same policy) 2).World

            let sketch =
                { Title = $"{(ofPeers 2).System}, {Policy.name policy}: the phases of its machine"
                  Phase = world.StateWords
                  Kind = fun message -> (world.MessageWords message).Split(' ')[0]
                  Commands = [] }

            StateDiagram.ofWorld world sketch []

        { Name = (ofPeers 2).System
          Policies = Policy.all
          Worlds = [ for peers in 2 .. min 3 most -> (ofPeers peers).Name, (ofPeers peers).About ]
          Scenario =
            fun policies world ->
                seq { 2..most }
                |> Seq.tryFind (fun peers -> (ofPeers peers).Name = world)
                |> ValueOption.ofOption
                |> ValueOption.map (subject policies >> Scenario.hide)
          Crowd = fun peers _ -> (ofPeers peers).Name
          MostPeers = most
          LeastThings = 1
          MostThings = 1
          FaultPhase = FaultOptions.standard.FaultPhase
          LivenessTimeout = FaultOptions.standard.LivenessTimeout
          Costs = []
          Mends = []
          Lessons = []
          Laws = ValueNone
          Diagram = diagram
          Analyzer = fun _ -> []
          Recordings = fun _ _ -> Seq.empty
          Journals = fun _ -> [] }

    let scenario
        (surrounded: (string * string * (string -> string -> PeerPolicies -> IScenario)) list)
        (ofSetup: PeerPolicies -> string -> IScenario option)
        policies
        name
        =
        match surrounded |> List.tryFind (fun (other, _, _) -> other = name) with
        | Some(_, about, scenario) -> ValueSome(scenario name about policies)
        | None -> ofSetup policies name |> ValueOption.ofOption

    let sentences (subject: IScenario) =
        subject.Accept
            { new IScenarioVisitor<string list> with
                member _.Visit subject =
                    [ yield! subject.Properties.Invariants |> List.map _.Sentence
                      yield! subject.Properties.Reachable |> List.map _.Sentence
                      subject.Properties.Liveness.Sentence ] }

    let about (subject: IScenario) =
        subject.Accept
            { new IScenarioVisitor<string> with
                member _.Visit subject = subject.About }

    let private peers (subject: IScenario) =
        subject.Accept
            { new IScenarioVisitor<int> with
                member _.Visit subject = subject.World.Peers.Length }

    /// Among more peers than these, actions and the liveness timeout grow with them: a tracker calls some peers at a time.
    [<Literal>]
    let private FewPeers = 8

    /// A disk's time for a peer, at most, in a simulation.
    let private diskTime = TimeSpan.FromSeconds 0.1

    let simulation (system: ProtocolSystem) (options: FaultOptions) subject =
        let more = max 0 (peers subject - FewPeers)

        Simulation.create
            subject
            { options with
                FaultOptions.FaultPhase = system.FaultPhase
                LivenessTimeout = system.LivenessTimeout + diskTime * float more
                MaxActions = options.MaxActions + more * (options.MaxActions / FewPeers) }

    let hasOneMachine system = List.isEmpty system.Policies

    /// Peers times things that a name asks for, such as 36 in 'crowd-2-18'; each peer counts as ten at least.
    let private sizeOf (world: string) =
        world.Split '-'
        |> Array.choose (fun part ->
            match Int32.TryParse part with
            | true, number -> Some(float number)
            | _ -> None)
        |> fun numbers -> max (Array.fold (*) 1.0 numbers) (10.0 * Seq.head (Seq.append numbers [ 0.0 ]))

    let find systems system policy (world: string) =
        match systems |> List.tryFind (fun each -> each.Name = system), policy with
        | None, _ -> Malformation.error "unknown-system" $"unknown system '{system}'"
        | Some _, _ when sizeOf world > float MostNamed ->
            Malformation.error
                "oversize-world"
                $"the world '{world}' is too large: a world that a file or a link names has at most {MostNamed} things (events, items, calls) of all peers together, and each peer counts as ten at least"
        | Some system, ValueNone when not (hasOneMachine system) ->
            Malformation.error "no-policy" $"the policy is missing: {system.Name} has a machine for each"
        | Some system, policy ->
            match system.Scenario (ValueOption.defaultValue PeerPolicies.recovering policy) world with
            | ValueSome subject -> Ok subject
            | ValueNone -> Malformation.error "unknown-world" $"unknown world '{world}' of {system.Name}"
