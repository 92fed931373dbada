namespace PeerFunctional.Verification

open System
open System.Collections.Generic
open PeerFunctional.Kernel
// `Action` is this one, not System's.
open PeerFunctional.Verification

module Validator =

    let private wrong problem place detail =
        Malformation.error problem $"state {place}: {detail}"

    /// Applies a check to each item, up to the first error.
    let private all (check: 'item -> Result<unit, Malformation>) (items: 'item seq) =
        use items = items.GetEnumerator()
        let mutable result = Ok()

        while result.IsOk && items.MoveNext() do
            result <- check items.Current

        result

    let private require isSo problem place detail =
        if isSo then Ok() else wrong problem place detail

    /// A step of a state.
    [<NoComparison; NoEquality>]
    type private Next<'state, 'timer, 'message, 'ask, 'store when 'timer: comparison> =
        { Key: uint64
          IsFault: bool
          State: CheckedState<'state, 'timer, 'message, 'ask, 'store>
          Fingerprint: uint64 }

    let private steps world (assumptions: Assumptions) checkedState =
        [ for action in PlainSteps.actions assumptions.Time checkedState do
              let next = PlainSteps.after world assumptions action checkedState

              { Key = PlainSteps.key action
                IsFault = action.IsFault
                State = next
                Fingerprint = PlainSteps.fingerprint next } ]

    /// An entry with the state that it stands for, and that state's steps.
    [<NoComparison; NoEquality>]
    type private Visit<'state, 'timer, 'message, 'ask, 'store when 'timer: comparison> =
        { Place: int
          Entry: CertificateEntry
          State: CheckedState<'state, 'timer, 'message, 'ask, 'store>
          Steps: Next<'state, 'timer, 'message, 'ask, 'store> list }

    let private lawful visit =
        visit.Steps |> List.filter (fun step -> not step.IsFault)

    let private holds (property: Invariant<_>) (checkedState: CheckedState<_, _, _, _, _>) =
        property.Holds checkedState.WorldState

    /// The state of an entry: the initial one, or what the action leads to from the parent.
    let private stateOf
        world
        (assumptions: Assumptions)
        (way: Stack<Visit<_, _, _, _, _>>)
        place
        (entry: CertificateEntry)
        =
        while way.Count > 0 && way.Peek().Place <> entry.Parent do
            way.Pop() |> ignore

        match way.TryPeek() with
        | false, _ when place = 0 && entry.Parent = -1 && entry.Action = 0UL -> Ok(PlainSteps.initial world assumptions)
        | false, _ -> wrong "bad-parent" place $"its parent {entry.Parent} is not on the way to the state before it"
        | true, parent ->
            match parent.Steps |> List.tryFind (fun step -> step.Key = entry.Action) with
            | Some step -> Ok step.State
            | None -> wrong "not-a-step" place $"its action cannot happen in its parent {entry.Parent}"

    /// Runs the machines along the entries, and lets `check` see each state.
    let private walk world (assumptions: Assumptions) count check (entries: CertificateEntry seq) =
        let way = Stack<Visit<_, _, _, _, _>>()
        let mutable place = 0
        let mutable taken = 0L

        let visit (entry: CertificateEntry) =
            stateOf world assumptions way place entry
            |> Result.bind (fun state ->
                if PlainSteps.fingerprint state <> entry.Fingerprint then
                    wrong "wrong-fingerprint" place "the machine reaches another state by its action"
                else
                    let visit =
                        { Place = place
                          Entry = entry
                          State = state
                          Steps = steps world assumptions state }

                    way.Push visit
                    place <- place + 1
                    taken <- taken + int64 visit.Steps.Length
                    check visit)

        all visit entries
        |> Result.bind (fun () ->
            if place = count then
                Ok taken
            else
                Malformation.error "cut-short" $"the certificate says that it has {count} states, and it has {place}")

    /// What steps ask of the state that they lead to: to be listed, below a rank, or at this rank with this helper.
    [<Struct>]
    type private Owed =
        { Rank: int
          Helper: uint64 voption
          By: int }

    /// What was listed so far, and what the steps of listed states ask of others.
    type private Listing =
        { Listed: Dictionary<uint64, struct (int * uint64)>
          Owed: Dictionary<uint64, Owed> }

    let private isPaid owed (struct (rank, helper)) =
        rank < owed.Rank || rank = owed.Rank && owed.Helper = ValueSome helper

    /// Both demands as one: the lower rank asks for more, and no state has two helpers.
    let private both one other =
        if one.Rank < other.Rank then one
        elif other.Rank < one.Rank then other
        elif one.Helper = other.Helper then one
        else { one with Helper = ValueNone }

    let private unpaid owed =
        wrong "no-progress" owed.By "a step leads neither on to the goal nor around it"

    /// Asks it of a state, at once or as soon as the state is listed.
    let private ask listing fingerprint owed =
        match listing.Listed.TryGetValue fingerprint with
        | true, listed when isPaid owed listed -> Ok()
        | true, _ -> unpaid owed
        | false, _ ->
            listing.Owed[fingerprint] <-
                match listing.Owed.TryGetValue fingerprint with
                | true, before -> both before owed
                | false, _ -> owed

            Ok()

    /// Lists a state, which pays what was asked of it.
    let private list listing place (entry: CertificateEntry) =
        let listed = struct (entry.Rank, entry.Helper)

        if not (listing.Listed.TryAdd(entry.Fingerprint, listed)) then
            wrong "listed-twice" place $"another state has its fingerprint %016x{entry.Fingerprint}"
        else
            match listing.Owed.TryGetValue entry.Fingerprint with
            | true, owed when not (isPaid owed listed) -> unpaid owed
            | isOwed, _ ->
                if isOwed then
                    listing.Owed.Remove entry.Fingerprint |> ignore

                Ok()

    let private checkClosed listing =
        match Seq.tryHead listing.Owed.Values with
        | None -> Ok()
        | Some owed -> wrong "unlisted-state" owed.By "a step leads to a state that is not listed"

    /// Where no goal is claimed, and at the goal, there is nothing to rank.
    let private checkUnranked visit =
        require
            (visit.Entry.Rank = 0 && visit.Entry.Helper = 0UL)
            "bad-rank"
            visit.Place
            "it has a rank or a helper, and needs none"

    /// No run that takes in the end what stays possible misses the goal from here on: it cannot stay at one rank, because the helper stays
    /// possible and leads down, and no step leads up (Lehmann, Pnueli and Stavi 1981).
    let private checkProgress listing goal visit =
        let place, entry, lawful = visit.Place, visit.Entry, lawful visit

        let leadsOn (step: Next<_, _, _, _, _>) =
            if holds goal step.State then
                Ok()
            else
                ask
                    listing
                    step.Fingerprint
                    { Rank = entry.Rank
                      Helper =
                        if step.Key = entry.Helper then
                            ValueNone
                        else
                            ValueSome entry.Helper
                      By = place }

        if holds goal visit.State then
            checkUnranked visit
        elif lawful.IsEmpty then
            wrong "end-without-goal" place "nothing but faults can happen, and the goal is not reached"
        elif entry.Rank < 0 || not (lawful |> List.exists (fun step -> step.Key = entry.Helper)) then
            wrong "no-progress" place "its helper cannot happen"
        else
            lawful |> all leadsOn

    /// The properties of the scenario that have these sentences.
    let private named (properties: Invariant<_> list) sentences =
        properties |> List.filter (fun property -> List.contains property.Sentence sentences)

    let private checkSentences (properties: Invariant<_> list) sentences =
        let twice = List.countBy id sentences |> List.tryFind (fun (_, count) -> count > 1)

        match sentences |> List.except (properties |> List.map _.Sentence), twice with
        | [], None -> Ok()
        | sentence :: _, _ -> Malformation.error "unknown-property" $"the world has no such property: {sentence}"
        | [], Some(sentence, _) -> Malformation.error "claimed-twice" $"the certificate claims this twice: {sentence}"

    let private checkWitnessed (seen: HashSet<string>) sentences =
        match sentences |> List.tryFind (seen.Contains >> not) with
        | None -> Ok()
        | Some sentence -> Malformation.error "not-witnessed" $"no state shows it: {sentence}"

    /// The states are closed under steps, and each is as the header says.
    let private checkStates world assumptions (properties: Properties<_>) (holding, witnessed, never) count entries =
        let listing =
            { Listed = Dictionary()
              Owed = Dictionary() }

        let invariants = named properties.Invariants holding
        let witnesses = named properties.Reachable witnessed
        let absent = named properties.Reachable never
        let goals = named [ properties.Liveness ] holding
        let seen = HashSet<string>()

        let check visit =
            for witness in witnesses do
                if holds witness visit.State then
                    seen.Add witness.Sentence |> ignore

            list listing visit.Place visit.Entry
            |> Result.bind (fun () ->
                visit.Steps
                |> all (fun step ->
                    ask
                        listing
                        step.Fingerprint
                        { Rank = Int32.MaxValue
                          Helper = ValueNone
                          By = visit.Place }))
            |> Result.bind (fun () ->
                invariants
                |> all (fun property ->
                    require
                        (holds property visit.State)
                        "broken-invariant"
                        visit.Place
                        $"it breaks: {property.Sentence}"))
            |> Result.bind (fun () ->
                absent
                |> all (fun property ->
                    require
                        (not (holds property visit.State))
                        "witnessed"
                        visit.Place
                        $"it shows: {property.Sentence}"))
            |> Result.bind (fun () ->
                match goals with
                | [] -> checkUnranked visit
                | goals -> goals |> all (fun goal -> checkProgress listing goal visit))

        [ checkSentences (properties.Liveness :: properties.Invariants) holding
          checkSentences properties.Reachable (witnessed @ never) ]
        |> all id
        |> Result.bind (fun () -> walk world assumptions count check entries)
        |> Result.bind (fun taken ->
            checkClosed listing
            |> Result.bind (fun () -> checkWitnessed seen witnessed)
            |> Result.map (fun () -> taken))

    /// What is known of a loop: the keys that were always possible, those that were taken, and what is wrong with it.
    type private Around =
        { Always: Set<uint64>
          Taken: Set<uint64>
          Start: uint64 }

    let private keys steps =
        steps |> List.map (fun (step: Next<_, _, _, _, _>) -> step.Key) |> set

    /// The way ends where a property is violated, or goes around for ever without the goal.
    let private checkWay world assumptions (properties: Properties<_>) sentence loop count entries =
        let start = ValueOption.defaultValue Int32.MaxValue loop

        let mutable around =
            { Always = Set.empty
              Taken = Set.empty
              Start = 0UL }

        let mutable last = ValueNone

        let follow visit =
            let place, key = visit.Place, visit.Entry.Action

            if place = start then
                around <-
                    { Always = keys (lawful visit)
                      Taken = Set.empty
                      Start = visit.Entry.Fingerprint }
            elif place > start then
                around <-
                    { around with
                        Always = Set.intersect around.Always (keys (lawful visit))
                        Taken = Set.add key around.Taken }

            let isFault =
                match last with
                | ValueSome before -> before.Steps |> List.exists (fun step -> step.Key = key && step.IsFault)
                | ValueNone -> false

            last <- ValueSome visit

            checkUnranked visit
            |> Result.bind (fun () ->
                require (visit.Entry.Parent = place - 1) "bad-parent" place "a way has no branches")
            |> Result.bind (fun () ->
                require (place <= start || not isFault) "fault-in-loop" place "a fault ends the loop")
            |> Result.bind (fun () ->
                require
                    (place < start || not (holds properties.Liveness visit.State))
                    "goal-in-loop"
                    place
                    "the loop has the goal")

        let conclude last =
            let place = last.Place

            match properties.Invariants |> List.tryFind (fun property -> property.Sentence = sentence), loop with
            | Some property, ValueNone ->
                require (not (holds property last.State)) "not-violated" place "the property holds in it"
            | None, ValueNone when sentence = properties.Liveness.Sentence ->
                require
                    ((lawful last).IsEmpty && not (holds properties.Liveness last.State))
                    "not-violated"
                    place
                    "something other than faults can happen in it, or the goal is reached"
            | None, ValueSome start when sentence = properties.Liveness.Sentence ->
                require
                    (place > start && around.Start = last.Entry.Fingerprint)
                    "no-loop"
                    place
                    "it does not close the loop"
                |> Result.bind (fun () ->
                    require
                        (Set.isSubset around.Always around.Taken)
                        "unfair-loop"
                        place
                        "a step that stays possible around the loop is never taken")
            | _ -> Malformation.error "unknown-property" $"the world has no such property to violate: {sentence}"

        walk world assumptions count follow entries
        |> Result.bind (fun taken ->
            match last with
            | ValueSome last -> conclude last |> Result.map (fun () -> taken)
            | ValueNone -> Malformation.error "cut-short" "the certificate has no state")

    let leftOut (subject: Scenario<_, _, _, _, _, _, _, _>) claim =
        let properties = subject.Properties

        match claim with
        | AllStates(holding, witnessed, never) ->
            properties.Invariants @ properties.Reachable @ [ properties.Liveness ]
            |> List.map _.Sentence
            |> List.except (holding @ witnessed @ never)
        | Violation _ -> []

    let check (subject: Scenario<_, _, _, _, _, _, _, _>) (header: CertificateHeader) entries =
        let world = World.timeless subject.World

        match header.Claim with
        | AllStates(holding, witnessed, never) ->
            checkStates world header.Assumptions subject.Properties (holding, witnessed, never) header.States entries
        | Violation(sentence, loop) ->
            checkWay world header.Assumptions subject.Properties sentence loop header.States entries
