namespace PeerFunctional.Tests.Tracker

open System
open Xunit
open PeerFunctional.Kernel
open PeerFunctional.Verification
open PeerFunctional.Tracker
open PeerFunctional.Runtime.Search
open PeerFunctional.Tests

/// Rings of our programs and original ones, state by state and at many starts.
[<Collection "alone">]
module MixedRingTests =

    /// A world whose tracker follows one policy and whose peers another.
    let private mixed ofTracker ofPeers setup : RingWorld =
        RingScenarios.world { First = ofTracker; Others = ofPeers } setup

    /// The original tracker may fall silent when a peer leaves during a round of its calls; a peer cannot mend that.
    let private properties setup : Properties<RingWorldState> =
        { Invariants = []
          Reachable = []
          Liveness =
            Invariant.ofWorld "everybody gets everything, unless the original tracker falls silent" (fun worldState ->
                (RingProperties.completion setup).Holds worldState || not (RingProperties.isServing worldState)) }

    let private noFault = FaultBudget.none

    let private failed world properties =
        let report =
            StateSearch.Run(
                WorldModel.create world (Assumptions.ordered Network.Ordered noFault) properties,
                SearchOptions(Workers = 2, MaxStates = 1_000_000L)
            )

        report.Extent, CheckReport.failures report |> List.map (fun struct (property, _) -> Property.sentence property)

    let private setup name = RingScenarios.named name |> Option.get

    [<Fact>]
    let ``With an original tracker every peer gets every item although peers leave: every order of two`` () : unit =
        let leaving = setup "leaving"

        failed (mixed AsPublished Recovering leaving) (properties leaving) |> Expect.equal (Exhaustive, [])

    /// A peer that leaves as soon as it has everything, as ours once did.
    let private inHaste state input =
        let struct (after, outputs) = RingParticipant.step state input

        let isComplete output =
            match output with
            | Tell(Completed _) -> true
            | _ -> false

        struct (after,
                (if List.exists isComplete outputs then
                     outputs @ [ Finish ]
                 else
                     outputs))

    let private shortened = LosslessNetwork.phrase [ 2, "peaks"; 0, "blue"; 1, "snowy" ]

    /// The peers, of three that leave, that never complete at an original tracker. Their starts and paces come from
    /// the seed.
    let private stranded step (seed: int) =
        let random = Random seed
        let network = LosslessNetwork<RingParticipant, Message>(step)
        network.Add("tracker", 7777, LosslessNetwork.tracker AsPublished shortened, TimeSpan.Zero)
        let names = [ "ann"; "ben"; "cat" ]

        for index, name in List.indexed names do
            let settings =
                { LosslessNetwork.settings Recovering name (9001 + index) with
                    Stay = false
                    Pace = LosslessNetwork.seconds (1.0 + 3.0 * random.NextDouble()) }

            let start = LosslessNetwork.seconds (20.0 * random.NextDouble())
            network.Add(name, 9001 + index, PeerPart(Collector.initial settings), start)

        network.Run(LosslessNetwork.seconds 300.0)

        let completed =
            [ for struct (name, notice) in network.Notices do
                  if notice.IsCompleted then
                      name ]

        names |> List.except completed

    [<Fact>]
    let ``With an original tracker every peer gets every item although peers leave: three hundred starts of three``
        ()
        : unit =
        [ 1..300 ] |> List.collect (stranded RingParticipant.step) |> Expect.isEmpty

    [<Fact>]
    let ``Peers that leave at once leave others incomplete at an original tracker, at nearly every start`` () : unit =
        let failures = [ 1..50 ] |> List.filter (stranded inHaste >> List.isEmpty >> not)
        failures.Length |> Expect.isGreaterThan 40

    [<Fact>]
    let ``Three peers that leave complete at an original tracker, say why they stay, and end`` () : unit =
        for starts in [ [ 0.0; 0.4; 0.8 ]; [ 0.0; 5.0; 11.0 ]; [ 3.0; 0.0; 19.9 ] ] do
            let network = LosslessNetwork.empty ()
            network.Add("tracker", 7777, LosslessNetwork.tracker AsPublished shortened, LosslessNetwork.seconds 0.0)

            for index, start in List.indexed starts do
                let name = $"peer {index}"

                let settings =
                    { LosslessNetwork.settings Recovering name (9001 + index) with
                        Stay = false }

                network.Add(name, 9001 + index, PeerPart(Collector.initial settings), LosslessNetwork.seconds start)

            network.Run(LosslessNetwork.seconds 180.0)

            for index in 0..2 do
                let told =
                    [ for struct (name, notice) in network.Notices do
                          if name = $"peer {index}" then
                              notice ]

                Expecto.Expect.isTrue (told |> List.exists _.IsCompleted) $"peer {index} of %A{starts}"
                told |> List.exists _.IsStaysOn |> Expect.isTrue
                Expect.equal (Leaves []) (List.last told)
                network.State $"peer {index}" |> Expect.equal (ValueNone: RingParticipant voption)

    [<Fact>]
    let ``A peer whose item is not fetched leaves after half a minute and says so`` () : unit =
        let one = LosslessNetwork.phrase [ 0, "blue" ]
        let network = LosslessNetwork.empty ()
        network.Add("tracker", 7777, LosslessNetwork.tracker AsPublished one, LosslessNetwork.seconds 0.0)
        network.Add("ann", 9001, LosslessNetwork.peer Recovering "ann" 9001, LosslessNetwork.seconds 0.1)

        let ben =
            { LosslessNetwork.settings Recovering "ben" 9002 with
                Stay = false }

        network.Add("ben", 9002, PeerPart(Collector.initial ben), LosslessNetwork.seconds 1.0)
        network.Run(LosslessNetwork.seconds 30.0)
        let staying = network.State "ben"
        Expect.isTrue staying.IsSome
        network.Run(LosslessNetwork.seconds 5.0)
        Expect.equal (ValueNone: RingParticipant voption) (network.State "ben")
        network.Notices |> Expect.contains (struct ("ben", Leaves [ 0 ]))

    [<Fact>]
    let ``At our tracker a peer leaves as soon as it has every item, because the tracker serves its item`` () : unit =
        let network = LosslessNetwork.empty ()

        network.Add(
            "tracker",
            7777,
            LosslessNetwork.tracker Recovering LosslessNetwork.original,
            LosslessNetwork.seconds 0.0
        )

        let peer name port =
            let settings =
                { LosslessNetwork.settings Recovering name port with
                    Stay = false }

            network.Add(name, port, PeerPart(Collector.initial settings), LosslessNetwork.seconds 0.0)

        peer "ann" 9001
        peer "ben" 9002
        network.Run(LosslessNetwork.seconds 60.0)

        for name in [ "ann"; "ben" ] do
            network.Notices
            |> List.exists (fun struct (who, notice) -> who = name && notice.IsCompleted)
            |> Expect.isTrue

            network.State name |> Expect.equal (ValueNone: RingParticipant voption)

        network.Notices |> List.exists (fun struct (_, notice) -> notice.IsStaysOn) |> Expect.isFalse

    /// Whether a member that may not have read the answer to its REGISTER is being told a neighbour.
    let private overtakes (worldState: RingWorldState) =
        match worldState.Nodes[RingScenarios.tracker].State.Inner with
        | TrackerPart(RecoveringRing state) ->
            state.Answered.Values
            |> Seq.exists (fun handle -> state.Updates.Values |> Seq.exists (fun (struct (told, _)) -> told = handle))
        | TrackerPart(PublishedRing _)
        | PeerPart _ -> false

    let private overtakings plant name =
        let properties: Properties<RingWorldState> =
            { Invariants = [ Invariant.ofWorld "no UPDATE_NBR overtakes the answer to REGISTER" (overtakes >> not) ]
              Reachable = []
              Liveness = Invariant.ofWorld "something happens" (fun _ -> true) }

        failed (RingScenarios.world PeerPolicies.recovering (setup name) |> plant) properties

    [<Fact>]
    let ``No UPDATE_NBR overtakes the answer to REGISTER, in any order in any world`` () : unit =
        for name in [ "two"; "short"; "leaving"; "plenty"; "three" ] do
            overtakings id name |> Expect.equal (Exhaustive, [])

    [<Fact>]
    let ``A tracker that does not wait for the caller's close overtakes the answer`` () : unit =
        let impatient (world: RingWorld) : RingWorld =
            { world with
                Step =
                    fun now before input ->
                        match world.Step now before input with
                        | struct ({ Inner = TrackerPart(RecoveringRing state) } as guarded, outputs) ->
                            let inner = TrackerPart(RecoveringRing { state with Telling = Map.empty })
                            struct ({ guarded with Inner = inner }, outputs)
                        | other -> other }

        overtakings impatient "two"
        |> Expect.equal (Exhaustive, [ "no UPDATE_NBR overtakes the answer to REGISTER" ])
