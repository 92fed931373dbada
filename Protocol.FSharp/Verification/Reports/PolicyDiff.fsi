namespace PeerFunctional.Verification

/// A shortest schedule after which two machines differ in a way.
type FoundDifference<'timer> =
    {
        Difference: Difference

        /// Shared steps, the last of which shows it.
        Schedule: SharedStep<'timer> list

        /// What each world does: the time of each shared step, and its actions.
        First: struct (System.TimeSpan * Action<int, 'timer> list) list
        Second: struct (System.TimeSpan * Action<int, 'timer> list) list
    }

/// A difference told: what differs, and both runs beside each other.
type ToldDifference =
    {
        Sentence: string

        /// Shared steps.
        Steps: int
        Timeline: Timeline
    }

/// The differences that a search of two machines found.
type DifferenceReport =
    {
        /// The shortest first.
        Differences: ToldDifference list

        /// Pairs of states that were seen, and whether they are all there are.
        Seen: int
        IsWhole: bool
    }

module PolicyDiff =

    /// Breadth first over both machines under one schedule: for each kind of difference a shortest schedule that shows it. A message that one
    /// machine sends later than the other is a difference once, when the other sends it. Sees so many pairs of states at most.
    val search:
        pair: PairedWorld<'a, 'b, 'c, 'd, 'e, 'f, 'g, 'h> ->
        faults: FaultBudget ->
        most: int ->
            struct (FoundDifference<'b> list * int * bool)
            when 'b: comparison

    /// The differences between two scenarios of one system, each under a name. The error says why they cannot be compared.
    val ofScenarios:
        firstName: string * first: IScenario ->
            secondName: string * second: IScenario ->
                network: Network ->
                faults: FaultBudget ->
                most: int ->
                    Result<DifferenceReport, string>
