namespace PeerFunctional.Libp2p

open System
open System.Formats.Asn1
open PeerFunctional.Kernel

/// DER (X.690) through System.Formats.Asn1, with errors as values.
module internal Der =

    /// Runs a reading function over the whole of some bytes.
    let read (bytes: ReadOnlyMemory<byte>) (body: AsnReader -> 'value) =
        try
            let reader = AsnReader(bytes, AsnEncodingRules.DER)
            let value = body reader
            reader.ThrowIfNotEmpty()
            Ok value
        with :? AsnContentException ->
            Malformation.error "bad-der" "the bytes are not DER of the right shape"

/// The kind of key that a SubjectPublicKeyInfo (RFC 5280) holds.
[<RequireQualifiedAccess>]
type internal SubjectKey =
    | P256
    | P384
    | P521
    | Ed25519 of ByteString
    | Rsa of modulusBits: int * exponent: bigint
    | Other of algorithm: string

module internal SubjectKey =

    let private curve (parameters: ReadOnlyMemory<byte> voption) (point: ReadOnlyMemory<byte>) =
        let name =
            match parameters with
            | ValueNone -> Ok ""
            | ValueSome parameters -> Der.read parameters (fun reader -> reader.ReadObjectIdentifier())

        // An uncompressed point: 4 and two coordinates.
        match name, point.Length with
        | Ok "1.2.840.10045.3.1.7", 65 when point.Span[0] = 4uy -> SubjectKey.P256
        | Ok "1.3.132.0.34", 97 when point.Span[0] = 4uy -> SubjectKey.P384
        | Ok "1.3.132.0.35", 133 when point.Span[0] = 4uy -> SubjectKey.P521
        | Ok name, _ -> SubjectKey.Other $"the curve {name}"
        | Error _, _ -> SubjectKey.Other "a curve by its parameters"

    let private rsa (key: ReadOnlyMemory<byte>) =
        Der.read key (fun reader ->
            let fields = reader.ReadSequence()
            let modulus = fields.ReadInteger()
            let exponent = fields.ReadInteger()
            fields.ThrowIfNotEmpty()
            SubjectKey.Rsa((if modulus.Sign > 0 then int (modulus.GetBitLength()) else 0), exponent))

    let private ofFields algorithm parameters (key: ReadOnlyMemory<byte>) =
        match algorithm with
        | "1.2.840.10045.2.1" -> Ok(curve parameters key)
        | "1.3.101.112" when key.Length = 32 && ValueOption.isNone parameters -> Ok(SubjectKey.Ed25519 { Bytes = key })
        | "1.2.840.113549.1.1.1" -> rsa key
        | other -> Ok(SubjectKey.Other $"the algorithm {other}")

    /// The key of a SubjectPublicKeyInfo.
    let read (info: ReadOnlyMemory<byte>) =
        Der.read info (fun reader ->
            let fields = reader.ReadSequence()
            let algorithm = fields.ReadSequence()
            let name = algorithm.ReadObjectIdentifier()

            let parameters =
                if algorithm.HasData then
                    ValueSome(algorithm.ReadEncodedValue())
                else
                    ValueNone

            algorithm.ThrowIfNotEmpty()
            let mutable unused = 0
            let key = ReadOnlyMemory(fields.ReadBitString(&unused))
            fields.ThrowIfNotEmpty()
            struct (name, parameters, key, unused))
        |> Result.bind (fun struct (name, parameters, key, unused) ->
            if unused = 0 then
                ofFields name parameters key
            else
                Malformation.error "bad-der" "a key ends inside a byte")
