namespace PeerFunctional.Verification.Laws

open PeerFunctional.Verification

/// How one number stands to another.
[<RequireQualifiedAccess>]
type LawComparison =
    | Equal
    | Unequal
    | Less
    | AtMost
    | Greater
    | AtLeast

/// A statement about a world state, or a number in it.
[<RequireQualifiedAccess>]
type LawExpression =
    | Number of int

    /// A word of a system, with variables: `p stores e` is the word `stores` of `p` and `e`.
    | Word of name: string * variables: string list

    /// Whether two variables stand for the same one.
    | Same of string * string

    /// How many members of a sort fulfil a statement.
    | Count of sort: string * variable: string * body: LawExpression

    /// Of two numbers or more, none of which is a sum.
    | Sum of LawExpression list
    | Compare of LawComparison * LawExpression * LawExpression
    | Not of LawExpression
    | And of LawExpression * LawExpression
    | Or of LawExpression * LawExpression
    | Implies of LawExpression * LawExpression
    | Every of sort: string * variable: string * body: LawExpression
    | Some of sort: string * variable: string * body: LawExpression

/// When a statement is asked for.
[<RequireQualifiedAccess>]
type LawKind =

    /// In every state.
    | Always

    /// In no state.
    | Never

    /// Reached from every state once faults have stopped.
    | AtLast

type LawClause = { Kind: LawKind; Body: LawExpression }

/// What a person asks of a protocol's machines.
type Law = { Clauses: LawClause list }

/// What the words of a system mean in one of its worlds.
type LawMeanings<'world> =
    {
        /// How many members each sort has, by its name.
        Members: Map<string, int>

        /// A word of members, by their places in their sorts, from 0. A statement that holds is 1, and else 0.
        Words: Map<string, 'world -> int array -> int>
    }

module LawKind =

    /// The words that a clause begins with.
    val words: kind: LawKind -> string

module LawComparison =

    val symbol: comparison: LawComparison -> string

module Law =

    /// The law as its parser reads it, each clause on one line.
    val print: law: Law -> string

    val printClause: clause: LawClause -> string

    /// The words of a system that the law uses, each once.
    val words: law: Law -> string list

    /// The law as properties of a world: one invariant for each clause that begins with `always` or `never`, and all that begin with
    /// `at last` as one goal. A law without these has a goal that always holds. A word without a meaning, or of a variable
    /// that nothing binds, is 0.
    val properties: meanings: LawMeanings<'world> -> law: Law -> Properties<'world>
