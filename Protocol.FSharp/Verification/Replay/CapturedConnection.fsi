namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel
open PeerFunctional.Capture

/// How a side ended a connection.
[<Struct>]
type ConnectionEnd =
    {
        Place: CapturePoint

        /// Reset or refused.
        IsReset: bool
    }

/// A captured connection, decoded.
[<NoEquality; NoComparison>]
type CapturedConnection<'message> =
    {
        Number: int64
        Caller: Endpoint
        Callee: Endpoint

        /// Whether the capture shows who called. If not, the lower port counts as the callee's.
        IsFromBeginning: bool
        Called: CapturePoint

        /// None where nobody took the call.
        Accepted: CapturePoint voption
        OfCaller: CapturedStream<'message>
        OfCallee: CapturedStream<'message>
        CallerEnd: ConnectionEnd voption
        CalleeEnd: ConnectionEnd voption

        /// Who reset it, if need be after its end.
        ResetBy: TcpEnd voption
    }

/// How a program reads what the other side of a connection said, by its own name for the connection.
type Reading<'message> = Connection -> CapturedStream<'message> -> StreamMessage<'message> list

module CapturedConnection =

    /// A connection by its events, first to last; at least one.
    val ofEvents:
        codec: StreamCodec<'message> -> events: struct (CapturePoint * TcpEventAt) list -> CapturedConnection<'message>

    /// The first message of the caller, if it is one.
    val request: connection: CapturedConnection<'a> -> 'a voption

    /// The first message of the callee, if it is one.
    val answer: connection: CapturedConnection<'a> -> 'a voption

    /// Where the capture lacks the first message of the caller, and what it lacks, in words.
    val lostRequest: connection: CapturedConnection<'a> -> struct (CapturePoint * string) voption

    /// Where the capture lacks the first message of the callee, and what it lacks, in words.
    val lostAnswer: connection: CapturedConnection<'a> -> struct (CapturePoint * string) voption

    /// Where the capture lacks bytes of either side, and what it lacks, in words.
    val lacks: connection: CapturedConnection<'a> -> (CapturePoint * string) list

    /// The answer to the call or the end of a side, in words, that the capture does not show.
    val unseen: connection: CapturedConnection<'message> -> string voption

    /// A program of ours waits for whole messages.
    val whole: Connection -> stream: CapturedStream<'message> -> StreamMessage<'message> list

    /// The flow of the caller, whose program reads by `read`.
    val callerFlow: read: Reading<'message> -> connection: CapturedConnection<'message> -> CapturedFlow<'message>

    /// The flow of the callee; empty where it did not take the call.
    val calleeFlow: read: Reading<'message> -> connection: CapturedConnection<'message> -> CapturedFlow<'message>

    /// The flow of a callee whose runtime ends a caller that says nothing in the time of its limits.
    val guardedFlow: limits: StreamLimits -> read: Reading<'a> -> connection: CapturedConnection<'a> -> CapturedFlow<'a>
