namespace PeerFunctional.Tests.Link

open System
open Xunit
open FsCheck.Xunit
open PeerFunctional.Kernel
open PeerFunctional.Tests
open PeerFunctional.Link
open PeerFunctional.Tests.Link.Generators

/// The machine of a peer, a step at a time.
module PeerTests =

    let private own = Endpoint.create "10.0.0.1" 5000
    let private other = Endpoint.create "10.0.0.2" 6000
    let private settings = LinkSettings.create (PeerName.ofEndpoint own)

    let private json =
        { DataType = Json
          IsStrict = true
          IsStream = false }

    let private from host =
        Accepted(Endpoint.create host 40000, own)

    let private hello name terms =
        Hello
            { Caller = PeerName.create name |> get
              Terms = terms
              IsOurs = false }

    let private outputs (struct (_, outputs: LinkOutput list)) = outputs
    let private state (struct (peer: PeerState, _: LinkOutput list)) = peer

    let private step peer input =
        RecoveringPeer.step TimeSpan.Zero peer input

    let private received peer connection message =
        step peer (Received(Address.Stream connection, message))

    let private notices stepped =
        outputs stepped
        |> List.choose (function
            | Tell notice -> Some notice
            | _ -> None)

    let private sends stepped =
        outputs stepped
        |> List.choose (function
            | Send(_, message) -> Some message
            | _ -> None)

    let private linked terms =
        let stepped =
            received (LinkState.initial settings) (from "10.0.0.2") (hello "10.0.0.2:6000" terms)

        sends stepped |> Expect.equal [ Accept true ]
        state stepped, from "10.0.0.2"

    let private item dataType text = Item(dataType, { Bytes = ascii text })

    [<Fact>]
    let ``A strict link ends with an item of another data type, and nothing more is delivered`` () : unit =
        let peer, connection = linked json
        let violated = received peer connection (item Bytes "x")
        outputs violated |> List.contains (Close(Address.Stream connection)) |> Expect.isTrue

        received (state violated) connection (item Json "{}")
        |> notices
        |> List.exists _.IsItemCame
        |> Expect.isFalse

    [<Fact>]
    let ``A lenient link takes items of any data type`` () : unit =
        let peer, connection = linked { json with IsStrict = false }

        match received peer connection (item Bytes "x") |> notices with
        | [ ItemCame(_, _, Bytes, _) ] -> ()
        | other -> failwith $"{other}"

    [<Fact>]
    let ``A caller that says something before its HELLO is denied`` () : unit =
        let stepped =
            received (LinkState.initial settings) (from "10.0.0.2") (item Json "{}")

        sends stepped |> Expect.equal [ Deny ]
        (state stepped).Links.IsEmpty |> Expect.isTrue

    [<Fact>]
    let ``A caller that gives another peer's name does not take over that peer's link`` () : unit =
        let peer, connection = linked json
        let stranger = received peer (from "10.9.9.9") (hello "10.0.0.2:6000" json) |> state
        stranger.Links |> Map.containsKey connection |> Expect.isTrue

        match step stranger (Commanded(Connect(other, json))) |> notices with
        | [ AlreadyLinked(found, _, _) ] -> found |> Expect.equal connection
        | unexpected -> failwith $"{unexpected}"

    [<Fact>]
    let ``A link with other terms replaces the one that there is`` () : unit =
        let peer, connection = linked json
        let stepped = step peer (Commanded(Connect(other, { json with DataType = Bytes })))
        outputs stepped |> List.contains (Close(Address.Stream connection)) |> Expect.isTrue
        outputs stepped |> List.exists _.IsOpen |> Expect.isTrue

    [<Fact>]
    let ``A peer makes no link with itself`` () : unit =
        match step (LinkState.initial settings) (Commanded(Connect(own, json))) |> outputs with
        | [ Tell(ConnectFailed _) ] -> ()
        | other -> failwith $"{other}"

        received (LinkState.initial settings) (from "10.0.0.1") (hello "10.0.0.1:5000" json)
        |> sends
        |> Expect.equal [ Deny ]

    [<Fact>]
    let ``As many links as may be are open, and a further offer is denied`` () : unit =
        let full = LinkState.initial { settings with MaxLinks = 1 }
        let peer = received full (from "10.0.0.2") (hello "a" json) |> state
        received peer (from "10.0.0.3") (hello "b" json) |> sends |> Expect.equal [ Deny ]

    let private searched peer bytes =
        step peer (Received(Address.Datagram other, Search("10.9.9.9:9", bytes))) |> outputs

    [<Property>]
    let ``An answer to a search goes to its sender only, and has at most three bytes for each of its own``
        (length: byte)
        =
        searched (LinkState.initial settings) (int length)
        |> List.forall (function
            | Send(Address.Datagram target, (Presence _ as answer)) ->
                let struct (_, bytes) = datagrams.Encode answer
                target = other && bytes.Length <= 3 * int length
            | Send _ -> false
            | _ -> true)

    [<Fact>]
    let ``A flood of searches is answered at a bounded rate, again in the next second`` () : unit =
        let flood peer now =
            ((peer, 0), [ 1..10_000 ])
            ||> List.fold (fun (peer, answers) _ ->
                let struct (peer, outputs) =
                    RecoveringPeer.step now peer (Received(Address.Datagram other, Search("", 128)))

                peer, answers + (outputs |> List.filter _.IsSend |> List.length))

        let peer, first = flood (LinkState.initial settings) TimeSpan.Zero
        let _, second = flood peer (TimeSpan.FromSeconds 1.5)
        (first, second) |> Expect.equal (Limits.MaxAnswers, Limits.MaxAnswers)

    [<Fact>]
    let ``An invisible peer answers no search, and can be made visible`` () : unit =
        let hidden = LinkState.initial { settings with IsVisible = false }
        searched hidden 128 |> List.exists _.IsSend |> Expect.isFalse
        let shown = step hidden (Commanded(SetVisible true)) |> state
        searched shown 128 |> List.exists _.IsSend |> Expect.isTrue

    [<Fact>]
    let ``A peer that listens on loopback is found from its own machine only`` () : unit =
        let peer =
            LinkState.initial (LinkSettings.create (PeerName.ofEndpoint (Endpoint.create "127.0.0.1" 5000)))

        searched peer 128 |> List.exists _.IsSend |> Expect.isFalse

        step peer (Received(Address.Datagram(Endpoint.create "127.0.0.1" 9), Search("", 128)))
        |> outputs
        |> List.exists _.IsSend
        |> Expect.isTrue

    [<Fact>]
    let ``A peer sends keep-alives within the partner's timeout, but not between the items of a stream`` () : unit =
        let peer, connection = linked json
        let beat = step peer (TimerFired(Beat connection))
        sends beat |> Expect.equal [ Ping ]

        let peer, connection = linked { json with IsStream = true }

        let given =
            step peer (Commanded(Give(connection, { Bytes = ascii "12345" }))) |> state

        step given (TimerFired(Beat connection)) |> outputs |> Expect.equal []

    [<Fact>]
    let ``Every item of a stream has the size of the first`` () : unit =
        let peer, connection = linked { json with IsStream = true }

        let give text peer =
            step peer (Commanded(Give(connection, { Bytes = ascii text })))

        let first = give "12345" peer

        match give "123" (state first) |> outputs with
        | [ Tell(ItemRefused _) ] -> ()
        | other -> failwith $"{other}"

        give "abcde" (state first) |> sends |> Expect.equal [ Piece { Bytes = ascii "abcde" } ]

    [<Fact>]
    let ``Unfinished items of all streams share one budget`` () : unit =
        let peer =
            LinkState.initial
                { settings with
                    MaxSize = 1_000
                    MaxHeld = 1_500L }

        let stream =
            { json with
                IsStream = true
                DataType = Bytes }

        let fill peer host =
            let connection = from host
            let peer = received peer connection (hello host stream) |> state

            received
                peer
                connection
                (Piece { Bytes = join [ LinkWires.dataHeader Bytes 1_000; ReadOnlyMemory(Array.zeroCreate 900) ] })

        let first = fill peer "10.0.0.2"
        let second = fill (state first) "10.0.0.3"
        notices first |> List.exists _.IsLinkEnded |> Expect.isFalse
        notices second |> List.exists _.IsLinkEnded |> Expect.isTrue
        (state second).Held |> Expect.equal 900L

    [<Property>]
    let ``A peer that stops leaves no link and hears nothing more`` (hosts: byte list) =
        let peer =
            (LinkState.initial settings, hosts)
            ||> List.fold (fun peer host -> received peer (from $"10.0.1.{host}") (hello $"p{host}" json) |> state)

        let stopped = step peer (Commanded Stop)

        (state stopped).Links.IsEmpty
        && outputs stopped |> List.last = Finish
        && outputs (received (state stopped) (from "10.0.0.2") (hello "x" json)) = []
