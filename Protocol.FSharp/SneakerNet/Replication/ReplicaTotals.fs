namespace PeerFunctional.SneakerNet

/// The totals of a replica's run.
type ReplicaTotals =
    {
        /// New events stored.
        Received: int64
        /// Events pushed, those pushed again included.
        Sent: int64
        /// Events and datagrams refused, by reason.
        Refused: Map<string, int64>
        /// Whether every session ended with no event known to be missing on either side.
        Complete: bool
    }

module ReplicaTotals =

    let empty =
        { Received = 0L
          Sent = 0L
          Refused = Map.empty
          Complete = true }

    let refuse reason totals =
        let count = totals.Refused |> Map.tryFind reason |> Option.defaultValue 0L

        { totals with
            Refused = Map.add reason (count + 1L) totals.Refused }
