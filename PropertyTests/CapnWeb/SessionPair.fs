namespace PeerFunctional.Tests.CapnWeb

open System
open PeerFunctional.Kernel
open PeerFunctional.CapnWeb

/// Two sessions with their applications, and what is under way between them, first to last.
type SessionPair =
    {
        Ends: RpcActor array
        /// To each end.
        UnderWay: Message list array
        /// Slow calls at each end.
        Slow: int64 list array
        /// Promises at each end that its user can still use, and the last number it gave.
        Live: int64 list array
        Last: int64 array
        /// What each user waits for.
        Awaited: int64 list array
    }

module SessionPair =

    let private nothing = { First = []; After = Map.empty }

    let private set index value (items: 'item array) = Array.updateAt index value items

    let private step side input (pair: SessionPair) =
        let struct (actor, outputs) = RpcActor.step TimeSpan.Zero pair.Ends[side] input

        ({ pair with
            Ends = set side actor pair.Ends },
         outputs)
        ||> List.fold (fun pair output ->
            match output with
            | Send(_, message) ->
                let far = 1 - side

                { pair with
                    UnderWay = set far (pair.UnderWay[far] @ [ message ]) pair.UnderWay }
            | SetTimer(Work call, _) ->
                { pair with
                    Slow = set side (pair.Slow[side] @ [ call ]) pair.Slow }
            | SetTimer(Own _, _)
            | Open _
            | HalfClose _
            | Close _
            | CancelTimer _
            | Ask()
            | Tell _
            | Finish -> pair)

    let create =
        let fresh = RpcActor.create SessionSettings.standard nothing

        let pair =
            { Ends = [| fresh; fresh |]
              UnderWay = [| []; [] |]
              Slow = [| []; [] |]
              Live = [| []; [] |]
              Last = [| 0L; 0L |]
              Awaited = [| []; [] |] }

        pair |> step 0 (Opened SessionRun.address) |> step 1 (Opened SessionRun.address)

    let command side command = step side (Commanded command)

    /// The next message to an end arrives.
    let deliver side (pair: SessionPair) =
        match pair.UnderWay[side] with
        | message :: rest ->
            { pair with
                UnderWay = set side rest pair.UnderWay }
            |> step side (Received(SessionRun.address, message))
        | [] -> pair

    /// A slow call of an end is done, one or another.
    let finishSlow side choice (pair: SessionPair) =
        match pair.Slow[side] with
        | [] -> pair
        | calls ->
            let call = calls[choice % calls.Length]

            { pair with
                Slow = set side (List.except [ call ] calls) pair.Slow }
            |> step side (TimerFired(Work call))

    /// The user makes a call, whose promise is live from then on.
    let call side target name arguments (pair: SessionPair) =
        let outcome = pair.Last[side] + 1L

        { pair with
            Last = set side outcome pair.Last
            Live = set side (outcome :: pair.Live[side]) pair.Live }
        |> command side (UserCommand.Call(outcome, target, [ PathStep.Name name ], ValueSome arguments))

    let private end' side outcome command' (pair: SessionPair) =
        { pair with
            Live = set side (List.except [ outcome ] pair.Live[side]) pair.Live }
        |> command side command'

    /// The user waits for a promise's outcome, and gives the promise up then.
    let await side outcome (pair: SessionPair) =
        { pair with
            Awaited = set side (outcome :: pair.Awaited[side]) pair.Awaited }
        |> end' side outcome (UserCommand.Await(Hook.Outcome outcome))

    let drop side outcome =
        end' side outcome (UserCommand.Drop(Hook.Outcome outcome))

    /// Everything under way arrives, every slow call is done, and every promise is given up.
    let rec settle (pair: SessionPair) =
        match pair.UnderWay, pair.Slow, pair.Live with
        | [| _ :: _; _ |], _, _ -> pair |> deliver 0 |> settle
        | [| _; _ :: _ |], _, _ -> pair |> deliver 1 |> settle
        | _, [| _ :: _; _ |], _ -> pair |> finishSlow 0 0 |> settle
        | _, [| _; _ :: _ |], _ -> pair |> finishSlow 1 0 |> settle
        | _, _, [| outcome :: _; _ |] -> pair |> drop 0 outcome |> settle
        | _, _, [| _; outcome :: _ |] -> pair |> drop 1 outcome |> settle
        | _, _, _ -> pair
