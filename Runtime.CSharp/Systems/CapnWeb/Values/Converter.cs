namespace PeerFunctional.Runtime.Systems.CapnWeb;

/// <summary>Turns values of one declared type into values of a session, and back.</summary>
internal abstract class Converter
{
    /// <summary>Values nested deeper are refused; values that contain themselves are, too.</summary>
    public const int MaxDepth = 250;

    /// <summary>Whether an absent value reads as something other than null.</summary>
    public virtual bool ReadsUndefined => false;

    /// <exception cref="RpcException">The value cannot be sent.</exception>
    public abstract Held Write(object? value, Outbound to, int depth);

    /// <exception cref="RpcException">The value is of another type.</exception>
    public abstract object? Read(Held value, Inbound from);

    protected static int Deeper(int depth) => depth < MaxDepth
        ? depth + 1
        : throw new RpcException("TypeError", $"A value may be nested {MaxDepth} deep at most; this one is deeper, or contains itself.");

    /// <summary>The error for a value of another type.</summary>
    protected static RpcException Unlike(string wanted, Held value) => new("TypeError", $"Expected {wanted}, not {HeldKind.Of(value)}.");
}

/// <summary>The same for values that are not null.</summary>
internal abstract class Converter<T> : Converter
{
    public sealed override Held Write(object? value, Outbound to, int depth) =>
        value is null ? Held.Null : WriteValue((T)value, to, depth);

    public override object? Read(Held value, Inbound from) =>
        !value.IsNull && !value.IsUndefined ? ReadValue(value, from)
        : default(T) is null ? null
        : throw Unlike(typeof(T).Name, value);

    protected abstract Held WriteValue(T value, Outbound to, int depth);

    protected abstract T ReadValue(Held value, Inbound from);
}
