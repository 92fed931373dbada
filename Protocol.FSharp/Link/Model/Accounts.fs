namespace PeerFunctional.Link

/// What the runs of its worlds do.
module internal Accounts =

    let text =
        """
# denied recovering: without a fault
  alice sends Hello 1; call 1; end (the other side closed the connection) 1
  alice tells ConnectFailed the peer denied the offer 1
  bob sends Deny 1; end (the other side closed the connection) 1; take 1
  bob tells OfferRefused this peer accepts no links 1
  the goal takes ms 16-25 ~20.4
# denied recovering: one lost
  alice sends Hello 0-1 ~0.67; call 1; end (the other side closed the connection) 0-1 ~0.17
  alice tells ConnectFailed nothing arrived in time, start a peer there with: peer link listen 0-1 ~0.17; ConnectFailed the connection was reset 0-1 ~0.5; ConnectFailed the connection was reset, start a peer there with: peer link listen 0-1 ~0.17; ConnectFailed the peer denied the offer 0-1 ~0.17
  bob sends Deny 0-1 ~0.5; end (the other side closed the connection) 0-1 ~0.5; take 0-1 ~0.83
  bob tells OfferRefused this peer accepts no links 0-1 ~0.5
  the goal takes ms 11-20 ~15.5
# denied recovering: one crash
  alice sends Hello 0-2 ~1.25; call 1-2 ~1.5; end (the connection was reset) 0-1 ~0.25; end (the other side closed the connection) 0-2 ~1
  alice tells ConnectFailed the connection was refused, start a peer there with: peer link listen 0-1 ~0.13; ConnectFailed the connection was reset 0-1 ~0.13; ConnectFailed the peer denied the offer 0-2 ~1
  bob sends Deny 0-2 ~1.13; end (the connection was refused) 0-1 ~0.13; end (the connection was reset) 0-1 ~0.13; end (the other side closed the connection) 0-2 ~1.13; take 0-2 ~1.38
  bob tells OfferRefused this peer accepts no links 0-2 ~1.13
  the goal takes ms 12-529 ~269.38
# denied recovering,published: without a fault
  alice sends Hello 1; call 1; end (the other side closed the connection) 1
  alice tells ConnectFailed the peer did not accept the offer 1
  bob sends Deny 1; end (the other side closed the connection) 1; take 1
  bob tells OfferRefused this peer accepts no links 1
  the goal takes ms 16-25 ~20.4
# denied recovering,published: one lost
  alice sends Hello 0-1 ~0.67; call 1; end (the other side closed the connection) 0-1 ~0.17
  alice tells ConnectFailed nothing arrived in time 0-1 ~0.17; ConnectFailed the connection was reset 0-1 ~0.67; ConnectFailed the peer did not accept the offer 0-1 ~0.17
  bob sends Deny 0-1 ~0.5; end (the other side closed the connection) 0-1 ~0.5; take 0-1 ~0.83
  bob tells OfferRefused this peer accepts no links 0-1 ~0.5
  the goal takes ms 11-20 ~15.5
# denied recovering,published: one crash
  alice sends Hello 0-2 ~1.25; call 1-2 ~1.5; end (the connection was reset) 0-1 ~0.25; end (the other side closed the connection) 0-2 ~1
  alice tells ConnectFailed the connection was refused 0-1 ~0.13; ConnectFailed the connection was reset 0-1 ~0.13; ConnectFailed the peer did not accept the offer 0-2 ~1
  bob sends Deny 0-2 ~1.13; end (the connection was refused) 0-1 ~0.13; end (the connection was reset) 0-1 ~0.13; end (the other side closed the connection) 0-2 ~1.13; take 0-2 ~1.38
  bob tells OfferRefused this peer accepts no links 0-2 ~1.13
  the goal takes ms 12-529 ~269.38
# denied published,recovering: without a fault
  alice sends Hello 1; call 1; end (the other side closed the connection) 1
  alice tells ConnectFailed the peer denied the offer 1
  bob sends Deny 1; end (the other side closed the connection) 1; take 1
  bob tells OfferRefused this peer accepts no links 1
  the goal takes ms 16-25 ~20.4
# denied published,recovering: one lost
  alice sends Hello 0-1 ~0.67; call 1; end (the other side closed the connection) 0-1 ~0.17
  alice tells ConnectFailed nothing arrived in time, start a peer there with: peer link listen 0-1 ~0.17; ConnectFailed the connection was reset 0-1 ~0.5; ConnectFailed the connection was reset, start a peer there with: peer link listen 0-1 ~0.17; ConnectFailed the peer denied the offer 0-1 ~0.17
  bob sends Deny 0-1 ~0.5; end (the other side closed the connection) 0-1 ~0.5; take 0-1 ~0.83
  bob tells OfferRefused this peer accepts no links 0-1 ~0.5
  the goal takes ms 11-20 ~15.5
# denied published,recovering: one crash
  alice sends Hello 0-2 ~1.25; call 1-2 ~1.5; end (the connection was reset) 0-1 ~0.25; end (the other side closed the connection) 0-2 ~1
  alice tells ConnectFailed the connection was refused, start a peer there with: peer link listen 0-1 ~0.13; ConnectFailed the connection was reset 0-1 ~0.13; ConnectFailed the peer denied the offer 0-2 ~1
  bob sends Deny 0-2 ~1.13; end (the connection was refused) 0-1 ~0.13; end (the connection was reset) 0-1 ~0.13; end (the other side closed the connection) 0-2 ~1.13; take 0-2 ~1.38
  bob tells OfferRefused this peer accepts no links 0-2 ~1.13
  the goal takes ms 12-529 ~269.38
# denied published: without a fault
  alice sends Hello 1; call 1; end (the other side closed the connection) 1
  alice tells ConnectFailed the peer did not accept the offer 1
  bob sends Deny 1; end (the other side closed the connection) 1; take 1
  bob tells OfferRefused this peer accepts no links 1
  the goal takes ms 16-25 ~20.4
# denied published: one lost
  alice sends Hello 0-1 ~0.67; call 1; end (the other side closed the connection) 0-1 ~0.17
  alice tells ConnectFailed nothing arrived in time 0-1 ~0.17; ConnectFailed the connection was reset 0-1 ~0.67; ConnectFailed the peer did not accept the offer 0-1 ~0.17
  bob sends Deny 0-1 ~0.5; end (the other side closed the connection) 0-1 ~0.5; take 0-1 ~0.83
  bob tells OfferRefused this peer accepts no links 0-1 ~0.5
  the goal takes ms 11-20 ~15.5
# denied published: one crash
  alice sends Hello 0-2 ~1.25; call 1-2 ~1.5; end (the connection was reset) 0-1 ~0.25; end (the other side closed the connection) 0-2 ~1
  alice tells ConnectFailed the connection was refused 0-1 ~0.13; ConnectFailed the connection was reset 0-1 ~0.13; ConnectFailed the peer did not accept the offer 0-2 ~1
  bob sends Deny 0-2 ~1.13; end (the connection was refused) 0-1 ~0.13; end (the connection was reset) 0-1 ~0.13; end (the other side closed the connection) 0-2 ~1.13; take 0-2 ~1.38
  bob tells OfferRefused this peer accepts no links 0-2 ~1.13
  the goal takes ms 12-529 ~269.38
# two recovering: without a fault
  alice fires Beat 1
  alice sends Hello 1; Item 2; Ping 1; call 1
  alice tells ItemCame Json 1; ItemSent 2; ItemSent.bytes 420; Linked Json 1; Linked.IsStrict 1; Linked.isOurs 1
  bob fires Beat 1
  bob sends Accept 1; Item 1; Ping 1; take 1
  bob tells ItemCame Json 2; ItemSent 1; ItemSent.bytes 210; Linked Json 1; Linked.IsStrict 1; Linked.isOurs 1
  the goal takes ms 20-28 ~22.2
# two recovering: one lost
  alice fires Beat 0-1 ~0.22
  alice sends Hello 0-1 ~0.78; Item 0-2 ~0.89; Ping 0-1 ~0.22; call 1
  alice tells ConnectFailed nothing arrived in time, start a peer there with: peer link listen 0-1 ~0.11; ConnectFailed the connection was reset 0-1 ~0.33; ConnectFailed the connection was reset, start a peer there with: peer link listen 0-1 ~0.11; ItemCame Json 0-1 ~0.22; ItemSent 0-2 ~0.89; ItemSent.bytes 0-420 ~186.67; LinkEnded the partner ended the link 0-1 ~0.44; Linked Json 0-1 ~0.44; Linked.IsStrict 0-1 ~0.44; Linked.isOurs 0-1 ~0.44
  bob fires Beat 0-1 ~0.22
  bob sends Accept 0-1 ~0.67; Item 0-1 ~0.67; Ping 0-1 ~0.22; take 0-1 ~0.89
  bob tells ItemCame Json 0-2 ~0.44; ItemSent 0-1 ~0.67; ItemSent.bytes 0-210 ~140; LinkEnded the partner ended the link 0-1 ~0.67; Linked Json 0-1 ~0.67; Linked.IsStrict 0-1 ~0.67; Linked.isOurs 0-1 ~0.67
  the goal takes ms 11-20 ~17.22
# two recovering: one corrupted
  alice fires Beat 1
  alice sends Hello 1; Item 2; Ping 1; call 1
  alice tells ItemCame Json 1; ItemSent 2; ItemSent.bytes 420; Linked Json 1; Linked.IsStrict 1; Linked.isOurs 1
  bob fires Beat 1
  bob sends Accept 1; Item 1; Ping 1; take 1
  bob tells ItemCame Json 2; ItemSent 1; ItemSent.bytes 210; Linked Json 1; Linked.IsStrict 1; Linked.isOurs 1
  the goal takes ms 20
# two recovering: one crash
  alice fires Beat 0-1 ~0.62
  alice sends Hello 0-2 ~1.31; Item 0-4 ~2.31; Ping 0-1 ~0.62; call 1-2 ~1.46; end (the connection was reset) 0-1 ~0.46
  alice tells ConnectFailed the connection was refused, start a peer there with: peer link listen 0-1 ~0.08; ConnectFailed the connection was reset 0-1 ~0.08; ItemCame Json 0-2 ~1.08; ItemSent 0-4 ~2.31; ItemSent.bytes 0-840 ~484.62; LinkEnded the partner ended the link 0-1 ~0.38; Linked Json 0-2 ~1.15; Linked.IsStrict 0-2 ~1.15; Linked.isOurs 0-2 ~1.15
  bob fires Beat 0-1 ~0.62
  bob sends Accept 0-2 ~1.23; Item 0-2 ~1.23; Ping 0-1 ~0.62; end (the connection was refused) 0-1 ~0.08; end (the connection was reset) 0-1 ~0.46; take 0-2 ~1.38
  bob tells ItemCame Json 0-4 ~2.08; ItemSent 0-2 ~1.23; ItemSent.bytes 0-420 ~258.46; LinkEnded the partner ended the link 0-1 ~0.38; Linked Json 0-2 ~1.23; Linked.IsStrict 0-2 ~1.23; Linked.isOurs 0-2 ~1.23
  the goal takes ms 12-1528 ~406.69
# two recovering,published: without a fault
  alice sends Hello 1; Item 2; call 1
  alice tells ItemCame Json 1; Linked Json 1; Linked.IsStrict 1
  bob fires Beat 1
  bob sends Accept 1; Item 1; Ping 1; take 1
  bob tells ItemCame Json 2; ItemSent 1; ItemSent.bytes 210; Linked Json 1; Linked.IsStrict 1
  the goal takes ms 20-28 ~22.2
# two recovering,published: one lost
  alice sends Hello 0-1 ~0.75; Item 0-2 ~0.75; call 1
  alice tells ConnectFailed nothing arrived in time 0-1 ~0.13; ConnectFailed the connection was reset 0-1 ~0.5; ItemCame Json 0-1 ~0.13; LinkEnded the connection was reset 0-1 ~0.38; Linked Json 0-1 ~0.38; Linked.IsStrict 0-1 ~0.38
  bob fires Beat 0-1 ~0.13
  bob sends Accept 0-1 ~0.63; Item 0-1 ~0.63; Ping 0-1 ~0.13; take 0-1 ~0.88
  bob tells ItemCame Json 0-2 ~0.25; ItemSent 0-1 ~0.63; ItemSent.bytes 0-210 ~131.25; LinkEnded the partner ended the link 0-1 ~0.63; Linked Json 0-1 ~0.63; Linked.IsStrict 0-1 ~0.63
  the goal takes ms 11-20 ~16.88
# two recovering,published: one crash
  alice sends Hello 0-2 ~1.27; Item 0-4 ~2.18; call 1-2 ~1.45; end (the connection was reset) 0-1 ~0.45
  alice tells ConnectFailed the connection was refused 0-1 ~0.09; ConnectFailed the connection was reset 0-1 ~0.09; ItemCame Json 0-2 ~1; LinkEnded the connection was reset 0-1 ~0.36; Linked Json 0-2 ~1.09; Linked.IsStrict 0-2 ~1.09
  bob fires Beat 0-1 ~0.55
  bob sends Accept 0-2 ~1.18; Item 0-2 ~1.18; Ping 0-1 ~0.55; end (the connection was refused) 0-1 ~0.09; end (the connection was reset) 0-1 ~0.45; take 0-2 ~1.36
  bob tells ItemCame Json 0-4 ~1.91; ItemSent 0-2 ~1.18; ItemSent.bytes 0-420 ~248.18; LinkEnded the partner ended the link 0-1 ~0.36; Linked Json 0-2 ~1.18; Linked.IsStrict 0-2 ~1.18
  the goal takes ms 12-1527 ~339.82
# two published,recovering: without a fault
  alice fires Beat 1
  alice sends Hello 1; Item 2; Ping 1; call 1
  alice tells ItemCame Json 1; ItemSent 2; ItemSent.bytes 420; Linked Json 1; Linked.IsStrict 1
  bob sends Accept 1; Item 1; take 1
  bob tells ItemCame Json 2; Linked Json 1; Linked.IsStrict 1
  the goal takes ms 20-28 ~22.2
# two published,recovering: one lost
  alice fires Beat 0-1 ~0.13
  alice sends Hello 0-1 ~0.75; Item 0-2 ~0.75; Ping 0-1 ~0.13; call 1
  alice tells ConnectFailed nothing arrived in time, start a peer there with: peer link listen 0-1 ~0.13; ConnectFailed the connection was reset 0-1 ~0.38; ConnectFailed the connection was reset, start a peer there with: peer link listen 0-1 ~0.13; ItemCame Json 0-1 ~0.13; ItemSent 0-2 ~0.75; ItemSent.bytes 0-420 ~157.5; LinkEnded the partner ended the link 0-1 ~0.38; Linked Json 0-1 ~0.38; Linked.IsStrict 0-1 ~0.38
  bob sends Accept 0-1 ~0.63; Item 0-1 ~0.63; take 0-1 ~0.88
  bob tells ItemCame Json 0-2 ~0.25; LinkEnded the connection was reset 0-1 ~0.63; Linked Json 0-1 ~0.63; Linked.IsStrict 0-1 ~0.63
  the goal takes ms 11-20 ~16.88
# two published,recovering: one crash
  alice fires Beat 0-1 ~0.55
  alice sends Hello 0-2 ~1.27; Item 0-4 ~2.18; Ping 0-1 ~0.55; call 1-2 ~1.45; end (the connection was reset) 0-1 ~0.45
  alice tells ConnectFailed the connection was refused, start a peer there with: peer link listen 0-1 ~0.09; ConnectFailed the connection was reset 0-1 ~0.09; ItemCame Json 0-2 ~1; ItemSent 0-4 ~2.18; ItemSent.bytes 0-840 ~458.18; LinkEnded the partner ended the link 0-1 ~0.36; Linked Json 0-2 ~1.09; Linked.IsStrict 0-2 ~1.09
  bob sends Accept 0-2 ~1.18; Item 0-2 ~1.18; end (the connection was refused) 0-1 ~0.09; end (the connection was reset) 0-1 ~0.45; take 0-2 ~1.36
  bob tells ItemCame Json 0-4 ~1.91; LinkEnded the connection was reset 0-1 ~0.36; Linked Json 0-2 ~1.18; Linked.IsStrict 0-2 ~1.18
  the goal takes ms 12-1526 ~339.73
# two published: without a fault
  alice sends Hello 1; Item 2; call 1
  alice tells ItemCame Json 1; Linked Json 1; Linked.IsStrict 1
  bob sends Accept 1; Item 1; take 1
  bob tells ItemCame Json 2; Linked Json 1; Linked.IsStrict 1
  the goal takes ms 20-28 ~22.2
# two published: one lost
  alice sends Hello 0-1 ~0.71; Item 0-2 ~0.57; call 1
  alice tells ConnectFailed nothing arrived in time 0-1 ~0.14; ConnectFailed the connection was reset 0-1 ~0.57; LinkEnded the connection was reset 0-1 ~0.29; Linked Json 0-1 ~0.29; Linked.IsStrict 0-1 ~0.29
  bob sends Accept 0-1 ~0.57; Item 0-1 ~0.57; take 0-1 ~0.86
  bob tells LinkEnded the connection was reset 0-1 ~0.57; Linked Json 0-1 ~0.57; Linked.IsStrict 0-1 ~0.57
  the goal takes ms 11-20 ~16.43
# two published: one crash
  alice sends Hello 0-2 ~1.22; Item 0-4 ~2; call 1-2 ~1.44; end (the connection was reset) 0-1 ~0.44
  alice tells ConnectFailed the connection was refused 0-1 ~0.11; ConnectFailed the connection was reset 0-1 ~0.11; ItemCame Json 0-2 ~0.89; LinkEnded the connection was reset 0-1 ~0.33; Linked Json 0-2 ~1; Linked.IsStrict 0-2 ~1
  bob sends Accept 0-2 ~1.11; Item 0-2 ~1.11; end (the connection was refused) 0-1 ~0.11; end (the connection was reset) 0-1 ~0.44; take 0-2 ~1.33
  bob tells ItemCame Json 0-4 ~1.67; LinkEnded the connection was reset 0-1 ~0.33; Linked Json 0-2 ~1.11; Linked.IsStrict 0-2 ~1.11
  the goal takes ms 12-531 ~243.44
# stream recovering: without a fault
  alice fires Beat 1
  alice sends Hello 1; Piece 2; call 1
  alice tells ItemCame Json 1; ItemSent 2; ItemSent.bytes 420; Linked Json 1; Linked.IsStream 1; Linked.IsStrict 1; Linked.isOurs 1
  bob fires Beat 1
  bob sends Accept 1; Piece 1; take 1
  bob tells ItemCame Json 2; ItemSent 1; ItemSent.bytes 210; Linked Json 1; Linked.IsStream 1; Linked.IsStrict 1; Linked.isOurs 1
  the goal takes ms 20-28 ~22.2
# stream recovering: one lost
  alice sends Hello 0-1 ~0.71; Piece 0-2 ~0.57; call 1
  alice tells ConnectFailed nothing arrived in time, start a peer there with: peer link listen 0-1 ~0.14; ConnectFailed the connection was reset 0-1 ~0.43; ConnectFailed the connection was reset, start a peer there with: peer link listen 0-1 ~0.14; ItemSent 0-2 ~0.57; ItemSent.bytes 0-420 ~120; LinkEnded the partner ended the link 0-1 ~0.29; Linked Json 0-1 ~0.29; Linked.IsStream 0-1 ~0.29; Linked.IsStrict 0-1 ~0.29; Linked.isOurs 0-1 ~0.29
  bob sends Accept 0-1 ~0.57; Piece 0-1 ~0.57; take 0-1 ~0.86
  bob tells ItemSent 0-1 ~0.57; ItemSent.bytes 0-210 ~120; LinkEnded the partner ended the link 0-1 ~0.57; Linked Json 0-1 ~0.57; Linked.IsStream 0-1 ~0.57; Linked.IsStrict 0-1 ~0.57; Linked.isOurs 0-1 ~0.57
  the goal takes ms 11-20 ~16.43
# stream recovering: one corrupted
  alice fires Beat 1
  alice sends Hello 1; Piece 2; call 1
  alice tells ItemCame Json 1; ItemSent 2; ItemSent.bytes 420; Linked Json 1; Linked.IsStream 1; Linked.IsStrict 1; Linked.isOurs 1
  bob fires Beat 1
  bob sends Accept 1; Piece 1; take 1
  bob tells ItemCame Json 2; ItemSent 1; ItemSent.bytes 210; Linked Json 1; Linked.IsStream 1; Linked.IsStrict 1; Linked.isOurs 1
  the goal takes ms 20
# stream recovering: one crash
  alice fires Beat 0-1 ~0.55
  alice sends Hello 0-2 ~1.27; Piece 0-4 ~2.18; call 1-2 ~1.45; end (the connection was reset) 0-1 ~0.45
  alice tells ConnectFailed the connection was refused, start a peer there with: peer link listen 0-1 ~0.09; ConnectFailed the connection was reset 0-1 ~0.09; ItemCame Json 0-2 ~1; ItemSent 0-4 ~2.18; ItemSent.bytes 0-840 ~458.18; LinkEnded the partner ended the link 0-1 ~0.36; Linked Json 0-2 ~1.09; Linked.IsStream 0-2 ~1.09; Linked.IsStrict 0-2 ~1.09; Linked.isOurs 0-2 ~1.09
  bob fires Beat 0-1 ~0.55
  bob sends Accept 0-2 ~1.18; Piece 0-2 ~1.18; end (the connection was refused) 0-1 ~0.09; end (the connection was reset) 0-1 ~0.45; take 0-2 ~1.36
  bob tells ItemCame Json 0-4 ~1.91; ItemSent 0-2 ~1.18; ItemSent.bytes 0-420 ~248.18; LinkEnded the partner ended the link 0-1 ~0.36; Linked Json 0-2 ~1.18; Linked.IsStream 0-2 ~1.18; Linked.IsStrict 0-2 ~1.18; Linked.isOurs 0-2 ~1.18
  the goal takes ms 12-1527 ~339.82
# stream recovering,published: without a fault
  alice sends Hello 1; Piece 2; call 1
  alice tells ItemCame Json 2; Linked Json 1; Linked.IsStream 1; Linked.IsStrict 1
  bob fires Beat 1
  bob sends Accept 1; Piece 1; take 1
  bob tells ItemCame Json 2; ItemSent 1; ItemSent.bytes 210; Linked Json 1; Linked.IsStream 1; Linked.IsStrict 1
  the goal takes ms 20-28 ~22.2
# stream recovering,published: one lost
  alice sends Hello 0-1 ~0.71; Piece 0-2 ~0.57; call 1
  alice tells ConnectFailed nothing arrived in time 0-1 ~0.14; ConnectFailed the connection was reset 0-1 ~0.57; LinkEnded the connection was reset 0-1 ~0.29; Linked Json 0-1 ~0.29; Linked.IsStream 0-1 ~0.29; Linked.IsStrict 0-1 ~0.29
  bob sends Accept 0-1 ~0.57; Piece 0-1 ~0.57; take 0-1 ~0.86
  bob tells ItemSent 0-1 ~0.57; ItemSent.bytes 0-210 ~120; LinkEnded the partner ended the link 0-1 ~0.57; Linked Json 0-1 ~0.57; Linked.IsStream 0-1 ~0.57; Linked.IsStrict 0-1 ~0.57
  the goal takes ms 11-20 ~16.43
# stream recovering,published: one crash
  alice sends Hello 0-2 ~1.2; Piece 0-4 ~2; call 1-2 ~1.4; end (the connection was reset) 0-1 ~0.4
  alice tells ConnectFailed the connection was refused 0-1 ~0.1; ConnectFailed the connection was reset 0-1 ~0.1; ItemCame Json 0-4 ~1.8; LinkEnded the connection was reset 0-1 ~0.4; Linked Json 0-2 ~1; Linked.IsStream 0-2 ~1; Linked.IsStrict 0-2 ~1
  bob fires Beat 0-1 ~0.5
  bob sends Accept 0-2 ~1.1; Piece 0-2 ~1.1; end (the connection was refused) 0-1 ~0.1; end (the connection was reset) 0-1 ~0.5; take 0-2 ~1.3
  bob tells ItemCame Json 0-4 ~1.7; ItemSent 0-2 ~1.1; ItemSent.bytes 0-420 ~231; LinkEnded the partner ended the link 0-1 ~0.3; Linked Json 0-2 ~1.1; Linked.IsStream 0-2 ~1.1; Linked.IsStrict 0-2 ~1.1
  the goal takes ms 12-531 ~221.1
# stream published,recovering: without a fault
  alice fires Beat 1
  alice sends Hello 1; Piece 2; call 1
  alice tells ItemCame Json 1; ItemSent 2; ItemSent.bytes 420; Linked Json 1; Linked.IsStream 1; Linked.IsStrict 1
  bob sends Accept 1; Piece 1; take 1
  bob tells ItemCame Json 3; Linked Json 1; Linked.IsStream 1; Linked.IsStrict 1
  the goal takes ms 20-28 ~22.2
# stream published,recovering: one lost
  alice sends Hello 0-1 ~0.71; Piece 0-2 ~0.57; call 1
  alice tells ConnectFailed nothing arrived in time, start a peer there with: peer link listen 0-1 ~0.14; ConnectFailed the connection was reset 0-1 ~0.43; ConnectFailed the connection was reset, start a peer there with: peer link listen 0-1 ~0.14; ItemSent 0-2 ~0.57; ItemSent.bytes 0-420 ~120; LinkEnded the partner ended the link 0-1 ~0.29; Linked Json 0-1 ~0.29; Linked.IsStream 0-1 ~0.29; Linked.IsStrict 0-1 ~0.29
  bob sends Accept 0-1 ~0.57; Piece 0-1 ~0.57; take 0-1 ~0.86
  bob tells LinkEnded the connection was reset 0-1 ~0.57; Linked Json 0-1 ~0.57; Linked.IsStream 0-1 ~0.57; Linked.IsStrict 0-1 ~0.57
  the goal takes ms 11-20 ~16.43
# stream published,recovering: one crash
  alice fires Beat 0-1 ~0.5
  alice sends Hello 0-2 ~1.3; Piece 0-4 ~2.2; call 1-2 ~1.5; end (the connection was reset) 0-1 ~0.5
  alice tells ConnectFailed the connection was refused, start a peer there with: peer link listen 0-1 ~0.1; ConnectFailed the connection was reset 0-1 ~0.1; ItemCame Json 0-2 ~1; ItemSent 0-4 ~2.2; ItemSent.bytes 0-840 ~462; LinkEnded the partner ended the link 0-1 ~0.3; Linked Json 0-2 ~1.1; Linked.IsStream 0-2 ~1.1; Linked.IsStrict 0-2 ~1.1
  bob sends Accept 0-2 ~1.2; Piece 0-2 ~1.2; end (the connection was refused) 0-1 ~0.1; end (the connection was reset) 0-1 ~0.4; take 0-2 ~1.4
  bob tells ItemCame Json 0-6 ~2.9; LinkEnded the connection was reset 0-1 ~0.4; Linked Json 0-2 ~1.2; Linked.IsStream 0-2 ~1.2; Linked.IsStrict 0-2 ~1.2
  the goal takes ms 12-1527 ~371.8
# stream published: without a fault
  alice sends Hello 1; Piece 2; call 1
  alice tells ItemCame Json 0-2 ~1.4; Linked Json 1; Linked.IsStream 1; Linked.IsStrict 1
  bob sends Accept 1; Piece 1; take 1
  bob tells ItemCame Json 0-2 ~0.6; Linked Json 1; Linked.IsStream 1; Linked.IsStrict 1
  the run ends broken: what a peer gets on a link is what its partner gave there, whole and in order 1
# stream published: one lost
  alice sends Hello 0-1 ~0.71; Piece 0-2 ~0.57; call 1
  alice tells ConnectFailed nothing arrived in time 0-1 ~0.14; ConnectFailed the connection was reset 0-1 ~0.57; LinkEnded the connection was reset 0-1 ~0.29; Linked Json 0-1 ~0.29; Linked.IsStream 0-1 ~0.29; Linked.IsStrict 0-1 ~0.29
  bob sends Accept 0-1 ~0.57; Piece 0-1 ~0.57; take 0-1 ~0.86
  bob tells LinkEnded the connection was reset 0-1 ~0.57; Linked Json 0-1 ~0.57; Linked.IsStream 0-1 ~0.57; Linked.IsStrict 0-1 ~0.57
  the goal takes ms 11-20 ~16.43
# stream published: one crash
  alice sends Hello 0-2 ~1; Piece 0-2 ~1.43; call 1-2 ~1.29; end (the connection was reset) 0-1 ~0.43
  alice tells ConnectFailed the connection was refused 0-1 ~0.14; ConnectFailed the connection was reset 0-1 ~0.14; ItemCame Json 0-2 ~0.57; Linked Json 0-1 ~0.71; Linked.IsStream 0-1 ~0.71; Linked.IsStrict 0-1 ~0.71
  bob sends Accept 0-2 ~0.86; Piece 0-2 ~0.86; end (the connection was refused) 0-1 ~0.14; end (the connection was reset) 0-1 ~0.43; take 0-2 ~1.14
  bob tells ItemCame Json 0-2 ~0.86; LinkEnded the connection was reset 0-1 ~0.14; Linked Json 0-2 ~0.86; Linked.IsStream 0-2 ~0.86; Linked.IsStrict 0-2 ~0.86
  the goal takes ms 0-14 ~3.71
  the run ends broken: what a peer gets on a link is what its partner gave there, whole and in order 0-1 ~0.71
# stream-idle recovering: without a fault
  alice fires Beat 1
  alice sends Hello 1; Piece 2; call 1
  alice tells ItemSent 2; ItemSent.bytes 420; Linked Json 1; Linked.IsStream 1; Linked.IsStrict 1; Linked.isOurs 1
  bob fires Beat 1
  bob sends Accept 1; take 1
  bob tells ItemCame Json 2; Linked Json 1; Linked.IsStream 1; Linked.IsStrict 1; Linked.isOurs 1
  the goal takes ms 16-25 ~20.4
# stream-idle recovering: one lost
  alice sends Hello 0-1 ~0.67; Piece 0-2 ~0.67; call 1
  alice tells ConnectFailed nothing arrived in time, start a peer there with: peer link listen 0-1 ~0.17; ConnectFailed the connection was reset 0-1 ~0.33; ConnectFailed the connection was reset, start a peer there with: peer link listen 0-1 ~0.17; ItemSent 0-2 ~0.67; ItemSent.bytes 0-420 ~140; LinkEnded the partner ended the link 0-1 ~0.33; Linked Json 0-1 ~0.33; Linked.IsStream 0-1 ~0.33; Linked.IsStrict 0-1 ~0.33; Linked.isOurs 0-1 ~0.33
  bob sends Accept 0-1 ~0.5; take 0-1 ~0.83
  bob tells LinkEnded the partner ended the link 0-1 ~0.5; Linked Json 0-1 ~0.5; Linked.IsStream 0-1 ~0.5; Linked.IsStrict 0-1 ~0.5; Linked.isOurs 0-1 ~0.5
  the goal takes ms 11-20 ~15.17
# stream-idle recovering: one crash
  alice fires Beat 0-1 ~0.5
  alice sends Hello 0-2 ~1.2; Piece 0-4 ~2; call 1-2 ~1.4; end (the connection was reset) 0-1 ~0.4
  alice tells ConnectFailed the connection was refused, start a peer there with: peer link listen 0-1 ~0.1; ConnectFailed the connection was reset 0-1 ~0.1; ItemSent 0-4 ~2; ItemSent.bytes 0-840 ~420; LinkEnded the partner ended the link 0-1 ~0.4; Linked Json 0-2 ~1; Linked.IsStream 0-2 ~1; Linked.IsStrict 0-2 ~1; Linked.isOurs 0-2 ~1
  bob fires Beat 0-1 ~0.5
  bob sends Accept 0-2 ~1.1; end (the connection was refused) 0-1 ~0.1; end (the connection was reset) 0-1 ~0.5; take 0-2 ~1.3
  bob tells ItemCame Json 0-4 ~1.7; LinkEnded the partner ended the link 0-1 ~0.3; Linked Json 0-2 ~1.1; Linked.IsStream 0-2 ~1.1; Linked.IsStrict 0-2 ~1.1; Linked.isOurs 0-2 ~1.1
  the goal takes ms 12-1527 ~318.9
# stream-idle recovering,published: without a fault
  alice sends Hello 1; Piece 2; call 1
  alice tells Linked Json 1; Linked.IsStream 1; Linked.IsStrict 1
  bob fires Beat 1
  bob sends Accept 1; take 1
  bob tells ItemCame Json 2; Linked Json 1; Linked.IsStream 1; Linked.IsStrict 1
  the goal takes ms 16-25 ~20.4
# stream-idle recovering,published: one lost
  alice sends Hello 0-1 ~0.67; Piece 0-2 ~0.67; call 1
  alice tells ConnectFailed nothing arrived in time 0-1 ~0.17; ConnectFailed the connection was reset 0-1 ~0.5; LinkEnded the connection was reset 0-1 ~0.33; Linked Json 0-1 ~0.33; Linked.IsStream 0-1 ~0.33; Linked.IsStrict 0-1 ~0.33
  bob sends Accept 0-1 ~0.5; take 0-1 ~0.83
  bob tells LinkEnded the partner ended the link 0-1 ~0.5; Linked Json 0-1 ~0.5; Linked.IsStream 0-1 ~0.5; Linked.IsStrict 0-1 ~0.5
  the goal takes ms 11-20 ~15.17
# stream-idle recovering,published: one crash
  alice sends Hello 0-2 ~1.11; Piece 0-4 ~1.78; call 1-2 ~1.33; end (the connection was reset) 0-1 ~0.33
  alice tells ConnectFailed the connection was refused 0-1 ~0.11; ConnectFailed the connection was reset 0-1 ~0.11; LinkEnded the connection was reset 0-1 ~0.44; Linked Json 0-2 ~0.89; Linked.IsStream 0-2 ~0.89; Linked.IsStrict 0-2 ~0.89
  bob fires Beat 0-1 ~0.44
  bob sends Accept 0-2 ~1; end (the connection was refused) 0-1 ~0.11; end (the connection was reset) 0-1 ~0.56; take 0-2 ~1.22
  bob tells ItemCame Json 0-4 ~1.44; LinkEnded the partner ended the link 0-1 ~0.22; Linked Json 0-2 ~1; Linked.IsStream 0-2 ~1; Linked.IsStrict 0-2 ~1
  the goal takes ms 12-527 ~184.67
# stream-idle published,recovering: without a fault
  alice fires Beat 1
  alice sends Hello 1; Piece 2; call 1
  alice tells ItemSent 2; ItemSent.bytes 420; Linked Json 1; Linked.IsStream 1; Linked.IsStrict 1
  bob sends Accept 1; take 1
  bob tells ItemCame Json 2; Linked Json 1; Linked.IsStream 1; Linked.IsStrict 1
  the goal takes ms 16-25 ~20.4
# stream-idle published,recovering: one lost
  alice sends Hello 0-1 ~0.67; Piece 0-2 ~0.67; call 1
  alice tells ConnectFailed nothing arrived in time, start a peer there with: peer link listen 0-1 ~0.17; ConnectFailed the connection was reset 0-1 ~0.33; ConnectFailed the connection was reset, start a peer there with: peer link listen 0-1 ~0.17; ItemSent 0-2 ~0.67; ItemSent.bytes 0-420 ~140; LinkEnded the partner ended the link 0-1 ~0.33; Linked Json 0-1 ~0.33; Linked.IsStream 0-1 ~0.33; Linked.IsStrict 0-1 ~0.33
  bob sends Accept 0-1 ~0.5; take 0-1 ~0.83
  bob tells LinkEnded the connection was reset 0-1 ~0.5; Linked Json 0-1 ~0.5; Linked.IsStream 0-1 ~0.5; Linked.IsStrict 0-1 ~0.5
  the goal takes ms 11-20 ~15.17
# stream-idle published,recovering: one crash
  alice fires Beat 0-1 ~0.44
  alice sends Hello 0-2 ~1.22; Piece 0-4 ~2; call 1-2 ~1.44; end (the connection was reset) 0-1 ~0.44
  alice tells ConnectFailed the connection was refused, start a peer there with: peer link listen 0-1 ~0.11; ConnectFailed the connection was reset 0-1 ~0.11; ItemSent 0-4 ~2; ItemSent.bytes 0-840 ~420; LinkEnded the partner ended the link 0-1 ~0.33; Linked Json 0-2 ~1; Linked.IsStream 0-2 ~1; Linked.IsStrict 0-2 ~1
  bob sends Accept 0-2 ~1.11; end (the connection was refused) 0-1 ~0.11; end (the connection was reset) 0-1 ~0.44; take 0-2 ~1.33
  bob tells ItemCame Json 0-4 ~1.67; LinkEnded the connection was reset 0-1 ~0.33; Linked Json 0-2 ~1.11; Linked.IsStream 0-2 ~1.11; Linked.IsStrict 0-2 ~1.11
  the goal takes ms 12-1527 ~352.56
# stream-idle published: without a fault
  alice sends Hello 1; Piece 2; call 1
  alice tells Linked Json 1; Linked.IsStream 1; Linked.IsStrict 1
  bob sends Accept 1; take 1
  bob tells ItemCame Json 2; Linked Json 1; Linked.IsStream 1; Linked.IsStrict 1
  the goal takes ms 16-25 ~20.4
# stream-idle published: one lost
  alice sends Hello 0-1 ~0.67; Piece 0-2 ~0.67; call 1
  alice tells ConnectFailed nothing arrived in time 0-1 ~0.17; ConnectFailed the connection was reset 0-1 ~0.5; LinkEnded the connection was reset 0-1 ~0.33; Linked Json 0-1 ~0.33; Linked.IsStream 0-1 ~0.33; Linked.IsStrict 0-1 ~0.33
  bob sends Accept 0-1 ~0.5; take 0-1 ~0.83
  bob tells LinkEnded the connection was reset 0-1 ~0.5; Linked Json 0-1 ~0.5; Linked.IsStream 0-1 ~0.5; Linked.IsStrict 0-1 ~0.5
  the goal takes ms 11-20 ~15.17
# stream-idle published: one crash
  alice sends Hello 0-2 ~1.13; Piece 0-4 ~1.75; call 1-2 ~1.38; end (the connection was reset) 0-1 ~0.38
  alice tells ConnectFailed the connection was refused 0-1 ~0.13; ConnectFailed the connection was reset 0-1 ~0.13; LinkEnded the connection was reset 0-1 ~0.38; Linked Json 0-2 ~0.88; Linked.IsStream 0-2 ~0.88; Linked.IsStrict 0-2 ~0.88
  bob sends Accept 0-2 ~1; end (the connection was refused) 0-1 ~0.13; end (the connection was reset) 0-1 ~0.5; take 0-2 ~1.25
  bob tells ItemCame Json 0-4 ~1.38; LinkEnded the connection was reset 0-1 ~0.25; Linked Json 0-2 ~1; Linked.IsStream 0-2 ~1; Linked.IsStrict 0-2 ~1
  the goal takes ms 12-527 ~205.75
# violation recovering: without a fault
  alice sends Hello 1; Item 3; call 1
  bob sends Accept 1; Item 1; end (the other side closed the connection) 1; take 1
  bob tells ItemSent 1; ItemSent.bytes 210; LinkEnded the partner sent bytes on a strict link of json 1; Linked Json 1; Linked.IsStrict 1
# violation recovering: one lost
  alice sends Hello 0-1 ~0.78; Item 0-3 ~2.33; call 1
  bob sends Accept 0-1 ~0.33; Item 0-1 ~0.33; end (the other side closed the connection) 0-1 ~0.11; take 0-1 ~0.89
  bob tells ItemSent 0-1 ~0.33; ItemSent.bytes 0-210 ~70; LinkEnded the partner ended the link 0-1 ~0.22; LinkEnded the partner sent bytes on a strict link of json 0-1 ~0.11; Linked Json 0-1 ~0.33; Linked.IsStrict 0-1 ~0.33
# violation recovering: one crash
  alice sends Hello 0-2 ~1.27; Item 0-6 ~3.82; call 1-2 ~1.45; end (the connection was reset) 0-1 ~0.36
  bob sends Accept 0-2 ~1.18; Item 0-2 ~1.18; end (the connection was refused) 0-1 ~0.09; end (the connection was reset) 0-1 ~0.18; end (the other side closed the connection) 0-2 ~1.09; take 0-2 ~1.36
  bob tells ItemSent 0-2 ~1.18; ItemSent.bytes 0-420 ~248.18; LinkEnded the partner sent bytes on a strict link of json 0-2 ~1.09; Linked Json 0-2 ~1.18; Linked.IsStrict 0-2 ~1.18
# violation recovering,published: without a fault
  alice sends Hello 1; Item 3; call 1
  bob sends Accept 1; Item 1; end (the other side closed the connection) 1; take 1
  bob tells ItemSent 1; ItemSent.bytes 210; LinkEnded the partner sent bytes on a strict link of json 1; Linked Json 1; Linked.IsStrict 1
# violation recovering,published: one lost
  alice sends Hello 0-1 ~0.78; Item 0-3 ~2.33; call 1
  bob sends Accept 0-1 ~0.33; Item 0-1 ~0.33; end (the other side closed the connection) 0-1 ~0.11; take 0-1 ~0.89
  bob tells ItemSent 0-1 ~0.33; ItemSent.bytes 0-210 ~70; LinkEnded the partner ended the link 0-1 ~0.22; LinkEnded the partner sent bytes on a strict link of json 0-1 ~0.11; Linked Json 0-1 ~0.33; Linked.IsStrict 0-1 ~0.33
# violation recovering,published: one crash
  alice sends Hello 0-2 ~1.27; Item 0-6 ~3.82; call 1-2 ~1.45; end (the connection was reset) 0-1 ~0.36
  bob sends Accept 0-2 ~1.18; Item 0-2 ~1.18; end (the connection was refused) 0-1 ~0.09; end (the connection was reset) 0-1 ~0.18; end (the other side closed the connection) 0-2 ~1.09; take 0-2 ~1.36
  bob tells ItemSent 0-2 ~1.18; ItemSent.bytes 0-420 ~248.18; LinkEnded the partner sent bytes on a strict link of json 0-2 ~1.09; Linked Json 0-2 ~1.18; Linked.IsStrict 0-2 ~1.18
# violation published,recovering: without a fault
  alice sends Hello 1; Item 3; call 1
  bob sends Accept 1; Item 1; take 1
  bob tells ItemCame Json 1; Linked Json 1; Linked.IsStrict 1
  the run ends broken: after an item of another data type a strict link brings nothing more 1
# violation published,recovering: one lost
  alice sends Hello 0-1 ~0.75; Item 0-3 ~2.25; call 1
  bob sends Accept 0-1 ~0.25; Item 0-1 ~0.25; take 0-1 ~0.88
  bob tells LinkEnded the connection was reset 0-1 ~0.25; Linked Json 0-1 ~0.25; Linked.IsStrict 0-1 ~0.25
# violation published,recovering: one crash
  alice sends Hello 0-1 ~0.86; Item 0-3 ~2.57; call 1-2 ~1.14; end (the connection was reset) 0-1 ~0.29
  bob sends Accept 0-1 ~0.71; Item 0-1 ~0.71; end (the connection was refused) 0-1 ~0.14; end (the connection was reset) 0-1 ~0.57; take 0-2 ~1
  bob tells ItemCame Json 0-1 ~0.43; Linked Json 0-1 ~0.71; Linked.IsStrict 0-1 ~0.71
  the run ends broken: after an item of another data type a strict link brings nothing more 0-1 ~0.43
# violation published: without a fault
  alice sends Hello 1; Item 3; call 1
  bob sends Accept 1; Item 1; take 1
  bob tells ItemCame Json 1; Linked Json 1; Linked.IsStrict 1
  the run ends broken: after an item of another data type a strict link brings nothing more 1
# violation published: one lost
  alice sends Hello 0-1 ~0.75; Item 0-3 ~2.25; call 1
  bob sends Accept 0-1 ~0.25; Item 0-1 ~0.25; take 0-1 ~0.88
  bob tells LinkEnded the connection was reset 0-1 ~0.25; Linked Json 0-1 ~0.25; Linked.IsStrict 0-1 ~0.25
# violation published: one crash
  alice sends Hello 0-1 ~0.86; Item 0-3 ~2.57; call 1-2 ~1.14; end (the connection was reset) 0-1 ~0.29
  bob sends Accept 0-1 ~0.71; Item 0-1 ~0.71; end (the connection was refused) 0-1 ~0.14; end (the connection was reset) 0-1 ~0.57; take 0-2 ~1
  bob tells ItemCame Json 0-1 ~0.43; Linked Json 0-1 ~0.71; Linked.IsStrict 0-1 ~0.71
  the run ends broken: after an item of another data type a strict link brings nothing more 0-1 ~0.43
# three recovering: without a fault
  alice fires Beat 1
  alice sends Hello 1; Item 1; Ping 1; call 1
  alice tells ItemCame Json 1; ItemSent 1; ItemSent.bytes 210; Linked Json 1; Linked.IsStrict 1; Linked.isOurs 1
  bob fires Beat 2
  bob sends Accept 2; Item 2; Ping 2; take 2
  bob tells ItemCame Json 2; ItemSent 2; ItemSent.bytes 420; Linked Json 2; Linked.IsStrict 2; Linked.isOurs 2
  cara fires Beat 1
  cara sends Hello 1; Item 1; Ping 1; call 1
  cara tells ItemCame Json 1; ItemSent 1; ItemSent.bytes 210; Linked Json 1; Linked.IsStrict 1; Linked.isOurs 1
  the goal takes ms 30-36 ~32.4
# three recovering: one lost
  alice fires Beat 0-1 ~0.63
  alice sends Hello 0-1 ~0.88; Item 0-1 ~0.69; Ping 0-1 ~0.63; call 1
  alice tells ConnectFailed nothing arrived in time, start a peer there with: peer link listen 0-1 ~0.06; ConnectFailed the connection was reset 0-1 ~0.19; ConnectFailed the connection was reset, start a peer there with: peer link listen 0-1 ~0.06; ItemCame Json 0-1 ~0.63; ItemSent 0-1 ~0.69; ItemSent.bytes 0-210 ~144.38; LinkEnded the partner ended the link 0-1 ~0.19; Linked Json 0-1 ~0.69; Linked.IsStrict 0-1 ~0.69; Linked.isOurs 0-1 ~0.69
  bob fires Beat 1-2 ~1.25
  bob sends Accept 1-2 ~1.63; Item 1-2 ~1.63; Ping 1-2 ~1.25; take 1-2 ~1.88
  bob tells ItemCame Json 1-2 ~1.25; ItemSent 1-2 ~1.63; ItemSent.bytes 210-420 ~341.25; LinkEnded the partner ended the link 0-1 ~0.63; Linked Json 1-2 ~1.63; Linked.IsStrict 1-2 ~1.63; Linked.isOurs 1-2 ~1.63
  cara fires Beat 0-1 ~0.63
  cara sends Hello 0-1 ~0.88; Item 0-1 ~0.69; Ping 0-1 ~0.63; call 1
  cara tells ConnectFailed nothing arrived in time, start a peer there with: peer link listen 0-1 ~0.06; ConnectFailed the connection was reset 0-1 ~0.19; ConnectFailed the connection was reset, start a peer there with: peer link listen 0-1 ~0.06; ItemCame Json 0-1 ~0.63; ItemSent 0-1 ~0.69; ItemSent.bytes 0-210 ~144.38; LinkEnded the partner ended the link 0-1 ~0.19; Linked Json 0-1 ~0.69; Linked.IsStrict 0-1 ~0.69; Linked.isOurs 0-1 ~0.69
  the goal takes ms 22-34 ~29.94
# three recovering: one corrupted
  alice fires Beat 1
  alice sends Hello 1; Item 1; Ping 1; call 1
  alice tells ItemCame Json 1; ItemSent 1; ItemSent.bytes 210; Linked Json 1; Linked.IsStrict 1; Linked.isOurs 1
  bob fires Beat 2
  bob sends Accept 2; Item 2; Ping 2; take 2
  bob tells ItemCame Json 2; ItemSent 2; ItemSent.bytes 420; Linked Json 2; Linked.IsStrict 2; Linked.isOurs 2
  cara fires Beat 1
  cara sends Hello 1; Item 1; Ping 1; call 1
  cara tells ItemCame Json 1; ItemSent 1; ItemSent.bytes 210; Linked Json 1; Linked.IsStrict 1; Linked.isOurs 1
  the goal takes ms 32
# three recovering: one crash
  alice fires Beat 0-1 ~0.7
  alice sends Hello 0-2 ~1.2; Item 0-2 ~1.1; Ping 0-1 ~0.7; call 1-2 ~1.3; end (the connection was reset) 0-1 ~0.3
  alice tells ConnectFailed the connection was refused, start a peer there with: peer link listen 0-1 ~0.05; ConnectFailed the connection was reset 0-1 ~0.05; ItemCame Json 0-2 ~1.05; ItemSent 0-2 ~1.1; ItemSent.bytes 0-420 ~231; LinkEnded the partner ended the link 0-1 ~0.3; Linked Json 0-2 ~1.1; Linked.IsStrict 0-2 ~1.1; Linked.isOurs 0-2 ~1.1
  bob fires Beat 0-2 ~1.35
  bob sends Accept 0-3 ~2.2; Item 0-3 ~2.2; Ping 0-2 ~1.35; end (the connection was refused) 0-2 ~0.2; end (the connection was reset) 0-2 ~0.6; take 0-3 ~2.4
  bob tells ItemCame Json 0-3 ~2; ItemSent 0-3 ~2.2; ItemSent.bytes 0-630 ~462; LinkEnded the partner ended the link 0-1 ~0.5; Linked Json 0-3 ~2.2; Linked.IsStrict 0-3 ~2.2; Linked.isOurs 0-3 ~2.2
  cara fires Beat 0-1 ~0.65
  cara sends Hello 0-2 ~1.1; Item 0-2 ~1; Ping 0-1 ~0.65; call 1-2 ~1.3; end (the connection was reset) 0-1 ~0.3
  cara tells ConnectFailed the connection was refused, start a peer there with: peer link listen 0-1 ~0.15; ConnectFailed the connection was reset 0-1 ~0.05; ItemCame Json 0-2 ~0.95; ItemSent 0-2 ~1; ItemSent.bytes 0-420 ~210; LinkEnded the partner ended the link 0-1 ~0.2; Linked Json 0-2 ~1; Linked.IsStrict 0-2 ~1; Linked.isOurs 0-2 ~1
  the goal takes ms 24-1538 ~529.85
# three recovering,published: without a fault
  alice sends Hello 1; Item 1; call 1
  alice tells ItemCame Json 1; Linked Json 1; Linked.IsStrict 1
  bob fires Beat 2
  bob sends Accept 2; Item 2; Ping 2; take 2
  bob tells ItemCame Json 2; ItemSent 2; ItemSent.bytes 420; Linked Json 2; Linked.IsStrict 2
  cara sends Hello 1; Item 1; call 1
  cara tells ItemCame Json 1; Linked Json 1; Linked.IsStrict 1
  the goal takes ms 30-36 ~32.4
# three recovering,published: one lost
  alice sends Hello 0-1 ~0.86; Item 0-1 ~0.64; call 1
  alice tells ConnectFailed nothing arrived in time 0-1 ~0.07; ConnectFailed the connection was reset 0-1 ~0.29; ItemCame Json 0-1 ~0.57; LinkEnded the connection was reset 0-1 ~0.14; Linked Json 0-1 ~0.64; Linked.IsStrict 0-1 ~0.64
  bob fires Beat 1-2 ~1.14
  bob sends Accept 1-2 ~1.57; Item 1-2 ~1.57; Ping 1-2 ~1.14; take 1-2 ~1.86
  bob tells ItemCame Json 1-2 ~1.14; ItemSent 1-2 ~1.57; ItemSent.bytes 210-420 ~330; LinkEnded the partner ended the link 0-1 ~0.57; Linked Json 1-2 ~1.57; Linked.IsStrict 1-2 ~1.57
  cara sends Hello 0-1 ~0.86; Item 0-1 ~0.64; call 1
  cara tells ConnectFailed nothing arrived in time 0-1 ~0.07; ConnectFailed the connection was reset 0-1 ~0.29; ItemCame Json 0-1 ~0.57; LinkEnded the connection was reset 0-1 ~0.14; Linked Json 0-1 ~0.64; Linked.IsStrict 0-1 ~0.64
  the goal takes ms 22-34 ~29.64
# three recovering,published: one crash
  alice sends Hello 0-2 ~1.17; Item 0-2 ~1.06; call 1-2 ~1.28; end (the connection was reset) 0-1 ~0.28
  alice tells ConnectFailed the connection was refused 0-1 ~0.06; ConnectFailed the connection was reset 0-1 ~0.06; ItemCame Json 0-2 ~1; LinkEnded the connection was reset 0-1 ~0.33; Linked Json 0-2 ~1.06; Linked.IsStrict 0-2 ~1.06
  bob fires Beat 0-2 ~1.17
  bob sends Accept 0-3 ~2.06; Item 0-3 ~2.06; Ping 0-2 ~1.17; end (the connection was refused) 0-2 ~0.28; end (the connection was reset) 0-2 ~0.61; take 0-3 ~2.28
  bob tells ItemCame Json 0-3 ~1.83; ItemSent 0-3 ~2.06; ItemSent.bytes 0-630 ~431.67; LinkEnded the partner ended the link 0-1 ~0.44; Linked Json 0-3 ~2.06; Linked.IsStrict 0-3 ~2.06
  cara sends Hello 0-2 ~1; Item 0-2 ~0.89; call 1-2 ~1.28; end (the connection was reset) 0-1 ~0.28
  cara tells ConnectFailed the connection was refused 0-1 ~0.22; ConnectFailed the connection was reset 0-1 ~0.06; ItemCame Json 0-2 ~0.83; LinkEnded the connection was reset 0-1 ~0.17; Linked Json 0-2 ~0.89; Linked.IsStrict 0-2 ~0.89
  the goal takes ms 24-1539 ~418.33
# three published,recovering: without a fault
  alice fires Beat 1
  alice sends Hello 1; Item 1; Ping 1; call 1
  alice tells ItemCame Json 1; ItemSent 1; ItemSent.bytes 210; Linked Json 1; Linked.IsStrict 1
  bob sends Accept 2; Item 2; take 2
  bob tells ItemCame Json 2; Linked Json 2; Linked.IsStrict 2
  cara fires Beat 1
  cara sends Hello 1; Item 1; Ping 1; call 1
  cara tells ItemCame Json 1; ItemSent 1; ItemSent.bytes 210; Linked Json 1; Linked.IsStrict 1
  the goal takes ms 30-36 ~32.4
# three published,recovering: one lost
  alice fires Beat 0-1 ~0.57
  alice sends Hello 0-1 ~0.86; Item 0-1 ~0.64; Ping 0-1 ~0.57; call 1
  alice tells ConnectFailed nothing arrived in time, start a peer there with: peer link listen 0-1 ~0.07; ConnectFailed the connection was reset 0-1 ~0.21; ConnectFailed the connection was reset, start a peer there with: peer link listen 0-1 ~0.07; ItemCame Json 0-1 ~0.57; ItemSent 0-1 ~0.64; ItemSent.bytes 0-210 ~135; LinkEnded the partner ended the link 0-1 ~0.14; Linked Json 0-1 ~0.64; Linked.IsStrict 0-1 ~0.64
  bob sends Accept 1-2 ~1.57; Item 1-2 ~1.57; take 1-2 ~1.86
  bob tells ItemCame Json 1-2 ~1.14; LinkEnded the connection was reset 0-1 ~0.57; Linked Json 1-2 ~1.57; Linked.IsStrict 1-2 ~1.57
  cara fires Beat 0-1 ~0.57
  cara sends Hello 0-1 ~0.86; Item 0-1 ~0.64; Ping 0-1 ~0.57; call 1
  cara tells ConnectFailed nothing arrived in time, start a peer there with: peer link listen 0-1 ~0.07; ConnectFailed the connection was reset 0-1 ~0.21; ConnectFailed the connection was reset, start a peer there with: peer link listen 0-1 ~0.07; ItemCame Json 0-1 ~0.57; ItemSent 0-1 ~0.64; ItemSent.bytes 0-210 ~135; LinkEnded the partner ended the link 0-1 ~0.14; Linked Json 0-1 ~0.64; Linked.IsStrict 0-1 ~0.64
  the goal takes ms 22-34 ~29.64
# three published,recovering: one crash
  alice fires Beat 0-1 ~0.61
  alice sends Hello 0-2 ~1.17; Item 0-2 ~1.06; Ping 0-1 ~0.61; call 1-2 ~1.28; end (the connection was reset) 0-1 ~0.28
  alice tells ConnectFailed the connection was refused, start a peer there with: peer link listen 0-1 ~0.06; ConnectFailed the connection was reset 0-1 ~0.06; ItemCame Json 0-2 ~1; ItemSent 0-2 ~1.06; ItemSent.bytes 0-420 ~221.67; LinkEnded the partner ended the link 0-1 ~0.33; Linked Json 0-2 ~1.06; Linked.IsStrict 0-2 ~1.06
  bob sends Accept 0-3 ~2.06; Item 0-3 ~2.06; end (the connection was refused) 0-2 ~0.28; end (the connection was reset) 0-2 ~0.61; take 0-3 ~2.28
  bob tells ItemCame Json 0-3 ~1.83; LinkEnded the connection was reset 0-1 ~0.44; Linked Json 0-3 ~2.06; Linked.IsStrict 0-3 ~2.06
  cara fires Beat 0-1 ~0.56
  cara sends Hello 0-2 ~1; Item 0-2 ~0.89; Ping 0-1 ~0.56; call 1-2 ~1.28; end (the connection was reset) 0-1 ~0.28
  cara tells ConnectFailed the connection was refused, start a peer there with: peer link listen 0-1 ~0.22; ConnectFailed the connection was reset 0-1 ~0.06; ItemCame Json 0-2 ~0.83; ItemSent 0-2 ~0.89; ItemSent.bytes 0-420 ~186.67; LinkEnded the partner ended the link 0-1 ~0.17; Linked Json 0-2 ~0.89; Linked.IsStrict 0-2 ~0.89
  the goal takes ms 24-1538 ~418.28
# three published: without a fault
  alice sends Hello 1; Item 1; call 1
  alice tells ItemCame Json 1; Linked Json 1; Linked.IsStrict 1
  bob sends Accept 2; Item 2; take 2
  bob tells ItemCame Json 2; Linked Json 2; Linked.IsStrict 2
  cara sends Hello 1; Item 1; call 1
  cara tells ItemCame Json 1; Linked Json 1; Linked.IsStrict 1
  the goal takes ms 30-36 ~32.4
# three published: one lost
  alice sends Hello 0-1 ~0.83; Item 0-1 ~0.58; call 1
  alice tells ConnectFailed nothing arrived in time 0-1 ~0.08; ConnectFailed the connection was reset 0-1 ~0.33; ItemCame Json 0-1 ~0.5; LinkEnded the connection was reset 0-1 ~0.08; Linked Json 0-1 ~0.58; Linked.IsStrict 0-1 ~0.58
  bob sends Accept 1-2 ~1.5; Item 1-2 ~1.5; take 1-2 ~1.83
  bob tells ItemCame Json 1; LinkEnded the connection was reset 0-1 ~0.5; Linked Json 1-2 ~1.5; Linked.IsStrict 1-2 ~1.5
  cara sends Hello 0-1 ~0.83; Item 0-1 ~0.58; call 1
  cara tells ConnectFailed nothing arrived in time 0-1 ~0.08; ConnectFailed the connection was reset 0-1 ~0.33; ItemCame Json 0-1 ~0.5; LinkEnded the connection was reset 0-1 ~0.08; Linked Json 0-1 ~0.58; Linked.IsStrict 0-1 ~0.58
  the goal takes ms 22-34 ~29.25
# three published: one crash
  alice sends Hello 0-2 ~1.13; Item 0-2 ~1; call 1-2 ~1.27; end (the connection was reset) 0-1 ~0.27
  alice tells ConnectFailed the connection was refused 0-1 ~0.07; ConnectFailed the connection was reset 0-1 ~0.07; ItemCame Json 0-2 ~0.93; LinkEnded the connection was reset 0-1 ~0.33; Linked Json 0-2 ~1; Linked.IsStrict 0-2 ~1
  bob sends Accept 0-3 ~1.93; Item 0-3 ~1.93; end (the connection was refused) 0-2 ~0.33; end (the connection was reset) 0-2 ~0.6; take 0-3 ~2.2
  bob tells ItemCame Json 0-3 ~1.67; LinkEnded the connection was reset 0-1 ~0.4; Linked Json 0-3 ~1.93; Linked.IsStrict 0-3 ~1.93
  cara sends Hello 0-2 ~0.93; Item 0-2 ~0.8; call 1-2 ~1.27; end (the connection was reset) 0-1 ~0.27
  cara tells ConnectFailed the connection was refused 0-1 ~0.27; ConnectFailed the connection was reset 0-1 ~0.07; ItemCame Json 0-2 ~0.73; LinkEnded the connection was reset 0-1 ~0.13; Linked Json 0-2 ~0.8; Linked.IsStrict 0-2 ~0.8
  the goal takes ms 24-543 ~295.53
# hostile recovering: without a fault
  alice fires Beat 1
  alice sends Hello 1; Item 2; Ping 1; call 1
  alice tells ItemCame Json 1; ItemSent 2; ItemSent.bytes 420; Linked Json 1; Linked.IsStrict 1; Linked.isOurs 1
  bob fires Beat 1
  bob sends Accept 1-2 ~1.1; Deny 0-1 ~0.8; Item 1-2 ~1.1; Ping 1; end (the other side closed the connection) 0-1 ~0.8; take 1-2 ~1.9
  bob tells CallerRefused no-offer 0-1 ~0.8; ItemCame Json 2; ItemSent 1-2 ~1.1; ItemSent.bytes 210-420 ~231; Linked Json 1-2 ~1.1; Linked.IsStrict 1-2 ~1.1; Linked.isOurs 1
  mallory fires Move 0-1 ~0.9
  mallory sends Accept 0-1 ~0.4; Hello 0-1 ~0.1; Item 0-1 ~0.2; Piece 0-1 ~0.1; Unknown 0-1 ~0.1; call 0-1 ~0.9
  the goal takes ms 20-28 ~22.2
# hostile recovering: one lost
  alice fires Beat 0-1 ~0.5
  alice sends Hello 0-1 ~0.86; Item 0-2 ~1.29; Ping 0-1 ~0.5; call 1
  alice tells ConnectFailed nothing arrived in time, start a peer there with: peer link listen 0-1 ~0.07; ConnectFailed the connection was reset 0-1 ~0.21; ConnectFailed the connection was reset, start a peer there with: peer link listen 0-1 ~0.07; ItemCame Json 0-1 ~0.5; ItemSent 0-2 ~1.29; ItemSent.bytes 0-420 ~270; LinkEnded the partner ended the link 0-1 ~0.29; Linked Json 0-1 ~0.64; Linked.IsStrict 0-1 ~0.64; Linked.isOurs 0-1 ~0.64
  bob fires Beat 0-1 ~0.5
  bob sends Accept 0-1 ~0.79; Deny 0-1 ~0.79; Item 0-1 ~0.79; Ping 0-1 ~0.5; end (the other side closed the connection) 0-1 ~0.79; take 1-2 ~1.86
  bob tells CallerRefused no-offer 0-1 ~0.79; ItemCame Json 0-2 ~1; ItemSent 0-1 ~0.79; ItemSent.bytes 0-210 ~165; LinkEnded the partner ended the link 0-1 ~0.43; Linked Json 0-1 ~0.79; Linked.IsStrict 0-1 ~0.79; Linked.isOurs 0-1 ~0.79
  mallory fires Move 1
  mallory sends Piece 0-1 ~0.86; call 1
  the goal takes ms 11-20 ~18.21
# hostile recovering: one crash
  alice fires Beat 0-1 ~0.63
  alice sends Hello 0-2 ~1.21; Item 0-4 ~2.21; Ping 0-1 ~0.63; call 1-2 ~1.32; end (the connection was reset) 0-1 ~0.32
  alice tells ConnectFailed the connection was refused, start a peer there with: peer link listen 0-1 ~0.05; ConnectFailed the connection was reset 0-1 ~0.05; ItemCame Json 0-2 ~1.05; ItemSent 0-4 ~2.21; ItemSent.bytes 0-840 ~464.21; LinkEnded the partner ended the link 0-1 ~0.32; Linked Json 0-2 ~1.11; Linked.IsStrict 0-2 ~1.11; Linked.isOurs 0-2 ~1.11
  bob fires Beat 0-1 ~0.63
  bob sends Accept 0-2 ~1.16; Deny 0-1 ~0.95; Item 0-2 ~1.16; Ping 0-1 ~0.63; end (the connection was refused) 0-1 ~0.05; end (the connection was reset) 0-2 ~0.42; end (the other side closed the connection) 0-1 ~0.95; take 1-3 ~2.32
  bob tells CallerRefused no-offer 0-1 ~0.95; ItemCame Json 0-4 ~2.05; ItemSent 0-2 ~1.16; ItemSent.bytes 0-420 ~243.16; LinkEnded the partner ended the link 0-1 ~0.26; Linked Json 0-2 ~1.16; Linked.IsStrict 0-2 ~1.16; Linked.isOurs 0-2 ~1.16
  mallory fires Move 1-2 ~1.05
  mallory sends Deny 0-1 ~0.05; Piece 0-1 ~0.95; call 1-2 ~1.05; end (the connection was reset) 0-1 ~0.16
  the goal takes ms 12-1526 ~284.37
# hostile recovering,published: without a fault
  alice sends Hello 1; Item 2; call 1
  alice tells ItemCame Json 1; Linked Json 1; Linked.IsStrict 1
  bob fires Beat 1
  bob sends Accept 1-2 ~1.1; Deny 0-1 ~0.7; Item 1-2 ~1.1; Ping 1; end (the other side closed the connection) 0-1 ~0.7; take 1-2 ~1.9
  bob tells CallerRefused no-offer 0-1 ~0.7; ItemCame Json 2; ItemSent 1-2 ~1.1; ItemSent.bytes 210-420 ~231; Linked Json 1-2 ~1.1; Linked.IsStrict 1-2 ~1.1
  mallory fires Move 0-1 ~0.9
  mallory sends Accept 0-1 ~0.4; Hello 0-1 ~0.1; Item 0-1 ~0.2; Piece 0-1 ~0.1; Unknown 0-1 ~0.1; call 0-1 ~0.9
  the goal takes ms 20-28 ~22.2
# hostile recovering,published: one lost
  alice sends Hello 0-1 ~0.85; Item 0-2 ~1.23; call 1
  alice tells ConnectFailed nothing arrived in time 0-1 ~0.08; ConnectFailed the connection was reset 0-1 ~0.31; ItemCame Json 0-1 ~0.46; LinkEnded the connection was reset 0-1 ~0.23; Linked Json 0-1 ~0.62; Linked.IsStrict 0-1 ~0.62
  bob fires Beat 0-1 ~0.46
  bob sends Accept 0-1 ~0.77; Deny 0-1 ~0.77; Item 0-1 ~0.77; Ping 0-1 ~0.46; end (the other side closed the connection) 0-1 ~0.77; take 1-2 ~1.85
  bob tells CallerRefused no-offer 0-1 ~0.77; ItemCame Json 0-2 ~0.92; ItemSent 0-1 ~0.77; ItemSent.bytes 0-210 ~161.54; LinkEnded the partner ended the link 0-1 ~0.38; Linked Json 0-1 ~0.77; Linked.IsStrict 0-1 ~0.77
  mallory fires Move 1
  mallory sends Piece 0-1 ~0.85; call 1
  the goal takes ms 11-20 ~18.08
# hostile recovering,published: one crash
  alice sends Hello 0-2 ~1.17; Item 0-4 ~2.11; call 1-2 ~1.28; end (the connection was reset) 0-1 ~0.28
  alice tells ConnectFailed the connection was refused 0-1 ~0.06; ConnectFailed the connection was reset 0-1 ~0.06; ItemCame Json 0-2 ~1; LinkEnded the connection was reset 0-1 ~0.33; Linked Json 0-2 ~1.06; Linked.IsStrict 0-2 ~1.06
  bob fires Beat 0-1 ~0.61
  bob sends Accept 0-2 ~1.11; Deny 0-1 ~0.94; Item 0-2 ~1.11; Ping 0-1 ~0.61; end (the connection was refused) 0-1 ~0.06; end (the connection was reset) 0-2 ~0.44; end (the other side closed the connection) 0-1 ~0.94; take 1-3 ~2.28
  bob tells CallerRefused no-offer 0-1 ~0.94; ItemCame Json 0-4 ~1.94; ItemSent 0-2 ~1.11; ItemSent.bytes 0-420 ~233.33; LinkEnded the partner ended the link 0-1 ~0.22; Linked Json 0-2 ~1.11; Linked.IsStrict 0-2 ~1.11
  mallory fires Move 1-2 ~1.06
  mallory sends Deny 0-1 ~0.06; Piece 0-1 ~0.94; call 1-2 ~1.06; end (the connection was reset) 0-1 ~0.17
  the goal takes ms 12-1527 ~215.44
# hostile published,recovering: without a fault
  alice fires Beat 1
  alice sends Hello 1; Item 2; Ping 1; call 1
  alice tells ItemCame Json 1; ItemSent 2; ItemSent.bytes 420; Linked Json 1; Linked.IsStrict 1
  bob sends Accept 1-2 ~1.1; Item 1-2 ~1.1; take 1-2 ~1.9
  bob tells ItemCame Json 2; Linked Json 1-2 ~1.1; Linked.IsStrict 1-2 ~1.1
  mallory fires Move 0-1 ~0.9
  mallory sends Accept 0-1 ~0.4; Hello 0-1 ~0.1; Item 0-1 ~0.2; Piece 0-1 ~0.1; Unknown 0-1 ~0.1; call 0-1 ~0.9
  the goal takes ms 20-28 ~22.2
# hostile published,recovering: one lost
  alice fires Beat 0-1 ~0.36
  alice sends Hello 0-1 ~0.82; Item 0-2 ~1.09; Ping 0-1 ~0.36; call 1
  alice tells ConnectFailed nothing arrived in time, start a peer there with: peer link listen 0-1 ~0.09; ConnectFailed the connection was reset 0-1 ~0.27; ConnectFailed the connection was reset, start a peer there with: peer link listen 0-1 ~0.09; ItemCame Json 0-1 ~0.36; ItemSent 0-2 ~1.09; ItemSent.bytes 0-420 ~229.09; LinkEnded the partner ended the link 0-1 ~0.27; Linked Json 0-1 ~0.55; Linked.IsStrict 0-1 ~0.55
  bob sends Accept 0-1 ~0.73; Item 0-1 ~0.73; take 1-2 ~1.82
  bob tells ItemCame Json 0-2 ~0.73; LinkEnded the connection was reset 0-1 ~0.45; Linked Json 0-1 ~0.73; Linked.IsStrict 0-1 ~0.73
  mallory fires Move 1
  mallory sends Piece 0-1 ~0.82; call 1
  the goal takes ms 11-20 ~17.73
# hostile published,recovering: one crash
  alice fires Beat 0-1 ~0.56
  alice sends Hello 0-2 ~1.19; Item 0-4 ~2.13; Ping 0-1 ~0.56; call 1-2 ~1.31; end (the connection was reset) 0-1 ~0.31
  alice tells ConnectFailed the connection was refused, start a peer there with: peer link listen 0-1 ~0.06; ConnectFailed the connection was reset 0-1 ~0.06; ItemCame Json 0-2 ~1; ItemSent 0-4 ~2.13; ItemSent.bytes 0-840 ~446.25; LinkEnded the partner ended the link 0-1 ~0.38; Linked Json 0-2 ~1.06; Linked.IsStrict 0-2 ~1.06
  bob sends Accept 0-2 ~1.13; Item 0-2 ~1.13; end (the connection was refused) 0-1 ~0.06; end (the connection was reset) 0-2 ~0.63; take 1-3 ~2.38
  bob tells ItemCame Json 0-4 ~1.94; LinkEnded the connection was reset 0-1 ~0.25; Linked Json 0-2 ~1.13; Linked.IsStrict 0-2 ~1.13
  mallory fires Move 1-2 ~1.13
  mallory sends Deny 0-1 ~0.06; Piece 0-2 ~1; call 1-2 ~1.13; end (the connection was reset) 0-1 ~0.13
  the goal takes ms 12-1525 ~239.75
# hostile published: without a fault
  alice sends Hello 1; Item 2; call 1
  alice tells ItemCame Json 1; Linked Json 1; Linked.IsStrict 1
  bob sends Accept 1-2 ~1.1; Item 1-2 ~1.1; take 1-2 ~1.9
  bob tells ItemCame Json 2; Linked Json 1-2 ~1.1; Linked.IsStrict 1-2 ~1.1
  mallory fires Move 0-1 ~0.9
  mallory sends Accept 0-1 ~0.3; Hello 0-1 ~0.1; Item 0-1 ~0.2; Piece 0-1 ~0.1; Unknown 0-1 ~0.1; call 0-1 ~0.9
  the goal takes ms 20-28 ~22.2
# hostile published: one lost
  alice sends Hello 0-1 ~0.8; Item 0-2 ~1; call 1
  alice tells ConnectFailed nothing arrived in time 0-1 ~0.1; ConnectFailed the connection was reset 0-1 ~0.4; ItemCame Json 0-1 ~0.3; LinkEnded the connection was reset 0-1 ~0.2; Linked Json 0-1 ~0.5; Linked.IsStrict 0-1 ~0.5
  bob sends Accept 0-1 ~0.7; Item 0-1 ~0.7; take 1-2 ~1.8
  bob tells ItemCame Json 0-2 ~0.6; LinkEnded the connection was reset 0-1 ~0.4; Linked Json 0-1 ~0.7; Linked.IsStrict 0-1 ~0.7
  mallory fires Move 1
  mallory sends Piece 0-1 ~0.8; call 1
  the goal takes ms 11-20 ~17.5
# hostile published: one crash
  alice sends Hello 0-2 ~1.14; Item 0-4 ~2; call 1-2 ~1.29; end (the connection was reset) 0-1 ~0.29
  alice tells ConnectFailed the connection was refused 0-1 ~0.07; ConnectFailed the connection was reset 0-1 ~0.07; ItemCame Json 0-2 ~0.93; LinkEnded the connection was reset 0-1 ~0.36; Linked Json 0-2 ~1; Linked.IsStrict 0-2 ~1
  bob sends Accept 0-2 ~1.07; Item 0-2 ~1.07; end (the connection was refused) 0-1 ~0.07; end (the connection was reset) 0-2 ~0.57; take 1-3 ~2.36
  bob tells ItemCame Json 0-4 ~1.79; LinkEnded the connection was reset 0-1 ~0.21; Linked Json 0-2 ~1.07; Linked.IsStrict 0-2 ~1.07
  mallory fires Move 1-2 ~1.14
  mallory sends Deny 0-1 ~0.07; Piece 0-2 ~1; call 1-2 ~1.14; end (the connection was reset) 0-1 ~0.14
  the goal takes ms 12-531 ~163.64
# commands recovering: without a fault
  alice fires Order 5
  alice sends Hello 2; Item 4; call 2; end (the other side closed the connection) 2
  alice tells AlreadyLinked 1; ItemCame Json 2; ItemRefused the link does not exist 1; ItemSent 4; ItemSent.bytes 840; LinkEnded replaced by a link with other terms 1; LinkEnded this peer ended the link 1; Linked Json 2; Linked.IsStrict 1; Linked.isOurs 2
  bob sends Accept 2; Item 2; take 2
  bob tells ItemCame Json 4; ItemSent 2; ItemSent.bytes 420; LinkEnded the partner ended the link 2; Linked Json 2; Linked.IsStrict 1; Linked.isOurs 2
  the goal takes ms 20-28 ~22.2
# commands recovering: one lost
  alice fires Order 5
  alice sends Hello 1-3 ~2.19; Item 2-6 ~3.63; call 2-3 ~2.44; end (the other side closed the connection) 1-2 ~1.56
  alice tells AlreadyLinked 0-1 ~0.56; ConnectFailed nothing arrived in time, start a peer there with: peer link listen 0-1 ~0.13; ConnectFailed the connection was reset 0-1 ~0.38; ConnectFailed the connection was reset, start a peer there with: peer link listen 0-1 ~0.13; ItemCame Json 1-2 ~1.56; ItemRefused the link does not exist 1; ItemSent 2-6 ~3.63; ItemSent.bytes 420-1260 ~761.25; LinkEnded replaced by a link with other terms 1; LinkEnded the partner ended the link 0-1 ~0.25; LinkEnded this peer ended the link 0-1 ~0.56; Linked Json 1-3 ~1.81; Linked.IsStrict 1-2 ~1.13; Linked.isOurs 1-3 ~1.81
  bob sends Accept 1-3 ~2.06; Item 1-3 ~2.06; take 1-3 ~2.31
  bob tells ItemCame Json 2-4 ~3.13; ItemSent 1-3 ~2.06; ItemSent.bytes 210-630 ~433.13; LinkEnded the partner ended the link 1-3 ~2.06; Linked Json 1-3 ~2.06; Linked.IsStrict 1-2 ~1.25; Linked.isOurs 1-3 ~2.06
  the goal takes ms 11-20 ~18.44
# commands recovering: one crash
  alice fires Order 4-6 ~4.91
  alice sends Hello 1-4 ~2.35; Item 2-8 ~4.35; call 2-4 ~2.87; end (the connection was reset) 0-1 ~0.43; end (the other side closed the connection) 0-2 ~1.35
  alice tells AlreadyLinked 0-2 ~1.04; ConnectFailed the connection was refused, start a peer there with: peer link listen 0-2 ~0.43; ConnectFailed the connection was reset 0-1 ~0.09; ItemCame Json 1-4 ~2.09; ItemRefused the link does not exist 1-2 ~1.22; ItemSent 2-8 ~4.35; ItemSent.bytes 420-1680 ~913.04; LinkEnded replaced by a link with other terms 0-2 ~0.96; LinkEnded the partner ended the link 0-1 ~0.26; LinkEnded this peer ended the link 0-1 ~0.39; Linked Json 1-4 ~2.17; Linked.IsStrict 0-2 ~1.3; Linked.isOurs 1-4 ~2.17
  bob sends Accept 1-4 ~2.26; Item 1-4 ~2.26; end (the connection was refused) 0-2 ~0.43; end (the connection was reset) 0-1 ~0.35; take 1-4 ~2.43
  bob tells ItemCame Json 0-8 ~4.09; ItemSent 1-4 ~2.26; ItemSent.bytes 210-840 ~474.78; LinkEnded the partner ended the link 0-3 ~1.7; Linked Json 1-4 ~2.26; Linked.IsStrict 0-2 ~1.35; Linked.isOurs 1-4 ~2.26
  the goal takes ms 12-1719 ~430.09
# commands recovering,published: without a fault
  alice fires Order 5
  alice sends Hello 3; Item 6; call 3; end (the other side closed the connection) 3
  alice tells ItemCame Json 3; ItemRefused the link does not exist 1; Linked Json 3; Linked.IsStrict 2
  bob fires Beat 2
  bob sends Accept 3; Item 3; Ping 2; take 3
  bob tells ItemCame Json 6; ItemSent 3; ItemSent.bytes 630; LinkEnded the partner ended the link 3; Linked Json 3; Linked.IsStrict 2
  the goal takes ms 20-28 ~22.2
# commands recovering,published: one lost
  alice fires Order 5
  alice sends Hello 2-3 ~2.75; Item 4-6 ~4.75; call 3; end (the other side closed the connection) 2-3 ~2.08
  alice tells ConnectFailed nothing arrived in time 0-1 ~0.13; ConnectFailed the connection was reset 0-1 ~0.5; ItemCame Json 2-3 ~2.17; ItemRefused the link does not exist 1; LinkEnded the connection was reset 0-1 ~0.29; Linked Json 2-3 ~2.38; Linked.IsStrict 1-2 ~1.58
  bob fires Beat 1-2 ~1.46
  bob sends Accept 2-3 ~2.63; Item 2-3 ~2.63; Ping 1-2 ~1.46; take 2-3 ~2.88
  bob tells ItemCame Json 4-6 ~4.33; ItemSent 2-3 ~2.63; ItemSent.bytes 420-630 ~551.25; LinkEnded the partner ended the link 2-3 ~2.63; Linked Json 2-3 ~2.63; Linked.IsStrict 1-2 ~1.75
  the goal takes ms 11-20 ~18.96
# commands recovering,published: one crash
  alice fires Order 4-6 ~4.79
  alice sends Hello 1-6 ~3.42; Item 2-12 ~6.5; call 3-6 ~3.92; end (the connection was reset) 0-3 ~1.08; end (the other side closed the connection) 0-3 ~0.33
  alice tells ConnectFailed the connection was refused 0-2 ~0.38; ConnectFailed the connection was reset 0-1 ~0.08; ItemCame Json 1-6 ~3.17; ItemRefused the link does not exist 1-2 ~1.17; LinkEnded the connection was reset 0-3 ~0.71; Linked Json 1-6 ~3.25; Linked.IsStrict 0-4 ~2.38
  bob fires Beat 0-2 ~0.75
  bob sends Accept 1-6 ~3.33; Item 1-6 ~3.33; Ping 0-2 ~0.75; end (the connection was refused) 0-2 ~0.38; end (the connection was reset) 0-3 ~0.92; take 1-6 ~3.54
  bob tells ItemCame Json 1-12 ~6.25; ItemSent 1-6 ~3.33; ItemSent.bytes 210-1260 ~700; LinkEnded the partner ended the link 0-3 ~1.17; Linked Json 1-6 ~3.33; Linked.IsStrict 0-4 ~2.46
  the goal takes ms 12-1833 ~493.13
# commands published,recovering: without a fault
  alice fires Order 5
  alice sends Hello 2; Item 4; call 2; end (the other side closed the connection) 2
  alice tells AlreadyLinked 1; ItemCame Json 2; ItemRefused the link does not exist 1; ItemSent 4; ItemSent.bytes 840; LinkEnded replaced by a link with other terms 1; LinkEnded this peer ended the link 1; Linked Json 2; Linked.IsStrict 1
  bob sends Accept 2; Item 2; take 2
  bob tells ItemCame Json 4; Linked Json 2; Linked.IsStrict 1
  the goal takes ms 20-28 ~22.2
# commands published,recovering: one lost
  alice fires Order 5
  alice sends Hello 1-3 ~2.19; Item 2-6 ~3.63; call 2-3 ~2.44; end (the other side closed the connection) 1-2 ~1.56
  alice tells AlreadyLinked 0-1 ~0.56; ConnectFailed nothing arrived in time, start a peer there with: peer link listen 0-1 ~0.13; ConnectFailed the connection was reset 0-1 ~0.38; ConnectFailed the connection was reset, start a peer there with: peer link listen 0-1 ~0.13; ItemCame Json 1-2 ~1.56; ItemRefused the link does not exist 1; ItemSent 2-6 ~3.63; ItemSent.bytes 420-1260 ~761.25; LinkEnded replaced by a link with other terms 1; LinkEnded the partner ended the link 0-1 ~0.25; LinkEnded this peer ended the link 0-1 ~0.56; Linked Json 1-3 ~1.81; Linked.IsStrict 1-2 ~1.13
  bob sends Accept 1-3 ~2.06; Item 1-3 ~2.06; take 1-3 ~2.31
  bob tells ItemCame Json 2-4 ~3.13; LinkEnded the connection was reset 0-1 ~0.63; Linked Json 1-3 ~2.06; Linked.IsStrict 1-2 ~1.25
  the goal takes ms 11-20 ~18.44
# commands published,recovering: one crash
  alice fires Order 4-7 ~5.04
  alice sends Hello 1-4 ~2.35; Item 2-6 ~3.57; call 2-4 ~2.91; end (the connection was reset) 0-1 ~0.43; end (the other side closed the connection) 0-3 ~1.39
  alice tells AlreadyLinked 0-2 ~0.87; ConnectFailed the connection was refused, start a peer there with: peer link listen 0-2 ~0.43; ConnectFailed the connection was reset 0-1 ~0.09; ItemCame Json 1-3 ~1.7; ItemRefused the link does not exist 1-2 ~1.26; ItemSent 2-6 ~3.57; ItemSent.bytes 420-1260 ~748.7; LinkEnded replaced by a link with other terms 0-2 ~1; LinkEnded the partner ended the link 0-1 ~0.26; LinkEnded this peer ended the link 0-1 ~0.39; Linked Json 1-3 ~1.78; Linked.IsStrict 0-2 ~1.09
  bob sends Accept 1-3 ~1.87; Item 1-3 ~1.87; end (the connection was refused) 0-2 ~0.43; end (the connection was reset) 0-1 ~0.35; take 1-4 ~2.43
  bob tells ItemCame Json 0-6 ~3.3; LinkEnded the connection was reset 0-1 ~0.35; Linked Json 1-3 ~1.87; Linked.IsStrict 0-2 ~1.13
  the goal takes ms 12-2210 ~536.7
# commands published: without a fault
  alice fires Order 5
  alice sends Hello 3; Item 6; call 3; end (the other side closed the connection) 3
  alice tells ItemCame Json 3; ItemRefused the link does not exist 1; Linked Json 3; Linked.IsStrict 2
  bob sends Accept 3; Item 3; take 3
  bob tells ItemCame Json 6; Linked Json 3; Linked.IsStrict 2
  the goal takes ms 20-28 ~22.2
# commands published: one lost
  alice fires Order 5
  alice sends Hello 2-3 ~2.75; Item 4-6 ~4.75; call 3; end (the other side closed the connection) 2-3 ~2.13
  alice tells ConnectFailed nothing arrived in time 0-1 ~0.13; ConnectFailed the connection was reset 0-1 ~0.5; ItemCame Json 2-3 ~2.13; ItemRefused the link does not exist 1; LinkEnded the connection was reset 0-1 ~0.25; Linked Json 2-3 ~2.38; Linked.IsStrict 1-2 ~1.58
  bob sends Accept 2-3 ~2.63; Item 2-3 ~2.63; take 2-3 ~2.88
  bob tells ItemCame Json 4-6 ~4.25; LinkEnded the connection was reset 0-1 ~0.63; Linked Json 2-3 ~2.63; Linked.IsStrict 1-2 ~1.75
  the goal takes ms 11-20 ~18.96
# commands published: one crash
  alice fires Order 4-6 ~4.79
  alice sends Hello 1-6 ~3.46; Item 2-12 ~6.42; call 3-6 ~3.92; end (the connection was reset) 0-3 ~1; end (the other side closed the connection) 0-3 ~0.33
  alice tells ConnectFailed the connection was refused 0-2 ~0.42; ConnectFailed the connection was reset 0-1 ~0.13; ItemCame Json 1-6 ~3.08; ItemRefused the link does not exist 1-2 ~1.17; LinkEnded the connection was reset 0-3 ~0.63; Linked Json 1-6 ~3.21; Linked.IsStrict 0-4 ~2.38
  bob sends Accept 1-6 ~3.33; Item 1-6 ~3.33; end (the connection was refused) 0-2 ~0.42; end (the connection was reset) 0-3 ~0.88; take 1-6 ~3.5
  bob tells ItemCame Json 0-12 ~6.17; LinkEnded the connection was reset 0-3 ~0.96; Linked Json 1-6 ~3.33; Linked.IsStrict 0-4 ~2.46
  the goal takes ms 12-1724 ~439.71
# ended recovering: without a fault
  alice sends Hello 1; Item 2; call 1
  alice tells ItemCame Json 1; ItemSent 2; ItemSent.bytes 420; LinkEnded the partner ended the link 1; Linked Json 1; Linked.IsStrict 1; Linked.isOurs 1
  bob fires Order 2
  bob sends Accept 1; Item 1; end (the other side closed the connection) 1; take 1
  bob tells ItemCame Json 2; ItemSent 1; ItemSent.bytes 210; LinkEnded this peer ended the link 1; Linked Json 1; Linked.IsStrict 1; Linked.isOurs 1
  the goal takes ms 20-28 ~22.2
# ended recovering: one lost
  alice sends Hello 0-1 ~0.75; Item 0-2 ~0.75; call 1
  alice tells ConnectFailed nothing arrived in time, start a peer there with: peer link listen 0-1 ~0.13; ConnectFailed the connection was reset 0-1 ~0.38; ConnectFailed the connection was reset, start a peer there with: peer link listen 0-1 ~0.13; ItemCame Json 0-1 ~0.13; ItemSent 0-2 ~0.75; ItemSent.bytes 0-420 ~157.5; LinkEnded the partner ended the link 0-1 ~0.38; Linked Json 0-1 ~0.38; Linked.IsStrict 0-1 ~0.38; Linked.isOurs 0-1 ~0.38
  bob fires Order 2
  bob sends Accept 0-1 ~0.63; Item 0-1 ~0.63; end (the other side closed the connection) 0-1 ~0.13; take 0-1 ~0.88
  bob tells ItemCame Json 0-2 ~0.25; ItemSent 0-1 ~0.63; ItemSent.bytes 0-210 ~131.25; LinkEnded the partner ended the link 0-1 ~0.5; LinkEnded this peer ended the link 0-1 ~0.13; Linked Json 0-1 ~0.63; Linked.IsStrict 0-1 ~0.63; Linked.isOurs 0-1 ~0.63
  the goal takes ms 11-20 ~16.88
# ended recovering: one crash
  alice sends Hello 0-2 ~1.17; Item 0-4 ~2; call 1-2 ~1.42; end (the connection was reset) 0-1 ~0.33
  alice tells ConnectFailed the connection was refused, start a peer there with: peer link listen 0-1 ~0.17; ConnectFailed the connection was reset 0-1 ~0.08; ItemCame Json 0-2 ~0.92; ItemSent 0-4 ~2; ItemSent.bytes 0-840 ~420; LinkEnded the partner ended the link 0-1 ~0.83; Linked Json 0-2 ~1; Linked.IsStrict 0-2 ~1; Linked.isOurs 0-2 ~1
  bob fires Order 2
  bob sends Accept 0-2 ~1.08; Item 0-2 ~1.08; end (the connection was refused) 0-1 ~0.17; end (the connection was reset) 0-1 ~0.33; end (the other side closed the connection) 0-1 ~0.58; take 0-2 ~1.25
  bob tells ItemCame Json 0-4 ~1.75; ItemSent 0-2 ~1.08; ItemSent.bytes 0-420 ~227.5; LinkEnded the partner ended the link 0-1 ~0.25; LinkEnded this peer ended the link 0-1 ~0.25; LinkEnded this peer ends 0-1 ~0.33; Linked Json 0-2 ~1.08; Linked.IsStrict 0-2 ~1.08; Linked.isOurs 0-2 ~1.08
  the goal takes ms 12-1005 ~269.67
# ended recovering,published: without a fault
  alice sends Hello 1; Item 2; call 1
  alice tells ItemCame Json 1; Linked Json 1; Linked.IsStrict 1
  bob fires Order 2
  bob sends Accept 1; Item 1; end (the other side closed the connection) 1; take 1
  bob tells ItemCame Json 2; ItemSent 1; ItemSent.bytes 210; LinkEnded this peer ended the link 1; Linked Json 1; Linked.IsStrict 1
  the goal takes ms 20-28 ~22.2
# ended recovering,published: one lost
  alice sends Hello 0-1 ~0.75; Item 0-2 ~0.75; call 1
  alice tells ConnectFailed nothing arrived in time 0-1 ~0.13; ConnectFailed the connection was reset 0-1 ~0.5; ItemCame Json 0-1 ~0.13; LinkEnded the connection was reset 0-1 ~0.38; Linked Json 0-1 ~0.38; Linked.IsStrict 0-1 ~0.38
  bob fires Order 2
  bob sends Accept 0-1 ~0.63; Item 0-1 ~0.63; end (the other side closed the connection) 0-1 ~0.13; take 0-1 ~0.88
  bob tells ItemCame Json 0-2 ~0.25; ItemSent 0-1 ~0.63; ItemSent.bytes 0-210 ~131.25; LinkEnded the partner ended the link 0-1 ~0.5; LinkEnded this peer ended the link 0-1 ~0.13; Linked Json 0-1 ~0.63; Linked.IsStrict 0-1 ~0.63
  the goal takes ms 11-20 ~16.88
# ended recovering,published: one crash
  alice sends Hello 0-2 ~1.17; Item 0-4 ~2; call 1-2 ~1.42; end (the connection was reset) 0-1 ~0.33
  alice tells ConnectFailed the connection was refused 0-1 ~0.17; ConnectFailed the connection was reset 0-1 ~0.08; ItemCame Json 0-2 ~0.92; LinkEnded the connection was reset 0-1 ~0.25; Linked Json 0-2 ~1; Linked.IsStrict 0-2 ~1
  bob fires Order 2
  bob sends Accept 0-2 ~1.08; Item 0-2 ~1.08; end (the connection was refused) 0-1 ~0.17; end (the connection was reset) 0-1 ~0.33; end (the other side closed the connection) 0-1 ~0.58; take 0-2 ~1.25
  bob tells ItemCame Json 0-4 ~1.75; ItemSent 0-2 ~1.08; ItemSent.bytes 0-420 ~227.5; LinkEnded the partner ended the link 0-1 ~0.25; LinkEnded this peer ended the link 0-1 ~0.25; LinkEnded this peer ends 0-1 ~0.33; Linked Json 0-2 ~1.08; Linked.IsStrict 0-2 ~1.08
  the goal takes ms 12-1005 ~269.67
# ended published,recovering: without a fault
  alice sends Hello 1; Item 2; call 1
  alice tells ItemCame Json 1; ItemSent 2; ItemSent.bytes 420; LinkEnded the partner ended the link 1; Linked Json 1; Linked.IsStrict 1
  bob fires Order 2
  bob sends Accept 1; Item 1; end (the other side closed the connection) 1; take 1
  bob tells ItemCame Json 2; Linked Json 1; Linked.IsStrict 1
  the goal takes ms 20-28 ~22.2
# ended published,recovering: one lost
  alice sends Hello 0-1 ~0.75; Item 0-2 ~0.75; call 1
  alice tells ConnectFailed nothing arrived in time, start a peer there with: peer link listen 0-1 ~0.13; ConnectFailed the connection was reset 0-1 ~0.38; ConnectFailed the connection was reset, start a peer there with: peer link listen 0-1 ~0.13; ItemCame Json 0-1 ~0.13; ItemSent 0-2 ~0.75; ItemSent.bytes 0-420 ~157.5; LinkEnded the partner ended the link 0-1 ~0.38; Linked Json 0-1 ~0.38; Linked.IsStrict 0-1 ~0.38
  bob fires Order 2
  bob sends Accept 0-1 ~0.63; Item 0-1 ~0.63; end (the other side closed the connection) 0-1 ~0.13; take 0-1 ~0.88
  bob tells ItemCame Json 0-2 ~0.25; LinkEnded the connection was reset 0-1 ~0.5; Linked Json 0-1 ~0.63; Linked.IsStrict 0-1 ~0.63
  the goal takes ms 11-20 ~16.88
# ended published,recovering: one crash
  alice sends Hello 0-2 ~1.17; Item 0-4 ~2; call 1-2 ~1.42; end (the connection was reset) 0-1 ~0.33
  alice tells ConnectFailed the connection was refused, start a peer there with: peer link listen 0-1 ~0.17; ConnectFailed the connection was reset 0-1 ~0.08; ItemCame Json 0-2 ~0.92; ItemSent 0-4 ~2; ItemSent.bytes 0-840 ~420; LinkEnded the partner ended the link 0-1 ~0.83; Linked Json 0-2 ~1; Linked.IsStrict 0-2 ~1
  bob fires Order 2
  bob sends Accept 0-2 ~1.08; Item 0-2 ~1.08; end (the connection was refused) 0-1 ~0.17; end (the connection was reset) 0-1 ~0.42; end (the other side closed the connection) 0-1 ~0.5; take 0-2 ~1.25
  bob tells ItemCame Json 0-4 ~1.75; LinkEnded the connection was reset 0-1 ~0.25; Linked Json 0-2 ~1.08; Linked.IsStrict 0-2 ~1.08
  the goal takes ms 12-1505 ~311.33
# ended published: without a fault
  alice sends Hello 1; Item 2; call 1
  alice tells ItemCame Json 1; Linked Json 1; Linked.IsStrict 1
  bob fires Order 2
  bob sends Accept 1; Item 1; end (the other side closed the connection) 1; take 1
  bob tells ItemCame Json 2; Linked Json 1; Linked.IsStrict 1
  the goal takes ms 20-28 ~22.2
# ended published: one lost
  alice sends Hello 0-1 ~0.75; Item 0-2 ~0.75; call 1
  alice tells ConnectFailed nothing arrived in time 0-1 ~0.13; ConnectFailed the connection was reset 0-1 ~0.5; ItemCame Json 0-1 ~0.13; LinkEnded the connection was reset 0-1 ~0.38; Linked Json 0-1 ~0.38; Linked.IsStrict 0-1 ~0.38
  bob fires Order 2
  bob sends Accept 0-1 ~0.63; Item 0-1 ~0.63; end (the other side closed the connection) 0-1 ~0.13; take 0-1 ~0.88
  bob tells ItemCame Json 0-2 ~0.25; LinkEnded the connection was reset 0-1 ~0.5; Linked Json 0-1 ~0.63; Linked.IsStrict 0-1 ~0.63
  the goal takes ms 11-20 ~16.88
# ended published: one crash
  alice sends Hello 0-2 ~1.17; Item 0-4 ~2; call 1-2 ~1.42; end (the connection was reset) 0-1 ~0.33
  alice tells ConnectFailed the connection was refused 0-1 ~0.17; ConnectFailed the connection was reset 0-1 ~0.08; ItemCame Json 0-2 ~0.92; LinkEnded the connection was reset 0-1 ~0.33; Linked Json 0-2 ~1; Linked.IsStrict 0-2 ~1
  bob fires Order 2
  bob sends Accept 0-2 ~1.08; Item 0-2 ~1.08; end (the connection was refused) 0-1 ~0.17; end (the connection was reset) 0-1 ~0.42; end (the other side closed the connection) 0-1 ~0.5; take 0-2 ~1.25
  bob tells ItemCame Json 0-4 ~1.75; LinkEnded the connection was reset 0-1 ~0.25; Linked Json 0-2 ~1.08; Linked.IsStrict 0-2 ~1.08
  the goal takes ms 12-1505 ~311.33
# accepted recovering: without a fault
  alice fires Beat 1
  alice sends Hello 1; Item 2; Ping 1; call 1
  alice tells ItemCame Json 1; ItemSent 2; ItemSent.bytes 420; Linked Json 1; Linked.IsStrict 1; Linked.isOurs 1
  bob fires Beat 1; Order 1
  bob sends Accept 1; Item 1; Ping 1; take 1
  bob tells ItemCame Json 2; ItemSent 1; ItemSent.bytes 210; Linked Json 1; Linked.IsStrict 1; Linked.isOurs 1; OfferCame Json 1; OfferCame.IsOurs 1; OfferCame.IsStrict 1
  the goal takes ms 502-504 ~503.2
# accepted recovering: one lost
  alice fires Beat 0-1 ~0.22
  alice sends Hello 0-1 ~0.78; Item 0-2 ~0.89; Ping 0-1 ~0.22; call 1
  alice tells ConnectFailed nothing arrived in time, start a peer there with: peer link listen 0-1 ~0.11; ConnectFailed the connection was reset 0-1 ~0.33; ConnectFailed the connection was reset, start a peer there with: peer link listen 0-1 ~0.11; ItemCame Json 0-1 ~0.22; ItemSent 0-2 ~0.89; ItemSent.bytes 0-420 ~186.67; LinkEnded the partner ended the link 0-1 ~0.44; Linked Json 0-1 ~0.44; Linked.IsStrict 0-1 ~0.44; Linked.isOurs 0-1 ~0.44
  bob fires Beat 0-1 ~0.22; Order 1
  bob sends Accept 0-1 ~0.67; Item 0-1 ~0.67; Ping 0-1 ~0.22; take 0-1 ~0.89
  bob tells ItemCame Json 0-2 ~0.44; ItemSent 0-1 ~0.67; ItemSent.bytes 0-210 ~140; LinkEnded the partner ended the link 0-1 ~0.67; Linked Json 0-1 ~0.67; Linked.IsStrict 0-1 ~0.67; Linked.isOurs 0-1 ~0.67; OfferCame Json 0-1 ~0.67; OfferCame.IsOurs 0-1 ~0.67; OfferCame.IsStrict 0-1 ~0.67
  the goal takes ms 11-504 ~340.11
# accepted recovering: one crash
  alice fires Beat 0-1 ~0.29; Deadline 0-1 ~0.29
  alice sends Hello 0-2 ~1.14; Item 0-2 ~1.29; Ping 0-1 ~0.29; call 1-2 ~1.29; end (the connection was reset) 0-1 ~0.43; end (the other side closed the connection) 0-1 ~0.29
  alice tells ConnectFailed the connection was refused, start a peer there with: peer link listen 0-1 ~0.07; ConnectFailed the connection was reset 0-1 ~0.14; ConnectFailed the peer did not answer the offer in time 0-1 ~0.29; ItemCame Json 0-1 ~0.57; ItemSent 0-2 ~1.29; ItemSent.bytes 0-420 ~270; LinkEnded the partner ended the link 0-1 ~0.36; Linked Json 0-1 ~0.64; Linked.IsStrict 0-1 ~0.64; Linked.isOurs 0-1 ~0.64
  bob fires Beat 0-1 ~0.29; Order 1-2 ~1.21
  bob sends Accept 0-1 ~0.64; Item 0-1 ~0.64; Ping 0-1 ~0.29; end (the connection was refused) 0-1 ~0.07; end (the connection was reset) 0-1 ~0.5; take 0-2 ~1.21
  bob tells ItemCame Json 0-2 ~1.07; ItemSent 0-1 ~0.64; ItemSent.bytes 0-210 ~135; LinkEnded the partner ended the link 0-1 ~0.29; Linked Json 0-1 ~0.64; Linked.IsStrict 0-1 ~0.64; Linked.isOurs 0-1 ~0.64; OfferCame Json 0-2 ~1.07; OfferCame.IsOurs 0-2 ~1.07; OfferCame.IsStrict 0-2 ~1.07; OfferRefused the caller did not wait for the answer 0-1 ~0.07
  the goal takes ms 12-3008 ~1044.21
# accepted recovering,published: without a fault
  alice sends Hello 1; Item 2; call 1
  alice tells ItemCame Json 1; Linked Json 1; Linked.IsStrict 1
  bob fires Beat 1; Order 1
  bob sends Accept 1; Item 1; Ping 1; take 1
  bob tells ItemCame Json 2; ItemSent 1; ItemSent.bytes 210; Linked Json 1; Linked.IsStrict 1; OfferCame Json 1; OfferCame.IsStrict 1
  the goal takes ms 502-504 ~503.2
# accepted recovering,published: one lost
  alice sends Hello 0-1 ~0.75; Item 0-2 ~0.75; call 1
  alice tells ConnectFailed nothing arrived in time 0-1 ~0.13; ConnectFailed the connection was reset 0-1 ~0.5; ItemCame Json 0-1 ~0.13; LinkEnded the connection was reset 0-1 ~0.38; Linked Json 0-1 ~0.38; Linked.IsStrict 0-1 ~0.38
  bob fires Beat 0-1 ~0.13; Order 1
  bob sends Accept 0-1 ~0.63; Item 0-1 ~0.63; Ping 0-1 ~0.13; take 0-1 ~0.88
  bob tells ItemCame Json 0-2 ~0.25; ItemSent 0-1 ~0.63; ItemSent.bytes 0-210 ~131.25; LinkEnded the partner ended the link 0-1 ~0.63; Linked Json 0-1 ~0.63; Linked.IsStrict 0-1 ~0.63; OfferCame Json 0-1 ~0.63; OfferCame.IsStrict 0-1 ~0.63
  the goal takes ms 11-504 ~319.63
# accepted recovering,published: one crash
  alice fires Deadline 0-1 ~0.33
  alice sends Hello 0-2 ~1.17; Item 0-2 ~1.17; call 1-2 ~1.33; end (the connection was reset) 0-1 ~0.42; end (the other side closed the connection) 0-1 ~0.33
  alice tells ConnectFailed no answer in time 0-1 ~0.33; ConnectFailed the connection was refused 0-1 ~0.08; ConnectFailed the connection was reset 0-1 ~0.17; ItemCame Json 0-1 ~0.5; LinkEnded the connection was reset 0-1 ~0.33; Linked Json 0-1 ~0.58; Linked.IsStrict 0-1 ~0.58
  bob fires Beat 0-1 ~0.17; Order 1-2 ~1.25
  bob sends Accept 0-1 ~0.58; Item 0-1 ~0.58; Ping 0-1 ~0.17; end (the connection was refused) 0-1 ~0.08; end (the connection was reset) 0-1 ~0.5; take 0-2 ~1.25
  bob tells ItemCame Json 0-2 ~0.92; ItemSent 0-1 ~0.58; ItemSent.bytes 0-210 ~122.5; LinkEnded the partner ended the link 0-1 ~0.25; Linked Json 0-1 ~0.58; Linked.IsStrict 0-1 ~0.58; OfferCame Json 0-2 ~1.08; OfferCame.IsStrict 0-2 ~1.08; OfferRefused the caller did not wait for the answer 0-1 ~0.08
  the goal takes ms 12-3008 ~1134.25
# accepted published,recovering: without a fault
  alice fires Beat 1
  alice sends Hello 1; Item 2; Ping 1; call 1
  alice tells ItemCame Json 1; ItemSent 2; ItemSent.bytes 420; Linked Json 1; Linked.IsStrict 1
  bob fires Order 1
  bob sends Accept 1; Item 1; take 1
  bob tells ItemCame Json 2; Linked Json 1; Linked.IsStrict 1
  the goal takes ms 20-28 ~22.2
# accepted published,recovering: one lost
  alice fires Beat 0-1 ~0.13
  alice sends Hello 0-1 ~0.75; Item 0-2 ~0.75; Ping 0-1 ~0.13; call 1
  alice tells ConnectFailed nothing arrived in time, start a peer there with: peer link listen 0-1 ~0.13; ConnectFailed the connection was reset 0-1 ~0.38; ConnectFailed the connection was reset, start a peer there with: peer link listen 0-1 ~0.13; ItemCame Json 0-1 ~0.13; ItemSent 0-2 ~0.75; ItemSent.bytes 0-420 ~157.5; LinkEnded the partner ended the link 0-1 ~0.38; Linked Json 0-1 ~0.38; Linked.IsStrict 0-1 ~0.38
  bob fires Order 1
  bob sends Accept 0-1 ~0.63; Item 0-1 ~0.63; take 0-1 ~0.88
  bob tells ItemCame Json 0-2 ~0.25; LinkEnded the connection was reset 0-1 ~0.63; Linked Json 0-1 ~0.63; Linked.IsStrict 0-1 ~0.63
  the goal takes ms 11-20 ~16.88
# accepted published,recovering: one crash
  alice fires Beat 0-1 ~0.5
  alice sends Hello 0-2 ~1.25; Item 0-4 ~2.17; Ping 0-1 ~0.5; call 1-2 ~1.42; end (the connection was reset) 0-1 ~0.42
  alice tells ConnectFailed the connection was refused, start a peer there with: peer link listen 0-1 ~0.08; ConnectFailed the connection was reset 0-1 ~0.08; ItemCame Json 0-2 ~1; ItemSent 0-4 ~2.17; ItemSent.bytes 0-840 ~455; LinkEnded the partner ended the link 0-1 ~0.42; Linked Json 0-2 ~1.08; Linked.IsStrict 0-2 ~1.08
  bob fires Order 1-2 ~1.08
  bob sends Accept 0-2 ~1.17; Item 0-2 ~1.17; end (the connection was refused) 0-1 ~0.08; end (the connection was reset) 0-1 ~0.5; take 0-2 ~1.33
  bob tells ItemCame Json 0-4 ~1.92; LinkEnded the connection was reset 0-1 ~0.33; Linked Json 0-2 ~1.17; Linked.IsStrict 0-2 ~1.17
  the goal takes ms 12-1526 ~313.08
# accepted published: without a fault
  alice sends Hello 1; Item 2; call 1
  alice tells ItemCame Json 1; Linked Json 1; Linked.IsStrict 1
  bob fires Order 1
  bob sends Accept 1; Item 1; take 1
  bob tells ItemCame Json 2; Linked Json 1; Linked.IsStrict 1
  the goal takes ms 20-28 ~22.2
# accepted published: one lost
  alice sends Hello 0-1 ~0.71; Item 0-2 ~0.57; call 1
  alice tells ConnectFailed nothing arrived in time 0-1 ~0.14; ConnectFailed the connection was reset 0-1 ~0.57; LinkEnded the connection was reset 0-1 ~0.29; Linked Json 0-1 ~0.29; Linked.IsStrict 0-1 ~0.29
  bob fires Order 1
  bob sends Accept 0-1 ~0.57; Item 0-1 ~0.57; take 0-1 ~0.86
  bob tells LinkEnded the connection was reset 0-1 ~0.57; Linked Json 0-1 ~0.57; Linked.IsStrict 0-1 ~0.57
  the goal takes ms 11-20 ~16.43
# accepted published: one crash
  alice sends Hello 0-2 ~1.2; Item 0-4 ~2; call 1-2 ~1.4; end (the connection was reset) 0-1 ~0.4
  alice tells ConnectFailed the connection was refused 0-1 ~0.1; ConnectFailed the connection was reset 0-1 ~0.1; ItemCame Json 0-2 ~0.9; LinkEnded the connection was reset 0-1 ~0.4; Linked Json 0-2 ~1; Linked.IsStrict 0-2 ~1
  bob fires Order 1-2 ~1.1
  bob sends Accept 0-2 ~1.1; Item 0-2 ~1.1; end (the connection was refused) 0-1 ~0.1; end (the connection was reset) 0-1 ~0.5; take 0-2 ~1.3
  bob tells ItemCame Json 0-4 ~1.7; LinkEnded the connection was reset 0-1 ~0.3; Linked Json 0-2 ~1.1; Linked.IsStrict 0-2 ~1.1
  the goal takes ms 12-531 ~221.1
# refused recovering: without a fault
  alice sends Hello 1; call 1; end (the other side closed the connection) 1
  alice tells ConnectFailed the peer denied the offer 1
  bob fires Order 1
  bob sends Deny 1; end (the other side closed the connection) 1; take 1
  bob tells OfferCame Json 1; OfferCame.IsOurs 1; OfferCame.IsStrict 1; OfferRefused the user denied the offer 1
  the goal takes ms 501-504 ~501.8
# refused recovering: one lost
  alice sends Hello 0-1 ~0.67; call 1; end (the other side closed the connection) 0-1 ~0.17
  alice tells ConnectFailed nothing arrived in time, start a peer there with: peer link listen 0-1 ~0.17; ConnectFailed the connection was reset 0-1 ~0.5; ConnectFailed the connection was reset, start a peer there with: peer link listen 0-1 ~0.17; ConnectFailed the peer denied the offer 0-1 ~0.17
  bob fires Order 1
  bob sends Deny 0-1 ~0.5; end (the other side closed the connection) 0-1 ~0.5; take 0-1 ~0.83
  bob tells OfferCame Json 0-1 ~0.5; OfferCame.IsOurs 0-1 ~0.5; OfferCame.IsStrict 0-1 ~0.5; OfferRefused the user denied the offer 0-1 ~0.5
  the goal takes ms 11-504 ~257.83
# refused recovering: one crash
  alice fires Deadline 0-1 ~0.44
  alice sends Hello 0-2 ~1.22; call 1-2 ~1.44; end (the connection was reset) 0-1 ~0.22; end (the other side closed the connection) 0-2 ~0.89
  alice tells ConnectFailed the connection was refused, start a peer there with: peer link listen 0-1 ~0.11; ConnectFailed the connection was reset 0-1 ~0.22; ConnectFailed the peer denied the offer 0-1 ~0.44; ConnectFailed the peer did not answer the offer in time 0-1 ~0.44
  bob fires Order 1-2 ~1.22
  bob sends Deny 0-1 ~0.44; end (the connection was refused) 0-1 ~0.11; end (the connection was reset) 0-1 ~0.22; end (the other side closed the connection) 0-1 ~0.44; take 0-2 ~1.33
  bob tells OfferCame Json 0-2 ~1.11; OfferCame.IsOurs 0-2 ~1.11; OfferCame.IsStrict 0-2 ~1.11; OfferRefused the caller did not wait for the answer 0-1 ~0.11; OfferRefused the user denied the offer 0-1 ~0.44
  the goal takes ms 12-3010 ~1344
# refused recovering,published: without a fault
  alice sends Hello 1; call 1; end (the other side closed the connection) 1
  alice tells ConnectFailed the peer did not accept the offer 1
  bob fires Order 1
  bob sends Deny 1; end (the other side closed the connection) 1; take 1
  bob tells OfferCame Json 1; OfferCame.IsStrict 1; OfferRefused the user denied the offer 1
  the goal takes ms 501-504 ~501.8
# refused recovering,published: one lost
  alice sends Hello 0-1 ~0.67; call 1; end (the other side closed the connection) 0-1 ~0.17
  alice tells ConnectFailed nothing arrived in time 0-1 ~0.17; ConnectFailed the connection was reset 0-1 ~0.67; ConnectFailed the peer did not accept the offer 0-1 ~0.17
  bob fires Order 1
  bob sends Deny 0-1 ~0.5; end (the other side closed the connection) 0-1 ~0.5; take 0-1 ~0.83
  bob tells OfferCame Json 0-1 ~0.5; OfferCame.IsStrict 0-1 ~0.5; OfferRefused the user denied the offer 0-1 ~0.5
  the goal takes ms 11-504 ~257.83
# refused recovering,published: one crash
  alice fires Deadline 0-1 ~0.44
  alice sends Hello 0-2 ~1.22; call 1-2 ~1.44; end (the connection was reset) 0-1 ~0.22; end (the other side closed the connection) 0-2 ~0.89
  alice tells ConnectFailed no answer in time 0-1 ~0.44; ConnectFailed the connection was refused 0-1 ~0.11; ConnectFailed the connection was reset 0-1 ~0.22; ConnectFailed the peer did not accept the offer 0-1 ~0.44
  bob fires Order 1-2 ~1.22
  bob sends Deny 0-1 ~0.44; end (the connection was refused) 0-1 ~0.11; end (the connection was reset) 0-1 ~0.22; end (the other side closed the connection) 0-1 ~0.44; take 0-2 ~1.33
  bob tells OfferCame Json 0-2 ~1.11; OfferCame.IsStrict 0-2 ~1.11; OfferRefused the caller did not wait for the answer 0-1 ~0.11; OfferRefused the user denied the offer 0-1 ~0.44
  the goal takes ms 12-3010 ~1344
# refused published,recovering: without a fault
  alice fires Beat 1
  alice sends Hello 1; Item 2; Ping 1; call 1
  alice tells ItemCame Json 1; ItemSent 2; ItemSent.bytes 420; Linked Json 1; Linked.IsStrict 1
  bob fires Order 1
  bob sends Accept 1; Item 1; take 1
  bob tells ItemCame Json 2; Linked Json 1; Linked.IsStrict 1
  the goal takes ms 20-28 ~22.2
# refused published,recovering: one lost
  alice fires Beat 0-1 ~0.13
  alice sends Hello 0-1 ~0.75; Item 0-2 ~0.75; Ping 0-1 ~0.13; call 1
  alice tells ConnectFailed nothing arrived in time, start a peer there with: peer link listen 0-1 ~0.13; ConnectFailed the connection was reset 0-1 ~0.38; ConnectFailed the connection was reset, start a peer there with: peer link listen 0-1 ~0.13; ItemCame Json 0-1 ~0.13; ItemSent 0-2 ~0.75; ItemSent.bytes 0-420 ~157.5; LinkEnded the partner ended the link 0-1 ~0.38; Linked Json 0-1 ~0.38; Linked.IsStrict 0-1 ~0.38
  bob fires Order 1
  bob sends Accept 0-1 ~0.63; Item 0-1 ~0.63; take 0-1 ~0.88
  bob tells ItemCame Json 0-2 ~0.25; LinkEnded the connection was reset 0-1 ~0.63; Linked Json 0-1 ~0.63; Linked.IsStrict 0-1 ~0.63
  the goal takes ms 11-20 ~16.88
# refused published,recovering: one crash
  alice fires Beat 0-1 ~0.5
  alice sends Hello 0-2 ~1.25; Item 0-4 ~2.17; Ping 0-1 ~0.5; call 1-2 ~1.42; end (the connection was reset) 0-1 ~0.42
  alice tells ConnectFailed the connection was refused, start a peer there with: peer link listen 0-1 ~0.08; ConnectFailed the connection was reset 0-1 ~0.08; ItemCame Json 0-2 ~1; ItemSent 0-4 ~2.17; ItemSent.bytes 0-840 ~455; LinkEnded the partner ended the link 0-1 ~0.42; Linked Json 0-2 ~1.08; Linked.IsStrict 0-2 ~1.08
  bob fires Order 1-2 ~1.08
  bob sends Accept 0-2 ~1.17; Item 0-2 ~1.17; end (the connection was refused) 0-1 ~0.08; end (the connection was reset) 0-1 ~0.5; take 0-2 ~1.33
  bob tells ItemCame Json 0-4 ~1.92; LinkEnded the connection was reset 0-1 ~0.33; Linked Json 0-2 ~1.17; Linked.IsStrict 0-2 ~1.17
  the goal takes ms 12-1526 ~313.08
# refused published: without a fault
  alice sends Hello 1; Item 2; call 1
  alice tells ItemCame Json 1; Linked Json 1; Linked.IsStrict 1
  bob fires Order 1
  bob sends Accept 1; Item 1; take 1
  bob tells ItemCame Json 2; Linked Json 1; Linked.IsStrict 1
  the goal takes ms 20-28 ~22.2
# refused published: one lost
  alice sends Hello 0-1 ~0.71; Item 0-2 ~0.57; call 1
  alice tells ConnectFailed nothing arrived in time 0-1 ~0.14; ConnectFailed the connection was reset 0-1 ~0.57; LinkEnded the connection was reset 0-1 ~0.29; Linked Json 0-1 ~0.29; Linked.IsStrict 0-1 ~0.29
  bob fires Order 1
  bob sends Accept 0-1 ~0.57; Item 0-1 ~0.57; take 0-1 ~0.86
  bob tells LinkEnded the connection was reset 0-1 ~0.57; Linked Json 0-1 ~0.57; Linked.IsStrict 0-1 ~0.57
  the goal takes ms 11-20 ~16.43
# refused published: one crash
  alice sends Hello 0-2 ~1.2; Item 0-4 ~2; call 1-2 ~1.4; end (the connection was reset) 0-1 ~0.4
  alice tells ConnectFailed the connection was refused 0-1 ~0.1; ConnectFailed the connection was reset 0-1 ~0.1; ItemCame Json 0-2 ~0.9; LinkEnded the connection was reset 0-1 ~0.4; Linked Json 0-2 ~1; Linked.IsStrict 0-2 ~1
  bob fires Order 1-2 ~1.1
  bob sends Accept 0-2 ~1.1; Item 0-2 ~1.1; end (the connection was refused) 0-1 ~0.1; end (the connection was reset) 0-1 ~0.5; take 0-2 ~1.3
  bob tells ItemCame Json 0-4 ~1.7; LinkEnded the connection was reset 0-1 ~0.3; Linked Json 0-2 ~1.1; Linked.IsStrict 0-2 ~1.1
  the goal takes ms 12-531 ~221.1
# undecided recovering: without a fault
  alice fires Deadline 1
  alice sends Hello 1; call 1; end (the other side closed the connection) 1
  alice tells ConnectFailed the peer did not answer the offer in time 1
  bob sends take 1
  bob tells OfferCame Json 1; OfferCame.IsOurs 1; OfferCame.IsStrict 1
  the goal takes ms 2012-2018 ~2015.1
# undecided recovering: one lost
  alice fires Deadline 0-1 ~0.25
  alice sends Hello 0-1 ~0.5; call 1; end (the other side closed the connection) 0-1 ~0.25
  alice tells ConnectFailed nothing arrived in time, start a peer there with: peer link listen 0-1 ~0.25; ConnectFailed the connection was reset 0-1 ~0.25; ConnectFailed the connection was reset, start a peer there with: peer link listen 0-1 ~0.25; ConnectFailed the peer did not answer the offer in time 0-1 ~0.25
  bob sends take 0-1 ~0.75
  bob tells OfferCame Json 0-1 ~0.25; OfferCame.IsOurs 0-1 ~0.25; OfferCame.IsStrict 0-1 ~0.25
  the goal takes ms 11-2012 ~512.75
# undecided recovering: one crash
  alice fires Deadline 0-1 ~0.5
  alice sends Hello 0-2 ~1; call 1-2 ~1.33; end (the connection was reset) 0-1 ~0.33; end (the other side closed the connection) 0-1 ~0.5
  alice tells ConnectFailed the connection was refused, start a peer there with: peer link listen 0-1 ~0.17; ConnectFailed the connection was reset 0-1 ~0.33; ConnectFailed the peer did not answer the offer in time 0-1 ~0.5
  bob sends end (the connection was refused) 0-1 ~0.17; end (the connection was reset) 0-1 ~0.33; take 0-2 ~1.17
  bob tells OfferCame Json 0-2 ~0.83; OfferCame.IsOurs 0-2 ~0.83; OfferCame.IsStrict 0-2 ~0.83; OfferRefused the caller did not wait for the answer 0-1 ~0.17
  the goal takes ms 12-2520 ~1181.67
# undecided recovering,published: without a fault
  alice fires Deadline 1
  alice sends Hello 1; call 1; end (the other side closed the connection) 1
  alice tells ConnectFailed no answer in time 1
  bob sends take 1
  bob tells OfferCame Json 1; OfferCame.IsStrict 1
  the goal takes ms 2012-2018 ~2015.1
# undecided recovering,published: one lost
  alice fires Deadline 0-1 ~0.25
  alice sends Hello 0-1 ~0.5; call 1; end (the other side closed the connection) 0-1 ~0.25
  alice tells ConnectFailed no answer in time 0-1 ~0.25; ConnectFailed nothing arrived in time 0-1 ~0.25; ConnectFailed the connection was reset 0-1 ~0.5
  bob sends take 0-1 ~0.75
  bob tells OfferCame Json 0-1 ~0.25; OfferCame.IsStrict 0-1 ~0.25
  the goal takes ms 11-2012 ~512.75
# undecided recovering,published: one crash
  alice fires Deadline 0-1 ~0.5
  alice sends Hello 0-2 ~1; call 1-2 ~1.33; end (the connection was reset) 0-1 ~0.33; end (the other side closed the connection) 0-1 ~0.5
  alice tells ConnectFailed no answer in time 0-1 ~0.5; ConnectFailed the connection was refused 0-1 ~0.17; ConnectFailed the connection was reset 0-1 ~0.33
  bob sends end (the connection was refused) 0-1 ~0.17; end (the connection was reset) 0-1 ~0.33; take 0-2 ~1.17
  bob tells OfferCame Json 0-2 ~0.83; OfferCame.IsStrict 0-2 ~0.83; OfferRefused the caller did not wait for the answer 0-1 ~0.17
  the goal takes ms 12-2520 ~1181.67
# undecided published,recovering: without a fault
  alice fires Beat 1
  alice sends Hello 1; Item 2; Ping 1; call 1
  alice tells ItemCame Json 1; ItemSent 2; ItemSent.bytes 420; Linked Json 1; Linked.IsStrict 1
  bob sends Accept 1; Item 1; take 1
  bob tells ItemCame Json 2; Linked Json 1; Linked.IsStrict 1
  the goal takes ms 20-28 ~22.2
# undecided published,recovering: one lost
  alice fires Beat 0-1 ~0.13
  alice sends Hello 0-1 ~0.75; Item 0-2 ~0.75; Ping 0-1 ~0.13; call 1
  alice tells ConnectFailed nothing arrived in time, start a peer there with: peer link listen 0-1 ~0.13; ConnectFailed the connection was reset 0-1 ~0.38; ConnectFailed the connection was reset, start a peer there with: peer link listen 0-1 ~0.13; ItemCame Json 0-1 ~0.13; ItemSent 0-2 ~0.75; ItemSent.bytes 0-420 ~157.5; LinkEnded the partner ended the link 0-1 ~0.38; Linked Json 0-1 ~0.38; Linked.IsStrict 0-1 ~0.38
  bob sends Accept 0-1 ~0.63; Item 0-1 ~0.63; take 0-1 ~0.88
  bob tells ItemCame Json 0-2 ~0.25; LinkEnded the connection was reset 0-1 ~0.63; Linked Json 0-1 ~0.63; Linked.IsStrict 0-1 ~0.63
  the goal takes ms 11-20 ~16.88
# undecided published,recovering: one crash
  alice fires Beat 0-1 ~0.55
  alice sends Hello 0-2 ~1.27; Item 0-4 ~2.18; Ping 0-1 ~0.55; call 1-2 ~1.45; end (the connection was reset) 0-1 ~0.45
  alice tells ConnectFailed the connection was refused, start a peer there with: peer link listen 0-1 ~0.09; ConnectFailed the connection was reset 0-1 ~0.09; ItemCame Json 0-2 ~1; ItemSent 0-4 ~2.18; ItemSent.bytes 0-840 ~458.18; LinkEnded the partner ended the link 0-1 ~0.36; Linked Json 0-2 ~1.09; Linked.IsStrict 0-2 ~1.09
  bob sends Accept 0-2 ~1.18; Item 0-2 ~1.18; end (the connection was refused) 0-1 ~0.09; end (the connection was reset) 0-1 ~0.45; take 0-2 ~1.36
  bob tells ItemCame Json 0-4 ~1.91; LinkEnded the connection was reset 0-1 ~0.36; Linked Json 0-2 ~1.18; Linked.IsStrict 0-2 ~1.18
  the goal takes ms 12-1526 ~339.73
# undecided published: without a fault
  alice sends Hello 1; Item 2; call 1
  alice tells ItemCame Json 1; Linked Json 1; Linked.IsStrict 1
  bob sends Accept 1; Item 1; take 1
  bob tells ItemCame Json 2; Linked Json 1; Linked.IsStrict 1
  the goal takes ms 20-28 ~22.2
# undecided published: one lost
  alice sends Hello 0-1 ~0.71; Item 0-2 ~0.57; call 1
  alice tells ConnectFailed nothing arrived in time 0-1 ~0.14; ConnectFailed the connection was reset 0-1 ~0.57; LinkEnded the connection was reset 0-1 ~0.29; Linked Json 0-1 ~0.29; Linked.IsStrict 0-1 ~0.29
  bob sends Accept 0-1 ~0.57; Item 0-1 ~0.57; take 0-1 ~0.86
  bob tells LinkEnded the connection was reset 0-1 ~0.57; Linked Json 0-1 ~0.57; Linked.IsStrict 0-1 ~0.57
  the goal takes ms 11-20 ~16.43
# undecided published: one crash
  alice sends Hello 0-2 ~1.22; Item 0-4 ~2; call 1-2 ~1.44; end (the connection was reset) 0-1 ~0.44
  alice tells ConnectFailed the connection was refused 0-1 ~0.11; ConnectFailed the connection was reset 0-1 ~0.11; ItemCame Json 0-2 ~0.89; LinkEnded the connection was reset 0-1 ~0.33; Linked Json 0-2 ~1; Linked.IsStrict 0-2 ~1
  bob sends Accept 0-2 ~1.11; Item 0-2 ~1.11; end (the connection was refused) 0-1 ~0.11; end (the connection was reset) 0-1 ~0.44; take 0-2 ~1.33
  bob tells ItemCame Json 0-4 ~1.67; LinkEnded the connection was reset 0-1 ~0.33; Linked Json 0-2 ~1.11; Linked.IsStrict 0-2 ~1.11
  the goal takes ms 12-531 ~243.44
# full recovering: without a fault
  alice fires Beat 1
  alice sends Hello 1; Item 1; Ping 1; call 1
  alice tells ItemCame Json 1; ItemSent 1; ItemSent.bytes 210; Linked Json 1; Linked.IsStrict 1; Linked.isOurs 1
  bob fires Beat 1
  bob sends Accept 1; Deny 1; Item 1; Ping 1; end (the other side closed the connection) 1; take 2
  bob tells ItemCame Json 1; ItemSent 1; ItemSent.bytes 210; Linked Json 1; Linked.IsStrict 1; Linked.isOurs 1; OfferRefused 1 links are open 1
  cara sends Hello 1; call 1; end (the other side closed the connection) 1
  cara tells ConnectFailed the peer denied the offer 1
  the goal takes ms 28-35 ~31.2
# full recovering: one lost
  alice fires Beat 0-1 ~0.57
  alice sends Hello 0-1 ~0.86; Item 0-1 ~0.64; Ping 0-1 ~0.57; call 1
  alice tells ConnectFailed nothing arrived in time, start a peer there with: peer link listen 0-1 ~0.07; ConnectFailed the connection was reset 0-1 ~0.21; ConnectFailed the connection was reset, start a peer there with: peer link listen 0-1 ~0.07; ItemCame Json 0-1 ~0.57; ItemSent 0-1 ~0.64; ItemSent.bytes 0-210 ~135; LinkEnded the partner ended the link 0-1 ~0.21; Linked Json 0-1 ~0.64; Linked.IsStrict 0-1 ~0.64; Linked.isOurs 0-1 ~0.64
  bob fires Beat 1
  bob sends Accept 1-2 ~1.21; Deny 0-1 ~0.36; Item 1-2 ~1.21; Ping 1; end (the other side closed the connection) 0-1 ~0.36; take 1-2 ~1.86
  bob tells ItemCame Json 1; ItemSent 1-2 ~1.21; ItemSent.bytes 210-420 ~255; LinkEnded the partner ended the link 0-1 ~0.36; Linked Json 1-2 ~1.21; Linked.IsStrict 1-2 ~1.21; Linked.isOurs 1-2 ~1.21; OfferRefused 1 links are open 0-1 ~0.36
  cara fires Beat 0-1 ~0.43
  cara sends Hello 0-1 ~0.86; Item 0-1 ~0.43; Ping 0-1 ~0.43; call 1; end (the other side closed the connection) 0-1 ~0.21
  cara tells ConnectFailed nothing arrived in time, start a peer there with: peer link listen 0-1 ~0.07; ConnectFailed the connection was reset 0-1 ~0.21; ConnectFailed the connection was reset, start a peer there with: peer link listen 0-1 ~0.07; ConnectFailed the peer denied the offer 0-1 ~0.21; ItemCame Json 0-1 ~0.43; ItemSent 0-1 ~0.43; ItemSent.bytes 0-210 ~90; Linked Json 0-1 ~0.43; Linked.IsStrict 0-1 ~0.43; Linked.isOurs 0-1 ~0.43
  the goal takes ms 22-34 ~28.93
# full recovering: one crash
  alice fires Beat 0-1 ~0.39
  alice sends Hello 0-2 ~1.22; Item 0-2 ~0.89; Ping 0-1 ~0.39; call 1-2 ~1.33; end (the connection was reset) 0-1 ~0.33; end (the other side closed the connection) 0-1 ~0.22
  alice tells ConnectFailed the connection was refused, start a peer there with: peer link listen 0-1 ~0.06; ConnectFailed the connection was reset 0-1 ~0.06; ConnectFailed the peer denied the offer 0-1 ~0.22; ItemCame Json 0-2 ~0.83; ItemSent 0-2 ~0.89; ItemSent.bytes 0-420 ~186.67; LinkEnded the partner ended the link 0-1 ~0.33; Linked Json 0-2 ~0.89; Linked.IsStrict 0-2 ~0.89; Linked.isOurs 0-2 ~0.89
  bob fires Beat 0-1 ~0.61
  bob sends Accept 0-2 ~1.17; Deny 0-2 ~0.89; Item 0-2 ~1.17; Ping 0-1 ~0.61; end (the connection was refused) 0-2 ~0.28; end (the connection was reset) 0-2 ~0.44; end (the other side closed the connection) 0-2 ~0.89; take 0-3 ~2.28
  bob tells ItemCame Json 0-2 ~1.06; ItemSent 0-2 ~1.17; ItemSent.bytes 0-420 ~245; LinkEnded the partner ended the link 0-1 ~0.28; Linked Json 0-2 ~1.17; Linked.IsStrict 0-2 ~1.17; Linked.isOurs 0-2 ~1.17; OfferRefused 1 links are open 0-2 ~0.89
  cara fires Beat 0-1 ~0.22
  cara sends Hello 0-2 ~0.94; Item 0-1 ~0.22; Ping 0-1 ~0.22; call 1-2 ~1.22; end (the connection was reset) 0-1 ~0.11; end (the other side closed the connection) 0-2 ~0.61
  cara tells ConnectFailed the connection was refused, start a peer there with: peer link listen 0-1 ~0.22; ConnectFailed the connection was reset 0-1 ~0.06; ConnectFailed the peer denied the offer 0-2 ~0.61; ItemCame Json 0-1 ~0.22; ItemSent 0-1 ~0.22; ItemSent.bytes 0-210 ~46.67; Linked Json 0-1 ~0.22; Linked.IsStrict 0-1 ~0.22; Linked.isOurs 0-1 ~0.22
  the goal takes ms 24-1526 ~416.44
# full recovering,published: without a fault
  alice sends Hello 1; Item 1; call 1
  alice tells ItemCame Json 1; Linked Json 1; Linked.IsStrict 1
  bob fires Beat 1
  bob sends Accept 1; Deny 1; Item 1; Ping 1; end (the other side closed the connection) 1; take 2
  bob tells ItemCame Json 1; ItemSent 1; ItemSent.bytes 210; Linked Json 1; Linked.IsStrict 1; OfferRefused 1 links are open 1
  cara sends Hello 1; call 1; end (the other side closed the connection) 1
  cara tells ConnectFailed the peer did not accept the offer 1
  the goal takes ms 28-35 ~31.2
# full recovering,published: one lost
  alice sends Hello 0-1 ~0.85; Item 0-1 ~0.62; call 1
  alice tells ConnectFailed nothing arrived in time 0-1 ~0.08; ConnectFailed the connection was reset 0-1 ~0.31; ItemCame Json 0-1 ~0.54; LinkEnded the connection was reset 0-1 ~0.15; Linked Json 0-1 ~0.62; Linked.IsStrict 0-1 ~0.62
  bob fires Beat 1
  bob sends Accept 1-2 ~1.23; Deny 0-1 ~0.31; Item 1-2 ~1.23; Ping 1; end (the other side closed the connection) 0-1 ~0.31; take 1-2 ~1.85
  bob tells ItemCame Json 1; ItemSent 1-2 ~1.23; ItemSent.bytes 210-420 ~258.46; LinkEnded the partner ended the link 0-1 ~0.31; Linked Json 1-2 ~1.23; Linked.IsStrict 1-2 ~1.23; OfferRefused 1 links are open 0-1 ~0.31
  cara sends Hello 0-1 ~0.85; Item 0-1 ~0.46; call 1; end (the other side closed the connection) 0-1 ~0.15
  cara tells ConnectFailed nothing arrived in time 0-1 ~0.08; ConnectFailed the connection was reset 0-1 ~0.31; ConnectFailed the peer did not accept the offer 0-1 ~0.15; ItemCame Json 0-1 ~0.46; Linked Json 0-1 ~0.46; Linked.IsStrict 0-1 ~0.46
  the goal takes ms 22-34 ~29
# full recovering,published: one crash
  alice sends Hello 0-2 ~1.18; Item 0-2 ~0.82; call 1-2 ~1.29; end (the connection was reset) 0-1 ~0.29; end (the other side closed the connection) 0-1 ~0.24
  alice tells ConnectFailed the connection was refused 0-1 ~0.06; ConnectFailed the connection was reset 0-1 ~0.06; ConnectFailed the peer did not accept the offer 0-1 ~0.24; ItemCame Json 0-2 ~0.76; LinkEnded the connection was reset 0-1 ~0.35; Linked Json 0-2 ~0.82; Linked.IsStrict 0-2 ~0.82
  bob fires Beat 0-1 ~0.59
  bob sends Accept 0-2 ~1.12; Deny 0-2 ~0.88; Item 0-2 ~1.12; Ping 0-1 ~0.59; end (the connection was refused) 0-2 ~0.29; end (the connection was reset) 0-2 ~0.47; end (the other side closed the connection) 0-2 ~0.88; take 0-3 ~2.24
  bob tells ItemCame Json 0-2 ~1; ItemSent 0-2 ~1.12; ItemSent.bytes 0-420 ~234.71; LinkEnded the partner ended the link 0-1 ~0.24; Linked Json 0-2 ~1.12; Linked.IsStrict 0-2 ~1.12; OfferRefused 1 links are open 0-2 ~0.88
  cara sends Hello 0-2 ~0.94; Item 0-1 ~0.24; call 1-2 ~1.24; end (the connection was reset) 0-1 ~0.12; end (the other side closed the connection) 0-2 ~0.59
  cara tells ConnectFailed the connection was refused 0-1 ~0.24; ConnectFailed the connection was reset 0-1 ~0.06; ConnectFailed the peer did not accept the offer 0-2 ~0.59; ItemCame Json 0-1 ~0.24; Linked Json 0-1 ~0.24; Linked.IsStrict 0-1 ~0.24
  the goal takes ms 24-1527 ~351.24
# full published,recovering: without a fault
  alice fires Beat 1
  alice sends Hello 1; Item 1; Ping 1; call 1
  alice tells ItemCame Json 1; ItemSent 1; ItemSent.bytes 210; Linked Json 1; Linked.IsStrict 1
  bob sends Accept 2; Item 2; take 2
  bob tells ItemCame Json 2; Linked Json 2; Linked.IsStrict 2
  cara fires Beat 1
  cara sends Hello 1; Item 1; Ping 1; call 1
  cara tells ItemCame Json 1; ItemSent 1; ItemSent.bytes 210; Linked Json 1; Linked.IsStrict 1
  the goal takes ms 30-36 ~32.4
# full published,recovering: one lost
  alice fires Beat 0-1 ~0.57
  alice sends Hello 0-1 ~0.86; Item 0-1 ~0.64; Ping 0-1 ~0.57; call 1
  alice tells ConnectFailed nothing arrived in time, start a peer there with: peer link listen 0-1 ~0.07; ConnectFailed the connection was reset 0-1 ~0.21; ConnectFailed the connection was reset, start a peer there with: peer link listen 0-1 ~0.07; ItemCame Json 0-1 ~0.57; ItemSent 0-1 ~0.64; ItemSent.bytes 0-210 ~135; LinkEnded the partner ended the link 0-1 ~0.14; Linked Json 0-1 ~0.64; Linked.IsStrict 0-1 ~0.64
  bob sends Accept 1-2 ~1.57; Item 1-2 ~1.57; take 1-2 ~1.86
  bob tells ItemCame Json 1-2 ~1.14; LinkEnded the connection was reset 0-1 ~0.57; Linked Json 1-2 ~1.57; Linked.IsStrict 1-2 ~1.57
  cara fires Beat 0-1 ~0.57
  cara sends Hello 0-1 ~0.86; Item 0-1 ~0.64; Ping 0-1 ~0.57; call 1
  cara tells ConnectFailed nothing arrived in time, start a peer there with: peer link listen 0-1 ~0.07; ConnectFailed the connection was reset 0-1 ~0.21; ConnectFailed the connection was reset, start a peer there with: peer link listen 0-1 ~0.07; ItemCame Json 0-1 ~0.57; ItemSent 0-1 ~0.64; ItemSent.bytes 0-210 ~135; LinkEnded the partner ended the link 0-1 ~0.14; Linked Json 0-1 ~0.64; Linked.IsStrict 0-1 ~0.64
  the goal takes ms 22-34 ~29.64
# full published,recovering: one crash
  alice fires Beat 0-1 ~0.61
  alice sends Hello 0-2 ~1.17; Item 0-2 ~1.06; Ping 0-1 ~0.61; call 1-2 ~1.28; end (the connection was reset) 0-1 ~0.28
  alice tells ConnectFailed the connection was refused, start a peer there with: peer link listen 0-1 ~0.06; ConnectFailed the connection was reset 0-1 ~0.06; ItemCame Json 0-2 ~1; ItemSent 0-2 ~1.06; ItemSent.bytes 0-420 ~221.67; LinkEnded the partner ended the link 0-1 ~0.33; Linked Json 0-2 ~1.06; Linked.IsStrict 0-2 ~1.06
  bob sends Accept 0-3 ~2.06; Item 0-3 ~2.06; end (the connection was refused) 0-2 ~0.28; end (the connection was reset) 0-2 ~0.61; take 0-3 ~2.28
  bob tells ItemCame Json 0-3 ~1.83; LinkEnded the connection was reset 0-1 ~0.44; Linked Json 0-3 ~2.06; Linked.IsStrict 0-3 ~2.06
  cara fires Beat 0-1 ~0.56
  cara sends Hello 0-2 ~1; Item 0-2 ~0.89; Ping 0-1 ~0.56; call 1-2 ~1.28; end (the connection was reset) 0-1 ~0.28
  cara tells ConnectFailed the connection was refused, start a peer there with: peer link listen 0-1 ~0.22; ConnectFailed the connection was reset 0-1 ~0.06; ItemCame Json 0-2 ~0.83; ItemSent 0-2 ~0.89; ItemSent.bytes 0-420 ~186.67; LinkEnded the partner ended the link 0-1 ~0.17; Linked Json 0-2 ~0.89; Linked.IsStrict 0-2 ~0.89
  the goal takes ms 24-1538 ~418.28
# full published: without a fault
  alice sends Hello 1; Item 1; call 1
  alice tells ItemCame Json 1; Linked Json 1; Linked.IsStrict 1
  bob sends Accept 2; Item 2; take 2
  bob tells ItemCame Json 2; Linked Json 2; Linked.IsStrict 2
  cara sends Hello 1; Item 1; call 1
  cara tells ItemCame Json 1; Linked Json 1; Linked.IsStrict 1
  the goal takes ms 30-36 ~32.4
# full published: one lost
  alice sends Hello 0-1 ~0.83; Item 0-1 ~0.58; call 1
  alice tells ConnectFailed nothing arrived in time 0-1 ~0.08; ConnectFailed the connection was reset 0-1 ~0.33; ItemCame Json 0-1 ~0.5; LinkEnded the connection was reset 0-1 ~0.08; Linked Json 0-1 ~0.58; Linked.IsStrict 0-1 ~0.58
  bob sends Accept 1-2 ~1.5; Item 1-2 ~1.5; take 1-2 ~1.83
  bob tells ItemCame Json 1; LinkEnded the connection was reset 0-1 ~0.5; Linked Json 1-2 ~1.5; Linked.IsStrict 1-2 ~1.5
  cara sends Hello 0-1 ~0.83; Item 0-1 ~0.58; call 1
  cara tells ConnectFailed nothing arrived in time 0-1 ~0.08; ConnectFailed the connection was reset 0-1 ~0.33; ItemCame Json 0-1 ~0.5; LinkEnded the connection was reset 0-1 ~0.08; Linked Json 0-1 ~0.58; Linked.IsStrict 0-1 ~0.58
  the goal takes ms 22-34 ~29.25
# full published: one crash
  alice sends Hello 0-2 ~1.13; Item 0-2 ~1; call 1-2 ~1.27; end (the connection was reset) 0-1 ~0.27
  alice tells ConnectFailed the connection was refused 0-1 ~0.07; ConnectFailed the connection was reset 0-1 ~0.07; ItemCame Json 0-2 ~0.93; LinkEnded the connection was reset 0-1 ~0.33; Linked Json 0-2 ~1; Linked.IsStrict 0-2 ~1
  bob sends Accept 0-3 ~1.93; Item 0-3 ~1.93; end (the connection was refused) 0-2 ~0.33; end (the connection was reset) 0-2 ~0.6; take 0-3 ~2.2
  bob tells ItemCame Json 0-3 ~1.67; LinkEnded the connection was reset 0-1 ~0.4; Linked Json 0-3 ~1.93; Linked.IsStrict 0-3 ~1.93
  cara sends Hello 0-2 ~0.93; Item 0-2 ~0.8; call 1-2 ~1.27; end (the connection was reset) 0-1 ~0.27
  cara tells ConnectFailed the connection was refused 0-1 ~0.27; ConnectFailed the connection was reset 0-1 ~0.07; ItemCame Json 0-2 ~0.73; LinkEnded the connection was reset 0-1 ~0.13; Linked Json 0-2 ~0.8; Linked.IsStrict 0-2 ~0.8
  the goal takes ms 24-543 ~295.53
# exact recovering: without a fault
  alice fires Beat 1
  alice sends Hello 1; Item 2; Ping 1; call 1
  alice tells ItemCame Json 1; ItemSent 2; ItemSent.bytes 420; Linked Json 1; Linked.IsStrict 1; Linked.isOurs 1
  bob fires Beat 1
  bob sends Accept 1; Item 1; Ping 1; take 1
  bob tells ItemCame Json 2; ItemSent 1; ItemSent.bytes 210; Linked Json 1; Linked.IsStrict 1; Linked.isOurs 1
  the goal takes ms 20-28 ~22.2
# exact recovering: one lost
  alice fires Beat 0-1 ~0.22
  alice sends Hello 0-1 ~0.78; Item 0-2 ~0.89; Ping 0-1 ~0.22; call 1
  alice tells ConnectFailed nothing arrived in time, start a peer there with: peer link listen 0-1 ~0.11; ConnectFailed the connection was reset 0-1 ~0.33; ConnectFailed the connection was reset, start a peer there with: peer link listen 0-1 ~0.11; ItemCame Json 0-1 ~0.22; ItemSent 0-2 ~0.89; ItemSent.bytes 0-420 ~186.67; LinkEnded the partner ended the link 0-1 ~0.44; Linked Json 0-1 ~0.44; Linked.IsStrict 0-1 ~0.44; Linked.isOurs 0-1 ~0.44
  bob fires Beat 0-1 ~0.22
  bob sends Accept 0-1 ~0.67; Item 0-1 ~0.67; Ping 0-1 ~0.22; take 0-1 ~0.89
  bob tells ItemCame Json 0-2 ~0.44; ItemSent 0-1 ~0.67; ItemSent.bytes 0-210 ~140; LinkEnded the partner ended the link 0-1 ~0.67; Linked Json 0-1 ~0.67; Linked.IsStrict 0-1 ~0.67; Linked.isOurs 0-1 ~0.67
  the goal takes ms 11-20 ~17.22
# exact recovering: one crash
  alice fires Beat 0-1 ~0.62
  alice sends Hello 0-2 ~1.31; Item 0-4 ~2.31; Ping 0-1 ~0.62; call 1-2 ~1.46; end (the connection was reset) 0-1 ~0.46
  alice tells ConnectFailed the connection was refused, start a peer there with: peer link listen 0-1 ~0.08; ConnectFailed the connection was reset 0-1 ~0.08; ItemCame Json 0-2 ~1.08; ItemSent 0-4 ~2.31; ItemSent.bytes 0-840 ~484.62; LinkEnded the partner ended the link 0-1 ~0.38; Linked Json 0-2 ~1.15; Linked.IsStrict 0-2 ~1.15; Linked.isOurs 0-2 ~1.15
  bob fires Beat 0-1 ~0.62
  bob sends Accept 0-2 ~1.23; Item 0-2 ~1.23; Ping 0-1 ~0.62; end (the connection was refused) 0-1 ~0.08; end (the connection was reset) 0-1 ~0.46; take 0-2 ~1.38
  bob tells ItemCame Json 0-4 ~2.08; ItemSent 0-2 ~1.23; ItemSent.bytes 0-420 ~258.46; LinkEnded the partner ended the link 0-1 ~0.38; Linked Json 0-2 ~1.23; Linked.IsStrict 0-2 ~1.23; Linked.isOurs 0-2 ~1.23
  the goal takes ms 12-1528 ~406.69
# exact recovering,published: without a fault
  alice sends Hello 1; Item 2; call 1
  alice tells ItemCame Json 1; Linked Json 1; Linked.IsStrict 1
  bob fires Beat 1
  bob sends Accept 1; Item 1; Ping 1; take 1
  bob tells ItemCame Json 2; ItemSent 1; ItemSent.bytes 210; Linked Json 1; Linked.IsStrict 1
  the goal takes ms 20-28 ~22.2
# exact recovering,published: one lost
  alice sends Hello 0-1 ~0.75; Item 0-2 ~0.75; call 1
  alice tells ConnectFailed nothing arrived in time 0-1 ~0.13; ConnectFailed the connection was reset 0-1 ~0.5; ItemCame Json 0-1 ~0.13; LinkEnded the connection was reset 0-1 ~0.38; Linked Json 0-1 ~0.38; Linked.IsStrict 0-1 ~0.38
  bob fires Beat 0-1 ~0.13
  bob sends Accept 0-1 ~0.63; Item 0-1 ~0.63; Ping 0-1 ~0.13; take 0-1 ~0.88
  bob tells ItemCame Json 0-2 ~0.25; ItemSent 0-1 ~0.63; ItemSent.bytes 0-210 ~131.25; LinkEnded the partner ended the link 0-1 ~0.63; Linked Json 0-1 ~0.63; Linked.IsStrict 0-1 ~0.63
  the goal takes ms 11-20 ~16.88
# exact recovering,published: one crash
  alice sends Hello 0-2 ~1.27; Item 0-4 ~2.18; call 1-2 ~1.45; end (the connection was reset) 0-1 ~0.45
  alice tells ConnectFailed the connection was refused 0-1 ~0.09; ConnectFailed the connection was reset 0-1 ~0.09; ItemCame Json 0-2 ~1; LinkEnded the connection was reset 0-1 ~0.36; Linked Json 0-2 ~1.09; Linked.IsStrict 0-2 ~1.09
  bob fires Beat 0-1 ~0.55
  bob sends Accept 0-2 ~1.18; Item 0-2 ~1.18; Ping 0-1 ~0.55; end (the connection was refused) 0-1 ~0.09; end (the connection was reset) 0-1 ~0.45; take 0-2 ~1.36
  bob tells ItemCame Json 0-4 ~1.91; ItemSent 0-2 ~1.18; ItemSent.bytes 0-420 ~248.18; LinkEnded the partner ended the link 0-1 ~0.36; Linked Json 0-2 ~1.18; Linked.IsStrict 0-2 ~1.18
  the goal takes ms 12-1527 ~339.82
# exact published,recovering: without a fault
  alice fires Beat 1
  alice sends Hello 1; Item 2; Ping 1; call 1
  alice tells ItemCame Json 1; ItemSent 2; ItemSent.bytes 420; Linked Json 1; Linked.IsStrict 1
  bob sends Accept 1; Item 1; take 1
  bob tells ItemCame Json 2; Linked Json 1; Linked.IsStrict 1
  the goal takes ms 20-28 ~22.2
# exact published,recovering: one lost
  alice fires Beat 0-1 ~0.13
  alice sends Hello 0-1 ~0.75; Item 0-2 ~0.75; Ping 0-1 ~0.13; call 1
  alice tells ConnectFailed nothing arrived in time, start a peer there with: peer link listen 0-1 ~0.13; ConnectFailed the connection was reset 0-1 ~0.38; ConnectFailed the connection was reset, start a peer there with: peer link listen 0-1 ~0.13; ItemCame Json 0-1 ~0.13; ItemSent 0-2 ~0.75; ItemSent.bytes 0-420 ~157.5; LinkEnded the partner ended the link 0-1 ~0.38; Linked Json 0-1 ~0.38; Linked.IsStrict 0-1 ~0.38
  bob sends Accept 0-1 ~0.63; Item 0-1 ~0.63; take 0-1 ~0.88
  bob tells ItemCame Json 0-2 ~0.25; LinkEnded the connection was reset 0-1 ~0.63; Linked Json 0-1 ~0.63; Linked.IsStrict 0-1 ~0.63
  the goal takes ms 11-20 ~16.88
# exact published,recovering: one crash
  alice fires Beat 0-1 ~0.55
  alice sends Hello 0-2 ~1.27; Item 0-4 ~2.18; Ping 0-1 ~0.55; call 1-2 ~1.45; end (the connection was reset) 0-1 ~0.45
  alice tells ConnectFailed the connection was refused, start a peer there with: peer link listen 0-1 ~0.09; ConnectFailed the connection was reset 0-1 ~0.09; ItemCame Json 0-2 ~1; ItemSent 0-4 ~2.18; ItemSent.bytes 0-840 ~458.18; LinkEnded the partner ended the link 0-1 ~0.36; Linked Json 0-2 ~1.09; Linked.IsStrict 0-2 ~1.09
  bob sends Accept 0-2 ~1.18; Item 0-2 ~1.18; end (the connection was refused) 0-1 ~0.09; end (the connection was reset) 0-1 ~0.45; take 0-2 ~1.36
  bob tells ItemCame Json 0-4 ~1.91; LinkEnded the connection was reset 0-1 ~0.36; Linked Json 0-2 ~1.18; Linked.IsStrict 0-2 ~1.18
  the goal takes ms 12-1526 ~339.73
# exact published: without a fault
  alice sends Hello 1; Item 2; call 1
  alice tells ItemCame Json 1; Linked Json 1; Linked.IsStrict 1
  bob sends Accept 1; Item 1; take 1
  bob tells ItemCame Json 2; Linked Json 1; Linked.IsStrict 1
  the goal takes ms 20-28 ~22.2
# exact published: one lost
  alice sends Hello 0-1 ~0.71; Item 0-2 ~0.57; call 1
  alice tells ConnectFailed nothing arrived in time 0-1 ~0.14; ConnectFailed the connection was reset 0-1 ~0.57; LinkEnded the connection was reset 0-1 ~0.29; Linked Json 0-1 ~0.29; Linked.IsStrict 0-1 ~0.29
  bob sends Accept 0-1 ~0.57; Item 0-1 ~0.57; take 0-1 ~0.86
  bob tells LinkEnded the connection was reset 0-1 ~0.57; Linked Json 0-1 ~0.57; Linked.IsStrict 0-1 ~0.57
  the goal takes ms 11-20 ~16.43
# exact published: one crash
  alice sends Hello 0-2 ~1.22; Item 0-4 ~2; call 1-2 ~1.44; end (the connection was reset) 0-1 ~0.44
  alice tells ConnectFailed the connection was refused 0-1 ~0.11; ConnectFailed the connection was reset 0-1 ~0.11; ItemCame Json 0-2 ~0.89; LinkEnded the connection was reset 0-1 ~0.33; Linked Json 0-2 ~1; Linked.IsStrict 0-2 ~1
  bob sends Accept 0-2 ~1.11; Item 0-2 ~1.11; end (the connection was refused) 0-1 ~0.11; end (the connection was reset) 0-1 ~0.44; take 0-2 ~1.33
  bob tells ItemCame Json 0-4 ~1.67; LinkEnded the connection was reset 0-1 ~0.33; Linked Json 0-2 ~1.11; Linked.IsStrict 0-2 ~1.11
  the goal takes ms 12-531 ~243.44
# too-long recovering: without a fault
  alice fires Beat 1
  alice sends Hello 1; Ping 1; call 1
  alice tells ItemRefused the item has 210 bytes, more than 209 2; Linked Json 1; Linked.IsStrict 1; Linked.isOurs 1
  bob fires Beat 1
  bob sends Accept 1; Ping 1; take 1
  bob tells ItemRefused the item has 210 bytes, more than 209 1; Linked Json 1; Linked.IsStrict 1; Linked.isOurs 1
  the goal takes ms 16-25 ~20.4
# too-long recovering: one lost
  alice fires Beat 0-1 ~0.33
  alice sends Hello 0-1 ~0.67; Ping 0-1 ~0.33; call 1
  alice tells ConnectFailed nothing arrived in time, start a peer there with: peer link listen 0-1 ~0.17; ConnectFailed the connection was reset 0-1 ~0.33; ConnectFailed the connection was reset, start a peer there with: peer link listen 0-1 ~0.17; ItemRefused the item has 210 bytes, more than 209 0-2 ~0.67; LinkEnded the partner ended the link 0-1 ~0.33; Linked Json 0-1 ~0.33; Linked.IsStrict 0-1 ~0.33; Linked.isOurs 0-1 ~0.33
  bob fires Beat 0-1 ~0.33
  bob sends Accept 0-1 ~0.5; Ping 0-1 ~0.33; take 0-1 ~0.83
  bob tells ItemRefused the item has 210 bytes, more than 209 0-1 ~0.5; LinkEnded the partner ended the link 0-1 ~0.5; Linked Json 0-1 ~0.5; Linked.IsStrict 0-1 ~0.5; Linked.isOurs 0-1 ~0.5
  the goal takes ms 11-20 ~15.17
# too-long recovering: one crash
  alice fires Beat 0-1 ~0.7
  alice sends Hello 0-2 ~1.3; Ping 0-1 ~0.7; call 1-2 ~1.5; end (the connection was reset) 0-1 ~0.5
  alice tells ConnectFailed the connection was refused, start a peer there with: peer link listen 0-1 ~0.1; ConnectFailed the connection was reset 0-1 ~0.1; ItemRefused the item has 210 bytes, more than 209 0-4 ~2.2; LinkEnded the partner ended the link 0-1 ~0.3; Linked Json 0-2 ~1.1; Linked.IsStrict 0-2 ~1.1; Linked.isOurs 0-2 ~1.1
  bob fires Beat 0-1 ~0.7
  bob sends Accept 0-2 ~1.2; Ping 0-1 ~0.7; end (the connection was refused) 0-1 ~0.1; end (the connection was reset) 0-1 ~0.4; take 0-2 ~1.4
  bob tells ItemRefused the item has 210 bytes, more than 209 0-2 ~1.2; LinkEnded the partner ended the link 0-1 ~0.4; Linked Json 0-2 ~1.2; Linked.IsStrict 0-2 ~1.2; Linked.isOurs 0-2 ~1.2
  the goal takes ms 12-1531 ~470.4
# too-long recovering,published: without a fault
  alice sends Hello 1; Item 2; call 1
  alice tells Linked Json 1; Linked.IsStrict 1
  bob fires Beat 1
  bob sends Accept 1; Ping 1; take 1
  bob tells ItemCame Json 2; ItemRefused the item has 210 bytes, more than 209 1; Linked Json 1; Linked.IsStrict 1
  the goal takes ms 16-25 ~20.4
# too-long recovering,published: one lost
  alice sends Hello 0-1 ~0.71; Item 0-2 ~0.86; call 1
  alice tells ConnectFailed nothing arrived in time 0-1 ~0.14; ConnectFailed the connection was reset 0-1 ~0.43; LinkEnded the connection was reset 0-1 ~0.43; Linked Json 0-1 ~0.43; Linked.IsStrict 0-1 ~0.43
  bob fires Beat 0-1 ~0.14
  bob sends Accept 0-1 ~0.57; Ping 0-1 ~0.14; take 0-1 ~0.86
  bob tells ItemCame Json 0-2 ~0.29; ItemRefused the item has 210 bytes, more than 209 0-1 ~0.57; LinkEnded the partner ended the link 0-1 ~0.57; Linked Json 0-1 ~0.57; Linked.IsStrict 0-1 ~0.57
  the goal takes ms 11-20 ~15.29
# too-long recovering,published: one crash
  alice sends Hello 0-2 ~1.2; Item 0-4 ~2; call 1-2 ~1.4; end (the connection was reset) 0-1 ~0.4
  alice tells ConnectFailed the connection was refused 0-1 ~0.1; ConnectFailed the connection was reset 0-1 ~0.1; LinkEnded the connection was reset 0-1 ~0.4; Linked Json 0-2 ~1; Linked.IsStrict 0-2 ~1
  bob fires Beat 0-1 ~0.5
  bob sends Accept 0-2 ~1.1; Ping 0-1 ~0.5; end (the connection was refused) 0-1 ~0.1; end (the connection was reset) 0-1 ~0.5; take 0-2 ~1.3
  bob tells ItemCame Json 0-4 ~1.7; ItemRefused the item has 210 bytes, more than 209 0-2 ~1.1; LinkEnded the partner ended the link 0-1 ~0.3; Linked Json 0-2 ~1.1; Linked.IsStrict 0-2 ~1.1
  the goal takes ms 12-1529 ~319.1
# too-long published,recovering: without a fault
  alice fires Beat 1
  alice sends Hello 1; Ping 1; call 1
  alice tells ItemCame Json 1; ItemRefused the item has 210 bytes, more than 209 2; Linked Json 1; Linked.IsStrict 1
  bob sends Accept 1; Item 1; take 1
  bob tells Linked Json 1; Linked.IsStrict 1
  the goal takes ms 16-25 ~20.4
# too-long published,recovering: one lost
  alice fires Beat 0-1 ~0.17
  alice sends Hello 0-1 ~0.67; Ping 0-1 ~0.17; call 1
  alice tells ConnectFailed nothing arrived in time, start a peer there with: peer link listen 0-1 ~0.17; ConnectFailed the connection was reset 0-1 ~0.5; ConnectFailed the connection was reset, start a peer there with: peer link listen 0-1 ~0.17; ItemCame Json 0-1 ~0.17; ItemRefused the item has 210 bytes, more than 209 0-2 ~0.33; LinkEnded the partner ended the link 0-1 ~0.17; Linked Json 0-1 ~0.17; Linked.IsStrict 0-1 ~0.17
  bob sends Accept 0-1 ~0.5; Item 0-1 ~0.5; take 0-1 ~0.83
  bob tells LinkEnded the connection was reset 0-1 ~0.5; Linked Json 0-1 ~0.5; Linked.IsStrict 0-1 ~0.5
  the goal takes ms 11-20 ~15.5
# too-long published,recovering: one crash
  alice fires Beat 0-1 ~0.67
  alice sends Hello 0-2 ~1.33; Ping 0-1 ~0.67; call 1-2 ~1.56; end (the connection was reset) 0-1 ~0.56
  alice tells ConnectFailed the connection was refused, start a peer there with: peer link listen 0-1 ~0.11; ConnectFailed the connection was reset 0-1 ~0.11; ItemCame Json 0-2 ~1; ItemRefused the item has 210 bytes, more than 209 0-4 ~2.22; LinkEnded the partner ended the link 0-1 ~0.22; Linked Json 0-2 ~1.11; Linked.IsStrict 0-2 ~1.11
  bob sends Accept 0-2 ~1.22; Item 0-2 ~1.22; end (the connection was refused) 0-1 ~0.11; end (the connection was reset) 0-1 ~0.33; take 0-2 ~1.44
  bob tells LinkEnded the connection was reset 0-1 ~0.44; Linked Json 0-2 ~1.22; Linked.IsStrict 0-2 ~1.22
  the goal takes ms 12-1527 ~409.11
# too-long published: without a fault
  alice sends Hello 1; Item 2; call 1
  alice tells ItemCame Json 1; Linked Json 1; Linked.IsStrict 1
  bob sends Accept 1; Item 1; take 1
  bob tells ItemCame Json 2; Linked Json 1; Linked.IsStrict 1
  the goal takes ms 16-25 ~20.4
# too-long published: one lost
  alice sends Hello 0-1 ~0.71; Item 0-2 ~0.57; call 1
  alice tells ConnectFailed nothing arrived in time 0-1 ~0.14; ConnectFailed the connection was reset 0-1 ~0.57; LinkEnded the connection was reset 0-1 ~0.29; Linked Json 0-1 ~0.29; Linked.IsStrict 0-1 ~0.29
  bob sends Accept 0-1 ~0.57; Item 0-1 ~0.57; take 0-1 ~0.86
  bob tells LinkEnded the connection was reset 0-1 ~0.57; Linked Json 0-1 ~0.57; Linked.IsStrict 0-1 ~0.57
  the goal takes ms 11-20 ~15.57
# too-long published: one crash
  alice sends Hello 0-2 ~1.22; Item 0-4 ~2; call 1-2 ~1.44; end (the connection was reset) 0-1 ~0.44
  alice tells ConnectFailed the connection was refused 0-1 ~0.11; ConnectFailed the connection was reset 0-1 ~0.11; ItemCame Json 0-2 ~0.89; LinkEnded the connection was reset 0-1 ~0.33; Linked Json 0-2 ~1; Linked.IsStrict 0-2 ~1
  bob sends Accept 0-2 ~1.11; Item 0-2 ~1.11; end (the connection was refused) 0-1 ~0.11; end (the connection was reset) 0-1 ~0.44; take 0-2 ~1.33
  bob tells ItemCame Json 0-4 ~1.67; LinkEnded the connection was reset 0-1 ~0.33; Linked Json 0-2 ~1.11; Linked.IsStrict 0-2 ~1.11
  the goal takes ms 12-531 ~241.67
# held recovering: without a fault
  alice fires Beat 1
  alice sends Hello 1; Piece 2; call 1
  alice tells ItemCame Json 1; ItemSent 2; ItemSent.bytes 420; Linked Json 1; Linked.IsStream 1; Linked.IsStrict 1; Linked.isOurs 1
  bob fires Beat 1
  bob sends Accept 1; Piece 1; take 1
  bob tells ItemCame Json 2; ItemSent 1; ItemSent.bytes 210; Linked Json 1; Linked.IsStream 1; Linked.IsStrict 1; Linked.isOurs 1
  the goal takes ms 20-28 ~22.2
# held recovering: one lost
  alice sends Hello 0-1 ~0.71; Piece 0-2 ~0.57; call 1
  alice tells ConnectFailed nothing arrived in time, start a peer there with: peer link listen 0-1 ~0.14; ConnectFailed the connection was reset 0-1 ~0.43; ConnectFailed the connection was reset, start a peer there with: peer link listen 0-1 ~0.14; ItemSent 0-2 ~0.57; ItemSent.bytes 0-420 ~120; LinkEnded the partner ended the link 0-1 ~0.29; Linked Json 0-1 ~0.29; Linked.IsStream 0-1 ~0.29; Linked.IsStrict 0-1 ~0.29; Linked.isOurs 0-1 ~0.29
  bob sends Accept 0-1 ~0.57; Piece 0-1 ~0.57; take 0-1 ~0.86
  bob tells ItemSent 0-1 ~0.57; ItemSent.bytes 0-210 ~120; LinkEnded the partner ended the link 0-1 ~0.57; Linked Json 0-1 ~0.57; Linked.IsStream 0-1 ~0.57; Linked.IsStrict 0-1 ~0.57; Linked.isOurs 0-1 ~0.57
  the goal takes ms 11-20 ~16.43
# held recovering: one crash
  alice fires Beat 0-1 ~0.55
  alice sends Hello 0-2 ~1.27; Piece 0-4 ~2.18; call 1-2 ~1.45; end (the connection was reset) 0-1 ~0.45
  alice tells ConnectFailed the connection was refused, start a peer there with: peer link listen 0-1 ~0.09; ConnectFailed the connection was reset 0-1 ~0.09; ItemCame Json 0-2 ~1; ItemSent 0-4 ~2.18; ItemSent.bytes 0-840 ~458.18; LinkEnded the partner ended the link 0-1 ~0.36; Linked Json 0-2 ~1.09; Linked.IsStream 0-2 ~1.09; Linked.IsStrict 0-2 ~1.09; Linked.isOurs 0-2 ~1.09
  bob fires Beat 0-1 ~0.55
  bob sends Accept 0-2 ~1.18; Piece 0-2 ~1.18; end (the connection was refused) 0-1 ~0.09; end (the connection was reset) 0-1 ~0.45; take 0-2 ~1.36
  bob tells ItemCame Json 0-4 ~1.91; ItemSent 0-2 ~1.18; ItemSent.bytes 0-420 ~248.18; LinkEnded the partner ended the link 0-1 ~0.36; Linked Json 0-2 ~1.18; Linked.IsStream 0-2 ~1.18; Linked.IsStrict 0-2 ~1.18; Linked.isOurs 0-2 ~1.18
  the goal takes ms 12-1527 ~339.82
# held recovering,published: without a fault
  alice sends Hello 1; Piece 2; call 1
  alice tells ItemCame Json 2; Linked Json 1; Linked.IsStream 1; Linked.IsStrict 1
  bob fires Beat 1
  bob sends Accept 1; Piece 1; take 1
  bob tells ItemCame Json 2; ItemSent 1; ItemSent.bytes 210; Linked Json 1; Linked.IsStream 1; Linked.IsStrict 1
  the goal takes ms 20-28 ~22.2
# held recovering,published: one lost
  alice sends Hello 0-1 ~0.71; Piece 0-2 ~0.57; call 1
  alice tells ConnectFailed nothing arrived in time 0-1 ~0.14; ConnectFailed the connection was reset 0-1 ~0.57; LinkEnded the connection was reset 0-1 ~0.29; Linked Json 0-1 ~0.29; Linked.IsStream 0-1 ~0.29; Linked.IsStrict 0-1 ~0.29
  bob sends Accept 0-1 ~0.57; Piece 0-1 ~0.57; take 0-1 ~0.86
  bob tells ItemSent 0-1 ~0.57; ItemSent.bytes 0-210 ~120; LinkEnded the partner ended the link 0-1 ~0.57; Linked Json 0-1 ~0.57; Linked.IsStream 0-1 ~0.57; Linked.IsStrict 0-1 ~0.57
  the goal takes ms 11-20 ~16.43
# held recovering,published: one crash
  alice sends Hello 0-2 ~1.2; Piece 0-4 ~2; call 1-2 ~1.4; end (the connection was reset) 0-1 ~0.4
  alice tells ConnectFailed the connection was refused 0-1 ~0.1; ConnectFailed the connection was reset 0-1 ~0.1; ItemCame Json 0-4 ~1.8; LinkEnded the connection was reset 0-1 ~0.4; Linked Json 0-2 ~1; Linked.IsStream 0-2 ~1; Linked.IsStrict 0-2 ~1
  bob fires Beat 0-1 ~0.5
  bob sends Accept 0-2 ~1.1; Piece 0-2 ~1.1; end (the connection was refused) 0-1 ~0.1; end (the connection was reset) 0-1 ~0.5; take 0-2 ~1.3
  bob tells ItemCame Json 0-4 ~1.7; ItemSent 0-2 ~1.1; ItemSent.bytes 0-420 ~231; LinkEnded the partner ended the link 0-1 ~0.3; Linked Json 0-2 ~1.1; Linked.IsStream 0-2 ~1.1; Linked.IsStrict 0-2 ~1.1
  the goal takes ms 12-531 ~221.1
# held published,recovering: without a fault
  alice fires Beat 1
  alice sends Hello 1; Piece 2; call 1
  alice tells ItemCame Json 1; ItemSent 2; ItemSent.bytes 420; Linked Json 1; Linked.IsStream 1; Linked.IsStrict 1
  bob sends Accept 1; Piece 1; take 1
  bob tells ItemCame Json 3; Linked Json 1; Linked.IsStream 1; Linked.IsStrict 1
  the goal takes ms 20-28 ~22.2
# held published,recovering: one lost
  alice sends Hello 0-1 ~0.71; Piece 0-2 ~0.57; call 1
  alice tells ConnectFailed nothing arrived in time, start a peer there with: peer link listen 0-1 ~0.14; ConnectFailed the connection was reset 0-1 ~0.43; ConnectFailed the connection was reset, start a peer there with: peer link listen 0-1 ~0.14; ItemSent 0-2 ~0.57; ItemSent.bytes 0-420 ~120; LinkEnded the partner ended the link 0-1 ~0.29; Linked Json 0-1 ~0.29; Linked.IsStream 0-1 ~0.29; Linked.IsStrict 0-1 ~0.29
  bob sends Accept 0-1 ~0.57; Piece 0-1 ~0.57; take 0-1 ~0.86
  bob tells LinkEnded the connection was reset 0-1 ~0.57; Linked Json 0-1 ~0.57; Linked.IsStream 0-1 ~0.57; Linked.IsStrict 0-1 ~0.57
  the goal takes ms 11-20 ~16.43
# held published,recovering: one crash
  alice fires Beat 0-1 ~0.5
  alice sends Hello 0-2 ~1.3; Piece 0-4 ~2.2; call 1-2 ~1.5; end (the connection was reset) 0-1 ~0.5
  alice tells ConnectFailed the connection was refused, start a peer there with: peer link listen 0-1 ~0.1; ConnectFailed the connection was reset 0-1 ~0.1; ItemCame Json 0-2 ~1; ItemSent 0-4 ~2.2; ItemSent.bytes 0-840 ~462; LinkEnded the partner ended the link 0-1 ~0.3; Linked Json 0-2 ~1.1; Linked.IsStream 0-2 ~1.1; Linked.IsStrict 0-2 ~1.1
  bob sends Accept 0-2 ~1.2; Piece 0-2 ~1.2; end (the connection was refused) 0-1 ~0.1; end (the connection was reset) 0-1 ~0.4; take 0-2 ~1.4
  bob tells ItemCame Json 0-6 ~2.9; LinkEnded the connection was reset 0-1 ~0.4; Linked Json 0-2 ~1.2; Linked.IsStream 0-2 ~1.2; Linked.IsStrict 0-2 ~1.2
  the goal takes ms 12-1527 ~371.8
# held published: without a fault
  alice sends Hello 1; Piece 2; call 1
  alice tells ItemCame Json 0-2 ~1.4; Linked Json 1; Linked.IsStream 1; Linked.IsStrict 1
  bob sends Accept 1; Piece 1; take 1
  bob tells ItemCame Json 0-2 ~0.6; Linked Json 1; Linked.IsStream 1; Linked.IsStrict 1
  the run ends broken: what a peer gets on a link is what its partner gave there, whole and in order 1
# held published: one lost
  alice sends Hello 0-1 ~0.71; Piece 0-2 ~0.57; call 1
  alice tells ConnectFailed nothing arrived in time 0-1 ~0.14; ConnectFailed the connection was reset 0-1 ~0.57; LinkEnded the connection was reset 0-1 ~0.29; Linked Json 0-1 ~0.29; Linked.IsStream 0-1 ~0.29; Linked.IsStrict 0-1 ~0.29
  bob sends Accept 0-1 ~0.57; Piece 0-1 ~0.57; take 0-1 ~0.86
  bob tells LinkEnded the connection was reset 0-1 ~0.57; Linked Json 0-1 ~0.57; Linked.IsStream 0-1 ~0.57; Linked.IsStrict 0-1 ~0.57
  the goal takes ms 11-20 ~16.43
# held published: one crash
  alice sends Hello 0-2 ~1; Piece 0-2 ~1.43; call 1-2 ~1.29; end (the connection was reset) 0-1 ~0.43
  alice tells ConnectFailed the connection was refused 0-1 ~0.14; ConnectFailed the connection was reset 0-1 ~0.14; ItemCame Json 0-2 ~0.57; Linked Json 0-1 ~0.71; Linked.IsStream 0-1 ~0.71; Linked.IsStrict 0-1 ~0.71
  bob sends Accept 0-2 ~0.86; Piece 0-2 ~0.86; end (the connection was refused) 0-1 ~0.14; end (the connection was reset) 0-1 ~0.43; take 0-2 ~1.14
  bob tells ItemCame Json 0-2 ~0.86; LinkEnded the connection was reset 0-1 ~0.14; Linked Json 0-2 ~0.86; Linked.IsStream 0-2 ~0.86; Linked.IsStrict 0-2 ~0.86
  the goal takes ms 0-14 ~3.71
  the run ends broken: what a peer gets on a link is what its partner gave there, whole and in order 0-1 ~0.71
# own-name recovering: without a fault
  alice sends Hello 1; call 1
  bob sends Deny 1; end (the other side closed the connection) 1; take 1
  bob tells OfferRefused the caller uses the name of this peer 1
# own-name recovering: one lost
  alice sends Hello 0-1 ~0.6; call 1
  bob sends Deny 0-1 ~0.4; end (the other side closed the connection) 0-1 ~0.4; take 0-1 ~0.8
  bob tells OfferRefused the caller uses the name of this peer 0-1 ~0.4
# own-name recovering: one crash
  alice sends Hello 0-2 ~1.29; call 1-2 ~1.57; end (the connection was reset) 0-1 ~0.43
  bob sends Deny 0-2 ~1.14; end (the connection was refused) 0-1 ~0.14; end (the connection was reset) 0-1 ~0.14; end (the other side closed the connection) 0-2 ~1.14; take 0-2 ~1.43
  bob tells OfferRefused the caller uses the name of this peer 0-2 ~1.14
# own-name recovering,published: without a fault
  alice sends Hello 1; call 1
  bob sends Deny 1; end (the other side closed the connection) 1; take 1
  bob tells OfferRefused the caller uses the name of this peer 1
# own-name recovering,published: one lost
  alice sends Hello 0-1 ~0.6; call 1
  bob sends Deny 0-1 ~0.4; end (the other side closed the connection) 0-1 ~0.4; take 0-1 ~0.8
  bob tells OfferRefused the caller uses the name of this peer 0-1 ~0.4
# own-name recovering,published: one crash
  alice sends Hello 0-2 ~1.29; call 1-2 ~1.57; end (the connection was reset) 0-1 ~0.43
  bob sends Deny 0-2 ~1.14; end (the connection was refused) 0-1 ~0.14; end (the connection was reset) 0-1 ~0.14; end (the other side closed the connection) 0-2 ~1.14; take 0-2 ~1.43
  bob tells OfferRefused the caller uses the name of this peer 0-2 ~1.14
# own-name published,recovering: without a fault
  alice sends Hello 1; call 1
  bob sends Accept 1; Item 1; take 1
  bob tells Linked Json 1; Linked.IsStrict 1
# own-name published,recovering: one lost
  alice sends Hello 0-1 ~0.6; call 1
  bob sends Accept 0-1 ~0.4; Item 0-1 ~0.4; take 0-1 ~0.8
  bob tells LinkEnded the connection was reset 0-1 ~0.4; Linked Json 0-1 ~0.4; Linked.IsStrict 0-1 ~0.4
# own-name published,recovering: one crash
  alice sends Hello 0-2 ~1.29; call 1-2 ~1.57; end (the connection was reset) 0-1 ~0.57
  bob sends Accept 0-2 ~1.14; Item 0-2 ~1.14; end (the connection was refused) 0-1 ~0.14; end (the connection was reset) 0-1 ~0.29; take 0-2 ~1.43
  bob tells LinkEnded the connection was reset 0-1 ~0.43; Linked Json 0-2 ~1.14; Linked.IsStrict 0-2 ~1.14
# own-name published: without a fault
  alice sends Hello 1; call 1
  bob sends Accept 1; Item 1; take 1
  bob tells Linked Json 1; Linked.IsStrict 1
# own-name published: one lost
  alice sends Hello 0-1 ~0.6; call 1
  bob sends Accept 0-1 ~0.4; Item 0-1 ~0.4; take 0-1 ~0.8
  bob tells LinkEnded the connection was reset 0-1 ~0.4; Linked Json 0-1 ~0.4; Linked.IsStrict 0-1 ~0.4
# own-name published: one crash
  alice sends Hello 0-2 ~1.29; call 1-2 ~1.57; end (the connection was reset) 0-1 ~0.57
  bob sends Accept 0-2 ~1.14; Item 0-2 ~1.14; end (the connection was refused) 0-1 ~0.14; end (the connection was reset) 0-1 ~0.29; take 0-2 ~1.43
  bob tells LinkEnded the connection was reset 0-1 ~0.43; Linked Json 0-2 ~1.14; Linked.IsStrict 0-2 ~1.14
# search recovering: without a fault
  alice fires SearchOver 1
  alice sends Search 1
  alice tells Found 1
  bob sends Presence 1
  bob tells SearchAnswered 1
  the goal takes ms 512-518 ~515.1
# search recovering: one lost
  alice fires SearchOver 1
  alice sends Search 1
  bob sends Presence 0-1 ~0.5
  bob tells SearchAnswered 0-1 ~0.5
  the goal takes ms 510
# search recovering: one crash
  alice fires SearchOver 1
  alice sends Search 1-2 ~1.4
  alice tells Found 0-2 ~1
  bob sends Presence 0-2 ~1.2
  bob tells SearchAnswered 0-2 ~1.2
  the goal takes ms 510-1016 ~712.8
# search recovering,published: without a fault
  alice fires SearchOver 1
  alice sends Search 1
  alice tells Found 1
  bob sends Presence 1
  bob tells SearchAnswered 1
  the goal takes ms 512-518 ~515.1
# search recovering,published: one lost
  alice fires SearchOver 1
  alice sends Search 1
  bob sends Presence 0-1 ~0.5
  bob tells SearchAnswered 0-1 ~0.5
  the goal takes ms 510
# search recovering,published: one crash
  alice fires SearchOver 1
  alice sends Search 1-2 ~1.4
  alice tells Found 0-2 ~1
  bob sends Presence 0-2 ~1.2
  bob tells SearchAnswered 0-2 ~1.2
  the goal takes ms 510-1016 ~712.8
# search published,recovering: without a fault
  alice fires SearchOver 1
  alice sends Search 1
  alice tells Found 1
  bob sends Presence 1
  the goal takes ms 512-518 ~515.1
# search published,recovering: one lost
  alice fires SearchOver 1
  alice sends Search 1
  bob sends Presence 0-1 ~0.5
  the goal takes ms 510
# search published,recovering: one crash
  alice fires SearchOver 1
  alice sends Search 1-2 ~1.4
  alice tells Found 0-2 ~1
  bob sends Presence 0-2 ~1.2
  the goal takes ms 510-1016 ~712.8
# search published: without a fault
  alice fires SearchOver 1
  alice sends Search 1
  alice tells Found 1
  bob sends Presence 1
  the goal takes ms 512-518 ~515.1
# search published: one lost
  alice fires SearchOver 1
  alice sends Search 1
  bob sends Presence 0-1 ~0.5
  the goal takes ms 510
# search published: one crash
  alice fires SearchOver 1
  alice sends Search 1-2 ~1.4
  alice tells Found 0-2 ~1
  bob sends Presence 0-2 ~1.2
  the goal takes ms 510-1016 ~712.8
# searches recovering: without a fault
  alice fires SearchOver 1
  alice sends Search 3
  alice tells Found 1
  bob sends Presence 2
  bob tells SearchAnswered 2
  the goal takes ms 512-516 ~513.9
# searches recovering: one lost
  alice fires SearchOver 1
  alice sends Search 3
  alice tells Found 1
  bob sends Presence 2
  bob tells SearchAnswered 2
  the goal takes ms 512-516 ~512.8
# searches recovering: one crash
  alice fires SearchOver 1
  alice sends Search 3-6 ~4.13
  alice tells Found 0-1 ~0.75
  bob sends Presence 0-2 ~1.63
  bob tells SearchAnswered 0-2 ~1.63
  the goal takes ms 510-1016 ~699.5
# searches recovering,published: without a fault
  alice fires SearchOver 1
  alice sends Search 3
  alice tells Found 1
  bob sends Presence 2
  bob tells SearchAnswered 2
  the goal takes ms 512-516 ~513.9
# searches recovering,published: one lost
  alice fires SearchOver 1
  alice sends Search 3
  alice tells Found 1
  bob sends Presence 2
  bob tells SearchAnswered 2
  the goal takes ms 512-516 ~512.8
# searches recovering,published: one crash
  alice fires SearchOver 1
  alice sends Search 3-6 ~4.13
  alice tells Found 0-1 ~0.75
  bob sends Presence 0-2 ~1.63
  bob tells SearchAnswered 0-2 ~1.63
  the goal takes ms 510-1016 ~699.5
# searches published,recovering: without a fault
  alice fires SearchOver 1
  alice sends Search 3
  alice tells Found 1
  bob sends Presence 3
  the goal takes ms 512-516 ~513.9
# searches published,recovering: one lost
  alice fires SearchOver 1
  alice sends Search 3
  alice tells Found 1
  bob sends Presence 2-3 ~2.5
  the goal takes ms 512-516 ~512.67
# searches published,recovering: one crash
  alice fires SearchOver 1
  alice sends Search 3-6 ~4.33
  alice tells Found 0-2 ~1.22
  bob sends Presence 0-6 ~3.67
  the goal takes ms 510-1020 ~736.56
# searches published: without a fault
  alice fires SearchOver 1
  alice sends Search 3
  alice tells Found 1
  bob sends Presence 3
  the goal takes ms 512-516 ~513.9
# searches published: one lost
  alice fires SearchOver 1
  alice sends Search 3
  alice tells Found 1
  bob sends Presence 2-3 ~2.5
  the goal takes ms 512-516 ~512.67
# searches published: one crash
  alice fires SearchOver 1
  alice sends Search 3-6 ~4.33
  alice tells Found 0-2 ~1.22
  bob sends Presence 0-6 ~3.67
  the goal takes ms 510-1020 ~736.56
# hidden recovering: without a fault
  alice fires SearchOver 1
  alice sends Search 1
  the goal takes ms 510
# hidden recovering: one lost
  alice fires SearchOver 1
  alice sends Search 1
  the goal takes ms 510
# hidden recovering: one crash
  alice fires SearchOver 1
  alice sends Search 1-2 ~1.25
  the goal takes ms 510-1010 ~635
# hidden recovering,published: without a fault
  alice fires SearchOver 1
  alice sends Search 1
  the goal takes ms 510
# hidden recovering,published: one lost
  alice fires SearchOver 1
  alice sends Search 1
  the goal takes ms 510
# hidden recovering,published: one crash
  alice fires SearchOver 1
  alice sends Search 1-2 ~1.25
  the goal takes ms 510-1010 ~635
# hidden published,recovering: without a fault
  alice fires SearchOver 1
  alice sends Search 1
  the goal takes ms 510
# hidden published,recovering: one lost
  alice fires SearchOver 1
  alice sends Search 1
  the goal takes ms 510
# hidden published,recovering: one crash
  alice fires SearchOver 1
  alice sends Search 1-2 ~1.25
  the goal takes ms 510-1010 ~635
# hidden published: without a fault
  alice fires SearchOver 1
  alice sends Search 1
  the goal takes ms 510
# hidden published: one lost
  alice fires SearchOver 1
  alice sends Search 1
  the goal takes ms 510
# hidden published: one crash
  alice fires SearchOver 1
  alice sends Search 1-2 ~1.25
  the goal takes ms 510-1010 ~635
"""
