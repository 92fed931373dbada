namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel

/// What a capture shows of one participant of a conversation.
[<NoEquality; NoComparison>]
type ParticipantTraffic<'message> =
    {
        /// Its number in the roster, from 0.
        Column: int
        Datagrams: CapturedFlow<'message> list

        /// The connections to it.
        Called: CapturedConnection<'message> list

        /// The connections that it opened.
        Calls: CapturedConnection<'message> list

        /// Up to when the capture would have shown what it did.
        Window: ReplayWindow
        Limits: StreamLimits voption
    }

module ParticipantTraffic =

    /// When the participant is first seen.
    val begins: traffic: ParticipantTraffic<'a> -> TimeSpan

    /// Judges the participant by a machine of ours, whose runtime guards it and which reads whole messages.
    val judge:
        candidate: Candidate<'a, 'b, 'c, 'd, 'e, 'f, 'g, 'h> ->
        traffic: ParticipantTraffic<'c> ->
            struct (int * ReplayResult)
            when 'b: comparison

    /// Judges the participant by a model of an original program, which reads in its own way.
    val judgeOriginal:
        read: Reading<'a> ->
        candidate: Candidate<'b, 'c, 'a, 'd, 'e, 'f, 'g, 'h> ->
        traffic: ParticipantTraffic<'a> ->
            struct (int * ReplayResult)
            when 'c: comparison
