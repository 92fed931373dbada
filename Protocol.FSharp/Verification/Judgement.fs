namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel

/// A captured message of a conversation.
[<NoEquality; NoComparison>]
type Passage<'address, 'message> =
    {
        /// The number of its frame in the capture, from 1.
        Frame: int64
        /// Since the capture began.
        At: TimeSpan
        Source: 'address
        Destination: 'address
        Bytes: ReadOnlyMemory<byte>
        /// What the recipient's codec makes of the bytes.
        Message: Result<'message, Malformation>
    }

/// What the store of a replayed peer does with a question.
[<NoEquality; NoComparison>]
type Supply<'store, 'request> =
    | Supplied of 'store * 'request list
    /// The capture never shows what the answer would have made the peer send, which is this.
    | Unseen of words: string

/// One side of a conversation, set up as the capture shows it, and the machine that is to explain what it sent.
[<NoEquality; NoComparison>]
type Side<'state, 'address, 'timer, 'message, 'request, 'effect, 'store when 'timer: comparison> =
    {
        /// The policy of its machine, as people write it.
        Policy: string
        /// Its number in the chronicle.
        Lane: int
        Machine: Machine<'state, 'address, 'timer, 'message, 'request, 'effect>
        Store: 'store
        /// When it began at the latest, since the capture began.
        Begins: TimeSpan
        Owns: 'address -> bool
        React: 'effect -> Reaction<'request>
        Answer: 'effect -> 'store -> Supply<'store, 'request>
        /// The longest the store may take; nothing where it answers before anything else can happen.
        StoreTime: TimeSpan
        /// What its user may ask of it at any time: tried where nothing else explains a message.
        Whims: 'request list
        Encode: 'message -> ReadOnlyMemory<byte>
        MessageWords: 'message -> string
        TimerWords: 'timer -> string
        StateWords: 'state -> string
        DigestState: 'state -> Digest -> Digest
        DigestTimer: 'timer -> Digest -> Digest
    }

/// Where a side did something else than its machine.
type Divergence =
    {
        /// The frame that should have been another one; none where nothing was sent.
        Frame: int64 voption
        At: TimeSpan
        /// What we would have sent; none where we would have sent nothing.
        Expected: string voption
        /// What was sent; none where nothing was.
        Seen: string voption
        /// What made us, in words.
        Because: string
    }

type Ruling =
    /// Every message is one the machine of this policy sends, in this order, for what came in.
    | Conforms of policy: string
    /// The first message that no schedule of the machine's timers and store explains; and, taking what was left out
    /// as sent, what was left out after it.
    | Diverges of policy: string * first: Divergence * later: Divergence list
    | Unjudged of reason: string
    /// It sent nothing: there is nothing to judge.
    | Absent

/// What a side's replay came to, and what happened inside it on the way.
type Judgement =
    {
        Ruling: Ruling
        Moments: Moment list
        /// The state, in words, once the message of a frame was sent or taken; only of a side that conforms.
        States: Map<int64, string>
    }
