namespace PeerFunctional.Tracker

open System
open PeerFunctional.Kernel
open PeerFunctional.Verification

/// What messages that a capture of a ring lacks may explain, besides what they make of the participant that they came to.
module RingExcuses =

    /// What a lost message may explain.
    type private Reach =
        /// Any peer may have registered by it, and so may have been started again.
        | Everything
        /// What the tracker does later, and whom peers call.
        | RingAndCalls
        /// Whom peers call later.
        | Calls

    type private Lack =
        { Since: TimeSpan
          Words: string
          Reach: Reach }

    let private lack reach found =
        [ for struct (place: CapturePoint, words) in ValueOption.toList found do
              { Since = place.At
                Words = words
                Reach = reach } ]

    /// A call that began shortly before the capture ends: nothing tells yet who made it.
    let unfinished horizon (call: CapturedConnection<'message>) =
        match call.CallerEnd, call.ResetBy with
        | ValueNone, ValueNone when call.OfCaller.Messages.IsEmpty && call.Called.At + ReplayWindow.tolerance >= horizon ->
            ValueSome(struct (call.Called, "the capture ends before it shows who made a call"))
        | _ -> ValueNone

    /// What the capture lacks that tells who is in the ring, who calls whom, and which item comes next: a request that its
    /// answer does not tell, or the answer to a registration.
    let private lacks horizon (call: RingCall) =
        match CapturedConnection.request call, CapturedConnection.answer call with
        | ValueSome(Register _), _ -> lack RingAndCalls (CapturedConnection.lostAnswer call)
        | ValueSome _, _
        | ValueNone, ValueSome(Remark _ | Ack _ | QueryResult(ValueSome _, _)) -> []
        | ValueNone, ValueSome(QueryResult(ValueNone, _)) -> lack Calls (CapturedConnection.lostRequest call)
        | ValueNone, ValueSome(RegInit _) -> lack Everything (CapturedConnection.lostRequest call)
        | ValueNone, _ ->
            lack RingAndCalls (CapturedConnection.lostRequest call)
            @ lack RingAndCalls (unfinished horizon call)

    /// Whether a divergence is seen at a call, or at what its caller said.
    let private isSeenAt (divergence: Divergence) (call: RingCall) =
        [ call.Called
          for said: StreamMessage<Message> in call.OfCaller.Messages do
              said.Place
          for ended in ValueOption.toList call.CallerEnd do
              ended.Place ]
        |> List.exists (fun place -> ValueSome place.Frame = divergence.Frame)

    /// Whether a divergence is about a call that the party made or should have made.
    let private isAboutCall (calls: RingCall list) attribution party (divergence: Divergence) =
        divergence.ExpectedStep.IsCall
        || calls
           |> List.exists (fun call -> CallerAttribution.caller call attribution = party && isSeenAt divergence call)

    /// Whether the program that a call was to answered or ended a later one: it takes them in turn, so it was done with this one.
    let private isPassed (calls: CapturedConnection<'message> list) (call: CapturedConnection<'message>) =
        calls
        |> List.exists (fun other ->
            other.Callee = call.Callee
            && other.Called.Frame > call.Called.Frame
            && (ValueOption.isSome other.CalleeEnd || not other.OfCallee.Messages.IsEmpty))

    /// The end of a participant's call, in words, that the capture does not show: a program of a ring turns to the next one once it
    /// is there.
    let unseenEnd isOwn (calls: CapturedConnection<'message> list) (divergence: Divergence) =
        match divergence.ExpectedStep, divergence.Frame with
        | ExpectedStep.Message, _ -> ValueNone
        // It did nothing more: it may be that end that it owes, unless its partner shows that it came.
        | ExpectedStep.End, ValueNone ->
            calls
            |> List.filter (fun call -> isOwn call && isPassed calls call)
            |> List.tryPick (CapturedConnection.unseen >> ValueOption.toOption)
            |> ValueOption.ofOption
        | (ExpectedStep.Nothing | ExpectedStep.OtherMessage | ExpectedStep.Call _ | ExpectedStep.End), _ ->
            calls
            |> List.filter (fun call -> isOwn call && call.Called.At <= divergence.At)
            |> List.tryPick (CapturedConnection.unseen >> ValueOption.toOption)
            |> ValueOption.ofOption

    /// The request of a call that the capture lacks, in words: it may have been the registration of a client that was run once
    /// more, so that the run before ended with one of its calls.
    let unseenRun isOwn (calls: CapturedConnection<'message> list) (divergence: Divergence) =
        let own = List.filter isOwn calls

        let endsThere =
            own
            |> List.exists (fun call ->
                call.CallerEnd |> ValueOption.exists (fun ending -> ValueSome ending.Place.Frame = divergence.Frame))

        own
        |> List.filter (fun call -> endsThere || call.Called.At <= divergence.At)
        |> List.tryPick (fun call ->
            match CapturedConnection.answer call, CapturedConnection.lostRequest call with
            | ValueNone, ValueSome(struct (_, words)) -> Some words
            | _ -> None)
        |> ValueOption.ofOption

    /// What the capture lacks, in words, of the calls of a peer: their answers tell it which items it holds. Only its answer to PING
    /// is the same whatever it holds.
    let private unseenItems handle isOwn (calls: RingCall list) (divergence: Divergence) =
        let lacking (call: RingCall) =
            [ for place, words in CapturedConnection.lacks call do
                  if place.At <= divergence.At then
                      words
              if call.Called.At <= divergence.At then
                  yield! ValueOption.toList (CapturedConnection.unseen call) ]

        if divergence.Expected = ValueSome(Message.words (Ack handle)) then
            ValueNone
        else
            calls |> Seq.filter isOwn |> Seq.collect lacking |> Seq.tryHead |> ValueOption.ofOption

    /// Whether a peer that makes no call may have been started again: an original listens for a while before it registers, and
    /// the capture ends before it would.
    let private mayHaveRestarted (horizon: TimeSpan) (divergence: Divergence) =
        divergence.ExpectedStep.IsCall && divergence.At + Limits.settling + ReplayWindow.mostLate >= horizon

    let private isQuery call =
        match CapturedConnection.request call with
        | ValueSome(Query _) -> true
        | _ -> false

    /// Whether the capture shows no query from one peer to another, as one at the tracker does.
    let private showsNoQueries tracker (calls: RingCall list) =
        not (calls |> List.exists (fun call -> isQuery call && call.Callee <> tracker))

    /// Whether a peer's missing call is to another peer, and the capture shows no such call at all.
    let isOfUnseenPeers tracker calls divergence =
        RingReplay.needsQuery tracker divergence && showsNoQueries tracker calls

    /// Whether a peer that was told another neighbour than the tracker asked the tracker too: it may have got its items where the capture shows
    /// nothing, so that it leaves, or its neighbour may have answered nothing.
    let private followsUnseenQueries tracker isOwn (calls: RingCall list) (divergence: Divergence) =
        let isOther (neighbour: Neighbour) = neighbour.Address <> tracker

        let wasToldPeer =
            calls
            |> List.exists (fun call ->
                isOwn call
                && call.Called.At <= divergence.At
                && match CapturedConnection.request call, CapturedConnection.answer call with
                   | ValueSome(UpdateNeighbour neighbour), _ -> isOther neighbour
                   | _, ValueSome(RegInit { Neighbour = ValueSome neighbour }) -> isOther neighbour
                   | _ -> false)

        let asksTracker (call: RingCall) =
            call.Callee = tracker && isOwn call && isQuery call && isSeenAt divergence call

        wasToldPeer && showsNoQueries tracker calls && List.exists asksTracker calls

    /// What a lost message may explain: what a tracker does, and the calls of peers, as it may have told them whom to call, or
    /// who called. A capture at the tracker does not show queries between its peers.
    let ofCalls tracker horizon attribution (calls: RingCall list) =
        let lacks = calls |> List.collect (lacks horizon)

        fun party (divergence: Divergence) ->
            let explains isReached =
                lacks
                |> List.tryFind (fun lack ->
                    lack.Reach = Everything || lack.Since <= divergence.At && isReached lack.Reach)
                |> Option.map _.Words
                |> ValueOption.ofOption

            let calledBy call =
                CallerAttribution.caller call attribution = party

            let isOwn call =
                calledBy call || CallerAttribution.callee call attribution = party

            let unseenEnd = unseenEnd isOwn calls divergence

            match party with
            | TheTracker _ -> explains (fun reach -> reach = RingAndCalls) |> ValueOption.orElse unseenEnd
            | RingPeer(handle, _) ->
                let aboutCall = isAboutCall calls attribution party divergence

                let lacksQueries =
                    tracker
                    |> ValueOption.exists (fun tracker ->
                        isOfUnseenPeers tracker calls divergence || followsUnseenQueries tracker isOwn calls divergence)

                match explains (fun _ -> aboutCall) with
                | ValueNone when lacksQueries -> ValueSome "the capture holds no query from one peer to another"
                | ValueNone when mayHaveRestarted horizon divergence ->
                    ValueSome "the capture ends before a peer that was started again would register"
                | words ->
                    words
                    |> ValueOption.orElse unseenEnd
                    |> ValueOption.orElse (unseenItems handle calledBy calls divergence)
            | Unregistered _
            | Stranger _ -> ValueNone
