namespace PeerFunctional.CapnWeb

/// What the runs of its worlds do.
module internal Accounts =

    let text =
        """
# calls recovering: without a fault
  alice sends Resolve 2; take 1
  alice tells SessionOpened 1
  bob sends Pull 2; Push 2; Release 2; call 1
  bob tells SessionOpened 1
  the goal takes ms 21-30 ~25.9
# calls recovering: one lost
  alice sends Resolve 0-2 ~0.7; take 0-1 ~0.9
  alice tells SessionEnded The connection ended: the connection was reset. 0-1 ~0.9; SessionOpened 0-1 ~0.9
  bob sends Pull 0-2 ~1.6; Push 0-2 ~1.6; Release 0-2 ~0.3; call 1
  bob tells SessionEnded The connection ended: nothing arrived in time. 0-1 ~0.1; SessionEnded The connection ended: the connection was reset. 0-1 ~0.9; SessionOpened 0-1 ~0.8
  the goal takes ms 11-23 ~16.8
# calls recovering: one crash
  alice sends Resolve 0-4 ~1.83; end (the connection was refused) 0-1 ~0.08; end (the connection was reset) 0-1 ~0.58; take 0-2 ~1.25
  alice tells SessionEnded The connection ended: the connection was reset. 0-1 ~0.33; SessionOpened 0-2 ~1.25
  bob sends Pull 0-4 ~2.33; Push 0-4 ~2.33; Release 0-4 ~1.58; call 1-2 ~1.33; end (the connection was reset) 0-1 ~0.33
  bob tells SessionEnded The connection ended: the connection was refused. 0-1 ~0.08; SessionEnded The connection ended: the connection was reset. 0-1 ~0.58; SessionOpened 0-2 ~1.17
  the goal takes ms 12-532 ~188.17
# pipelined recovering: without a fault
  alice sends Resolve 2; take 1
  alice tells SessionOpened 1
  bob sends Pull 2; Push 3; Release 3; call 1
  bob tells SessionOpened 1
  the goal takes ms 24-32 ~26.5
# pipelined recovering: one lost
  alice sends Resolve 0-2 ~0.58; take 0-1 ~0.92
  alice tells SessionEnded The connection ended: the connection was reset. 0-1 ~0.92; SessionOpened 0-1 ~0.92
  bob sends Pull 0-2 ~1.67; Push 0-3 ~2.5; Release 0-3 ~1.08; call 1
  bob tells SessionEnded The connection ended: nothing arrived in time. 0-1 ~0.08; SessionEnded The connection ended: the connection was reset. 0-1 ~0.92; SessionOpened 0-1 ~0.83
  the goal takes ms 11-22 ~16.92
# pipelined recovering: one crash
  alice sends Resolve 0-4 ~1.64; end (the connection was refused) 0-1 ~0.07; end (the connection was reset) 0-1 ~0.64; take 0-2 ~1.21
  alice tells SessionEnded The connection ended: the connection was reset. 0-1 ~0.29; SessionOpened 0-2 ~1.21
  bob sends Pull 0-4 ~2.29; Push 0-6 ~3.43; Release 0-6 ~2.57; call 1-2 ~1.29; end (the connection was reset) 0-1 ~0.29
  bob tells SessionEnded The connection ended: the connection was refused. 0-1 ~0.07; SessionEnded The connection ended: the connection was reset. 0-1 ~0.64; SessionOpened 0-2 ~1.14
  the goal takes ms 12-534 ~164.86
# callback recovering: without a fault
  alice sends Pull 1; Push 1; Release 2; Resolve 1; take 1
  alice tells SessionOpened 1
  bob sends Pull 1; Push 1; Release 1; Resolve 1; call 1
  bob tells SessionOpened 1
  the goal takes ms 26-36 ~28.9
# callback recovering: one lost
  alice sends Pull 0-1 ~0.64; Push 0-1 ~0.64; Release 0-2 ~0.73; Resolve 0-1 ~0.36; take 0-1 ~0.91
  alice tells SessionEnded The connection ended: the connection was reset. 0-1 ~0.91; SessionOpened 0-1 ~0.91
  bob sends Pull 0-1 ~0.82; Push 0-1 ~0.82; Release 0-1 ~0.18; Resolve 0-1 ~0.27; call 1
  bob tells SessionEnded The connection ended: nothing arrived in time. 0-1 ~0.09; SessionEnded The connection ended: the connection was reset. 0-1 ~0.91; SessionOpened 0-1 ~0.82
  the goal takes ms 11-25 ~18.45
# callback recovering: one crash
  alice sends Pull 0-2 ~1.31; Push 0-2 ~1.31; Release 0-4 ~2.31; Resolve 0-2 ~1.23; end (the connection was refused) 0-1 ~0.08; end (the connection was reset) 0-1 ~0.38; take 0-2 ~1.46
  alice tells SessionEnded The connection ended: the connection was reset. 0-1 ~0.54; SessionOpened 0-2 ~1.46
  bob sends Pull 0-2 ~1.38; Push 0-2 ~1.38; Release 0-2 ~0.92; Resolve 0-2 ~1.15; call 1-2 ~1.54; end (the connection was reset) 0-1 ~0.54
  bob tells SessionEnded The connection ended: the connection was refused. 0-1 ~0.08; SessionEnded The connection ended: the connection was reset. 0-1 ~0.38; SessionOpened 0-2 ~1.38
  the goal takes ms 12-543 ~296.15
# promised recovering: without a fault
  alice sends Release 1; Resolve 1; take 1
  alice tells SessionOpened 1
  bob sends Pull 1; Push 1; Release 1; Resolve 1; call 1
  bob tells SessionOpened 1
  the goal takes ms 22-31 ~26.2
# promised recovering: one lost
  alice sends Release 0-1 ~0.38; Resolve 0-1 ~0.38; take 0-1 ~0.88
  alice tells SessionEnded The connection ended: the connection was reset. 0-1 ~0.88; SessionOpened 0-1 ~0.88
  bob sends Pull 0-1 ~0.75; Push 0-1 ~0.75; Release 0-1 ~0.13; Resolve 0-1 ~0.75; call 1
  bob tells SessionEnded The connection ended: nothing arrived in time. 0-1 ~0.13; SessionEnded The connection ended: the connection was reset. 0-1 ~0.88; SessionOpened 0-1 ~0.75
  the goal takes ms 11-21 ~16.5
# promised recovering: one crash
  alice sends Release 0-2 ~0.9; Resolve 0-2 ~0.9; end (the connection was refused) 0-1 ~0.1; end (the connection was reset) 0-1 ~0.5; take 0-2 ~1.3
  alice tells SessionEnded The connection ended: the connection was reset. 0-1 ~0.4; SessionOpened 0-2 ~1.3
  bob sends Pull 0-2 ~1.2; Push 0-2 ~1.2; Release 0-2 ~0.7; Resolve 0-2 ~1.2; call 1-2 ~1.4; end (the connection was reset) 0-1 ~0.4
  bob tells SessionEnded The connection ended: the connection was refused. 0-1 ~0.1; SessionEnded The connection ended: the connection was reset. 0-1 ~0.5; SessionOpened 0-2 ~1.2
  the goal takes ms 12-534 ~222.4
# abandoned recovering: without a fault
  alice fires Own 2
  alice sends Resolve 1; take 1
  alice tells SessionOpened 1
  bob sends Pull 1; Push 3; Release 3; call 1
  bob tells SessionOpened 1
  the goal takes ms 1019-1031 ~1023.9
# abandoned recovering: one lost
  alice fires Own 0-2 ~0.4
  alice sends Resolve 0-1 ~0.2; take 0-1 ~0.9
  alice tells SessionEnded The connection ended: the connection was reset. 0-1 ~0.9; SessionOpened 0-1 ~0.9
  bob sends Pull 0-1 ~0.8; Push 0-3 ~2.4; Release 0-3 ~1.7; call 1
  bob tells SessionEnded The connection ended: nothing arrived in time. 0-1 ~0.1; SessionEnded The connection ended: the connection was reset. 0-1 ~0.9; SessionOpened 0-1 ~0.8
  the goal takes ms 11-1020 ~215.5
# abandoned recovering: one crash
  alice fires Own 0-4 ~0.93
  alice sends Resolve 0-2 ~0.5; end (the connection was refused) 0-1 ~0.07; end (the connection was reset) 0-1 ~0.71; take 0-2 ~1.14
  alice tells SessionEnded The connection ended: the connection was reset. 0-1 ~0.21; SessionOpened 0-2 ~1.14
  bob sends Pull 0-2 ~1.07; Push 0-6 ~3.21; Release 0-6 ~2.64; call 1-2 ~1.21; end (the connection was reset) 0-1 ~0.21
  bob tells SessionEnded The connection ended: the connection was refused. 0-1 ~0.07; SessionEnded The connection ended: the connection was reset. 0-1 ~0.71; SessionOpened 0-2 ~1.07
  the goal takes ms 12-2527 ~626.57
# hand-back recovering: without a fault
  alice sends Pull 1; Push 1; Release 2; Resolve 3; take 1
  alice tells SessionOpened 1
  bob sends Pull 3; Push 3; Release 3; Resolve 1; call 1
  bob tells SessionOpened 1
  the goal takes ms 29-39 ~34.1
# hand-back recovering: one lost
  alice sends Pull 0-1 ~0.58; Push 0-1 ~0.63; Release 0-2 ~0.32; Resolve 0-3 ~1.26; take 0-1 ~0.95
  alice tells SessionEnded The connection ended: the connection was reset. 0-1 ~0.95; SessionOpened 0-1 ~0.95
  bob sends Pull 0-3 ~2.32; Push 0-3 ~2.32; Release 0-3 ~0.79; Resolve 0-1 ~0.37; call 1
  bob tells SessionEnded The connection ended: nothing arrived in time. 0-1 ~0.05; SessionEnded The connection ended: the connection was reset. 0-1 ~0.95; SessionOpened 0-1 ~0.89
  the goal takes ms 11-29 ~20.74
# hand-back recovering: one crash
  alice sends Pull 0-2 ~1.14; Push 0-2 ~1.19; Release 0-4 ~1.52; Resolve 0-6 ~3.05; end (the connection was refused) 0-1 ~0.05; end (the connection was reset) 0-1 ~0.52; take 0-2 ~1.38
  alice tells SessionEnded The connection ended: the connection was reset. 0-1 ~0.43; SessionOpened 0-2 ~1.38
  bob sends Pull 0-6 ~3.86; Push 0-6 ~3.86; Release 0-6 ~2.71; Resolve 0-2 ~1; call 1-2 ~1.43; end (the connection was reset) 0-1 ~0.43
  bob tells SessionEnded The connection ended: the connection was refused. 0-1 ~0.05; SessionEnded The connection ended: the connection was reset. 0-1 ~0.52; SessionOpened 0-2 ~1.33
  the goal takes ms 12-554 ~245.38
# twice recovering: without a fault
  alice sends Pull 2; Push 2; Release 4; Resolve 2; take 1
  alice tells SessionOpened 1
  bob sends Pull 2; Push 2; Release 2; Resolve 2; call 1
  bob tells SessionOpened 1
  the goal takes ms 24-33 ~29.1
# twice recovering: one lost
  alice sends Pull 0-2 ~1.25; Push 0-2 ~1.25; Release 0-4 ~1.4; Resolve 0-2 ~0.75; take 0-1 ~0.95
  alice tells SessionEnded The connection ended: the connection was reset. 0-1 ~0.95; SessionOpened 0-1 ~0.95
  bob sends Pull 0-2 ~1.8; Push 0-2 ~1.8; Release 0-2 ~0.35; Resolve 0-2 ~0.55; call 1
  bob tells SessionEnded The connection ended: nothing arrived in time. 0-1 ~0.05; SessionEnded The connection ended: the connection was reset. 0-1 ~0.95; SessionOpened 0-1 ~0.9
  the goal takes ms 11-24 ~18.6
# twice recovering: one crash
  alice sends Pull 0-4 ~2.77; Push 0-4 ~2.77; Release 0-8 ~4.86; Resolve 0-4 ~2.59; end (the connection was refused) 0-1 ~0.05; end (the connection was reset) 0-1 ~0.41; take 0-2 ~1.5
  alice tells SessionEnded The connection ended: the connection was reset. 0-1 ~0.55; SessionOpened 0-2 ~1.5
  bob sends Pull 0-4 ~2.91; Push 0-4 ~2.91; Release 0-4 ~1.91; Resolve 0-4 ~2.45; call 1-2 ~1.55; end (the connection was reset) 0-1 ~0.55
  bob tells SessionEnded The connection ended: the connection was refused. 0-1 ~0.05; SessionEnded The connection ended: the connection was reset. 0-1 ~0.41; SessionOpened 0-2 ~1.45
  the goal takes ms 12-540 ~301.23
# both recovering: without a fault
  alice sends Pull 2; Push 2; Release 3; Resolve 2; take 1
  alice tells SessionOpened 1
  bob sends Pull 2; Push 2; Release 3; Resolve 2; call 1
  bob tells SessionOpened 1
  the goal takes ms 26-32 ~28.5
# both recovering: one lost
  alice sends Pull 0-2 ~1.45; Push 0-2 ~1.45; Release 0-3 ~0.8; Resolve 0-2 ~0.65; take 0-1 ~0.95
  alice tells SessionEnded The connection ended: the connection was reset. 0-1 ~0.95; SessionOpened 0-1 ~0.95
  bob sends Pull 0-2 ~1.5; Push 0-2 ~1.5; Release 0-3 ~0.95; Resolve 0-2 ~0.75; call 1
  bob tells SessionEnded The connection ended: nothing arrived in time. 0-1 ~0.05; SessionEnded The connection ended: the connection was reset. 0-1 ~0.95; SessionOpened 0-1 ~0.8
  the goal takes ms 11-26 ~18.7
# both recovering: one crash
  alice sends Pull 0-4 ~2.82; Push 0-4 ~2.82; Release 0-6 ~3.32; Resolve 0-4 ~2.5; end (the connection was refused) 0-1 ~0.05; end (the connection was reset) 0-1 ~0.45; take 0-2 ~1.45
  alice tells SessionEnded The connection ended: the connection was reset. 0-1 ~0.5; SessionOpened 0-2 ~1.45
  bob sends Pull 0-4 ~2.77; Push 0-4 ~2.77; Release 0-6 ~3.32; Resolve 0-4 ~2.5; call 1-2 ~1.5; end (the connection was reset) 0-1 ~0.5
  bob tells SessionEnded The connection ended: the connection was refused. 0-1 ~0.05; SessionEnded The connection ended: the connection was reset. 0-1 ~0.45; SessionOpened 0-2 ~1.41
  the goal takes ms 12-542 ~278.27
# three recovering: without a fault
  alice sends Resolve 2; take 2
  alice tells SessionOpened 2
  bob sends Pull 1; Push 1; Release 1; call 1
  bob tells SessionOpened 1
  cara sends Pull 1; Push 1; Release 1; call 1
  cara tells SessionOpened 1
  the goal takes ms 32-40 ~35.5
# three recovering: one lost
  alice sends Resolve 1-2 ~1.33; take 1-2 ~1.83
  alice tells SessionEnded The connection ended: the connection was reset. 0-1 ~0.83; SessionOpened 1-2 ~1.83
  bob sends Pull 0-1 ~0.83; Push 0-1 ~0.83; Release 0-1 ~0.58; call 1
  bob tells SessionEnded The connection ended: nothing arrived in time. 0-1 ~0.08; SessionEnded The connection ended: the connection was reset. 0-1 ~0.42; SessionOpened 0-1 ~0.83
  cara sends Pull 0-1 ~0.83; Push 0-1 ~0.83; Release 0-1 ~0.58; call 1
  cara tells SessionEnded The connection ended: nothing arrived in time. 0-1 ~0.08; SessionEnded The connection ended: the connection was reset. 0-1 ~0.42; SessionOpened 0-1 ~0.83
  the goal takes ms 23-35 ~30.92
# three recovering: one crash
  alice sends Resolve 0-3 ~1.57; end (the connection was refused) 0-2 ~0.36; end (the connection was reset) 0-2 ~0.79; take 0-3 ~2.07
  alice tells SessionEnded The connection ended: the connection was reset. 0-1 ~0.43; SessionOpened 0-3 ~2.07
  bob sends Pull 0-2 ~1.07; Push 0-2 ~1.07; Release 0-2 ~0.86; call 1-2 ~1.21; end (the connection was reset) 0-1 ~0.21
  bob tells SessionEnded The connection ended: the connection was refused. 0-1 ~0.07; SessionEnded The connection ended: the connection was reset. 0-1 ~0.5; SessionOpened 0-2 ~1.07
  cara sends Pull 0-2 ~0.86; Push 0-2 ~0.86; Release 0-2 ~0.57; call 1-2 ~1.21; end (the connection was reset) 0-1 ~0.21
  cara tells SessionEnded The connection ended: the connection was refused. 0-1 ~0.29; SessionEnded The connection ended: the connection was reset. 0-1 ~0.29; SessionOpened 0-2 ~0.86
  the goal takes ms 24-544 ~243.14
# hostile recovering: without a fault
  alice fires Patience 0-1 ~0.3
  alice sends Abort 0-1 ~0.1; Resolve 2-3 ~2.1; end (the other side closed the connection) 0-1 ~0.2; take 1-2 ~1.9
  alice tells SessionEnded The connection ended: nothing arrived in time. 0-1 ~0.3; SessionEnded The connection ended: the other side closed the connection. 0-1 ~0.1; SessionEnded no such export ID: 1 0-1 ~0.1; SessionEnded null 0-1 ~0.1; SessionOpened 1-2 ~1.9
  bob sends Pull 2; Push 2; Release 2; call 1
  bob tells SessionOpened 1
  mallory fires Move 0-1 ~0.9
  mallory sends Abort 0-1 ~0.1; Pull 0-1 ~0.1; Push 0-1 ~0.2; Reject 0-1 ~0.2; Release 0-1 ~0.1; Resolve 0-1 ~0.1; Stream 0-1 ~0.1; call 0-1 ~0.9; end (the other side closed the connection) 0-1 ~0.9
  the goal takes ms 23-30852 ~9151.2
# hostile recovering: one lost
  alice fires Patience 0-1 ~0.71
  alice sends Resolve 0-2 ~1.07; take 1-2 ~1.86
  alice tells SessionEnded The connection ended: nothing arrived in time. 0-1 ~0.71; SessionEnded The connection ended: the connection was reset. 0-1 ~0.86; SessionOpened 1-2 ~1.86
  bob sends Pull 0-2 ~1.71; Push 0-2 ~1.71; Release 0-2 ~0.79; call 1
  bob tells SessionEnded The connection ended: nothing arrived in time. 0-1 ~0.07; SessionEnded The connection ended: the connection was reset. 0-1 ~0.64; SessionOpened 0-1 ~0.86
  mallory fires Move 1
  mallory sends Release 0-1 ~0.86; call 1; end (the other side closed the connection) 0-1 ~0.86
  the goal takes ms 21-30854 ~22042.79
# hostile recovering: one crash
  alice fires Patience 0-1 ~0.73
  alice sends Abort 0-1 ~0.07; Resolve 0-4 ~2.07; end (the connection was refused) 0-1 ~0.07; end (the connection was reset) 0-2 ~0.53; end (the other side closed the connection) 0-1 ~0.07; take 1-3 ~2.33
  alice tells SessionEnded The connection ended: nothing arrived in time. 0-1 ~0.73; SessionEnded The connection ended: the connection was reset. 0-1 ~0.33; SessionEnded The connection ended: the other side closed the connection. 0-1 ~0.07; SessionEnded no such export ID: 0 0-1 ~0.07; SessionOpened 1-3 ~2.33
  bob sends Pull 0-4 ~2.27; Push 0-4 ~2.27; Release 0-4 ~1.8; call 1-2 ~1.27; end (the connection was reset) 0-1 ~0.27
  bob tells SessionEnded The connection ended: the connection was refused. 0-1 ~0.07; SessionEnded The connection ended: the connection was reset. 0-1 ~0.47; SessionOpened 0-2 ~1.13
  mallory fires Move 1-2 ~1.13
  mallory sends Pull 0-1 ~0.07; Release 0-2 ~1; call 1-2 ~1.13; end (the connection was reset) 0-1 ~0.07; end (the other side closed the connection) 1-2 ~1.07
  the goal takes ms 852-31589 ~22949.73
# reads recovering: without a fault
  alice sends Reject 3; Resolve 3; take 1
  alice tells SessionOpened 1
  bob sends Pull 6; Push 6; Release 6; call 1
  bob tells SessionOpened 1
  the goal takes ms 25-32 ~27.9
# reads recovering: one lost
  alice sends Reject 0-3 ~1.04; Resolve 0-3 ~1.08; take 0-1 ~0.96
  alice tells SessionEnded The connection ended: the connection was reset. 0-1 ~0.96; SessionOpened 0-1 ~0.96
  bob sends Pull 0-6 ~5.5; Push 0-6 ~5.5; Release 0-5 ~0.63; call 1
  bob tells SessionEnded The connection ended: nothing arrived in time. 0-1 ~0.04; SessionEnded The connection ended: the connection was reset. 0-1 ~0.96; SessionOpened 0-1 ~0.92
  the goal takes ms 11-26 ~17.5
# reads recovering: one crash
  alice sends Reject 0-6 ~3.25; Resolve 0-6 ~3.3; end (the connection was refused) 0-1 ~0.05; end (the connection was reset) 0-1 ~0.55; take 0-2 ~1.35
  alice tells SessionEnded The connection ended: the connection was reset. 0-1 ~0.4; SessionOpened 0-2 ~1.35
  bob sends Pull 0-12 ~7.8; Push 0-12 ~7.8; Release 0-12 ~5.5; call 1-2 ~1.4; end (the connection was reset) 0-1 ~0.4
  bob tells SessionEnded The connection ended: the connection was refused. 0-1 ~0.05; SessionEnded The connection ended: the connection was reset. 0-1 ~0.55; SessionOpened 0-2 ~1.3
  the goal takes ms 12-543 ~226.15
# parts recovering: without a fault
  alice sends Resolve 1; take 1
  alice tells SessionOpened 1
  bob sends Pull 1; Push 2; Release 2; call 1
  bob tells SessionOpened 1
  the goal takes ms 22-31 ~25.7
# parts recovering: one lost
  alice sends Resolve 0-1 ~0.25; take 0-1 ~0.88
  alice tells SessionEnded The connection ended: the connection was reset. 0-1 ~0.88; SessionOpened 0-1 ~0.88
  bob sends Pull 0-1 ~0.75; Push 0-2 ~1.5; Release 0-2 ~0.88; call 1
  bob tells SessionEnded The connection ended: nothing arrived in time. 0-1 ~0.13; SessionEnded The connection ended: the connection was reset. 0-1 ~0.88; SessionOpened 0-1 ~0.75
  the goal takes ms 11-21 ~15.88
# parts recovering: one crash
  alice sends Resolve 0-2 ~0.8; end (the connection was refused) 0-1 ~0.1; end (the connection was reset) 0-1 ~0.6; take 0-2 ~1.2
  alice tells SessionEnded The connection ended: the connection was reset. 0-1 ~0.3; SessionOpened 0-2 ~1.2
  bob sends Pull 0-2 ~1.1; Push 0-4 ~2.2; Release 0-4 ~1.8; call 1-2 ~1.3; end (the connection was reset) 0-1 ~0.3
  bob tells SessionEnded The connection ended: the connection was refused. 0-1 ~0.1; SessionEnded The connection ended: the connection was reset. 0-1 ~0.6; SessionOpened 0-2 ~1.1
  the goal takes ms 12-533 ~170.8
# errors recovering: without a fault
  alice sends Reject 2; take 1
  alice tells SessionOpened 1
  bob sends Pull 2; Push 2; Release 2; call 1
  bob tells SessionOpened 1
  the goal takes ms 23-30 ~26.2
# errors recovering: one lost
  alice sends Reject 0-2 ~0.7; take 0-1 ~0.9
  alice tells SessionEnded The connection ended: the connection was reset. 0-1 ~0.9; SessionOpened 0-1 ~0.9
  bob sends Pull 0-2 ~1.6; Push 0-2 ~1.6; Release 0-2 ~0.3; call 1
  bob tells SessionEnded The connection ended: nothing arrived in time. 0-1 ~0.1; SessionEnded The connection ended: the connection was reset. 0-1 ~0.9; SessionOpened 0-1 ~0.8
  the goal takes ms 11-25 ~17.3
# errors recovering: one crash
  alice sends Reject 0-4 ~1.75; end (the connection was refused) 0-1 ~0.08; end (the connection was reset) 0-1 ~0.58; take 0-2 ~1.25
  alice tells SessionEnded The connection ended: the connection was reset. 0-1 ~0.33; SessionOpened 0-2 ~1.25
  bob sends Pull 0-4 ~2.33; Push 0-4 ~2.33; Release 0-4 ~1.5; call 1-2 ~1.33; end (the connection was reset) 0-1 ~0.33
  bob tells SessionEnded The connection ended: the connection was refused. 0-1 ~0.08; SessionEnded The connection ended: the connection was reset. 0-1 ~0.58; SessionOpened 0-2 ~1.17
  the goal takes ms 12-535 ~189
# mapped recovering: without a fault
  alice sends Release 2; Resolve 6; take 1
  alice tells SessionOpened 1
  bob sends Pull 4; Push 5; Release 7; Resolve 2; call 1
  bob tells SessionOpened 1
  the goal takes ms 38-46 ~41.4
# mapped recovering: one lost
  alice sends Release 0-2 ~0.38; Resolve 0-6 ~2.96; take 0-1 ~0.96
  alice tells SessionEnded The connection ended: the connection was reset. 0-1 ~0.96; SessionOpened 0-1 ~0.96
  bob sends Pull 0-4 ~2.42; Push 0-5 ~3.33; Release 0-6 ~3.29; Resolve 0-2 ~0.92; call 1
  bob tells SessionEnded The connection ended: nothing arrived in time. 0-1 ~0.04; SessionEnded The connection ended: the connection was reset. 0-1 ~0.96; SessionOpened 0-1 ~0.92
  the goal takes ms 11-38 ~25.46
# mapped recovering: one crash
  alice sends Release 0-4 ~1.64; Resolve 0-12 ~6.32; end (the connection was refused) 0-1 ~0.05; end (the connection was reset) 0-1 ~0.5; take 0-2 ~1.41
  alice tells SessionEnded The connection ended: the connection was reset. 0-1 ~0.45; SessionOpened 0-2 ~1.41
  bob sends Pull 0-8 ~4.41; Push 0-10 ~5.77; Release 0-14 ~7.05; Resolve 0-4 ~1.91; call 1-2 ~1.45; end (the connection was reset) 0-1 ~0.45
  bob tells SessionEnded The connection ended: the connection was refused. 0-1 ~0.05; SessionEnded The connection ended: the connection was reset. 0-1 ~0.5; SessionOpened 0-2 ~1.36
  the goal takes ms 12-568 ~267.45
# piped recovering: without a fault
  alice sends Resolve 3; take 1
  alice tells SessionOpened 1
  bob sends Pipe 1; Pull 1; Push 1; Release 2; Stream 2; call 1
  bob tells SessionOpened 1
  the goal takes ms 24-32 ~26.5
# piped recovering: one lost
  alice sends Resolve 0-3 ~0.75; take 0-1 ~0.92
  alice tells SessionEnded The connection ended: the connection was reset. 0-1 ~0.92; SessionOpened 0-1 ~0.92
  bob sends Pipe 0-1 ~0.83; Pull 0-1 ~0.83; Push 0-1 ~0.83; Release 0-2 ~0.92; Stream 0-2 ~1.67; call 1
  bob tells SessionEnded The connection ended: nothing arrived in time. 0-1 ~0.08; SessionEnded The connection ended: the connection was reset. 0-1 ~0.92; SessionOpened 0-1 ~0.83
  the goal takes ms 11-24 ~16.83
# piped recovering: one crash
  alice sends Resolve 0-6 ~2.71; end (the connection was refused) 0-1 ~0.07; end (the connection was reset) 0-1 ~0.57; take 0-2 ~1.29
  alice tells SessionEnded The connection ended: the connection was reset. 0-1 ~0.36; SessionOpened 0-2 ~1.29
  bob sends Pipe 0-2 ~1.21; Pull 0-2 ~1.21; Push 0-2 ~1.21; Release 0-4 ~1.79; Stream 0-4 ~2.43; call 1-2 ~1.36; end (the connection was reset) 0-1 ~0.36
  bob tells SessionEnded The connection ended: the connection was refused. 0-1 ~0.07; SessionEnded The connection ended: the connection was reset. 0-1 ~0.57; SessionOpened 0-2 ~1.21
  the goal takes ms 12-536 ~201.5
# forgotten recovering: without a fault
  alice fires Own 1
  alice sends Resolve 1; take 1
  alice tells SessionOpened 1
  bob sends Pull 2; Push 2; Release 2; call 1
  bob tells SessionOpened 1
  the goal takes ms 1015-1023 ~1018.3
# forgotten recovering: one lost
  alice fires Own 0-1 ~0.22
  alice sends Resolve 0-1 ~0.22; take 0-1 ~0.89
  alice tells SessionEnded The connection ended: the connection was reset. 0-1 ~0.89; SessionOpened 0-1 ~0.89
  bob sends Pull 0-2 ~1.56; Push 0-2 ~1.56; Release 0-2 ~0.89; call 1
  bob tells SessionEnded The connection ended: nothing arrived in time. 0-1 ~0.11; SessionEnded The connection ended: the connection was reset. 0-1 ~0.89; SessionOpened 0-1 ~0.78
  the goal takes ms 11-24 ~16
# forgotten recovering: one crash
  alice fires Own 0-1 ~0.33
  alice sends Resolve 0-2 ~0.67; end (the connection was refused) 0-1 ~0.08; end (the connection was reset) 0-1 ~0.67; take 0-2 ~1.17
  alice tells SessionEnded The connection ended: the connection was reset. 0-1 ~0.25; SessionOpened 0-2 ~1.17
  bob sends Pull 0-4 ~2.17; Push 0-4 ~2.17; Release 0-4 ~1.67; call 1-2 ~1.25; end (the connection was reset) 0-1 ~0.25
  bob tells SessionEnded The connection ended: the connection was refused. 0-1 ~0.08; SessionEnded The connection ended: the connection was reset. 0-1 ~0.67; SessionOpened 0-2 ~1.08
  the goal takes ms 12-1528 ~476.75
# promises recovering: without a fault
  alice sends Reject 1; Release 3; Resolve 1; take 1
  alice tells SessionOpened 1
  bob sends Pull 2; Push 2; Reject 1; Release 2; Resolve 2; call 1
  bob tells SessionOpened 1
  the goal takes ms 25-32 ~26.7
# promises recovering: one lost
  alice sends Reject 0-1 ~0.25; Release 0-3 ~1.06; Resolve 0-1 ~0.38; take 0-1 ~0.94
  alice tells SessionEnded The connection ended: the connection was reset. 0-1 ~0.94; SessionOpened 0-1 ~0.94
  bob sends Pull 0-2 ~1.75; Push 0-2 ~1.75; Reject 0-1 ~0.88; Release 0-2 ~0.19; Resolve 0-2 ~1.75; call 1
  bob tells SessionEnded The connection ended: nothing arrived in time. 0-1 ~0.06; SessionEnded The connection ended: the connection was reset. 0-1 ~0.94; SessionOpened 0-1 ~0.88
  the goal takes ms 11-26 ~17.38
# promises recovering: one crash
  alice sends Reject 0-2 ~0.89; Release 0-6 ~2.83; Resolve 0-2 ~0.94; end (the connection was refused) 0-1 ~0.06; end (the connection was reset) 0-1 ~0.56; take 0-2 ~1.33
  alice tells SessionEnded The connection ended: the connection was reset. 0-1 ~0.39; SessionOpened 0-2 ~1.33
  bob sends Pull 0-4 ~2.56; Push 0-4 ~2.56; Reject 0-2 ~1.28; Release 0-4 ~1.39; Resolve 0-4 ~2.56; call 1-2 ~1.39; end (the connection was reset) 0-1 ~0.39
  bob tells SessionEnded The connection ended: the connection was refused. 0-1 ~0.06; SessionEnded The connection ended: the connection was reset. 0-1 ~0.56; SessionOpened 0-2 ~1.28
  the goal takes ms 12-541 ~220.11
# failed recovering: without a fault
  alice fires Own 1
  alice sends Resolve 1; end (the other side closed the connection) 1; take 1
  alice tells SessionEnded enough 1; SessionOpened 1
  bob sends Abort 1; Pull 2; Push 2; call 1; end (the other side closed the connection) 1
  bob tells SessionEnded enough 1; SessionOpened 1
  the goal takes ms 17-23 ~19.6
# failed recovering: one lost
  alice fires Own 0-1 ~0.2
  alice sends Resolve 0-1 ~0.2; end (the other side closed the connection) 0-1 ~0.1; take 0-1 ~0.9
  alice tells SessionEnded The connection ended: the connection was reset. 0-1 ~0.8; SessionEnded enough 0-1 ~0.1; SessionOpened 0-1 ~0.9
  bob sends Abort 0-1 ~0.8; Pull 0-2 ~1.6; Push 0-2 ~1.6; call 1; end (the other side closed the connection) 0-1 ~0.8
  bob tells SessionEnded The connection ended: nothing arrived in time. 0-1 ~0.1; SessionEnded The connection ended: the connection was reset. 0-1 ~0.1; SessionEnded enough 0-1 ~0.8; SessionOpened 0-1 ~0.8
  the goal takes ms 11-18 ~13.2
# failed recovering: one crash
  alice fires Own 0-1 ~0.38
  alice sends Resolve 0-2 ~0.85; end (the connection was refused) 0-1 ~0.08; end (the connection was reset) 0-1 ~0.38; end (the other side closed the connection) 0-2 ~0.77; take 0-2 ~1.23
  alice tells SessionEnded The connection ended: the connection was reset. 0-1 ~0.08; SessionEnded enough 0-2 ~0.77; SessionOpened 0-2 ~1.23
  bob sends Abort 0-2 ~1.15; Pull 0-4 ~2.31; Push 0-4 ~2.31; call 1-2 ~1.31; end (the connection was reset) 0-1 ~0.08; end (the other side closed the connection) 0-2 ~1.15
  bob tells SessionEnded The connection ended: the connection was refused. 0-1 ~0.08; SessionEnded enough 0-2 ~1.15; SessionOpened 0-2 ~1.15
  the goal takes ms 12-529 ~172.15
# lost recovering: without a fault
  alice fires Own 1
  alice sends Resolve 1; take 1
  alice tells SessionEnded The connection ended: the other side closed the connection. 1; SessionOpened 1
  bob sends Pull 2; Push 2; call 1; end (the other side closed the connection) 1
  bob tells SessionEnded gone 1; SessionOpened 1
  the goal takes ms 17-23 ~19.6
# lost recovering: one lost
  alice fires Own 0-1 ~0.13
  alice sends Resolve 0-1 ~0.13; take 0-1 ~0.88
  alice tells SessionEnded The connection ended: the connection was reset. 0-1 ~0.88; SessionOpened 0-1 ~0.88
  bob sends Pull 0-2 ~1.5; Push 0-2 ~1.5; call 1; end (the other side closed the connection) 0-1 ~0.75
  bob tells SessionEnded The connection ended: nothing arrived in time. 0-1 ~0.13; SessionEnded The connection ended: the connection was reset. 0-1 ~0.13; SessionEnded gone 0-1 ~0.75; SessionOpened 0-1 ~0.75
  the goal takes ms 11-20 ~13.13
# lost recovering: one crash
  alice fires Own 0-1 ~0.36
  alice sends Resolve 0-2 ~0.73; end (the connection was refused) 0-1 ~0.09; end (the connection was reset) 0-1 ~0.45; take 0-2 ~1.18
  alice tells SessionEnded The connection ended: the connection was reset. 0-1 ~0.09; SessionEnded The connection ended: the other side closed the connection. 0-2 ~0.64; SessionOpened 0-2 ~1.18
  bob sends Pull 0-4 ~2.18; Push 0-4 ~2.18; call 1-2 ~1.27; end (the connection was reset) 0-1 ~0.09; end (the other side closed the connection) 0-2 ~1.09
  bob tells SessionEnded The connection ended: the connection was refused. 0-1 ~0.09; SessionEnded gone 0-2 ~1.09; SessionOpened 0-2 ~1.09
  the goal takes ms 12-528 ~153.64
# shut recovering: without a fault
  alice sends Resolve 1; take 1
  alice tells SessionEnded The connection ended: the other side closed the connection. 1; SessionOpened 1
  bob sends Pull 1; Push 1; Release 1; call 1; end (the other side closed the connection) 1
  bob tells SessionEnded RPC session was shut down by disposing the main stub 1; SessionOpened 1
  the goal takes ms 23-31 ~25.6
# shut recovering: one lost
  alice sends Resolve 0-1 ~0.43; take 0-1 ~0.86
  alice tells SessionEnded The connection ended: the connection was reset. 0-1 ~0.86; SessionOpened 0-1 ~0.86
  bob sends Pull 0-1 ~0.71; Push 0-1 ~0.71; Release 0-1 ~0.29; call 1; end (the other side closed the connection) 0-1 ~0.29
  bob tells SessionEnded RPC session was shut down by disposing the main stub 0-1 ~0.29; SessionEnded The connection ended: nothing arrived in time. 0-1 ~0.14; SessionEnded The connection ended: the connection was reset. 0-1 ~0.57; SessionOpened 0-1 ~0.71
  the goal takes ms 11-23 ~17
# shut recovering: one crash
  alice sends Resolve 0-2 ~0.89; end (the connection was refused) 0-1 ~0.11; end (the connection was reset) 0-1 ~0.44; take 0-2 ~1.22
  alice tells SessionEnded The connection ended: the connection was reset. 0-1 ~0.22; SessionEnded The connection ended: the other side closed the connection. 0-2 ~0.56; SessionOpened 0-2 ~1.22
  bob sends Pull 0-2 ~1.11; Push 0-2 ~1.11; Release 0-2 ~0.78; call 1-2 ~1.33; end (the connection was reset) 0-1 ~0.22; end (the other side closed the connection) 0-2 ~0.78
  bob tells SessionEnded RPC session was shut down by disposing the main stub 0-2 ~0.78; SessionEnded The connection ended: the connection was refused. 0-1 ~0.11; SessionEnded The connection ended: the connection was reset. 0-1 ~0.22; SessionOpened 0-2 ~1.11
  the goal takes ms 12-533 ~188.44
# few-calls recovering: without a fault
  alice fires Own 1
  alice sends Reject 1; Resolve 1; take 1
  alice tells SessionOpened 1
  bob sends Pull 2; Push 2; Release 2; call 1
  bob tells SessionOpened 1
  the goal takes ms 1019-1031 ~1023.9
# few-calls recovering: one lost
  alice fires Own 0-1 ~0.4
  alice sends Reject 0-1 ~0.4; Resolve 0-1 ~0.2; take 0-1 ~0.9
  alice tells SessionEnded The connection ended: the connection was reset. 0-1 ~0.9; SessionOpened 0-1 ~0.9
  bob sends Pull 0-2 ~1.6; Push 0-2 ~1.6; Release 0-2 ~0.4; call 1
  bob tells SessionEnded The connection ended: nothing arrived in time. 0-1 ~0.1; SessionEnded The connection ended: the connection was reset. 0-1 ~0.9; SessionOpened 0-1 ~0.8
  the goal takes ms 11-1020 ~216.9
# few-calls recovering: one crash
  alice fires Own 0-2 ~0.54
  alice sends Reject 0-2 ~0.85; Resolve 0-2 ~0.54; end (the connection was refused) 0-1 ~0.08; end (the connection was reset) 0-1 ~0.62; take 0-2 ~1.23
  alice tells SessionEnded The connection ended: the connection was reset. 0-1 ~0.31; SessionOpened 0-2 ~1.23
  bob sends Pull 0-4 ~2.31; Push 0-4 ~2.31; Release 0-4 ~1.31; call 1-2 ~1.31; end (the connection was reset) 0-1 ~0.31
  bob tells SessionEnded The connection ended: the connection was refused. 0-1 ~0.08; SessionEnded The connection ended: the connection was reset. 0-1 ~0.62; SessionOpened 0-2 ~1.15
  the goal takes ms 12-2527 ~713.38
# few-promises recovering: without a fault
  alice sends Reject 1; Release 2; Resolve 1; take 1
  alice tells SessionOpened 1
  bob sends Pull 2; Push 2; Release 2; Resolve 2; call 1
  bob tells SessionOpened 1
  the goal takes ms 24-31 ~26.6
# few-promises recovering: one lost
  alice sends Reject 0-1 ~0.36; Release 0-2 ~0.71; Resolve 0-1 ~0.29; take 0-1 ~0.93
  alice tells SessionEnded The connection ended: the connection was reset. 0-1 ~0.93; SessionOpened 0-1 ~0.93
  bob sends Pull 0-2 ~1.71; Push 0-2 ~1.71; Release 0-2 ~0.21; Resolve 0-2 ~1.71; call 1
  bob tells SessionEnded The connection ended: nothing arrived in time. 0-1 ~0.07; SessionEnded The connection ended: the connection was reset. 0-1 ~0.93; SessionOpened 0-1 ~0.86
  the goal takes ms 11-24 ~17.36
# few-promises recovering: one crash
  alice sends Reject 0-2 ~1; Release 0-4 ~2; Resolve 0-2 ~0.94; end (the connection was refused) 0-1 ~0.06; end (the connection was reset) 0-1 ~0.56; take 0-2 ~1.31
  alice tells SessionEnded The connection ended: the connection was reset. 0-1 ~0.38; SessionOpened 0-2 ~1.31
  bob sends Pull 0-4 ~2.5; Push 0-4 ~2.5; Release 0-4 ~1.56; Resolve 0-4 ~2.5; call 1-2 ~1.38; end (the connection was reset) 0-1 ~0.38
  bob tells SessionEnded The connection ended: the connection was refused. 0-1 ~0.06; SessionEnded The connection ended: the connection was reset. 0-1 ~0.56; SessionOpened 0-2 ~1.25
  the goal takes ms 12-539 ~212.31
# few-entries recovering: without a fault
  alice sends Abort 1; end (the other side closed the connection) 1; take 1
  alice tells SessionEnded More than 2 results and objects are held for this peer. 1; SessionOpened 1
  bob sends Abort 1; Push 2; call 1; end (the other side closed the connection) 1
  bob tells SessionEnded This peer gave more than 2 objects. 1; SessionOpened 1
  the goal takes ms 15-23 ~18.7
# few-entries recovering: one lost
  alice sends Abort 0-1 ~0.25; end (the other side closed the connection) 0-1 ~0.25; take 0-1 ~0.88
  alice tells SessionEnded More than 2 results and objects are held for this peer. 0-1 ~0.25; SessionEnded The connection ended: the connection was reset. 0-1 ~0.63; SessionOpened 0-1 ~0.88
  bob sends Abort 0-1 ~0.75; Push 0-2 ~1.5; call 1; end (the other side closed the connection) 0-1 ~0.75
  bob tells SessionEnded The connection ended: nothing arrived in time. 0-1 ~0.13; SessionEnded The connection ended: the connection was reset. 0-1 ~0.13; SessionEnded This peer gave more than 2 objects. 0-1 ~0.75; SessionOpened 0-1 ~0.75
  the goal takes ms 0-15 ~3.75
# few-entries recovering: one crash
  alice sends Abort 0-2 ~1; end (the connection was refused) 0-1 ~0.1; end (the connection was reset) 0-1 ~0.2; end (the other side closed the connection) 0-2 ~1; take 0-2 ~1.3
  alice tells SessionEnded More than 2 results and objects are held for this peer. 0-2 ~1; SessionEnded The connection ended: the connection was reset. 0-1 ~0.1; SessionOpened 0-2 ~1.3
  bob sends Abort 0-2 ~1.2; Push 0-4 ~2.4; call 1-2 ~1.4; end (the connection was reset) 0-1 ~0.1; end (the other side closed the connection) 0-2 ~1.2
  bob tells SessionEnded The connection ended: the connection was refused. 0-1 ~0.1; SessionEnded This peer gave more than 2 objects. 0-2 ~1.2; SessionOpened 0-2 ~1.2
  the goal takes ms 0-527 ~215.4
# few-bytes recovering: without a fault
  alice sends Abort 1; end (the other side closed the connection) 1; take 1
  alice tells SessionEnded More than 300 bytes are held for this peer. 1; SessionOpened 1
  bob sends Pull 1; Push 1; call 1; end (the other side closed the connection) 1
  bob tells SessionEnded More than 300 bytes are held for this peer. 1; SessionOpened 1
  the goal takes ms 20-28 ~22
# few-bytes recovering: one lost
  alice sends Abort 0-1 ~0.43; end (the other side closed the connection) 0-1 ~0.43; take 0-1 ~0.86
  alice tells SessionEnded More than 300 bytes are held for this peer. 0-1 ~0.43; SessionEnded The connection ended: the connection was reset. 0-1 ~0.43; SessionOpened 0-1 ~0.86
  bob sends Pull 0-1 ~0.71; Push 0-1 ~0.71; call 1; end (the other side closed the connection) 0-1 ~0.14
  bob tells SessionEnded More than 300 bytes are held for this peer. 0-1 ~0.14; SessionEnded The connection ended: nothing arrived in time. 0-1 ~0.14; SessionEnded The connection ended: the connection was reset. 0-1 ~0.71; SessionOpened 0-1 ~0.71
  the goal takes ms 11-20 ~16
# few-bytes recovering: one crash
  alice sends Abort 0-2 ~1.11; end (the connection was refused) 0-1 ~0.11; end (the connection was reset) 0-1 ~0.11; end (the other side closed the connection) 0-2 ~1.11; take 0-2 ~1.33
  alice tells SessionEnded More than 300 bytes are held for this peer. 0-2 ~1.11; SessionEnded The connection ended: the connection was reset. 0-1 ~0.11; SessionOpened 0-2 ~1.33
  bob sends Pull 0-2 ~1.22; Push 0-2 ~1.22; call 1-2 ~1.44; end (the connection was reset) 0-1 ~0.22; end (the other side closed the connection) 0-2 ~1
  bob tells SessionEnded More than 300 bytes are held for this peer. 0-2 ~1; SessionEnded The connection ended: the connection was refused. 0-1 ~0.11; SessionEnded The connection ended: the connection was reset. 0-1 ~0.11; SessionOpened 0-2 ~1.22
  the goal takes ms 12-528 ~242.56
# little-work recovering: without a fault
  alice sends Reject 1; Resolve 1; take 1
  alice tells SessionOpened 1
  bob sends Pull 2; Push 3; Release 3; call 1
  bob tells SessionOpened 1
  the goal takes ms 28-39 ~32.5
# little-work recovering: one lost
  alice sends Reject 0-1 ~0.5; Resolve 0-1 ~0.17; take 0-1 ~0.92
  alice tells SessionEnded The connection ended: the connection was reset. 0-1 ~0.92; SessionOpened 0-1 ~0.92
  bob sends Pull 0-2 ~1.25; Push 0-3 ~2.08; Release 0-3 ~1.33; call 1
  bob tells SessionEnded The connection ended: nothing arrived in time. 0-1 ~0.08; SessionEnded The connection ended: the connection was reset. 0-1 ~0.92; SessionOpened 0-1 ~0.83
  the goal takes ms 11-30 ~19.5
# little-work recovering: one crash
  alice sends Reject 0-2 ~0.93; Resolve 0-2 ~0.57; end (the connection was refused) 0-1 ~0.07; end (the connection was reset) 0-1 ~0.64; take 0-2 ~1.21
  alice tells SessionEnded The connection ended: the connection was reset. 0-1 ~0.29; SessionOpened 0-2 ~1.21
  bob sends Pull 0-4 ~2; Push 0-6 ~3.14; Release 0-6 ~2.5; call 1-2 ~1.29; end (the connection was reset) 0-1 ~0.29
  bob tells SessionEnded The connection ended: the connection was refused. 0-1 ~0.07; SessionEnded The connection ended: the connection was reset. 0-1 ~0.64; SessionOpened 0-2 ~1.14
  the goal takes ms 12-544 ~168
# shallow recovering: without a fault
  alice sends Resolve 1; take 1
  alice tells SessionOpened 1
  bob sends Pull 1; Push 1; Release 1; call 1
  bob tells SessionOpened 1
  the goal takes ms 23-31 ~25.6
# shallow recovering: one lost
  alice sends Resolve 0-1 ~0.33; take 0-1 ~0.83
  alice tells SessionEnded The connection ended: the connection was reset. 0-1 ~0.83; SessionOpened 0-1 ~0.83
  bob sends Pull 0-1 ~0.67; Push 0-1 ~0.67; Release 0-1 ~0.17; call 1
  bob tells SessionEnded The connection ended: nothing arrived in time. 0-1 ~0.17; SessionEnded The connection ended: the connection was reset. 0-1 ~0.83; SessionOpened 0-1 ~0.67
  the goal takes ms 11-22 ~16
# shallow recovering: one crash
  alice sends Resolve 0-2 ~0.88; end (the connection was refused) 0-1 ~0.13; end (the connection was reset) 0-1 ~0.5; take 0-2 ~1.25
  alice tells SessionEnded The connection ended: the connection was reset. 0-1 ~0.38; SessionOpened 0-2 ~1.25
  bob sends Pull 0-2 ~1.13; Push 0-2 ~1.13; Release 0-2 ~0.75; call 1-2 ~1.38; end (the connection was reset) 0-1 ~0.38
  bob tells SessionEnded The connection ended: the connection was refused. 0-1 ~0.13; SessionEnded The connection ended: the connection was reset. 0-1 ~0.5; SessionOpened 0-2 ~1.13
  the goal takes ms 12-533 ~209.13
# silent recovering: without a fault
  alice fires Own 0-1 ~0.3
  alice sends Abort 0-1 ~0.3; Resolve 1; end (the other side closed the connection) 1; take 1
  alice tells SessionEnded The partner was silent for too long. 1; SessionOpened 1
  bob fires Own 1
  bob sends Abort 1; Pull 1; Push 1; Release 1; call 1; end (the other side closed the connection) 1
  bob tells SessionEnded The partner was silent for too long. 1; SessionOpened 1
  the goal takes ms 23-31 ~25.6
# silent recovering: one lost
  alice sends Resolve 0-1 ~0.56; end (the other side closed the connection) 0-1 ~0.11; take 0-1 ~0.89
  alice tells SessionEnded The connection ended: the connection was reset. 0-1 ~0.78; SessionEnded The partner was silent for too long. 0-1 ~0.11; SessionOpened 0-1 ~0.89
  bob fires Own 0-1 ~0.33
  bob sends Abort 0-1 ~0.33; Pull 0-1 ~0.78; Push 0-1 ~0.78; Release 0-1 ~0.44; call 1; end (the other side closed the connection) 0-1 ~0.33
  bob tells SessionEnded The connection ended: nothing arrived in time. 0-1 ~0.11; SessionEnded The connection ended: the connection was reset. 0-1 ~0.56; SessionEnded The partner was silent for too long. 0-1 ~0.33; SessionOpened 0-1 ~0.78
  the goal takes ms 11-23 ~18.33
# silent recovering: one crash
  alice fires Own 0-1 ~0.08
  alice sends Abort 0-1 ~0.08; Resolve 0-2 ~1.08; end (the connection was refused) 0-1 ~0.08; end (the connection was reset) 0-1 ~0.33; end (the other side closed the connection) 0-1 ~0.58; take 0-2 ~1.33
  alice tells SessionEnded The connection ended: the connection was reset. 0-1 ~0.25; SessionEnded The partner was silent for too long. 0-1 ~0.58; SessionOpened 0-2 ~1.33
  bob fires Own 0-1 ~0.58
  bob sends Abort 0-1 ~0.58; Pull 0-2 ~1.25; Push 0-2 ~1.25; Release 0-2 ~1; call 1-2 ~1.42; end (the connection was reset) 0-1 ~0.25; end (the other side closed the connection) 0-1 ~0.58
  bob tells SessionEnded The connection ended: the connection was refused. 0-1 ~0.08; SessionEnded The connection ended: the connection was reset. 0-1 ~0.33; SessionEnded The partner was silent for too long. 0-1 ~0.58; SessionOpened 0-2 ~1.25
  the goal takes ms 12-1538 ~399.08
"""
