namespace PeerFunctional.Tests.Verification.Oracles

open PeerFunctional.Verification

/// A sender of numbered data over channels that may lose, and one letter in each: the newest.
type AlternatingBitState =
    { Sent: int
      Received: int
      Data: int voption
      Acknowledgement: int voption }

/// The alternating bit protocol, with `count` data items to carry; only the parity of a number is on the wire.
module AlternatingBit =

    type Step =
        | Sends
        | Arrives
        | Acknowledged
        | DataLost
        | AcknowledgementLost

    let private successors bits count state =
        [ if state.Sent < count then
              struct (Sends,
                      { state with
                          Data = ValueSome(state.Sent % bits) })

          match state.Data with
          | ValueSome bit ->
              let received =
                  if bit = state.Received % bits then
                      { state with
                          Received = state.Received + 1 }
                  else
                      state

              struct (Arrives,
                      { received with
                          Data = ValueNone
                          Acknowledgement = ValueSome bit })

              struct (DataLost, { state with Data = ValueNone })
          | ValueNone -> ()

          match state.Acknowledgement with
          | ValueSome bit ->
              let sent =
                  if bit = state.Sent % bits then
                      state.Sent + 1
                  else
                      state.Sent

              struct (Acknowledged,
                      { state with
                          Sent = sent
                          Acknowledgement = ValueNone })

              struct (AcknowledgementLost,
                      { state with
                          Acknowledgement = ValueNone })
          | ValueNone -> () ]

    let private fingerprint state =
        let bit =
            function
            | ValueSome value -> uint64 value + 1UL
            | ValueNone -> 0UL

        ((uint64 state.Sent * 64UL + uint64 state.Received) * 4UL + bit state.Data) * 4UL
        + bit state.Acknowledgement

    let private fairness =
        function
        | Sends -> 0UL
        | Arrives -> 1UL
        | Acknowledged -> 2UL
        | DataLost -> 3UL
        | AcknowledgementLost -> 4UL

    /// With `bits` 2 as it should be; with 1, a number is not told from the next.
    let model bits count =
        { Model.create
              [ { Sent = 0
                  Received = 0
                  Data = ValueNone
                  Acknowledgement = ValueNone } ]
              (successors bits count)
              fingerprint
              fairness
              [ Always(
                    "nothing is received twice or left out",
                    fun state -> state.Received - state.Sent |> fun ahead -> ahead = 0 || ahead = 1
                )
                Sometimes("everything has been received", fun state -> state.Received = count)
                Progress("everything is received in the end", fun state -> state.Received = count) ] with
            IsFault =
                function
                | DataLost
                | AcknowledgementLost -> true
                | Sends
                | Arrives
                | Acknowledged -> false }
