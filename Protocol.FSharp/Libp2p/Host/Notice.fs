namespace PeerFunctional.Libp2p

open System
open PeerFunctional.Kernel

/// Why a request got no response.
[<RequireQualifiedAccess>]
type RequestFailure =
    | NotConnected
    /// As many as a connection may have are open.
    | TooMany
    /// The partner does not have the request protocol.
    | NotSupported
    | TimedOut
    /// The stream ended before the response.
    | Broken
    | Malformed of Malformation

/// What a peer tells its user.
type Notice =
    | LocalPeer of PeerId
    | Listening of Multiaddr
    | Dialing of PeerId
    | Dialed of Multiaddr
    | DialFailed of Multiaddr * CloseReason
    /// The other end refuses the connection.
    | DialRefused of Multiaddr * Refusal
    /// The other end proved another id than the address names.
    | WrongPeer of Multiaddr * proved: PeerId
    | DialSucceeded of PeerId * Multiaddr
    | DialReceived of PeerId * Multiaddr
    /// A caller beyond a limit of connections, or one whose handshake was refused.
    | CallerRefused of Endpoint * Malformation
    /// What the certificate of whom we dialed lacks.
    | CertificateRefused of Endpoint * Malformation
    /// How many peers are connected as the greeting comes round.
    | GreetingPeers of int
    | GreetingPeer of PeerId
    | Identified of PeerId * Identify
    | IdentifyFailed of PeerId * RequestFailure
    | SpeaksOurProtocol of PeerId
    | SpeaksAnother of PeerId
    /// A partner that did not say who it is.
    | CannotBeJudged of PeerId
    | Disconnecting of PeerId
    /// The connection's number among all of this run.
    | ConnectionClosed of PeerId * number: int
    | ExternalAddress of Multiaddr
    | RequestReceived of PeerId * text: string
    | ResponseReceived of PeerId * Response
    | RequestFailed of PeerId * RequestFailure
    | Pinged of PeerId * roundTrip: TimeSpan
    | PingFailed of PeerId * RequestFailure
    /// What a partner did on a stream against the rules; the stream was given up.
    | StreamRefused of PeerId * Malformation
    /// So many requests were asked for; so many were answered.
    | Greeted of requests: int * answered: int

module RequestFailure =

    let words failure =
        match failure with
        | RequestFailure.NotConnected -> "the peer is not connected"
        | RequestFailure.TooMany -> $"{HostLimits.MaxExchanges} requests are open on the connection"
        | RequestFailure.NotSupported -> "the peer does not have the protocol"
        | RequestFailure.TimedOut -> $"the answer did not come in {int HostLimits.stream.TotalSeconds} s"
        | RequestFailure.Broken -> "the stream ended before the answer"
        | RequestFailure.Malformed problem -> problem.Detail

module Notice =

    let private reason closed =
        match closed with
        | CloseReason.TimedOut -> "no peer answers there"
        | CloseReason.Refused -> "the handshake failed"
        | CloseReason.ClosedByPartner
        | CloseReason.Reset -> "the other end closed the connection"

    /// The line for a person: the seed's lines for the seed's events.
    let line notice =
        match notice with
        | LocalPeer peer -> $"local peer id: {peer}"
        | Listening address -> $"Local peer is listening on {Multiaddr.text address}"
        | Dialing peer -> $"Dialing {peer}"
        | Dialed address -> $"Dialed {Multiaddr.text address}"
        | DialFailed(address, closed) -> $"Could not dial {Multiaddr.text address}: {reason closed}"
        | DialRefused(address,
                      { Cause = RefusalCause.Other
                        Words = words }) -> $"Closed by {Multiaddr.text address}: {words}"
        | DialRefused(address, refusal) -> $"Refused by {Multiaddr.text address}: {refusal.Words}"
        | WrongPeer(address, proved) -> $"Refused {Multiaddr.text address}: the peer there is {proved}"
        | DialSucceeded(peer, address) -> $"Successfully dialt to {peer}:{Multiaddr.text address}"
        | DialReceived(peer, address) -> $"Successfully received dial from {peer}:{Multiaddr.text address}"
        | CallerRefused(endpoint, problem) -> $"Refused the caller {endpoint}: {problem.Detail}"
        | CertificateRefused(endpoint, problem) -> $"Refused {endpoint}: {problem.Detail}"
        | GreetingPeers count -> $"Greeting {count} Peers!"
        | GreetingPeer peer -> $"Greeting: {peer}"
        | Identified(peer, told) ->
            let agent = told.AgentVersion |> ValueOption.defaultValue "an unnamed agent"
            $"{peer} is {agent}"
        | IdentifyFailed(peer, failure) -> $"{peer} did not say who it is: {RequestFailure.words failure}"
        | SpeaksOurProtocol peer -> $"Peer {peer} speaks our protocol"
        | SpeaksAnother peer -> $"{peer} doesn't speak our protocol"
        | CannotBeJudged peer -> $"{peer} cannot be judged without identify"
        | Disconnecting peer -> $"Disconnecting from {peer}"
        | ConnectionClosed(peer, number) -> $"Connection to {peer}:{number} closed"
        | ExternalAddress address -> $"External address confirmed as {Multiaddr.text address}"
        | RequestReceived(_, text) -> $"received request {text}"
        | ResponseReceived(_, response) -> $"received response: {response.Message}"
        | RequestFailed(peer, failure) -> $"The request to {peer} failed: {RequestFailure.words failure}"
        | Pinged(peer, roundTrip) -> $"{peer} answered in {roundTrip.TotalMilliseconds:F3} ms"
        | PingFailed(peer, failure) -> $"The ping to {peer} failed: {RequestFailure.words failure}"
        | StreamRefused(peer, problem) -> $"Gave up a stream of {peer}: {problem.Detail}"
        | Greeted(requests, answered) -> $"{answered} of {requests} requests were answered"

    let private at (peer: PeerId) = "peer", box (PeerId.text peer)
    let private address value = "address", box (Multiaddr.text value)
    let private because (text: string) = "reason", box text
    let private failed failure = because (RequestFailure.words failure)

    let private problemFacts (problem: Malformation) =
        [ because problem.Problem; "detail", box problem.Detail ]

    let private cause refusal =
        match refusal.Cause with
        | RefusalCause.Full -> because "full"
        | RefusalCause.Certificate -> because "bad-certificate"
        | RefusalCause.Other -> because "other"

    let private texts (values: string list) = box (Array.ofList values)

    let private told (identify: Identify) =
        [ match identify.AgentVersion with
          | ValueSome agent -> "agent", box agent
          | ValueNone -> ()
          match identify.ProtocolVersion with
          | ValueSome version -> "protocolVersion", box version
          | ValueNone -> ()
          "protocols", texts (identify.Protocols |> List.map ProtocolName.text)
          "listens", texts (identify.ListenAddresses |> List.map Multiaddr.text)
          match identify.ObservedAddress with
          | ValueSome observed -> "observed", box (Multiaddr.text observed)
          | ValueNone -> () ]

    /// A notice for programs: its name, then what it says; numbers are int64, times in milliseconds.
    let facts notice =
        match notice with
        | LocalPeer peer -> "local-peer", [ at peer ]
        | Listening listens -> "listening", [ address listens ]
        | Dialing peer -> "dialing", [ at peer ]
        | Dialed target -> "dialed", [ address target ]
        | DialFailed(target, closed) -> "dial-failed", [ address target; because (reason closed) ]
        | DialRefused(target, refusal) -> "dial-refused", [ address target; cause refusal; "detail", box refusal.Words ]
        | WrongPeer(target, proved) -> "wrong-peer", [ address target; at proved ]
        | DialSucceeded(peer, target) -> "dial-succeeded", [ at peer; address target ]
        | DialReceived(peer, caller) -> "dial-received", [ at peer; address caller ]
        | CallerRefused(caller, problem) -> "caller-refused", ("caller", box (string caller)) :: problemFacts problem
        | CertificateRefused(dialed, problem) ->
            "certificate-refused", ("listener", box (string dialed)) :: problemFacts problem
        | GreetingPeers count -> "greeting-peers", [ "count", box (int64 count) ]
        | GreetingPeer peer -> "greeting", [ at peer ]
        | Identified(peer, identify) -> "identified", at peer :: told identify
        | IdentifyFailed(peer, failure) -> "identify-failed", [ at peer; failed failure ]
        | SpeaksOurProtocol peer -> "speaks-our-protocol", [ at peer ]
        | SpeaksAnother peer -> "speaks-another-protocol", [ at peer ]
        | CannotBeJudged peer -> "cannot-be-judged", [ at peer ]
        | Disconnecting peer -> "disconnecting", [ at peer ]
        | ConnectionClosed(peer, number) -> "connection-closed", [ at peer; "connection", box (int64 number) ]
        | ExternalAddress confirmed -> "external-address", [ address confirmed ]
        | RequestReceived(peer, text) -> "request-received", [ at peer; "message", box text ]
        | ResponseReceived(peer, response) ->
            "response-received", [ at peer; "message", box response.Message; address response.Address ]
        | RequestFailed(peer, failure) -> "request-failed", [ at peer; failed failure ]
        | Pinged(peer, roundTrip) -> "pinged", [ at peer; "milliseconds", box roundTrip.TotalMilliseconds ]
        | PingFailed(peer, failure) -> "ping-failed", [ at peer; failed failure ]
        | StreamRefused(peer, problem) -> "stream-refused", at peer :: problemFacts problem
        | Greeted(requests, answered) ->
            "greeted", [ "requests", box (int64 requests); "answered", box (int64 answered) ]

    /// Whether a notice is shown only with --verbose.
    let isDetail notice =
        match notice with
        | Identified _
        | StreamRefused _ -> true
        | LocalPeer _
        | Listening _
        | Dialing _
        | Dialed _
        | DialFailed _
        | DialRefused _
        | WrongPeer _
        | DialSucceeded _
        | DialReceived _
        | CallerRefused _
        | CertificateRefused _
        | GreetingPeers _
        | GreetingPeer _
        | IdentifyFailed _
        | SpeaksOurProtocol _
        | SpeaksAnother _
        | CannotBeJudged _
        | Disconnecting _
        | ConnectionClosed _
        | ExternalAddress _
        | RequestReceived _
        | ResponseReceived _
        | RequestFailed _
        | Pinged _
        | PingFailed _
        | Greeted _ -> false
