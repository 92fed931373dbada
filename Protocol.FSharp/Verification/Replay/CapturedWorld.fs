namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel

type CapturedWorld<'message> =
    World<HiddenState<'message>, HiddenTimer, 'message, unit, obj, HiddenQuestion, unit -> string, HiddenStore>

module internal CapturedWorld =

    /// The state of a peer that does nothing.
    let rec private inert words : HiddenState<'message> =
        { Words = lazy words
          Fields = lazy []
          Step = fun _ _ -> struct (inert words, []) }

    let private noStore: HiddenStore =
        let rec empty lacks : HiddenStore =
            { Work = fun _ -> struct (empty lacks, [])
              Lacks = lacks }

        empty ValueNone

    let absent () : Node<HiddenState<'message>, HiddenTimer, HiddenQuestion, HiddenStore> =
        { State = inert "unknown"
          Timers = Timers.none
          Questions = Questions.none
          Store = noStore
          Status = NodeStatus.Stopped
          DiskLost = false }

    /// A message's kind is its first word.
    let private kind (roster: Roster<'message>) message =
        (roster.MessageWords message).Split(' ')[0]

    /// Where each participant sends each kind of message from, as the capture shows it; a kind that it does not show leaves by the first.
    let private senders (decoded: DecodedConversation<'about, 'message>) (roster: Roster<'message>) =
        let shown =
            [ for datagram in decoded.Datagrams do
                  match roster.OfEndpoint datagram.Source, datagram.Message with
                  | ValueSome column, Ok message -> struct (column, kind roster message), datagram.Source
                  | ValueSome _, Error _
                  | ValueNone, _ -> () ]

        // Of several, the first counts.
        let byKind = Map.ofList (List.rev shown)

        let first =
            shown |> List.rev |> List.map (fun (struct (column, _), source) -> column, source) |> Map.ofList

        fun column message ->
            Map.tryFind (struct (column, kind roster message)) byKind
            |> Option.orElse (Map.tryFind column first)
            |> Option.defaultValue (Endpoint.create "unknown" 0)

    /// The participants with known machines, by the endpoints that they are reached at.
    let private owner (decoded: DecodedConversation<'about, 'message>) (roster: Roster<'message>) isKnown =
        let called =
            [ for connection in decoded.Connections do
                  for column in ValueOption.toList (roster.OfCallee connection) -> connection.Callee, column ]
            |> Map.ofList

        fun endpoint ->
            match roster.OfEndpoint endpoint with
            | ValueSome column -> ValueSome column
            | ValueNone -> Map.tryFind endpoint called |> ValueOption.ofOption
            |> ValueOption.filter isKnown

    let private hostOf (decoded: DecodedConversation<'about, 'message>) (roster: Roster<'message>) =
        let hosts =
            [ for connection in decoded.Connections do
                  for column in ValueOption.toList (roster.OfCaller connection) -> column, connection.Caller.Host
                  for column in ValueOption.toList (roster.OfCallee connection) -> column, connection.Callee.Host ]
            |> Map.ofList

        fun column -> Map.tryFind column hosts |> Option.defaultValue $"peer-{column}"

    let create decoded (roster: Roster<'message>) isKnown : CapturedWorld<'message> =
        let garbled _ =
            Malformation.create "garbled" "the bytes arrive damaged"

        { Peers = roster.Participants |> List.map _.Name
          Stores = roster.Participants |> List.map (fun _ -> noStore)
          Blank = fun _ -> noStore
          Start = fun _ _ -> inert "ended"
          Step = fun now state input -> state.Step now input
          Owner = owner decoded roster isKnown
          Datagrams =
            if decoded.Datagrams.IsEmpty then
                ValueNone
            else
                ValueSome
                    { SenderOf = senders decoded roster
                      Garbled = garbled }
          Streams =
            if decoded.Connections.IsEmpty then
                ValueNone
            else
                ValueSome
                    { HostOf = hostOf decoded roster
                      InPiecesOf = fun _ -> ValueNone
                      LimitsOf = fun _ -> ValueNone }
          NoticeWords = fun words -> words ()
          AtOnce = _.AtOnce
          Answer = HiddenQuestion.work
          SaysDeed = fun _ -> false
          MessageWords = roster.MessageWords
          TimerWords = _.Words
          StateWords = _.Words.Value }
