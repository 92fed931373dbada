namespace PeerFunctional.Verification

/// What leads from one phase of a machine to another or keeps it there, and what the machine puts out on the way.
type Transition =
    {
        From: string
        Causes: string list
        To: string
        Outputs: string list
    }

/// The phases of a machine and what leads from one to another, as runs of the machine itself showed them.
type StateDiagram =
    {
        Title: string

        /// In the order they were found; the first is the one before anything happened.
        Phases: string list
        Transitions: Transition list

        /// Steps of the machine that were looked at.
        Steps: int
    }

/// How a machine's states and messages are put into words of a diagram.
type StateDiagramSpec<'state, 'message, 'command> =
    {
        Title: string
        Phase: ('state -> string)
        Kind: ('message -> string)
        Commands: (string * 'command) list
    }

module StateDiagram =

    /// The phase before a peer has started.
    [<Literal>]
    val Start: string = "not started"

    /// The messages peers of a world send each other: what another world's peers may hear.
    val envelopes:
        world: World<'a, 'b, 'c, 'd, 'e, 'f, 'g, 'h> -> sketch: StateDiagramSpec<'a, 'c, 'd> -> Envelope<'c> list
            when 'b: comparison

    /// The state diagram of a world's machine: it is run from its start on what its timers, its store, its users and its
    /// partners can give it, among them the envelopes `heard` elsewhere.
    val ofWorld:
        world: World<'a, 'b, 'c, 'd, 'e, 'f, 'g, 'h> ->
        sketch: StateDiagramSpec<'a, 'c, 'd> ->
        heard: Envelope<'c> list ->
            StateDiagram
            when 'b: comparison

    /// The transitions out of a phase by where they lead, those that stay last.
    val from: phase: string -> diagram: StateDiagram -> (string * Transition list) list

    /// What stands over the phases that transitions lead to.
    val goalHead: string

    /// What stands over the transitions' words.
    val inputsHead: string

    val words: transition: Transition -> string

    /// The diagram as lines of text that fit a width.
    val lines: style: TerminalStyle -> diagram: StateDiagram -> DrawnLine list
