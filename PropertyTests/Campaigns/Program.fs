module PeerFunctional.Tests.Campaigns.Program

open System
open Expecto

/// What Expecto does unless the command line says otherwise.
let private standard =
    [ CLIArguments.Stress_Memory_Limit 4_000.0
      CLIArguments.No_Spinner
      if Console.IsOutputRedirected then
          CLIArguments.Colours 0 ]

[<EntryPoint>]
let main arguments =
    match Extent.parse (List.ofArray arguments) with
    | Error problem ->
        eprintfn $"campaigns: {problem}"
        2
    | Ok(extent, others) ->
        if List.contains "--help" others then
            printfn $"{Extent.usage}"
        else
            eprintfn $"campaigns: --cases {extent.Cases} --seed {extent.Seed}"

        testList
            "campaigns"
            [ Reference.all
              Searches.all
              Fuzzing.all extent
              Simulations.all extent
              Captures.all
              Kills.all
              QuicSoaks.all ]
        |> runTestsWithCLIArgs standard (Array.ofList others)
