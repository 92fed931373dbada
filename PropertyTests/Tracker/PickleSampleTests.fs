namespace PeerFunctional.Tests.Tracker

open System
open Xunit
open PeerFunctional.Kernel.Encodings
open PeerFunctional.Tracker
open PeerFunctional.Tests

module PickleSampleTests =

    let private read (bytes: byte array) = Pickle.read (ReadOnlyMemory bytes)

    [<Fact>]
    let ``Each of the 435 samples of Python 2.7 and 3.11 reads to its value`` () : unit =
        Expect.equal 435 Fixtures.samples.Length

        for sample in Fixtures.samples do
            match read sample.Bytes with
            | Ok value when Fixtures.tells sample.Value value -> ()
            | other -> failwith $"{sample.Message} by %A{sample.Writers}: %A{other}"

    [<Fact>]
    let ``We write what Python 2.7's own pickle module writes, byte for byte`` () : unit =
        let isOurs sample =
            sample.Message <> "same text twice"
            && sample.Writers
               |> List.exists (fun writer ->
                   writer.StartsWith "python 2.7 pickle" && not (writer.EndsWith "protocol 1"))

        let ours = Fixtures.samples |> List.filter isOurs
        ours.Length |> Expect.isGreaterThan 100

        for sample in ours do
            let protocol = if sample.Protocol = 0 then Protocol0 else Protocol2

            let again =
                read sample.Bytes |> Result.map (Pickle.write protocol >> Convert.ToHexString)

            Expect.equal
                (sample.Message, sample.Writers, Ok(Convert.ToHexString sample.Bytes))
                (sample.Message, sample.Writers, again)

    /// By category, the names a refusal may have.
    let private names category =
        match category with
        | "code"
        | "global" -> [ "pickle-imports"; "pickle-calls" ]
        | "external" -> [ "pickle-persistent-id"; "pickle-extension-code"; "pickle-outside-buffer" ]
        | "resource" ->
            [ "pickle-too-long"
              "pickle-too-deep"
              "pickle-too-large"
              "pickle-too-many-values"
              "pickle-number-too-long"
              "pickle-bad-memo-index"
              "pickle-other-type" ]
        | "malformed" ->
            [ "pickle-cut-short"
              "pickle-stack-empty"
              "pickle-no-mark"
              "pickle-calls"
              "pickle-wrong-container"
              "pickle-unhashable-key"
              "pickle-unknown-memo"
              "pickle-unknown-opcode"
              "pickle-unknown-protocol"
              "pickle-bad-length"
              "pickle-bad-string"
              "pickle-bad-text"
              "pickle-bad-number" ]
        | _ -> [ "pickle-self-containing" ]

    [<Fact>]
    let ``Each of the 95 malicious pickles is refused by a name of its kind, or is not a message`` () : unit =
        Expect.equal 95 Fixtures.malicious.Length

        for sample in Fixtures.malicious do
            match read sample.Bytes with
            | Error e ->
                if not (List.contains e.Problem (names sample.Category)) then
                    failwith $"{sample.File}: {e.Problem}"
            | Ok value when sample.Category = "shape" ->
                match Wire.readRequest value, Wire.readAnswer value with
                | Unusual _, Unusual _ -> ()
                | read -> failwith $"{sample.File} is a message: %A{read}"
            | Ok value ->
                if sample.MustBeRefused then
                    failwith $"{sample.File} was read: %A{value}"

    [<Fact>]
    let ``A malicious pickle costs no more than the limits permit`` () : unit =
        for sample in Fixtures.malicious do
            let before = GC.GetAllocatedBytesForCurrentThread()
            read sample.Bytes |> ignore
            let allocated = GC.GetAllocatedBytesForCurrentThread() - before
            Expecto.Expect.isLessThan allocated 10_000_000L sample.File
