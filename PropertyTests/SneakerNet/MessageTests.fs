namespace PeerFunctional.Tests.SneakerNet

open System
open FsCheck
open FsCheck.Xunit
open PeerFunctional.SneakerNet

module MessageTests =

    let private codec = Message.codec TestSignatures.signatures

    let private decodePush bytes = codec.Decode Message.pushRole bytes

    let private eventsOf message =
        match message with
        | Push offers -> offers |> List.map OfferedEvent.event
        | Command command -> failwith $"%A{command}"

    [<Property(Arbitrary = [| typeof<Arbitraries> |])>]
    let ``A message decodes from the channel and the bytes it is encoded to`` (command: Command) (world: World) =
        [ Command command
          Push [ Sound world.Events.Head ]
          Push(world.Events |> List.map Sound) ]
        |> List.forall (fun message ->
            let struct (channel, bytes) = codec.Encode message
            codec.Decode channel bytes = Ok message)

    [<Property(Arbitrary = [| typeof<Arbitraries> |])>]
    let ``Batches hold every event once and in order, and fit the given size unless they are a single event``
        (world: World)
        (PositiveInt first)
        (PositiveInt size)
        =
        let first, size = 1 + first * 37 % 3_000, 1 + size * 37 % 3_000
        let pushes = Message.batches first size world.Events

        let sizes =
            pushes
            |> List.map (fun push ->
                let struct (_, bytes) = codec.Encode push
                struct (bytes.Length, (eventsOf push).Length))

        let fits most (struct (bytes, events)) = events = 1 || bytes <= most

        List.collect eventsOf pushes = (world.Events |> List.map _.Event)
        && fits first sizes.Head
        && List.forall (fits size) sizes.Tail

    [<Property(Arbitrary = [| typeof<Arbitraries> |])>]
    let ``An event with another feed's signature arrives as Unverified, not as Sound`` (first: Event) (second: Event) =
        let forged =
            Event.encode
                { first with
                    Signature = second.Signature }

        match decodePush (ReadOnlyMemory forged) with
        | Ok(Push [ Unverified(event, SignatureInvalid) ]) -> event.Seq = first.Seq
        | _ -> false

    [<Property(Arbitrary = [| typeof<Arbitraries> |])>]
    let ``Content that differs from the signed content is refused by name`` (event: Event) =
        let error content =
            let wire =
                Event.encode
                    { event with
                        Content = ValueSome content }

            match decodePush (ReadOnlyMemory wire) with
            | Ok(Push [ Unverified(_, error) ]) -> VerificationError.name error
            | other -> $"%A{other}"

        match event.Content with
        | ValueNone -> false
        | ValueSome struct (content, length, encoding) ->
            let more = Array.append (content.ToArray()) [| 1uy |]
            let other = if encoding = Opaque then Json else Opaque

            error (struct (ReadOnlyMemory more, length, encoding)) = "content-hash-mismatch"
            && error (struct (content, length + 1L, encoding)) = "content-length-mismatch"
            && error (struct (content, length, other)) = "content-encoding-mismatch"
