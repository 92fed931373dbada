namespace PeerFunctional.Tests.SneakerNet

open System
open Xunit
open FsCheck
open FsCheck.FSharp
open PeerFunctional.Capture
open PeerFunctional.SneakerNet
open PeerFunctional.Tests

/// Real inputs, damaged at random. The campaigns check the same properties for longer.
module FuzzTests =
    let private codec = Message.codec TestSignatures.signatures

    let private check tests property =
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(tests).WithQuietOnSuccess true, property)

    /// Splits bytes at two places.
    let private cut (bytes: byte[]) =
        Gen.two (Gen.choose (0, bytes.Length))
        |> Gen.map (fun (one, other) ->
            let first, second = min one other, max one other
            bytes[.. first - 1], bytes[first .. second - 1], bytes[second..])

    let private damage (others: byte[] list) (bytes: byte[]) =
        let cutAnd change = cut bytes |> Gen.map change
        let few = Gen.choose (1, 9) |> Gen.bind Generators.bytes

        Gen.oneof
            [ gen {
                  let! at = Gen.choose (0, max 0 (bytes.Length - 1))
                  let! bit = Gen.choose (0, 7)

                  return bytes |> Array.mapi (fun i value -> if i = at then value ^^^ (1uy <<< bit) else value)
              }
              cutAnd (fun (before, _, after) -> Array.append before after)
              cutAnd (fun (before, middle, _) -> Array.append before middle)
              cutAnd (fun (before, middle, after) -> Array.concat [ before; middle; middle; after ])
              Gen.map2 (fun (before, _, after) bytes -> Array.concat [ before; bytes; after ]) (cut bytes) few
              Gen.map2
                  (fun (before, _, _) (_, middle, after) -> Array.concat [ before; middle; after ])
                  (cut bytes)
                  (Gen.elements others |> Gen.bind cut) ]

    let private damaged (originals: byte[] list) =
        gen {
            let! original = Gen.elements originals
            let! times = Gen.choose (1, 4)
            return! [ 1..times ] |> List.fold (fun bytes _ -> Gen.bind (damage originals) bytes) (Gen.constant original)
        }

    /// Recorded datagrams of each shape, and events whose signature the test's own signatures made.
    let private datagrams =
        let recorded =
            Fixtures.datagrams |> List.map _.Bytes |> List.distinctBy (fun bytes -> bytes.Length, bytes[0])

        let own =
            Gen.sampleWithSize 20 10 Generators.world
            |> Seq.collect (fun world -> Message.batches Message.MaxBatch Message.MaxBatch world.Events)
            |> Seq.map (fun push ->
                let struct (_, bytes) = codec.Encode push
                bytes.ToArray())

        recorded @ List.ofSeq own

    /// Whether a decoded value encodes to bytes that decode to it again.
    let private holds channel (bytes: byte[]) =
        match codec.Decode channel (ReadOnlyMemory bytes) with
        | Error e -> e.Problem <> ""
        | Ok message ->
            let struct (channelBack, back) = codec.Encode message
            channelBack = channel && codec.Decode channel back = Ok message

    let damagedDatagram =
        Prop.forAll (Arb.fromGen (damaged datagrams)) (fun bytes ->
            let before = GC.GetAllocatedBytesForCurrentThread()

            let holds =
                [ Message.commandRole; Message.pushRole ] |> List.forall (fun channel -> holds channel bytes)

            let spent = GC.GetAllocatedBytesForCurrentThread() - before
            holds && spent < 100_000L + 200L * int64 bytes.Length)

    [<Fact>]
    let ``A damaged datagram is a message or a malformation on either channel, and costs little memory`` () : unit =
        damagedDatagram |> check 100_000

    let private coversFile (length: int) (offsets: int64 list) =
        offsets.Head = 0L
        && offsets |> List.pairwise |> List.forall (fun (one, next) -> one < next)
        && List.last offsets < int64 length

    let damagedLog =
        let logs =
            Fixtures.logs |> List.map (fun (name, _) -> (Fixtures.read name).ToArray())

        Prop.forAll (Arb.fromGen (damaged logs)) (fun file ->
            let records = Log.records (ReadOnlyMemory file) |> List.ofSeq

            let named =
                records
                |> List.forall (fun struct (_, piece) ->
                    match piece with
                    | Packet(payload, _) ->
                        match Event.decode payload with
                        | Ok event -> Event.encode event = payload.ToArray()
                        | Error e -> e.Problem <> ""
                    | Section
                    | Foreign
                    | Torn
                    | BadLength -> true)

            file.Length = 0
            || (named && records |> List.map (fun struct (offset, _) -> offset) |> coversFile file.Length))

    [<Fact>]
    let ``A damaged log is read to its end, and each of its packets is an event or a malformation`` () : unit =
        damagedLog |> check 5_000

    let damagedCapture =
        let captures =
            [ "sync"; "no-answer"; "have-22-feeds" ]
            |> List.map (fun name -> (Fixtures.read $"{name}.pcapng").ToArray())

        let linkTypes =
            [ LinkType.Null
              LinkType.Ethernet
              LinkType.RawIp
              LinkType.LinuxCooked1
              LinkType.LinuxCooked2 ]

        Prop.forAll (Arb.fromGen (damaged captures)) (fun file ->
            let blocks = Pcapng.blocks (ReadOnlyMemory file) |> List.ofSeq

            for struct (_, block) in blocks do
                match block with
                | Captured frame ->
                    for linkType in frame.LinkType :: linkTypes do
                        Packet.parse linkType frame.Bytes |> ignore
                | SectionHeader
                | InterfaceDescription _
                | InterfaceStatistics _
                | Secrets _
                | Skipped _
                | Damaged _ -> ()

            file.Length = 0 || blocks |> List.map (fun struct (offset, _) -> offset) |> coversFile file.Length)

    [<Fact>]
    let ``A damaged capture is read to its end, and each frame is a datagram or named as none`` () : unit =
        damagedCapture |> check 5_000
