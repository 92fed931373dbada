namespace PeerFunctional.SneakerNet

open PeerFunctional.Verification

/// What the users of a world's replicas may want.
module UserWishes =

    /// The setup with the events that users may write.
    let setup setup = { setup with Writes = Users.Most }

    /// Writes the next event of the peer's own feed. A peer that lost its disk has no key.
    let private write signatures setup =
        let authors = Scenarios.authorsBy signatures setup

        fun peer (store: MemoryStore) ->
            let name = fst (List.item peer setup.Peers)

            match ScenarioFeeds.feed name authors with
            | Some feed when Map.containsKey feed store ->
                let held = MemoryStore.events feed store

                match ScenarioFeeds.events name (held.Length + 1) authors |> List.tryItem held.Length with
                | Some event -> struct (Map.add feed (held @ [ event ]) store, [ Grew(feed, Head.ofEvent event) ])
                | None -> struct (store, [])
            | Some _
            | None -> struct (store, [])

    /// The wishes of users whose events these signatures sign.
    let signed signatures setup : UserWish<Replica, UserCommand, MemoryStore> list =
        [ UserWish.writing "writes an event" (fun _ _ -> true) (write signatures setup)
          UserWish.telling "stops it" (fun _ state -> ValueSome struct (state, [ Stop ])) ]

    let ofSetup setup = signed ModelSignatures.signatures setup
