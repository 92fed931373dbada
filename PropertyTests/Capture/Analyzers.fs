namespace PeerFunctional.Tests.Capture

open System
open PeerFunctional
open PeerFunctional.Runtime.Crypto

/// The analyzers of captures, as the commands use them.
module Analyzers =

    let ofEverySystem =
        lazy
            Systems.analyzers
                { Signatures = Ed25519()
                  Silence = TimeSpan.FromSeconds 5.0 }
                None
