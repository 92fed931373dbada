namespace PeerFunctional.Verification

/// A world as a model: its peers, the envelopes under way and the faults that are left. All peers have started, and none is
/// told the time.
module WorldModel =

    /// What comes of an action, and the peers whose stores answered at once, in order.
    val happen:
        world: World<'a, 'b, 'c, 'd, 'e, 'f, 'g, 'h> ->
        network: Network ->
        taken: CheckedAction<'b, 'c> ->
        checkedState: CheckedState<'a, 'b, 'c, 'f, 'h> ->
            struct (CheckedState<'a, 'b, 'c, 'f, 'h> * int list)
            when 'b: comparison

    /// Nobody has started.
    val nobody:
        world: World<'a, 'b, 'c, 'd, 'e, 'f, 'g, 'h> -> faults: FaultBudget -> CheckedState<'a, 'i, 'j, 'k, 'h>
            when 'b: comparison and 'i: comparison

    /// The actions by which all peers start.
    val starts:
        world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store> -> CheckedAction<'a, 'b> list
            when 'timer: comparison

    /// All peers have started, in their order, and nothing has arrived.
    val initial:
        world: World<'a, 'b, 'c, 'd, 'e, 'f, 'g, 'h> ->
        network: Network ->
        faults: FaultBudget ->
            CheckedState<'a, 'b, 'c, 'f, 'h>
            when 'b: comparison

    /// The world with this network and at most these faults. Stores answer at once, but where a crash may still come
    /// between a question and its answer. Timers fire in the order of their due times.
    val create:
        world: World<'a, 'b, 'c, 'd, 'e, 'f, 'g, 'h> ->
        network: Network ->
        faults: FaultBudget ->
        properties: Properties<WorldState<'a, 'b, 'f, 'h>> ->
            Model<CheckedState<'a, 'b, 'c, 'f, 'h>, CheckedAction<'b, 'c>>
            when 'b: comparison

    /// What a checked state is made of, by name and digest: for a report on what makes states multiply.
    val components:
        world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store> ->
        network: Network ->
        checkedState: CheckedState<'a, 'b, 'c, 'd, 'e> ->
            struct (string * uint64) list
            when 'timer: comparison and 'b: comparison
