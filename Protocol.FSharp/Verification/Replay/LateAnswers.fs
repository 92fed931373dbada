namespace PeerFunctional.Verification

open System

module internal LateAnswers =

    /// Times that a participant is judged again because something was late.
    [<Literal>]
    let private MaxTries = 4

    /// The part of a round that rounds after a missing one may be off.
    [<Literal>]
    let private Grid = 20.0

    /// Whether rounds are missing instead: what a timer makes it do comes again, and here it came when a later round was due. A
    /// machine that was suspended goes on at any time.
    let private isLaterRound late =
        match late.Round with
        | ValueSome round when round > TimeSpan.Zero && late.By >= round / 2.0 ->
            let rounds = Math.Round(late.By / round)
            (late.By - round * rounds).Duration() <= round / Grid
        | ValueSome _
        | ValueNone -> false

    let isMissingRound conformance =
        match conformance with
        | Diverges(_, { Late = ValueSome({ Round = ValueSome round } as late) }, _) ->
            round >= ReplayWindow.mostLate && isLaterRound late
        | Diverges _
        | Conforms _
        | NotJudged _
        | TakesNoPart _
        | Absent -> false

    let rec private within tries judge (found: ReplayResult) =
        match found.Conformance with
        | Diverges(_, { Late = ValueSome late }, _) when tries > 0 && not (isLaterRound late) ->
            let next = judge (late.By + ReplayWindow.tolerance)

            match next.Conformance with
            | Conforms _ -> next
            | Diverges(_, { Late = ValueSome later }, _) when later.By > late.By ->
                let last = within (tries - 1) judge next
                if last.Conformance.IsConforms then last else found
            | Diverges _
            | NotJudged _
            | TakesNoPart _
            | Absent -> found
        | Diverges _
        | Conforms _
        | NotJudged _
        | TakesNoPart _
        | Absent -> found

    let judge judge found = within MaxTries judge found
