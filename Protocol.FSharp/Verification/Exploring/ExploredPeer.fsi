namespace PeerFunctional.Verification.Exploring

open System
open PeerFunctional.Kernel
open PeerFunctional.Verification

/// A timer of a peer that is set.
type ExploredTimer =
    {
        Name: string

        /// How long it still takes; none where it may fire at any moment.
        Due: TimeSpan voption

        /// The place of the choice that fires it; none where it may not fire yet.
        Choice: int voption
    }

/// A peer at a position, for a person.
type ExploredPeer =
    {
        Name: string
        Policy: Policy voption
        Status: NodeStatus

        /// Its state in a few words.
        Words: string

        /// What its state and its store are made of.
        Rows: Lazy<FieldRow list>
        Timers: ExploredTimer list

        /// Questions that its store has not answered.
        Questions: int
    }

/// An envelope under way.
type ExploredEnvelope =
    {
        Number: int

        /// None where no peer sent it, such as the end of a connection that broke.
        From: int voption
        To: int
        Words: string

        /// The number of its connection.
        Connection: int voption

        /// The depth of the step that sent it.
        SentAt: int
    }
