namespace PeerFunctional.Verification

open System

/// How much of a participant a capture can show, and how late it may show it.
[<Struct>]
type ReplayWindow =
    {
        /// How long the capture would have shown what the participant did.
        Horizon: TimeSpan

        /// The end of the capture.
        End: TimeSpan

        /// How late the participant may have read, woken and sent.
        Allowed: TimeSpan

        /// Whether the capture may end before the cause of what it shows last, or before a late consequence.
        IsCut: bool

        /// Steps tried for each thing that the capture shows of the participant; past them the participant cannot be judged.
        Steps: int

        /// Whether runs keep what a timeline tells.
        KeepsStates: bool
    }

module ReplayWindow =

    /// How late a peer on an idle machine may read, wake and send.
    val tolerance: TimeSpan

    /// How much clocks of different grain may differ.
    val early: TimeSpan

    /// How late a peer on a loaded machine may be: it conforms, and its lateness is told.
    val mostLate: TimeSpan

    /// Steps enough for a candidate that explains the participant, almost always.
    [<Literal>]
    val FewSteps: int = 4

    [<Literal>]
    val ManySteps: int = 64

    /// Whether a peer on a loaded machine is allowed for.
    val isLoaded: window: ReplayWindow -> bool
