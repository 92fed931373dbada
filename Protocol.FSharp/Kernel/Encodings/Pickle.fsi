namespace PeerFunctional.Kernel.Encodings

open System

/// Pickles of plain values as whole byte strings.
module Pickle =

    /// Reads the first value; bytes after its STOP are left unread.
    val read: bytes: ReadOnlyMemory<byte> -> Result<Pickled, PeerFunctional.Kernel.Malformation>

    /// The pickle of a value.
    val write: protocol: PickleProtocol -> value: Pickled -> byte array
