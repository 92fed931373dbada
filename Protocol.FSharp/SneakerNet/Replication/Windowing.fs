namespace PeerFunctional.SneakerNet

open PeerFunctional.SneakerNet.RecoveringState

/// Windows of pushes to an original partner. An original acknowledges no push, so each window ends with a HAVE: the
/// partner answers how far it got.
module Windowing =

    /// The most events of one window. The original's socket buffer holds 90 events of 1,024 bytes.
    [<Literal>]
    let private MaxWindow = 64

    /// The next window is sent after this many unanswered probes.
    [<Literal>]
    let MaxProbes = 3

    let private change peer change =
        changePartner peer (fun partner ->
            { partner with
                SendWindow = change partner.SendWindow })

    /// The reads of the next window: feeds in turn until it is full.
    let rec private fill peer room (flow: Flow) =
        match partner peer flow with
        | Some partner when room > 0 && not partner.SendWindow.Wants.IsEmpty ->
            let feed, next = Seq.head (Map.toSeq partner.SendWindow.Wants)
            let last = servable feed flow.State
            let count = int (min (int64 room) (last - next + 1L))

            if count <= 0 then
                flow
                |> change peer (fun window ->
                    { window with
                        Wants = Map.remove feed window.Wants })
                |> fill peer room
            else
                let wants =
                    if next + int64 count > last then
                        Map.remove feed partner.SendWindow.Wants
                    else
                        Map.add feed (next + int64 count) partner.SendWindow.Wants

                flow
                |> change peer (fun window -> { window with Wants = wants })
                |> fetch peer feed next count
                |> fill peer (room - count)
        | Some _
        | None -> flow

    /// Starts the next window to an original partner if the last one is confirmed.
    let pump peer (flow: Flow) =
        match partner peer flow with
        | Some { PushTo = ValueSome _
                 Fetches = 0
                 SendWindow = { Probe = ValueNone } } -> fill peer MaxWindow flow
        | Some _
        | None -> flow

    /// A window is sent: HAVE of a feed that the partner lacks makes it answer, with WANT, how far it got.
    let probe peer (flow: Flow) =
        match partner peer flow with
        | Some { SendWindow = { Wants = wants } } when not wants.IsEmpty ->
            let feed = Seq.head wants.Keys

            flow
            |> change peer (fun window -> { window with Probe = ValueSome feed })
            |> sendAll peer (announcements Have [ feed ] flow.State)
        | Some _
        | None -> flow

    let private showHolds peer feed seq (flow: Flow) =
        match partner peer flow with
        | Some partner when seq > Partner.shows feed partner ->
            flow |> changePartner peer (Partner.show feed seq) |> news peer
        | Some _
        | None -> flow

    /// A partner requests the events of a feed from `from` on: this shows that it holds those before.
    let serve peer feed from (flow: Flow) =
        flow
        |> showHolds peer feed (from - 1L)
        |> changePartner peer (fun partner ->
            { partner with
                UnansweredAnnouncements = 0 })
        |> change peer (fun window ->
            { window with
                Wants = Map.add feed from window.Wants
                Probe =
                    (if window.Probe = ValueSome feed then
                         ValueNone
                     else
                         window.Probe)
                Misses = 0 })

    /// A probe was not answered: it is sent again, and after `MaxProbes` the next window is sent without an answer.
    let probeAgain peer (flow: Flow) =
        match partner peer flow with
        | Some { SendWindow = { Misses = misses } } when misses >= MaxProbes ->
            flow
            |> change peer (fun window ->
                { window with
                    Probe = ValueNone
                    Misses = 0 })
            |> pump peer
        | Some _ ->
            flow
            |> change peer (fun window ->
                { window with
                    Misses = window.Misses + 1 })
            |> probe peer
        | None -> flow

    /// The next event of a feed is too large for the partner: no more events of this feed are pushed to it.
    let withhold peer feed (flow: Flow) =
        flow
        |> change peer (fun window ->
            { window with
                Wants = Map.remove feed window.Wants })
