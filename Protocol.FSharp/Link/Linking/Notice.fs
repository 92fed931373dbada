namespace PeerFunctional.Link

open PeerFunctional.Kernel

/// What a peer tells its user, in the past tense.
type Notice =
    /// A caller waits for the user's decision.
    | OfferCame of Connection * Offer
    | OfferRefused of caller: Endpoint * reason: string
    | Linked of Connection * PeerName * Terms * isOurs: bool
    /// The user asked for a link that there is.
    | AlreadyLinked of Connection * PeerName * target: Endpoint
    | ConnectFailed of target: Endpoint * reason: string
    | ItemCame of Connection * PeerName * DataType * ByteString
    /// An item of the user is on its way.
    | ItemSent of Connection * bytes: int
    /// An item of the user was not sent.
    | ItemRefused of Connection * reason: string
    /// What a partner sent was ignored; the link goes on.
    | Ignored of PeerName * Malformation
    | LinkEnded of Connection * PeerName * reason: string
    /// A caller never made an offer that can be read.
    | CallerRefused of caller: Endpoint * Malformation
    /// A search was answered.
    | SearchAnswered of searcher: Endpoint
    /// A search that this peer made found a peer; `at` is where its answer came from.
    | Found of PeerName * at: Endpoint

module Notice =

    let private terms (terms: Terms) =
        let strictness = if terms.IsStrict then "" else ", lenient"
        let stream = if terms.IsStream then ", as a stream" else ""
        $"{DataType.name terms.DataType}{strictness}{stream}"

    let private said (problem: Malformation) = $"{problem.Problem} ({problem.Detail})"

    /// The line for a person.
    let line notice =
        match notice with
        | OfferCame(_, offer) -> $"{offer.Caller} offers a link: {terms offer.Terms}"
        | OfferRefused(caller, reason) -> $"Denied {caller}: {reason}"
        | Linked(_, peer, agreed, _) -> $"Linked with {peer}: {terms agreed}"
        | AlreadyLinked(_, peer, _) -> $"Linked with {peer} already"
        | ConnectFailed(target, reason) -> $"No link with {target}: {reason}"
        | ItemCame(_, peer, dataType, content) -> $"{peer} sent {content} of {DataType.name dataType}"
        | ItemSent(_, bytes) -> $"Sent {bytes} bytes"
        | ItemRefused(_, reason) -> $"Not sent: {reason}"
        | Ignored(peer, problem) -> $"Ignored a message from {peer}: {said problem}"
        | LinkEnded(_, peer, reason) -> $"The link with {peer} ended: {reason}"
        | CallerRefused(caller, problem) -> $"Refused {caller}: {said problem}"
        | SearchAnswered searcher -> $"Answered a search of {searcher}"
        | Found(peer, at) when PeerName.endpoint peer |> ValueOption.exists (fun named -> named.Host = at.Host) ->
            $"Found {peer}"
        | Found(peer, at) -> $"Found {peer}, which answered from {at.Host}"

    let private peerIs (peer: PeerName) = "peer", box (PeerName.text peer)
    let private at (name: string) (endpoint: Endpoint) = name, box (string endpoint)
    let private because (reason: string) = "reason", box reason

    let private agreed (terms: Terms) =
        [ "type", box (DataType.name terms.DataType)
          "strict", box terms.IsStrict
          "stream", box terms.IsStream ]

    let private problemFacts (problem: Malformation) =
        [ because problem.Problem; "detail", box problem.Detail ]

    /// A notice for programs: its name, then what it says; numbers are int64.
    let facts notice =
        match notice with
        | OfferCame(_, offer) -> "offer-came", peerIs offer.Caller :: agreed offer.Terms
        | OfferRefused(caller, reason) -> "offer-refused", [ at "caller" caller; because reason ]
        | Linked(connection, peer, terms, isOurs) ->
            "linked",
            peerIs peer :: at "address" (Connection.partner connection) :: agreed terms @ [ "ours", box isOurs ]
        | AlreadyLinked(_, peer, target) -> "already-linked", [ peerIs peer; at "target" target ]
        | ConnectFailed(target, reason) -> "connect-failed", [ at "target" target; because reason ]
        | ItemCame(_, peer, dataType, content) ->
            "item",
            [ peerIs peer
              "type", box (DataType.name dataType)
              "size", box (int64 content.Bytes.Length) ]
        | ItemSent(_, bytes) -> "item-sent", [ "size", box (int64 bytes) ]
        | ItemRefused(_, reason) -> "item-refused", [ because reason ]
        | Ignored(peer, problem) -> "ignored", peerIs peer :: problemFacts problem
        | LinkEnded(_, peer, reason) -> "link-ended", [ peerIs peer; because reason ]
        | CallerRefused(caller, problem) -> "caller-refused", at "caller" caller :: problemFacts problem
        | SearchAnswered searcher -> "answered", [ at "searcher" searcher ]
        | Found(peer, address) -> "found", [ peerIs peer; at "address" address ]

    /// Whether a notice is shown only with --verbose.
    let isDetail notice =
        match notice with
        | ItemSent _
        | SearchAnswered _ -> true
        | OfferCame _
        | OfferRefused _
        | Linked _
        | AlreadyLinked _
        | ConnectFailed _
        | ItemCame _
        | ItemRefused _
        | Ignored _
        | LinkEnded _
        | CallerRefused _
        | Found _ -> false
