namespace PeerFunctional.Tests.Verification.Oracles

open PeerFunctional.Kernel
open PeerFunctional.Runtime.Search
open PeerFunctional.Verification

/// A specification that others have published and TLC has counted, as a model of ours.
type PublishedSpecification =
    {
        /// The configuration in the repository `tlaplus/Examples`, below `specifications`; its `manifest.json` has the counts.
        Name: string

        /// None where a constraint cuts TLC's search: TLC counts the steps that lead out of it.
        Generated: int64 voption
        Distinct: int64

        /// What our search counts.
        Count: unit -> StateCounts
    }

module PublishedSpecifications =

    let private specification name generated distinct initial successors =
        let count () =
            let model =
                Model.create
                    initial
                    (successors >> List.map (fun next -> struct ((), next)))
                    (ValueDigest.ofValue >> Digest.value)
                    (fun () -> 0UL)
                    []

            StateSearch.Run(model, SearchOptions(Workers = 1)).Counts

        { Name = name
          Generated = generated
          Distinct = distinct
          Count = count }

    let private onlyIf isSo next = if isSo then [ next ] else []

    let private put place value items = List.updateAt place value items

    let private flip bit = 1 - bit

    /// The hand of a clock with twelve hours.
    let private hourClock =
        specification "SpecifyingSystems/HourClock/HourClock.cfg" (ValueSome 24L) 12L [ 1..12 ] (fun hour ->
            [ hour % 12 + 1 ])

    /// A value on a wire, with a bit of its sender and one of its receiver.
    let private send struct (value: int, ready, acknowledged) data =
        [ if ready = acknowledged then
              for next in data -> struct (next, flip ready, acknowledged)
          ignore value ]

    let private receive struct (value: int, ready, acknowledged) =
        onlyIf (ready <> acknowledged) struct (value, ready, flip acknowledged)

    let private wires =
        [ for value in 1..3 do
              for bit in 0..1 -> struct (value, bit, bit) ]

    let private asynchronousInterface =
        specification
            "SpecifyingSystems/AsynchronousInterface/AsynchInterface.cfg"
            (ValueSome 30L)
            12L
            wires
            (fun wire -> send wire [ 1..3 ] @ receive wire)

    /// A queue of three at most between two wires.
    let private fifo =
        specification
            "SpecifyingSystems/FIFO/MCInnerFIFO.cfg"
            ValueNone
            3864L
            [ for one, other in List.allPairs wires wires -> one, [], other ]
            (fun (arriving, queue, leaving) ->
                let struct (value, _, _) = arriving

                [ for next in send arriving [ 1..3 ] -> next, queue, leaving
                  if queue.Length < 3 then
                      for next in receive arriving -> next, queue @ [ value ], leaving
                  match queue with
                  | first :: rest -> for next in send leaving [ first ] -> arriving, rest, next
                  | [] -> ()
                  for next in receive leaving -> arriving, queue, next ])

    /// Sender's bit, acknowledged bit, receiver's bit, what was sent and what was received.
    let private abstractBits =
        [ for bit in 0..1 do
              for sent in 1..2 do
                  for received in 1..2 -> [ bit; bit; bit; sent; received ] ]

    let private bitCorrectness =
        specification "SpecifyingSystems/TLC/ABCorrectness.cfg" (ValueSome 36L) 20L abstractBits (fun bits ->
            let sender, acknowledged, receiver, sent = bits[0], bits[1], bits[2], bits[3]

            [ if acknowledged = sender then
                  for data in 1..2 -> bits |> put 3 data |> put 0 (flip sender)
              yield! onlyIf (receiver <> sender) (bits |> put 2 sender |> put 4 sent)
              yield! onlyIf (receiver <> acknowledged) (put 1 receiver bits) ])

    /// The same over two lossy queues of two messages each at most.
    let private alternatingBit =
        specification
            "SpecifyingSystems/TLC/MCAlternatingBit.cfg"
            ValueNone
            240L
            [ for bits in abstractBits -> bits, ([]: (int * int) list), ([]: int list) ]
            (fun (bits, messages, answers) ->
                let sender, acknowledged, receiver, sent = bits[0], bits[1], bits[2], bits[3]

                [ if acknowledged = sender then
                      for data in 1..2 do
                          bits |> put 3 data |> put 0 (flip sender), messages @ [ flip sender, data ], answers
                  else
                      bits, messages @ [ sender, sent ], answers
                  match messages with
                  | (bit, data) :: rest -> bits |> put 2 bit |> put 4 data, rest, answers
                  | [] -> ()
                  bits, messages, answers @ [ receiver ]
                  match answers with
                  | bit :: rest -> put 1 bit bits, messages, rest
                  | [] -> ()
                  for lost in 0 .. messages.Length - 1 do
                      bits, List.removeAt lost messages, answers
                  for lost in 0 .. answers.Length - 1 do
                      bits, messages, List.removeAt lost answers ]
                |> List.filter (fun (_, messages, answers) -> messages.Length <= 2 && answers.Length <= 2))

    /// Black and white beans, up to a hundred.
    let private coffeeCan =
        specification
            "CoffeeCan/CoffeeCan100Beans.cfg"
            (ValueSome 20002L)
            5150L
            [ for black in 0..100 do
                  for white in 0..100 do
                      if black + white >= 1 && black + white <= 100 then
                          black, white ]
            (fun (black, white) ->
                [ yield! onlyIf (white >= 2) (black + 1, white - 2)
                  yield! onlyIf (black >= 2) (black - 1, white)
                  yield! onlyIf (black >= 1 && white >= 1) (black - 1, white)
                  yield! onlyIf (black + white = 1) (black, white) ])

    /// A cat that moves from box to box, and the box that is looked into, to and fro.
    let private cat name boxes generated distinct =
        specification
            name
            generated
            distinct
            [ for cat in 1..boxes do
                  for looked in 2 .. boxes - 1 do
                      for step in [ -1; 1 ] -> cat, looked, step ]
            (fun (cat, looked, step) ->
                let isInside = looked + step >= 2 && looked + step <= boxes - 1
                let looked, step = if isInside then looked + step, step else looked, -step

                [ for cat in [ cat + 1; cat - 1 ] do
                      if cat >= 1 && cat <= boxes then
                          cat, looked, step ])

    /// Two switches, how often each of three prisoners has moved the first one up, and the count of the fourth.
    let private prisoners =
        specification
            "Prisoners/Prisoners.cfg"
            (ValueSome 860L)
            214L
            [ for up in [ false; true ] do
                  for other in [ false; true ] -> up, other, [ 0; 0; 0 ], 0 ]
            (fun (up, other, moved, count) ->
                [ if up then
                      false, other, moved, count + 1
                  else
                      up, not other, moved, count
                  for prisoner in 0..2 do
                      if not up && moved[prisoner] < 2 then
                          true, other, put prisoner (moved[prisoner] + 1) moved, count
                      else
                          up, not other, moved, count ])

    /// The smoker who lacks nothing of an offer, by what the offer lacks; the dealer's offer, or none.
    let private smokers =
        specification
            "CigaretteSmokers/CigaretteSmokers.cfg"
            (ValueSome 15L)
            6L
            [ for lacking in 1..3 -> 0, lacking ]
            (fun (smoking, lacking) ->
                if lacking > 0 then
                    [ lacking, 0 ]
                else
                    [ for offer in 1..3 do
                          if smoking > 0 then
                              0, offer ])

    /// Three resource managers: 0 working, 1 prepared, 2 committed, 3 aborted.
    let private transactionCommit =
        specification "transaction_commit/TCommit.cfg" (ValueSome 94L) 34L [ [ 0; 0; 0 ] ] (fun managers ->
            let canCommit = managers |> List.forall (fun state -> state = 1 || state = 2)
            let canAbort = not (List.contains 2 managers)

            [ for place, state in List.indexed managers do
                  yield! onlyIf (state = 0) (put place 1 managers)
                  yield! onlyIf (state = 1 && canCommit) (put place 2 managers)
                  yield! onlyIf (state < 2 && canAbort) (put place 3 managers) ])

    /// Dijkstra's termination detection on a ring of three: who is active, who is black, where the token is and whether it is black.
    let private terminationDetection =
        let flags =
            [ for one in [ false; true ] do
                  for two in [ false; true ] do
                      for three in [ false; true ] -> [ one; two; three ] ]

        specification
            "ewd840/EWD840.cfg"
            (ValueSome 2001L)
            302L
            [ for active, black in List.allPairs flags flags do
                  for token in 0..2 -> active, black, token, true ]
            (fun (active, black, token, isBlack) ->
                // TLC counts a step once for each reason that allows it.
                let times reasons next =
                    reasons |> List.filter id |> List.map (fun _ -> next)

                [ if token = 0 then
                      yield! times [ isBlack; black[0] ] (active, put 0 false black, 2, false)
                  else
                      yield!
                          times
                              [ isBlack; black[token]; not active[token] ]
                              (active, put token false black, token - 1, isBlack || black[token])
                  for node in 0..2 do
                      if active[node] then
                          for other in 0..2 do
                              if other <> node then
                                  put other true active, put node (black[node] || other > node) black, token, isBlack

                          put node false active, black, token, isBlack ])

    /// Distances from the first of five nodes, each with the neighbour that it is known by.
    let private spanningTree =
        let edges = [ 0, 1; 0, 2; 1, 2; 1, 3; 2, 3; 2, 4; 3, 4 ]
        let edges = edges @ List.map (fun (one, other) -> other, one) edges

        specification
            "SpanningTree/SpanTree.cfg"
            (ValueSome 10278L)
            1236L
            [ [ 0..4 ], [ 0; 6; 6; 6; 6 ] ]
            (fun (parents, distances) ->
                [ for node, neighbour in edges do
                      for distance in distances[neighbour] + 1 .. distances[node] - 1 ->
                          put node neighbour parents, put node distance distances ])

    /// Five processes that each set a flag of their own and then read their neighbour's.
    let private flags =
        specification
            "TeachingConcurrency/Simple.cfg"
            (ValueSome 1842L)
            723L
            [ List.replicate 5 0, List.replicate 5 0, List.replicate 5 0 ]
            (fun (set, seen, at) ->
                [ for one in 0..4 do
                      if at[one] = 0 then
                          put one 1 set, seen, put one 1 at

                      if at[one] = 1 then
                          set, put one set[(one + 4) % 5] seen, put one 2 at
                  yield! onlyIf (List.forall ((=) 2) at) (set, seen, at) ])

    let all =
        [ hourClock
          asynchronousInterface
          fifo
          bitCorrectness
          alternatingBit
          coffeeCan
          cat "Moving_Cat_Puzzle/CatEvenBoxes.cfg" 6 (ValueSome 128L) 48L
          cat "Moving_Cat_Puzzle/CatOddBoxes.cfg" 5 (ValueSome 78L) 30L
          prisoners
          smokers
          transactionCommit
          terminationDetection
          spanningTree
          flags ]
