namespace PeerFunctional.Verification

/// Which peers send to which, by whose message they do: as far as was seen. A search that relies on it is worth something only if it
/// saw nothing new.
[<Sealed>]
type internal Habits =

    new: unit -> Habits

    /// How often something new was seen.
    member Learnt: int64

    /// Whether all that was sent has the address of the peer that sent it.
    member IsTraced: bool

    /// A peer has sent because of another's message, or without one (then `cause` is the peer itself). A message is new if
    /// it can arrive whatever waits already, as datagrams and calls can.
    member Note: peer: int * cause: int * sent: struct (int * bool) array -> unit

    /// Whether it was seen to, by a message that can arrive whatever waits already or, besides, by one behind others.
    member Sends: peer: int * cause: int * recipient: int * isNew: bool -> bool
