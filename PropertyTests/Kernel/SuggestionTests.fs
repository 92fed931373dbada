namespace PeerFunctional.Tests.Kernel

open Xunit
open FsCheck
open FsCheck.FSharp
open FsCheck.Xunit
open PeerFunctional.Kernel
open PeerFunctional.Tests

module SuggestionTests =

    let private commands =
        [ "feed"; "replicate"; "tracker"; "check"; "simulate"; "explain" ]

    [<Property>]
    let ``A command with two neighbouring letters swapped, one left out or one too many is found`` () =
        let slip =
            gen {
                let! command = Gen.elements commands
                let! at = Gen.choose (0, command.Length - 2)

                let! slip =
                    Gen.elements
                        [ command.Substring(0, at)
                          + string command[at + 1]
                          + string command[at]
                          + command.Substring(at + 2)
                          command.Remove(at, 1)
                          command.Insert(at, "q")
                          command.ToUpperInvariant() ]

                return command, slip
            }

        Prop.forAll (Arb.fromGen slip) (fun (command, slip) -> Suggestion.closest commands slip = Some command)

    [<Property>]
    let ``What is suggested is a known word, whatever was written`` (word: NonNull<string>) =
        Suggestion.closest commands word.Get
        |> Option.forall (fun nearest -> List.contains nearest commands)

    [<Theory>]
    [<InlineData("x")>]
    [<InlineData("banana")>]
    [<InlineData("")>]
    let ``A word like none of them is no slip`` (word: string) : unit =
        Suggestion.closest commands word |> Expect.equal None

    [<Fact>]
    let ``The words to use are listed as in a sentence`` () : unit =
        Suggestion.listed [ "a"; "b"; "c" ] |> Expect.equal "a, b or c"
        Suggestion.listed [ "a" ] |> Expect.equal "a"
