namespace PeerFunctional.Tests.Replication

open PeerFunctional.Tests.Cli
open PeerFunctional.Tests.Storage

/// `peer replicate` at work in a directory.
type Program(scratch: Scratch, arguments: string list) =
    inherit RunningPeer(scratch.Path, "replicate" :: "." :: arguments)
