namespace PeerFunctional.SneakerNet

open System
open PeerFunctional.Kernel

/// Messages, timers and states in words, with feeds called by the names that a function gives them.
module Wording =

    /// Feeds of one peer that are named; a page has no room for thousands.
    [<Literal>]
    let private MaxFeeds = 12

    let private feed name feed =
        match feed with
        | Feed feed -> name feed
        | Odd text -> $"'{text}'"

    let private list word items =
        word + (items |> List.map ((+) " ") |> String.concat "")

    let private command name command =
        let claims word (claims: Claim list) =
            claims |> List.map (fun claim -> $"{feed name claim.Name}:{claim.Seq}") |> list word

        match command with
        | Have list -> claims "HAVE" list
        | Got list -> claims "GOT" list
        | Want demands ->
            demands
            |> List.map (fun demand ->
                match demand.Count with
                | ValueSome count -> $"{feed name demand.Name}:{demand.From} ({count} of them)"
                | ValueNone -> $"{feed name demand.Name}:{demand.From}")
            |> list "WANT"
        | Command.Unknown text ->
            let shown =
                if text.Length > 60 then
                    text.Substring(0, 60) + "..."
                else
                    text

            $"unknown command: {shown}"
        | Helo _
        | Port _
        | Bye
        | Next -> (Command.print command).TrimEnd()

    let private offer name offer =
        match offer with
        | Sound verified -> $"{name verified.Event.Feed}:{verified.Event.Seq}"
        | Doubtful(event, doubt) -> $"{name event.Feed}:{event.Seq} ({Doubt.name doubt})"

    let message name message =
        match message with
        | Message.Command said -> command name said
        | Push offers -> offers |> List.map (offer name) |> String.concat " " |> (+) "push "

    let timer =
        function
        | Contact -> "no answer to HELO yet"
        | Silent _ -> "silence"
        | Retry _ -> "time to ask again"
        | Announce _ -> "time to announce more"
        | Turn -> "a tenth of a second without a datagram"

    let private holdings name (frontier: Frontier) =
        let feeds =
            frontier
            |> Seq.truncate MaxFeeds
            |> Seq.map (fun held -> $"{name held.Key}:{held.Value}")
            |> String.concat " "

        match frontier.Count with
        | 0 -> "nothing"
        | count when count > MaxFeeds -> $"{feeds} and {count - MaxFeeds} more feeds"
        | _ -> feeds

    let private count number one many =
        if number = 1 then $"1 {one}" else $"{number} {many}"

    let private phase replica =
        match replica with
        | PublishedReplica { Phase = phase } ->
            match phase with
            | Contacting tries -> $"contacting, try {tries}"
            | Listening -> "waiting"
            | Looping loop ->
                let commands = count loop.Commands.Length "command" "commands"
                let pushes = count loop.Pushes.Length "run of pushes" "runs of pushes"
                $"in its loop, {commands} and {pushes} queued"
            | Over -> "ended"
        | RecoveringReplica state ->
            match state.Phase with
            | Calling(tries, _, _) -> $"calling, try {tries}"
            | Serving when state.Partners.IsEmpty -> "waiting"
            | Serving -> "in " + count state.Partners.Count "session" "sessions"
            | Storing -> "storing the rest"
            | Ended -> "ended"

    /// What a replica is doing, and what it holds.
    let state name replica =
        $"{phase replica}; holds {holdings name (Replica.frontier replica)}"

    /// The same of a replica that is known by its messages only.
    let shownState name replica =
        $"{phase replica}; shown to hold {holdings name (Replica.frontier replica)}"
