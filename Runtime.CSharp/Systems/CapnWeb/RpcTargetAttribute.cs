namespace PeerFunctional.Runtime.Systems.CapnWeb;

/// <summary>
/// Publishes the public methods and readable properties that an interface or a class declares itself. Nothing else of an object can
/// be reached by a peer: no members of <see cref="object"/>, no <c>Dispose</c>, no members of unmarked base types. An object of a
/// marked type is sent as a stub, never as a value.
/// </summary>
[AttributeUsage(AttributeTargets.Interface | AttributeTargets.Class, Inherited = false)]
public sealed class RpcTargetAttribute : Attribute;
