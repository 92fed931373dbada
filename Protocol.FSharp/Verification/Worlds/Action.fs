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

    let tryMap ofEnvelope ofTimer action =
        match action with
        | Start peer -> Ok(Start peer)
        | Deliver envelope -> ofEnvelope envelope |> Result.map Deliver
        | DeliverCorrupted envelope -> ofEnvelope envelope |> Result.map DeliverCorrupted
        | Duplicate envelope -> ofEnvelope envelope |> Result.map Duplicate
        | Drop envelope -> ofEnvelope envelope |> Result.map Drop
        | FireTimer(peer, timer) -> ofTimer peer timer |> Result.map (fun timer -> FireTimer(peer, timer))
        | AnswerStore peer -> Ok(AnswerStore peer)
        | Crash peer -> Ok(Crash peer)
        | CrashLosingDisk peer -> Ok(CrashLosingDisk peer)
        | Restart peer -> Ok(Restart peer)

    let map ofEnvelope ofTimer action =
        match action with
        | Start peer -> Start peer
        | Deliver envelope -> Deliver(ofEnvelope envelope)
        | DeliverCorrupted envelope -> DeliverCorrupted(ofEnvelope envelope)
        | Duplicate envelope -> Duplicate(ofEnvelope envelope)
        | Drop envelope -> Drop(ofEnvelope envelope)
        | FireTimer(peer, timer) -> FireTimer(peer, ofTimer timer)
        | AnswerStore peer -> AnswerStore peer
        | Crash peer -> Crash peer
        | CrashLosingDisk peer -> CrashLosingDisk peer
        | Restart peer -> Restart peer

    let byNumber action =
        map (fun (envelope: Envelope<_>) -> envelope.Number) id action

    let peer recipientOf action =
        match action with
        | Start peer
        | FireTimer(peer, _)
        | AnswerStore peer
        | Crash peer
        | CrashLosingDisk peer
        | Restart peer -> ValueSome peer
        | Deliver envelope
        | DeliverCorrupted envelope
        | Duplicate envelope -> ValueSome(recipientOf envelope)
        | Drop _ -> ValueNone

    let takenAway action =
        match action with
        | Deliver envelope
        | DeliverCorrupted envelope
        | Drop envelope -> ValueSome envelope
        | Duplicate _
        | FireTimer _
        | AnswerStore _
        | Start _
        | Crash _
        | CrashLosingDisk _
        | Restart _ -> ValueNone

    let apply
        (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>)
        (action: Action<Envelope<'message>, 'timer>)
        worldState
        =
        match action with
        | Start peer
        | Restart peer -> WorldState.restart world peer worldState
        | Deliver envelope
        | Duplicate envelope -> WorldState.deliver world envelope worldState
        | DeliverCorrupted envelope -> WorldState.deliverCorrupted world envelope worldState
        | Drop envelope -> WorldState.drop envelope worldState
        | FireTimer(peer, timer) -> WorldState.fireTimer world peer timer worldState
        | AnswerStore peer -> WorldState.answerStore world peer worldState
        | Crash peer -> WorldState.crash peer worldState
        | CrashLosingDisk peer -> WorldState.crashLosingDisk world peer worldState
