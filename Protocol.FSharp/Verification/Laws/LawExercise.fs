namespace PeerFunctional.Verification.Laws

open PeerFunctional.Kernel
open PeerFunctional.Verification

type LawRun = { World: string; Budget: FaultBudget }

type JudgedMachine =
    { Name: string
      About: string
      Policy: PeerPolicies voption
      Runs: LawRun list }

type LawHint =
    { Clue: string
      Kind: LawKind
      Words: string list }

type BuggyMachine =
    { Machine: JudgedMachine
      Hint: LawHint }

type LawExercise =
    { Vocabulary: LawVocabulary
      Good: JudgedMachine list
      Bugs: BuggyMachine list
      Beginning: string
      Answer: string
      Scenario: Law -> PeerPolicies voption -> string -> IScenario voption }

type PlantedBug<'world> =
    { Name: string
      About: string
      World: string
      Faults: FaultBudget
      Hint: LawHint
      Plant: 'world -> 'world }

type MachineVariant<'world> =
    { Name: string
      About: string
      Change: 'world -> 'world }

module LawHint =

    let create kind words clue =
        { Clue = clue
          Kind = kind
          Words = words }

module MachineVariant =

    let split (variants: MachineVariant<'world> list) (name: string) =
        match name.Split '+' with
        | [| world |] -> ValueSome(world, ValueNone)
        | [| world; variant |] ->
            variants
            |> List.tryFind (fun each -> each.Name = variant)
            |> ValueOption.ofOption
            |> ValueOption.map (fun variant -> world, ValueSome variant)
        | _ -> ValueNone

    let world (name: string) = name.Split('+')[0]

    let worldName (world: string) (variant: string) = $"{world}+{variant}"

    let outputs change (world: World<_, _, _, _, _, _, _, _>) =
        { world with
            Step =
                fun now before input ->
                    let struct (state, outputs) = world.Step now before input
                    struct (state, change before input outputs) }

    let without isWrong world =
        world
        |> outputs (fun _ input outputs -> outputs |> List.filter (fun output -> not (isWrong input output)))

    let inputs change (world: World<_, _, _, _, _, _, _, _>) =
        { world with
            Step = fun now state input -> world.Step now state (change state input) }

    let states change (world: World<_, _, _, _, _, _, _, _>) =
        { world with
            Step =
                fun now before input ->
                    let struct (after, outputs) = world.Step now before input
                    struct (change input after, outputs) }

    let ignoring isIgnored (world: World<_, _, _, _, _, _, _, _>) =
        { world with
            Step =
                fun now before input ->
                    if isIgnored input then
                        struct (before, [])
                    else
                        world.Step now before input }

module PlantedBug =

    let create name about world faults hint plant : PlantedBug<'world> =
        { Name = name
          About = about
          World = world
          Faults = faults
          Hint = hint
          Plant = plant }

    let variant (bug: PlantedBug<'world>) : MachineVariant<'world> =
        { Name = bug.Name
          About = bug.About
          Change = bug.Plant }

    let judged policy (bug: PlantedBug<'world>) =
        { Machine =
            { Name = bug.Name
              About = bug.About
              Policy = policy
              Runs =
                [ { World = MachineVariant.worldName bug.World bug.Name
                    Budget = bug.Faults } ] }
          Hint = bug.Hint }

module JudgedMachine =

    let correct name about policy worlds (variants: MachineVariant<'world> list) =
        let judged name about runs =
            { Name = name
              About = about
              Policy = policy
              Runs = runs }

        judged name about (worlds id)
        :: [ for variant in variants ->
                 judged variant.Name variant.About (worlds (fun world -> MachineVariant.worldName world variant.Name)) ]
