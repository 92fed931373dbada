namespace PeerFunctional.Tests.CommandLine

open System
open System.IO
open System.Text.RegularExpressions
open Xunit
open PeerFunctional
open PeerFunctional.Tests

/// The words that a user reads.
module WordsTests =

    /// Metaphors and riddles, each of which has a plain word.
    let private riddle =
        Regex
            @"\b(garbl\w+|whoever|somebody|anew|hears?|overheard|storms?|weather|wiped?|unjudged|befalls?|is none|(?<!there )(is|are) no (?!longer))\b"

    let private literal = Regex("\"(?:[^\"\\\\]|\\\\.)*\"")

    /// The tracker sends what it says of a bad pickle or message to its caller: recordings hold those words.
    let private isRecorded (file: string) =
        (Path.GetFileName file).StartsWith("Pickle", StringComparison.Ordinal)
        || file.Contains("/Tracker/Messages/", StringComparison.Ordinal)

    /// The sentences between quotes in the sources of the program, with their places.
    let private sentences =
        [ for folder in [ "Protocol.FSharp"; "Runtime.CSharp"; "Cli.CSharp" ] do
              for file in
                  Directory.EnumerateFiles(Path.Combine(Repository.root, folder), "*", SearchOption.AllDirectories) do
                  let name = Path.GetRelativePath(Repository.root, file)
                  let isSource = name.EndsWith ".fs" || name.EndsWith ".cs"

                  if isSource && not (name.Contains "/obj/" || isRecorded name) then
                      for number, line in Seq.indexed (File.ReadLines file) do
                          if not (line.TrimStart().StartsWith "//") then
                              for found in literal.Matches line do
                                  if found.Value.Contains ' ' then
                                      $"{name}:{number + 1}", found.Value ]

    [<Fact>]
    let ``What the program says has no metaphor and no riddle that a plain word replaces`` () : unit =
        sentences.Length |> Expect.isGreaterThan 1_000

        [ for place, sentence in sentences do
              if riddle.IsMatch sentence then
                  $"{place}: {sentence}"
          for line in CommandLine.manual().Split '\n' do
              if riddle.IsMatch line then
                  line ]
        |> Expect.isEmpty

    [<Fact>]
    let ``The help of each command begins with a verb, and its sentences end`` () : unit =
        for topic in HelpTopics.all do
            topic.Summary |> Expect.isMatch @"^[A-Z][a-z]+s .*\.$"
