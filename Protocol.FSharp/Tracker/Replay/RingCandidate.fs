namespace PeerFunctional.Tracker

open System
open System.Collections.Generic
open PeerFunctional.Kernel
open PeerFunctional.Kernel.Encodings
open PeerFunctional.Verification

/// Candidates for a captured participant of any machine.
module RingCandidate =

    /// A candidate with its policy, start time and machine. `same` compares a message of the machine with a captured
    /// one.
    let create policy begins machine same messageWords stateWords : Candidate<_, _, _, _, _, _, _, _> =
        { Policy = policy
          Machine = machine
          Store = ()
          Begins = begins
          NoticeWords = Notice.line
          AtOnce = RingScenarios.atOnce
          Answer =
            fun question store ->
                match question with
                | Remember _ -> Supplied(store, [ Remembered ])
                | ClockTime -> Supplied(store, [])
          StoreTime = TimeSpan.Zero
          UserRequests = [ Stop ]
          MayStopUnseen = true
          MayCallUnseen = fun _ -> false
          IsSame =
            fun message read _ ->
                match read with
                | Ok seen -> same message seen
                | Error _ -> false
          TimerHaste = ReplayWindow.early
          ReadDelay = ReplayWindow.early
          Fixed = fun _ -> ValueNone
          Guesses = fun _ -> []
          MessageWords = messageWords
          TimerWords = RingWords.timer
          StateWords = stateWords }

    /// Our programs wait for their journal.
    let ofOurs candidate =
        { candidate with
            StoreTime = ReplayWindow.tolerance }

    let private first pieces (decoder: StreamDecoder<'message>) =
        let read (struct (found, decoder: StreamDecoder<'message>)) piece =
            let struct (messages, decoder) = decoder.Take piece
            struct (found |> ValueOption.orElse (ValueOption.ofOption (List.tryHead messages)), decoder)

        let struct (found, _) = pieces |> List.fold read (struct (ValueNone, decoder))
        found

    /// How an original reads: `codec` decodes the bytes that `pieces` gives for a message, complete or not.
    let private reading (codec: StreamCodec<'message>) pieces : Reading<'message> =
        /// Whether it is a pickle that any program reads alike: complete, in one piece that one reading holds.
        let isPlain (message: StreamMessage<'message>) =
            match message.Pieces, message.Message with
            | [ piece ], Ok _ when piece.Length <= ReadMode.MaxSingleRead ->
                piece.Span[0] = PickleOpcode.Mark
                || piece.Span[0] = PickleOpcode.Proto && not (ReadMode.isTooNew piece)
            | _ -> false

        fun reader stream ->
            CapturedConnection.whole reader stream
            |> List.map (fun message ->
                if isPlain message then
                    message
                else
                    { message with
                        Message =
                            first (pieces stream message) (codec.Decoder reader)
                            |> ValueOption.defaultValue message.Message })

    /// The same reading, with what it makes of these calls.
    let private remembered (read: Reading<'message>) (calls: CapturedConnection<'message> list) : Reading<'message> =
        let known =
            Dictionary<CapturedStream<'message>, StreamMessage<'message> list>(HashIdentity.Reference)

        for call in calls do
            known[call.OfCaller] <- read (Accepted(call.Caller, call.Callee)) call.OfCaller
            known[call.OfCallee] <- read (Dialled(call.Callee, 0)) call.OfCallee

        fun reader stream ->
            match known.TryGetValue stream with
            | true, messages -> messages
            | _ -> read reader stream

    /// How an original with `codec` may have read messages that came in pieces: the first piece, or all pieces.
    let readings (codec: StreamCodec<'message>) (calls: CapturedConnection<'message> list) : Reading<'message> list =
        let once = remembered (reading codec (fun _ message -> message.Pieces)) calls

        let late = reading codec (fun stream _ -> [ CapturedStream.joined stream.Pieces ])

        let isCut reader (stream: CapturedStream<'message>) =
            List.zip (CapturedConnection.whole reader stream) (once reader stream)
            |> List.exists (fun (whole, once) ->
                match whole.Message, once.Message with
                | Ok _, Error _ -> true
                | _ -> false)

        let isCutSomewhere (call: CapturedConnection<'message>) =
            isCut (Accepted(call.Caller, call.Callee)) call.OfCaller
            || isCut (Dialled(call.Callee, 0)) call.OfCallee

        if List.exists isCutSomewhere calls then
            [ once; late ]
        else
            [ once ]
