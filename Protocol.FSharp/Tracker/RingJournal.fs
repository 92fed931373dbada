namespace PeerFunctional.Tracker

open PeerFunctional.Kernel
open PeerFunctional.Encoding

/// The journal of a tracker: a line that names the database, then a line for each change of the ring, all of them JSON.
module RingJournal =

    /// No line has more bytes: a handle of 510 UTF-16 letters is 3,060 bytes when all are escaped.
    [<Literal>]
    let MaxLine = 8_192

    [<Literal>]
    let private Kind = "tracker-ring"

    [<Literal>]
    let private Version = 1L

    let private items phrase = int64 (Phrase.size phrase)

    let private fingerprint phrase =
        string (Phrase.digest phrase Digest.empty)

    /// The first line, without its end.
    let header phrase =
        JsonLine.print (
            Json.Object
                [ "journal", Json.Text Kind
                  "version", Json.Number Version
                  "items", Json.Number(items phrase)
                  "database", Json.Text(fingerprint phrase) ]
        )

    /// Whether a first line is a journal's, and of this database.
    let checkHeader phrase line : Result<unit, Malformation> =
        let value = JsonLine.parse line

        let text name =
            value |> Result.bind (JsonLine.text name)

        let number name =
            value |> Result.bind (JsonLine.number name)

        match text "journal", number "version", number "items", text "database" with
        | Ok Kind, Ok Version, Ok count, Ok database ->
            if count <> items phrase then
                Malformation.error "other-database" $"it is of a database of {count} items, this one has {items phrase}"
            elif database <> fingerprint phrase then
                Malformation.error "other-database" $"it is of another database of {count} items"
            else
                Ok()
        | Ok Kind, Ok version, _, _ when version <> Version ->
            Malformation.error "other-version" $"it is of version {version}, this program reads version {Version}"
        | _ -> Malformation.error "no-journal" "it is no tracker's journal"

    let private address (endpoint: Endpoint) = Json.Text(string endpoint)

    /// A change as a line, without its end.
    let print change =
        match change with
        | Change.Joined newcomer ->
            [ "joined", Json.Text newcomer.Handle
              "address", address newcomer.Address
              "via", address newcomer.Via
              "item", Json.Number(int64 newcomer.Item) ]
        | Change.Departed handle -> [ "departed", Json.Text handle ]
        |> Json.Object
        |> JsonLine.print

    let private endpoint name value =
        JsonLine.text name value
        |> Result.bind (fun text ->
            match Endpoint.parse 0 text with
            | Ok endpoint when endpoint.Port > 0 -> Ok endpoint
            | Ok _
            | Error _ -> Malformation.error "bad-address" $"'{name}' is no address with a port")

    let private joined phrase handle value =
        match endpoint "address" value, endpoint "via" value, JsonLine.number "item" value with
        | Ok address, Ok via, Ok item when item >= 0L && item < items phrase ->
            Ok(
                Change.Joined
                    { Handle = handle
                      Address = address
                      Via = via
                      Item = int item }
            )
        | Error problem, _, _
        | _, Error problem, _
        | _, _, Error problem -> Error problem
        | Ok _, Ok _, Ok item -> Malformation.error "bad-item" $"the database has no item {item}"

    /// A line that `print` has written.
    let parse phrase line : Result<Change, Malformation> =
        JsonLine.parse line
        |> Result.bind (fun value ->
            match JsonLine.text "joined" value, JsonLine.text "departed" value with
            | Ok handle, _ -> joined phrase handle value
            | Error _, Ok handle -> Ok(Change.Departed handle)
            | Error _, Error _ -> Malformation.error "no-change" "nobody joined and nobody departed")
