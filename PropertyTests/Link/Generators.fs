namespace PeerFunctional.Tests.Link

open System
open System.Text
open FsCheck
open FsCheck.FSharp
open PeerFunctional.Kernel
open PeerFunctional.Link

/// Names, offers, items and cuts of links.
module Generators =

    let get result =
        match result with
        | Ok value -> value
        | Error(problem: Malformation) -> failwith $"{problem.Problem}: {problem.Detail}"

    let private nameText =
        Gen.oneof
            [ Gen.elements [ "127.0.0.1:51515"; "[fe80::1]:4"; "é"; "a b" ]
              Gen.choose (1, PeerName.MaxLength) |> Gen.map (fun length -> String('n', length)) ]

    let name = nameText |> Gen.map (PeerName.create >> get)

    let dataType = Gen.elements DataType.all

    let terms isStream =
        gen {
            let! dataType = dataType
            let! isStrict = Gen.elements [ true; false ]

            return
                { DataType = dataType
                  IsStrict = isStrict
                  IsStream = isStream }
        }

    let offer isStream =
        gen {
            let! caller = name
            let! terms = terms isStream
            let! isOurs = Gen.elements [ true; false ]

            return
                { Caller = caller
                  Terms = terms
                  IsOurs = isOurs }
        }

    let bytes length =
        Gen.choose (0, 255) |> Gen.map byte |> Gen.arrayOfLength length |> Gen.map ReadOnlyMemory

    /// Items of lengths on both sides of a header's, and some that look like a header.
    let content =
        Gen.frequency
            [ 4, Gen.choose (0, 300) |> Gen.bind bytes
              1, Gen.constant (Header.print (Header.plain PingHeader))
              1, Gen.constant (LinkWires.dataHeader Json 5) ]
        |> Gen.map (fun bytes -> { Bytes = bytes })

    /// Messages that may follow the offer on a link that is no stream.
    let message =
        Gen.oneof
            [ Gen.constant Ping
              Gen.constant Deny
              Gen.constant (Unknown true)
              Gen.map Accept (Gen.elements [ true; false ])
              Gen.map2 (fun dataType content -> Item(dataType, content)) dataType content ]

    /// What a caller says on a link that is no stream.
    let said =
        gen {
            let! offer = offer false
            let! messages = Gen.listOf message
            return Hello offer :: messages
        }

    /// The bytes in pieces of these lengths, used in turn.
    let cut (lengths: int list) (bytes: ReadOnlyMemory<byte>) =
        let lengths =
            match lengths |> List.map (fun length -> 1 + abs (length % 400)) with
            | [] -> [ 1 ]
            | lengths -> lengths

        let rec pieces (rest: ReadOnlyMemory<byte>) turn =
            if rest.IsEmpty then
                []
            else
                let length = min rest.Length lengths[turn % lengths.Length]
                rest.Slice(0, length) :: pieces (rest.Slice length) (turn + 1)

        pieces bytes 0

    let join (parts: ReadOnlyMemory<byte> list) =
        ReadOnlyMemory(parts |> List.map _.ToArray() |> Array.concat)

    let ascii (text: string) =
        ReadOnlyMemory(Encoding.ASCII.GetBytes text)

    let private most = 100_000

    let wires = LinkWires.create most

    let codec =
        match wires.Streams with
        | ValueSome wire -> wire.Codec
        | ValueNone -> failwith "links have streams"

    let datagrams =
        match wires.Datagrams with
        | ValueSome codec -> codec
        | ValueNone -> failwith "links have datagrams"

    let caller =
        Accepted(Endpoint.create "127.0.0.1" 40000, Endpoint.create "127.0.0.1" 5000)

    /// What a reader makes of bytes that come in pieces, and what is wrong if they end there.
    let hear connection (pieces: ReadOnlyMemory<byte> list) =
        let read (struct (heard, decoder: StreamDecoder<Message>)) piece =
            let struct (found, decoder) = decoder.Take piece
            struct (heard @ found, decoder)

        let struct (heard, decoder) =
            (struct ([], codec.Decoder connection), pieces) ||> List.fold read

        struct (heard, decoder.AtEnd())
