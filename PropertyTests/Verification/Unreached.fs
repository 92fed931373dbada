namespace PeerFunctional.Tests.Verification

/// What no world of a system reaches, each with the reason.
module Unreached =

    /// The machines' own tests give commands.
    let private commands names =
        "users command by orders, which count as timers (`Users.fs`), and by scripts inside a peer",
        List.map ((+) "command ") names

    let private authenticated =
        "the bytes of its connections do not change on the way, so worlds have no bytes that are not a message",
        [ "receives bytes that are not a message" ]

    /// By system: reasons, each with what it explains.
    let all: (string * (string * string list) list) list =
        [ "sneakernet",
          [ commands [ "Stop"; "Grew" ]
            "no peer says a word that the protocol lacks", [ "receives Command.Unknown"; "sends Command.Unknown" ]
            "a feed has one history in every world", [ "answer Fork" ]
            "more events than one announcement names need more events than a small world has", [ "timer Announce" ] ]
          "tracker",
          [ commands [ "Stop" ]
            "no peer registers with another's handle", [ "tells RegistrationRefused"; "tells HandleLost" ]
            "part 1 has a machine of its own", [ "tells NotPartOne" ]
            "a database has one text for each number", [ "tells ConflictingItem" ]
            "a peer of a world tries a thousand times", [ "tells GaveUp" ] ]
          "link",
          [ commands [ "Connect"; "Give"; "Decide"; "EndLink"; "SetVisible"; "Stop" ]
            "no partner says on a link what belongs elsewhere", [ "tells Ignored" ]
            "callers of worlds say their request in time", [ "timer Patience" ] ]
          "rpc",
          [ authenticated
            commands
                [ "Call"
                  "Write"
                  "Map"
                  "Await"
                  "Forget"
                  "Promise"
                  "Settle"
                  "Retain"
                  "Drop"
                  "Fail"
                  "Lose" ] ]
          "libp2p",
          [ authenticated
            commands [ "Dial"; "Ask"; "Ping"; "Disconnect"; "Stop" ]
            "certificates are judged in front of the machine", [ "tells CertificateRefused" ]
            "hosts of worlds stay", [ "timer Idle" ] ] ]
