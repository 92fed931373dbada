namespace PeerFunctional.Tracker

open System
open PeerFunctional.Kernel
open PeerFunctional.Verification

/// Programs that were started again on their port within a capture.
module Restarts =

    /// When the calls to an endpoint, which are in the order they began, were refused for the last time before it took calls
    /// again. The program that had taken calls before was gone.
    let seen endpoint (calls: CapturedConnection<'message> list) : TimeSpan list =
        let next (struct (hasTaken, refused, found)) (call: CapturedConnection<'message>) =
            match call.Accepted, call.CalleeEnd, refused with
            | ValueSome _, _, ValueSome at when hasTaken -> struct (true, ValueNone, at :: found)
            | ValueSome _, _, _ -> struct (true, ValueNone, found)
            | ValueNone, ValueSome ended, _ when ended.IsReset -> struct (hasTaken, ValueSome call.Called.At, found)
            | ValueNone, _, _ -> struct (hasTaken, refused, found)

        let struct (_, _, found) =
            calls
            |> List.filter (fun call -> call.Callee = endpoint)
            |> List.fold next (struct (false, ValueNone, []))

        List.rev found

    /// The number of the process that was there at a time, from 0.
    let processAt (at: TimeSpan) (restarts: TimeSpan list) =
        restarts |> List.filter (fun restart -> restart < at) |> List.length

    /// What to call a process.
    let name program number =
        if number = 0 then
            program
        else
            $"{program}, started again" + (if number = 1 then "" else $" ({number})")
