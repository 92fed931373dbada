namespace PeerFunctional.Verification.Exploring

open System
open PeerFunctional.Kernel

/// What a message of a captured conversation is to be like.
type MessagePattern =
    {
        /// The first word of its words, in any case; none for every message.
        Kind: string voption

        /// A part of the name or of the role of its sender, and of its recipient.
        From: string voption
        To: string voption

        /// The end of a field's name, and its value.
        Fields: (string * string) list

        /// What its words contain.
        Texts: string list
    }

/// What is asked of the answers to a message: later messages of its recipient to its sender.
[<RequireQualifiedAccess>]
type MotifAnswer =
    | Any

    /// One of them is like this, within a time.
    | Is of MessagePattern * within: TimeSpan voption

    /// None of them is.
    | IsNot of MessagePattern * within: TimeSpan voption

/// What to look for in a captured conversation, such as `HAVE that no WANT answers`.
type Motif =
    {
        Message: MessagePattern
        Answer: MotifAnswer
    }

/// A message that a motif fits, by its step, and the step of the answer that it asks for.
[<Struct>]
type MotifMatch = { Step: int; AnswerStep: int voption }

module Motif =

    /// The longest text, in letters.
    [<Literal>]
    val MaxLength: int = 500

    /// What a text may be, in a sentence.
    val grammar: string

    /// The error names what is wrong, and where.
    val parse: text: string -> Result<Motif, Malformation>

    /// A motif as text, which reads as the same motif.
    val print: motif: Motif -> string

    /// The messages of a walk that a motif fits, in order.
    val search: motif: Motif -> walk: CapturedWalk -> MotifMatch list
