namespace PeerFunctional.Link

open PeerFunctional.Verification
open PeerFunctional.Verification.Lesson

/// Lessons on links.
module Lessons =

    let private whole =
        "what a peer gets on a link is what its partner gave there, whole and in order"

    let all =
        [ { Name = "keep-alive-in-the-stream"
            Title = "A keep-alive becomes data"
            Topic = "framing"
            World = "stream-idle"
            Budget = FaultBudget.none
            Watch = "peer explain interop-fixtures/link/stream-idle.pcapng"
            Seen =
              "A stream of the original is idle for four seconds. PING headers of 128 bytes stand in the middle of its items: at 2.003 s and at 4.005 s, between \
               the payloads of 0.101 s and 4.402 s."
            Question =
              "On a stream only the first item has a header; all others follow bare. After two idle seconds a peer sends PING. What does the reader do with it?"
            Answers =
              [ wrong
                    "It drops it: it is a PING."
                    "To know that it is one, the reader would have to look for a header, and on a stream there are none."
                right
                    "It takes it for bytes of an item."
                    "Bare items leave nothing by which a reader could tell a header from data."
                wrong "It closes the link." "Nothing looks wrong to it: the bytes are as good as any." ]
            Task = "Let the items cross, let two seconds pass, and deliver the PING."
            Aim = LessonAim.Violate whole
            Why = "Two kinds of things share one stream of bytes, and nothing in the bytes says which is which."
            Law =
              "In a stream of bytes, everything that is not data is marked so that no data can look like it, or is not sent."
            Mends = [ "keep-the-partner-quiet" ] }
          { Name = "both-speak-first"
            Title = "Both ends speak first"
            Topic = "races"
            World = "stream"
            Budget = FaultBudget.none
            Watch = "peer explain interop-fixtures/link/stream-both-ways.pcapng"
            Seen =
              "The listener of the original sends on a stream on which it has received, and sends no header. Both of its payloads \
               arrive, at 0.650 s and 0.751 s, but the caller takes the first one for a header, so that item is lost to its user."
            Question =
              "On a stream, the first item's header tells the size of all items, in both directions. Both ends send their first item at once. What goes wrong?"
            Answers =
              [ wrong
                    "Nothing: each reads the other's header."
                    "Each has sent a size already, and so believes that it knows the size."
                right
                    "Each reads the other's header as items."
                    "Who knows the size expects bare items, and a header is 128 bytes like any other."
                wrong "The links are closed, because two sizes were announced." "No end compares sizes." ]
            Task =
              "Let the caller's first item and the listener's first item be under way at the same time, and deliver one."
            Aim = LessonAim.Violate whole
            Why = "What a message means depended on who spoke first, and each end thought that it was the first."
            Law = "How a message is read follows from the message, not from what its reader happened to send."
            Mends = [ "read-first-headers" ] }
          { Name = "after-the-violation"
            Title = "Going on after a violation"
            Topic = "fail closed"
            World = "violation"
            Budget = FaultBudget.none
            Watch = "peer explain interop-fixtures/link/strict-violation.pcapng"
            Seen =
              "On a strict link for json a peer sends an item of bytes, alone and then together with a good one (`DATA header: bytes`). \
               The original refuses neither by a message of its own, and the link stays. The places: at 0.101 s the item of bytes alone, and at 0.502 s the item \
               with a good one behind it, which is read as a part of the refused one."
            Question =
              "A strict link takes items of one data type. An item of another type arrives. The original drops its header and goes on. What does it read next?"
            Answers =
              [ wrong "The next item." "The bytes of the dropped item are still in the stream."
                right
                    "The bytes of the item it dropped, as if they were a header."
                    "It dropped 128 bytes of header and left the payload, so it has lost its place in the stream."
                wrong "Nothing: the link is closed." "That is what the manual says, and not what the program does." ]
            Task = "Let the item of another type arrive, then what follows it."
            Aim = LessonAim.Violate "after an item of another data type a strict link brings nothing more"
            Why =
              "The reader refused a message without taking it out of the stream. From there on it reads what the sender chose as headers."
            Law = "After an input that breaks the agreement, nothing more from that source is believed."
            Mends = [ "end-a-violation" ] } ]
