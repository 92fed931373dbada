namespace PeerFunctional.Tracker

open PeerFunctional.Verification

/// What the recovering tracker and peer mend of the originals.
module Mends =

    let private goal =
        "when faults stop, every peer that stays alive completes, and the living peers form one ring"

    let private anyFault =
        [ FaultKind.Loss; FaultKind.Corruption; FaultKind.Crash; FaultKind.DiskLoss ]

    let private mend name original rule test answers =
        { Name = name
          Original = original
          Rule = rule
          Test = test
          Answers = answers }

    let all =
        [ mend
              "tracker-answers"
              "Some items are dealt to no peer, and a lone peer has itself as its neighbour."
              "The tracker answers queries itself. It stands in the ring, before the first peer, as long as some item was \
               dealt to no living peer. In a ring of enough peers it steps aside."
              "As published, three peers and five items hang for ever; recovering, they complete"
              [ goal, [] ]
          mend
              "answer-everything"
              "One bad message, broken connection or crash of a caller ends the tracker, or the server of a peer."
              "The tracker answers a bad request with words that say what is wrong, counts it, and goes on."
              "Every bad request is answered with words and counted by name, and the next peer is served"
              [ "the tracker never stops serving", anyFault
                "every living peer answers its callers", anyFault
                goal, anyFault ]
          mend
              "tell-again"
              "A peer that misses its UPDATE_NBR never hears of its neighbour."
              "The tracker tells a peer again after a round of PING if the message may have been lost."
              "A lost UPDATE_NBR is sent again after the next round of PING"
              [ goal, [ FaultKind.Loss ] ]
          mend
              "register-again"
              "A peer asks a dead neighbour for ever, and one that was removed stays out."
              "A peer registers again when its neighbour cannot be reached, or when no PING has come for a minute."
              "A peer waits for PING from its registration on, again after each PING, and registers again without one"
              [ goal, [ FaultKind.Crash; FaultKind.DiskLoss ] ]
          mend
              "few-calls"
              "Every registration makes the tracker call every peer."
              "The tracker calls the peers whose neighbour changed, at most one for a registration, and at most 64 at a time."
              "A registration costs a bounded number of messages for any number of peers"
              []
          mend
              "deal-in-order"
              "Items are dealt in a shuffled order."
              "Items are dealt in the order of the phrase. A peer asks for the item that its neighbour must have then. In a \
               ring of n peers and n items every peer has everything after n - 1 rounds, the least there can be. Elsewhere a \
               peer falls back on the lowest missing number, then on each in turn."
              "In a ring dealt in the order of the phrase, each peer's neighbour always has the requested item"
              []
          mend
              "leave"
              "A peer never leaves."
              "A peer without `--stay` leaves when the others can do without it: at once where the tracker gives its item. At \
               an original tracker it leaves 10 s after the last question once its item was fetched, after 30 s if nobody \
               asks, and after 5 min at most."
              "At our tracker a peer leaves as soon as it has every item, because the tracker serves its item"
              []
          mend
              "keep-the-handle"
              "A handle is taken for good."
              "A handle that calls from a new port of the same host is the same peer. On another host it is refused. A handle \
               that differs from a member's in invisible characters only is refused as `handle-confusable`."
              "A handle moves with its item on its own host, and is refused from another host"
              []
          mend
              "keep-the-ring"
              "A tracker forgets its ring when it ends."
              "`--state FILE` keeps the ring and the phrase over restarts. A registration is on the disk before it is answered."
              "A tracker that was killed and started again has its ring by --state"
              [] ]
