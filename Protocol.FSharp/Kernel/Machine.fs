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
    let tryMapAddress change input =
        match input with
        | Started -> ValueSome Started
        | Opened address -> change address |> ValueOption.map Opened
        | Received(sender, message) -> change sender |> ValueOption.map (fun sender -> Received(sender, message))
        | Malformed(sender, problem) -> change sender |> ValueOption.map (fun sender -> Malformed(sender, problem))
        | Closed(address, reason) -> change address |> ValueOption.map (fun address -> Closed(address, reason))
        | TimerFired timer -> ValueSome(TimerFired timer)
        | Commanded command -> ValueSome(Commanded command)
        | Answered answer -> ValueSome(Answered answer)

module Output =

    /// The output with its address and its timer as something else.
    let map changeAddress changeTimer output =
        match output with
        | Open address -> Open(changeAddress address)
        | Send(recipient, message) -> Send(changeAddress recipient, message)
        | HalfClose address -> HalfClose(changeAddress address)
        | Close address -> Close(changeAddress address)
        | SetTimer(timer, due) -> SetTimer(changeTimer timer, due)
        | CancelTimer timer -> CancelTimer(changeTimer timer)
        | Ask question -> Ask question
        | Tell notice -> Tell notice
        | Finish -> Finish

/// A peer as a value: a first state and a pure step. It can be run by a socket loop, a capture file, a simulator or
/// a model checker, and cannot tell which. `now` is the time since the peer started and never goes back; a model checker
/// always says zero.
type Machine<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice> =
    { Initial: 'state
      Step:
          TimeSpan
              -> 'state
              -> Input<Address, 'timer, 'message, 'command, 'answer>
              -> struct ('state * Output<Address, 'timer, 'message, 'ask, 'notice> list) }

module Machine =

    /// A step that is written for one kind of address, as a machine's: what another kind brings is passed over.
    let private over tryOf whole step now state input =
        match Input.tryMapAddress tryOf input with
        | ValueSome input ->
            let struct (state, outputs) = step now state input
            struct (state, List.map (Output.map whole id) outputs)
        | ValueNone -> struct (state, [])

    /// The step of a machine that speaks in datagrams only.
    let overDatagrams step =
        over Address.tryDatagram Address.Datagram step

    /// The step of a machine that speaks over connections only.
    let overStreams step =
        over Address.tryStream Address.Stream step
