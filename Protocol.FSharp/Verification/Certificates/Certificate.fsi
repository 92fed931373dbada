namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel

/// What a certificate says of one world.
type Claim =

    /// The entries are all states of the world. Each sentence is that of a property, and stands in one list at most.
    | AllStates of holds: string list * witnessed: string list * neverWitnessed: string list

    /// The entries are a way that violates a property; where there is a loop, the steps from this entry on lead back to it.
    | Violation of sentence: string * loop: int voption

/// The first line of a certificate.
type CertificateHeader =
    {
        System: string
        World: string

        /// None where the system has one machine.
        Policy: PeerPolicies voption

        /// Who built the machine: of another build the steps may differ.
        Machine: string
        Assumptions: Assumptions
        Claim: Claim

        /// How many entries follow, 1 or more.
        States: int
    }

/// A state of a certificate.
[<Struct>]
type CertificateEntry =
    {
        /// `PlainSteps.fingerprint` of the state.
        Fingerprint: uint64

        /// `PlainSteps.key` of the action that leads to it from its parent; 0 for the initial state.
        Action: uint64

        /// `PlainSteps.key` of an action that is always possible while the rank stays, and leads out of it; 0 at the goal.
        Helper: uint64

        /// The place of an entry before this one; -1 for the initial state.
        Parent: int

        /// No step of a state without the goal leads to a state without it of a higher rank.
        Rank: int
    }

module Claim =

    /// What the states of an exhaustive search show.
    val ofReport: report: CheckReport<'a, 'b> -> Claim

/// Certificates as bytes: the header as JSON on a line, then 32 bytes an entry, each number with its lowest byte first:
/// fingerprint (8), action (8), helper (8), parent (4), rank (4).
module Certificate =

    [<Literal>]
    val EntryLength: int = 32

    /// The longest first line, its end included.
    [<Literal>]
    val MaxHeaderLength: int = 65536

    /// What every certificate starts with.
    val magic: byte array

    /// The first line, with its end.
    val printHeader: header: CertificateHeader -> string

    /// Reads the first line back. The error names what is wrong.
    val parseHeader: line: string -> Result<CertificateHeader, Malformation>

    /// Writes an entry to 32 bytes.
    val writeEntry: entry: CertificateEntry -> bytes: Span<byte> -> unit

    /// Reads an entry from 32 bytes.
    val readEntry: bytes: ReadOnlySpan<byte> -> CertificateEntry
