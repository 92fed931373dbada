namespace PeerFunctional.Verification

open System
open System.Buffers.Binary
open PeerFunctional.Kernel
open PeerFunctional.Kernel.Encodings

type Claim =
    | AllStates of holds: string list * witnessed: string list * neverWitnessed: string list
    | Violation of sentence: string * loop: int voption

type CertificateHeader =
    { System: string
      World: string
      Policy: PeerPolicies voption
      Machine: string
      Assumptions: Assumptions
      Claim: Claim
      States: int }

[<Struct>]
type CertificateEntry =
    { Fingerprint: uint64
      Action: uint64
      Helper: uint64
      Parent: int
      Rank: int }

module Claim =

    let ofReport (report: CheckReport<_, _>) =
        let sentences isSo =
            [ for struct (property, verdict) in report.Verdicts do
                  if isSo verdict then
                      Property.sentence property ]

        AllStates(sentences _.IsHolds, sentences _.IsWitnessed, sentences _.IsNeverWitnessed)

module Certificate =

    [<Literal>]
    let EntryLength = 32

    [<Literal>]
    let MaxHeaderLength = 65536

    [<Literal>]
    let private Format = "peer-certificate"

    [<Literal>]
    let private Version = 1L

    let magic = "{\"format\":\"peer-certificate\""B

    let private number (number: int) = Json.Number(int64 number)

    let private texts sentences =
        Json.Items(sentences |> List.map Json.Text)

    let private printClaim claim =
        match claim with
        | AllStates(holds, witnessed, neverWitnessed) ->
            [ "holds", texts holds
              "witnessed", texts witnessed
              "never_witnessed", texts neverWitnessed ]
        | Violation(sentence, loop) ->
            [ "violated", Json.Text sentence
              yield! loop |> ValueOption.toList |> List.map (fun start -> "loop", number start) ]

    let printHeader (header: CertificateHeader) =
        [ "format", Json.Text Format
          "version", Json.Number Version
          "system", Json.Text header.System
          "world", Json.Text header.World
          yield!
              header.Policy
              |> ValueOption.toList
              |> List.map (fun policy -> "policy", Json.Text(PeerPolicies.name policy))
          "machine", Json.Text header.Machine
          yield! AssumptionsJson.fields header.Assumptions
          yield! printClaim header.Claim
          "states", number header.States ]
        |> Json.Object
        |> JsonLine.print
        |> sprintf "%s\n"

    let private bad name =
        Malformation.error "bad-field" $"'{name}' is missing or out of range"

    let private count least name line =
        match JsonLine.number name line with
        | Ok number when number >= least && number <= int64 Int32.MaxValue -> Ok(int number)
        | Ok _
        | Error _ -> bad name

    let private (<*>) change value =
        match change, value with
        | Ok change, Ok value -> Ok(change value)
        | Error e, _
        | _, Error e -> Error e

    let private sentences name line =
        let ofItem item =
            match item with
            | Json.Text sentence -> Ok sentence
            | Json.Number _
            | Json.Flag _
            | Json.Items _
            | Json.Object _ -> bad name

        JsonLine.items name line |> Result.bind (List.map ofItem >> JsonLine.sequence)

    let private parseClaim line =
        match JsonLine.tryField "violated" line, JsonLine.tryField "loop" line with
        | None, _ ->
            Ok(fun holds witnessed neverWitnessed -> AllStates(holds, witnessed, neverWitnessed))
            <*> sentences "holds" line
            <*> sentences "witnessed" line
            <*> sentences "never_witnessed" line
        | Some _, None -> Ok(fun sentence -> Violation(sentence, ValueNone)) <*> JsonLine.text "violated" line
        | Some _, Some _ ->
            Ok(fun sentence loop -> Violation(sentence, ValueSome loop))
            <*> JsonLine.text "violated" line
            <*> count 0L "loop" line

    let private parsePolicy line =
        match JsonLine.tryField "policy" line with
        | None -> Ok ValueNone
        | Some _ ->
            match JsonLine.text "policy" line |> Result.map PeerPolicies.tryParse with
            | Ok(ValueSome policies) -> Ok(ValueSome policies)
            | Ok ValueNone
            | Error _ -> bad "policy"

    let private parseFields line =
        Ok(fun system world policy machine assumptions claim states ->
            { System = system
              World = world
              Policy = policy
              Machine = machine
              Assumptions = assumptions
              Claim = claim
              States = states })
        <*> JsonLine.text "system" line
        <*> JsonLine.text "world" line
        <*> parsePolicy line
        <*> JsonLine.text "machine" line
        <*> AssumptionsJson.parse line
        <*> parseClaim line
        <*> count 1L "states" line

    /// A field that an object has twice.
    let private repeated value =
        match value with
        | Json.Object fields ->
            fields |> List.countBy fst |> List.tryFind (fun (_, count) -> count > 1) |> Option.map fst
        | Json.Text _
        | Json.Number _
        | Json.Flag _
        | Json.Items _ -> None

    let parseHeader (line: string) =
        match JsonLine.parse (line.TrimEnd '\n') with
        | Error e -> Error e
        | Ok line when (repeated line).IsSome ->
            Malformation.error "bad-field" $"'{(repeated line).Value}' stands twice in the header of the certificate"
        | Ok line ->
            match JsonLine.text "format" line, JsonLine.number "version" line with
            | Ok Format, Ok Version -> parseFields line
            | Ok Format, Ok version ->
                Malformation.error
                    "unknown-version"
                    $"the certificate has version {version}, and this program reads version {Version} only: write it again with 'peer check --certificate'"
            | _ -> Malformation.error "no-certificate" "the first line is not the header of a certificate"

    let writeEntry entry (bytes: Span<byte>) =
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, entry.Fingerprint)
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.Slice 8, entry.Action)
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.Slice 16, entry.Helper)
        BinaryPrimitives.WriteInt32LittleEndian(bytes.Slice 24, entry.Parent)
        BinaryPrimitives.WriteInt32LittleEndian(bytes.Slice 28, entry.Rank)

    let readEntry (bytes: ReadOnlySpan<byte>) =
        { Fingerprint = BinaryPrimitives.ReadUInt64LittleEndian bytes
          Action = BinaryPrimitives.ReadUInt64LittleEndian(bytes.Slice 8)
          Helper = BinaryPrimitives.ReadUInt64LittleEndian(bytes.Slice 16)
          Parent = BinaryPrimitives.ReadInt32LittleEndian(bytes.Slice 24)
          Rank = BinaryPrimitives.ReadInt32LittleEndian(bytes.Slice 28) }
