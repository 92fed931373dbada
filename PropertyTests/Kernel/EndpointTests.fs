namespace PeerFunctional.Tests.Kernel

open Xunit
open FsCheck
open FsCheck.FSharp
open FsCheck.Xunit
open PeerFunctional.Kernel
open PeerFunctional.Tests

module EndpointTests =

    let private hosts =
        Gen.elements [ "127.0.0.1"; "localhost"; "::1"; "fe80::1"; "peer.example"; "a" ]

    [<Property>]
    let ``An endpoint parses from what it prints`` () =
        let endpoints = Gen.map2 Endpoint.create hosts (Gen.choose (1, 65_535))

        Prop.forAll (Arb.fromGen endpoints) (fun endpoint -> Endpoint.parse 4097 (string endpoint) = Ok endpoint)

    [<Property>]
    let ``A host alone has the default port`` () =
        Prop.forAll (Arb.fromGen hosts) (fun host -> Endpoint.parse 4097 host = Ok(Endpoint.create host 4097))

    [<Property>]
    let ``Any text is an endpoint with a host and a port, or refused with a reason`` (NonNull text) =
        match Endpoint.parse 4097 text with
        | Ok endpoint -> endpoint.Host <> "" && endpoint.Port >= 1 && endpoint.Port <= 65_535
        | Error reason -> reason <> ""

    [<Theory>]
    [<InlineData("")>]
    [<InlineData(":4097")>]
    [<InlineData("host:")>]
    [<InlineData("host:0")>]
    [<InlineData("host:65536")>]
    [<InlineData("host:port")>]
    [<InlineData("[::1]4097")>]
    [<InlineData("[]:4097")>]
    let ``What names no host or no port is refused`` (text: string) : unit =
        Endpoint.parse 4097 text |> Result.isError |> Expect.isTrue
