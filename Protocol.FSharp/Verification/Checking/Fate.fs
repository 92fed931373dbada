namespace PeerFunctional.Verification

open System
open System.Collections.Generic

[<RequireQualifiedAccess>]
type Fate =
    | Reached
    | Sure of steps: int
    | AtRisk of steps: int * faults: int
    | OnlyByFault of steps: int
    | Lost
    | Unknown of reason: string

[<RequireQualifiedAccess>]
type Danger =
    | Violated
    | Near of steps: int
    | Never
    | Unknown of reason: string

/// States by number, with the steps between them, by the state that a step leads to.
type internal SeenStates =
    {
        Numbers: Dictionary<uint64, int>

        /// For each state and property a bit: the goal is reached, the invariant violated.
        Shown: uint32 array

        /// States whose steps were not taken.
        Open: int list

        /// Where the steps into each state begin; one more for the end.
        Begins: int array
        Sources: int array
        Faults: bool array
    }

module internal SeenStates =

    [<Literal>]
    let Unreachable = Int32.MaxValue

    let private shows property state =
        match property with
        | Always(_, holds) -> not (holds state)
        | Sometimes(_, witness) -> witness state
        | Progress(_, goal) -> goal state

    let private shown properties state =
        (0u, List.indexed properties)
        ||> List.fold (fun bits (place, property) ->
            if shows property state then
                bits ||| (1u <<< place)
            else
                bits)

    /// The steps by the state that they lead to.
    let private intoStates states (sources: List<int>) (targets: List<int>) (faults: List<bool>) =
        let begins = Array.zeroCreate (states + 1)

        for target in targets do
            begins[target + 1] <- begins[target + 1] + 1

        for state in 1..states do
            begins[state] <- begins[state] + begins[state - 1]

        let next = Array.copy begins

        let sorted, areFaults =
            Array.zeroCreate targets.Count, Array.zeroCreate targets.Count

        for step in 0 .. targets.Count - 1 do
            let place = next[targets[step]]
            next[targets[step]] <- place + 1
            sorted[place] <- sources[step]
            areFaults[place] <- faults[step]

        begins, sorted, areFaults

    let explore (model: Model<'state, 'action>) goesOn roots =
        let numbers, shownBits = Dictionary<uint64, int>(), List<uint32>()
        let sources, targets, faults = List<int>(), List<int>(), List<bool>()
        let waiting = Queue<struct (int * 'state)>()

        let number state =
            let fingerprint = model.Fingerprint state

            match numbers.TryGetValue fingerprint with
            | true, number -> number
            | false, _ ->
                let number = numbers.Count
                numbers[fingerprint] <- number
                shownBits.Add(shown model.Properties state)
                waiting.Enqueue(struct (number, state))
                number

        let mutable taken = 0

        // A state near the end of a run has fewer states behind it, so a search that is cut knows the last ones.
        for root in List.rev roots do
            number root |> ignore

            while waiting.Count > 0 && goesOn taken do
                let struct (source, state) = waiting.Dequeue()
                taken <- taken + 1

                for struct (action, next) in model.Successors state do
                    sources.Add source
                    targets.Add(number next)
                    faults.Add(model.IsFault action)

        let begins, sources, faults = intoStates numbers.Count sources targets faults

        { Numbers = numbers
          Shown = shownBits.ToArray()
          Open = [ for struct (number, _) in waiting -> number ]
          Begins = begins
          Sources = sources
          Faults = faults }

    /// The least cost of a way from each state to one of `ends`: a step costs what `cost` says of it, 0 or 1, and is none where it says
    /// less. A way enters no state that `isClosed`.
    let backward seen ends cost isClosed =
        let least = Array.create seen.Shown.Length Unreachable
        let mutable level = Stack<int>()
        let mutable later = Stack<int>()

        for state in ends do
            least[state] <- 0
            level.Push state

        let reach (level: Stack<int>) (later: Stack<int>) state toThere =
            for step in seen.Begins[state] .. seen.Begins[state + 1] - 1 do
                let source = seen.Sources[step]
                let price = cost seen.Faults[step]

                if price >= 0 && toThere + price < least[source] && not (isClosed source) then
                    least[source] <- toThere + price
                    (if price = 0 then level else later).Push source

        let mutable toThere = 0

        while level.Count > 0 do
            while level.Count > 0 do
                let state = level.Pop()

                // A cheaper way may have been found since.
                if least[state] = toThere then
                    reach level later state toThere

            let empty = level
            level <- later
            later <- empty
            toThere <- toThere + 1

        least

/// What is known of one property.
type internal PropertyFates =
    {
        /// The least steps to a state that shows it, without faults and with them.
        Lawful: int array
        Any: int array

        /// The fewest faults to a state from which nothing shows it.
        Risk: int array
    }

[<Sealed>]
type Fates<'state> private (fingerprint: 'state -> uint64, seen: SeenStates, properties: int) =
    let none _ = false
    let states = [ 0 .. seen.Shown.Length - 1 ]

    let shows property state =
        seen.Shown[state] &&& (1u <<< property) <> 0u

    /// The steps to a state whose own steps were not taken.
    let toOpen = SeenStates.backward seen seen.Open (fun _ -> 1) none

    let isOpen state = toOpen[state] <> SeenStates.Unreachable

    let ofProperty property =
        let shown = states |> List.filter (shows property)
        let any = SeenStates.backward seen shown (fun _ -> 1) none

        let lost =
            states |> List.filter (fun state -> any[state] = SeenStates.Unreachable && not (isOpen state))

        { Lawful = SeenStates.backward seen shown (fun isFault -> if isFault then -1 else 1) none
          Any = any
          Risk = SeenStates.backward seen lost (fun isFault -> if isFault then 1 else 0) (shows property) }

    let known = Array.init properties (fun property -> lazy ofProperty property)

    let cut = $"the search was cut after {seen.Numbers.Count - seen.Open.Length} states"

    let find state =
        match seen.Numbers.TryGetValue(fingerprint state) with
        | true, number -> ValueSome number
        | false, _ -> ValueNone

    static member internal Create(model: Model<'state, 'action>, goesOn, roots) =
        Fates<'state>(model.Fingerprint, SeenStates.explore model goesOn roots, model.Properties.Length)

    member _.Seen = seen.Shown.Length
    member _.IsWhole = seen.Open.IsEmpty

    member _.Of(property: int, state: 'state) =
        match find state with
        | ValueNone -> Fate.Unknown "the search did not see this state"
        | ValueSome state when shows property state -> Fate.Reached
        | ValueSome state when isOpen state -> Fate.Unknown cut
        | ValueSome state ->
            let known = known[property].Value

            match known.Lawful[state], known.Any[state], known.Risk[state] with
            | _, SeenStates.Unreachable, _ -> Fate.Lost
            | SeenStates.Unreachable, steps, _ -> Fate.OnlyByFault steps
            | steps, _, SeenStates.Unreachable -> Fate.Sure steps
            | steps, _, faults -> Fate.AtRisk(steps, faults)

    member _.DangerOf(property: int, state: 'state) =
        match find state with
        | ValueNone -> Danger.Unknown "the search did not see this state"
        | ValueSome state when shows property state -> Danger.Violated
        | ValueSome state when isOpen state -> Danger.Unknown cut
        | ValueSome state ->
            match known[property].Value.Any[state] with
            | SeenStates.Unreachable -> Danger.Never
            | steps -> Danger.Near steps

module Fates =

    let searchWhile goesOn model roots =
        Fates<'state>.Create(model, goesOn, roots)

    let search model most roots =
        searchWhile (fun taken -> taken < most) model roots

module private Counted =

    let steps count =
        if count = 1 then "1 step" else $"{count} steps"

module Fate =

    let words fate =
        match fate with
        | Fate.Reached -> "is reached"
        | Fate.Sure steps -> $"can be reached in {Counted.steps steps}, and nothing can lose it for ever"
        | Fate.AtRisk(steps, 0) ->
            $"can be reached in {Counted.steps steps}; the order of the steps can lose it for ever, without a further fault"
        | Fate.AtRisk(steps, 1) -> $"can be reached in {Counted.steps steps}; 1 further fault can lose it for ever"
        | Fate.AtRisk(steps, faults) ->
            $"can be reached in {Counted.steps steps}; {faults} further faults can lose it for ever"
        | Fate.OnlyByFault steps -> $"can be reached only by a further fault, in {Counted.steps steps}"
        | Fate.Lost -> "can never be reached again"
        | Fate.Unknown reason -> $"may be reached or not: {reason}"

    let noReturn (fates: Fate list) =
        match fates |> List.tryFindIndex _.IsLost with
        | Some place -> ValueSome(struct (place, place = 0 || not fates[place - 1].IsUnknown))
        | None -> ValueNone

module Danger =

    let words danger =
        match danger with
        | Danger.Violated -> "is violated"
        | Danger.Near steps -> $"can be violated after {Counted.steps steps}"
        | Danger.Never -> "can never be violated again"
        | Danger.Unknown reason -> $"may be violated or not: {reason}"
