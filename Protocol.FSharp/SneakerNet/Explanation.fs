namespace PeerFunctional.SneakerNet

open System
open PeerFunctional.Encoding
open PeerFunctional.Verification

/// A captured file as one chronicle: every conversation in it, with the verdicts on its peers.
module Explanation =

    let private hearings signatures silence (blocks: Block seq) =
        let hear (listener, encounters) block =
            match block with
            | Captured frame ->
                let struct (listener, over) = Listener.hear frame listener
                listener, List.rev over @ encounters
            | SectionHeader
            | InterfaceDescription _
            | Skipped _
            | Damaged _ -> listener, encounters

        let listener, encounters = Seq.fold hear (Listener.start, []) blocks

        List.rev encounters @ Listener.finish listener |> List.map (Hearing.judge signatures silence)

    /// Peers by their role, and by their port too where several play it.
    let private names (sides: PeerRuling list) =
        let sides = sides |> List.distinctBy _.Peer

        let name side =
            if sides |> List.filter (fun other -> other.Role = side.Role) |> List.length = 1 then
                side.Role
            else
                side.Role + side.Peer.Substring(side.Peer.LastIndexOf ':')

        sides |> List.map (fun side -> side.Peer, name side) |> Map.ofList

    /// The chronicle of a capture; without a moment where nothing of SneakerNet is in it. `silence` is how long its peers
    /// wait for news.
    let ofBlocks signatures silence title blocks =
        let hearings = hearings signatures silence blocks
        let sides = hearings |> List.collect _.Sides
        let names = names sides

        let start =
            hearings |> List.fold (fun first hearing -> min first hearing.Lines.Head.Time) Int64.MaxValue

        let part hearing =
            TimeSpan.FromTicks((hearing.Lines.Head.Time - start) / 100L),
            { hearing.Chronicle with
                Lanes =
                    hearing.Chronicle.Lanes |> List.map (fun peer -> Map.tryFind peer names |> Option.defaultValue peer) }

        let who =
            sides |> List.map (fun side -> $"{side.Role} {side.Peer}") |> List.distinct |> String.concat ", "

        hearings |> List.map part |> Chronicle.join $"{title}: {who}"
