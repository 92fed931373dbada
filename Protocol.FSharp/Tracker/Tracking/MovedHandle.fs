namespace PeerFunctional.Tracker

open PeerFunctional.Kernel

/// A handle that moved from one address to another: two living peers that both want it take it from each other.
type MovedHandle =
    {
        /// The addresses that it moved away from, latest first.
        Left: Endpoint list
        /// How often it came back to one of them.
        Returns: int
        /// Whether its peer has answered a PING since the last move.
        IsAnswered: bool
    }

module MovedHandle =

    /// Addresses of a handle that are kept.
    [<Literal>]
    let private MaxLeft = 8

    /// The handle moves from one address to another, perhaps back to an earlier one.
    let move (before: Endpoint) address moved =
        let moved =
            moved
            |> Option.defaultValue
                { Left = []
                  Returns = 0
                  IsAnswered = false }

        { Left = before :: List.except [ address ] moved.Left |> List.truncate MaxLeft
          Returns =
            if List.contains address moved.Left then
                moved.Returns + 1
            else
                moved.Returns
          IsAnswered = false }

    /// Its peer has answered a PING.
    let answered moved = { moved with IsAnswered = true }

    /// Whether its peer keeps it against an earlier address: the handle came back once already, and its peer lives.
    let isKeptFrom address moved =
        moved.IsAnswered && moved.Returns > 0 && List.contains address moved.Left
