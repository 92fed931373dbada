namespace PeerFunctional.Capture

open System
open PeerFunctional.Kernel

type TcpEnd =
    | Caller
    | Callee

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

module TcpSynthesizer =

    [<Literal>]
    let MaxPayload = 65_495

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
          Missing = 0
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

    let call talk =
        let syn =
            { segment Caller talk with
                Syn = true
                Acknowledgement = ValueNone }

        struct ([ syn ], advance Caller 1u talk)

    let answer talk =
        exchange Callee 1u { segment Callee talk with Syn = true } talk

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

    let finish side talk =
        talk |> unlessTornDown (fun talk -> exchange side 1u { segment side talk with Fin = true } talk)

    let reset side talk =
        talk
        |> unlessTornDown (fun talk ->
            struct ([ { segment side talk with Reset = true } ], { talk with IsTornDown = true }))
