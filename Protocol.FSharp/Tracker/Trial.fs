namespace PeerFunctional.Tracker

open System
open PeerFunctional.Kernel
open PeerFunctional.Verification

/// What a captured participant's machine is held against, whichever machine it is.
module Trial =

    /// How a program reads what it hears.
    type Reading<'message> = Utterance<'message> -> Result<'message, Malformation>

    /// A side of the policy, at this lane, that began at this time, with its machine; `same` compares what the machine says
    /// with what was captured.
    let side policy lane begins machine same messageWords stateWords : Side<_, _, _, _, _, _, _, _> =
        { Policy = policy
          Lane = lane
          Machine = machine
          Store = ()
          Begins = begins
          NoticeWords = Notice.line
          AtOnce = RingWorlds.atOnce
          Answer =
            fun question store ->
                match question with
                | Remember(_, ValueSome asker) -> Supplied(store, [ Remembered asker ])
                | Remember(_, ValueNone)
                | ClockTime -> Supplied(store, [])
          StoreTime = TimeSpan.Zero
          Whims = [ Stop ]
          MayStopUnseen = true
          IsSame =
            fun message read _ ->
                match read with
                | Ok seen -> same message seen
                | Error _ -> false
          Haste = Replay.early
          Lateness = Replay.early
          MessageWords = messageWords
          TimerWords = RingWording.timer
          StateWords = stateWords }

    /// Our programs wait for their journal.
    let ofOurs side =
        { side with
            StoreTime = Replay.tolerance }

    /// Whoever called and said nothing in the time a runtime gives it was hung up on.
    let private patience = TimeSpan.FromSeconds 9.5

    let private withTimeout (talk: Talk<'message>) (conduit: Conduit<'message>) =
        match talk.Taken, talk.Request, talk.CalleeEnd with
        | ValueSome taken, ValueNone, ValueSome ending when ending.Place.At - taken.At >= patience ->
            let late =
                { Glimpse.Frame = ending.Place.Frame
                  At = ending.Place.At
                  Partner = Address.Stream(Accepted(talk.Caller, talk.Callee))
                  Sight = Sight.End CloseReason.TimedOut }

            let heard = conduit.Inputs |> Array.filter (fun input -> not input.Sight.IsEnd)

            { conduit with
                Inputs = Array.append heard [| late |]
                Outputs = [||] }
        | _ -> conduit

    /// What a participant was called for and what it called; `isOurs` where a runtime of ours may have ended a call.
    let conduits reading isOurs (called: Talk<'message> list) (calls: Talk<'message> list) =
        let accepted talk =
            let conduit = Talk.ofCallee reading talk
            if isOurs then withTimeout talk conduit else conduit

        (calls |> List.map (Talk.ofCaller reading)) @ (called |> List.map accepted)

    let once: Reading<'message> = _.Once
    let late: Reading<'message> = _.Late
    let whole: Reading<'message> = _.Whole

    /// The ways in which an original may have read what came in pieces.
    let readings (talks: Talk<'message> list) : Reading<'message> list =
        let isCut said =
            match said with
            | ValueSome { Whole = Ok _; Once = Error _ } -> true
            | ValueSome _
            | ValueNone -> false

        if talks |> List.exists (fun talk -> isCut talk.Request || isCut talk.Answer) then
            [ once; late ]
        else
            [ once ]

    let unjudged reason =
        { Ruling = Unjudged reason
          Moments = []
          States = Map.empty }

    let isComplete (talks: Talk<'message> list) =
        talks |> List.forall (fun talk -> not talk.IsTorn)

    /// What is said where the capture lacks bytes.
    let torn = unjudged "the capture lacks something of what it said or heard"
