namespace PeerFunctional.SneakerNet

/// The send window of an original partner. The original acknowledges no push, so after each window one HAVE is sent:
/// the partner answers it with a WANT that shows how far it got.
type SendWindow =
    {
        /// The next event to push of each feed that the partner requested.
        Wants: Map<FeedId, int64>
        /// The feed whose HAVE the partner still has to answer.
        Probe: FeedId voption
        /// How often the probe was not answered.
        Misses: int
    }

module SendWindow =

    let empty =
        { Wants = Map.empty
          Probe = ValueNone
          Misses = 0 }
