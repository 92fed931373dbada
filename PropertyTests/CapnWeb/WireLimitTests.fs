namespace PeerFunctional.Tests.CapnWeb

open System
open Xunit
open PeerFunctional.CapnWeb
open PeerFunctional.Tests
open PeerFunctional.Tests.CapnWeb.ExpressionGenerators

/// What is just within a limit, and what is just beyond it.
module WireLimitTests =

    let private nested (opening: string) inner (closing: string) count =
        String.replicate count opening + inner + String.replicate count closing

    let private objects = nested "{\"a\":" "1" "}"
    let private arrays = nested "[[" "1" "]]"
    let private errors = nested "[\"error\",\"E\",\"m\",null,{\"a\":" "1" "}]"
    let private calls = nested "[\"pipeline\",0,[],[" "1" "]]"

    let private pushed value = $"[\"push\",{value}]"

    let private argument value =
        $"[\"push\",[\"pipeline\",0,[\"greet\"],[{value}]]]"

    let private problem limits text =
        match MessageCodec.read limits (utf8 text) with
        | Ok message ->
            textOf (written message) |> Expect.equal text
            ""
        | Error problem -> $"{WireProblem.errorName problem}: {problem.Detail}"

    let private tooDeep =
        "TypeError: Deserialization exceeded maximum allowed message depth of 256."

    [<Fact>]
    let ``255 values around an innermost one pass, and 256 abort`` () : unit =
        for nest in [ objects; arrays; errors; calls ] do
            problem limits (pushed (nest 255)) |> Expect.equal ""
            problem limits (pushed (nest 256)) |> Expect.equal tooDeep
            problem limits (pushed (nest 300)) |> Expect.equal tooDeep

    [<Fact>]
    let ``A list of arguments is one level`` () : unit =
        for nest in [ objects; arrays ] do
            problem limits (argument (nest 254)) |> Expect.equal ""
            problem limits (argument (nest 255)) |> Expect.equal tooDeep

    [<Fact>]
    let ``Text of 100,000 levels is refused, wherever it stands`` () : unit =
        for text in
            [ pushed (objects 100_000)
              pushed (arrays 100_000)
              pushed (nested "[" "" "]" 100_000)
              $"[\"pipe\",{objects 100_000}]"
              pushed ("[\"zzz\"," + arrays 100_000 + "]")
              pushed (nested "[\"request\",\"http://h/\",{\"cf\":" "1" "}]" 100_000)
              pushed (nested "[\"remap\",0,[],[],[" "1" "]]" 100_000) ] do
            match MessageCodec.read limits (utf8 text) with
            | Ok message -> failwith $"{message}"
            | Error problem -> problem.Problem |> Expect.equal WireProblem.TooDeep

    /// Instructions as deep as can be, with a program in the innermost of each.
    let private programs count =
        (objects 255, [ 1..count ])
        ||> List.fold (fun inner _ -> nested "{\"a\":" $"[\"remap\",0,[],[],[{inner}]]" "}" 255)

    [<Fact>]
    let ``An instruction's nesting starts anew, in four programs and no more`` () : unit =
        problem limits (pushed (programs 4)) |> Expect.equal ""

        match MessageCodec.read limits (utf8 (pushed (programs 5))) with
        | Ok message -> failwith $"{message}"
        | Error problem -> problem.Problem |> Expect.equal WireProblem.TooDeep

    [<Fact>]
    let ``A value nested deeper than a peer takes is not written`` () : unit =
        let rec within count value =
            if count = 0 then
                value
            else
                within (count - 1) (Value.Items [ value ])

        let problem value =
            match MessageCodec.write (Push value) with
            | Ok text -> MessageCodec.read limits text |> Result.isOk |> string
            | Error problem -> problem.Problem

        problem (within 255 Value.Null) |> Expect.equal "True"
        problem (within 256 Value.Null) |> Expect.equal WireProblem.TooDeep
        problem (within 100_000 Value.Null) |> Expect.equal WireProblem.TooDeep

    [<Fact>]
    let ``A bigint has 16,384 characters, of which a minus sign is one`` () : unit =
        let bigInt digits = pushed $"[\"bigint\",\"{digits}\"]"

        let tooLong =
            "TypeError: Deserialized bigint exceeds maximum length of 16384 digits."

        problem limits (bigInt (String('9', 16_384))) |> Expect.equal ""
        problem limits (bigInt ("-" + String('9', 16_383))) |> Expect.equal ""
        problem limits (bigInt (String('9', 16_385))) |> Expect.equal tooLong
        problem limits (bigInt ("-" + String('9', 16_384))) |> Expect.equal tooLong

    [<Theory>]
    [<InlineData("x")>]
    [<InlineData("ü")>]
    [<InlineData("世")>]
    [<InlineData("🌍")>]
    let ``A message is as long as its UTF-16 units`` (letter: string) : unit =
        let limits = { limits with MessageLength = 1_000 }

        let message extra =
            let letters = String.replicate (900 / letter.Length) letter
            pushed ("\"" + letters + String('x', 989 - letters.Length + extra) + "\"")

        (message 0).Length |> Expect.equal 1_000
        problem limits (message 0) |> Expect.equal ""

        problem limits (message 1)
        |> Expect.equal "TypeError: Incoming message exceeds maximum size of 1000 UTF-16 code units."

    [<Fact>]
    let ``A message of 33,554,432 units is read, one longer is not`` () : unit =
        let message length =
            utf8 (pushed ("\"" + String('x', length - 11) + "\""))

        MessageCodec.read limits (message 33_554_432) |> Result.isOk |> Expect.isTrue

        match MessageCodec.read limits (message 33_554_433) with
        | Ok _ -> failwith "it is read"
        | Error problem ->
            problem.Detail
            |> Expect.equal "Incoming message exceeds maximum size of 33554432 UTF-16 code units."

    [<Theory>]
    [<InlineData("[[1,2,3,4,5,6,7,8,9]]", "[[1,2,3,4,5,6,7,8,9,10]]")>]
    [<InlineData("{\"a\":1,\"b\":2,\"c\":3,\"d\":4,\"\":[[]]}", "{\"a\":1,\"b\":2,\"c\":3,\"d\":4,\"\":[[1]]}")>]
    [<InlineData("[\"pipeline\",1,[1,2,3,4,5,6,7,8,9]]", "[\"pipeline\",1,[1,2,3,4,5,6,7,8,9,10]]")>]
    [<InlineData("[\"headers\",[[\"a\",\"b\"],[\"c\",\"d\"],[\"e\",\"f\"]]]",
                 "[\"headers\",[[\"a\",\"b\"],[\"c\",\"d\"],[\"e\",\"f\"],[\"g\",\"h\"],[\"i\",\"j\"]]]")>]
    let ``A message has a number of values, keys and steps`` (most: string, more: string) : unit =
        let limits =
            { limits with
                Values = if most.StartsWith '{' then 11 else 10 }

        problem limits (pushed most) |> Expect.equal ""

        match MessageCodec.read limits (utf8 (pushed more)) with
        | Ok _ -> failwith "it is read"
        | Error problem -> problem.Problem |> Expect.equal WireProblem.TooManyValues
