namespace PeerFunctional.Tests.CapnWeb

open System
open System.Globalization
open System.Text.Json
open Xunit
open FsCheck
open FsCheck.FSharp
open FsCheck.Xunit
open PeerFunctional.CapnWeb
open PeerFunctional.Tests
open PeerFunctional.Tests.CapnWeb.ExpressionGenerators

/// Messages to JSON and back.
module MessageCodecTests =

    let private read text = MessageCodec.read limits (utf8 text)

    let private again text =
        match read text with
        | Ok message -> textOf (written message)
        | Error problem -> $"{problem.Problem}: {problem.Detail}"

    /// How a value is written that was read from a text.
    let private value text =
        match ExpressionReader.read limits (utf8 text) |> Result.bind ExpressionWriter.write with
        | Ok text -> textOf text
        | Error problem -> $"{problem.Problem}: {problem.Detail}"

    [<Property(MaxTest = 1000)>]
    let ``A message reads as it was written`` () =
        message |> Arb.fromGen |> Prop.forAll
        <| fun message -> MessageCodec.read limits (written message) = Ok message

    [<Property>]
    let ``A value reads as it was written`` () =
        expression |> Arb.fromGen |> Prop.forAll
        <| fun expression ->
            ExpressionWriter.write expression |> Result.bind (ExpressionReader.read limits) = Ok expression

    /// A text with some of its bytes changed, taken out or doubled.
    let private damaged =
        gen {
            let! bytes = message |> Gen.map (fun message -> (written message).ToArray())
            let! times = Gen.choose (0, 3)

            let! changes =
                Gen.listOfLength
                    times
                    (Gen.zip3
                        (Gen.choose (0, 1_000_000))
                        (Gen.choose (0, 2))
                        (Gen.elements (List.ofSeq "[]{}\",:0-e.\\u ntf")))

            return
                (bytes, changes)
                ||> List.fold (fun bytes (place, change, letter) ->
                    let place = place % (bytes.Length + 1)

                    match change with
                    | 0 when place < bytes.Length -> Array.removeAt place bytes
                    | 1 when place < bytes.Length -> Array.updateAt place (byte letter) bytes
                    | _ -> Array.insertAt place (byte letter) bytes)
        }

    let private isJson (bytes: byte[]) =
        try
            use _ =
                JsonDocument.Parse(ReadOnlyMemory bytes, JsonDocumentOptions(MaxDepth = 900))

            true
        with :? JsonException ->
            false

    [<Property(MaxTest = 2000)>]
    let ``What is no JSON is refused as that, and nothing else is`` () =
        damaged |> Arb.fromGen |> Prop.forAll
        <| fun bytes ->
            match MessageCodec.read limits (ReadOnlyMemory bytes) with
            | Ok message -> isJson bytes && MessageCodec.read limits (written message) = Ok message
            | Error problem -> (problem.Problem = WireProblem.BadJson) = not (isJson bytes)

    [<Property>]
    let ``Any bytes are a message or a problem`` (bytes: byte[]) =
        match MessageCodec.read limits (ReadOnlyMemory bytes) with
        | Ok _ -> true
        | Error problem -> problem.Detail <> ""

    [<Property(MaxTest = 1000)>]
    let ``A number is written so that it reads as the same number`` () =
        number |> Gen.filter Double.IsFinite |> Arb.fromGen |> Prop.forAll
        <| fun number ->
            match ExpressionWriter.write (Value.Number number) with
            | Ok text -> Double.Parse(textOf text, CultureInfo.InvariantCulture) = number
            | Error _ -> false

    [<Theory>]
    [<InlineData("0.000001", "0.000001")>]
    [<InlineData("0.0000001", "1e-7")>]
    [<InlineData("-0.00000123", "-0.00000123")>]
    [<InlineData("1.5e-10", "1.5e-10")>]
    [<InlineData("123456789012345680000", "123456789012345680000")>]
    [<InlineData("1e20", "100000000000000000000")>]
    [<InlineData("1e21", "1e+21")>]
    [<InlineData("1.25E+30", "1.25e+30")>]
    [<InlineData("9007199254740993", "9007199254740992")>]
    [<InlineData("-0", "0")>]
    [<InlineData("1e400", "[\"inf\"]")>]
    [<InlineData("-1e400", "[\"-inf\"]")>]
    [<InlineData("1.0", "1")>]
    [<InlineData("0.1", "0.1")>]
    [<InlineData("1e-400", "0")>]
    let ``A number is written as JavaScript writes it`` (text: string, expected: string) : unit =
        value text |> Expect.equal expected

    [<Theory>]
    [<InlineData("\"\\ud800\"", "\"\\ud800\"")>]
    [<InlineData("\"\\uDC00\\ud800x\"", "\"\\udc00\\ud800x\"")>]
    [<InlineData("\"\\ud83c\\udf0d\"", "\"🌍\"")>]
    [<InlineData("\"\\u2028\\u007f\\u00e9\\/\"", "\"\u2028\u007fé/\"")>]
    [<InlineData("\"\\b\\f\\n\\r\\t\\u000b\\u0000\\\"\\\\\"", "\"\\b\\f\\n\\r\\t\\u000b\\u0000\\\"\\\\\"")>]
    [<InlineData("{\"\\ud800\":1}", "{\"\\ud800\":1}")>]
    let ``Text is escaped where JavaScript escapes it, half a pair too`` (text: string, expected: string) : unit =
        value text |> Expect.equal expected

    [<Theory>]
    [<InlineData("{\"a\":1,\"b\":2,\"a\":3}", "{\"a\":3,\"b\":2}")>]
    [<InlineData("{\"b\":1,\"2\":2,\"1\":3}", "{\"b\":1,\"2\":2,\"1\":3}")>]
    [<InlineData("{\"toString\":1,\"__proto__\":{\"a\":2}}", "{\"toString\":1,\"__proto__\":{\"a\":2}}")>]
    [<InlineData("[\"error\",\"E\",\"m\",null,{\"c\":1,\"name\":[\"zzz\"],\"stack\":2,\"c\":3}]",
                 "[\"error\",\"E\",\"m\",null,{\"c\":3}]")>]
    let ``Of a key's values the last counts, and keys keep their order`` (text: string, expected: string) : unit =
        value text |> Expect.equal expected

    [<Theory>]
    [<InlineData("[\"bytes\",\"AQI=\"]", "[\"bytes\",\"AQI\"]")>]
    [<InlineData("[\"bytes\",\"-_-_\"]", "[\"bytes\",\"+/+/\"]")>]
    [<InlineData("[\"bytes\",\"AQ ID\\n\"]", "[\"bytes\",\"AQID\"]")>]
    [<InlineData("[\"bytes\",\"A!Q.I D_ü\"]", "[\"bytes\",\"AQID\"]")>]
    [<InlineData("[\"bytes\",\"!!!\"]", "[\"bytes\",\"\"]")>]
    [<InlineData("[\"bytes\",\"A\\nQIDBA\"]", "[\"bytes\",\"AQIDBA\"]")>]
    [<InlineData("[\"bytes\",\"AQ=IDBA\"]", "[\"bytes\",\"AQ\"]")>]
    [<InlineData("[\"bytes\",\"AQID\",\"Uint8Array\",7]", "[\"bytes\",\"AQID\",\"Uint8Array\"]")>]
    [<InlineData("[\"bigint\",\"\\u00a0+0012\\ufeff\"]", "[\"bigint\",\"12\"]")>]
    [<InlineData("[\"bigint\",\"0xFf\",1]", "[\"bigint\",\"255\"]")>]
    [<InlineData("[\"bigint\",\"0o17\"]", "[\"bigint\",\"15\"]")>]
    [<InlineData("[\"bigint\",\"0b101\"]", "[\"bigint\",\"5\"]")>]
    [<InlineData("[\"bigint\",\"\"]", "[\"bigint\",\"0\"]")>]
    [<InlineData("[\"bigint\",\"0x\"]", "bad-bigint: Cannot convert 0x to a BigInt")>]
    [<InlineData("[\"bigint\",\"-0x1\"]", "bad-bigint: Cannot convert -0x1 to a BigInt")>]
    [<InlineData("[\"bigint\",\"0o8\"]", "bad-bigint: Cannot convert 0o8 to a BigInt")>]
    [<InlineData("[\"bigint\",\"1_0\"]", "bad-bigint: Cannot convert 1_0 to a BigInt")>]
    [<InlineData("[\"date\",1.9,0]", "[\"date\",1]")>]
    [<InlineData("[\"date\",-1.9]", "[\"date\",-1]")>]
    [<InlineData("[\"date\",8.64e15]", "[\"date\",8640000000000000]")>]
    [<InlineData("[\"date\",8640000000000001]", "[\"date\",null]")>]
    [<InlineData("[\"nan\",[]]", "[\"nan\"]")>]
    [<InlineData("[\"error\",\"constructor\",\"m\",5]", "[\"error\",\"constructor\",\"m\"]")>]
    [<InlineData("[\"error\",\"E\",\"m\",\"s\",{},9]", "[\"error\",\"E\",\"m\",\"s\"]")>]
    [<InlineData("[\"export\",5,6]", "[\"export\",5]")>]
    [<InlineData("[\"request\",\"http://h/\",{\"cf\":{\"a\":[1,[]]},\"headers\":[[\"a\",\"b\"]],\"body\":[\"readable\",1]}]",
                 "[\"request\",\"http://h/\",{\"cf\":{\"a\":[1,[]]},\"headers\":[[\"a\",\"b\"]],\"body\":[\"readable\",1]}]")>]
    let ``What npm tolerates reads, and is written as npm writes it`` (text: string, expected: string) : unit =
        value text |> Expect.equal expected

    [<Theory>]
    [<InlineData("[\"push\",1,[\"zzz\"]]", "[\"push\",1]")>]
    [<InlineData("[\"pipe\",{}]", "[\"pipe\"]")>]
    [<InlineData("[\"abort\"]", "[\"abort\",[\"undefined\"]]")>]
    [<InlineData("[\"release\",-1,0,null]", "[\"release\",-1,0]")>]
    [<InlineData(" [ \"push\" ,\r\n\t[ \"pipeline\" , 1 , [ ] ] ] \r", "[\"push\",[\"pipeline\",1,[]]]")>]
    [<InlineData("[\"release\",1,-1]", "negative-release: a release count is at least 0: -1")>]
    [<InlineData("[\"release\",1,0.5]", "bad-message: bad RPC message: [\"release\",1,0.5]")>]
    [<InlineData("[\"pull\",1e300]", "no-such-entry: no such entry on exports table: 1e+300")>]
    [<InlineData("[\"foo\" , {\"a\": [1.0, \"\\u0041\"]}]", "bad-message: bad RPC message: [\"foo\",{\"a\":[1,\"A\"]}]")>]
    let ``A message may have more than it needs, and not less`` (text: string, expected: string) : unit =
        again text |> Expect.equal expected

    [<Theory>]
    [<InlineData("[\"foo\",", "Unexpected end of JSON input")>]
    [<InlineData("[\"push\",[\"zzz\"]", "Expected ',' or ']' after array element in JSON at position 15")>]
    [<InlineData("[\"push\",[\"zzz\",tru]]", "Unexpected token ']', \"[\"push\",[\"zzz\",tru]]\" is not valid JSON")>]
    [<InlineData("[\"abcdefghijklmnopqrstuvwxyz\",x,1,2,3,4,5,6,7,8]",
                 "Unexpected token 'x', ...\"stuvwxyz\",x,1,2,3,4,\"... is not valid JSON")>]
    [<InlineData("[\"push\",\"a", "Unterminated string in JSON at position 10")>]
    [<InlineData("{\"a\"}", "Expected ':' after property name in JSON at position 4")>]
    [<InlineData("{a:1}", "Expected property name or '}' in JSON at position 1")>]
    [<InlineData("{\"a\":1,}", "Expected double-quoted property name in JSON at position 7")>]
    [<InlineData("{\"a\":1]", "Expected ',' or '}' after property value in JSON at position 6")>]
    [<InlineData("[1 2]", "Expected ',' or ']' after array element in JSON at position 3")>]
    [<InlineData("[\"ü\" 2]", "Expected ',' or ']' after array element in JSON at position 5")>]
    [<InlineData("[-]", "No number after minus sign in JSON at position 2")>]
    [<InlineData("1.", "Unterminated fractional number in JSON at position 2")>]
    [<InlineData("1e+", "Exponent part is missing a number in JSON at position 3")>]
    [<InlineData("01", "Unexpected number in JSON at position 1")>]
    [<InlineData("nul", "Unexpected end of JSON input")>]
    [<InlineData("\"\\x\"", "Bad escaped character in JSON at position 2")>]
    [<InlineData("\"\\u12g4\"", "Bad Unicode escape in JSON at position 5")>]
    [<InlineData("[\"a\u0001\"]", "Bad control character in string literal in JSON at position 3")>]
    let ``Broken JSON is named as V8 names it, and before what else is wrong`` (text: string, detail: string) : unit =
        match read text with
        | Error problem ->
            problem.Problem |> Expect.equal WireProblem.BadJson
            problem.Detail |> Expect.equal detail
            WireProblem.errorName problem |> Expect.equal "SyntaxError"
        | Ok message -> failwith $"{message}"

    [<Fact>]
    let ``A problem repeats the beginning only of a long message`` () : unit =
        match read ("[\"foo\",\"" + String('x', 1_000_000) + "\"]") with
        | Error problem -> (problem.Detail.Length < 1_100) |> Expect.isTrue
        | Ok message -> failwith $"{message}"

    [<Fact>]
    let ``Keys that JavaScript's base object has are refused, toJSON as a key only`` () : unit =
        for name in [ "constructor"; "__proto__"; "toString"; "valueOf"; "__lookupSetter__" ] do
            (RefusedName.isRefused name && RefusedName.isRefusedKey name) |> Expect.isTrue

        RefusedName.isRefusedKey "toJSON" |> Expect.isTrue

        for name in [ "toJSON"; "then"; "GetType"; "name"; "" ] do
            RefusedName.isRefused name |> Expect.isFalse
