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
    let words reason =
        match reason with
        | CloseReason.ClosedByPartner -> "the other side closed the connection"
        | CloseReason.Refused -> "the connection was refused"
        | CloseReason.Reset -> "the connection was reset"
        | CloseReason.TimedOut -> "nothing came in time"

/// What can happen to a peer.
type Input<'address, 'timer, 'message, 'request> =
    | Started
    /// A connection, where the transport has them.
    | Opened of 'address
    | Received of sender: 'address * message: 'message
    /// Bytes that were no message.
    | Malformed of sender: 'address * malformation: Malformation
    /// A connection that is no more. A caller that only stops sending before it was answered is still there to be answered.
    | Closed of 'address * CloseReason
    | TimerFired of 'timer
    /// The local user asks, the store answers.
    | Requested of 'request

/// What a peer can do about it. The runtime carries outputs out in order.
type Output<'address, 'timer, 'message, 'effect> =
    | Open of 'address
    | Send of recipient: 'address * message: 'message
    /// Nothing more is sent on the connection; the machine still hears of it until it is closed.
    | HalfClose of 'address
    | Close of 'address
    /// Sets the timer anew: an earlier due time of the same timer is forgotten.
    | SetTimer of timer: 'timer * due: TimeSpan
    | CancelTimer of 'timer
    /// Something outside the peer: append to the store, tell a person what happened.
    | Perform of 'effect
    /// The peer's work is over: nothing after this output happens.
    | Finish

/// A peer as a value: a first state and a pure step. It can be run by a socket loop, a capture file, a simulator or
/// a model checker, and cannot tell which. `now` is the time since the peer started and never goes back; a model checker
/// always says zero.
type Machine<'state, 'address, 'timer, 'message, 'request, 'effect> =
    { Initial: 'state
      Step:
          TimeSpan
              -> 'state
              -> Input<'address, 'timer, 'message, 'request>
              -> struct ('state * Output<'address, 'timer, 'message, 'effect> list) }
