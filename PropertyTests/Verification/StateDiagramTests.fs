namespace PeerFunctional.Tests.Verification

open System.Xml.Linq
open Xunit
open PeerFunctional.Kernel
open PeerFunctional.SneakerNet
open PeerFunctional.Verification
open PeerFunctional.Tests

module StateDiagramTests =

    let private published = ReplicaDiagrams.diagram AsPublished

    let private has (from: string) cause (goal: string) output (diagram: StateDiagram) =
        diagram.Transitions
        |> List.exists (fun transition ->
            transition.From = from
            && transition.To = goal
            && List.contains cause transition.Causes
            && (output = "" || List.contains output transition.Outputs))

    [<Fact>]
    let ``The published machine draws its own phases`` () : unit =
        Expect.isTrue (has StateDiagram.Start "start" "contacting" "HELO" published)
        Expect.isTrue (has StateDiagram.Start "start" "listening" "" published)
        Expect.isTrue (has "listening" "HELO" "loop, no port known" "HELO" published)
        Expect.isTrue (has "loop" "WANT" "loop, pushing" "" published)
        Expect.isTrue (has "loop, pushing" "the store answers" "loop, pushing" "an event" published)
        Expect.isTrue (has "loop" "timer: silence" "listening" "" published)

    [<Fact>]
    let ``The recovering machine is seen alone, with one partner of either kind and with several`` () : unit =
        let phases = (ReplicaDiagrams.diagram Recovering).Phases

        for phase in
            [ "calling"
              "waiting"
              "with an original"
              "with a peer of this program"
              "with several"
              "storing the last events"
              "ended" ] do
            phases |> Expect.contains phase

    [<Fact>]
    let ``Another machine draws another diagram`` () : unit =
        // A machine that has forgotten how to push: WANT is nothing to it.
        let deaf now replica input =
            match input with
            | Received(_, Command(Want _)) -> struct (replica, [])
            | _ -> Replica.step now replica input

        let mutated = ReplicaDiagrams.ofStep deaf AsPublished
        mutated.Phases |> Seq.contains "loop, pushing" |> Expect.isFalse
        published.Phases |> Expect.contains "loop, pushing"

    [<Fact>]
    let ``Running it again draws the same diagram`` () : unit =
        ReplicaDiagrams.diagram AsPublished |> Expect.equal published

    [<Fact>]
    let ``Each phase has its card, and each way out of it its arrow`` () : unit =
        let document = XDocument.Parse(StateDiagramSvg.print published)

        let count name =
            document.Descendants()
            |> Seq.filter (fun element ->
                match element.Attribute "class" with
                | null -> false
                | attribute -> attribute.Value = name)
            |> Seq.length

        let ways =
            published.Transitions
            |> List.filter (fun transition -> transition.From <> transition.To)
            |> List.map (fun transition -> transition.From, transition.To)
            |> List.distinct

        count "phase" |> Expect.equal published.Phases.Length
        count "way" |> Expect.equal ways.Length

    [<Fact>]
    let ``The text fits its width`` () : unit =
        for width in [ 40; 80; 140 ] do
            let style =
                { Width = width
                  Color = false
                  Ascii = false
                  Unfolded = false }

            for line in StateDiagram.lines style published do
                Canvas.length (string line) |> Expect.isLessThanOrEqual width
