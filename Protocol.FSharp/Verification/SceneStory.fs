namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel

/// A trace of a world, told.
module SceneStory =

    /// What has been told, last first, and the letters under way by their numbers.
    type private Telling =
        { Told: Moment list
          Numbers: (int * Digest) list
          Next: int }

    let private nodeOf peer scene : Node<_, _, _, _> = List.item peer scene.Nodes

    let private tell at state happening telling =
        { telling with
            Told =
                { At = at
                  Happening = happening
                  State = state }
                :: telling.Told }

    /// The number of the letter that has been under way longest among its equals.
    let private numberOf world letter telling =
        let digest = UnderWay.letterDigest world letter
        telling.Numbers |> List.tryFind (fun (_, other) -> other = digest) |> Option.map fst

    let private forget number telling =
        { telling with
            Numbers = telling.Numbers |> List.filter (fun (other, _) -> other <> number) }

    let private sendings
        (world: World<'state, 'address, 'timer, 'message, 'request, 'effect, 'store>)
        scene
        put
        telling
        =
        let stateOf peer =
            ValueSome(world.StateWords (nodeOf peer scene).State)

        (telling, put)
        ||> List.fold (fun telling (struct (peer, sending)) ->
            match sending with
            | Posted letter ->
                { telling with
                    Numbers = telling.Numbers @ [ telling.Next, UnderWay.letterDigest world letter ]
                    Next = telling.Next + 1 }
                |> tell
                    scene.Now
                    (stateOf peer)
                    (Sent(telling.Next, peer, letter.Recipient, world.MessageWords letter.Message))
            | Undeliverable message ->
                tell scene.Now (stateOf peer) (Noticed(peer, $"{world.MessageWords message} leads to nobody")) telling
            | Said words -> tell scene.Now (stateOf peer) (Noticed(peer, words)) telling)

    let private finished before after telling =
        (telling, List.indexed (List.zip before.Nodes after.Nodes))
        ||> List.fold (fun telling (peer, (earlier, later)) ->
            if earlier.Life <> Done && later.Life = Done then
                tell after.Now ValueNone (Finished peer) telling
            else
                telling)

    let private occurrence
        (world: World<'state, 'address, 'timer, 'message, 'request, 'effect, 'store>)
        before
        after
        occurred
        telling
        =
        let state peer =
            ValueSome(world.StateWords (nodeOf peer after).State)

        let letter happening keeps letter =
            match numberOf world letter telling with
            | None -> telling
            | Some number ->
                let telling = tell after.Now (state letter.Recipient) (happening number) telling
                if keeps then telling else forget number telling

        let arrival recipient number =
            if (List.item recipient before.Nodes).Life = Running then
                Arrived number
            else
                Lost number

        match occurred with
        | Delivered delivered -> letter (arrival delivered.Recipient) false delivered
        | Dropped dropped -> letter Lost false dropped
        | Duplicated doubled -> letter (arrival doubled.Recipient) true doubled
        | Spoiled spoiled -> letter Corrupted false spoiled
        | Fired(peer, timer, _) ->
            tell after.Now (state peer) (Happening.TimerFired(peer, world.TimerWords timer)) telling
        | Worked peer -> tell after.Now (state peer) (Noticed(peer, "its store answers")) telling
        | Broke peer -> tell after.Now ValueNone (Crashed peer) telling
        | Recovered peer -> tell after.Now (state peer) (Restarted peer) telling

    /// Runs a trace of `SceneModel.create world network` again and tells it.
    let chronicle world network title conclusion (trace: Trace<_, _>) : Chronicle =
        let struct (_, starting) = SceneModel.initial world network trace.First.Left

        let begun =
            { Told = []; Numbers = []; Next = 0 } |> sendings world trace.First.Scene starting

        let step (telling, configuration) (number, struct (happened, _)) =
            let telling =
                if trace.Loop = ValueSome number then
                    tell configuration.Scene.Now ValueNone (Remarked(ValueNone, "what follows repeats forever")) telling
                else
                    telling

            let struct (next, put) = SceneModel.happen world network happened configuration

            telling
            |> occurrence world configuration.Scene next.Scene happened
            |> sendings world next.Scene put
            |> finished configuration.Scene next.Scene,
            next

        let telling, final =
            ((begun, trace.First), List.indexed trace.Steps) ||> List.fold step

        { Title = title
          Lanes = world.Peers
          Moments = telling |> tell final.Scene.Now ValueNone (Remarked(ValueNone, conclusion)) |> _.Told |> List.rev
          Conclusion = conclusion }
