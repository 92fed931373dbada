using Microsoft.FSharp.Core;
using PeerFunctional.SneakerNet;

namespace PeerFunctional.Runtime.Storage;

/// <summary>Which events a store takes as the next of their feed.</summary>
public enum AppendRule
{
    /// <summary>Those that <c>Head.check</c> accepts.</summary>
    Chained,

    /// <summary>Any with the next sequence number, as the original does.</summary>
    SequenceOnly
}

internal static class AppendRules
{
    /// <summary>Why the event cannot follow the head; null when it can.</summary>
    public static AppendError? AppendError(this AppendRule appendRule, FSharpValueOption<Head> head, Event next) =>
        HeadModule.check(head, next) is { IsError: true, ErrorValue: var appendError }
        && !(appendRule == AppendRule.SequenceOnly && appendError.IsPrevMismatch)
            ? appendError
            : null;
}
