namespace PeerFunctional.Tests.SneakerNet

open System
open Xunit
open FsCheck
open FsCheck.FSharp
open FsCheck.Xunit
open PeerFunctional.SneakerNet
open PeerFunctional.Tests

module CommandTests =

    let private decode (bytes: byte[]) = Command.decode (ReadOnlyMemory bytes)

    [<Property(Arbitrary = [| typeof<Arbitraries> |])>]
    let ``A command parses from what it prints`` (command: Command) =
        decode (Command.encode command) = Ok command

    [<Property>]
    let ``Any bytes are a command that prints and parses as itself, or a named malformation`` (bytes: byte[]) =
        match decode bytes with
        | Ok command -> decode (Command.encode command) = Ok command
        | Error e -> e.Problem <> "" && e.Detail <> ""

    [<Property>]
    let ``Any words after a command's name parse or are refused by name`` () =
        let words =
            Gen.elements
                [ "+"
                  ":"
                  "+:"
                  "+a:"
                  "+YWJj:1"
                  "YWJj:1"
                  "1"
                  "-1"
                  "65536"
                  ""
                  "\n"
                  "\u00a0"
                  "é"
                  "+YWJj:1:2:3" ]
            |> Gen.listOf

        let text =
            Gen.map2
                (fun name words -> String.Join(' ', name :: words))
                (Gen.elements [ "HELO"; "PORT"; "HAVE"; "WANT"; "GOT"; "NEXT"; "helo" ])
                words

        Prop.forAll (Arb.fromGen text) (fun text ->
            match decode (Text.Encoding.UTF8.GetBytes text) with
            | Ok command -> decode (Command.encode command) = Ok command
            | Error e -> e.Problem <> "")

    [<Property(Arbitrary = [| typeof<Arbitraries> |])>]
    let ``Entries split into datagrams keep every entry once and in order`` (haves: HaveEntry list) =
        let lists = Command.split Command.MaxDatagram haves

        List.concat lists = haves
        && lists
           |> List.forall (fun haves ->
               not haves.IsEmpty && (Command.encode (Have haves)).Length <= Command.MaxDatagram)

    [<Fact>]
    let ``A HAVE of 5000 feeds is split into datagrams that the original reads whole`` () : unit =
        let haves =
            [ for number in 1..5_000 do
                  let keys =
                      BitConverter.GetBytes number |> Array.append (Array.zeroCreate 28) |> TestSignatures.keys

                  { Name = Feed keys.Feed
                    Seq = int64 number }
                  : HaveEntry ]

        let datagrams =
            Command.split Command.MaxDatagram haves |> List.map (Have >> Command.encode)

        datagrams |> List.map _.Length |> Expect.all (fun one -> one <= 1_024)

        let parsed =
            datagrams
            |> List.collect (fun datagram ->
                match decode datagram with
                | Ok(Have haves) -> haves
                | other -> failwith $"%A{other}")

        parsed |> Expect.equal haves

    [<Fact>]
    let ``A split datagram uses up to 1024 bytes and no more`` () : unit =
        let haves (lastSeq: int64) =
            [ for number in 1uy .. 21uy do
                  let keys = TestSignatures.keys (Array.create 32 number)
                  ({ Name = Feed keys.Feed; Seq = 1L }: HaveEntry)
              for seq in [ 1L; 1L; lastSeq ] do
                  { Name = Odd ""; Seq = seq } ]

        let sizes haves =
            Command.split Command.MaxDatagram haves
            |> List.map (fun haves -> (Command.encode (Have haves)).Length)

        [ sizes (haves 1L); sizes (haves 10L) ] |> Expect.equal [ [ 1_024 ]; [ 1_020; 9 ] ]

    [<Theory>]
    [<InlineData("HELO initiator\n")>]
    [<InlineData("HELO responder")>]
    [<InlineData("PORT 49692")>]
    [<InlineData("HAVE +7mQ6BeZ/CB3hndvjiHw5DBz88Cjh6vMInr4D8nKKuXg=:7")>]
    [<InlineData("WANT +7mQ6BeZ/CB3hndvjiHw5DBz88Cjh6vMInr4D8nKKuXg=:1")>]
    [<InlineData("WANT +7mQ6BeZ/CB3hndvjiHw5DBz88Cjh6vMInr4D8nKKuXg=:1:64")>]
    let ``The commands of a session are printed as they came`` (text: string) : unit =
        match decode (Text.Encoding.UTF8.GetBytes text) with
        | Ok command -> Command.print command |> Expect.equal text
        | Error e -> failwith e.Detail

    [<Fact>]
    let ``Numbers beyond 64 bits are limited to 64 bits, and a count to its maximum`` () : unit =
        let text =
            "WANT +YWJj:99999999999999999999 +YWJj:-99999999999999999999 +YWJj:1:5000"

        let expected =
            [ Int64.MaxValue, ValueNone
              Int64.MinValue, ValueNone
              1L, ValueSome Command.MaxCount ]

        match decode (Text.Encoding.UTF8.GetBytes text) with
        | Ok(Want wants) -> wants |> List.map (fun want -> want.From, want.Count) |> Expect.equal expected
        | other -> failwith $"%A{other}"
