namespace PeerFunctional.Verification

open System.Collections.Concurrent
open PeerFunctional.Kernel

/// A peer's node after an exchange, and where its timers are now; none where all keep their places.
[<Struct>]
type private NodeImage<'state, 'timer, 'ask, 'store when 'timer: comparison> =
    { Image: CollapsedNode<'state, 'timer, 'ask, 'store>
      Timers: int array voption }

[<Sealed>]
type internal Images<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store when 'timer: comparison>
    (
        network: Network,
        parts: StateParts<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>,
        exchanges: Exchange array
    ) =

    let groups = parts.Groups
    let mutable isUnfair = false

    let nodes =
        ConcurrentDictionary<CollapsedNode<'state, 'timer, 'ask, 'store>, NodeImage<'state, 'timer, 'ask, 'store> array>()

    let lines =
        ConcurrentDictionary<struct (int * Part<Lines<'message>>), Part<Lines<'message>> array>()

    let datagrams =
        ConcurrentDictionary<Part<QueuedEnvelope<'message>>, Part<QueuedEnvelope<'message>> array>()

    /// For each exchange, the group that each group of lines becomes.
    let groupsAfter =
        exchanges
        |> Array.map (fun exchange ->
            let after = Array.init groups.Count id

            if groups.Count > 0 then
                for one in 0 .. exchange.Places.Length - 1 do
                    for other in 0 .. exchange.Places.Length - 1 do
                        after[groups.Between one other] <- groups.Between exchange.Places[one] exchange.Places[other]

            after)

    let inverse (after: int array) =
        let before = Array.zeroCreate after.Length
        after |> Array.iteri (fun place one -> before[one] <- place)
        before

    let groupsBefore = groupsAfter |> Array.map inverse
    let peersBefore = exchanges |> Array.map (_.Places >> inverse)

    /// A call to an absent peer has its far end nowhere.
    let place exchange peer =
        if peer < 0 then peer else exchange.Places[peer]

    let ofEnd exchange (struct (peer, name)) =
        struct (place exchange peer, Renaming.apply exchange.Names name)

    let ofEnvelope exchange (envelope: Envelope<'message>) =
        { envelope with
            Sender = Renaming.apply exchange.Names envelope.Sender
            Recipient = place exchange envelope.Recipient
            Payload =
                match envelope.Payload with
                | Payload.Message message -> Payload.Message(Renaming.apply exchange.Names message)
                | Payload.Connect caller -> Payload.Connect(ofEnd exchange caller)
                | Payload.Accept
                | Payload.Close _ -> envelope.Payload
            Connection =
                envelope.Connection
                |> ValueOption.map (fun connection ->
                    { connection with
                        From = ofEnd exchange connection.From }) }

    let ofLines exchange (all: Lines<'message>) =
        { Connections = all.Connections
          Ends =
            all.Ends
            |> List.map (fun (struct (near, found)) ->
                struct (ofEnd exchange near,
                        { found with
                            Far = ofEnd exchange found.Far }))
            |> List.sortBy (fun (struct (near, _)) -> near)
          Queues =
            all.Queues
            |> List.map (fun queue ->
                let envelopes = queue.Envelopes |> List.map (ofEnvelope exchange)

                { Key = InFlight.key network envelopes.Head
                  Envelopes = envelopes })
            |> List.sortBy _.Key }

    let ofNode peer (collapsed: CollapsedNode<'state, 'timer, 'ask, 'store>) exchange =
        let rename value = Renaming.apply exchange.Names value
        let node = collapsed.Node

        let renamed =
            { node with
                State = rename node.State
                Questions = rename node.Questions
                Store = rename node.Store
                Timers =
                    (Timers.none, Timers.all node.Timers)
                    ||> Map.fold (fun timers timer due -> Timers.set (rename timer) due timers) }

        let image = parts.OfNode(place exchange peer, renamed)

        if image.Fulfilled <> collapsed.Fulfilled then
            isUnfair <- true

        let after =
            collapsed.Timers |> Array.map (fun timer -> System.Array.IndexOf(image.Timers, rename timer))

        { Image = image
          Timers =
            if after = Array.init after.Length id then
                ValueNone
            else
                ValueSome after }

    let duesAfter (timers: int array voption) (dues: Part<int64 array>) =
        match timers with
        | ValueSome after when dues.Value.Length = after.Length ->
            let moved = Array.zeroCreate after.Length
            after |> Array.iteri (fun before place -> moved[place] <- dues.Value[before])
            parts.OfDues moved
        | ValueSome _
        | ValueNone -> dues

    let nodesOf peer node =
        match nodes.TryGetValue node with
        | true, found -> found
        | _ -> nodes.GetOrAdd(node, exchanges |> Array.map (ofNode peer node))

    let linesOf group (part: Part<Lines<'message>>) =
        match lines.TryGetValue(struct (group, part)) with
        | true, found -> found
        | _ ->
            let image number exchange =
                parts.OfGroup(groupsAfter[number][group], parts.NoLines, ofLines exchange part.Value)

            lines.GetOrAdd(struct (group, part), Array.mapi image exchanges)

    let datagramsOf (part: Part<QueuedEnvelope<'message>>) =
        match datagrams.TryGetValue part with
        | true, found -> found
        | _ ->
            let image exchange =
                parts.OfDatagram(ofEnvelope exchange part.Value.Envelope)

            datagrams.GetOrAdd(part, Array.map image exchanges)

    /// In one queue they keep their order.
    let sorted (all: Part<QueuedEnvelope<'message>> array array) number =
        let after = Array.zeroCreate all.Length

        for count in 0 .. all.Length - 1 do
            let next = all[count][number]
            let mutable place = count

            while place > 0 && after[place - 1].Value.Queue > next.Value.Queue do
                after[place] <- after[place - 1]
                place <- place - 1

            after[place] <- next

        after

    member _.IsUnfair = isUnfair

    member _.Least(state: CollapsedState<'state, 'timer, 'message, 'ask, 'store>) =
        let nodesOf = state.Nodes |> Array.mapi nodesOf
        let linesOf = state.Lines |> Array.mapi linesOf
        let datagramsOf = state.Datagrams |> Array.map datagramsOf
        let start = CollapsedState.start state
        let mutable least = CollapsedState.fingerprint state

        for number in 0 .. exchanges.Length - 1 do
            let mutable digest = start

            for group in groupsBefore[number] do
                let image = linesOf[group][number]
                digest <- Digest.addUInt64 image.Digest digest

            for peer in peersBefore[number] do
                let found = nodesOf[peer][number]
                digest <- Digest.addUInt64 found.Image.Digest digest

            for peer in peersBefore[number] do
                let found = nodesOf[peer][number]
                let dues = duesAfter found.Timers state.Dues[peer]
                digest <- Digest.addUInt64 dues.Digest digest

            for datagram in sorted datagramsOf number do
                digest <- Digest.addUInt64 datagram.Digest digest

            least <- min least (Digest.value digest)

        least

    member _.Of(state: CollapsedState<'state, 'timer, 'message, 'ask, 'store>) =
        let nodesOf = state.Nodes |> Array.mapi nodesOf
        let linesOf = state.Lines |> Array.mapi linesOf
        let datagramsOf = state.Datagrams |> Array.map datagramsOf

        let image number exchange =
            let after = Array.copy state.Nodes
            let dues = Array.copy state.Dues
            let lines = Array.copy state.Lines

            for peer in 0 .. after.Length - 1 do
                let found = nodesOf[peer][number]
                after[exchange.Places[peer]] <- found.Image
                dues[exchange.Places[peer]] <- duesAfter found.Timers state.Dues[peer]

            for group in 0 .. lines.Length - 1 do
                lines[groupsAfter[number][group]] <- linesOf[group][number]

            { state with
                Nodes = after
                Dues = dues
                Lines = lines
                Datagrams = sorted datagramsOf number }

        Array.mapi image exchanges
