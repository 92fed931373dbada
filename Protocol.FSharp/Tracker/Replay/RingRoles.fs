namespace PeerFunctional.Tracker

open PeerFunctional.Kernel.Encodings
open PeerFunctional.Kernel
open PeerFunctional.Verification

/// The machines of the ring and of part 1, for hosts and journals.
module RingRoles =

    /// A ring is written as the members that it was made of.
    let private conversions =
        let phrase items =
            Phrase.create items |> Result.mapError (Malformation.create "bad-phrase")

        let ring (struct (size, members: Member list)) =
            if members.Length > Limits.MaxMembers then
                Malformation.error "too-many" $"a ring has at most {Limits.MaxMembers} members"
            else
                Ok(Ring.ofMembers size members)

        [ Conversion.create Phrase.items phrase
          Conversion.create (fun ring -> struct (Ring.size ring, List.ofSeq (Ring.members ring))) ring ]

    let private overStreams codec : Wires<'message> =
        { Wires.none with
            Streams =
                ValueSome
                    { Codec = codec
                      Limits = StreamLimits.standard } }

    /// The wires of the ring's programs.
    let wires wireOptions = overStreams (Wire.codec wireOptions)

    /// The wires of part 1's programs.
    let partOneWires protocol style =
        overStreams (PartOne.codec protocol style)

    let private create
        name
        machine
        words
        : MachineRole<'settings, 'state, Timer, 'message, UserCommand, Answer, Question, Notice> =
        { System = "tracker"
          Name = name
          Machine = machine
          Conversions = conversions
          Words = words }

    let private words own partner state message : RoleWords<'state, Timer, 'message, UserCommand, Notice> =
        { Own = own
          Partner = partner
          State = state
          Timer = RingWords.timer
          Message = message
          Command = fun Stop -> "is stopped by its user"
          Notice = Notice.line }

    let private toTracker _ _ _ = "tracker"

    /// The name of a partner of the tracker: the handle of a caller, the address of a called member.
    let private callerName tracker address message =
        match message with
        | Echo handle
        | Register(handle, _)
        | Ack handle -> handle
        | RegInit _
        | UpdateNeighbour _
        | Ping _
        | Query _
        | QueryResult _
        | AskRing _
        | RingPart _
        | Remark _
        | NoData
        | Unusual _ ->
            let endpoint = Address.partner address

            RingTracker.members tracker
            |> List.tryFind (fun other -> other.Address = endpoint)
            |> Option.map _.Handle
            |> Option.defaultValue (string endpoint)

    /// The name of a partner of a peer: the tracker, its neighbour, or another peer, whose name is unknown.
    let private otherName (settings: CollectorSettings) peer address message =
        let endpoint = Address.partner address

        match message, Collector.neighbour peer with
        | (Ping _ | UpdateNeighbour _), _ -> "tracker"
        | _ when endpoint = settings.Tracker -> "tracker"
        | _, ValueSome neighbour when neighbour.Address = endpoint -> neighbour.Handle
        | (Echo _ | Register _ | RegInit _ | Ack _ | Query _ | QueryResult _ | AskRing _ | RingPart _ | Remark _ | NoData | Unusual _),
          _ -> $"peers at {endpoint.Host}"

    let tracker =
        create "tracker" RingTracker.machine (fun settings _ ->
            words settings.Handle callerName (TrackerPart >> RingWords.state) Message.words)

    let peer =
        create "peer" Collector.machine (fun settings _ ->
            words settings.Handle (otherName settings) (PeerPart >> RingWords.state) Message.words)

    /// One request to a tracker.
    let request =
        create "request" (fun (struct (tracker, message)) -> Exchange.machine tracker message) (fun _ _ ->
            words
                "caller"
                toTracker
                (fun exchange ->
                    match exchange.Outcome with
                    | Pending -> "waiting for the answer"
                    | ExchangeResult.Answer _ -> "answered"
                    | Failure reason -> $"failed: {reason}")
                Message.words)

    let partOneTracker =
        create "part-1-tracker" (fun (struct (policy, phrase)) -> PartOneTracker.machine policy phrase) (fun _ _ ->
            words
                "tracker"
                (fun _ address _ -> $"client {(Address.partner address).Host}")
                (fun tracker -> if tracker.IsOver then "ended" else "listening")
                PartOne.words)

    let partOneClient =
        create "part-1-client" PartOneCollector.machine (fun _ _ ->
            words
                "client"
                toTracker
                (fun client ->
                    match client.Assembly with
                    | ValueSome assembly -> $"holds {Assembly.count assembly} of {Assembly.size assembly} items"
                    | ValueNone -> "holds nothing")
                PartOne.words)

    let journals =
        [ JournalReader.ofRole tracker
          JournalReader.ofRole peer
          JournalReader.ofRole request
          JournalReader.ofRole partOneTracker
          JournalReader.ofRole partOneClient ]
