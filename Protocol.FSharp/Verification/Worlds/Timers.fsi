namespace PeerFunctional.Verification

open System

/// A peer's timers that are set, each with the time it is due.
type Timers<'timer when 'timer: comparison>

/// Every operation but `all` takes a logarithmic number of steps.
module Timers =

    val none<'timer when 'timer: comparison> : Timers<'timer> when 'timer: comparison

    /// The timers in their order, with their times.
    val all: timers: Timers<'a> -> Map<'a, TimeSpan> when 'a: comparison

    val tryFind: timer: 'a -> timers: Timers<'a> -> TimeSpan option when 'a: comparison

    val cancel: timer: 'a -> timers: Timers<'a> -> Timers<'a> when 'a: comparison

    /// Sets a timer anew.
    val set: timer: 'a -> due: TimeSpan -> timers: Timers<'a> -> Timers<'a> when 'a: comparison

    /// When the first timers are due; the greatest time where none is set.
    val nextTime: timers: Timers<'a> -> TimeSpan when 'a: comparison

    /// The timers due first, the lowest first, with their time.
    val next: timers: Timers<'a> -> struct (TimeSpan * 'a list) voption when 'a: comparison
