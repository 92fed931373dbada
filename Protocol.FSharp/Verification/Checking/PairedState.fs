namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel
// `Action` is this one, not System's.
open PeerFunctional.Verification

[<RequireQualifiedAccess>]
type SharedStep<'timer> =
    | Starts of peer: int
    | Arrives of place: int
    | Doubles of place: int
    | Vanishes of place: int
    | Fires of peer: int * timer: 'timer * at: TimeSpan
    | Crashes of peer: int
    | Restarts of peer: int

type Difference =
    { Peer: string
      First: string voption
      Second: string voption }

[<RequireQualifiedAccess>]
type SharedLetter<'message> =
    | Both of first: Envelope<'message> * second: Envelope<'message>
    | First of Envelope<'message>
    | Second of Envelope<'message>

type PairedState<'state, 'timer, 'message, 'ask, 'store when 'timer: comparison> =
    { ToStart: int list
      First: WorldState<'state, 'timer, 'ask, 'store>
      Second: WorldState<'state, 'timer, 'ask, 'store>
      InFlight: SharedLetter<'message> list
      Ahead: Map<struct (int * int * string), int>
      Left: FaultBudget }

module SharedLetter =

    let first letter =
        match letter with
        | SharedLetter.Both(envelope, _)
        | SharedLetter.First envelope -> ValueSome envelope
        | SharedLetter.Second _ -> ValueNone

    let second letter =
        match letter with
        | SharedLetter.Both(_, envelope)
        | SharedLetter.Second envelope -> ValueSome envelope
        | SharedLetter.First _ -> ValueNone

    /// The envelope of a world that has it, of the first if both do.
    let either letter =
        match letter with
        | SharedLetter.Both(envelope, _)
        | SharedLetter.First envelope
        | SharedLetter.Second envelope -> envelope

    /// A number for who has it: what only one world sends does not wait for what only the other sends.
    let side letter =
        match letter with
        | SharedLetter.Both _ -> 0
        | SharedLetter.First _ -> 1
        | SharedLetter.Second _ -> 2

module Difference =

    let isOfContents (difference: Difference) = difference.First = difference.Second

    let words (first: string) (second: string) (difference: Difference) =
        let sends kind =
            kind |> ValueOption.defaultValue "nothing"

        if isOfContents difference then
            $"{difference.Peer} sends {sends difference.First} with {first}, and with {second} one of other contents"
        else
            $"{difference.Peer} sends {sends difference.First} with {first}, and {sends difference.Second} with {second}"

module PairedState =

    let fingerprint (state: PairedState<_, _, _, _, _>) =
        let letters digest =
            state.InFlight
            |> List.sortBy (fun letter ->
                let envelope = SharedLetter.either letter

                envelope.Recipient,
                Digest.value (ValueDigest.ofValue (Envelope.route envelope)),
                SharedLetter.side letter)
            |> List.fold
                (fun digest letter ->
                    digest
                    |> ValueDigest.add (SharedLetter.first letter)
                    |> ValueDigest.add (SharedLetter.second letter))
                digest

        Digest.empty
        |> ValueDigest.add state.ToStart
        |> WorldState.digest state.First
        |> WorldState.digest state.Second
        |> letters
        |> ValueDigest.add (Map.toList state.Ahead)
        |> ValueDigest.add state.Left
        |> Digest.value
