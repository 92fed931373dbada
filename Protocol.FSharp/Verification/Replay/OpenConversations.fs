namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel
open PeerFunctional.Capture

[<NoEquality; NoComparison>]
type Conversation<'about> =
    { About: 'about
      Events: CapturedEvent list
      Count: int
      Bytes: int64
      Last: int64
      Until: int64
      Endpoints: Set<Endpoint>
      Connections: Set<int64>
      Beside: Lazy<Conversation<'about> list>
      Facts: CaptureFacts
      Judging: Judging }

[<NoEquality; NoComparison>]
type Conversations<'about> =
    internal
        {
            Open: Map<int64, Conversation<'about>>
            OpenCount: int
            /// Of the open conversations.
            Silences: Silences
            /// The latest event of an open conversation, or a later one.
            Latest: int64
            /// Which conversation an endpoint belongs to.
            Owners: Map<Endpoint, int64>
            /// Which conversation a connection belongs to.
            Joined: Map<int64, int64>
            /// What came of connections that are undecided, last first.
            Pending: Map<int64, CapturedEvent list>
            PendingCount: int
            /// Datagrams of no conversation yet.
            Waiting: WaitingDatagrams
            /// Connections of which the capture lacks the beginning, and whose caller is the other end than it seemed.
            Turned: Set<int64>
            Next: int64
        }

module internal OpenConversations =

    /// Events of conversations that are put together: it takes time for all of them.
    [<Literal>]
    let private MaxUnited = 16_384

    let empty<'about> : Conversations<'about> =
        { Open = Map.empty
          OpenCount = 0
          Silences = Silences.none
          Latest = 0L
          Owners = Map.empty
          Joined = Map.empty
          Pending = Map.empty
          PendingCount = 0
          Waiting = WaitingDatagrams.none
          Turned = Set.empty
          Next = 0L }

    let put number (conversation: Conversation<'about>) conversations =
        { conversations with
            Open = Map.add number conversation conversations.Open
            OpenCount =
                if Map.containsKey number conversations.Open then
                    conversations.OpenCount
                else
                    conversations.OpenCount + 1
            Silences = Silences.heard number conversation.Last conversations.Silences
            Latest = max conversation.Last conversations.Latest }

    let private without number owned keys =
        (owned, keys)
        ||> Seq.fold (fun owned key ->
            if Map.tryFind key owned = Some number then
                Map.remove key owned
            else
                owned)

    let private ended until number conversations =
        { conversations.Open[number] with
            Until = until
            Beside = lazy (conversations.Open |> Map.remove number |> Map.values |> List.ofSeq) }

    let atEnd until conversations =
        [ for number in Map.keys conversations.Open -> ended until number conversations ]

    let close until number conversations =
        let conversation = conversations.Open[number]

        struct ({ conversations with
                    Open = Map.remove number conversations.Open
                    OpenCount = conversations.OpenCount - 1
                    Silences = Silences.remove number conversations.Silences
                    Owners = without number conversations.Owners conversation.Endpoints
                    Joined = without number conversations.Joined conversation.Connections },
                ended until number conversations)

    /// The conversations from which time runs back: it is another recording's.
    let private earlier recognizer (time: int64) conversations =
        if conversations.Latest - time <= recognizer.Pause then
            struct ([], conversations)
        else
            let left, others =
                conversations.Open
                |> Map.toList
                |> List.map (fun (number, conversation) -> struct (number, conversation.Last))
                |> List.partition (fun struct (_, last) -> last - time > recognizer.Pause)

            struct (left,
                    { conversations with
                        Latest = others |> List.fold (fun latest (struct (_, last)) -> max latest last) time })

    /// Closes what is over by a time, or what was silent longest where too many are open.
    let expire (recognizer: Recognizer<'about>) (time: int64) (conversations: Conversations<'about>) =
        let last number = conversations.Open[number].Last
        let struct (left, conversations) = earlier recognizer time conversations

        let struct (silent, silences) =
            Silences.longerThan recognizer.Pause time last conversations.Silences

        let struct (over, silences) =
            match left @ silent with
            | [] when conversations.OpenCount > recognizer.MostOpen ->
                let struct (longest, silences) = Silences.longest last silences
                struct (ValueOption.toList longest, silences)
            | ended ->
                struct (ended
                        |> List.map (fun struct (number, last) -> struct (number, last + recognizer.Pause))
                        |> List.sort,
                        silences)

        let struct (conversations, closed) =
            (struct ({ conversations with
                         Silences = silences },
                     []),
             over)
            ||> List.fold (fun (struct (conversations, closed)) (struct (number, until)) ->
                let struct (conversations, conversation) = close until number conversations
                struct (conversations, conversation :: closed))

        struct (conversations, List.rev closed)

    /// A conversation has endpoints from here on.
    let own number endpoints conversations =
        let conversation = conversations.Open[number]

        { conversations with
            Owners =
                (conversations.Owners, endpoints)
                ||> List.fold (fun owners endpoint -> Map.add endpoint number owners) }
        |> put
            number
            { conversation with
                Endpoints = Set.union conversation.Endpoints (Set.ofList endpoints) }

    /// A conversation with the events of the other one that has an endpoint, where the two are one.
    let private uniteAt recognizer number endpoint conversations =
        match Map.tryFind endpoint conversations.Owners with
        | Some other when other <> number && Map.containsKey other conversations.Open ->
            let own = conversations.Open[number]
            let its = conversations.Open[other]

            match recognizer.Unite own.About its.About with
            | ValueSome _ when own.Count + its.Count > MaxUnited -> conversations
            | ValueNone -> conversations
            | ValueSome about ->
                let united =
                    { own with
                        About = about
                        Events = own.Events @ its.Events |> List.sortByDescending _.Frame
                        Count = own.Count + its.Count
                        Bytes = own.Bytes + its.Bytes
                        Last = max own.Last its.Last
                        Endpoints = Set.union own.Endpoints its.Endpoints
                        Connections = Set.union own.Connections its.Connections }

                let given keys owned =
                    (owned, keys) ||> Seq.fold (fun owned key -> Map.add key number owned)

                let struct (conversations, _) = close its.Until other conversations

                { conversations with
                    Owners = given its.Endpoints conversations.Owners
                    Joined = given its.Connections conversations.Joined }
                |> put number united
        | Some _
        | None -> conversations

    let unite recognizer number endpoints conversations =
        (conversations, endpoints)
        ||> List.fold (fun conversations endpoint -> uniteAt recognizer number endpoint conversations)
