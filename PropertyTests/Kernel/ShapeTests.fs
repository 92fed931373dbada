namespace PeerFunctional.Tests.Kernel

open System
open Xunit
open FsCheck.FSharp
open FsCheck.Xunit
open PeerFunctional.Kernel
open PeerFunctional.Tests

/// A type with every form a value can have.
module Sample =

    type Colour =
        | Red = 1
        | Green = 2

    [<Struct>]
    type Place =
        | Here
        | There of host: string * port: int

    type Tree =
        | Leaf
        | Fork of Tree * Tree

    [<Struct>]
    type Secret = private Secret of string

    type Hidden =
        private
            { Inside: int
              [<Undigested("counted from Inside")>]
              Count: int }

    type Sample =
        { Flag: bool
          Small: byte
          Number: int
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
          Place: Place
          Tree: Tree
          Secret: Secret
          Hidden: Hidden
          Maybe: int option
          Perhaps: string voption
          Pair: int * string
          Couple: struct (int * bool)
          List: Place list
          Array: int array
          Set: Set<string>
          Map: Map<string, int list>
          [<Undigested("nothing depends on it")>]
          Ignored: int }

    let value =
        { Flag = true
          Small = 1uy
          Number = 2
          Large = 3L
          Huge = UInt64.MaxValue
          Letter = 'a'
          Real = 1.5
          Big = 12345678901234567890I
          Text = "text"
          Time = TimeSpan.FromSeconds 1.0
          Bytes = [| 1uy; 2uy |]
          Memory = ReadOnlyMemory [| 3uy |]
          Colour = Colour.Red
          Place = There("ann", 1)
          Tree = Fork(Leaf, Fork(Leaf, Leaf))
          Secret = Secret "s"
          Hidden = { Inside = 1; Count = 1 }
          Maybe = Some 1
          Perhaps = ValueSome "p"
          Pair = (1, "b")
          Couple = struct (1, true)
          List = [ Here; There("ben", 2) ]
          Array = [| 1; 2 |]
          Set = Set [ "a"; "b" ]
          Map = Map [ "a", [ 1 ]; "b", [] ]
          Ignored = 0 }

    let hiddenCount (sample: Sample) count =
        { sample with
            Hidden = { sample.Hidden with Count = count } }

module ShapeTests =

    type private Rate = { PerSecond: int -> int }

    type private Rare =
        | Common of int
        | Rare of Result<int, DateTime list>

    type private Only = | Only

    type private Unreasoned =
        { [<Undigested(" ")>]
          Field: int }

    type private LimitedRate(most: int) =
        member _.PerSecond seconds = most * seconds

        interface IDescribedAs<int> with
            member _.Description = most

    let private refusal (digest: unit -> Digest) =
        try
            failwith $"it has the digest {digest ()}"
        with :? UndescribableTypeException as e ->
            e.Message

    [<Fact>]
    let ``A type that holds a function has no description, and the refusal names the field and the ways out``
        ()
        : unit =
        let message = refusal (fun () -> ValueDigest.ofValue { PerSecond = id })
        message |> Expect.stringStarts "Rate.PerSecond cannot be described: a function"
        message |> Expect.stringContains "Undigested"
        message |> Expect.stringContains "IDescribedAs"

    [<Fact>]
    let ``A type is refused for what its rarest case holds, whatever the value`` () : unit =
        refusal (fun () -> ValueDigest.ofValue (Common 1))
        |> Expect.stringStarts
            "Rare.Rare.Item.Error.ErrorValue.item cannot be described: System.DateTime is not a record"

    [<Fact>]
    let ``A field that is left out without a reason is refused`` () : unit =
        refusal (fun () -> ValueDigest.ofValue { Unreasoned.Field = 1 })
        |> Expect.equal "Unreasoned.Field cannot be described: it is left out without a reason"

    [<Fact>]
    let ``A type that says what it depends on is described by that`` () : unit =
        ValueDigest.ofValue (LimitedRate 1) |> Expect.equal (ValueDigest.ofValue (LimitedRate 1))
        ValueDigest.ofValue (LimitedRate 1) |> Expect.notEqual (ValueDigest.ofValue (LimitedRate 2))

    [<Fact>]
    let ``A change of any one field, at any depth, changes the digest`` () : unit =
        let changes = SingleChanges.ofValue Sample.value
        changes |> List.length |> Expect.isGreaterThan 60
        SingleChanges.unseen Sample.value |> Expect.isEmpty

    [<Fact>]
    let ``The law that every field is seen fails where a digest forgets one`` () : unit =
        let forgetful (sample: Sample.Sample) =
            ValueDigest.ofValue { sample with Number = 0 }

        SingleChanges.unseenBy forgetful Sample.value |> Expect.equal [ "Sample.Number" ]

    [<Fact>]
    let ``A field that its declaration leaves out changes no digest`` () : unit =
        for other in [ { Sample.value with Ignored = 1 }; Sample.hiddenCount Sample.value 7 ] do
            ValueDigest.ofValue other |> Expect.equal (ValueDigest.ofValue Sample.value)

    [<Property>]
    let ``Values that are equal have equal digests, however they were built`` (items: (int * string) list) =
        let items = List.distinctBy fst items

        let ahead =
            {| Map = Map.ofList items
               Set = Set.ofList items |}

        let back =
            {| Map = Map.ofList (List.rev items)
               Set = Set.ofList (List.rev items) |}

        ValueDigest.ofValue ahead = ValueDigest.ofValue back

    [<Property>]
    let ``Lists that differ have different digests`` (one: int64 list list) (other: int64 list list) =
        (ValueDigest.ofValue one = ValueDigest.ofValue other) = (one = other)

    [<Fact>]
    let ``Lists of what has no fields differ by their lengths, with times and without`` () : unit =
        ValueDigest.ofValue [ () ] |> Expect.notEqual (ValueDigest.ofValue ([]: unit list))
        ValueDigest.ofValue [ Only; Only ] |> Expect.notEqual (ValueDigest.ofValue [ Only ])

        ValueDigest.addUntimed [ TimeSpan.Zero ] Digest.empty
        |> Expect.notEqual (ValueDigest.addUntimed ([]: TimeSpan list) Digest.empty)

    [<Property>]
    let ``Texts and bytes that differ have different digests``
        (one: (string * byte array) list)
        (other: (string * byte array) list)
        =
        (ValueDigest.ofValue one = ValueDigest.ofValue other) = (one = other)

    [<Fact>]
    let ``Both zeros have one digest, and so has every NaN`` () : unit =
        ValueDigest.ofValue -0.0 |> Expect.equal (ValueDigest.ofValue 0.0)
        ValueDigest.ofValue (0.0 / 0.0) |> Expect.equal (ValueDigest.ofValue nan)

    [<Fact>]
    let ``A digest without times sees all but times`` () : unit =
        let digest value =
            ValueDigest.addUntimed value Digest.empty

        digest
            { Sample.value with
                Time = TimeSpan.Zero }
        |> Expect.equal (digest Sample.value)

        digest { Sample.value with Number = 0 } |> Expect.notEqual (digest Sample.value)

    [<Fact>]
    let ``One value has one digest on any machine`` () : unit =
        string (ValueDigest.ofValue Sample.value) |> Expect.equal "4d8fa59602bad74d"
