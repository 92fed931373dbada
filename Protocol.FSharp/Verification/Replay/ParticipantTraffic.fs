namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel

[<NoEquality; NoComparison>]
type ParticipantTraffic<'message> =
    { Column: int
      Datagrams: CapturedFlow<'message> list
      Called: CapturedConnection<'message> list
      Calls: CapturedConnection<'message> list
      Window: ReplayWindow
      Limits: StreamLimits voption }

module ParticipantTraffic =

    /// The flows of the participant; `isGuarded` where its runtime may have ended a silent caller, `read` as its program
    /// reads.
    let private flows isGuarded read (traffic: ParticipantTraffic<'message>) =
        let called =
            match traffic.Limits with
            | ValueSome limits when isGuarded -> CapturedConnection.guardedFlow limits read
            | ValueSome _
            | ValueNone -> CapturedConnection.calleeFlow read

        traffic.Datagrams
        @ (traffic.Calls |> List.map (CapturedConnection.callerFlow read))
        @ (traffic.Called |> List.map called)

    let begins traffic =
        traffic
        |> flows false CapturedConnection.whole
        |> Seq.collect (fun flow -> Seq.append flow.Inputs flow.Outputs)
        |> Seq.map _.At
        |> Seq.fold min traffic.Window.Horizon

    let judge candidate traffic =
        traffic
        |> flows true CapturedConnection.whole
        |> (fun flows -> ReplayVerdict.judge traffic.Column traffic.Window flows candidate)

    let judgeOriginal read candidate traffic =
        traffic
        |> flows false read
        |> (fun flows -> ReplayVerdict.judge traffic.Column traffic.Window flows candidate)
