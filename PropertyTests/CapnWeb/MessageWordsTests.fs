namespace PeerFunctional.Tests.CapnWeb

open Xunit
open FsCheck.FSharp
open FsCheck.Xunit
open PeerFunctional.CapnWeb
open PeerFunctional.Tests
open PeerFunctional.Tests.CapnWeb.ExpressionGenerators

/// Messages as a person reads them.
module MessageWordsTests =

    let private words text =
        match MessageCodec.read limits (utf8 text) with
        | Ok message -> Words.numbered 3L message
        | Error problem -> failwith problem.Detail

    [<Theory>]
    [<InlineData("[\"push\",[\"pipeline\",0,[\"greet\"],[\"Al\"]]]", "calls greet(\"Al\") on the main object; result 3")>]
    [<InlineData("[\"push\",[\"pipeline\",-1,[],[1,[[true]]]]]", "calls object -1(1, [true]); result 3")>]
    [<InlineData("[\"push\",[\"pipeline\",2,[\"user\",0,\"name\"]]]", "reads user[0].name of result 2; result 3")>]
    [<InlineData("[\"push\",[\"remap\",1,[],[],[1,2]]]", "maps result 1 in 2 steps; result 3")>]
    [<InlineData("[\"push\",{\"a b\":null,\"c\":[\"export\",-4]}]", "gives {\"a b\": null, c: its object -4}; result 3")>]
    [<InlineData("[\"pull\",1]", "asks for result 1")>]
    [<InlineData("[\"resolve\",1,\"Hello, Al\"]", "resolves 1: \"Hello, Al\"")>]
    [<InlineData("[\"reject\",1,[\"error\",\"TypeError\",\"no\"]]", "rejects 1: TypeError: no")>]
    [<InlineData("[\"release\",-1,1]", "gives up -1")>]
    [<InlineData("[\"release\",-1,3]", "gives up -1, 3 times")>]
    [<InlineData("[\"stream\",[\"pipeline\",1,[\"write\"],[[\"bytes\",\"AQID\"]]]]",
                 "calls write(3 bytes) on result 1, as a part of a stream; result 3")>]
    [<InlineData("[\"pipe\"]", "opens a pipe; its writing end is number 3")>]
    [<InlineData("[\"abort\",[\"error\",\"Error\",\"bye\"]]", "ends the session: Error: bye")>]
    [<InlineData("[\"abort\"]", "ends the session")>]
    [<InlineData("[\"resolve\",1,[[[\"date\",0],[\"bigint\",\"7\"],[\"nan\"],[\"undefined\"],[\"bytes\",\"AAA\",\"Int16Array\"]]]]",
                 "resolves 1: [1970-01-01T00:00:00Z, 7n, NaN, undefined, Int16Array of 2 bytes]")>]
    let ``A message is told in words`` (text: string, expected: string) : unit = words text |> Expect.equal expected

    [<Property>]
    let ``The words of any message are one short line with nothing hidden in it`` () =
        message |> Arb.fromGen |> Prop.forAll
        <| fun message ->
            let line = Words.numbered 9007199254740991L message
            line.Length < 300 && List.isEmpty (Hostile.offences line)
