namespace PeerFunctional.CapnWeb

open PeerFunctional.Verification
open PeerFunctional.Verification.Lesson

/// Lessons on Cap'n Web. Its machine keeps these laws, so the learner drives into the moment that they are made for.
module Lessons =

    let all =
        [ { Name = "a-result-before-it-came"
            Title = "Calling a result that has not come"
            Topic = "promise pipelining"
            World = "pipelined"
            Budget = FaultBudget.none
            Watch = "peer explain interop-fixtures/capnweb/ws-03-pipelining.jsonl"
            Seen =
              "A client of npm's capnweb calls a method on the result of another call. Both calls leave before any answer comes."
            Question =
              "Bob calls give() and then note(1) and note(2) on what give() returns. How often must he wait for Alice before all three have run?"
            Answers =
              [ wrong
                    "Three times, once for each call."
                    "That is what a call that needs a value would cost. Here he needs none of the values."
                wrong
                    "Once, for the object that give() returns."
                    "He can name the result before it is there: it is the result of his call number 1."
                right
                    "Not at all."
                    "A call names the result by the number of the call that brings it. Alice looks it up when she gets there." ]
            Task = "Let all three calls run at Alice while Bob has received nothing but the connection."
            Aim =
              LessonAim.Take
                  [ "alice learns that bob connects"
                    "bob learns that alice accepts the connection"
                    "alice learns that bob calls give() on the main object"
                    "alice learns that bob calls note(1) on result 1"
                    "alice learns that bob calls note(2) on result 1" ]
            Why =
              "Names for results that do not exist yet let calls travel one behind the other. The order of the connection is the order of the calls."
            Law = "Calls on one promise arrive in the order in which they were made, before and after it is resolved."
            Mends = [] }
          { Name = "two-names-of-one-object"
            Title = "Giving one object twice"
            Topic = "reference counts"
            World = "twice"
            Budget = FaultBudget.none
            Watch = "peer explain interop-fixtures/capnweb/ws-09-same-stub-twice.jsonl"
            Seen =
              "A server of npm's capnweb gives one object in two results. They name it -1 and -2, and each name is given up by itself."
            Question =
              "Bob gives Alice one object in two calls. Alice gives up the first one while the second is on its way. Suppose that both \
               calls had named the object -1. What could go wrong?"
            Answers =
              [ wrong
                    "Nothing: Alice gives up the object twice."
                    "Whether the message that gives it up was sent before or after the second call came, Bob cannot see."
                right
                    "Bob drops the object, and the second call's name for it leads nowhere."
                    "The message that gives up -1 and the call that gives it again cross on their way. A count of what was given \
                   twice repairs it, if both sides count. npm's capnweb 0.12.0 sends a count of one in every case."
                wrong
                    "Alice calls the object of another peer."
                    "The numbers belong to one session, so no other peer's object can have them." ]
            Task =
              "Bring Alice the second call before Bob learns that she has given up the first name, and go on until Bob receives her call by the second name."
            Aim =
              LessonAim.Take
                  [ "alice learns that bob connects"
                    "bob learns that alice accepts the connection"
                    "alice learns that bob calls keep(its object -1) on the main object"
                    "alice learns that bob calls keep(its object -2) on the main object"
                    "alice learns that bob asks for result 1"
                    "alice learns that bob asks for result 2"
                    "bob learns that alice calls note(9) on object -1"
                    "bob learns that alice asks for result 1"
                    "bob learns that alice gives up -1"
                    "bob learns that alice calls note(9) on object -2" ]
            Why =
              "Bob dropped the name -1 and kept the object, because -2 is a name of its own. The call on -2 finds it."
            Law = "An entry is dropped only when every message that could still name it has arrived."
            Mends = [] } ]
