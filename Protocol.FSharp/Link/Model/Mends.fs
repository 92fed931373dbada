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
              [ Mend.answer whole [ FaultKind.Corruption ] [] ]
          mend
              "end-a-violation"
              "After an item of another data type on a strict link it goes on and reads the item's payload as the next header."
              "Such an item ends the link, as the manual says. With `--lenient` a link accepts items of any data type."
              "A strict link ends with an item of another data type, and nothing more is delivered"
              [ Mend.answer stopped [] []; Mend.answer stopped [ FaultKind.Corruption ] [] ]
          mend
              "keep-the-partner-quiet"
              "When nothing has arrived for two seconds, it writes a PING: into the middle of the payload that it is sending, and \
               between the items of a stream, where the other side reads the PING as items."
              "It sends a keep-alive each second, but not between the items of a stream. It drops a keep-alive that arrives there."
              "A peer sends keep-alives within the partner's timeout, but not between the items of a stream"
              [ Mend.answer whole [] [ Evidence.Sent "PING" ] ]
          mend
              "read-first-headers"
              "If both ends of a stream send their first items at the same time, each end reads the other's header as items."
              "It reads a header that comes first as a header, even if it knows the size already."
              "Where both ends give their first item at a time, each reads the other's header as one"
              [ Mend.answer whole [] [ Evidence.SentByBoth "of the stream" ] ]
          mend
              "end-by-a-reset"
              "It does not notice an orderly end of a connection: its thread spins, and the link stays in its table."
              "It ends a link by a reset, after the partner's system has acknowledged every byte."
              "A large item arrives whole, and what was sent arrives though the sender ends at once"
              []
          mend
              "plain-pickles"
              "It loads pickles with the stock unpickler: a hostile item runs a command."
              "It builds plain data from pickles only, and refuses a pickle that imports, calls or builds objects."
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
              "A caller that uses the name of another peer replaces that peer's link."
              "A link belongs to its connection. A name is a label that only a partner at that address may use."
              "A caller that gives another peer's name does not take over that peer's link"
              [] ]
