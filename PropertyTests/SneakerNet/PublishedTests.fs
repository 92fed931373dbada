namespace PeerFunctional.Tests.SneakerNet

open System
open Xunit
open PeerFunctional.Capture
open PeerFunctional.Kernel
open PeerFunctional.SneakerNet
open PeerFunctional.Tests

/// The original's recorded sessions, run again through our machine with its policy.
module PublishedTests =

    let private codec = Message.codec TestSignatures.signatures

    let private time (frame: Frame) =
        frame.Time |> ValueOption.defaultValue 0L

    let private heard recording : RecordedDatagram list =
        let frames = Fixtures.frames recording
        let start = time frames.Head

        List.zip frames (Fixtures.told recording)
        |> List.choose (fun (frame, told) ->
            told
            |> Option.map (fun told ->
                let channel =
                    if told.Kind = "PUSH" then
                        Message.pushRole
                    else
                        Message.commandRole

                match codec.Decode channel (ReadOnlyMemory told.Bytes) with
                | Ok message ->
                    { At = TimeSpan.FromTicks((time frame - start) / 100L)
                      Source = told.SourcePort
                      Destination = told.DestinationPort
                      Message = message }
                | Error e -> failwith e.Detail))

    /// The command ports of the initiators of a recording, in order: one a session.
    let private initiators (heard: RecordedDatagram list) =
        heard
        |> List.choose (fun datagram ->
            match datagram.Message with
            | Command(Helo("initiator", _)) -> Some datagram.Source
            | _ -> None)
        |> List.distinct

    /// The push port a side announced.
    let private pushPort command (heard: RecordedDatagram list) =
        heard
        |> List.tryPick (fun datagram ->
            match datagram.Message with
            | Command(Port port) when datagram.Source = command -> Some port
            | _ -> None)
        |> Option.defaultValue 0

    /// The events that a side announced, in its order, with placeholder hashes: the original never compares hashes.
    let private heads command (heard: RecordedDatagram list) =
        let head (have: HaveEntry) =
            match have.Name with
            | Feed feed ->
                Some(
                    struct (feed,
                            { Seq = have.Seq
                              Hash = Hash.compute ReadOnlySpan<byte>.Empty
                              Prev = ValueNone })
                )
            | Odd _ -> None

        heard
        |> List.tryPick (fun datagram ->
            match datagram.Message with
            | Command(Have haves) when datagram.Source = command -> Some(List.choose head haves)
            | _ -> None)
        |> Option.defaultValue []

    let private pushed ports (heard: RecordedDatagram list) =
        heard
        |> List.collect (fun datagram ->
            match datagram.Message with
            | Push offers when List.contains datagram.Source ports -> offers |> List.map OfferedEvent.event
            | Push _
            | Command _ -> [])

    let private settings role pushPort heads =
        { Policy = AsPublished
          Role = role
          PushPort = pushPort
          Own = ValueNone
          Silence = TimeSpan.FromSeconds 5.0
          Heads = heads
          Tokens = Keyed [||]
          MaxPartners = ReplicaSettings.MaxPartners }

    /// Runs a side that uses these ports; returns the datagrams that it sent, and those of the recording.
    let private replay role command (heard: RecordedDatagram list) =
        let push = pushPort command heard
        let ports = [ command; push ]
        let store = heard |> pushed ports |> List.distinctBy _.Hash |> MemoryStore.ofEvents
        let settings = settings role push (heads command heard)

        let start =
            match role with
            | Initiator _ -> heard.Head.At
            | Responder _ -> heard.Head.At - TimeSpan.FromMilliseconds 1.0

        let listen replay (datagram: RecordedDatagram) =
            let replay = RecordingReplay.until datagram.At replay

            if List.contains datagram.Destination ports then
                let sender = Endpoint.create "127.0.0.1" datagram.Source
                RecordingReplay.step datagram.At (Received(sender, datagram.Message)) replay
            else
                replay

        let finished =
            (RecordingReplay.create settings store |> RecordingReplay.step start Started, heard)
            ||> List.fold listen
            |> RecordingReplay.until (TimeSpan.FromMinutes 2.0)

        let recorded =
            heard |> List.filter (fun datagram -> List.contains datagram.Source ports) |> List.map _.Message

        struct (finished, recorded)

    let private contact = Endpoint.create "127.0.0.1" 4097

    /// The frames of one session: those of its initiator's ports.
    let private session initiator (heard: RecordedDatagram list) =
        let ports = [ initiator; pushPort initiator heard ]

        heard
        |> List.filter (fun datagram -> List.contains datagram.Source ports || List.contains datagram.Destination ports)

    [<Theory; MemberData("Names", MemberType = typeof<Recordings>)>]
    let ``The published initiator sends every datagram the original sent, in order`` (recording: string) : unit =
        let heard = heard recording

        for initiator in initiators heard do
            let struct (finished, recorded) =
                replay (Initiator contact) initiator (session initiator heard)

            RecordingReplay.sent finished |> Expect.equal recorded
            finished.Finished |> Expect.isTrue

    // In lost-push the responder is a stand-in that leaves an event out; in no-answer there is none.
    [<Theory>]
    [<InlineData("sync")>]
    [<InlineData("both-ways")>]
    [<InlineData("both-200")>]
    [<InlineData("cutoff")>]
    [<InlineData("have-21-feeds")>]
    [<InlineData("have-22-feeds")>]
    let ``The published responder sends every datagram the original sent, in order`` (recording: string) : unit =
        let struct (finished, recorded) =
            replay (Responder(4097, false)) 4097 (heard recording)

        RecordingReplay.sent finished |> Expect.equal recorded
        finished.Finished |> Expect.isFalse

    let private alice = "FX/HBw9oFqLpsP8G0DHnK3qimFQsJRKcGx35aFvqdcQ="
    let private bob = "7mQ6BeZ/CB3hndvjiHw5DBz88Cjh6vMInr4D8nKKuXg="

    [<Fact>]
    let ``The published initiator prints the lines of the seed's example`` () : unit =
        let heard = heard "sync"
        let struct (finished, _) = replay (Initiator contact) 54687 heard
        let sizes = [ 269; 270; 270; 270; 270; 270; 270; 271; 271 ]

        RecordingReplay.lines finished
        |> Expect.equal (
            [ "Welcome to SneakerNet"
              ""
              "** starting replication tool"
              "** peer-to-peer initiator: connecting ..."
              "** contacting peer 127.0.0.1:4097"
              "** talking to ('127.0.0.1', 4097) (responder), my UDP push_port is 49692"
              "-- incoming cmd: b'PORT 58657'"
              $"-- incoming cmd: b'HAVE +{bob}:7 +{alice}:9'" ]
            @ (sizes
               |> List.mapi (fun index size ->
                   [ $"-- incoming push: {size} bytes"; $"-- ingested event {alice}:{index + 1}" ])
               |> List.concat)
            @ [ "** peer_loop done" ]
        )

    [<Fact>]
    let ``The published responder prints the lines of the seed's example`` () : unit =
        let struct (finished, _) = replay (Responder(4097, false)) 4097 (heard "sync")

        RecordingReplay.lines finished
        |> Expect.equal (
            [ "Welcome to SneakerNet"
              ""
              "** starting replication tool"
              "** peer-to-peer responder"
              "** waiting on UDP port 4097"
              "** talking to ('127.0.0.1', 54687) (initiator), my UDP push_port is 58657"
              "-- incoming cmd: b'PORT 49692'"
              $"-- incoming cmd: b'HAVE +{bob}:7'"
              $"-- incoming cmd: b'WANT +{alice}:1'" ]
            @ [ for seq in 1..9 -> $"-- enqueue outgoing push for {alice}:{seq}" ]
            @ [ "** peer_loop done"; "** waiting on UDP port 4097" ]
        )

    let private garbageFeed = "wuLywsqE70JsEeuFnbkx27upWpETXfbpwUh5YF9k6wA="

    /// The responder of garbage.json: one feed of two events.
    let private garbageResponder () =
        match FeedId.parse garbageFeed with
        | Ok feed ->
            let head =
                { Seq = 2L
                  Hash = Hash.compute ReadOnlySpan<byte>.Empty
                  Prev = ValueNone }

            let settings = settings (Responder(4097, false)) 50000 [ struct (feed, head) ]

            RecordingReplay.create settings Map.empty |> RecordingReplay.step TimeSpan.Zero Started
        | Error e -> failwith e.Detail

    let private receive channel sender (bytes: byte[]) replay =
        let input =
            match codec.Decode channel (ReadOnlyMemory bytes) with
            | Ok message -> Received(sender, message)
            | Error e -> Malformed(sender, e)

        RecordingReplay.step TimeSpan.Zero input replay

    let private initiator = Endpoint.create "127.0.0.1" 40000

    /// Sends a garbage input in its state; answers whether the responder goes on, and what it replied.
    let private survive (garbage: Garbage) =
        let hello = Text.Encoding.UTF8.GetBytes "HELO initiator\n"

        let channel =
            if garbage.State = "push" then
                Message.pushRole
            else
                Message.commandRole

        let ready =
            if garbage.State = "wait" then
                garbageResponder ()
            else
                garbageResponder ()
                |> receive Message.commandRole initiator hello
                |> RecordingReplay.until (TimeSpan.FromSeconds 1.0)

        let finished =
            (ready, garbage.Sent)
            ||> List.fold (fun replay hex -> receive channel initiator (GarbageTests.bytesOf garbage hex) replay)
            |> RecordingReplay.until (TimeSpan.FromSeconds 2.0)

        let word =
            function
            | Command(Port _) -> "PORT"
            | Command command -> Command.print command
            | Push _ -> "PUSH"

        let replies =
            RecordingReplay.sent finished |> List.skip (List.length ready.Sent) |> List.map word

        not finished.Finished, replies

    [<Fact>]
    let ``The published responder survives and answers garbage exactly where the original did`` () : unit =
        let told (garbage: Garbage) =
            let word (reply: string) =
                if reply.StartsWith "PORT " then "PORT" else reply

            garbage.State, garbage.Case, (garbage.Survived, garbage.Replies |> List.map word)

        Fixtures.garbage
        |> List.map (fun garbage -> garbage.State, garbage.Case, survive garbage)
        |> Expect.equal (List.map told Fixtures.garbage)

    [<Theory>]
    [<InlineData("sync", true)>]
    [<InlineData("both-200", true)>]
    [<InlineData("cutoff", false)>]
    [<InlineData("have-22-feeds", false)>]
    [<InlineData("no-answer", false)>]
    let ``A published initiator tells whether it got everything that was announced``
        (recording: string, complete: bool)
        : unit =
        let heard = heard recording
        let initiator = (initiators heard).Head

        let struct (finished, _) =
            replay (Initiator contact) initiator (session initiator heard)

        (Replica.totals finished.State).Complete |> Expect.equal complete
