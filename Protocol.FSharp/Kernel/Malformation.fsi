namespace PeerFunctional.Kernel

/// Bytes that were no message: what is wrong with them. Data, never an exception; the sender is at fault.
type Malformation =
    {
        /// A stable kebab-case name, counted and shown to people, such as `bad-base64`.
        Problem: string

        /// One line for a person: what was found and where.
        Detail: string
    }

module Malformation =

    val create: problem: string -> detail: string -> Malformation

    /// The malformation as the error of a parser.
    val error: problem: string -> detail: string -> Result<'value, Malformation>
