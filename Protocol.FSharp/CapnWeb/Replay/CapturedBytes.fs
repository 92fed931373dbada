namespace PeerFunctional.CapnWeb

open System
open PeerFunctional.Verification

/// The bytes of one direction of a captured connection, and where each of them came.
[<NoEquality; NoComparison>]
type CapturedBytes =
    {
        Bytes: ReadOnlyMemory<byte>
        /// For each segment the number of bytes up to its end.
        Ends: int array
        Places: CapturePoint array
    }

module CapturedBytes =

    /// The segments of a direction as one.
    let ofStream (stream: CapturedStream<'message>) =
        { Bytes = CapturedStream.joined stream.Pieces
          Ends =
            stream.Pieces
            |> List.scan (fun before piece -> before + piece.Length) 0
            |> List.tail
            |> Array.ofList
          Places = stream.Messages |> List.map _.Place |> Array.ofList }

    /// Where the byte came that is the last before `after`, which is 1 or more.
    let placeBefore after (captured: CapturedBytes) =
        let rec search low high =
            if low >= high then
                low
            else
                let middle = (low + high) / 2

                if captured.Ends[middle] >= after then
                    search low middle
                else
                    search (middle + 1) high

        captured.Places[search 0 (captured.Ends.Length - 1)]
