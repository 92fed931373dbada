namespace PeerFunctional.Kernel.Encodings

/// The pickle protocols we write: the newest that Python 2 reads, and the one its programs write unasked.
type PickleProtocol =
    | Protocol0
    | Protocol2

/// Writes values as Python 2's own `pickle` module does, a memo entry behind each text, tuple, list and dict; the memo is never
/// read, as it is in programs only where one object stands twice. Python's `bytes` has no spelling of its own before protocol 3:
/// it is written as a byte string, which Python 2 takes it for.
module PickleWriter =

    /// The pickle of a value.
    val write: protocol: PickleProtocol -> value: Pickled -> byte array
