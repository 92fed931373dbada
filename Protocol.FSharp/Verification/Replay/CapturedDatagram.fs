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
      Message: Result<'message, Malformation> }

module CapturedDatagram =

    let flows owns (datagrams: CapturedDatagram<'message> list) =
        let byEndpoint endpoint partner =
            datagrams
            |> List.filter (endpoint >> owns)
            |> List.groupBy endpoint
            |> List.map (fun (_, datagrams) ->
                [| for datagram in datagrams ->
                       { Frame = datagram.Frame
                         At = datagram.At
                         Partner = Address.Datagram(partner datagram)
                         Observation = Observation.Message(datagram.Message, datagram.Bytes) } |])

        [ for inputs in byEndpoint _.Destination _.Source ->
              { Inputs = inputs
                Outputs = [||]
                WasReset = false
                LostOutput = ValueNone
                UnseenOwnEnd = ValueNone
                UnseenOtherEnd = ValueNone }
          for outputs in byEndpoint _.Source _.Destination ->
              { Inputs = [||]
                Outputs = outputs
                WasReset = false
                LostOutput = ValueNone
                UnseenOwnEnd = ValueNone
                UnseenOtherEnd = ValueNone } ]
