namespace PeerFunctional.Kernel.Encodings

/// A plain value of Python as a pickle holds it; nothing in it can be called.
[<RequireQualifiedAccess>]
type Pickled =
    | Nothing
    | Bool of bool
    | Int of bigint
    | Float of float

    /// Python 3's `str`, Python 2's `unicode`.
    | Text of string

    /// Python 2's `str`: text of no stated encoding.
    | ByteString of byte array

    /// Python 3's `bytes`.
    | Bytes of byte array
    | Tuple of Pickled list
    | List of Pickled list

    /// In the order of the pickle; a key stands once, with its last value.
    | Dict of (Pickled * Pickled) list
