namespace PeerFunctional.Tests.Verification

open System.IO
open Xunit
open PeerFunctional.Tests
open PeerFunctional.Tests.Mutations

module MutationTests =

    let private example =
        """module Example

let step state input =
    match input with
    | Hello when state.Count < most ->
        { state with
            Count = state.Count + 1
            Last = input },
        [ Send Hello
          SetTimer(Round, pause) ]
    | Bye -> state, [ Finish ]
    | _ -> state, []
"""

    [<Fact>]
    let ``The operators make each kind of mistake`` () : unit =
        let source = SourceFile.create "Example.fs" example

        let found =
            [ for mutation in Mutations.all source ->
                  MutationOperator.words mutation.Operator, mutation.Original, mutation.Mutated ]

        for expected in
            [ "negate a condition", "state.Count < most", "not (state.Count < most)"
              "one more or less", "state.Count < most", "state.Count <= most"
              "one more or less", "1", "1 + 1"
              "leave a field as it was", "state.Count + 1", "state.Count"
              "skip an update", "{ state with Count = state.Count + 1 Last = input }", "state"
              "drop an output", "Send Hello", ""
              "drop an output", "Finish", ""
              "scale a duration", "pause", "(pause) * 2.0"
              "swap cases", "state, [ Finish ]", "state, []" ] do
            found |> Expect.contains expected

    [<Fact>]
    let ``All mutants of a system differ from its machines, and stand in files that can be read, at once`` () : unit =
        for system in MutatedSystem.all do
            let mutations = MutatedSystem.mutations system
            let operators = mutations |> List.map _.Operator |> List.distinct

            if system.Name <> "rpc" then
                Expecto.Expect.containsAll operators MutationOperator.all system.Name

            mutations |> List.filter (fun mutation -> mutation.Original = mutation.Mutated) |> Expect.isEmpty

            for file, ofFile in mutations |> List.indexed |> List.groupBy (fun (_, mutation) -> mutation.File) do
                let source = SourceFile.create file (Repository.text file)

                [ for number, mutation in ofFile do
                      for edit in mutation.Edits -> number, edit ]
                |> MutantSchema.render source
                |> SourceFile.problems file
                |> Expect.isEmpty

    [<Fact>]
    let ``A seed draws the same mutants every time, and another seed draws others`` () : unit =
        let drawn seed =
            MutatedSystem.drawn seed MutatedSystem.all.Head |> fst |> List.truncate 100

        let first = drawn 14
        drawn 14 |> Expect.equal first
        Expecto.Expect.notEqual (drawn 15) first "another seed"

    [<Fact>]
    let ``Every explained survivor is a mutant that the machines have`` () : unit =
        let mutants =
            MutatedSystem.all |> List.collect MutatedSystem.mutations |> List.map Mutation.key |> Set

        Path.Combine(Repository.root, MutationReport.explanationsFile)
        |> MutantRecord.readExplanations
        |> List.filter (fun explanation -> not (mutants.Contains(Explanation.key explanation)))
        |> Expect.isEmpty
