namespace PeerFunctional.Verification

type Action<'envelope, 'timer> =
    | Start of peer: int
    | Deliver of 'envelope
    | DeliverCorrupted of 'envelope
    | Duplicate of 'envelope
    | Drop of 'envelope
    | FireTimer of peer: int * timer: 'timer
    | AnswerStore of peer: int
    | Crash of peer: int
    | CrashLosingDisk of peer: int
    | Restart of peer: int

module Action =

    let tryMap ofLetter ofTimer action =
        match action with
        | Start peer -> Ok(Start peer)
        | Deliver letter -> ofLetter letter |> Result.map Deliver
        | DeliverCorrupted letter -> ofLetter letter |> Result.map DeliverCorrupted
        | Duplicate letter -> ofLetter letter |> Result.map Duplicate
        | Drop letter -> ofLetter letter |> Result.map Drop
        | FireTimer(peer, timer) -> ofTimer peer timer |> Result.map (fun timer -> FireTimer(peer, timer))
        | AnswerStore peer -> Ok(AnswerStore peer)
        | Crash peer -> Ok(Crash peer)
        | CrashLosingDisk peer -> Ok(CrashLosingDisk peer)
        | Restart peer -> Ok(Restart peer)

    let map ofLetter ofTimer action =
        match action with
        | Start peer -> Start peer
        | Deliver letter -> Deliver(ofLetter letter)
        | DeliverCorrupted letter -> DeliverCorrupted(ofLetter letter)
        | Duplicate letter -> Duplicate(ofLetter letter)
        | Drop letter -> Drop(ofLetter letter)
        | FireTimer(peer, timer) -> FireTimer(peer, ofTimer timer)
        | AnswerStore peer -> AnswerStore peer
        | Crash peer -> Crash peer
        | CrashLosingDisk peer -> CrashLosingDisk peer
        | Restart peer -> Restart peer

    let byNumber action =
        map (fun (letter: Letter<_>) -> letter.Number) id action

    let peer recipientOf action =
        match action with
        | Start peer
        | FireTimer(peer, _)
        | AnswerStore peer
        | Crash peer
        | CrashLosingDisk peer
        | Restart peer -> ValueSome peer
        | Deliver letter
        | DeliverCorrupted letter
        | Duplicate letter -> ValueSome(recipientOf letter)
        | Drop _ -> ValueNone

    let apply
        (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>)
        (action: Action<Letter<'message>, 'timer>)
        scene
        =
        match action with
        | Start peer
        | Restart peer -> Scene.restart world peer scene
        | Deliver letter
        | Duplicate letter -> Scene.deliver world letter scene
        | DeliverCorrupted letter -> Scene.deliverGarbled world letter scene
        | Drop letter -> Scene.lose letter scene
        | FireTimer(peer, timer) -> Scene.fire world peer timer scene
        | AnswerStore peer -> Scene.work world peer scene
        | Crash peer -> Scene.crash peer scene
        | CrashLosingDisk peer -> Scene.wipe world peer scene
