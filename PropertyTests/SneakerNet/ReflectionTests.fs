namespace PeerFunctional.Tests.SneakerNet

open System
open System.Text
open Xunit
open FsCheck
open FsCheck.FSharp
open FsCheck.Xunit
open PeerFunctional.Kernel
open PeerFunctional.SneakerNet
open PeerFunctional.Tests

/// Inputs from an endpoint that receives nothing, such as a forged address of a third host.
type Blind =
    /// A datagram to the command or push socket, from one of the host's ports.
    | Says of port: int * toPushPort: bool * bytes: byte[]
    /// A timer of ours fires: the n-th of those that are set.
    | Waits of timer: int

type BlindMoves =

    static member Moves() =
        let library = LoneReplica.library 30 3

        let feeds =
            library |> List.map _.Feed |> List.distinct |> List.map string |> Gen.elements

        let wrong =
            Gen.elements
                [ "AAAAAAAAAAAAAAAA"
                  "abcdefghijklmnop"
                  "+/+/+/+/+/+/+/+/"
                  "Zm9yZ2VkIHRva2Vu" ]

        let number = Gen.elements [ 0L; 1L; 2L; 3L; 4L; 999L; Int64.MaxValue ]

        let entry =
            Gen.map2 (fun (name: string) (seq: int64) -> $"+{name}:{seq}") (Gen.oneof [ feeds; wrong ]) number

        let entries word =
            Gen.listOf entry |> Gen.map (List.truncate 40 >> List.map ((+) " ") >> String.concat "" >> (+) word)

        let words =
            Gen.oneof
                [ Gen.elements
                      [ "HELO initiator\n"
                        "HELO initiator"
                        "HELO x"
                        "HELO x peer/1"
                        "HELO initiator peer/1"
                        "HELO initiator peer/1\n"
                        "HELO initiator peer/1 again"
                        "HELO\tresponder\t\tpeer/1"
                        "HELO responder"
                        "HELO responder peer/1"
                        "BYE"
                        "NEXT"
                        "PORT"
                        "HELO"
                        ""
                        "nonsense" ]
                  wrong |> Gen.map (fun token -> $"HELO initiator peer/1 {token}")
                  wrong |> Gen.map (fun token -> $"HELO responder peer/1 {token} {token}")
                  Gen.choose (0, 70_000) |> Gen.map (fun port -> $"PORT {port}")
                  entries "HAVE"
                  entries "WANT"
                  entries "GOT" ]
            |> Gen.map Encoding.UTF8.GetBytes

        let bytes =
            Gen.frequency
                [ 12, words
                  1, ArbMap.defaults |> ArbMap.generate<byte[]>
                  1, Gen.elements library |> Gen.map (fun event -> event.Wire.ToArray()) ]

        Gen.frequency
            [ 4,
              Gen.map3
                  (fun port toPush bytes -> Says(port, toPush, bytes))
                  (Gen.choose (1, 3))
                  (Gen.frequency [ 9, Gen.constant false; 1, Gen.constant true ])
                  bytes
              1, Gen.choose (0, 100) |> Gen.map Waits ]
        |> Gen.listOf
        |> Gen.scaleSize ((*) 3)
        |> Arb.fromGen

module ReflectionTests =

    let private library = LoneReplica.library 30 3
    let private victim = "192.0.2.66"
    let private contact = Endpoint.create "198.51.100.1" 4_097

    /// Whether the victim's host got three bytes at most for each that bore its address, at every moment.
    let private isNoReflector role moves =
        let play (lone: LoneReplica, said, isFair) move =
            let lone, said =
                match move with
                | Says(port, toPush, bytes) ->
                    let channel = if toPush then Message.pushRole else Message.commandRole

                    LoneReplica.receive channel (Endpoint.create victim port) bytes lone, said + bytes.Length
                | Waits _ when lone.Timers.IsEmpty -> lone, said
                | Waits timer ->
                    let timers = Set.toArray lone.Timers
                    LoneReplica.fire timers[timer % timers.Length] lone, said

            lone, said, isFair && LoneReplica.bytesTo victim lone <= 3 * said

        let _, _, isFair =
            ((LoneReplica.opened role library, 0, true), moves) ||> List.fold play

        isFair

    [<Property(MaxTest = 2_000, Arbitrary = [| typeof<BlindMoves> |])>]
    let ``A responder sends a forged address at most three bytes for each byte from it`` (moves: Blind list) =
        isNoReflector (Responder(4_097, false)) moves

    [<Property(MaxTest = 1_000, Arbitrary = [| typeof<BlindMoves> |])>]
    let ``An initiator sends a forged address at most three bytes for each byte, except its user's contact``
        (moves: Blind list)
        =
        isNoReflector (Initiator contact) moves

    [<Fact>]
    let ``Blind HELO, PORT and WANT of a public feed bring no push`` () : unit =
        let say text =
            Says(1, false, Encoding.UTF8.GetBytes(text: string))

        let feed = library.Head.Feed

        for helo in [ "HELO initiator\n"; "HELO initiator peer/1\n" ] do
            let moves =
                [ say helo; say "PORT 53"; say $"WANT +{feed}:1"; say $"WANT +{feed}:1:3" ]
                @ List.replicate 50 (Waits 0)

            Expect.isTrue (isNoReflector (Responder(4_097, false)) moves)

    [<Property(MaxTest = 5_000, Arbitrary = [| typeof<BlindMoves> |])>]
    let ``No datagram is shorter than the least length of its command`` (moves: Blind list) =
        moves
        |> List.forall (fun move ->
            match move with
            | Says(_, _, bytes) ->
                match Command.decode (ReadOnlyMemory bytes) with
                | Ok command -> Command.leastLength command <= bytes.Length
                | Error _ -> true
            | Waits _ -> true)
