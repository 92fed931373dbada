namespace PeerFunctional.Verification

/// What a test that is written out needs of a system.
type TestSource =
    {
        /// Namespaces to open, of the system.
        Opens: string list
        /// F# expressions of the world and its laws.
        World: string
        Laws: string
    }

module TestSource =

    let private text (words: string) =
        words.Replace("\\", "\\\\").Replace("\"", "\\\"")

    /// A name between double backticks holds neither backticks nor some signs of other languages.
    let private name (words: string) =
        words |> String.map (fun letter -> if "`.+$&[]/\\*\"'@,".Contains letter then ' ' else letter)

    /// As F# prints values, with the lines that follow moved below the first.
    let private move (timed: TimedMove<'timer>) =
        let beginning = $"          TimeSpan.FromTicks {timed.At.Ticks}L, Move."
        beginning + (sprintf "%A" timed.Move).Replace("\n", "\n" + String.replicate beginning.Length " ")

    /// A way that breaks a law, which the sentence names, as a test that fails until the machine is mended: a file of a test
    /// project that refers to this core and NUnit.
    let ofMoves source sentence (moves: TimedMove<'timer> list) =
        [ "namespace PeerFunctional.Tests"
          ""
          "open System"
          "open NUnit.Framework"
          "open PeerFunctional.Kernel"
          "open PeerFunctional.Verification"
          yield! source.Opens |> List.map (fun space -> $"open {space}")
          ""
          "[<TestFixture>]"
          "module Counterexample ="
          ""
          "    let private moves ="
          "        ["
          yield! List.map move moves
          "        ]"
          ""
          "    [<Test>]"
          $"    let ``{name sentence}`` () ="
          $"        let world = {source.World}"
          $"        let laws = {source.Laws}"
          ""
          "        let law ="
          "            laws.Goal :: laws.Always"
          $"            |> List.find (fun law -> law.Sentence = \"{text sentence}\")"
          ""
          "        let perform stage (at, move) ="
          "            match Stage.perform world { At = at; Move = move } stage with"
          "            | Ok(struct (stage, _)) -> stage"
          "            | Error problem -> failwith problem"
          ""
          "        let last = List.fold perform (Stage.initial world) moves"
          "        Assert.That(law.Holds last.Scene, law.Sentence)"
          "" ]
        |> String.concat "\n"
