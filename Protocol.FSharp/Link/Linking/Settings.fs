namespace PeerFunctional.Link

open System
open PeerFunctional.Kernel

/// What a peer does with offers.
type Acceptance =
    | AcceptAll
    /// The user decides each one.
    | AskUser
    | AcceptNone

type Timer =
    /// An offer must be answered by now: by the partner, or by the user.
    | Deadline of Connection
    /// The partner gets a keep-alive.
    | Beat of Connection
    /// A search is over.
    | SearchOver

/// What the local user wants of a peer.
type UserCommand =
    | Connect of target: Endpoint * Terms
    /// Send an item, written in the link's data type.
    | Give of Connection * ByteString
    /// Accept or deny an offer.
    | Decide of Connection * isAccepted: bool
    /// End a link.
    | EndLink of Connection
    /// Answer searches, or do not.
    | SetVisible of bool
    | Stop

type LinkInput = Input<Address, Timer, Message, UserCommand, unit>
type LinkOutput = Output<Address, Timer, Message, unit, Notice>

/// The settings of a peer.
type LinkSettings =
    {
        /// What it calls itself: where it listens.
        Name: PeerName
        Acceptance: Acceptance
        /// Links at a time; a further offer is denied.
        MaxLinks: int
        /// Whether it answers searches.
        IsVisible: bool
        /// How long an answer may take; half of it passes before a keep-alive.
        Timeout: TimeSpan
        /// How long the user may take to decide about an offer.
        Patience: TimeSpan
        /// The most bytes of an item.
        MaxSize: int
        /// The most bytes of unfinished items on all streams together.
        MaxHeld: int64
        /// Answers to searches within one second: a flood is answered no faster.
        MaxAnswers: int
    }

module LinkSettings =

    /// A peer as the original is set up: it accepts everybody and is visible.
    let create name =
        { Name = name
          Acceptance = AcceptAll
          MaxLinks = 1_000
          IsVisible = true
          Timeout = Limits.timeout
          Patience = Limits.timeout
          MaxSize = Limits.DefaultMaxSize
          MaxHeld = 4L * int64 Limits.DefaultMaxSize
          MaxAnswers = Limits.MaxAnswers }
