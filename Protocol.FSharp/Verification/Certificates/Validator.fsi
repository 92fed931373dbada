namespace PeerFunctional.Verification

open PeerFunctional.Kernel

/// Checks certificates by running the machines again. It knows worlds by `PlainSteps` only: neither the search, nor its states and
/// tables, nor its way to find loops has a part in it.
module Validator =

    /// Checks a certificate of this scenario; answers how many steps it took. `entries` is read twice. Of a state on the way to the
    /// newest entry it keeps all steps, and of every other entry 24 bytes. The error names the first entry that proves nothing.
    val check:
        subject: Scenario<'a, 'b, 'c, 'd, 'e, 'f, 'g, 'h> ->
        header: CertificateHeader ->
        entries: CertificateEntry seq ->
            Result<int64, Malformation>
            when 'b: comparison
