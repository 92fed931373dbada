namespace PeerFunctional.Tests.SneakerNet

open System
open System.IO
open System.Text.Json
open Xunit
open FsCheck
open FsCheck.FSharp
open FsCheck.Xunit
open PeerFunctional.SneakerNet
open PeerFunctional.Tests.Storage
open PeerFunctional.Tests

module LogCheckTests =

    let private check kind (file: byte[]) =
        Log.records (ReadOnlyMemory file)
        |> Seq.fold (fun state struct (_, record) -> LogCheck.step state record) (LogCheck.start Given.signatures)
        |> LogCheck.finish kind

    let private auditFile (path: string) =
        let kind = LogKind.ofFileName (Path.GetFileName path) ValueNone
        check kind (File.ReadAllBytes path)

    let private names (check: LogCheck) =
        check.Findings |> List.map (fun finding -> Problem.name finding.Problem)

    let private bad =
        JsonDocument.Parse(File.ReadAllText(Repository.fixture "bad/bad.json")).RootElement

    let private badFiles = bad.EnumerateObject() |> Seq.map _.Name |> List.ofSeq

    /// A finding as bad.json spells it: fields that do not apply are left out.
    let private fields (finding: Finding) =
        [ match finding.Feed with
          | ValueSome feed -> "feed", $"\"{feed}\""
          | ValueNone -> ()
          match finding.Seq with
          | ValueSome seq -> "seq", string seq
          | ValueNone -> ()
          match finding.AfterSeq with
          | ValueSome seq -> "after_seq", string seq
          | ValueNone -> ()
          match finding.SignatureValid with
          | ValueSome valid -> "signature_valid", (if valid then "true" else "false")
          | ValueNone -> ()
          if not finding.Missing.IsEmpty then
              "missing", JsonSerializer.Serialize finding.Missing
          if not finding.Order.IsEmpty then
              "order", JsonSerializer.Serialize finding.Order
          if not finding.SignedEvents.IsEmpty then
              "signed_event_sha256", JsonSerializer.Serialize(finding.SignedEvents |> List.map string)
          "problem", $"\"{Problem.name finding.Problem}\"" ]
        |> Map.ofList

    /// JSON without blanks.
    let private compact (value: JsonElement) =
        value.GetRawText() |> Seq.filter (Char.IsWhiteSpace >> not) |> String.Concat

    let private expectedFields (finding: JsonElement) =
        finding.EnumerateObject() |> Seq.map (fun item -> item.Name, compact item.Value) |> Map.ofSeq

    let rows = TheoryData<string> badFiles

    [<Theory; MemberData(nameof rows)>]
    let ``The check of each damaged log reports exactly the expected findings`` (name: string) : unit =
        let expected =
            bad.GetProperty(name).GetProperty("must_report").EnumerateArray()
            |> Seq.map expectedFields
            |> List.ofSeq

        let found = auditFile (Repository.fixture $"bad/{name}")
        found.Findings |> List.map fields |> Expect.equal expected

    [<Fact>]
    let ``Every file of the damaged logs is checked`` () : unit =
        let files =
            Directory.GetFiles(Repository.fixture "bad", "*.pcap") |> Array.map (Path.GetFileName >> string)

        badFiles |> Seq.sort |> List.ofSeq |> Expect.equal (files |> Seq.sort |> List.ofSeq)

    [<Fact>]
    let ``Every recorded log and the export are valid`` () : unit =
        let logs =
            Directory.GetFiles(Repository.fixture "logs", "*.pcap", SearchOption.AllDirectories)

        logs.Length |> Expect.isGreaterThan 10

        for log in Array.append logs [| Repository.fixture "export.pcap" |] do
            Expecto.Expect.sequenceEqual (names (auditFile log)) [] log

    [<Fact>]
    let ``The events and feeds of an export are counted`` () : unit =
        let found = auditFile (Repository.fixture "export.pcap")
        found.Events.Length |> Expect.equal 16
        found.Events |> List.distinctBy _.Feed |> Expect.hasLength 2

    let private links (check: LogCheck) = check.Events |> List.map _.ChainLink

    [<Fact>]
    let ``A feed of ours is chained from its second event on`` () : unit =
        let found = Given.feed (Given.keys 1) 5 |> Given.ourLog |> check Collected
        names found |> Expect.isEmpty
        links found |> Expect.equal (ValueSome SignedOnly :: List.replicate 4 (ValueSome Chained))

    [<Fact>]
    let ``An event that copies its predecessor's prev, as the original does, is signed only and valid`` () : unit =
        let keys = Given.keys 1
        let first = Writer.message keys ValueNone 1L "a"
        let second = Writer.message keys (ValueSome first.Hash) 2L "b"
        let copied = Writer.message keys (ValueSome first.Hash) 3L "c"
        let found = [ first; second; copied ] |> Given.ourLog |> check Collected
        names found |> Expect.isEmpty
        links found |> Expect.equal [ ValueSome SignedOnly; ValueSome Chained; ValueSome SignedOnly ]

    [<Fact>]
    let ``A numbered log holds one feed, which is the owner's if the owner is known`` () : unit =
        let alice, bob = Given.keys 1, Given.keys 2
        let file = Given.ourLog (Given.feed alice 2 @ Given.feed bob 1)
        names (check (LogKind.ofFileName "2.pcap" ValueNone) file) |> Expect.equal [ "foreign-feed" ]
        names (check (LogKind.ofFileName "x1234567.pcap" ValueNone) file) |> Expect.isEmpty

        names (check (LogKind.ofFileName "1.pcap" (ValueSome bob.Feed)) file)
        |> Expect.equal [ "foreign-feed"; "foreign-feed" ]

    [<Fact>]
    let ``An export may lack the beginning of a feed; a numbered log may not`` () : unit =
        let file = Given.feed (Given.keys 1) 4 |> List.skip 2 |> Given.ourLog
        names (check Collected file) |> Expect.isEmpty

        match (check (Numbered ValueNone) file).Findings with
        | [ gap ] -> gap.Missing |> Expect.equal [ 1L; 2L ]
        | other -> failwith $"{other}"

    [<Fact>]
    let ``The widest possible gap costs no more than a small one`` () : unit =
        let keys = Given.keys 1

        let file =
            [ Writer.message keys ValueNone 1L "a"
              Writer.message keys ValueNone Int64.MaxValue "z" ]
            |> Given.ourLog

        match (check Collected file).Findings with
        | [ gap ] -> gap.Missing |> Expect.hasLength Finding.MaxListed
        | other -> failwith $"{other}"

    [<Fact>]
    let ``An event with a valid signature replaces one without`` () : unit =
        let keys = Given.keys 1
        let first = Writer.message keys ValueNone 1L "a"

        let forged = Writer.forged keys (ValueSome first.Hash) 2L

        let second = Writer.message keys (ValueSome first.Hash) 2L "b"
        let third = Writer.message keys (ValueSome second.Hash) 3L "c"
        let found = [ first; forged; second; third ] |> Given.ourLog |> check Collected
        names found |> Expect.equal [ "signature-invalid" ]
        List.last (links found) |> Expect.equal (ValueSome Chained)

    let private good = Given.feed (Given.keys 1) 6 |> Given.ourLog

    [<Property>]
    let ``A log cut anywhere keeps its whole events and says that the rest is torn`` () =
        Prop.forAll (Arb.fromGen (Gen.choose (Log.HeaderLength, good.Length - 1))) (fun length ->
            let found = check Collected (Array.truncate length good)

            let whole =
                Log.records (ReadOnlyMemory good)
                |> Seq.filter (fun struct (offset, record) -> offset < int64 length && record <> Section)
                |> Seq.length

            match names found with
            | [] -> true
            | [ "truncated-block" ] -> found.Events.Length < whole
            | _ -> false)

    [<Property(MaxTest = 1_000)>]
    let ``A changed byte of an event is always reported, and no changed byte stops the reader`` () =
        let change =
            gen {
                let! place = Gen.choose (0, good.Length - 1)
                let! bits = Gen.choose (1, 255)
                return place, byte bits
            }

        let packets =
            Log.records (ReadOnlyMemory good)
            |> Seq.choose (fun struct (offset, record) ->
                match record with
                | Packet(payload, _) -> Some(int offset + 12, int offset + 12 + payload.Length)
                | Section
                | Foreign
                | Torn
                | BadLength -> None)
            |> List.ofSeq

        Prop.forAll (Arb.fromGen change) (fun (place, bits) ->
            let file = Array.copy good
            file[place] <- file[place] ^^^ bits
            let found = check (Numbered ValueNone) file

            let inside =
                packets |> List.exists (fun (from, until) -> place >= from && place < until)

            not inside || not found.Valid)
