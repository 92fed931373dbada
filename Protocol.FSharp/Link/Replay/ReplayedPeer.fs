namespace PeerFunctional.Link

open PeerFunctional.Kernel

/// What the replay makes a captured peer do where nothing else explains what it said.
type ReplayCommand =
    /// The next cue of its script.
    | Proceed
    /// An original that has lost its place in what it reads takes some of it for a header, which is no text.
    | Misread of Connection

type ReplayOutput = Output<Address, Timer, CapturedSpeech, unit, Notice>
type ReplayInput = Input<Address, Timer, CapturedSpeech, ReplayCommand, unit>

/// A machine of a peer with the script of what its user did, as the capture shows it.
type ReplayedPeer<'peer> =
    {
        Peer: 'peer
        /// Cues of the script that were followed.
        Followed: int
    }

module ReplayedPeer =

    /// Outputs as the capture shows them; `sent` is how the items in them look.
    let speech sent (output: LinkOutput) : ReplayOutput =
        match output with
        | Send(recipient, (Item _ | Piece _ as item)) -> Send(recipient, sent item)
        | Send(recipient, message) -> Send(recipient, Said message)
        | Open address -> Open address
        | HalfClose address -> HalfClose address
        | Close address -> Close address
        | SetTimer(timer, due) -> SetTimer(timer, due)
        | CancelTimer timer -> CancelTimer timer
        | Ask question -> Ask question
        | Tell notice -> Tell notice
        | Finish -> Finish

    /// The input of a machine that reads whole messages.
    let message (input: ReplayInput) : LinkInput voption =
        match input with
        | Started -> ValueSome Started
        | Opened address -> ValueSome(Opened address)
        | Received(sender, Said message) -> ValueSome(Received(sender, message))
        | Received(sender, Part) -> ValueSome(Received(sender, Unknown true))
        | Malformed(sender, problem) -> ValueSome(Malformed(sender, problem))
        | Closed(address, reason) -> ValueSome(Closed(address, reason))
        | TimerFired timer -> ValueSome(TimerFired timer)
        | Received(_, (Announced _ | Payload _ | Unclear | NoMore))
        | Commanded _
        | Answered() -> ValueNone

    /// A machine that follows a script: `follow` does what a cue says, `misread` what an original makes of bytes, and `hear` takes
    /// every other input.
    let machine
        (script: LinkCue array)
        initial
        follow
        misread
        hear
        : Machine<ReplayedPeer<'peer>, Timer, CapturedSpeech, ReplayCommand, unit, unit, Notice> =
        let proceed now (state: ReplayedPeer<'peer>) =
            if state.Followed < script.Length then
                let struct (peer, outputs) = follow now script[state.Followed] state.Peer

                struct ({ state with
                            Peer = peer
                            Followed = state.Followed + 1 },
                        outputs)
            else
                // Its user wants nothing more.
                struct (state, [ Finish ])

        let within (state: ReplayedPeer<'peer>) (struct (peer, outputs)) =
            struct ({ state with Peer = peer }, outputs)

        let initial: ReplayedPeer<'peer> = { Peer = initial; Followed = 0 }

        { Initial = initial
          Step =
            fun now state input ->
                match input with
                | Commanded Proceed -> proceed now state
                | Commanded(Misread connection) -> misread connection state.Peer |> within state
                | Started
                | Opened _
                | Received _
                | Malformed _
                | Closed _
                | TimerFired _
                | Answered() -> hear now input state.Peer |> within state }
