namespace PeerFunctional.Kernel.Encodings

open PeerFunctional.Kernel

/// JSON with whole numbers, as files with an object a line hold it.
[<RequireQualifiedAccess>]
type Json =
    | Text of string
    | Number of int64
    | Flag of bool
    | Items of Json list
    | Object of (string * Json) list

/// An object on one line.
module JsonLine =

    /// The line, without its end; nothing is hidden in it.
    val print: value: Json -> string

    /// Every result, or the first error.
    val sequence: results: Result<'value, Malformation> seq -> Result<'value list, Malformation>

    val parse: line: string -> Result<Json, Malformation>

    val tryField: name: string -> value: Json -> Json option

    val text: name: string -> value: Json -> Result<string, Malformation>

    val number: name: string -> value: Json -> Result<int64, Malformation>

    val flag: name: string -> value: Json -> Result<bool, Malformation>

    val items: name: string -> value: Json -> Result<Json list, Malformation>
