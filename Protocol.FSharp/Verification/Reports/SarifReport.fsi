namespace PeerFunctional.Verification

/// Reports as SARIF 2.1.0, which code scanners show: a rule and a result a property.
module SarifReport =

    /// The file's text, by this version of the program. A result's kind is `pass`, `fail` or `open`; a counterexample's
    /// steps are its code flow.
    val print: version: string -> worlds: WorldReport list -> string
