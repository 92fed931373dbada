namespace PeerFunctional.SneakerNet

open PeerFunctional.SneakerNet.Replication

/// Windows of pushes to an original partner, which acknowledges nothing: a window is sent, then a HAVE that makes it say how
/// far it got.
module Windowing =

    /// Events pushed to an original partner before it has to show what it took; its socket holds 90 of 1,024 bytes.
    [<Literal>]
    let private MaxWindow = 64

    /// Unanswered probes after which the next window is sent all the same.
    [<Literal>]
    let MaxProbes = 3

    let private change peer change =
        changePartner peer (fun partner ->
            { partner with
                Window = change partner.Window })

    /// The reads of the next window: feeds in turn until it is full.
    let rec private fill peer room (flow: Flow) =
        match partner peer flow with
        | Some partner when room > 0 && not partner.Window.Wants.IsEmpty ->
            let feed, next = Seq.head (Map.toSeq partner.Window.Wants)
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
                        Map.remove feed partner.Window.Wants
                    else
                        Map.add feed (next + int64 count) partner.Window.Wants

                flow
                |> change peer (fun window -> { window with Wants = wants })
                |> fetch peer feed next count
                |> fill peer (room - count)
        | Some _
        | None -> flow

    /// Starts the next window to an original partner if the last one is known to be taken.
    let pump peer (flow: Flow) =
        match partner peer flow with
        | Some { PushTo = ValueSome _
                 Fetches = 0
                 Window = { Probe = ValueNone } } -> fill peer MaxWindow flow
        | Some _
        | None -> flow

    /// A window is out: HAVE of a feed the partner lacks more of makes it say, in a WANT, how far it got.
    let probe peer (flow: Flow) =
        match partner peer flow with
        | Some { Window = { Wants = wants } } when not wants.IsEmpty ->
            let feed = Seq.head wants.Keys

            flow
            |> change peer (fun window -> { window with Probe = ValueSome feed })
            |> sendAll peer (claims Have [ feed ] flow.State)
        | Some _
        | None -> flow

    let private showHolds peer feed seq (flow: Flow) =
        match partner peer flow with
        | Some partner when seq > Partner.shows feed partner ->
            flow |> changePartner peer (Partner.show feed seq) |> news peer
        | Some _
        | None -> flow

    /// A partner asks for a feed's events from one on, and so shows that it holds those before.
    let serve peer feed from (flow: Flow) =
        flow
        |> showHolds peer feed (from - 1L)
        |> changePartner peer (fun partner -> { partner with Unanswered = 0 })
        |> change peer (fun window ->
            { window with
                Wants = Map.add feed from window.Wants
                Probe =
                    (if window.Probe = ValueSome feed then
                         ValueNone
                     else
                         window.Probe)
                Misses = 0 })

    /// A probe went unanswered: it is sent again, and after some times the next window goes out without an answer.
    let probeAgain peer (flow: Flow) =
        match partner peer flow with
        | Some { Window = { Misses = misses } } when misses >= MaxProbes ->
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

    /// The next event of a feed is too large for the partner: it is pushed nothing more of the feed.
    let withhold peer feed (flow: Flow) =
        flow
        |> change peer (fun window ->
            { window with
                Wants = Map.remove feed window.Wants })
