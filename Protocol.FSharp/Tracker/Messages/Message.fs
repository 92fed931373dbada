namespace PeerFunctional.Tracker

open System
open PeerFunctional.Kernel
open PeerFunctional.Kernel.Encodings

/// One item of the database: its place in the phrase, from 0, and its text.
[<Struct>]
type Item = { Seq: int; Text: string }

/// The numbers from one to another, both included.
[<Struct>]
type NumberSpan = { From: int; To: int }

/// A peer as the tracker names it to others: its handle and where it answers queries.
[<Struct>]
type Neighbour =
    {
        Handle: string
        /// The port is 1 to 65535.
        Address: Endpoint
    }

/// The fields of REG_INIT, the answer to a registration.
type Placement =
    {
        /// The peer to query; none when the handle was taken (the three fields are None then).
        Neighbour: Neighbour voption
        /// How many items the database has.
        Size: int
        /// The item the new peer holds from the start.
        Item: Item
    }

/// Members of a ring, in its order, from the place that was asked for on.
type RingPart =
    {
        /// How many members the ring has, and how many items its database.
        Members: int
        Items: int
        /// Each member with the item that it was dealt.
        Listed: (struct (Neighbour * int)) list
    }

/// The messages of the ring (cs457 P2P part 2). Requests and answers are told apart by who sends them.
type Message =
    /// `('ECHO', handle)`, peer to tracker.
    | Echo of handle: string
    /// `('REGISTER', handle, port)`, peer to tracker: it answers queries at that port of the address it calls from.
    | Register of handle: string * port: int
    /// Answer to REGISTER.
    | RegInit of Placement
    /// `('UPDATE_NBR', handle, ip, port)`, tracker to peer; no answer.
    | UpdateNeighbour of Neighbour
    /// `('PING', time)`, tracker to peer; the time is text for people.
    | Ping of time: string
    /// Answer to PING: `('ACK', handle)`, in the document's variant `('PING', handle)`.
    | Ack of handle: string
    /// `('QUERY', seq)`, peer to its neighbour. Ours tell a neighbour that reads it every number they want, in a third field
    /// that an original never reads: `('QUERY', seq, (from, to, from, to, ...))`.
    | Query of seq: int * wanted: NumberSpan list voption
    /// Answer to QUERY; none is `('QUERY_RESULT', (None, None))`. Ours add the further items that were wanted, in a third field
    /// that an original never reads: `('QUERY_RESULT', (seq, text), ((seq, text), ...))`.
    | QueryResult of Item voption * further: Item list voption
    /// `('RING', place)`: our extension, which an original answers with `Bad request`. It asks for the members from a place
    /// on, from 0.
    | AskRing of place: int
    /// Our answer: `('RING', members, items, ((handle, ip, port, item), ...))`.
    | RingPart of RingPart
    /// Answer of the tracker in words, `('[Tracker]', text)`: to ECHO, and `Bad request` to what it does not know.
    | Remark of text: string
    /// The 13 raw bytes a peer answers to what it does not know; no pickle.
    | NoData
    /// A pickle of plain values that is none of these messages, and what is wrong with it.
    | Unusual of value: Pickled * problem: Malformation

/// The field order and the answer to PING that are written. Both variants are read.
type WireVariant =
    /// As the original programs: REG_INIT has handle, ip; the answer to PING is ACK.
    | Program
    /// As the assignment's document: REG_INIT has ip, handle; the answer to PING is PING.
    | Document

module Neighbour =

    /// `ann 127.0.0.1:9001`
    let words neighbour =
        $"{neighbour.Handle} {neighbour.Address}"

module Item =

    /// `2 "and"`
    let words item = $"{item.Seq} \"{item.Text}\""

module NumberSpan =

    /// `3` or `3-7`
    let words span =
        if span.From = span.To then
            string span.From
        else
            $"{span.From}-{span.To}"

module Message =

    let private listed words entries =
        match entries with
        | [] -> "none"
        | entries -> entries |> List.map words |> String.concat ", "

    /// Every item of a QUERY_RESULT.
    let items item further =
        ValueOption.toList item @ ValueOption.defaultValue [] further

    /// A tracker's answer to ECHO.
    let greeting handle =
        Remark $"Hi {handle}, Welcome to the network. Register to get started."

    /// The message in words for a person.
    let words message =
        match message with
        | Echo handle -> $"ECHO {handle}"
        | Register(handle, port) -> $"REGISTER {handle} at port {port}"
        | RegInit { Neighbour = ValueSome neighbour
                    Size = size
                    Item = item } ->
            $"REG_INIT neighbour {Neighbour.words neighbour}, {size} items, holds {Item.words item}"
        | RegInit { Neighbour = ValueNone
                    Size = size
                    Item = item } -> $"REG_INIT handle taken, {size} items, holds {Item.words item}"
        | UpdateNeighbour neighbour -> $"UPDATE_NBR {Neighbour.words neighbour}"
        | Ping "" -> "PING"
        | Ping time -> $"PING {time}"
        | Ack handle -> $"ACK {handle}"
        | Query(seq, ValueNone) -> $"QUERY {seq}"
        | Query(seq, ValueSome wanted) -> $"QUERY {seq}, or any of {listed NumberSpan.words wanted}"
        | QueryResult(item, further) ->
            let item = item |> ValueOption.map Item.words |> ValueOption.defaultValue "not held"

            match further with
            | ValueNone -> $"QUERY_RESULT {item}"
            | ValueSome further -> $"QUERY_RESULT {item}, further items: {listed Item.words further}"
        | AskRing place -> $"RING from {place} on"
        | RingPart part ->
            let listed =
                part.Listed |> List.map (fun (struct (listed, _)) -> listed.Handle) |> String.concat " "

            $"RING of {part.Members}: {listed}"
        | Remark text -> $"[Tracker] {text}"
        | NoData -> "No data sent!"
        | Unusual(_, problem) -> $"unusual: {problem.Problem}, {problem.Detail}"
