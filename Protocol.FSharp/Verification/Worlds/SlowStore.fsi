namespace PeerFunctional.Verification

/// A machine beside a slow store.
type SlowlyStored<'state, 'ask> =
    {
        Inner: 'state

        /// The questions that the store has not taken up, first to last.
        Waiting: 'ask list

        /// How many inputs the machine got since questions wait.
        Heard: int
    }

/// A timer of the machine, or the moment at which the store takes up the next question.
type SlowStoreTimer<'timer> =
    | OfMachine of 'timer
    | StoreTurn

/// Stores that answer at any moment: timers fire and messages arrive before an answer.
module SlowStore =

    /// The world with slow stores. So that it stays finite, a store takes up its questions at the latest as its peer has got so many
    /// inputs. A question that is answered at once is not slow.
    val world:
        most: int ->
        world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store> ->
            World<SlowlyStored<'state, 'ask>, SlowStoreTimer<'timer>, 'message, 'command, 'answer, 'ask, 'notice, 'store>
            when 'timer: comparison

    /// The properties of a world of so many peers, where its stores are slow.
    val properties:
        peers: int ->
        properties: Properties<WorldState<'state, 'timer, 'ask, 'store>> ->
            Properties<WorldState<SlowlyStored<'state, 'ask>, SlowStoreTimer<'timer>, 'ask, 'store>>
            when 'timer: comparison

    /// The scenario with slow stores, under another name.
    val scenario:
        name: string ->
        about: string ->
        most: int ->
        subject: Scenario<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store> ->
            Scenario<
                SlowlyStored<'state, 'ask>,
                SlowStoreTimer<'timer>,
                'message,
                'command,
                'answer,
                'ask,
                'notice,
                'store
             >
            when 'timer: comparison
