namespace PeerFunctional.Tests.Verification

open System
open System.IO
open Xunit
open FsCheck
open FsCheck.FSharp
open FsCheck.Xunit
open PeerFunctional
open PeerFunctional.Kernel.Encodings
open PeerFunctional.Kernel
open PeerFunctional.Runtime.Hosting
open PeerFunctional.Verification
open PeerFunctional.Tests
open PeerFunctional.Tests.Storage

/// A role, and how its journals are written and read.
[<NoEquality; NoComparison>]
type private Form<'settings, 'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice> =
    { Role: MachineRole<'settings, 'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice>
      Journal: JournalForm<'settings, 'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice> }

module private Form =

    let create role : Form<_, _, _, _, _, _, _, _> =
        { Role = role
          Journal = JournalForm.ofRole role }

/// Journals of every role of every system, of generated settings and inputs.
module InputJournalTests =

    let private endpoint =
        Gen.map2 (fun last port -> Endpoint.create $"10.0.0.{last}" port) (Gen.choose (1, 4)) (Gen.choose (1, 65_535))

    let private connection =
        Gen.oneof
            [ Gen.map2 (fun target number -> Dialled(target, number)) endpoint (Gen.choose (0, 5))
              Gen.map2 (fun caller local -> Accepted(caller, local)) endpoint endpoint ]

    let private address =
        Gen.oneof
            [ Gen.map Address.Datagram endpoint
              Gen.map Address.Stream connection
              Gen.map2
                  (fun connection number -> Address.Substream(connection, int64 number))
                  connection
                  (Gen.choose (0, 9)) ]

    let private closeReason =
        Gen.elements
            [ CloseReason.ClosedByPartner
              CloseReason.Refused
              CloseReason.Reset
              CloseReason.TimedOut ]

    let private malformation =
        Gen.elements
            [ Malformation.create "bad" "a \ud800 text"
              Malformation.create "cut-short" "" ]

    let private inputsOf message timer command answer =
        Gen.oneof
            [ Gen.constant Started
              Gen.map Opened address
              Gen.map2 (fun sender message -> Received(sender, message)) address message
              Gen.map2 (fun sender message -> Received(sender, message)) address message
              Gen.map2 (fun sender problem -> Malformed(sender, problem)) address malformation
              Gen.map2 (fun address reason -> Input.Closed(address, reason)) address closeReason
              Gen.map Input.TimerFired timer
              Gen.map Commanded command
              Gen.map Answered answer ]
        |> Gen.listOf
        |> Gen.resize 12
        |> Gen.map (fun inputs -> Started :: inputs)

    /// What a journal says of settings and inputs, as the machine that had them writes it.
    let private write (form: Form<_, _, _, _, _, _, _, _>) settings inputs =
        let machine = form.Role.Machine settings
        let struct (header, writer) = InputJournal.start form.Journal settings

        let write (bytes, state, writer: JournalWriter<_, _>, second) input =
            let at = TimeSpan.FromSeconds(float second)
            let struct (state, _) = machine.Step at state input
            let struct (entry, writer) = writer.Write(struct (at, input, state))
            entry :: bytes, state, writer, second + 1

        let bytes, _, _, _ =
            inputs |> List.fold write ([ header ], machine.Initial, writer, 0)

        bytes |> List.rev |> Array.concat

    let private entriesOf (path: string) (bytes: byte array) =
        File.WriteAllBytes(path, bytes)
        JournalEntries.Read path

    let private readers =
        Systems.all |> List.collect (fun system -> system.Journals Given.signatures)

    let private readerOf entries =
        match Seq.tryHead entries with
        | Some first -> first |> Result.bind (JournalReader.find readers)
        | None -> Malformation.error "no-entry" ""

    /// The steps that a journal's bytes are replayed for, and why no more are.
    let private replay path bytes =
        let entries = entriesOf path bytes

        match readerOf entries with
        | Ok reader ->
            let replayed = reader.Replay(Seq.skip 1 entries)
            replayed.Reached |> ValueOption.map (fun (struct (steps, _)) -> steps), replayed.Problem
        | Error problem -> ValueNone, ValueSome problem

    /// A journal gives every input and the settings back, and the machine the same digests.
    let private readsBack (form: Form<'settings, _, _, _, _, _, _, _>) (settings: 'settings) inputs =
        use scratch = new Scratch()
        let path = scratch.Below "journal"
        let bytes = write form settings inputs

        replay path bytes |> Expect.equal (ValueSome(int64 (List.length inputs)), ValueNone)

        let struct (read, _) =
            entriesOf path bytes
            |> Seq.skip 1
            |> InputJournal.fold
                (fun (_, inputs) run ->
                    Some run.Settings,
                    match run.Last with
                    | ValueSome struct (input, _) -> input :: inputs
                    | ValueNone -> inputs)
                (None, [])
                form.Journal

        fst read |> Option.map ValueDigest.ofValue |> Expect.equal (Some(ValueDigest.ofValue settings))
        snd read |> List.rev |> ValueDigest.ofValue |> Expect.equal (ValueDigest.ofValue inputs)
        // Its drawing has a lane for everybody, and its words for everything.
        match readerOf (entriesOf path bytes) with
        | Ok reader ->
            let struct (timeline, _) =
                reader.Timeline "journal" (entriesOf path bytes |> Seq.skip 1)

            timeline |> Timeline.shown |> SequenceDiagram.ofTimeline |> SvgDiagram.print |> Expect.notEqual ""
        | Error problem -> failwith problem.Problem

    let private invariant form settings inputs =
        Prop.forAll (Gen.zip settings inputs |> Arb.fromGen) (fun (settings, inputs) -> readsBack form settings inputs)

    module private Replicas =

        open PeerFunctional.SneakerNet
        open PeerFunctional.Tests.SneakerNet

        let private peers =
            Gen.elements [ Endpoint.create "10.0.0.1" 4097; Endpoint.create "10.0.0.2" 4097 ]

        let private event = Generators.event |> Gen.resize 20

        let private offers =
            Gen.listOf (Gen.map (OfferedEvent.verify Given.signatures) event) |> Gen.resize 3

        let private timer =
            Gen.oneof
                [ Gen.elements [ Contact; Turn ]
                  Gen.map Silent peers
                  Gen.map Retry peers
                  Gen.map Announce peers ]

        let private forks =
            gen {
                let! asker = peers
                let event = (Given.feed (Given.keys 3) 1).Head

                match Verified.verify Given.signatures event with
                | Ok verified -> return Fork(asker, verified, event.Hash)
                | Error doubt -> return AppendFailed(VerificationError.name doubt)
            }

        let private answer =
            Gen.oneof
                [ Gen.map Appended (Gen.listOf event |> Gen.resize 3)
                  Gen.constant (AppendFailed "the disk is full")
                  Gen.map2 (fun asker offers -> Fetched(asker, (Given.keys 1).Feed, 1L, offers)) peers offers
                  forks ]

        let private message =
            Gen.oneof [ Gen.map Message.Command Generators.command; Gen.map Push offers ]

        let settings =
            gen {
                let! policy = Gen.elements [ AsPublished; Policy.Recovering ]

                let! role =
                    Gen.elements [ Initiator(Endpoint.create "10.0.0.1" 4097); Responder(4097, true) ]

                let! event = event
                let! own = Gen.elements [ ValueNone; ValueSome event.Feed ]

                return
                    { Policy = policy
                      Role = role
                      PushPort = 5_000
                      Own = own
                      Silence = TimeSpan.FromSeconds 5.0
                      Heads = [ struct (event.Feed, Head.ofEvent event) ]
                      Tokens = Keyed [| 1uy; 2uy |]
                      MaxPartners = ReplicaSettings.MaxPartners }
            }

        let form = Form.create (ReplicaRole.create Given.signatures)
        let inputs = inputsOf message timer (Gen.constant Stop) answer

    module private Rings =

        open PeerFunctional.Tracker
        open PeerFunctional.Tests.Tracker

        let private message =
            Gen.oneof
                [ Generators.request
                  Generators.answer
                  Gen.constant (
                      Unusual(Pickled.Tuple [ Pickled.Float nan; Pickled.Int 7I ], Malformation.create "odd" "")
                  ) ]

        let private timer =
            Gen.oneof [ Gen.elements [ Round; Turn; Silence ]; Gen.map Deadline connection ]

        let private answer =
            Gen.elements [ Remembered; RememberFailed "the disk is full"; TimeIs "now" ]

        let tracker = Form.create RingRoles.tracker
        let private stop = Gen.constant Stop
        let private policy = Gen.elements [ AsPublished; Recovering ]
        let inputs = inputsOf message timer stop answer

        let partOneInputs =
            inputsOf
                (Gen.oneof
                    [ Gen.elements [ PartOne.Register; PartOne.BadRequest; PartOne.Size 5 ]
                      Gen.map PartOne.Position (Gen.choose (-6, 6))
                      Gen.map PartOne.Item Generators.item ])
                timer
                stop
                answer

        let trackerSettings =
            gen {
                let! policy = policy
                let! members = Gen.listOf Generators.neighbour |> Gen.resize 5
                let settings = TrackerSettings.create policy Phrase.original

                let ring =
                    members
                    |> List.mapi (fun place (other: Neighbour) ->
                        { Handle = other.Handle
                          Address = other.Address
                          Via = other.Address
                          Item = place % 5 })
                    |> Ring.ofMembers 5

                return
                    { settings with
                        Ring = ring
                        Hosts = Set.ofList [ "10.0.0.9" ] }
            }

        let peerSettings =
            Gen.map2
                (fun policy listen -> CollectorSettings.create policy "ann" listen (Endpoint.create "10.0.0.9" 7777))
                policy
                endpoint

        let request =
            Gen.map2 (fun tracker message -> struct (tracker, message)) endpoint Generators.request

        let partOne = Gen.map (fun policy -> struct (policy, Phrase.original)) policy

        let client =
            Gen.map
                (fun tracker ->
                    { Tracker = tracker
                      Pause = TimeSpan.FromSeconds 1.0
                      Tries = 5 })
                endpoint

    [<Property(MaxTest = 60)>]
    let ``A replica's journal gives back its settings, its inputs and the live digests`` () =
        invariant Replicas.form Replicas.settings Replicas.inputs

    [<Property(MaxTest = 60)>]
    let ``A tracker's journal gives back its settings, its inputs and the live digests`` () =
        invariant Rings.tracker Rings.trackerSettings Rings.inputs

    [<Property(MaxTest = 60)>]
    let ``A ring that a tracker starts with is in its journal`` () =
        Prop.forAll (Arb.fromGen Rings.trackerSettings) (fun settings ->
            use scratch = new Scratch()
            let bytes = write Rings.tracker settings [ Started ]

            let struct (read, _) =
                entriesOf (scratch.Below "journal") bytes
                |> Seq.skip 1
                |> InputJournal.fold (fun _ run -> Some run.Settings) None Rings.tracker.Journal

            read = Some settings)

    [<Property(MaxTest = 60)>]
    let ``A peer's journal gives back its settings, its inputs and the live digests`` () =
        invariant (Form.create Tracker.RingRoles.peer) Rings.peerSettings Rings.inputs

    [<Property(MaxTest = 30)>]
    let ``A request's journal gives back its settings, its inputs and the live digests`` () =
        invariant (Form.create Tracker.RingRoles.request) Rings.request Rings.inputs

    [<Property(MaxTest = 30)>]
    let ``A part-1 tracker's journal gives back its settings, its inputs and the live digests`` () =
        invariant (Form.create Tracker.RingRoles.partOneTracker) Rings.partOne Rings.partOneInputs

    [<Property(MaxTest = 30)>]
    let ``A part-1 client's journal gives back its settings, its inputs and the live digests`` () =
        invariant (Form.create Tracker.RingRoles.partOneClient) Rings.client Rings.partOneInputs

    /// A short journal of a replica and one of a tracker, with the number of their steps.
    let private samples =
        let sample settings inputs =
            (Gen.zip settings inputs |> Gen.sampleWithSize 6 1)[0]

        let settings, inputs = sample Replicas.settings Replicas.inputs
        let others, ringInputs = sample Rings.trackerSettings Rings.inputs

        [ write Replicas.form settings inputs, int64 inputs.Length
          write Rings.tracker others ringInputs, int64 ringInputs.Length ]

    /// Places in a journal, each of a short one's and some of a long one's.
    let private places (bytes: byte array) =
        let most = 1_500

        if bytes.Length <= most then
            [| 0 .. bytes.Length - 1 |]
        else
            Random.Shared.GetItems([| 0 .. bytes.Length - 1 |], most)

    [<Fact>]
    let ``A journal with any one byte changed is found out`` () : unit =
        use scratch = new Scratch()

        for bytes, _ in samples do
            for at in places bytes do
                let changed = Array.copy bytes
                changed[at] <- changed[at] ^^^ byte (1 <<< (at % 8))
                let _, problem = replay (scratch.Below "changed") changed
                Expecto.Expect.isTrue problem.IsSome $"byte {at} of {bytes.Length}"

    [<Fact>]
    let ``A journal that is cut anywhere is found out, or is the journal of fewer steps`` () : unit =
        use scratch = new Scratch()

        for bytes, steps in samples do
            for length in places bytes do
                match replay (scratch.Below "cut") (Array.truncate length bytes) with
                | _, ValueSome _ -> ()
                | reached, ValueNone -> ValueOption.get reached |> Expect.isLessThan steps

    [<Fact>]
    let ``A journal of a system or a role that is not known says which`` () : unit =
        use scratch = new Scratch()

        let form =
            { Replicas.form.Role with
                Name = "stranger" }
            |> Form.create

        let settings, _ =
            (Gen.zip Replicas.settings Replicas.inputs |> Gen.sampleWithSize 6 1)[0]

        match replay (scratch.Below "foreign") (write form settings [ Started ]) with
        | _, ValueSome problem ->
            problem.Problem |> Expect.equal "unknown-role"
            problem.Detail |> Expect.stringContains "the role 'stranger' of the system 'sneakernet'"
        | _ -> failwith "a stranger's journal was replayed"
