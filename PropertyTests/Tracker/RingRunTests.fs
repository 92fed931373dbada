namespace PeerFunctional.Tests.Tracker

open System.IO
open System.Text.Json
open Xunit
open PeerFunctional.Kernel
open PeerFunctional.Tracker
open PeerFunctional.Tests

/// Runs of rings: the original's as recorded, and ours in cases where the original's hang.
module RingRunTests =

    let private shortened = LosslessNetwork.phrase [ 2, "peaks"; 0, "blue"; 1, "snowy" ]

    /// A message of a recording as one line: the called endpoint, whether it is a request, and its fields.
    let private recorded name =
        use file =
            Path.Combine(Repository.root, "interop-fixtures", "tracker", name)
            |> File.ReadAllText
            |> JsonDocument.Parse

        let rec show (value: JsonElement) =
            match value.ValueKind with
            | JsonValueKind.Object ->
                [ for field in value.GetProperty("tuple").EnumerateArray() -> show field ]
                |> String.concat ", "
                |> sprintf "(%s)"
            | JsonValueKind.Null -> "None"
            | JsonValueKind.String -> value.GetString()
            | _ -> value.ToString()

        [ for message in file.RootElement.GetProperty("messages").EnumerateArray() do
              let text (name: string) = message.GetProperty(name).GetString()
              let isRequest = text "direction" = "request"
              let called = if isRequest then text "dst" else text "src"
              let mark = if isRequest then ">" else "<"
              $"""{called.Split(':')[1]} {mark} {show (message.GetProperty "value")}""" ]

    let private neighbour (other: Neighbour) =
        $"{other.Handle}, {other.Address.Host}, {other.Address.Port}"

    let private line (ports: Map<string, int>) (heard: ArrivedMessage<Message>) =
        let shown =
            match heard.Message with
            | Register(handle, port) -> $"(REGISTER, {handle}, {port})"
            | RegInit { Neighbour = ValueSome other
                        Size = size
                        Item = item } -> $"(REG_INIT, {neighbour other}, {size}, ({item.Seq}, {item.Text}))"
            | UpdateNeighbour other -> $"(UPDATE_NBR, {neighbour other})"
            | Query(seq, _) -> $"(QUERY, {seq})"
            | QueryResult(ValueSome item, _) -> $"(QUERY_RESULT, ({item.Seq}, {item.Text}))"
            | QueryResult(ValueNone, _) -> "(QUERY_RESULT, (None, None))"
            | other -> Message.words other

        let called = if heard.IsRequest then heard.To else heard.From
        let mark = if heard.IsRequest then ">" else "<"
        $"{ports[called]} {mark} {shown}"

    let private ports = Map [ "tracker", 7777; "ann", 9001; "ben", 9002; "cat", 9003 ]

    let private three policy =
        [ policy, "ann", 0.0; policy, "ben", 0.394; policy, "cat", 0.7948 ]

    let private ringOf (network: LosslessNetwork<RingParticipant, Message>) =
        match network.State "tracker" with
        | ValueSome(TrackerPart(RecoveringRing state)) -> state.Ring
        | ValueSome(TrackerPart(PublishedRing _))
        | ValueSome(PeerPart _)
        | ValueNone -> Ring.empty 1

    let private members network =
        [ for known in Ring.members (ringOf network) -> known.Handle ]

    let private names = [ "ann"; "ben"; "cat" ]

    [<Fact>]
    let ``As published, three peers send exactly the messages of the originals' recording`` () : unit =
        let network = LosslessNetwork.settle AsPublished shortened (three AsPublished)
        network.Run(LosslessNetwork.seconds 15.0)
        let expected = recorded "register-3-peers.messages.json"
        Expect.equal expected (network.Arrived |> List.map (line ports))

        for name in names do
            LosslessNetwork.phraseOf name network |> Expect.equal (ValueSome "blue snowy peaks")

    [<Fact>]
    let ``As published, three peers and five items hang for ever; recovering, they complete`` () : unit =
        let published =
            LosslessNetwork.settle AsPublished LosslessNetwork.original (three AsPublished)

        published.Run(LosslessNetwork.seconds 600.0)

        let recovering =
            LosslessNetwork.settle Recovering LosslessNetwork.original (three Recovering)

        recovering.Run(LosslessNetwork.seconds 60.0)

        for name in names do
            LosslessNetwork.phraseOf name published |> Expect.equal (ValueNone: string voption)
            LosslessNetwork.phraseOf name recovering |> Expect.equal (ValueSome "blue skies and snowy peaks")

    [<Fact>]
    let ``Original peers complete with our tracker, also when they are only three`` () : unit =
        let network =
            LosslessNetwork.settle Recovering LosslessNetwork.original (three AsPublished)

        network.Run(LosslessNetwork.seconds 60.0)

        for name in names do
            LosslessNetwork.phraseOf name network |> Expect.equal (ValueSome "blue skies and snowy peaks")

    [<Fact>]
    let ``Our peers complete with the original tracker`` () : unit =
        let peers =
            [ for index, name in List.indexed [ "ann"; "ben"; "cat"; "dan"; "eva" ] -> Recovering, name, float index ]

        let network = LosslessNetwork.settle AsPublished LosslessNetwork.original peers
        network.Run(LosslessNetwork.seconds 120.0)

        for _, name, _ in peers do
            LosslessNetwork.phraseOf name network |> Expect.equal (ValueSome "blue skies and snowy peaks")

    [<Fact>]
    let ``A peer alone completes with our tracker`` () : unit =
        let network =
            LosslessNetwork.settle Recovering LosslessNetwork.original [ Recovering, "ann", 0.0 ]

        network.Run(LosslessNetwork.seconds 15.0)
        LosslessNetwork.phraseOf "ann" network |> Expect.equal (ValueSome "blue skies and snowy peaks")

    [<Fact>]
    let ``When the only holder of an item dies, the remaining peers complete`` () : unit =
        let peers =
            [ for index, name in List.indexed [ "ann"; "ben"; "cat"; "dan"; "eva" ] ->
                  Recovering, name, float index / 10.0 ]

        let network = LosslessNetwork.settle Recovering LosslessNetwork.original peers
        network.Run(LosslessNetwork.seconds 1.0)
        network.Kill "cat"
        network.Run(LosslessNetwork.seconds 120.0)

        for _, name, _ in peers do
            if name <> "cat" then
                LosslessNetwork.phraseOf name network |> Expect.equal (ValueSome "blue skies and snowy peaks")

    [<Fact>]
    let ``A peer that hangs is pruned, and the one after it gets another neighbour`` () : unit =
        let network = LosslessNetwork.settle Recovering shortened (three Recovering)
        network.Run(LosslessNetwork.seconds 10.0)
        network.Hang "ben"
        network.Run(LosslessNetwork.seconds 40.0)

        Expect.equal [ "ann"; "cat" ] (members network)
        Expect.equal (ValueSome(struct ("ann", 9001))) (LosslessNetwork.neighbourOf "cat" network)

    [<Fact>]
    let ``A lost UPDATE_NBR is sent again after the next round of PING`` () : unit =
        let network = LosslessNetwork.settle Recovering shortened (three Recovering)
        network.Run(LosslessNetwork.seconds 10.0)
        network.Hang "ann"
        network.Add("dan", 9004, LosslessNetwork.peer Recovering "dan" 9004, LosslessNetwork.seconds 0.0)
        network.Run(LosslessNetwork.seconds 6.0)
        network.Resume "ann"
        Expect.equal (ValueSome(struct ("cat", 9003))) (LosslessNetwork.neighbourOf "ann" network)
        network.Run(LosslessNetwork.seconds 6.0)
        Expect.equal (ValueSome(struct ("dan", 9004))) (LosslessNetwork.neighbourOf "ann" network)

    [<Fact>]
    let ``Items spread among peers, also those after a number that no peer holds`` () : unit =
        let network =
            LosslessNetwork.settle AsPublished LosslessNetwork.original (three Recovering)

        network.Run(LosslessNetwork.seconds 300.0)

        for name in names do
            Expect.equal [ 0; 2; 4 ] (LosslessNetwork.numbersOf name network)

    [<Fact>]
    let ``A peer that restarts at another port keeps its place, and the next member is told`` () : unit =
        let network = LosslessNetwork.settle Recovering shortened (three Recovering)
        network.Run(LosslessNetwork.seconds 10.0)
        network.Kill "ann"
        network.Add("ann", 9005, LosslessNetwork.peer Recovering "ann" 9005, LosslessNetwork.seconds 0.0)
        network.Run(LosslessNetwork.seconds 10.0)
        Expect.equal names (members network)
        Expect.equal (ValueSome(struct ("ann", 9005))) (LosslessNetwork.neighbourOf "ben" network)
        LosslessNetwork.phraseOf "ann" network |> Expect.equal (ValueSome "blue snowy peaks")

    [<Fact>]
    let ``A tracker that restarts from its journal tells every member its neighbour after its first round`` () : unit =
        let network = LosslessNetwork.settle Recovering shortened (three Recovering)
        network.Run(LosslessNetwork.seconds 10.0)

        let ring = ringOf network
        network.Kill "tracker"

        let again =
            { TrackerSettings.create Recovering shortened with
                Ring = ring }

        network.Add("tracker", 7777, TrackerPart(RingTracker.initial again), LosslessNetwork.seconds 0.0)
        let before = network.Arrived.Length
        network.Run(LosslessNetwork.seconds 25.0)

        let told =
            [ for heard in List.skip before network.Arrived do
                  if heard.Message.IsUpdateNeighbour then
                      heard.To ]

        Expect.equal names (List.sort told)

    [<Fact>]
    let ``A handle that another peer has is refused, and the newcomer ends`` () : unit =
        let stranger =
            { Handle = "ann"
              Address = Endpoint.create "10.0.0.7" 9001
              Via = Endpoint.create "10.0.0.9" 7777
              Item = 0 }

        let struct (ring, _) = Ring.apply (Joined stranger) (Ring.empty 3)

        let settings =
            { TrackerSettings.create Recovering shortened with
                Ring = ring }

        let other = LosslessNetwork.empty ()
        other.Add("tracker", 7777, TrackerPart(RingTracker.initial settings), LosslessNetwork.seconds 0.0)
        other.Add("ann", 9001, LosslessNetwork.peer Recovering "ann" 9001, LosslessNetwork.seconds 0.1)
        other.Run(LosslessNetwork.seconds 1.0)
        Expect.equal (struct ("ann", HandleRefused "ann")) (List.last other.Notices)
        other.State "ann" |> Expect.equal (ValueNone: RingParticipant voption)

    [<Fact>]
    let ``A registration costs a bounded number of messages for any number of peers`` () : unit =
        let network = LosslessNetwork.empty ()
        network.Add("tracker", 7777, LosslessNetwork.tracker Recovering shortened, LosslessNetwork.seconds 0.0)

        for number in 0..60 do
            network.Add(
                $"peer {number}",
                9001 + number,
                LosslessNetwork.peer Recovering $"peer {number}" (9001 + number),
                LosslessNetwork.seconds (float number / 50.0)
            )

        network.Run(LosslessNetwork.seconds 1.9)

        let ofTracker =
            network.Arrived
            |> List.filter (fun heard -> heard.From = "tracker" && not heard.Message.IsQueryResult)

        // One REG_INIT each, and one UPDATE_NBR to the first peer.
        ofTracker.Length |> Expect.isLessThanOrEqual (2 * 61)

    [<Fact>]
    let ``A tracker that starts later is found, and without one the wait ends`` () : unit =
        let network = LosslessNetwork.empty ()
        network.Add("ann", 9001, LosslessNetwork.peer Recovering "ann" 9001, LosslessNetwork.seconds 0.0)
        network.Add("tracker", 7777, LosslessNetwork.tracker Recovering shortened, LosslessNetwork.seconds 30.0)
        network.Run(LosslessNetwork.seconds 90.0)
        LosslessNetwork.phraseOf "ann" network |> Expect.equal (ValueSome "blue snowy peaks")

        let alone = LosslessNetwork.empty ()
        alone.Add("ann", 9001, LosslessNetwork.peer Recovering "ann" 9001, LosslessNetwork.seconds 0.0)
        alone.Run(LosslessNetwork.seconds 600.0)
        alone.State "ann" |> Expect.equal (ValueNone: RingParticipant voption)
        Expect.equal (struct ("ann", GaveUp 10)) (List.last alone.Notices)

    let private falls input =
        let caller =
            Accepted(Endpoint.create "10.0.0.1" 50_000, Endpoint.create "10.0.0.9" 7777)

        let struct (state, _) =
            RingParticipant.step (LosslessNetwork.tracker AsPublished LosslessNetwork.original) Started

        let struct (state, _) = RingParticipant.step state (Opened caller)
        let struct (_, outputs) = RingParticipant.step state (input caller)

        match outputs with
        | [ Tell(FellSilent _); Finish ] -> true
        | _ -> false

    [<Fact>]
    let ``As published, one bad message silences the tracker for good`` () : unit =
        let unusual value caller =
            Received(caller, Wire.readRequest value)

        let problem = Malformation.create "no-pickle" "not a pickle"

        let text (text: string) =
            PeerFunctional.Kernel.Encodings.Pickled.Text text

        let tuple fields =
            PeerFunctional.Kernel.Encodings.Pickled.Tuple fields

        let number (number: int) =
            PeerFunctional.Kernel.Encodings.Pickled.Int(bigint number)

        let fatal =
            [ (fun caller -> Malformed(caller, problem))
              (fun caller -> Closed(caller, CloseReason.ClosedByPartner))
              (fun caller -> Closed(caller, CloseReason.Reset))
              unusual (number 7)
              unusual PeerFunctional.Kernel.Encodings.Pickled.Nothing
              unusual (tuple [])
              unusual (PeerFunctional.Kernel.Encodings.Pickled.Dict [])
              unusual (tuple [ text "ECHO"; number 5 ])
              unusual (tuple [ text "REGISTER"; text "ann" ])
              unusual (tuple [ text "REGISTER" ]) ]

        let harmless =
            [ unusual (tuple [ text "HELLO" ])
              unusual (tuple [ number 5 ])
              unusual (text "hello")
              unusual (tuple [ text "REGISTER"; text "ann"; text "9001" ])
              unusual (tuple [ text "REGISTER"; text "ann"; number 99_999 ])
              unusual (tuple [ text "ECHO"; text "ann"; number 5 ]) ]

        Expect.equal (fatal |> List.map (fun _ -> true)) (fatal |> List.map falls)
        Expect.equal (harmless |> List.map (fun _ -> false)) (harmless |> List.map falls)

    /// The tracker moves the handle to the peer that registered last, and sends PING there only. The one before takes it back
    /// once, and then keeps it.
    [<Fact>]
    let ``Two living peers with one handle are both told, and the tracker's user, and the one that loses it asks ever less often``
        ()
        : unit =
        let network = LosslessNetwork.settle Recovering shortened []

        let staying port =
            { LosslessNetwork.settings Recovering "ann" port with
                Stay = true }
            |> Collector.initial
            |> PeerPart

        network.Add("the one that lives", 9001, staying 9001, LosslessNetwork.seconds 1.0)
        network.Add("the one that joins", 9002, staying 9002, LosslessNetwork.seconds 30.0)
        network.Run(LosslessNetwork.seconds 900.0)

        let told name =
            network.Notices
            |> List.exists (fun struct (teller, notice) -> teller = name && notice.IsPingsMissed)

        let losses =
            [ for struct (teller, notice) in network.Notices do
                  match notice with
                  | HandleLost(_, next) -> teller, next
                  | _ -> () ]

        losses |> List.map fst |> List.distinct |> Expect.hasLength 1
        losses |> List.map snd |> Expect.equal (losses |> List.map snd |> List.sort |> List.distinct)
        losses |> List.map (snd >> _.TotalSeconds) |> List.head |> Expect.equal 130.0

        told "the one that lives" |> Expect.isTrue
        told "the one that joins" |> Expect.isTrue

        let ofTracker isIt =
            network.Notices
            |> List.filter (fun struct (teller, notice) -> teller = "tracker" && isIt notice)
            |> List.length

        ofTracker _.IsMoved |> Expect.equal 2
        // In 15 minutes, and not every 65 s.
        ofTracker _.IsHandleTaken |> Expect.equal losses.Length
        (losses.Length > 0 && losses.Length <= 3) |> Expect.isTrue
