namespace PeerFunctional.CapnWeb

open System

/// A chunk on its way: its size, when it was sent, and how much had been answered then.
[<Struct>]
type SentChunk =
    { Size: int64
      SentAt: TimeSpan
      AnsweredBefore: int64 }

/// How far the writer of a stream may be ahead of its reader: about what the path carries in its shortest delay.
type StreamWindow =
    {
        /// Units of JSON text that may be unanswered.
        Size: int64
        InFlight: int64
        /// All that was answered.
        Answered: int64
        ShortestDelay: TimeSpan
        /// The window is changed once a round trip: when what was sent since then is answered.
        ChangedAt: TimeSpan
        /// The best rate so far, in units a second.
        BestRate: float
        /// Whether the window still doubles.
        IsBeginning: bool
    }

module StreamWindow =

    [<Literal>]
    let Start = 262_144L

    [<Literal>]
    let Least = 65_536L

    [<Literal>]
    let Most = 16_777_216L

    let initial =
        { Size = Start
          InFlight = 0L
          Answered = 0L
          ShortestDelay = TimeSpan.MaxValue
          ChangedAt = TimeSpan.Zero
          BestRate = 0.0
          IsBeginning = true }

    /// Whether a chunk may go out now. One that is larger than the window goes out alone.
    let hasRoom size window =
        window.InFlight = 0L || window.InFlight + size <= window.Size

    let sent now size window : struct (SentChunk * StreamWindow) =
        struct ({ Size = size
                  SentAt = now
                  AnsweredBefore = window.Answered },
                { window with
                    InFlight = window.InFlight + size })

    /// The window that rate and delay ask for: it grows with what the path still takes, and shrinks slowly.
    let private resized now rate window =
        let isGrowing = rate > window.BestRate * 1.25
        let growth = if window.IsBeginning then 2.0 else 1.25
        let carried = rate * window.ShortestDelay.TotalSeconds * growth
        let size = float window.Size

        { window with
            Size = carried |> max (0.9 * size) |> min (growth * size) |> int64 |> max Least |> min Most
            ChangedAt = now
            BestRate = max rate window.BestRate
            IsBeginning = window.IsBeginning && isGrowing }

    let answered (now: TimeSpan) (chunk: SentChunk) window =
        let delay = max (now - chunk.SentAt) (TimeSpan.FromTicks 1L)

        let window =
            { window with
                InFlight = window.InFlight - chunk.Size
                Answered = window.Answered + chunk.Size
                ShortestDelay = min delay window.ShortestDelay }

        if chunk.SentAt < window.ChangedAt then
            window
        else
            let rate = float (window.Answered - chunk.AnsweredBefore) / delay.TotalSeconds
            resized now rate window
