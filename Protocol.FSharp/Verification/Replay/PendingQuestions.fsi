namespace PeerFunctional.Verification

open System

/// The questions to a store that are not answered yet, first to last, each with when it was asked.
[<NoEquality; NoComparison>]
type internal PendingQuestions<'ask> =
    {
        /// The first ones, with their digests; empty only where all are.
        Front: (struct ('ask * TimeSpan * uint64)) list

        /// The others, last first.
        Back: (struct ('ask * TimeSpan * uint64)) list
        Count: int

        /// Equal for the same questions in the same order.
        Trail: uint64
    }

module internal PendingQuestions =

    val none: PendingQuestions<'ask>

    val isEmpty: pending: PendingQuestions<'ask> -> bool

    val toList: pending: PendingQuestions<'ask> -> 'ask list

    val tryFirst: pending: PendingQuestions<'ask> -> (struct ('ask * TimeSpan)) voption

    val add: question: 'ask -> asked: TimeSpan -> pending: PendingQuestions<'ask> -> PendingQuestions<'ask>

    val withoutFirst: pending: PendingQuestions<'ask> -> PendingQuestions<'ask>
