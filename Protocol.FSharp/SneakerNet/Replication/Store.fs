namespace PeerFunctional.SneakerNet

open PeerFunctional.Kernel

/// A replica's question to its store. The store answers questions in order.
type StoreQuestion =
    /// Append events to their feeds' logs; answered by `Appended` once they are durable, or by `AppendFailed`.
    | Append of Event list
    /// Up to `count` events of a feed from `from` on; answered by `Fetched`, with fewer when the feed ends or is damaged.
    | Fetch of asker: Endpoint * feed: FeedId * from: int64 * count: int
    /// Whether the event held in this one's place is the same; answered by `Fork` only if it is another one.
    | Compare of asker: Endpoint * Verified
    /// Create a feed's log without an event, as the original does at a feed's first push, whatever its number.
    | CreateLog of FeedId

/// The store's answer.
type StoreAnswer =
    /// These events are durable.
    | Appended of Event list
    /// The events could not be made durable, for example on a full disk. None of them is kept.
    | AppendFailed of reason: string
    /// The events, verified after reading, so that damage on disk does not spread.
    | Fetched of asker: Endpoint * feed: FeedId * from: int64 * OfferedEvent list
    /// The store holds another event of the same feed and number than this one.
    | Fork of asker: Endpoint * Verified * held: Hash
