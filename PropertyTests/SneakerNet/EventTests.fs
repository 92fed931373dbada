namespace PeerFunctional.Tests.SneakerNet

open System
open System.Formats.Cbor
open Xunit
open FsCheck
open FsCheck.FSharp
open FsCheck.Xunit
open PeerFunctional.Kernel
open PeerFunctional.SneakerNet
open PeerFunctional.Tests

module EventTests =

    let private signatures = TestSignatures.signatures

    let private contentOf (event: Event) =
        match event.Content with
        | ValueSome struct (content, _, _) -> content.ToArray()
        | ValueNone -> [||]

    /// Signatures that return one recorded signature.
    let private replaying (event: Event) =
        { new ISignatures with
            member _.PublicKey seed = signatures.PublicKey seed
            member _.Sign(_, _) = event.Signature.ToArray()

            member _.Verify(key, message, signature) =
                signatures.Verify(key, message, signature) }

    /// The bytes of one event without the bit of that number.
    let private flipped bit (wire: ReadOnlyMemory<byte>) =
        let bytes = wire.ToArray()
        bytes[bit / 8] <- bytes[bit / 8] ^^^ (1uy <<< bit % 8)
        ReadOnlyMemory bytes

    let private isBelieved (bytes: ReadOnlyMemory<byte>) =
        Event.decode bytes |> Result.toOption |> Option.exists (Verified.verify signatures >> Result.isOk)

    [<Property(Arbitrary = [| typeof<Arbitraries> |])>]
    let ``A signed event decodes from its bytes unchanged, and encodes back to them`` (event: Event) =
        match Event.decode event.Wire with
        | Ok decoded ->
            decoded = event
            && (decoded.Feed, decoded.Seq, decoded.Prev, decoded.Time, decoded.Link, decoded.Hash) =
                (event.Feed, event.Seq, event.Prev, event.Time, event.Link, event.Hash)
            && contentOf decoded = contentOf event
            && Event.encode decoded = event.Wire.ToArray()
            && isBelieved event.Wire
        | Error _ -> false

    [<Property>]
    let ``Signing keeps every field it is given`` () =
        let fields =
            gen {
                let! keys = Generators.keys
                let! prev = Generators.prev
                let! seq = Generators.seq
                let! time = Gen.choose64 (Int64.MinValue, Int64.MaxValue)
                let! encoding = Generators.encoding
                let! content = Generators.content
                return keys, prev, seq, time, encoding, content
            }

        Prop.forAll (Arb.fromGen fields) (fun (keys, prev, seq, time, encoding, content) ->
            let event = Generators.sign keys prev seq time encoding content

            (event.Feed, event.Prev, event.Seq, event.Time, event.Link.Encoding) =
                (keys.Feed, prev, seq, time, encoding)
            && contentOf event = content)

    [<Property(Arbitrary = [| typeof<Arbitraries> |])>]
    let ``An event has the size the original gives it`` (keys: KeyPair) =
        let cases =
            gen {
                let! prev = Generators.prev
                let! seq = Gen.choose (1, 65_535)
                let! content = Generators.content
                return prev, int64 seq, content
            }

        Prop.forAll (Arb.fromGen cases) (fun (prev, seq, content) ->
            let frame =
                if content.Length <= 23 then 164
                elif content.Length <= 255 then 167
                else 170

            let number =
                if seq <= 23L then 0
                elif seq <= 255L then 1
                else 2

            let link = if prev.IsSome then 37 else 0
            let event = Generators.sign keys prev seq 1_573_464_030L Json content
            event.Wire.Length = content.Length + frame + number + link)

    [<Property(Arbitrary = [| typeof<Arbitraries> |])>]
    let ``An event without its content has 161 bytes and the same hash, and verifies`` (keys: KeyPair) =
        let event = Generators.sign keys ValueNone 7L 1_573_464_030L Json "content"B
        let bare = Event.withhold event

        bare.Wire.Length = 161
        && bare.Hash = event.Hash
        && Event.decode bare.Wire = Ok bare
        && isBelieved bare.Wire

    [<Fact>]
    let ``A content of 854 bytes is the largest that the original accepts`` () : unit =
        let keys = TestSignatures.keys (Array.zeroCreate 32)

        let size (length: int) =
            (Generators.sign keys ValueNone 23L 1_573_464_030L Json (Array.zeroCreate length)).Wire.Length

        [ size 854; size 855 ] |> Expect.equal [ 1024; 1025 ]

    [<Fact>]
    let ``An event too large for a datagram cannot be created`` () : unit =
        let keys = TestSignatures.keys (Array.zeroCreate 32)
        let content = ReadOnlyMemory(Array.zeroCreate<byte> Event.MaxWire)

        match Event.sign signatures keys ValueNone 1L 0L Opaque content with
        | Ok event -> failwith $"made an event of {event.Wire.Length} bytes"
        | Error e -> e.Problem |> Expect.equal "oversize"

    [<Fact>]
    let ``The fields of a recorded event, signed again, are the bytes of the original`` () : unit =
        for event in Fixtures.events do
            let again =
                Event.sign
                    (replaying event)
                    { Feed = event.Feed
                      Seed = ReadOnlyMemory.Empty }
                    event.Prev
                    event.Seq
                    event.Time
                    event.Link.Encoding
                    (ReadOnlyMemory(contentOf event))

            match again with
            | Ok again -> again.Wire.ToArray() |> Expect.equal (event.Wire.ToArray())
            | Error e -> failwith e.Detail

    [<Property(Arbitrary = [| typeof<Arbitraries> |], MaxTest = 20)>]
    let ``An event with any one bit changed does not verify`` (world: World) =
        world.Events
        |> List.truncate 2
        |> List.forall (fun verified ->
            let wire = verified.Event.Wire

            seq { 0 .. wire.Length * 8 - 1 } |> Seq.forall (fun bit -> not (isBelieved (flipped bit wire))))

    /// A byte string with its length in five bytes where one or two would do.
    let private longString (bytes: ReadOnlySpan<byte>) =
        let header = [| 0x5auy; 0uy; 0uy; byte (bytes.Length >>> 8); byte bytes.Length |]
        Array.append header (bytes.ToArray())

    let private shortString (bytes: byte[]) =
        let writer = CborWriter()
        writer.WriteByteString bytes
        writer.Encode()

    [<Property(Arbitrary = [| typeof<Arbitraries> |])>]
    let ``Another encoding of an event is refused, so no event has two hashes`` (event: Event) =

        let respelled =
            Array.concat
                [ [| 0x82uy |]
                  longString event.SignedBytes.Span
                  shortString (event.Signature.ToArray()) ]

        let whole = Array.concat [ [| 0x82uy |]; shortString respelled; [| 0xf6uy |] ]

        match Event.decode (ReadOnlyMemory whole) with
        | Ok _ -> false
        | Error e -> e.Problem = "not-canonical"

    [<Property(Arbitrary = [| typeof<Arbitraries> |])>]
    let ``A log of events one after another decodes to them`` (world: World) =
        let events = world.Events |> List.map _.Event
        let bytes = events |> List.map _.Wire.ToArray() |> Array.concat |> ReadOnlyMemory

        let rec decode (rest: ReadOnlyMemory<byte>) decoded =
            match Event.decodeFirst rest with
            | Ok struct (event, 0) -> List.rev (event :: decoded)
            | Ok struct (event, left) -> decode (rest.Slice(rest.Length - left)) (event :: decoded)
            | Error e -> failwith e.Detail

        decode bytes [] = events
