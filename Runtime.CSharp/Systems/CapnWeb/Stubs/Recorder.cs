using System.Runtime.CompilerServices;
using Microsoft.FSharp.Collections;
using Microsoft.FSharp.Core;
using PeerFunctional.CapnWeb;

namespace PeerFunctional.Runtime.Systems.CapnWeb;

/// <summary>
/// Writes down what a mapping's function calls, as a program for the peer. In a program 0 is the item, -1 the first stub that the
/// function uses besides it, 1 the result of the first instruction.
/// </summary>
internal sealed class Recorder(Caller outer) : Caller
{
    /// <summary>Numbers of a program stand far below those of a session.</summary>
    private const long Zero = long.MinValue / 2;

    [ThreadStatic]
    private static Recorder? current;

    private readonly List<Value<WireReference>> program = [];
    private readonly List<RpcStub> captured = [];
    private readonly ConditionalWeakTable<object, Hook> tasks = [];

    /// <summary>The recorder of the mapping whose function runs on this thread; null for none.</summary>
    public static Recorder? Current => current;

    /// <summary>The stubs that the function used, each once.</summary>
    public IReadOnlyList<RpcStub> Captured => captured;

    public override Task<RpcException> Broken => outer.Broken;

    /// <summary>Runs the function once.</summary>
    public FSharpList<Value<WireReference>> Record(Func<Recorder, RpcStub, Held> function)
    {
        var before = current;
        current = this;
        try
        {
            program.Add(Expression(function(this, new RpcStub(this, HookOf(0), isBorrowed: true))));
            return ListModule.OfSeq(program);
        }
        finally
        {
            current = before;
        }
    }

    /// <summary>The result of the function.</summary>
    public Held Write(object? value, Type type) => Converters.For(type).Write(value, NewOutbound(), 0);

    /// <summary>The hook, in this program, of a stub from outside.</summary>
    public Hook Capture(RpcStub stub)
    {
        var place = captured.IndexOf(stub);
        if (place < 0)
        {
            place = captured.Count;
            captured.Add(stub);
        }

        return HookOf(-1 - place);
    }

    public override Outbound NewOutbound() => new RecordedValues(this, Root);

    public override Hook Call(Hook target, FSharpList<PathStep> path, FSharpList<Held>? arguments, Outbound outbound) =>
        Add(WireReference.NewPipeline(new(
            NumberOf(target), path,
            arguments is null
                ? FSharpValueOption<FSharpList<Value<WireReference>>>.ValueNone
                : FSharpValueOption<FSharpList<Value<WireReference>>>.NewValueSome(ListModule.OfSeq(arguments.Select(Expression))))));

    /// <summary>A task that never ends: it stands for the result in what the function calls next, or returns.</summary>
    public override Task<T> Result<T>(
        Hook target, FSharpList<PathStep> path, FSharpList<Held>? arguments, Outbound outbound, Converter converter,
        RpcPromise? owner, CancellationToken cancellation)
    {
        var task = new TaskCompletionSource<T>().Task;
        tasks.Add(task, arguments is null && path.IsEmpty ? target : Call(target, path, arguments, outbound));
        return task;
    }

    public override Hook Map(Hook target, FSharpList<PathStep> path, Func<Recorder, RpcStub, Held> function)
    {
        var inner = new Recorder(this);
        var instructions = inner.Record(function);
        var captures = inner.captured.Select(stub => PeerFunctional.CapnWeb.Capture.NewImport(NumberOf(NumberedHook(stub))));
        return Add(WireReference.NewRemap(new(NumberOf(target), path, ListModule.OfSeq(captures), instructions)));
    }

    public override void Retain(Hook hook)
    {
    }

    public override void Drop(Hook hook)
    {
    }

    private Conversation Root => outer as Conversation ?? ((Recorder)outer).Root;

    private static Hook HookOf(long number) => Hook.NewOutcome(Zero + number);

    private static long NumberOf(Hook hook) => ((Hook.Outcome)hook).Item - Zero;

    private Hook HookIn(RpcStub stub) => stub.Caller == this ? stub.Hook : Capture(stub);

    private Hook NumberedHook(RpcStub stub) =>
        stub.HasPath ? Call(HookIn(stub), stub.Path, null, NewOutbound()) : HookIn(stub);

    private Hook Add(WireReference instruction)
    {
        program.Add(Value<WireReference>.NewReference(instruction));
        return HookOf(program.Count);
    }

    private static Value<WireReference> Expression(Held value) => ValueModule.replace(
        FuncConvert.FromFunc<Reference, Value<WireReference>>(reference => Value<WireReference>.NewReference(Mentioned(reference))),
        FuncConvert.FromFunc<Reference, WireReference>(Mentioned),
        value);

    private static WireReference Mentioned(Reference reference) => WireReference.NewPipeline(new(
        NumberOf(ReferenceModule.hook(reference)), reference is Reference.Part part ? part.path : RpcStub.NoPath, FSharpValueOption<FSharpList<Value<WireReference>>>.ValueNone));

    /// <summary>Stubs in recorded values are numbers of the program.</summary>
    private sealed class RecordedValues(Recorder recorder, Conversation root) : Outbound(root, passes: false)
    {
        public override Reference Mention(RpcStub stub) => stub.HasPath
            ? Reference.NewPart(recorder.HookIn(stub), stub.Path)
            : Reference.NewAwaited(recorder.HookIn(stub));

        public override Reference Promise<T>(Task<T> task, Converter converter) => recorder.tasks.TryGetValue(task, out var hook)
            ? Reference.NewAwaited(hook)
            : throw new RpcException("TypeError", "A mapping's function can only use tasks of the calls that it makes itself.");

        public override Reference Add(Target target) => throw Refusal;

        public override Reference AddWritable(Target target) => throw Refusal;

        public override Reference AddReadable(SourceTarget source) => throw Refusal;

        private static RpcException Refusal => new("TypeError", "A mapping's function can only use stubs, and values.");
    }
}
