namespace PeerFunctional.Tracker

open System
open PeerFunctional.Encoding
open PeerFunctional.Verification

/// A captured file as one chronicle: every gathering in it, with the verdicts on its participants.
module Explanation =

    let private gatherings (blocks: Block seq) =
        let hear (listener, gatherings) block =
            match block with
            | Captured frame ->
                let struct (listener, over) = Listener.hear frame listener
                listener, List.rev over @ gatherings
            | SectionHeader
            | InterfaceDescription _
            | Skipped _
            | Damaged _ -> listener, gatherings

        let listener, over = Seq.fold hear (Listener.start, []) blocks
        List.rev over @ Listener.finish listener

    /// The chronicle of a capture; without a moment where neither ring nor part 1 is in it.
    let ofBlocks title blocks =
        let hearings = gatherings blocks |> List.map Hearing.judge

        let startOf (hearing: Hearing) = hearing.Lines |> List.head |> _.Time

        let start =
            hearings |> List.fold (fun first hearing -> min first (startOf hearing)) Int64.MaxValue

        let who =
            hearings |> List.collect _.Sides |> List.map _.Peer |> List.distinct |> String.concat ", "

        hearings
        |> List.map (fun hearing -> TimeSpan.FromTicks((startOf hearing - start) / 100L), hearing.Chronicle)
        |> Chronicle.join $"{title}: {who}"
