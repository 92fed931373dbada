namespace PeerFunctional.Tests.Verification

open System
open Xunit
open FsCheck
open FsCheck.FSharp
open FsCheck.Xunit
open PeerFunctional.Capture
open PeerFunctional.Tests
open PeerFunctional.Verification
open PeerFunctional.Verification.Exploring

/// Conversations of few peers and few kinds of messages.
module private Talks =

    let private seen place (from, recipient, kind, value) : SeenMessage =
        { Row =
            { MessageRow.Frame = int64 place + 1L
              Time = int64 place * 1_000_000_000L
              Sender = from
              Recipient = recipient
              Words = $"{kind} {value}"
              Malformation = ValueNone }
          From = ValueNone
          To = ValueNone
          Arrival = Arrival.Heard
          Bytes = ReadOnlyMemory [| 1uy |]
          Fields = lazy [ { Field = "event seq"; Value = value } ]
          Reread = ValueNone }

    let walk messages =
        let seen = messages |> List.mapi seen

        CapturedWalk.ofReport
            CaptureFacts.none
            { Start = 0L
              LazyRows = lazy (seen |> List.map _.Row)
              Verdicts = []
              Seen = lazy seen
              Known = []
              Cut = fun _ -> Error "there are no machines"
              Assumes = ValueNone
              Title = "a talk"
              Timeline =
                lazy
                    { Title = ""
                      Lanes = []
                      Events = []
                      Conclusion = []
                      SecondRun = ValueNone
                      Numbering = Numbering.Steps } }

    let messages =
        Gen.zip
            (Gen.elements [ "alice", "bob"; "bob", "alice"; "alice", "carol"; "carol", "alice" ])
            (Gen.zip (Gen.elements [ "HAVE"; "WANT"; "GOT" ]) (Gen.elements [ "1"; "2" ]))
        |> Gen.map (fun ((from, recipient), (kind, value)) -> from, recipient, kind, value)
        |> Gen.listOf

    let pattern =
        let optional values =
            Gen.elements (ValueNone :: List.map ValueSome values)

        gen {
            let! kind = optional [ "HAVE"; "WANT"; "got" ]
            let! from = optional [ "alice"; "bo b"; "c\"a" ]
            let! recipient = optional [ "bob" ]

            let! fields =
                Gen.elements [ []; [ "seq", "1" ]; [ "event seq", "2" ]; [ "x", "a \\ \"b" ] ]

            let! texts = Gen.elements [ []; [ "AVE" ]; [ "\\"; " " ] ]

            return
                { Kind = kind
                  From = from
                  To = recipient
                  Fields = fields |> List.filter (fun (name, _) -> not (name.Contains ' '))
                  Texts = texts }
        }

    let motif =
        gen {
            let! message = pattern
            let! answer = pattern

            let! within =
                Gen.elements
                    [ ValueNone
                      ValueSome(TimeSpan.FromSeconds 2.0)
                      ValueSome(TimeSpan.FromMilliseconds 500.0) ]

            let! wanted =
                Gen.elements
                    [ MotifAnswer.Any
                      MotifAnswer.Is(answer, within)
                      MotifAnswer.IsNot(answer, within) ]

            return { Message = message; Answer = wanted }
        }

module MotifTests =

    let private parse text =
        match Motif.parse text with
        | Ok motif -> motif
        | Error problem -> failwith problem.Detail

    [<Property(MaxTest = 300)>]
    let ``A motif that is printed reads as the same motif`` () =
        Prop.forAll (Arb.fromGen Talks.motif) (fun motif -> Motif.parse (Motif.print motif) |> Expect.equal (Ok motif))

    [<Property(MaxTest = 500)>]
    let ``Every text is a motif, or is refused with a name and a sentence`` (text: NonNull<string>) (bits: uint16) =
        let words =
            [| "that"
               "no"
               "answers"
               "answered"
               "by"
               "within"
               "2s"
               "HAVE"
               "\""
               "="
               "from"
               text.Get |]

        let text =
            words
            |> Array.mapi (fun place word -> if (int bits >>> place) &&& 1 = 1 then word else "")
            |> String.concat " "

        match Motif.parse text with
        | Ok _ -> ()
        | Error problem ->
            problem.Problem |> Expect.notEqual ""
            problem.Detail |> Expect.notEqual ""

    /// The definition, message by message.
    let private defined (motif: Motif) (messages: (string * string * string * string) list) =
        let fits (pattern: MessagePattern) (from: string, recipient: string, kind: string, value) =
            let isPart (part: string) (text: string) =
                text.Contains(part, StringComparison.OrdinalIgnoreCase)

            ValueOption.forall
                (fun wanted -> String.Equals(wanted, kind, StringComparison.OrdinalIgnoreCase))
                pattern.Kind
            && ValueOption.forall (fun part -> isPart part from) pattern.From
            && ValueOption.forall (fun part -> isPart part recipient) pattern.To
            && pattern.Fields |> List.forall (fun (name, wanted) -> "event seq".EndsWith name && wanted = value)
            && pattern.Texts |> List.forall (fun part -> isPart part $"{kind} {value}")

        let answers place pattern within =
            let from, recipient, _, _ = List.item place messages

            List.indexed messages
            |> List.tryFind (fun (later, ((answering, asked, _, _) as message)) ->
                later > place && answering = recipient && asked = from && fits pattern message)
            |> Option.map fst
            |> Option.filter (fun later ->
                within |> ValueOption.forall (fun time -> TimeSpan.FromSeconds(float (later - place)) <= time))

        [ for place, message in List.indexed messages do
              if fits motif.Message message then
                  match motif.Answer with
                  | MotifAnswer.Any -> place, None
                  | MotifAnswer.Is(pattern, within) ->
                      match answers place pattern within with
                      | Some answer -> place, Some answer
                      | None -> ()
                  | MotifAnswer.IsNot(pattern, within) ->
                      if (answers place pattern within).IsNone then
                          place, None ]

    [<Property(MaxTest = 300)>]
    let ``A search finds the messages that the definition names, with their first answers`` () =
        Prop.forAll (Arb.fromGen (Gen.zip Talks.motif Talks.messages)) (fun (motif, messages) ->
            Talks.walk messages
            |> Motif.search motif
            |> List.map (fun found -> found.Step, ValueOption.toOption found.AnswerStep)
            |> Expect.equal (defined motif messages))

    [<Theory>]
    [<InlineData("", "no-kind")>]
    [<InlineData("that no WANT answers", "no-kind")>]
    [<InlineData("HAVE that no WANT", "no-answers")>]
    [<InlineData("HAVE from", "no-name")>]
    [<InlineData("HAVE \"open", "open-quotation")>]
    [<InlineData("HAVE seq=", "no-value")>]
    [<InlineData("HAVE =1", "no-field")>]
    [<InlineData("HAVE answered by WANT within soon", "bad-time")>]
    [<InlineData("HAVE WANT", "unexpected-word")>]
    let ``What is wrong with a text that is no motif has a name`` (text: string) (problem: string) : unit =
        match Motif.parse text with
        | Ok motif -> failwith $"read as {Motif.print motif}"
        | Error refused -> refused.Problem |> Expect.equal problem

    [<Fact>]
    let ``A message without the answer that it calls for is found by its motif`` () : unit =
        Talks.walk
            [ "alice", "bob", "HAVE", "1"
              "bob", "alice", "WANT", "1"
              "alice", "bob", "HAVE", "2"
              "bob", "carol", "WANT", "2" ]
        |> Motif.search (parse "HAVE that no WANT answers")
        |> List.map _.Step
        |> Expect.equal [ 2 ]
