namespace PeerFunctional.SneakerNet

open PeerFunctional.Kernel

/// Digests of everything a replica's next step can depend on, and of what travels between replicas and their stores.
/// Tallies are left out, which count but decide nothing, and the time of the last step, which the next one replaces.
module ReplicaDigest =

    let private addFeedId (feed: FeedId) digest = Digest.addString (string feed) digest
    let private addHash (hash: Hash) digest = Digest.addString (string hash) digest
    let private addEvent (event: Event) digest = addHash event.Hash digest
    let private addVerified (verified: Verified) digest = addEvent verified.Event digest

    let private addFrontier (frontier: Frontier) digest =
        Digest.addMap addFeedId Digest.addInt64 frontier digest

    let private addFeedSet (feeds: Set<FeedId>) digest = Digest.addSeq addFeedId feeds digest

    let private addName name digest =
        match name with
        | Feed feed -> digest |> Digest.addInt 0 |> addFeedId feed
        | Odd text -> digest |> Digest.addInt 1 |> Digest.addString text

    let private addClaim (claim: Claim) digest =
        digest |> addName claim.Name |> Digest.addInt64 claim.Seq

    let private addDemand (demand: Demand) digest =
        digest
        |> addName demand.Name
        |> Digest.addInt64 demand.From
        |> Digest.addOption Digest.addInt demand.Count

    let private addCommand command digest =
        match command with
        | Helo(role, extensions) ->
            digest |> Digest.addInt 0 |> Digest.addString role |> Digest.addSeq Digest.addString extensions
        | Port port -> digest |> Digest.addInt 1 |> Digest.addInt port
        | Have claims -> digest |> Digest.addInt 2 |> Digest.addSeq addClaim claims
        | Want demands -> digest |> Digest.addInt 3 |> Digest.addSeq addDemand demands
        | Got claims -> digest |> Digest.addInt 4 |> Digest.addSeq addClaim claims
        | Bye -> Digest.addInt 5 digest
        | Next -> Digest.addInt 6 digest
        | Unknown text -> digest |> Digest.addInt 7 |> Digest.addString text

    let private addOffer offer digest =
        match offer with
        | Sound verified -> digest |> Digest.addInt 0 |> addVerified verified
        | Doubtful(event, doubt) -> digest |> Digest.addInt 1 |> addEvent event |> Digest.addString (Doubt.name doubt)

    let addMessage message digest =
        match message with
        | Command command -> digest |> Digest.addInt 0 |> addCommand command
        | Push offers -> digest |> Digest.addInt 1 |> Digest.addSeq addOffer offers

    let addTimer timer digest =
        match timer with
        | Contact -> Digest.addInt 0 digest
        | Silent peer -> digest |> Digest.addInt 1 |> Digest.addEndpoint peer
        | Retry peer -> digest |> Digest.addInt 2 |> Digest.addEndpoint peer
        | Announce peer -> digest |> Digest.addInt 3 |> Digest.addEndpoint peer
        | Turn -> Digest.addInt 4 digest

    let addQuestion question digest =
        match question with
        | Append events -> digest |> Digest.addInt 0 |> Digest.addSeq addEvent events
        | Fetch(asker, feed, from, count) ->
            digest
            |> Digest.addInt 1
            |> Digest.addEndpoint asker
            |> addFeedId feed
            |> Digest.addInt64 from
            |> Digest.addInt count
        | Compare(asker, verified) -> digest |> Digest.addInt 2 |> Digest.addEndpoint asker |> addVerified verified
        | CreateLog feed -> digest |> Digest.addInt 3 |> addFeedId feed

    let addShelf (shelf: Shelf) digest =
        Digest.addMap addFeedId (fun events -> Digest.addSeq addEvent events) shelf digest

    let private addHead (head: Head) digest =
        digest |> Digest.addInt64 head.Seq |> addHash head.Hash |> Digest.addOption addHash head.Prev

    let private addFeed (feed: Feed) digest =
        digest |> Digest.addOption addHead feed.Head |> Digest.addMap Digest.addInt64 addVerified feed.Early

    let private addWindow (window: Window) digest =
        digest
        |> addFrontier window.Wants
        |> Digest.addOption addFeedId window.Probe
        |> Digest.addInt window.Misses

    let private addAwaited (struct (feed, from, count)) digest =
        digest |> addFeedId feed |> Digest.addInt64 from |> Digest.addInt count

    let private addCall addTime (struct (since, isRepeated)) digest =
        digest |> addTime since |> Digest.addBool isRepeated

    let private addStretch addTime (stretch: Stretch) digest =
        digest
        |> addFeedId stretch.Feed
        |> Digest.addInt64 stretch.First
        |> Digest.addInt64 stretch.Last
        |> Digest.addInt64 stretch.Missing
        |> addTime stretch.Asked
        |> Digest.addBool stretch.IsFresh
        |> Digest.addBool stretch.IsOverdue

    let private addBatch (batch: Batch) digest =
        digest
        |> addFeedId batch.Feed
        |> Digest.addInt64 batch.First
        |> Digest.addInt64 batch.Last
        |> Digest.addInt batch.Bytes

    let private addBatching (batching: Batching) digest =
        digest |> PathMtu.digest batching.Mtu |> Digest.addSeq addBatch batching.Unconfirmed

    let private addPartner addTime (partner: Partner) digest =
        digest
        |> Digest.addBool (partner.Dialect = Ours)
        |> Digest.addBool partner.Greeted
        |> Digest.addOption Digest.addEndpoint partner.PushTo
        |> addFrontier partner.Holds
        |> addFeedSet partner.Unsure
        |> addFeedSet partner.Lacking
        |> Digest.addSeq (addStretch addTime) partner.Stretches
        |> Allowance.digest partner.Allowance
        |> RoundTrip.digest addTime partner.RoundTrip
        |> Digest.addOption (addCall addTime) partner.Greeting
        |> Digest.addInt partner.Largest
        |> Digest.addMap addFeedId Digest.addInt partner.Strikes
        |> Digest.addSeq addCommand partner.ToAnnounce
        |> Digest.addSeq addAwaited partner.Demands
        |> Digest.addInt partner.Fetches
        |> addWindow partner.Window
        |> addBatching partner.Batching
        |> addFeedSet partner.TooLarge
        |> Digest.addOption addVerified partner.Latest
        |> Digest.addBool partner.Heard
        |> Digest.addBool partner.Pushed
        |> Digest.addBool partner.Taking
        |> Digest.addInt partner.Unheard
        |> Digest.addInt partner.Unanswered
        |> Digest.addInt partner.Patience
        |> Digest.addInt partner.Compares
        |> Digest.addBool partner.HasTraded

    let private addToken (token: Token) digest = Digest.addString (string token) digest

    let private addStranger (stranger: Stranger) digest =
        digest
        |> Digest.addString stranger.Role
        |> Digest.addInt stranger.Credit
        |> Digest.addInt stranger.Tries
        |> Digest.addOption Digest.addInt stranger.Port
        |> Digest.addSeq addClaim stranger.Claims

    let private addAsked (asked: Asked) digest =
        digest |> Digest.addEndpoint asked.Of |> Digest.addInt64 asked.UpTo |> Digest.addInt asked.Misses

    let private addRecoveringPhase addTime (phase: RecoveringPhase) digest =
        match phase with
        | Calling(tries, told, since) ->
            digest
            |> Digest.addInt 0
            |> Digest.addInt tries
            |> Digest.addSeq addToken told
            |> addCall addTime since
        | Serving -> Digest.addInt 1 digest
        | Storing -> Digest.addInt 2 digest
        | Ended -> Digest.addInt 3 digest

    let private addReplication addTime (state: Replication) digest =
        digest
        |> addRecoveringPhase addTime state.Phase
        |> Feeds.addTo addFeedId addFeed state.Feeds
        |> addFrontier state.Durable
        |> addFrontier state.Damaged
        |> Digest.addMap Digest.addEndpoint (addPartner addTime) state.Partners
        |> Strangers.addTo addStranger state.Strangers
        |> Digest.addMap Digest.addEndpoint Digest.addEndpoint state.Pushers
        |> Digest.addMap addFeedId addAsked state.Asked
        |> Digest.addInt state.Unstored

    let private addTarget target digest =
        match target with
        | Nowhere -> Digest.addInt 0 digest
        | At port -> digest |> Digest.addInt 1 |> Digest.addInt port
        | Beyond -> Digest.addInt 2 digest

    let private addLoop (loop: Loop) digest =
        digest
        |> Digest.addEndpoint loop.Peer
        |> Digest.addSeq addCommand loop.Commands
        |> addTarget loop.Target
        |> Digest.addSeq
            (fun (struct (feed, first, last)) digest ->
                digest |> addFeedId feed |> Digest.addInt64 first |> Digest.addInt64 last)
            loop.Pushes

    let private addPublishedPhase phase digest =
        match phase with
        | Contacting tries -> digest |> Digest.addInt 0 |> Digest.addInt tries
        | Listening -> Digest.addInt 1 digest
        | Looping loop -> digest |> Digest.addInt 2 |> addLoop loop
        | Over -> Digest.addInt 3 digest

    let private addPublished (state: Published) digest =
        digest
        |> Digest.addSeq addFeedId state.Feeds
        |> addFrontier state.Held
        |> addPublishedPhase state.Phase

    let private add addTime replica digest =
        match replica with
        | PublishedReplica state -> digest |> Digest.addInt 0 |> addPublished state
        | RecoveringReplica state -> digest |> Digest.addInt 1 |> addReplication addTime state

    let addReplica replica digest = add Digest.addTime replica digest

    /// The state without the times it measured, which differ from one replay of a capture to the next.
    let addUntimed replica digest = add (fun _ -> id) replica digest

    /// The digest of a replica's state: the same live, replayed, simulated and checked.
    let ofReplica replica = addReplica replica Digest.empty
