namespace PeerFunctional.Link

open System
open PeerFunctional.Kernel
open PeerFunctional.Verification

/// Machines of links, set up as a capture shows their participants.
module LinkCandidates =

    let private candidate policy write machine begins (state: 'peer -> string) =
        { Candidate.create policy machine begins with
            IsSame = CapturedSpeech.isSame write
            NoticeWords = Notice.line
            UserRequests = [ Proceed ]
            MayStopUnseen = false
            TimerHaste = ReplayWindow.early
            ReadDelay = ReplayWindow.early
            MessageWords = CapturedSpeech.words
            TimerWords = LinkWords.timer
            StateWords = fun (replayed: ReplayedPeer<'peer>) -> state replayed.Peer }

    /// Pauses shorter than this are no timeout's.
    let private shortest = TimeSpan.FromMilliseconds 50.0

    /// A timeout that no capture shows the end of.
    let private endless = TimeSpan.FromDays 30.0

    /// How long the peer had heard nothing, and sent no keep-alive, before each of its keep-alives: `isHeard` where it waits
    /// anew with what it hears.
    let private pauses isHeard (it: CapturedEndOfLink) =
        let at (direction: CapturedDirection) (framed: FramedSpeech) =
            (CapturedLink.placeOf (framed.End - 1) direction).At

        let keepAlives =
            [ for framed: FramedSpeech in it.Said.Messages do
                  match framed.Speech with
                  | Ok(Said Ping) -> struct (at it.Said framed, true)
                  | Ok(Said(Accept _)) -> struct (at it.Said framed, false)
                  | Ok _
                  | Error _ -> () ]

        let heard () =
            [ for framed: FramedSpeech in it.Heard.Messages do
                  match framed.Speech with
                  | Ok(Said(Accept _)) -> struct (at it.Heard framed, false)
                  | Ok _ when isHeard -> struct (at it.Heard framed, false)
                  | Ok _
                  | Error _ -> () ]

        if keepAlives |> List.exists (fun struct (_, isPing) -> isPing) then
            keepAlives @ heard ()
            |> List.sortBy (fun struct (at, _) -> at)
            |> List.pairwise
            |> List.choose (fun (struct (before, _), struct (at, isPing)) -> if isPing then Some(at - before) else None)
            |> List.filter (fun pause -> pause >= shortest)
        else
            []

    /// Whether a single pause is one of several default rounds: then a keep-alive is missing inside it.
    let private isSeveralRounds (share: float) (pauses: TimeSpan list) =
        match pauses with
        | [ pause ] ->
            let rounds = pause / (Limits.timeout * share)
            let whole = Math.Round rounds
            whole >= 2.0 && abs (rounds - whole) <= 0.05
        | _ -> false

    /// The timeouts that a peer may have had, the likeliest first; `share` of one passes before a keep-alive.
    let private timeouts isHeard (share: float) ends =
        let measured =
            match ends |> List.collect (pauses isHeard) with
            | [] -> []
            | pauses when isSeveralRounds share pauses -> []
            | pauses ->
                let shortest: TimeSpan = List.min pauses / share
                [ TimeSpan.FromMilliseconds(floor (shortest.TotalMilliseconds / 10.0) * 10.0) ]

        let isLacking (it: CapturedEndOfLink) =
            let said =
                if it.Name.IsDialled then
                    it.Link.Segments.OfCaller
                else
                    it.Link.Segments.OfCallee

            ValueOption.isSome said.Gap

        [ Limits.timeout
          yield! measured
          // A keep-alive may be among what the capture lacks.
          if not (List.exists isLacking ends) then
              endless ]
        |> List.distinct

    let private settings name timeout =
        { LinkSettings.create name with
            Acceptance = AskUser
            MaxLinks = Int32.MaxValue
            Timeout = timeout
            Patience = endless }

    /// When the bytes of an item leave on a connection: several seconds pass where its reader is slow.
    let private leavings (it: CapturedEndOfLink) =
        let at place =
            if place < it.Said.Bytes.Length then
                (CapturedLink.placeOf place it.Said).At
            else
                TimeSpan.MaxValue

        [ for framed: FramedSpeech in it.Said.Messages do
              match framed.Speech with
              | Ok(Announced(_, size)) -> struct (at framed.Start, at (framed.End + size - 1))
              | Ok(Payload _) -> struct (at framed.Start, at (framed.End - 1))
              | Ok _
              | Error _ -> () ]
        |> List.filter (fun struct (since, until) -> until > since)

    /// The peer's connections with what came in as its program read it.
    let private withReading reading ends (traffic: ParticipantTraffic<CapturedSpeech>) =
        let calls, called = ends |> List.splitAt traffic.Calls.Length

        let heard (it: CapturedEndOfLink) (stream: CapturedStream<CapturedSpeech>) =
            { stream with
                Messages = reading it stream }

        { traffic with
            Calls =
                (calls, traffic.Calls)
                ||> List.map2 (fun it connection ->
                    { connection with
                        OfCallee = heard it it.Link.Segments.OfCallee })
            Called =
                (called, traffic.Called)
                ||> List.map2 (fun it connection ->
                    { connection with
                        OfCaller = heard it it.Link.Segments.OfCaller }) }

    let private terms (it: CapturedEndOfLink) =
        it.Link.Offer |> ValueOption.map _.Terms

    let private isStream (it: CapturedEndOfLink) =
        terms it |> ValueOption.exists _.IsStream

    let private isPing (framed: FramedSpeech) =
        match framed.Speech with
        | Ok(Said Ping) -> true
        | Ok _
        | Error _ -> false

    let private isUnclear (message: StreamMessage<CapturedSpeech>) = message.Message = Ok Unclear

    let private isItem (framed: FramedSpeech) =
        match framed.Speech with
        | Ok(Announced _ | Payload _) -> true
        | Ok _
        | Error _ -> false

    let private ofOurs (it: CapturedEndOfLink) stream =
        LinkReading.ofOurs (it.Name.IsDialled && isStream it) it.OtherEnd stream

    let private ofOriginal (it: CapturedEndOfLink) (_: CapturedStream<CapturedSpeech>) =
        let isSized = isStream it && List.exists isItem it.Said.Messages
        LinkReading.ofOriginal (terms it) isSized it.OtherEnd it.Heard

    /// A peer by its name: an original, or ours.
    let peer links name (traffic: ParticipantTraffic<CapturedSpeech>) =
        let ends = CapturedEndOfLink.ofTraffic links traffic
        let script = CapturedEndOfLink.script ends
        let begins = ParticipantTraffic.begins traffic

        let leaving = ends |> List.map (fun it -> it.Name, leavings it) |> Map.ofList

        let isLeaving connection (now: TimeSpan) =
            let at = now + begins

            Map.tryFind connection leaving
            |> Option.exists (List.exists (fun struct (since, until) -> at >= since && at <= until))

        let asOriginal = lazy (withReading ofOriginal ends traffic)

        /// Connections on which it may have said PING out of turn: it lost its place in what it reads, or a keep-alive was due
        /// while an item left.
        let misread =
            lazy
                (ends
                 |> List.filter (fun it ->
                     it.Said.Messages |> List.exists isPing
                     && (not (leavings it).IsEmpty || ofOriginal it it.Link.Segments.OfCaller |> List.exists isUnclear))
                 |> List.map (fun it -> Misread it.Name))

        let asOurs = lazy (withReading ofOurs ends traffic)

        let published timeout () =
            let machine = ReplayedPublished.machine script isLeaving (settings name timeout)

            let candidate =
                { candidate "published" LinkWires.published.Write machine begins (fun (peer: PublishedReplay) ->
                      peer.Threads.Values |> Seq.filter (_.Links.IsEmpty >> not) |> Seq.length |> LinkWords.links) with
                    UserRequests = Proceed :: misread.Value }

            asOriginal.Value |> ParticipantTraffic.judgeOriginal CapturedConnection.whole candidate

        let recovering timeout () =
            let machine = ReplayedRecovering.machine script (settings name timeout)

            let candidate =
                candidate "recovering" LinkWires.write machine begins (fun (peer: RecoveringReplay) ->
                    LinkWords.phase (RecoveringMachine peer.Machine))

            asOurs.Value |> ParticipantTraffic.judge candidate

        Candidates
            [ for timeout in timeouts true 1.0 ends do
                  published timeout
              for timeout in timeouts false 0.5 ends do
                  recovering timeout ]

    /// The socket of peers that search and answer searches. An original has one port for both.
    let discovery (endpoint: Endpoint) datagrams (traffic: ParticipantTraffic<CapturedSpeech>) =
        let script = ReplayedDiscovery.script endpoint datagrams
        let begins = ParticipantTraffic.begins traffic

        let judge policy write create step () =
            let machine = ReplayedDiscovery.machine script create step

            let candidate =
                { Candidate.create policy machine begins with
                    IsSame = CapturedSpeech.isSame write
                    UserRequests = [ Proceed ]
                    MayStopUnseen = false
                    MessageWords = CapturedSpeech.words
                    StateWords = ReplayedDiscovery.words }

            ParticipantTraffic.judge candidate traffic

        Candidates
            [ if endpoint.Port = Limits.DiscoveryPort then
                  judge
                      "published"
                      LinkWires.published.Write
                      (fun name -> PublishedPeer.initial (settings name Limits.timeout))
                      PublishedPeer.step
              judge
                  "recovering"
                  LinkWires.write
                  (fun name -> LinkState.initial (settings name Limits.timeout))
                  RecoveringPeer.step ]
