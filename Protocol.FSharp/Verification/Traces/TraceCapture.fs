namespace PeerFunctional.Verification

open System
open PeerFunctional.Capture
open PeerFunctional.Kernel
open PeerFunctional.Kernel.Encodings
// `Action` is this one, not System's.
open PeerFunctional.Verification

[<NoEquality; NoComparison>]
type MessageBytes<'message> =
    { Datagram: ('message -> ReadOnlyMemory<byte>) voption
      Stream: (int -> 'message -> ReadOnlyMemory<byte>) voption
      Endpoint: Endpoint -> Endpoint }

module TraceCapture =

    /// A connection that is written down: its segments so far made `Talk`, and `Caller` called.
    type private Talk = { Talk: TcpSynthesizer; Caller: int }

    /// What is written so far.
    type private Written =
        {
            /// With their times and their messages' numbers, the last first.
            Packets: struct (TimeSpan * int * byte array) list
            /// The connections by their numbers.
            Talks: Map<int, Talk>
            /// What became of messages that did not arrive as they were sent, by their numbers.
            Fates: Map<int, string>
        }

    /// When the run begins, in nanoseconds since 1970: the first day of 2000.
    [<Literal>]
    let private Epoch = 946_684_800_000_000_000L

    /// The endpoint with an address in place of a peer's name.
    let private addressed (bytes: MessageBytes<_>) (world: World<_, _, _, _, _, _, _, _>) (endpoint: Endpoint) =
        let packet = bytes.Endpoint endpoint

        if (IpAddress.parse endpoint.Host).IsSome then
            packet
        else
            let place = world.Owner endpoint |> ValueOption.defaultValue world.Peers.Length

            { packet with
                Host = $"10.0.{(place + 1) / 256}.{(place + 1) % 256}" }

    let private add at number packet written =
        packet
        |> Result.map (fun bytes ->
            { written with
                Packets = struct (at, number, bytes) :: written.Packets })

    let private datagram
        (bytes: MessageBytes<_>)
        (world: World<_, _, _, _, _, _, _, _>)
        at
        sender
        (envelope: Envelope<_>)
        message
        written
        =
        match bytes.Datagram, world.Datagrams with
        | ValueSome encode, ValueSome network ->
            // A peer listens where it sends from.
            Packet.build
                { Datagram.Source = addressed bytes world (network.SenderOf sender message)
                  Destination = addressed bytes world (network.SenderOf envelope.Recipient message)
                  Payload = encode message }
            |> fun packet -> add at envelope.Number packet written
        | _ -> Malformation.error "no-datagrams" "the system sends no datagrams"

    let private talk at number line change written =
        match Map.tryFind line written.Talks with
        | None -> Ok written
        | Some talk ->
            let struct (segments, next) = change talk.Talk

            let written =
                { written with
                    Talks = Map.add line { talk with Talk = next } written.Talks }

            (Ok written, segments)
            ||> List.fold (fun written segment -> Result.bind (add at number (Packet.ofSegment segment)) written)

    /// Who called whom, as the one that is called sees it.
    let private ends sender =
        match sender with
        | Address.Stream(Accepted(caller, local)) -> ValueSome(struct (caller, local))
        | Address.Stream(Dialled _)
        | Address.Datagram _
        | Address.Substream _ -> ValueNone

    let private said
        (bytes: MessageBytes<_>)
        world
        at
        (envelope: Envelope<_>)
        (connection: EnvelopeConnection)
        written
        =
        let line = connection.Number
        let talk = talk at envelope.Number line
        let struct (sender, _) = connection.From

        let side =
            match Map.tryFind line written.Talks with
            | Some { Caller = caller } when caller <> sender -> Callee
            | Some _
            | None -> Caller

        match envelope.Payload, bytes.Stream, ends envelope.Sender with
        | Payload.Connect _, _, ValueSome(struct (caller, local)) ->
            let opened =
                { Talk = TcpSynthesizer.between line (addressed bytes world caller) (addressed bytes world local)
                  Caller = sender }

            { written with
                Talks = Map.add line opened written.Talks }
            |> talk TcpSynthesizer.call
        | Payload.Accept, _, _ -> talk TcpSynthesizer.answer written
        | Payload.Message message, ValueSome encode, _ -> talk (TcpSynthesizer.say side (encode sender message)) written
        | Payload.Close CloseReason.ClosedByPartner, _, _ -> talk (TcpSynthesizer.finish side) written
        | Payload.Close _, _, _ -> talk (TcpSynthesizer.reset side) written
        | Payload.Connect _, _, ValueNone
        | Payload.Message _, ValueNone, _ ->
            Malformation.error "no-streams" "what goes over these connections cannot be written as packets"

    let private write bytes world at sender written emission =
        match emission with
        | Emission.Undeliverable _
        | Emission.Noticed _ -> Ok written
        | Emission.Sent envelope ->
            match envelope.Connection, envelope.Payload with
            | ValueSome connection, _ -> said bytes world at envelope connection written
            | ValueNone, Payload.Message message -> datagram bytes world at sender envelope message written
            | ValueNone, (Payload.Connect _ | Payload.Accept | Payload.Close _) -> Ok written

    /// What a step does to a message under way, for the reader of its packet.
    let private fated number action (written: Written) =
        let fate message words =
            { written with
                Fates = Map.add message $"{words} in step {number}" written.Fates }

        match action with
        | Drop message -> fate message "lost"
        | DeliverCorrupted message -> fate message "corrupted"
        | Start _
        | Deliver _
        | Duplicate _
        | FireTimer _
        | AnswerStore _
        | Crash _
        | CrashLosingDisk _
        | Restart _ -> written

    let private step bytes world (struct (run: Run<_, _, _, _, _>, written)) (number, step: TraceStep<string>) =
        let impossible problem =
            Malformation.create "impossible-step" $"step {number}: {problem}"

        Action.tryMap Ok (Trace.timerOf world run step) step.Action
        |> Result.bind (fun action ->
            Run.apply world step.At action run
            |> Result.map (fun (struct (next, emissions)) ->
                let sender =
                    Action.peer (fun envelope -> run.Envelopes[envelope].Recipient) action
                    |> ValueOption.defaultValue 0

                struct (next, sender, emissions)))
        |> Result.mapError impossible
        |> Result.bind (fun (struct (next, sender, emissions)) ->
            (Ok(fated number step.Action written), emissions)
            ||> List.fold (fun written emission ->
                written |> Result.bind (fun written -> write bytes world step.At sender written emission))
            |> Result.map (fun written -> struct (next, written)))

    /// A microsecond between packets: in a world many things happen at once, and on no wire.
    let private nanoseconds index (at: TimeSpan) =
        Epoch + at.Ticks * TimeSpan.NanosecondsPerTick + int64 index * 1_000L

    let file bytes world (trace: Trace<string>) =
        let world =
            match trace.Origin with
            | Simulated _ -> world
            | Searched -> World.timeless world

        let empty =
            { Packets = []
              Talks = Map.empty
              Fates = Map.empty }

        let packet index at (fate: string option) (bytes: byte array) =
            match fate with
            | Some fate -> Pcapng.commentedPacket fate 0 (nanoseconds index at) (ReadOnlySpan bytes)
            | None -> Pcapng.enhancedPacket 0 (nanoseconds index at) (ReadOnlySpan bytes)

        (Ok(struct (Run.initial world, empty)), List.indexed trace.Steps)
        ||> List.fold (fun state (index, taken) ->
            state |> Result.bind (fun state -> step bytes world state (index + 1, taken)))
        |> Result.map (fun (struct (_, written)) ->
            [ Pcapng.header
              Pcapng.interfaceDescription LinkType.RawIp
              for index, struct (at, message, bytes) in List.indexed (List.rev written.Packets) do
                  packet index at (Map.tryFind message written.Fates) bytes ]
            |> Array.concat)
        |> Result.mapError (fun problem -> problem.Detail)
