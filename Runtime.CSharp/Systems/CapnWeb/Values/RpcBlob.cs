namespace PeerFunctional.Runtime.Systems.CapnWeb;

/// <summary>Bytes with a media type, as a browser's <c>Blob</c>.</summary>
/// <param name="MediaType">Such as <c>image/png</c>; empty where it is not known.</param>
/// <param name="Body">The bytes, which are read once.</param>
public sealed record RpcBlob(string MediaType, Stream Body);
