using Microsoft.FSharp.Core;
using PeerFunctional.SneakerNet;

namespace PeerFunctional.Runtime.Storage;

/// <summary>Which events a store takes as the next of their feed.</summary>
public enum Admission
{
    /// <summary>Those that <c>Head.fit</c> accepts.</summary>
    Fitting,

    /// <summary>Any with the next sequence number, as the original does.</summary>
    AsPublished
}

internal static class AdmissionRule
{
    /// <summary>Why the event cannot follow the head; null when it can.</summary>
    public static Misfit? Misfit(this Admission admission, FSharpValueOption<Head> head, Event next) =>
        HeadModule.fit(head, next) is { IsError: true, ErrorValue: var misfit }
        && !(admission == Admission.AsPublished && misfit.IsPrevMismatch)
            ? misfit
            : null;
}
