namespace PeerFunctional.CapnWeb

open System
open System.Buffers.Text

/// Byte containers by their names on the wire, and bytes in base64.
module internal ByteContainer =

    /// The name that an expression tells; none for plain bytes.
    let name kind =
        match kind with
        | ByteKind.Plain -> ValueNone
        | ByteKind.ArrayBuffer -> ValueSome "ArrayBuffer"
        | ByteKind.DataView -> ValueSome "DataView"
        | ByteKind.Int8Array -> ValueSome "Int8Array"
        | ByteKind.Uint8Array -> ValueSome "Uint8Array"
        | ByteKind.Uint8ClampedArray -> ValueSome "Uint8ClampedArray"
        | ByteKind.Int16Array -> ValueSome "Int16Array"
        | ByteKind.Uint16Array -> ValueSome "Uint16Array"
        | ByteKind.Int32Array -> ValueSome "Int32Array"
        | ByteKind.Uint32Array -> ValueSome "Uint32Array"
        | ByteKind.BigInt64Array -> ValueSome "BigInt64Array"
        | ByteKind.BigUint64Array -> ValueSome "BigUint64Array"
        | ByteKind.Float32Array -> ValueSome "Float32Array"
        | ByteKind.Float64Array -> ValueSome "Float64Array"

    let ofName name =
        match name with
        | "ArrayBuffer" -> ValueSome ByteKind.ArrayBuffer
        | "DataView" -> ValueSome ByteKind.DataView
        | "Int8Array" -> ValueSome ByteKind.Int8Array
        | "Uint8Array" -> ValueSome ByteKind.Uint8Array
        | "Uint8ClampedArray" -> ValueSome ByteKind.Uint8ClampedArray
        | "Int16Array" -> ValueSome ByteKind.Int16Array
        | "Uint16Array" -> ValueSome ByteKind.Uint16Array
        | "Int32Array" -> ValueSome ByteKind.Int32Array
        | "Uint32Array" -> ValueSome ByteKind.Uint32Array
        | "BigInt64Array" -> ValueSome ByteKind.BigInt64Array
        | "BigUint64Array" -> ValueSome ByteKind.BigUint64Array
        | "Float32Array" -> ValueSome ByteKind.Float32Array
        | "Float64Array" -> ValueSome ByteKind.Float64Array
        | _ -> ValueNone

    /// The bytes of one element.
    let elementSize kind =
        match kind with
        | ByteKind.Plain
        | ByteKind.ArrayBuffer
        | ByteKind.DataView
        | ByteKind.Int8Array
        | ByteKind.Uint8Array
        | ByteKind.Uint8ClampedArray -> 1
        | ByteKind.Int16Array
        | ByteKind.Uint16Array -> 2
        | ByteKind.Int32Array
        | ByteKind.Uint32Array
        | ByteKind.Float32Array -> 4
        | ByteKind.BigInt64Array
        | ByteKind.BigUint64Array
        | ByteKind.Float64Array -> 8

    /// The six bits of a letter of base64, URL-safe ones too; -1 for what is none.
    let private bits =
        Array.init 256 (fun letter ->
            match char letter with
            | upper when upper >= 'A' && upper <= 'Z' -> letter - int 'A'
            | lower when lower >= 'a' && lower <= 'z' -> letter - int 'a' + 26
            | digit when digit >= '0' && digit <= '9' -> letter - int '0' + 52
            | '+'
            | '-' -> 62
            | '/'
            | '_' -> 63
            | _ -> -1)

    let private hasBlanks (text: ReadOnlySpan<byte>) =
        text.IndexOfAny(' 'B, '\n'B, '\r'B) >= 0 || text.IndexOf '\t'B >= 0

    /// Bytes of base64 as Node reads it: letters of both alphabets up to an equals sign or the end; everything else among them is
    /// passed over.
    let ofBase64 (padded: ReadOnlySpan<byte>) =
        let length = padded.IndexOf '='B
        let text = if length < 0 then padded else padded.Slice(0, length)
        let bytes = Array.zeroCreate<byte>(text.Length / 4 * 3 + 3)
        let mutable read = 0
        let mutable written = 0

        // The platform reads whole groups of four letters; of a group with blanks in it, it leaves out the beginning.
        if not (hasBlanks text) then
            Base64.DecodeFromUtf8(text, Span bytes, &read, &written, false) |> ignore

        let mutable held = 0
        let mutable count = 0

        while read < text.Length do
            let six = bits[int text[read]]
            read <- read + 1

            if six >= 0 then
                held <- (held <<< 6) ||| six
                count <- count + 6

                if count >= 8 then
                    count <- count - 8
                    bytes[written] <- byte (held >>> count)
                    written <- written + 1

        ReadOnlyMemory(bytes, 0, written)
