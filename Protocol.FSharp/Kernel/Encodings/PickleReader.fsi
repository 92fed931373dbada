namespace PeerFunctional.Kernel.Encodings

open System
open PeerFunctional.Kernel

/// A pickle as far as it was read: goes on where it stopped, so that reading costs the same however the bytes are cut.
type PickleReader

type PickleProgress =

    /// The value; bytes after its STOP are left unread.
    | Finished of Pickled
    | Unfinished of PickleReader
    | Refused of Malformation

/// Reads plain values from pickles of protocols 0 to 5, in Python 2's and Python 3's spellings. What would import, call or
/// build anything is refused at its opcode. Nothing is set aside for a length that was only claimed.
module PickleReader =

    val start: PickleReader

    /// The malformation of a pickle that ends before its STOP.
    val cutShort: Malformation

    /// Takes the next bytes.
    val take: bytes: ReadOnlyMemory<byte> -> reader: PickleReader -> PickleProgress
