namespace PeerFunctional.Tests.Mutations

open System.Text.RegularExpressions

/// A kind of small mistake. Each keeps the type of the expression that it changes.
type MutationOperator =
    /// A condition of `if`, of a guard, or a part of one, is negated.
    | NegateCondition
    /// An output of a list, or a step of a pipeline that puts one out, is left out.
    | DropOutput
    /// A whole number is one more or less, or a comparison takes in its bound or leaves it out.
    | OneMoreOrLess
    /// Two neighbouring cases of a match do what the other one does.
    | SwapCases
    /// A record, a map or a step of a pipeline is left as it was.
    | SkipUpdate
    /// One field of an update keeps the value that it had.
    | LeaveField
    /// A duration is twice or half as long.
    | ScaleDuration

module MutationOperator =

    let all =
        [ NegateCondition
          DropOutput
          OneMoreOrLess
          SwapCases
          SkipUpdate
          LeaveField
          ScaleDuration ]

    let words operator =
        match operator with
        | NegateCondition -> "negate a condition"
        | DropOutput -> "drop an output"
        | OneMoreOrLess -> "one more or less"
        | SwapCases -> "swap cases"
        | SkipUpdate -> "skip an update"
        | LeaveField -> "leave a field as it was"
        | ScaleDuration -> "scale a duration"

/// A text in place of an expression.
type Edit =
    {
        Span: Span
        Text: string
        /// The column in which the first line of the text began: the others are indented to it.
        Column: int
    }

/// A small mistake in one place.
type Mutation =
    {
        Operator: MutationOperator
        File: string
        Line: int
        /// The function around the place.
        Within: string
        /// The line of the place: with the function it tells places apart, wherever they move.
        Place: string
        Original: string
        Mutated: string
        /// One for most; two where cases change places.
        Edits: Edit list
    }

module Mutation =

    /// A text on one line.
    let flat (text: string) = Regex.Replace(text.Trim(), @"\s+", " ")

    /// What a mutation is known by wherever its lines have moved: all that tells of it but the line, with tabs between.
    let key mutation =
        String.concat
            "\t"
            [ MutationOperator.words mutation.Operator
              mutation.File
              mutation.Within
              mutation.Place
              mutation.Original
              mutation.Mutated ]
