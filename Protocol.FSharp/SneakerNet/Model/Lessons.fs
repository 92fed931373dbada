namespace PeerFunctional.SneakerNet

open PeerFunctional.Verification
open PeerFunctional.Verification.Lesson

/// Lessons on SneakerNet.
module Lessons =

    let private goal = "when faults stop, all logs become equal and all sessions end"

    let all =
        [ { Name = "one-lost-datagram"
            Title = "One datagram is lost"
            Topic = "at least once"
            World = "one-event"
            Budget = { FaultBudget.none with Drops = 1 }
            Watch = "peer explain interop-fixtures/sneakernet/lost-push.pcapng"
            Seen =
              "Two sessions of the original with a stand-in for its partner, which leaves out event 3 in the first one. So the verdict on \
               the stand-in is that it diverges, and the command ends with exit code 1. The initiator receives 1, 2, 4 and 5 and falls \
               silent. In the second session, five seconds later and in a column of its own, it requests event 3. The place: at 0.201 s \
               the push of event 4 follows that of event 2 (frames 9 and 10), and no message asks for event 3 until 5.399 s (frame 18)."
            Question =
              "Alice holds an event, Bob none. They exchange HELO, PORT, HAVE, WANT and the event, each in one datagram. Which of these \
               datagrams may be lost without harm?"
            Answers =
              [ wrong
                    "Any one: they run until both hold everything."
                    "Nothing makes them run on: a wait of five seconds ends them."
                wrong
                    "HAVE, because it only announces."
                    "Without HAVE Bob never learns that there is an event, so he never sends WANT."
                right
                    "HELO, and the PORT that Alice sends."
                    "The initiator repeats HELO until it is answered. Alice's PORT tells where Bob can push to, and Bob has nothing to push. All others are sent once, and missed." ]
            Task = "Lose one message on its way so that Bob never gets the event."
            Aim = LessonAim.Violate goal
            Why =
              "No peer waits for an answer to what it sent, so none notices that a message was lost. Both end after their silence, and each \
               takes the session for complete."
            Law = "Who needs an answer asks again until it comes."
            Mends = [ "ask-again" ] }
          { Name = "crash-in-a-session"
            Title = "A partner starts again"
            Topic = "crash recovery"
            World = "one-event"
            Budget = { FaultBudget.none with Crashes = 1 }
            Watch = "peer explain interop-fixtures/sneakernet/no-answer.pcapng"
            Seen =
              "The original calls a partner that is not there: it sends HELO ten times, once a second (frames 1 to 19, until 9.009 s), and \
               then gives up. No recording shows a crash within a session; that is what you drive."
            Question =
              "Alice crashes after she answered HELO, and starts again at once with her disk. What does Bob, the original, do?"
            Answers =
              [ wrong "He calls her again." "He calls only at his start. Afterwards he waits for datagrams."
                right
                    "He waits for her until his silence ends him."
                    "He has the session, she has forgotten it, and neither says a word that the other would understand."
                wrong
                    "He gets her event anyway, because her disk is safe."
                    "The event is safe, but the session that would bring it is gone." ]
            Task = "Crash Alice at a moment from which on Bob waits in vain, although she can start again."
            Aim = LessonAim.Violate goal
            Why =
              "A session lives in the memory of two processes. After the restart only one of them has it, and the other cannot tell."
            Law = "A peer that receives nothing calls again, and a greeting says whether its sender has started again."
            Mends = [ "call-again" ] }
          { Name = "one-partner-at-a-time"
            Title = "The first caller misses what the second one brings"
            Topic = "concurrency"
            World = "three"
            Budget = FaultBudget.none
            Watch = "peer explain interop-fixtures/sneakernet/both-ways.pcapng"
            Seen =
              "A whole session of two originals: each receives what it lacked, then both fall silent at 0.202 s and end. The recording \
               cannot show the defect, because a third peer is needed; you drive it."
            Question =
              "Bob and Carol both call Alice, and each of the three holds an event. No message is lost. Do all three get everything?"
            Answers =
              [ wrong
                    "Yes, without faults nothing can go wrong."
                    "Alice serves one partner at a time, so what she learns later arrives too late."
                right
                    "No: the first session is over before the second one brings its event."
                    "The first caller leaves with what Alice held at that time. No peer tells it of the event that came later."
                wrong "No: Alice mixes up their datagrams." "She tells her partners apart by their addresses." ]
            Task =
              "No fault is needed, and no order of the steps helps: the page says that the goal is out of reach from the start. See it come true: let \
               the peers run until Bob has left without Carol's event."
            Aim = LessonAim.Violate goal
            Why =
              "The original talks to one partner until it is silent, and only then to the next. What the second one brings reaches no other peer."
            Law = "A responder serves its partners side by side and tells each what the others brought."
            Mends = [ "many-partners" ] }
          { Name = "damage-that-spreads"
            Title = "A damaged event is handed on"
            Topic = "trust"
            World = "damaged"
            Budget = FaultBudget.none
            Watch = "peer explain interop-fixtures/sneakernet/sync.pcapng"
            Seen =
              "Nine events go from one original to another, in frames 8 to 16. Each one carries the signature of its author. All are genuine, so \
               the recording cannot show the defect; you drive it."
            Question =
              "Alice's disk has damaged one event. Its signature does not fit any more. Where is the damage noticed?"
            Answers =
              [ wrong
                    "At Alice, when she reads it from her disk."
                    "The original reads the log without looking at signatures."
                wrong "At Bob, before he stores it." "The original stores what arrives in the order of the feed."
                right
                    "At no place: Bob stores it, and hands it on to others."
                    "Every event carries the proof that it is genuine, and no program looks at it." ]
            Task = "Let Alice push both events and let Bob store them."
            Aim = LessonAim.Violate "logs hold only verified events, one after the other, of one history"
            Why =
              "A signature protects only those who check it. Bob's log now holds an event that its author never wrote."
            Law = "Check before you store, and do not serve what you cannot check."
            Mends = [ "verify-first" ] } ]
