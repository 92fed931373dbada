namespace PeerFunctional.Tests.Verification

open FsCheck.FSharp
open FsCheck.Xunit
open Xunit
open PeerFunctional.Verification
open PeerFunctional.Tests

module FateTests =

    /// The goal's place among the properties of a random machine, and the invariant's.
    let private goal, invariant = 2, 0

    let private successors (machine: RandomMachine) isTaken states =
        states
        |> Seq.collect (fun state -> machine.Steps[state] |> Seq.filter (fst >> isTaken) |> Seq.map snd)
        |> set

    let private isLawful action = action <> 0

    /// All states that can follow some, themselves among them, without entering closed ones.
    let rec private closure (machine: RandomMachine) isTaken isClosed states =
        let more =
            Set.union states (successors machine isTaken states |> Set.filter (isClosed >> not))

        if more = states then
            states
        else
            closure machine isTaken isClosed more

    let private never _ = false
    let private every _ = true

    /// The steps to the nearest of some states, counted forwards.
    let private steps (machine: RandomMachine) isTaken (ends: Set<int>) state =
        Seq.unfold
            (fun (distance, level) -> Some((distance, level), (distance + 1, successors machine isTaken level)))
            (0, Set.singleton state)
        |> Seq.truncate (machine.Steps.Length + 1)
        |> Seq.tryPick (fun (distance, level) ->
            if (Set.intersect level ends).IsEmpty then
                None
            else
                Some distance)

    let private isLost (machine: RandomMachine) state =
        Set.intersect (closure machine every never (Set.singleton state)) machine.Goals |> Set.isEmpty

    /// The fewest faults on a way to a lost state that no goal interrupts.
    let private faultsToLoss (machine: RandomMachine) state =
        let isGoal = machine.Goals.Contains

        Seq.unfold
            (fun (faults, states) ->
                let whole = closure machine isLawful isGoal states
                Some((faults, whole), (faults + 1, successors machine ((=) 0) whole |> Set.filter (isGoal >> not))))
            (0, Set.singleton state)
        |> Seq.truncate (machine.Steps.Length + 1)
        |> Seq.tryPick (fun (faults, states) ->
            if Set.exists (isLost machine) states then
                Some faults
            else
                None)

    let private naive (machine: RandomMachine) state =
        if machine.Goals.Contains state then
            Fate.Reached
        else
            match steps machine isLawful machine.Goals state, steps machine every machine.Goals state with
            | _, None -> Fate.Lost
            | None, Some count -> Fate.OnlyByFault count
            | Some count, _ ->
                match faultsToLoss machine state with
                | Some faults -> Fate.AtRisk(count, faults)
                | None -> Fate.Sure count

    let private naiveDanger (machine: RandomMachine) state =
        match steps machine every machine.Bad state with
        | Some 0 -> Danger.Violated
        | Some count -> Danger.Near count
        | None -> Danger.Never

    let private forEvery generator = Prop.forAll (Arb.fromGen generator)

    [<Property(MaxTest = 1000)>]
    let ``The fate of every state is what a search forwards from it finds`` () =
        forEvery RandomMachine.generator (fun machine ->
            let fates = Fates.search (RandomMachine.model machine) 1000 machine.Initial

            closure machine every never (set machine.Initial)
            |> Set.forall (fun state ->
                fates.Of(goal, state) = naive machine state
                && fates.DangerOf(invariant, state) = naiveDanger machine state))

    [<Property(MaxTest = 1000)>]
    let ``A search that is cut says of a state what the whole search says of it, or that it is unknown`` () =
        forEvery (Gen.zip RandomMachine.generator (Gen.choose (1, 14))) (fun (machine, most) ->
            let model = RandomMachine.model machine
            let cut = Fates.search model most machine.Initial
            let whole = Fates.search model 1000 machine.Initial

            (not cut.IsWhole || cut.Seen = whole.Seen)
            && closure machine every never (set machine.Initial)
               |> Set.forall (fun state ->
                   let fate, danger = cut.Of(goal, state), cut.DangerOf(invariant, state)

                   (fate.IsUnknown || fate = whole.Of(goal, state))
                   && (danger.IsUnknown || danger = whole.DangerOf(invariant, state))
                   && (not cut.IsWhole || not (fate.IsUnknown || danger.IsUnknown))))

    /// A run of a machine: whatever step comes is one of those that a state has.
    let private run (machine: RandomMachine) choices =
        (machine.Initial.Head, choices)
        ||> List.scan (fun state choice ->
            match machine.Steps[state] with
            | [] -> state
            | steps -> snd steps[choice % steps.Length])

    [<Property(MaxTest = 1000)>]
    let ``The step of no return is the first after which no way leads to the goal, and none leads back`` () =
        let choices = Gen.listOfLength 20 (Gen.choose (0, 5))

        forEvery (Gen.zip RandomMachine.generator choices) (fun (machine, choices) ->
            let states = run machine choices
            let fates = Fates.search (RandomMachine.model machine) 1000 [ machine.Initial.Head ]
            let along = states |> List.map (fun state -> fates.Of(goal, state))

            let expected =
                states
                |> List.tryFindIndex (isLost machine)
                |> Option.map (fun place -> struct (place, true))
                |> ValueOption.ofOption

            Fate.noReturn along = expected && along |> List.skipWhile (_.IsLost >> not) |> List.forall _.IsLost)

    [<Fact>]
    let ``A fate is told in words that say what is left to hope and to fear`` () : unit =
        [ Fate.Reached
          Fate.Sure 1
          Fate.AtRisk(4, 1)
          Fate.AtRisk(4, 0)
          Fate.OnlyByFault 2
          Fate.Lost ]
        |> List.map Fate.words
        |> Expect.equal
            [ "is reached"
              "can be reached in 1 step, and nothing can lose it for ever"
              "can be reached in 4 steps; 1 further fault can lose it for ever"
              "can be reached in 4 steps; the order of the steps can lose it for ever, without a further fault"
              "can be reached only by a further fault, in 2 steps"
              "can never be reached again" ]
