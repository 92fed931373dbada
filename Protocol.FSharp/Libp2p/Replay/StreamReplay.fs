namespace PeerFunctional.Libp2p

open System
open PeerFunctional.Kernel
open PeerFunctional.Verification

/// What the replay of one end of a stream finds.
[<RequireQualifiedAccess; NoEquality; NoComparison>]
type StreamFinding =
    | Explained
    | Undecided of reason: string
    | Accused of Divergence

/// A stream of a session, as far as nothing is lacking.
[<NoEquality; NoComparison>]
type RecordedStream =
    {
        Number: int64
        OfOpener: Speech list
        OfAcceptor: Speech list
        Agreed: ProtocolName voption
        /// Where an end gave the stream up, by the numbers of its events.
        GivenUp: struct (int * HostEnd) list
        /// The event from which on the order is not known: what either end said may have come before it was seen, but not before
        /// this. None where the order is known.
        Unordered: int voption
        /// Why it is judged only in part.
        Lacks: string voption
    }

/// Replays one end of a stream through the host machine. What the application decides is taken as it comes: when a stream is opened
/// and for which protocols, texts, pings, giving up and ending. Order within the stream counts.
module StreamReplay =

    /// A protocol that no peer has.
    let private nobodys =
        match ProtocolName.create "/nobody/has/this" with
        | Ok name -> name
        | Error _ -> ProtocolName.bar

    let private standard =
        Set [ ProtocolName.identify; ProtocolName.push; ProtocolName.ping ]

    [<NoEquality; NoComparison>]
    type private Item =
        | Own of Speech
        | Theirs of Speech
        | GaveUp

    let private items isOpener stream =
        let own, theirs =
            if isOpener then
                stream.OfOpener, stream.OfAcceptor
            else
                stream.OfAcceptor, stream.OfOpener

        // Where the order is not known, the end may have heard the other one as early as can be.
        let heard index =
            match stream.Unordered with
            | ValueSome since when since < index -> since
            | ValueSome _
            | ValueNone -> index

        [ for speech in theirs do
              if speech.Message.IsSome then
                  struct (heard speech.Ends, Theirs speech)
          for speech in own do
              struct (speech.Begins, Own speech)
          for struct (index, _) in stream.GivenUp do
              struct (index, GaveUp) ]
        |> List.sortBy (fun (struct (index, _)) -> index)
        |> List.map (fun (struct (_, item)) -> item)

    let private words (result: Result<Message, Malformation> voption) =
        match result with
        | ValueSome(Ok message) -> Message.words message
        | ValueSome(Error problem) -> $"{problem.Problem}: {problem.Detail}"
        | ValueNone -> "the begin of a message"

    let private accuse stream (replayed: ReplayedHost) (speech: Speech) apart =
        match stream.Unordered, speech.Message with
        // What the other end wanted no more of may be cut short, and the gap may hide that.
        | ValueSome _, ValueSome(Error problem) ->
            StreamFinding.Undecided
                $"stream {stream.Number}: {problem.Detail}, for which there may be a reason in the gap"
        | _ ->
            StreamFinding.Accused
                { Frame = ValueSome speech.Place.Frame
                  At = speech.Place.At
                  Expected = replayed.Due |> List.tryHead |> ValueOption.ofOption |> ValueOption.map Message.words
                  Actual = ValueSome(words speech.Message)
                  Reason = $"stream {stream.Number}: {replayed.Reason}"
                  Apart = apart
                  Late = ValueNone
                  ExpectedStep = ExpectedStep.Message }

    let private isEnd (speech: Speech) =
        match speech.Message with
        | ValueSome(Ok Message.End) -> true
        | ValueSome _
        | ValueNone -> false

    let private because (speech: Speech) =
        $"the other end said {words speech.Message}"

    let private receive message (speech: Speech) replayed =
        ReplayedHost.receive (because speech) message replayed

    let private receiveAsIs (speech: Speech) replayed =
        match speech.Message with
        | ValueSome message -> receive message speech replayed
        | ValueNone -> replayed

    let private line (speech: Speech) =
        match speech.Message with
        | ValueSome(Ok(Message.Line line)) -> ValueSome line
        | ValueSome _
        | ValueNone -> ValueNone

    let private ownLine item =
        match item with
        | Own speech -> line speech
        | Theirs _
        | GaveUp -> ValueNone

    /// The answer of this end to a proposal, further on.
    let private replyIn rest =
        rest
        |> List.tryPick (fun item ->
            match ownLine item with
            | ValueSome(MultistreamLine.Protocol _ | MultistreamLine.NotAvailable as reply) -> Some reply
            | ValueSome _
            | ValueNone -> None)

    /// An end may lack any protocol that it did not tell of.
    let private proposed ends rest name =
        let mayLack = ends.Told |> ValueOption.forall (List.contains name >> not)

        match replyIn rest with
        | Some MultistreamLine.NotAvailable when mayLack -> nobodys
        | Some _
        | None -> name

    let private exchangeOf stream =
        match stream.Agreed with
        | ValueSome name when not (Set.contains name standard) -> name
        | ValueSome _
        | ValueNone -> ProtocolName.foo

    /// One message that the end was seen saying, against what was due.
    let private matchOwn ends stream replayed speech go =
        match replayed.Due with
        | _ when isEnd speech ->
            if replayed.Due.IsEmpty then
                go replayed
            else
                StreamFinding.Explained
        | expected :: due ->
            match SpeechMatch.differsFrom ends expected speech with
            | ValueSome "another message" -> accuse stream replayed speech ValueNone
            | ValueSome apart -> accuse stream replayed speech (ValueSome apart)
            | ValueNone -> go { replayed with Due = due }
        | [] -> accuse stream replayed speech ValueNone

    let private accept ends stream =
        let rec from replayed items =
            match items with
            | _ when replayed.IsFree -> StreamFinding.Explained
            | []
            | GaveUp :: _ -> StreamFinding.Explained
            | Theirs speech :: rest ->
                match line speech with
                | ValueSome(MultistreamLine.Protocol name) ->
                    let message = Ok(Message.Line(MultistreamLine.Protocol(proposed ends rest name)))
                    from (receive message speech replayed) rest
                | ValueSome _
                | ValueNone -> from (receiveAsIs speech replayed) rest
            | Own speech :: rest -> matchOwn ends stream replayed speech (fun replayed -> from replayed rest)

        // What is done about an opener that does not begin with its header is the acceptor's own affair.
        match stream.OfOpener with
        | first :: _ when line first = ValueSome MultistreamLine.Header ->
            let start = ReplayedHost.acceptor (ends.Connected(exchangeOf stream)) stream.Number

            from start (items false stream)
        | _ -> StreamFinding.Explained

    let private purpose (name: ProtocolName) stream =
        if name = ProtocolName.identify then
            StreamPurpose.Identify
        elif name = ProtocolName.ping then
            StreamPurpose.Ping TimeSpan.Zero
        else
            stream.OfOpener
            |> List.tryPick (fun speech ->
                match speech.Message with
                | ValueSome(Ok(Message.Request request)) -> Some request.Message
                | ValueSome _
                | ValueNone -> None)
            |> Option.defaultValue ""
            |> StreamPurpose.Request

    /// The machine with a stream that it opens for a protocol; it has not said anything yet.
    let private opens ends stream name =
        let exchange =
            if name = ProtocolName.identify || name = ProtocolName.ping then
                ProtocolName.foo
            else
                name

        ReplayedHost.opener (ends.Connected exchange) (purpose name stream)

    let private proposals items =
        items
        |> List.choose (fun item ->
            match ownLine item with
            | ValueSome(MultistreamLine.Protocol name) -> Some name
            | ValueSome _
            | ValueNone -> None)

    /// Whether what an opener says about its protocol is its own decision: each ping, and a push.
    let private isDecided (agreed: ProtocolName voption) (speech: Speech) =
        match speech.Message, agreed with
        | ValueSome(Ok(Message.Ping _)), ValueSome name -> name = ProtocolName.ping
        | ValueSome(Ok(Message.Push _)), ValueSome name -> name = ProtocolName.push
        | ValueNone, ValueSome _ -> true
        | _ -> false

    /// Answers that an opener did not wait for are heard first.
    let private withAnswer replayed rest =
        let isAnswer item =
            match item with
            | Theirs speech ->
                match line speech with
                | ValueSome(MultistreamLine.Header | MultistreamLine.Protocol _) -> true
                | ValueSome _
                | ValueNone -> false
            | Own _
            | GaveUp -> false

        let answers, rest = List.partition isAnswer rest

        let replayed =
            (replayed, answers)
            ||> List.fold (fun replayed item ->
                match item with
                | Theirs speech -> receiveAsIs speech replayed
                | Own _
                | GaveUp -> replayed)

        struct (replayed, rest, answers.IsEmpty)

    let private isLine speech = ValueOption.isSome (line speech)

    let rec private ask ends stream hasProposed replayed items =
        match items with
        | _ when replayed.IsFree -> StreamFinding.Explained
        | []
        | GaveUp :: _ -> StreamFinding.Explained
        | Theirs speech :: rest ->
            match line speech with
            | ValueSome(MultistreamLine.Protocols _) -> ask ends stream hasProposed replayed rest
            | ValueSome _
            | ValueNone -> ask ends stream hasProposed (receiveAsIs speech replayed) rest
        | Own speech :: rest -> asks ends stream hasProposed replayed speech rest

    and private asks ends stream hasProposed replayed speech rest =
        let further hasProposed replayed =
            matchOwn ends stream replayed speech (fun replayed -> ask ends stream hasProposed replayed rest)

        match line speech with
        | ValueSome MultistreamLine.ListProtocols when not hasProposed -> ask ends stream hasProposed replayed rest
        // Each proposal after a first one is an purpose of its own, without the header.
        | ValueSome(MultistreamLine.Protocol name) when hasProposed ->
            match opens ends stream name with
            | Some again -> ask ends stream true { again with Due = [] } rest
            | None -> StreamFinding.Explained
        | ValueSome(MultistreamLine.Protocol _) -> further true replayed
        | _ when not (isLine speech) && not (isEnd speech) && isDecided stream.Agreed speech ->
            let due =
                replayed.Due
                |> List.filter (fun message ->
                    match message with
                    | Message.Line _ -> true
                    | _ -> false)

            ask ends stream hasProposed { replayed with Due = due } rest
        // What was said before an answer, which the recording does not show or which is a no.
        | _ when not (isLine speech) && hasProposed && stream.Agreed.IsNone -> StreamFinding.Explained
        | _ when not (isLine speech) && not (isEnd speech) && List.isEmpty replayed.Due ->
            let struct (answered, rest', isUnanswered) = withAnswer replayed rest

            if isUnanswered then
                further hasProposed replayed
            else
                ask ends stream hasProposed answered (Own speech :: rest')
        | _ -> further hasProposed replayed

    let private openerOf ends stream =
        let items = items true stream

        match proposals items with
        | name :: _ ->
            match opens ends stream name with
            | Some replayed -> ask ends stream false replayed items
            | None -> StreamFinding.Explained
        // It asks for the list alone, or has said nothing yet.
        | [] ->
            match opens ends stream ProtocolName.foo with
            | Some replayed -> ask ends stream false replayed items
            | None -> StreamFinding.Explained

    let private speaks isOpener stream =
        if isOpener then stream.OfOpener else stream.OfAcceptor

    /// Judges an end of a stream by what it said there.
    let judge ends stream =
        let isOpener = HostEnd.opener stream.Number = ends.Side

        let finding =
            if List.isEmpty (speaks isOpener stream) then
                StreamFinding.Explained
            elif isOpener then
                openerOf ends stream
            else
                accept ends stream

        let doubt =
            speaks isOpener stream |> List.tryPick (SpeechMatch.doubt ends >> ValueOption.toOption)

        match finding, stream.Lacks, doubt with
        | StreamFinding.Explained, ValueSome reason, _
        | StreamFinding.Explained, ValueNone, Some reason -> StreamFinding.Undecided reason
        | finding, _, _ -> finding
