namespace PeerFunctional.Verification

module internal LateAnswers =

    /// Times that a participant is judged again because an answer was late.
    [<Literal>]
    let private MaxTries = 4

    let rec private within tries judge (found: ReplayResult) =
        match found.Conformance with
        | Diverges(_, { Late = ValueSome late }, _) when tries > 0 ->
            let next = judge (late + ReplayWindow.tolerance)

            match next.Conformance with
            | Conforms _ -> next
            | Diverges(_, { Late = ValueSome later }, _) when later > late ->
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
