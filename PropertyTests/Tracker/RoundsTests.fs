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

    /// Pauses between two queries until every peer holds every item, in halves; none after so many pauses.
    let private rounds isOriginal ring =
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

        let network =
            LosslessNetwork.settle AsPublished (LosslessNetwork.phrase items) peers

        let isComplete () =
            peers
            |> List.forall (fun (_, name, _) -> (LosslessNetwork.numbersOf name network).Length = items.Length)

        let rec wait halves =
            if isComplete () then
                Some(float halves / 2.0)
            elif halves > 1_000 then
                None
            else
                network.Run(Limits.pace / 2.0)
                wait (halves + 1)

        wait 0

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
