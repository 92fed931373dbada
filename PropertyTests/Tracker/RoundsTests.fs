namespace PeerFunctional.Tests.Tracker

open System
open FsCheck
open FsCheck.FSharp
open FsCheck.Xunit
open PeerFunctional.Kernel
open PeerFunctional.Tests
open PeerFunctional.Tracker

/// A ring of the original tracker: the order in which it deals, when each peer takes its turns, and who is an original.
type OriginalRing =
    {
        Dealing: int list
        /// One a peer, each once: its turns are so many sixteenths of a pause later.
        Phases: int list
        Originals: bool list
    }

type OriginalRingArbitraries =
    static member Ring() =
        gen {
            let! items = Gen.choose (2, 8)
            let! more = Gen.choose (0, 4)
            let! dealing = Gen.shuffle [ 0 .. items - 1 ]
            let! phases = Gen.shuffle [ 0..15 ]
            let! originals = Gen.elements [ true; false ] |> Gen.listOfLength (items + more)

            return
                { Dealing = List.ofArray dealing
                  Phases = phases |> Array.truncate (items + more) |> List.ofArray
                  Originals = originals }
        }
        |> Arb.fromGen

module RoundsTests =

    /// Pauses between two queries until every peer of `peers` holds every item, in halves; none after so many pauses. Something
    /// happens after each half.
    let private roundsOf (network: LosslessNetwork<RingParticipant, Message>) size peers (happens: int -> unit) =
        let isComplete () =
            peers |> List.forall (fun name -> (LosslessNetwork.numbersOf name network).Length = size)

        let rec wait halves =
            if isComplete () then
                Some(float halves / 2.0)
            elif halves > 1_000 then
                None
            else
                network.Run(Limits.pace / 2.0)
                happens halves
                wait (halves + 1)

        wait 0

    /// A ring of the original tracker, and its peers.
    let private settle isOriginal ring =
        let items = ring.Dealing |> List.map (fun seq -> seq, $"word{seq}")

        let peers =
            List.zip ring.Phases (List.map isOriginal ring.Originals)
            |> List.mapi (fun index (phase, isOriginal) ->
                let start = Limits.pace * (float phase / 16.0)

                // An original registers later after its start.
                if isOriginal then
                    AsPublished, $"peer{index}", start.TotalSeconds
                else
                    Recovering, $"peer{index}", (start + Limits.settling).TotalSeconds)

        struct (LosslessNetwork.settle AsPublished (LosslessNetwork.phrase items) peers,
                peers |> List.map (fun (_, name, _) -> name))

    let private rounds isOriginal ring =
        let struct (network, peers) = settle isOriginal ring
        roundsOf network ring.Dealing.Length peers ignore

    [<Property(Arbitrary = [| typeof<OriginalRingArbitraries> |])>]
    let ``A ring with any originals completes, and no later than a ring of originals`` (ring: OriginalRing) : unit =
        match rounds (fun _ -> true) ring, rounds id ring with
        | Some ofOriginals, Some mixed ->
            Expecto.Expect.isLessThanOrEqual mixed ofOriginals "rounds beside those of originals alone"
        | ofOriginals, mixed -> failwith $"not complete: originals {ofOriginals}, mixed {mixed}"

    [<Property(Arbitrary = [| typeof<OriginalRingArbitraries> |])>]
    let ``A ring of ours completes in a round an item, however the original tracker deals``
        (ring: OriginalRing)
        : unit =
        // Two rounds until the registrations are over, and one until a peer knows that its neighbour gives further items.
        match rounds (fun _ -> false) ring with
        | Some rounds -> Expecto.Expect.isLessThanOrEqual rounds (float ring.Phases.Length + 3.0) "rounds"
        | None -> failwith "the ring did not complete within its limit"

    /// From a death to the round of PING that finds it, and to the end of that round.
    let private untilPruned = (Limits.pingEvery + Limits.answer) / Limits.pace

    [<Property(Arbitrary = [| typeof<OriginalRingArbitraries> |])>]
    let ``A ring of ours that one peer leaves by its death and another one joins completes a round of PING later at most``
        (ring: OriginalRing)
        : unit =
        let struct (network, peers) = settle (fun _ -> false) ring
        let last = List.last peers

        // By then others have the item that it was dealt.
        let happens half =
            if half = 9 then
                network.Kill last
                network.Add("late", 9_101, LosslessNetwork.peer Recovering "late" 9_101, TimeSpan.Zero)

        let staying = "late" :: List.filter ((<>) last) peers

        match roundsOf network ring.Dealing.Length staying happens with
        | Some rounds ->
            Expecto.Expect.isLessThanOrEqual rounds (float ring.Phases.Length + 3.0 + 5.0 + untilPruned) "rounds"
        | None -> failwith "the ring did not complete within its limit"
