namespace PeerFunctional.Verification

module ActionWords =

    /// The beginning of a timer's words where a user gives a command.
    [<Literal>]
    val OfUser: string = "the user "

    /// The beginning of a timer's words where a hostile peer sends a message.
    [<Literal>]
    val OfHostile: string = "hostile message "

    /// A step of a checked world as a sentence: a peer, or the network, and what it does.
    val sentence:
        world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store> ->
        taken: CheckedAction<'timer, 'message> ->
            string
