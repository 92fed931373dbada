namespace PeerFunctional.Verification

open PeerFunctional.Capture

/// Whoever listens to a capture for the conversations of one system. A conversation that is over comes as a judgement to be
/// made, which may take its time, on any thread.
[<NoEquality; NoComparison>]
type Ear =
    {
        /// Takes the next frame, whose bytes must not change from then on.
        Hear: Frame -> struct (Ear * (unit -> Hearing) list)
        /// The capture is over: what was still under way.
        Finish: unit -> (unit -> Hearing) list
    }

module Ear =

    /// An ear that finds the conversations of a system; `judge` tells what one comes to.
    let create recognizer (judge: Conversation<'about> -> Hearing) =
        let judgements = List.map (fun conversation () -> judge conversation)

        let rec listening reader conversations : Ear =
            { Hear =
                fun frame ->
                    let struct (reader, events) = CaptureReader.read frame reader

                    let struct (reader, conversations, over) =
                        (struct (reader, conversations, []), events)
                        ||> List.fold (fun (struct (reader, conversations, over)) (captured: CapturedEvent) ->
                            let struct (conversations, closed, isOfInterest) =
                                Conversations.add recognizer captured conversations

                            let reader =
                                match captured.Event with
                                | WireEvent.Connection news when not isOfInterest ->
                                    CaptureReader.forget news.Call reader
                                | WireEvent.Connection _
                                | WireEvent.Datagram _ -> reader

                            struct (reader, conversations, over @ closed))

                    struct (listening reader conversations, judgements over)
              Finish = fun () -> Conversations.finish (CaptureReader.until reader) conversations |> judgements }

        listening CaptureReader.start Conversations.empty
