module PeerFunctional.Tests.Mutations.Program

open System
open System.IO
open PeerFunctional.Tests

let private usage =
    """USAGE: ./mutants [SYSTEM ...] [OPTIONS]

Draws mutants of the machines of a system (default: of all), builds all of them at once in a copy of the sources, and runs
checker and simulator against each. Prints how many were found, and the survivors that survivors.jsonl does not explain.

  --seed N        The seed that the mutants are drawn by (default 14).
  --count N       How many mutants of each system (default 100); of durations a fifth as many more.
  --folder DIR    Where the copy is built (default: a folder for temporary files). It stays, and a later run builds only changes.
  --records FILE  Where the records go, a line of JSON each (default: records.jsonl in the folder). A mutant that has a record is
                  not tried again.
  --retry         Try only mutants again that survived before, by their last records.
  --survivors     Instead of drawing, take the mutants that survivors.jsonl explains: which of them are found by now?
  --workers N     How many commands run at once (default 1).
  --list          Only print the mutants that are drawn.
"""

type private Settings =
    { Systems: MutatedSystem list
      Seed: int
      Count: int
      Folder: string
      Records: string voption
      Workers: int
      IsRetry: bool
      IsSurvivors: bool
      IsList: bool }

let private standard =
    { Systems = []
      Seed = 14
      Count = 100
      Folder = Path.Combine(Path.GetTempPath(), "peer-mutants")
      Records = ValueNone
      Workers = 1
      IsRetry = false
      IsSurvivors = false
      IsList = false }

let rec private parse settings arguments =
    let number (text: string) =
        match Int32.TryParse text with
        | true, number when number > 0 -> Ok number
        | _ -> Error $"'{text}' is not a number above 0"

    match arguments with
    | [] -> Ok settings
    | "--list" :: rest -> parse { settings with IsList = true } rest
    | "--retry" :: rest -> parse { settings with IsRetry = true } rest
    | "--survivors" :: rest -> parse { settings with IsSurvivors = true } rest
    | "--seed" :: text :: rest -> number text |> Result.bind (fun seed -> parse { settings with Seed = seed } rest)
    | "--count" :: text :: rest -> number text |> Result.bind (fun count -> parse { settings with Count = count } rest)
    | "--workers" :: text :: rest ->
        number text |> Result.bind (fun workers -> parse { settings with Workers = workers } rest)
    | "--folder" :: folder :: rest ->
        parse
            { settings with
                Folder = Path.GetFullPath folder }
            rest
    | "--records" :: file :: rest ->
        parse
            { settings with
                Records = ValueSome(Path.GetFullPath file) }
            rest
    | name :: rest ->
        match MutatedSystem.tryFind name with
        | Some system ->
            parse
                { settings with
                    Systems = settings.Systems @ [ system ] }
                rest
        | None -> Error $"'{name}' is not a system or an option"

let private seeded settings system =
    let others, durations = MutatedSystem.drawn settings.Seed system
    let more count = count + count / 4
    List.truncate (more settings.Count) others @ List.truncate (more (settings.Count / 5)) durations

/// The survivors that are explained; or as many mutants as are asked for, and some more, because a few do not compile. Those of
/// durations come last.
let private draw settings first system =
    (if settings.IsSurvivors then
         MutatedSystem.mutations system |> List.filter MutationReport.isExplained
     else
         seeded settings system)
    |> List.mapi (fun index mutation ->
        { Number = first + index
          Mutation = mutation })

let private chosen settings (mutants: Mutant list) =
    let durations, others =
        mutants
        |> List.distinctBy (fun mutant -> Mutation.key mutant.Mutation)
        |> List.partition (fun mutant -> mutant.Mutation.Operator = ScaleDuration)

    List.truncate settings.Count others @ List.truncate (settings.Count / 5) durations

let private print (mutants: Mutant list) =
    for { Mutation = mutation } in mutants do
        printfn $"{mutation.File}:{mutation.Line}: {MutationOperator.words mutation.Operator} in {mutation.Within}"
        printfn $"  - {mutation.Original}"
        printfn $"  + {mutation.Mutated}"

/// The mutants that are tried: those without a record, or those that survived before.
let private untried settings records system (mutants: Mutant list) =
    let latest = MutantRecord.latest records

    mutants
    |> List.filter (fun mutant ->
        match Map.tryFind (Mutation.key mutant.Mutation) latest with
        | Some record -> settings.IsRetry && record.System = system.Name && record.FoundBy = "survived"
        | None -> not settings.IsRetry)

let private campaign settings =
    let records =
        settings.Records |> ValueOption.defaultValue (Path.Combine(settings.Folder, "records.jsonl"))

    let drawn =
        (0, settings.Systems)
        ||> List.mapFold (fun first system ->
            let mutants = draw settings first system
            (system, mutants), first + mutants.Length)
        |> fst

    let built =
        [ for system, mutants in drawn do
              yield!
                  if settings.IsRetry then
                      untried settings records system mutants
                  else
                      mutants ]
        |> ScratchCopy.create settings.Folder

    let isBuilt =
        built |> List.map _.Number |> Set |> (fun built number -> Set.contains number built)

    for system, mutants in drawn do
        let probes = MutationCampaign.probes settings.Folder settings.Workers system

        // What a survivor was not tried by before is tried first.
        let probes =
            if settings.IsRetry then
                probes |> List.sortBy (fun probe -> probe.Finder <> "cost")
            else
                probes

        mutants
        |> List.filter (fun mutant -> isBuilt mutant.Number)
        |> chosen settings
        |> untried settings records system
        |> MutationCampaign.run settings.Folder settings.Workers records system probes

        let latest = MutantRecord.latest records

        mutants
        |> List.map _.Mutation
        |> List.filter (fun mutation -> latest.ContainsKey(Mutation.key mutation))
        |> List.distinctBy Mutation.key
        |> MutationReport.print records system

[<EntryPoint>]
let main arguments =
    match parse standard (List.ofArray arguments) with
    | _ when Array.contains "--help" arguments ->
        printf $"{usage}"
        0
    | Error problem ->
        eprintfn $"mutants: {problem}; see --help"
        2
    | Ok settings ->
        let settings =
            { settings with
                Systems =
                    if settings.Systems.IsEmpty then
                        MutatedSystem.all
                    else
                        settings.Systems }

        if settings.IsList then
            for system in settings.Systems do
                draw settings 0 system |> chosen settings |> print
        else
            campaign settings

        0
