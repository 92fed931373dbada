namespace PeerFunctional.Libp2p

open System
open System.Formats.Cbor
open PeerFunctional.Kernel
open PeerFunctional.Kernel.Encodings
open PeerFunctional.Verification

/// A message of one direction of a stream; places are numbers of the stream's events, from 0.
[<NoEquality; NoComparison>]
type Speech =
    {
        /// Where its first byte came.
        Begins: int
        /// Where it was whole.
        Ends: int
        Place: CapturePoint
        /// None while it is not whole.
        Message: Result<Message, Malformation> voption
        /// Bytes behind the map of a request or response, which no peer of ours writes.
        Behind: int
    }

/// The directions of a stream as messages.
module StreamSpeech =

    let private decodeOne kinds isReadersOwn (events: (int * StreamEvent) list) =
        let heard index begins place behind (message: Result<Message, Malformation>) =
            { Begins = begins
              Ends = index
              Place = place
              Message = ValueSome message
              Behind = behind message }

        // The first message of an event may have begun before it.
        let add index (event: StreamEvent) found (struct (speeches, pending, decoder)) =
            let begins = ValueOption.defaultValue index pending

            let fresh =
                found
                |> List.mapi (fun number message ->
                    heard index (if number = 0 then begins else index) event.Place (fun _ -> 0) message)

            let pending =
                if SubstreamDecoder.isBetween decoder then ValueNone
                elif found.IsEmpty then ValueSome begins
                else ValueSome index

            struct (List.rev fresh @ speeches, pending, decoder)

        let step (struct (speeches, pending, decoder) as state) (index, event: StreamEvent) =
            match event.Deed with
            | StreamDeed.Says bytes ->
                let struct (found, decoder) = SubstreamDecoder.take bytes decoder
                add index event found (struct (speeches, pending, decoder))
            | StreamDeed.Ends ->
                let found = SubstreamDecoder.atEnd decoder
                let decoder = SubstreamDecoder.create Map.empty isReadersOwn
                add index event found (struct (speeches, pending, decoder))
            | StreamDeed.Opens
            | StreamDeed.Resets _
            | StreamDeed.Stops _ -> state

        let struct (speeches, pending, _) =
            ((struct ([], ValueNone, SubstreamDecoder.create kinds isReadersOwn)), events) ||> List.fold step

        let partial =
            match pending with
            | ValueSome begins ->
                [ { Begins = begins
                    Ends = Int32.MaxValue
                    Place = (snd (List.last events)).Place
                    Message = ValueNone
                    Behind = 0 } ]
            | ValueNone -> []

        List.rev speeches @ partial

    let private bytesOf (events: (int * StreamEvent) list) =
        events
        |> List.choose (fun (_, event) ->
            match event.Deed with
            | StreamDeed.Says bytes -> Some(bytes.ToArray())
            | StreamDeed.Opens
            | StreamDeed.Ends
            | StreamDeed.Resets _
            | StreamDeed.Stops _ -> None)
        |> Array.concat

    /// Bytes behind the map that follows the negotiation.
    let private behind (speeches: Speech list) events =
        let negotiation =
            speeches
            |> List.sumBy (fun speech ->
                match speech.Message with
                | ValueSome(Ok(Message.Line line)) -> (Multistream.write line).Length
                | ValueSome _
                | ValueNone -> 0)

        let bytes = bytesOf events

        let skip (reader: CborReader) =
            reader.SkipValue()
            Ok()

        if negotiation >= bytes.Length then
            0
        else
            match Cbor.read (ReadOnlyMemory(bytes, negotiation, bytes.Length - negotiation)) skip with
            | Ok struct ((), rest) -> rest
            | Error _ -> 0

    /// Reads one direction; `kinds` has the protocol that was agreed, and `isReadersOwn` tells that its reader opened the stream.
    let decode kinds isReadersOwn events =
        let speeches = decodeOne kinds isReadersOwn events

        speeches
        |> List.map (fun speech ->
            match speech.Message with
            | ValueSome(Ok(Message.Request _ | Message.Response _)) ->
                { speech with
                    Behind = behind speeches events }
            | ValueSome _
            | ValueNone -> speech)

    let private protocols (speeches: Speech list) =
        speeches
        |> List.choose (fun speech ->
            match speech.Message with
            | ValueSome(Ok(Message.Line(MultistreamLine.Protocol name))) -> Some name
            | ValueSome _
            | ValueNone -> None)

    /// The protocol that the acceptor said after the opener had proposed it.
    let agreed openers acceptors =
        let proposed = decodeOne Map.empty false openers |> protocols

        decodeOne Map.empty true acceptors
        |> protocols
        |> List.tryFind (fun name -> List.contains name proposed)
