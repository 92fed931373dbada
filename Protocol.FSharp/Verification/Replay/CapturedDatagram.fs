namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel

[<NoEquality; NoComparison>]
type CapturedDatagram<'message> =
    { Frame: int64
      At: TimeSpan
      Source: Endpoint
      Destination: Endpoint
      Bytes: ReadOnlyMemory<byte>
      Message: Result<'message, Malformation>
      Reread: ReadOnlyMemory<byte> -> Result<'message, Malformation> }

module CapturedDatagram =

    let private flow inputs outputs =
        { Inputs = inputs
          Outputs = outputs
          WasReset = false
          LostOutput = ValueNone
          UnseenOwnEnd = ValueNone
          UnseenOtherEnd = ValueNone }

    let flows (owner: Endpoint -> int voption) (datagrams: CapturedDatagram<'message> list) =
        let byEndpoint endpoint partner =
            [ for own, datagrams in List.groupBy endpoint datagrams ->
                  struct (owner own,
                          [| for datagram in datagrams ->
                                 { Frame = datagram.Frame
                                   At = datagram.At
                                   Partner = Address.Datagram(partner datagram)
                                   Observation = Observation.Message(datagram.Message, datagram.Bytes) } |]) ]

        let received = byEndpoint _.Destination _.Source
        let sent = byEndpoint _.Source _.Destination

        fun participant ->
            [ for struct (owner, inputs) in received do
                  if owner = ValueSome participant then
                      flow inputs [||]
              for struct (owner, outputs) in sent do
                  if owner = ValueSome participant then
                      flow [||] outputs ]
