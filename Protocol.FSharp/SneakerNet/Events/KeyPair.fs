namespace PeerFunctional.SneakerNet

open System

/// The two halves of a feed's key.
type KeyPair =
    { Feed: FeedId
      Seed: ReadOnlyMemory<byte> }
