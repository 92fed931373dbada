namespace PeerFunctional.Tests.SneakerNet

open System
open FsCheck.FSharp
open FsCheck.Xunit
open Xunit
open PeerFunctional.Kernel
open PeerFunctional.SneakerNet
open PeerFunctional.Tests

/// The verification of stored events, chain by chain.
module VerifiedTests =

    let private signatures = TestSignatures.signatures

    let private verifyChains signatures events =
        Verified.chains events |> List.collect (Verified.verifyChain signatures)

    /// Counts the verified signatures.
    let private counting () =
        let mutable count = 0

        let counted =
            { new ISignatures with
                member _.PublicKey seed = signatures.PublicKey seed
                member _.Sign(seed, message) = signatures.Sign(seed, message)

                member _.Verify(publicKey, message, signature) =
                    count <- count + 1
                    signatures.Verify(publicKey, message, signature) }

        counted, (fun () -> count)

    /// The event with one byte of its wire form changed, if the bytes still decode.
    let private damage (event: Event) at =
        let bytes = event.Wire.ToArray()
        let at = at % bytes.Length
        bytes[at] <- bytes[at] ^^^ 1uy

        match Event.decode (ReadOnlyMemory bytes) with
        | Ok damaged -> damaged
        | Error _ -> event

    /// A feed in which some events are missing, and some were damaged without the feed's key.
    let private damagedFeed =
        gen {
            let! author = Generators.author
            let events = author.Events |> List.map _.Event
            let! places = Gen.listOfLength events.Length (Gen.choose (0, 2_000))

            let! kinds =
                Gen.listOfLength
                    events.Length
                    (Gen.frequency [ 6, Gen.constant 0; 2, Gen.constant 1; 1, Gen.constant 2 ])

            return
                List.zip3 events places kinds
                |> List.choose (fun (event, at, kind) ->
                    match kind with
                    | 0 -> Some event
                    | 1 -> Some(damage event at)
                    | _ -> None)
        }

    [<Property>]
    let ``A chain's verification and each event's own agree on every damaged feed`` () =
        damagedFeed |> Arb.fromGen |> Prop.forAll
        <| fun events -> verifyChains signatures events = List.map (Verified.verify signatures) events

    [<Property>]
    let ``The chains of a feed are its events in their order`` () =
        damagedFeed |> Arb.fromGen |> Prop.forAll
        <| fun events -> Verified.chains events |> List.concat = events

    [<Fact>]
    let ``A chained feed takes one signature, an unchained feed one for each event`` () : unit =
        let keys = TestSignatures.keys (Array.zeroCreate 32)

        for chained, expected in [ true, 1; false, 9 ] do
            let events =
                Generators.write keys chained (List.replicate 9 [| 1uy |]) |> List.map _.Event

            let counted, count = counting ()
            verifyChains counted events |> List.forall Result.isOk |> Expect.isTrue
            count () |> Expect.equal expected
