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

module AuditTests =

    let private audit kind (file: byte[]) =
        Log.pieces (ReadOnlyMemory file)
        |> Seq.fold (fun state struct (_, piece) -> Audit.step state piece) (Audit.start Given.signatures)
        |> Audit.finish kind

    let private auditFile (path: string) =
        let kind = LogKind.ofFileName (Path.GetFileName path) ValueNone
        audit kind (File.ReadAllBytes path)

    let private names (audit: Audit) =
        audit.Findings |> List.map (fun finding -> Problem.name finding.Problem)

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
    let ``A damaged log gives exactly what it must`` (name: string) : unit =
        let expected =
            bad.GetProperty(name).GetProperty("must_report").EnumerateArray()
            |> Seq.map expectedFields
            |> List.ofSeq

        let found = auditFile (Repository.fixture $"bad/{name}")
        found.Findings |> List.map fields |> Expect.equal expected

    [<Fact>]
    let ``Every file of the damaged logs is looked at`` () : unit =
        let files =
            Directory.GetFiles(Repository.fixture "bad", "*.pcap") |> Array.map (Path.GetFileName >> string)

        badFiles |> Seq.sort |> List.ofSeq |> Expect.equal (files |> Seq.sort |> List.ofSeq)

    [<Fact>]
    let ``Every recorded log and the export are well`` () : unit =
        let logs =
            Directory.GetFiles(Repository.fixture "logs", "*.pcap", SearchOption.AllDirectories)

        logs.Length |> Expect.isGreaterThan 10

        for log in Array.append logs [| Repository.fixture "export.pcap" |] do
            Expecto.Expect.sequenceEqual (names (auditFile log)) [] log

    [<Fact>]
    let ``The events and feeds of an export are counted`` () : unit =
        let found = auditFile (Repository.fixture "export.pcap")
        found.Verdicts.Length |> Expect.equal 16
        found.Verdicts |> List.distinctBy _.Feed |> Expect.hasLength 2

    let private ties (audit: Audit) = audit.Verdicts |> List.map _.Tie

    [<Fact>]
    let ``A feed of ours is chained from its second event on`` () : unit =
        let found = Given.feed (Given.keys 1) 5 |> Given.ourLog |> audit Collected
        names found |> Expect.isEmpty
        ties found |> Expect.equal (ValueSome SignedOnly :: List.replicate 4 (ValueSome Chained))

    [<Fact>]
    let ``An event that copies the prev of the one before, as the original does, is signed only and no problem``
        ()
        : unit =
        let keys = Given.keys 1
        let first = Writer.message keys ValueNone 1L "a"
        let second = Writer.message keys (ValueSome first.Hash) 2L "b"
        let copied = Writer.message keys (ValueSome first.Hash) 3L "c"
        let found = [ first; second; copied ] |> Given.ourLog |> audit Collected
        names found |> Expect.isEmpty
        ties found |> Expect.equal [ ValueSome SignedOnly; ValueSome Chained; ValueSome SignedOnly ]

    [<Fact>]
    let ``A numbered log is one feed's, and the owner's where that is known`` () : unit =
        let alice, bob = Given.keys 1, Given.keys 2
        let file = Given.ourLog (Given.feed alice 2 @ Given.feed bob 1)
        names (audit (LogKind.ofFileName "2.pcap" ValueNone) file) |> Expect.equal [ "foreign-feed" ]
        names (audit (LogKind.ofFileName "x1234567.pcap" ValueNone) file) |> Expect.isEmpty

        names (audit (LogKind.ofFileName "1.pcap" (ValueSome bob.Feed)) file)
        |> Expect.equal [ "foreign-feed"; "foreign-feed" ]

    [<Fact>]
    let ``The beginning of a feed may be missing from an export, not from a numbered log`` () : unit =
        let file = Given.feed (Given.keys 1) 4 |> List.skip 2 |> Given.ourLog
        names (audit Collected file) |> Expect.isEmpty

        match (audit (Numbered ValueNone) file).Findings with
        | [ gap ] -> gap.Missing |> Expect.equal [ 1L; 2L ]
        | other -> failwith $"{other}"

    [<Fact>]
    let ``A gap as wide as numbers go costs no more than a small one`` () : unit =
        let keys = Given.keys 1

        let file =
            [ Writer.message keys ValueNone 1L "a"
              Writer.message keys ValueNone Int64.MaxValue "z" ]
            |> Given.ourLog

        match (audit Collected file).Findings with
        | [ gap ] -> gap.Missing |> Expect.hasLength Finding.MaxListed
        | other -> failwith $"{other}"

    [<Fact>]
    let ``An event with a valid signature takes the place of one without`` () : unit =
        let keys = Given.keys 1
        let first = Writer.message keys ValueNone 1L "a"

        let forged = Writer.forged keys (ValueSome first.Hash) 2L

        let second = Writer.message keys (ValueSome first.Hash) 2L "b"
        let third = Writer.message keys (ValueSome second.Hash) 3L "c"
        let found = [ first; forged; second; third ] |> Given.ourLog |> audit Collected
        names found |> Expect.equal [ "signature-invalid" ]
        List.last (ties found) |> Expect.equal (ValueSome Chained)

    let private good = Given.feed (Given.keys 1) 6 |> Given.ourLog

    [<Property>]
    let ``A log cut anywhere keeps its whole events and says that the rest is torn`` () =
        Prop.forAll (Arb.fromGen (Gen.choose (Log.HeaderLength, good.Length - 1))) (fun length ->
            let found = audit Collected (Array.truncate length good)

            let whole =
                Log.pieces (ReadOnlyMemory good)
                |> Seq.filter (fun struct (offset, piece) -> offset < int64 length && piece <> Section)
                |> Seq.length

            match names found with
            | [] -> true
            | [ "truncated-block" ] -> found.Verdicts.Length < whole
            | _ -> false)

    [<Property(MaxTest = 1_000)>]
    let ``A changed byte never goes unnoticed as long as it is an event's, and never harms the reader`` () =
        let change =
            gen {
                let! place = Gen.choose (0, good.Length - 1)
                let! bits = Gen.choose (1, 255)
                return place, byte bits
            }

        let packets =
            Log.pieces (ReadOnlyMemory good)
            |> Seq.choose (fun struct (offset, piece) ->
                match piece with
                | Packet(payload, _) -> Some(int offset + 12, int offset + 12 + payload.Length)
                | Section
                | Foreign
                | Torn
                | BadLength -> None)
            |> List.ofSeq

        Prop.forAll (Arb.fromGen change) (fun (place, bits) ->
            let file = Array.copy good
            file[place] <- file[place] ^^^ bits
            let found = audit (Numbered ValueNone) file

            let inside =
                packets |> List.exists (fun (from, until) -> place >= from && place < until)

            not inside || not found.Valid)
