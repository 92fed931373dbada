namespace PeerFunctional.Verification

open System

[<Struct>]
type TimeBounds =
    { Latency: TimeSpan
      StoreDelay: TimeSpan
      Outage: TimeSpan }

[<RequireQualifiedAccess>]
type TimeModel =
    | Ordered
    | Latency of TimeBounds
    | Any

module TimeBounds =

    let ofLatency latency =
        { Latency = latency
          StoreDelay = TimeSpan.Zero
          Outage = TimeSpan.Zero }

module TimeModel =

    let private words (time: TimeSpan) =
        let number (value: float) =
            value.ToString("0.####", Globalization.CultureInfo.InvariantCulture)

        if time < TimeSpan.FromSeconds 1.0 then
            number time.TotalMilliseconds + " ms"
        else
            number time.TotalSeconds + " s"

    let name time =
        match time with
        | TimeModel.Ordered -> "ordered"
        | TimeModel.Latency _ -> "latency"
        | TimeModel.Any -> "any"

    /// 'does it at once' for no time at all, else 'takes up to so long'.
    let private within bound atOnce upTo =
        if bound = TimeSpan.Zero then
            atOnce
        else
            $"{upTo} within {words bound}"

    let assumptions canCrash time =
        match time with
        | TimeModel.Ordered ->
            [ "messages, stores and restarts faster than any timer"
              "timers never early, never late" ]
        | TimeModel.Latency bounds ->
            [ within bounds.Latency "messages at once" "messages"
              within bounds.StoreDelay "stores at once" "stores"
              if canCrash then
                  within bounds.Outage "restarts at once" "restarts"
              "timers never early, never late" ]
        | TimeModel.Any -> [ "messages, stores and timers at any time, timers early too" ]

    let isStorePrompt time =
        match time with
        | TimeModel.Ordered -> true
        | TimeModel.Latency bounds -> bounds.StoreDelay = TimeSpan.Zero
        | TimeModel.Any -> false
