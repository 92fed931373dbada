namespace PeerFunctional.Verification.Exploring

open PeerFunctional.Kernel
open PeerFunctional.Verification

/// Where an exploration starts: a world of a system, whose machine its peers run, and what may happen to it.
type ExplorationStart =
    {
        System: string
        World: string

        /// None where the system has one machine.
        Policy: PeerPolicies voption

        /// Of `TimeModel.Ordered` or `TimeModel.Any`.
        Assumptions: Assumptions
    }

/// A position as a text: how it starts, the choices that lead to it, and the digest of its world state.
type Schedule =
    {
        Start: ExplorationStart

        /// At each position the place of the choice among all that are offered there, from 0.
        Choices: int list
        Digest: Digest
    }

/// Schedules as text that fits the fragment of an address.
module Schedule =

    /// The longest text, in letters.
    [<Literal>]
    val MaxLength: int = 200000

    /// The most choices.
    [<Literal>]
    val MaxChoices: int = 20000

    val print: schedule: Schedule -> string

    /// Reads a text back. The error names what is wrong.
    val parse: text: string -> Result<Schedule, Malformation>
