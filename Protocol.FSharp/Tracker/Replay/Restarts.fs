namespace PeerFunctional.Tracker

open System
open PeerFunctional.Kernel
open PeerFunctional.Verification

/// Where each program that was started again within a capture is first seen as another process, first to last.
type Restarts<'program when 'program: comparison> = Map<'program, CapturePoint list>

/// Programs that were started again on their port within a capture.
module Restarts =

    /// The most processes that a program is told apart as.
    [<Literal>]
    let private MaxProcesses = 16

    /// Where calls to an endpoint, which are in the order they began, were taken again after others had been refused. The
    /// program that had taken calls before was gone.
    let seen endpoint (calls: CapturedConnection<'message> list) : CapturePoint list =
        let next (struct (hasTaken, isRefused, found)) (call: CapturedConnection<'message>) =
            match call.Accepted, call.CalleeEnd with
            | ValueSome _, _ when hasTaken && isRefused -> struct (true, false, call.Called :: found)
            | ValueSome _, _ -> struct (true, false, found)
            | ValueNone, ValueSome ended when ended.IsReset -> struct (hasTaken, true, found)
            | ValueNone, _ -> struct (hasTaken, isRefused, found)

        let struct (_, _, found) =
            calls
            |> List.filter (fun call -> call.Callee = endpoint)
            |> List.fold next (struct (false, false, []))

        List.rev found

    let private places program (restarts: Restarts<'program>) =
        Map.tryFind program restarts |> Option.defaultValue []

    /// The number of the process that a program was at a place, from 0.
    let processAt program (place: CapturePoint) restarts =
        places program restarts |> List.filter (fun since -> since.Frame <= place.Frame) |> List.length

    /// How often a program was started again.
    let count program restarts = (places program restarts).Length

    /// Restarts of a program besides those that are known already; as they are where there are too many.
    let add program (found: CapturePoint list) (restarts: Restarts<'program>) : Restarts<'program> =
        let all =
            found @ places program restarts |> List.distinctBy _.Frame |> List.sortBy _.Frame

        if all.IsEmpty || all.Length >= MaxProcesses then
            restarts
        else
            Map.add program all restarts

    /// What to call a process.
    let name program number =
        match number with
        | 0 -> program
        | 1 -> $"{program}, started again"
        | number -> $"{program}, started again ({number})"

    /// Judges a conversation by the restarts that it shows. Where programs diverge as one process, it is judged again with
    /// restarts that `suggestions` give for them, in turn. Restarts count where its processes diverge later than one process
    /// does, or never, and no other program diverges because of them. `diverging` tells when each program diverges first.
    let settle
        (judge: Restarts<'program> -> 'judged)
        (diverging: 'judged -> Map<'program, TimeSpan>)
        (suggestions: ('program -> CapturePoint list) list)
        (shown: Restarts<'program>)
        : 'judged =
        let attempt (restarts, judged) suggest =
            let accused = diverging judged

            let extend programs =
                (restarts, programs) ||> List.fold (fun restarts program -> add program (suggest program) restarts)

            let isSuggested program =
                count program restarts = count program shown
                && count program (extend [ program ]) > count program restarts

            /// The programs that the restarts explain, if they accuse no other program.
            let explained again programs =
                let left = diverging again

                if left |> Map.forall (fun program _ -> Map.containsKey program accused) then
                    programs
                    |> List.filter (fun program ->
                        Map.tryFind program left |> Option.forall (fun at -> at > accused[program]))
                else
                    []

            /// Without the programs that the restarts do not explain, as long as there are any left.
            let rec accept programs =
                if List.isEmpty programs then
                    restarts, judged
                else
                    let extended = extend programs
                    let again = judge extended

                    match explained again programs with
                    | explained when explained.Length = programs.Length -> extended, again
                    | explained -> accept explained

            accused |> Map.keys |> Seq.filter isSuggested |> List.ofSeq |> accept

        ((shown, judge shown), suggestions) ||> List.fold attempt |> snd
