namespace PeerFunctional.Tests

open System
open System.Threading

/// A clock that stands still until it is told to go on; its timers fire then, on the thread that tells it.
type ManualTime() =
    inherit TimeProvider()

    let mutable now = DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero)
    let mutable timers: ManualTimer list = []

    override _.GetUtcNow() = now
    override _.GetTimestamp() = now.Ticks
    override _.TimestampFrequency = TimeSpan.TicksPerSecond

    override this.CreateTimer(callback, state, due, period) =
        let timer = new ManualTimer(callback, state, now + due, period, this.Forget)
        timers <- timer :: timers
        timer

    member private _.Forget(timer: ManualTimer) =
        timers <- timers |> List.filter (fun other -> not (obj.ReferenceEquals(timer, other)))

    member _.Advance(by: TimeSpan) =
        now <- now + by

        for timer in timers do
            timer.FireUpTo now

and private ManualTimer(callback: TimerCallback, state: obj, first: DateTimeOffset, period: TimeSpan, forget) =
    let mutable due = first

    member _.FireUpTo(now: DateTimeOffset) =
        while due <= now do
            callback.Invoke state

            due <-
                if period < TimeSpan.Zero then
                    DateTimeOffset.MaxValue
                else
                    due + period

    interface ITimer with
        member _.Change(_, _) =
            invalidOp "these timers are not changed"

        member this.Dispose() = forget this

        member this.DisposeAsync() =
            forget this
            Threading.Tasks.ValueTask.CompletedTask
