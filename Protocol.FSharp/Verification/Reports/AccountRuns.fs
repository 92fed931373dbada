namespace PeerFunctional.Verification

open PeerFunctional.Kernel

module AccountRuns =

    /// A mutable count of what happens in one run.
    type private Count = System.Collections.Generic.Dictionary<struct (string * string), int64>

    let private add key number (count: Count) =
        count[key] <-
            number
            + (match count.TryGetValue key with
               | true, before -> before
               | _ -> 0L)

    /// The world, with notices in the words by which they are counted, a line each: a kind, or the sum of a number.
    let private toldByKind (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>) =
        let struct (_, tells) = Kinds.told<'notice> ""

        let words (notice: 'notice) =
            let kind = (tells notice).TrimStart()

            let struct (numbers, names) =
                match box notice with
                | null -> struct ([], [])
                | notice -> Kinds.details notice

            // A row has "; " between kinds.
            let named = System.String.Join(" ", kind :: names).Replace("; ", ", ")

            System.String.Join(
                "\n",
                $"{named}\t1"
                :: [ for name, number in numbers do
                         if number <> 0L then
                             $"{kind}.{name}\t{number}" ]
            )

        { world with NoticeWords = words }

    /// What a run does; its steps by peer, and how many envelopes it sends.
    let private run (subject: Scenario<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>) schedule =
        let world = toldByKind subject.World
        let names = Array.ofList world.Peers
        let struct (_, sends) = Kinds.told<'message> ""
        let struct (_, fires) = Kinds.told<'timer> ""
        let count = Count()
        let steps = Array.zeroCreate<int> names.Length
        let mutable envelopes = 0
        let mutable reached = ValueNone
        let who peer verb = $"{names[peer]} {verb}"

        let watch (action: Action<Envelope<'message>, 'timer>) (worldState: WorldState<_, _, _, _>) emissions =
            // What is sent to no peer arrives at none.
            let actor =
                action
                |> Action.peer _.Recipient
                |> ValueOption.filter (fun peer -> peer >= 0 && peer < names.Length)

            actor |> ValueOption.iter (fun peer -> steps[peer] <- steps[peer] + 1)

            match action with
            | FireTimer(peer, timer) -> count |> add (struct (who peer "fires", (fires timer).TrimStart())) 1L
            | _ -> ()

            for emission in emissions do
                match emission, actor with
                | Emission.Sent envelope, ValueSome peer ->
                    envelopes <- max envelopes (envelope.Number + 1)

                    let kind =
                        match envelope.Payload with
                        | Payload.Message message -> (sends message).TrimStart()
                        | Payload.Connect _ -> "call"
                        | Payload.Accept -> "take"
                        | Payload.Close reason -> $"end ({CloseReason.words reason})"

                    count |> add (struct (who peer "sends", kind)) 1L
                | Emission.Undeliverable _, ValueSome peer -> count |> add (struct (who peer "sends", "to none")) 1L
                | Emission.Noticed words, ValueSome peer ->
                    for line in (words ()).Split '\n' do
                        let kind, number =
                            match line.Split '\t' with
                            | [| kind; number |] -> kind, int64 number
                            | _ -> line, 1L

                        count |> add (struct (who peer "tells", kind)) number
                | _, ValueNone -> ()

            if not (subject.Properties.Liveness.Holds worldState) then
                reached <- ValueNone
            elif reached.IsNone then
                reached <- ValueSome worldState.Now

        let ending =
            (Simulator.listen world subject.Properties FaultOptions.standard schedule watch).Ending

        match ending, reached with
        | Passed, ValueSome time ->
            count |> add (struct ("the goal takes", "ms")) (int64 (time: System.TimeSpan).TotalMilliseconds)
        | Passed, ValueNone -> ()
        | Broken sentence, _ -> count |> add (struct ("the run ends", $"broken: {sentence}")) 1L
        | Missed _, _ -> count |> add (struct ("the run ends", "without its goal")) 1L

        struct (Map [ for KeyValue(key, number) in count -> key, number ], steps, envelopes)

    /// So many numbers at most, spread evenly over those below a count.
    let private spread most count =
        if count <= most then
            [ 0 .. count - 1 ]
        else
            List.init most (fun place -> place * count / most)

    /// The most runs with the faults of one name.
    [<Literal>]
    let private Most = 24

    let private down = System.TimeSpan.FromMilliseconds 500.0
    let private late = System.TimeSpan.FromSeconds 1.0

    let private ofEach fault (struct (_, _, envelopes)) =
        spread Most envelopes |> List.map (fault >> List.singleton)

    let private crashes (struct (_, steps: int array, _)) =
        [ for peer in 0 .. steps.Length - 1 do
              for step in spread (Most / steps.Length) steps[peer] -> [ Fault.Crash(peer, step + 1, down) ] ]

    /// Each kind of fault, with the faults of each of its runs; these follow from a run without any.
    let private kinds =
        [ "one lost", ofEach Fault.Drop
          "one twice", ofEach Fault.Duplicate
          "one corrupted", ofEach Fault.Corrupt
          "one late", ofEach (fun envelope -> Fault.Delay(envelope, late))
          "one crash", crashes ]

    [<Literal>]
    let private Faultless = "without a fault"

    let faults = Faultless :: List.map fst kinds

    let private ofSubject healedAt faults (subject: Scenario<_, _, _, _, _, _, _, _>) =
        let run seed faults =
            run
                subject
                { RunCost.calm subject.World.Peers.Length healedAt [] seed with
                    Faults = faults }

        let counted runs =
            runs |> Array.map (fun (struct (counts, _, _)) -> counts) |> List.ofArray |> Account.ofRuns

        match kinds |> List.tryFind (fun (name, _) -> name = faults) with
        | Some(_, faultsOf) -> faultsOf (run 0UL []) |> Array.ofList |> Array.map (run 0UL) |> counted
        | None -> [| 0UL .. 9UL |] |> Array.map (fun seed -> run seed []) |> counted

    let count healedAt faults (subject: IScenario) =
        subject.Accept
            { new IScenarioVisitor<Account> with
                member _.Visit subject = ofSubject healedAt faults subject }

    let differences stated healedAt world policies subject =
        match
            Account.ofText stated
            |> List.filter (fun account -> account.World = world && account.Policies = policies)
        with
        | [] -> ValueNone
        | accounts ->
            ValueSome
                [ for account in accounts do
                      let found = count healedAt account.Under subject

                      match Account.differences account.Account found with
                      | [] -> ()
                      | differences -> struct (account.Under, differences, Account.lines found) ]
