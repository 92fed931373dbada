namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel

type CounterexampleStep = { Step: int voption; Words: string }

type Counterexample =
    { Sentence: string
      Steps: CounterexampleStep list
      NoReturn: int voption
      Trace: string option
      Mends: Mend list }

[<RequireQualifiedAccess>]
type PropertyFinding =
    | Passed
    | Violated of Counterexample
    | Unknown of reason: string

type PropertyReport =
    { Sentence: string
      Finding: PropertyFinding }

type WorldReport =
    { System: string
      World: string
      Policy: PeerPolicies voption
      Assumptions: string list
      Properties: PropertyReport list
      Seconds: float }

module CounterexampleStep =

    let words step =
        match step.Step with
        | ValueSome number -> $"{number}. {step.Words}"
        | ValueNone -> step.Words

module WorldReport =

    let id world =
        [ world.System; world.World ]
        @ (world.Policy |> ValueOption.map PeerPolicies.name |> ValueOption.toList)
        |> String.concat "/"

    let withProperty property (world: WorldReport) =
        { world with
            Properties = world.Properties @ [ property ] }

    let private slug (sentence: string) =
        let letters =
            sentence.ToLowerInvariant()
            |> String.map (fun letter -> if Char.IsAsciiLetterOrDigit letter then letter else '-')

        letters.Split('-', StringSplitOptions.RemoveEmptyEntries) |> String.concat "-"

    let propertyId world sentence = $"{id world}/{slug sentence}"
