namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel
open PeerFunctional.Capture
open PeerFunctional.Verification.OpenConversations

module Conversations =

    [<Literal>]
    let MostPending = 4_096

    [<Literal>]
    let MostUndecided = 16_384

    let empty<'about> : Conversations<'about> = OpenConversations.empty

    let private isLast event =
        match event with
        | WireEvent.Connection { Event = TcpEvent.Refused | TcpEvent.Reset _ } -> true
        | WireEvent.Connection _
        | WireEvent.Datagram _ -> false

    /// A conversation takes an event of its own, unless it was over by the event before.
    let rec private tell recognizer number (struct (conversations, closed)) (captured: CapturedEvent) =
        match Map.tryFind number conversations.Open with
        | None -> struct (conversations, closed)
        | Some conversation ->
            let learned = recognizer.Learn captured conversation.About

            let mentions =
                learned.Mentions
                |> List.filter (fun endpoint -> not (Map.containsKey endpoint conversations.Owners))

            let events = CapturedEvent.among conversation.Events captured

            let conversation =
                { conversation with
                    About = learned.About
                    Events = events
                    Count = conversation.Count + 1
                    Bytes = conversation.Bytes + CapturedEvent.size captured
                    Last = events.Head.Time }

            let conversations =
                match captured.Event with
                | WireEvent.Connection news when isLast captured.Event ->
                    { conversations with
                        Joined = Map.remove news.Connection conversations.Joined }
                    |> put
                        number
                        { conversation with
                            Connections = Set.remove news.Connection conversation.Connections }
                | WireEvent.Connection _
                | WireEvent.Datagram _ -> put number conversation conversations

            let conversations =
                conversations |> unite recognizer number (learned.Owns @ learned.Mentions)

            let conversations =
                match learned.Owns @ mentions with
                | [] -> conversations
                | endpoints -> own number endpoints conversations

            if conversation.Count >= recognizer.MostEvents || conversation.Bytes >= recognizer.MostBytes then
                let struct (conversations, full) = close captured.Time number conversations
                struct (conversations, closed @ [ full ])
            else
                takeUp recognizer number learned.Owns (struct (conversations, closed))

    /// A conversation takes the datagrams that waited until endpoints turned out to be its own.
    and private takeUp recognizer number endpoints (struct (conversations, closed)) =
        let struct (found, waiting) =
            WaitingDatagrams.ofEndpoints endpoints conversations.Waiting

        (struct ({ conversations with Waiting = waiting }, closed), found)
        ||> List.fold (tell recognizer number)

    let private drop connection conversations =
        if Map.containsKey connection conversations.Pending then
            { conversations with
                Pending = Map.remove connection conversations.Pending
                PendingCount = conversations.PendingCount - 1 }
        else
            conversations

    let private join number connection conversations =
        let conversation = conversations.Open[number]

        { drop connection conversations with
            Joined = Map.add connection number conversations.Joined }
        |> put
            number
            { conversation with
                Connections = Set.add connection conversation.Connections }

    let private start about time conversations =
        let number = conversations.Next

        struct (number,
                { conversations with
                    Next = number + 1L }
                |> put
                    number
                    { About = about
                      Events = []
                      Count = 0
                      Bytes = 0L
                      Last = time
                      Until = time
                      Endpoints = Set.empty
                      Connections = Set.empty
                      Beside = lazy []
                      Facts = CaptureFacts.none
                      Judging = Judging.standard })

    let private wait connection events conversations =
        let conversations = drop connection conversations

        let conversations =
            if conversations.PendingCount >= MostPending then
                drop (fst (Map.minKeyValue conversations.Pending)) conversations
            else
                conversations

        { conversations with
            Pending = Map.add connection events conversations.Pending
            PendingCount = conversations.PendingCount + 1 }

    /// A connection showed what it is about: it joins the conversation that it belongs to, or begins one.
    let private admit recognizer (news: TcpEventAt) about endpoints (events: CapturedEvent list) conversations =
        let owner =
            news.Callee :: endpoints
            |> List.tryPick (fun endpoint ->
                Map.tryFind endpoint conversations.Owners
                |> Option.bind (fun number ->
                    match recognizer.Join conversations.Open[number].About about with
                    | ValueSome about -> Some(struct (number, about))
                    | ValueNone -> None))

        let struct (number, conversations) =
            match owner with
            | Some(struct (number, about)) ->
                struct (number,
                        put
                            number
                            { conversations.Open[number] with
                                About = about }
                            conversations)
            | None -> start about events.Head.Time conversations

        (struct (conversations |> own number endpoints |> join number news.Connection, []), events)
        ||> List.fold (tell recognizer number)

    /// An event of a connection that belongs to no conversation yet; answers whether it still may.
    let private consider recognizer (news: TcpEventAt) captured conversations =
        match Map.tryFind news.Callee conversations.Owners, news.Event with
        | Some number, TcpEvent.Syn ->
            let struct (conversations, closed) =
                tell recognizer number (struct (join number news.Connection conversations, [])) captured

            struct (conversations, closed, true)
        | _, TcpEvent.Data(Callee, bytes) ->
            match recognizer.Answer news.Callee bytes with
            | Recognized(about, endpoints) ->
                let events =
                    captured :: (Map.tryFind news.Connection conversations.Pending |> Option.defaultValue [])

                let struct (conversations, closed) =
                    admit recognizer news about endpoints (List.rev events) conversations

                struct (conversations, closed, true)
            | Undecided
            | Foreign -> struct (drop news.Connection conversations, [], false)
        | _, (TcpEvent.Refused | TcpEvent.Reset _) -> struct (drop news.Connection conversations, [], false)
        | _, TcpEvent.Data(Caller, _) ->
            let events =
                captured :: (Map.tryFind news.Connection conversations.Pending |> Option.defaultValue [])

            let first = List.rev events
            let said = CapturedEvent.saidBy Caller first

            match recognizer.Request news.Caller news.Callee said with
            | Recognized(about, endpoints) ->
                let struct (conversations, closed) =
                    admit recognizer news about endpoints first conversations

                struct (conversations, closed, true)
            | Undecided when said.Length < MostUndecided -> struct (wait news.Connection events conversations, [], true)
            | Undecided
            | Foreign -> struct (drop news.Connection conversations, [], false)
        | _, TcpEvent.Syn when (recognizer.Request news.Caller news.Callee ReadOnlyMemory.Empty).IsForeign ->
            struct (conversations, [], false)
        | _, (TcpEvent.Syn | TcpEvent.Accepted | TcpEvent.Fin _ | TcpEvent.Lacks _) ->
            let events =
                captured :: (Map.tryFind news.Connection conversations.Pending |> Option.defaultValue [])

            struct (wait news.Connection events conversations, [], true)

    let private beginWith recognizer about endpoints (captured: CapturedEvent) conversations =
        let struct (number, conversations) = start about captured.Time conversations

        tell recognizer number (struct (own number endpoints conversations, [])) captured
        |> takeUp recognizer number endpoints

    /// A datagram goes to the conversation that owns an end of it, begins one, or waits where the recognizer leaves that open.
    let private ofDatagram recognizer recognize (datagram: Datagram) (captured: CapturedEvent) conversations =
        let owner =
            Map.tryFind datagram.Source conversations.Owners
            |> Option.orElse (Map.tryFind datagram.Destination conversations.Owners)

        match owner with
        | Some number -> tell recognizer number (struct (conversations, [])) captured
        | None ->
            match recognize datagram with
            | Recognized(about, endpoints) -> beginWith recognizer about endpoints captured conversations
            | Undecided ->
                struct ({ conversations with
                            Waiting = WaitingDatagrams.add captured conversations.Waiting },
                        [])
            | Foreign -> struct (conversations, [])

    /// What waited in vain belongs to a conversation that began since, begins one, or is foreign.
    let private lapse recognizer lapsed conversations =
        let late datagram =
            match recognizer.Late datagram with
            | Undecided -> Foreign
            | recognition -> recognition

        (struct (conversations, []), lapsed)
        ||> List.fold (fun (struct (conversations, closed)) (captured: CapturedEvent) ->
            match captured.Event with
            | WireEvent.Connection _ -> struct (conversations, closed)
            | WireEvent.Datagram datagram ->
                let struct (conversations, more) =
                    ofDatagram recognizer late datagram captured conversations

                struct (conversations, closed @ more))

    /// Whether a connection without a beginning was called by the other end than it seems: that end is a known listener, or the
    /// one that seems to be called asks.
    let private isTurned
        (recognizer: Recognizer<'about>)
        (news: TcpEventAt)
        (captured: CapturedEvent)
        (conversations: Conversations<'about>)
        =
        let isOwned endpoint =
            Map.containsKey endpoint conversations.Owners

        let pending =
            Map.tryFind news.Connection conversations.Pending |> Option.defaultValue []

        match news.Event with
        | TcpEvent.Lacks(_, ValueNone) -> isOwned news.Caller && not (isOwned news.Callee)
        | TcpEvent.Data(TcpEnd.Callee, _) when CapturedEvent.isJoined pending ->
            let said = CapturedEvent.saidBy Callee (List.rev (captured :: pending))
            (recognizer.Request news.Callee news.Caller said).IsRecognized
        | TcpEvent.Data _
        | TcpEvent.Lacks _
        | TcpEvent.Syn
        | TcpEvent.Accepted
        | TcpEvent.Refused
        | TcpEvent.Fin _
        | TcpEvent.Reset _ -> false

    /// Tells the events of a connection so far with its ends exchanged.
    let private turn (recognizer: Recognizer<'about>) (news: TcpEventAt) (conversations: Conversations<'about>) =
        let pending =
            Map.tryFind news.Connection conversations.Pending
            |> Option.defaultValue []
            |> List.map CapturedEvent.turned

        let conversations =
            { drop news.Connection conversations with
                Turned = Set.add news.Connection conversations.Turned }

        match Map.tryFind news.Caller conversations.Owners, List.rev pending with
        | Some number, first ->
            (struct (join number news.Connection conversations, []), first)
            ||> List.fold (tell recognizer number)
        | None, [] -> struct (conversations, [])
        | None, _ -> struct (wait news.Connection pending conversations, [])

    /// An event of a connection that belongs to no conversation yet, told from its real caller's side.
    let private considerTurned (recognizer: Recognizer<'about>) (news: TcpEventAt) captured conversations =
        if
            not (Set.contains news.Connection conversations.Turned)
            && isTurned recognizer news captured conversations
        then
            let struct (conversations, closed) = turn recognizer news conversations
            let captured = CapturedEvent.turned captured

            match Map.tryFind news.Connection conversations.Joined with
            | Some number ->
                let struct (conversations, more) =
                    tell recognizer number (struct (conversations, closed)) captured

                struct (conversations, more, true)
            | None -> consider recognizer (TcpEventAt.turned news) captured conversations
        else
            consider recognizer news captured conversations

    let add recognizer (captured: CapturedEvent) conversations =
        let struct (conversations, expired) = expire recognizer captured.Time conversations

        let struct (lapsed, waiting) =
            WaitingDatagrams.lapsed captured.Time conversations.Waiting

        let struct (conversations, full) =
            lapse recognizer lapsed { conversations with Waiting = waiting }

        let expired = expired @ full

        let captured =
            match captured.Event with
            | WireEvent.Connection news when Set.contains news.Connection conversations.Turned ->
                CapturedEvent.turned captured
            | WireEvent.Connection _
            | WireEvent.Datagram _ -> captured

        match captured.Event with
        | WireEvent.Datagram datagram ->
            let struct (conversations, closed) =
                ofDatagram recognizer recognizer.Datagram datagram captured conversations

            struct (conversations, expired @ closed, true)
        | WireEvent.Connection news ->
            match Map.tryFind news.Connection conversations.Joined with
            | Some number ->
                let struct (conversations, closed) =
                    tell recognizer number (struct (conversations, [])) captured

                struct (conversations, expired @ closed, true)
            | None ->
                let struct (conversations, closed, isOfInterest) =
                    considerTurned recognizer news captured conversations

                struct (conversations, expired @ closed, isOfInterest)

    let finish recognizer until conversations =
        let struct (conversations, closed) =
            lapse
                recognizer
                (WaitingDatagrams.all conversations.Waiting)
                { conversations with
                    Waiting = WaitingDatagrams.none }

        closed @ atEnd until conversations
