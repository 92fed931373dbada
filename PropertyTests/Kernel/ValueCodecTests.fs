namespace PeerFunctional.Tests.Kernel

open System
open Xunit
open FsCheck
open FsCheck.FSharp
open FsCheck.Xunit
open PeerFunctional.Kernel.Encodings
open PeerFunctional.Kernel
open PeerFunctional.Tests

/// A type with every form that a value can be read back in.
module Readable =

    type Colour =
        | Red = 1
        | Green = 2

    type Tree =
        | Leaf
        | Fork of Tree * Tree

    [<Struct>]
    type Place =
        | Here
        | There of host: string * port: int

    /// An even number, which only `Even.create` makes.
    [<Struct>]
    type Even = private Even of int

    module Even =

        let value (Even number) = number

        let create number =
            if number % 2 = 0 then
                Ok(Even number)
            else
                Malformation.error "odd" $"{number} is odd"

    type Whole =
        { Flag: bool
          Small: byte
          Signed: sbyte
          Short: uint16
          Number: int
          Unsigned: uint32
          Large: int64
          Huge: uint64
          Letter: char
          Real: float
          Big: bigint
          Text: string
          Time: TimeSpan
          Bytes: byte array
          Memory: ReadOnlyMemory<byte>
          Colour: Colour
          Tree: Tree
          Place: Place
          [<Undigested("it follows from Number")>]
          Even: Even
          Maybe: int option
          Perhaps: string voption
          Pair: int * string
          Couple: struct (int * bool)
          List: Place list
          Array: int array
          Set: Set<string>
          Map: Map<string, int list>
          Nothing: unit }

module ValueCodecTests =

    open Readable

    let private even = Conversion.create Even.value Even.create
    let private codec = ValueCodec.create<Whole> [ even ]

    let private read (result: Result<'value, Malformation>) =
        match result with
        | Ok value -> value
        | Error problem -> failwith $"{problem.Problem}: {problem.Detail}"

    let private generated<'value> = ArbMap.defaults |> ArbMap.generate<'value>

    let private text = generated<string> |> Gen.map string

    let private tree =
        let rec sized size =
            if size <= 0 then
                Gen.constant Leaf
            else
                Gen.oneof
                    [ Gen.constant Leaf
                      Gen.map2 (fun one other -> Fork(one, other)) (sized (size / 2)) (sized (size / 2)) ]

        Gen.sized sized

    let private place =
        Gen.oneof
            [ Gen.constant Here
              Gen.map2 (fun host port -> There(host, port)) text generated<int> ]

    let private whole =
        gen {
            let! number = generated<int>
            let! large = generated<int64>
            let! real = generated<float>
            let! big = generated<bigint>
            let! text = text
            let! bytes = generated<byte array>
            let! tree = tree
            let! one = place
            let! places = Gen.listOf place
            let! numbers = generated<int array>
            let! texts = Gen.listOf (generated<string> |> Gen.map string)
            let! flag = generated<bool>

            return
                { Flag = flag
                  Small = byte number
                  Signed = sbyte number
                  Short = uint16 number
                  Number = number
                  Unsigned = uint32 number
                  Large = large
                  Huge = uint64 large
                  Letter = char (uint16 number)
                  Real = real
                  Big = big
                  Text = text
                  Time = TimeSpan.FromTicks large
                  Bytes = bytes
                  Memory = ReadOnlyMemory bytes
                  Colour = (if flag then Colour.Red else Colour.Green)
                  Tree = tree
                  Place = one
                  Even = read (Even.create (number * 2))
                  Maybe = (if flag then Some number else None)
                  Perhaps = (if flag then ValueNone else ValueSome text)
                  Pair = number, text
                  Couple = struct (number, flag)
                  List = places
                  Array = numbers
                  Set = Set.ofList texts
                  Map = texts |> List.map (fun text -> text, List.ofArray numbers) |> Map.ofList
                  Nothing = () }
        }

    [<Property>]
    let ``A value reads back as it was, with what its digest leaves out`` () =
        Prop.forAll (Arb.fromGen whole) (fun value ->
            let decoded = read (codec.Decode(ReadOnlyMemory(codec.Encode value)))
            ValueDigest.ofValue decoded = ValueDigest.ofValue value && decoded.Even = value.Even)

    [<Theory>]
    [<InlineData("\ud800")>]
    [<InlineData("a\udc00b")>]
    [<InlineData("🎈")>]
    let ``A text reads back whatever letters it has, lone surrogates too`` (text: string) : unit =
        let codec = ValueCodec.create<string> []
        codec.Decode(ReadOnlyMemory(codec.Encode text)) |> read |> Expect.equal text

    [<Property>]
    let ``Any bytes are a value or a malformation`` (bytes: byte array) =
        codec.Decode(ReadOnlyMemory bytes) |> Result.isError

    [<Property(MaxTest = 300)>]
    let ``A value with one byte changed or cut off is a value or a malformation`` (at: int) (change: byte) =
        Prop.forAll (Arb.fromGen whole) (fun value ->
            let bytes = codec.Encode value
            let at = abs (at % bytes.Length)
            let changed = Array.copy bytes
            changed[at] <- changed[at] ^^^ (change ||| 1uy)

            match codec.Decode(ReadOnlyMemory changed) with
            | Ok other -> codec.Encode other |> ignore
            | Error problem -> problem.Problem |> Expect.notEqual ""

            codec.Decode(ReadOnlyMemory(bytes, 0, at)) |> Result.isError)

    [<Fact>]
    let ``A type that only its own functions make is read by its conversion, which may refuse`` () : unit =
        let numbers = ValueCodec.create<int> []
        let evens = ValueCodec.create<Even> [ even ]
        let bytes number = ReadOnlyMemory(numbers.Encode number)

        evens.Decode(bytes 4) |> Result.map Even.value |> Expect.equal (Ok 4)

        match evens.Decode(bytes 5) with
        | Error problem -> problem.Problem |> Expect.equal "odd"
        | Ok _ -> failwith "an odd number is no even one"

    [<Fact>]
    let ``A type that only its own functions make has no codec without a conversion`` () : unit =
        let problem =
            Assert.Throws<UndescribableTypeException>(fun () -> ValueCodec.create<Whole> [] |> ignore)

        problem.Message |> Expect.stringStarts "Whole.Even cannot be described"

    [<Theory>]
    [<InlineData(100)>]
    [<InlineData(100_000)>]
    let ``Values in one another are read to a depth, and no deeper`` (depth: int) : unit =
        // A fork whose second branch is a leaf, in one whose second branch is a leaf ...
        let bytes =
            Array.concat
                [ Array.concat (List.replicate depth [| 0x83uy; 1uy |])
                  Array.create (depth + 1) 0uy ]

        match (ValueCodec.create<Tree> []).Decode(ReadOnlyMemory bytes) with
        | Ok _ -> depth |> Expect.isLessThan ValueCodec.MaxDepth
        | Error problem -> problem.Problem |> Expect.equal "too-deep"

    [<Fact>]
    let ``A length that is only claimed allocates nothing`` () : unit =
        let claimed = [| 0x9Auy; 0x7Fuy; 0xFFuy; 0xFFuy; 0xFFuy; 0uy |]

        match (ValueCodec.create<int list> []).Decode(ReadOnlyMemory claimed) with
        | Ok _ -> failwith "an item is no list of two thousand million"
        | Error problem -> [ "wrong-shape"; "bad-cbor" ] |> Expect.contains problem.Problem
