namespace PeerFunctional.Tracker

/// What the runs of its worlds do.
module internal Accounts =

    let text =
        """
# alone recovering: without a fault
  ann fires Turn 1
  ann sends Ack 2; Query 1; Register 1; call 2; end (the other side closed the connection) 4; take 2
  ann tells Completed 1; ItemArrived 2; ItemArrived.Seq 1; ItemArrived.count 3; ItemArrived.size 4; Joining 1; Pinged 2; Placed 1; Placed.Size 2
  the goal takes ms 40014-40026 ~40020.6
  tracker fires Round 2
  tracker sends Ping 2; QueryResult 1; RegInit 1; call 2; end (the other side closed the connection) 4; take 2
  tracker tells Queried 1; Queried.found 1; Queried.seq 1; Registered 1; Registered.place 1; RoundEnded 2; RoundEnded.members 2; TrackerStarted 1; TrackerStarted.items 2
# alone recovering: one lost
  ann fires Silence 0-1 ~0.42; Turn 1-2 ~1.42
  ann sends Ack 0-2 ~1.54; Query 1-2 ~1.13; Register 1-2 ~1.54; call 2-3 ~2.83; end (the other side closed the connection) 3-7 ~4.33; take 0-5 ~2.08
  ann tells Completed 1; ItemArrived 2; ItemArrived.Seq 1; ItemArrived.count 3; ItemArrived.size 4; Joining 1-2 ~1.63; NeighbourChanged 0-1 ~0.08; NeighbourFailed nothing arrived in time 0-1 ~0.04; NeighbourFailed the connection was reset 0-1 ~0.17; Pinged 0-2 ~1.54; PingsMissed 0-1 ~0.42; Placed 1-2 ~1.42; Placed.Size 2-4 ~2.83; TrackerFailed nothing arrived in time 0-1 ~0.04; TrackerFailed the connection was reset 0-1 ~0.17; TryingOn 0-1 ~0.21; TryingOn.tries 0-1000 ~208.33
  the goal takes ms 40014-105031 ~57938.83
  tracker fires Round 2-5 ~2.79
  tracker sends Ping 0-2 ~1.63; QueryResult 1-2 ~1.08; RegInit 1-2 ~1.5; UpdateNeighbour 0-3 ~0.38; call 1-5 ~2.17; end (the other side closed the connection) 3-5 ~3.96; take 2-3 ~2.75
  tracker tells Moved 0-1 ~0.08; NeighbourUpdated 0-3 ~0.38; Pruned nothing arrived in time 0-1 ~0.08; Pruned the connection was reset 0-1 ~0.33; Queried 1-2 ~1.08; Queried.found 1-2 ~1.08; Queried.seq 1-2 ~1.08; Registered 1-2 ~1.42; Registered.place 1-2 ~1.42; RoundEnded 2-5 ~2.79; RoundEnded.members 0-2 ~1.38; TrackerStarted 1; TrackerStarted.items 2
# alone recovering: one twice
  ann fires Turn 1
  ann sends Ack 2; Query 1; Register 1; call 2; end (the other side closed the connection) 4; take 2
  ann tells Completed 1; ItemArrived 2; ItemArrived.Seq 1; ItemArrived.count 3; ItemArrived.size 4; Joining 1; Pinged 2; Placed 1; Placed.Size 2
  the goal takes ms 40014
  tracker fires Round 2
  tracker sends Ping 2; QueryResult 1; RegInit 1; call 2; end (the other side closed the connection) 4; take 2
  tracker tells Queried 1; Queried.found 1; Queried.seq 1; Registered 1; Registered.place 1; RoundEnded 2; RoundEnded.members 2; TrackerStarted 1; TrackerStarted.items 2
# alone recovering: one corrupted
  ann fires Turn 1
  ann sends Ack 2; Query 1; Register 1; call 2; end (the other side closed the connection) 4; take 2
  ann tells Completed 1; ItemArrived 2; ItemArrived.Seq 1; ItemArrived.count 3; ItemArrived.size 4; Joining 1; Pinged 2; Placed 1; Placed.Size 2
  the goal takes ms 40014
  tracker fires Round 2
  tracker sends Ping 2; QueryResult 1; RegInit 1; call 2; end (the other side closed the connection) 4; take 2
  tracker tells Queried 1; Queried.found 1; Queried.seq 1; Registered 1; Registered.place 1; RoundEnded 2; RoundEnded.members 2; TrackerStarted 1; TrackerStarted.items 2
# alone recovering: one late
  ann fires Turn 1
  ann sends Ack 2; Query 1; Register 1; call 2; end (the other side closed the connection) 4; take 2
  ann tells Completed 1; ItemArrived 2; ItemArrived.Seq 1; ItemArrived.count 3; ItemArrived.size 4; Joining 1; Pinged 2; Placed 1; Placed.Size 2
  the goal takes ms 40014-41014 ~40347.33
  tracker fires Round 2
  tracker sends Ping 2; QueryResult 1; RegInit 1; call 2; end (the other side closed the connection) 4; take 2
  tracker tells Queried 1; Queried.found 1; Queried.seq 1; Registered 1; Registered.place 1; RoundEnded 2; RoundEnded.members 2; TrackerStarted 1; TrackerStarted.items 2
# alone recovering: one crash
  ann fires Turn 1-2 ~1.5
  ann sends Ack 1-2 ~1.83; Query 1-2 ~1.33; Register 1-2 ~1.54; call 2-4 ~3; end (the connection was refused) 0-1 ~0.04; end (the connection was reset) 0-1 ~0.25; end (the other side closed the connection) 3-6 ~4.83; take 2-4 ~2.33
  ann tells Completed 1-2 ~1.25; ItemArrived 2-4 ~2.67; ItemArrived.Seq 1-2 ~1.25; ItemArrived.count 3-6 ~3.92; ItemArrived.size 4-8 ~5.33; Joining 1-2 ~1.63; NeighbourFailed the connection was reset 0-1 ~0.04; Pinged 1-2 ~1.83; Placed 1-2 ~1.42; Placed.Size 2-4 ~2.83; TrackerFailed the connection was refused 0-1 ~0.04; TrackerFailed the connection was reset 0-1 ~0.08; TryingOn 0-1 ~0.13; TryingOn.tries 0-1000 ~125
  the goal takes ms 40009-42545 ~40587.21
  tracker fires Round 2
  tracker sends Ping 1-2 ~1.92; QueryResult 1-2 ~1.29; RegInit 1-2 ~1.42; UpdateNeighbour 0-2 ~0.33; call 2-5 ~2.38; end (the connection was refused) 0-1 ~0.04; end (the connection was reset) 0-1 ~0.29; end (the other side closed the connection) 3-6 ~4.46; take 2-4 ~2.96
  tracker tells Moved 0-1 ~0.38; NeighbourUpdated 0-2 ~0.33; Pruned the connection was reset 0-1 ~0.08; Queried 1-2 ~1.29; Queried.found 1-2 ~1.29; Queried.seq 1-2 ~1.29; Registered 1-2 ~1.08; Registered.place 1-2 ~1.08; RoundEnded 1-2 ~1.83; RoundEnded.members 1-2 ~1.75; TrackerStarted 1-2 ~1.5; TrackerStarted.items 2-4 ~3; TrackerStarted.members 0-1 ~0.38; UpdateFailed the connection was refused 0-1 ~0.04
# alone recovering,published: without a fault
  ann fires Turn 2
  ann sends Ack 2; Query 1; Register 1; call 2; end (the other side closed the connection) 4; take 2
  ann tells Completed 1; ItemArrived 2; ItemArrived.Seq 1; ItemArrived.count 3; ItemArrived.size 4; Joining 1; Pinged 2; Placed 1; Placed.Size 2
  the goal takes ms 40014-40026 ~40020.6
  tracker fires Round 2
  tracker sends Ping 2; QueryResult 1; RegInit 1; call 2; end (the other side closed the connection) 4; take 2
  tracker tells Queried 1; Queried.found 1; Queried.seq 1; Registered 1; Registered.place 1; RoundEnded 2; RoundEnded.members 2; TrackerStarted 1; TrackerStarted.items 2
# alone recovering,published: one lost
  ann fires Turn 1-3 ~2
  ann sends Ack 0-2 ~1.13; Query 0-2 ~0.92; Register 0-1 ~0.92; call 1-3 ~2; end (the other side closed the connection) 0-7 ~2.92; take 0-5 ~1.5
  ann tells Completed 0-1 ~0.79; ItemArrived 0-2 ~1.58; ItemArrived.Seq 0-1 ~0.79; ItemArrived.count 0-3 ~2.38; ItemArrived.size 0-4 ~3.17; Joining 1; NeighbourChanged 0-1 ~0.08; Pinged 0-2 ~1.13; Placed 0-1 ~0.79; Placed.Size 0-2 ~1.58; ServerEnded reset 0-1 ~0.17; TrackerFailed nothing arrived in time 0-1 ~0.04; TrackerFailed the connection was reset 0-1 ~0.17
  the goal takes ms 0-40028 ~15007.08
  the run ends broken: every living peer answers its callers 0-1 ~0.25; without its goal 0-1 ~0.38
  tracker fires Round 0-9 ~4.13
  tracker sends Ping 0-2 ~1.21; QueryResult 0-2 ~0.88; RegInit 0-1 ~0.88; UpdateNeighbour 0-3 ~0.21; call 0-5 ~1.58; end (the other side closed the connection) 0-5 ~2.71; take 0-3 ~1.92
  tracker tells NeighbourUpdated 0-3 ~0.13; Pruned nothing arrived in time 0-1 ~0.08; Pruned the connection was reset 0-1 ~0.29; Queried 0-2 ~0.88; Queried.found 0-2 ~0.88; Queried.seq 0-2 ~0.88; Registered 0-1 ~0.88; Registered.place 0-1 ~0.88; RoundEnded 0-9 ~4.08; RoundEnded.members 0-2 ~0.96; TrackerStarted 1; TrackerStarted.items 2
# alone recovering,published: one crash
  ann fires Turn 1-4 ~2.75
  ann sends Ack 0-2 ~1.67; Query 0-2 ~1.25; Register 1-2 ~1.42; call 1-4 ~2.75; end (the connection was refused) 0-1 ~0.04; end (the connection was reset) 0-1 ~0.21; end (the other side closed the connection) 0-6 ~4.42; take 0-4 ~2.08
  ann tells Completed 0-2 ~1.17; ItemArrived 0-4 ~2.46; ItemArrived.Seq 0-2 ~1.17; ItemArrived.count 0-6 ~3.63; ItemArrived.size 0-8 ~4.92; Joining 1-2 ~1.46; Pinged 0-2 ~1.67; Placed 0-2 ~1.29; Placed.Size 0-4 ~2.58; ServerEnded reset 0-1 ~0.08; TrackerFailed the connection was reset 0-1 ~0.08
  the goal takes ms 0-45545 ~34479.29
  the run ends broken: every living peer answers its callers 0-1 ~0.08; without its goal 0-1 ~0.08
  tracker fires Round 1-8 ~2.46
  tracker sends Ping 0-2 ~1.71; QueryResult 0-2 ~1.21; RegInit 0-2 ~1.29; UpdateNeighbour 0-2 ~0.29; call 0-5 ~2.13; end (the connection was reset) 0-1 ~0.29; end (the other side closed the connection) 0-6 ~4.08; take 1-4 ~2.75
  tracker tells Moved 0-1 ~0.38; NeighbourUpdated 0-2 ~0.29; Pruned the connection was reset 0-1 ~0.04; Queried 0-2 ~1.21; Queried.found 0-2 ~1.21; Queried.seq 0-2 ~1.21; Registered 0-2 ~0.96; Registered.place 0-2 ~0.96; RoundEnded 0-8 ~2.29; RoundEnded.members 0-2 ~1.58; TrackerStarted 1-2 ~1.42; TrackerStarted.items 2-4 ~2.83; TrackerStarted.members 0-1 ~0.29; UpdateFailed the connection was refused 0-1 ~0.04
# alone published,recovering: without a fault
  ann fires Turn 1
  ann sends Ack 8; Register 1; call 1; end (the other side closed the connection) 9; take 8
  ann tells ItemArrived 1; ItemArrived.count 1; ItemArrived.size 2; Joining 1; Pinged 8; Placed 1; Placed.Size 2
  the run ends without its goal 1
  tracker fires Round 8
  tracker sends Ping 8; RegInit 1; call 8; end (the other side closed the connection) 9; take 1
  tracker tells Registered 1; Registered.place 1; RoundEnded 8; RoundEnded.members 8; TrackerStarted 1; TrackerStarted.items 2
# alone published,recovering: one lost
  ann fires Silence 0-1 ~0.17; Turn 0-44 ~2.96
  ann sends Ack 0-8 ~7.17; Register 1-45 ~3; call 1-45 ~3.04; end (the other side closed the connection) 0-52 ~10.08; take 0-8 ~7.21
  ann tells ItemArrived 0-1 ~0.96; ItemArrived.count 0-1 ~0.96; ItemArrived.size 0-2 ~1.92; Joining 1-45 ~3.04; Pinged 0-8 ~7.17; PingsMissed 0-1 ~0.17; Placed 0-44 ~2.92; Placed.Size 0-88 ~5.83; TrackerFailed it has already registered this handle, and names no neighbour 0-44 ~1.83; TrackerFailed nothing arrived in time 0-1 ~0.04; TrackerFailed the connection was reset 0-1 ~0.08; TryingOn 0-1 ~0.13; TryingOn.tries 0-1000 ~125
  the run ends broken: the tracker never stops serving 0-1 ~0.04; without its goal 0-1 ~0.96
  tracker fires Round 0-8 ~7.67
  tracker sends Ping 0-8 ~7.17; RegInit 0-45 ~2.96; call 0-8 ~7.25; end (the other side closed the connection) 0-53 ~10.04; take 1-45 ~3
  tracker tells FellSilent reset 0-1 ~0.04; HandleTaken 0-44 ~1.83; Pruned nothing arrived in time 0-1 ~0.04; Pruned the connection was reset 0-1 ~0.13; Registered 0-2 ~1.13; Registered.place 0-2 ~1.13; RoundEnded 0-8 ~7.67; RoundEnded.members 0-8 ~7.08; TrackerStarted 1; TrackerStarted.items 2
# alone published,recovering: one crash
  ann fires Silence 0-1 ~0.13; Turn 0-2 ~1.08
  ann sends Ack 0-8 ~6.08; Register 0-2 ~1.25; call 1-2 ~1.33; end (the connection was reset) 0-1 ~0.04; end (the other side closed the connection) 0-9 ~7.33; take 0-8 ~6.08
  ann tells HandleRefused 0-1 ~0.17; ItemArrived 0-1 ~0.96; ItemArrived.count 0-1 ~0.96; ItemArrived.size 0-2 ~1.92; Joining 1-2 ~1.33; Pinged 0-8 ~6.08; PingsMissed 0-1 ~0.13; Placed 0-2 ~1.08; Placed.Size 0-4 ~2.17; TrackerFailed the connection was refused 0-1 ~0.04; TryingOn 0-1 ~0.04; TryingOn.tries 0-1000 ~41.67
  the run ends broken: no peer stops before it has every item 0-1 ~0.17; broken: the tracker never stops serving 0-1 ~0.04; without its goal 0-1 ~0.79
  tracker fires Round 0-8 ~6.46
  tracker sends Ping 0-8 ~6.08; RegInit 0-2 ~1.25; call 0-8 ~6.08; end (the connection was refused) 0-1 ~0.04; end (the connection was reset) 0-1 ~0.04; end (the other side closed the connection) 0-9 ~7.29; take 1-2 ~1.29
  tracker tells FellSilent reset 0-1 ~0.04; HandleTaken 0-1 ~0.17; Registered 0-2 ~1.08; Registered.place 0-2 ~1.08; RoundEnded 0-8 ~6.42; RoundEnded.members 0-8 ~6.04; TrackerStarted 1-2 ~1.17; TrackerStarted.items 2-4 ~2.33
# alone published: without a fault
  ann fires Turn 88
  ann sends Ack 8; Query 87; QueryResult 87; Register 1; call 88; end (the other side closed the connection) 183; take 95
  ann tells ItemArrived 1; ItemArrived.count 1; ItemArrived.size 2; Joining 1; Pinged 8; Placed 1; Placed.Size 2; Queried 87; Queried.seq 87
  the run ends without its goal 1
  tracker fires Round 8
  tracker sends Ping 8; RegInit 1; call 8; end (the other side closed the connection) 9; take 1
  tracker tells Registered 1; Registered.place 1; RoundEnded 8; RoundEnded.members 8; TrackerStarted 1; TrackerStarted.items 2
# alone published: one lost
  ann fires Turn 1-88 ~84.38
  ann sends Ack 0-8 ~7.38; Query 0-87 ~83.13; QueryResult 0-87 ~83.13; Register 0-1 ~0.96; call 1-88 ~84.38; end (the other side closed the connection) 0-183 ~174.58; take 0-95 ~90.5
  ann tells ItemArrived 0-1 ~0.96; ItemArrived.count 0-1 ~0.96; ItemArrived.size 0-2 ~1.92; Joining 1; Pinged 0-8 ~7.38; Placed 0-1 ~0.96; Placed.Size 0-2 ~1.92; Queried 0-87 ~83.13; Queried.seq 0-87 ~83.13; TrackerFailed nothing arrived in time 0-1 ~0.04
  the run ends without its goal 1
  tracker fires Round 8-9 ~8.04
  tracker sends Ping 0-8 ~7.38; RegInit 0-1 ~0.96; call 0-8 ~7.42; end (the other side closed the connection) 0-9 ~8.33; take 0-1 ~0.96
  tracker tells Pruned nothing arrived in time 0-1 ~0.04; Registered 0-1 ~0.96; Registered.place 0-1 ~0.96; RoundEnded 8-9 ~8.04; RoundEnded.members 0-8 ~7.38; TrackerStarted 1; TrackerStarted.items 2
# alone published: one crash
  ann fires Turn 88
  ann sends Ack 0-8 ~7.13; Query 7-87 ~77.88; QueryResult 7-87 ~77.88; Register 1-2 ~1.13; call 9-88 ~79.08; end (the connection was refused) 0-1 ~0.04; end (the connection was reset) 0-2 ~0.13; end (the other side closed the connection) 24-183 ~164; take 15-95 ~85.04
  ann tells HandleRefused 0-1 ~0.13; ItemArrived 1-2 ~1.13; ItemArrived.count 1-2 ~1.13; ItemArrived.size 2-4 ~2.25; Joining 1-2 ~1.13; Pinged 0-8 ~7.13; Placed 1; Placed.Size 2; Queried 7-87 ~77.88; Queried.seq 7-87 ~77.88
  the run ends without its goal 1
  tracker fires Round 8
  tracker sends Ping 0-8 ~7.13; RegInit 1-2 ~1.13; call 0-8 ~7.13; end (the connection was reset) 0-1 ~0.04; end (the other side closed the connection) 1-10 ~8.21; take 1-2 ~1.13
  tracker tells HandleTaken 0-1 ~0.13; Registered 1; Registered.place 1; RoundEnded 7-8 ~7.96; RoundEnded.members 0-8 ~7.08; TrackerStarted 1-2 ~1.17; TrackerStarted.items 2-4 ~2.33
# two recovering: without a fault
  ann fires Turn 1
  ann sends Ack 2; Query 1; QueryResult 1; Register 1; call 2; end (the other side closed the connection) 6; take 4
  ann tells Completed 1; ItemArrived 2; ItemArrived.Seq 1; ItemArrived.count 3; ItemArrived.size 4; Joining 1; NeighbourChanged 1; Pinged 2; Placed 1; Placed.Size 2; Queried 1; Queried.found 1
  ben fires Turn 1
  ben sends Ack 2; Query 1; QueryResult 1; Register 1; call 2; end (the other side closed the connection) 5; take 3
  ben tells Completed 1; ItemArrived 2; ItemArrived.Seq 1; ItemArrived.count 3; ItemArrived.size 4; Joining 1; Pinged 2; Placed 1; Placed.Seq 1; Placed.Size 2; Queried 1; Queried.found 1; Queried.seq 1
  the goal takes ms 40020-40029 ~40025.9
  tracker fires Round 2
  tracker sends Ping 4; RegInit 2; UpdateNeighbour 1; call 5; end (the other side closed the connection) 6; take 2
  tracker tells NeighbourUpdated 1; Registered 2; Registered.Seq 1; Registered.place 3; RoundEnded 2; RoundEnded.members 4; TrackerStarted 1; TrackerStarted.items 2
# two recovering: one lost
  ann fires Silence 0-1 ~0.25; Turn 1-2 ~1.25
  ann sends Ack 0-5 ~2.04; Query 1-2 ~1.08; QueryResult 0-2 ~0.96; Register 1-2 ~1.33; call 2-3 ~2.5; end (the other side closed the connection) 4-11 ~6.79; take 2-9 ~4.71
  ann tells Completed 1; ItemArrived 2; ItemArrived.Seq 1; ItemArrived.count 3; ItemArrived.size 4; Joining 1-2 ~1.38; NeighbourChanged 0-3 ~1.29; NeighbourFailed the connection was reset 0-1 ~0.08; NeighbourLacks 0-1 ~0.04; NeighbourLacks.seq 0-1 ~0.04; Pinged 0-5 ~2.04; PingsMissed 0-1 ~0.25; Placed 1-2 ~1.25; Placed.Seq 0-1 ~0.08; Placed.Size 2-4 ~2.5; Queried 0-2 ~0.96; Queried.found 0-2 ~0.96; TrackerFailed nothing arrived in time 0-1 ~0.04; TrackerFailed the connection was reset 0-1 ~0.08; TryingOn 0-1 ~0.13; TryingOn.tries 0-1000 ~125
  ben fires Silence 0-1 ~0.17; Turn 1-2 ~1.21
  ben sends Ack 1-5 ~2.29; Query 1-2 ~1.04; QueryResult 0-2 ~0.96; Register 1-2 ~1.25; call 2-3 ~2.38; end (the other side closed the connection) 4-10 ~6.13; take 2-8 ~4.04
  ben tells Completed 1; ItemArrived 2; ItemArrived.Seq 1; ItemArrived.count 3; ItemArrived.size 4; Joining 1-2 ~1.29; NeighbourChanged 0-2 ~0.63; NeighbourFailed the connection was reset 0-1 ~0.08; Pinged 1-5 ~2.29; PingsMissed 0-1 ~0.17; Placed 1-2 ~1.17; Placed.Seq 0-2 ~1.08; Placed.Size 2-4 ~2.33; Queried 0-2 ~0.96; Queried.found 0-2 ~0.92; Queried.seq 0-2 ~0.88; TrackerFailed nothing arrived in time 0-1 ~0.04; TrackerFailed the connection was reset 0-1 ~0.08; TryingOn 0-1 ~0.13; TryingOn.tries 0-1000 ~125
  the goal takes ms 40021-105043 ~57948
  tracker fires Round 2-5 ~2.79
  tracker sends Ping 3-7 ~4.46; QueryResult 0-1 ~0.21; RegInit 2-3 ~2.5; UpdateNeighbour 1-4 ~2.21; call 5-10 ~6.83; end (the other side closed the connection) 6-9 ~6.88; take 2-4 ~2.79
  tracker tells Moved 0-1 ~0.08; NeighbourUpdated 1-4 ~2.17; Pruned nothing arrived in time 0-1 ~0.08; Pruned the connection was reset 0-1 ~0.33; Queried 0-1 ~0.21; Queried.found 0-1 ~0.21; Queried.seq 0-1 ~0.21; Registered 2-3 ~2.42; Registered.Seq 1-2 ~1.17; Registered.place 3-5 ~3.83; RoundEnded 2-5 ~2.79; RoundEnded.members 3-6 ~4.17; TrackerStarted 1; TrackerStarted.items 2; UpdateFailed the connection was reset 0-1 ~0.08
# two recovering: one twice
  ann fires Turn 1
  ann sends Ack 2; Query 1; QueryResult 1; Register 1; call 2; end (the other side closed the connection) 6; take 4
  ann tells Completed 1; ItemArrived 2; ItemArrived.Seq 1; ItemArrived.count 3; ItemArrived.size 4; Joining 1; NeighbourChanged 1; Pinged 2; Placed 1; Placed.Size 2; Queried 1; Queried.found 1
  ben fires Turn 1
  ben sends Ack 2; Query 1; QueryResult 1; Register 1; call 2; end (the other side closed the connection) 5; take 3
  ben tells Completed 1; ItemArrived 2; ItemArrived.Seq 1; ItemArrived.count 3; ItemArrived.size 4; Joining 1; Pinged 2; Placed 1; Placed.Seq 1; Placed.Size 2; Queried 1; Queried.found 1; Queried.seq 1
  the goal takes ms 40026
  tracker fires Round 2
  tracker sends Ping 4; RegInit 2; UpdateNeighbour 1; call 5; end (the other side closed the connection) 6; take 2
  tracker tells NeighbourUpdated 1; Registered 2; Registered.Seq 1; Registered.place 3; RoundEnded 2; RoundEnded.members 4; TrackerStarted 1; TrackerStarted.items 2
# two recovering: one corrupted
  ann fires Turn 1
  ann sends Ack 2; Query 1; QueryResult 1; Register 1; call 2; end (the other side closed the connection) 6; take 4
  ann tells Completed 1; ItemArrived 2; ItemArrived.Seq 1; ItemArrived.count 3; ItemArrived.size 4; Joining 1; NeighbourChanged 1; Pinged 2; Placed 1; Placed.Size 2; Queried 1; Queried.found 1
  ben fires Turn 1
  ben sends Ack 2; Query 1; QueryResult 1; Register 1; call 2; end (the other side closed the connection) 5; take 3
  ben tells Completed 1; ItemArrived 2; ItemArrived.Seq 1; ItemArrived.count 3; ItemArrived.size 4; Joining 1; Pinged 2; Placed 1; Placed.Seq 1; Placed.Size 2; Queried 1; Queried.found 1; Queried.seq 1
  the goal takes ms 40026
  tracker fires Round 2
  tracker sends Ping 4; RegInit 2; UpdateNeighbour 1; call 5; end (the other side closed the connection) 6; take 2
  tracker tells NeighbourUpdated 1; Registered 2; Registered.Seq 1; Registered.place 3; RoundEnded 2; RoundEnded.members 4; TrackerStarted 1; TrackerStarted.items 2
# two recovering: one late
  ann fires Turn 1
  ann sends Ack 2; Query 1; QueryResult 1; Register 1; call 2; end (the other side closed the connection) 5-6 ~5.92; take 3-4 ~3.92
  ann tells Completed 1; ItemArrived 2; ItemArrived.Seq 1; ItemArrived.count 3; ItemArrived.size 4; Joining 1; NeighbourChanged 0-1 ~0.92; Pinged 2; Placed 1; Placed.Seq 0-1 ~0.08; Placed.Size 2; Queried 1; Queried.found 1; Queried.seq 0-1 ~0.08
  ben fires Turn 1
  ben sends Ack 2; Query 1; QueryResult 1; Register 1; call 2; end (the other side closed the connection) 5-6 ~5.08; take 3-4 ~3.08
  ben tells Completed 1; ItemArrived 2; ItemArrived.Seq 1; ItemArrived.count 3; ItemArrived.size 4; Joining 1; NeighbourChanged 0-1 ~0.08; Pinged 2; Placed 1; Placed.Seq 0-1 ~0.92; Placed.Size 2; Queried 1; Queried.found 1; Queried.seq 0-1 ~0.92
  the goal takes ms 40026-41029 ~40317.08
  tracker fires Round 2
  tracker sends Ping 4; RegInit 2; UpdateNeighbour 1; call 5; end (the other side closed the connection) 6; take 2
  tracker tells NeighbourUpdated 1; Registered 2; Registered.Seq 1; Registered.place 3; RoundEnded 2; RoundEnded.members 4; TrackerStarted 1; TrackerStarted.items 2
# two recovering: one crash
  ann fires Turn 1-2 ~1.29
  ann sends Ack 1-2 ~1.92; Query 1-2 ~1.25; QueryResult 1-2 ~1.17; Register 1-2 ~1.29; call 2-4 ~2.63; end (the connection was refused) 0-1 ~0.13; end (the connection was reset) 0-1 ~0.17; end (the other side closed the connection) 5-9 ~6.88; take 3-7 ~4.54
  ann tells Completed 1-2 ~1.17; ItemArrived 2-4 ~2.46; ItemArrived.Seq 1-2 ~1.17; ItemArrived.count 3-6 ~3.63; ItemArrived.size 4-8 ~4.92; Joining 1-2 ~1.38; NeighbourChanged 0-3 ~0.96; NeighbourFailed the connection was reset 0-1 ~0.04; Pinged 1-2 ~1.92; Placed 1-2 ~1.29; Placed.Seq 0-1 ~0.04; Placed.Size 2-4 ~2.58; Queried 1-2 ~1.17; Queried.found 1-2 ~1.17; Queried.seq 0-1 ~0.04; TrackerFailed the connection was refused 0-1 ~0.04; TryingOn 0-1 ~0.04; TryingOn.tries 0-1000 ~41.67
  ben fires Turn 1-2 ~1.38
  ben sends Ack 1-2 ~1.88; Query 1-2 ~1.17; QueryResult 0-2 ~1.13; Register 1-2 ~1.33; call 2-4 ~2.71; end (the connection was reset) 0-1 ~0.17; end (the other side closed the connection) 4-8 ~5.67; take 2-6 ~3.42
  ben tells Completed 1-2 ~1.13; ItemArrived 2-4 ~2.42; ItemArrived.Seq 1-2 ~1.29; ItemArrived.count 3-6 ~3.54; ItemArrived.size 4-8 ~4.83; Joining 1-2 ~1.46; NeighbourChanged 0-2 ~0.13; NeighbourFailed the connection was refused 0-1 ~0.08; Pinged 1-2 ~1.88; Placed 1-2 ~1.29; Placed.Seq 0-2 ~1.25; Placed.Size 2-4 ~2.58; Queried 0-2 ~1.13; Queried.found 0-2 ~1.13; Queried.seq 0-2 ~1.08; TrackerFailed the connection was refused 0-1 ~0.08; TrackerFailed the connection was reset 0-1 ~0.04; TryingOn 0-1 ~0.13; TryingOn.tries 0-1000 ~125
  the goal takes ms 40017-42548 ~40364.54
  tracker fires Round 2
  tracker sends Ping 2-4 ~3.88; QueryResult 0-1 ~0.08; RegInit 2-3 ~2.58; UpdateNeighbour 1-3 ~1.63; call 5-7 ~5.67; end (the connection was refused) 0-2 ~0.13; end (the connection was reset) 0-2 ~0.38; end (the other side closed the connection) 4-7 ~6.33; take 2-4 ~2.79
  tracker tells Moved 0-1 ~0.5; NeighbourUpdated 1-3 ~1.54; Pruned the connection was reset 0-1 ~0.08; Queried 0-1 ~0.08; Queried.found 0-1 ~0.08; Queried.seq 0-1 ~0.08; Registered 2-3 ~2.08; Registered.Seq 1-2 ~1.04; Registered.place 3-5 ~3.17; RoundEnded 1-2 ~1.83; RoundEnded.members 2-4 ~3.58; TrackerStarted 1-2 ~1.33; TrackerStarted.items 2-4 ~2.67; TrackerStarted.members 0-2 ~0.5; UpdateFailed the connection was refused 0-1 ~0.04; UpdateFailed the connection was reset 0-1 ~0.04
# two recovering,published: without a fault
  ann fires Turn 2
  ann sends Ack 2; Query 1; QueryResult 1; Register 1; call 2; end (the other side closed the connection) 6; take 4
  ann tells Completed 1; ItemArrived 2; ItemArrived.Seq 1; ItemArrived.count 3; ItemArrived.size 4; Joining 1; NeighbourChanged 1; Pinged 2; Placed 1; Placed.Size 2; Queried 1; Queried.found 1
  ben fires Turn 2
  ben sends Ack 2; Query 1; QueryResult 1; Register 1; call 2; end (the other side closed the connection) 5; take 3
  ben tells Completed 1; ItemArrived 2; ItemArrived.Seq 1; ItemArrived.count 3; ItemArrived.size 4; Joining 1; Pinged 2; Placed 1; Placed.Seq 1; Placed.Size 2; Queried 1; Queried.found 1; Queried.seq 1
  the goal takes ms 40020-40029 ~40025.9
  tracker fires Round 2
  tracker sends Ping 4; RegInit 2; UpdateNeighbour 1; call 5; end (the other side closed the connection) 6; take 2
  tracker tells NeighbourUpdated 1; Registered 2; Registered.Seq 1; Registered.place 3; RoundEnded 2; RoundEnded.members 4; TrackerStarted 1; TrackerStarted.items 2
# two recovering,published: one lost
  ann fires Turn 1-3 ~1.83
  ann sends Ack 0-8 ~2.33; Query 0-2 ~0.79; QueryResult 0-2 ~0.67; Register 0-1 ~0.96; call 1-3 ~1.83; end (the other side closed the connection) 0-13 ~5.63; take 0-11 ~4.21
  ann tells Completed 0-1 ~0.75; ItemArrived 0-2 ~1.63; ItemArrived.Seq 0-1 ~0.75; ItemArrived.count 0-3 ~2.38; ItemArrived.size 0-4 ~3.25; Joining 1; NeighbourChanged 0-2 ~0.92; Pinged 0-8 ~2.33; Placed 0-1 ~0.88; Placed.Size 0-2 ~1.75; Queried 0-2 ~0.67; Queried.found 0-2 ~0.67; ServerEnded reset 0-1 ~0.21; TrackerFailed nothing arrived in time 0-1 ~0.04; TrackerFailed the connection was reset 0-1 ~0.08
  ben fires Turn 1-3 ~1.79
  ben sends Ack 0-8 ~2.33; Query 0-2 ~0.75; QueryResult 0-2 ~0.71; Register 0-1 ~0.92; call 1-3 ~1.79; end (the other side closed the connection) 0-12 ~4.75; take 0-10 ~3.5
  ben tells Completed 0-1 ~0.71; ItemArrived 0-2 ~1.54; ItemArrived.Seq 0-1 ~0.83; ItemArrived.count 0-3 ~2.25; ItemArrived.size 0-4 ~3.08; Joining 1; NeighbourChanged 0-1 ~0.17; Pinged 0-8 ~2.33; Placed 0-1 ~0.83; Placed.Seq 0-1 ~0.75; Placed.Size 0-2 ~1.67; Queried 0-2 ~0.71; Queried.found 0-2 ~0.71; Queried.seq 0-2 ~0.71; ServerEnded reset 0-1 ~0.08; TrackerFailed nothing arrived in time 0-1 ~0.04; TrackerFailed the connection was reset 0-1 ~0.08
  the goal takes ms 0-40039 ~8338.83
  the run ends broken: every living peer answers its callers 0-1 ~0.38; without its goal 0-1 ~0.42
  tracker fires Round 0-8 ~4
  tracker sends Ping 0-10 ~4.79; QueryResult 0-1 ~0.17; RegInit 1-2 ~1.79; UpdateNeighbour 0-3 ~1.17; call 1-12 ~6.33; end (the other side closed the connection) 1-11 ~6.42; take 2-3 ~2.08
  tracker tells NeighbourUpdated 0-2 ~1.04; Pruned nothing arrived in time 0-1 ~0.08; Pruned the connection was reset 0-1 ~0.25; Queried 0-1 ~0.17; Queried.found 0-1 ~0.17; Queried.seq 0-1 ~0.17; Registered 1-2 ~1.79; Registered.Seq 0-1 ~0.79; Registered.place 1-3 ~2.58; RoundEnded 0-8 ~3.83; RoundEnded.members 0-9 ~4.46; TrackerStarted 1; TrackerStarted.items 2; UpdateFailed the connection was reset 0-1 ~0.08
# two recovering,published: one crash
  ann fires Turn 2-4 ~2.5
  ann sends Ack 0-8 ~2.25; Query 0-2 ~1.21; QueryResult 0-2 ~1.17; Register 1-2 ~1.25; call 2-4 ~2.5; end (the connection was refused) 0-2 ~0.13; end (the connection was reset) 0-1 ~0.17; end (the other side closed the connection) 2-11 ~7.04; take 1-9 ~4.79
  ann tells Completed 0-2 ~1.13; ItemArrived 1-4 ~2.33; ItemArrived.Seq 0-2 ~1.13; ItemArrived.count 1-6 ~3.46; ItemArrived.size 2-8 ~4.67; Joining 1-2 ~1.25; NeighbourChanged 0-3 ~0.88; Pinged 0-8 ~2.25; Placed 1-2 ~1.21; Placed.Seq 0-1 ~0.04; Placed.Size 2-4 ~2.42; Queried 0-2 ~1.17; Queried.found 0-2 ~1.04; Queried.seq 0-1 ~0.04; ServerEnded reset 0-1 ~0.04
  ben fires Turn 1-4 ~2.5
  ben sends Ack 0-2 ~1.58; Query 0-2 ~1.17; QueryResult 0-2 ~1.13; Register 0-2 ~1.25; call 1-4 ~2.5; end (the connection was refused) 0-1 ~0.04; end (the connection was reset) 0-1 ~0.13; end (the other side closed the connection) 0-8 ~5.29; take 0-6 ~3.13
  ben tells Completed 0-2 ~1; ItemArrived 0-4 ~2.17; ItemArrived.Seq 0-2 ~1.17; ItemArrived.count 0-6 ~3.17; ItemArrived.size 0-8 ~4.33; Joining 1-2 ~1.29; NeighbourChanged 0-2 ~0.13; Pinged 0-2 ~1.58; Placed 0-2 ~1.17; Placed.Seq 0-2 ~1.13; Placed.Size 0-4 ~2.33; Queried 0-2 ~1.13; Queried.found 0-2 ~1.04; Queried.seq 0-2 ~1.08; ServerEnded reset 0-1 ~0.08; TrackerFailed the connection was refused 0-1 ~0.04; TrackerFailed the connection was reset 0-1 ~0.04
  the goal takes ms 0-45548 ~32338.42
  the run ends broken: every living peer answers its callers 0-1 ~0.13; without its goal 0-1 ~0.08
  tracker fires Round 0-8 ~2.38
  tracker sends Ping 0-8 ~3.96; QueryResult 0-1 ~0.08; RegInit 1-3 ~2.38; UpdateNeighbour 1-3 ~1.54; call 1-9 ~5.75; end (the connection was refused) 0-1 ~0.04; end (the connection was reset) 0-2 ~0.38; end (the other side closed the connection) 2-10 ~6.21; take 2-3 ~2.58
  tracker tells Moved 0-1 ~0.46; NeighbourUpdated 1-3 ~1.46; Pruned the connection was reset 0-1 ~0.08; Queried 0-1 ~0.08; Queried.found 0-1 ~0.08; Queried.seq 0-1 ~0.08; Registered 1-3 ~2; Registered.Seq 0-2 ~0.96; Registered.place 1-5 ~3; RoundEnded 0-8 ~2.21; RoundEnded.members 0-8 ~3.67; TrackerStarted 1-2 ~1.25; TrackerStarted.items 2-4 ~2.5; TrackerStarted.members 0-2 ~0.33; UpdateFailed the connection was refused 0-2 ~0.13; UpdateFailed the connection was reset 0-1 ~0.04
# two published,recovering: without a fault
  ann fires Turn 1
  ann sends Ack 2; Query 1; QueryResult 1; Register 1; call 2; end (the other side closed the connection) 6; take 4
  ann tells Completed 1; ItemArrived 2; ItemArrived.Seq 1; ItemArrived.count 3; ItemArrived.size 4; Joining 1; NeighbourChanged 1; Pinged 2; Placed 1; Placed.Size 2; Queried 1; Queried.found 1
  ben fires Turn 1
  ben sends Ack 2; Query 1; QueryResult 1; Register 1; call 2; end (the other side closed the connection) 6; take 4
  ben tells Completed 1; ItemArrived 2; ItemArrived.Seq 1; ItemArrived.count 3; ItemArrived.size 4; Joining 1; Pinged 2; Placed 1; Placed.Seq 1; Placed.Size 2; Queried 1; Queried.found 1; Queried.seq 1
  the goal takes ms 40041-40053 ~40046.8
  tracker fires Round 2
  tracker sends Ping 4; RegInit 2; UpdateNeighbour 2; call 6; end (the other side closed the connection) 7; take 2
  tracker tells Registered 2; Registered.Seq 1; Registered.place 3; RoundEnded 2; RoundEnded.members 4; TrackerStarted 1; TrackerStarted.items 2
# two published,recovering: one lost
  ann fires Silence 0-1 ~0.21; Turn 0-59 ~3.5
  ann sends Ack 0-8 ~2.42; Query 0-58 ~3.33; QueryResult 0-58 ~3.33; Register 1-2 ~1.25; call 1-60 ~4.67; end (the other side closed the connection) 0-127 ~11.54; take 0-68 ~7.25
  ann tells Completed 0-1 ~0.83; ItemArrived 0-2 ~1.79; ItemArrived.Seq 0-1 ~0.88; ItemArrived.count 0-3 ~2.63; ItemArrived.size 0-4 ~3.58; Joining 1-2 ~1.29; NeighbourChanged 0-1 ~0.83; NeighbourFailed nothing arrived in time 0-1 ~0.04; NeighbourFailed the connection was reset 0-1 ~0.04; NeighbourLacks 0-58 ~2.46; NeighbourLacks.seq 0-1 ~0.04; Pinged 0-8 ~2.42; PingsMissed 0-1 ~0.21; Placed 0-2 ~1.17; Placed.Seq 0-1 ~0.29; Placed.Size 0-4 ~2.33; Queried 0-58 ~3.33; Queried.found 0-2 ~0.92; Queried.seq 0-1 ~0.04; TrackerFailed nothing arrived in time 0-1 ~0.04; TrackerFailed the connection was reset 0-1 ~0.08; TryingOn 0-1 ~0.13; TryingOn.tries 0-1000 ~125
  ben fires Silence 0-1 ~0.17; Turn 0-58 ~3.46
  ben sends Ack 0-8 ~2.54; Query 0-58 ~3.33; QueryResult 0-58 ~3.29; Register 0-2 ~1.13; call 0-59 ~4.54; end (the other side closed the connection) 0-127 ~11.54; take 0-68 ~7.33
  ben tells Completed 0-1 ~0.88; ItemArrived 0-2 ~1.79; ItemArrived.Seq 0-1 ~0.92; ItemArrived.count 0-3 ~2.67; ItemArrived.size 0-4 ~3.58; Joining 0-2 ~1.17; NeighbourChanged 0-1 ~0.08; NeighbourFailed the connection was reset 0-1 ~0.08; NeighbourLacks 0-58 ~2.42; Pinged 0-8 ~2.54; PingsMissed 0-1 ~0.17; Placed 0-2 ~1.08; Placed.Seq 0-2 ~1.04; Placed.Size 0-4 ~2.17; Queried 0-58 ~3.29; Queried.found 0-1 ~0.83; Queried.seq 0-2 ~0.83; TrackerFailed the connection was reset 0-1 ~0.04; TryingOn 0-1 ~0.04; TryingOn.tries 0-1000 ~41.67
  the goal takes ms 0-105063 ~49412.96
  the run ends broken: the tracker never stops serving 0-1 ~0.08; without its goal 0-1 ~0.08
  tracker fires Round 0-8 ~3.04
  tracker sends Ping 0-16 ~5.04; RegInit 0-3 ~2.33; UpdateNeighbour 0-4 ~2.75; call 0-20 ~7.96; end (the other side closed the connection) 0-21 ~8.58; take 1-3 ~2.42
  tracker tells FellSilent reset 0-1 ~0.08; HandleTaken 0-1 ~0.08; Pruned nothing arrived in time 0-1 ~0.08; Pruned the connection was reset 0-1 ~0.29; Registered 0-3 ~2.25; Registered.Seq 0-2 ~1.29; Registered.place 0-5 ~3.54; RoundEnded 0-8 ~3.04; RoundEnded.members 0-16 ~4.83; TrackerStarted 1; TrackerStarted.items 2
# two published,recovering: one crash
  ann fires Silence 0-1 ~0.29; Turn 0-2 ~0.88
  ann sends Ack 0-2 ~0.5; Query 0-2 ~0.71; QueryResult 0-2 ~0.63; Register 0-2 ~1.54; call 1-4 ~2.38; end (the connection was refused) 0-1 ~0.13; end (the connection was reset) 0-1 ~0.13; end (the other side closed the connection) 0-8 ~4.67; take 0-6 ~2.71
  ann tells Completed 0-2 ~0.75; HandleRefused 0-1 ~0.25; ItemArrived 0-4 ~1.75; ItemArrived.Seq 0-2 ~0.75; ItemArrived.count 0-6 ~2.5; ItemArrived.size 0-8 ~3.5; Joining 1-2 ~1.63; NeighbourChanged 0-2 ~0.96; Pinged 0-2 ~0.5; PingsMissed 0-1 ~0.29; Placed 0-2 ~1.29; Placed.Seq 0-1 ~0.17; Placed.Size 0-4 ~2.58; Queried 0-2 ~0.63; Queried.found 0-2 ~0.63; Queried.seq 0-1 ~0.04; TrackerFailed the connection was refused 0-1 ~0.04; TryingOn 0-1 ~0.04; TryingOn.tries 0-1000 ~41.67
  ben fires Silence 0-1 ~0.25; Turn 0-3 ~0.88
  ben sends Ack 0-3 ~0.63; Query 0-2 ~0.63; QueryResult 0-2 ~0.71; Register 0-2 ~1.46; call 0-4 ~2.33; end (the connection was refused) 0-1 ~0.04; end (the connection was reset) 0-1 ~0.13; end (the other side closed the connection) 0-8 ~4.58; take 0-6 ~2.63
  ben tells Completed 0-2 ~0.63; HandleRefused 0-1 ~0.25; ItemArrived 0-4 ~1.58; ItemArrived.Seq 0-2 ~0.96; ItemArrived.count 0-6 ~2.21; ItemArrived.size 0-8 ~3.17; Joining 0-2 ~1.58; NeighbourChanged 0-1 ~0.13; NeighbourFailed the connection was refused 0-1 ~0.08; Pinged 0-3 ~0.63; PingsMissed 0-1 ~0.25; Placed 0-2 ~1.21; Placed.Seq 0-2 ~1.08; Placed.Size 0-4 ~2.42; Queried 0-2 ~0.71; Queried.found 0-2 ~0.71; Queried.seq 0-1 ~0.67; TrackerFailed the connection was refused 0-1 ~0.08; TryingOn 0-1 ~0.08; TryingOn.tries 0-1000 ~83.33
  the goal takes ms 0-105055 ~28540.54
  the run ends broken: no peer stops before it has every item 0-1 ~0.5; broken: the tracker never stops serving 0-1 ~0.08
  tracker fires Round 0-5 ~1.42
  tracker sends Ping 0-4 ~1.21; RegInit 0-4 ~3; UpdateNeighbour 0-4 ~2.38; call 0-9 ~4.29; end (the connection was refused) 0-2 ~0.13; end (the connection was reset) 0-1 ~0.21; end (the other side closed the connection) 0-10 ~4.67; take 1-4 ~3.08
  tracker tells FellSilent reset 0-1 ~0.08; HandleTaken 0-1 ~0.5; Pruned the connection was reset 0-1 ~0.08; Registered 0-4 ~2.5; Registered.Seq 0-2 ~1.25; Registered.place 0-6 ~3.75; RoundEnded 0-4 ~1.25; RoundEnded.members 0-4 ~0.96; TrackerStarted 1-2 ~1.33; TrackerStarted.items 2-4 ~2.67
# two published: without a fault
  ann fires Turn 2
  ann sends Ack 2; Query 1; QueryResult 1; Register 1; call 2; end (the other side closed the connection) 6; take 4
  ann tells Completed 1; ItemArrived 2; ItemArrived.Seq 1; ItemArrived.count 3; ItemArrived.size 4; Joining 1; NeighbourChanged 1; Pinged 2; Placed 1; Placed.Size 2; Queried 1; Queried.found 1
  ben fires Turn 2
  ben sends Ack 2; Query 1; QueryResult 1; Register 1; call 2; end (the other side closed the connection) 6; take 4
  ben tells Completed 1; ItemArrived 2; ItemArrived.Seq 1; ItemArrived.count 3; ItemArrived.size 4; Joining 1; Pinged 2; Placed 1; Placed.Seq 1; Placed.Size 2; Queried 1; Queried.found 1; Queried.seq 1
  the goal takes ms 40041-40053 ~40046.8
  tracker fires Round 2
  tracker sends Ping 4; RegInit 2; UpdateNeighbour 2; call 6; end (the other side closed the connection) 7; take 2
  tracker tells Registered 2; Registered.Seq 1; Registered.place 3; RoundEnded 2; RoundEnded.members 4; TrackerStarted 1; TrackerStarted.items 2
# two published: one lost
  ann fires Turn 1-3 ~1.75
  ann sends Ack 0-8 ~1.46; Query 0-1 ~0.71; QueryResult 0-2 ~0.67; Register 0-1 ~0.96; call 1-3 ~1.75; end (the other side closed the connection) 0-12 ~4.5; take 0-10 ~3.13
  ann tells Completed 0-1 ~0.67; ItemArrived 0-2 ~1.54; ItemArrived.Seq 0-1 ~0.67; ItemArrived.count 0-3 ~2.21; ItemArrived.size 0-4 ~3.08; Joining 1; NeighbourChanged 0-1 ~0.83; Pinged 0-8 ~1.46; Placed 0-1 ~0.88; Placed.Size 0-2 ~1.75; Queried 0-2 ~0.67; Queried.found 0-2 ~0.67; ServerEnded reset 0-1 ~0.17; TrackerFailed nothing arrived in time 0-1 ~0.04; TrackerFailed the connection was reset 0-1 ~0.08
  ben fires Turn 0-88 ~5.29
  ben sends Ack 0-8 ~2.04; Query 0-87 ~4.29; QueryResult 0-87 ~4.29; Register 0-1 ~0.92; call 0-88 ~5.29; end (the other side closed the connection) 0-183 ~12.21; take 0-95 ~7.29
  ben tells Completed 0-1 ~0.63; ItemArrived 0-2 ~1.5; ItemArrived.Seq 0-1 ~0.83; ItemArrived.count 0-3 ~2.13; ItemArrived.size 0-4 ~3; Joining 0-1 ~0.96; NeighbourChanged 0-1 ~0.04; Pinged 0-8 ~2.04; Placed 0-1 ~0.88; Placed.Seq 0-1 ~0.83; Placed.Size 0-2 ~1.75; Queried 0-87 ~4.29; Queried.found 0-1 ~0.67; Queried.seq 0-87 ~4.29; ServerEnded reset 0-1 ~0.17; TrackerFailed the connection was reset 0-1 ~0.04
  the goal takes ms 0-40048 ~10011.17
  the run ends broken: every living peer answers its callers 0-1 ~0.42; broken: the tracker never stops serving 0-1 ~0.08; without its goal 0-1 ~0.25
  tracker fires Round 0-8 ~2.75
  tracker sends Ping 0-10 ~3.58; RegInit 0-2 ~1.83; UpdateNeighbour 0-2 ~1.67; call 0-12 ~5.58; end (the other side closed the connection) 0-12 ~6; take 1-2 ~1.92
  tracker tells FellSilent reset 0-1 ~0.08; Pruned nothing arrived in time 0-1 ~0.08; Pruned the connection was reset 0-1 ~0.29; Registered 0-2 ~1.83; Registered.Seq 0-1 ~0.88; Registered.place 0-3 ~2.71; RoundEnded 0-8 ~2.67; RoundEnded.members 0-9 ~3.38; TrackerStarted 1; TrackerStarted.items 2
# two published: one crash
  ann fires Turn 1-88 ~20.29
  ann sends Ack 0-8 ~2.46; Query 0-87 ~19; QueryResult 0-87 ~18.92; Register 1-2 ~1.29; call 1-88 ~20.29; end (the connection was refused) 0-1 ~0.08; end (the connection was reset) 0-1 ~0.17; end (the other side closed the connection) 1-185 ~42.96; take 1-97 ~23
  ann tells Completed 0-2 ~0.92; HandleRefused 0-1 ~0.21; ItemArrived 1-4 ~2.17; ItemArrived.Seq 0-2 ~1.08; ItemArrived.count 1-6 ~3.08; ItemArrived.size 2-8 ~4.33; Joining 1-2 ~1.29; NeighbourChanged 0-2 ~1; Pinged 0-8 ~2.46; Placed 0-2 ~1.04; Placed.Seq 0-1 ~0.13; Placed.Size 0-4 ~2.08; Queried 0-87 ~18.92; Queried.found 0-2 ~0.83; Queried.seq 0-87 ~3.67; ServerEnded reset 0-1 ~0.13
  ben fires Turn 1-88 ~16.63
  ben sends Ack 0-8 ~2.42; Query 0-87 ~15.29; QueryResult 0-86 ~15.33; Register 0-2 ~1.21; call 1-88 ~16.63; end (the connection was refused) 0-1 ~0.04; end (the connection was reset) 0-1 ~0.17; end (the other side closed the connection) 0-184 ~35.63; take 0-96 ~19.29
  ben tells Completed 0-2 ~0.83; HandleRefused 0-1 ~0.21; ItemArrived 0-4 ~2; ItemArrived.Seq 0-2 ~1.17; ItemArrived.count 0-6 ~2.83; ItemArrived.size 0-8 ~4; Joining 1-2 ~1.25; NeighbourChanged 0-1 ~0.25; Pinged 0-8 ~2.42; Placed 0-2 ~0.96; Placed.Seq 0-2 ~0.92; Placed.Size 0-4 ~1.92; Queried 0-86 ~15.33; Queried.found 0-2 ~0.92; Queried.seq 0-2 ~0.88; ServerEnded reset 0-1 ~0.04; TrackerFailed the connection was refused 0-1 ~0.04
  the goal takes ms 0-45564 ~20502.88
  the run ends broken: every living peer answers its callers 0-1 ~0.17; without its goal 0-1 ~0.33
  tracker fires Round 0-8 ~3.83
  tracker sends Ping 0-16 ~5; RegInit 1-3 ~2.5; UpdateNeighbour 0-4 ~2.83; call 0-20 ~8.04; end (the connection was refused) 0-1 ~0.04; end (the connection was reset) 0-1 ~0.21; end (the other side closed the connection) 1-21 ~8.63; take 1-3 ~2.5
  tracker tells HandleTaken 0-1 ~0.42; Pruned the connection was reset 0-1 ~0.13; Registered 1-3 ~2.08; Registered.Seq 0-2 ~1.08; Registered.place 1-5 ~3.17; RoundEnded 0-8 ~3.67; RoundEnded.members 0-16 ~4.71; TrackerStarted 1-2 ~1.21; TrackerStarted.items 2-4 ~2.42
# short recovering: without a fault
  ann fires Turn 2
  ann sends Ack 2; Query 2; QueryResult 2; Register 1; call 3; end (the other side closed the connection) 7; take 4
  ann tells Completed 1; ItemArrived 3; ItemArrived.Seq 3; ItemArrived.count 6; ItemArrived.size 9; Joining 1; Pinged 2; Placed 1; Placed.Size 3; Queried 2; Queried.found 2; Queried.seq 2
  ben fires Turn 2
  ben sends Ack 2; Query 2; Register 1; call 3; end (the other side closed the connection) 5; take 2
  ben tells Completed 1; ItemArrived 3; ItemArrived.Seq 3; ItemArrived.count 6; ItemArrived.size 9; Joining 1; Pinged 2; Placed 1; Placed.Seq 1; Placed.Size 3
  the goal takes ms 40024-40033 ~40027.2
  tracker fires Round 2
  tracker sends Ping 4; QueryResult 2; RegInit 2; call 4; end (the other side closed the connection) 8; take 4
  tracker tells Queried 2; Queried.found 2; Queried.seq 3; Registered 2; Registered.Seq 1; Registered.place 3; RoundEnded 2; RoundEnded.members 4; TrackerStarted 1; TrackerStarted.items 3
# short recovering: one lost
  ann fires Silence 0-1 ~0.17; Turn 2-3 ~2.21
  ann sends Ack 0-4 ~2.13; Query 2-3 ~2.04; QueryResult 0-3 ~2; Register 1-2 ~1.21; call 3-4 ~3.38; end (the other side closed the connection) 5-10 ~7.42; take 2-7 ~4.42
  ann tells Completed 1; ItemArrived 3; ItemArrived.Seq 3; ItemArrived.count 6; ItemArrived.size 9; Joining 1-2 ~1.25; NeighbourFailed nothing arrived in time 0-1 ~0.04; NeighbourFailed the connection was reset 0-1 ~0.08; Pinged 0-4 ~2.13; PingsMissed 0-1 ~0.17; Placed 1-2 ~1.17; Placed.Seq 0-1 ~0.08; Placed.Size 3-6 ~3.5; Queried 0-3 ~2; Queried.found 0-3 ~1.88; Queried.seq 0-4 ~2.08; TrackerFailed nothing arrived in time 0-1 ~0.04; TrackerFailed the connection was reset 0-1 ~0.04; TryingOn 0-1 ~0.08; TryingOn.tries 0-1000 ~83.33
  ben fires Silence 0-1 ~0.17; Turn 2-3 ~2.38
  ben sends Ack 0-5 ~2.13; Query 2-3 ~2.21; QueryResult 0-2 ~0.17; Register 1-2 ~1.21; call 3-4 ~3.54; end (the other side closed the connection) 4-9 ~5.88; take 0-6 ~2.67
  ben tells Completed 1; ItemArrived 3; ItemArrived.Seq 3; ItemArrived.count 6; ItemArrived.size 9; Joining 1-2 ~1.25; NeighbourChanged 0-1 ~0.21; NeighbourFailed nothing arrived in time 0-1 ~0.04; NeighbourFailed the connection was reset 0-1 ~0.13; NeighbourLacks 0-1 ~0.13; NeighbourLacks.seq 0-2 ~0.25; Pinged 0-5 ~2.13; PingsMissed 0-1 ~0.17; Placed 1-2 ~1.17; Placed.Seq 0-2 ~1.08; Placed.Size 3-6 ~3.5; Queried 0-2 ~0.17; Queried.found 0-2 ~0.17; Queried.seq 0-2 ~0.17; TrackerFailed the connection was reset 0-1 ~0.08; TryingOn 0-1 ~0.08; TryingOn.tries 0-1000 ~83.33
  the goal takes ms 40022-105033 ~54194.54
  tracker fires Round 2-5 ~2.63
  tracker sends Ping 3-7 ~4.38; QueryResult 2-3 ~2.04; RegInit 2-3 ~2.38; UpdateNeighbour 0-3 ~0.42; call 4-8 ~4.88; end (the other side closed the connection) 8-11 ~8.54; take 4-5 ~4.54
  tracker tells Moved 0-1 ~0.04; NeighbourUpdated 0-3 ~0.42; Pruned nothing arrived in time 0-1 ~0.04; Pruned the connection was reset 0-1 ~0.29; Queried 2-3 ~2.04; Queried.found 2-3 ~2.04; Queried.seq 3-4 ~3.04; Registered 2-3 ~2.33; Registered.Seq 1-2 ~1.17; Registered.place 3-5 ~3.67; RoundEnded 2-5 ~2.63; RoundEnded.members 3-6 ~4.13; TrackerStarted 1; TrackerStarted.items 3
# short recovering,published: without a fault
  ann fires Turn 3
  ann sends Ack 2; Query 2; QueryResult 2; Register 1; call 3; end (the other side closed the connection) 7; take 4
  ann tells Completed 1; ItemArrived 3; ItemArrived.Seq 3; ItemArrived.count 6; ItemArrived.size 9; Joining 1; Pinged 2; Placed 1; Placed.Size 3; Queried 2; Queried.found 2; Queried.seq 2
  ben fires Turn 3
  ben sends Ack 2; Query 2; Register 1; call 3; end (the other side closed the connection) 5; take 2
  ben tells Completed 1; ItemArrived 3; ItemArrived.Seq 3; ItemArrived.count 6; ItemArrived.size 9; Joining 1; Pinged 2; Placed 1; Placed.Seq 1; Placed.Size 3
  the goal takes ms 40024-40033 ~40027.2
  tracker fires Round 2
  tracker sends Ping 4; QueryResult 2; RegInit 2; call 4; end (the other side closed the connection) 8; take 4
  tracker tells Queried 2; Queried.found 2; Queried.seq 3; Registered 2; Registered.Seq 1; Registered.place 3; RoundEnded 2; RoundEnded.members 4; TrackerStarted 1; TrackerStarted.items 3
# short published,recovering: without a fault
  ann fires Turn 60
  ann sends Ack 8; Query 60; QueryResult 60; Register 1; call 61; end (the other side closed the connection) 130; take 69
  ann tells ItemArrived 2; ItemArrived.Seq 1; ItemArrived.count 3; ItemArrived.size 6; Joining 1; NeighbourChanged 1; NeighbourLacks 59; NeighbourLacks.seq 118; Pinged 8; Placed 1; Placed.Size 3; Queried 60; Queried.found 1; Queried.seq 118
  ben fires Turn 60
  ben sends Ack 8; Query 60; QueryResult 60; Register 1; call 61; end (the other side closed the connection) 130; take 69
  ben tells ItemArrived 2; ItemArrived.Seq 1; ItemArrived.count 3; ItemArrived.size 6; Joining 1; NeighbourLacks 59; NeighbourLacks.seq 118; Pinged 8; Placed 1; Placed.Seq 1; Placed.Size 3; Queried 60; Queried.found 1; Queried.seq 119
  the run ends without its goal 1
  tracker fires Round 8
  tracker sends Ping 16; RegInit 2; UpdateNeighbour 2; call 18; end (the other side closed the connection) 19; take 2
  tracker tells Registered 2; Registered.Seq 1; Registered.place 3; RoundEnded 8; RoundEnded.members 16; TrackerStarted 1; TrackerStarted.items 3
# short published: without a fault
  ann fires Turn 88
  ann sends Ack 8; Query 87; QueryResult 87; Register 1; call 88; end (the other side closed the connection) 184; take 96
  ann tells ItemArrived 2; ItemArrived.Seq 1; ItemArrived.count 3; ItemArrived.size 6; Joining 1; NeighbourChanged 1; Pinged 8; Placed 1; Placed.Size 3; Queried 87; Queried.found 1; Queried.seq 172
  ben fires Turn 88
  ben sends Ack 8; Query 87; QueryResult 87; Register 1; call 88; end (the other side closed the connection) 184; take 96
  ben tells ItemArrived 2; ItemArrived.Seq 1; ItemArrived.count 3; ItemArrived.size 6; Joining 1; Pinged 8; Placed 1; Placed.Seq 1; Placed.Size 3; Queried 87; Queried.found 1; Queried.seq 173
  the run ends without its goal 1
  tracker fires Round 8
  tracker sends Ping 16; RegInit 2; UpdateNeighbour 2; call 18; end (the other side closed the connection) 19; take 2
  tracker tells Registered 2; Registered.Seq 1; Registered.place 3; RoundEnded 8; RoundEnded.members 16; TrackerStarted 1; TrackerStarted.items 3
# leaving recovering: without a fault
  ann fires Turn 1
  ann sends Query 2; QueryResult 0-1 ~0.7; Register 1; call 3; end (the connection was refused) 1-4 ~2.2; end (the other side closed the connection) 5; take 2
  ann tells Completed 1; ItemArrived 2; ItemArrived.Seq 1; ItemArrived.count 3; ItemArrived.size 4; Joining 1; NeighbourChanged 1; Placed 1; Placed.Size 2; Queried 0-1 ~0.7; Queried.found 0-1 ~0.7
  ben fires Turn 1-5 ~2.2
  ben sends Query 2-3 ~2.3; QueryResult 1; Register 1-2 ~1.3; call 3-7 ~4.2; end (the connection was refused) 1-2 ~1.4; end (the other side closed the connection) 4-5 ~4.3; take 1
  ben tells Completed 1; ItemArrived 2; ItemArrived.Seq 1; ItemArrived.count 3; ItemArrived.size 4; Joining 1-2 ~1.3; NeighbourFailed the connection was refused 0-2 ~0.6; NeighbourFailed the other side closed the connection 0-1 ~0.3; Placed 1-2 ~1.3; Placed.Seq 1-2 ~1.3; Placed.Size 2-4 ~2.6; Queried 1; Queried.found 1; Queried.seq 1
  the goal takes ms 20007-20013 ~20011.1
  tracker fires Round 2
  tracker sends QueryResult 2-3 ~2.3; RegInit 2-3 ~2.3; UpdateNeighbour 1; call 4; end (the other side closed the connection) 4-6 ~4.6; take 4-6 ~4.6
  tracker tells Moved 0-1 ~0.3; NeighbourUpdated 1; Pruned the connection was refused 2; Queried 2-3 ~2.3; Queried.found 2-3 ~2.3; Queried.seq 1; Registered 2; Registered.Seq 1; Registered.place 3; RoundEnded 2; TrackerStarted 1; TrackerStarted.items 2; UpdateFailed the connection was refused 1
# leaving recovering: one lost
  ann fires Turn 1-6 ~1.92
  ann sends Query 1-3 ~2; QueryResult 0-1 ~0.21; Register 1-3 ~1.21; call 2-8 ~3.75; end (the connection was refused) 1-6 ~2.96; end (the other side closed the connection) 2-6 ~4.79; take 0-3 ~1.75
  ann tells Completed 1; ItemArrived 2; ItemArrived.Seq 1; ItemArrived.count 3; ItemArrived.size 4; Joining 1-3 ~1.25; Leaves 0-1 ~0.13; NeighbourChanged 0-1 ~0.88; NeighbourFailed the connection was refused 0-3 ~0.42; NeighbourFailed the connection was reset 0-1 ~0.08; NeighbourLacks 0-1 ~0.04; NeighbourLacks.seq 0-1 ~0.04; Placed 1-2 ~1.17; Placed.Seq 0-2 ~0.17; Placed.Size 2-4 ~2.33; Queried 0-1 ~0.21; Queried.found 0-1 ~0.21; StaysOn 0-1 ~0.13; TrackerFailed nothing arrived in time 0-1 ~0.04; TrackerFailed the connection was reset 0-1 ~0.04; TryingOn 0-1 ~0.08; TryingOn.tries 0-1000 ~83.33
  ben fires Turn 1-7 ~4.25
  ben sends Ack 0-2 ~0.33; Query 1-3 ~2.38; QueryResult 0-2 ~0.88; Register 1-3 ~1.71; call 2-8 ~5.92; end (the connection was refused) 0-7 ~2.08; end (the other side closed the connection) 2-7 ~4.88; take 0-4 ~1.63
  ben tells Completed 1; ItemArrived 2; ItemArrived.Seq 1; ItemArrived.count 3; ItemArrived.size 4; Joining 1-3 ~1.79; Leaves 0-1 ~0.08; NeighbourChanged 0-1 ~0.29; NeighbourFailed nothing arrived in time 0-1 ~0.08; NeighbourFailed the connection was refused 0-3 ~1.58; NeighbourFailed the connection was reset 0-1 ~0.13; NeighbourFailed the other side closed the connection 0-1 ~0.58; Pinged 0-2 ~0.33; Placed 1-2 ~1.63; Placed.Seq 0-2 ~1.54; Placed.Size 2-4 ~3.25; Queried 0-2 ~0.88; Queried.found 0-1 ~0.83; Queried.seq 0-2 ~0.88; StaysOn 0-1 ~0.08; TrackerFailed the connection was reset 0-1 ~0.17; TryingOn 0-1 ~0.08; TryingOn.tries 0-1000 ~83.33
  the goal takes ms 20008-60032 ~26681.21
  tracker fires Round 2-3 ~2.08
  tracker sends Ping 0-2 ~0.33; QueryResult 1-3 ~2.63; RegInit 2-4 ~2.88; UpdateNeighbour 0-3 ~1.29; call 4-6 ~4.67; end (the other side closed the connection) 3-8 ~5.83; take 3-7 ~5.71
  tracker tells Moved 0-2 ~0.88; NeighbourUpdated 0-3 ~1.25; Pruned nothing arrived in time 0-1 ~0.04; Pruned the connection was refused 1-2 ~1.92; Pruned the connection was reset 0-1 ~0.04; Queried 1-3 ~2.63; Queried.found 1-3 ~2.63; Queried.seq 0-2 ~1; Registered 2; Registered.Seq 1; Registered.place 3; RoundEnded 2-3 ~2.08; RoundEnded.members 0-2 ~0.33; TrackerStarted 1; TrackerStarted.items 2; UpdateFailed the connection was refused 0-3 ~1.04; UpdateFailed the connection was reset 0-1 ~0.04
# leaving recovering: one twice
  ann fires Turn 1
  ann sends Query 2; Register 1; call 3; end (the connection was refused) 3; end (the other side closed the connection) 5; take 2
  ann tells Completed 1; ItemArrived 2; ItemArrived.Seq 1; ItemArrived.count 3; ItemArrived.size 4; Joining 1; NeighbourChanged 1; Placed 1; Placed.Size 2
  ben fires Turn 5
  ben sends Query 3; QueryResult 1; Register 2; call 7; end (the connection was refused) 2; end (the other side closed the connection) 5; take 1
  ben tells Completed 1; ItemArrived 2; ItemArrived.Seq 1; ItemArrived.count 3; ItemArrived.size 4; Joining 2; NeighbourFailed the connection was refused 2; NeighbourFailed the other side closed the connection 1; Placed 2; Placed.Seq 2; Placed.Size 4; Queried 1; Queried.found 1; Queried.seq 1
  the goal takes ms 20013
  tracker fires Round 2
  tracker sends QueryResult 3; RegInit 3; UpdateNeighbour 1; call 4; end (the other side closed the connection) 6; take 6
  tracker tells Moved 1; NeighbourUpdated 1; Pruned the connection was refused 2; Queried 3; Queried.found 3; Queried.seq 1; Registered 2; Registered.Seq 1; Registered.place 3; RoundEnded 2; TrackerStarted 1; TrackerStarted.items 2; UpdateFailed the connection was refused 1
# leaving recovering: one corrupted
  ann fires Turn 1
  ann sends Query 2; Register 1; call 3; end (the connection was refused) 3; end (the other side closed the connection) 5; take 2
  ann tells Completed 1; ItemArrived 2; ItemArrived.Seq 1; ItemArrived.count 3; ItemArrived.size 4; Joining 1; NeighbourChanged 1; Placed 1; Placed.Size 2
  ben fires Turn 5
  ben sends Query 3; QueryResult 1; Register 2; call 7; end (the connection was refused) 2; end (the other side closed the connection) 5; take 1
  ben tells Completed 1; ItemArrived 2; ItemArrived.Seq 1; ItemArrived.count 3; ItemArrived.size 4; Joining 2; NeighbourFailed the connection was refused 2; NeighbourFailed the other side closed the connection 1; Placed 2; Placed.Seq 2; Placed.Size 4; Queried 1; Queried.found 1; Queried.seq 1
  the goal takes ms 20013
  tracker fires Round 2
  tracker sends QueryResult 3; RegInit 3; UpdateNeighbour 1; call 4; end (the other side closed the connection) 6; take 6
  tracker tells Moved 1; NeighbourUpdated 1; Pruned the connection was refused 2; Queried 3; Queried.found 3; Queried.seq 1; Registered 2; Registered.Seq 1; Registered.place 3; RoundEnded 2; TrackerStarted 1; TrackerStarted.items 2; UpdateFailed the connection was refused 1
# leaving recovering: one late
  ann fires Turn 1-5 ~1.5
  ann sends Query 2-3 ~2.04; QueryResult 0-1 ~0.25; Register 1-2 ~1.13; call 3-7 ~3.5; end (the connection was refused) 1-4 ~2.63; end (the other side closed the connection) 4-6 ~5; take 1-2 ~1.88
  ann tells Completed 1; ItemArrived 2; ItemArrived.Seq 1; ItemArrived.count 3; ItemArrived.size 4; Joining 1-2 ~1.13; NeighbourChanged 0-1 ~0.92; NeighbourFailed the connection was refused 0-3 ~0.33; NeighbourFailed the other side closed the connection 0-1 ~0.04; Placed 1-2 ~1.13; Placed.Seq 0-2 ~0.17; Placed.Size 2-4 ~2.25; Queried 0-1 ~0.25; Queried.found 0-1 ~0.25; Queried.seq 0-1 ~0.08
  ben fires Turn 1-5 ~4
  ben sends Query 2-3 ~2.71; QueryResult 0-1 ~0.88; Register 1-2 ~1.75; call 3-7 ~6; end (the connection was refused) 2-4 ~2.25; end (the other side closed the connection) 4-5 ~4.75; take 1
  ben tells Completed 1; ItemArrived 2; ItemArrived.Seq 1; ItemArrived.count 3; ItemArrived.size 4; Joining 1-2 ~1.75; NeighbourChanged 0-1 ~0.08; NeighbourFailed the connection was refused 0-3 ~1.54; NeighbourFailed the other side closed the connection 0-1 ~0.71; Placed 1-2 ~1.75; Placed.Seq 0-2 ~1.67; Placed.Size 2-4 ~3.5; Queried 0-1 ~0.88; Queried.found 0-1 ~0.88; Queried.seq 0-1 ~0.88
  the goal takes ms 20009-21008 ~20095.25
  tracker fires Round 2
  tracker sends QueryResult 2-3 ~2.88; RegInit 2-3 ~2.88; UpdateNeighbour 1; call 4; end (the other side closed the connection) 4-6 ~5.75; take 4-6 ~5.75
  tracker tells Moved 0-1 ~0.88; NeighbourUpdated 1; Pruned the connection was refused 2; Queried 2-3 ~2.88; Queried.found 2-3 ~2.88; Queried.seq 1-2 ~1.04; Registered 2; Registered.Seq 1; Registered.place 3; RoundEnded 2; TrackerStarted 1; TrackerStarted.items 2; UpdateFailed the connection was refused 1
# leaving recovering: one crash
  ann fires Turn 1-6 ~2.21
  ann sends Query 1-4 ~2.04; QueryResult 0-1 ~0.33; Register 1-3 ~1.46; call 2-10 ~4.42; end (the connection was refused) 1-7 ~3.63; end (the connection was reset) 0-2 ~0.25; end (the other side closed the connection) 2-8 ~5; take 0-3 ~1.71
  ann tells Completed 1-2 ~1.08; ItemArrived 2-4 ~2.29; ItemArrived.Seq 1-2 ~1.08; ItemArrived.count 3-6 ~3.38; ItemArrived.size 4-8 ~4.58; Joining 1-3 ~1.54; Leaves 0-1 ~0.04; NeighbourChanged 0-1 ~0.79; NeighbourFailed the connection was refused 0-3 ~0.75; Placed 1-3 ~1.46; Placed.Seq 0-2 ~0.08; Placed.Size 2-6 ~2.92; Queried 0-1 ~0.33; Queried.found 0-1 ~0.33; Queried.seq 0-1 ~0.04; StaysOn 0-1 ~0.04; TrackerFailed the connection was refused 0-1 ~0.04; TryingOn 0-1 ~0.04; TryingOn.tries 0-1000 ~41.67
  ben fires Turn 1-8 ~4.5
  ben sends Ack 0-1 ~0.21; Query 1-3 ~2.29; QueryResult 0-1 ~0.75; Register 1-3 ~1.92; call 3-11 ~6.58; end (the connection was refused) 1-5 ~2.25; end (the connection was reset) 0-1 ~0.13; end (the other side closed the connection) 3-8 ~4.88; take 0-3 ~1.25
  ben tells Completed 1-2 ~1.04; ItemArrived 2-4 ~2.29; ItemArrived.Seq 1-2 ~1.25; ItemArrived.count 3-6 ~3.33; ItemArrived.size 4-8 ~4.58; Joining 1-3 ~2.04; Leaves 0-1 ~0.08; NeighbourChanged 0-1 ~0.25; NeighbourFailed the connection was refused 0-5 ~2.08; NeighbourFailed the connection was reset 0-1 ~0.04; NeighbourFailed the other side closed the connection 0-1 ~0.46; Pinged 0-1 ~0.21; Placed 1-3 ~1.88; Placed.Seq 0-3 ~1.83; Placed.Size 2-6 ~3.75; Queried 0-1 ~0.75; Queried.found 0-1 ~0.75; Queried.seq 0-1 ~0.75; StaysOn 0-1 ~0.08; TrackerFailed the connection was refused 0-1 ~0.08; TrackerFailed the connection was reset 0-1 ~0.04; TryingOn 0-1 ~0.08; TryingOn.tries 0-1000 ~83.33
  the goal takes ms 20008-54586 ~26857.96
  tracker fires Round 2
  tracker sends Ping 0-1 ~0.21; QueryResult 0-4 ~2.71; RegInit 2-4 ~3.33; UpdateNeighbour 0-2 ~1.08; call 4-5 ~4.33; end (the connection was refused) 0-2 ~0.21; end (the connection was reset) 0-2 ~0.25; end (the other side closed the connection) 2-8 ~6.25; take 3-8 ~6.29
  tracker tells Moved 0-2 ~1.33; NeighbourUpdated 0-2 ~1.04; Pruned the connection was refused 2-3 ~2.04; Queried 0-4 ~2.71; Queried.found 0-4 ~2.71; Queried.seq 0-2 ~1.04; Registered 2; Registered.Seq 1; Registered.place 3; RoundEnded 2; RoundEnded.members 0-1 ~0.21; TrackerStarted 1-2 ~1.33; TrackerStarted.items 2-4 ~2.67; TrackerStarted.members 0-2 ~0.5; UpdateFailed the connection was refused 0-3 ~0.92; UpdateFailed the connection was reset 0-1 ~0.04
# leaving recovering,published: without a fault
  ann fires Turn 2
  ann sends Ack 2; Query 1; QueryResult 1; Register 1; call 2; end (the other side closed the connection) 6; take 4
  ann tells Completed 1; ItemArrived 2; ItemArrived.Seq 1; ItemArrived.count 3; ItemArrived.size 4; Joining 1; NeighbourChanged 1; Pinged 2; Placed 1; Placed.Size 2; Queried 1; Queried.found 1
  ben fires Turn 2
  ben sends Ack 2; Query 1; QueryResult 1; Register 1; call 2; end (the other side closed the connection) 5; take 3
  ben tells Completed 1; ItemArrived 2; ItemArrived.Seq 1; ItemArrived.count 3; ItemArrived.size 4; Joining 1; Pinged 2; Placed 1; Placed.Seq 1; Placed.Size 2; Queried 1; Queried.found 1; Queried.seq 1
  the goal takes ms 40020-40029 ~40025.9
  tracker fires Round 2
  tracker sends Ping 4; RegInit 2; UpdateNeighbour 1; call 5; end (the other side closed the connection) 6; take 2
  tracker tells NeighbourUpdated 1; Registered 2; Registered.Seq 1; Registered.place 3; RoundEnded 2; RoundEnded.members 4; TrackerStarted 1; TrackerStarted.items 2
# leaving published,recovering: without a fault
  ann fires Turn 2
  ann sends Query 2; QueryResult 1; Register 1; call 3; end (the connection was refused) 1; end (the other side closed the connection) 5; take 2
  ann tells Completed 1; ItemArrived 2; ItemArrived.Seq 1; ItemArrived.count 3; ItemArrived.size 4; Joining 1; Leaves 1; NeighbourChanged 1; Placed 1; Placed.Size 2; Queried 1; Queried.found 1; StaysOn 1
  ben fires Turn 2
  ben sends Query 2; QueryResult 1; Register 1; call 3; end (the connection was refused) 1; end (the other side closed the connection) 5; take 2
  ben tells Completed 1; ItemArrived 2; ItemArrived.Seq 1; ItemArrived.count 3; ItemArrived.size 4; Joining 1; Leaves 1; Placed 1; Placed.Seq 1; Placed.Size 2; Queried 1; Queried.found 1; Queried.seq 1; StaysOn 1
  the goal takes ms 20006-20014 ~20010.7
  tracker fires Round 2
  tracker sends RegInit 2; Remark 2; UpdateNeighbour 2; call 4; end (the other side closed the connection) 5; take 4
  tracker tells Pruned the connection was refused 2; Registered 2; Registered.Seq 1; Registered.place 3; RoundEnded 2; TrackerStarted 1; TrackerStarted.items 2
# leaving published: without a fault
  ann fires Turn 2
  ann sends Ack 2; Query 1; QueryResult 1; Register 1; call 2; end (the other side closed the connection) 6; take 4
  ann tells Completed 1; ItemArrived 2; ItemArrived.Seq 1; ItemArrived.count 3; ItemArrived.size 4; Joining 1; NeighbourChanged 1; Pinged 2; Placed 1; Placed.Size 2; Queried 1; Queried.found 1
  ben fires Turn 2
  ben sends Ack 2; Query 1; QueryResult 1; Register 1; call 2; end (the other side closed the connection) 6; take 4
  ben tells Completed 1; ItemArrived 2; ItemArrived.Seq 1; ItemArrived.count 3; ItemArrived.size 4; Joining 1; Pinged 2; Placed 1; Placed.Seq 1; Placed.Size 2; Queried 1; Queried.found 1; Queried.seq 1
  the goal takes ms 40041-40053 ~40046.8
  tracker fires Round 2
  tracker sends Ping 4; RegInit 2; UpdateNeighbour 2; call 6; end (the other side closed the connection) 7; take 2
  tracker tells Registered 2; Registered.Seq 1; Registered.place 3; RoundEnded 2; RoundEnded.members 4; TrackerStarted 1; TrackerStarted.items 2
# plenty recovering: without a fault
  ann sends Ack 2; Register 1; call 1; end (the other side closed the connection) 4; take 3
  ann tells Completed 1; ItemArrived 1; ItemArrived.count 1; ItemArrived.size 1; Joining 1; NeighbourChanged 1; Pinged 2; Placed 1; Placed.Size 1
  ben sends Ack 2; Register 1; call 1; end (the other side closed the connection) 3; take 2
  ben tells Completed 1; ItemArrived 1; ItemArrived.count 1; ItemArrived.size 1; Joining 1; Pinged 2; Placed 1; Placed.Size 1
  the goal takes ms 40024-40029 ~40026.2
  tracker fires Round 2
  tracker sends Ping 4; RegInit 2; UpdateNeighbour 1; call 5; end (the other side closed the connection) 6; take 2
  tracker tells NeighbourUpdated 1; Registered 2; Registered.place 3; RoundEnded 2; RoundEnded.members 4; TrackerStarted 1; TrackerStarted.items 1
# plenty recovering: one lost
  ann fires Silence 0-1 ~0.25; Turn 0-1 ~0.13
  ann sends Ack 0-5 ~2.21; Register 1-2 ~1.29; call 1-2 ~1.38; end (the other side closed the connection) 3-9 ~5.29; take 1-8 ~4.17
  ann tells Completed 1; ItemArrived 1; ItemArrived.count 1; ItemArrived.size 1; Joining 1-2 ~1.38; NeighbourChanged 0-3 ~1.46; Pinged 0-5 ~2.21; PingsMissed 0-1 ~0.25; Placed 1-2 ~1.25; Placed.Size 1-2 ~1.25; TrackerFailed nothing arrived in time 0-1 ~0.04; TrackerFailed the connection was reset 0-1 ~0.08; TryingOn 0-1 ~0.13; TryingOn.tries 0-1000 ~125
  ben fires Silence 0-1 ~0.25; Turn 0-1 ~0.13
  ben sends Ack 0-5 ~2.21; Register 1-2 ~1.33; call 1-2 ~1.38; end (the other side closed the connection) 2-8 ~4.17; take 1-7 ~3.04
  ben tells Completed 1; ItemArrived 1; ItemArrived.count 1; ItemArrived.size 1; Joining 1-2 ~1.38; NeighbourChanged 0-2 ~0.63; Pinged 0-5 ~2.21; PingsMissed 0-1 ~0.25; Placed 1-2 ~1.25; Placed.Size 1-2 ~1.25; TrackerFailed nothing arrived in time 0-1 ~0.04; TrackerFailed the connection was reset 0-1 ~0.08; TryingOn 0-1 ~0.13; TryingOn.tries 0-1000 ~125
  the goal takes ms 40022-105047 ~61699.54
  tracker fires Round 2-5 ~2.96
  tracker sends Ping 3-7 ~4.46; RegInit 2-3 ~2.58; UpdateNeighbour 1-4 ~2.54; call 5-10 ~7.33; end (the other side closed the connection) 6-9 ~6.79; take 2-3 ~2.67
  tracker tells Moved 0-1 ~0.08; NeighbourUpdated 1-4 ~2.5; Pruned nothing arrived in time 0-1 ~0.08; Pruned the connection was reset 0-1 ~0.42; Registered 2-3 ~2.5; Registered.place 3-5 ~4; RoundEnded 2-5 ~2.96; RoundEnded.members 3-6 ~4.21; TrackerStarted 1; TrackerStarted.items 1; UpdateFailed nothing arrived in time 0-1 ~0.04; UpdateFailed the connection was reset 0-1 ~0.08
# plenty recovering,published: without a fault
  ann fires Turn 1
  ann sends Ack 2; Register 1; call 1; end (the other side closed the connection) 4; take 3
  ann tells Completed 1; ItemArrived 1; ItemArrived.count 1; ItemArrived.size 1; Joining 1; NeighbourChanged 1; Pinged 2; Placed 1; Placed.Size 1
  ben fires Turn 1
  ben sends Ack 2; Register 1; call 1; end (the other side closed the connection) 3; take 2
  ben tells Completed 1; ItemArrived 1; ItemArrived.count 1; ItemArrived.size 1; Joining 1; Pinged 2; Placed 1; Placed.Size 1
  the goal takes ms 40024-40029 ~40026.2
  tracker fires Round 2
  tracker sends Ping 4; RegInit 2; UpdateNeighbour 1; call 5; end (the other side closed the connection) 6; take 2
  tracker tells NeighbourUpdated 1; Registered 2; Registered.place 3; RoundEnded 2; RoundEnded.members 4; TrackerStarted 1; TrackerStarted.items 1
# plenty published,recovering: without a fault
  ann sends Ack 2; Register 1; call 1; end (the other side closed the connection) 4; take 3
  ann tells Completed 1; ItemArrived 1; ItemArrived.count 1; ItemArrived.size 1; Joining 1; NeighbourChanged 1; Pinged 2; Placed 1; Placed.Size 1
  ben sends Ack 2; Register 1; call 1; end (the other side closed the connection) 4; take 3
  ben tells Completed 1; ItemArrived 1; ItemArrived.count 1; ItemArrived.size 1; Joining 1; Pinged 2; Placed 1; Placed.Size 1
  the goal takes ms 40040-40054 ~40047.5
  tracker fires Round 2
  tracker sends Ping 4; RegInit 2; UpdateNeighbour 2; call 6; end (the other side closed the connection) 7; take 2
  tracker tells Registered 2; Registered.place 3; RoundEnded 2; RoundEnded.members 4; TrackerStarted 1; TrackerStarted.items 1
# plenty published: without a fault
  ann fires Turn 1
  ann sends Ack 2; Register 1; call 1; end (the other side closed the connection) 4; take 3
  ann tells Completed 1; ItemArrived 1; ItemArrived.count 1; ItemArrived.size 1; Joining 1; NeighbourChanged 1; Pinged 2; Placed 1; Placed.Size 1
  ben fires Turn 1
  ben sends Ack 2; Register 1; call 1; end (the other side closed the connection) 4; take 3
  ben tells Completed 1; ItemArrived 1; ItemArrived.count 1; ItemArrived.size 1; Joining 1; Pinged 2; Placed 1; Placed.Size 1
  the goal takes ms 40040-40054 ~40047.5
  tracker fires Round 2
  tracker sends Ping 4; RegInit 2; UpdateNeighbour 2; call 6; end (the other side closed the connection) 7; take 2
  tracker tells Registered 2; Registered.place 3; RoundEnded 2; RoundEnded.members 4; TrackerStarted 1; TrackerStarted.items 1
# three recovering: without a fault
  ann fires Turn 3
  ann sends Ack 2; Query 3; QueryResult 2-3 ~2.1; Register 1; call 4; end (the other side closed the connection) 9-10 ~9.1; take 5-6 ~5.1
  ann tells Completed 1; ItemArrived 3; ItemArrived.Seq 3; ItemArrived.count 6; ItemArrived.size 9; Joining 1; NeighbourChanged 1; NeighbourLacks 1; NeighbourLacks.seq 1; Pinged 2; Placed 1; Placed.Size 3; Queried 2-3 ~2.1; Queried.found 2; Queried.seq 2-4 ~2.2
  ben fires Turn 2-3 ~2.1
  ben sends Ack 2; Query 2-3 ~2.1; QueryResult 2; Register 1; call 3-4 ~3.1; end (the other side closed the connection) 7-8 ~7.1; take 4
  ben tells Completed 1; ItemArrived 3; ItemArrived.Seq 3; ItemArrived.count 6; ItemArrived.size 9; Joining 1; NeighbourLacks 0-1 ~0.1; NeighbourLacks.seq 0-2 ~0.2; Pinged 2; Placed 1; Placed.Seq 1; Placed.Size 3; Queried 2; Queried.found 1-2 ~1.9; Queried.seq 0-1 ~0.9
  cara fires Turn 2
  cara sends Ack 2; Query 2; QueryResult 3; Register 1; call 3; end (the other side closed the connection) 8; take 5
  cara tells Completed 1; ItemArrived 3; ItemArrived.Seq 3; ItemArrived.count 6; ItemArrived.size 9; Joining 1; NeighbourLacks 0-1 ~0.1; Pinged 2; Placed 1; Placed.Seq 2; Placed.Size 3; Queried 3; Queried.found 1; Queried.seq 3
  the goal takes ms 40025-40030 ~40027.1
  tracker fires Round 2
  tracker sends Ping 6; RegInit 3; UpdateNeighbour 1; call 7; end (the other side closed the connection) 9; take 3
  tracker tells NeighbourUpdated 1; Registered 3; Registered.Seq 3; Registered.place 6; RoundEnded 2; RoundEnded.members 6; TrackerStarted 1; TrackerStarted.items 3
# three recovering: one lost
  ann fires Silence 0-1 ~0.08; Turn 2-4 ~3.13
  ann sends Ack 1-4 ~2.21; Query 2-4 ~2.96; QueryResult 1-3 ~2.13; Register 1-2 ~1.13; call 3-5 ~4.21; end (the other side closed the connection) 6-13 ~9.75; take 3-9 ~5.88
  ann tells Completed 1; ItemArrived 3; ItemArrived.Seq 3; ItemArrived.count 6; ItemArrived.size 9; Joining 1-2 ~1.17; NeighbourChanged 0-3 ~1.33; NeighbourFailed nothing arrived in time 0-1 ~0.04; NeighbourFailed the connection was reset 0-1 ~0.13; NeighbourLacks 0-2 ~1; NeighbourLacks.seq 0-2 ~1; Pinged 1-4 ~2.21; PingsMissed 0-1 ~0.08; Placed 1-2 ~1.08; Placed.Seq 0-2 ~0.08; Placed.Size 3-6 ~3.25; Queried 1-3 ~2.13; Queried.found 1-3 ~2; Queried.seq 2-4 ~2.33; TrackerFailed nothing arrived in time 0-1 ~0.04; TrackerFailed the connection was reset 0-1 ~0.04; TryingOn 0-1 ~0.08; TryingOn.tries 0-1000 ~83.33
  ben fires Silence 0-1 ~0.08; Turn 2-3 ~2.25
  ben sends Ack 0-5 ~2.21; Query 2-3 ~2.17; QueryResult 0-3 ~1.96; Register 1-2 ~1.13; call 3-4 ~3.33; end (the other side closed the connection) 5-12 ~7.58; take 2-9 ~4.46
  ben tells Completed 1; ItemArrived 3; ItemArrived.Seq 3; ItemArrived.count 6; ItemArrived.size 9; Joining 1-2 ~1.13; NeighbourChanged 0-2 ~0.21; NeighbourFailed the connection was reset 0-1 ~0.08; NeighbourLacks 0-1 ~0.13; NeighbourLacks.seq 0-2 ~0.25; Pinged 0-5 ~2.21; PingsMissed 0-1 ~0.08; Placed 1-2 ~1.08; Placed.Seq 0-2 ~1.08; Placed.Size 3-6 ~3.25; Queried 0-3 ~1.96; Queried.found 0-3 ~1.92; Queried.seq 0-2 ~0.96; TrackerFailed the connection was reset 0-1 ~0.04; TryingOn 0-1 ~0.04; TryingOn.tries 0-1000 ~41.67
  cara fires Silence 0-1 ~0.08; Turn 2-3 ~2.21
  cara sends Ack 0-5 ~2.21; Query 2-3 ~2.08; QueryResult 0-4 ~2.79; Register 1-2 ~1.13; call 3-4 ~3.29; end (the other side closed the connection) 5-12 ~8.29; take 2-9 ~5.29
  cara tells Completed 1; ItemArrived 3; ItemArrived.Seq 3; ItemArrived.count 6; ItemArrived.size 9; Joining 1-2 ~1.17; NeighbourChanged 0-1 ~0.13; NeighbourFailed nothing arrived in time 0-1 ~0.04; NeighbourFailed the connection was reset 0-1 ~0.08; NeighbourLacks 0-1 ~0.04; Pinged 0-5 ~2.21; PingsMissed 0-1 ~0.08; Placed 1-2 ~1.08; Placed.Seq 1-4 ~2.08; Placed.Size 3-6 ~3.25; Queried 0-4 ~2.79; Queried.found 0-2 ~1.04; Queried.seq 0-4 ~2.71; TrackerFailed nothing arrived in time 0-1 ~0.04; TrackerFailed the connection was reset 0-1 ~0.04; TryingOn 0-1 ~0.08; TryingOn.tries 0-1000 ~83.33
  the goal takes ms 40024-105043 ~50448.17
  tracker fires Round 2-5 ~2.46
  tracker sends Ping 6-12 ~6.67; QueryResult 0-2 ~0.29; RegInit 3-4 ~3.33; UpdateNeighbour 1-4 ~1.92; call 7-15 ~8.71; end (the other side closed the connection) 9-15 ~10.17; take 3-6 ~3.67
  tracker tells Moved 0-1 ~0.08; NeighbourUpdated 1-4 ~1.88; Pruned nothing arrived in time 0-1 ~0.08; Pruned the connection was reset 0-1 ~0.17; Queried 0-2 ~0.29; Queried.found 0-2 ~0.29; Queried.seq 0-3 ~0.42; Registered 3-4 ~3.25; Registered.Seq 3-5 ~3.25; Registered.place 6-9 ~6.75; RoundEnded 2-5 ~2.46; RoundEnded.members 6-11 ~6.54; TrackerStarted 1; TrackerStarted.items 3; UpdateFailed the connection was reset 0-1 ~0.04
# three recovering,published: without a fault
  ann fires Turn 5-6 ~5.1
  ann sends Ack 2; Query 4-5 ~4.1; QueryResult 4-5 ~4.2; Register 1; call 5-6 ~5.1; end (the other side closed the connection) 12-14 ~12.3; take 7-8 ~7.2
  ann tells Completed 1; ItemArrived 3; ItemArrived.Seq 3; ItemArrived.count 6; ItemArrived.size 9; Joining 1; NeighbourChanged 1; Pinged 2; Placed 1; Placed.Size 3; Queried 4-5 ~4.2; Queried.found 2; Queried.seq 6-8 ~6.4
  ben fires Turn 5-6 ~5.2
  ben sends Ack 2; Query 4-5 ~4.2; QueryResult 2-3 ~2.1; Register 1; call 5-6 ~5.2; end (the other side closed the connection) 9-11 ~9.3; take 4-5 ~4.1
  ben tells Completed 1; ItemArrived 3; ItemArrived.Seq 3; ItemArrived.count 6; ItemArrived.size 9; Joining 1; Pinged 2; Placed 1; Placed.Seq 1; Placed.Size 3; Queried 2-3 ~2.1; Queried.found 2; Queried.seq 1
  cara fires Turn 3-4 ~3.1
  cara sends Ack 2; Query 2-3 ~2.1; QueryResult 4-5 ~4.1; Register 1; call 3-4 ~3.1; end (the other side closed the connection) 9-11 ~9.2; take 6-7 ~6.1
  cara tells Completed 1; ItemArrived 3; ItemArrived.Seq 3; ItemArrived.count 6; ItemArrived.size 9; Joining 1; Pinged 2; Placed 1; Placed.Seq 2; Placed.Size 3; Queried 4-5 ~4.1; Queried.found 2; Queried.seq 5-6 ~5.1
  the goal takes ms 40022-40032 ~40027.5
  tracker fires Round 2
  tracker sends Ping 6; RegInit 3; UpdateNeighbour 1; call 7; end (the other side closed the connection) 9; take 3
  tracker tells NeighbourUpdated 1; Registered 3; Registered.Seq 3; Registered.place 6; RoundEnded 2; RoundEnded.members 6; TrackerStarted 1; TrackerStarted.items 3
# three published,recovering: without a fault
  ann fires Turn 3
  ann sends Ack 2; Query 3; QueryResult 2-3 ~2.1; Register 1; call 4; end (the other side closed the connection) 10-11 ~10.1; take 6-7 ~6.1
  ann tells Completed 1; ItemArrived 3; ItemArrived.Seq 3; ItemArrived.count 6; ItemArrived.size 9; Joining 1; NeighbourChanged 2; NeighbourLacks 1; NeighbourLacks.seq 1; Pinged 2; Placed 1; Placed.Size 3; Queried 2-3 ~2.1; Queried.found 2; Queried.seq 2-4 ~2.2
  ben fires Turn 2-3 ~2.1
  ben sends Ack 2; Query 2-3 ~2.1; QueryResult 2; Register 1; call 3-4 ~3.1; end (the other side closed the connection) 9-10 ~9.1; take 6
  ben tells Completed 1; ItemArrived 3; ItemArrived.Seq 3; ItemArrived.count 6; ItemArrived.size 9; Joining 1; NeighbourLacks 0-1 ~0.1; NeighbourLacks.seq 0-2 ~0.2; Pinged 2; Placed 1; Placed.Seq 1; Placed.Size 3; Queried 2; Queried.found 2; Queried.seq 1
  cara fires Turn 2
  cara sends Ack 2; Query 2; QueryResult 3; Register 1; call 3; end (the other side closed the connection) 9; take 6
  cara tells Completed 1; ItemArrived 3; ItemArrived.Seq 3; ItemArrived.count 6; ItemArrived.size 9; Joining 1; Pinged 2; Placed 1; Placed.Seq 2; Placed.Size 3; Queried 3; Queried.found 1; Queried.seq 3
  the goal takes ms 40057-40081 ~40070.9
  tracker fires Round 2
  tracker sends Ping 6; RegInit 3; UpdateNeighbour 5; call 11; end (the other side closed the connection) 12; take 3
  tracker tells Registered 3; Registered.Seq 3; Registered.place 6; RoundEnded 2; RoundEnded.members 6; TrackerStarted 1; TrackerStarted.items 3
# three published: without a fault
  ann fires Turn 5
  ann sends Ack 2; Query 4; QueryResult 4; Register 1; call 5; end (the other side closed the connection) 13; take 8
  ann tells Completed 1; ItemArrived 3; ItemArrived.Seq 3; ItemArrived.count 6; ItemArrived.size 9; Joining 1; NeighbourChanged 2; Pinged 2; Placed 1; Placed.Size 3; Queried 4; Queried.found 2; Queried.seq 6
  ben fires Turn 5
  ben sends Ack 2; Query 4; QueryResult 2; Register 1; call 5; end (the other side closed the connection) 11; take 6
  ben tells Completed 1; ItemArrived 3; ItemArrived.Seq 3; ItemArrived.count 6; ItemArrived.size 9; Joining 1; Pinged 2; Placed 1; Placed.Seq 1; Placed.Size 3; Queried 2; Queried.found 2; Queried.seq 1
  cara fires Turn 3
  cara sends Ack 2; Query 2; QueryResult 4; Register 1; call 3; end (the other side closed the connection) 10; take 7
  cara tells Completed 1; ItemArrived 3; ItemArrived.Seq 3; ItemArrived.count 6; ItemArrived.size 9; Joining 1; Pinged 2; Placed 1; Placed.Seq 2; Placed.Size 3; Queried 4; Queried.found 2; Queried.seq 5
  the goal takes ms 40055-40078 ~40069.1
  tracker fires Round 2
  tracker sends Ping 6; RegInit 3; UpdateNeighbour 5; call 11; end (the other side closed the connection) 12; take 3
  tracker tells Registered 3; Registered.Seq 3; Registered.place 6; RoundEnded 2; RoundEnded.members 6; TrackerStarted 1; TrackerStarted.items 3
# one-host recovering: without a fault
  ann fires Turn 1
  ann sends Ack 2; Query 1; QueryResult 1; Register 1; call 2; end (the other side closed the connection) 6; take 4
  ann tells Completed 1; ItemArrived 2; ItemArrived.Seq 1; ItemArrived.count 3; ItemArrived.size 4; Joining 1; NeighbourChanged 1; Pinged 2; Placed 1; Placed.Size 2; Queried 1; Queried.found 1
  ben fires Turn 1
  ben sends Ack 2; Query 1; QueryResult 1; Register 1; call 2; end (the other side closed the connection) 5; take 3
  ben tells Completed 1; ItemArrived 2; ItemArrived.Seq 1; ItemArrived.count 3; ItemArrived.size 4; Joining 1; Pinged 2; Placed 1; Placed.Seq 1; Placed.Size 2; Queried 1; Queried.found 1; Queried.seq 1
  the goal takes ms 40020-40029 ~40025.9
  tracker fires Round 2
  tracker sends Ping 4; RegInit 2; UpdateNeighbour 1; call 5; end (the other side closed the connection) 6; take 2
  tracker tells NeighbourUpdated 1; Registered 2; Registered.Seq 1; Registered.place 3; RoundEnded 2; RoundEnded.members 4; TrackerStarted 1; TrackerStarted.items 2
# one-host recovering: one lost
  ann fires Silence 0-1 ~0.25; Turn 1-2 ~1.25
  ann sends Ack 0-5 ~2.04; Query 1-2 ~1.08; QueryResult 0-2 ~0.96; Register 1-2 ~1.33; call 2-3 ~2.5; end (the other side closed the connection) 4-11 ~6.79; take 2-9 ~4.71
  ann tells Completed 1; ItemArrived 2; ItemArrived.Seq 1; ItemArrived.count 3; ItemArrived.size 4; Joining 1-2 ~1.38; NeighbourChanged 0-3 ~1.29; NeighbourFailed the connection was reset 0-1 ~0.08; NeighbourLacks 0-1 ~0.04; NeighbourLacks.seq 0-1 ~0.04; Pinged 0-5 ~2.04; PingsMissed 0-1 ~0.25; Placed 1-2 ~1.25; Placed.Seq 0-1 ~0.08; Placed.Size 2-4 ~2.5; Queried 0-2 ~0.96; Queried.found 0-2 ~0.96; TrackerFailed nothing arrived in time 0-1 ~0.04; TrackerFailed the connection was reset 0-1 ~0.08; TryingOn 0-1 ~0.13; TryingOn.tries 0-1000 ~125
  ben fires Silence 0-1 ~0.17; Turn 1-2 ~1.21
  ben sends Ack 1-5 ~2.29; Query 1-2 ~1.04; QueryResult 0-2 ~0.96; Register 1-2 ~1.25; call 2-3 ~2.38; end (the other side closed the connection) 4-10 ~6.13; take 2-8 ~4.04
  ben tells Completed 1; ItemArrived 2; ItemArrived.Seq 1; ItemArrived.count 3; ItemArrived.size 4; Joining 1-2 ~1.29; NeighbourChanged 0-2 ~0.63; NeighbourFailed the connection was reset 0-1 ~0.08; Pinged 1-5 ~2.29; PingsMissed 0-1 ~0.17; Placed 1-2 ~1.17; Placed.Seq 0-2 ~1.08; Placed.Size 2-4 ~2.33; Queried 0-2 ~0.96; Queried.found 0-2 ~0.92; Queried.seq 0-2 ~0.88; TrackerFailed nothing arrived in time 0-1 ~0.04; TrackerFailed the connection was reset 0-1 ~0.08; TryingOn 0-1 ~0.13; TryingOn.tries 0-1000 ~125
  the goal takes ms 40021-105043 ~57948
  tracker fires Round 2-5 ~2.79
  tracker sends Ping 3-7 ~4.46; QueryResult 0-1 ~0.21; RegInit 2-3 ~2.5; UpdateNeighbour 1-4 ~2.21; call 5-10 ~6.83; end (the other side closed the connection) 6-9 ~6.88; take 2-4 ~2.79
  tracker tells Moved 0-1 ~0.08; NeighbourUpdated 1-4 ~2.17; Pruned nothing arrived in time 0-1 ~0.08; Pruned the connection was reset 0-1 ~0.33; Queried 0-1 ~0.21; Queried.found 0-1 ~0.21; Queried.seq 0-1 ~0.21; Registered 2-3 ~2.42; Registered.Seq 1-2 ~1.17; Registered.place 3-5 ~3.83; RoundEnded 2-5 ~2.79; RoundEnded.members 3-6 ~4.17; TrackerStarted 1; TrackerStarted.items 2; UpdateFailed the connection was reset 0-1 ~0.08
# one-host recovering,published: without a fault
  ann fires Turn 2
  ann sends Ack 2; Query 1; QueryResult 1; Register 1; call 2; end (the other side closed the connection) 6; take 4
  ann tells Completed 1; ItemArrived 2; ItemArrived.Seq 1; ItemArrived.count 3; ItemArrived.size 4; Joining 1; NeighbourChanged 1; Pinged 2; Placed 1; Placed.Size 2; Queried 1; Queried.found 1
  ben fires Turn 2
  ben sends Ack 2; Query 1; QueryResult 1; Register 1; call 2; end (the other side closed the connection) 5; take 3
  ben tells Completed 1; ItemArrived 2; ItemArrived.Seq 1; ItemArrived.count 3; ItemArrived.size 4; Joining 1; Pinged 2; Placed 1; Placed.Seq 1; Placed.Size 2; Queried 1; Queried.found 1; Queried.seq 1
  the goal takes ms 40020-40029 ~40025.9
  tracker fires Round 2
  tracker sends Ping 4; RegInit 2; UpdateNeighbour 1; call 5; end (the other side closed the connection) 6; take 2
  tracker tells NeighbourUpdated 1; Registered 2; Registered.Seq 1; Registered.place 3; RoundEnded 2; RoundEnded.members 4; TrackerStarted 1; TrackerStarted.items 2
# one-host published,recovering: without a fault
  ann fires Turn 1
  ann sends Ack 2; Query 1; QueryResult 1; Register 1; call 2; end (the other side closed the connection) 6; take 4
  ann tells Completed 1; ItemArrived 2; ItemArrived.Seq 1; ItemArrived.count 3; ItemArrived.size 4; Joining 1; NeighbourChanged 1; Pinged 2; Placed 1; Placed.Size 2; Queried 1; Queried.found 1
  ben fires Turn 1
  ben sends Ack 2; Query 1; QueryResult 1; Register 1; call 2; end (the other side closed the connection) 6; take 4
  ben tells Completed 1; ItemArrived 2; ItemArrived.Seq 1; ItemArrived.count 3; ItemArrived.size 4; Joining 1; Pinged 2; Placed 1; Placed.Seq 1; Placed.Size 2; Queried 1; Queried.found 1; Queried.seq 1
  the goal takes ms 40041-40053 ~40046.8
  tracker fires Round 2
  tracker sends Ping 4; RegInit 2; UpdateNeighbour 2; call 6; end (the other side closed the connection) 7; take 2
  tracker tells Registered 2; Registered.Seq 1; Registered.place 3; RoundEnded 2; RoundEnded.members 4; TrackerStarted 1; TrackerStarted.items 2
# one-host published: without a fault
  ann fires Turn 2
  ann sends Ack 2; Query 1; QueryResult 1; Register 1; call 2; end (the other side closed the connection) 6; take 4
  ann tells Completed 1; ItemArrived 2; ItemArrived.Seq 1; ItemArrived.count 3; ItemArrived.size 4; Joining 1; NeighbourChanged 1; Pinged 2; Placed 1; Placed.Size 2; Queried 1; Queried.found 1
  ben fires Turn 2
  ben sends Ack 2; Query 1; QueryResult 1; Register 1; call 2; end (the other side closed the connection) 6; take 4
  ben tells Completed 1; ItemArrived 2; ItemArrived.Seq 1; ItemArrived.count 3; ItemArrived.size 4; Joining 1; Pinged 2; Placed 1; Placed.Seq 1; Placed.Size 2; Queried 1; Queried.found 1; Queried.seq 1
  the goal takes ms 40041-40053 ~40046.8
  tracker fires Round 2
  tracker sends Ping 4; RegInit 2; UpdateNeighbour 2; call 6; end (the other side closed the connection) 7; take 2
  tracker tells Registered 2; Registered.Seq 1; Registered.place 3; RoundEnded 2; RoundEnded.members 4; TrackerStarted 1; TrackerStarted.items 2
# slow-store recovering: without a fault
  ann fires Turn 1
  ann sends Ack 2; Query 1; Register 1; call 2; end (the other side closed the connection) 4; take 2
  ann tells Completed 1; ItemArrived 2; ItemArrived.Seq 1; ItemArrived.count 3; ItemArrived.size 4; Joining 1; Pinged 2; Placed 1; Placed.Size 2
  the goal takes ms 40014-40026 ~40020.6
  tracker fires Round 2; StoreTurn 1
  tracker sends Ping 2; QueryResult 1; RegInit 1; call 2; end (the other side closed the connection) 4; take 2
  tracker tells Queried 1; Queried.found 1; Queried.seq 1; Registered 1; Registered.place 1; RoundEnded 2; RoundEnded.members 2; TrackerStarted 1; TrackerStarted.items 2
# slow-store recovering: one lost
  ann fires Silence 0-1 ~0.42; Turn 1-2 ~1.42
  ann sends Ack 0-2 ~1.54; Query 1-2 ~1.13; Register 1-2 ~1.54; call 2-3 ~2.83; end (the other side closed the connection) 3-7 ~4.33; take 0-5 ~2.08
  ann tells Completed 1; ItemArrived 2; ItemArrived.Seq 1; ItemArrived.count 3; ItemArrived.size 4; Joining 1-2 ~1.63; NeighbourChanged 0-1 ~0.08; NeighbourFailed nothing arrived in time 0-1 ~0.04; NeighbourFailed the connection was reset 0-1 ~0.17; Pinged 0-2 ~1.54; PingsMissed 0-1 ~0.42; Placed 1-2 ~1.42; Placed.Size 2-4 ~2.83; TrackerFailed nothing arrived in time 0-1 ~0.04; TrackerFailed the connection was reset 0-1 ~0.17; TryingOn 0-1 ~0.21; TryingOn.tries 0-1000 ~208.33
  the goal takes ms 40014-105582 ~58299.17
  tracker fires Round 2-5 ~2.79; StoreTurn 1-3 ~1.92
  tracker sends Ping 0-2 ~1.63; QueryResult 1-2 ~1.08; RegInit 1-2 ~1.5; UpdateNeighbour 0-3 ~0.38; call 1-5 ~2.17; end (the other side closed the connection) 3-5 ~3.96; take 2-3 ~2.75
  tracker tells Moved 0-1 ~0.08; NeighbourUpdated 0-3 ~0.38; Pruned nothing arrived in time 0-1 ~0.08; Pruned the connection was reset 0-1 ~0.33; Queried 1-2 ~1.08; Queried.found 1-2 ~1.08; Queried.seq 1-2 ~1.08; Registered 1-2 ~1.42; Registered.place 1-2 ~1.42; RoundEnded 2-5 ~2.79; RoundEnded.members 0-2 ~1.38; TrackerStarted 1; TrackerStarted.items 2
# slow-store recovering,published: without a fault
  ann fires Turn 2
  ann sends Ack 2; Query 1; Register 1; call 2; end (the other side closed the connection) 4; take 2
  ann tells Completed 1; ItemArrived 2; ItemArrived.Seq 1; ItemArrived.count 3; ItemArrived.size 4; Joining 1; Pinged 2; Placed 1; Placed.Size 2
  the goal takes ms 40014-40026 ~40020.6
  tracker fires Round 2; StoreTurn 1
  tracker sends Ping 2; QueryResult 1; RegInit 1; call 2; end (the other side closed the connection) 4; take 2
  tracker tells Queried 1; Queried.found 1; Queried.seq 1; Registered 1; Registered.place 1; RoundEnded 2; RoundEnded.members 2; TrackerStarted 1; TrackerStarted.items 2
# slow-store published,recovering: without a fault
  ann fires Turn 1
  ann sends Ack 8; Register 1; call 1; end (the other side closed the connection) 9; take 8
  ann tells ItemArrived 1; ItemArrived.count 1; ItemArrived.size 2; Joining 1; Pinged 8; Placed 1; Placed.Size 2
  the run ends without its goal 1
  tracker fires Round 8
  tracker sends Ping 8; RegInit 1; call 8; end (the other side closed the connection) 9; take 1
  tracker tells Registered 1; Registered.place 1; RoundEnded 8; RoundEnded.members 8; TrackerStarted 1; TrackerStarted.items 2
# slow-store published: without a fault
  ann fires Turn 88
  ann sends Ack 8; Query 87; QueryResult 87; Register 1; call 88; end (the other side closed the connection) 183; take 95
  ann tells ItemArrived 1; ItemArrived.count 1; ItemArrived.size 2; Joining 1; Pinged 8; Placed 1; Placed.Size 2; Queried 87; Queried.seq 87
  the run ends without its goal 1
  tracker fires Round 8
  tracker sends Ping 8; RegInit 1; call 8; end (the other side closed the connection) 9; take 1
  tracker tells Registered 1; Registered.place 1; RoundEnded 8; RoundEnded.members 8; TrackerStarted 1; TrackerStarted.items 2
# hostile recovering: without a fault
  ann fires Turn 1
  ann sends Ack 2; Query 1; Register 1; call 2; end (the other side closed the connection) 4-6 ~4.2; take 2-4 ~2.2
  ann tells Completed 1; ItemArrived 2; ItemArrived.Seq 1; ItemArrived.count 3; ItemArrived.size 4; Joining 1; NeighbourChanged 0-2 ~0.2; Pinged 2; Placed 1; Placed.Size 2
  mallory fires Move 1
  mallory sends Ack 0-1 ~0.1; AskRing 0-1 ~0.1; Echo 0-1 ~0.1; Ping 0-1 ~0.1; Query 0-1 ~0.1; QueryResult 0-1 ~0.1; Register 0-1 ~0.1; Unusual 0-1 ~0.2; UpdateNeighbour 0-1 ~0.1; call 1; end (the other side closed the connection) 0-1 ~0.1; take 0-1 ~0.1
  the goal takes ms 40016-45017 ~40520.4
  tracker fires Deadline 0-1 ~0.1; Round 2
  tracker sends Ack 0-1 ~0.1; Ping 2-3 ~2.1; QueryResult 1-2 ~1.1; RegInit 1-2 ~1.1; Remark 0-1 ~0.5; RingPart 0-1 ~0.1; UpdateNeighbour 0-2 ~0.2; call 2-5 ~2.3; end (the other side closed the connection) 5-6 ~5.1; take 3
  tracker tells Greeted 0-1 ~0.1; NeighbourUpdated 0-2 ~0.2; Pinged 0-1 ~0.1; Pruned no answer to PING in time 0-1 ~0.1; Queried 1-2 ~1.1; Queried.found 1-2 ~1.1; Queried.seq 1; Refused no-request 0-1 ~0.4; Registered 1-2 ~1.1; Registered.Seq 0-1 ~0.1; Registered.place 1-3 ~1.2; RoundEnded 2; RoundEnded.members 2; TrackerStarted 1; TrackerStarted.items 2
# hostile recovering: one lost
  ann fires Silence 0-1 ~0.38; Turn 1-2 ~1.38
  ann sends Ack 0-2 ~1.58; Query 1-2 ~1.08; Register 1-2 ~1.5; call 2-3 ~2.75; end (the other side closed the connection) 3-7 ~4.33; take 0-5 ~2.13
  ann tells Completed 1; ItemArrived 2; ItemArrived.Seq 1; ItemArrived.count 3; ItemArrived.size 4; Joining 1-2 ~1.58; NeighbourChanged 0-1 ~0.08; NeighbourFailed nothing arrived in time 0-1 ~0.04; NeighbourFailed the connection was reset 0-1 ~0.13; Pinged 0-2 ~1.58; PingsMissed 0-1 ~0.38; Placed 1-2 ~1.38; Placed.Size 2-4 ~2.75; TrackerFailed nothing arrived in time 0-1 ~0.04; TrackerFailed the connection was reset 0-1 ~0.17; TryingOn 0-1 ~0.21; TryingOn.tries 0-1000 ~208.33
  mallory fires Move 1
  mallory sends UpdateNeighbour 0-1 ~0.96; call 1
  the goal takes ms 40018-105033 ~56065.38
  tracker fires Round 2-5 ~2.71
  tracker sends Ping 0-2 ~1.67; QueryResult 1-2 ~1.04; RegInit 1-2 ~1.46; UpdateNeighbour 0-3 ~0.38; call 1-5 ~2.21; end (the other side closed the connection) 4-6 ~4.88; take 3-4 ~3.67
  tracker tells Moved 0-1 ~0.08; NeighbourUpdated 0-3 ~0.38; Pruned nothing arrived in time 0-1 ~0.08; Pruned the connection was reset 0-1 ~0.29; Queried 1-2 ~1.04; Queried.found 1-2 ~1.04; Queried.seq 1-2 ~1.04; Registered 1-2 ~1.38; Registered.place 1-2 ~1.38; RoundEnded 2-5 ~2.71; RoundEnded.members 0-2 ~1.46; TrackerStarted 1; TrackerStarted.items 2
# hostile recovering,published: without a fault
  ann fires Turn 2
  ann sends Ack 2-8 ~2.6; Query 1; Register 1; call 2; end (the other side closed the connection) 4-10 ~4.6; take 2-9 ~2.7
  ann tells Completed 0-1 ~0.9; ItemArrived 1-2 ~1.9; ItemArrived.Seq 1; ItemArrived.count 1-3 ~2.8; ItemArrived.size 2-4 ~3.8; Joining 1; NeighbourChanged 0-1 ~0.1; Pinged 2-8 ~2.6; Placed 1; Placed.Seq 0-1 ~0.1; Placed.Size 2
  mallory fires Move 1
  mallory sends Ack 0-1 ~0.1; AskRing 0-1 ~0.1; Echo 0-1 ~0.1; Ping 0-1 ~0.1; Query 0-1 ~0.1; QueryResult 0-1 ~0.1; Register 0-1 ~0.1; Unusual 0-1 ~0.2; UpdateNeighbour 0-1 ~0.1; call 1; end (the other side closed the connection) 0-1 ~0.1; take 0-3 ~0.3
  the goal takes ms 0-40028 ~36018.7
  the run ends without its goal 0-1 ~0.1
  tracker fires Deadline 0-2 ~0.2; Round 2-8 ~2.6
  tracker sends Ack 0-1 ~0.1; Ping 2-9 ~2.7; QueryResult 0-2 ~1; RegInit 1-2 ~1.1; Remark 0-1 ~0.5; RingPart 0-1 ~0.1; UpdateNeighbour 0-2 ~0.2; call 2-11 ~2.9; end (the other side closed the connection) 5-12 ~5.7; take 2-3 ~2.9
  tracker tells Greeted 0-1 ~0.1; NeighbourUpdated 0-1 ~0.1; Pinged 0-1 ~0.1; Pruned no answer to PING in time 0-1 ~0.1; Queried 0-2 ~1; Queried.found 0-2 ~1; Queried.seq 0-1 ~0.9; Refused no-request 0-1 ~0.4; Registered 1-2 ~1.1; Registered.Seq 0-1 ~0.1; Registered.place 1-3 ~1.2; RoundEnded 2-8 ~2.6; RoundEnded.members 2-8 ~2.6; TrackerStarted 1; TrackerStarted.items 2; UpdateFailed it did not close in time 0-1 ~0.1
# hostile published,recovering: without a fault
  ann fires Deadline 0-3 ~0.3; Turn 0-5 ~1.2
  ann sends Ack 0-8 ~6.4; Query 0-3 ~0.3; Register 1-2 ~1.1; call 1-5 ~1.4; end (the other side closed the connection) 1-14 ~7.9; take 0-9 ~6.5
  ann tells Completed 0-1 ~0.1; ItemArrived 1-2 ~1.1; ItemArrived.Seq 0-1 ~0.1; ItemArrived.count 1-3 ~1.2; ItemArrived.size 2-4 ~2.2; Joining 1-2 ~1.1; NeighbourChanged 0-1 ~0.1; NeighbourFailed no answer in time 0-3 ~0.3; Pinged 0-8 ~6.4; Placed 1-2 ~1.1; Placed.Seq 0-1 ~0.1; Placed.Size 2-4 ~2.2
  mallory fires Move 1
  mallory sends Ack 0-1 ~0.1; AskRing 0-1 ~0.1; Echo 0-1 ~0.1; Ping 0-1 ~0.1; Query 0-1 ~0.1; QueryResult 0-1 ~0.1; Register 0-1 ~0.1; Unusual 0-1 ~0.2; UpdateNeighbour 0-1 ~0.1; call 1; take 0-5 ~0.5
  the run ends broken: the tracker never stops serving 0-1 ~0.2; without its goal 0-1 ~0.8
  tracker fires Deadline 0-1 ~0.1; Round 0-8 ~6.4
  tracker sends Ping 0-9 ~6.5; RegInit 1-3 ~1.2; Remark 0-1 ~0.7; UpdateNeighbour 0-2 ~0.2; call 0-11 ~6.7; end (the other side closed the connection) 2-14 ~8.8; take 2-3 ~2.1
  tracker tells FellSilent no-fields 0-1 ~0.2; Greeted 0-1 ~0.1; HandleTaken 0-1 ~0.1; Pruned no answer in time 0-1 ~0.1; Registered 1-2 ~1.1; Registered.Seq 0-1 ~0.1; Registered.place 1-3 ~1.2; RoundEnded 0-8 ~6.4; RoundEnded.members 0-8 ~6.4; TrackerStarted 1; TrackerStarted.items 2
# hostile published: without a fault
  ann fires Turn 0-88 ~61.8
  ann sends Ack 0-8 ~6.4; Query 0-87 ~61; QueryResult 0-87 ~60.9; Register 0-1 ~0.8; call 0-88 ~61.8; end (the other side closed the connection) 0-183 ~129.1; take 0-95 ~67.4
  ann tells ItemArrived 0-1 ~0.8; ItemArrived.Seq 0-1 ~0.1; ItemArrived.count 0-1 ~0.8; ItemArrived.size 0-2 ~1.6; Joining 0-1 ~0.8; Pinged 0-8 ~6.4; Placed 0-1 ~0.8; Placed.Seq 0-1 ~0.1; Placed.Size 0-2 ~1.6; Queried 0-87 ~60.9; Queried.seq 0-87 ~60.9
  mallory fires Move 1
  mallory sends Ack 0-1 ~0.1; AskRing 0-1 ~0.1; Echo 0-1 ~0.1; Ping 0-1 ~0.1; Query 0-1 ~0.1; QueryResult 0-1 ~0.1; Register 0-1 ~0.1; Unusual 0-1 ~0.2; UpdateNeighbour 0-1 ~0.1; call 1; take 0-3 ~0.3
  the run ends broken: the tracker never stops serving 0-1 ~0.2; without its goal 0-1 ~0.8
  tracker fires Deadline 0-1 ~0.1; Round 0-8 ~6.4
  tracker sends Ping 0-9 ~6.5; RegInit 0-2 ~0.9; Remark 0-1 ~0.7; UpdateNeighbour 0-2 ~0.2; call 0-11 ~6.7; end (the other side closed the connection) 1-12 ~8.4; take 1-2 ~1.8
  tracker tells FellSilent no-fields 0-1 ~0.2; Greeted 0-1 ~0.1; Pruned no answer in time 0-1 ~0.1; Registered 0-2 ~0.9; Registered.Seq 0-1 ~0.1; Registered.place 0-3 ~1; RoundEnded 0-8 ~6.4; RoundEnded.members 0-8 ~6.4; TrackerStarted 1; TrackerStarted.items 2
# hostile-caller recovering: without a fault
  ann fires Deadline 0-3 ~0.3; Turn 1-5 ~1.4
  ann sends Ack 2-3 ~2.1; NoData 0-1 ~0.7; Query 1-4 ~1.3; QueryResult 0-1 ~0.1; Register 1-2 ~1.1; call 2-6 ~2.4; end (the other side closed the connection) 5-9 ~5.4; take 3
  ann tells Completed 1; ItemArrived 2; ItemArrived.Seq 1; ItemArrived.count 3; ItemArrived.size 4; Joining 1-2 ~1.1; NeighbourChanged 0-1 ~0.1; NeighbourFailed no answer in time 0-3 ~0.3; Pinged 2-3 ~2.1; Placed 1-2 ~1.1; Placed.Size 2-4 ~2.2; Queried 0-1 ~0.1; Queried.found 0-1 ~0.1; Refused no-request 0-1 ~0.4; Refused no-tracker 0-1 ~0.3
  mallory fires Move 1
  mallory sends Ack 0-1 ~0.1; AskRing 0-1 ~0.1; Echo 0-1 ~0.1; Ping 0-1 ~0.1; Query 0-1 ~0.1; QueryResult 0-1 ~0.1; Register 0-1 ~0.1; Unusual 0-1 ~0.2; UpdateNeighbour 0-1 ~0.1; call 1; take 0-3 ~0.3
  the goal takes ms 40016-40028 ~40020.9
  tracker fires Round 2
  tracker sends Ping 2; QueryResult 1; RegInit 1-2 ~1.1; call 2; end (the other side closed the connection) 4-5 ~4.1; take 2-3 ~2.1
  tracker tells Moved 0-1 ~0.1; Queried 1; Queried.found 1; Queried.seq 1; Registered 1; Registered.place 1; RoundEnded 2; RoundEnded.members 2; TrackerStarted 1; TrackerStarted.items 2
# hostile-caller recovering: one lost
  ann fires Deadline 0-6 ~2.63; Silence 0-1 ~0.13; Turn 1-9 ~4.88
  ann sends Ack 1-4 ~2; Query 1-7 ~3.71; Register 1-3 ~2; call 2-10 ~6; end (the other side closed the connection) 4-14 ~8.79; take 2-6 ~3.42
  ann tells Completed 1; ItemArrived 2; ItemArrived.Seq 1; ItemArrived.count 3; ItemArrived.size 4; Joining 1-3 ~2.13; NeighbourChanged 0-2 ~1.08; NeighbourFailed no answer in time 0-6 ~2.63; NeighbourFailed nothing arrived in time 0-1 ~0.04; NeighbourFailed the connection was reset 0-1 ~0.21; Pinged 1-4 ~2; PingsMissed 0-1 ~0.13; Placed 1-3 ~1.88; Placed.Size 2-6 ~3.75; TrackerFailed nothing arrived in time 0-1 ~0.08; TrackerFailed the connection was reset 0-1 ~0.17; TryingOn 0-1 ~0.13; TryingOn.tries 0-1000 ~125
  mallory fires Move 1
  mallory sends UpdateNeighbour 0-1 ~0.96; call 1; take 0-6 ~2.75
  the goal takes ms 40013-105034 ~50405.88
  tracker fires Round 2-5 ~2.46
  tracker sends Ping 1-4 ~2.08; QueryResult 1-2 ~1.04; RegInit 1-3 ~1.96; UpdateNeighbour 0-3 ~0.33; call 2-5 ~2.5; end (the other side closed the connection) 4-7 ~4.92; take 2-4 ~3.13
  tracker tells Moved 0-1 ~0.71; NeighbourUpdated 0-3 ~0.33; Pruned nothing arrived in time 0-1 ~0.08; Pruned the connection was reset 0-1 ~0.17; Queried 1-2 ~1.04; Queried.found 1-2 ~1.04; Queried.seq 1-2 ~1.04; Registered 1-2 ~1.25; Registered.place 1-2 ~1.25; RoundEnded 2-5 ~2.46; RoundEnded.members 1-4 ~1.92; TrackerStarted 1; TrackerStarted.items 2
# hostile-caller recovering,published: without a fault
  ann fires Turn 0-2 ~1.6
  ann sends Ack 0-3 ~1.7; NoData 0-1 ~0.5; Query 0-1 ~0.8; QueryResult 0-1 ~0.1; Register 0-1 ~0.8; call 0-2 ~1.6; end (the other side closed the connection) 0-5 ~4; take 1-3 ~2.6
  ann tells Completed 0-1 ~0.8; ItemArrived 0-2 ~1.6; ItemArrived.Seq 0-1 ~0.8; ItemArrived.count 0-3 ~2.4; ItemArrived.size 0-4 ~3.2; Joining 0-1 ~0.8; NeighbourChanged 0-1 ~0.1; Pinged 0-3 ~1.7; Placed 0-1 ~0.8; Placed.Size 0-2 ~1.6; Queried 0-1 ~0.1; ServerEnded no-fields 0-1 ~0.2
  mallory fires Move 1
  mallory sends Ack 0-1 ~0.1; AskRing 0-1 ~0.1; Echo 0-1 ~0.1; Ping 0-1 ~0.1; Query 0-1 ~0.1; QueryResult 0-1 ~0.1; Register 0-1 ~0.1; Unusual 0-1 ~0.2; UpdateNeighbour 0-1 ~0.1; call 1
  the goal takes ms 0-40024 ~32015.9
  the run ends broken: every living peer answers its callers 0-1 ~0.2
  tracker fires Round 0-2 ~1.6
  tracker sends Ping 0-2 ~1.6; QueryResult 0-1 ~0.8; RegInit 0-1 ~0.8; call 0-2 ~1.6; end (the other side closed the connection) 0-4 ~3.2; take 0-2 ~1.6
  tracker tells Queried 0-1 ~0.8; Queried.found 0-1 ~0.8; Queried.seq 0-1 ~0.8; Registered 0-1 ~0.8; Registered.place 0-1 ~0.8; RoundEnded 0-2 ~1.6; RoundEnded.members 0-2 ~1.6; TrackerStarted 1; TrackerStarted.items 2
# hostile-caller published,recovering: without a fault
  ann fires Deadline 0-12 ~1.2; Turn 1-15 ~2.4
  ann sends Ack 8-9 ~8.1; NoData 0-1 ~0.7; Query 0-12 ~1.2; QueryResult 0-1 ~0.1; Register 1-4 ~1.3; call 1-16 ~2.5; end (the other side closed the connection) 10-25 ~11.5; take 9
  ann tells ItemArrived 1; ItemArrived.count 1; ItemArrived.size 2; Joining 1-4 ~1.3; NeighbourChanged 0-1 ~0.1; NeighbourFailed no answer in time 0-12 ~1.2; Pinged 8-9 ~8.1; Placed 1-4 ~1.3; Placed.Size 2-8 ~2.6; Queried 0-1 ~0.1; Queried.found 0-1 ~0.1; Refused no-request 0-1 ~0.4; Refused no-tracker 0-1 ~0.3
  mallory fires Move 1
  mallory sends Ack 0-1 ~0.1; AskRing 0-1 ~0.1; Echo 0-1 ~0.1; Ping 0-1 ~0.1; Query 0-1 ~0.1; QueryResult 0-1 ~0.1; Register 0-1 ~0.1; Unusual 0-1 ~0.2; UpdateNeighbour 0-1 ~0.1; call 1; take 0-12 ~1.2
  the run ends without its goal 1
  tracker fires Round 8
  tracker sends Ping 8; RegInit 1-4 ~1.3; call 8; end (the other side closed the connection) 9-12 ~9.3; take 1-4 ~1.3
  tracker tells HandleTaken 0-3 ~0.3; Registered 1; Registered.place 1; RoundEnded 8; RoundEnded.members 8; TrackerStarted 1; TrackerStarted.items 2
# hostile-caller published: without a fault
  ann fires Turn 0-88 ~70.4
  ann sends Ack 0-9 ~6.5; NoData 0-1 ~0.5; Query 0-87 ~69.6; QueryResult 0-88 ~69.7; Register 0-1 ~0.8; call 0-88 ~70.4; end (the other side closed the connection) 0-184 ~147.2; take 1-96 ~77
  ann tells ItemArrived 0-1 ~0.8; ItemArrived.count 0-1 ~0.8; ItemArrived.size 0-2 ~1.6; Joining 0-1 ~0.8; NeighbourChanged 0-1 ~0.1; Pinged 0-9 ~6.5; Placed 0-1 ~0.8; Placed.Size 0-2 ~1.6; Queried 0-88 ~69.7; Queried.seq 0-87 ~69.6; ServerEnded no-fields 0-1 ~0.2
  mallory fires Move 1
  mallory sends Ack 0-1 ~0.1; AskRing 0-1 ~0.1; Echo 0-1 ~0.1; Ping 0-1 ~0.1; Query 0-1 ~0.1; QueryResult 0-1 ~0.1; Register 0-1 ~0.1; Unusual 0-1 ~0.2; UpdateNeighbour 0-1 ~0.1; call 1
  the run ends broken: every living peer answers its callers 0-1 ~0.2; without its goal 0-1 ~0.8
  tracker fires Round 0-8 ~6.4
  tracker sends Ping 0-8 ~6.4; RegInit 0-1 ~0.8; call 0-8 ~6.4; end (the other side closed the connection) 0-9 ~7.2; take 0-1 ~0.8
  tracker tells Registered 0-1 ~0.8; Registered.place 0-1 ~0.8; RoundEnded 0-8 ~6.4; RoundEnded.members 0-8 ~6.4; TrackerStarted 1; TrackerStarted.items 2
"""
