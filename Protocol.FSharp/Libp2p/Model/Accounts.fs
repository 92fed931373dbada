namespace PeerFunctional.Libp2p

/// What the runs of its worlds do.
module internal Accounts =

    let text =
        """
# pair recovering: without a fault
  alice sends Identify 1; Line 6; Proved 1; Response 1; call 1; end (the other side closed the connection) 3; take 1
  alice tells DialReceived 1; Identified Ed25519 1; Listening 1; LocalPeer 1; RequestReceived 1; SpeaksOurProtocol 1
  bob fires Greet 1
  bob sends Identify 1; Line 6; Proved 1; Request 1; call 3; end (the other side closed the connection) 4
  bob tells ConnectionClosed 1; ConnectionClosed.number 1; DialSucceeded 1; Dialed 1; Dialing 1; ExternalAddress 1; Greeted 1; Greeted.answered 1; Greeted.requests 1; GreetingPeer 1; GreetingPeers 2; Identified Ed25519 1; LocalPeer 1; ResponseReceived 1; SpeaksOurProtocol 1
  the goal takes ms 10020-10026 ~10022.6
# pair recovering: one lost
  alice sends Identify 0-1 ~0.71; Line 0-6 ~3.88; Proved 0-1 ~0.96; Response 0-1 ~0.38; call 0-1 ~0.83; end (the other side closed the connection) 0-3 ~1.75; take 0-1 ~0.96
  alice tells CannotBeJudged 0-1 ~0.21; ConnectionClosed 0-1 ~0.46; ConnectionClosed.number 0-1 ~0.46; DialReceived 0-1 ~0.83; Disconnecting 0-1 ~0.21; Identified Ed25519 0-1 ~0.46; IdentifyFailed Broken 0-1 ~0.38; Listening 1; LocalPeer 1; RequestReceived 0-1 ~0.38; SpeaksOurProtocol 0-1 ~0.46
  bob fires Greet 0-1 ~0.38
  bob sends Identify 0-1 ~0.75; Line 0-6 ~3.96; Proved 0-1 ~0.88; Request 0-1 ~0.38; call 1-3 ~2.21; end (the other side closed the connection) 0-4 ~2.25
  bob tells CannotBeJudged 0-1 ~0.25; ConnectionClosed 0-1 ~0.83; ConnectionClosed.number 0-1 ~0.83; DialFailed nothing arrived in time 0-1 ~0.04; DialFailed the connection was reset 0-1 ~0.13; DialSucceeded 0-1 ~0.83; Dialed 1; Dialing 1; Disconnecting 0-1 ~0.25; ExternalAddress 0-1 ~0.38; Greeted 0-1 ~0.38; Greeted.answered 0-1 ~0.38; Greeted.requests 0-1 ~0.38; GreetingPeer 0-1 ~0.38; GreetingPeers 1-2 ~1.38; Identified Ed25519 0-1 ~0.5; IdentifyFailed Broken 0-1 ~0.33; LocalPeer 1; ResponseReceived 0-1 ~0.38; SpeaksOurProtocol 0-1 ~0.5
  the goal takes ms 11-10024 ~3771
# pair recovering: one crash
  alice sends Identify 0-2 ~1.13; Line 0-10 ~6; Proved 0-2 ~1.33; Response 0-1 ~0.63; call 0-2 ~1.25; end (the connection was refused) 0-1 ~0.13; end (the connection was reset) 0-1 ~0.33; end (the other side closed the connection) 0-5 ~2.63; take 0-2 ~1.33
  alice tells ConnectionClosed 0-1 ~0.33; ConnectionClosed.number 0-1 ~0.33; DialReceived 0-2 ~1.25; Identified Ed25519 0-2 ~0.88; IdentifyFailed Broken 0-1 ~0.17; Listening 1-2 ~1.38; LocalPeer 1-2 ~1.38; RequestReceived 0-1 ~0.63; SpeaksOurProtocol 0-2 ~0.88
  bob fires Greet 0-1 ~0.63
  bob sends Identify 0-2 ~1.13; Line 0-10 ~6; Proved 0-2 ~1.29; Request 0-1 ~0.63; call 1-5 ~3.25; end (the connection was refused) 0-1 ~0.08; end (the connection was reset) 0-1 ~0.38; end (the other side closed the connection) 0-6 ~3.29
  bob tells CannotBeJudged 0-1 ~0.04; ConnectionClosed 0-1 ~0.96; ConnectionClosed.number 0-1 ~0.96; DialFailed the connection was refused 0-1 ~0.04; DialSucceeded 0-2 ~1.25; Dialed 1-2 ~1.38; Dialing 1-2 ~1.38; Disconnecting 0-1 ~0.04; ExternalAddress 0-1 ~0.63; Greeted 0-1 ~0.63; Greeted.answered 0-1 ~0.63; Greeted.requests 0-1 ~0.63; GreetingPeer 0-1 ~0.63; GreetingPeers 1-3 ~2; Identified Ed25519 0-2 ~0.88; IdentifyFailed Broken 0-1 ~0.17; LocalPeer 1-2 ~1.38; ResponseReceived 0-1 ~0.63; SpeaksOurProtocol 0-2 ~0.88
  the goal takes ms 12-10536 ~6462.13
# other-id recovering: without a fault
  alice sends Line 2; Proved 1; call 1; take 1
  alice tells ConnectionClosed 1; ConnectionClosed.number 1; DialReceived 1; IdentifyFailed Broken 1; Listening 1; LocalPeer 1
  bob sends Proved 1; call 1; end (the connection was refused) 1; end (the other side closed the connection) 1
  bob tells Dialed 1; Dialing 1; GreetingPeers 1; LocalPeer 1; WrongPeer 1
  the goal takes ms 16-23 ~19.3
# other-id recovering: one lost
  alice sends Line 0-2 ~1.11; Proved 0-1 ~0.89; call 0-1 ~0.56; take 0-1 ~0.89
  alice tells ConnectionClosed 0-1 ~0.56; ConnectionClosed.number 0-1 ~0.56; DialReceived 0-1 ~0.56; IdentifyFailed Broken 0-1 ~0.56; Listening 1; LocalPeer 1
  bob sends Proved 0-1 ~0.67; call 1; end (the connection was refused) 0-1 ~0.44; end (the other side closed the connection) 0-1 ~0.56
  bob tells DialFailed nothing arrived in time 0-1 ~0.11; DialFailed the connection was reset 0-1 ~0.33; Dialed 1; Dialing 1; GreetingPeers 1; LocalPeer 1; WrongPeer 0-1 ~0.56
  the goal takes ms 11-17 ~14.67
# other-id recovering: one crash
  alice sends Line 0-4 ~1.82; Proved 0-2 ~1.09; call 0-2 ~0.91; end (the connection was refused) 0-1 ~0.09; end (the connection was reset) 0-1 ~0.18; take 0-2 ~1.09
  alice tells ConnectionClosed 0-2 ~0.82; ConnectionClosed.number 0-3 ~1; DialReceived 0-2 ~0.91; IdentifyFailed Broken 0-2 ~0.82; Listening 1-2 ~1.45; LocalPeer 1-2 ~1.45
  bob sends Proved 0-2 ~1; call 1-2 ~1.18; end (the connection was refused) 0-2 ~0.91; end (the connection was reset) 0-1 ~0.18; end (the other side closed the connection) 0-1 ~0.91
  bob tells DialFailed the connection was refused 0-1 ~0.09; Dialed 1-2 ~1.18; Dialing 1-2 ~1.18; GreetingPeers 1-2 ~1.18; LocalPeer 1-2 ~1.18; WrongPeer 0-1 ~0.91
  the goal takes ms 12-520 ~106.91
# mute recovering: without a fault
  alice sends Proved 1; take 1
  bob fires Greet 1; Parting 1; Patience 1
  bob sends Line 4; Proved 1; call 3; end (the other side closed the connection) 2
  bob tells CannotBeJudged 1; ConnectionClosed 1; ConnectionClosed.number 1; DialSucceeded 1; Dialed 1; Dialing 1; Disconnecting 1; Greeted 1; Greeted.requests 1; GreetingPeer 1; GreetingPeers 2; IdentifyFailed TimedOut 1; LocalPeer 1; RequestFailed Broken 1
  the goal takes ms 15014-15018 ~15015.8
# mute recovering: one lost
  alice sends Proved 0-1 ~0.92; take 0-1 ~0.92
  bob fires Greet 0-1 ~0.42; Parting 0-1 ~0.67; Patience 0-1 ~0.42
  bob sends Line 0-4 ~2.17; Proved 0-1 ~0.75; call 1-3 ~2.08; end (the other side closed the connection) 0-2 ~1.08
  bob tells CannotBeJudged 0-1 ~0.67; ConnectionClosed 0-1 ~0.67; ConnectionClosed.number 0-1 ~0.67; DialFailed nothing arrived in time 0-1 ~0.08; DialFailed the connection was reset 0-1 ~0.25; DialSucceeded 0-1 ~0.67; Dialed 1; Dialing 1; Disconnecting 0-1 ~0.67; Greeted 0-1 ~0.42; Greeted.requests 0-1 ~0.42; GreetingPeer 0-1 ~0.42; GreetingPeers 1-2 ~1.42; IdentifyFailed Broken 0-1 ~0.25; IdentifyFailed TimedOut 0-1 ~0.42; LocalPeer 1; RequestFailed Broken 0-1 ~0.42
  the goal takes ms 11-15014 ~7514.5
# mute recovering: one crash
  alice sends Proved 0-2 ~1.13; end (the connection was refused) 0-1 ~0.19; end (the connection was reset) 0-1 ~0.31; take 0-2 ~1.13
  bob fires Greet 0-1 ~0.63; Parting 0-1 ~0.63; Patience 0-1 ~0.63
  bob sends Line 0-6 ~3.25; Proved 0-2 ~1.06; call 1-5 ~2.81; end (the connection was reset) 0-1 ~0.19; end (the other side closed the connection) 0-2 ~1.25
  bob tells CannotBeJudged 0-1 ~0.63; ConnectionClosed 0-1 ~0.94; ConnectionClosed.number 0-1 ~0.94; DialFailed the connection was refused 0-1 ~0.06; DialSucceeded 0-2 ~1; Dialed 1-2 ~1.19; Dialing 1-2 ~1.19; Disconnecting 0-1 ~0.63; Greeted 0-1 ~0.63; Greeted.requests 0-1 ~0.63; GreetingPeer 0-1 ~0.63; GreetingPeers 1-3 ~1.81; IdentifyFailed Broken 0-1 ~0.31; IdentifyFailed TimedOut 0-1 ~0.63; LocalPeer 1-2 ~1.19; RequestFailed Broken 0-1 ~0.63
  the goal takes ms 12-15521 ~9485.25
# other-agent recovering: without a fault
  alice sends Identify 1; Line 4; Proved 1; call 1; end (the other side closed the connection) 3; take 1
  alice tells ConnectionClosed 1; ConnectionClosed.number 1; DialReceived 1; Disconnecting 1; Identified Ed25519 1; Listening 1; LocalPeer 1; SpeaksAnother 1
  bob sends Identify 1; Line 4; Proved 1; call 2; end (the other side closed the connection) 1-2 ~1.9
  bob tells ConnectionClosed 1; ConnectionClosed.number 1; DialSucceeded 1; Dialed 1; Dialing 1; GreetingPeers 1; Identified Ed25519 0-1 ~0.9; IdentifyFailed Broken 0-1 ~0.1; LocalPeer 1; SpeaksOurProtocol 0-1 ~0.9
  the goal takes ms 22-32 ~27.2
# other-agent recovering: one lost
  alice sends Identify 0-1 ~0.62; Line 0-4 ~2.95; Proved 0-1 ~0.95; call 0-1 ~0.81; end (the other side closed the connection) 0-3 ~1.38; take 0-1 ~0.95
  alice tells CannotBeJudged 0-1 ~0.33; ConnectionClosed 0-1 ~0.81; ConnectionClosed.number 0-1 ~0.81; DialReceived 0-1 ~0.81; Disconnecting 0-1 ~0.48; Identified Ed25519 0-1 ~0.29; IdentifyFailed Broken 0-1 ~0.52; Listening 1; LocalPeer 1; SpeaksAnother 0-1 ~0.29
  bob sends Identify 0-1 ~0.62; Line 0-4 ~2.95; Proved 0-1 ~0.86; call 1-2 ~1.81; end (the other side closed the connection) 0-2 ~1.29
  bob tells CannotBeJudged 0-1 ~0.33; ConnectionClosed 0-1 ~0.81; ConnectionClosed.number 0-1 ~0.81; DialFailed nothing arrived in time 0-1 ~0.05; DialFailed the connection was reset 0-1 ~0.14; DialSucceeded 0-1 ~0.81; Dialed 1; Dialing 1; Disconnecting 0-1 ~0.33; GreetingPeers 1; Identified Ed25519 0-1 ~0.33; IdentifyFailed Broken 0-1 ~0.48; LocalPeer 1; SpeaksOurProtocol 0-1 ~0.33
  the goal takes ms 11-25 ~20.1
# other-agent recovering: one crash
  alice sends Identify 0-2 ~1.13; Line 0-8 ~4.91; Proved 0-2 ~1.39; call 0-2 ~1.3; end (the connection was refused) 0-1 ~0.13; end (the connection was reset) 0-1 ~0.3; end (the other side closed the connection) 0-6 ~2.78; take 0-2 ~1.39
  alice tells ConnectionClosed 0-2 ~1.04; ConnectionClosed.number 0-3 ~1.48; DialReceived 0-2 ~1.3; Disconnecting 0-2 ~0.83; Identified Ed25519 0-2 ~0.83; IdentifyFailed Broken 0-1 ~0.22; Listening 1-2 ~1.48; LocalPeer 1-2 ~1.48; SpeaksAnother 0-2 ~0.83
  bob sends Identify 0-2 ~1.13; Line 0-8 ~4.91; Proved 0-2 ~1.35; call 1-4 ~2.74; end (the connection was refused) 0-1 ~0.09; end (the connection was reset) 0-1 ~0.43; end (the other side closed the connection) 0-4 ~1.96
  bob tells CannotBeJudged 0-1 ~0.04; ConnectionClosed 0-1 ~0.96; ConnectionClosed.number 0-1 ~0.96; DialFailed the connection was refused 0-1 ~0.04; DialSucceeded 0-2 ~1.3; Dialed 1-2 ~1.43; Dialing 1-2 ~1.43; Disconnecting 0-1 ~0.04; GreetingPeers 1-2 ~1.43; Identified Ed25519 0-2 ~0.78; IdentifyFailed Broken 0-1 ~0.26; LocalPeer 1-2 ~1.43; SpeaksOurProtocol 0-2 ~0.78
  the goal takes ms 12-541 ~243.83
# other-protocol recovering: without a fault
  alice sends Identify 1; Line 4; Proved 1; call 1; end (the other side closed the connection) 1-3 ~2.4; take 1
  alice tells ConnectionClosed 1; ConnectionClosed.number 1; DialReceived 1; Disconnecting 0-1 ~0.7; Identified Ed25519 0-1 ~0.7; IdentifyFailed Broken 0-1 ~0.3; Listening 1; LocalPeer 1; SpeaksAnother 0-1 ~0.7
  bob sends Identify 1; Line 4; Proved 1; call 2; end (the other side closed the connection) 1-3 ~2.8
  bob tells ConnectionClosed 1; ConnectionClosed.number 1; DialSucceeded 1; Dialed 1; Dialing 1; Disconnecting 0-1 ~0.9; GreetingPeers 1; Identified Ed25519 0-1 ~0.9; IdentifyFailed Broken 0-1 ~0.1; LocalPeer 1; SpeaksAnother 0-1 ~0.9
  the goal takes ms 21-28 ~24.7
# other-protocol recovering: one lost
  alice sends Identify 0-1 ~0.64; Line 0-4 ~3; Proved 0-1 ~0.95; call 0-1 ~0.82; end (the other side closed the connection) 0-3 ~1.45; take 0-1 ~0.95
  alice tells CannotBeJudged 0-1 ~0.32; ConnectionClosed 0-1 ~0.82; ConnectionClosed.number 0-1 ~0.82; DialReceived 0-1 ~0.82; Disconnecting 0-1 ~0.5; Identified Ed25519 0-1 ~0.32; IdentifyFailed Broken 0-1 ~0.5; Listening 1; LocalPeer 1; SpeaksAnother 0-1 ~0.32
  bob sends Identify 0-1 ~0.64; Line 0-4 ~3; Proved 0-1 ~0.86; call 1-2 ~1.82; end (the other side closed the connection) 0-3 ~1.55
  bob tells CannotBeJudged 0-1 ~0.32; ConnectionClosed 0-1 ~0.82; ConnectionClosed.number 0-1 ~0.82; DialFailed nothing arrived in time 0-1 ~0.05; DialFailed the connection was reset 0-1 ~0.14; DialSucceeded 0-1 ~0.82; Dialed 1; Dialing 1; Disconnecting 0-1 ~0.55; GreetingPeers 1; Identified Ed25519 0-1 ~0.36; IdentifyFailed Broken 0-1 ~0.45; LocalPeer 1; SpeaksAnother 0-1 ~0.36
  the goal takes ms 11-24 ~19.82
# other-protocol recovering: one crash
  alice sends Identify 0-2 ~1.04; Line 0-8 ~4.54; Proved 0-2 ~1.29; call 0-2 ~1.21; end (the connection was refused) 0-1 ~0.13; end (the connection was reset) 0-1 ~0.29; end (the other side closed the connection) 0-6 ~2.29; take 0-2 ~1.29
  alice tells ConnectionClosed 0-2 ~0.96; ConnectionClosed.number 0-3 ~1.29; DialReceived 0-2 ~1.21; Disconnecting 0-2 ~0.63; Identified Ed25519 0-2 ~0.63; IdentifyFailed Broken 0-2 ~0.33; Listening 1-2 ~1.5; LocalPeer 1-2 ~1.5; SpeaksAnother 0-2 ~0.63
  bob sends Identify 0-2 ~1.04; Line 0-8 ~4.54; Proved 0-2 ~1.25; call 1-4 ~2.54; end (the connection was refused) 0-1 ~0.08; end (the connection was reset) 0-1 ~0.33; end (the other side closed the connection) 0-4 ~2.5
  bob tells CannotBeJudged 0-1 ~0.04; ConnectionClosed 0-1 ~0.96; ConnectionClosed.number 0-1 ~0.96; DialFailed the connection was refused 0-1 ~0.04; DialSucceeded 0-2 ~1.21; Dialed 1-2 ~1.33; Dialing 1-2 ~1.33; Disconnecting 0-1 ~0.75; GreetingPeers 1-2 ~1.33; Identified Ed25519 0-1 ~0.71; IdentifyFailed Broken 0-1 ~0.25; LocalPeer 1-2 ~1.33; SpeaksAnother 0-1 ~0.71
  the goal takes ms 12-536 ~190.33
# two-requests recovering: without a fault
  alice sends Identify 1; Line 8; Proved 1; Response 2; call 1; end (the other side closed the connection) 4; take 1
  alice tells DialReceived 1; Identified Ed25519 1; Listening 1; LocalPeer 1; RequestReceived 2; SpeaksOurProtocol 1
  bob fires Greet 2
  bob sends Identify 1; Line 8; Proved 1; Request 2; call 4; end (the other side closed the connection) 5
  bob tells ConnectionClosed 1; ConnectionClosed.number 1; DialSucceeded 1; Dialed 1; Dialing 1; ExternalAddress 1; Greeted 1; Greeted.answered 2; Greeted.requests 2; GreetingPeer 2; GreetingPeers 3; Identified Ed25519 1; LocalPeer 1; ResponseReceived 2; SpeaksOurProtocol 1
  the goal takes ms 20019-20025 ~20022.9
# two-requests recovering: one lost
  alice sends Identify 0-1 ~0.79; Line 0-8 ~5.38; Proved 0-1 ~0.96; Response 0-2 ~1; call 0-1 ~0.88; end (the other side closed the connection) 0-4 ~2.54; take 0-1 ~0.96
  alice tells CannotBeJudged 0-1 ~0.21; ConnectionClosed 0-1 ~0.38; ConnectionClosed.number 0-1 ~0.38; DialReceived 0-1 ~0.88; Disconnecting 0-1 ~0.21; Identified Ed25519 0-1 ~0.54; IdentifyFailed Broken 0-1 ~0.33; Listening 1; LocalPeer 1; RequestReceived 0-2 ~1; SpeaksOurProtocol 0-1 ~0.54
  bob fires Greet 0-2 ~1
  bob sends Identify 0-1 ~0.75; Line 0-8 ~5.33; Proved 0-1 ~0.92; Request 0-2 ~1; call 1-4 ~2.88; end (the other side closed the connection) 0-5 ~3.08
  bob tells CannotBeJudged 0-1 ~0.17; ConnectionClosed 0-1 ~0.88; ConnectionClosed.number 0-1 ~0.88; DialFailed nothing arrived in time 0-1 ~0.04; DialFailed the connection was reset 0-1 ~0.08; DialSucceeded 0-1 ~0.88; Dialed 1; Dialing 1; Disconnecting 0-1 ~0.17; ExternalAddress 0-1 ~0.5; Greeted 0-1 ~0.5; Greeted.answered 0-2 ~1; Greeted.requests 0-2 ~1; GreetingPeer 0-2 ~1; GreetingPeers 1-3 ~2; Identified Ed25519 0-1 ~0.67; IdentifyFailed Broken 0-1 ~0.21; LocalPeer 1; ResponseReceived 0-2 ~1; SpeaksOurProtocol 0-1 ~0.67
  the goal takes ms 11-20023 ~10020.92
# two-requests recovering: one crash
  alice sends Identify 0-2 ~1.08; Line 0-12 ~7.33; Proved 0-2 ~1.25; Response 0-2 ~1.42; call 0-2 ~1.17; end (the connection was refused) 0-1 ~0.08; end (the connection was reset) 0-1 ~0.25; end (the other side closed the connection) 0-6 ~3.42; take 0-2 ~1.25
  alice tells ConnectionClosed 0-1 ~0.25; ConnectionClosed.number 0-1 ~0.25; DialReceived 0-2 ~1.17; Identified Ed25519 0-2 ~0.92; IdentifyFailed Broken 0-1 ~0.13; Listening 1-2 ~1.29; LocalPeer 1-2 ~1.29; RequestReceived 0-2 ~1.42; SpeaksOurProtocol 0-2 ~0.92
  bob fires Greet 0-2 ~1.42
  bob sends Identify 0-2 ~1.08; Line 0-12 ~7.33; Proved 0-2 ~1.21; Request 0-2 ~1.42; call 1-6 ~3.88; end (the connection was refused) 0-1 ~0.04; end (the connection was reset) 0-1 ~0.29; end (the other side closed the connection) 0-7 ~4.13
  bob tells ConnectionClosed 0-1 ~0.96; ConnectionClosed.number 0-1 ~0.96; DialFailed the connection was refused 0-1 ~0.04; DialSucceeded 0-2 ~1.17; Dialed 1-2 ~1.29; Dialing 1-2 ~1.29; ExternalAddress 0-1 ~0.71; Greeted 0-1 ~0.71; Greeted.answered 0-2 ~1.42; Greeted.requests 0-2 ~1.42; GreetingPeer 0-2 ~1.42; GreetingPeers 1-4 ~2.71; Identified Ed25519 0-2 ~0.92; IdentifyFailed Broken 0-1 ~0.13; LocalPeer 1-2 ~1.29; ResponseReceived 0-2 ~1.42; SpeaksOurProtocol 0-2 ~0.92
  the goal takes ms 12-20537 ~14336.17
# both recovering: without a fault
  alice sends Identify 1; Line 4; Proved 1; call 2; end (the other side closed the connection) 2; take 1
  alice tells DialFailed the connection was refused 1; DialReceived 1; Dialed 1; Dialing 1; GreetingPeers 1; Identified Ed25519 1; Listening 1; LocalPeer 1; SpeaksOurProtocol 1
  bob sends Identify 1; Line 4; Proved 1; call 2; end (the connection was refused) 1; end (the other side closed the connection) 2
  bob tells DialSucceeded 1; Dialed 1; Dialing 1; GreetingPeers 1; Identified Ed25519 1; Listening 1; LocalPeer 1; SpeaksOurProtocol 1
  the goal takes ms 23-29 ~26.2
# both recovering: one lost
  alice sends Identify 0-1 ~0.64; Line 0-4 ~2.95; Proved 0-1 ~0.95; call 1-2 ~1.82; end (the other side closed the connection) 0-2 ~1.36; take 0-1 ~0.95
  alice tells CannotBeJudged 0-1 ~0.32; ConnectionClosed 0-1 ~0.64; ConnectionClosed.number 0-2 ~1.27; DialFailed nothing arrived in time 0-1 ~0.05; DialFailed the connection was refused 0-1 ~0.91; DialFailed the connection was reset 0-1 ~0.05; DialReceived 0-1 ~0.82; Dialed 1; Dialing 1; Disconnecting 0-1 ~0.32; GreetingPeers 1; Identified Ed25519 0-1 ~0.41; IdentifyFailed Broken 0-1 ~0.41; Listening 1; LocalPeer 1; SpeaksOurProtocol 0-1 ~0.41
  bob sends Identify 0-1 ~0.64; Line 0-4 ~3; Proved 0-1 ~0.86; call 1-2 ~1.82; end (the connection was refused) 0-1 ~0.95; end (the other side closed the connection) 0-2 ~1.18
  bob tells CannotBeJudged 0-1 ~0.32; ConnectionClosed 0-1 ~0.64; ConnectionClosed.number 0-1 ~0.64; DialFailed nothing arrived in time 0-1 ~0.05; DialFailed the connection was reset 0-1 ~0.14; DialSucceeded 0-1 ~0.82; Dialed 1; Dialing 1; Disconnecting 0-1 ~0.32; GreetingPeers 1; Identified Ed25519 0-1 ~0.23; IdentifyFailed Broken 0-1 ~0.59; Listening 1; LocalPeer 1; SpeaksOurProtocol 0-1 ~0.23
  the goal takes ms 0-26 ~19.41
# both recovering: one crash
  alice sends Identify 1-2 ~1.38; Line 4-8 ~6.38; Proved 1-2 ~1.88; call 2-4 ~3.29; end (the connection was refused) 0-1 ~0.17; end (the connection was reset) 0-1 ~0.46; end (the other side closed the connection) 2-4 ~2.71; take 0-2 ~1.38
  alice tells ConnectionClosed 0-1 ~0.42; ConnectionClosed.number 0-2 ~0.83; DialFailed the connection was refused 0-1 ~0.96; DialReceived 0-2 ~1.29; DialSucceeded 0-1 ~0.5; Dialed 1-2 ~1.5; Dialing 1-2 ~1.5; GreetingPeers 1-2 ~1.5; Identified Ed25519 1-2 ~1.33; IdentifyFailed Broken 0-1 ~0.21; Listening 1-2 ~1.5; LocalPeer 1-2 ~1.5; SpeaksOurProtocol 1-2 ~1.33
  bob sends Identify 1-2 ~1.63; Line 4-8 ~6.88; Proved 1-2 ~1.83; call 2-4 ~3.25; end (the connection was refused) 1-2 ~1.08; end (the connection was reset) 0-1 ~0.46; end (the other side closed the connection) 2-4 ~2.75; take 0-1 ~0.5
  bob tells ConnectionClosed 0-1 ~0.42; ConnectionClosed.number 0-1 ~0.42; DialFailed the connection was refused 0-1 ~0.08; DialReceived 0-1 ~0.5; DialSucceeded 0-2 ~1.29; Dialed 1-2 ~1.46; Dialing 1-2 ~1.46; GreetingPeers 1-2 ~1.46; Identified Ed25519 1-2 ~1.13; IdentifyFailed Broken 0-1 ~0.38; Listening 1-2 ~1.46; LocalPeer 1-2 ~1.46; SpeaksOurProtocol 1-2 ~1.13
  the goal takes ms 26-544 ~513.33
# three recovering: without a fault
  alice sends Identify 2; Line 12; Proved 2; Response 2; call 2; end (the other side closed the connection) 6; take 2
  alice tells ConnectionClosed 1; ConnectionClosed.number 1; DialReceived 2; Identified Ed25519 2; Listening 1; LocalPeer 1; RequestReceived 2; SpeaksOurProtocol 2
  bob fires Greet 1
  bob sends Identify 1; Line 6; Proved 1; Request 1; call 3; end (the other side closed the connection) 4
  bob tells ConnectionClosed 1; ConnectionClosed.number 1; DialSucceeded 1; Dialed 1; Dialing 1; ExternalAddress 1; Greeted 1; Greeted.answered 1; Greeted.requests 1; GreetingPeer 1; GreetingPeers 2; Identified Ed25519 1; LocalPeer 1; ResponseReceived 1; SpeaksOurProtocol 1
  cara fires Greet 1
  cara sends Identify 1; Line 6; Proved 1; Request 1; call 3; end (the other side closed the connection) 4
  cara tells ConnectionClosed 1; ConnectionClosed.number 1; DialSucceeded 1; Dialed 1; Dialing 1; ExternalAddress 1; Greeted 1; Greeted.answered 1; Greeted.requests 1; GreetingPeer 1; GreetingPeers 2; Identified Ed25519 1; LocalPeer 1; ResponseReceived 1; SpeaksOurProtocol 1
  the goal takes ms 10029-10036 ~10033.3
# three recovering: one lost
  alice sends Identify 1-2 ~1.71; Line 6-12 ~10; Proved 1-2 ~1.96; Response 1-2 ~1.38; call 1-2 ~1.88; end (the other side closed the connection) 3-6 ~4.88; take 1-2 ~1.96
  alice tells CannotBeJudged 0-1 ~0.25; ConnectionClosed 0-1 ~0.88; ConnectionClosed.number 0-2 ~1.13; DialReceived 1-2 ~1.88; Disconnecting 0-1 ~0.25; Identified Ed25519 1-2 ~1.54; IdentifyFailed Broken 0-1 ~0.33; Listening 1; LocalPeer 1; RequestReceived 1-2 ~1.38; SpeaksOurProtocol 1-2 ~1.54
  bob fires Greet 0-1 ~0.67
  bob sends Identify 0-1 ~0.88; Line 0-6 ~4.92; Proved 0-1 ~0.92; Request 0-1 ~0.67; call 1-3 ~2.58; end (the other side closed the connection) 0-4 ~3.08
  bob tells CannotBeJudged 0-1 ~0.13; ConnectionClosed 0-1 ~0.92; ConnectionClosed.number 0-1 ~0.92; DialFailed nothing arrived in time 0-1 ~0.04; DialFailed the connection was reset 0-1 ~0.04; DialSucceeded 0-1 ~0.92; Dialed 1; Dialing 1; Disconnecting 0-1 ~0.13; ExternalAddress 0-1 ~0.67; Greeted 0-1 ~0.67; Greeted.answered 0-1 ~0.67; Greeted.requests 0-1 ~0.67; GreetingPeer 0-1 ~0.67; GreetingPeers 1-2 ~1.67; Identified Ed25519 0-1 ~0.75; IdentifyFailed Broken 0-1 ~0.17; LocalPeer 1; ResponseReceived 0-1 ~0.67; SpeaksOurProtocol 0-1 ~0.75
  cara fires Greet 0-1 ~0.71
  cara sends Identify 0-1 ~0.92; Line 0-6 ~5.17; Proved 0-1 ~0.96; Request 0-1 ~0.71; call 1-3 ~2.67; end (the other side closed the connection) 0-4 ~3.25
  cara tells CannotBeJudged 0-1 ~0.13; ConnectionClosed 0-1 ~0.96; ConnectionClosed.number 0-1 ~0.96; DialFailed the connection was reset 0-1 ~0.04; DialSucceeded 0-1 ~0.96; Dialed 1; Dialing 1; Disconnecting 0-1 ~0.13; ExternalAddress 0-1 ~0.71; Greeted 0-1 ~0.71; Greeted.answered 0-1 ~0.71; Greeted.requests 0-1 ~0.71; GreetingPeer 0-1 ~0.71; GreetingPeers 1-2 ~1.71; Identified Ed25519 0-1 ~0.79; IdentifyFailed Broken 0-1 ~0.17; LocalPeer 1; ResponseReceived 0-1 ~0.71; SpeaksOurProtocol 0-1 ~0.79
  the goal takes ms 10022-10037 ~10030.83
# three recovering: one crash
  alice sends Identify 0-3 ~2.08; Line 0-16 ~11.71; Proved 0-3 ~2.38; Response 0-2 ~1.5; call 0-3 ~2.25; end (the connection was refused) 0-2 ~0.21; end (the connection was reset) 0-2 ~0.38; end (the other side closed the connection) 0-8 ~5.46; take 0-3 ~2.38
  alice tells ConnectionClosed 0-2 ~1.17; ConnectionClosed.number 0-3 ~1.63; DialReceived 0-3 ~2.25; Identified Ed25519 0-3 ~1.88; IdentifyFailed Broken 0-1 ~0.21; Listening 1-2 ~1.25; LocalPeer 1-2 ~1.25; RequestReceived 0-2 ~1.5; SpeaksOurProtocol 0-3 ~1.88
  bob fires Greet 0-1 ~0.75
  bob sends Identify 0-2 ~1.08; Line 0-10 ~6.04; Proved 0-2 ~1.17; Request 0-1 ~0.75; call 1-5 ~3.17; end (the connection was refused) 0-1 ~0.04; end (the connection was reset) 0-1 ~0.25; end (the other side closed the connection) 0-6 ~3.58
  bob tells ConnectionClosed 0-1 ~0.96; ConnectionClosed.number 0-1 ~0.96; DialFailed the connection was refused 0-1 ~0.04; DialSucceeded 0-2 ~1.17; Dialed 1-2 ~1.25; Dialing 1-2 ~1.25; ExternalAddress 0-1 ~0.75; Greeted 0-1 ~0.75; Greeted.answered 0-1 ~0.75; Greeted.requests 0-1 ~0.75; GreetingPeer 0-1 ~0.75; GreetingPeers 1-3 ~2; Identified Ed25519 0-2 ~1; IdentifyFailed Broken 0-1 ~0.04; LocalPeer 1-2 ~1.25; ResponseReceived 0-1 ~0.75; SpeaksOurProtocol 0-2 ~1
  cara fires Greet 0-1 ~0.75
  cara sends Identify 0-2 ~0.92; Line 0-10 ~5.54; Proved 0-2 ~1.13; Request 0-1 ~0.75; call 1-5 ~3.08; end (the connection was refused) 0-1 ~0.04; end (the connection was reset) 0-1 ~0.25; end (the other side closed the connection) 0-6 ~3.25
  cara tells ConnectionClosed 0-1 ~0.92; ConnectionClosed.number 0-1 ~0.92; DialFailed the connection was refused 0-1 ~0.08; DialSucceeded 0-2 ~1.08; Dialed 1-2 ~1.25; Dialing 1-2 ~1.25; ExternalAddress 0-1 ~0.75; Greeted 0-1 ~0.75; Greeted.answered 0-1 ~0.75; Greeted.requests 0-1 ~0.75; GreetingPeer 0-1 ~0.75; GreetingPeers 1-3 ~2; Identified Ed25519 0-2 ~0.83; IdentifyFailed Broken 0-1 ~0.13; LocalPeer 1-2 ~1.25; ResponseReceived 0-1 ~0.75; SpeaksOurProtocol 0-2 ~0.83
  the goal takes ms 24-10548 ~7783.5
# asks recovering: without a fault
  alice fires Order 2
  alice sends Identify 1; Line 14; Ping 2; Proved 1; Request 1; Response 2; call 3; end (the other side closed the connection) 6; take 1
  alice tells DialReceived 1; ExternalAddress 1; Identified Ed25519 1; Listening 1; LocalPeer 1; Pinged 1; RequestReceived 2; ResponseReceived 1; SpeaksOurProtocol 1
  bob fires Greet 1; Order 3
  bob sends Identify 1; Line 14; Ping 2; Proved 1; Request 2; Response 1; call 5; end (the other side closed the connection) 7
  bob tells ConnectionClosed 1; ConnectionClosed.number 1; DialSucceeded 1; Dialed 1; Dialing 1; ExternalAddress 1; Greeted 1; Greeted.answered 2; Greeted.requests 3; GreetingPeer 1; GreetingPeers 2; Identified Ed25519 1; LocalPeer 1; PingFailed NotConnected 1; Pinged 1; RequestFailed NotConnected 2; RequestReceived 1; ResponseReceived 2; SpeaksOurProtocol 1
  the goal takes ms 10022-10028 ~10024.1
# asks recovering: one lost
  alice fires Order 2
  alice sends Identify 0-1 ~0.83; Line 0-14 ~10.42; Ping 0-2 ~1.21; Proved 0-1 ~0.96; Request 0-1 ~0.63; Response 0-2 ~1.33; call 0-3 ~2.33; end (the other side closed the connection) 0-6 ~4.17; take 0-1 ~0.96
  alice tells CannotBeJudged 0-1 ~0.08; ConnectionClosed 0-1 ~0.21; ConnectionClosed.number 0-1 ~0.21; DialReceived 0-1 ~0.92; Disconnecting 0-1 ~0.08; ExternalAddress 0-1 ~0.58; Identified Ed25519 0-1 ~0.75; IdentifyFailed Broken 0-1 ~0.17; Listening 1; LocalPeer 1; PingFailed Broken 0-1 ~0.13; PingFailed NotConnected 0-1 ~0.29; Pinged 0-1 ~0.58; RequestFailed Broken 0-1 ~0.13; RequestFailed NotConnected 0-1 ~0.29; RequestReceived 0-2 ~1.33; ResponseReceived 0-1 ~0.58; SpeaksOurProtocol 0-1 ~0.75
  bob fires Greet 0-1 ~0.71; Order 0-3 ~2.13
  bob sends Identify 0-1 ~0.88; Line 0-14 ~10.42; Ping 0-2 ~1.21; Proved 0-1 ~0.92; Request 0-2 ~1.33; Response 0-1 ~0.58; call 1-5 ~4.04; end (the other side closed the connection) 0-7 ~4.92
  bob tells CannotBeJudged 0-1 ~0.13; ConnectionClosed 0-1 ~0.92; ConnectionClosed.number 0-1 ~0.92; DialFailed nothing arrived in time 0-1 ~0.04; DialFailed the connection was reset 0-1 ~0.04; DialSucceeded 0-1 ~0.92; Dialed 1; Dialing 1; Disconnecting 0-1 ~0.13; ExternalAddress 0-1 ~0.71; Greeted 0-1 ~0.71; Greeted.answered 0-2 ~1.29; Greeted.requests 0-3 ~2.13; GreetingPeer 0-1 ~0.71; GreetingPeers 1-2 ~1.71; Identified Ed25519 0-1 ~0.75; IdentifyFailed Broken 0-1 ~0.17; LocalPeer 1; PingFailed Broken 0-1 ~0.13; PingFailed NotConnected 0-1 ~0.71; Pinged 0-1 ~0.58; RequestFailed Broken 0-1 ~0.13; RequestFailed NotConnected 0-2 ~1.42; RequestReceived 0-1 ~0.58; ResponseReceived 0-2 ~1.29; SpeaksOurProtocol 0-1 ~0.75
  the goal takes ms 11-10026 ~7106.04
# asks recovering: one crash
  alice fires Order 0-2 ~1.63
  alice sends Identify 0-2 ~1.33; Line 0-22 ~12.5; Ping 0-3 ~1.29; Proved 0-2 ~1.42; Request 0-1 ~0.42; Response 0-3 ~1.58; call 0-4 ~2.38; end (the connection was refused) 0-1 ~0.08; end (the connection was reset) 0-1 ~0.42; end (the other side closed the connection) 0-8 ~4.92; take 0-2 ~1.42
  alice tells ConnectionClosed 0-1 ~0.42; ConnectionClosed.number 0-1 ~0.42; DialReceived 0-2 ~1.38; ExternalAddress 0-1 ~0.38; Identified Ed25519 0-2 ~1.21; IdentifyFailed Broken 0-1 ~0.08; Listening 1-2 ~1.46; LocalPeer 1-2 ~1.46; PingFailed Broken 0-1 ~0.04; PingFailed NotConnected 0-1 ~0.33; Pinged 0-1 ~0.42; RequestFailed Broken 0-1 ~0.08; RequestFailed NotConnected 0-1 ~0.29; RequestReceived 0-3 ~1.58; ResponseReceived 0-1 ~0.38; SpeaksOurProtocol 0-2 ~1.21
  bob fires Greet 0-1 ~0.54; Order 0-6 ~2.92
  bob sends Identify 0-2 ~1.33; Line 0-22 ~12.54; Ping 0-3 ~1.29; Proved 0-2 ~1.38; Request 0-3 ~1.58; Response 0-1 ~0.42; call 1-9 ~5.46; end (the connection was refused) 0-1 ~0.04; end (the connection was reset) 0-1 ~0.46; end (the other side closed the connection) 0-11 ~5.96
  bob tells CannotBeJudged 0-1 ~0.04; ConnectionClosed 0-1 ~0.96; ConnectionClosed.number 0-1 ~0.96; DialFailed the connection was refused 0-1 ~0.04; DialSucceeded 0-2 ~1.38; Dialed 1-2 ~1.46; Dialing 1-2 ~1.46; Disconnecting 0-1 ~0.04; ExternalAddress 0-2 ~1; Greeted 0-1 ~0.54; Greeted.answered 0-2 ~1.08; Greeted.requests 0-3 ~1.63; GreetingPeer 0-1 ~0.54; GreetingPeers 1-3 ~2; Identified Ed25519 0-2 ~1.21; IdentifyFailed Broken 0-1 ~0.08; LocalPeer 1-2 ~1.46; PingFailed Broken 0-1 ~0.04; PingFailed NotConnected 0-2 ~0.83; Pinged 0-2 ~0.88; RequestFailed Broken 0-1 ~0.08; RequestFailed NotConnected 0-4 ~1.67; RequestReceived 0-1 ~0.42; ResponseReceived 0-3 ~1.54; SpeaksOurProtocol 0-2 ~1.21
  the goal takes ms 12-11721 ~6158.54
# parts recovering: without a fault
  alice fires Order 1
  alice sends Identify 1; Line 4; Proved 1; call 1; end (the other side closed the connection) 3; take 1
  alice tells ConnectionClosed 1; ConnectionClosed.number 1; DialReceived 1; Identified Ed25519 1; Listening 1; LocalPeer 1; SpeaksOurProtocol 1
  bob sends Identify 1; Line 4; Proved 1; call 2; end (the other side closed the connection) 2
  bob tells ConnectionClosed 1; ConnectionClosed.number 1; DialSucceeded 1; Dialed 1; Dialing 1; GreetingPeers 1; Identified Ed25519 1; LocalPeer 1; SpeaksOurProtocol 1
  the goal takes ms 435-1950 ~1178.9
# parts recovering: one lost
  alice fires Order 1
  alice sends Identify 0-1 ~0.62; Line 0-4 ~2.95; Proved 0-1 ~0.95; call 0-1 ~0.81; end (the other side closed the connection) 0-3 ~1.38; take 0-1 ~0.95
  alice tells CannotBeJudged 0-1 ~0.33; ConnectionClosed 0-1 ~0.81; ConnectionClosed.number 0-1 ~0.81; DialReceived 0-1 ~0.81; Disconnecting 0-1 ~0.33; Identified Ed25519 0-1 ~0.29; IdentifyFailed Broken 0-1 ~0.52; Listening 1; LocalPeer 1; RequestFailed NotConnected 0-1 ~0.86; SpeaksOurProtocol 0-1 ~0.29
  bob sends Identify 0-1 ~0.62; Line 0-4 ~2.95; Proved 0-1 ~0.86; call 1-2 ~1.81; end (the other side closed the connection) 0-2 ~1.33
  bob tells CannotBeJudged 0-1 ~0.33; ConnectionClosed 0-1 ~0.81; ConnectionClosed.number 0-1 ~0.81; DialFailed nothing arrived in time 0-1 ~0.05; DialFailed the connection was reset 0-1 ~0.14; DialSucceeded 0-1 ~0.81; Dialed 1; Dialing 1; Disconnecting 0-1 ~0.33; GreetingPeers 1; Identified Ed25519 0-1 ~0.38; IdentifyFailed Broken 0-1 ~0.43; LocalPeer 1; SpeaksOurProtocol 0-1 ~0.38
  the goal takes ms 11-585 ~100.43
# parts recovering: one crash
  alice fires Order 1
  alice sends Identify 0-2 ~1.17; Line 0-8 ~5.04; Proved 0-2 ~1.42; call 0-2 ~1.33; end (the connection was refused) 0-1 ~0.13; end (the connection was reset) 0-1 ~0.42; end (the other side closed the connection) 0-5 ~2.58; take 0-2 ~1.42
  alice tells ConnectionClosed 0-2 ~0.96; ConnectionClosed.number 0-3 ~1.42; DialReceived 0-2 ~1.33; Identified Ed25519 0-2 ~0.88; IdentifyFailed Broken 0-1 ~0.21; Listening 1-2 ~1.5; LocalPeer 1-2 ~1.5; RequestFailed NotConnected 0-1 ~0.46; SpeaksOurProtocol 0-2 ~0.88
  bob sends Identify 0-2 ~1.17; Line 0-8 ~5.04; Proved 0-2 ~1.38; call 1-4 ~2.79; end (the connection was refused) 0-1 ~0.08; end (the connection was reset) 0-1 ~0.46; end (the other side closed the connection) 0-4 ~2.08
  bob tells CannotBeJudged 0-1 ~0.04; ConnectionClosed 0-1 ~0.96; ConnectionClosed.number 0-1 ~0.96; DialFailed the connection was refused 0-1 ~0.04; DialSucceeded 0-2 ~1.33; Dialed 1-2 ~1.46; Dialing 1-2 ~1.46; Disconnecting 0-1 ~0.04; GreetingPeers 1-2 ~1.46; Identified Ed25519 0-2 ~0.88; IdentifyFailed Broken 0-1 ~0.21; LocalPeer 1-2 ~1.46; SpeaksOurProtocol 0-2 ~0.88
  the goal takes ms 12-588 ~326.79
# stops recovering: without a fault
  alice fires Order 1
  alice sends Identify 1; Line 4; Proved 1; call 1; end (the other side closed the connection) 2; take 1
  alice tells ConnectionClosed 1; ConnectionClosed.number 1; DialReceived 1; Identified Ed25519 1; Listening 1; LocalPeer 1; SpeaksOurProtocol 1
  bob fires Order 1
  bob sends Identify 1; Line 4; Proved 1; call 2; end (the other side closed the connection) 3
  bob tells ConnectionClosed 1; ConnectionClosed.number 1; DialSucceeded 1; Dialed 1; Dialing 1; Greeted 1; GreetingPeers 1; Identified Ed25519 1; LocalPeer 1; SpeaksOurProtocol 1
  the goal takes ms 510
# stops recovering: one lost
  alice fires Order 1
  alice sends Identify 0-1 ~0.62; Line 0-4 ~2.95; Proved 0-1 ~0.95; call 0-1 ~0.81; end (the other side closed the connection) 0-2 ~1.24; take 0-1 ~0.95
  alice tells CannotBeJudged 0-1 ~0.33; ConnectionClosed 0-1 ~0.81; ConnectionClosed.number 0-1 ~0.81; DialReceived 0-1 ~0.81; Disconnecting 0-1 ~0.33; Identified Ed25519 0-1 ~0.29; IdentifyFailed Broken 0-1 ~0.52; Listening 1; LocalPeer 1; SpeaksOurProtocol 0-1 ~0.29
  bob fires Order 0-1 ~0.14
  bob sends Identify 0-1 ~0.62; Line 0-4 ~2.95; Proved 0-1 ~0.86; call 1-2 ~1.81; end (the other side closed the connection) 0-3 ~1.48
  bob tells CannotBeJudged 0-1 ~0.33; ConnectionClosed 0-1 ~0.81; ConnectionClosed.number 0-1 ~0.81; DialFailed nothing arrived in time 0-1 ~0.05; DialFailed the connection was reset 0-1 ~0.14; DialSucceeded 0-1 ~0.81; Dialed 1; Dialing 1; Disconnecting 0-1 ~0.33; Greeted 0-1 ~0.14; GreetingPeers 1; Identified Ed25519 0-1 ~0.38; IdentifyFailed Broken 0-1 ~0.43; LocalPeer 1; SpeaksOurProtocol 0-1 ~0.38
  the goal takes ms 11-510 ~89.71
# stops recovering: one crash
  alice fires Order 0-1 ~0.96
  alice sends Identify 0-2 ~1.17; Line 0-8 ~5.04; Proved 0-2 ~1.42; call 0-2 ~1.33; end (the connection was refused) 0-1 ~0.13; end (the connection was reset) 0-1 ~0.42; end (the other side closed the connection) 0-5 ~2.5; take 0-2 ~1.42
  alice tells ConnectionClosed 0-2 ~0.96; ConnectionClosed.number 0-3 ~1.42; DialReceived 0-2 ~1.33; Identified Ed25519 0-2 ~0.88; IdentifyFailed Broken 0-1 ~0.21; Listening 1-2 ~1.5; LocalPeer 1-2 ~1.5; SpeaksOurProtocol 0-2 ~0.88
  bob fires Order 0-1 ~0.08
  bob sends Identify 0-2 ~1.17; Line 0-8 ~5.04; Proved 0-2 ~1.38; call 1-4 ~2.79; end (the connection was refused) 0-1 ~0.08; end (the connection was reset) 0-1 ~0.46; end (the other side closed the connection) 0-4 ~2.17
  bob tells CannotBeJudged 0-1 ~0.04; ConnectionClosed 0-1 ~0.96; ConnectionClosed.number 0-1 ~0.96; DialFailed the connection was refused 0-1 ~0.04; DialSucceeded 0-2 ~1.33; Dialed 1-2 ~1.46; Dialing 1-2 ~1.46; Disconnecting 0-1 ~0.04; Greeted 0-1 ~0.08; GreetingPeers 1-2 ~1.46; Identified Ed25519 0-2 ~0.88; IdentifyFailed Broken 0-1 ~0.21; LocalPeer 1-2 ~1.46; SpeaksOurProtocol 0-2 ~0.88
  the goal takes ms 12-1004 ~511.13
# again recovering: without a fault
  alice sends Identify 2; Line 14; Proved 2; Response 3; call 2; end (the other side closed the connection) 7; take 2
  alice tells DialReceived 2; Identified Ed25519 2; Listening 1; LocalPeer 1; RequestReceived 3; SpeaksOurProtocol 2
  bob fires Greet 2; Order 1
  bob sends Identify 2; Line 14; Proved 2; Request 3; call 7; end (the other side closed the connection) 9
  bob tells ConnectionClosed 2; ConnectionClosed.number 3; DialSucceeded 2; Dialed 2; Dialing 2; ExternalAddress 2-3 ~2.4; Greeted 1; Greeted.answered 3; Greeted.requests 3; GreetingPeer 3; GreetingPeers 3; Identified Ed25519 2; LocalPeer 1; ResponseReceived 3; SpeaksOurProtocol 2
  the goal takes ms 20020-20026 ~20023.2
# again recovering: one lost
  alice sends Identify 0-2 ~1.42; Line 0-14 ~10.21; Proved 0-2 ~1.63; Response 0-3 ~2.13; call 0-2 ~1.54; end (the other side closed the connection) 0-7 ~4.96; take 0-2 ~1.63
  alice tells CannotBeJudged 0-1 ~0.21; ConnectionClosed 0-1 ~0.42; ConnectionClosed.number 0-2 ~0.63; DialReceived 0-2 ~1.54; Disconnecting 0-1 ~0.21; Identified Ed25519 0-2 ~1.21; IdentifyFailed Broken 0-1 ~0.33; Listening 1; LocalPeer 1; RequestReceived 0-3 ~2.13; SpeaksOurProtocol 0-2 ~1.21
  bob fires Greet 0-3 ~1.71; Order 0-1 ~0.71
  bob sends Identify 0-2 ~1.42; Line 0-14 ~10.21; Proved 0-2 ~1.58; Request 0-3 ~2.13; call 1-7 ~5.38; end (the other side closed the connection) 0-9 ~6.08
  bob tells CannotBeJudged 0-1 ~0.21; ConnectionClosed 0-2 ~1.54; ConnectionClosed.number 0-3 ~2.17; DialFailed nothing arrived in time 0-1 ~0.08; DialFailed the connection was reset 0-1 ~0.08; DialSucceeded 0-2 ~1.54; Dialed 1-2 ~1.71; Dialing 1-2 ~1.71; Disconnecting 0-1 ~0.21; ExternalAddress 0-2 ~1.13; Greeted 0-1 ~0.71; Greeted.answered 0-3 ~2.13; Greeted.requests 0-3 ~2.13; GreetingPeer 0-3 ~2.13; GreetingPeers 1-4 ~2.71; Identified Ed25519 0-2 ~1.21; IdentifyFailed Broken 0-1 ~0.33; LocalPeer 1; ResponseReceived 0-3 ~2.13; SpeaksOurProtocol 0-2 ~1.21
  the goal takes ms 11-30025 ~17106.58
# again recovering: one crash
  alice sends Identify 0-4 ~2.08; Line 0-22 ~12.54; Proved 0-4 ~2.29; Response 0-3 ~2; call 0-4 ~2.17; end (the connection was refused) 0-1 ~0.13; end (the connection was reset) 0-2 ~0.46; end (the other side closed the connection) 0-11 ~5.96; take 0-4 ~2.29
  alice tells ConnectionClosed 0-2 ~0.42; ConnectionClosed.number 0-3 ~0.54; DialReceived 0-4 ~2.17; Identified Ed25519 0-4 ~1.88; IdentifyFailed Broken 0-1 ~0.13; Listening 1-2 ~1.33; LocalPeer 1-2 ~1.33; RequestReceived 0-3 ~2; SpeaksOurProtocol 0-4 ~1.88
  bob fires Greet 0-2 ~1.33; Order 0-2 ~1
  bob sends Identify 0-4 ~2.08; Line 0-22 ~12.58; Proved 0-4 ~2.21; Request 0-3 ~2; call 1-11 ~6.54; end (the connection was refused) 0-1 ~0.04; end (the connection was reset) 0-2 ~0.5; end (the other side closed the connection) 0-13 ~7.33
  bob tells CannotBeJudged 0-1 ~0.04; ConnectionClosed 0-2 ~1.79; ConnectionClosed.number 0-3 ~2.63; DialFailed the connection was refused 0-1 ~0.04; DialSucceeded 0-4 ~2.21; Dialed 1-4 ~2.33; Dialing 1-4 ~2.33; Disconnecting 0-1 ~0.04; ExternalAddress 0-3 ~1.54; Greeted 0-1 ~0.67; Greeted.answered 0-3 ~2; Greeted.requests 0-3 ~2; GreetingPeer 0-3 ~2; GreetingPeers 1-4 ~2.67; Identified Ed25519 0-4 ~1.88; IdentifyFailed Broken 0-1 ~0.17; LocalPeer 1-2 ~1.33; ResponseReceived 0-3 ~2; SpeaksOurProtocol 0-4 ~1.88
  the goal takes ms 12-21038 ~13692.42
# full recovering: without a fault
  alice sends Identify 1; Line 10; Proved 1; Refused 1; Response 3; call 1; end (the other side closed the connection) 6; take 2
  alice tells CallerRefused full 1; DialReceived 1; Identified Ed25519 1; Listening 1; LocalPeer 1; RequestReceived 3; SpeaksOurProtocol 1
  bob fires Greet 3
  bob sends Identify 1; Line 10; Proved 1; Request 3; call 5; end (the other side closed the connection) 6
  bob tells ConnectionClosed 1; ConnectionClosed.number 1; DialSucceeded 1; Dialed 1; Dialing 1; ExternalAddress 1; Greeted 1; Greeted.answered 3; Greeted.requests 3; GreetingPeer 3; GreetingPeers 4; Identified Ed25519 1; LocalPeer 1; ResponseReceived 3; SpeaksOurProtocol 1
  cara sends Proved 1; call 1; end (the other side closed the connection) 1
  cara tells DialRefused Full 1; Dialed 1; Dialing 1; GreetingPeers 1; LocalPeer 1
  the goal takes ms 30019-30026 ~30022.2
# full recovering: one lost
  alice sends Identify 0-2 ~1.17; Line 3-14 ~10.54; Proved 1-2 ~1.25; Refused 0-1 ~0.67; Response 0-3 ~2.88; call 1-2 ~1.21; end (the other side closed the connection) 2-7 ~5.83; take 1-2 ~1.92
  alice tells CallerRefused full 0-1 ~0.67; CannotBeJudged 0-1 ~0.13; ConnectionClosed 0-1 ~0.25; ConnectionClosed.number 0-1 ~0.25; DialReceived 1-2 ~1.21; Disconnecting 0-1 ~0.13; Identified Ed25519 1; IdentifyFailed Broken 0-1 ~0.21; Listening 1; LocalPeer 1; RequestReceived 0-3 ~2.88; SpeaksOurProtocol 1
  bob fires Greet 0-3 ~2
  bob sends Identify 0-1 ~0.83; Line 0-10 ~7.54; Proved 0-1 ~0.92; Request 0-3 ~2; call 1-5 ~3.92; end (the other side closed the connection) 0-6 ~4.42
  bob tells CannotBeJudged 0-1 ~0.13; ConnectionClosed 0-1 ~0.92; ConnectionClosed.number 0-1 ~0.92; DialFailed nothing arrived in time 0-1 ~0.04; DialFailed the connection was reset 0-1 ~0.04; DialSucceeded 0-1 ~0.92; Dialed 1; Dialing 1; Disconnecting 0-1 ~0.13; ExternalAddress 0-1 ~0.67; Greeted 0-1 ~0.67; Greeted.answered 0-3 ~2; Greeted.requests 0-3 ~2; GreetingPeer 0-3 ~2; GreetingPeers 1-4 ~3; Identified Ed25519 0-1 ~0.79; IdentifyFailed Broken 0-1 ~0.13; LocalPeer 1; ResponseReceived 0-3 ~2; SpeaksOurProtocol 0-1 ~0.79
  cara fires Greet 0-3 ~0.88
  cara sends Identify 0-1 ~0.29; Line 0-10 ~2.92; Proved 0-1 ~0.92; Request 0-3 ~0.88; call 1-5 ~2.17; end (the other side closed the connection) 0-6 ~2.33
  cara tells ConnectionClosed 0-1 ~0.29; ConnectionClosed.number 0-1 ~0.29; DialFailed nothing arrived in time 0-1 ~0.04; DialFailed the connection was reset 0-1 ~0.08; DialRefused Full 0-1 ~0.58; DialSucceeded 0-1 ~0.29; Dialed 1; Dialing 1; ExternalAddress 0-1 ~0.29; Greeted 0-1 ~0.29; Greeted.answered 0-3 ~0.88; Greeted.requests 0-3 ~0.88; GreetingPeer 0-3 ~0.88; GreetingPeers 1-4 ~1.88; Identified Ed25519 0-1 ~0.29; LocalPeer 1; ResponseReceived 0-3 ~0.88; SpeaksOurProtocol 0-1 ~0.29
  the goal takes ms 23-30036 ~28775.25
# full recovering: one crash
  alice sends Identify 0-2 ~1.05; Line 0-14 ~9.1; Proved 0-2 ~1.15; Refused 0-2 ~1; Response 0-3 ~2.4; call 0-2 ~1.1; end (the connection was refused) 0-2 ~0.15; end (the connection was reset) 0-1 ~0.15; end (the other side closed the connection) 0-8 ~5.4; take 0-3 ~2.15
  alice tells CallerRefused full 0-2 ~1; ConnectionClosed 0-1 ~0.15; ConnectionClosed.number 0-1 ~0.15; DialReceived 0-2 ~1.1; Identified Ed25519 0-2 ~0.95; IdentifyFailed Broken 0-1 ~0.05; Listening 1-2 ~1.2; LocalPeer 1-2 ~1.2; RequestReceived 0-3 ~2.4; SpeaksOurProtocol 0-2 ~0.95
  bob fires Greet 0-3 ~2.1
  bob sends Identify 0-2 ~0.95; Line 0-14 ~8.1; Proved 0-2 ~1.1; Request 0-3 ~2.1; call 1-7 ~4.3; end (the connection was reset) 0-1 ~0.2; end (the other side closed the connection) 0-8 ~4.7
  bob tells ConnectionClosed 0-1 ~0.85; ConnectionClosed.number 0-1 ~0.85; DialFailed the connection was refused 0-1 ~0.05; DialRefused Full 0-1 ~0.1; DialSucceeded 0-2 ~1; Dialed 1-2 ~1.2; Dialing 1-2 ~1.2; ExternalAddress 0-1 ~0.7; Greeted 0-1 ~0.7; Greeted.answered 0-3 ~2.1; Greeted.requests 0-3 ~2.1; GreetingPeer 0-3 ~2.1; GreetingPeers 1-5 ~3.3; Identified Ed25519 0-2 ~0.85; IdentifyFailed Broken 0-1 ~0.05; LocalPeer 1-2 ~1.2; ResponseReceived 0-3 ~2.1; SpeaksOurProtocol 0-2 ~0.85
  cara fires Greet 0-3 ~0.3
  cara sends Identify 0-1 ~0.1; Line 0-10 ~1; Proved 0-2 ~0.95; Request 0-3 ~0.3; call 1-5 ~1.5; end (the connection was reset) 0-1 ~0.1; end (the other side closed the connection) 0-6 ~1.4
  cara tells ConnectionClosed 0-1 ~0.1; ConnectionClosed.number 0-1 ~0.1; DialFailed the connection was refused 0-1 ~0.1; DialRefused Full 0-1 ~0.8; DialSucceeded 0-1 ~0.1; Dialed 1-2 ~1.1; Dialing 1-2 ~1.1; ExternalAddress 0-1 ~0.1; Greeted 0-1 ~0.1; Greeted.answered 0-3 ~0.3; Greeted.requests 0-3 ~0.3; GreetingPeer 0-3 ~0.3; GreetingPeers 1-4 ~1.4; Identified Ed25519 0-1 ~0.1; LocalPeer 1-2 ~1.1; ResponseReceived 0-3 ~0.3; SpeaksOurProtocol 0-1 ~0.1
  the goal takes ms 24-30535 ~24074.5
# crowded recovering: without a fault
  alice sends Identify 1; Line 26; Proved 1; Response 11; call 1; end (the other side closed the connection) 13; take 1
  alice tells DialReceived 1; Identified Ed25519 1; Listening 1; LocalPeer 1; RequestReceived 11; SpeaksOurProtocol 1
  bob fires Greet 1; Order 1
  bob sends Identify 1; Line 26; Proved 1; Request 11; call 13; end (the other side closed the connection) 14
  bob tells ConnectionClosed 1; ConnectionClosed.number 1; DialSucceeded 1; Dialed 1; Dialing 1; ExternalAddress 1; Greeted 1; Greeted.answered 11; Greeted.requests 12; GreetingPeer 1; GreetingPeers 2; Identified Ed25519 1; LocalPeer 1; RequestFailed TooMany 1; ResponseReceived 11; SpeaksOurProtocol 1
  the goal takes ms 10018-10026 ~10022.3
"""
