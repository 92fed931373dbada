namespace PeerFunctional.Verification

/// The messages of a diagram as arrows on a terminal.
module TerminalArrows =

    val horizontal: from: int -> upto: int -> ink: CellStyle -> canvas: Canvas -> unit

    /// Writes words left-aligned at a column, moved left as far as they need to be to fit.
    val writeInside: board: TerminalLayout -> column: int -> ink: CellStyle -> text: string -> canvas: Canvas -> unit

    val departure: board: TerminalLayout -> row: int -> index: int -> ending: DeliveryResult voption -> Canvas list

    val ending: board: TerminalLayout -> row: int -> index: int -> fate: DeliveryResult -> Canvas list
