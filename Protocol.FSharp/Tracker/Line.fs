namespace PeerFunctional.Tracker

open PeerFunctional.Kernel

/// What a caller came with.
type Arrival<'message> =
    | Said of 'message
    | Garbled of Malformation
    /// It went without a word.
    | Silent of CloseReason

type Caller<'message> =
    {
        Connection: Connection
        Arrival: Arrival<'message> voption
        /// Whether its connection is closed, so that it cannot be answered.
        IsGone: bool
    }

/// The callers of an original program, which serves one at a time in the order they came: whoever is first and says
/// nothing keeps all others waiting.
type Line<'message> = Caller<'message> list

module Line =

    let private caller connection =
        { Connection = connection
          Arrival = ValueNone
          IsGone = false }

    let private isIn connection (line: Line<'message>) =
        line |> List.exists (fun caller -> caller.Connection = connection && not caller.IsGone)

    let private change connection change (line: Line<'message>) : Line<'message> =
        line
        |> List.map (fun caller ->
            if caller.Connection = connection && not caller.IsGone then
                change caller
            else
                caller)

    let enter connection (line: Line<'message>) : Line<'message> =
        if isIn connection line then
            line
        else
            line @ [ caller connection ]

    /// The first thing that comes from a caller counts.
    let arrive connection arrival (line: Line<'message>) : Line<'message> =
        line
        |> enter connection
        |> change connection (fun caller ->
            { caller with
                Arrival = caller.Arrival |> ValueOption.orElse (ValueSome arrival) })

    /// A caller's connection is no more. The runtime's limit for silent callers is not the original's: whoever it ends is
    /// as if never come.
    let leave connection reason (line: Line<'message>) : Line<'message> =
        if reason = CloseReason.TimedOut then
            line
            |> List.filter (fun caller -> caller.Connection <> connection || caller.Arrival.IsSome)
            |> change connection (fun caller -> { caller with IsGone = true })
        else
            line
            |> change connection (fun caller ->
                { caller with
                    Arrival = caller.Arrival |> ValueOption.orElse (ValueSome(Silent reason))
                    IsGone = true })

    /// What ends the original when a caller goes without a word.
    let problem reason =
        match reason with
        | CloseReason.ClosedByPartner -> Malformation.create "empty" "a connection without a message"
        | CloseReason.Refused
        | CloseReason.Reset
        | CloseReason.TimedOut -> Malformation.create "reset" (CloseReason.words reason)
