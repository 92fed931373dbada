namespace PeerFunctional.CapnWeb

open System
open PeerFunctional.Kernel

/// One end of a captured session as its machine explains it so far. What its application did follows from what it sent: its
/// results, their order, and what it gave up.
type ReplayedSession =
    {
        Session: Session
        Unseen: UnseenMessages
        /// The calls that the application works on, by the promises of their results.
        Deliveries: Map<int64, int64>
        /// The application's promises, by the exports that stand for them.
        Promises: Map<int64, int64>
        /// The application's numbers of the results of its calls, by the entries of the import table.
        Results: Map<int64, int64>
        /// The results that the capture shows, by their exports.
        Shown: Map<int64, Result<Expression, Expression>>
        /// Whether a result was made up that the capture does not show, because others were made from it.
        HasAssumed: bool
        /// Pipes that the capture shows before the message that mentions them.
        EarlyPipes: int
        /// The last number of an object, and of a promise, of the application.
        Numbered: int64
    }

/// Why a message cannot be explained.
[<RequireQualifiedAccess>]
type Unexplained =
    /// The machine would not send it.
    | Wrong
    /// The capture does not show enough.
    | Unknown of reason: string

module ReplayedSession =

    let private settings =
        { SessionSettings.standard with
            MaxEntries = Int32.MaxValue
            MaxCalls = Int32.MaxValue
            MaxWork = Int32.MaxValue
            MaxHeld = Int64.MaxValue
            MaxDepth = Int32.MaxValue
            SendsStacks = true }

    let private connection =
        Address.Stream(Accepted(Endpoint.create "127.0.0.1" 1, Endpoint.create "127.0.0.1" 2))

    let private heard (replayed: ReplayedSession) (question: Ask) =
        match question with
        | Ask.Invoke(call, _, _) ->
            match Table.tryFind call replayed.Session.Deliveries with
            | Some delivery ->
                { replayed with
                    Deliveries = Map.add delivery.Promise call replayed.Deliveries }
            | None -> replayed
        | Ask.Outcome _
        | Ask.Dispose _
        | Ask.OpenPipe _
        | Ask.Pump _
        | Ask.Ended _ -> replayed

    let sent (replayed: ReplayedSession) message =
        match message with
        | Pipe when replayed.EarlyPipes > 0 ->
            { replayed with
                EarlyPipes = replayed.EarlyPipes - 1 }
        | _ ->
            { replayed with
                Unseen = UnseenMessages.add message replayed.Unseen }

    let step (replayed: ReplayedSession) (input: SessionInput) =
        let struct (session, outputs) =
            SessionMachine.step TimeSpan.Zero replayed.Session input

        ({ replayed with Session = session }, outputs)
        ||> List.fold (fun replayed output ->
            match output with
            | Send(_, message) -> sent replayed message
            | Ask question -> heard replayed question
            | Open _
            | HalfClose _
            | Close _
            | SetTimer _
            | CancelTimer _
            | Tell _
            | Finish -> replayed)

    let command replayed command = step replayed (Commanded command)

    /// The end before anything was said; `shown` are the results that it will be seen to send.
    let start shown =
        { Session = SessionState.initial settings
          Unseen = UnseenMessages.empty
          Deliveries = Map.empty
          Promises = Map.empty
          Results = Map.empty
          Shown = shown
          HasAssumed = false
          EarlyPipes = 0
          Numbered = 0L }
        |> fun replayed -> step replayed (Opened connection)

    /// A message of the partner comes in.
    let receive message replayed =
        step replayed (Received(connection, message))

    let number (replayed: ReplayedSession) =
        let next = replayed.Numbered + 1L
        struct (next, { replayed with Numbered = next })

    let newTarget replayed =
        let struct (next, replayed) = number replayed
        struct (Hook.Target next, replayed)

    /// What the sender of an expression means by an entry of its import table.
    let imported id (replayed: ReplayedSession) =
        match Table.tryFind id replayed.Session.Imports with
        | Some(Import.Stub _) -> Some(Hook.Import id)
        | Some(Import.Promise promise) -> Some(Hook.Outcome promise.Promise)
        | None -> None
