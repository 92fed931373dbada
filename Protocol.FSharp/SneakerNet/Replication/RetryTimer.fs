namespace PeerFunctional.SneakerNet

open System
open PeerFunctional.Kernel
open PeerFunctional.SneakerNet.RecoveringState

/// When a session sends again what has no answer, or a keep-alive.
module RetryTimer =

    /// The least time before a retry. An original partner pauses a tenth of a second between two pushes.
    let private least =
        function
        | Ours -> RoundTrip.least
        | Original -> TimeSpan.FromMilliseconds 500.0

    /// The longest pause between keep-alives to a partner that answers within it.
    let private longestBeat = TimeSpan.FromSeconds 1.0

    /// Announcements sent within one silence: a partner of ours that misses them all ends its session.
    [<Literal>]
    let private BeatsASilence = 10.0

    /// The time to the next retry: long enough for an answer. A quiet partner gets a keep-alive. A partner of ours
    /// that is asked for nothing may wait for announcements: it gets several within its silence.
    let private due partner (state: RecoveringState) =
        let wait =
            match partner.ProtocolVariant with
            | Ours when partner.Ranges.IsEmpty ->
                RoundTrip.beat (min longestBeat (state.Settings.Silence / BeatsASilence))
            | _ when Partner.isQuiet partner -> RoundTrip.beat longestBeat
            | Ours
            | Original -> RoundTrip.timeout

        wait (least partner.ProtocolVariant) partner.RoundTrip

    /// Sets the timer of a session anew; none where the session has ended.
    let start peer (flow: Flow) =
        match partner peer flow with
        | Some partner -> setTimer (Retry peer) (due partner flow.State) flow
        | None -> flow

    /// The assumed round trip before the first measurement. Several tries fit into the user's silence.
    let unmeasured variant (state: RecoveringState) =
        match variant with
        | Ours -> min (TimeSpan.FromSeconds 1.0) (state.Settings.Silence / Partner.UnmeasuredAnswers)
        | Original -> least Original
        |> RoundTrip.unmeasured
