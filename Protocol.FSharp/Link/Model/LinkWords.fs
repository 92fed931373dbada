namespace PeerFunctional.Link

open PeerFunctional.Kernel

/// Timers and states in words.
module LinkWords =

    let timer timer =
        match timer with
        | Deadline connection -> $"{Connection.partner connection} takes too long"
        | Beat connection -> $"a keep-alive for {Connection.partner connection}"
        | SearchOver -> "the search is over"

    let links count =
        match count with
        | 0 -> "no link"
        | 1 -> "one link"
        | count -> $"{count} links"

    /// The phase of a machine.
    let phase machine =
        match machine with
        | HostileMachine _ -> "hostile"
        | SearchingMachine search -> if search.IsOver then "ended" else "searching"
        | RecoveringMachine peer when peer.HasEnded -> "ended"
        | RecoveringMachine peer ->
            let phases = peer.Links.Values |> Seq.map _.Phase |> Set.ofSeq

            if phases.Contains Dialling then "calling"
            elif phases.Contains Offering then "offering a link"
            elif phases.Contains Undecided then "asking its user"
            elif phases.Contains Agreed then "linked"
            else "listening"
        | PublishedMachine { HasEnded = true } -> "ended"
        | PublishedMachine { IsListening = false } -> "ignoring callers"
        | PublishedMachine { Call = ValueSome _ } -> "calling"
        | PublishedMachine peer when peer.Links.Values |> Seq.exists (_.IsReading >> not) -> "ignoring a partner"
        | PublishedMachine peer when peer.Links.IsEmpty -> "listening"
        | PublishedMachine _ -> "linked"

    /// The phase of a world's peer, and what it got.
    let actor actor =
        let got = actor.Got.Values |> Seq.sumBy List.length
        let items = if got = 1 then "1 item" else $"{got} items"
        $"{phase actor.Machine}; {links actor.Linked.Count} made, {items} came"
