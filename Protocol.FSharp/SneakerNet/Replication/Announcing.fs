namespace PeerFunctional.SneakerNet

open System
open PeerFunctional.SneakerNet.RecoveringState

/// Announces the stored events to partners, a few datagrams at a time.
module Announcing =

    /// Announcements sent in each `announceInterval`. The original's socket buffer holds about 160.
    [<Literal>]
    let private AnnouncementsAtOnce = 16

    let private announceInterval = TimeSpan.FromMilliseconds 20.0

    /// Sends some waiting announcements, and sets a timer for the rest.
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

    /// Announces feeds; these replace the waiting announcements of the partner.
    let announce peer feeds (flow: Flow) =
        let haves = announcements Have feeds flow.State

        let isWaiting =
            partner peer flow |> Option.exists (fun partner -> not partner.ToAnnounce.IsEmpty)

        flow
        |> changePartner peer (fun partner -> { partner with ToAnnounce = haves })
        |> if isWaiting then id else announceMore peer

    /// Feeds grew on disk: partners that hold the events get GOT, the others HAVE.
    let announceStored (feeds: FeedId list) (flow: Flow) =
        let announceTo (flow: Flow) peer (partner: Partner) =
            let lacked, held =
                feeds |> List.partition (fun feed -> Partner.shows feed partner < servable feed flow.State)

            let flow = flow |> sendAll peer (announcements Have lacked flow.State)

            match partner.ProtocolVariant with
            | Ours -> flow |> sendAll peer (announcements Got held flow.State)
            | Original -> flow

        (flow, flow.State.Partners) ||> Map.fold announceTo
