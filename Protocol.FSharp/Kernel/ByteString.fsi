namespace PeerFunctional.Kernel

open System

/// Bytes as a value: two are equal when their bytes are.
[<Struct; CustomEquality; NoComparison>]
type ByteString =
    {
        Bytes: ReadOnlyMemory<byte>
    }

    override ToString: unit -> string
    override Equals: other: (obj | null) -> bool
    override GetHashCode: unit -> int
    interface IDescribedAs<ReadOnlyMemory<byte>>
