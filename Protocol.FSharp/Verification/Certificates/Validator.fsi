namespace PeerFunctional.Verification

open PeerFunctional.Kernel

/// Checks certificates by running the machines again. It knows worlds by `PlainSteps` only: neither the search, nor its states and
/// tables, nor its way to find loops has a part in it.
module Validator =

    /// Checks a certificate of this scenario; answers how many steps it took. `entries` is read once, and no further than the
    /// first entry that proves nothing, which the error names. Of a state on the way to the newest entry it keeps all steps, of every other
    /// one its fingerprint, rank and helper, and as much of the states that steps lead to and that are not listed yet.
    val check:
        subject: Scenario<'a, 'b, 'c, 'd, 'e, 'f, 'g, 'h> ->
        header: CertificateHeader ->
        entries: CertificateEntry seq ->
            Result<int64, Malformation>
            when 'b: comparison

    /// The sentences of the scenario's properties of which a claim about all states says nothing.
    val leftOut: subject: Scenario<'a, 'b, 'c, 'd, 'e, 'f, 'g, 'h> -> claim: Claim -> string list when 'b: comparison
