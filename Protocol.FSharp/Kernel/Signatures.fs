namespace PeerFunctional.Kernel

open System

type ISignatures =
    abstract PublicKey: seed: ReadOnlyMemory<byte> -> byte[]
    abstract Sign: seed: ReadOnlyMemory<byte> * message: ReadOnlyMemory<byte> -> byte[]

    abstract Verify:
        publicKey: ReadOnlyMemory<byte> * message: ReadOnlyMemory<byte> * signature: ReadOnlyMemory<byte> -> bool
