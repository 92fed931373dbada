namespace PeerFunctional.Kernel

open System

[<Struct; CustomEquality; NoComparison>]
type ByteString =
    { Bytes: ReadOnlyMemory<byte> }

    override this.Equals other =
        match other with
        | :? ByteString as other -> MemoryExtensions.SequenceEqual(this.Bytes.Span, other.Bytes.Span)
        | _ -> false

    override this.GetHashCode() =
        let beginning = this.Bytes.Slice(0, min 32 this.Bytes.Length)
        (this.Bytes.Length, beginning.ToArray()) ||> Array.fold (fun hash one -> 31 * hash + int one)

    override this.ToString() = $"{this.Bytes.Length} bytes"

    interface IDescribedAs<ReadOnlyMemory<byte>> with
        member this.Description = this.Bytes
