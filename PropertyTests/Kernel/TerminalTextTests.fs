namespace PeerFunctional.Tests.Kernel

open System
open System.Text.Json
open System.Text.RegularExpressions
open Xunit
open FsCheck.FSharp
open FsCheck.Xunit
open PeerFunctional.Kernel
open PeerFunctional.Tests

module TerminalTextTests =

    let private forAny property =
        Prop.forAll (Arb.fromGen Hostile.text) property

    /// The text that something shown stands for.
    let private readBack (shown: string) =
        Regex.Replace(
            shown,
            @"\\u\{([0-9a-f]+)\}",
            fun found ->
                match Convert.ToInt32(found.Groups[1].Value, 16) with
                | surrogate when surrogate >= 0xD800 && surrogate <= 0xDFFF -> string (char surrogate)
                | value -> Char.ConvertFromUtf32 value
        )

    [<Property(MaxTest = 1_000)>]
    let ``Nothing that is shown moves a terminal, turns its text, ends a line or hides`` () =
        forAny (fun text ->
            let shown = TerminalText.show text
            Hostile.offences shown = [] && Hostile.marks shown <= TerminalText.MaxMarks)

    [<Property(MaxTest = 1_000)>]
    let ``A shown text reads back as its text, so no two texts are shown alike`` () =
        forAny (fun text -> readBack (TerminalText.show text) = text)

    [<Theory>]
    [<InlineData("A name, with 100 % of ASCII: \\n is no line end ~")>]
    [<InlineData("Zoë à l'Îlot – «ça va»")>]
    [<InlineData("Tiếng Việt")>]
    [<InlineData("שָׁלוֹם עולם")>]
    [<InlineData("مرحبا بالعالم")>]
    [<InlineData("नमस्ते क्षि")>]
    [<InlineData("မြန်မာဘာသာ")>]
    [<InlineData("日本語　カタカナ ｶﾀｶﾅ")>]
    [<InlineData("한국어 \u1112\u1161\u11AB")>]
    [<InlineData("e\u0301 x\u0302\u0303")>]
    [<InlineData("👩🏽 🇨🇭 ❤️ ▶️ ½ ∑ €")>]
    let ``What people write stays as it is`` (text: string) : unit =
        TerminalText.show text |> Expect.equal text

    [<Theory>]
    [<InlineData("a\u202eb", "a\\u{202e}b")>]
    [<InlineData("a\u001b[2J\nb\u007f", "a\\u{1b}[2J\\u{a}b\\u{7f}")>]
    [<InlineData("👩\u200d👧", "👩\\u{200d}👧")>]
    [<InlineData("a\ufe0f", "a\\u{fe0f}")>]
    [<InlineData("\\u{202e}", "\\u{5c}u{202e}")>]
    [<InlineData("C:\\users", "C:\\users")>]
    [<InlineData("'\u0301", "'\\u{301}")>]
    [<InlineData("x\u0301\u0301\u0301\u0301\u0301\u0301", "x\u0301\u0301\u0301\u0301\u0301\\u{301}")>]
    [<InlineData("a\U000e0041\U000f0000", "a\\u{e0041}\\u{f0000}")>]
    let ``What is hidden is shown by its number`` (text: string, shown: string) : unit =
        TerminalText.show text |> Expect.equal shown

    [<Fact>]
    let ``A lone surrogate, which no file can hold, is shown by its number`` () : unit =
        TerminalText.show $"{char 0xD800}!{char 0xDC00}" |> Expect.equal "\\u{d800}!\\u{dc00}"

    [<Property>]
    let ``An overlong text ends with the count of what is left out`` () =
        forAny (fun text ->
            let long = text + String('x', 200)
            let shown = TerminalText.upTo 50 long
            let cut = Regex.Match(shown, @"\\u\{\+(\d+) more\}$")

            cut.Success
            && shown.Length < 90
            && long.EndsWith(String('x', min 200 (int cut.Groups[1].Value)))
            && readBack (shown.Substring(0, cut.Index)) = long.Substring(0, long.Length - int cut.Groups[1].Value))

    [<Fact>]
    let ``A text that just fits is not cut`` () : unit =
        TerminalText.upTo 4 "abcd" |> Expect.equal "abcd"
        TerminalText.upTo 4 "abcde" |> Expect.equal "abcd\\u{+1 more}"
        TerminalText.upTo 2 "é漢" |> Expect.equal "é漢"

    /// A JSON string of valid texts, read by another reader.
    [<Property(MaxTest = 1_000)>]
    let ``In JSON nothing is hidden, and nothing is lost`` () =
        forAny (fun text ->
            let json = TerminalText.json text

            let isText =
                Hostile.offences text |> List.forall (fun (_, unit) -> unit < 0xD800 || unit > 0xDFFF)

            Hostile.offences json = []
            && (not isText || JsonDocument.Parse(json).RootElement.GetString() = text))

    [<Fact>]
    let ``JSON keeps keys readable, and lone surrogates what they are`` () : unit =
        TerminalText.json "a+b/c=" |> Expect.equal "\"a+b/c=\""

        TerminalText.json (string (char 0xD800) + "\"\\\n\u202e")
        |> Expect.equal "\"\\ud800\\\"\\\\\\u000a\\u202e\""

    [<Theory>]
    [<InlineData("ann", "a\u200bnn")>]
    [<InlineData("ann", "ann\ufeff")>]
    [<InlineData("ann", "a\u202dnn\u202c")>]
    [<InlineData("ann", "ann\ufe0f")>]
    [<InlineData("ann", "\u3164ann")>]
    [<InlineData("ann", " ann\u00a0")>]
    [<InlineData("ann lee", "ann\u2003 lee")>]
    [<InlineData("❤", "❤\ufe0f")>]
    let ``Texts that differ only in invisible characters are equal by TerminalText.visible``
        (text: string, other: string)
        : unit =
        TerminalText.visible other |> Expect.equal (TerminalText.visible text)

    [<Theory>]
    [<InlineData("ann", "Ann")>]
    [<InlineData("ann lee", "annlee")>]
    [<InlineData("e", "é")>]
    let ``Texts that look different are two`` (text: string, other: string) : unit =
        TerminalText.visible other |> Expect.notEqual (TerminalText.visible text)

    [<Fact>]
    let ``Of a text that hides altogether nothing can be seen`` () : unit =
        TerminalText.visible " \u200b\u3164\u2800\ufe0f\u00a0" |> Expect.isEmpty
