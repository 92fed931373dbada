namespace PeerFunctional.Kernel

open System

/// Ed25519 as the runtime provides it: pure functions of their arguments, but too slow for a step.
type ISignatures =

    /// The public key (32 bytes) of a seed (32 bytes).
    abstract PublicKey: seed: ReadOnlyMemory<byte> -> byte array

    /// The signature (64 bytes) of a message by a seed (32 bytes).
    abstract Sign: seed: ReadOnlyMemory<byte> * message: ReadOnlyMemory<byte> -> byte array

    /// Whether a signature is the key's over the message; false for any key or signature of a wrong length.
    abstract Verify:
        publicKey: ReadOnlyMemory<byte> * message: ReadOnlyMemory<byte> * signature: ReadOnlyMemory<byte> -> bool
