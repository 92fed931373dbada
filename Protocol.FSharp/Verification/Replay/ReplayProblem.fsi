namespace PeerFunctional.Verification

/// A candidate, with what came in to the participant and what the participant did.
[<NoEquality; NoComparison>]
type internal ReplayProblem<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store when 'timer: comparison>
    =
    {
        Candidate: Candidate<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>
        Inputs: ObservedEvent<'message> array array
        Outputs: ObservedEvent<'message> array array

        /// Flows that the other side reset.
        Reset: Set<int>

        /// What the capture lacks of each flow's outputs, in words.
        UnseenOutputs: string voption array

        /// What the capture lacks of the end of each flow's other side, in words; empty where no end may be unseen.
        UnseenEnds: string voption array

        /// What the bytes that the capture lacks of each flow's inputs may have been; none where that is unknown.
        Supposed: Guess<'message> list array

        Window: ReplayWindow

        /// The participant's number in the timeline.
        Column: int

        /// What was left out, by how much was explained before.
        LeftOut: Set<struct (int * string)>
    }

module internal ReplayProblem =

    /// Whether something counts as sent though the capture does not show it.
    val isLeftOut:
        said: int -> words: (unit -> string) -> problem: ReplayProblem<'a, 'b, 'c, 'd, 'e, 'f, 'g, 'h> -> bool
            when 'b: comparison
