namespace PeerFunctional.Kernel

open System

[<RequireQualifiedAccess>]
type CloseReason =
    | ClosedByPartner
    | Refused
    | Reset
    | TimedOut

module CloseReason =

    let words reason =
        match reason with
        | CloseReason.ClosedByPartner -> "the other side closed the connection"
        | CloseReason.Refused -> "the connection was refused"
        | CloseReason.Reset -> "the connection was reset"
        | CloseReason.TimedOut -> "nothing arrived in time"

type Input<'address, 'timer, 'message, 'command, 'answer> =
    | Started
    | Opened of 'address
    | Received of sender: 'address * message: 'message
    | Malformed of sender: 'address * malformation: Malformation
    | Closed of 'address * CloseReason
    | TimerFired of 'timer
    | Commanded of 'command
    | Answered of 'answer

type Output<'address, 'timer, 'message, 'ask, 'notice> =
    | Open of 'address
    | Send of recipient: 'address * message: 'message
    | HalfClose of 'address
    | Close of 'address
    | SetTimer of timer: 'timer * due: TimeSpan
    | CancelTimer of 'timer
    | Ask of 'ask
    | Tell of 'notice
    | Finish

module Input =

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

    let overDatagrams step =
        over Address.tryDatagram Address.Datagram step

    let overStreams step =
        over Address.tryStream Address.Stream step
