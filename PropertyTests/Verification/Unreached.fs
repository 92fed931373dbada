namespace PeerFunctional.Tests.Verification

/// What no world of a system reaches, each with the reason.
module Unreached =

    /// The machines' own tests give commands.
    let private commands names =
        "the users of worlds command nothing once they have started; tests of the machine and the command line do",
        List.map ((+) "command ") names

    let private errors names =
        "the stores of worlds do not fail; tests with disks that fail do (`PropertyTests/Storage`)", names

    let private authenticated =
        "the bytes of its connections do not change on the way, so worlds have no bytes that are not a message",
        [ "receives bytes that are not a message" ]

    /// By system: reasons, each with what it explains.
    let all: (string * (string * string list) list) list =
        [ "sneakernet",
          [ commands [ "Stop"; "Grew" ]
            errors [ "answer AppendFailed"; "tells StoreFailed" ]
            "no user writes while a world runs", [ "tells Written" ]
            "no peer says a word that the protocol lacks", [ "receives Command.Unknown"; "sends Command.Unknown" ]
            "a feed has one history in every world", [ "answer Fork" ]
            "more events than one announcement names need more events than a small world has", [ "timer Announce" ] ]
          "tracker",
          [ commands [ "Stop" ]
            errors [ "answer RememberFailed"; "tells StateFileFailed" ]
            "no peer registers with another's handle", [ "tells RegistrationRefused" ]
            "part 1 has a machine of its own", [ "tells NotPartOne" ]
            "a database has one text for each number", [ "tells ConflictingItem" ]
            "a peer of a world tries a thousand times", [ "tells GaveUp" ] ]
          "link",
          [ authenticated
            commands [ "Connect"; "Give"; "Decide"; "EndLink"; "SetVisible"; "Stop" ]
            "discovery has no world",
            [ "receives Search"
              "receives Presence"
              "sends Search"
              "sends Presence"
              "timer SearchOver" ]
            "discovery has no world: what it tells", [ "tells SearchAnswered"; "tells Found"; "tells Ignored" ]
            "callers of worlds say their request in time", [ "timer Patience" ]
            "users decide at once and link once", [ "tells OfferCame"; "tells AlreadyLinked"; "tells ItemRefused" ] ]
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
            "certificates and limits of QUIC stand in front of the machine",
            [ "receives Refused"
              "sends Refused"
              "tells DialRefused"
              "tells CallerRefused"
              "tells CertificateRefused" ]
            "nothing of a host changes, so it pushes nothing", [ "receives Push"; "sends Push" ]
            "only a command pings", [ "receives Ping"; "sends Ping"; "tells Pinged"; "tells PingFailed" ]
            "a stream ends after its answer", [ "receives End"; "sends End" ]
            "hosts of worlds stay, and refuse no stream", [ "timer Idle"; "tells StreamRefused" ] ] ]
