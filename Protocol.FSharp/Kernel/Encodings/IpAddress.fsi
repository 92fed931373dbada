namespace PeerFunctional.Kernel.Encodings

open System

/// Literal IPv4 and IPv6 addresses as their 4 or 16 bytes. The framework's own type asks the system for the names of its
/// interfaces, so it has no place here.
module IpAddress =

    /// The bytes of a literal address; a zone behind `%` is left out, as it is in packets.
    val parse: text: string -> byte array option

    /// The usual spelling of 4 or 16 bytes (RFC 5952 for the latter).
    val print: bytes: ReadOnlySpan<byte> -> string
