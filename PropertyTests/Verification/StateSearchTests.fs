namespace PeerFunctional.Tests.Verification

open System
open System.IO
open System.Threading
open Xunit
open FsCheck.FSharp
open FsCheck.Xunit
open PeerFunctional.Verification
open PeerFunctional.Runtime.Search
open PeerFunctional.Tests.Verification.Oracles
open PeerFunctional.Tests

[<Collection "alone">]
module StateSearchTests =

    let private options workers = SearchOptions(Workers = workers)

    let private search workers (model: Model<'state, 'action>) = StateSearch.Run(model, options workers)

    let private verdicts (report: CheckReport<'state, 'action>) =
        report.Verdicts |> List.map (fun struct (_, verdict) -> verdict)

    let private fails verdict =
        match verdict with
        | Violated _
        | NeverWitnessed -> true
        | Holds
        | Witnessed _ -> false
        | Unknown -> failwith "nothing was cut"

    let private length verdict =
        match verdict with
        | Violated trace
        | Witnessed trace -> Some trace.Steps.Length
        | Holds
        | NeverWitnessed
        | Unknown -> None

    let private forEvery generator = Prop.forAll (Arb.fromGen generator)

    /// A trace takes steps of the model only, from an initial state.
    let private isPath (model: Model<'state, 'action>) (trace: Path<'state, 'action>) =
        let steps =
            [ trace.First; yield! trace.Steps |> List.map (fun struct (_, state) -> state) ]

        List.contains trace.First model.Initial
        && List.forall2
            (fun state step -> List.contains step (model.Successors state))
            (List.take trace.Steps.Length steps)
            trace.Steps

    let private last (trace: Path<'state, 'action>) =
        match List.tryLast trace.Steps with
        | Some(struct (_, state)) -> state
        | None -> trace.First

    let private lawful (model: Model<'state, 'action>) state =
        model.Successors state |> List.filter (fun struct (action, _) -> not (model.IsFault action))

    let private starves (model: Model<'state, 'action>) goal (trace: Path<'state, 'action>) =
        match trace.Loop with
        | ValueNone -> (lawful model (last trace)).IsEmpty && not (goal (last trace))
        | ValueSome start ->
            let loop = List.skip start trace.Steps
            let states = loop |> List.map (fun struct (_, state) -> state)

            let keys steps =
                steps |> List.map (fun struct (action, _) -> model.FairnessKey action) |> set

            not loop.IsEmpty
            && List.exists
                (fun (state: 'state) -> state = List.last states)
                (trace.First :: (trace.Steps |> List.take start |> List.map (fun struct (_, state) -> state)))
            && List.forall (goal >> not) states
            && List.forall (fun struct (action, _) -> not (model.IsFault action)) loop
            && Set.isSubset (states |> List.map (lawful model >> keys) |> Set.intersectMany) (keys loop)

    [<Property(MaxTest = 1000)>]
    let ``Breadth first finds what the plainest checker finds, with one worker and with two`` () =
        forEvery RandomMachine.generator (fun machine ->
            let model = RandomMachine.model machine
            let expected = Reference.check model
            let whole = { model with Properties = [] }

            let sizes =
                [ 1; 2 ]
                |> List.map (fun workers ->
                    let counts = (search workers whole).Counts in counts.Generated, counts.Unique, counts.Depth)

            let single =
                [ for index in 0..2 ->
                      [ 1; 2 ]
                      |> List.map (fun workers ->
                          RandomMachine.withProperty index model |> search workers |> verdicts |> List.head) ]

            let isRight index (found: Verdict<int, int> list) =
                found[0] = found[1]
                && fails found[0] = expected.Fails[index]
                && match found[0], model.Properties[index] with
                   | Violated trace, Progress(_, goal) -> isPath model trace && starves model goal trace
                   | (Violated trace | Witnessed trace), (Always _ | Sometimes _) ->
                       isPath model trace && Some trace.Steps.Length = expected.Nearest[index]
                   | Witnessed _, Progress _ -> false
                   | (Holds | NeverWitnessed | Unknown), _ -> true

            sizes
            |> List.forall (
                (=) (expected.Generated, int64 expected.Distances.Count, Seq.max expected.Distances.Values)
            )
            && List.forall2 isRight [ 0..2 ] single)

    [<Property(MaxTest = 1000)>]
    let ``Depth first gives the verdicts of breadth first`` () =
        forEvery RandomMachine.generator (fun machine ->
            let model = RandomMachine.model machine
            let deep = SearchOptions(Strategy = Strategy.DepthFirst())

            [ 0..2 ]
            |> List.forall (fun index ->
                let model = RandomMachine.withProperty index model
                let report = StateSearch.Run(model, deep)
                let verdict = List.head (verdicts report)

                fails verdict = fails (search 1 model |> verdicts |> List.head)
                && match verdict, model.Properties with
                   | Violated trace, [ Progress(_, goal) ] -> isPath model trace && starves model goal trace
                   | (Violated trace | Witnessed trace), _ -> isPath model trace
                   | (Holds | NeverWitnessed | Unknown), _ -> true))

    [<Property(MaxTest = 1000)>]
    let ``A random walk never says that something holds, and what it finds is a way of the model`` () =
        forEvery RandomMachine.generator (fun machine ->
            let model = RandomMachine.model machine
            let walks = SearchOptions(Strategy = Strategy.RandomWalks(7, 20, 20))
            let expected = Reference.check model
            let first, second = StateSearch.Run(model, walks), StateSearch.Run(model, walks)

            verdicts first = verdicts second
            && List.forall2
                (fun verdict failing ->
                    match verdict with
                    | Violated trace -> failing && isPath model trace
                    | Witnessed trace -> not failing && isPath model trace
                    | Unknown -> true
                    | Holds
                    | NeverWitnessed -> false)
                (verdicts first)
                expected.Fails)

    /// Searches in pieces: each is stopped by its options or as it finds a state, and goes on where the one before was, by what
    /// that wrote.
    let private inPieces workers most isInterrupted (model: Model<'state, 'action>) =
        let rec go piece from =
            use interrupted = new CancellationTokenSource()
            let stopped = ref null

            let options =
                SearchOptions(
                    Workers = workers,
                    MaxStates = most piece,
                    Resume = Resumption("pieces", from, (fun search -> stopped.Value <- search))
                )

            let report =
                StateSearch.Run(
                    model,
                    options,
                    visit =
                        (fun _ ->
                            if isInterrupted then
                                interrupted.Cancel()),
                    cancellation = interrupted.Token
                )

            match stopped.Value with
            | null -> report
            | stopped ->
                use stream = new MemoryStream()
                stopped.Write stream
                stream.Position <- 0L
                go (piece + 1) (StoppedSearch.Read stream)

        go 1 null

    [<Property(MaxTest = 300)>]
    let ``A search that is stopped again and again ends as one that is never stopped`` () =
        forEvery RandomMachine.generator (fun machine ->
            let model = RandomMachine.model machine

            model :: [ for index in 0..2 -> RandomMachine.withProperty index model ]
            |> List.forall (fun model ->
                let whole, pieces = search 1 model, inPieces 1 (fun _ -> Int64.MaxValue) true model

                { whole.Counts with Bytes = 0L } = { pieces.Counts with Bytes = 0L }
                && whole.Extent = pieces.Extent
                && verdicts whole = verdicts pieces))

    [<Property(MaxTest = 300)>]
    let ``A search that goes on with a higher limit of states ends as one without a limit`` () =
        forEvery RandomMachine.generator (fun machine ->
            let model = RandomMachine.model machine
            let verdict report = verdicts report |> List.head |> fails
            let whole = { model with Properties = [] }

            [ 1; 2 ]
            |> List.forall (fun workers ->
                let inPieces model = inPieces workers int64 false model

                { (search 1 whole).Counts with
                    Bytes = 0L }
                    =
                    { (inPieces whole).Counts with
                        Bytes = 0L }
                && [ 0..2 ]
                   |> List.forall (fun index ->
                       let model = RandomMachine.withProperty index model
                       verdict (search 1 model) = verdict (inPieces model))))

    [<Fact>]
    let ``A stopped search that was cut or changed is not read`` () : unit =
        let written = ref [||]

        let keep =
            Action<StoppedSearch>(fun stopped ->
                use stream = new MemoryStream()
                stopped.Write stream
                written.Value <- stream.ToArray())

        StateSearch.Run(TwoPhase.model 3, SearchOptions(MaxStates = 100L, Resume = Resumption("two-phase", null, keep)))
        |> ignore

        let read (bytes: byte array) =
            StoppedSearch.Read(new MemoryStream(bytes)) |> isNull |> not

        let written = written.Value
        Expect.isTrue (read written)

        for place in 0..97 .. written.Length - 1 do
            Expect.isFalse (read written[.. place - 1])

            written |> Array.updateAt place (written[place] ^^^ 16uy) |> read |> Expect.isFalse

    [<Property(MaxTest = 300)>]
    let ``Strong fairness finds the loops that a look at every set of states finds`` () =
        let small =
            RandomMachine.generator |> Gen.filter (fun machine -> machine.Steps.Length <= 8)

        forEvery small (fun machine ->
            let model = RandomMachine.withProperty 2 (RandomMachine.model machine)

            let verdict fairness =
                StateSearch.Run(model, SearchOptions(Workers = 1, Fairness = fairness)) |> verdicts |> List.head

            let strong = verdict Fairness.Strong

            fails strong = Reference.canStarveStrongly model
            && (fails (verdict Fairness.Weak) || not (fails strong))
            && match strong with
               | Violated trace -> isPath model trace
               | Holds
               | Witnessed _
               | NeverWitnessed
               | Unknown -> true)

    let private agree change machine =
        let plain = RandomProcesses.model machine
        let changed = change machine

        let pairs =
            [ for property in plain.Properties ->
                  [ plain; changed ]
                  |> List.map (fun model -> search 2 { model with Properties = [ property ] } |> verdicts |> List.head) ]

        let size model =
            (search 2 { model with Properties = [] }).Counts.Unique

        pairs |> List.forall (fun pair -> fails pair[0] = fails pair[1])
        && pairs
           |> List.forall (
               List.forall (function
                   | Violated trace
                   | Witnessed trace -> isPath plain trace
                   | Holds
                   | NeverWitnessed
                   | Unknown -> true)
           )
        && size changed <= size plain

    [<Property(MaxTest = 1000)>]
    let ``A subset of commuting steps gives the verdicts of all steps`` () =
        forEvery (RandomProcesses.generator false) (agree RandomProcesses.reduced)

    [<Property(MaxTest = 1000)>]
    let ``Interchangeable processes give the verdicts of all their orders, and as short traces`` () =
        forEvery (RandomProcesses.generator true) (agree RandomProcesses.symmetric)

    [<Fact>]
    let ``Two-phase commit has the states and steps that TLC counts`` () : unit =
        for managers, generated, unique in [ 3, 1146L, 288L; 7, 2744706L, 296448L ] do
            let report = search 2 (TwoPhase.model managers)
            struct (report.Counts.Generated, report.Counts.Unique) |> Expect.equal (struct (generated, unique))
            Expect.isTrue (CheckReport.passed report)
            report.Extent |> Expect.equal Exhaustive

    [<Fact>]
    let ``Interchangeable managers make two-phase commit smaller, and change no verdict`` () : unit =
        let plain, symmetric = search 2 (TwoPhase.model 5), search 2 (TwoPhase.symmetric 5)
        symmetric.Counts.Unique * 10L |> Expect.isLessThan plain.Counts.Unique
        List.map length (verdicts symmetric) |> Expect.equal (List.map length (verdicts plain))

    [<Fact>]
    let ``A transaction manager that commits with a vote missing is caught by the shortest way, with any number of workers``
        ()
        : unit =
        let broken =
            { TwoPhase.broken 4 with
                Properties = [ (TwoPhase.broken 4).Properties.Head ] }

        match [ 1; 2; 3 ] |> List.map (fun workers -> search workers broken) with
        | first :: others ->
            List.map length (verdicts first) |> Expect.equal [ Some 9 ]

            for other in others do
                verdicts other |> Expect.equal (verdicts first)
                other.Counts.Generated |> Expect.equal first.Counts.Generated
        | [] -> ()

    [<Fact>]
    let ``A search that was cut says so, and never that something holds`` () : unit =
        let reports =
            [ SearchLimit.States, StateSearch.Run(TwoPhase.model 7, SearchOptions(MaxStates = 1000L))
              SearchLimit.Memory, StateSearch.Run(TwoPhase.model 7, SearchOptions(MaxMemory = 1L))
              SearchLimit.Time, StateSearch.Run(TwoPhase.model 7, SearchOptions(MaxTime = TimeSpan.FromTicks 1L))
              SearchLimit.Interruption,
              StateSearch.Run(TwoPhase.model 7, SearchOptions(), cancellation = CancellationToken true) ]

        for limit, report in reports do
            report.Extent |> Expect.equal (CutBy limit)
            List.head (verdicts report) |> Expect.equal (Verdict<uint64, TwoPhaseAction>.Unknown)

    [<Fact>]
    let ``A search ends with exactly as many states as its limit says, with one worker and with two`` () : unit =
        for workers in [ 1; 2 ] do
            for states in [ 1L; 2L; 10L; 63L; 64L; 65L; 1_000L; 4_097L; 12_345L ] do
                let report =
                    StateSearch.Run(TwoPhase.model 7, SearchOptions(Workers = workers, MaxStates = states))

                Expecto.Expect.equal
                    (report.Extent, report.Counts.Unique)
                    (CutBy SearchLimit.States, states)
                    $"{workers} workers"
