namespace PeerFunctional.Tracker

open System
open PeerFunctional.Kernel
open PeerFunctional.Verification

/// A ring, judged by who is said to have made its calls.
[<NoEquality; NoComparison>]
type RingJudgement =
    {
        Attribution: CallerAttribution
        /// The result of each process, by its program and number; with it the share of the ring that it rests on.
        Results: (struct (RingParty * int) * (struct (int * int64 list * int64 list) * ReplayResult)) list
    }

/// Callers that only the circumstances tell. Where a guess accuses a participant, the call is given to another one that may have
/// made it, if that leaves every participant as it was or better.
module GivenCallers =

    /// How many other callers are tried in a ring.
    [<Literal>]
    let private MaxTries = 32

    /// How many calls are tried for each participant that diverges.
    [<Literal>]
    let private MaxCalls = 4

    /// What is known of a participant, the worst first.
    type private Standing =
        | Accused of TimeSpan
        | Unknown
        | Explained

    let private standing (result: ReplayResult) =
        match result.Conformance with
        | Diverges(_, first, _) -> Accused first.At
        | NotJudged _ -> Unknown
        | Conforms _
        | TakesNoPart _
        | Absent -> Explained

    let private standings judgement =
        judgement.Results |> List.map (fun (program, (_, result)) -> program, standing result) |> Map.ofList

    let private isBetter before after =
        let before, after = standings before, standings after

        let change program =
            compare after[program] (Map.tryFind program before |> Option.defaultValue Explained)

        let changes = after |> Map.keys |> Seq.map change |> List.ofSeq
        List.forall (fun change -> change >= 0) changes && List.exists (fun change -> change > 0) changes

    /// Whether each participant that diverged conforms, if it does not diverge any more: a call that makes it unknown excuses nothing.
    let private isSound first judgement =
        let now = standings judgement

        standings first
        |> Map.forall (fun program before -> before >= Unknown || Map.tryFind program now <> Some Unknown)

    /// The participants that diverge, the first first.
    let private accused judgement =
        [ for struct (party, _), (_, result) in judgement.Results do
              match result.Conformance with
              | Diverges(_, first, _) -> party, first
              | Conforms _
              | NotJudged _
              | TakesNoPart _
              | Absent -> () ]
        |> List.sortBy (fun (_, first) -> first.At)

    /// A call that the participant would not have made, given to others; those that diverge too come first.
    let private givenAway (calls: RingCall list) judgement accused (party, first: Divergence) =
        let isIts (call: RingCall) =
            CallerAttribution.caller call judgement.Attribution = party
            && call.Called.At <= first.At + ReplayWindow.tolerance

        [ for call in calls |> List.filter isIts |> List.rev |> List.truncate MaxCalls do
              for other in CallerAttribution.mayHaveCalled call judgement.Attribution do
                  if other <> party then
                      call.Number, other ]
        |> List.sortBy (fun (_, other) -> not (List.exists (fun (party, _) -> party = other) accused))

    /// Calls of others that the participant would have made.
    let private taken (calls: RingCall list) judgement (party, first: Divergence) =
        match first.ExpectedStep with
        | ExpectedStep.Call address ->
            let isIt (call: RingCall) =
                call.Callee = Address.partner address
                && call.Called.At <= first.At + ReplayWindow.mostLate
                && CallerAttribution.caller call judgement.Attribution <> party
                && List.contains party (CallerAttribution.mayHaveCalled call judgement.Attribution)

            calls
            |> List.filter isIt
            |> List.sortBy (fun call -> abs (call.Called.At - first.At).Ticks)
            |> List.truncate MaxCalls
            |> List.map (fun call -> call.Number, party)
        | ExpectedStep.Nothing
        | ExpectedStep.Message
        | ExpectedStep.OtherMessage
        | ExpectedStep.End -> []

    /// Judges a ring by the callers that are guessed, and while a participant diverges, by others. `attribute` gets the callers that
    /// are given, by the numbers of their calls; `judge` gets the results that are known by their shares.
    let settle attribute judge (calls: RingCall list) =
        let guessed = calls |> List.filter CallerAttribution.isGuessed

        let others judgement =
            let accused = accused judgement

            [ for party in accused do
                  yield! taken guessed judgement party
                  yield! givenAway guessed judgement accused party ]

        let first = attribute Map.empty |> judge Map.empty

        let rec improve tried known given judgement sound =
            let untried =
                others judgement
                |> List.map (fun (number, party) -> Map.add number party given)
                |> List.tryFind (fun given -> not (Set.contains given tried))

            match untried with
            | Some next when tried.Count < MaxTries ->
                let again: RingJudgement = attribute next |> judge known

                let known =
                    (known, again.Results) ||> List.fold (fun known (_, (share, result)) -> Map.add share result known)

                let tried = Set.add next tried

                if isBetter judgement again then
                    improve tried known next again (if isSound first again then again else sound)
                else
                    improve tried known given judgement sound
            | Some _
            | None -> sound

        let known = first.Results |> List.map snd |> Map.ofList
        improve Set.empty known Map.empty first first
