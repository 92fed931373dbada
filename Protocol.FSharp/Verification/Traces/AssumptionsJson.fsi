namespace PeerFunctional.Verification

open PeerFunctional.Kernel
open PeerFunctional.Kernel.Encodings

/// Assumptions as a trace file has them.
module AssumptionsJson =

    val print: assumptions: Assumptions -> Json

    val parse: value: Json -> Result<Assumptions, Malformation>
