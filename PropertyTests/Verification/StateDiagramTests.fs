namespace PeerFunctional.Tests.Verification

open System.Xml.Linq
open NUnit.Framework
open PeerFunctional.Kernel
open PeerFunctional.SneakerNet
open PeerFunctional.Verification
open PeerFunctional.Tests

[<TestFixture>]
module StateDiagramTests =

    let private published = Sketches.diagram AsPublished

    let private has (from: string) cause (goal: string) output (diagram: StateDiagram) =
        diagram.Transitions
        |> List.exists (fun transition ->
            transition.From = from
            && transition.To = goal
            && List.contains cause transition.Causes
            && (output = "" || List.contains output transition.Outputs))

    [<Test>]
    let ``The published machine draws its own phases`` () =
        Assert.That(has StateDiagram.Start "start" "contacting" "HELO" published)
        Assert.That(has StateDiagram.Start "start" "listening" "" published)
        Assert.That(has "listening" "HELO" "loop, no port known" "HELO" published)
        Assert.That(has "loop" "WANT" "loop, pushing" "" published)
        Assert.That(has "loop, pushing" "the store answers" "loop, pushing" "an event" published)
        Assert.That(has "loop" "timer: silence" "listening" "" published)

    [<Test>]
    let ``The recovering machine is seen alone, with one partner of either kind and with several`` () =
        let phases = (Sketches.diagram Recovering).Phases

        for phase in
            [ "calling"
              "waiting"
              "with an original"
              "with one of ours"
              "with several"
              "storing the rest"
              "ended" ] do
            Assert.That(phases, Does.Contain phase)

    [<Test>]
    let ``Another machine draws another diagram`` () =
        // A machine that has forgotten how to push: WANT is nothing to it.
        let deaf now replica input =
            match input with
            | Received(_, Command(Want _)) -> struct (replica, [])
            | _ -> Replica.step now replica input

        let mutated = Sketches.ofStep deaf AsPublished
        Assert.That(mutated.Phases, Does.Not.Contain "loop, pushing")
        Assert.That(published.Phases, Does.Contain "loop, pushing")

    [<Test>]
    let ``Running it again draws the same diagram`` () =
        Sketches.diagram AsPublished |> Expect.equal published

    [<Test>]
    let ``Each phase has its card, and each way out of it its arrow`` () =
        let document = XDocument.Parse(StatePicture.print published)

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

    [<Test>]
    let ``The text fits its width`` () =
        for width in [ 40; 80; 140 ] do
            let style =
                { Width = width
                  Color = false
                  Ascii = false
                  Unfolded = false }

            for line in StateDiagram.lines style published do
                Assert.That(Canvas.length (string line), Is.LessThanOrEqualTo width)
