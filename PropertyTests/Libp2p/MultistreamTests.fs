namespace PeerFunctional.Tests.Libp2p

open System
open System.Text
open System.Text.Json
open Xunit
open FsCheck
open FsCheck.FSharp
open FsCheck.Xunit
open PeerFunctional.Kernel
open PeerFunctional.Libp2p
open PeerFunctional.Tests
open PeerFunctional.Tests.Libp2p.HostRecordings
open PeerFunctional.Tests.Libp2p.HostGenerators

/// Lines of the negotiation, and what js-libp2p makes of odd ones.
module MultistreamTests =

    let private lineOf (bytes: string) = read false false [ hex bytes ]

    [<Property>]
    let ``A line reads as it was written, in any pieces`` (lengths: int list) =
        line |> Arb.fromGen |> Prop.forAll
        <| fun line ->
            read true true (cut lengths (ReadOnlyMemory(Multistream.write line))) |> List.head = Ok(Message.Line line)

    [<Property>]
    let ``A line has at most 1,024 bytes behind its length`` () =
        Gen.oneof
            [ line
              Gen.choose (0, 3_000)
              |> Gen.map (fun count -> MultistreamLine.Protocols(List.replicate count ProtocolName.foo)) ]
        |> Arb.fromGen
        |> Prop.forAll
        <| fun line -> (Multistream.write line).Length <= Multistream.MaxLine + 2

    [<Fact>]
    let ``Lines are those of the recordings`` () : unit =
        for line, bytes in
            [ MultistreamLine.Header, "132f6d756c746973747265616d2f312e302e300a"
              MultistreamLine.NotAvailable, "036e610a"
              MultistreamLine.ListProtocols, "036c730a"
              MultistreamLine.Protocol ProtocolName.foo, "072f666f6f2f310a"
              MultistreamLine.Protocol ProtocolName.identify, "0f2f697066732f69642f312e302e300a" ] do
            Convert.ToHexStringLower(Multistream.write line) |> Expect.equal bytes
            lineOf bytes |> Expect.equal [ Ok(Message.Line line) ]

    [<Theory>]
    [<InlineData("00", "bad-line")>]
    [<InlineData("062f666f6f2f31", "bad-line")>]
    [<InlineData("122f6d756c746973747265616d2f312e302e3007", "bad-line")>]
    [<InlineData("808001", "bad-line")>]
    [<InlineData("8080", "bad-line")>]
    [<InlineData("d00f", "bad-line")>]
    [<InlineData("8108", "bad-line")>]
    [<InlineData("03ff610a", "bad-text")>]
    [<InlineData("04610a620a", "bad-line")>]
    [<InlineData("050a036e610a", "bad-line")>]
    let ``A line that is wrong ends the reading`` (bytes: string, problem: string) : unit =
        match lineOf (bytes + "0a") with
        | [ Error found ] -> found.Problem |> Expect.equal problem
        | other -> failwith $"%A{other}"

    [<Fact>]
    let ``A length may be longer than need be, as js-libp2p has it`` () : unit =
        lineOf "87002f666f6f2f310a"
        |> Expect.equal [ Ok(Message.Line(MultistreamLine.Protocol ProtocolName.foo)) ]

    [<Fact>]
    let ``Every recorded opening of a stream brings a request where js-libp2p answered it, and none where it did not``
        ()
        : unit =
        for probe in document "multistream-probes.json" |> items "probes" do
            let sent = items "sent" probe

            if not (sent |> List.exists (fun write -> (text "hex" write).Contains '…')) then
                let isEnded =
                    sent |> List.exists (fun write -> write.GetProperty("fin").GetBoolean())

                let heard = sent |> List.map (text "hex" >> hex) |> read false isEnded

                let isAnswered = (text "got" probe).Contains "a2676d657373616765"

                heard
                |> List.exists (fun message ->
                    match message with
                    | Ok(Message.Request _) -> true
                    | _ -> false)
                |> Expect.equal isAnswered

    [<Theory>]
    [<InlineData("")>]
    [<InlineData("na")>]
    [<InlineData("ls")>]
    [<InlineData("/multistream/1.0.0")>]
    [<InlineData("/a\n")>]
    let ``A word of the negotiation, and what does not fit one line, is not a protocol's name`` (text: string) : unit =
        ProtocolName.create text |> Result.isError |> Expect.isTrue

    [<Fact>]
    let ``A protocol's name has at most 1,023 bytes, and no half of a surrogate pair`` () : unit =
        ProtocolName.create (String('a', 1_023)) |> Result.isOk |> Expect.isTrue
        ProtocolName.create (String('a', 1_024)) |> Result.isError |> Expect.isTrue
        ProtocolName.create (string (char 0xD800)) |> Result.isError |> Expect.isTrue
