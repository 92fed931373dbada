namespace PeerFunctional.Link

open System
open PeerFunctional.Kernel
open PeerFunctional.Verification

/// The answers that a discovery socket gave to the searches it got: which peers behind it were visible is an input.
type DiscoveryScript =
    {
        /// For each search, in their order, the names of the peers that answered it.
        Answers: PeerName list array
        /// The searches that users made, in their order, with whom each went to.
        Searches: (struct (Endpoint * Message)) array
    }

/// The peers behind a captured discovery socket.
type ReplayedDiscovery<'peer> =
    {
        /// Peers that have answered, by their names.
        Peers: Map<string, 'peer>
        /// Searches that came in, and searches that were made.
        Heard: int
        Made: int
    }

module ReplayedDiscovery =

    let private answers owns source (text: string) =
        let named =
            match Endpoint.parse 0 text with
            | Ok endpoint -> endpoint = owns
            | Error _ -> false

        source = owns || named

    /// The script of the socket at an endpoint.
    let script (own: Endpoint) (datagrams: CapturedDatagram<CapturedSpeech> list) =
        let receive (struct (heard, searches)) (datagram: CapturedDatagram<CapturedSpeech>) =
            match datagram.Message with
            | Ok(Said(Search(text, _))) when datagram.Destination = own ->
                struct (struct (datagram.Source, text, []) :: heard, searches)
            | Ok(Said(Search _ as search)) when datagram.Source = own ->
                struct (heard, struct (datagram.Destination, search) :: searches)
            | Ok(Said(Presence(peer, _))) when datagram.Source = own ->
                let isIts (struct (source, text, names)) =
                    answers datagram.Destination source text && not (List.contains peer names)

                match List.tryFindIndex isIts heard with
                | Some index ->
                    let struct (source, text, names) = heard[index]
                    struct (List.updateAt index (struct (source, text, names @ [ peer ])) heard, searches)
                | None -> struct (heard, searches)
            | Ok _
            | Error _ -> struct (heard, searches)

        let struct (heard, searches) =
            (struct ([], []), datagrams |> List.sortBy _.Frame) ||> List.fold receive

        { Answers = heard |> List.rev |> List.map (fun struct (_, _, names) -> names) |> Array.ofList
          Searches = searches |> List.rev |> Array.ofList }

    /// The frames of a socket's answers before which it got no search: a datagram that the capture lacks leaves no trace. An answer
    /// follows its search within the time that a searcher waits.
    let answersWithoutSearch (own: Endpoint) (datagrams: CapturedDatagram<CapturedSpeech> list) =
        let isBefore (answer: CapturedDatagram<CapturedSpeech>) (datagram: CapturedDatagram<CapturedSpeech>) =
            datagram.Destination = own
            && datagram.At <= answer.At
            && answer.At - datagram.At <= Limits.searchPause
            && (match datagram.Message with
                | Ok(Said(Search _)) -> true
                | Ok _
                | Error _ -> false)

        datagrams
        |> List.filter (fun datagram ->
            match datagram.Message with
            | Ok(Said(Presence _)) when datagram.Source = own -> not (datagrams |> List.exists (isBefore datagram))
            | Ok _
            | Error _ -> false)
        |> List.map _.Frame
        |> Set.ofList

    /// The searches made and heard, and the peers that answered: "made no search, heard 2 searches, answered as 10.0.0.1:5000".
    /// More than three peers are only counted.
    let words state =
        let searches count =
            match count with
            | 0 -> "no search"
            | 1 -> "one search"
            | count -> $"{count} searches"

        let answered =
            match List.ofSeq state.Peers.Keys with
            | [] when state.Heard = 0 -> ""
            | [] -> ", answered none"
            | names when names.Length > 3 -> $", answered as {names.Length} peers"
            | names -> ", answered as " + String.concat " and " names

        $"made {searches state.Made}, heard {searches state.Heard}{answered}"

    /// A socket whose peers are `create`d by their names and step by `step`.
    let machine
        script
        create
        (step: TimeSpan -> 'peer -> LinkInput -> struct ('peer * LinkOutput list))
        : Machine<ReplayedDiscovery<'peer>, Timer, CapturedSpeech, ReplayCommand, unit, unit, Notice> =

        let answer now input (struct (state, outputs)) name =
            let key = PeerName.text name
            let peer = Map.tryFind key state.Peers |> Option.defaultWith (fun () -> create name)
            let struct (peer, said) = step now peer input

            struct ({ state with
                        Peers = Map.add key peer state.Peers },
                    outputs @ List.map (ReplayedPeer.speech Said) said)

        let search state : struct (ReplayedDiscovery<'peer> * ReplayOutput list) =
            if state.Made < script.Searches.Length then
                let struct (target, message) = script.Searches[state.Made]

                struct ({ state with Made = state.Made + 1 }, [ Send(Address.Datagram target, Said message) ])
            else
                struct (state, [ Finish ])

        { Initial =
            { Peers = Map.empty
              Heard = 0
              Made = 0 }
          Step =
            fun now state (input: ReplayInput) ->
                match input with
                | Received(searcher, Said(Search _ as message)) when state.Heard < script.Answers.Length ->
                    (struct ({ state with Heard = state.Heard + 1 }, []), script.Answers[state.Heard])
                    ||> List.fold (answer now (Received(searcher, message)))
                | Commanded Proceed -> search state
                | Started
                | Opened _
                | Received _
                | Malformed _
                | Closed _
                | Input.TimerFired _
                | Commanded(Misread _)
                | Answered() -> struct (state, []) }
