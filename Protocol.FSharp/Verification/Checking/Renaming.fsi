namespace PeerFunctional.Verification

/// Plain values (texts, numbers, bytes), and what stands in their places once peers have exchanged their names.
[<Sealed>]
type internal Names =

    /// None where a value would have two new names, or two values one.
    static member tryCreate: pairs: struct (obj * obj) seq -> Names voption

    /// A type that keeps some of what it holds from being renamed, where one was met.
    member Unnamed: System.Type voption

/// Renames whatever a machine's state is made of.
module internal Renaming =

    /// The value with each plain value in it that has a new name. Sets and maps are put in order again.
    val apply: names: Names -> value: 'value -> 'value

    /// The plain values in which these values differ, each time one of every value, if they differ in nothing else.
    val differences: values: 'value list -> obj array list voption
