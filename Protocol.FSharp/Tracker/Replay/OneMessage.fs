namespace PeerFunctional.Tracker

open System
open PeerFunctional.Kernel
open PeerFunctional.Kernel.Encodings
open PeerFunctional.Verification

/// A direction of a captured connection carries one message. No program sends more, and none reads it.
module OneMessage =

    let private isWhole bytes =
        match PickleReader.take bytes PickleReader.start with
        | PickleProgress.Finished _ -> true
        | PickleProgress.Unfinished _
        | PickleProgress.Refused _ -> false

    /// The bytes behind the pickle that others begin with.
    let private behind (bytes: ReadOnlyMemory<byte>) =
        /// The pickle ends after more than `low` bytes, and after `high` at the latest.
        let rec search low high =
            if high - low <= 1 then
                bytes.Length - high
            else
                let middle = (low + high) / 2

                if isWhole (bytes.Slice(0, middle)) then
                    search low middle
                else
                    search middle high

        if bytes.Length > 1 && isWhole (bytes.Slice(0, bytes.Length - 1)) then
            search 0 (bytes.Length - 1)
        else
            0

    let private problem count =
        Malformation.error CapturedStream.Behind $"{count} bytes behind the one message of a direction"

    /// Shows the bytes behind a message once, as a malformation.
    let private watch (decoder: StreamDecoder<'message>) : StreamDecoder<'message> =
        let rec silent: StreamDecoder<'message> =
            { Take = fun _ -> struct ([], silent)
              Block = fun () -> ValueNone
              AtEnd = fun () -> [] }

        let told: StreamDecoder<'message> =
            { silent with
                Take =
                    fun bytes ->
                        if bytes.IsEmpty then
                            struct ([], silent)
                        else
                            struct ([ problem bytes.Length ], silent) }

        let rec reading (decoder: StreamDecoder<'message>) before : StreamDecoder<'message> =
            { Take =
                fun bytes ->
                    let struct (messages, next) = decoder.Take bytes
                    let came = bytes :: before

                    match messages with
                    | [] -> struct ([], reading next came)
                    | [ Ok _ ] ->
                        match came |> List.rev |> CapturedStream.joined |> behind with
                        | 0 -> struct (messages, told)
                        | count -> struct (messages @ [ problem count ], silent)
                    | _ -> struct (messages, reading next came)
              Block = decoder.Block
              AtEnd = decoder.AtEnd }

        reading decoder []

    /// The codec as a capture is read with it.
    let watched (codec: StreamCodec<'message>) : StreamCodec<'message> =
        { codec with
            Decoder = codec.Decoder >> watch }
