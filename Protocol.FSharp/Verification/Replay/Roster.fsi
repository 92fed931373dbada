namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel

/// What may explain a participant.
[<NoEquality; NoComparison>]
type Candidates =
    | NoCandidates of reason: string

    /// It is no participant of the system.
    | NoPart of reason: string

    /// Machines with settings, the likeliest first; each tells how much it explains.
    | Candidates of (unit -> struct (int * ReplayResult)) list

/// A participant of a conversation, as a system recognizes it.
[<NoEquality; NoComparison>]
type CapturedParticipant<'message> =
    {
        Name: string
        Role: string
        Candidates: (ParticipantTraffic<'message> -> Candidates)

        /// Whether another process took its place: it ended with the last that is seen of it.
        IsReplaced: bool

        /// Candidates for a participant of whose calls the capture shows only some, if a divergence may come of that.
        InPart: (Divergence -> (ParticipantTraffic<'message> -> Candidates) voption)

        /// Why the capture cannot show what the participant left out; none where it would show it.
        Excuse: (Divergence -> string voption)
    }

/// Who takes part in a conversation, and what each of them did.
[<NoEquality; NoComparison>]
type Roster<'message> =
    {
        Title: string
        MessageWords: ('message -> string)

        /// In the order of the timeline's columns.
        Participants: CapturedParticipant<'message> list

        /// The participant that owns an endpoint of datagrams, if any.
        OfEndpoint: (Endpoint -> int voption)
        OfCaller: (CapturedConnection<'message> -> int voption)
        OfCallee: (CapturedConnection<'message> -> int voption)
    }

module CapturedParticipant =

    /// A participant that the capture shows in full.
    val create:
        name: string -> role: string -> candidates: (ParticipantTraffic<'a> -> Candidates) -> CapturedParticipant<'a>

    /// A participant without a store that began when it is first seen, by its machine under either policy; it is known by an
    /// endpoint.
    val ofMachine:
        machine: (Policy -> 'settings -> Machine<'state, 'timer, 'message, 'command, unit, unit, 'notice>) ->
        role: string ->
        endpoint: Endpoint ->
        settings: 'settings ->
            CapturedParticipant<'message>
            when 'timer: comparison and 'message: equality

module Roster =

    /// A roster of participants, each with what tells its endpoints.
    val ofEndpoints:
        title: string ->
        messageWords: ('message -> string) ->
        participants: (CapturedParticipant<'message> * (Endpoint -> bool)) list ->
            Roster<'message>

    /// What the capture shows of each participant, by its number.
    val internal traffic: decoded: DecodedConversation<'a, 'b> -> roster: Roster<'b> -> (int -> ParticipantTraffic<'b>)

    /// Judges each participant by its candidates, but those whose result is known by their share: their column, the numbers of
    /// the connections to them, and of those that they made.
    val judgeOthers:
        known: Map<struct (int * int64 list * int64 list), ReplayResult> ->
        decoded: DecodedConversation<'a, 'b> ->
        roster: Roster<'b> ->
            (struct (int * int64 list * int64 list) * ReplayResult) list

    /// Judges each participant by its candidates.
    val judge: decoded: DecodedConversation<'a, 'b> -> roster: Roster<'b> -> ReplayResult list
