namespace PeerFunctional.Tests.Encoding

open System
open System.Net
open Xunit
open FsCheck
open FsCheck.FSharp
open FsCheck.Xunit
open PeerFunctional.Kernel.Encodings
open PeerFunctional.Tests

module IpAddressTests =

    let private addresses = Gen.oneof [ Generators.address4; Generators.address6 ]

    let private print (address: byte[]) = IpAddress.print (ReadOnlySpan address)

    [<Property>]
    let ``An address parses from what it prints`` () =
        Prop.forAll (Arb.fromGen addresses) (fun address -> IpAddress.parse (print address) = Some address)

    [<Property>]
    let ``The framework reads what is printed as the same address`` () =
        Prop.forAll (Arb.fromGen addresses) (fun address -> IPAddress.Parse(print address).GetAddressBytes() = address)

    [<Property>]
    let ``What the framework prints is read as the same address`` () =
        Prop.forAll (Arb.fromGen addresses) (fun address ->
            IpAddress.parse (IPAddress(address).ToString()) = Some address)

    [<Property>]
    let ``Any text is an address of 4 or 16 bytes or none`` (NonNull text) =
        match IpAddress.parse text with
        | Some bytes -> bytes.Length = 4 || bytes.Length = 16
        | None -> true

    [<Theory>]
    [<InlineData("")>]
    [<InlineData("localhost")>]
    [<InlineData("1.2.3")>]
    [<InlineData("1.2.3.4.5")>]
    [<InlineData("1.2.3.256")>]
    [<InlineData("01.2.3.4")>]
    [<InlineData("1.2.3.+4")>]
    [<InlineData(":")>]
    [<InlineData(":::")>]
    [<InlineData("1:2:3:4:5:6:7")>]
    [<InlineData("1:2:3:4:5:6:7:8:9")>]
    [<InlineData("1::2::3")>]
    [<InlineData("1:2:3:4::5:6:7:8")>]
    [<InlineData("12345::")>]
    [<InlineData("1.2.3.4::")>]
    [<InlineData("[::1]")>]
    let ``A text that is not an address does not parse`` (text: string) : unit =
        IpAddress.parse text |> Expect.equal None

    [<Fact>]
    let ``A zone is left out`` () : unit =
        IpAddress.parse "fe80::1%eth0" |> Expect.equal (IpAddress.parse "fe80::1")

    [<Theory>]
    [<InlineData("2001:db8::1")>]
    [<InlineData("::")>]
    [<InlineData("::1")>]
    [<InlineData("1::")>]
    [<InlineData("2001:db8:0:1:1:1:1:1")>]
    [<InlineData("2001:0:0:1::1")>]
    [<InlineData("::ffff:127.0.0.1")>]
    let ``The spelling is the one of RFC 5952`` (text: string) : unit =
        IpAddress.parse text |> Option.map print |> Expect.equal (Some text)
