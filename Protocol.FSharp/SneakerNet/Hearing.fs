namespace PeerFunctional.SneakerNet

open System
open PeerFunctional.Kernel
open PeerFunctional.Capture
open PeerFunctional.Verification

/// Judges captured encounters: every message in words, and every peer run through the replica machine.
[<CompilationRepresentation(CompilationRepresentationFlags.ModuleSuffix)>]
module Hearing =

    type private SneakerNetPassage = Passage<Message>

    /// An encounter with its datagrams decoded, first to last.
    [<NoEquality; NoComparison>]
    type private Decoded =
        {
            Encounter: Encounter
            Start: int64
            Passages: SneakerNetPassage list
            /// The latest moment of which the capture would have shown something.
            Horizon: TimeSpan
            Events: Map<FeedId, Map<int64, Offer>>
            Names: Conversation
        }

    let private since start (time: int64) =
        TimeSpan.FromTicks((time - start) / 100L)

    let private offers (passage: SneakerNetPassage) =
        match passage.Message with
        | Ok(Push offers) -> offers
        | Ok(Message.Command _)
        | Error _ -> []

    let private decode (codec: Codec<Message>) (encounter: Encounter) =
        let datagrams = List.rev encounter.Datagrams
        let start = (List.head datagrams).Time

        let passages =
            datagrams
            |> List.map (fun heard ->
                let channel = Encounter.channel heard.Datagram encounter

                { Frame = heard.Frame
                  At = since start heard.Time
                  Source = heard.Datagram.Source
                  Destination = heard.Datagram.Destination
                  Bytes = heard.Datagram.Payload
                  Message = codec.Decode channel heard.Datagram.Payload })

        let all = passages |> List.collect offers

        let events =
            (Map.empty, all)
            ||> List.fold (fun events offer ->
                let event = Offer.event offer

                events
                |> Map.change event.Feed (fun known ->
                    known |> Option.defaultValue Map.empty |> Map.add event.Seq offer |> Some))

        let sound =
            all
            |> List.choose (function
                | Sound verified -> Some verified
                | Doubtful _ -> None)

        { Encounter = encounter
          Start = start
          Passages = passages
          Horizon = since start encounter.Until
          Events = events
          Names = Conversation.ofEvents sound }

    let private feedName decoded feed = Conversation.shown feed decoded.Names

    let private messageWords decoded = Wording.message (feedName decoded)

    let private passageWords decoded (passage: SneakerNetPassage) =
        match passage.Message with
        | Ok message -> messageWords decoded message
        | Error malformation -> $"garbled ({passage.Bytes.Length} bytes): {malformation.Problem}, {malformation.Detail}"

    let private commands pick (passages: SneakerNetPassage list) =
        passages
        |> List.choose (fun passage ->
            match passage.Message with
            | Ok(Message.Command command) -> pick passage command
            | Ok(Push _)
            | Error _ -> None)

    let private isOf peer encounter endpoint =
        Encounter.peerAt endpoint encounter = ValueSome peer

    /// What a peer held at the beginning: what it claimed of each feed before it was given anything of it.
    let private claims decoded peer =
        let isOwn = isOf peer decoded.Encounter

        let hear (claims, given) (passage: SneakerNetPassage) =
            match passage.Message with
            | Ok(Message.Command(Have list)) when passage.Source = peer ->
                let fresh =
                    list
                    |> List.choose (fun claim ->
                        match claim.Name with
                        | Feed feed when
                            claim.Seq > 0L
                            && not (Set.contains feed given)
                            && not (List.exists (fst >> (=) feed) claims)
                            ->
                            Some(feed, claim.Seq)
                        | Feed _
                        | Odd _ -> None)

                claims @ List.distinctBy fst fresh, given
            | Ok(Push offers) when isOwn passage.Destination ->
                claims, (given, offers) ||> List.fold (fun given offer -> Set.add (Offer.event offer).Feed given)
            | Ok _
            | Error _ -> claims, given

        decoded.Passages |> List.fold hear ([], Set.empty) |> fst

    /// The head of a feed: as the capture shows the event, or as the event after it names it.
    let private head decoded feed seq =
        let events = Map.tryFind feed decoded.Events |> Option.defaultValue Map.empty

        let event seq =
            Map.tryFind seq events |> Option.map Offer.event

        match event seq, event (seq + 1L) with
        | Some event, _ -> Head.ofEvent event
        | None, Some { Prev = ValueSome prev } ->
            { Seq = seq
              Hash = prev
              Prev = ValueNone }
        | None, Some { Prev = ValueNone }
        | None, None ->
            { Seq = seq
              Hash = Hash.compute ReadOnlySpan<byte>.Empty
              Prev = ValueNone }

    /// Answers from what the capture shows of a peer's events: those it pushed, and those it was given.
    let private answer verify decoded question (shelf: Shelf) =
        match question with
        | Fetch(asker, feed, from, count) ->
            let events = Map.tryFind feed decoded.Events |> Option.defaultValue Map.empty

            let run =
                Seq.initInfinite (fun index -> from + int64 index)
                |> Seq.truncate count
                |> Seq.map (fun seq -> Map.tryFind seq events)
                |> Seq.takeWhile Option.isSome
                |> Seq.choose id
                |> List.ofSeq

            if run.IsEmpty then
                Unseen $"push {feedName decoded feed}:{from}, an event the capture never shows"
            else
                Supplied(shelf, [ Fetched(asker, feed, from, run) ])
        | Append _
        | Compare _
        | CreateLog _ ->
            let struct (shelf, answers) = Shelf.answer verify question shelf
            Supplied(shelf, answers)

    /// What the timeouts of a peer and of its replay may differ by: a few times what the times of answers may.
    let private haste = TimeSpan.FromMilliseconds 250.0

    /// The tokens a peer gave: the first that it said to each endpoint without having heard it. A token is given to one
    /// endpoint only.
    let private tokens decoded peer =
        let hear (given, heard) (passage: SneakerNetPassage) =
            match passage.Message with
            | Ok(Message.Command command) when passage.Source = peer ->
                let fresh =
                    Greeting.tokensOf command
                    |> List.filter (fun token ->
                        not (Set.contains token heard || Map.exists (fun _ -> (=) token) given))

                match fresh with
                | token :: _ when not (Map.containsKey passage.Destination given) ->
                    Map.add passage.Destination token given, heard
                | _ :: _
                | [] -> given, heard
            | Ok(Message.Command command) when passage.Destination = peer ->
                let foreign =
                    Greeting.tokensOf command |> List.filter (fun token -> not (Map.exists (fun _ -> (=) token) given))

                given, Set.union heard (Set.ofList foreign)
            | Ok _
            | Error _ -> given, heard

        decoded.Passages |> List.fold hear (Map.empty, Set.empty) |> fst

    let private side codec verify silence decoded lane peer starts role policy =
        let pushPort =
            decoded.Passages
            |> commands (fun passage command ->
                match command with
                | Port port when passage.Source = peer -> Some port
                | Helo _
                | Port _
                | Have _
                | Want _
                | Got _
                | Bye
                | Next
                | Command.Unknown _ -> None)
            |> List.tryHead
            |> Option.defaultValue 0

        let settings =
            { Policy = policy
              Role = role
              PushPort = pushPort
              Own = ValueNone
              Silence = silence
              Heads = claims decoded peer |> List.map (fun (feed, seq) -> struct (feed, head decoded feed seq))
              Tokens = Observed(tokens decoded peer) }

        { Policy = Policy.name policy
          Lane = lane
          Machine = Replica.machine settings
          Store = Shelf.ofEvents []
          Begins = starts
          NoticeWords = fun notice -> String.Join(" / ", Notice.lines notice)
          AtOnce = fun _ -> ValueNone
          Answer = answer verify decoded
          StoreTime =
            match policy with
            | AsPublished -> TimeSpan.Zero
            | Policy.Recovering -> Replay.tolerance
          Whims =
            match policy with
            | AsPublished -> []
            | Policy.Recovering -> [ Stop ]
          MayStopUnseen = false
          IsSame =
            fun message _ captured ->
                let struct (_, bytes) = (codec: Codec<Message>).Encode message
                bytes.Span.SequenceEqual captured.Span
          Haste =
            match policy with
            | AsPublished -> Replay.early
            | Policy.Recovering -> haste
          Lateness = Replay.tolerance
          MessageWords = messageWords decoded
          TimerWords = Wording.timer
          StateWords = Wording.shownState (feedName decoded) }

    /// The HELO of a peer: where it went, when, and whether it speaks our extension.
    let private helos decoded peer =
        decoded.Passages
        |> commands (fun passage command ->
            match command with
            | Helo(role, extensions) when passage.Source = peer ->
                Some struct (passage, role, List.contains Command.Extension extensions)
            | Helo _
            | Port _
            | Have _
            | Want _
            | Got _
            | Bye
            | Next
            | Command.Unknown _ -> None)

    let private unjudged reason =
        { Ruling = Unjudged reason
          Moments = []
          States = Map.empty }

    let private judgePeer codec verify silence decoded lane peer =
        let side = side codec verify silence decoded lane peer

        let judge =
            List.map (fun side () -> Replay.judge (isOf peer decoded.Encounter) side decoded.Horizon decoded.Passages)
            >> Replay.firstOf

        match helos decoded peer with
        | struct (call, "initiator", isOurs) :: _ when peer <> decoded.Encounter.Responder ->
            let policies = if isOurs then [ Policy.Recovering ] else [ AsPublished ]

            struct ("initiator", judge (policies |> List.map (side call.At (Initiator call.Destination))))
        | helos when peer = decoded.Encounter.Responder ->
            let speaksOurs = helos |> List.exists (fun struct (_, _, isOurs) -> isOurs)

            let roles once policy =
                side TimeSpan.Zero (Responder(peer.Port, once)) policy

            let judgement =
                if not decoded.Encounter.FromBeginning then
                    unjudged "the capture lacks the beginning"
                elif speaksOurs then
                    judge [ roles false Policy.Recovering; roles true Policy.Recovering ]
                else
                    judge
                        [ roles false AsPublished
                          roles false Policy.Recovering
                          roles true Policy.Recovering ]

            struct ("responder", judgement)
        | _ when not decoded.Encounter.FromBeginning -> struct ("peer", unjudged "the capture lacks the beginning")
        | _ -> struct ("stranger", unjudged "it never said HELO")

    let private line decoded names (passage: SneakerNetPassage) =
        { Line.Frame = passage.Frame
          Line.Time = decoded.Start + passage.At.Ticks * 100L
          Line.Sender = names passage.Source
          Line.Recipient = names passage.Destination
          Line.Words = passageWords decoded passage
          Line.Malformation =
            match passage.Message with
            | Ok _ -> ValueNone
            | Error malformation -> ValueSome malformation }

    let private chronicle decoded names (sides: PeerRuling list) (judgements: Judgement list) =
        let lane endpoint =
            match Encounter.peerAt endpoint decoded.Encounter with
            | ValueSome peer -> List.tryFindIndex ((=) peer) decoded.Encounter.Peers
            | ValueNone -> None

        let isPresent =
            decoded.Encounter.Peers
            |> List.map (fun peer ->
                decoded.Passages |> List.exists (fun passage -> isOf peer decoded.Encounter passage.Source))

        let said index (passage: SneakerNetPassage) =
            /// The state of the peer that sent or took the message.
            let moment peer happening =
                let states = (List.item peer judgements).States

                { At = passage.At
                  Happening = happening
                  State = states |> Map.tryFind passage.Frame |> ValueOption.ofOption }

            match lane passage.Source, lane passage.Destination with
            | Some from, Some recipient ->
                let sent = moment from (Sent(index, from, recipient, passageWords decoded passage))

                let garbled =
                    match passage.Message with
                    | Ok _ -> []
                    | Error malformation -> [ moment recipient (Garbled(recipient, malformation.Problem)) ]

                // Nobody can tell whether a message to somebody who never speaks arrived.
                if List.item recipient isPresent then
                    sent :: moment recipient (Arrived index) :: garbled
                else
                    [ sent ]
            | Some lane, None
            | None, Some lane -> [ moment lane (Remarked(ValueSome lane, passageWords decoded passage)) ]
            | None, None -> []

        let inside = judgements |> List.collect _.Moments

        let verdicts =
            sides
            |> List.mapi (fun lane side ->
                let at =
                    match side.Ruling with
                    | Diverges(_, divergence, _) -> divergence.At
                    | Conforms _
                    | Unjudged _
                    | Absent -> decoded.Passages |> List.last |> _.At

                { At = at
                  Happening = Remarked(ValueSome lane, Ruling.words side.Ruling)
                  State = ValueNone })

        { Title = $"SneakerNet at {names decoded.Encounter.Responder}"
          Lanes = decoded.Encounter.Peers |> List.map names
          Moments = (decoded.Passages |> List.mapi said |> List.concat) @ inside @ verdicts |> List.sortBy _.At
          Conclusion = sides |> List.map PeerRuling.words |> String.concat "; " }

    /// Decodes and judges an encounter. `silence` is how long its peers wait for news.
    let judge (signatures: ISignatures) silence encounter =
        let codec = Message.codec signatures
        let decoded = decode codec encounter
        let verify = Offer.verify signatures

        let names endpoint =
            match Encounter.peerAt endpoint encounter with
            | ValueSome peer -> string peer
            | ValueNone -> string endpoint

        let judged =
            encounter.Peers
            |> List.mapi (fun lane peer ->
                let struct (role, judgement) = judgePeer codec verify silence decoded lane peer

                { Peer = string peer
                  Role = role
                  Ruling = judgement.Ruling },
                judgement)

        let sides = List.map fst judged

        { Lines = decoded.Passages |> List.map (line decoded names)
          Sides = sides
          Chronicle = chronicle decoded names sides (List.map snd judged) }

    /// Listens for SneakerNet.
    let ear signatures silence =
        Ear.create Listener.hear Listener.finish (judge signatures silence) Listener.start
