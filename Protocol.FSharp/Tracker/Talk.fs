namespace PeerFunctional.Tracker

open System
open PeerFunctional.Kernel
open PeerFunctional.Capture
open PeerFunctional.Verification

/// A place in a capture.
[<Struct>]
type Spot =
    {
        Frame: int64
        /// Since the capture began.
        At: TimeSpan
    }

/// The one message of a direction of a connection.
[<NoEquality; NoComparison>]
type Utterance<'message> =
    {
        Place: Spot
        Bytes: ReadOnlyMemory<byte>
        /// Read however it was cut.
        Whole: Result<'message, Malformation>
        /// Read as the original does: what came first, complete or not.
        Once: Result<'message, Malformation>
        /// Read as the original does once all of it had come.
        Late: Result<'message, Malformation>
    }

/// How a side ended a connection.
[<Struct>]
type HangUp =
    {
        Place: Spot
        /// Torn down, or refused.
        IsReset: bool
    }

/// A captured connection, decoded: a request, and at most one answer.
[<NoEquality; NoComparison>]
type Talk<'message> =
    {
        Number: int64
        Caller: Endpoint
        Callee: Endpoint
        Called: Spot
        /// None where nobody took the call.
        Taken: Spot voption
        Request: Utterance<'message> voption
        Answer: Utterance<'message> voption
        CallerEnd: HangUp voption
        CalleeEnd: HangUp voption
        /// Who tore it down, if need be after its end.
        Breaker: Side voption
        /// Whether the capture lacks something of it.
        IsTorn: bool
    }

module Talk =

    let private sound (said: Utterance<'message> voption) =
        match said with
        | ValueSome { Whole = Ok message } -> ValueSome message
        | ValueSome _
        | ValueNone -> ValueNone

    /// The request of a connection, if it is a message.
    let request (talk: Talk<'message>) = sound talk.Request

    /// The answer of a connection, if it is a message.
    let answer (talk: Talk<'message>) = sound talk.Answer

    /// A direction that is being read.
    [<NoEquality; NoComparison>]
    type private Ear<'message> =
        {
            Whole: StreamDecoder<'message>
            Once: StreamDecoder<'message>
            /// What came first as the original reads it.
            First: Result<'message, Malformation> voption
            /// Last first.
            Bytes: byte array list
            /// What followed it too.
            All: byte array list
            Said: Utterance<'message> voption
        }

    [<NoEquality; NoComparison>]
    type private Hearing<'message> =
        { Talk: Talk<'message>
          OfCaller: Ear<'message>
          OfCallee: Ear<'message> }

    let private utter place whole ear =
        { ear with
            Said =
                ValueSome
                    { Place = place
                      Bytes = ReadOnlyMemory(ear.Bytes |> List.rev |> Array.concat)
                      Whole = whole
                      Once = ear.First |> ValueOption.defaultValue whole
                      Late = whole } }

    let private take place (bytes: ReadOnlyMemory<byte>) ear =
        let ear =
            { ear with
                All = bytes.ToArray() :: ear.All }

        if ear.Said.IsSome then
            ear
        else
            let struct (once, onceAfter) = ear.Once.Take bytes
            let struct (whole, wholeAfter) = ear.Whole.Take bytes

            let ear =
                { ear with
                    Once = onceAfter
                    Whole = wholeAfter
                    First = ear.First |> ValueOption.orElse (ValueOption.ofOption (List.tryHead once))
                    Bytes = bytes.ToArray() :: ear.Bytes }

            match whole with
            | message :: _ -> utter place message ear
            | [] -> ear

    /// The stream ends here.
    let private stop place ear =
        match ear.Said, ear.Whole.AtEnd with
        | ValueNone, ValueSome malformation -> utter place (Error malformation) ear
        | _ -> ear

    let private ofSide side change hearing =
        match side with
        | Caller ->
            { hearing with
                OfCaller = change hearing.OfCaller }
        | Callee ->
            { hearing with
                OfCallee = change hearing.OfCallee }

    /// What ended a side first.
    let private ended side place isReset hearing =
        let ending known =
            known
            |> ValueOption.orElse (
                ValueSome
                    { HangUp.Place = place
                      IsReset = isReset }
            )

        let talk = hearing.Talk

        { hearing with
            Talk =
                match side with
                | Caller ->
                    { talk with
                        CallerEnd = ending talk.CallerEnd }
                | Callee ->
                    { talk with
                        CalleeEnd = ending talk.CalleeEnd } }

    let private hear place hearing event =
        let talk = hearing.Talk

        match event with
        | CallEvent.Called -> hearing
        | CallEvent.Taken ->
            { hearing with
                Talk =
                    { talk with
                        Taken = talk.Taken |> ValueOption.orElse (ValueSome place) } }
        | CallEvent.Refused -> ended Callee place true hearing
        | CallEvent.Spoke(side, bytes) -> ofSide side (take place bytes) hearing
        | CallEvent.Lacked _ ->
            { hearing with
                Talk = { talk with IsTorn = true } }
        | CallEvent.Stopped side -> hearing |> ofSide side (stop place) |> ended side place false
        | CallEvent.Reset side ->
            { hearing with
                Talk = { talk with Breaker = ValueSome side } }
            |> ended side place true

    let private ofConnection
        (whole: StreamCodec<'message>)
        (once: StreamCodec<'message>)
        place
        (events: Overheard list)
        =
        let first = events.Head
        let caller, callee = first.News.Caller, first.News.Callee

        let ear connection =
            { Whole = whole.Decoder connection
              Once = once.Decoder connection
              First = ValueNone
              Bytes = []
              All = []
              Said = ValueNone }

        let said connection (ear: Ear<'message>) =
            match ear.Said with
            | ValueSome said when not ear.All.IsEmpty ->
                let all = ReadOnlyMemory(ear.All |> List.rev |> Array.concat)
                let struct (late, _) = (once.Decoder connection).Take all

                ValueSome
                    { said with
                        Late = late |> List.tryHead |> Option.defaultValue said.Whole }
            | said -> said

        let hearing =
            ({ Talk =
                { Number = first.News.Call
                  Caller = caller
                  Callee = callee
                  Called = place first
                  Taken = ValueNone
                  Request = ValueNone
                  Answer = ValueNone
                  CallerEnd = ValueNone
                  CalleeEnd = ValueNone
                  Breaker = ValueNone
                  IsTorn = false }
               OfCaller = ear (Accepted(caller, callee))
               OfCallee = ear (Dialled(callee, 0)) },
             events)
            ||> List.fold (fun hearing overheard -> hear (place overheard) hearing overheard.News.Event)

        { hearing.Talk with
            Request = said (Accepted(caller, callee)) hearing.OfCaller
            Answer = said (Dialled(callee, 0)) hearing.OfCallee }

    /// The connections of a gathering in the order they began, read by a codec that waits for whole messages and by one that
    /// reads once.
    let ofGathering whole once (gathering: Gathering) =
        let events = List.rev gathering.Events

        let start =
            events |> List.fold (fun first overheard -> min first overheard.Time) Int64.MaxValue

        let place (overheard: Overheard) =
            { Frame = overheard.Frame
              At = TimeSpan.FromTicks((overheard.Time - start) / 100L) }

        let talks =
            events |> List.groupBy _.News.Call |> List.map (snd >> ofConnection whole once place)

        struct (start, talks)

    let private glimpse partner (place: Spot) sight =
        { Glimpse.Frame = place.Frame
          At = place.At
          Partner = partner
          Sight = sight }

    let private message partner reading (utterance: Utterance<'message> voption) =
        match utterance with
        | ValueSome utterance -> [ glimpse partner utterance.Place (Sight.Message(reading utterance, utterance.Bytes)) ]
        | ValueNone -> []

    let private over partner isTaken (ending: HangUp voption) =
        match ending with
        | ValueSome ending ->
            let reason =
                match isTaken, ending.IsReset with
                | _, false -> CloseReason.ClosedByPartner
                | true, true -> CloseReason.Reset
                | false, true -> CloseReason.Refused

            [ glimpse partner ending.Place (Sight.End reason) ]
        | ValueNone -> []

    let private inOrder (glimpses: Glimpse<'message> list) =
        glimpses |> List.sortBy _.Frame |> Array.ofList

    /// How the caller saw it; `reading` is how it reads what it hears.
    let ofCaller reading (talk: Talk<'message>) =
        let partner = Address.Stream(Dialled(talk.Callee, 0))
        let isTaken = talk.Taken.IsSome

        { Inputs =
            inOrder (
                [ for taken in ValueOption.toList talk.Taken -> glimpse partner taken Sight.Taken ]
                @ message partner reading talk.Answer
                @ over partner isTaken talk.CalleeEnd
            )
          Outputs =
            inOrder (
                glimpse partner talk.Called Sight.Call :: message partner _.Whole talk.Request
                @ over partner isTaken talk.CallerEnd
            )
          IsTornDown = talk.Breaker.IsSome }

    /// A caller that ends its side before it is answered still waits for the answer: whoever was called does not see it go.
    let private callerEnd (talk: Talk<'message>) =
        match talk.CallerEnd, talk.Answer with
        | ValueSome { IsReset = false; Place = ended }, ValueSome answer when ended.Frame < answer.Place.Frame ->
            ValueNone
        | ending, _ -> ending

    /// How the one who was called saw it, if it took the call.
    let ofCallee reading (talk: Talk<'message>) =
        let partner = Address.Stream(Accepted(talk.Caller, talk.Callee))

        match talk.Taken with
        | ValueNone ->
            { Inputs = [||]
              Outputs = [||]
              IsTornDown = false }
        | ValueSome taken ->
            { Inputs =
                inOrder (
                    glimpse partner taken Sight.Call :: message partner reading talk.Request
                    @ over partner true (callerEnd talk)
                )
              Outputs = inOrder (message partner _.Whole talk.Answer @ over partner true talk.CalleeEnd)
              IsTornDown = talk.Breaker.IsSome }
