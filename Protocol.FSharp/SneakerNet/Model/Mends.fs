namespace PeerFunctional.SneakerNet

open PeerFunctional.Verification

/// What the recovering replica mends of the original.
module Mends =

    let private goal = "when faults stop, all logs become equal and all sessions end"

    let private mend name original rule test answers =
        { Name = name
          Original = original
          Rule = rule
          Test = test
          Answers = answers }

    let all =
        [ mend
              "ask-again"
              "It never repeats a datagram, so one lost datagram leaves a feed incomplete until the next session."
              "It repeats its requests for gaps, its announcements, HELO and PORT."
              "A recovering replica passes in every world with a lost message"
              [ Mend.answer goal [ FaultKind.Loss ] [] ]
          mend
              "call-again"
              "It does not notice that its partner has restarted."
              "It sends HELO again to a partner that has fallen silent. The HELO says whether the sender has restarted."
              "A recovering replica passes with a crash and a lost message"
              [ Mend.answer goal [ FaultKind.Crash; FaultKind.DiskLoss ] [] ]
          mend
              "refuse-by-name"
              "Any of 27 kinds of malformed datagrams ends it."
              "It refuses a malformed datagram, counts it by the name of its problem, and goes on."
              "A flood of garbage on both ports does not keep a good partner from completing"
              [ Mend.answer goal [ FaultKind.Corruption ] [] ]
          mend
              "verify-first"
              "It stores every event, even a forged one."
              "It stores verified events only, and lets no partner extend its own feed."
              "Whatever a hostile partner sends is counted by name, the store stays, and a good partner completes"
              []
          mend
              "windows"
              "It acknowledges nothing."
              "It pushes 64 events to an original and then sends a HAVE. The WANT in reply shows which events arrived."
              "Forty sessions that lose 30 % of the datagrams, double 20 % and reorder them all end complete"
              []
          mend
              "wake"
              "It pushes ten events a second."
              "It wakes an original sender with a command word that the original ignores (`NEXT`)."
              "With a peer that does what the original does, both hold everything afterwards"
              []
          mend
              "many-partners"
              "It serves one partner at a time."
              "It serves many partners at once and sends each partner the events of the others."
              "A responder serves twenty initiators at once, and passes on to each what the others gave"
              []
          mend
              "three-bytes-for-one"
              "It answers every sender."
              "To an address that has not proved that it receives answers, it sends at most three bytes for each byte from there."
              "A responder sends a forged address at most three bytes for each byte from it"
              [] ]
