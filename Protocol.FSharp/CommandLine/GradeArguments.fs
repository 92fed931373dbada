namespace PeerFunctional

open Argu
open PeerFunctional.Kernel
open PeerFunctional.Verification
open PeerFunctional.Verification.Laws
open Grammar
open Arguments

/// What `peer grade` is asked for.
module private GradeArguments =

    [<Literal>]
    let private DefaultStates = 100_000

    /// The law must be one in the words of the system.
    let private law name text =
        match Systems.tryFind name with
        | ValueSome { Laws = ValueSome exercise } ->
            match LawParser.parse exercise.Vocabulary text with
            | Ok _ -> Ok(name, Some text)
            | Error problem -> Error $"LAW, {LawProblem.words text problem} ('peer grade {name}' lists the words)"
        | ValueSome _
        | ValueNone -> Error $"{name} has no words for laws"

    let private subject words =
        match words with
        | [] -> Error "SYSTEM is missing"
        | [ name ] -> system name |> Result.map (fun name -> name, None)
        | [ name; text ] -> system name |> Result.bind (fun name -> law name text)
        | _ :: _ :: extra :: _ -> tooMany extra |> Result.mapError (fun problem -> $"{problem}: put the law in quotes")

    let command context (results: ParseResults<Grade>) =
        Ok(fun (name, law) most ->
            Command.Grade
                { System = name
                  Law = law
                  Hint = results.Contains Grade.Hint
                  MaxStates = int64 most })
        <*> (results.GetResults Grade.Words |> words context |> Result.bind subject)
        <*> (results.TryGetResult Grade.Max_States
             |> optional (CheckArguments.atMost 10_000_000L 1L) DefaultStates
             |> named "--max-states")
