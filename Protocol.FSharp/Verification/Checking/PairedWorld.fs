namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel
// `Action` is this one, not System's.
open PeerFunctional.Verification

type PairedOutcome<'state, 'timer, 'message, 'ask, 'store when 'timer: comparison> =
    { Next: PairedState<'state, 'timer, 'message, 'ask, 'store>
      FirstTook: Action<int, 'timer> list
      SecondTook: Action<int, 'timer> list
      At: TimeSpan
      Differences: Difference list }

[<NoEquality; NoComparison>]
type PairedWorld<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store when 'timer: comparison> =
    { First: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>
      Second: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>
      Network: Network }

module PairedWorld =

    let private peers (pair: PairedWorld<_, _, _, _, _, _, _, _>) = [ 0 .. pair.First.Peers.Length - 1 ]

    let initial pair faults : PairedState<_, _, _, _, _> =
        { ToStart = peers pair
          First = WorldState.initial pair.First
          Second = WorldState.initial pair.Second
          InFlight = []
          Ahead = Map.empty
          Left = faults }

    let private hasStatus status peer (worldState: WorldState<_, _, _, _>) = worldState.Nodes[peer].Status = status

    /// The places of the messages that may arrive next.
    let private arriving network letters =
        /// Whether one world has both under way, and the second waits for the first there.
        let isBehind letter earlier =
            let waits (mine: Envelope<_> voption) (before: Envelope<_> voption) =
                match mine, before with
                | ValueSome mine, ValueSome before ->
                    // What is said on a stream waits for its opening.
                    InFlight.key network mine = InFlight.key network before
                    || (Payload.isConnect before.Payload && InFlight.line mine = InFlight.line before)
                | _ -> false

            waits (SharedLetter.first letter) (SharedLetter.first earlier)
            || waits (SharedLetter.second letter) (SharedLetter.second earlier)

        letters
        |> List.indexed
        |> List.filter (fun (place, letter) -> List.truncate place letters |> List.forall (isBehind letter >> not))
        |> List.map fst

    /// The timers due first in either world, and those of any moment.
    let private timers (state: PairedState<_, _, _, _, _>) isQuiet =
        let sides = [ state.First; state.Second ]

        let due =
            sides
            |> List.collect WorldState.nextTimers
            |> List.map (fun struct (peer, timer, at) -> peer, timer, at)

        let ofAnyMoment =
            sides
            |> List.collect (fun side ->
                [ for peer, node in Seq.indexed side.Nodes do
                      for timer in Timers.ofAnyMoment node.Timers -> peer, timer, side.Now ])

        let first =
            match due with
            | [] -> []
            | due when isQuiet ->
                let earliest = due |> List.map (fun (_, _, at) -> at) |> List.min
                due |> List.filter (fun (_, _, at) -> at = earliest)
            | _ -> []

        List.distinct (ofAnyMoment @ first) |> List.map SharedStep.Fires

    let steps (pair: PairedWorld<_, _, _, _, _, _, _, _>) (state: PairedState<_, _, _, _, _>) =
        let arriving = arriving pair.Network state.InFlight
        let first status peer = hasStatus status peer state.First
        let second status peer = hasStatus status peer state.Second

        let down =
            peers pair
            |> List.filter (fun peer -> first NodeStatus.Crashed peer || second NodeStatus.Crashed peer)

        let running =
            peers pair
            |> List.filter (fun peer -> first NodeStatus.Running peer && second NodeStatus.Running peer)

        let isDatagram place =
            (SharedLetter.either (List.item place state.InFlight)).Connection.IsNone

        match state.ToStart with
        | peer :: _ -> [ SharedStep.Starts peer ]
        | [] ->
            [ yield! arriving |> List.map SharedStep.Arrives
              yield! down |> List.map SharedStep.Restarts
              yield! timers state (arriving.IsEmpty && down.IsEmpty)
              if state.Left.Drops > 0 then
                  yield! arriving |> List.map SharedStep.Vanishes
              if state.Left.Duplicates > 0 then
                  yield! arriving |> List.filter isDatagram |> List.map SharedStep.Doubles
              if state.Left.Crashes > 0 then
                  yield! running |> List.map SharedStep.Crashes ]

    /// What a world does: its state, what was sent with its sender, and the actions.
    let private act world at action (worldState: WorldState<_, _, _, _>) =
        let worldState =
            { worldState with
                Now = max at worldState.Now }

        let sentBy peer emissions =
            emissions
            |> List.choose (function
                | Emission.Sent envelope -> Some(struct (peer, envelope))
                | Emission.Undeliverable _
                | Emission.Noticed _ -> None)

        match action with
        | ValueNone -> struct (worldState, [], [])
        | ValueSome action ->
            let struct (worldState, emissions) = Action.apply world action worldState

            let sender =
                Action.peer (fun (envelope: Envelope<_>) -> envelope.Recipient) action
                |> ValueOption.defaultValue -1

            (struct (worldState, sentBy sender emissions, [ Action.byNumber action ]), [ 0 .. world.Peers.Length - 1 ])
            ||> List.fold (fun (struct (worldState, sent, took)) peer ->
                let struct (worldState, emissions, times) = Happened.answerAll world peer worldState
                struct (worldState, sent @ sentBy peer emissions, took @ List.replicate times (AnswerStore peer)))

    /// The first word of what a payload is told by.
    let private kind (world: World<_, _, _, _, _, _, _, _>) (envelope: Envelope<_>) =
        (Payload.words world.MessageWords envelope.Payload).Split(' ')[0]

    /// Pairs what both sent, first what is equal, then what is of one kind; the rest is what only one sent.
    let private pairUp (pair: PairedWorld<_, _, _, _, _, _, _, _>) firsts seconds =
        let matching key (struct (paired, firsts, seconds)) =
            (struct (paired, [], seconds), firsts)
            ||> List.fold (fun (struct (paired, left, seconds)) first ->
                match seconds |> List.tryFindIndex (fun second -> key pair.First first = key pair.Second second) with
                | Some place ->
                    struct (paired @ [ struct (first, List.item place seconds) ], left, List.removeAt place seconds)
                | None -> struct (paired, left @ [ first ], seconds))

        let whole _ (struct (peer: int, envelope: Envelope<_>)) =
            struct (peer, envelope.Recipient, Digest.value (ValueDigest.ofValue envelope), "")

        let ofKind world (struct (peer: int, envelope: Envelope<_>)) =
            struct (peer, envelope.Recipient, 0UL, kind world envelope)

        let struct (equal, firsts, seconds) = matching whole (struct ([], firsts, seconds))
        let struct (alike, firsts, seconds) = matching ofKind (struct ([], firsts, seconds))
        struct (equal, alike, firsts, seconds)

    let private isMessage (struct (_: int, envelope: Envelope<_>)) =
        Payload.message envelope.Payload |> ValueOption.isSome

    /// The most messages that one world is counted to be ahead, so that repeats do not tell states apart.
    [<Literal>]
    let private MostAhead = 2

    /// Counts what only one world sent; `sign` is 1 for the first and -1 for the second. Answers what the other world has not sent before.
    let private count world sign ahead sent =
        (struct (ahead, []), List.filter isMessage sent)
        ||> List.fold (fun (struct (ahead, added)) one ->
            let struct (peer, envelope) = one
            let key = struct (peer, envelope.Recipient, kind world envelope)
            let before = Map.tryFind key ahead |> Option.defaultValue 0
            let after = before + sign |> min MostAhead |> max -MostAhead

            let ahead =
                if after = 0 then
                    Map.remove key ahead
                else
                    Map.add key after ahead

            struct (ahead, (if before * sign >= 0 then added @ [ one ] else added)))

    let private differences (pair: PairedWorld<_, _, _, _, _, _, _, _>) alike firsts seconds =
        let name peer = List.item peer pair.First.Peers

        let head world peer sent =
            sent
            |> List.tryFind (fun struct (sender, _) -> sender = peer)
            |> Option.map (fun struct (_, envelope) -> kind world envelope)
            |> ValueOption.ofOption

        let kinds =
            [ for peer in firsts @ seconds |> List.map (fun struct (peer, _) -> peer) |> List.distinct do
                  { Peer = name peer
                    First = head pair.First peer firsts
                    Second = head pair.Second peer seconds } ]

        let contents =
            [ for struct (first, _) in alike do
                  if isMessage first then
                      let struct (peer, envelope) = first
                      let word = ValueSome(kind pair.First envelope)

                      { Peer = name peer
                        First = word
                        Second = word } ]

        List.distinct (kinds @ contents)

    let private awaited (state: PairedState<_, _, _, _, _>) =
        let openings =
            state.InFlight
            |> List.map SharedLetter.either
            |> List.filter (fun envelope -> Payload.isConnect envelope.Payload)
            |> List.map InFlight.line

        let isAwaited worldState envelope =
            match envelope with
            | ValueSome envelope ->
                WorldState.isAwaited (List.contains (InFlight.line envelope) openings) envelope worldState
            | ValueNone -> false

        { state with
            InFlight =
                state.InFlight
                |> List.filter (fun letter ->
                    isAwaited state.First (SharedLetter.first letter)
                    || isAwaited state.Second (SharedLetter.second letter)) }

    /// The actions that a step means for either world, when it happens, what stays under way and which faults are left.
    let private meaning (state: PairedState<_, _, _, _, _>) step =
        let now, letters, left = state.First.Now, state.InFlight, state.Left

        let ofEnvelopes place make =
            let letter = List.item place letters
            struct (ValueOption.map make (SharedLetter.first letter), ValueOption.map make (SharedLetter.second letter))

        let fires peer timer at (side: WorldState<_, _, _, _>) =
            match Timers.tryFind timer side.Nodes[peer].Timers with
            | Some due when due = at || due = Timers.anyMoment -> ValueSome(FireTimer(peer, timer))
            | Some _
            | None -> ValueNone

        let restarts peer side =
            if hasStatus NodeStatus.Crashed peer side then
                ValueSome(Restart peer)
            else
                ValueNone

        match step with
        | SharedStep.Starts peer -> struct (struct (ValueSome(Start peer), ValueSome(Start peer)), now, letters, left)
        | SharedStep.Arrives place -> struct (ofEnvelopes place Deliver, now, List.removeAt place letters, left)
        | SharedStep.Doubles place ->
            struct (ofEnvelopes place Duplicate,
                    now,
                    letters,
                    { left with
                        Duplicates = left.Duplicates - 1 })
        | SharedStep.Vanishes place ->
            struct (ofEnvelopes place Drop, now, List.removeAt place letters, { left with Drops = left.Drops - 1 })
        | SharedStep.Fires(peer, timer, at) ->
            struct (struct (fires peer timer at state.First, fires peer timer at state.Second), at, letters, left)
        | SharedStep.Crashes peer ->
            struct (struct (ValueSome(Crash peer), ValueSome(Crash peer)),
                    now,
                    letters,
                    { left with Crashes = left.Crashes - 1 })
        | SharedStep.Restarts peer ->
            struct (struct (restarts peer state.First, restarts peer state.Second), now, letters, left)

    let take pair (state: PairedState<_, _, _, _, _>) step =
        let struct (struct (first, second), at, letters, left) = meaning state step
        let struct (firstState, firstSent, firstTook) = act pair.First at first state.First

        let struct (secondState, secondSent, secondTook) =
            act pair.Second at second state.Second

        let struct (equal, alike, firsts, seconds) = pairUp pair firstSent secondSent

        let added =
            [ for struct (struct (_, first), struct (_, second)) in equal @ alike -> SharedLetter.Both(first, second)
              for struct (_, first) in firsts -> SharedLetter.First first
              for struct (_, second) in seconds -> SharedLetter.Second second ]
            |> List.sortBy (fun letter -> (SharedLetter.either letter).Number)

        let struct (ahead, newFirsts) = count pair.First 1 state.Ahead firsts
        let struct (ahead, newSeconds) = count pair.Second -1 ahead seconds

        { Next =
            awaited
                { PairedState.ToStart = (if step.IsStarts then state.ToStart.Tail else state.ToStart)
                  First = firstState
                  Second = secondState
                  InFlight = letters @ added
                  Ahead = ahead
                  Left = left }
          FirstTook = firstTook
          SecondTook = secondTook
          At = at
          Differences = differences pair alike newFirsts newSeconds }
