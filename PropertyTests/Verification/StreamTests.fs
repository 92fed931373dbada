namespace PeerFunctional.Tests.Verification

open System
open Xunit
open PeerFunctional.Tests
open PeerFunctional.Kernel
open PeerFunctional.Verification
open PeerFunctional.Runtime.Search

[<Collection "alone">]
module StreamTests =

    /// A reader to whom pieces are as good as a whole, and one that reads once.
    let private patient = NumberDelivery.world true

    let private hasty = NumberDelivery.world false

    let private prompt = FaultBudget.none

    let private check world network faults =
        let report =
            StateSearch.Run(
                WorldModel.create world (Assumptions.ordered network faults) NumberDelivery.properties,
                SearchOptions(Workers = 2)
            )

        report.Extent |> Expect.equal Exhaustive

        report.Verdicts
        |> List.choose (fun struct (property, verdict) ->
            match verdict with
            | Holds
            | Witnessed _ -> None
            | Violated _
            | NeverWitnessed
            | Unknown -> Some(Property.sentence property))

    [<Fact>]
    let ``However connections break, peers crash and envelopes take their time, a stream's messages come in order and once``
        ()
        : unit =
        for faults in
            [ prompt
              { prompt with Delays = 2 }
              { prompt with Drops = 2 }
              { prompt with Drops = 1; Delays = 1 }
              { prompt with Crashes = 2 }
              { prompt with Drops = 1; Crashes = 1 }
              { prompt with
                  Drops = 1
                  Corruptions = 1 } ] do
            for world in [ patient; hasty ] do
                Expect.equal [] (check world Network.Unordered faults)

    [<Fact>]
    let ``The strength of the network makes no difference to connections`` () : unit =
        let states network =
            let model =
                WorldModel.create
                    patient
                    (Assumptions.ordered network { prompt with Drops = 1; Crashes = 1 })
                    NumberDelivery.properties

            StateSearch.Run(model, SearchOptions(Workers = 2)).Counts.Unique

        Expect.equal (states Network.Unordered) (states Network.Ordered)

    [<Fact>]
    let ``Pieces make a difference to a reader that reads once only`` () : unit =
        let states world garbles =
            let model =
                WorldModel.create
                    world
                    (Assumptions.ordered Network.Ordered { prompt with Corruptions = garbles })
                    NumberDelivery.properties

            StateSearch.Run(model, SearchOptions(Workers = 2)).Counts.Unique

        let fates world =
            let model =
                WorldModel.create
                    world
                    (Assumptions.ordered Network.Ordered { prompt with Corruptions = 1 })
                    { NumberDelivery.properties with
                        Invariants =
                            [ Invariant.ofWorld "the messenger never hangs up" (fun worldState ->
                                  worldState.Nodes[0].State <> Messenger false) ] }

            let report = StateSearch.Run(model, SearchOptions(Workers = 2))

            report.Verdicts |> List.exists (fun struct (_, verdict) -> verdict.IsViolated)

        Expect.isFalse (fates patient)
        Expect.isTrue (fates hasty)
        states hasty 1 |> Expect.isGreaterThan (states hasty 0)

    [<Fact>]
    let ``Five thousand seeds of broken, cut and delayed connections end well, each the same when followed`` () : unit =
        let check seed =
            let outcome =
                Simulator.run hasty NumberDelivery.properties FaultOptions.standard (uint64 seed)

            let again =
                Simulator.follow hasty NumberDelivery.properties FaultOptions.standard outcome.Schedule (fun _ _ -> ())

            if outcome.Ending <> Passed then
                Some $"seed {seed}: {outcome.Ending}"
            elif again <> outcome then
                Some $"seed {seed} takes other moves when followed"
            else
                None

        Expect.equal [||] (Array.Parallel.init 5_000 check |> Array.choose id)

    [<Fact>]
    let ``A call to an absent peer is refused, and a lost call gets no answer`` () : unit =
        let nobody =
            { patient with
                Owner = fun _ -> ValueNone }

        let struct (calling, emissions) =
            WorldState.restart nobody 0 (WorldState.initial nobody)

        let payloads =
            emissions
            |> List.choose (function
                | Emission.Sent envelope -> Some envelope.Payload
                | Emission.Undeliverable _
                | Emission.Noticed _ -> None)

        Expect.equal [ Payload.Close CloseReason.Refused ] payloads
        calling.Connections.Count |> Expect.equal 1

        let struct (called, emissions) =
            WorldState.restart patient 0 (WorldState.initial patient)

        match emissions with
        | [ Emission.Sent envelope ] ->
            let struct (_, heard) = WorldState.drop envelope called

            match heard with
            | [ Emission.Sent { Payload = Payload.Close CloseReason.TimedOut
                                Recipient = 0 } ] -> ()
            | other -> failwith $"%A{other}"
        | other -> failwith $"%A{other}"

    [<Fact>]
    let ``A trace over connections is told, and runs again action by action`` () : unit =
        let properties =
            { NumberDelivery.properties with
                Invariants =
                    [ Invariant.ofWorld "no connection ever breaks" (fun worldState ->
                          worldState.Nodes[0].State <> Messenger false) ] }

        let faults = { prompt with Drops = 1 }

        let model =
            WorldModel.create patient (Assumptions.ordered Network.Ordered faults) properties

        let report = StateSearch.Run(model, SearchOptions(Workers = 2))

        let steps =
            report.Verdicts
            |> List.pick (fun struct (_, verdict) ->
                match verdict with
                | Violated path ->
                    Some(ActionPath.steps patient (Assumptions.ordered Network.Ordered FaultBudget.none) path)
                | Holds
                | Witnessed _
                | NeverWitnessed
                | Unknown -> None)

        let take run (step: TraceStep<_>) =
            match Run.apply patient step.At step.Action run with
            | Ok(struct (run, _)) -> run
            | Error problem -> failwith problem

        let last = List.fold take (Run.initial patient) steps
        last.WorldState.Nodes[0].State |> Expect.equal (Messenger false)

        let story =
            Traces.found "errand" steps
            |> TraceTimeline.timeline patient "errand" "it breaks"
            |> TimelineText.lines
            |> String.concat "\n"

        story |> Expect.isMatch "is LOST|breaks"
