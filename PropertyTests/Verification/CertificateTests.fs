namespace PeerFunctional.Tests.Verification

open System
open Xunit
open FsCheck
open FsCheck.FSharp
open FsCheck.Xunit
open PeerFunctional.Tests
open PeerFunctional.Kernel
open PeerFunctional.Verification
open PeerFunctional.Runtime.Search

/// What an altered certificate no longer proves.
type Damage =
    /// Another fingerprint for a state.
    | OtherFingerprint of bit: int
    | OtherAction of bit: int
    | OtherParent of int
    /// The state is taken out, and the places after it count anew.
    | Without

[<Collection "alone">]
module CertificateTests =

    let private drops count = { FaultBudget.none with Drops = count }

    let private verify subject (header, entries: CertificateEntry list) = Validator.check subject header entries

    let private small = SearchOptions(Workers = 1, MaxStates = 1_000L)

    [<Fact>]
    let ``The verdicts on every small world of every system are verified again from their certificates`` () : unit =
        Certificates.refusedOfWorlds (Assumptions.ordered Network.Ordered (drops 1)) small |> Expect.isEmpty

    let private times =
        [ TimeModel.Ordered
          TimeModel.Latency(TimeBounds.ofLatency (TimeSpan.FromSeconds 2.0))
          TimeModel.Any ]

    /// Both peers have left: what some pairs of timed peers keep, and others do not.
    let private leaving =
        let left place (worldState: WorldState<_, _, _, _>) =
            worldState.Nodes[place].Status = NodeStatus.Stopped

        { TimedPeers.properties with
            Invariants = [ Invariant.ofWorld "Ben leaves first" (fun state -> left 1 state || not (left 0 state)) ]
            Reachable = [ Invariant.ofWorld "Ann leaves" (left 0) ]
            Liveness = Invariant.ofWorld "both leave" (fun state -> left 0 state && left 1 state) }

    [<Property(Arbitrary = [| typeof<TimedPeersGenerators> |], MaxTest = 60)>]
    let ``What the search finds of two peers with timers is verified in every model of time`` (peers: TimedPeers) =
        let subject = Certificates.scenario "timed" (TimedPeers.world peers) leaving

        [ for time in times do
              for budget in [ FaultBudget.none; { drops 1 with Delays = 1 } ] do
                  for strategy in [ Strategy.BreadthFirst() :> Strategy; Strategy.DepthFirst() ] do
                      let assumptions =
                          { Network = Network.Unordered
                            Time = time
                            Budget = budget }

                      yield!
                          Certificates.refused
                              subject
                              assumptions
                              (SearchOptions(Workers = 1, MaxStates = 500L, Strategy = strategy)) ]
        |> Expect.isEmpty

    let private pingPong =
        Certificates.scenario "ping-pong" (PingPong.world 3) PingPong.properties

    /// One of all states, in which the goal holds, and one of a run that misses it.
    let private whole =
        lazy
            (let assumptions =
                Assumptions.ordered Network.Unordered { drops 2 with Duplicates = 1 }

             Certificates.ofSearch pingPong assumptions small |> List.exactlyOne)

    let private missed =
        lazy
            (let assumptions = Assumptions.ordered Network.Unordered (drops 3)
             Certificates.ofSearch pingPong assumptions small |> List.last)

    /// Of all states of the world in which a run misses the goal.
    let private unproved =
        lazy
            (let assumptions = Assumptions.ordered Network.Unordered (drops 3)
             Certificates.ofSearch pingPong assumptions small |> List.head)

    let private damage place kind (entries: CertificateEntry array) =
        let entry = entries[place]

        match kind with
        | OtherFingerprint bit ->
            entries
            |> Array.updateAt
                place
                { entry with
                    Fingerprint = entry.Fingerprint ^^^ (1UL <<< bit) }
        | OtherAction bit ->
            entries
            |> Array.updateAt
                place
                { entry with
                    Action = entry.Action ^^^ (1UL <<< bit) }
        | OtherParent by ->
            entries
            |> Array.updateAt
                place
                { entry with
                    Parent = (entry.Parent + 2 + by) % entries.Length - 1 }
        | Without ->
            entries
            |> Array.removeAt place
            |> Array.map (fun entry ->
                if entry.Parent > place then
                    { entry with Parent = entry.Parent - 1 }
                else
                    entry)

    let private damaged (header: CertificateHeader, entries) =
        let entries = Array.ofList entries

        Gen.map2
            (fun place kind ->
                let entries = damage place kind entries |> List.ofArray
                { header with States = entries.Length }, entries)
            (Gen.choose (0, entries.Length - 1))
            (Gen.oneof
                [ Gen.choose (0, 63) |> Gen.map OtherFingerprint
                  Gen.choose (0, 63) |> Gen.map OtherAction
                  Gen.choose (0, entries.Length - 2) |> Gen.map OtherParent
                  Gen.constant Without ])

    [<Property(MaxTest = 200)>]
    let ``A certificate with another fingerprint, action or parent, or without one state, is refused`` () =
        Prop.forAll
            (Arb.fromGen (
                Gen.oneof
                    [ Gen.delay (fun () -> damaged whole.Value)
                      Gen.delay (fun () -> damaged missed.Value) ]
            ))
            (verify pingPong >> Result.isError)

    /// Why entries are refused, once those that need no rank have none.
    let rec private reason header (entries: CertificateEntry list) =
        match verify pingPong (header, entries) with
        | Error { Problem = "bad-rank"
                  Detail = detail } ->
            let place = int (detail.Split(' ', ':')[1])

            entries
            |> List.updateAt
                place
                { entries[place] with
                    Rank = 0
                    Helper = 0UL }
            |> reason header
        | Error problem -> problem.Problem
        | Ok _ -> "verified"

    [<Property(MaxTest = 30)>]
    let ``No ranks and helpers prove a goal that a run misses`` (seed: int) =
        let header, entries = unproved.Value
        let random = Random seed
        let actions = entries |> List.map _.Action |> Array.ofList

        let forged =
            [ for entry in entries ->
                  { entry with
                      Rank = random.Next 40
                      Helper = actions[random.Next actions.Length] } ]

        let claim = AllStates([ PingPong.properties.Liveness.Sentence ], [], [])

        List.contains (reason { header with Claim = claim } forged) [ "no-progress"; "end-without-goal" ]

    [<Fact>]
    let ``A certificate of fewer faults than its assumptions name, and a claim beyond the search, are refused``
        ()
        : unit =
        let header, entries = whole.Value

        let problem header =
            match verify pingPong (header, entries) with
            | Ok _ -> "verified"
            | Error problem -> problem.Problem

        let withBudget budget =
            { header with
                Assumptions =
                    { header.Assumptions with
                        Budget = budget } }

        let holding sentence =
            { header with
                Claim = AllStates([ sentence ], [], []) }

        Expect.equal "verified" (problem header)
        Expect.equal "wrong-fingerprint" (problem (withBudget (drops 3)))
        Expect.equal "unknown-property" (problem (holding "all is well"))

        Expect.equal
            "cut-short"
            (problem
                { header with
                    States = header.States + 1 })

        let absent =
            { header with
                Claim = AllStates([], [], [ "a pong is written down" ]) }

        Expect.equal "bad-rank" (problem absent)
        Expect.equal "witnessed" (reason absent entries)

    [<Fact>]
    let ``A claim that names a property twice is refused, and one that leaves some out names them`` () : unit =
        let header, entries = whole.Value

        match header.Claim with
        | AllStates(holds, witnessed, never) ->
            let claiming holds =
                { header with
                    Claim = AllStates(holds, witnessed, never) }

            match verify pingPong (claiming (holds.Head :: holds), entries) with
            | Error problem -> problem.Problem |> Expect.equal "claimed-twice"
            | Ok _ -> failwith "a property counts twice"

            Validator.leftOut pingPong header.Claim |> Expect.equal []

            Validator.leftOut pingPong (claiming (List.tail holds)).Claim |> Expect.equal [ List.head holds ]
        | Violation _ -> failwith "no certificate of all states"

    [<Fact>]
    let ``A certificate is read no further than its first entry that proves nothing`` () : unit =
        let header, entries = whole.Value
        let mutable read = 0

        let endless =
            Seq.append entries[..4] (Seq.initInfinite (fun _ -> entries[2]))
            |> Seq.map (fun entry ->
                read <- read + 1
                entry)

        match
            Validator.check
                pingPong
                { header with
                    States = System.Int32.MaxValue }
                endless
        with
        | Ok _ -> failwith "one state is listed for ever"
        | Error _ -> read |> Expect.equal 6

    [<Property(MaxTest = 100)>]
    let ``A header and its entries read back as they were written``
        (drops: PositiveInt)
        (ticks: PositiveInt)
        (words: NonEmptyString list)
        (place: uint64)
        (rank: int)
        =
        let sentences = words |> List.map _.Get

        for time in times do
            for policy in [ ValueNone; ValueSome PeerPolicies.published ] do
                for claim in
                    [ AllStates(sentences, List.rev sentences, [])
                      Violation(String.concat " " sentences, ValueNone)
                      Violation("x", ValueSome drops.Get) ] do
                    let header =
                        { fst whole.Value with
                            Policy = policy
                            States = ticks.Get
                            Claim = claim
                            Assumptions =
                                { Network = Network.Ordered
                                  Time = time
                                  Budget =
                                    { FaultBudget.none with
                                        Drops = drops.Get } } }

                    let line = Certificate.printHeader header
                    Expect.equal (Ok header) (Certificate.parseHeader line)

                    Certificate.parseHeader ("{\"world\":\"other\"," + line.Substring 1)
                    |> Result.mapError _.Problem
                    |> Expect.equal (Error "bad-field")

        let entry =
            { Fingerprint = place
              Action = place + 1UL
              Helper = ~~~place
              Parent = rank
              Rank = -rank }

        let bytes = Array.zeroCreate<byte> Certificate.EntryLength
        Certificate.writeEntry entry (bytes.AsSpan())
        Expect.equal entry (Certificate.readEntry (ReadOnlySpan bytes))
