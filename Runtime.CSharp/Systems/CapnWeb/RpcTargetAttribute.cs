namespace PeerFunctional.Runtime.Systems.CapnWeb;

/// <summary>
/// Publishes the public methods and readable properties that an interface or a class declares itself. Nothing else of an object can
/// be reached by a peer: no members of <see cref="object"/>, no <c>Dispose</c>, no members of unmarked base types. An object of a
/// marked type is sent as a stub, never as a value.
/// </summary>
/// <remarks>
/// The methods that a peer calls start one after the other, in the order of its calls. One that blocks its thread holds up its whole
/// session, and one that blocks for a result of the same peer never ends: await it instead.
/// </remarks>
[AttributeUsage(AttributeTargets.Interface | AttributeTargets.Class, Inherited = false)]
public sealed class RpcTargetAttribute : Attribute;
