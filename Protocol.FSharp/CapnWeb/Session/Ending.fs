namespace PeerFunctional.CapnWeb

open PeerFunctional.Kernel
open PeerFunctional.CapnWeb.SessionState

/// The end of a session, for whatever reason.
module Ending =

    let private isEnded (session: Session) =
        match session.Phase with
        | SessionPhase.Ended _ -> true
        | SessionPhase.Connecting
        | SessionPhase.Open -> false

    let private closeConnection (flow: Flow) : Flow =
        match flow.State.Connection with
        | ValueSome connection -> flow |> Step.emit (Close(Address.Stream connection))
        | ValueNone -> flow

    let private tellAwaiting failure (flow: Flow) : Flow =
        (flow, flow.State.Awaited)
        ||> Map.fold (fun flow hook ids ->
            (flow, ids) ||> Set.fold (fun flow _ -> flow |> ask (Ask.Outcome(hook, Error failure))))

    let private disposeTargets (flow: Flow) : Flow =
        (flow, flow.State.Targets.Entries)
        ||> Map.fold (fun flow target _ -> flow |> ask (Ask.Dispose target))

    /// Everything that waits fails, everything held is disposed, once.
    let finish failure (flow: Flow) : Flow =
        if isEnded flow.State then
            flow
        else
            flow
            |> tellAwaiting failure
            |> disposeTargets
            |> ask (Ask.Ended failure)
            |> Step.emit (Tell(SessionEnded(ResultText.reason failure)))
            |> Step.emit (CancelTimer Silence)
            |> closeConnection
            |> Step.update (fun session ->
                { initial session.Settings with
                    Phase = SessionPhase.Ended failure
                    Exports = Table.empty
                    Imports = Table.empty
                    Targets = Table.empty })

    /// A value that is sent when the session ends: references in it would lead nowhere.
    let private plain (value: Held) : Expression =
        value |> Value.replace (fun _ -> Value.Undefined) (fun _ -> WireReference.Readable 0L)

    let held (expression: Expression) : Held =
        expression |> Value.replace (fun _ -> Value.Undefined) (fun _ -> Reference.Readable 0L)

    /// The partner broke the protocol, or cost too much.
    let abort failure (flow: Flow) : Flow =
        if isEnded flow.State then
            flow
        else
            flow |> send (Abort(plain failure)) |> finish failure
