using Microsoft.FSharp.Core;
using PeerFunctional.SneakerNet;

namespace PeerFunctional.Runtime.Storage;

/// <summary>Which events a store takes as the next of their feed.</summary>
public enum Admission
{
    /// <summary>Those that <c>Head.check</c> accepts.</summary>
    Fitting,

    /// <summary>Any with the next sequence number, as the original does.</summary>
    AsPublished
}

internal static class AdmissionRule
{
    /// <summary>Why the event cannot follow the head; null when it can.</summary>
    public static AppendError? AppendError(this Admission admission, FSharpValueOption<Head> head, Event next) =>
        HeadModule.check(head, next) is { IsError: true, ErrorValue: var appendError }
        && !(admission == Admission.AsPublished && appendError.IsPrevMismatch)
            ? appendError
            : null;
}
