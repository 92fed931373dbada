namespace PeerFunctional.Verification

open System

/// A peer's timers that are set, each with the time it is due.
type Timers<'timer when 'timer: comparison>

/// Every operation but `all` takes a logarithmic number of steps.
module Timers =

    val none<'timer when 'timer: comparison> : Timers<'timer> when 'timer: comparison

    /// The due time of a timer that may fire at any moment: no clock decides when, and no other timer waits for it. A machine sets it
    /// by this duration.
    val anyMoment: TimeSpan

    /// The timers in their order, with their times.
    val all: timers: Timers<'a> -> Map<'a, TimeSpan> when 'a: comparison

    val tryFind: timer: 'a -> timers: Timers<'a> -> TimeSpan option when 'a: comparison

    val cancel: timer: 'a -> timers: Timers<'a> -> Timers<'a> when 'a: comparison

    /// Sets a timer anew.
    val set: timer: 'a -> due: TimeSpan -> timers: Timers<'a> -> Timers<'a> when 'a: comparison

    /// When the first timers are due; the greatest time where none is set but those of any moment.
    val nextTime: timers: Timers<'a> -> TimeSpan when 'a: comparison

    /// The timers due first, the lowest first, with their time; none of any moment.
    val next: timers: Timers<'a> -> struct (TimeSpan * 'a list) voption when 'a: comparison

    /// The timers that may fire at any moment, the lowest first.
    val ofAnyMoment: timers: Timers<'a> -> 'a list when 'a: comparison
