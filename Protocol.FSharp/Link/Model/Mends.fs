namespace PeerFunctional.Link

open PeerFunctional.Verification

/// What a recovering peer mends of peerpy.
module Mends =

    let private whole =
        "what a peer gets on a link is what its partner gave there, whole and in order"

    let private stopped =
        "after an item of another data type a strict link brings nothing more"

    let private mend name original rule test answers =
        { Name = name
          Original = original
          Rule = rule
          Test = test
          Answers = answers }

    let all =
        [ mend
              "read-on"
              "It takes every read for a full one: of an item that comes in several segments the end is lost (of 5,000,000 \
               bytes it delivers 4,991,808)."
              "Any chunking of a connection gives the same messages. A header and its payload leave in one write."
              "A caller's messages read as they were written, in any pieces"
              [ whole, [ FaultKind.Corruption ] ]
          mend
              "end-a-violation"
              "After an item of another data type on a strict link it goes on, and reads the payload as the next header."
              "Such an item ends the link, as the manual says; `--lenient` takes items of any data type."
              "A strict link ends with an item of another data type, and nothing more is delivered"
              [ stopped, []; stopped, [ FaultKind.Corruption ] ]
          mend
              "keep-the-partner-quiet"
              "It says PING when nothing has come for two seconds, whatever it is sending: into a payload, and between the items of a \
               stream, where the other side takes it for items."
              "A sign of life goes out each second. Between the items of a stream none is sent, and one that comes there is dropped."
              "Signs of life go out within the partner's timeout, but not between the items of a stream"
              [ whole, [] ]
          mend
              "read-first-headers"
              "Where both ends of a stream give their first item at a time, each takes the other's header for items."
              "A header that comes first is read as one, though the size is known already."
              "Where both ends give their first item at a time, each reads the other's header as one"
              [ whole, [] ]
          mend
              "end-by-a-reset"
              "It does not notice an orderly end: its thread spins, and the link stays in its table."
              "A link ends by a reset, once the partner's system has acknowledged all that was sent."
              "A large item arrives whole, and what was sent arrives though the sender ends at once"
              []
          mend
              "plain-pickles"
              "It loads pickles with the stock unpickler: a hostile item runs a command."
              "Pickles build plain data only; what would import, call or build is refused."
              "Every recorded pickle of plain data reads; one that needs a class, or holds a set, is refused"
              []
          mend
              "answer-the-sender"
              "It answers the address that a search names instead of the search's sender, and resolves host names."
              "An answer goes to the search's sender, has at most three bytes for each of its own, and no more than 100 go out \
               in a second."
              "An answer to a search goes to its sender only, and has at most three bytes for each of its own"
              []
          mend
              "keep-the-link"
              "A caller that calls itself by the name of another peer takes that peer's place."
              "A link belongs to its connection; a name is a label, and only a partner that calls from there has it."
              "A caller that gives another peer's name does not take over that peer's link"
              [] ]
