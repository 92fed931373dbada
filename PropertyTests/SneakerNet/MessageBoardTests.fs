namespace PeerFunctional.Tests.SneakerNet

open Xunit
open FsCheck
open FsCheck.FSharp
open FsCheck.Xunit
open PeerFunctional.SneakerNet
open PeerFunctional.Tests.Storage
open PeerFunctional.Tests

module MessageBoardTests =

    let private alice, bob = Given.keys 1, Given.keys 2

    let private about keys seq name =
        Writer.event keys ValueNone seq (Content.about keys.Feed name)

    let private events =
        [ about alice 1L "Alise"
          Writer.message alice ValueNone 2L "first"
          about alice 3L "Alice"
          Writer.message alice ValueNone 5L "third"
          about bob 1L "Bob"
          Writer.message bob ValueNone 4L "second" ]
        |> List.map Writer.verified

    [<Property>]
    let ``The last name and the order of messages do not depend on the order of arrival`` () =
        Prop.forAll (Arb.fromGen (Gen.shuffle events)) (fun events ->
            let board = MessageBoard.ofEvents events

            MessageBoard.name alice.Feed board = Some "Alice"
            && MessageBoard.name bob.Feed board = Some "Bob"
            && (MessageBoard.messages board |> List.map _.Text) = [ "first"; "second"; "third" ])

    [<Fact>]
    let ``A feed names itself only`` () : unit =
        let have = Writer.event bob ValueNone 1L (Content.about alice.Feed "Alice")
        let board = MessageBoard.ofEvents [ Writer.verified have ]
        MessageBoard.name alice.Feed board |> Expect.equal None
        MessageBoard.name bob.Feed board |> Expect.equal (Some "Alice")
