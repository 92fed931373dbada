namespace PeerFunctional.Tracker

open System
open PeerFunctional.Kernel
open PeerFunctional.Capture
open PeerFunctional.Encoding
open PeerFunctional.Verification

/// Judges captured gatherings: every message in words, and every participant run through its machine.
[<CompilationRepresentation(CompilationRepresentationFlags.ModuleSuffix)>]
module Hearing =

    /// A participant of a gathering with what it was called for and what it called.
    [<NoEquality; NoComparison>]
    type private Part<'message> =
        { Name: string
          Role: string
          Called: Talk<'message> list
          Calls: Talk<'message> list }

    /// A gathering, decoded.
    [<NoEquality; NoComparison>]
    type private Decoded<'message> =
        {
            Title: string
            Start: int64
            Talks: Talk<'message> list
            Horizon: TimeSpan
            /// By lane.
            Parts: Part<'message> array
            CallerLane: Talk<'message> -> int
            CalleeLane: Talk<'message> -> int
            Words: 'message -> string
        }

    let private utteranceWords decoded (said: Utterance<'message>) =
        match said.Whole with
        | Ok message -> decoded.Words message
        | Error malformation when said.Bytes.IsEmpty -> $"closed without a word ({malformation.Problem})"
        | Error malformation -> $"garbled ({said.Bytes.Length} bytes): {malformation.Problem}, {malformation.Detail}"

    let private line decoded (place: Spot) from recipient words malformation =
        let name lane = decoded.Parts[lane].Name

        { Line.Frame = place.Frame
          Line.Time = decoded.Start + place.At.Ticks * 100L
          Line.Sender = name from
          Line.Recipient = name recipient
          Line.Words = words
          Line.Malformation = malformation }

    let private malformationOf (said: Utterance<'message>) =
        match said.Whole with
        | Ok _ -> ValueNone
        | Error malformation -> ValueSome malformation

    let private resetWords (talk: Talk<'message>) =
        if talk.Taken.IsSome then
            "broke the connection off"
        else
            "refused the call"

    let private lines decoded =
        decoded.Talks
        |> List.collect (fun talk ->
            let caller, callee = decoded.CallerLane talk, decoded.CalleeLane talk

            let said from recipient (said: Utterance<_> voption) =
                [ for said in ValueOption.toList said ->
                      line decoded said.Place from recipient (utteranceWords decoded said) (malformationOf said) ]

            let broken from recipient (ending: HangUp voption) =
                [ for ending in ValueOption.toList ending do
                      if ending.IsReset then
                          line decoded ending.Place from recipient (resetWords talk) ValueNone ]

            said caller callee talk.Request
            @ said callee caller talk.Answer
            @ broken caller callee talk.CallerEnd
            @ broken callee caller talk.CalleeEnd)
        |> List.sortBy _.Frame

    let private chronicle decoded (sides: PeerRuling list) (judgements: Judgement list) =
        let states = judgements |> List.map _.States |> Array.ofList

        let moment lane (place: Spot) happening =
            { At = place.At
              Happening = happening
              State = states[lane] |> Map.tryFind place.Frame |> ValueOption.ofOption }

        let said number from recipient isHeard (said: Utterance<'message>) =
            let words = utteranceWords decoded said

            let garbled =
                match said.Whole with
                | Ok _ -> []
                | Error malformation -> [ moment recipient said.Place (Garbled(recipient, malformation.Problem)) ]

            if said.Bytes.IsEmpty then
                [ moment from said.Place (Remarked(ValueSome from, words)) ]
            else
                moment from said.Place (Sent(number, from, recipient, words))
                :: moment recipient said.Place (if isHeard then Arrived number else Lost number)
                :: garbled

        let tell index (talk: Talk<'message>) =
            let caller, callee = decoded.CallerLane talk, decoded.CalleeLane talk
            let isBroken (ending: HangUp voption) = ending |> ValueOption.exists _.IsReset
            let isHeard = talk.Answer.IsSome || not (isBroken talk.CalleeEnd)

            [ match talk.Taken with
              | ValueNone ->
                  moment caller talk.Called (Sent(2 * index, caller, callee, "a call"))
                  moment callee talk.Called (Lost(2 * index))
              | ValueSome _ -> ()
              for request in ValueOption.toList talk.Request do
                  yield! said (2 * index) caller callee isHeard request
              for answer in ValueOption.toList talk.Answer do
                  yield! said (2 * index + 1) callee caller true answer
              for struct (lane, ending) in [ struct (caller, talk.CallerEnd); struct (callee, talk.CalleeEnd) ] do
                  for ending in ValueOption.toList ending do
                      if ending.IsReset then
                          moment lane ending.Place (Remarked(ValueSome lane, resetWords talk)) ]

        let last =
            decoded.Talks
            |> List.fold
                (fun last talk ->
                    [ for ending in ValueOption.toList talk.CallerEnd @ ValueOption.toList talk.CalleeEnd do
                          ending.Place.At ]
                    |> List.fold max (max last talk.Called.At))
                TimeSpan.Zero

        let verdicts =
            sides
            |> List.mapi (fun lane side ->
                let at =
                    match side.Ruling with
                    | Diverges(_, divergence, _) -> divergence.At
                    | Conforms _
                    | Unjudged _
                    | Absent -> last

                { At = at
                  Happening = Remarked(ValueSome lane, Ruling.words side.Ruling)
                  State = ValueNone })

        { Title = decoded.Title
          Lanes = sides |> List.map _.Peer
          Moments =
            (decoded.Talks |> List.mapi tell |> List.concat) @ (judgements |> List.collect _.Moments) @ verdicts
            |> List.sortBy _.At
          Conclusion = sides |> List.map PeerRuling.words |> String.concat "; " }

    let private conclude judgePart decoded =
        let judgements = decoded.Parts |> List.ofArray |> List.mapi judgePart

        let sides =
            List.map2
                (fun part (judgement: Judgement) ->
                    { Peer = part.Name
                      Role = part.Role
                      Ruling = judgement.Ruling })
                (List.ofArray decoded.Parts)
                judgements

        { Lines = lines decoded
          Sides = sides
          Chronicle = chronicle decoded sides judgements }

    /// Up to when a participant would have shown what it did: one that is not there any more by its last sign of life.
    let private horizon decoded part =
        let isThereLast =
            part.Called
            |> List.filter (fun talk -> talk.Taken.IsSome || talk.CalleeEnd.IsSome)
            |> List.tryLast
            |> Option.forall _.Taken.IsSome

        let signs (talk: Talk<'message>) isCaller =
            [ yield! ValueOption.toList (if isCaller then ValueSome talk.Called else talk.Taken)
              for said in ValueOption.toList (if isCaller then talk.Request else talk.Answer) do
                  said.Place
              for ending in ValueOption.toList (if isCaller then talk.CallerEnd else talk.CalleeEnd) do
                  if talk.Taken.IsSome then
                      ending.Place ]
            |> List.map _.At

        if isThereLast then
            decoded.Horizon
        else
            (part.Called |> List.collect (fun talk -> signs talk false))
            @ (part.Calls |> List.collect (fun talk -> signs talk true))
            |> List.fold max TimeSpan.Zero

    let private byKey key talks = talks |> List.groupBy key |> Map.ofList

    let private decode
        words
        title
        until
        guests
        (name: 'guest -> string)
        role
        callerOf
        calleeOf
        (struct (start, talks))
        =
        let lanes = guests |> List.mapi (fun lane guest -> guest, lane) |> Map.ofList
        let calls = talks |> byKey callerOf
        let called = talks |> byKey calleeOf

        let of' map guest =
            Map.tryFind guest map |> Option.defaultValue []

        { Title = title
          Start = start
          Talks = talks
          Horizon = TimeSpan.FromTicks((until - start) / 100L)
          Parts =
            guests
            |> List.map (fun guest ->
                { Name = name guest
                  Role = role guest
                  Called = of' called guest
                  Calls = of' calls guest })
            |> Array.ofList
          CallerLane = fun talk -> lanes[callerOf talk]
          CalleeLane = fun talk -> lanes[calleeOf talk]
          Words = words }

    let private speech reading =
        { Dialect = Program
          Protocol = Protocol0
          Reading = reading }

    let private ofRing (gathering: Gathering) =
        let struct (start, talks) =
            Talk.ofGathering
                (Wire.codec (speech ReadingStyle.Whole))
                (Wire.codec (speech (Gathering.readingStyle gathering)))
                gathering

        let attendance = Attendance.ofTalks gathering.Tracker talks
        let guests = Attendance.guests attendance

        let handles =
            guests
            |> List.choose (function
                | RingPeer(handle, _) -> Some handle
                | TheTracker _
                | Unregistered _
                | Stranger _ -> None)
            |> List.countBy id
            |> Map.ofList

        let name guest =
            match guest with
            | TheTracker _ -> "tracker"
            | RingPeer(handle, _) when Map.tryFind handle handles = Some 1 && handle <> "tracker" -> handle
            | RingPeer(handle, address) -> $"{handle} {address}"
            | Unregistered address -> string address
            | Stranger host -> $"caller {host}"

        let role guest =
            match guest with
            | TheTracker _ -> "tracker"
            | RingPeer _
            | Unregistered _ -> "peer"
            | Stranger _ -> "stranger"

        let callee (talk: Talk<Message>) =
            Attendance.peerAt talk.Callee attendance |> Option.defaultValue (Unregistered talk.Callee)

        let title =
            match gathering.Tracker with
            | ValueSome tracker -> $"Ring of the tracker at {tracker}"
            | ValueNone -> "Peers of a ring"

        let decoded =
            decode
                Message.words
                title
                gathering.Until
                guests
                name
                role
                (fun talk -> Attendance.caller talk attendance)
                callee
                (struct (start, talks))

        // Who records a tracker does not see what its peers ask each other.
        let peersMeet =
            talks
            |> List.exists (fun talk ->
                match Talk.request talk with
                | ValueSome(Query _) -> ValueSome talk.Callee <> gathering.Tracker
                | _ -> false)

        let seats = Array.ofList guests

        let judgePart lane part =
            let horizon = horizon decoded part

            match seats[lane], gathering.Tracker with
            | TheTracker endpoint, _ -> Retrial.tracker lane endpoint horizon part.Called part.Calls
            | RingPeer(handle, listen), ValueSome tracker ->
                let judgement =
                    Retrial.peer lane handle listen tracker horizon part.Called part.Calls

                if not peersMeet && Retrial.lacksQuery tracker judgement then
                    Trial.unjudged "the capture has no query from a peer to another"
                else
                    judgement
            | (RingPeer _ | Unregistered _), _ -> Trial.unjudged "the capture lacks its registration"
            | Stranger _, _ -> Trial.unjudged "it registered no peer: what it says is its own affair"

        conclude judgePart decoded

    /// Who takes part in part 1.
    type private Client =
        | Server
        | Client of host: string

    let private ofPartOne (gathering: Gathering) =
        let struct (start, talks) =
            Talk.ofGathering
                (PartOne.codec Protocol0 ReadingStyle.Whole)
                (PartOne.codec Protocol0 (Gathering.readingStyle gathering))
                gathering

        let guests =
            Server :: (talks |> List.map (fun talk -> Client talk.Caller.Host) |> List.distinct)

        let tracker =
            gathering.Tracker |> ValueOption.defaultWith (fun () -> talks.Head.Callee)

        let decoded =
            decode
                PartOne.words
                $"Part 1 of the tracker at {tracker}"
                gathering.Until
                guests
                (function
                | Server -> "tracker"
                | Client host -> $"client {host}")
                (function
                | Server -> "tracker"
                | Client _ -> "client")
                (fun talk -> Client talk.Caller.Host)
                (fun _ -> Server)
                (struct (start, talks))

        let seats = Array.ofList guests

        let judgePart lane part =
            match seats[lane] with
            | Server -> PartOneRetrial.tracker lane (horizon decoded part) part.Called
            | Client _ -> PartOneRetrial.client lane tracker decoded.Horizon part.Calls

        conclude judgePart decoded

    /// Decodes and judges a gathering.
    let judge (gathering: Gathering) : Hearing =
        match gathering.Subject with
        | OfRing -> ofRing gathering
        | OfPartOne -> ofPartOne gathering

    /// Listens for trackers and their peers, of the ring and of part 1.
    let ear = Ear.create Listener.hear Listener.finish judge Listener.start
