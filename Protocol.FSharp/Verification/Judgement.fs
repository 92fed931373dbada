namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel

/// A captured message of a conversation in datagrams.
[<NoEquality; NoComparison>]
type Passage<'message> =
    {
        /// The number of its frame in the capture, from 1.
        Frame: int64
        /// Since the capture began.
        At: TimeSpan
        Source: Endpoint
        Destination: Endpoint
        Bytes: ReadOnlyMemory<byte>
        /// What the recipient's codec makes of the bytes.
        Message: Result<'message, Malformation>
    }

/// What a capture shows at a conduit of a side: a datagram conduit, or a connection.
[<RequireQualifiedAccess; NoEquality; NoComparison>]
type Sight<'message> =
    | Message of Result<'message, Malformation> * bytes: ReadOnlyMemory<byte>
    /// A connection is asked for.
    | Call
    /// A connection that was asked for is there.
    | Taken
    /// A connection is no more.
    | End of CloseReason

/// A sight, with its place in the capture.
[<NoEquality; NoComparison>]
type Glimpse<'message> =
    {
        /// The number of its frame in the capture, from 1.
        Frame: int64
        /// Since the capture began.
        At: TimeSpan
        /// Who is at the other end, as the machine names it; for a call that the side made, by any number.
        Partner: Address
        Sight: Sight<'message>
    }

/// One way of a side to others, an endpoint of datagrams or an end of a connection: what came in by it, and what the side did
/// by it; either may be all there is.
[<NoEquality; NoComparison>]
type Conduit<'message> =
    {
        Inputs: Glimpse<'message>[]
        Outputs: Glimpse<'message>[]
        /// Whether the other side tore it down: then nothing shows that this side has closed it.
        IsTornDown: bool
    }

/// What the store of a replayed peer does with a question.
[<NoEquality; NoComparison>]
type Supply<'store, 'answer> =
    | Supplied of 'store * 'answer list
    /// The capture never shows what the answer would have made the peer send, which is this.
    | Unseen of words: string

/// One side of a conversation, set up as the capture shows it, and the machine that is to explain what it sent.
[<NoEquality; NoComparison>]
type Side<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store when 'timer: comparison> =
    {
        /// The policy of its machine, as people write it.
        Policy: string
        /// Its number in the chronicle.
        Lane: int
        Machine: Machine<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice>
        Store: 'store
        /// When it began at the latest, since the capture began.
        Begins: TimeSpan
        NoticeWords: 'notice -> string
        /// As a world's.
        AtOnce: 'ask -> 'answer list voption
        Answer: 'ask -> 'store -> Supply<'store, 'answer>
        /// The longest the store may take; nothing where it answers before anything else can happen.
        StoreTime: TimeSpan
        /// What its user may ask of it at any time: tried where nothing else explains a message.
        Whims: 'command list
        /// Whether its user may have asked something after which it does nothing more.
        MayStopUnseen: bool
        /// Whether the machine's message is the one that was captured, read or as its bytes.
        IsSame: 'message -> Result<'message, Malformation> -> ReadOnlyMemory<byte> -> bool
        /// How much earlier than the replayed machine's its timers may fire: a peer that measures how long answers take finds
        /// other times than the capture shows.
        Haste: TimeSpan
        /// How much later than another one that came after it an input may have been read.
        Lateness: TimeSpan
        MessageWords: 'message -> string
        TimerWords: 'timer -> string
        StateWords: 'state -> string
    }

module Side =

    /// A peer without a store, in words that follow from the types.
    let create policy (machine: Machine<'state, 'timer, 'message, 'command, unit, unit, 'notice>) begins =
        { Policy = policy
          Lane = 0
          Machine = machine
          Store = ()
          Begins = begins
          NoticeWords = fun notice -> $"{notice}"
          AtOnce = fun () -> ValueNone
          Answer = fun () () -> Supplied((), [])
          StoreTime = TimeSpan.Zero
          Whims = []
          MayStopUnseen = true
          IsSame = fun message read _ -> read = Ok message
          Haste = TimeSpan.FromMilliseconds 20.0
          Lateness = TimeSpan.FromMilliseconds 20.0
          MessageWords = fun message -> $"{message}"
          TimerWords = fun timer -> $"{timer}"
          StateWords = fun state -> $"{state}" }

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

[<CompilationRepresentation(CompilationRepresentationFlags.ModuleSuffix)>]
module Divergence =

    let words policy (divergence: Divergence) =
        let where =
            match divergence.Frame with
            | ValueSome frame -> $"at frame {frame}"
            | ValueNone -> "at the end"

        let orNothing = ValueOption.defaultValue "nothing"

        $"{where}: {policy} would have sent {orNothing divergence.Expected}; it sent {orNothing divergence.Seen} ({divergence.Because})"

type Ruling =
    /// Every message is one the machine of this policy sends, in this order, for what came in.
    | Conforms of policy: string
    /// The first message that no schedule of the machine's timers and store explains; and, taking what was left out
    /// as sent, what was left out after it.
    | Diverges of policy: string * first: Divergence * later: Divergence list
    | Unjudged of reason: string
    /// It sent nothing: there is nothing to judge.
    | Absent

module Ruling =

    /// A verdict for a person; what was left out later is told on lines of its own.
    let lines ruling =
        match ruling with
        | Conforms policy -> [ $"conforms to {policy}" ]
        | Diverges(policy, first, later) ->
            $"diverges {Divergence.words policy first}"
            :: (later |> List.map (fun divergence -> $"and {Divergence.words policy divergence}"))
        | Unjudged reason -> [ $"cannot be judged: {reason}" ]
        | Absent -> [ "sent nothing: nothing to judge" ]

    /// A verdict on one line.
    let words ruling = lines ruling |> String.concat " "

/// What a side's replay came to, and what happened inside it on the way.
type Judgement =
    {
        Ruling: Ruling
        Moments: Moment list
        /// The state, in words, once the message of a frame was sent or taken; only of a side that conforms.
        States: Map<int64, string>
    }
