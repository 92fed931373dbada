namespace PeerFunctional.Tests.Libp2p

open System
open System.Text
open Xunit
open FsCheck
open FsCheck.FSharp
open FsCheck.Xunit
open PeerFunctional.Kernel
open PeerFunctional.Kernel.Encodings
open PeerFunctional.Libp2p
open PeerFunctional.Tests
open PeerFunctional.Tests.Libp2p.HostRecordings
open PeerFunctional.Tests.Libp2p.HostGenerators

/// Requests and responses in CBOR.
module ExchangeTests =

    let private samples = document "cbor.json"

    let private toHex (bytes: byte array) = Convert.ToHexStringLower bytes

    [<Fact>]
    let ``Every recorded request is written byte for byte, and reads again`` () : unit =
        for sample in items "requests" samples do
            match tryText "hex" sample with
            | Some bytes ->
                let request: Request = { Message = text "message" sample }
                toHex (Exchange.writeRequest request) |> Expect.equal bytes
                Exchange.readRequest (hex bytes) |> Expect.equal (Ok request)
            | None ->
                let length = sample.GetProperty("length").GetInt32()
                let header = (text "prefixHex" sample)

                let count =
                    length - 9 - (if length < 300 then (if length < 268 then 2 else 3) else 5)

                let written = Exchange.writeRequest { Message = String('x', count) }
                written.Length |> Expect.equal length
                toHex written |> Expect.stringStarts (header.Substring(0, 18))

    [<Fact>]
    let ``Every recorded response is written byte for byte, and reads again`` () : unit =
        for sample in items "responses" samples do
            let response =
                { Message = text "message" sample
                  Address = Multiaddr.ofBytes (hex (text "addressHex" sample)) |> get }

            toHex (Exchange.writeResponse response) |> Expect.equal (text "hex" sample)
            Exchange.readResponse (hex (text "hex" sample)) |> Expect.equal (Ok response)

    /// What each odd form reads as: a request, a response.
    let private forms =
        let address = "/ip4/127.0.0.1/udp/1/quic-v1"

        [ "keys the other way round", Some "m", Some("m", "")
          "an unknown key more", Some "m", Some("m", "")
          "map of unknown length", Some "m", Some("m", "")
          "bytes after the map", Some "m", Some("m", "")
          // The seed refuses the next one as a response.
          "key missing (response without address)", Some "m", Some("m", "")
          "key twice", None, None
          // The seed refuses it; the seed's own documents print the address as text.
          "address as text", Some "m", Some("m", address)
          "message as bytes", None, None
          "an array instead of a map", None, None
          "nothing at all", None, None
          "cut short", None, None
          "text that is not UTF-8", None, None
          "length promises 4 GiB", None, None ]

    [<Fact>]
    let ``Every odd form reads as the seed reads it, and two that it refuses read as well`` () : unit =
        let odd = items "otherForms" samples
        odd |> List.map (text "what") |> Expect.equal (forms |> List.map (fun (what, _, _) -> what))

        for sample, (what, request, response) in List.zip odd forms do
            let bytes = hex (text "hex" sample)

            let message =
                match Exchange.readRequest bytes with
                | Ok request -> Some request.Message
                | Error _ -> None

            Expecto.Expect.equal message request what

            let answer =
                match Exchange.readResponse bytes with
                | Ok response -> Some(response.Message, Multiaddr.text response.Address)
                | Error _ -> None

            Expecto.Expect.equal answer response what

            if text "rust" sample |> _.StartsWith("accepted") then
                Expecto.Expect.isSome message what

    [<Fact>]
    let ``A text in chunks reads whole, and an address that cannot be read is refused`` () : unit =
        Exchange.readRequest (hex "a17f676d657373616765ff7f616161626163ff")
        |> Expect.equal (Ok { Message = "abc" })

        for address in [ "4104"; "622f61"; "6161"; "01"; "f6" ] do
            Exchange.readResponse (hex ("a2676d6573736167656161" + "6761646472657373" + address))
            |> Result.isError
            |> Expect.isTrue

    [<Property>]
    let ``Requests and responses read as they were written`` () =
        Gen.zip request response |> Arb.fromGen |> Prop.forAll
        <| fun (request, response) ->
            Exchange.readRequest (ReadOnlyMemory(Exchange.writeRequest request)) = Ok request
            && Exchange.readResponse (ReadOnlyMemory(Exchange.writeResponse response)) = Ok response

    [<Property>]
    let ``A request or response that is cut short is refused`` () =
        response |> Arb.fromGen |> Prop.forAll
        <| fun response ->
            let bytes = Exchange.writeResponse response

            [ 0 .. bytes.Length - 1 ]
            |> List.forall (fun length -> Result.isError (Exchange.readResponse (ReadOnlyMemory(bytes, 0, length))))

    [<Property(MaxTest = 500)>]
    let ``Any bytes are a request or are refused`` () =
        Gen.oneof
            [ anyBytes 60
              Gen.map3
                  (fun (request: Request) place value ->
                      let bytes = Exchange.writeRequest request
                      bytes[place % bytes.Length] <- value
                      ReadOnlyMemory bytes)
                  request
                  (Gen.choose (0, 1_000))
                  (Gen.choose (0, 255) |> Gen.map byte) ]
        |> Arb.fromGen
        |> Prop.forAll
        <| fun bytes ->
            let isSame =
                match Exchange.readRequest bytes with
                | Ok request -> Exchange.readRequest (ReadOnlyMemory(Exchange.writeRequest request)) = Ok request
                | Error _ -> true

            isSame
            && (match Exchange.readResponse bytes with
                | Ok response -> Exchange.readResponse (ReadOnlyMemory(Exchange.writeResponse response)) = Ok response
                | Error _ -> true)

    [<Fact>]
    let ``A million arrays in one another, under an unknown key, are refused`` () : unit =
        let nested =
            Array.concat
                [ [| 0xa1uy; 0x61uy; byte 'x' |]
                  Array.create (Exchange.MaxRequest - 10) 0x81uy ]

        Exchange.readRequest (ReadOnlyMemory nested) |> Result.isError |> Expect.isTrue
