namespace PeerFunctional.Tests.SneakerNet

open System
open FsCheck
open FsCheck.FSharp
open PeerFunctional.SneakerNet

/// A feed's owner and all events of the feed, in order.
type Author =
    { Keys: KeyPair; Events: Verified list }

/// The feeds of a few authors.
type World =
    { Authors: Author list }

    member this.Events = this.Authors |> List.collect _.Events

/// Logs of one world: the first events of each feed.
type Logs =
    { First: Verified list
      Second: Verified list
      Third: Verified list }

/// All events of a world in some order, some of them several times.
type Arrivals = { World: World; Order: Verified list }

/// Any events of a world in some order, some of them several times, others never.
type Scraps =
    { Ones: Verified list
      Others: Verified list }

/// A feed and another event of its author with the number of one of its events.
type Fork =
    {
        Author: Author
        /// The event whose place is contested.
        Held: Verified
        Other: Verified
    }

module Generators =

    let private get result =
        match result with
        | Ok value -> value
        | Error e -> failwith $"%A{e}"

    /// Signs one event with any fields.
    let sign keys prev seq time encoding (content: byte[]) =
        Event.sign TestSignatures.signatures keys prev seq time encoding (ReadOnlyMemory content) |> get

    let verify event =
        Verified.verify TestSignatures.signatures event |> get

    /// The feed with these contents, chained or as the original writes it: without `prev`.
    let write keys chained (contents: byte[] list) =
        let append (prev, events) (index, content) =
            let event = sign keys prev (int64 index + 1L) 1_573_464_030L Json content
            (if chained then ValueSome event.Hash else ValueNone), verify event :: events

        contents |> List.indexed |> List.fold append (ValueNone, []) |> snd |> List.rev

    let bytes length =
        Gen.choose (0, 255) |> Gen.map byte |> Gen.arrayOfLength length

    let keys = bytes 32 |> Gen.map TestSignatures.keys

    let encoding = Gen.elements [ Opaque; Json; Cbor ]

    /// Content lengths on both sides of every change of CBOR's length forms, and any between.
    let contentLength =
        Gen.frequency
            [ 4, Gen.choose (0, 300)
              1, Gen.elements [ 0; 1; 23; 24; 255; 256; 854; 65_535 - 8_192 ]
              1, Gen.choose (300, 3_000) ]

    let content = contentLength |> Gen.bind bytes

    let seq =
        Gen.oneof
            [ Gen.choose (1, 23)
              Gen.choose (24, 255)
              Gen.choose (256, 65_535)
              Gen.choose (65_536, Int32.MaxValue) ]
        |> Gen.map int64

    let hash = bytes 32 |> Gen.map (fun bytes -> Hash.compute (ReadOnlySpan bytes))

    let prev = Gen.oneof [ Gen.constant ValueNone; Gen.map ValueSome hash ]

    /// Any event: one that needs no feed around it.
    let event =
        gen {
            let! keys = keys
            let! prev = prev
            let! seq = seq
            let! time = Gen.choose64 (0L, 4_000_000_000L)
            let! encoding = encoding
            let! content = content
            return sign keys prev seq time encoding content
        }

    let author =
        gen {
            let! keys = keys
            let! chained = Gen.elements [ true; false ]
            let! count = Gen.choose (1, 12)
            let! contents = Gen.listOfLength count (Gen.choose (0, 40) |> Gen.bind bytes)

            return
                { Keys = keys
                  Events = write keys chained contents }
        }

    let world =
        gen {
            let! count = Gen.choose (1, 4)
            let! authors = Gen.listOfLength count author
            return { Authors = authors }
        }

    let private shuffle items =
        Gen.shuffle items |> Gen.map List.ofArray

    /// Some of the items again, none or many.
    let private repeats (items: 'item list) =
        if items.IsEmpty then
            Gen.constant []
        else
            gen {
                let! count = Gen.choose (0, items.Length)
                return! Gen.listOfLength count (Gen.elements items)
            }

    let private log (world: World) =
        world.Authors
        |> List.map (fun author ->
            Gen.choose (0, author.Events.Length) |> Gen.map (fun count -> List.truncate count author.Events))
        |> Gen.collectToList id
        |> Gen.map List.concat

    let logs =
        gen {
            let! world = world
            let! first = log world
            let! second = log world
            let! third = log world

            return
                { First = first
                  Second = second
                  Third = third }
        }

    let arrivals =
        gen {
            let! world = world
            let! again = repeats world.Events
            let! order = shuffle (world.Events @ again)
            return { World = world; Order = order }
        }

    let scraps =
        gen {
            let! world = world
            let! ones = repeats world.Events
            let! others = repeats world.Events
            return { Ones = ones; Others = others }
        }

    let fork =
        gen {
            let! author = author
            let! held = Gen.elements author.Events
            let held = held.Event
            let other = sign author.Keys held.Prev held.Seq (held.Time + 1L) Opaque [| 1uy |]

            return
                { Author = author
                  Held = verify held
                  Other = verify other }
        }

    let private feedName =
        Gen.frequency
            [ 5, keys |> Gen.map (fun keys -> Feed keys.Feed)
              1,
              Gen.elements [ 0; 1; 3; 16; 31; 33; 48 ]
              |> Gen.bind bytes
              |> Gen.map (Convert.ToBase64String >> Odd) ]

    let private number =
        Gen.frequency
            [ 4, Gen.choose64 (0L, 1_000L)
              1, Gen.choose64 (Int64.MinValue, Int64.MaxValue)
              1, Gen.elements [ Int64.MinValue; -1L; 0L; Int64.MaxValue ] ]

    let have =
        Gen.map2 (fun name seq -> ({ Name = name; Seq = seq }: HaveEntry)) feedName number

    let private want =
        gen {
            let! name = feedName
            let! from = number
            let! count = Gen.choose (1, Command.MaxCount)
            let! counted = Gen.elements [ true; false ]

            return
                { Name = name
                  From = from
                  Count = if counted then ValueSome count else ValueNone }
        }

    let private upTo most item =
        Gen.choose (0, most) |> Gen.bind (fun count -> Gen.listOfLength count item)

    let private word =
        Gen.choose (1, 8)
        |> Gen.bind (fun length -> Gen.arrayOfLength length (Gen.elements ([ 'a' .. 'z' ] @ [ '/'; '1'; 'é'; '語' ])))
        |> Gen.map String

    /// Any command that a peer can say.
    let command =
        Gen.oneof
            [ gen {
                  let! role = Gen.oneof [ Gen.elements [ "initiator"; "responder" ]; word ]
                  let! extensions = upTo 3 word
                  return Helo(role, extensions)
              }
              Gen.choose (1, 65_535) |> Gen.map Port
              upTo 30 have |> Gen.map Have
              upTo 3 want |> Gen.map Want
              upTo 30 have |> Gen.map Got
              Gen.elements [ Bye; Next ]
              Gen.map2 (fun first rest -> Unknown(String.Join(' ', first :: rest))) word (upTo 3 word) ]

/// Tells FsCheck how to make the nouns above.
type Arbitraries =
    static member KeyPair() = Arb.fromGen Generators.keys
    static member Event() = Arb.fromGen Generators.event
    static member World() = Arb.fromGen Generators.world
    static member Logs() = Arb.fromGen Generators.logs
    static member Arrivals() = Arb.fromGen Generators.arrivals
    static member Scraps() = Arb.fromGen Generators.scraps
    static member Fork() = Arb.fromGen Generators.fork
    static member Command() = Arb.fromGen Generators.command
    static member HaveEntry() = Arb.fromGen Generators.have
