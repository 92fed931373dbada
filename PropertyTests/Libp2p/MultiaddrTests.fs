namespace PeerFunctional.Tests.Libp2p

open System
open Xunit
open FsCheck
open FsCheck.FSharp
open FsCheck.Xunit
open PeerFunctional.Kernel
open PeerFunctional.Libp2p
open PeerFunctional.Tests
open PeerFunctional.Tests.Libp2p.HostRecordings

/// Multiaddrs as text and as bytes, and what a dialer needs of them.
module MultiaddrTests =

    let private samples = document "multiaddrs.json"

    let private parse text = Multiaddr.parse text |> get

    let private toHex (bytes: byte array) = Convert.ToHexStringLower bytes

    [<Fact>]
    let ``Every recorded multiaddr reads from text and from bytes, and is written as js-libp2p writes it`` () : unit =
        let good = items "good" samples
        good |> Expect.isNonEmpty

        for sample in good do
            let address = parse (text "text" sample)
            address |> Expect.equal (Multiaddr.ofBytes (hex (text "hex" sample)) |> get)
            toHex (Multiaddr.bytes address) |> Expect.equal (text "hex" sample)
            Multiaddr.text address |> Expect.equal (text "textAgain" sample)

    [<Fact>]
    let ``Texts that js-libp2p refuses are refused, and the empty text and a slash are the empty address`` () : unit =
        for sample in items "badText" samples do
            match Multiaddr.parse (text "text" sample) with
            | Ok address ->
                tryText "jsReads" sample |> Expect.equal (Some "/")
                address |> Expect.equal Multiaddr.empty
            | Error problem ->
                problem.Problem |> Expect.stringStarts "bad-"
                tryText "jsRefuses" sample |> Option.isSome |> Expect.isTrue

    [<Fact>]
    let ``Bytes that are cut short are refused, also where js-libp2p reads them`` () : unit =
        for bytes in
            [ "04"
              "047f00000191"
              "047f0000019102e4"
              "047f00000191020fa1cd03ff"
              "29"
              "a50326"
              "360a61"
              "ffffffffffffffffffff01"
              "84007f000001" ] do
            Multiaddr.ofBytes (hex bytes) |> Result.isError |> Expect.isTrue

    [<Fact>]
    let ``A protocol that is not known is kept as it is, with all behind it, in bytes and in text`` () : unit =
        let address = Multiaddr.ofBytes (hex "047f000001060fa1dd03a503") |> get
        toHex (Multiaddr.bytes address) |> Expect.equal "047f000001060fa1dd03a503"
        Multiaddr.text address |> Expect.equal "/ip4/127.0.0.1/tcp/4001/unknown/dd03a503"
        parse (Multiaddr.text address) |> Expect.equal address

        for text in
            [ "/unknown/"
              "/unknown/0"
              "/unknown/zz"
              "/unknown/047f000001"
              "/unknown/dd03/tcp/1" ] do
            Multiaddr.parse text |> Result.isError |> Expect.isTrue

    [<Fact>]
    let ``An address of more than 1,024 bytes is refused in both forms`` () : unit =
        let parts = 1_024 / 3 + 1
        Multiaddr.parse (String.replicate parts "/tcp/1") |> Result.isError |> Expect.isTrue

        Multiaddr.ofBytes (ReadOnlyMemory(Array.concat (List.replicate parts [| 6uy; 0uy; 1uy |])))
        |> Result.isError
        |> Expect.isTrue

    [<Property>]
    let ``A multiaddr reads again from its bytes and from its text`` () =
        HostGenerators.multiaddr |> Arb.fromGen |> Prop.forAll
        <| fun address ->
            Multiaddr.ofBytes (ReadOnlyMemory(Multiaddr.bytes address)) = Ok address
            && Multiaddr.parse (Multiaddr.text address) = Ok address

    [<Property>]
    let ``Any bytes are a multiaddr that is written as it came, or are refused`` () =
        HostGenerators.anyBytes 40 |> Arb.fromGen |> Prop.forAll
        <| fun bytes ->
            match Multiaddr.ofBytes bytes with
            | Ok address -> { Bytes = ReadOnlyMemory(Multiaddr.bytes address) } = { Bytes = bytes }
            | Error problem -> problem.Problem.StartsWith "bad-"

    [<Property>]
    let ``Any text is a multiaddr or is refused`` (text: NonNull<string>) =
        match Multiaddr.parse ("/" + text.Get) with
        | Ok address -> Multiaddr.parse (Multiaddr.text address) = Ok address
        | Error problem -> problem.Problem.StartsWith "bad-"

    let private id = "12D3KooWGjSE7eCu5f1Pa8pGxscmoEcdQ5BRMGqbyMvL2dhrPCS5"

    [<Fact>]
    let ``A dialer learns host, port and peer of an address of QUIC v1`` () : unit =
        let peer = PeerId.parse id |> get

        for text, host, peer in
            [ $"/ip4/127.0.0.1/udp/4001/quic-v1/p2p/{id}", QuicHost.Literal "127.0.0.1", ValueSome peer
              "/ip6/::1/udp/4001/quic-v1", QuicHost.Literal "::1", ValueNone
              "/dns/a.example/udp/4001/quic-v1", QuicHost.Named(NameKind.Dns, "a.example"), ValueNone
              "/dns6/a.example/udp/4001/quic-v1", QuicHost.Named(NameKind.Dns6, "a.example"), ValueNone ] do
            let address = QuicAddress.forDialing (parse text) |> get

            address
            |> Expect.equal
                { Host = host
                  Port = 4001
                  Peer = peer }

            Multiaddr.text (QuicAddress.multiaddr address) |> Expect.equal text

    [<Theory>]
    [<InlineData("/ip4/127.0.0.1/udp/0/quic-v1")>]
    [<InlineData("/ip4/0.0.0.0/udp/1/quic-v1")>]
    [<InlineData("/ip6/::/udp/1/quic-v1")>]
    [<InlineData("/ip4/127.0.0.1/udp/1/quic")>]
    [<InlineData("/ip4/127.0.0.1/udp/1")>]
    [<InlineData("/ip4/127.0.0.1/tcp/1")>]
    [<InlineData("/dnsaddr/a.example/udp/1/quic-v1")>]
    [<InlineData("/p2p/12D3KooWGjSE7eCu5f1Pa8pGxscmoEcdQ5BRMGqbyMvL2dhrPCS5")>]
    [<InlineData("")>]
    let ``What cannot be dialed by QUIC v1 is refused with a reason`` (text: string) : unit =
        match QuicAddress.forDialing (parse text) with
        | Error problem -> problem.Problem |> Expect.equal "not-quic"
        | Ok address -> failwith $"{address}"

    [<Fact>]
    let ``A listener may have the unspecified address and port 0`` () : unit =
        let address = QuicAddress.ofMultiaddr (parse "/ip4/0.0.0.0/udp/0/quic-v1") |> get
        address.Port |> Expect.equal 0
        QuicAddress.ofEndpoint (Endpoint.create "0.0.0.0" 0) |> Expect.equal address
