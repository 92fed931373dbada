namespace PeerFunctional.Verification

/// Colours of a terminal by what they mean.
type CellStyle =
    | Plain
    | Faint
    | Bold
    | Red
    | Green
    | Yellow

    /// One of a lane's own, by its number.
    | LaneInk of int

/// A line of a terminal under construction: cells that hold a letter each, later ones over earlier ones.
type Canvas

/// A finished line of a drawing, in colours: but for these, nothing in it moves a terminal.
[<Struct>]
type DrawnLine =
    private
    | DrawnLine of string

    override ToString: unit -> string

module Canvas =

    val create: width: int -> Canvas

    val width: canvas: Canvas -> int

    val length: text: string -> int

    /// Text of at most `most` columns, its end cut off where it is longer.
    val fit: most: int -> text: string -> string

    /// As `fit`, but the end of the text stays: a mark stands for what is cut off before it.
    val fitEnd: most: int -> text: string -> string

    /// Fits texts that stand side by side. Where cutting off their ends makes two alike, all of them keep their ends instead.
    val fitAll: most: int -> texts: string list -> string list

    /// Words on lines of at most `most` columns, at most `count` lines of them.
    val wrap: most: int -> count: int -> text: string -> string list

    /// Writes text from a column on; what would stand outside is left out, and what is hidden is replaced.
    val write: column: int -> ink: CellStyle -> text: string -> canvas: Canvas -> unit

    /// The letter of one column from a table of what it joins there.
    val change: column: int -> ink: CellStyle -> joined: (string -> string) -> canvas: Canvas -> unit

    /// The line without blanks at its end, in colour where asked, in ASCII where asked.
    val print: color: bool -> toAscii: bool -> canvas: Canvas -> DrawnLine
