namespace PeerFunctional.Link

open System
open PeerFunctional.Kernel
open PeerFunctional.Verification

/// A participant of captured links.
type LinkParty =
    /// A peer by the name that it gives itself or that it is called by, on a host.
    | NamedPeer of PeerName * host: string
    /// A caller without an offer that can be read.
    | NamelessCaller of host: string
    /// A socket that searches come from or are answered from: several peers of a host may share it.
    | DiscoverySocket of Endpoint

/// The participants of captured links and searches.
module LinkAnalysis =

    let private wires: Wires<CapturedSpeech> =
        let ours = LinkWires.create Limits.DefaultMaxSize

        { Wires.none with
            Datagrams =
                ours.Datagrams
                |> ValueOption.map (fun codec ->
                    { Encode = fun _ -> struct (LinkWires.discovery, System.ReadOnlyMemory.Empty)
                      Decode = fun port bytes -> codec.Decode port bytes |> Result.map Said })
            Streams =
                ours.Streams
                |> ValueOption.map (fun wire ->
                    { Codec = CapturedLink.segments
                      Limits = wire.Limits }) }

    /// A search by broadcast goes to each socket of its port that answers.
    let private spread (datagrams: CapturedDatagram<CapturedSpeech> list) =
        let speakers = datagrams |> List.map _.Source |> Set.ofList

        let answerers =
            datagrams
            |> List.filter (fun datagram ->
                match datagram.Message with
                | Ok(Said(Presence _)) -> true
                | Ok _
                | Error _ -> false)
            |> List.map _.Source
            |> List.distinct

        datagrams
        |> List.collect (fun datagram ->
            let heard =
                answerers |> List.filter (fun endpoint -> endpoint.Port = datagram.Destination.Port)

            match datagram.Message, heard with
            | Ok(Said(Search _)), _ :: _ when not (Set.contains datagram.Destination speakers) ->
                heard |> List.map (fun endpoint -> { datagram with Destination = endpoint })
            | _ -> [ datagram ])

    let private calleeOf (connection: CapturedConnection<CapturedSpeech>) =
        NamedPeer(PeerName.ofEndpoint connection.Callee, connection.Callee.Host)

    let private callerOf (links: Map<int64, CapturedLink>) (connection: CapturedConnection<CapturedSpeech>) =
        match links[connection.Number].OfCaller.Messages with
        | { Speech = Ok(Said(Hello offer)) } :: _ -> NamedPeer(offer.Caller, connection.Caller.Host)
        | _ -> NamelessCaller connection.Caller.Host

    let private name party =
        match party with
        | NamedPeer(name, host) ->
            match PeerName.endpoint name with
            | ValueSome endpoint when endpoint.Host = host -> PeerName.text name
            | ValueSome _
            | ValueNone -> $"{name} at {host}"
        | NamelessCaller host -> $"caller {host}"
        | DiscoverySocket endpoint -> string endpoint

    /// What a caller said in place of a HELLO of 128 bytes; none where the capture may lack some of it.
    let private withoutOffer host (link: CapturedLink) : Divergence option =
        let connection = link.Segments
        let said = link.OfCaller.Bytes
        let isWhole = said.Length >= Header.Length

        let isOver =
            isWhole || ValueOption.isSome connection.CallerEnd || not link.OfCallee.Bytes.IsEmpty

        if
            connection.Caller.Host = host
            && connection.IsFromBeginning
            && ValueOption.isNone connection.OfCaller.Gap
            && not said.IsEmpty
            && isOver
            && not (isWhole && said.Span.StartsWith "HELLO"B)
        then
            let place = CapturedLink.placeOf 0 link.OfCaller

            Some
                { Frame = ValueSome place.Frame
                  At = place.At
                  Expected = ValueSome "a HELLO of 128 bytes"
                  Actual =
                    match link.OfCaller.Messages with
                    | { Speech = Ok speech } :: _ -> ValueSome(CapturedSpeech.words speech)
                    | _ -> ValueSome $"{min said.Length Header.Length} bytes of something else"
                  Reason = "a link begins with an offer"
                  Apart = ValueNone
                  Late = ValueNone
                  ExpectedStep = ExpectedStep.Message }
        else
            None

    let private participant (links: Map<int64, CapturedLink>) datagrams party : CapturedParticipant<CapturedSpeech> =
        match party with
        | NamedPeer(peer, _) -> CapturedParticipant.create (name party) "peer" (LinkCandidates.peer links peer)
        | NamelessCaller host ->
            CapturedParticipant.create (name party) "caller" (fun _ ->
                match links.Values |> Seq.tryPick (withoutOffer host) with
                | Some divergence ->
                    Candidates [ fun () -> struct (0, ReplayResult.without (Diverges(ValueNone, divergence, []))) ]
                | None -> NoPart "this caller made no readable offer")
        | DiscoverySocket endpoint ->
            let missing = ReplayedDiscovery.answersWithoutSearch endpoint datagrams

            { CapturedParticipant.create (name party) "discovery" (LinkCandidates.discovery endpoint datagrams) with
                Excuse =
                    fun divergence ->
                        divergence.Frame
                        |> ValueOption.filter (fun frame -> Set.contains frame missing)
                        |> ValueOption.map (fun frame ->
                            $"the capture may lack the search that frame {frame} answers, because it shows none before it") }

    /// Decodes and judges a conversation.
    let judge (conversation: Conversation<unit>) =
        let decoded = DecodedConversation.ofWires wires conversation

        let links =
            decoded.Connections
            |> List.map (fun connection -> connection.Number, CapturedLink.ofSegments connection)
            |> Map.ofList

        let datagrams =
            decoded.Datagrams
            |> List.filter (fun datagram ->
                LinkConversation.isOfSearch datagram.Source datagram.Destination datagram.Bytes)
            |> spread

        let parties =
            [ for datagram in datagrams do
                  DiscoverySocket datagram.Source
              for connection in decoded.Connections do
                  callerOf links connection
                  calleeOf connection ]
            |> List.distinct

        let columns = parties |> List.mapi (fun column party -> party, column) |> Map.ofList

        let columnOf party =
            Map.tryFind party columns |> ValueOption.ofOption

        let decoded =
            { decoded with
                Datagrams = datagrams
                Connections =
                    decoded.Connections |> List.map (fun connection -> CapturedLink.framed links[connection.Number]) }

        let title =
            match parties with
            | [] -> "Links"
            | first :: _ -> $"Links of {name first}"

        ConversationReport.create
            decoded
            { Title = title
              MessageWords = CapturedSpeech.words
              Participants = parties |> List.map (participant links datagrams)
              OfEndpoint = DiscoverySocket >> columnOf
              OfCaller = callerOf links >> columnOf
              OfCallee = calleeOf >> columnOf }

    /// Finds and judges captured links and searches.
    let analyzer =
        CaptureAnalyzer.ofParts LinkConversation.recognizer LinkConversation.shown judge
