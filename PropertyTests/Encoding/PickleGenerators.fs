namespace PeerFunctional.Tests.Encoding

open System
open System.Text
open FsCheck
open FsCheck.FSharp
open PeerFunctional.Kernel.Encodings

/// A value as a pickle gives it back: a byte string has one spelling.
type Spelled = { Value: Pickled }

/// Bytes that are no pickle, or nearly one.
type Garbled = { Bytes: byte array }

module PickleGenerators =

    /// Letters that some spelling escapes, and others of one to four bytes.
    let text =
        let rune =
            Gen.frequency
                [ 4, Gen.choose (int 'a', int 'z')
                  2,
                  Gen.elements
                      [ 0
                        9
                        10
                        13
                        26
                        int '\\'
                        int '\''
                        int '"'
                        int 'u'
                        int 'x'
                        127
                        128
                        233
                        255 ]
                  1, Gen.elements [ 256; 0x20AC; 0xFFFF; 0x10000; 0x1F600; 0x10FFFF ] ]

        Gen.listOf rune |> Gen.map (List.map (fun rune -> Char.ConvertFromUtf32 rune) >> String.concat "")

    let private integer =
        Gen.frequency
            [ 3, Gen.choose (-70_000, 70_000) |> Gen.map bigint
              2,
              gen {
                  let! power = Gen.choose (0, 300)
                  let! sign = Gen.elements [ -1; 1 ]
                  let! offset = Gen.choose (-1, 1)
                  return bigint sign * pown 2I power + bigint offset
              }
              1, Gen.constant (pown 2I 5_000) ]

    let private number =
        Gen.frequency
            [ 3, ArbMap.defaults |> ArbMap.generate<float> |> Gen.filter (Double.IsNaN >> not)
              1,
              Gen.elements
                  [ 0.0
                    1.5
                    1e16
                    1e-5
                    Double.MaxValue
                    Double.Epsilon
                    Double.NegativeInfinity ] ]

    let private leaf =
        Gen.frequency
            [ 1, Gen.constant Pickled.Nothing
              1, Gen.elements [ Pickled.Bool true; Pickled.Bool false ]
              3, integer |> Gen.map Pickled.Int
              1, number |> Gen.map Pickled.Float
              3, text |> Gen.map Pickled.Text
              2, Gen.choose (0, 300) |> Gen.bind Generators.bytes |> Gen.map Pickled.ByteString ]

    let rec private hashable depth =
        if depth = 0 then
            leaf
        else
            Gen.frequency [ 4, leaf; 1, Gen.listOf (hashable (depth - 1)) |> Gen.map Pickled.Tuple ]

    let rec private anything depth =
        if depth = 0 then
            leaf
        else
            let inner = anything (depth - 1)

            Gen.frequency
                [ 3, leaf
                  3, Gen.listOf inner |> Gen.resize 5 |> Gen.map Pickled.Tuple
                  2, Gen.listOf inner |> Gen.resize 5 |> Gen.map Pickled.List
                  1,
                  Gen.zip (hashable 2 |> Gen.resize 3) inner
                  |> Gen.listOf
                  |> Gen.resize 4
                  |> Gen.map (List.distinctBy fst >> Pickled.Dict) ]

    let value = Gen.choose (0, 4) |> Gen.bind anything

    let protocol = Gen.elements [ Protocol0; Protocol2 ]

    /// A pickle with some of its bytes changed, left out or doubled; or bytes that are mostly opcodes.
    let garbled =
        let mutate (bytes: byte array) =
            gen {
                let! at = Gen.choose (0, bytes.Length - 1)
                let! other = Gen.choose (0, 255)

                return!
                    Gen.elements
                        [ Array.updateAt at (byte other) bytes
                          Array.removeAt at bytes
                          Array.insertAt at bytes[at] bytes
                          Array.truncate at bytes
                          Array.append (Array.truncate at bytes) bytes[at / 2 ..] ]
            }

        let rec mutated times bytes =
            if times = 0 || Array.isEmpty bytes then
                Gen.constant bytes
            else
                mutate bytes |> Gen.bind (mutated (times - 1))

        let opcodes =
            Gen.elements (
                List.ofArray (
                    Encoding.Latin1.GetBytes "()]}tldaesu012.NIKMpqgh\n0123\x80\x85\x86\x87\x88\x94\x95\x8a\x8cU'S"
                )
            )

        Gen.frequency
            [ 4,
              gen {
                  let! value = value
                  let! protocol = protocol
                  let! times = Gen.choose (1, 4)
                  return! mutated times (Pickle.write protocol value)
              }
              2, Gen.listOf opcodes |> Gen.scaleSize ((*) 4) |> Gen.map Array.ofList
              1, Gen.choose (0, 100) |> Gen.bind Generators.bytes ]

type PickleArbitraries =
    static member Spelled() =
        PickleGenerators.value |> Gen.map (fun value -> { Value = value }) |> Arb.fromGen

    static member Garbled() =
        PickleGenerators.garbled |> Gen.map (fun bytes -> { Bytes = bytes }) |> Arb.fromGen

    static member PickleProtocol() = Arb.fromGen PickleGenerators.protocol
