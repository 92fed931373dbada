namespace PeerFunctional.Kernel

/// Text from outside as a screen or a page shows it. What moves a cursor, turns the reading direction, ends a line or has no
/// picture is shown by its number, as `\u{202e}`; letters of every script, symbols and blanks stay as they are.
module TerminalText =

    /// How many marks may join one letter: more of them would paint over the lines around it.
    [<Literal>]
    val MaxMarks: int = 5

    /// Whether a code point has no picture a line may show: a control, a format character, a lone surrogate, a filler.
    val isHidden: value: int -> bool

    /// A text on one line, with nothing hidden in it. What is beyond some `most` letters is counted instead.
    val upTo: most: int -> text: string -> string

    /// A text on one line, with nothing hidden in it, however long it is.
    val show: text: string -> string

    /// A text as a JSON string (RFC 8259) in which nothing is hidden: by \uXXXX of its UTF-16 units, a lone surrogate too.
    val json: text: string -> string

    /// What can be seen of a text: nothing hidden, no variation selectors, each run of blanks as one, none at the ends. Two texts
    /// that differ only where nobody can see it are one.
    val visible: text: string -> string
