namespace PeerFunctional.Tests.Tracker

open System
open FsCheck
open FsCheck.FSharp
open PeerFunctional.Kernel.Encodings
open PeerFunctional.Kernel
open PeerFunctional.Tracker
open PeerFunctional.Tests.Encoding

/// A message that stands in a request, and one that stands in an answer.
type WrittenRequest = { Asked: Message }

type WrittenAnswer = { Answered: Message }

module Generators =

    let private words = PickleGenerators.text |> Gen.resize 20

    let handle =
        words
        |> Gen.map (String.filter (Char.IsControl >> not))
        |> Gen.filter (fun text -> TerminalText.visible text <> "" && Option.isNone (IpAddress.parse text))

    let private address =
        gen {
            // An address that can be called.
            let! address =
                Gen.oneof [ Generators.address4; Generators.address6 ]
                |> Gen.filter (fun address -> address[0] <> 0uy && address[0] < 224uy)

            let! port = Gen.choose (1, 65_535)
            return Endpoint.create (IpAddress.print (ReadOnlySpan address)) port
        }

    let neighbour =
        Gen.map2 (fun handle address -> { Handle = handle; Address = address }) handle address

    let private seq = Gen.oneof [ Gen.choose (0, 20); Gen.choose (0, 999_999) ]

    let item = Gen.map2 (fun seq text -> { Seq = seq; Text = text }) seq words

    let private placement =
        gen {
            let! neighbour = Gen.optionOf neighbour
            let! item = item
            let! more = Gen.choose (1, 1_000_000 - item.Seq)

            return
                RegInit
                    { Neighbour = ValueOption.ofOption neighbour
                      Size = item.Seq + more
                      Item = item }
        }

    /// A part that fits a message.
    let private ringPart =
        gen {
            let! members = Gen.choose (0, 1_000_000)
            let! items = Gen.choose (1, 1_000_000)
            let! count = Gen.choose (0, 2)

            let! listed =
                Gen.map2
                    (fun (neighbour: Neighbour) item -> struct (neighbour, item))
                    neighbour
                    (Gen.choose (0, items - 1))
                |> Gen.listOfLength count

            return
                RingPart
                    { Members = members
                      Items = items
                      Listed = listed }
        }

    let private optional generated =
        generated |> Gen.optionOf |> Gen.map ValueOption.ofOption

    let private spans =
        Gen.two seq
        |> Gen.map (fun (one, other) ->
            { From = min one other
              To = max one other })
        |> Gen.listOf
        |> Gen.map (List.truncate 50)

    /// So few that the longest fit.
    let private furtherItems = item |> Gen.listOf |> Gen.map (List.truncate 2)

    let request =
        Gen.oneof
            [ handle |> Gen.map Echo
              Gen.map2 (fun handle port -> Register(handle, port)) handle (Gen.choose (1, 65_535))
              neighbour |> Gen.map UpdateNeighbour
              words |> Gen.map Ping
              Gen.map2 (fun seq wanted -> Query(seq, wanted)) seq (optional spans)
              Gen.choose (0, Wire.MaxPlace) |> Gen.map AskRing ]

    let answer =
        Gen.oneof
            [ placement
              ringPart
              handle |> Gen.map Ack
              Gen.map2 (fun item further -> QueryResult(item, further)) (optional item) (optional furtherItems)
              words |> Gen.map Remark
              Gen.constant NoData ]

    let wireOptions =
        gen {
            let! variant = Gen.elements [ Program; Document ]
            let! protocol = PickleGenerators.protocol

            return
                { Variant = variant
                  Protocol = protocol
                  ReadMode = WholeMessage }
        }

type TrackerArbitraries =
    static member Request() =
        Generators.request |> Gen.map (fun message -> { Asked = message }) |> Arb.fromGen

    static member Answer() =
        Generators.answer |> Gen.map (fun message -> { Answered = message }) |> Arb.fromGen

    static member WireOptions() = Arb.fromGen Generators.wireOptions
    static member Garbled() = PickleArbitraries.Garbled()
