namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel
open PeerFunctional.Capture

module CaptureHole =

    /// Something of a connection that the capture lacks, with the frames that it lies between.
    [<Struct>]
    type private Loss =
        { Connection: int64
          After: int64
          Before: int64
          Since: int64 voption }

    /// What was seen of a connection, with the last event of each side.
    type private Seen =
        { Callee: Endpoint
          Called: CapturedEvent
          LastOfCaller: CapturedEvent
          LastOfCallee: CapturedEvent
          IsTaken: bool
          Ended: TcpEnd list }

    let private lastOf side last =
        match side with
        | TcpEnd.Caller -> last.LastOfCaller
        | TcpEnd.Callee -> last.LastOfCallee

    let private next side event last =
        match side with
        | TcpEnd.Caller -> { last with LastOfCaller = event }
        | TcpEnd.Callee -> { last with LastOfCallee = event }

    let private began callee event =
        { Callee = callee
          Called = event
          LastOfCaller = event
          LastOfCallee = event
          IsTaken = false
          Ended = [] }

    /// The losses of each side of a connection with what an event tells of one. Bytes that come late were not lost.
    let private lose (event: CapturedEvent) connection side bytes last losses =
        let add after since =
            let loss =
                { Connection = connection
                  After = after
                  Before = event.Frame
                  Since = since }

            losses
            |> Map.change (struct (connection, side)) (fun known -> Some(loss :: Option.defaultValue [] known))

        let before = lastOf side last

        match bytes with
        | ValueSome 0L -> Map.remove (struct (connection, side)) losses
        | ValueSome _ -> add before.Frame (ValueSome before.Time)
        // The beginning of the connection is missing.
        | ValueNone when before.Frame = event.Frame -> add 0L ValueNone
        | ValueNone -> losses

    let private read (struct (known, losses)) (event: CapturedEvent) =
        match event.Event with
        | WireEvent.Datagram _ -> struct (known, losses)
        | WireEvent.Connection news ->
            let seen =
                Map.tryFind news.Connection known |> Option.defaultValue (began news.Callee event)

            let put seen = Map.add news.Connection seen known

            match news.Event with
            | TcpEvent.Syn -> struct (put (began news.Callee event), losses)
            | TcpEvent.Accepted ->
                struct (put
                            { began news.Callee event with
                                IsTaken = true },
                        losses)
            | TcpEvent.Data(side, _) -> struct (put (next side event seen), losses)
            | TcpEvent.Fin side ->
                struct (put
                            { next side event seen with
                                Ended = side :: seen.Ended },
                        losses)
            | TcpEvent.Refused
            | TcpEvent.Reset _ ->
                struct (put
                            { seen with
                                Ended = [ TcpEnd.Caller; TcpEnd.Callee ] },
                        losses)
            | TcpEvent.Lacks(side, bytes) -> struct (put seen, lose event news.Connection side bytes seen losses)

    /// The ends that the capture does not show of connections that were taken: a side may have ended where it lacks something.
    let private unseenEnds known =
        [ for KeyValue(connection, seen) in known do
              if seen.IsTaken then
                  for side in [ TcpEnd.Caller; TcpEnd.Callee ] do
                      if not (List.contains side seen.Ended) then
                          let last = lastOf side seen

                          { Connection = connection
                            After = last.Frame
                            Before = Int64.MaxValue
                            Since = ValueSome last.Time } ]

    /// Of the losses so far, those of two connections that last longest: one of them is another connection's than the next loss.
    let private widen (loss: Loss) (widest: Loss list) =
        let same, others =
            widest |> List.partition (fun other -> other.Connection = loss.Connection)

        List.maxBy _.Before (loss :: same) :: others |> List.sortByDescending _.Before |> List.truncate 2

    let private isWithin (widest: Loss list) (loss: Loss) =
        widest
        |> List.exists (fun other -> other.Connection <> loss.Connection && other.Before > loss.After)

    /// The earliest loss that lies within a loss of another connection. An end that is not shown counts only beside a missing
    /// beginning: it may be that of a connection that stays open.
    let private overlapping proved unseen =
        let isBeginning (loss: Loss) = ValueOption.isNone loss.Since

        let rec find losses beginnings (later: (struct (Loss * bool)) list) =
            match later with
            | [] -> ValueNone
            | struct (loss, isProved) :: _ when isWithin (if isProved then losses else beginnings) loss ->
                ValueSome loss
            | struct (loss, true) :: later ->
                find
                    (widen loss losses)
                    (if isBeginning loss then
                         widen loss beginnings
                     else
                         beginnings)
                    later
            | struct (_, false) :: later -> find losses beginnings later

        [ for loss in proved -> struct (loss, true) ] @ [ for loss in unseen -> struct (loss, false) ]
        |> List.sortBy (fun (struct (loss, _)) -> loss.After)
        |> find [] []

    let find events =
        let struct (known, losses) =
            events |> List.fold read (struct (Map.empty, Map.empty))

        overlapping (losses.Values |> Seq.concat) (unseenEnds known)
        |> ValueOption.map (fun loss ->
            { Place = Anywhere
              Since = loss.Since
              Words = "the capture lacks segments of several connections at once, and may lack whole connections" })

    let private isMissingBeginning (before: CapturedEvent) (event: CapturedEvent) =
        match before.Event, event.Event with
        | WireEvent.Connection { Event = TcpEvent.Syn }, WireEvent.Connection { Event = TcpEvent.Lacks(_, ValueNone) } ->
            before.Frame = event.Frame
        | _ -> false

    /// When the capture showed something last before a connection of which it lacks the beginning, though others stand before it.
    let private beforeBeginning events =
        let rec find (earlier: CapturedEvent) events =
            match events with
            | before :: event :: _ when isMissingBeginning before event -> ValueSome earlier.Time
            | event :: rest -> find event rest
            | [] -> ValueNone

        match events with
        | first :: (_ :: _ as rest) when not (isMissingBeginning first rest.Head) -> find first rest
        | first :: _ -> events |> List.skipWhile (fun event -> event.Frame = first.Frame) |> find first
        | [] -> ValueNone

    /// When each end was called last of the times that it answered or ended.
    let private servedLast known =
        (Map.empty, Map.values known)
        ||> Seq.fold (fun served seen ->
            if List.contains TcpEnd.Callee seen.Ended || seen.LastOfCallee.Frame > seen.Called.Frame then
                served
                |> Map.change seen.Callee (fun last -> Some(max seen.Called.Frame (Option.defaultValue 0L last)))
            else
                served)

    /// When the capture showed something last of the first connection whose end it does not show, though the program that was
    /// called turned to others that called later: one that hangs does not.
    let private beforeUnseenEnd known losses =
        let served = servedLast known

        let isUnseen connection seen side =
            not (List.contains side seen.Ended || Map.containsKey (struct (connection, side)) losses)

        [ for KeyValue(connection, seen) in known do
              let last: CapturedEvent =
                  if seen.LastOfCaller.Frame > seen.LastOfCallee.Frame then
                      seen.LastOfCaller
                  else
                      seen.LastOfCallee

              let isOver =
                  Map.tryFind seen.Callee served |> Option.exists (fun served -> served > last.Frame)

              if isOver && [ TcpEnd.Caller; TcpEnd.Callee ] |> List.exists (isUnseen connection seen) then
                  last.Time ]
        |> List.sort
        |> List.tryHead
        |> ValueOption.ofOption

    let ofShort events =
        let struct (known, losses) =
            events |> List.fold read (struct (Map.empty, Map.empty))

        let hole words since =
            { Place = WholeConnections
              Since = ValueSome since
              Words = words }

        [ beforeBeginning events
          |> ValueOption.map (
              hole "the capture lacks the beginning of a connection, and may lack whole connections before it"
          )
          beforeUnseenEnd known losses
          |> ValueOption.map (hole "the capture lacks the end of a connection, and may lack whole connections after it") ]
        |> List.choose ValueOption.toOption
        |> List.sortBy _.Since
        |> List.tryHead
        |> ValueOption.ofOption
