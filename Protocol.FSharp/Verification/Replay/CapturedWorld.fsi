namespace PeerFunctional.Verification

/// The world of a captured conversation: its participants with the machines that explain them.
type CapturedWorld<'message> =
    World<HiddenState<'message>, HiddenTimer, 'message, unit, obj, HiddenQuestion, unit -> string, HiddenStore>

module internal CapturedWorld =

    /// A participant without a known machine: nothing reaches it.
    val absent: unit -> Node<HiddenState<'message>, HiddenTimer, HiddenQuestion, HiddenStore>

    /// The world of the participants whose machines are known, reached where the capture shows them.
    val create:
        decoded: DecodedConversation<'about, 'message> ->
        roster: Roster<'message> ->
        isKnown: (int -> bool) ->
            CapturedWorld<'message>
