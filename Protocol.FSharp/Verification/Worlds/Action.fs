namespace PeerFunctional.Verification

/// One thing that happens in a world, whoever chose it: a simulator, a checker or a file. 'envelope is what letters are named
/// by: their number in a run, their flow in a checker.
type Action<'envelope, 'timer> =
    | Start of peer: int
    /// The letter arrives.
    | Deliver of 'envelope
    /// It arrives as bytes that are no message; on a stream it comes in pieces.
    | DeliverCorrupted of 'envelope
    /// It arrives, and a copy of it stays under way.
    | Duplicate of 'envelope
    /// The network loses the letter; a stream breaks with it.
    | Drop of 'envelope
    | FireTimer of peer: int * timer: 'timer
    /// The store answers the peer's next question.
    | AnswerStore of peer: int
    | Crash of peer: int
    /// A crash that takes the disk with it.
    | CrashLosingDisk of peer: int
    /// A peer that is down starts again from its disk.
    | Restart of peer: int

module Action =

    /// The action with letters and timers named in another way; `ofTimer` sees the timer's peer. The error is the first name
    /// that has no other.
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

    /// The letter as a run names it.
    let byNumber action =
        map (fun (letter: Letter<_>) -> letter.Number) id action

    /// The peer whose step it is; none where no machine takes one.
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

    /// Lets an action happen; answers the scene and what was sent and said, in order.
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
