namespace PeerFunctional.Verification

/// How far a run has come in the observations of many flows: the next one of each, the earliest first.
[<NoEquality; NoComparison>]
type internal FlowCursors<'message> =
    {
        Flows: ObservedEvent<'message> array array

        /// The next frame of each flow that has one, with the flow in its last bits.
        Next: Set<int64>

        /// How many of a flow's observations were taken; none is 0.
        Taken: Map<int, int>
        Count: int

        /// Equal for equal progress, in whatever order it was made.
        Trail: uint64
    }

module internal FlowCursors =

    /// The observations of flows, of those that are open from the start.
    val start: flows: ObservedEvent<'message> array array -> isOpen: (int -> bool) -> FlowCursors<'message>

    /// A flow that was not open from the start.
    val opened: flow: int -> cursors: FlowCursors<'a> -> FlowCursors<'a>

    val isEmpty: cursors: FlowCursors<'message> -> bool

    /// The next observation of each flow, the earliest first.
    val all: cursors: FlowCursors<'message> -> struct (int * ObservedEvent<'message>) seq

    /// The first of them, as long as they are soon, each found once it is asked for: there may be thousands.
    val until:
        isSoon: (ObservedEvent<'message> -> bool) ->
        cursors: FlowCursors<'message> ->
            (struct (int * ObservedEvent<'message>)) Later

    val firstWithFlow: cursors: FlowCursors<'message> -> (struct (int * ObservedEvent<'message>)) voption

    val first: cursors: FlowCursors<'message> -> ObservedEvent<'message> voption

    val tryFind: flow: int -> cursors: FlowCursors<'a> -> ObservedEvent<'a> voption

    /// The next observation of a flow is taken.
    val take: flow: int -> cursors: FlowCursors<'a> -> FlowCursors<'a>

    /// Nothing more is taken of a flow.
    val drop: flow: int -> cursors: FlowCursors<'message> -> FlowCursors<'message>
