namespace PeerFunctional.Kernel.Encodings

[<RequireQualifiedAccess>]
type Pickled =
    | Nothing
    | Bool of bool
    | Int of bigint
    | Float of float
    | Text of string
    | ByteString of byte array
    | Bytes of byte array
    | Tuple of Pickled list
    | List of Pickled list
    | Dict of (Pickled * Pickled) list
