namespace PeerFunctional.Tests.SneakerNet

open System
open PeerFunctional.SneakerNet
open PeerFunctional.Tests.Storage

/// Writes feeds of messages, with any `prev`.
module Writer =

    let get (result: Result<'value, 'error>) =
        match result with
        | Ok value -> value
        | Error e -> failwith $"{e}"

    let event keys prev seq (content: ReadOnlyMemory<byte>) =
        Event.sign Given.signatures keys prev seq (1_573_464_000L + seq) Json content |> get

    let message keys prev seq text =
        event keys prev seq (Content.message keys.Feed text)

    /// A message that names a feed it was not signed by.
    let forged (keys: KeyPair) prev seq =
        message { Given.keys 99 with Feed = keys.Feed } prev seq "forged"

    let offer event =
        OfferedEvent.verify Given.signatures event

    let verified event =
        Verified.verify Given.signatures event |> get
