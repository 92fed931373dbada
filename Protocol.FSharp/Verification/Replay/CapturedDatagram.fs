namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel

/// A captured datagram, decoded.
[<NoEquality; NoComparison>]
type CapturedDatagram<'message> =
    {
        /// The number of its frame in the capture, from 1.
        Frame: int64
        /// Since the conversation began.
        At: TimeSpan
        Source: Endpoint
        Destination: Endpoint
        Bytes: ReadOnlyMemory<byte>
        /// What the recipient's codec makes of the bytes.
        Message: Result<'message, Malformation>
    }

module CapturedDatagram =

    /// The flows of a participant whose endpoints `owns` tells: one for each endpoint that it received at, then one for each
    /// that it sent from.
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
                WasReset = false }
          for outputs in byEndpoint _.Source _.Destination ->
              { Inputs = [||]
                Outputs = outputs
                WasReset = false } ]
