namespace PeerFunctional.CapnWeb

/// What a hook leads to now.
[<RequireQualifiedAccess>]
type Location =
    | Local of target: int64
    /// On the partner's side; whether that is a stub, or a promise of which nothing is known.
    | Remote of id: int64 * isStub: bool
    | Waiting of promise: int64
    | Known of Result<Held, Held>

/// Where the hooks of a session lead.
[<AutoOpen>]
module Locating =

    let private released = Location.Known(Error(Held.error "The stub was disposed."))

    let rec locate hook (session: Session) =
        match hook with
        | Hook.Target id -> Location.Local id
        | Hook.Import id when session.Imports |> Table.tryFind id |> Option.isSome -> Location.Remote(id, true)
        | Hook.Import _ -> released
        | Hook.Outcome id ->
            match Table.tryFind id session.Promises with
            | Some { Outcome = Outcome.Linked next } -> locate next session
            | Some { Outcome = Outcome.Settled result } -> Location.Known result
            | Some { Outcome = Outcome.Remote(import, _) } -> Location.Remote(import, false)
            | Some { Outcome = Outcome.Pending _ } -> Location.Waiting id
            | None -> released

    /// The end of a chain of links and stubs.
    let rec lastLink hook (session: Session) =
        match hook with
        | Hook.Outcome id ->
            match Table.tryFind id session.Promises with
            | Some { Outcome = Outcome.Linked next | Outcome.Settled(Ok(Value.Reference(Reference.Stub next))) } ->
                lastLink next session
            | Some _
            | None -> hook
        | Hook.Import _
        | Hook.Target _ -> hook

    /// A hook's outcome; none while there is none.
    let outcomeOf hook (session: Session) : Result<Held, Held> voption =
        match locate hook session with
        | Location.Local id -> ValueSome(Ok(Value.Reference(Reference.Stub(Hook.Target id))))
        | Location.Remote(id, true) -> ValueSome(Ok(Value.Reference(Reference.Stub(Hook.Import id))))
        | Location.Known result -> ValueSome result
        | Location.Waiting _
        | Location.Remote(_, false) -> ValueNone
