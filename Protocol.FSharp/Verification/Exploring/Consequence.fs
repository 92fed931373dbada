namespace PeerFunctional.Verification.Exploring

open PeerFunctional.Kernel
open PeerFunctional.Verification

type MissedMessage =
    { From: int
      Towards: int
      Words: string }

module Consequence =

    /// Messages that are told: the first ones lead to the others.
    [<Literal>]
    let private Most = 3

    let private sent (way: Position list) =
        way
        |> List.collect _.Step.Events
        |> List.choose (fun event ->
            match event with
            | TimelineEvent.Sent(_, from, towards, words) ->
                Some
                    { From = from
                      Towards = towards
                      Words = words }
            | _ -> None)

    let missed goesOn before after =
        match Exploration.runToQuiet goesOn before, Exploration.runToQuiet goesOn after with
        | struct (_, Rest.Limit), _
        | _, struct (_, Rest.Limit) -> []
        | struct (without, _), struct (behind, _) ->
            sent without |> List.distinct |> List.except (sent (after :: behind)) |> List.truncate Most

    let private words (peers: string list) message =
        $"{peers[message.From]} does not send “{message.Words}” to {peers[message.Towards]}"

    let private first (after: Position) message =
        match after.Step.Choice with
        | ValueSome { Action = Drop _; Peer = peer } when peer = message.From ->
            $"{after.Peers[peer]} needs it to send “{message.Words}” to {after.Peers[message.Towards]}"
        | ValueSome _
        | ValueNone -> $"So {words after.Peers message}"

    let sentence goesOn before after =
        match missed goesOn before after with
        | [] -> ValueNone
        | message :: rest ->
            (first after message :: List.map (words after.Peers) rest |> String.concat ", and ") + "."
            |> ValueSome
