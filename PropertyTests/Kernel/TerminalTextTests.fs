namespace PeerFunctional.Tests.Kernel

open System
open System.Text.Json
open System.Text.RegularExpressions
open NUnit.Framework
open FsCheck.FSharp
open FsCheck.NUnit
open PeerFunctional.Kernel
open PeerFunctional.Tests

[<TestFixture>]
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
    let ``What is shown tells what the text was, so no text can look like another`` () =
        forAny (fun text -> readBack (TerminalText.show text) = text)

    [<TestCase("A name, with 100 % of ASCII: \\n is no line end ~")>]
    [<TestCase("Zoë à l'Îlot – «ça va»")>]
    [<TestCase("Tiếng Việt")>]
    [<TestCase("שָׁלוֹם עולם")>]
    [<TestCase("مرحبا بالعالم")>]
    [<TestCase("नमस्ते क्षि")>]
    [<TestCase("မြန်မာဘာသာ")>]
    [<TestCase("日本語　カタカナ ｶﾀｶﾅ")>]
    [<TestCase("한국어 \u1112\u1161\u11AB")>]
    [<TestCase("e\u0301 x\u0302\u0303")>]
    [<TestCase("👩🏽 🇨🇭 ❤️ ▶️ ½ ∑ €")>]
    let ``What people write stays as it is`` (text: string) =
        Assert.That(TerminalText.show text, Is.EqualTo text)

    [<TestCase("a\u202eb", "a\\u{202e}b")>]
    [<TestCase("a\u001b[2J\nb\u007f", "a\\u{1b}[2J\\u{a}b\\u{7f}")>]
    [<TestCase("👩\u200d👧", "👩\\u{200d}👧")>]
    [<TestCase("a\ufe0f", "a\\u{fe0f}")>]
    [<TestCase("\\u{202e}", "\\u{5c}u{202e}")>]
    [<TestCase("C:\\users", "C:\\users")>]
    [<TestCase("'\u0301", "'\\u{301}")>]
    [<TestCase("x\u0301\u0301\u0301\u0301\u0301\u0301", "x\u0301\u0301\u0301\u0301\u0301\\u{301}")>]
    [<TestCase("a\U000e0041\U000f0000", "a\\u{e0041}\\u{f0000}")>]
    let ``What is hidden is shown by its number`` (text: string, shown: string) =
        Assert.That(TerminalText.show text, Is.EqualTo shown)

    [<Test>]
    let ``A lone surrogate, which no file can hold, is shown by its number`` () =
        Assert.That(TerminalText.show $"{char 0xD800}!{char 0xDC00}", Is.EqualTo "\\u{d800}!\\u{dc00}")

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

    [<Test>]
    let ``A text that just fits is not cut`` () =
        Assert.That(TerminalText.upTo 4 "abcd", Is.EqualTo "abcd")
        Assert.That(TerminalText.upTo 4 "abcde", Is.EqualTo "abcd\\u{+1 more}")
        Assert.That(TerminalText.upTo 2 "é漢", Is.EqualTo "é漢")

    /// A JSON string of valid texts, read by another reader.
    [<Property(MaxTest = 1_000)>]
    let ``In JSON nothing is hidden, and nothing is lost`` () =
        forAny (fun text ->
            let json = TerminalText.json text

            let isText =
                Hostile.offences text |> List.forall (fun (_, unit) -> unit < 0xD800 || unit > 0xDFFF)

            Hostile.offences json = []
            && (not isText || JsonDocument.Parse(json).RootElement.GetString() = text))

    [<Test>]
    let ``JSON keeps keys readable, and lone surrogates what they are`` () =
        Assert.That(TerminalText.json "a+b/c=", Is.EqualTo "\"a+b/c=\"")

        Assert.That(
            TerminalText.json (string (char 0xD800) + "\"\\\n\u202e"),
            Is.EqualTo "\"\\ud800\\\"\\\\\\u000a\\u202e\""
        )

    [<TestCase("ann", "a\u200bnn")>]
    [<TestCase("ann", "ann\ufeff")>]
    [<TestCase("ann", "a\u202dnn\u202c")>]
    [<TestCase("ann", "ann\ufe0f")>]
    [<TestCase("ann", "\u3164ann")>]
    [<TestCase("ann", " ann\u00a0")>]
    [<TestCase("ann lee", "ann\u2003 lee")>]
    [<TestCase("❤", "❤\ufe0f")>]
    let ``Texts that differ only where nobody can see it are one`` (text: string, other: string) =
        Assert.That(TerminalText.visible other, Is.EqualTo(TerminalText.visible text))

    [<TestCase("ann", "Ann")>]
    [<TestCase("ann lee", "annlee")>]
    [<TestCase("e", "é")>]
    let ``Texts that look different are two`` (text: string, other: string) =
        Assert.That(TerminalText.visible other, Is.Not.EqualTo(TerminalText.visible text))

    [<Test>]
    let ``Of a text that hides altogether nothing can be seen`` () =
        Assert.That(TerminalText.visible " \u200b\u3164\u2800\ufe0f\u00a0", Is.Empty)
