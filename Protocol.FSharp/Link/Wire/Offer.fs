namespace PeerFunctional.Link

open System
open System.Text
open PeerFunctional.Kernel

/// How the items of a link are written: `json` as an object with the one member `data`, `bytes` as they are, `raw` as a pickle.
type DataType =
    | Json
    | Bytes
    | Raw

module DataType =

    let all = [ Json; Bytes; Raw ]

    /// As headers and the command line have it.
    let name dataType =
        match dataType with
        | Json -> "json"
        | Bytes -> "bytes"
        | Raw -> "raw"

    let ofName text =
        match all |> List.tryFind (fun dataType -> name dataType = text) with
        | Some dataType -> Ok dataType
        | None -> Malformation.error "unknown-data-type" "a data type is json, bytes or raw"

/// What a peer calls itself: by convention the address where it listens, `ip:port`. 1 to `MaxLength` bytes of UTF-8 without
/// a separator of headers and without control characters.
type PeerName =
    private
    | PeerName of string

    override this.ToString() =
        let (PeerName name) = this
        name

module PeerName =

    /// A HELLO with all its values and a name of so many bytes fits a header.
    [<Literal>]
    let MaxLength = 60

    let create (text: string) =
        let isSeparator character =
            character = '|' || character = '&' || character = '=' || Char.IsControl character

        if text = "" || Encoding.UTF8.GetByteCount text > MaxLength then
            Malformation.error "bad-peer-name" $"a peer's name has 1 to {MaxLength} bytes"
        elif Seq.exists isSeparator text then
            Malformation.error "bad-peer-name" "a peer's name holds no '|', '&', '=' and no control character"
        else
            Ok(PeerName text)

    let text (PeerName name) = name

    /// The name of a peer that listens at an endpoint: without the link of an IPv6 address, whose name is this machine's own,
    /// so it always fits.
    let ofEndpoint (endpoint: Endpoint) =
        let host = endpoint.Host.Split '%' |> Array.head
        PeerName(string (Endpoint.create (host.Substring(0, min host.Length 50)) endpoint.Port))

    /// The endpoint that a name tells, if it tells one.
    let endpoint (PeerName name) =
        match Endpoint.parse 0 name with
        | Ok endpoint when endpoint.Port > 0 -> ValueSome endpoint
        | Ok _
        | Error _ -> ValueNone

/// What the two ends of a link agree on.
[<Struct>]
type Terms =
    {
        DataType: DataType
        /// Whether an item of another data type ends the link.
        IsStrict: bool
        /// Whether all items have one size, and only the first has a header.
        IsStream: bool
    }

/// What a caller offers: the HELLO.
type Offer =
    {
        Caller: PeerName
        Terms: Terms
        /// Whether the caller is one of ours: an original tolerates the key that says so.
        IsOurs: bool
    }
