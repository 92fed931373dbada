namespace PeerFunctional.CapnWeb

open PeerFunctional.Kernel
open PeerFunctional.CapnWeb.SessionState

/// Calls on what a hook leads to: an object of the application, a value, the partner, or a promise.
module Calling =

    let private argumentsOf (invocation: Invocation) =
        invocation.Arguments |> ValueOption.defaultValue []

    let private settled result (flow: Flow) : struct (Hook * Flow) =
        let struct (promise, flow) = flow |> newPromise (Outcome.Settled result)
        struct (Hook.Outcome promise, flow)

    let private rejected failure invocation (flow: Flow) : struct (Hook * Flow) =
        flow |> releaseEach (argumentsOf invocation) |> settled (Error failure)

    let private pending (start: int64 -> Flow -> Flow) (flow: Flow) : struct (Hook * Flow) =
        let struct (promise, flow) = flow |> newPromise (Outcome.Pending [])
        struct (Hook.Outcome promise, flow |> start promise)

    let private invoked target name arguments =
        pending (fun promise -> Completion.start arguments (CompletionPurpose.Invoke(target, name, promise)))

    let private got target name =
        pending (deliver target (Member.Get name) [])

    let private same hook (flow: Flow) : struct (Hook * Flow) = struct (hook, flow |> retain hook)

    let private queued hook invocation =
        pending (fun promise -> retain hook >> await hook (Waiter.Call(invocation, promise)))

    /// Makes the call; answers the hook of its result, which the caller owns a reference of. The arguments' references pass
    /// over.
    let rec call hook (invocation: Invocation) (flow: Flow) : struct (Hook * Flow) =
        match locate hook flow.State, invocation with
        | (Location.Remote _ | Location.Waiting _ | Location.Local _), { Rest = []; Arguments = ValueNone } ->
            flow |> same hook
        | Location.Remote(id, _), _ -> flow |> Outgoing.call id invocation
        | Location.Waiting _, _ -> flow |> queued hook invocation
        | Location.Local target, _ -> flow |> onTarget target invocation
        | Location.Known(Error failure), _ -> flow |> retainAll failure |> rejected failure invocation
        | Location.Known(Ok value), _ -> flow |> onValue value invocation

    and private onValue value (invocation: Invocation) (flow: Flow) : struct (Hook * Flow) =
        match Held.follow invocation.Rest value, invocation.Arguments with
        | Held.PathEnd.Beyond(hook, rest), _ -> flow |> call hook { invocation with Rest = rest }
        | Held.PathEnd.Found value, ValueNone -> flow |> retainAll value |> settled (Ok value)
        | Held.PathEnd.Found _, ValueSome _ -> flow |> rejected (Held.notAFunction invocation.Path) invocation
        | Held.PathEnd.Nowhere failure, _ -> flow |> rejected failure invocation

    and private onTarget target (invocation: Invocation) (flow: Flow) : struct (Hook * Flow) =
        match invocation.Rest, invocation.Arguments with
        | [], ValueSome arguments -> flow |> invoked target ValueNone arguments
        | [ PathStep.Name name ], ValueSome arguments when not (RefusedName.isRefused name) ->
            flow |> invoked target (ValueSome name) arguments
        | [ PathStep.Name name ], ValueNone when not (RefusedName.isRefused name) -> flow |> got target name
        | PathStep.Name name :: rest, _ when not (RefusedName.isRefused name) ->
            let struct (outcome, flow) = flow |> got target name
            let struct (result, flow) = flow |> call outcome { invocation with Rest = rest }
            struct (result, flow |> release outcome)
        | _ :: rest, _ -> flow |> onValue Value.Undefined { invocation with Rest = rest }
        | [], ValueNone -> flow |> same (Hook.Target target)
