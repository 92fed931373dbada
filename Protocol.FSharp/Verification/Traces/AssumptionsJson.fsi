namespace PeerFunctional.Verification

open PeerFunctional.Kernel
open PeerFunctional.Kernel.Encodings

/// Assumptions as trace files and certificates have them.
module AssumptionsJson =

    val fields: assumptions: Assumptions -> (string * Json) list

    val print: assumptions: Assumptions -> Json

    /// Reads them from the fields of an object, among others.
    val parse: value: Json -> Result<Assumptions, Malformation>
