namespace PeerFunctional.Verification

open PeerFunctional.Kernel

type Lines<'message> =
    { Connections: Connections
      Ends: struct (struct (int * Address) * ConnectionSide) list
      Queues: EnvelopeQueue<'message> list }

type internal LineGroups =
    { Count: int
      Between: int -> int -> int
      OfPeer: int array array }

module internal LineGroups =

    let private single peers =
        { Count = 1
          Between = fun _ _ -> 0
          OfPeer = Array.replicate peers [| 0 |] }

    /// A group for each pair of peers. A call to an absent peer has both its ends at the caller.
    let private pairs peers =
        let between one other =
            let low, high = min one other, max one other
            high * (high + 1) / 2 + low

        { Count = peers * (peers + 1) / 2
          Between = between
          OfPeer = Array.init peers (fun one -> Array.init peers (between one)) }

    let ofWorld (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>) =
        let peers = world.Peers.Length

        match world.Streams with
        | ValueNone ->
            { single peers with
                Count = 0
                OfPeer = Array.replicate peers [||] }
        | ValueSome streams ->
            let hosts = List.init peers streams.HostOf

            if List.distinct hosts = hosts then
                pairs peers
            else
                single peers

    let ofEnvelope groups (connection: EnvelopeConnection) recipient =
        let struct (sender, _) = connection.From
        groups.Between sender recipient

module internal Lines =

    let private renumberEnvelope name (envelope: Envelope<_>) =
        let renumber (connection: EnvelopeConnection) =
            { connection with
                Number = name connection.Number
                Inside = ValueOption.map name connection.Inside }

        { envelope with
            Connection = ValueOption.map renumber envelope.Connection }

    let private isEmpty lines =
        lines.Ends.IsEmpty && lines.Queues.IsEmpty

    let join none groups =
        match groups |> Seq.filter (isEmpty >> not) |> List.ofSeq with
        | [] ->
            { Connections = none
              Ends = []
              Queues = [] }
        | [ lines ] -> lines
        | first :: rest ->
            { Connections =
                (first.Connections, rest)
                ||> List.fold (fun connections lines ->
                    Connections.addEnds lines.Connections.Calls lines.Ends connections)
              Ends = first :: rest |> List.collect _.Ends
              Queues = first :: rest |> List.collect _.Queues |> List.sortBy _.Key }

    let private isSame (one: EnvelopeQueue<_> list) (other: EnvelopeQueue<_> list) =
        one.Length = other.Length
        && List.forall2 (fun one other -> obj.ReferenceEquals(one, other)) one other

    /// The number of each end's and each envelope's connection, in their order.
    let private numbers (ends: struct (struct (int * Address) * ConnectionSide) list) (queues: EnvelopeQueue<_> list) =
        [ for struct (_, found) in ends do
              found.Number
          for queue in queues do
              for envelope in queue.Envelopes do
                  match envelope.Connection with
                  | ValueSome connection ->
                      connection.Number
                      yield! ValueOption.toList connection.Inside
                  | ValueNone -> () ]

    let private renumber none calls name ends queues =
        let ends =
            ends
            |> List.map (fun (struct (place, found: ConnectionSide)) ->
                struct (place,
                        { found with
                            Number = name found.Number }))

        { Connections = Connections.addEnds calls ends none
          Ends = ends
          Queues =
            queues
            |> List.map (fun queue ->
                { queue with
                    Envelopes = List.map (renumberEnvelope name) queue.Envelopes }) }

    let ofGroup groups none group before all =
        let ends =
            all.Ends
            |> List.filter (fun (struct (struct (peer, _), { Far = struct (far, _) })) ->
                groups.Between peer (if far < 0 then peer else far) = group)

        let isOf (envelope: Envelope<_>) =
            match envelope.Connection with
            | ValueSome connection -> LineGroups.ofEnvelope groups connection envelope.Recipient = group
            | ValueNone -> false

        let queues = all.Queues |> List.filter (fun queue -> isOf queue.Envelopes.Head)

        if isSame queues before.Queues && ends = before.Ends then
            before
        else
            let places =
                numbers ends queues |> List.distinct |> List.mapi (fun place number -> number, place) |> Map

            renumber
                none
                (places.Count * groups.Count + group)
                (fun number -> places[number] * groups.Count + group)
                ends
                queues

    let digest lines =
        Digest.empty
        |> ValueDigest.add lines.Connections
        |> InFlight.digest lines.Queues
        |> ValueDigest.add (numbers lines.Ends lines.Queues)
