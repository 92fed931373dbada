namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel
open PeerFunctional.Verification.Exploring

/// A timer of a machine whose types are hidden.
[<Sealed>]
type HiddenTimer =
    interface IDescribedAs<string>
    interface IComparable

    new: words: string * timer: IComparable -> HiddenTimer

    /// The timer for a person.
    member Words: string

    /// The machine's own timer.
    member Timer: IComparable

/// A question to a store whose types are hidden, and the answers of a store that answers at once.
[<NoEquality; NoComparison>]
type HiddenQuestion =
    {
        Question: obj
        AtOnce: obj list voption
    }

    interface IDescribedAs<string>

/// A store as a replay has it.
[<NoEquality; NoComparison>]
type HiddenStore =
    {
        Work: obj -> struct (HiddenStore * obj list)

        /// What it was asked for and the capture never shows, in words.
        Lacks: string voption
    }

    interface IDescribedAs<string>

/// A state of a machine, with what the machine does next: its types but the message's are hidden.
[<NoEquality; NoComparison>]
type HiddenState<'message> =
    {
        Words: Lazy<string>
        Fields: Lazy<FieldRow list>
        Step:
            TimeSpan
                -> Input<Address, HiddenTimer, 'message, unit, obj>
                -> struct (
                    HiddenState<'message> * Output<Address, HiddenTimer, 'message, HiddenQuestion, unit -> string> list
                )
    }

    interface IDescribedAs<string>

/// One moment of the run that explains a participant: each of its steps is over.
[<NoEquality; NoComparison>]
type ExplainedMoment<'message> =
    {
        At: TimeSpan
        Node: Lazy<Node<HiddenState<'message>, HiddenTimer, HiddenQuestion, HiddenStore>>

        /// How many of the inputs of a flow were taken, and how many of its outputs were done.
        TakenOf: int -> int
        DoneOf: int -> int

        /// The names of the connections that the machine has, by their flows.
        Names: Map<int, Address>
    }

/// The run that explains a participant.
[<NoEquality; NoComparison>]
type ExplainedRun<'message> =
    {
        CameIn: ObservedEvent<'message> array array
        WentOut: ObservedEvent<'message> array array

        /// First to last.
        Moments: ExplainedMoment<'message> list
    }

/// The run that explains a participant, with its types hidden.
type IExplainedRun =

    /// The run; none where its messages are of another type.
    abstract TryRun<'message> : unit -> ExplainedRun<'message> voption

module HiddenQuestion =

    /// Works a question that waited.
    val work: question: HiddenQuestion -> store: HiddenStore -> struct (HiddenStore * obj list)

module HiddenStore =

    val internal ofCandidate:
        candidate: Candidate<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store> ->
        store: 'store ->
            HiddenStore
            when 'timer: comparison

module HiddenState =

    val internal ofCandidate:
        candidate: Candidate<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store> ->
        fields: ('state -> FieldRow list) ->
        state: 'state ->
            HiddenState<'message>
            when 'timer: comparison

    val internal timer:
        candidate: Candidate<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store> ->
        timer: 'timer ->
            HiddenTimer
            when 'timer: comparison

    val internal question:
        candidate: Candidate<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store> ->
        question: 'ask ->
            HiddenQuestion
            when 'timer: comparison
