namespace PeerFunctional.Verification

open System
open System.Globalization

module CommonSilence =

    /// The times of what the capture shows of connections, in order.
    let private times (decoded: DecodedConversation<'about, 'message>) =
        [| for connection in decoded.Connections do
               connection.Called.At

               for said in [ connection.OfCaller; connection.OfCallee ] do
                   for message: StreamMessage<'message> in said.Messages do
                       message.Place.At

               for ending in [ connection.CallerEnd; connection.CalleeEnd ] do
                   for ending in ValueOption.toList ending do
                       ending.Place.At |]
        |> Array.sort

    /// The silence around a time.
    let private around (times: TimeSpan[]) (at: TimeSpan) =
        let after = times |> Array.tryFindIndex (fun time -> time > at)

        match after with
        | Some after when after > 0 -> ValueSome(struct (times[after - 1], times[after]))
        | Some _
        | None -> ValueNone

    /// When a side would have called that called late.
    let private due (result: ReplayResult) =
        match result.Conformance with
        | Diverges(_,
                   { Late = ValueSome late
                     ExpectedStep = ExpectedStep.Call _ },
                   _) -> Some late.DueAt
        | Diverges _
        | Conforms _
        | NotJudged _
        | TakesNoPart _
        | Absent -> None

    /// Whether a side was late by about as long as a silence lasted.
    let private isLateBy (struct (since: TimeSpan, until: TimeSpan)) (result: ReplayResult) =
        match result.Conformance with
        | Conforms(_, late) -> late > ReplayWindow.mostLate && late <= until - since + ReplayWindow.mostLate
        | Diverges _
        | NotJudged _
        | TakesNoPart _
        | Absent -> false

    let private excusing (struct (since: TimeSpan, until: TimeSpan)) sides (result: ReplayResult) =
        match result.Conformance with
        | Diverges(_, first, _) when first.At >= since ->
            let seconds =
                (until - since).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)

            ReplayResult.without (
                NotJudged
                    $"the capture shows nothing for {seconds} s, in which {sides} sides would have called: it may lack whole connections"
            )
        | Diverges _
        | Conforms _
        | NotJudged _
        | TakesNoPart _
        | Absent -> result

    let excuse decoded results =
        let due = List.choose due results

        let shared =
            if due.IsEmpty then
                []
            else
                let times = times decoded

                [ for silence, diverging in due |> List.choose (around times >> ValueOption.toOption) |> List.countBy id do
                      let struct (since, until) = silence
                      let sides = diverging + (results |> List.filter (isLateBy silence) |> List.length)

                      if sides > 1 && until - since > ReplayWindow.mostLate then
                          silence, sides ]
                |> List.sort

        match shared with
        | (silence, sides) :: _ -> results |> List.map (excusing silence sides)
        | [] -> results
