namespace PeerFunctional.Verification

/// Where everything of a diagram is on an SVG page, in CSS pixels, and the shapes it is drawn with.
module SvgPage =

    /// CSS pixels, large enough for the last row of a lecture hall.
    [<Literal>]
    val RowHeight: float = 42.0

    val lineHeight: float

    /// Where a row's arrow runs, below the row's top.
    [<Literal>]
    val ArrowAt: float = 32.0

    [<Literal>]
    val Top: float = 60.0

    /// The mean width of a letter in the page's font at 20 pixels. The mean of DejaVu Sans is 11.3 over the alphabet.
    val letterWidth: float

    /// The mean width of a bold letter in the page's font at 20 pixels. The mean of DejaVu Sans is 12.7 over the alphabet.
    val boldLetterWidth: float

    val timeWidth: float

    val margin: float

    val maxGap: float

    /// Dark enough on white, and of different lightness; one a lane.
    val colors: string array

    val laneColor: lane: int -> string

    val bad: string

    /// The smallest scale at which every text of a drawing has 14 pixels.
    val leastScale: float

    val style: string

    type Page =
        {
            Diagram: SequenceDiagram
            Lanes: float array
            Width: float

            /// The wrapped words of notes, banners and bundles, by row.
            Words: string list array
            Tops: float array
            Bottom: float
        }

    /// How many letters fit into a width, 8 at least.
    val columns: width: float -> int

    /// How many letters of a lane's name fit into a width, 8 at least.
    val nameColumns: width: float -> int

    val gap: diagram: SequenceDiagram -> float

    val isRightOf: lanes: float array -> lane: int -> bool

    val wrapped: diagram: SequenceDiagram -> lanes: float array -> width: float -> string list array

    val heightOf: words: 'a list -> float

    val page: diagram: SequenceDiagram -> Page

    val text: x: float -> y: float -> anchor: string -> attributes: (string * string) list -> words: string -> Markup

    val line: x1: float -> y1: float -> x2: float -> y2: float -> attributes: (string * string) list -> Markup

    val circle: x: float -> y: float -> radius: float -> fill: string -> stroke: string -> Markup
