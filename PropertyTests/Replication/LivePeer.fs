namespace PeerFunctional.Tests.Replication

open System
open System.Net
open System.Threading
open System.Threading.Tasks
open PeerFunctional.Kernel
open PeerFunctional.Runtime.Hosting
open PeerFunctional.Runtime.Systems.SneakerNet
open PeerFunctional.SneakerNet
open PeerFunctional.Tests
open PeerFunctional.Tests.Storage

/// A peer of one test: a directory of its own with a key and an open store, gone afterwards. `prepare` may write into the
/// directory before the store is opened.
type LivePeer(prepare: string -> unit) =
    let scratch = new Scratch()
    let own = Given.directory scratch.Path
    do prepare scratch.Path
    let store = Given.openStore scratch.Path

    new() = new LivePeer(ignore)

    member _.Path = scratch.Path
    member _.Own = own
    member _.Store = store

    /// Every event of every feed.
    member _.Events = Stored.all store

    /// The last event of every feed.
    member _.Frontier: Frontier =
        store.Heads |> Seq.map (fun struct (feed, head) -> feed, head.Seq) |> Map.ofSeq

    /// A peer that holds these events, and so many of its own.
    static member Holding(owned: int, events: Event list) =
        let peer = new LivePeer()
        peer.Store |> Stored.append (Given.feed peer.Own owned @ events)
        peer

    interface IDisposable with
        member _.Dispose() =
            store.Dispose()
            (scratch :> IDisposable).Dispose()

/// How a replica is run.
type Way =
    { Policy: Policy
      Silence: TimeSpan
      Bind: IPAddress }

/// A replica at work.
type Running =
    {
        Port: int
        Notices: NoticeLog
        Stop: unit -> unit
        /// Ends with the work; by then the sockets are closed and everything is durable.
        Totals: Task<ReplicaTotals>
    }

module Live =

    /// Ours, in a hurry.
    let way =
        { Policy = Recovering
          Silence = TimeSpan.FromMilliseconds 300.0
          Bind = IPAddress.Loopback }

    /// How the original does it, in a hurry.
    let published = { way with Policy = AsPublished }

    let private run way role (peer: LivePeer) =
        let notices = NoticeLog()
        let options = ReplicaOptions(role, way.Policy, way.Silence, way.Bind)

        let host =
            ReplicaHost.Open(
                peer.Store,
                options,
                Given.signatures,
                HostContext<Notice>(Action<Notice>(notices.Add), TimeProvider.System)
            )

        { Port = (ReplicaHost.AddressOf host).Port
          Notices = notices
          Stop = fun () -> host.Command Stop
          Totals =
            task {
                use _host = host
                // A test that hangs ends, and says so.
                let! last =
                    host.RunAsync CancellationToken.None
                    |> Deadline.within (TimeSpan.FromMinutes 5.0) "the end of a replica"

                return Replica.totals last
            } }

    /// Starts a responder; `once`: it ends when nobody is left of those who came.
    let respondAt port way once peer = run way (Responder(port, once)) peer

    /// Starts a responder on a port of the system's choice.
    let respond way once peer = respondAt 0 way once peer

    /// Starts an initiator that contacts a port of this machine.
    let initiate way port peer =
        run way (Initiator(Endpoint.create (string way.Bind) port)) peer

    /// Runs two peers against each other to the end; answers the tallies of responder and initiator.
    let replicate (respondingWay, responder) (initiatingWay, initiator) =
        task {
            let responding = respond respondingWay true responder
            let initiating = initiate initiatingWay responding.Port initiator
            let! initiated = initiating.Totals
            let! responded = responding.Totals
            return responded, initiated
        }

    /// Fails unless every event a peer holds verifies and every feed is whole from its first event on.
    let assertSound (peer: LivePeer) =
        for KeyValue(feed, events) in peer.Events do
            events |> List.map _.Seq |> Expect.equal [ 1L .. int64 events.Length ]

            for event in events do
                event.Feed |> Expect.equal feed
                let verified = Verified.verify Given.signatures event
                Expecto.Expect.isTrue (Result.isOk verified) $"{feed}:{event.Seq} does not verify"

    /// Fails unless peers hold the very same events, all of them sound.
    let assertAgree (first: LivePeer) (second: LivePeer) =
        assertSound first
        second.Frontier |> Expect.equal first.Frontier
        second.Events |> Expect.equal first.Events

    /// Fails unless the work was completed and nothing was refused.
    let assertFlawless (tally: ReplicaTotals) =
        tally.Refused |> Expect.equal Map.empty
        Expecto.Expect.isTrue tally.Complete $"{tally}"
