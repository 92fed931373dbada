namespace PeerFunctional.CapnWeb

open System
open PeerFunctional.Kernel

/// The container that a JavaScript program holds bytes in; numbers in it are little endian.
[<RequireQualifiedAccess>]
type ByteKind =
    /// Bytes without a container's name, as every version writes a Uint8Array.
    | Plain
    | ArrayBuffer
    | DataView
    | Int8Array
    | Uint8Array
    | Uint8ClampedArray
    | Int16Array
    | Uint16Array
    | Int32Array
    | Uint32Array
    | BigInt64Array
    | BigUint64Array
    | Float32Array
    | Float64Array

/// What can be said in a session. `'reference` is what stands for a thing that is not sent itself, such as an object.
[<RequireQualifiedAccess>]
type Value<'reference> =
    | Null
    | Undefined
    | Flag of bool
    | Number of float
    | BigInt of bigint
    | Text of string
    /// Milliseconds since 1970 UTC, at most 8.64e15 either way; none for JavaScript's invalid date.
    | Date of int64 voption
    | Bytes of ByteKind * ByteString
    | Error of Failure<'reference>
    | Url of string
    | Headers of (string * string) list
    | Request of url: string * options: (string * HttpOption<'reference>) list
    | Response of body: Value<'reference> * options: (string * HttpOption<'reference>) list
    /// A media type and the stream that brings the bytes.
    | Blob of mediaType: string * body: 'reference
    | Items of Value<'reference> list
    /// Keys are distinct.
    | Object of (string * Value<'reference>) list
    | Reference of 'reference

/// Why a call failed, as JavaScript's errors say it.
and Failure<'reference> =
    {
        /// Such as `TypeError`.
        Name: string
        Message: string
        Stack: string voption
        /// The error's own properties, such as `cause`.
        Properties: (string * Value<'reference>) list
    }

/// An option of an HTTP request or response.
and [<RequireQualifiedAccess>] HttpOption<'reference> =
    /// Headers are written without the double brackets of an array.
    | Headers of (string * string) list
    | Value of Value<'reference>

[<CompilationRepresentation(CompilationRepresentationFlags.ModuleSuffix)>]
module Value =

    /// An error without a stack or properties.
    let error name message =
        Value.Error
            { Name = name
              Message = message
              Stack = ValueNone
              Properties = [] }

    /// The references in a value, left to right, before the given ones.
    let rec private collect value (later: 'reference list) =
        match value with
        | Value.Reference reference -> reference :: later
        | Value.Items items -> List.foldBack collect items later
        | Value.Object fields -> (fields, later) ||> List.foldBack (fun (_, field) -> collect field)
        | Value.Error failure -> (failure.Properties, later) ||> List.foldBack (fun (_, field) -> collect field)
        | Value.Request(_, options) -> collectOptions options later
        | Value.Response(body, options) -> collect body (collectOptions options later)
        | Value.Blob(_, body) -> body :: later
        | Value.Null
        | Value.Undefined
        | Value.Flag _
        | Value.Number _
        | Value.BigInt _
        | Value.Text _
        | Value.Date _
        | Value.Bytes _
        | Value.Url _
        | Value.Headers _ -> later

    and private collectOptions options later =
        (options, later)
        ||> List.foldBack (fun (_, option) later ->
            match option with
            | HttpOption.Value value -> collect value later
            | HttpOption.Headers _ -> later)

    /// What a value refers to, left to right.
    let references value = collect value []

    /// The value with another value in place of each reference. A blob's stream stays a reference.
    let rec replace (change: 'one -> Value<'other>) (stream: 'one -> 'other) value =
        let inside = replace change stream
        let field (name: string, value) = name, inside value

        let option (name: string, option) =
            match option with
            | HttpOption.Value value -> name, HttpOption.Value(inside value)
            | HttpOption.Headers pairs -> name, HttpOption.Headers pairs

        match value with
        | Value.Reference reference -> change reference
        | Value.Items items -> Value.Items(List.map inside items)
        | Value.Object fields -> Value.Object(List.map field fields)
        | Value.Error failure ->
            Value.Error
                { Name = failure.Name
                  Message = failure.Message
                  Stack = failure.Stack
                  Properties = List.map field failure.Properties }
        | Value.Request(url, options) -> Value.Request(url, List.map option options)
        | Value.Response(body, options) -> Value.Response(inside body, List.map option options)
        | Value.Blob(mediaType, body) -> Value.Blob(mediaType, stream body)
        | Value.Null -> Value.Null
        | Value.Undefined -> Value.Undefined
        | Value.Flag flag -> Value.Flag flag
        | Value.Number number -> Value.Number number
        | Value.BigInt number -> Value.BigInt number
        | Value.Text text -> Value.Text text
        | Value.Date date -> Value.Date date
        | Value.Bytes(kind, bytes) -> Value.Bytes(kind, bytes)
        | Value.Url url -> Value.Url url
        | Value.Headers pairs -> Value.Headers pairs
