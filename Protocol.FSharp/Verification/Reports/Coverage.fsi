namespace PeerFunctional.Verification

/// What the machines of a scenario got and did, by kind: inputs, messages, timers, answers, questions and notices.
[<Sealed>]
type Coverage

module Coverage =

    /// The scenario, and what its machines do from now on, on any thread. A watched scenario is slower.
    val watch: subject: IScenario -> struct (IScenario * Coverage)

    /// The kinds that never happened, such as `receives Command.Bye` or `timer Announce`, in the order of the types.
    val missing: coverage: Coverage -> string list
