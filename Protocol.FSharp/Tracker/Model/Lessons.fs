namespace PeerFunctional.Tracker

open PeerFunctional.Verification
open PeerFunctional.Verification.Lesson

/// Lessons on the ring and its tracker.
module Lessons =

    let private goal =
        "when faults stop, every peer that stays alive completes, and the living peers form one ring"

    let private serves = "the tracker never stops serving"

    let all =
        [ { Name = "broken-connection"
            Title = "One broken connection ends the tracker"
            Topic = "availability"
            World = "alone"
            Budget = { FaultBudget.none with Drops = 1 }
            Watch = "peer explain interop-fixtures/tracker/part1-reset-and-started-again.pcapng"
            Seen =
              "At 0.446 s a caller of the original resets its connection, and that is the end of the tracker. Its user starts it again, \
               and from 3.261 s on a second caller, in the last column, gets all 16 items."
            Question =
              "The original tracker serves one connection after the other in one loop. A caller's connection breaks. What happens?"
            Answers =
              [ wrong
                    "The caller gets an error, and the tracker serves the next one."
                    "The error also reaches the tracker, and the loop has no place for it."
                right
                    "The tracker ends, for all callers."
                    "An error that nothing handles leaves the loop, and the program with it."
                wrong
                    "The tracker waits for the caller for ever."
                    "A broken connection is an error at once, not a wait." ]
            Task =
              "Break one connection to the tracker. (Its world has one peer, which is its own neighbour, so the goal of the ring is out of reach from the start. Watch what \
               becomes of the tracker.)"
            Aim = LessonAim.Violate serves
            Why =
              "One caller's trouble became the trouble of all, because the program has one loop and no place where an error of one caller ends."
            Law = "An error of one caller ends the service of that caller, and no other."
            Mends = [ "answer-everything" ] }
          { Name = "missing-item"
            Title = "An item that no peer was dealt"
            Topic = "liveness"
            World = "short"
            Budget = FaultBudget.none
            Watch = "peer explain interop-fixtures/tracker/stuck-3-peers.pcapng"
            Seen =
              "Three originals and five items. From 2.808 s on all three ask for item 1, again and again, and the answer is `not held` each time, until \
               the recording ends at 30.448 s."
            Question =
              "Two peers join a ring for three items, and each is dealt one. Each asks its neighbour for the lowest number that it lacks. Do they complete?"
            Answers =
              [ right
                    "No: they ask each other for the third item for ever."
                    "Only the tracker has it, and the tracker deals one item to each peer and answers no queries."
                wrong
                    "Yes, they pass the items around until all have all."
                    "An item that no peer holds cannot be passed around."
                wrong
                    "No, they stop with an error."
                    "Nothing is an error here: every query gets the answer that the item is not held." ]
            Task =
              "No fault is needed, and no order of the steps helps: the page says that the goal is out of reach from the start. See what such a run \
               looks like: let both peers register and ask until the same state comes again."
            Aim = LessonAim.Violate goal
            Why =
              "Every single step is right, and the whole never gets anywhere: a run without progress is not an error that a log would show."
            Law = "For every item that is wanted, a peer that others can reach holds it."
            Mends = [ "tracker-answers" ] }
          { Name = "crash-in-the-ring"
            Title = "A neighbour dies"
            Topic = "ring repair"
            World = "two"
            Budget = { FaultBudget.none with Crashes = 1 }
            Watch = "peer explain interop-fixtures/tracker/prune.pcapng"
            Seen =
              "One of three originals, ben, is killed: behind 18.022 s it refuses every connection. The tracker finds that out in its round of PING at 36.986 s, \
               and tells the two others their new neighbours. ben dies between two calls, so the recording shows the repair and not the end of a tracker; you drive that."
            Question = "A peer crashes while the tracker talks to it. How far does the damage reach?"
            Answers =
              [ wrong
                    "To the peers that ask it: they ask in vain until the next round of PING."
                    "That holds where the peer crashes between two calls."
                right
                    "To the whole ring: the tracker itself ends."
                    "The crash breaks the connection in which the tracker is, and a broken connection ends the original tracker."
                wrong "No further: the ring closes around it." "The ring closes only if the tracker still runs." ]
            Task = "Crash a peer while its registration is under way."
            Aim = LessonAim.Violate goal
            Why = "The part that repairs the ring was the first one to fail."
            Law =
              "Who repairs others must outlast their failures: a tracker survives every caller, and a peer registers again when its neighbour is gone."
            Mends = [ "answer-everything"; "register-again" ] } ]
