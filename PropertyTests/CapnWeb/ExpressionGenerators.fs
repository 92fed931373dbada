namespace PeerFunctional.Tests.CapnWeb

open System
open System.Text
open FsCheck
open FsCheck.FSharp
open PeerFunctional.CapnWeb
open PeerFunctional.Tests

/// Messages of every kind, with values of every form in them.
module ExpressionGenerators =

    let limits = WireLimits.standard

    let utf8 (text: string) =
        ReadOnlyMemory(Encoding.UTF8.GetBytes text)

    let textOf (bytes: ReadOnlyMemory<byte>) = Encoding.UTF8.GetString bytes.Span

    /// The text of a message that can be sent.
    let written message =
        match MessageCodec.write message with
        | Ok text -> text
        | Error problem -> failwith $"{problem.Problem}: {problem.Detail}"

    let private text =
        Gen.frequency
            [ 3, Gen.elements [ ""; "a"; "name"; "Alice"; "date"; "[\"date\",1]" ]
              1, Hostile.text ]

    let private entry =
        Gen.frequency
            [ 5, Gen.choose (-20, 20) |> Gen.map int64
              1, Gen.elements [ 9007199254740991L; -9007199254740991L ] ]

    /// Any number but NaN, which equals nothing.
    let number =
        Gen.frequency
            [ 3, Gen.choose (-100, 100) |> Gen.map float
              3, ArbMap.defaults |> ArbMap.generate<float>
              1, Gen.choose64 (Int64.MinValue, Int64.MaxValue) |> Gen.map BitConverter.Int64BitsToDouble
              1, Gen.elements [ Double.MaxValue; Double.Epsilon; 1e21; 1e-7; 9007199254740993.0 ] ]
        |> Gen.filter (Double.IsNaN >> not)

    let private kinds =
        [ ByteKind.Plain
          ByteKind.ArrayBuffer
          ByteKind.DataView
          ByteKind.Int8Array
          ByteKind.Uint8Array
          ByteKind.Uint8ClampedArray
          ByteKind.Int16Array
          ByteKind.Uint16Array
          ByteKind.Int32Array
          ByteKind.Uint32Array
          ByteKind.BigInt64Array
          ByteKind.BigUint64Array
          ByteKind.Float32Array
          ByteKind.Float64Array ]

    /// Of eight times some bytes, every container can be; plain ones have any length.
    let private bytes =
        gen {
            let! kind = Gen.elements kinds
            let! count = Gen.choose (0, 9)
            let length = if kind = ByteKind.Plain then count else 8 * count
            let! bytes = Gen.choose (0, 255) |> Gen.map byte |> Gen.arrayOfLength length
            return Value.Bytes(kind, { Bytes = ReadOnlyMemory bytes })
        }

    let private date =
        Gen.oneof
            [ Gen.constant ValueNone
              Gen.choose64 (-8640000000000000L, 8640000000000000L) |> Gen.map ValueSome ]

    let private bigInt =
        Gen.map2
            (fun sign digits -> sign * Numerics.BigInteger.Parse digits)
            (Gen.elements [ 1I; -1I ])
            (Gen.choose (0, 9) |> Gen.map string |> Gen.nonEmptyListOf |> Gen.map (String.concat ""))

    let private url =
        Gen.elements [ "http://127.0.0.1/a?b#c"; "mailto:a@b"; "file:///x"; "data:,ü" ]

    let private headers = Gen.listOf (Gen.zip text text)

    let private leaf: Gen<Expression> =
        Gen.oneof
            [ Gen.elements [ Value.Null; Value.Undefined; Value.Flag true; Value.Flag false ]
              Gen.map Value.Number number
              Gen.map Value.BigInt bigInt
              Gen.map Value.Text text
              Gen.map Value.Date date
              bytes
              Gen.map Value.Url url
              Gen.map Value.Headers headers
              Gen.map
                  Value.Reference
                  (Gen.oneof
                      [ Gen.map WireReference.Export entry
                        Gen.map WireReference.Promise entry
                        Gen.map WireReference.Writable entry
                        Gen.map WireReference.Readable entry ])
              Gen.map2 (fun mediaType id -> Value.Blob(mediaType, WireReference.Readable id)) text entry ]

    let private path =
        Gen.listOf (Gen.oneof [ Gen.map PathStep.Name text; Gen.map PathStep.Index number ])

    let private members (value: Gen<'value>) =
        Gen.zip text value |> Gen.listOf |> Gen.map (List.distinctBy fst)

    let rec private plain size : Gen<Expression> =
        let simple =
            Gen.oneof
                [ Gen.constant Value.Null
                  Gen.map Value.Flag (Gen.elements [ true; false ])
                  Gen.map Value.Number number
                  Gen.map Value.Text text ]

        if size = 0 then
            simple
        else
            let smaller = plain (size / 3)

            Gen.oneof
                [ simple
                  Gen.map Value.Items (Gen.listOf smaller)
                  Gen.map Value.Object (members smaller) ]

    let private body =
        Gen.oneof
            [ Gen.constant Value.Null
              Gen.map Value.Text text
              Gen.map (WireReference.Readable >> Value.Reference) entry ]

    let private options size =
        let other =
            Gen.zip (Gen.elements [ "method"; "status"; "cf"; "keepalive" ]) (plain size |> Gen.map HttpOption.Value)

        let headers = Gen.zip (Gen.constant "headers") (Gen.map HttpOption.Headers headers)

        Gen.listOf (Gen.oneof [ other; headers ]) |> Gen.map (List.distinctBy fst)

    let private request size =
        gen {
            let! url = url
            let! options = options size

            let! body =
                Gen.listOf (Gen.zip (Gen.constant "body") (Gen.map HttpOption.Value body))

            return Value.Request(url, options @ List.truncate 1 body)
        }

    let rec private sized programs size : Gen<Expression> =
        if size = 0 then
            leaf
        else
            let smaller = sized programs (size / 3)

            Gen.frequency
                [ 3, leaf
                  2, Gen.map Value.Items (Gen.listOf smaller)
                  2, Gen.map Value.Object (members smaller)
                  1, Gen.map Value.Error (failure smaller)
                  1, request (size / 3)
                  1, Gen.map2 (fun body options -> Value.Response(body, options)) body (options (size / 3))
                  2, Gen.map Value.Reference (reference programs (size / 3)) ]

    and private failure smaller =
        gen {
            let! name = text
            let! message = text
            let! stack = Gen.oneof [ Gen.constant ValueNone; Gen.map ValueSome text ]
            let! properties = members smaller

            return
                { Name = name
                  Message = message
                  Stack = stack
                  Properties =
                    properties |> List.filter (fun (name, _) -> not (List.contains name [ "name"; "message"; "stack" ])) }
        }

    and private place programs size : Gen<Place> =
        gen {
            let! id = entry
            let! path = path

            let! arguments =
                Gen.oneof
                    [ Gen.constant ValueNone
                      sized programs size |> Gen.listOf |> Gen.map ValueSome ]

            return
                { Id = id
                  Path = path
                  Arguments = arguments }
        }

    and private reference programs size =
        let places =
            [ Gen.map WireReference.Import (place programs size)
              Gen.map WireReference.Pipeline (place programs size) ]

        if programs = limits.ProgramNesting then
            Gen.oneof places
        else
            Gen.oneof (Gen.map WireReference.Remap (remap (programs + 1) size) :: places)

    and private remap programs size : Gen<Remap> =
        gen {
            let! id = entry
            let! path = path

            let! captures =
                Gen.listOf (Gen.oneof [ Gen.map Capture.Import entry; Gen.map Capture.Export entry ])

            let! program = Gen.listOf (sized programs size)

            return
                { Id = id
                  Path = path
                  Captures = captures
                  Program = program }
        }

    let expression = Gen.sized (fun size -> sized 0 (min size 40))

    let message =
        Gen.oneof
            [ Gen.map Push expression
              Gen.map Pull entry
              Gen.map2 (fun id value -> Resolve(id, value)) entry expression
              Gen.map2 (fun id value -> Reject(id, value)) entry expression
              Gen.map2 (fun id count -> Release(id, abs count)) entry entry
              Gen.map Stream expression
              Gen.constant Pipe
              Gen.map Abort expression ]
