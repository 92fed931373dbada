namespace PeerFunctional.Verification

open System
open PeerFunctional.Capture

/// A captured file as one chronicle: every conversation in it that somebody has an ear for, with the verdicts on its peers.
module Explanation =

    /// What the ears make of a capture's blocks, in the order conversations end.
    let hearings (ears: Ear list) (blocks: Block seq) =
        let listen (ears, over) block =
            match block with
            | Captured frame ->
                let heard = ears |> List.map (fun ear -> ear.Hear frame)

                heard |> List.map (fun (struct (ear, _)) -> ear),
                (heard |> List.collect (fun (struct (_, over)) -> over) |> List.rev) @ over
            | SectionHeader
            | InterfaceDescription _
            | Skipped _
            | Damaged _ -> ears, over

        let ears, over = Seq.fold listen (ears, []) blocks

        List.rev over @ (ears |> List.collect _.Finish()) |> List.map (fun judge -> judge ())

    /// Peers that have no name but an address go by their role, and by their port too where several play it.
    let private names (sides: PeerRuling list) =
        let nameless =
            sides |> List.distinctBy _.Peer |> List.filter (fun side -> side.Peer.Contains ':')

        let name side =
            if nameless |> List.filter (fun other -> other.Role = side.Role) |> List.length = 1 then
                side.Role
            else
                side.Role + side.Peer.Substring(side.Peer.LastIndexOf ':')

        nameless |> List.map (fun side -> side.Peer, name side) |> Map.ofList

    /// The chronicle of a capture; without a moment where no ear hears anything in it.
    let ofBlocks ears title blocks =
        let hearings = hearings ears blocks
        let sides = hearings |> List.collect _.Sides
        let names = names sides

        let start =
            hearings |> List.fold (fun first hearing -> min first hearing.Lines.Head.Time) Int64.MaxValue

        let part hearing =
            TimeSpan.FromTicks((hearing.Lines.Head.Time - start) / 100L),
            { hearing.Chronicle with
                Lanes =
                    hearing.Chronicle.Lanes |> List.map (fun peer -> Map.tryFind peer names |> Option.defaultValue peer) }

        let who = sides |> List.map PeerRuling.who |> List.distinct |> String.concat ", "

        hearings |> List.map part |> Chronicle.join $"{title}: {who}"
