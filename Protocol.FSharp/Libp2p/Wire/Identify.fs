namespace PeerFunctional.Libp2p

open System
open System.Text
open PeerFunctional.Kernel

/// What a peer tells of itself, in an answer to identify or in a push. In a push what is absent is unchanged.
type Identify =
    {
        /// Such as `/foo/bar/1`.
        ProtocolVersion: string voption
        /// Such as `peer/0.0.1`.
        AgentVersion: string voption
        PublicKey: PublicKey voption
        /// Those that can be read.
        ListenAddresses: Multiaddr list
        /// Where the teller sees the other end; none if it cannot be read.
        ObservedAddress: Multiaddr voption
        /// Those that can be read.
        Protocols: ProtocolName list
        /// The envelope as it came: see `SignedPeerRecord`.
        SignedPeerRecord: ByteString voption
    }

module Identify =

    /// Bytes of the longest message that is read, as js-libp2p has it.
    [<Literal>]
    let MaxBytes = 8_192

    /// Bytes of the longest message that every peer reads: the seed's limit.
    [<Literal>]
    let SafeBytes = 4_096

    let empty =
        { ProtocolVersion = ValueNone
          AgentVersion = ValueNone
          PublicKey = ValueNone
          ListenAddresses = []
          ObservedAddress = ValueNone
          Protocols = []
          SignedPeerRecord = ValueNone }

    let private readable read items =
        items
        |> List.choose (fun item ->
            match read item with
            | Ok value -> Some value
            | Error _ -> None)

    let private optional read (bytes: ReadOnlyMemory<byte> option) =
        match bytes with
        | Some bytes -> read bytes |> Result.map ValueSome
        | None -> Ok ValueNone

    let private name bytes =
        Utf8Text.read "a protocol's name" bytes |> Result.bind ProtocolName.create

    let private ofFields fields =
        let text number =
            Protobuf.tryBytes number fields |> optional (Utf8Text.read "a version")

        match text 5, text 6, Protobuf.tryBytes 1 fields |> optional PublicKey.read with
        | Ok protocolVersion, Ok agentVersion, Ok publicKey ->
            Ok
                { ProtocolVersion = protocolVersion
                  AgentVersion = agentVersion
                  PublicKey = publicKey
                  ListenAddresses = Protobuf.all 2 fields |> readable Multiaddr.ofBytes
                  ObservedAddress =
                    match Protobuf.tryBytes 4 fields |> Option.toList |> readable Multiaddr.ofBytes with
                    | [] -> ValueNone
                    | address :: _ -> ValueSome address
                  Protocols = Protobuf.all 3 fields |> readable name
                  SignedPeerRecord =
                    match Protobuf.tryBytes 8 fields with
                    | Some bytes -> ValueSome { Bytes = bytes }
                    | None -> ValueNone }
        | Error problem, _, _
        | _, Error problem, _
        | _, _, Error problem -> Error problem

    /// Reads the protobuf, without the length before it.
    let read (bytes: ReadOnlyMemory<byte>) =
        if bytes.Length > MaxBytes then
            Malformation.error "oversize" $"the identify message has more than {MaxBytes} bytes"
        else
            Protobuf.read bytes |> Result.bind ofFields

    /// Writes the protobuf with its fields in js-libp2p's order.
    let write identify =
        let optional number (bytes: byte array voption) =
            match bytes with
            | ValueSome bytes -> [ Protobuf.bytes number bytes ]
            | ValueNone -> []

        let text: string voption -> byte array voption =
            ValueOption.map (fun text -> Encoding.UTF8.GetBytes text)

        [ optional 5 (text identify.ProtocolVersion)
          optional 6 (text identify.AgentVersion)
          optional 1 (ValueOption.map PublicKey.write identify.PublicKey)
          identify.ListenAddresses |> List.map (Multiaddr.bytes >> Protobuf.bytes 2)
          optional 4 (ValueOption.map Multiaddr.bytes identify.ObservedAddress)
          identify.Protocols
          |> List.map (fun name -> Protobuf.bytes 3 (Encoding.UTF8.GetBytes(ProtocolName.text name)))
          optional
              8
              (ValueOption.map (fun (envelope: ByteString) -> envelope.Bytes.ToArray()) identify.SignedPeerRecord) ]
        |> List.concat
        |> Array.concat

    /// What is known after a push.
    let push known pushed =
        let newer known pushed =
            if List.isEmpty pushed then known else pushed

        { ProtocolVersion = ValueOption.orElse known.ProtocolVersion pushed.ProtocolVersion
          AgentVersion = ValueOption.orElse known.AgentVersion pushed.AgentVersion
          PublicKey = ValueOption.orElse known.PublicKey pushed.PublicKey
          ListenAddresses = newer known.ListenAddresses pushed.ListenAddresses
          ObservedAddress = ValueOption.orElse known.ObservedAddress pushed.ObservedAddress
          Protocols = newer known.Protocols pushed.Protocols
          SignedPeerRecord = ValueOption.orElse known.SignedPeerRecord pushed.SignedPeerRecord }
