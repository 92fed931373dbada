namespace PeerFunctional.Tests.SneakerNet

open System
open Xunit
open FsCheck
open FsCheck.Xunit
open PeerFunctional.SneakerNet
open PeerFunctional.Tests

module RequestedRangeTests =

    let private events =
        ScenarioFeeds.create [ "Alice", 60 ]
        |> ScenarioFeeds.events "Alice" 60
        |> List.map (OfferedEvent.verify ModelSignatures.signatures)

    let private verified =
        events
        |> List.choose (function
            | Sound verified -> Some verified
            | Unverified _ -> None)

    let private feed =
        let first = List.head verified
        first.Event.Feed

    /// A feed that was offered some events.
    let private holding (seqs: Set<int>) =
        (Feed.empty, verified)
        ||> List.fold (fun held event ->
            if Set.contains (int event.Event.Seq) seqs then
                let struct (held, _) = Feed.append 1_000 event held
                held
            else
                held)

    let private range first last =
        RequestedRange.create feed first last TimeSpan.Zero true

    let private seqsOf (ranges: RequestedRange list) =
        ranges |> List.collect (fun range -> [ range.First .. range.Last ])

    [<Property>]
    let ``RequestedRange.holes covers the missing events of a range, each once`` (seqs: Set<int>) (PositiveInt first) =
        let seqs = seqs |> Set.map (fun seq -> 1 + abs (seq % 60))
        let first = 1L + int64 (first % 30)
        let held = holding seqs

        let isHere seq =
            seq <= Feed.seq held || Map.containsKey seq held.Early

        let holes = RequestedRange.holes held (range first (first + 25L))

        seqsOf holes = ([ first .. first + 25L ] |> List.filter (isHere >> not))
        && holes |> List.forall (fun hole -> hole.Missing = hole.Last - hole.First + 1L)

    [<Property>]
    let ``RequestedRange.take splits the ranges without loss, and the taken part fits``
        (PositiveInt room)
        (PositiveInt parts)
        =
        let ranges = [ range 1L 5L; range 7L 7L; range 10L 30L; range 40L 44L ]

        let room, parts = int64 (room % 50), parts % 6
        let struct (taken, left) = RequestedRange.take room parts ranges

        seqsOf (taken @ left) = seqsOf ranges
        && RequestedRange.outstanding (taken @ left) = RequestedRange.outstanding ranges
        && RequestedRange.outstanding taken <= room
        && taken.Length <= parts

    [<Fact>]
    let ``An arriving event clears later requests from overdue, and earlier requests stay overdue`` () : unit =
        let late (range: RequestedRange) = { range with IsOverdue = true }
        let asked = [ range 1L 5L; range 6L 9L; range 10L 14L ] |> List.map late

        match RequestedRange.arrive feed 7L asked with
        | ValueSome struct (found, left) ->
            found.First |> Expect.equal 6L
            left |> List.map _.IsOverdue |> Expect.equal [ true; false; false ]
            RequestedRange.outstanding left |> Expect.equal 13L
        | ValueNone -> failwith "it is of another kind"

        RequestedRange.arrive feed 20L asked |> Expect.equal ValueNone
