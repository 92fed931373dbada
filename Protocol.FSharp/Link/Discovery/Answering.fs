namespace PeerFunctional.Link

open System
open System.Text
open PeerFunctional.Kernel
open PeerFunctional.Link.LinkState

/// The answers of a peer to searches.
module Answering =

    /// Counts answers in the current second; none where there were enough.
    let private mayAnswer now (flow: Flow) =
        let peer = flow.State

        if now - peer.AnswersSince >= TimeSpan.FromSeconds 1.0 then
            ValueSome
                { peer with
                    AnswersSince = now
                    Answers = 1 }
        elif peer.Answers < peer.Settings.MaxAnswers then
            ValueSome { peer with Answers = peer.Answers + 1 }
        else
            ValueNone

    let private isLoopback (host: string) =
        host = "::1" || host.StartsWith("127.", StringComparison.Ordinal)

    /// Whether a searcher could call this peer: one that listens on loopback is reached from its own machine only.
    let private isReachedFrom (searcher: Endpoint) name =
        match PeerName.endpoint name with
        | ValueSome named -> isLoopback searcher.Host || not (isLoopback named.Host)
        | ValueNone -> true

    /// The answer goes to the search's sender only: an address in it is anybody's. It has at most three bytes for each of the
    /// search's.
    let searched now searcher bytes (flow: Flow) : Flow =
        let name = flow.State.Settings.Name
        let needed = Encoding.UTF8.GetByteCount("PONG|ponger=" + PeerName.text name)
        let length = min Header.Length (bytes * Limits.MaxAmplification)

        match mayAnswer now flow with
        | ValueSome peer when flow.State.IsVisible && length >= needed && isReachedFrom searcher name ->
            flow
            |> Step.update (fun _ -> peer)
            |> Step.emit (Send(Address.Datagram searcher, Presence(name, length)))
            |> tell (SearchAnswered searcher)
        | ValueSome _
        | ValueNone -> flow
