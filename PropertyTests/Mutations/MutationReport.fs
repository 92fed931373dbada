namespace PeerFunctional.Tests.Mutations

open System.IO
open PeerFunctional.Tests

/// How many mutants were found, and which were not.
module MutationReport =

    /// From the root of the repository.
    let explanationsFile = "PropertyTests/Mutations/survivors.jsonl"

    let private explanations () =
        Path.Combine(Repository.root, explanationsFile)
        |> MutantRecord.readExplanations
        |> List.map (fun explanation -> Explanation.key explanation, explanation)
        |> Map

    /// Whether a survivor is explained that this mutation is.
    let isExplained: Mutation -> bool =
        let explained = lazy explanations ()
        fun mutation -> explained.Value.ContainsKey(Mutation.key mutation)

    let private share part whole =
        if whole = 0 then
            "-"
        else
            $"{100.0 * float part / float whole:F1} %%"

    let private table (system: MutatedSystem) what (records: MutantRecord list) (explained: Map<_, Explanation>) =
        let by finder =
            records |> List.filter (fun record -> record.FoundBy = finder) |> List.length

        let equivalent =
            records
            |> List.filter (fun record ->
                record.FoundBy = "survived"
                && explained
                   |> Map.tryFind (MutantRecord.key record)
                   |> Option.exists (fun explanation -> explanation.Reason = "equivalent"))
            |> List.length

        let others = records.Length - equivalent
        let checker = by "checker"
        let withCost = checker + by "cost"
        let all = withCost + by "simulator"

        printfn
            $"{system.Name}, {what}: {records.Length} drawn, {equivalent} equivalent; the checker finds {checker} ({share checker others}), with costs {withCost} ({share withCost others}), with the simulator {all} ({share all others})"

    /// Prints the figures of a system, and the survivors without an explanation.
    let print records system (mutations: Mutation list) =
        let latest = MutantRecord.latest records
        let explained = explanations ()

        let durations, others =
            mutations
            |> List.map (fun mutation -> latest[Mutation.key mutation])
            |> List.partition (fun record -> record.Operator = MutationOperator.words ScaleDuration)

        table system "mutants" others explained
        table system "durations" durations explained

        for record in others @ durations do
            if record.FoundBy = "survived" && not (explained.ContainsKey(MutantRecord.key record)) then
                printfn
                    $"not explained: {record.File}:{record.Line}: {record.Operator} in {record.Within} ({record.Command})"

                printfn $"  - {record.Original}"
                printfn $"  + {record.Mutated}"
