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

    let create problem detail = { Problem = problem; Detail = detail }

    /// The malformation as the error of a parser.
    let error problem detail : Result<'value, Malformation> = Error(create problem detail)
