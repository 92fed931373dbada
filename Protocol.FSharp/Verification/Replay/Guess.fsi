namespace PeerFunctional.Verification

/// What bytes of a flow that the capture lacks may have been.
[<RequireQualifiedAccess; NoEquality; NoComparison>]
type internal Guess<'message> =
    /// The end of the stream alone, or what the participant never read.
    | Nothing
    | NoMessage
    | Message of 'message

module internal Guess =

    /// A flow, with what the bytes that the capture lacks of its inputs may have been. `ofSaid` tells it by what the participant
    /// said first on the flow. They came in right before it did what follows them; where the capture shows no such thing within
    /// `ReplayWindow.tolerance`, or where they may have been anything, the flow is as it was, without guesses.
    val ofFlow:
        ofSaid: ('message -> 'message list) ->
        flow: CapturedFlow<'message> ->
            struct (CapturedFlow<'message> * Guess<'message> list)
