namespace PeerFunctional.Kernel.Encodings

open System
open PeerFunctional.Kernel

/// Texts and numbers as pickles spell them.
module PickleText =

    /// The line of INT; two spellings are the truth values of the first protocols.
    val intLine: line: ReadOnlyMemory<byte> -> Result<Pickled, Malformation>

    /// The line of LONG, with Python 2's `L` behind it or without.
    val longLine: line: ReadOnlyMemory<byte> -> Result<Pickled, Malformation>

    /// The bytes of a number, lowest first, in two's complement.
    val longBytes: bytes: ReadOnlyMemory<byte> -> Pickled

    /// The line of FLOAT.
    val floatLine: line: ReadOnlyMemory<byte> -> Result<Pickled, Malformation>

    /// A memo index written as text.
    val indexLine: line: ReadOnlyMemory<byte> -> Result<int, Malformation>

    /// UTF-8; lone surrogates, which Python lets pass, are none.
    val utf8: bytes: ReadOnlyMemory<byte> -> Result<Pickled, Malformation>

    /// The line of STRING: Python 2's spelling of its strings, in quotes.
    val stringLine: line: ReadOnlyMemory<byte> -> Result<Pickled, Malformation>

    /// The line of UNICODE: Latin-1, with \uXXXX and \UXXXXXXXX; other backslashes stand for themselves.
    val unicodeLine: line: ReadOnlyMemory<byte> -> Result<Pickled, Malformation>
