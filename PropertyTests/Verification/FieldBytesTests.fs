namespace PeerFunctional.Tests.Verification

open System
open FsCheck.Xunit
open Xunit
open PeerFunctional.Tests
open PeerFunctional.Verification.Exploring

module FieldBytesTests =

    /// A magic byte, a number of one byte, a number of two, and a byte that nothing follows from.
    let private read (bytes: ReadOnlyMemory<byte>) =
        let all = bytes.ToArray()

        if all.Length = 5 && all[0] = 0x7Fuy then
            ValueSome
                [ { Field = "kind"
                    Value = string all[1] }
                  { Field = "seq"
                    Value = string (256 * int all[2] + int all[3]) } ]
        else
            ValueNone

    [<Property>]
    let ``Each byte of a message has the fields that follow from it, whatever their values are``
        (kind: byte)
        (high: byte)
        (low: byte)
        (last: byte)
        =
        let bytes = ReadOnlyMemory [| 0x7Fuy; kind; high; low; last |]

        FieldBytes.roles read (read bytes |> ValueOption.defaultValue []) bytes
        |> Expect.equal (
            ValueSome
                [| ByteRole.Structure
                   ByteRole.Of [ 0 ]
                   ByteRole.Of [ 1 ]
                   ByteRole.Of [ 1 ]
                   ByteRole.Free |]
        )

    [<Fact>]
    let ``Bytes that were read in another way have no roles`` () : unit =
        let bytes = ReadOnlyMemory [| 0x7Fuy; 1uy; 2uy; 3uy; 4uy |]
        FieldBytes.roles read [ { Field = "kind"; Value = "2" } ] bytes |> Expect.equal ValueNone
