namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel

/// What the store of a replayed peer does with a question.
[<NoEquality; NoComparison>]
type StoreAnswer<'store, 'answer> =
    | Supplied of 'store * 'answer list

    /// The capture never shows what the answer would have made the peer send, which is this.
    | NotCaptured of words: string

/// A machine, set up as the capture shows a participant, that may explain what the participant sent.
[<NoEquality; NoComparison>]
type Candidate<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store when 'timer: comparison> =
    {
        /// The policy of its machine, as people write it.
        Policy: string
        Machine: Machine<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice>
        Store: 'store

        /// When it began at the latest, since the capture began.
        Begins: TimeSpan
        NoticeWords: ('notice -> string)

        /// As a world's.
        AtOnce: ('ask -> 'answer list voption)
        Answer: ('ask -> 'store -> StoreAnswer<'store, 'answer>)

        /// The longest the store may take; nothing where it answers before anything else can happen.
        StoreTime: TimeSpan

        /// What its user may ask of it at any time: tried where nothing else explains a message.
        UserRequests: 'command list

        /// Whether its user may have asked something after which it does nothing more.
        MayStopUnseen: bool

        /// Whether the capture may not show calls to a partner at all.
        MayCallUnseen: (Address -> bool)

        /// Whether the machine's message is the one that was captured, read or as its bytes.
        IsSame: ('message -> Result<'message, Malformation> -> ReadOnlyMemory<byte> -> bool)

        /// How much earlier than the replayed machine's its timers may fire: a peer that measures how long answers take finds
        /// other times than the capture shows.
        TimerHaste: TimeSpan

        /// How much later than another one that came after it an input may have been read.
        ReadDelay: TimeSpan

        /// The answer to a request of a connection, where it is the same in every state of the machine: it is judged where
        /// the state is unknown.
        Fixed: ('message -> 'message voption)

        /// What bytes of a connection that the capture lacks may have been, by what the participant said first on it: every
        /// message that may have mattered to it. None where that is unknown: then nothing behind the bytes is judged.
        Guesses: ('message -> 'message list)
        MessageWords: ('message -> string)
        TimerWords: ('timer -> string)
        StateWords: ('state -> string)
    }

module Candidate =

    /// A peer without a store, in words that follow from the types.
    val create:
        policy: string ->
        machine: Machine<'state, 'timer, 'message, 'command, unit, unit, 'notice> ->
        begins: TimeSpan ->
            Candidate<'state, 'timer, 'message, 'command, unit, unit, 'notice, unit>
            when 'timer: comparison and 'message: equality
