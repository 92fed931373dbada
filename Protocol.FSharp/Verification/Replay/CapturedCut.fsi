namespace PeerFunctional.Verification

/// A captured conversation at the moment when a message was under way.
[<NoEquality; NoComparison>]
type CapturedCut<'message> =
    {
        World: CapturedWorld<'message>
        WorldState: WorldState<HiddenState<'message>, HiddenTimer, HiddenQuestion, HiddenStore>

        /// What was under way, in the order it was sent; numbers count from 0.
        UnderWay: Envelope<'message> list

        /// The number of the message among them.
        Message: int

        /// The peers whose machines are known.
        Known: Set<int>
    }

/// A visitor for a moment whose type of messages is unknown.
type ICapturedCutVisitor<'result> =

    abstract Visit: CapturedCut<'message> -> 'result

/// A moment of a captured conversation, with its type of messages hidden.
type ICapturedCut =

    abstract Accept: ICapturedCutVisitor<'result> -> 'result

module CapturedCut =

    /// The moment when the message of a frame was under way. The error says why the machines cannot go on from there.
    val at:
        frame: int64 ->
        decoded: DecodedConversation<'about, 'message> ->
        roster: Roster<'message> ->
        results: ReplayResult list ->
            Result<ICapturedCut, string>
