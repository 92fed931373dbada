namespace PeerFunctional.Tests.Quic

open System
open System.Buffers.Binary
open System.Security.Cryptography
open System.Text
open PeerFunctional.Capture
open PeerFunctional.Kernel

/// QUIC packets sealed with AES-128, written anew from RFC 9000 and RFC 9001.
module SealedPackets =

    let private expand (secret: byte[]) (label: string) length =
        let name = Encoding.ASCII.GetBytes("tls13 " + label)

        let info =
            Array.concat [ [| byte (length >>> 8); byte length; byte name.Length |]; name; [| 0uy |] ]

        HKDF.Expand(HashAlgorithmName.SHA256, secret, length, info)

    /// The secret after an update of keys.
    let updated secret = expand secret "quic ku" 32

    let initialSecret (destination: byte[]) label =
        let salt = Convert.FromHexString "38762CF7F55934B34D179AE6A4C80CADCCBB7F0A"
        expand (HKDF.Extract(HashAlgorithmName.SHA256, destination, salt)) label 32

    /// A packet with its header hidden; the number has four bytes.
    let private hide (headerSecret: byte[]) (secret: byte[]) (header: byte[]) (number: int) (content: byte[]) =
        let numberBytes = Array.zeroCreate<byte> 4
        BinaryPrimitives.WriteInt32BigEndian(Span numberBytes, number)
        let whole = Array.append header numberBytes
        let nonce = expand secret "quic iv" 12

        for place in 0..3 do
            nonce[8 + place] <- nonce[8 + place] ^^^ numberBytes[place]

        use aes = new AesGcm(expand secret "quic key" 16, 16)
        let hidden = Array.zeroCreate<byte> content.Length
        let tag = Array.zeroCreate<byte> 16
        aes.Encrypt(nonce, content, hidden, tag, whole)
        let behind = Array.append hidden tag
        use block = Aes.Create()
        block.Key <- expand headerSecret "quic hp" 16
        let mask = block.EncryptEcb(behind[0..15], PaddingMode.None)
        whole[0] <- whole[0] ^^^ (mask[0] &&& (if header[0] >= 0x80uy then 0x0Fuy else 0x1Fuy))

        for place in 0..3 do
            let at = header.Length + place
            whole[at] <- whole[at] ^^^ mask[1 + place]

        Array.append whole behind

    /// A number of four bytes, or of two where it fits.
    let number (value: int64) =
        let bytes = Array.zeroCreate<byte> 8
        BinaryPrimitives.WriteInt64BigEndian(Span bytes, value)
        bytes[0] <- bytes[0] ||| 0xC0uy
        bytes

    let private withLength (bytes: byte[]) =
        Array.append [| byte bytes.Length |] bytes

    /// A Retry that names another id; the tag at its end belongs to no Retry.
    let retry destination source =
        Array.concat
            [ [| 0xF0uy; 0uy; 0uy; 0uy; 1uy |]
              withLength destination
              withLength source
              Array.zeroCreate<byte> 36 ]

    let initial secret destination source packet content =
        let header =
            Array.concat
                [ [| 0xC3uy; 0uy; 0uy; 0uy; 1uy |]
                  withLength destination
                  withLength source
                  [| 0uy |]
                  number (int64 (4 + Array.length content + 16)) ]

        hide secret secret header packet content

    /// A packet of streams; the keys of its header are those of the first secret.
    let short firstSecret secret isUpdated destination packet content =
        let first = if isUpdated then 0x47uy else 0x43uy
        hide firstSecret secret (Array.append [| first |] destination) packet content

    let crypto (bytes: byte[]) =
        Array.concat [ [| 0x06uy |]; number 0L; number bytes.LongLength; bytes ]

    let stream id offset isLast (bytes: byte[]) =
        Array.concat
            [ [| if isLast then 0x0Fuy else 0x0Euy |]
              number id
              number offset
              number bytes.LongLength
              bytes ]

    let acknowledged first last =
        Array.concat [ [| 0x02uy |]; number last; number 0L; number 0L; number (last - first) ]

    let private message kind (body: byte[]) =
        Array.concat [ [| kind; 0uy; byte (body.Length >>> 8); byte body.Length |]; body ]

    let clientHello random =
        let alpn =
            Array.concat [ [| 0uy; 16uy; 0uy; 9uy; 0uy; 7uy; 6uy |]; Encoding.ASCII.GetBytes "libp2p" ]

        Array.concat
            [ [| 3uy; 3uy |]
              random
              [| 0uy; 0uy; 2uy; 0x13uy; 1uy; 1uy; 0uy; 0uy; byte alpn.Length |]
              alpn ]
        |> message 1uy

    let serverHello =
        Array.concat [ [| 3uy; 3uy |]; Array.zeroCreate 32; [| 0uy; 0x13uy; 1uy; 0uy; 0uy; 0uy |] ]
        |> message 2uy

    let client = Endpoint.create "127.0.0.1" 5_001
    let server = Endpoint.create "127.0.0.1" 5_002

    let fromClient (bytes: byte[]) =
        { Source = client
          Destination = server
          Payload = ReadOnlyMemory bytes }

    let fromServer (bytes: byte[]) =
        { Source = server
          Destination = client
          Payload = ReadOnlyMemory bytes }
