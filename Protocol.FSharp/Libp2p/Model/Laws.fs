namespace PeerFunctional.Libp2p

open PeerFunctional.Kernel
open PeerFunctional.Verification
open PeerFunctional.Verification.Laws

/// What laws on libp2p say, and what they are graded by.
module Laws =

    [<Literal>]
    let private Peer = "peer"

    let vocabulary =
        { Sorts =
            [ { Name = Peer
                About = "alice, who listens, and her dialers." } ]
          Words =
            [ LawWord.number "asked" [ Peer ] "how many requests the peer has made."
              LawWord.number "answered" [ Peer ] "how many of them got a response."
              LawWord.number "failed" [ Peer ] "how many of them got an error."
              LawWord.number "open-requests" [ Peer ] "how many of them are under way."
              LawWord.number
                  "unproved"
                  [ Peer ]
                  "on how many connections the peer has said something, although no certificate proves the partner's id."
              LawWord.number
                  "stale"
                  [ Peer ]
                  "how many connections and streams the peer keeps, although they are closed."
              LawWord.number
                  "forgotten"
                  [ Peer ]
                  "how many connections and streams are open, and the peer does not keep them."
              LawWord.number "waiting" [ Peer ] "on how many streams the peer negotiates or waits for an answer."
              LawWord.statement "listens" [ Peer ] "the peer can be dialed."
              LawWord.statement "runs" [ Peer ] "the peer is neither down nor finished." ] }

    let private node (worldState: HostWorldState) (places: int array) = worldState.Nodes[places[0]]

    /// The connections of a peer that has a machine.
    let private connections worldState places =
        HostProperties.hosts (node worldState places) |> List.collect HostProperties.connections

    let private ofHost number worldState places =
        HostProperties.hosts (node worldState places) |> List.sumBy number

    /// How many of one kind a peer has, as it keeps them and as they are open.
    let private apart difference worldState (places: int array) =
        HostProperties.hosts (node worldState places)
        |> List.sumBy (fun host ->
            difference (HostProperties.kept host) (HostProperties.openEnds places[0] worldState) |> Set.count)

    let private bit holds = if holds then 1 else 0

    /// What the words mean in a world.
    let meanings (setup: HostSetup) : LawMeanings<HostWorldState> =
        { Members = Map [ Peer, setup.Dialers + 1 ]
          Words =
            Map
                [ "asked", ofHost _.Asked
                  "answered", ofHost _.Answered
                  "failed", ofHost _.Failed
                  "open-requests", ofHost HostProperties.openRequests
                  "unproved",
                  (fun worldState places ->
                      connections worldState places |> List.filter (HostProperties.isProved >> not) |> List.length)
                  "stale", apart (fun kept isOpen -> kept - isOpen)
                  "forgotten", apart (fun kept isOpen -> isOpen - kept)
                  "waiting",
                  (fun worldState places ->
                      connections worldState places
                      |> List.sumBy (fun connection ->
                          connection.Streams.Values |> Seq.filter HostProperties.isWaiting |> Seq.length))
                  "listens", ofHost (fun host -> bit (not host.Settings.ListenAddresses.IsEmpty))
                  "runs",
                  (fun worldState places ->
                      let node = node worldState places
                      bit (node.Status = NodeStatus.Running && not node.State.IsMute)) ] }

    /// A correct peer of which one kind of timer takes another time.
    let private timed name about isIt part : MachineVariant<HostWorld> =
        let timed output =
            match output with
            | SetTimer(timer, due) when isIt timer -> SetTimer(timer, due * part)
            | other -> other

        { Name = name
          About = about
          Change = MachineVariant.outputs (fun _ _ outputs -> List.map timed outputs) }

    let private correct =
        [ timed "patient" "a peer that waits twice as long on a stream" _.IsPatience 2.0
          timed "hasty" "a peer that greets after half the time" _.IsGreet 0.5 ]

    /// The machines that worlds can be asked for, behind the name of the world.
    let variants = correct @ List.map PlantedBug.variant PlantedBugs.all

    let private run world budget = { World = world; Budget = budget }

    /// Worlds with every kind of fault that a bug needs.
    let private worlds name =
        [ run (name "pair") { FaultBudget.none with Drops = 1 }
          run (name "mute") FaultBudget.none
          run (name "other-id") FaultBudget.none
          run (name "other-protocol") FaultBudget.none ]

    let private good =
        JudgedMachine.correct "host" "our peer, as it runs" ValueNone worlds correct

    [<Literal>]
    let private Answer =
        "always for every peer p: p asked = p answered + p failed + p open-requests;
always for every peer p: p unproved = 0;
always for every peer p: p runs implies p stale = 0 and p forgotten = 0;
at last for every peer p: p runs implies p listens and p waiting = 0"

    let exercise scenario =
        { Vocabulary = vocabulary
          Good = good
          Bugs = PlantedBugs.all |> List.map (PlantedBug.judged ValueNone)
          Beginning = "always for every peer p: p answered <= p asked"
          Answer = Answer
          Scenario = scenario }
