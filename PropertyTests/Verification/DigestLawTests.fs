namespace PeerFunctional.Tests.Verification

open System.Collections.Generic
open Xunit
open PeerFunctional
open PeerFunctional.Kernel
open PeerFunctional.Verification
open PeerFunctional.Tests

/// What a system's digests see, of each of its worlds under each policy.
module DigestLawTests =

    /// States of one world that are looked at: each has hundreds of fields.
    [<Literal>]
    let private MaxStates = 4

    let private options =
        { FaultOptions.standard with
            FaultPhase = System.TimeSpan.FromSeconds 20.0
            LivenessTimeout = System.TimeSpan.FromMinutes 2.0 }

    /// Some of these, from the first to the last.
    let private spread most items =
        let items = Array.ofSeq items
        let step = max 1 (items.Length / most)
        [ for index in 0..step .. items.Length - 1 -> items[index] ]

    let private faults =
        { FaultBudget.none with
            Drops = 1
            Crashes = 1
            Delays = 1 }

    /// The states of one way through a model.
    let private walk (model: Model<_, _>) =
        let next step state =
            match model.Successors state with
            | [] -> None
            | successors ->
                let struct (_, next) = List.item (step % successors.Length) successors
                Some next

        (0, List.tryHead model.Initial)
        |> Seq.unfold (fun (step, state) -> state |> Option.map (fun state -> state, (step + 1, next step state)))
        |> Seq.truncate 100

    /// The changes of single fields of nodes and envelopes that digests do not see.
    let private unseen =
        { new IScenarioVisitor<string list> with
            member _.Visit subject =
                let world = subject.World
                let outcome = Simulator.run world subject.Properties options 1UL
                let worldStates = List<WorldState<_, _, _, _>>()

                Simulator.follow world subject.Properties options outcome.Schedule (fun _ worldState ->
                    worldStates.Add worldState)
                |> ignore

                let nodes =
                    worldStates |> Seq.collect _.Nodes |> Seq.distinctBy ValueDigest.ofValue |> spread MaxStates

                let envelopes =
                    WorldModel.create world (Assumptions.ordered Network.Ordered faults) subject.Properties
                    |> walk
                    |> Seq.collect (fun state -> (CollapsedState.expand state).InFlight |> Seq.collect _.Envelopes)
                    |> Seq.distinctBy ValueDigest.ofValue
                    |> spread MaxStates

                let unseen =
                    List.collect SingleChanges.unseen nodes @ List.collect SingleChanges.unseen envelopes

                unseen
                |> List.distinct
                |> List.map (fun way -> $"{subject.System} {subject.Name}, {subject.Policy}: {way}") }

    let private subjects (system: ProtocolSystem) =
        [ for name, _ in system.Worlds do
              for policies in [ PeerPolicies.published; PeerPolicies.recovering ] do
                  match system.Scenario policies name with
                  | ValueSome subject -> subject
                  | ValueNone -> failwith $"{name} is no world of {system.Name}" ]

    let private systemNamed name =
        Systems.all |> List.find (fun system -> system.Name = name)

    let private leftOut =
        { new IScenarioVisitor<string list> with
            member _.Visit(subject: Scenario<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>) =
                SingleChanges.leftOut typeof<struct (Node<'state, 'timer, 'ask, 'store> * Envelope<'message>)>
                @ SingleChanges.leftOut typeof<Connections> }

    [<Fact>]
    let ``A change of any one field of a state, a store, a question or an envelope changes its digest, in every system``
        ()
        : unit =
        Systems.all
        |> List.collect subjects
        |> List.collect (fun subject -> subject.Accept unseen)
        |> Expect.isEmpty

    /// What every system's digests leave out: timers are added by how long each still takes, and envelopes and
    /// connections by what tells them apart.
    let private ofWorlds =
        [ "Node`4.Timers"
          "Envelope`1.Number"
          "Envelope`1.Connection"
          "ConnectionSide.Number" ]

    let private ofSneakerNet =
        [ "PublishedState.Totals"
          "Loop.Announced"
          "Loop.Received"
          "Loop.Sent"
          "ReplicaSettings.Heads"
          "RecoveringState.Now"
          "RecoveringState.Totals"
          "Feeds.KnownCount"
          "Feeds.EarlyCount"
          "Partner.FeedCount"
          "Partner.Taken"
          "Partner.Given"
          "Partner.Pushed" ]

    let private ofTracker =
        [ "TrackerSettings.Ring"
          "TrackerState.Refusals"
          "TrackerState.UnsavedCount"
          "Ring.Count"
          "Ring.Holders"
          "NumberSet.Width"
          "NumberSet.Count"
          "Phrase.BySeq"
          "CollectorState.Refusals" ]

    [<Theory>]
    [<InlineData("sneakernet")>]
    [<InlineData("tracker")>]
    let ``Digests leave out these fields and no others, each for a reason at its declaration`` (system: string) : unit =
        let expected = ofWorlds @ (if system = "tracker" then ofTracker else ofSneakerNet)

        let declared =
            (systemNamed system |> subjects |> List.head).Accept leftOut
            |> List.map (fun line -> line.Substring(0, line.IndexOf ':'))

        Expecto.Expect.containsAll declared expected "each of them says why"
        Expecto.Expect.containsAll expected declared "nothing else is left out"
