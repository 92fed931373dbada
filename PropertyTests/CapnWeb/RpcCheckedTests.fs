namespace PeerFunctional.Tests.CapnWeb

open Xunit
open PeerFunctional.Kernel
open PeerFunctional.Verification
open PeerFunctional.Runtime.Search
open PeerFunctional.Tests
open PeerFunctional.CapnWeb

/// Exhaustive checks of the worlds of sessions.
[<Collection "alone">]
module RpcCheckedTests =

    let private checkWorld plant name faults =
        let setup = RpcScenarios.named name |> Option.get

        StateSearch.Run(
            WorldModel.create
                (plant (RpcScenarios.world setup))
                (Assumptions.ordered Network.Ordered faults)
                (RpcProperties.ofSetup setup),
            SearchOptions(Workers = 2, MaxStates = 200_000L)
        )

    let private failed report =
        CheckReport.failures report |> List.map (fun struct (property, _) -> Property.sentence property)

    let private noFault = FaultBudget.none

    [<Fact>]
    let ``Sessions keep every property in every world, with a broken connection and a crash`` () : unit =
        for setup in RpcScenarios.setups |> List.filter (fun setup -> setup.Callers = 1) do
            let report =
                checkWorld
                    id
                    setup.Name
                    { noFault with
                        Drops = 1
                        Corruptions = 1
                        Crashes = 1 }

            Expecto.Expect.equal report.Extent Exhaustive setup.Name
            Expecto.Expect.sequenceEqual (failed report) [] setup.Name

    let private sending change (world: RpcWorld) =
        { world with
            Step =
                fun now state input ->
                    let struct (state, outputs) = world.Step now state input
                    struct (state, change outputs) }

    let private isRelease output =
        match output with
        | Send(_, Release _) -> true
        | _ -> false

    let private never outputs =
        outputs |> List.filter (isRelease >> not)

    let private twice outputs =
        outputs |> List.collect (fun output -> if isRelease output then [ output; output ] else [ output ])

    let private backwards outputs =
        let isCall output =
            match output with
            | Send(_, Push _) -> true
            | _ -> false

        // A pull follows its own push, so pushes only change places.
        let calls = outputs |> List.filter isCall |> List.rev

        ((calls, []), outputs)
        ||> List.fold (fun (calls, turned) output ->
            match calls with
            | call :: rest when isCall output -> rest, call :: turned
            | _ -> calls, output :: turned)
        |> snd
        |> List.rev

    [<Fact>]
    let ``The checker finds a session that never releases, releases twice, or turns its calls round`` () : unit =
        checkWorld (sending never) "calls" noFault
        |> failed
        |> Expect.equal
            [ "when faults stop, every session is over, or has answered every call and holds only its main objects" ]

        checkWorld (sending twice) "calls" noFault
        |> failed
        |> List.contains "no message refers to an entry that its receiver has dropped"
        |> Expect.isTrue

        checkWorld (sending backwards) "calls" noFault
        |> failed
        |> List.contains "calls on one promise arrive in the order in which they were made"
        |> Expect.isTrue

    /// A session that keeps its objects when nothing refers to them any more.
    let private keeping (world: RpcWorld) =
        let kept (before: Session) (after: Session) =
            { after with
                Targets =
                    (after.Targets, before.Targets.Entries)
                    ||> Seq.fold (fun targets entry -> Table.add entry.Key entry.Value targets) }

        { world with
            Step =
                fun now state input ->
                    let struct (after, outputs) = world.Step now state input

                    let ends =
                        after.Inner.Ends
                        |> Map.map (fun address actor ->
                            match Map.tryFind address state.Inner.Ends with
                            | Some before ->
                                { actor with
                                    Session = kept before.Session actor.Session }
                            | None -> actor)

                    struct ({ after with
                                Inner = { after.Inner with Ends = ends } },
                            outputs) }

    [<Fact>]
    let ``The checker finds a session that keeps an object to which nothing refers`` () : unit =
        let failed = checkWorld keeping "callback" noFault |> failed

        for property in
            [ "an object is disposed when, and only when, nothing refers to it"
              "a session counts each reference to an object or a promise once" ] do
            failed |> Expect.contains property
