namespace PeerFunctional.SneakerNet

open System
open PeerFunctional.Kernel

/// Messages, timers and states in words. A function names the feeds.
module ReplicaWords =

    /// The most feeds named for one peer.
    [<Literal>]
    let private MaxFeeds = 12

    let private feed name feed =
        match feed with
        | Feed feed -> name feed
        | Odd text -> $"'{text}'"

    let private list word items =
        word + (items |> List.map ((+) " ") |> String.concat "")

    let private command name command =
        let haves word (haves: HaveEntry list) =
            haves |> List.map (fun have -> $"{feed name have.Name}:{have.Seq}") |> list word

        match command with
        | Have list -> haves "HAVE" list
        | Got list -> haves "GOT" list
        | Want wants ->
            wants
            |> List.map (fun want ->
                match want.Count with
                | ValueSome count -> $"{feed name want.Name}:{want.From} ({count} of them)"
                | ValueNone -> $"{feed name want.Name}:{want.From}")
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
        | Unverified(event, error) -> $"{name event.Feed}:{event.Seq} ({VerificationError.name error})"

    let message name message =
        match message with
        | Message.Command said -> command name said
        | Push offers -> offers |> List.map (offer name) |> String.concat " " |> (+) "push "

    let timer =
        function
        | Contact -> "no answer to HELO yet"
        | Silent _ -> "silence"
        | Retry _ -> "repeat unanswered requests"
        | Announce _ -> "announce more events"
        | Turn -> "no datagram for 100 ms"

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
        | Replica.Published { Phase = phase } ->
            match phase with
            | Contacting tries -> $"contacting, try {tries}"
            | Listening -> "waiting"
            | Looping loop ->
                let queued =
                    [ if loop.Commands.Length > 0 then
                          count loop.Commands.Length "command" "commands"
                      if loop.Pushes.Length > 0 then
                          count loop.Pushes.Length "run of pushes" "runs of pushes" ]

                match queued with
                | [] -> "in its loop"
                | queued -> $"""in its loop, {String.concat " and " queued} queued"""
            | Over -> "ended"
        | Replica.Recovering state ->
            match state.Phase with
            | Calling(tries, _, _) -> $"calling, try {tries}"
            | Serving when state.Partners.IsEmpty -> "waiting"
            | Serving -> "in " + count state.Partners.Count "session" "sessions"
            | Storing -> "storing the last events"
            | Ended -> "ended"

    /// The phase of a replica and the events that it holds.
    let state name replica =
        $"{phase replica}; holds {holdings name (Replica.frontier replica)}"

    /// The same for a replica known by its captured messages only.
    let shownState name replica =
        $"{phase replica}; holds at least {holdings name (Replica.frontier replica)}"
