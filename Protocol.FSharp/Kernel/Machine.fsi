namespace PeerFunctional.Kernel

open System

/// Why a connection is no more.
[<RequireQualifiedAccess>]
type CloseReason =
    | ClosedByPartner
    | Refused
    | Reset
    | TimedOut

module CloseReason =

    /// The reason in a person's words.
    val words: reason: CloseReason -> string

/// What can happen to a peer.
type Input<'address, 'timer, 'message, 'command, 'answer> =
    | Started

    /// A connection, where the transport has them.
    | Opened of 'address
    | Received of sender: 'address * message: 'message

    /// Bytes that were no message.
    | Malformed of sender: 'address * malformation: Malformation

    /// A connection that is no more. A caller that only stops sending before it was answered is still there to be answered.
    | Closed of 'address * CloseReason
    | TimerFired of 'timer

    /// The local user wants something, such as an end.
    | Commanded of 'command

    /// The answer to an earlier `Ask`.
    | Answered of 'answer

/// What a peer can do about it. The runtime carries outputs out in order.
type Output<'address, 'timer, 'message, 'ask, 'notice> =
    | Open of 'address
    | Send of recipient: 'address * message: 'message

    /// Nothing more is sent on the connection; the machine still hears of it until it is closed.
    | HalfClose of 'address
    | Close of 'address

    /// Sets the timer anew: an earlier due time of the same timer is forgotten.
    | SetTimer of timer: 'timer * due: TimeSpan
    | CancelTimer of 'timer

    /// A question to what is outside the peer, such as its store; `Answered` brings the answer.
    | Ask of 'ask

    /// What happened, for a person; nothing comes back.
    | Tell of 'notice

    /// The peer's work is over: nothing after this output happens.
    | Finish

module Input =

    /// The input with its address as something else, if that can be.
    val tryMapAddress:
        change: ('a -> 'b voption) -> input: Input<'a, 'c, 'd, 'e, 'f> -> Input<'b, 'c, 'd, 'e, 'f> voption

module Output =

    /// The output with its address and its timer as something else.
    val map:
        changeAddress: ('a -> 'b) ->
        changeTimer: ('c -> 'd) ->
        output: Output<'a, 'c, 'e, 'f, 'g> ->
            Output<'b, 'd, 'e, 'f, 'g>

/// A peer as a value: a first state and a pure step. It can be run by a socket loop, a capture file, a simulator or
/// a model checker, and cannot tell which. `now` is the time since the peer started and never goes back; a model checker
/// always says zero.
type Machine<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice> =
    {
        Initial: 'state
        Step:
            (TimeSpan
                -> 'state
                -> Input<Address, 'timer, 'message, 'command, 'answer>
                -> struct ('state * Output<Address, 'timer, 'message, 'ask, 'notice> list))
    }

module Machine =

    /// The step of a machine that speaks in datagrams only.
    val overDatagrams:
        step: ('a -> 'b -> Input<Endpoint, 'c, 'd, 'e, 'f> -> struct ('b * Output<Endpoint, 'g, 'h, 'i, 'j> list)) ->
            ('a -> 'b -> Input<Address, 'c, 'd, 'e, 'f> -> struct ('b * Output<Address, 'g, 'h, 'i, 'j> list))

    /// The step of a machine that speaks over connections only.
    val overStreams:
        step: ('a -> 'b -> Input<Connection, 'c, 'd, 'e, 'f> -> struct ('b * Output<Connection, 'g, 'h, 'i, 'j> list)) ->
            ('a -> 'b -> Input<Address, 'c, 'd, 'e, 'f> -> struct ('b * Output<Address, 'g, 'h, 'i, 'j> list))
