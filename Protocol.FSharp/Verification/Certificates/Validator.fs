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

    /// What a certificate lists.
    type private Listing =
        {
            /// In rising order.
            Fingerprints: uint64 array

            /// Each in the order of the fingerprints.
            Ranks: int array
            Helpers: uint64 array
        }

    let private list (entries: CertificateEntry seq) =
        let fingerprints, ranks, helpers = List<uint64>(), List<int>(), List<uint64>()

        for entry in entries do
            fingerprints.Add entry.Fingerprint
            ranks.Add entry.Rank
            helpers.Add entry.Helper

        let fingerprints = fingerprints.ToArray()
        let order = Array.init fingerprints.Length id
        Array.Sort(fingerprints, order)

        { Fingerprints = fingerprints
          Ranks = order |> Array.map (fun place -> ranks[place])
          Helpers = order |> Array.map (fun place -> helpers[place]) }

    let private placeIn listing (fingerprint: uint64) =
        Array.BinarySearch(listing.Fingerprints, fingerprint)

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
            holds goal step.State
            || let at = placeIn listing step.Fingerprint in

               listing.Ranks[at] < entry.Rank
               || listing.Ranks[at] = entry.Rank && step.Key <> entry.Helper && listing.Helpers[at] = entry.Helper

        if holds goal visit.State then
            checkUnranked visit
        elif lawful.IsEmpty then
            wrong "end-without-goal" place "nothing but faults can happen, and the goal is not reached"
        elif entry.Rank < 0 || not (lawful |> List.exists (fun step -> step.Key = entry.Helper)) then
            wrong "no-progress" place "its helper cannot happen"
        else
            require (List.forall leadsOn lawful) "no-progress" place "a step leads neither on to the goal nor around it"

    /// The properties of the scenario that have these sentences.
    let private named (properties: Invariant<_> list) sentences =
        properties |> List.filter (fun property -> List.contains property.Sentence sentences)

    let private checkSentences (properties: Invariant<_> list) sentences =
        match sentences |> List.except (properties |> List.map _.Sentence) with
        | [] -> Ok()
        | sentence :: _ -> Malformation.error "unknown-property" $"the world has no such property: {sentence}"

    let private checkTwice listing =
        match listing.Fingerprints |> Array.pairwise |> Array.tryFind (fun (one, next) -> one = next) with
        | None -> Ok()
        | Some(fingerprint, _) ->
            Malformation.error "listed-twice" $"two states have the fingerprint %016x{fingerprint}"

    let private checkWitnessed (seen: HashSet<string>) sentences =
        match sentences |> List.tryFind (seen.Contains >> not) with
        | None -> Ok()
        | Some sentence -> Malformation.error "not-witnessed" $"no state shows it: {sentence}"

    /// The states are closed under steps, and each is as the header says.
    let private checkStates world assumptions (properties: Properties<_>) (holding, witnessed, never) count entries =
        let listing = list entries
        let invariants = named properties.Invariants holding
        let witnesses = named properties.Reachable witnessed
        let absent = named properties.Reachable never
        let goals = named [ properties.Liveness ] holding
        let seen = HashSet<string>()

        let check visit =
            for witness in witnesses do
                if holds witness visit.State then
                    seen.Add witness.Sentence |> ignore

            visit.Steps
            |> all (fun step ->
                require
                    (placeIn listing step.Fingerprint >= 0)
                    "unlisted-state"
                    visit.Place
                    "a step leads to a state that is not listed")
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
          checkSentences properties.Reachable (witnessed @ never)
          checkTwice listing ]
        |> all id
        |> Result.bind (fun () -> walk world assumptions count check entries)
        |> Result.bind (fun taken -> checkWitnessed seen witnessed |> Result.map (fun () -> taken))

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

    let check (subject: Scenario<_, _, _, _, _, _, _, _>) (header: CertificateHeader) entries =
        let world = World.timeless subject.World

        match header.Claim with
        | AllStates(holding, witnessed, never) ->
            checkStates world header.Assumptions subject.Properties (holding, witnessed, never) header.States entries
        | Violation(sentence, loop) ->
            checkWay world header.Assumptions subject.Properties sentence loop header.States entries
