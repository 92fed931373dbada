namespace PeerFunctional.Tests.SneakerNet

open System
open Xunit
open FsCheck
open FsCheck.Xunit
open PeerFunctional.SneakerNet
open PeerFunctional.Tests

module StretchTests =

    let private events =
        Authors.create [ "Alice", 60 ]
        |> Authors.events "Alice" 60
        |> List.map (Offer.verify WorldSignatures.signatures)

    let private verified =
        events
        |> List.choose (function
            | Sound verified -> Some verified
            | Doubtful _ -> None)

    let private feed =
        let first = List.head verified
        first.Event.Feed

    /// A feed that was offered some events.
    let private holding (seqs: Set<int>) =
        (Feed.empty, verified)
        ||> List.fold (fun held event ->
            if Set.contains (int event.Event.Seq) seqs then
                let struct (held, _) = Feed.offer 1_000 event held
                held
            else
                held)

    let private stretch first last =
        Stretch.create feed first last TimeSpan.Zero true

    let private seqsOf (stretches: Stretch list) =
        stretches |> List.collect (fun stretch -> [ stretch.First .. stretch.Last ])

    [<Property>]
    let ``Stretch.holes covers the missing events of a stretch, each once`` (seqs: Set<int>) (PositiveInt first) =
        let seqs = seqs |> Set.map (fun seq -> 1 + abs (seq % 60))
        let first = 1L + int64 (first % 30)
        let held = holding seqs

        let isHere seq =
            seq <= Feed.seq held || Map.containsKey seq held.Early

        let holes = Stretch.holes held (stretch first (first + 25L))

        seqsOf holes = ([ first .. first + 25L ] |> List.filter (isHere >> not))
        && holes |> List.forall (fun hole -> hole.Missing = hole.Last - hole.First + 1L)

    [<Property>]
    let ``Stretch.take splits the stretches without loss, and the taken part fits``
        (PositiveInt room)
        (PositiveInt parts)
        =
        let stretches = [ stretch 1L 5L; stretch 7L 7L; stretch 10L 30L; stretch 40L 44L ]

        let room, parts = int64 (room % 50), parts % 6
        let struct (taken, left) = Stretch.take room parts stretches

        seqsOf (taken @ left) = seqsOf stretches
        && Stretch.outstanding (taken @ left) = Stretch.outstanding stretches
        && Stretch.outstanding taken <= room
        && taken.Length <= parts

    [<Fact>]
    let ``An arriving event marks later requests as on their way, and earlier requests stay overdue`` () : unit =
        let late (stretch: Stretch) = { stretch with IsOverdue = true }
        let asked = [ stretch 1L 5L; stretch 6L 9L; stretch 10L 14L ] |> List.map late

        match Stretch.arrive feed 7L asked with
        | ValueSome struct (found, left) ->
            found.First |> Expect.equal 6L
            left |> List.map _.IsOverdue |> Expect.equal [ true; false; false ]
            Stretch.outstanding left |> Expect.equal 13L
        | ValueNone -> failwith "it is of another kind"

        Stretch.arrive feed 20L asked |> Expect.equal ValueNone
