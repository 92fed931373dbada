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
              "The tracker answers queries itself. As long as an item was dealt to no living peer, the tracker is \
               the first peer's neighbour. Otherwise the ring consists of peers only."
              "As published, three peers and five items hang for ever; recovering, they complete"
              [ Mend.answer
                    goal
                    []
                    [ Evidence.Said "is its own neighbour"
                      Evidence.Said "no peer holds that item" ] ]
          mend
              "answer-everything"
              "One bad message, one broken connection or one crash of a caller ends the tracker, or the server of a peer."
              "The tracker answers a bad request with a text that names the problem, counts the request, and goes on."
              "Every bad request is answered with words and counted by name, and the next peer is served"
              [ Mend.answer "the tracker never stops serving" anyFault []
                Mend.answer "every living peer answers its callers" anyFault []
                Mend.answer goal anyFault [ Evidence.Said "stopped answering" ] ]
          mend
              "tell-again"
              "A peer that misses its UPDATE_NBR never learns its neighbour."
              "The tracker tells a peer again after a round of PING if the message may have been lost."
              "A lost UPDATE_NBR is sent again after the next round of PING"
              [ Mend.answer
                    goal
                    [ FaultKind.Loss ]
                    [ Evidence.Said "never learns that its neighbour"
                      Evidence.Said "is its own neighbour"
                      Evidence.Said "knows no neighbour" ] ]
          mend
              "register-again"
              "A peer asks a dead neighbour for ever. A peer that the tracker removed never registers again."
              "A peer registers again when its neighbour cannot be reached, or when no PING has arrived for a minute."
              "A peer waits for PING from its registration on, again after each PING, and registers again without one"
              [ Mend.answer
                    goal
                    [ FaultKind.Crash; FaultKind.DiskLoss ]
                    [ Evidence.Said "to the ring"
                      Evidence.Said "has left"
                      Evidence.Said "knows no neighbour" ] ]
          mend
              "doubt-strangers"
              "A peer believes an UPDATE_NBR of any caller, and keeps a stranger as its neighbour."
              "A peer that another host than the tracker's tells a neighbour registers again. The answer names its \
               neighbour. If the tracker is an original, the answer names none, and the peer believes the caller."
              "A peer that another host than the tracker's tells a neighbour asks the tracker before it believes that"
              []
          mend
              "few-calls"
              "Every registration makes the tracker call every peer."
              "The tracker calls the peers whose neighbour changed, at most one for a registration, and at most 64 at a time."
              "A registration costs a bounded number of messages for any number of peers"
              []
          mend
              "deal-in-order"
              "Items are dealt in a shuffled order."
              "Items are dealt in the order of the phrase. With `--plain`, a peer asks for the item that its \
               neighbour must hold at that time. In a ring of n peers and n items every such peer then has all \
               items after n - 1 rounds. Otherwise the peer asks for its lowest missing number first, then for each \
               missing number in turn."
              "In a ring dealt in the order of the phrase, each peer's neighbour always has the requested item"
              []
          mend
              "further-items"
              "A query brings one item at most, and every peer asks for the same lowest number. 100 peers with 100 \
               shuffled items need 2,500 rounds."
              "A third field in QUERY_RESULT, which an original never reads, tells a peer that its neighbour is a \
               program of this project. The peer then tells this neighbour every number that it wants, and an \
               answer brings up to 16 further items. The peer asks an original for its lowest missing number, as an \
               original does. So no ring with originals is slower than a ring of originals."
              "A ring with any originals completes, and no later than a ring of originals"
              []
          mend
              "leave"
              "A peer never leaves."
              "A peer without `--stay` leaves as soon as other peers can get its item without it. At our tracker \
               that is at once, because the tracker gives the item. At an original tracker the peer leaves 10 s \
               after the last query once another peer has fetched the item, after 30 s without a query, and after 5 \
               min at most."
              "At our tracker a peer leaves as soon as it has every item, because the tracker serves its item"
              []
          mend
              "keep-the-handle"
              "A tracker refuses a registered handle to every later caller."
              "A handle that registers again from the same host moves to the new port with its item. From another \
               host the tracker refuses the handle. The tracker also refuses a handle that looks like a member's \
               (`handle-confusable`)."
              "A handle moves with its item on its own host, and is refused from another host"
              []
          mend
              "keep-the-ring"
              "A tracker forgets its ring when it ends."
              "`--state FILE` keeps the ring and the phrase over restarts. A registration is on the disk before the tracker answers it."
              "A tracker that was killed and started again has its ring by --state"
              [] ]
