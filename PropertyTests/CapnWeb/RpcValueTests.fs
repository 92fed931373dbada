namespace PeerFunctional.Tests.CapnWeb

open System
open System.Collections.Generic
open System.IO
open System.Numerics
open System.Net
open System.Net.Http
open System.Threading.Tasks
open Xunit
open FsCheck
open FsCheck.FSharp
open FsCheck.Xunit
open PeerFunctional.Tests
open PeerFunctional.Runtime.Systems.CapnWeb

/// One field of each kind.
type Everything =
    { Flag: bool
      Whole: int
      Long: int64
      Unsigned: uint64
      Big: BigInteger
      Real: float
      Single: float32
      Text: string
      Moment: DateTimeOffset
      Link: Uri
      Mood: Mood
      Maybe: Nullable<int>
      Bytes: byte array
      Shorts: ReadOnlyMemory<int16>
      Doubles: ReadOnlyMemory<float>
      Items: List<string>
      Nested: int array array
      Named: Dictionary<string, int> }

module RpcValueTests =

    let private get what work = Deadline.get what work

    let private everything =
        gen {
            let arbitrary = ArbMap.defaults
            let! flag = ArbMap.generate<bool> arbitrary
            let! whole = ArbMap.generate<int> arbitrary

            let! long =
                Gen.elements
                    [ 0L
                      -1L
                      9007199254740991L
                      9007199254740992L
                      Int64.MinValue
                      Int64.MaxValue ]

            let! unsigned = Gen.elements [ 0UL; 9007199254740993UL; UInt64.MaxValue ]
            let! big = ArbMap.generate<bigint> arbitrary
            let! real = ArbMap.generate<float> arbitrary
            let! single = ArbMap.generate<float32> arbitrary

            let! text =
                ArbMap.generate<string> arbitrary |> Gen.map (fun text -> if isNull text then "" else text)

            let! milliseconds = Gen.choose64 (-60_000_000_000_000L, 250_000_000_000_000L)
            let! mood = Gen.elements [ Mood.VeryGood; Mood.Poor ]
            let! maybe = ArbMap.generate<int option> arbitrary
            let! bytes = ArbMap.generate<byte array> arbitrary
            let! shorts = ArbMap.generate<int16 array> arbitrary
            let! doubles = ArbMap.generate<float array> arbitrary
            let! items = ArbMap.generate<NonNull<string> list> arbitrary
            let! nested = ArbMap.generate<int array array> arbitrary
            let! count = Gen.choose (0, 3)

            return
                { Flag = flag
                  Whole = whole
                  Long = long
                  Unsigned = unsigned
                  Big = big
                  Real = real
                  Single = single
                  Text = text
                  Moment = DateTimeOffset.FromUnixTimeMilliseconds milliseconds
                  Link = Uri $"http://example.org/{whole}"
                  Mood = mood
                  Maybe = Option.toNullable maybe
                  Bytes = bytes
                  Shorts = ReadOnlyMemory shorts
                  Doubles = ReadOnlyMemory doubles
                  Items = List(items |> List.map _.Get)
                  Nested = nested
                  Named = Dictionary(dict [ for number in 1..count -> $"key {number}", number ]) }
        }

    /// What two values must have in common, with the contents of what has no equality of its own.
    let private contents value =
        let arrays =
            List.ofArray value.Bytes,
            List.ofArray (value.Shorts.ToArray()),
            List.ofArray (value.Doubles.ToArray()) |> List.map BitConverter.DoubleToInt64Bits,
            List.ofSeq value.Items,
            [ for items in value.Nested -> List.ofArray items ],
            [ for pair in value.Named -> pair.Key, pair.Value ]

        let same (number: float) =
            if number = 0.0 then
                0L
            else
                BitConverter.DoubleToInt64Bits number

        (value.Flag, value.Whole, value.Long, value.Unsigned, value.Big, same value.Real, same (float value.Single)),
        (value.Text, value.Moment, value.Link, value.Mood, value.Maybe),
        arrays

    [<Property(MaxTest = 200)>]
    let ``Values of every kind arrive as they were`` () =
        let pair = RpcPair(Func<Everything, Everything>(id))

        Prop.forAll (Arb.fromGen everything) (fun value ->
            pair.Client.Main.Apply(value).AsTask<Everything>()
            |> get "the value"
            |> contents
            |> Expect.equal (contents value))

    [<Fact>]
    let ``Names are in camel case, enums their names, and integers beyond what a double holds bigints`` () : unit =
        let pair = RpcPair(Func<Stats, string>(fun stats -> string stats.Mood))

        let stats =
            { Calls = 3
              Since = DateTimeOffset.UnixEpoch
              Mood = Mood.VeryGood
              Big = BigInteger 5 }

        pair.Client.Main.Apply(stats).AsTask<string>() |> get "the mood" |> Expect.equal "VeryGood"

        pair.ClientSent
        |> List.head
        |> Expect.equal
            """["push",["pipeline",0,[],[{"calls":3,"since":["date",0],"mood":"veryGood","big":["bigint","5"]}]]]"""

    [<Fact>]
    let ``A field of another type is named in the error`` () : unit =
        let pair = RpcPair(Func<Stats, int>(fun stats -> stats.Calls))

        pair.Client.Main.Apply({| Calls = "many" |}).AsTask<int>()
        |> Rpc.failure
        |> Rpc.words
        |> Expect.stringContains "calls: Expected a whole number, not a text."

    [<Fact>]
    let ``Errors are values, with their properties`` () : unit =
        let pair = RpcPair(Func<exn, exn>(id))

        let properties =
            Dictionary(dict [ "cause", box (RpcException "near"); "code", box 7 ])

        let sent = RpcException("RangeError", "far", Properties = properties)

        let back = pair.Client.Main.Apply(sent).AsTask<RpcException>() |> get "the error"
        Rpc.words back |> Expect.equal "RangeError: far"
        back.Properties["code"] |> Expect.equal (box 7.0)
        back.Properties["cause"] :?> RpcException |> Rpc.words |> Expect.equal "Error: near"

    [<Fact>]
    let ``A blob has its media type and its bytes`` () : unit =
        let size =
            Func<RpcBlob, Task<string>>(fun blob ->
                task {
                    use all = new MemoryStream()
                    do! blob.Body.CopyToAsync all
                    return $"{blob.MediaType} {all.Length}"
                })

        RpcPair(size)
            .Client.Main.Apply(RpcBlob("image/png", new MemoryStream(Array.zeroCreate<byte> 100_000)))
            .AsTask<string>()
        |> get "the size"
        |> Expect.equal "image/png 100000"

    [<Fact>]
    let ``Requests and responses have their addresses, methods, headers and bodies, typed or not`` () : unit =
        let echo = Func<obj, Task<obj>>(Task.FromResult)
        let pair = RpcPair echo

        use request =
            new HttpRequestMessage(
                HttpMethod.Post,
                "http://example.org/a?b=1",
                Content = new StringContent(String('a', 100_000))
            )

        request.Headers.Add("x-a", [ "1"; "2" ])

        use back =
            pair.Client.Main.Apply(request).AsTask<HttpRequestMessage>() |> get "the request"

        back.Method |> Expect.equal HttpMethod.Post
        back.RequestUri |> string |> Expect.equal "http://example.org/a?b=1"
        back.Headers.GetValues "x-a" |> List.ofSeq |> Expect.equal [ "1"; "2" ]
        back.Content.Headers.ContentType |> string |> Expect.equal "text/plain; charset=utf-8"
        (back.Content.ReadAsStringAsync() |> get "the body").Length |> Expect.equal 100_000

        use plain = new HttpRequestMessage(HttpMethod.Get, "http://example.org/")

        use plain =
            pair.Client.Main.Apply(plain).AsTask<HttpRequestMessage>() |> get "the request"

        isNull plain.Content |> Expect.isTrue

        use response = new HttpResponseMessage(HttpStatusCode.NoContent)

        match pair.Client.Main.Apply(response).AsTask<obj>() |> get "the response" with
        | :? HttpResponseMessage as response -> response.StatusCode |> Expect.equal HttpStatusCode.NoContent
        | other -> failwith $"{other} is no response"

    [<Fact>]
    let ``A request without an address, or with a body where none can be, is refused before it is sent`` () : unit =
        let main = RpcPair(Playground()).Client.Main

        let refusal (value: obj) =
            main.Call("echo", value).AsTask<obj>() |> Rpc.failure |> Rpc.words

        use relative = new HttpRequestMessage(HttpMethod.Get, "/a")

        use got =
            new HttpRequestMessage(HttpMethod.Get, "http://example.org/", Content = new StringContent "a")

        use early = new HttpResponseMessage(HttpStatusCode.Continue)

        Assert.Throws<RpcException>(fun () -> refusal relative |> ignore).Message
        |> Expect.stringContains "absolute URL"

        Assert.Throws<RpcException>(fun () -> refusal got |> ignore).Message
        |> Expect.stringContains "cannot have a body"

        Assert.Throws<RpcException>(fun () -> refusal early |> ignore).Message
        |> Expect.stringContains "from 200 to 599"

    [<Fact>]
    let ``A parameter that takes a promise takes its value, too`` () : unit =
        let greet =
            Func<RpcPromise<string>, Task<string>>(fun name ->
                task {
                    let! name = name.AsTask()
                    return $"Hello {name}!"
                })

        let pair = RpcPair(greet)
        let typed = pair.Client.Main.As<Func<RpcPromise<string>, Task<string>>>()

        typed.Invoke(RpcPromise<string>.op_Implicit "Ann")
        |> get "the greeting"
        |> Expect.equal "Hello Ann!"
