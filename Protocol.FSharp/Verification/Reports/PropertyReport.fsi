namespace PeerFunctional.Verification

open PeerFunctional.Kernel

/// Something that happens in a run, with its step from 1; none where the step is not one of the run's own, such as a partition.
type CounterexampleStep = { Step: int voption; Words: string }

/// A run that violates a property.
type Counterexample =
    {
        /// What goes wrong in it, in the protocol's words.
        Sentence: string

        /// What happens, in order.
        Steps: CounterexampleStep list

        /// The first step, from 1, after which nothing can bring about the goal, where a search found one.
        NoReturn: int voption

        /// The file that has it.
        Trace: string option

        /// What mends it; none for a run of a machine that is not the original's.
        Mends: Mend list
    }

/// What a search or a simulation found of a property.
[<RequireQualifiedAccess>]
type PropertyFinding =
    | Passed
    | Violated of Counterexample

    /// It cannot be told, for this reason.
    | Unknown of reason: string

/// A property of a world, and what was found of it.
type PropertyReport =
    {
        Sentence: string
        Finding: PropertyFinding
    }

/// The properties of a world under a policy.
type WorldReport =
    {
        System: string
        World: string

        /// None where the system has one machine.
        Policy: PeerPolicies voption

        /// What the findings rest on, a clause each.
        Assumptions: string list
        Properties: PropertyReport list

        /// How long it took; all else is equal whenever the same is checked again.
        Seconds: float
    }

module CounterexampleStep =

    /// `7. HAVE +Alice:1 is lost`
    val words: step: CounterexampleStep -> string

module WorldReport =

    /// `sneakernet/one-event/published`, `rpc/call`: a name for programs that no run changes.
    val id: world: WorldReport -> string

    /// The report with one more property.
    val withProperty: property: PropertyReport -> world: WorldReport -> WorldReport

    /// The name of one of its properties: the world's, and the sentence in small letters and dashes.
    val propertyId: world: WorldReport -> sentence: string -> string
