global using Held = PeerFunctional.CapnWeb.Value<PeerFunctional.CapnWeb.Reference>;
global using HeldResult = Microsoft.FSharp.Core.FSharpResult<
    PeerFunctional.CapnWeb.Value<PeerFunctional.CapnWeb.Reference>, PeerFunctional.CapnWeb.Value<PeerFunctional.CapnWeb.Reference>>;
