namespace PeerFunctional.Tests.SneakerNet

open System
open System.IO
open System.Text.Json
open Xunit
open PeerFunctional.Kernel
open PeerFunctional.Runtime.Crypto
open PeerFunctional.SneakerNet
open PeerFunctional.Tests

/// Real Ed25519 on what the original signed.
type SignatureTests() =

    let signatures = Ed25519() :> ISignatures

    /// The key files of the recorded folders.
    let keyFiles =
        Directory.GetFiles(Repository.fixture "logs", "MyFeedID.json", SearchOption.AllDirectories)

    let keysOf (file: string) =
        let json = JsonDocument.Parse(File.ReadAllText file).RootElement
        let text (name: string) = json.GetProperty(name).GetString()

        match FeedId.parse (text "public_key") with
        | Ok feed ->
            { Feed = feed
              Seed = ReadOnlyMemory(Convert.FromBase64String(text "private_key")) }
        | Error e -> failwith e.Detail

    let eventsOf (file: string) =
        Path.Combine(Path.GetDirectoryName file, "logs", "1.pcap")
        |> File.ReadAllBytes
        |> ReadOnlyMemory
        |> Log.records
        |> Seq.choose (fun struct (_, piece) ->
            match piece with
            | Packet(payload, _) -> Event.decode payload |> Result.toOption
            | Section
            | Foreign
            | Torn
            | BadLength -> None)
        |> List.ofSeq

    [<Fact>]
    member _.``Every recorded event is verified``() : unit =
        for event in Fixtures.events do
            match Verified.verify signatures event with
            | Ok verified -> verified.Event |> Expect.equal event
            | Error error -> failwith $"{event.Feed}:{event.Seq}: {VerificationError.name error}"

    [<Fact>]
    member _.``The original's key and fields give the original's bytes``() : unit =
        for file in keyFiles do
            let keys = keysOf file
            signatures.PublicKey keys.Seed |> Expect.equal (FeedId.toBytes keys.Feed)

            for event in eventsOf file do
                let content =
                    match event.Content with
                    | ValueSome struct (content, _, _) -> content
                    | ValueNone -> ReadOnlyMemory.Empty

                match Event.sign signatures keys event.Prev event.Seq event.Time event.Link.Encoding content with
                | Ok again -> again.Wire.ToArray() |> Expect.equal (event.Wire.ToArray())
                | Error e -> failwith e.Detail

    [<Fact>]
    member _.``A recorded event with any one bit changed is not believed``() : unit =
        let wire = Fixtures.events.Head.Wire.ToArray()

        let believed =
            [ for bit in 0 .. wire.Length * 8 - 1 do
                  let bytes = Array.copy wire
                  bytes[bit / 8] <- bytes[bit / 8] ^^^ (1uy <<< bit % 8)

                  match Event.decode (ReadOnlyMemory bytes) |> Result.map (Verified.verify signatures) with
                  | Ok(Ok _) -> bit
                  | Ok(Error _)
                  | Error _ -> () ]

        believed |> Expect.isEmpty
