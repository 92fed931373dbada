namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel
open PeerFunctional.Verification.Exploring

/// The timers of one peer are of one type.
[<Sealed>]
type HiddenTimer(words: string, timer: IComparable) =
    member _.Words = words
    member _.Timer = timer

    override this.Equals other =
        match other with
        | :? HiddenTimer as other -> (this :> IComparable).CompareTo other = 0
        | _ -> false

    override _.GetHashCode() = words.GetHashCode()

    interface IDescribedAs<string> with
        member _.Description = words

    interface IComparable with
        member _.CompareTo other =
            match other with
            | :? HiddenTimer as other when other.Timer.GetType() = timer.GetType() -> timer.CompareTo other.Timer
            | :? HiddenTimer as other -> String.CompareOrdinal(words, other.Words)
            | _ -> 1

[<NoEquality; NoComparison>]
type HiddenQuestion =
    { Question: obj
      AtOnce: obj list voption }

    interface IDescribedAs<string> with
        member _.Description = "question"

[<NoEquality; NoComparison>]
type HiddenStore =
    { Work: obj -> struct (HiddenStore * obj list)
      Lacks: string voption }

    interface IDescribedAs<string> with
        member _.Description = "store"

[<NoEquality; NoComparison>]
type HiddenState<'message> =
    { Words: Lazy<string>
      Fields: Lazy<FieldRow list>
      Step:
          TimeSpan
              -> Input<Address, HiddenTimer, 'message, unit, obj>
              -> struct (
                  HiddenState<'message> * Output<Address, HiddenTimer, 'message, HiddenQuestion, unit -> string> list
              ) }

    interface IDescribedAs<string> with
        member this.Description = this.Words.Value

[<NoEquality; NoComparison>]
type ExplainedMoment<'message> =
    { At: TimeSpan
      Node: Lazy<Node<HiddenState<'message>, HiddenTimer, HiddenQuestion, HiddenStore>>
      TakenOf: int -> int
      DoneOf: int -> int
      Names: Map<int, Address> }

[<NoEquality; NoComparison>]
type ExplainedRun<'message> =
    { CameIn: ObservedEvent<'message>[][]
      WentOut: ObservedEvent<'message>[][]
      Moments: ExplainedMoment<'message> list }

type IExplainedRun =
    abstract TryRun<'message> : unit -> ExplainedRun<'message> voption

/// Values in a box. An option keeps a value that is null, such as that of `unit`, apart from none.
module private Boxed =

    let put (value: 'value) : obj = [ value ] :> obj

    let take (boxed: obj) : 'value voption =
        match boxed with
        | :? ('value list) as values -> values |> List.tryHead |> ValueOption.ofOption
        | _ -> ValueNone

module HiddenQuestion =

    let work question store = store.Work question.Question

module HiddenStore =

    let rec private make
        lacks
        (candidate: Candidate<_, _, _, _, 'answer, 'ask, _, 'store>)
        (store: 'store)
        : HiddenStore =
        let work (boxed: obj) : struct (HiddenStore * obj list) =
            match Boxed.take boxed with
            | ValueNone -> struct (make lacks candidate store, [])
            | ValueSome(question: 'ask) ->
                match candidate.Answer question store with
                | Supplied(next, answers) -> struct (make lacks candidate next, answers |> List.map Boxed.put)
                | NotCaptured words -> struct (make (ValueSome words) candidate store, [])

        { Work = work; Lacks = lacks }

    let ofCandidate candidate store = make ValueNone candidate store

module HiddenState =

    let timer (candidate: Candidate<_, 'timer, _, _, _, _, _, _>) (timer: 'timer) =
        HiddenTimer(candidate.TimerWords timer, [ timer ])

    let question (candidate: Candidate<_, _, _, _, 'answer, 'ask, _, _>) (question: 'ask) =
        { Question = Boxed.put question
          AtOnce = candidate.AtOnce question |> ValueOption.map (List.map Boxed.put) }

    let private input
        (input: Input<Address, HiddenTimer, 'message, unit, obj>)
        : Input<Address, 'timer, 'message, 'command, 'answer> voption =
        match input with
        | Started -> ValueSome Started
        | Opened address -> ValueSome(Opened address)
        | Received(sender, message) -> ValueSome(Received(sender, message))
        | Malformed(sender, malformation) -> ValueSome(Malformed(sender, malformation))
        | Closed(address, reason) -> ValueSome(Closed(address, reason))
        | TimerFired timer -> Boxed.take timer.Timer |> ValueOption.map TimerFired
        // A user asks nothing more.
        | Commanded() -> ValueNone
        | Answered answer -> Boxed.take answer |> ValueOption.map Answered

    let private output
        (candidate: Candidate<_, 'timer, 'message, _, _, 'ask, 'notice, _>)
        (output: Output<Address, 'timer, 'message, 'ask, 'notice>)
        : Output<Address, HiddenTimer, 'message, HiddenQuestion, unit -> string> =
        match output with
        | Open address -> Open address
        | Send(recipient, message) -> Send(recipient, message)
        | HalfClose address -> HalfClose address
        | Close address -> Close address
        | SetTimer(set, due) -> SetTimer(timer candidate set, due)
        | CancelTimer cancelled -> CancelTimer(timer candidate cancelled)
        | Ask asked -> Ask(question candidate asked)
        | Tell notice -> Tell(fun () -> candidate.NoticeWords notice)
        | Finish -> Finish

    let rec ofCandidate
        (candidate: Candidate<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>)
        fields
        state
        : HiddenState<'message> =
        let step now given =
            match input given with
            | ValueNone -> struct (ofCandidate candidate fields state, [])
            | ValueSome typed ->
                // A machine counts from its beginning.
                let struct (next, outputs) =
                    candidate.Machine.Step (max TimeSpan.Zero (now - candidate.Begins)) state typed

                struct (ofCandidate candidate fields next, outputs |> List.map (output candidate))

        { Words = lazy (candidate.StateWords state)
          Fields = lazy (fields state)
          Step = step }
