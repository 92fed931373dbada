namespace PeerFunctional.CapnWeb

/// What an end of a session has said so far, as far as later messages may refer to it.
type Utterances =
    {
        /// Numbers that it gave.
        Numbers: int64
        /// The numbers of its pipes.
        Pipes: Set<int64>
        /// The entries that it asked for.
        Pulled: Set<int64>
        /// The numbers of its messages that are answered without a pull.
        Streamed: Set<int64>
        /// Its own entries: objects, promises and writing ends.
        Exports: Set<int64>
        Promises: Set<int64>
        HasAborted: bool
    }

module Utterances =

    let none =
        { Numbers = 0L
          Pipes = Set.empty
          Pulled = Set.empty
          Streamed = Set.empty
          Exports = Set.empty
          Promises = Set.empty
          HasAborted = false }

    /// The references in an expression and in the arguments of its calls.
    let rec private references (expression: Expression) : WireReference list =
        Value.references expression
        |> List.collect (fun reference ->
            match reference with
            | WireReference.Import { Arguments = ValueSome arguments }
            | WireReference.Pipeline { Arguments = ValueSome arguments } ->
                reference :: List.collect references arguments
            | WireReference.Export _
            | WireReference.Promise _
            | WireReference.Writable _
            | WireReference.Readable _
            | WireReference.Import _
            | WireReference.Pipeline _
            | WireReference.Remap _ -> [ reference ])

    let private mentioned message =
        match message with
        | Push expression
        | Message.Stream expression
        | Resolve(_, expression)
        | Reject(_, expression)
        | Message.Abort expression -> references expression
        | Pull _
        | Release _
        | Pipe -> []

    let private introduce (said: Utterances) reference =
        match reference with
        | WireReference.Export id
        | WireReference.Writable id ->
            { said with
                Exports = Set.add id said.Exports }
        | WireReference.Promise id ->
            { said with
                Exports = Set.add id said.Exports
                Promises = Set.add id said.Promises }
        | WireReference.Remap remap ->
            (said, remap.Captures)
            ||> List.fold (fun (said: Utterances) capture ->
                match capture with
                | Capture.Export id ->
                    { said with
                        Exports = Set.add id said.Exports }
                | Capture.Import _ -> said)
        | WireReference.Readable _
        | WireReference.Import _
        | WireReference.Pipeline _ -> said

    /// What an end has said with one more message.
    let add message (said: Utterances) =
        let said = (said, mentioned message) ||> List.fold introduce
        let number = said.Numbers + 1L

        match message with
        | Push _ -> { said with Numbers = number }
        | Message.Stream _ ->
            { said with
                Numbers = number
                Streamed = Set.add number said.Streamed }
        | Pipe ->
            { said with
                Numbers = number
                Pipes = Set.add number said.Pipes }
        | Pull id ->
            { said with
                Pulled = Set.add id said.Pulled }
        | Message.Abort _ -> { said with HasAborted = true }
        | Resolve _
        | Reject _
        | Release _ -> said

    /// What is wrong with a reference to what neither end has introduced.
    let private strange (own: Utterances) (partner: Utterances) reference =
        let entry id =
            if id > own.Numbers || (id < 0L && not (Set.contains id partner.Exports)) then
                Some $"it names {id}, which was never introduced"
            else
                None

        match reference with
        | WireReference.Readable pipe when not (Set.contains pipe own.Pipes) ->
            Some $"it names pipe {pipe}, which was not opened before"
        | WireReference.Import place
        | WireReference.Pipeline place -> entry place.Id
        | WireReference.Remap remap -> entry remap.Id
        | WireReference.Readable _
        | WireReference.Export _
        | WireReference.Promise _
        | WireReference.Writable _ -> None

    let private unasked (own: Utterances) (partner: Utterances) id =
        if Set.contains id partner.Pulled || Set.contains id partner.Streamed || Set.contains id own.Promises then
            None
        else
            Some $"it settles {id}, which was neither asked for nor promised"

    /// Why no program sends a message after what it and its partner said; none where one may.
    let fault (own: Utterances) (partner: Utterances) message =
        if own.HasAborted then
            Some "it had ended the session before"
        else
            let settled =
                match message with
                | Resolve(id, _)
                | Reject(id, _) -> unasked own partner id
                | Push _
                | Pull _
                | Release _
                | Message.Stream _
                | Pipe
                | Message.Abort _ -> None

            settled |> Option.orElseWith (fun () -> mentioned message |> List.tryPick (strange own partner))
