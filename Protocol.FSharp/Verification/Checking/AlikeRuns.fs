namespace PeerFunctional.Verification

// `Action` is this one, not System's.
open PeerFunctional.Verification

[<Sealed>]
type internal AlikeRuns<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store when 'timer: comparison>
    (
        world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>,
        initial: CollapsedState<'state, 'timer, 'message, 'ask, 'store>,
        stepsOf:
            CollapsedState<'state, 'timer, 'message, 'ask, 'store>
                -> struct (CheckedAction<'timer, 'message> * CollapsedState<'state, 'timer, 'message, 'ask, 'store>) list
    ) =

    /// Enough for a session.
    [<Literal>]
    let MaxSteps = 40

    let names = Array.ofList world.Peers

    let senderOf (envelope: Envelope<'message>) = InFlight.sender world envelope

    let said (envelope: Envelope<'message>) =
        struct (envelope.Sender, Payload.message envelope.Payload)

    let sent peer =
        [ for datagram in initial.Datagrams do
              if senderOf datagram.Value.Envelope = peer then
                  said datagram.Value.Envelope

          for lines in initial.Lines do
              for queue in lines.Value.Queues do
                  for envelope in queue.Envelopes do
                      if senderOf envelope = peer then
                          said envelope ]

    let beginning peer =
        struct (names[peer],
                [ for streams in ValueOption.toList world.Streams -> streams.HostOf peer ],
                initial.Nodes[peer].Node,
                sent peer)

    /// What arrives between a peer and those that are not among `peers`, with the nodes that this leaves.
    let arrivals peers peer state =
        let isOther one = not (List.contains one peers)

        let others = [ 0 .. names.Length - 1 ] |> List.filter isOther

        [ for struct (taken, after: CollapsedState<_, _, _, _, _>) in stepsOf state do
              match taken.Action with
              | Deliver { Envelope = envelope } when
                  (let sender = senderOf envelope

                   envelope.Recipient = peer && isOther sender || sender = peer && isOther envelope.Recipient)
                  ->
                  struct (struct (said envelope, peer :: others |> List.map (fun one -> after.Nodes[one].Node)), after)
              | _ -> () ]

    /// The next arrival of every peer, so that they differ in plain values only.
    let next peers states =
        match List.map2 (arrivals peers) peers states with
        | [] -> None
        | first :: rest ->
            let isLike (struct (seen, _)) (struct (other, _)) =
                Renaming.differences [ seen; other ] |> ValueOption.isSome

            first
            |> List.tryPick (fun arrival ->
                let alike = rest |> List.map (List.tryFind (isLike arrival))

                if List.forall Option.isSome alike then
                    Some(arrival :: List.choose id alike)
                else
                    None)

    let rec follow steps peers states rows =
        match (if steps = 0 then None else next peers states) with
        | None -> rows
        | Some arrivals ->
            let more =
                arrivals |> List.map (fun (struct (seen, _)) -> seen) |> Renaming.differences

            let together = rows @ ValueOption.defaultValue [] more

            // Maps that names put in another order lead astray.
            if Exchange.all names.Length [ { Peers = peers; Rows = together } ] |> ValueOption.isSome then
                follow (steps - 1) peers (List.map (fun (struct (_, after)) -> after) arrivals) together
            else
                rows

    member _.Of(peers: int list) =
        peers
        |> List.map beginning
        |> Renaming.differences
        |> ValueOption.map (fun rows ->
            { Peers = peers
              Rows = follow MaxSteps peers (List.map (fun _ -> initial) peers) rows })
