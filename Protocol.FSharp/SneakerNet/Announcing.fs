namespace PeerFunctional.SneakerNet

open System
open PeerFunctional.SneakerNet.Replication

/// Telling partners what we hold, a few datagrams at a time.
module Announcing =

    /// Announcements sent at once, then as many every `announceInterval`: the original's socket holds some 160.
    [<Literal>]
    let private AnnouncementsAtOnce = 16

    let private announceInterval = TimeSpan.FromMilliseconds 20.0

    /// Sends some of a partner's waiting announcements, and comes back for the rest.
    let announceMore peer (flow: Flow) =
        match partner peer flow with
        | Some partner when not partner.ToAnnounce.IsEmpty ->
            let now, later =
                partner.ToAnnounce |> List.splitAt (min AnnouncementsAtOnce partner.ToAnnounce.Length)

            let flow =
                flow |> sendAll peer now |> changePartner peer (fun partner -> { partner with ToAnnounce = later })

            if later.IsEmpty then
                flow
            else
                flow |> setTimer (Announce peer) announceInterval
        | Some _
        | None -> flow

    /// Announces feeds in place of what still waits to be announced: at once, or when the wait is over.
    let announce peer feeds (flow: Flow) =
        let haves = claims Have feeds flow.State

        let isWaiting =
            partner peer flow |> Option.exists (fun partner -> not partner.ToAnnounce.IsEmpty)

        flow
        |> changePartner peer (fun partner -> { partner with ToAnnounce = haves })
        |> if isWaiting then id else announceMore peer

    /// Feeds grew on disk: partners that gave us the events are told what is safe, others what they lack.
    let announceDurable (feeds: FeedId list) (flow: Flow) =
        let announceTo (flow: Flow) peer (partner: Partner) =
            let lacked, held =
                feeds |> List.partition (fun feed -> Partner.shows feed partner < servable feed flow.State)

            let flow = flow |> sendAll peer (claims Have lacked flow.State)

            match partner.Dialect with
            | Ours -> flow |> sendAll peer (claims Got held flow.State)
            | Original -> flow

        (flow, flow.State.Partners) ||> Map.fold announceTo
