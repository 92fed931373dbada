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

module Failure =

    let create name message =
        { Name = name
          Message = message
          Stack = ValueNone
          Properties = [] }

    let error message = create "Error" message

    let typeError message = create "TypeError" message
