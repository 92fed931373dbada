namespace PeerFunctional.Verification

open System
open System.Globalization
open PeerFunctional.Kernel

[<Struct>]
type Frequency =
    { Fewest: int64
      Most: int64
      Average: int64 }

type Account =
    { Rows: Map<string, Map<string, Frequency>> }

type WorldAccount =
    { World: string
      Policies: PeerPolicies
      Under: string
      Account: Account }

module private Frequency =

    let never = { Fewest = 0L; Most = 0L; Average = 0L }

    let ofCounts (counts: int64 list) =
        let runs = int64 counts.Length

        { Fewest = List.min counts
          Most = List.max counts
          Average = (100L * List.sum counts + runs / 2L) / runs }

    let words frequency =
        if frequency.Fewest = frequency.Most then
            $"{frequency.Most}"
        else
            let average =
                (float frequency.Average / 100.0).ToString("0.##", CultureInfo.InvariantCulture)

            $"{frequency.Fewest}-{frequency.Most} ~{average}"

    let private number (text: string) =
        match Int64.TryParse text with
        | true, number -> ValueSome number
        | _ -> ValueNone

    let private hundredths (text: string) =
        match Double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture) with
        | true, average when Double.IsFinite average -> ValueSome(int64 (Math.Round(100.0 * average)))
        | _ -> ValueNone

    let private range (text: string) =
        match text.Split '-' with
        | [| fewest; most |] ->
            ValueOption.map2 (fun fewest most -> struct (fewest, most)) (number fewest) (number most)
        | _ -> number text |> ValueOption.map (fun count -> struct (count, count))

    /// A kind with its frequency, as `words` has it.
    let ofWords (text: string) =
        let words = text.Trim().Split ' '

        let kind, counts =
            match Array.tryLast words with
            | Some average when average.StartsWith '~' && words.Length > 2 ->
                Array.truncate (words.Length - 2) words,
                range words[words.Length - 2]
                |> ValueOption.map2 (fun average range -> struct (range, average)) (hundredths (average.Substring 1))
            | Some count when words.Length > 1 ->
                Array.truncate (words.Length - 1) words,
                range count |> ValueOption.map (fun (struct (_, most) as range) -> struct (range, 100L * most))
            | _ -> words, ValueNone

        counts
        |> ValueOption.map (fun (struct (struct (fewest, most), average)) ->
            String.Join(" ", kind),
            { Fewest = fewest
              Most = most
              Average = average })

module Account =

    let private create frequencies =
        { Rows =
            frequencies
            |> List.groupBy (fun (row, _, _) -> row)
            |> List.map (fun (row, kinds) ->
                row, kinds |> List.map (fun (_, kind, frequency) -> kind, frequency) |> Map)
            |> Map }

    let ofRuns (runs: Map<struct (string * string), int64> list) =
        runs
        |> List.collect (Map.keys >> List.ofSeq)
        |> List.distinct
        |> List.map (fun (struct (row, kind) as key) ->
            let counts = runs |> List.map (Map.tryFind key >> Option.defaultValue 0L)

            row, kind, Frequency.ofCounts counts)
        |> List.filter (fun (_, _, frequency) -> frequency <> Frequency.never)
        |> create

    let lines account =
        [ for KeyValue(row, kinds) in account.Rows do
              let kinds =
                  [ for KeyValue(kind, frequency) in kinds -> $"{kind} {Frequency.words frequency}" ]

              $"""{row} {String.Join("; ", kinds)}""" ]

    let differences stated account =
        let keys =
            [ for { Rows = rows } in [ stated; account ] do
                  for KeyValue(row, kinds) in rows do
                      for kind in kinds.Keys -> struct (row, kind) ]
            |> List.distinct

        let find (struct (row, kind)) { Rows = rows } =
            rows |> Map.tryFind row |> Option.bind (Map.tryFind kind) |> Option.defaultValue Frequency.never

        [ for struct (row, kind) as key in keys do
              let stated, found = find key stated, find key account

              if stated <> found then
                  $"{row} {kind} {Frequency.words found}, not {Frequency.words stated}" ]

    /// The last words of rows; kinds follow.
    let private verbs = [ "sends"; "tells"; "fires"; "ends"; "takes" ]

    let private rowOf (line: string) =
        verbs
        |> List.map (fun verb -> struct (line.IndexOf($" {verb} ", StringComparison.Ordinal), verb))
        |> List.filter (fun (struct (place, _)) -> place >= 0)
        |> function
            | [] -> None
            | found ->
                let struct (place, verb) = List.min found
                Some(line.Substring(0, place + verb.Length + 1), line.Substring(place + verb.Length + 2))

    let private kindsOf (line: string) =
        match rowOf line with
        | Some(row, kinds) ->
            [ for words in kinds.Split "; " do
                  match Frequency.ofWords words with
                  | ValueSome(kind, frequency) -> row, kind, frequency
                  | ValueNone -> () ]
        | None -> []

    let private headOf (line: string) =
        match line.Split([| ' ' |], 4) with
        | [| "#"; world; policies; faults |] ->
            match PeerPolicies.tryParse (policies.TrimEnd ':') with
            | ValueSome policies ->
                Some
                    { World = world
                      Policies = policies
                      Under = faults
                      Account = { Rows = Map.empty } }
            | ValueNone -> None
        | _ -> None

    let ofText (text: string) =
        let add accounts line =
            match headOf line, accounts with
            | Some head, _ -> (head, []) :: accounts
            | None, (head, lines) :: others -> (head, line :: lines) :: others
            | None, [] -> []

        ([], text.Split '\n' |> Array.map _.Trim())
        ||> Array.fold add
        |> List.rev
        |> List.map (fun (head, lines) ->
            { head with
                Account = lines |> List.rev |> List.collect kindsOf |> create })
