namespace PeerFunctional.Verification

/// What is under way in a capture while it is read, by number, and over once it is silent.
module Silence =

    /// Closes what is over by a time, or what was silent longest where more than so many are open; answers what was closed.
    /// `close` is told until when it lasted. Time that runs back is another recording's.
    let prune pause most last close (time: int64) (opened: Map<int64, 'opened>) state =
        let silent =
            [ for KeyValue(number, it) in opened do
                  if abs (time - last it) > pause then
                      struct (number, last it + pause) ]

        let over =
            if silent.IsEmpty && opened.Count > most then
                let quietest = opened |> Seq.minBy (fun pair -> last pair.Value)
                [ struct (quietest.Key, last quietest.Value) ]
            else
                silent

        (struct (state, []), over)
        ||> List.fold (fun (struct (state, closed)) (struct (number, until)) ->
            let struct (state, it) = close until number state
            struct (state, closed @ [ it ]))
