namespace PeerFunctional.Libp2p

open PeerFunctional.Verification
open PeerFunctional.Verification.Lesson

/// Lessons on libp2p over QUIC. Its machine keeps these laws, so the learner drives into the moment that they are made for.
module Lessons =

    let private watch =
        "peer explain interop-fixtures/libp2p/quic/quic-session-with-keys.pcapng "
        + "--keylog interop-fixtures/libp2p/quic/quic-session-with-keys.keylog"

    let private aliceIs =
        "bob learns that alice proves to be 12D3KooW9tHTtS3inCZiYykw4u5G4frbjVFqhkmJX12gSNCVeH3e"

    let private bobIs =
        "alice learns that bob proves to be 12D3KooW9xCm2jWjNVrwh51SWCQBMYdMyeU3NpT85QhLVkF6PcNM"

    let private met =
        [ "alice learns that bob connects"
          "bob learns that alice accepts the connection"
          aliceIs
          bobIs ]

    let all =
        [ { Name = "an-address-is-no-identity"
            Title = "Another peer lives at the address"
            Topic = "identity"
            World = "other-id"
            Budget = FaultBudget.none
            Watch = watch
            Seen =
              "A session with js-libp2p. Each column has the peer id that the certificate of its end proved in the handshake, before \
               the first message of a stream."
            Question =
              "Bob dials Alice's address and expects a peer id that is not hers. When does he find out, and what has he told her until then?"
            Answers =
              [ wrong "With her answer to his first request." "Then his request would be in wrong hands already."
                right
                    "In the handshake, before he has said anything but his own id."
                    "The certificate of the handshake holds her key and a signature by it, and the peer id is the hash of that key."
                wrong
                    "Never: he asked for the address, and she has it."
                    "An address says where a peer is. Who it is follows from its key alone." ]
            Task = "Let the two prove their ids, and let what Bob does next reach Alice."
            Aim = LessonAim.Take(met @ [ "alice learns that bob closes the connection" ])
            Why =
              "Bob compares the id that was proved with the id that he dialled, and closes the connection without a request."
            Law = "Nothing is said to a partner whose certificate does not prove the id that was dialled."
            Mends = [] }
          { Name = "asking-before-the-answer"
            Title = "Naming a protocol before the answer"
            Topic = "negotiation"
            World = "pair"
            Budget = FaultBudget.none
            Watch = watch
            Seen =
              "On each stream both ends say multistream 1.0.0 and a protocol. The dialer says both in one packet and does not wait."
            Question =
              "Bob opens a stream. He must agree with Alice on multistream, and then on a protocol. How many round trips pass before his protocol's first bytes can leave?"
            Answers =
              [ wrong "Two, one for each agreement." "That is the cost when each line waits for its answer."
                wrong "One." "He need not wait for any answer, as long as he can undo what he sent too early."
                right
                    "None, if he offers one protocol only."
                    "If Alice refuses, the stream ends, and what he sent on it reaches no protocol." ]
            Task = "Let Alice receive Bob's protocol on the first stream while Bob has received no line on it."
            Aim =
              LessonAim.Take(
                  met
                  @ [ "alice learns that bob opens a stream"
                      "alice receives multistream 1.0.0"
                      "alice receives protocol /ipfs/id/1.0.0" ]
              )
            Why = "A stream of its own makes the early guess harmless: if it was wrong, only that stream is lost."
            Law = "Who sends before the answer must be able to lose what was sent."
            Mends = [] } ]
