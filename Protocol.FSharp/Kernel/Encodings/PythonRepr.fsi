namespace PeerFunctional.Kernel.Encodings

open System.Text.Json

/// A JSON value as Python shows it once json.loads has read it: `repr`, and `pprint` with an indent of 2 in 80 columns.
module PythonRepr =

    /// A string in single quotes, or in double quotes where it holds single ones only.
    val text: value: string -> string

    /// Bytes in quotes, as Python 2 shows its strings and Python 3 its bytes behind a `b`.
    val bytes: value: byte array -> string

    /// A float's shortest digits, with an exponent below 1e-4 and from 1e16 on.
    val float: value: float -> string

    /// A value on one line.
    val line: value: JsonElement -> string

    /// A value as pprint shows it, without a line end.
    val pretty: value: JsonElement -> string
