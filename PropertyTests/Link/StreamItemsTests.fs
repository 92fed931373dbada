namespace PeerFunctional.Tests.Link

open System
open FsCheck.FSharp
open Xunit
open FsCheck.Xunit
open PeerFunctional.Tests
open PeerFunctional.Link
open PeerFunctional.Kernel
open PeerFunctional.Tests.Link.Generators

/// Items of streams.
module StreamItemsTests =

    let private ping = Header.print (Header.plain PingHeader)

    let private most = 10_000

    let private read pieces (stream: StreamItems) =
        let take (struct (found, stream)) piece =
            let struct (items, stream) = StreamItems.take most Bytes { Bytes = piece } stream
            struct (found @ items, stream)

        (struct ([], stream), pieces) ||> List.fold take

    let private items size =
        bytes size |> Gen.map (fun bytes -> { Bytes = bytes }) |> Gen.listOf

    let private itemsOf (struct (found, _)) =
        found
        |> List.choose (function
            | StreamItem content -> Some content
            | StreamPing -> None
            | StreamHeader problem -> failwith $"{problem}")

    /// Any size but a header's, where an item could be a keep-alive.
    let private size = Gen.choose (1, 300) |> Gen.filter ((<>) Header.Length)

    [<Property>]
    let ``The items of a stream come out whole and in order, however it is cut`` (lengths: int list) =
        size
        |> Gen.bind (fun size -> Gen.map (fun items -> size, items) (items size))
        |> Arb.fromGen
        |> Prop.forAll
        <| fun (size, items) ->
            let stream = LinkWires.dataHeader Bytes size :: List.map _.Bytes items |> join
            itemsOf (read (cut lengths stream) StreamItems.empty) = items

    [<Property>]
    let ``Keep-alives between the items of a stream are not delivered as items`` (lengths: int list) =
        gen {
            let! size = size
            let! items = items size
            let! places = Gen.listOfLength items.Length (Gen.elements [ true; false; false ])
            return size, List.zip items places
        }
        |> Arb.fromGen
        |> Prop.forAll
        <| fun (size, placed) ->
            let stream =
                [ LinkWires.dataHeader Bytes size
                  for item, isPinged in placed do
                      if isPinged then
                          ping

                      item.Bytes ]
                |> join

            itemsOf (read (cut lengths stream) StreamItems.empty) = List.map fst placed

    [<Fact>]
    let ``A side that has sent an item reads bare items from then on`` () : unit =
        let stream = StreamItems.sent 4 StreamItems.empty

        itemsOf (read [ ascii "abcdefgh" ] stream)
        |> Expect.equal [ { Bytes = ascii "abcd" }; { Bytes = ascii "efgh" } ]

    [<Property>]
    let ``Where both ends give their first item at a time, each reads the other's header as one`` (lengths: int list) =
        size
        |> Gen.bind (fun size -> Gen.map (fun items -> size, items) (items size))
        |> Arb.fromGen
        |> Prop.forAll
        <| fun (size, items) ->
            let stream = LinkWires.dataHeader Bytes size :: List.map _.Bytes items |> join
            itemsOf (read (cut lengths stream) (StreamItems.sent size StreamItems.empty)) = items

    [<Fact>]
    let ``A first item of another size than this side's is named`` () : unit =
        match read [ LinkWires.dataHeader Bytes 5 ] (StreamItems.sent 4 StreamItems.empty) with
        | struct ([ StreamHeader wrong ], _) -> wrong.Problem |> Expect.equal "other-size"
        | other -> failwith $"{other}"

    [<Fact>]
    let ``A stream holds no more than one item's bytes, whatever size was announced`` () : unit =
        let struct (_, stream) =
            read [ LinkWires.dataHeader Bytes most; ascii "abc" ] StreamItems.empty

        stream.HeldLength |> Expect.equal 3

    [<Theory>]
    [<InlineData("DATA|data_size=0&data_type=bytes", "bad-size")>]
    [<InlineData("DATA|data_size=10001&data_type=bytes", "oversize")>]
    [<InlineData("DATA|data_size=5&data_type=json", "other-data-type")>]
    [<InlineData("ACCEPT", "no-data")>]
    let ``A stream that begins with something else is named`` (header: string, problem: string) : unit =
        match read [ ascii (header.PadRight(128, '|')) ] StreamItems.empty with
        | struct ([ StreamHeader wrong ], _) -> wrong.Problem |> Expect.equal problem
        | other -> failwith $"{other}"
