namespace PeerFunctional.SneakerNet

open System
open PeerFunctional.Encoding
open PeerFunctional.Kernel
open PeerFunctional.Verification

/// A captured SneakerNet conversation in words.
module CaptureChronicle =

    /// Something on the wire: a datagram, or a report that one found nobody.
    type private Sight =
        | Datagram of Datagram
        | Unreachable

    [<NoEquality; NoComparison>]
    type private Seen =
        { At: TimeSpan
          From: Endpoint
          To: Endpoint
          Content: Result<Message, Malformation>
          IsLost: bool }

    let private sights (blocks: Block seq) =
        let add (struct (fragments, sights)) block =
            match block with
            | Captured frame ->
                let struct (fragments, transport) = Capture.transport frame fragments

                match transport with
                | Ok(ValueSome(Udp datagram)) -> struct (fragments, struct (frame.Time, Datagram datagram) :: sights)
                | Error Icmp -> struct (fragments, struct (frame.Time, Unreachable) :: sights)
                | Ok(ValueSome(Tcp _))
                | Ok ValueNone
                | Error(UnknownLink _ | NotIp _ | OtherProtocol _ | Fragment | Truncated | BadLength) ->
                    struct (fragments, sights)
            | SectionHeader
            | InterfaceDescription _
            | Skipped _
            | Damaged _ -> struct (fragments, sights)

        let struct (_, sights) = Seq.fold add (struct (Fragments.empty, [])) blocks
        List.rev sights

    /// Where each peer takes pushes, as it announced it: the peer's command endpoint by push endpoint.
    let private pushPorts (datagrams: Datagram list) =
        (Map.empty, datagrams)
        ||> List.fold (fun ports datagram ->
            match Command.decode datagram.Payload with
            | Ok(Port port) -> Map.add (Endpoint.create datagram.Source.Host port) datagram.Source ports
            | Ok(Helo _ | Have _ | Want _ | Got _ | Bye | Command.Next | Command.Unknown _)
            | Error _ -> ports)

    let private see (codec: Codec<Message>) ports origin sights =
        let owner endpoint =
            Map.tryFind endpoint ports |> Option.defaultValue endpoint

        let isUnreachable =
            function
            | Some struct (_, Unreachable) -> true
            | Some struct (_, Datagram _)
            | None -> false

        let following = (List.map Some sights |> List.skip (min 1 sights.Length)) @ [ None ]

        List.zip sights (following |> List.truncate sights.Length)
        |> List.choose (fun (struct (time, sight), next) ->
            match sight with
            | Unreachable -> None
            | Datagram datagram ->
                let isPush =
                    Map.containsKey datagram.Source ports || Map.containsKey datagram.Destination ports

                let channel =
                    if isPush then
                        Message.pushChannel
                    else
                        Message.commandChannel

                Some
                    { At = TimeSpan.FromTicks((ValueOption.defaultValue origin time - origin) / 100L)
                      From = owner datagram.Source
                      To = owner datagram.Destination
                      Content = codec.Decode channel datagram.Payload
                      IsLost = isUnreachable next })

    /// Display names of feeds, from the events seen; only names that tell one feed from all others.
    let private feedNames seen =
        let events =
            seen
            |> List.collect (fun seen ->
                match seen.Content with
                | Ok(Push offers) ->
                    offers
                    |> List.choose (function
                        | Sound verified -> Some verified
                        | Doubtful _ -> None)
                | Ok(Command _)
                | Error _ -> [])

        let conversation = Conversation.ofEvents events

        let named =
            events
            |> List.map _.Event.Feed
            |> List.distinct
            |> List.choose (fun feed -> Conversation.name feed conversation |> Option.map (fun name -> feed, name))

        named
        |> List.filter (fun (_, name) ->
            name.Length <= 16
            && Seq.forall Char.IsLetter name
            && named |> List.filter (fun (_, other) -> other = name) |> List.length = 1)
        |> Map.ofList

    let private messageWords names message =
        let feed id =
            names |> Map.tryFind id |> Option.defaultValue (FeedId.short id)

        let name =
            function
            | Feed id -> feed id
            | Odd base64 -> $"odd key {base64}"

        let claims (claims: Claim list) =
            claims |> List.map (fun claim -> $"{name claim.Name}:{claim.Seq}") |> String.concat " "

        match message with
        | Command(Have held) -> $"HAVE {claims held}"
        | Command(Got held) -> $"GOT {claims held}"
        | Command(Want demands) ->
            demands
            |> List.map (fun demand ->
                match demand.Count with
                | ValueSome count -> $"{name demand.Name}:{demand.From} and {count - 1} more"
                | ValueNone -> $"{name demand.Name}:{demand.From}")
            |> String.concat " "
            |> fun demands -> $"WANT {demands}"
        | Command(Helo _ | Port _ | Bye | Command.Next | Command.Unknown _ as command) -> (Command.print command).Trim()
        | Push offers ->
            offers
            |> List.map (fun offer ->
                let event = Offer.event offer
                let words = $"event {feed event.Feed}:{event.Seq}"

                match offer with
                | Sound _ -> words
                | Doubtful(_, doubt) -> $"{words} ({Doubt.name doubt})")
            |> String.concat ", "

    /// Peers in the order they appear, their names by role (and by port where several play it), and who they are in full.
    let private lanes seen =
        let peers =
            seen |> List.collect (fun seen -> [ seen.From; seen.To ]) |> List.distinct

        let role peer =
            seen
            |> List.tryPick (fun seen ->
                match seen.Content with
                | Ok(Command(Helo("initiator", _))) when seen.From = peer -> Some "Initiator"
                | Ok(Command(Helo("initiator", _))) when seen.To = peer -> Some "Responder"
                | Ok _
                | Error _ -> None)
            |> Option.defaultValue "Peer"

        let roles = peers |> List.map role

        let name (peer: Endpoint) role =
            if roles |> List.filter (fun other -> other = role) |> List.length = 1 then
                role
            else
                $"{role} {peer.Port}"

        let who = List.map2 (fun peer role -> $"{role} {peer}") peers roles
        struct (peers, List.map2 name peers roles, String.concat ", " who)

    /// The chronicle of a capture: each datagram as it was seen at the one place the capture was made, so a datagram counts as
    /// arrived unless the next packet reports that nobody was there.
    let ofBlocks signatures title (blocks: Block seq) : Chronicle =
        let sights = sights blocks

        let datagrams =
            sights
            |> List.choose (fun struct (_, sight) ->
                match sight with
                | Datagram datagram -> Some datagram
                | Unreachable -> None)

        let origin =
            sights |> List.tryPick (fun struct (time, _) -> ValueOption.toOption time) |> Option.defaultValue 0L

        let seen = see (Message.codec signatures) (pushPorts datagrams) origin sights
        let names = feedNames seen
        let struct (peers, lanes, who) = lanes seen
        let laneOf = peers |> List.mapi (fun lane peer -> peer, lane) |> Map.ofList

        let count number what =
            if number = 1 then $"1 {what}" else $"{number} {what}s"

        let moment at happening =
            { At = at
              Happening = happening
              State = ValueNone }

        let moments index seen =
            let from, recipient = laneOf[seen.From], laneOf[seen.To]

            match seen.Content with
            | Ok message ->
                [ Sent(index, from, recipient, messageWords names message)
                  (if seen.IsLost then Lost index else Arrived index) ]
            | Error malformation ->
                [ Sent(index, from, recipient, $"bytes that are no message: {malformation.Problem}")
                  Arrived index
                  Garbled(recipient, malformation.Detail) ]
            |> List.map (moment seen.At)

        let lost = seen |> List.filter _.IsLost |> List.length

        { Title = if peers.IsEmpty then title else $"{title}: {who}"
          Lanes = lanes
          Moments = seen |> List.mapi moments |> List.concat
          Conclusion =
            count seen.Length "datagram"
            + " between "
            + count lanes.Length "peer"
            + (if lost > 0 then $", {lost} of them to nobody" else "")
            + $", in {Diagram.time (seen |> List.tryLast |> Option.map _.At |> Option.defaultValue TimeSpan.Zero)} seconds." }
