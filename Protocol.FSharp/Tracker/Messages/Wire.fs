namespace PeerFunctional.Tracker

open System
open System.Text
open PeerFunctional.Kernel
open PeerFunctional.Kernel.Encodings

/// Which variant and pickle protocol are written, and how messages are read. Every variant and protocol is read.
type WireOptions =
    { Variant: WireVariant
      Protocol: PickleProtocol
      ReadMode: ReadMode }

/// The ring's messages on the wire: one request a connection and at most one answer, each a pickled tuple.
///
/// Facts (recordings of the original, `interop-fixtures/tracker/README.md`): commands are case sensitive, a list counts as a
/// tuple, fields beyond those a message has are ignored. The original checks no field. What is `Unusual` here has these ends
/// there: REGISTER with any port (text, -1, None) or any handle (None, a list) is stored; ECHO with a handle that is no text
/// ends the tracker; QUERY with `'0'`, `0.9`, True or a number out of range is answered, with what `int` makes of it, and with
/// None or `'x'` ends the peer; a message without a first field, or without one the original looks at, ends its reader; another
/// command gets `Bad request` from a tracker and `No data sent!` from a peer.
///
/// REG_INIT is read in both dialects' orders: of its first two fields the one that is a literal IP address is the address; where
/// both are, or neither, the order is the programs': handle, address. Requests and answers are told apart by the connection's
/// end: the called side reads requests, the caller reads answers, so PING is a request there and the document's ACK here.
module Wire =

    /// The most bytes an original reads of a message.
    [<Literal>]
    let MaxLength = ReadMode.MaxSingleRead

    let private noData = "No data sent!"B

    let private tuple command fields =
        Pickled.Tuple(Fields.ofText command :: fields)

    /// Without the link of an IPv6 address, whose name is this machine's own.
    let private address (neighbour: Neighbour) =
        neighbour.Address.Host.Split '%' |> Array.head |> Fields.ofText

    let private placed variant placement =
        match placement.Neighbour, variant with
        | ValueNone, _ -> [ Pickled.Nothing; Pickled.Nothing; Pickled.Nothing ]
        | ValueSome neighbour, Program ->
            [ Fields.ofText neighbour.Handle
              address neighbour
              Fields.ofInt neighbour.Address.Port ]
        | ValueSome neighbour, Document ->
            [ address neighbour
              Fields.ofText neighbour.Handle
              Fields.ofInt neighbour.Address.Port ]

    /// A field that an original never reads.
    let private third write field =
        field |> ValueOption.map write |> ValueOption.toList

    let private pickled variant message =
        match message with
        | Echo handle -> ValueSome(tuple "ECHO" [ Fields.ofText handle ])
        | Register(handle, port) -> ValueSome(tuple "REGISTER" [ Fields.ofText handle; Fields.ofInt port ])
        | RegInit placement ->
            ValueSome(
                tuple
                    "REG_INIT"
                    (placed variant placement @ [ Fields.ofInt placement.Size; Fields.ofItem placement.Item ])
            )
        | UpdateNeighbour neighbour ->
            ValueSome(
                tuple
                    "UPDATE_NBR"
                    [ Fields.ofText neighbour.Handle
                      address neighbour
                      Fields.ofInt neighbour.Address.Port ]
            )
        | Ping time -> ValueSome(tuple "PING" [ Fields.ofText time ])
        | Ack handle ->
            let command =
                match variant with
                | Program -> "ACK"
                | Document -> "PING"

            ValueSome(tuple command [ Fields.ofText handle ])
        | Query(seq, wanted) -> ValueSome(tuple "QUERY" (Fields.ofInt seq :: third Fields.ofSpans wanted))
        | QueryResult(item, further) ->
            let item =
                match item with
                | ValueSome item -> Fields.ofItem item
                | ValueNone -> Pickled.Tuple [ Pickled.Nothing; Pickled.Nothing ]

            ValueSome(tuple "QUERY_RESULT" (item :: third (List.map Fields.ofItem >> Pickled.Tuple) further))
        | AskRing place -> ValueSome(tuple "RING" [ Fields.ofInt place ])
        | RingPart part ->
            let listed (struct (neighbour: Neighbour, item)) =
                Pickled.Tuple
                    [ Fields.ofText neighbour.Handle
                      address neighbour
                      Fields.ofInt neighbour.Address.Port
                      Fields.ofInt item ]

            ValueSome(
                tuple
                    "RING"
                    [ Fields.ofInt part.Members
                      Fields.ofInt part.Items
                      Pickled.Tuple(List.map listed part.Listed) ]
            )
        | Remark text -> ValueSome(tuple "[Tracker]" [ Fields.ofText text ])
        | NoData -> ValueNone
        | Unusual(value, _) -> ValueSome value

    /// The message as bytes.
    let write variant protocol message =
        match pickled variant message with
        | ValueSome value -> Pickle.write protocol value
        | ValueNone -> noData

    /// Characters of a message's texts with which it fits, however they are escaped: a character takes at most twelve bytes.
    [<Literal>]
    let private FewCharacters = 60

    /// Whether the message fits whatever its texts are, as they are so short.
    let private isShort message =
        match message with
        | Echo text
        | Register(text, _)
        | Ping text
        | Ack text
        | Remark text -> text.Length <= FewCharacters
        | QueryResult(ValueSome item, ValueNone) -> item.Text.Length <= FewCharacters
        | QueryResult(ValueNone, ValueNone)
        | Query(_, ValueNone)
        | AskRing _
        | NoData -> true
        | RegInit _
        | UpdateNeighbour _
        | Query(_, ValueSome _)
        | QueryResult(_, ValueSome _)
        | RingPart _
        | Unusual _ -> false

    /// Whether an original can read the message, whichever protocol of ours it is written in.
    let fits message =
        isShort message
        || [ Protocol0; Protocol2 ]
           |> List.forall (fun protocol -> (write Program protocol message).Length <= MaxLength)

    /// A neighbour with the longest possible fields.
    let private longestNeighbour =
        { Handle = String('\\', Fields.MaxHandle)
          Address = Endpoint.create (String('f', 45)) 65_535 }

    /// Whether an item can be in a database: REG_INIT with it fits for every neighbour, and so does QUERY_RESULT.
    let itemFits (item: Item) =
        item.Seq >= 0
        && item.Seq < Fields.MaxItems
        && fits (
            RegInit
                { Neighbour = ValueSome longestNeighbour
                  Size = Fields.MaxItems
                  Item = item }
        )

    let private missing = Malformation.error "missing-field" "the message lacks a field"

    /// Of two fields that are handle and address in either order, the handle and the address.
    let private handleAndAddress first second =
        match Fields.tryAddress first, Fields.tryAddress second with
        | ValueSome _, ValueNone -> struct (second, first)
        | _ -> struct (first, second)

    let private placement fields =
        match fields with
        | first :: second :: port :: size :: item :: _ ->
            let neighbour =
                match first, second, port with
                | Pickled.Nothing, Pickled.Nothing, Pickled.Nothing -> Ok ValueNone
                | _ ->
                    let struct (handle, address) = handleAndAddress first second
                    Fields.neighbour handle address port |> Result.map ValueSome

            neighbour
            |> Result.bind (fun neighbour ->
                Fields.within 1 Fields.MaxItems "bad-size" size
                |> Result.bind (fun size ->
                    Fields.item size item
                    |> Result.map (fun item ->
                        RegInit
                            { Neighbour = neighbour
                              Size = size
                              Item = item })))
        | _ -> missing

    /// A third field that is none of ours is ignored, as every field beyond those a message has.
    let private readThird read fields =
        match fields with
        | value :: _ -> read value
        | [] -> ValueNone

    let private result value rest =
        let further = readThird Fields.items rest

        match Fields.tryTuple value with
        | ValueSome(Pickled.Nothing :: Pickled.Nothing :: _) -> Ok(QueryResult(ValueNone, further))
        | _ -> Fields.item Fields.MaxItems value |> Result.map (fun item -> QueryResult(ValueSome item, further))

    /// The most members of a ring.
    [<Literal>]
    let private MaxMembers = 1_000_000

    /// The last place of a ring that is told.
    [<Literal>]
    let MaxPlace = 1_023

    let private listed items value =
        match Fields.tryTuple value with
        | ValueSome(handle :: address :: port :: item :: _) ->
            Fields.neighbour handle address port
            |> Result.bind (fun neighbour ->
                Fields.within 0 (items - 1) "bad-item" item |> Result.map (fun item -> struct (neighbour, item)))
        | ValueSome _
        | ValueNone -> Malformation.error "missing-field" "a member has a handle, an address, a port and an item"

    let private ringPart members items value =
        Fields.within 0 MaxMembers "bad-count" members
        |> Result.bind (fun members ->
            Fields.within 1 Fields.MaxItems "bad-size" items
            |> Result.bind (fun items ->
                match Fields.tryTuple value with
                | ValueNone -> missing
                | ValueSome entries ->
                    (entries, Ok [])
                    ||> List.foldBack (fun entry rest ->
                        rest
                        |> Result.bind (fun rest -> listed items entry |> Result.map (fun entry -> entry :: rest)))
                    |> Result.map (fun listed ->
                        RingPart
                            { Members = members
                              Items = items
                              Listed = listed })))

    let private unknown (command: string) =
        let beginning = command.Substring(0, min 40 command.Length)
        Malformation.error "unknown-command" $"no message begins with {PythonRepr.text beginning}"

    let private request command fields =
        match command, fields with
        | "ECHO", handle :: _ -> Fields.handle handle |> Result.map Echo
        | "REGISTER", handle :: port :: _ ->
            Fields.handle handle
            |> Result.bind (fun handle -> Fields.port port |> Result.map (fun port -> Register(handle, port)))
        | "UPDATE_NBR", handle :: address :: port :: _ ->
            Fields.neighbour handle address port |> Result.map UpdateNeighbour
        // The original answers PING with any field; the time is text for people.
        | "PING", time :: _ -> Ok(Ping(ValueOption.defaultValue "" (Fields.tryText time)))
        | "PING", [] -> Ok(Ping "")
        | "QUERY", seq :: rest -> Fields.seq seq |> Result.map (fun seq -> Query(seq, readThird Fields.spans rest))
        | "RING", place :: _ -> Fields.within 0 MaxPlace "bad-place" place |> Result.map AskRing
        | ("ECHO" | "REGISTER" | "UPDATE_NBR" | "QUERY" | "RING"), _ -> missing
        | _ -> unknown command

    let private answer command fields =
        match command, fields with
        | "REG_INIT", fields -> placement fields
        | ("ACK" | "PING"), handle :: _ -> Fields.handle handle |> Result.map Ack
        | "QUERY_RESULT", item :: rest -> result item rest
        | "RING", members :: items :: listed :: _ -> ringPart members items listed
        | "[Tracker]", text :: _ -> Fields.text "bad-text" text |> Result.map Remark
        | "RING", _
        | ("ACK" | "PING" | "QUERY_RESULT" | "[Tracker]"), [] -> missing
        | _ -> unknown command

    /// A value as a message. A value that is not a message of the ring, or too long to be passed on, is `Unusual`.
    let private parse read value =
        let message =
            match Fields.tryTuple value with
            | ValueSome(command :: fields) ->
                match Fields.tryText command with
                | ValueSome command -> read command fields
                | ValueNone -> Malformation.error "no-command" "a message begins with its command, a text"
            | ValueSome [] -> Malformation.error "no-command" "an empty tuple is no message"
            | ValueNone -> Malformation.error "no-tuple" "a message is a tuple"

        match message with
        | Ok message when fits message -> message
        | Ok _ -> Unusual(value, Malformation.create "too-long" $"the message does not fit {MaxLength} bytes")
        | Error problem -> Unusual(value, problem)

    /// A request, as a peer or tracker that was called reads it.
    let readRequest value = parse request value

    /// An answer, as the caller reads it.
    let readAnswer value = parse answer value

    /// The malformation of a connection without a request, which ends the original tracker and a peer's server
    /// thread.
    let private nothingSent =
        ValueSome(Malformation.create "nothing-sent" "the connection was closed before a request came")

    let codec wireOptions : StreamCodec<Message> =
        { Write = fun message -> ReadOnlyMemory(write wireOptions.Variant wireOptions.Protocol message)
          Decoder =
            fun connection ->
                match connection with
                | Accepted _ -> ReadMode.decoder wireOptions.ReadMode ValueNone readRequest nothingSent
                | Dialled _ ->
                    let raw = ValueSome { Raw = noData; Means = NoData }
                    ReadMode.decoder wireOptions.ReadMode raw readAnswer ValueNone }
