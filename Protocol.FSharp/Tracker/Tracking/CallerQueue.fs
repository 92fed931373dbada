namespace PeerFunctional.Tracker

open PeerFunctional.Kernel

/// The first event of a caller.
type CallerEvent<'message> =
    | Request of 'message
    | BadRequest of Malformation
    /// The connection ended without a request.
    | NoRequest of CloseReason

type Caller<'message> =
    {
        Connection: Connection
        Event: CallerEvent<'message> voption
        /// Whether its connection is closed. It gets no answer then.
        IsGone: bool
    }

/// The callers of an original program in the order they came. The original serves one connection at a time, so a
/// silent first caller blocks the rest.
type CallerQueue<'message> = Caller<'message> list

module CallerQueue =

    let private caller connection =
        { Connection = connection
          Event = ValueNone
          IsGone = false }

    let private isIn connection (queue: CallerQueue<'message>) =
        queue |> List.exists (fun caller -> caller.Connection = connection && not caller.IsGone)

    let private change connection change (queue: CallerQueue<'message>) : CallerQueue<'message> =
        queue
        |> List.map (fun caller ->
            if caller.Connection = connection && not caller.IsGone then
                change caller
            else
                caller)

    let enqueue connection (queue: CallerQueue<'message>) : CallerQueue<'message> =
        if isIn connection queue then
            queue
        else
            queue @ [ caller connection ]

    /// Records an event of a caller. Only its first event counts.
    let receive connection event (queue: CallerQueue<'message>) : CallerQueue<'message> =
        queue
        |> enqueue connection
        |> change connection (fun caller ->
            { caller with
                Event = caller.Event |> ValueOption.orElse (ValueSome event) })

    /// A caller's connection has ended. The original has no limit for silent callers, so a caller that the runtime's
    /// limit ended is removed without an event.
    let remove connection reason (queue: CallerQueue<'message>) : CallerQueue<'message> =
        if reason = CloseReason.TimedOut then
            queue
            |> List.filter (fun caller -> caller.Connection <> connection || caller.Event.IsSome)
            |> change connection (fun caller -> { caller with IsGone = true })
        else
            queue
            |> change connection (fun caller ->
                { caller with
                    Event = caller.Event |> ValueOption.orElse (ValueSome(NoRequest reason))
                    IsGone = true })

    /// The exception that ends the original when a connection ends without a request.
    let problem reason =
        match reason with
        | CloseReason.ClosedByPartner -> Malformation.create "empty" "a connection without a message"
        | CloseReason.Refused
        | CloseReason.Reset
        | CloseReason.TimedOut -> Malformation.create "reset" (CloseReason.words reason)
