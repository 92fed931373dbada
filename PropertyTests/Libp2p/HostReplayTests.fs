namespace PeerFunctional.Tests.Libp2p

open System
open System.IO
open System.Text.Json.Nodes
open Xunit
open PeerFunctional.Libp2p
open PeerFunctional.Verification
open PeerFunctional.Tests

/// Recorded streams are judged: js-libp2p's ends conform, an end with a fault diverges, and no end diverges because something is lacking.
module HostReplayTests =

    let private names =
        Directory.GetFiles(Repository.libp2pFixture "", "??-*.json")
        |> Array.map (fun path -> Path.GetFileName path |> nonNull)
        |> Array.sort
        |> List.ofArray

    let private document name =
        JsonNode.Parse(File.ReadAllText(Repository.libp2pFixture name)) |> nonNull

    let private reports (document: JsonNode) =
        HostRecording.reports (document.ToJsonString().Split '\n') |> List.ofSeq

    let private verdict (side: ParticipantVerdict) =
        match side.Conformance with
        | Conforms _ -> $"{side.Role} conforms"
        | Diverges _ -> $"{side.Role} diverges"
        | NotJudged reason -> $"{side.Role} cannot be judged: {reason}"
        | TakesNoPart _ -> $"{side.Role} takes no part"
        | Absent -> $"{side.Role} sent nothing"

    let private verdicts reports =
        reports |> List.collect (fun (report: ConversationReport) -> report.Verdicts) |> List.map verdict

    let private accused reports =
        reports
        |> List.collect (fun (report: ConversationReport) -> report.Verdicts)
        |> List.filter _.Conformance.IsDiverges
        |> List.map ParticipantVerdict.words

    let private events (document: JsonNode) =
        (document["events"] |> nonNull).AsArray()

    let private numbered (document: JsonNode) =
        events document
        |> Seq.iteri (fun index event -> (nonNull event)["n"] <- JsonValue.Create(int64 index))

    [<Fact>]
    let ``Both ends of every recording conform`` () : unit =
        names |> Expect.hasLength 17

        [ for name in names do
              for words in document name |> reports |> verdicts do
                  if not (words.EndsWith " conforms") then
                      name, words ]
        |> Expect.equal []

    [<Fact>]
    let ``A recording that lacks an event accuses nobody, whichever it lacks`` () : unit =
        [ for name in names do
              for index in 0 .. (events (document name)).Count - 1 do
                  let document = document name
                  (events document).RemoveAt index

                  for words in reports document |> accused do
                      name, index, words ]
        |> Expect.equal []

    [<Fact>]
    let ``A recording that ends anywhere accuses nobody`` () : unit =
        [ for name in names do
              for count in 1 .. (events (document name)).Count - 1 do
                  let document = document name

                  while (events document).Count > count do
                      (events document).RemoveAt count

                  for words in reports document |> accused do
                      name, count, words ]
        |> Expect.equal []

    let private header = "132f6d756c746973747265616d2f312e302e300a"
    let private foo = "072f666f6f2f310a"

    let private hexOf (event: JsonNode) =
        match event["hex"] with
        | null -> ""
        | hex -> hex.GetValue<string>()

    let private isOf from stream (event: JsonNode) =
        (event["from"] |> nonNull).GetValue<string>() = from
        && event["stream"] |> isNull |> not
        && (event["stream"] |> nonNull).GetValue<int64>() = stream

    /// Where an end says bytes that begin so, on a stream.
    let private says from stream (start: string) (document: JsonNode) =
        events document
        |> Seq.findIndex (fun (event: JsonNode | null) ->
            let event: JsonNode = nonNull event
            isOf from stream event && hexOf event <> "" && (hexOf event).StartsWith start)

    let private ends from stream (document: JsonNode) =
        events document
        |> Seq.findIndex (fun (event: JsonNode | null) ->
            let event: JsonNode = nonNull event
            isOf from stream event && not (isNull event["fin"]))

    let private change (index: int) (edit: string -> string) (document: JsonNode) =
        let event: JsonNode = (events document)[index] |> nonNull
        event["hex"] <- JsonValue.Create(edit (hexOf event))

    let private remove (index: int) (document: JsonNode) =
        (events document).RemoveAt index
        numbered document

    /// Moves an event behind another one.
    let private move (index: int) behind (document: JsonNode) =
        let event: JsonNode = (events document)[index] |> nonNull
        (events document).RemoveAt index
        (events document).Insert(behind, event)
        numbered document

    let private replaced (one: string) (other: string) (text: string) =
        if not (text.Contains one) then
            failwith $"{text} has no {one}"

        text.Replace(one, other)

    let private at place edit document = change (place document) edit document

    let private key = "66be7e332c7a4533"

    /// What goes wrong, in which recording, whose fault it is, and how.
    let private faults =
        [ "a response names an address that is not its teller's",
          "02-foo-two-requests.json",
          "listener",
          at (says "listener" 4L "a267") (replaced "2f3132372e302e302e31" "2f3132372e302e302e39")
          "a response tells the asker another address",
          "02-foo-two-requests.json",
          "listener",
          at (says "listener" 4L "a267") (replaced "047f000001" "047f000009")
          "a response is another message",
          "02-foo-two-requests.json",
          "listener",
          at (says "listener" 8L "a267") (fun _ -> "8162686f")
          "a second response follows the first",
          "02-foo-two-requests.json",
          "listener",
          at (says "listener" 4L "a267") (fun hex -> hex + hex)
          "a response comes before its request ends",
          "02-foo-two-requests.json",
          "listener",
          (fun document -> move (ends "dialer" 4L document) (says "listener" 4L "a267" document) document)
          "a ping comes back with other bytes",
          "03-ping.json",
          "listener",
          at (says "listener" 4L "5a7d") (replaced "5a7d" "5a7e")
          "a ping comes back twice", "03-ping.json", "listener", at (says "listener" 4L "5a7d") (fun hex -> hex + hex)
          "a protocol that identify named is not available",
          "02-foo-two-requests.json",
          "listener",
          at (says "listener" 4L foo) (fun _ -> "036e610a")
          "another protocol is agreed than was proposed",
          "02-foo-two-requests.json",
          "listener",
          at (says "listener" 4L foo) (fun _ -> "072f666f6f2f390a")
          "an acceptor does not say its header",
          "02-foo-two-requests.json",
          "listener",
          (fun document -> remove (says "listener" 4L header document) document)
          "an opener does not say its header",
          "02-foo-two-requests.json",
          "dialer",
          at (says "dialer" 4L header) (replaced header "")
          "identify tells another key than the certificate proves",
          "01-connect-identify.json",
          "listener",
          at (says "listener" 0L "ef02") (replaced key "66be7e332c7a4534")
          "the dialer's identify tells another key",
          "16-keys-secp256k1.json",
          "dialer",
          at (says "dialer" 1L "b501") (replaced "2102fa20" "2103fa20")
          "identify tells where it does not see the other end",
          "01-connect-identify.json",
          "listener",
          at (says "listener" 0L "ef02") (replaced "2234047f000001" "2234047f000002")
          "bytes follow an identify message",
          "01-connect-identify.json",
          "listener",
          at (says "listener" 0L "ef02") (fun hex -> hex + "00")
          "a request is no map with a message",
          "02-foo-two-requests.json",
          "dialer",
          at (says "dialer" 4L "a167") (fun _ -> "f6")
          "a request comes twice",
          "02-foo-two-requests.json",
          "dialer",
          at (says "dialer" 4L "a167") (fun hex -> hex + hex)
          "a protocol is agreed before it is proposed",
          "15-ls.json",
          "listener",
          (fun document -> move (says "listener" 8L foo document) (says "dialer" 8L foo document) document)
          "who asked for identify speaks by it",
          "01-connect-identify.json",
          "dialer",
          at (says "dialer" 0L header) (fun hex -> hex + "00") ]

    [<Fact>]
    let ``A planted fault diverges, and nobody else is accused of it`` () : unit =
        for what, file, guilty, plant in faults do
            let document = document file
            plant document
            let found = reports document |> List.collect _.Verdicts

            let roles =
                found
                |> List.filter _.Conformance.IsDiverges
                |> List.map (fun (side: ParticipantVerdict) -> side.Role)

            (what, roles) |> Expect.equal (what, [ guilty ])

    [<Fact>]
    let ``The time at which an end of a direction comes accuses nobody`` () : unit =
        for name in [ "01-connect-identify.json"; "03-ping.json" ] do
            let count = (events (document name)).Count

            for index in 0 .. count - 1 do
                let document = document name
                let event: JsonNode = (events document)[index] |> nonNull

                if not (isNull event["fin"]) then
                    move index (count - 1) document
                    reports document |> accused |> Expect.equal []

    [<Theory>]
    [<InlineData("")>]
    [<InlineData("{")>]
    [<InlineData("{\"events\":1}")>]
    [<InlineData("{\"events\":[{\"n\":0,\"us\":-1}],\"dialer\":{},\"listener\":{}}")>]
    [<InlineData("{\"from\":\"client\",\"msg\":[\"pull\",1]}")>]
    let ``A text that is no recording has no session`` (text: string) : unit =
        HostRecording.reports [ text ] |> Seq.length |> Expect.equal 0

    [<Theory>]
    [<InlineData("9102e6f8", "9102e6f9", false, "listener diverges")>]
    [<InlineData("9102e6f8", "9102e6f9", true, "listener cannot be judged")>]
    [<InlineData("2234047f000001", "2234047f000002", true, "listener diverges")>]
    let ``An end may see the other at another port where packets are translated on the way, but not at another host``
        (one: string)
        (other: string)
        (mayBeTranslated: bool)
        (expected: string)
        : unit =
        let document = document "01-connect-identify.json"
        document |> at (says "listener" 0L "ef02") (replaced one other)

        let session = HostRecording.read (document.ToJsonString().Split '\n')

        let translated =
            { session.Value with
                Dialer =
                    { session.Value.Dialer with
                        MayBeTranslated = mayBeTranslated } }

        verdicts [ HostReplay.report translated ] |> List.last |> Expect.stringStarts expected
