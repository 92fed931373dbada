namespace PeerFunctional.Tests.Verification

open System
open Xunit
open FsCheck
open FsCheck.FSharp
open FsCheck.Xunit
open PeerFunctional.Capture
open PeerFunctional.Kernel
open PeerFunctional.Verification
open PeerFunctional.Tests

/// A datagram of a capture: from whom, to whom, whether it can begin a conversation, and how long after the one before.
type CapturedByte =
    { From: int
      To: int
      Begins: bool
      After: int64 }

/// The conversations of a capture, found by looking at all of them for every datagram.
module private ByScanning =

    type Found =
        { Endpoints: Set<int>
          Frames: int list
          Last: int64
          Number: int }

    let private close until found = struct (until, List.rev found.Frames)

    let private expire (recognizer: Recognizer<unit>) time (opened: Found list) =
        let silent, awake =
            opened |> List.partition (fun found -> abs (time - found.Last) > recognizer.Pause)

        if silent.IsEmpty && opened.Length > recognizer.MostOpen then
            let oldest = opened |> List.minBy (fun found -> found.Last, found.Number)
            [ close oldest.Last oldest ], opened |> List.filter (fun found -> found.Number <> oldest.Number)
        else
            silent |> List.map (fun found -> close (found.Last + recognizer.Pause) found), awake

    let private add (recognizer: Recognizer<unit>) (opened, closed, time, frame, next) datagram =
        let time = time + datagram.After
        let over, opened = expire recognizer time opened

        let owner endpoint =
            opened |> List.tryFind (fun found -> Set.contains endpoint found.Endpoints)

        let found =
            owner datagram.From
            |> Option.orElse (owner datagram.To)
            |> Option.orElse (
                if datagram.Begins then
                    Some
                        { Endpoints = Set.ofList [ datagram.From; datagram.To ]
                          Frames = []
                          Last = time
                          Number = next }
                else
                    None
            )

        match found with
        | None -> opened, closed @ over, time, frame + 1, next
        | Some found ->
            let grown =
                { found with
                    Endpoints = Set.add datagram.From found.Endpoints
                    Frames = frame :: found.Frames
                    Last = time }

            let others = opened |> List.filter (fun other -> other.Number <> found.Number)
            let next = max next (found.Number + 1)

            if grown.Frames.Length >= recognizer.MostEvents then
                others, closed @ over @ [ close time grown ], time, frame + 1, next
            else
                (others @ [ grown ] |> List.sortBy _.Number), closed @ over, time, frame + 1, next

    let find recognizer datagrams =
        let opened, closed, time, _, _ =
            datagrams |> List.fold (add recognizer) ([], [], 0L, 1, 0)

        closed @ (opened |> List.map (close time))

module ConversationsTests =

    let private endpoint number =
        Endpoint.create $"10.0.0.{number}" 4_000

    let private recognizer =
        { Recognizer.ofDatagrams
              (fun (datagram: Datagram) ->
                  if datagram.Payload.Span[0] = 1uy then
                      Recognized((), [ datagram.Source; datagram.Destination ])
                  else
                      Foreign)
              (fun datagram -> [ datagram.Source ]) with
            Pause = 100L
            MostOpen = 3
            MostEvents = 6 }

    let private captured (time, frame) datagram =
        let time = time + datagram.After

        { CapturedEvent.Frame = frame
          Time = time
          Event =
            WireEvent.Datagram
                { Source = endpoint datagram.From
                  Destination = endpoint datagram.To
                  Payload = ReadOnlyMemory [| (if datagram.Begins then 1uy else 0uy) |] } },
        (time, frame + 1L)

    let private told (conversation: Conversation<unit>) =
        struct (conversation.Until, conversation.Events |> List.rev |> List.map (fun captured -> int captured.Frame))

    let private find datagrams =
        let events, (time, _) = datagrams |> List.mapFold captured (0L, 1L)

        let struct (conversations, closed) =
            (struct (Conversations.empty, []), events)
            ||> List.fold (fun (struct (conversations, closed)) event ->
                let struct (conversations, over, _) =
                    Conversations.add recognizer event conversations

                struct (conversations, closed @ over))

        closed @ Conversations.finish recognizer time conversations |> List.map told

    let private datagrams =
        gen {
            let! from = Gen.choose (1, 12)
            let! recipient = Gen.choose (1, 12)
            let! begins = Gen.frequency [ 1, Gen.constant true; 3, Gen.constant false ]
            let! after = Gen.frequency [ 6, Gen.choose (0, 20); 1, Gen.choose (-150, 150) ]

            return
                { From = from
                  To = recipient
                  Begins = begins
                  After = int64 after }
        }
        |> Gen.listOf
        |> Arb.fromGen

    [<Property(MaxTest = 2_000)>]
    let ``Conversations are those that a search of all of them finds, with the same ends`` () =
        Prop.forAll datagrams (fun datagrams -> find datagrams |> Expect.equal (ByScanning.find recognizer datagrams))
