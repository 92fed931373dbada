namespace PeerFunctional.Verification

open PeerFunctional.Kernel

/// What a peer has asked its store and the store has not answered yet, first to last.
type Questions<'ask> =
    private
        {
            First: 'ask list

            /// Last first.
            Rest: 'ask list
        }

    interface IDescribedAs<'ask list>

    member IsEmpty: bool

module Questions =

    val none<'ask> : Questions<'ask>

    val add: question: 'a -> questions: Questions<'a> -> Questions<'a>

    /// The first question and those behind it.
    val tryNext: questions: Questions<'a> -> struct ('a * Questions<'a>) voption
