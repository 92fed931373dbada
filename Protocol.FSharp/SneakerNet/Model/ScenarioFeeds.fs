namespace PeerFunctional.SneakerNet

open System
open PeerFunctional.Kernel

/// The feeds of a world's peers, with chained events written before the world starts.
type ScenarioFeeds =
    private
        { Names: Map<FeedId, string>
          Feeds: Map<string, FeedId>
          Written: MemoryStore }

module ScenarioFeeds =

    let private write (keys: KeyPair) name count =
        let append (prev, events) seq =
            let content = ReadOnlyMemory(Text.Encoding.UTF8.GetBytes $"{name} {seq}")

            match Event.sign ModelSignatures.signatures keys prev (int64 seq) (int64 seq) Opaque content with
            | Ok event -> ValueSome event.Hash, event :: events
            | Error _ -> prev, events

        [ 1..count ] |> List.fold append (ValueNone, []) |> snd |> List.rev

    /// Writers by name, each with a number of events.
    let create (counts: (string * int) list) =
        let add authors (name, count) =
            match ModelSignatures.keys name with
            | Ok keys ->
                { Names = Map.add keys.Feed name authors.Names
                  Feeds = Map.add name keys.Feed authors.Feeds
                  Written = Map.add keys.Feed (write keys name count) authors.Written }
            | Error _ -> authors

        counts
        |> List.fold
            add
            { Names = Map.empty
              Feeds = Map.empty
              Written = Map.empty }

    let feed name authors = Map.tryFind name authors.Feeds

    /// The first events of a writer's feed.
    let events name count authors =
        match feed name authors with
        | Some feed -> MemoryStore.events feed authors.Written |> List.truncate count
        | None -> []

    /// Whether these are the first events that the writer wrote, in order.
    let isGenuine feed (events: Event list) authors =
        let written = MemoryStore.events feed authors.Written

        events.Length <= written.Length
        && List.forall2
            (fun (held: Event) (written: Event) -> held.Hash = written.Hash)
            events
            (List.truncate events.Length written)

    /// A feed by its writer's name.
    let nameOf feed authors =
        authors.Names |> Map.tryFind feed |> Option.defaultValue (FeedId.short feed)

    /// Text with every feed called by its writer's name.
    let named (text: string) authors =
        authors.Names |> Map.fold (fun (text: string) feed name -> text.Replace(string feed, name)) text

    let malformed =
        Malformation.create "corrupted" "the network changed bits of the datagram"
