namespace PeerFunctional.Capture

open System
open PeerFunctional.Kernel

/// The two ends of a TCP connection.
type TcpEnd =
    | Caller
    | Callee

/// A TCP connection that is being written down: who talks to whom, and how far each side is.
[<NoEquality; NoComparison>]
type TcpSynthesizer =
    private
        {
            CallerAt: Endpoint
            CalleeAt: Endpoint
            /// The sequence number of what each side says next.
            CallerNext: uint32
            CalleeNext: uint32
            IsTornDown: bool
        }

/// The segments that a connection would consist of on a network that loses nothing and acknowledges at once.
module TcpSynthesizer =

    /// The most payload bytes of a segment over IPv4, where lengths have 16 bits; over IPv6 there could be 20 more.
    [<Literal>]
    let MaxPayload = 65_495

    /// A connection to be; its number among the connections of a recording makes its sequence numbers its own, so that
    /// one that uses the ports of another again is told apart from it.
    let between (number: int) caller callee =
        { CallerAt = caller
          CalleeAt = callee
          CallerNext = uint32 number * 2_654_435_761u
          CalleeNext = uint32 number * 2_246_822_519u + 1_000_000u
          IsTornDown = false }

    let private segment side talk =
        let source, destination, sequence, acknowledgement =
            match side with
            | Caller -> talk.CallerAt, talk.CalleeAt, talk.CallerNext, talk.CalleeNext
            | Callee -> talk.CalleeAt, talk.CallerAt, talk.CalleeNext, talk.CallerNext

        { Source = source
          Destination = destination
          Sequence = sequence
          Acknowledgement = ValueSome acknowledgement
          Syn = false
          Fin = false
          Reset = false
          Payload = ReadOnlyMemory.Empty }

    let private other side =
        match side with
        | Caller -> Callee
        | Callee -> Caller

    let private advance side count talk =
        match side with
        | Caller ->
            { talk with
                CallerNext = talk.CallerNext + count }
        | Callee ->
            { talk with
                CalleeNext = talk.CalleeNext + count }

    /// What one side says, which takes up so many sequence numbers, and that the other has heard it.
    let private exchange side count said talk =
        let next = advance side count talk
        struct ([ said; segment (other side) next ], next)

    let private unlessTornDown step talk =
        if talk.IsTornDown then struct ([], talk) else step talk

    /// The caller calls.
    let call talk =
        let syn =
            { segment Caller talk with
                Syn = true
                Acknowledgement = ValueNone }

        struct ([ syn ], advance Caller 1u talk)

    /// The call is answered.
    let answer talk =
        exchange Callee 1u { segment Callee talk with Syn = true } talk

    /// Bytes of one side, in as few segments as can be.
    let say side (bytes: ReadOnlyMemory<byte>) talk =
        let rec go segments (bytes: ReadOnlyMemory<byte>) talk =
            if bytes.IsEmpty then
                struct (List.rev segments, talk)
            else
                let length = min bytes.Length MaxPayload

                let part =
                    { segment side talk with
                        Payload = bytes.Slice(0, length) }

                let struct (said, talk) = exchange side (uint32 length) part talk
                go (List.rev said @ segments) (bytes.Slice length) talk

        unlessTornDown (go [] bytes) talk

    /// One side has no more to say.
    let finish side talk =
        talk |> unlessTornDown (fun talk -> exchange side 1u { segment side talk with Fin = true } talk)

    /// One side tears the connection down, or refuses the call. Nothing is said afterwards.
    let reset side talk =
        talk
        |> unlessTornDown (fun talk ->
            struct ([ { segment side talk with Reset = true } ], { talk with IsTornDown = true }))
