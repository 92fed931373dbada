namespace PeerFunctional.Tests.Crypto

open System
open System.Text.Json
open System.IO
open Xunit
open FsCheck
open FsCheck.FSharp
open FsCheck.Xunit
open PeerFunctional.Kernel
open PeerFunctional.Runtime.Crypto
open PeerFunctional.Runtime.Storage
open PeerFunctional.SneakerNet
open PeerFunctional.Tests
open PeerFunctional.Tests.Architecture

module SignaturesTests =

    let private ed25519: ISignatures = Ed25519()

    let private hex (text: string) =
        ReadOnlyMemory(Convert.FromHexString text)

    /// RFC 8032, section 7.1, tests 1 to 3 and the one of SHA(abc): seed, public key, message, signature.
    let private vectors =
        [ "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
          "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
          "",
          "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
          "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
          "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
          "72",
          "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
          "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
          "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
          "af82",
          "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
          "833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42",
          "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
          "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
          "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704" ]

    [<Fact>]
    let ``Keys and signatures are those of RFC 8032`` () : unit =
        for seed, key, message, signature in vectors do
            let seed, key, message, signature = hex seed, hex key, hex message, hex signature
            ed25519.PublicKey seed |> Expect.equal (key.ToArray())
            ed25519.Sign(seed, message) |> Expect.equal (signature.ToArray())
            Expect.isTrue (ed25519.Verify(key, message, signature))

    let private bytes length =
        Gen.arrayOfLength length (Gen.choose (0, 255) |> Gen.map byte)

    [<Property>]
    let ``What was signed verifies, and not with any bit of it changed`` () =
        let cases =
            Gen.zip3 (bytes 32) (Gen.sized (fun size -> bytes (size * 20))) (Gen.choose (0, 64 * 8 - 1))
            |> Arb.fromGen

        Prop.forAll cases (fun (seed, message, bit) ->
            let seed, message = ReadOnlyMemory seed, ReadOnlyMemory message
            let key = ReadOnlyMemory(ed25519.PublicKey seed)
            let signature = ed25519.Sign(seed, message)
            let changed = Array.copy signature
            changed[bit / 8] <- changed[bit / 8] ^^^ (1uy <<< bit % 8)

            ed25519.Verify(key, message, ReadOnlyMemory signature)
            && not (ed25519.Verify(key, message, ReadOnlyMemory changed)))

    [<Property>]
    let ``Keys and signatures of any other length are refused, not thrown at`` (key: byte[]) (signature: byte[]) =
        let zeros length =
            ReadOnlyMemory(Array.zeroCreate<byte> length)

        not (ed25519.Verify(ReadOnlyMemory key, ReadOnlyMemory.Empty, ReadOnlyMemory signature))
        && not (ed25519.Verify(ReadOnlyMemory key, ReadOnlyMemory.Empty, zeros 64))
        && not (ed25519.Verify(zeros 32, ReadOnlyMemory.Empty, ReadOnlyMemory signature))

    [<Fact>]
    let ``Many threads verify with one instance`` () : unit =
        let seed, _, message, signature = vectors[2]
        let message, signature = hex message, hex signature
        let key = ReadOnlyMemory(ed25519.PublicKey(hex seed))

        let verdicts =
            Array.Parallel.init 2_000 (fun i ->
                ed25519.Verify(key, (if i % 2 = 0 then message else ReadOnlyMemory.Empty), signature))

        verdicts |> Expect.equal (Array.init 2_000 (fun i -> i % 2 = 0))

    /// Name, public key, message, signature and the verdict of the original's library.
    let private edgeCases =
        File.ReadAllLines(Repository.fixture "signatures/edge.tsv")
        |> Array.tail
        |> Array.map (fun line ->
            match line.Split '\t' with
            | [| name; key; message; signature; verdict |] ->
                name, hex key, hex message, hex signature, (verdict = "valid")
            | fields -> failwith $"{fields.Length} fields")

    [<Fact>]
    let ``Every edge case has the verdict of the original's library`` () : unit =
        edgeCases |> Expect.hasLength 102

        let wrong =
            [ for name, key, message, signature, valid in edgeCases do
                  if ed25519.Verify(key, message, signature) <> valid then
                      name ]

        wrong |> Expect.isEmpty

    [<Fact>]
    let ``One class alone of the runtime and the command line says whether a signature holds`` () : unit =
        let classes =
            [ typeof<Ed25519>.Assembly; typeof<PeerFunctional.Cli.Output.Screen>.Assembly ]
            |> List.collect (_.GetTypes() >> List.ofArray)
            |> List.filter (fun one ->
                one.IsClass
                && typeof<ISignatures>.IsAssignableFrom one
                // It asks another one, and remembers what that said.
                && one <> typeof<RememberedSignatures>)

        classes |> Expect.equal [ typeof<Ed25519> ]

        // And calls no library of the machine's for it.
        let natives =
            Purity.offences typeof<Ed25519>.Assembly.Location
            |> List.filter (fun name -> name.StartsWith("native ", StringComparison.Ordinal))

        natives |> Expect.isNonEmpty
        natives |> Expect.all _.EndsWith(" of libc", StringComparison.Ordinal)

    [<Fact>]
    let ``The recorded events verify as the original's library says`` () : unit =
        use expected =
            JsonDocument.Parse(File.ReadAllText(Repository.fixture "expected.json"))

        for log in expected.RootElement.EnumerateObject() do
            let events =
                LogReader.Read(Repository.fixture log.Name)
                |> Seq.choose (fun piece ->
                    match piece.Record with
                    | Packet(payload, _) -> Some payload
                    | Section
                    | Foreign
                    | Torn
                    | BadLength -> None)
                |> List.ofSeq

            let valid =
                [ for event in log.Value.EnumerateArray() -> event.GetProperty("signature_valid").GetBoolean() ]

            let verified =
                events
                |> List.map (fun payload ->
                    Event.decode payload
                    |> Result.bind (Verified.verify ed25519 >> Result.mapError (fun doubt -> failwith $"{doubt}"))
                    |> Result.isOk)

            Expecto.Expect.equal verified valid log.Name
