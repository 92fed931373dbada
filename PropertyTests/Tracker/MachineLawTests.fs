namespace PeerFunctional.Tests.Tracker

open FsCheck
open FsCheck.FSharp
open FsCheck.Xunit
open PeerFunctional.Kernel
open PeerFunctional.Tracker
open PeerFunctional.Tests

/// Laws of the ring's machines in any order of events.
module MachineLawTests =

    let private phrase =
        match Phrase.ofText "blue skies and snowy" with
        | Ok phrase -> phrase
        | Error problem -> failwith problem

    let private tracker policy =
        TrackerPart(RingTracker.initial (TrackerSettings.create policy phrase))

    let private peer policy stay =
        CollectorSettings.create policy "peer 0" (Endpoint.create "10.0.0.1" 9000) (Endpoint.create "10.0.0.9" 7777)
        |> fun settings -> PeerPart(Collector.initial { settings with Stay = stay })

    let private participants =
        [ tracker AsPublished
          tracker Recovering
          peer AsPublished true
          peer Recovering true
          peer Recovering false ]

    let private events =
        let event =
            Gen.zip3
                (ArbMap.defaults |> ArbMap.generate<byte>)
                (ArbMap.defaults |> ArbMap.generate<byte>)
                (Gen.choose (0, 99_999))

        Gen.listOf event |> Gen.resize 400 |> Arb.fromGen

    let private isBlameless (stage: ScheduledMachine) =
        match stage.Offences with
        | [] -> Prop.ofTestable true
        | offences -> Prop.ofTestable false |> Prop.label (String.concat "; " (List.rev offences))

    [<Property>]
    let ``No machine sends on a closed connection, reuses an open name, or exceeds the limit of outputs`` () =
        Prop.forAll events (fun events ->
            participants
            |> List.map (fun state -> RandomSchedule.play events state |> isBlameless)
            |> List.reduce (.&.))

    [<Property>]
    let ``Recovering, every caller is answered or closed in the end`` () =
        Prop.forAll events (fun events ->
            [ tracker Recovering; peer Recovering true ]
            |> List.forall (fun state ->
                let stage = RandomSchedule.play events state |> RandomSchedule.settle

                stage.IsOver || stage.Connections |> Map.forall (fun connection _ -> connection.IsDialled)))

    [<Property>]
    let ``Recovering, no caller ever stops the tracker`` () =
        Prop.forAll events (fun events -> not (RandomSchedule.play events (tracker Recovering)).IsOver)

    [<Property>]
    let ``Every open call of ours has a deadline`` () =
        Prop.forAll events (fun events ->
            [ tracker Recovering; peer Recovering true; tracker AsPublished ]
            |> List.forall (fun state ->
                let stage = RandomSchedule.play events state

                stage.IsOver
                || stage.Connections.Keys
                   |> Seq.filter _.IsDialled
                   |> Seq.forall (fun call -> stage.Timers.Contains(Deadline call))))

    [<Property>]
    let ``Every deadline belongs to an open connection`` () =
        Prop.forAll events (fun events ->
            [ tracker Recovering; peer Recovering true; tracker AsPublished ]
            |> List.forall (fun state ->
                let stage = RandomSchedule.play events state

                stage.IsOver
                || stage.Timers
                   |> Seq.forall (fun timer ->
                       match timer with
                       | Deadline connection -> stage.Connections.ContainsKey connection
                       | Round
                       | Silence
                       | Turn -> true)))

    [<Property>]
    let ``The same events give the same digests`` () =
        Prop.forAll events (fun events ->
            participants
            |> List.forall (fun state ->
                let digest () =
                    ValueDigest.ofValue (RandomSchedule.play events state).State

                digest () = digest ()))
