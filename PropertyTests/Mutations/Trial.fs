namespace PeerFunctional.Tests.Mutations

open System
open System.Text.Json

/// What a command of the program showed.
type Shown =
    {
        ExitCode: int
        /// The verdict on each property, and how many states it rests on.
        Verdicts: Map<string, struct (string * int64)>
        /// What never happens in each world.
        NeverHappens: Map<string, Set<string>>
    }

/// How a command finds a mutant.
type Finding =
    /// A property has another verdict than without the mutant.
    | Verdict of property: string * verdict: string
    /// Other things never happen in any world.
    | Coverage of string
    /// It ends otherwise than with verdicts.
    | Crash of exitCode: int
    /// It does not end in time.
    | Endless

module Finding =

    let words finding =
        match finding with
        | Verdict(property, verdict) -> $"{property}: {verdict}"
        | Coverage change -> $"coverage: {change}"
        | Crash exitCode -> $"exit code {exitCode}"
        | Endless -> "no end"

/// What runs with a mutant and without it show, and how they differ.
module Trial =

    /// Reads the lines that a command printed.
    let read exitCode (lines: string list) =
        let rows = [ for line in lines -> JsonDocument.Parse(line).RootElement ]

        let text (name: string) (row: JsonElement) =
            match row.TryGetProperty name with
            | true, found -> ValueSome(string found)
            | _ -> ValueNone

        { ExitCode = exitCode
          Verdicts =
            Map
                [ for row in rows do
                      match text "id" row, text "verdict" row with
                      | ValueSome id, ValueSome verdict ->
                          id,
                          struct (verdict, text "states" row |> ValueOption.map int64 |> ValueOption.defaultValue 0L)
                      | _ -> () ]
          NeverHappens =
            Map
                [ for row in rows do
                      match row.TryGetProperty "never_happens" with
                      | true, found ->
                          string (row.GetProperty "id"), Set [ for name in found.EnumerateArray() -> string name ]
                      | _ -> () ] }

    /// A search that a limit ended counts where it has ten times the states of the whole world.
    let private changed (struct (before, statesBefore: int64)) (struct (after, statesAfter)) =
        match after with
        | "violated" -> before <> "violated"
        | "unknown" -> before = "holds" && statesAfter >= 10L * statesBefore
        | _ -> before = "violated"

    let private verdict before after =
        before.Verdicts
        |> Seq.tryPick (fun (KeyValue(property, verdict)) ->
            match Map.tryFind property after.Verdicts with
            | Some other when changed verdict other ->
                let struct (other, _) = other
                Some(Verdict(property, other))
            | Some _ -> None
            | None -> Some(Verdict(property, "not said")))

    /// What never happens in any of the worlds of which all states were seen, before and after.
    let private coverage before after =
        let isWhole shown (world: string) =
            shown.Verdicts
            |> Map.forall (fun property (struct (verdict, _)) ->
                verdict <> "unknown" || not (property.StartsWith(world + "/")))

        let worlds =
            before.NeverHappens.Keys
            |> Seq.filter (fun world ->
                after.NeverHappens.ContainsKey world && isWhole before world && isWhole after world)
            |> List.ofSeq

        let never shown =
            worlds |> List.map (fun world -> shown.NeverHappens[world]) |> Set.intersectMany

        let change sign names =
            names |> Seq.map (fun name -> $"{sign} {name}") |> List.ofSeq

        if worlds.IsEmpty then
            None
        else
            match change "never" (never after - never before) @ change "now" (never before - never after) with
            | [] -> None
            | changes -> Some(Coverage(String.concat ", " changes))

    /// How what a command shows with a mutant differs from what it shows without.
    let difference (before: Shown) after =
        match after with
        | ValueNone -> Some Endless
        | ValueSome after when not (List.contains after.ExitCode [ 0; 1; 3 ]) -> Some(Crash after.ExitCode)
        | ValueSome after -> verdict before after |> Option.orElse (coverage before after)
