namespace PeerFunctional.CapnWeb

open PeerFunctional.Kernel

/// States and timers of sessions in words.
module RpcWords =

    let phase (session: Session) =
        match session.Phase with
        | SessionPhase.Connecting -> "connecting"
        | SessionPhase.Open -> "open"
        | SessionPhase.Ended failure -> $"ended: {ResultText.reason failure}"

    let private counted count one many =
        match count with
        | 0 -> $"no {many}"
        | 1 -> $"one {one}"
        | count -> $"{count} {many}"

    /// The phase of a session, and what its tables hold besides the main objects.
    let session (session: Session) =
        let exports = counted (max 0 (session.Exports.Count - 1)) "export" "exports"
        let imports = counted (max 0 (session.Imports.Count - 1)) "import" "imports"
        $"{phase session}; {exports}, {imports}"

    let actor (peer: RpcPeer) =
        match peer.Ends.Count with
        | 0 -> "no session"
        | 1 -> peer.Ends.Values |> Seq.map (_.Session >> session) |> String.concat ""
        | sessions -> $"{sessions} sessions"

    let timer (timer: RpcPeerTimer) =
        match timer.Timer with
        | Own Silence -> "the partner is silent for too long"
        | Work _ -> "a slow call is done"
