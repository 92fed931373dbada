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

    let private write signatures (keys: KeyPair) (name: string) size count =
        let append (prev, events) seq =
            let content =
                ReadOnlyMemory(Text.Encoding.UTF8.GetBytes($"{name} {seq}".PadRight size))

            match Event.sign signatures keys prev (int64 seq) (int64 seq) Opaque content with
            | Ok event -> ValueSome event.Hash, event :: events
            | Error _ -> prev, events

        [ 1..count ] |> List.fold append (ValueNone, []) |> snd |> List.rev

    /// Writers by name, each with a number of events whose contents have at least `size` bytes.
    let signed signatures size (counts: (string * int) list) =
        let add authors (name, count) =
            match ModelSignatures.keysBy signatures name with
            | Ok keys ->
                { Names = Map.add keys.Feed name authors.Names
                  Feeds = Map.add name keys.Feed authors.Feeds
                  Written = Map.add keys.Feed (write signatures keys name size count) authors.Written }
            | Error _ -> authors

        counts
        |> List.fold
            add
            { Names = Map.empty
              Feeds = Map.empty
              Written = Map.empty }

    /// Writers of a world, whose signatures protect nothing.
    let ofSize size counts =
        signed ModelSignatures.signatures size counts

    /// Writers by name, each with a number of short events.
    let create counts = ofSize 0 counts

    let feed name authors = Map.tryFind name authors.Feeds

    /// The first events of a writer's feed.
    let events name count authors =
        match feed name authors with
        | Some feed -> MemoryStore.events feed authors.Written |> List.truncate count
        | None -> []

    /// The event as a damaged disk gives it back: its content is zeros.
    let damaged (event: Event) =
        match event.Content with
        | ValueSome struct (content, length, encoding) ->
            let zeros = ReadOnlyMemory(Array.zeroCreate<byte> content.Length)
            let wire = event.Wire.ToArray()

            match MemoryExtensions.IndexOf(event.Wire.Span, content.Span) with
            | -1 -> event
            | place ->
                zeros.CopyTo(Memory(wire, place, content.Length))

                { event with
                    Content = ValueSome(struct (zeros, length, encoding))
                    Wire = ReadOnlyMemory wire }
        | ValueNone -> event

    /// Whether these are the first events that the writer wrote, in order.
    let isGenuine feed (events: Event list) authors =
        let written = MemoryStore.events feed authors.Written

        events.Length <= written.Length
        && List.forall2
            (fun (held: Event) (written: Event) -> held = written)
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
