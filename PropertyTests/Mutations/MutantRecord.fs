namespace PeerFunctional.Tests.Mutations

open System.IO
open System.Text.Json

/// What became of a mutant: a line of a file.
type MutantRecord =
    {
        System: string
        Operator: string
        File: string
        Line: int
        Within: string
        Place: string
        Original: string
        Mutated: string
        /// "checker", "cost", "simulator", or "survived".
        FoundBy: string
        /// The command that found it; for a survivor how many commands came by its place.
        Command: string
        Finding: string
    }

/// Why a mutant is not found, beside this file in `survivors.jsonl`. Lines of code move, so it is known by its text.
type Explanation =
    {
        Operator: string
        File: string
        Within: string
        Place: string
        Original: string
        Mutated: string
        /// "equivalent", "only told", "hidden by retries", "beyond the bounds of worlds" or "not in any world".
        Reason: string
        Why: string
    }

module MutantRecord =

    let private options =
        JsonSerializerOptions(
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping
        )

    let create system (mutation: Mutation) foundBy command finding =
        { System = system
          Operator = MutationOperator.words mutation.Operator
          File = mutation.File
          Line = mutation.Line
          Within = mutation.Within
          Place = mutation.Place
          Original = mutation.Original
          Mutated = mutation.Mutated
          FoundBy = foundBy
          Command = command
          Finding = finding }

    let write file (record: MutantRecord) =
        lock options (fun () -> File.AppendAllText(file, JsonSerializer.Serialize(record, options) + "\n"))

    let private read<'line> file =
        if File.Exists file then
            [ for line in File.ReadLines file -> JsonSerializer.Deserialize<'line>(line, options) ]
        else
            []

    let readAll file : MutantRecord list = read file

    let readExplanations file : Explanation list = read file

    /// As of the mutation.
    let key (record: MutantRecord) =
        String.concat
            "\t"
            [ record.Operator
              record.File
              record.Within
              record.Place
              record.Original
              record.Mutated ]

    /// The last record of each mutant, by its key.
    let latest file =
        readAll file |> List.map (fun record -> key record, record) |> Map

module Explanation =

    /// As of the mutation.
    let key (explanation: Explanation) =
        String.concat
            "\t"
            [ explanation.Operator
              explanation.File
              explanation.Within
              explanation.Place
              explanation.Original
              explanation.Mutated ]
