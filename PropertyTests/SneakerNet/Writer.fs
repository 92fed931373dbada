namespace PeerFunctional.Tests.SneakerNet

open System
open PeerFunctional.SneakerNet
open PeerFunctional.Runtime.Crypto

/// Writes feeds for tests: keys from a number, events with any `prev`.
module Writer =

    let signatures = Ed25519.Available()

    let keys (number: int) =
        let seed = ReadOnlyMemory(Array.init 32 (fun index -> byte (number + index)))

        match FeedId.ofBytes (ReadOnlySpan(signatures.PublicKey seed)) with
        | Ok feed -> { Feed = feed; Seed = seed }
        | Error e -> failwith e.Detail

    let get (result: Result<'value, 'error>) =
        match result with
        | Ok value -> value
        | Error e -> failwith $"{e}"

    let event keys prev seq (content: ReadOnlyMemory<byte>) =
        Event.sign signatures keys prev seq (1_573_464_000L + seq) Json content |> get

    let message keys prev seq text =
        event keys prev seq (Content.message keys.Feed text)

    /// A feed of so many messages, each naming the one before it.
    let chained keys count =
        (([], ValueNone), [ 1L .. count ])
        ||> List.fold (fun (events, prev) seq ->
            let next = message keys prev seq $"message {seq}"
            next :: events, ValueSome next.Hash)
        |> fst
        |> List.rev

    /// A feed of so many messages as the original writes it.
    let unchained keys count =
        [ for seq in 1L .. count -> message keys ValueNone seq $"message {seq}" ]

    let log (events: Event list) =
        Array.concat
            [ Log.header
              yield! events |> List.map (fun event -> Log.block event.Wire.Span) ]

    let offer event = Offer.verify signatures event

    let verified event = Verified.verify signatures event |> get
