namespace PeerFunctional.Tests.Tracker

open Xunit
open PeerFunctional.Kernel.Encodings
open PeerFunctional.Tracker
open PeerFunctional.Tests

module WireGarbageTests =

    let private wireOptions =
        { Variant = Program
          Protocol = Protocol0
          ReadMode = WholeMessage }

    let private hear wireOptions (garbage: Garbage) =
        match Fixtures.hear (Wire.codec wireOptions) (Fixtures.connection true) garbage.Sent with
        | [ Ok(Unusual(_, problem)) ] -> problem.Problem
        | [ Ok message ] -> Message.words message
        | [ Error e ] -> e.Problem
        | other -> $"%A{other}"

    /// The result of each input read whole, and by a single read as the original does: the message's words, or the
    /// name of its problem.
    let private expected =
        [ "tracker", "connect and close without data", "nothing-sent", "nothing-sent"
          "tracker", "random bytes", "pickle-unknown-opcode", "pickle-unknown-opcode"
          "tracker", "one byte: STOP alone", "pickle-stack-empty", "pickle-stack-empty"
          "tracker", "pickled int", "no-tuple", "no-tuple"
          "tracker", "pickled None", "no-tuple", "no-tuple"
          "tracker", "pickled empty tuple", "no-command", "no-command"
          "tracker", "pickled dict", "no-tuple", "no-tuple"
          "tracker", "pickled text REGISTER", "no-tuple", "no-tuple"
          "tracker", "raw text REGISTER (part 1 style)", "pickle-calls", "pickle-calls"
          "tracker", "(REGISTER,)", "missing-field", "missing-field"
          "tracker", "(REGISTER, handle)", "missing-field", "missing-field"
          "tracker", "REGISTER with port as text", "bad-port", "bad-port"
          "tracker", "REGISTER with port 99999", "bad-port", "bad-port"
          "tracker", "REGISTER with port -1", "bad-port", "bad-port"
          "tracker", "REGISTER with handle None", "bad-handle", "bad-handle"
          "tracker", "REGISTER with handle a list", "bad-handle", "bad-handle"
          "tracker", "REGISTER with handle of 900 characters", "bad-handle", "bad-handle"
          "tracker", "(ECHO,)", "missing-field", "missing-field"
          "tracker", "ECHO with an int", "bad-handle", "bad-handle"
          "tracker", "list instead of tuple", "ECHO x", "ECHO x"
          "tracker", "lower-case command", "unknown-command", "unknown-command"
          "tracker", "truncated pickle", "pickle-cut-short", "pickle-cut-short"
          "tracker", "ECHO of 3000 bytes in all", "bad-handle", "pickle-cut-short"
          "tracker", "split: good ECHO in two segments 0.2 s apart", "ECHO x", "pickle-cut-short"
          "tracker", "protocol 2 ECHO", "ECHO x", "ECHO x"
          "tracker", "protocol 3 ECHO", "ECHO x", "pickle-protocol"
          "tracker", "protocol 4 ECHO", "ECHO x", "pickle-protocol"
          "tracker", "pickle that calls a shell command", "pickle-imports", "pickle-imports"
          "tracker", "HTTP request", "pickle-persistent-id", "pickle-persistent-id"
          "tracker", "trailing bytes after STOP", "ECHO x", "ECHO x"
          "tracker", "two pickles in one segment", "ECHO x", "ECHO x"
          "tracker", "3000 nested tuples", "pickle-too-deep", "pickle-too-deep"
          "tracker", "connect, send nothing, stay open", "nothing-sent", "nothing-sent"
          "tracker", "reset right after sending ECHO", "ECHO x", "ECHO x"
          "peer", "connect and close without data", "nothing-sent", "nothing-sent"
          "peer", "random bytes", "pickle-unknown-opcode", "pickle-unknown-opcode"
          "peer", "pickled int", "no-tuple", "no-tuple"
          "peer", "pickled empty tuple", "no-command", "no-command"
          "peer", "unknown command", "unknown-command", "unknown-command"
          "peer", "(QUERY,)", "missing-field", "missing-field"
          "peer", "QUERY with text", "bad-seq", "bad-seq"
          "peer", "QUERY with text digits", "bad-seq", "bad-seq"
          "peer", "QUERY None", "bad-seq", "bad-seq"
          "peer", "QUERY 99", "QUERY 99", "QUERY 99"
          "peer", "QUERY -1", "bad-seq", "bad-seq"
          "peer", "QUERY 0.9 (float)", "bad-seq", "bad-seq"
          "peer", "(PING,)", "PING", "PING"
          "peer", "(PING, time)", "PING Mon Nov 11 09:20:00 2019", "PING Mon Nov 11 09:20:00 2019"
          "peer", "UPDATE_NBR short", "missing-field", "missing-field"
          "peer", "UPDATE_NBR with nonsense address", "bad-address", "bad-address"
          "peer", "truncated pickle", "pickle-cut-short", "pickle-cut-short"
          "peer", "split QUERY", "QUERY 0", "pickle-cut-short"
          "peer", "protocol 4 QUERY", "QUERY 0", "pickle-protocol"
          "peer", "the text EXIT!", "pickle-unknown-opcode", "pickle-unknown-opcode"
          "peer", "pickle that calls a shell command", "pickle-imports", "pickle-imports" ]

    [<Fact>]
    let ``Every malformed input to tracker and peer is a message or a named malformation`` () : unit =
        let heard =
            Fixtures.garbage
            |> List.filter (fun garbage -> garbage.Target <> "part1")
            |> List.map (fun garbage ->
                garbage.Target,
                garbage.Case,
                hear wireOptions garbage,
                hear
                    { wireOptions with
                        ReadMode = SingleRead }
                    garbage)

        for expected, heard in List.zip expected heard do
            Expect.equal expected heard
