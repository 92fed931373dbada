namespace PeerFunctional.Tests.SneakerNet

open Xunit
open FsCheck
open FsCheck.FSharp
open FsCheck.Xunit
open PeerFunctional.SneakerNet
open PeerFunctional.Tests.Storage
open PeerFunctional.Tests

module ConversationTests =

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
            let conversation = Conversation.ofEvents events

            Conversation.name alice.Feed conversation = Some "Alice"
            && Conversation.name bob.Feed conversation = Some "Bob"
            && (Conversation.messages conversation |> List.map _.Text) = [ "first"; "second"; "third" ])

    [<Fact>]
    let ``A feed names itself only`` () : unit =
        let claim = Writer.event bob ValueNone 1L (Content.about alice.Feed "Alice")
        let conversation = Conversation.ofEvents [ Writer.verified claim ]
        Conversation.name alice.Feed conversation |> Expect.equal None
        Conversation.name bob.Feed conversation |> Expect.equal (Some "Alice")
