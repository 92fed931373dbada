namespace PeerFunctional

open PeerFunctional.Kernel
open PeerFunctional.Verification

/// A shell that completes command lines.
[<RequireQualifiedAccess>]
type Shell =
    | Bash
    | Zsh
    | Fish

/// Options and words that take one of a few values: each by its word.
module private Choices =

    let policies = Policy.all |> List.map (fun policy -> Policy.name policy, policy)

    /// A world may have peers of both policies: then it is checked in both ways.
    let peerPolicies =
        [ for policies in PeerPolicies.recovering :: PeerPolicies.published :: PeerPolicies.mixed do
              PeerPolicies.name policies, [ policies ]

          "mixed", PeerPolicies.mixed ]

    let networks =
        [ Network.Unordered; Network.Ordered ] |> List.map (fun network -> Network.name network, network)

    let times = [ "ordered"; "latency"; "any" ] |> List.map (fun name -> name, name)

    let orders =
        [ "breadth-first"; "depth-first"; "random-walk" ] |> List.map (fun name -> name, name)

    let reductions =
        [ for reduction in Reduction.all do
              Reduction.name reduction, [ reduction ]

          Reduction.all |> List.map Reduction.name |> String.concat ",", Reduction.all ]

    let fairness =
        [ Fairness.Weak; Fairness.Strong ] |> List.map (fun fairness -> Fairness.name fairness, fairness)

    let dialects = [ "program", Tracker.Program; "document", Tracker.Document ]

    let protocols = [ "0", Encodings.Protocol0; "2", Encodings.Protocol2 ]

    /// Whether it is part 1 of the tracker's assignment.
    let parts = [ "1", true; "2", false ]

    let dataTypes =
        Link.DataType.all |> List.map (fun dataType -> Link.DataType.name dataType, dataType)

    let acceptances =
        [ "all", Link.AcceptAll; "ask", Link.AskUser; "none", Link.AcceptNone ]

    let shells = [ "bash", Shell.Bash; "zsh", Shell.Zsh; "fish", Shell.Fish ]

    /// The value of a word, or what to write in its place.
    let parse kind choices word =
        match choices |> List.tryFind (fun (name, _) -> name = word) with
        | Some(_, value) -> Ok value
        | None -> Error $"unknown {kind} '{word}': {Suggestion.among (List.map fst choices) word}"
