using Microsoft.FSharp.Collections;
using Microsoft.FSharp.Core;
using PeerFunctional.Verification;

namespace PeerFunctional.Runtime.Search;

/// <summary>A search with states left out.</summary>
/// <param name="Finished">What was searched.</param>
/// <param name="Report">What was found, each path with every step of the machines.</param>
/// <param name="Reductions">Those that fit.</param>
public sealed record ReducedSearch<TState, TAction>(
    FinishedSearch<TState, TAction> Finished, CheckReport<TState, TAction> Report, FSharpList<Reduction> Reductions);

/// <summary>Searches with reductions: again where a search learnt what it should have known, and without those that turn out not to
/// fit.</summary>
public static class ReducedSearch
{
    /// <param name="reductions">Those that are tried.</param>
    /// <param name="modelOf">The model with these reductions.</param>
    /// <param name="search">Searches a model.</param>
    /// <param name="refused">Hears which reduction does not fit, and why.</param>
    public static ReducedSearch<TState, TAction> Run<TState, TAction>(
        FSharpList<Reduction> reductions, Func<FSharpList<Reduction>, ReducedModel<TState, TAction>> modelOf,
        Func<Model<TState, TAction>, FinishedSearch<TState, TAction>> search, System.Action<Reduction, string>? refused = null)
    {
        while (true)
        {
            var reduced = modelOf(reductions);
            var finished = Settled(reduced, search);
            if (Problem(reduced, reductions, finished) is not var (reduction, reason))
                return new(finished!, Whole(reduced, finished!.Report), reductions);
            finished?.Dispose();
            refused?.Invoke(reduction, reason);
            reductions = ListModule.Filter(FuncConvert.FromFunc<Reduction, bool>(one => !one.Equals(reduction)), reductions);
        }
    }

    /// <summary>Searches until nothing is learnt any more; null where a reduction does not fit.</summary>
    private static FinishedSearch<TState, TAction>? Settled<TState, TAction>(
        ReducedModel<TState, TAction> reduced, Func<Model<TState, TAction>, FinishedSearch<TState, TAction>> search)
    {
        while (reduced.Problem.Invoke(null!).IsNone)
        {
            var learnt = reduced.Learnt.Invoke(null!);
            try
            {
                var finished = search(reduced.Model);
                if (!finished.Report.Extent.IsExhaustive || reduced.Learnt.Invoke(null!) == learnt)
                    return finished;
                finished.Dispose();
            }
            // The model took other steps in the end than in the beginning.
            catch (InvalidDataException) when (reduced.Learnt.Invoke(null!) != learnt || reduced.Problem.Invoke(null!).IsSome)
            {
            }
        }
        return null;
    }

    private static (Reduction Reduction, string Reason)? Problem<TState, TAction>(
        ReducedModel<TState, TAction> reduced, FSharpList<Reduction> reductions, FinishedSearch<TState, TAction>? finished)
    {
        if (reduced.Problem.Invoke(null!) is { IsSome: true, Value: var (reduction, reason) })
            return (reduction, reason);
        var missed = finished!.Report.Verdicts.FirstOrDefault(each => each.Item2.IsNeverWitnessed).Item1;
        return missed is not null && reductions.Contains(Reduction.Order)
            ? (Reduction.Order, $"a state that is left out may show '{Property.sentence(missed)}'")
            : null;
    }

    private static CheckReport<TState, TAction> Whole<TState, TAction>(ReducedModel<TState, TAction> reduced, CheckReport<TState, TAction> report) =>
        new(report.Extent, report.Counts, ListModule.OfSeq(report.Verdicts.Select(each => (each.Item1, each.Item2 switch
        {
            Verdict<TState, TAction>.Violated { Item: var path } => Verdict<TState, TAction>.NewViolated(reduced.Whole.Invoke(path)),
            Verdict<TState, TAction>.Witnessed { Item: var path } => Verdict<TState, TAction>.NewWitnessed(reduced.Whole.Invoke(path)),
            var other => other,
        }))));
}
