namespace PeerFunctional.Verification

/// A piece of XML. Text is data until it is printed, so nothing in it can become markup, and what is hidden is replaced.
type Markup =
    | Element of name: string * attributes: (string * string) list * children: Markup list
    | Text of string

    /// Written by us, never from outside, such as a script.
    | Verbatim of string

module Markup =

    val element: name: string -> attributes: (string * string) list -> children: Markup list -> Markup

    /// A number as attributes take it: at most two decimals, with a point.
    val number: value: float -> string

    val print: markup: Markup -> string
