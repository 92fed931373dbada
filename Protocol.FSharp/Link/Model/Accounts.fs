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
  alice tells ConnectFailed nothing arrived in time; start a peer there with: peer link listen 0-1 ~0.17; ConnectFailed the connection was reset 0-1 ~0.5; ConnectFailed the connection was reset; start a peer there with: peer link listen 0-1 ~0.17; ConnectFailed the peer denied the offer 0-1 ~0.17
  bob sends Deny 0-1 ~0.5; end (the other side closed the connection) 0-1 ~0.5; take 0-1 ~0.83
  bob tells OfferRefused this peer accepts no links 0-1 ~0.5
  the goal takes ms 11-20 ~15.5
# denied recovering: one crash
  alice sends Hello 0-2 ~1.25; call 1-2 ~1.5; end (the connection was reset) 0-1 ~0.25; end (the other side closed the connection) 0-2 ~1
  alice tells ConnectFailed the connection was refused; start a peer there with: peer link listen 0-1 ~0.13; ConnectFailed the connection was reset 0-1 ~0.13; ConnectFailed the peer denied the offer 0-2 ~1
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
  alice tells ConnectFailed nothing arrived in time; start a peer there with: peer link listen 0-1 ~0.17; ConnectFailed the connection was reset 0-1 ~0.5; ConnectFailed the connection was reset; start a peer there with: peer link listen 0-1 ~0.17; ConnectFailed the peer denied the offer 0-1 ~0.17
  bob sends Deny 0-1 ~0.5; end (the other side closed the connection) 0-1 ~0.5; take 0-1 ~0.83
  bob tells OfferRefused this peer accepts no links 0-1 ~0.5
  the goal takes ms 11-20 ~15.5
# denied published,recovering: one crash
  alice sends Hello 0-2 ~1.25; call 1-2 ~1.5; end (the connection was reset) 0-1 ~0.25; end (the other side closed the connection) 0-2 ~1
  alice tells ConnectFailed the connection was refused; start a peer there with: peer link listen 0-1 ~0.13; ConnectFailed the connection was reset 0-1 ~0.13; ConnectFailed the peer denied the offer 0-2 ~1
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
  alice tells ConnectFailed nothing arrived in time; start a peer there with: peer link listen 0-1 ~0.11; ConnectFailed the connection was reset 0-1 ~0.33; ConnectFailed the connection was reset; start a peer there with: peer link listen 0-1 ~0.11; ItemCame Json 0-1 ~0.22; ItemSent 0-2 ~0.89; ItemSent.bytes 0-420 ~186.67; LinkEnded the partner ended the link 0-1 ~0.44; Linked Json 0-1 ~0.44; Linked.IsStrict 0-1 ~0.44; Linked.isOurs 0-1 ~0.44
  bob fires Beat 0-1 ~0.22
  bob sends Accept 0-1 ~0.67; Item 0-1 ~0.67; Ping 0-1 ~0.22; take 0-1 ~0.89
  bob tells ItemCame Json 0-2 ~0.44; ItemSent 0-1 ~0.67; ItemSent.bytes 0-210 ~140; LinkEnded the partner ended the link 0-1 ~0.67; Linked Json 0-1 ~0.67; Linked.IsStrict 0-1 ~0.67; Linked.isOurs 0-1 ~0.67
  the goal takes ms 11-20 ~17.22
# two recovering: one garbled
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
  alice tells ConnectFailed the connection was refused; start a peer there with: peer link listen 0-1 ~0.08; ConnectFailed the connection was reset 0-1 ~0.08; ItemCame Json 0-2 ~1.08; ItemSent 0-4 ~2.31; ItemSent.bytes 0-840 ~484.62; LinkEnded the partner ended the link 0-1 ~0.38; Linked Json 0-2 ~1.15; Linked.IsStrict 0-2 ~1.15; Linked.isOurs 0-2 ~1.15
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
  alice tells ConnectFailed nothing arrived in time; start a peer there with: peer link listen 0-1 ~0.13; ConnectFailed the connection was reset 0-1 ~0.38; ConnectFailed the connection was reset; start a peer there with: peer link listen 0-1 ~0.13; ItemCame Json 0-1 ~0.13; ItemSent 0-2 ~0.75; ItemSent.bytes 0-420 ~157.5; LinkEnded the partner ended the link 0-1 ~0.38; Linked Json 0-1 ~0.38; Linked.IsStrict 0-1 ~0.38
  bob sends Accept 0-1 ~0.63; Item 0-1 ~0.63; take 0-1 ~0.88
  bob tells ItemCame Json 0-2 ~0.25; LinkEnded the connection was reset 0-1 ~0.63; Linked Json 0-1 ~0.63; Linked.IsStrict 0-1 ~0.63
  the goal takes ms 11-20 ~16.88
# two published,recovering: one crash
  alice fires Beat 0-1 ~0.55
  alice sends Hello 0-2 ~1.27; Item 0-4 ~2.18; Ping 0-1 ~0.55; call 1-2 ~1.45; end (the connection was reset) 0-1 ~0.45
  alice tells ConnectFailed the connection was refused; start a peer there with: peer link listen 0-1 ~0.09; ConnectFailed the connection was reset 0-1 ~0.09; ItemCame Json 0-2 ~1; ItemSent 0-4 ~2.18; ItemSent.bytes 0-840 ~458.18; LinkEnded the partner ended the link 0-1 ~0.36; Linked Json 0-2 ~1.09; Linked.IsStrict 0-2 ~1.09
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
  alice tells ConnectFailed nothing arrived in time; start a peer there with: peer link listen 0-1 ~0.14; ConnectFailed the connection was reset 0-1 ~0.43; ConnectFailed the connection was reset; start a peer there with: peer link listen 0-1 ~0.14; ItemSent 0-2 ~0.57; ItemSent.bytes 0-420 ~120; LinkEnded the partner ended the link 0-1 ~0.29; Linked Json 0-1 ~0.29; Linked.IsStream 0-1 ~0.29; Linked.IsStrict 0-1 ~0.29; Linked.isOurs 0-1 ~0.29
  bob sends Accept 0-1 ~0.57; Piece 0-1 ~0.57; take 0-1 ~0.86
  bob tells ItemSent 0-1 ~0.57; ItemSent.bytes 0-210 ~120; LinkEnded the partner ended the link 0-1 ~0.57; Linked Json 0-1 ~0.57; Linked.IsStream 0-1 ~0.57; Linked.IsStrict 0-1 ~0.57; Linked.isOurs 0-1 ~0.57
  the goal takes ms 11-20 ~16.43
# stream recovering: one garbled
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
  alice tells ConnectFailed the connection was refused; start a peer there with: peer link listen 0-1 ~0.09; ConnectFailed the connection was reset 0-1 ~0.09; ItemCame Json 0-2 ~1; ItemSent 0-4 ~2.18; ItemSent.bytes 0-840 ~458.18; LinkEnded the partner ended the link 0-1 ~0.36; Linked Json 0-2 ~1.09; Linked.IsStream 0-2 ~1.09; Linked.IsStrict 0-2 ~1.09; Linked.isOurs 0-2 ~1.09
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
  alice tells ConnectFailed nothing arrived in time; start a peer there with: peer link listen 0-1 ~0.14; ConnectFailed the connection was reset 0-1 ~0.43; ConnectFailed the connection was reset; start a peer there with: peer link listen 0-1 ~0.14; ItemSent 0-2 ~0.57; ItemSent.bytes 0-420 ~120; LinkEnded the partner ended the link 0-1 ~0.29; Linked Json 0-1 ~0.29; Linked.IsStream 0-1 ~0.29; Linked.IsStrict 0-1 ~0.29
  bob sends Accept 0-1 ~0.57; Piece 0-1 ~0.57; take 0-1 ~0.86
  bob tells LinkEnded the connection was reset 0-1 ~0.57; Linked Json 0-1 ~0.57; Linked.IsStream 0-1 ~0.57; Linked.IsStrict 0-1 ~0.57
  the goal takes ms 11-20 ~16.43
# stream published,recovering: one crash
  alice fires Beat 0-1 ~0.5
  alice sends Hello 0-2 ~1.3; Piece 0-4 ~2.2; call 1-2 ~1.5; end (the connection was reset) 0-1 ~0.5
  alice tells ConnectFailed the connection was refused; start a peer there with: peer link listen 0-1 ~0.1; ConnectFailed the connection was reset 0-1 ~0.1; ItemCame Json 0-2 ~1; ItemSent 0-4 ~2.2; ItemSent.bytes 0-840 ~462; LinkEnded the partner ended the link 0-1 ~0.3; Linked Json 0-2 ~1.1; Linked.IsStream 0-2 ~1.1; Linked.IsStrict 0-2 ~1.1
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
  alice tells ConnectFailed nothing arrived in time; start a peer there with: peer link listen 0-1 ~0.17; ConnectFailed the connection was reset 0-1 ~0.33; ConnectFailed the connection was reset; start a peer there with: peer link listen 0-1 ~0.17; ItemSent 0-2 ~0.67; ItemSent.bytes 0-420 ~140; LinkEnded the partner ended the link 0-1 ~0.33; Linked Json 0-1 ~0.33; Linked.IsStream 0-1 ~0.33; Linked.IsStrict 0-1 ~0.33; Linked.isOurs 0-1 ~0.33
  bob sends Accept 0-1 ~0.5; take 0-1 ~0.83
  bob tells LinkEnded the partner ended the link 0-1 ~0.5; Linked Json 0-1 ~0.5; Linked.IsStream 0-1 ~0.5; Linked.IsStrict 0-1 ~0.5; Linked.isOurs 0-1 ~0.5
  the goal takes ms 11-20 ~15.17
# stream-idle recovering: one crash
  alice fires Beat 0-1 ~0.5
  alice sends Hello 0-2 ~1.2; Piece 0-4 ~2; call 1-2 ~1.4; end (the connection was reset) 0-1 ~0.4
  alice tells ConnectFailed the connection was refused; start a peer there with: peer link listen 0-1 ~0.1; ConnectFailed the connection was reset 0-1 ~0.1; ItemSent 0-4 ~2; ItemSent.bytes 0-840 ~420; LinkEnded the partner ended the link 0-1 ~0.4; Linked Json 0-2 ~1; Linked.IsStream 0-2 ~1; Linked.IsStrict 0-2 ~1; Linked.isOurs 0-2 ~1
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
  alice tells ConnectFailed nothing arrived in time; start a peer there with: peer link listen 0-1 ~0.17; ConnectFailed the connection was reset 0-1 ~0.33; ConnectFailed the connection was reset; start a peer there with: peer link listen 0-1 ~0.17; ItemSent 0-2 ~0.67; ItemSent.bytes 0-420 ~140; LinkEnded the partner ended the link 0-1 ~0.33; Linked Json 0-1 ~0.33; Linked.IsStream 0-1 ~0.33; Linked.IsStrict 0-1 ~0.33
  bob sends Accept 0-1 ~0.5; take 0-1 ~0.83
  bob tells LinkEnded the connection was reset 0-1 ~0.5; Linked Json 0-1 ~0.5; Linked.IsStream 0-1 ~0.5; Linked.IsStrict 0-1 ~0.5
  the goal takes ms 11-20 ~15.17
# stream-idle published,recovering: one crash
  alice fires Beat 0-1 ~0.44
  alice sends Hello 0-2 ~1.22; Piece 0-4 ~2; call 1-2 ~1.44; end (the connection was reset) 0-1 ~0.44
  alice tells ConnectFailed the connection was refused; start a peer there with: peer link listen 0-1 ~0.11; ConnectFailed the connection was reset 0-1 ~0.11; ItemSent 0-4 ~2; ItemSent.bytes 0-840 ~420; LinkEnded the partner ended the link 0-1 ~0.33; Linked Json 0-2 ~1; Linked.IsStream 0-2 ~1; Linked.IsStrict 0-2 ~1
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
  alice tells ConnectFailed nothing arrived in time; start a peer there with: peer link listen 0-1 ~0.06; ConnectFailed the connection was reset 0-1 ~0.19; ConnectFailed the connection was reset; start a peer there with: peer link listen 0-1 ~0.06; ItemCame Json 0-1 ~0.63; ItemSent 0-1 ~0.69; ItemSent.bytes 0-210 ~144.38; LinkEnded the partner ended the link 0-1 ~0.19; Linked Json 0-1 ~0.69; Linked.IsStrict 0-1 ~0.69; Linked.isOurs 0-1 ~0.69
  bob fires Beat 1-2 ~1.25
  bob sends Accept 1-2 ~1.63; Item 1-2 ~1.63; Ping 1-2 ~1.25; take 1-2 ~1.88
  bob tells ItemCame Json 1-2 ~1.25; ItemSent 1-2 ~1.63; ItemSent.bytes 210-420 ~341.25; LinkEnded the partner ended the link 0-1 ~0.63; Linked Json 1-2 ~1.63; Linked.IsStrict 1-2 ~1.63; Linked.isOurs 1-2 ~1.63
  cara fires Beat 0-1 ~0.63
  cara sends Hello 0-1 ~0.88; Item 0-1 ~0.69; Ping 0-1 ~0.63; call 1
  cara tells ConnectFailed nothing arrived in time; start a peer there with: peer link listen 0-1 ~0.06; ConnectFailed the connection was reset 0-1 ~0.19; ConnectFailed the connection was reset; start a peer there with: peer link listen 0-1 ~0.06; ItemCame Json 0-1 ~0.63; ItemSent 0-1 ~0.69; ItemSent.bytes 0-210 ~144.38; LinkEnded the partner ended the link 0-1 ~0.19; Linked Json 0-1 ~0.69; Linked.IsStrict 0-1 ~0.69; Linked.isOurs 0-1 ~0.69
  the goal takes ms 22-34 ~29.94
# three recovering: one garbled
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
  alice tells ConnectFailed the connection was refused; start a peer there with: peer link listen 0-1 ~0.05; ConnectFailed the connection was reset 0-1 ~0.05; ItemCame Json 0-2 ~1.05; ItemSent 0-2 ~1.1; ItemSent.bytes 0-420 ~231; LinkEnded the partner ended the link 0-1 ~0.3; Linked Json 0-2 ~1.1; Linked.IsStrict 0-2 ~1.1; Linked.isOurs 0-2 ~1.1
  bob fires Beat 0-2 ~1.35
  bob sends Accept 0-3 ~2.2; Item 0-3 ~2.2; Ping 0-2 ~1.35; end (the connection was refused) 0-2 ~0.2; end (the connection was reset) 0-2 ~0.6; take 0-3 ~2.4
  bob tells ItemCame Json 0-3 ~2; ItemSent 0-3 ~2.2; ItemSent.bytes 0-630 ~462; LinkEnded the partner ended the link 0-1 ~0.5; Linked Json 0-3 ~2.2; Linked.IsStrict 0-3 ~2.2; Linked.isOurs 0-3 ~2.2
  cara fires Beat 0-1 ~0.65
  cara sends Hello 0-2 ~1.1; Item 0-2 ~1; Ping 0-1 ~0.65; call 1-2 ~1.3; end (the connection was reset) 0-1 ~0.3
  cara tells ConnectFailed the connection was refused; start a peer there with: peer link listen 0-1 ~0.15; ConnectFailed the connection was reset 0-1 ~0.05; ItemCame Json 0-2 ~0.95; ItemSent 0-2 ~1; ItemSent.bytes 0-420 ~210; LinkEnded the partner ended the link 0-1 ~0.2; Linked Json 0-2 ~1; Linked.IsStrict 0-2 ~1; Linked.isOurs 0-2 ~1
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
  alice tells ConnectFailed nothing arrived in time; start a peer there with: peer link listen 0-1 ~0.07; ConnectFailed the connection was reset 0-1 ~0.21; ConnectFailed the connection was reset; start a peer there with: peer link listen 0-1 ~0.07; ItemCame Json 0-1 ~0.57; ItemSent 0-1 ~0.64; ItemSent.bytes 0-210 ~135; LinkEnded the partner ended the link 0-1 ~0.14; Linked Json 0-1 ~0.64; Linked.IsStrict 0-1 ~0.64
  bob sends Accept 1-2 ~1.57; Item 1-2 ~1.57; take 1-2 ~1.86
  bob tells ItemCame Json 1-2 ~1.14; LinkEnded the connection was reset 0-1 ~0.57; Linked Json 1-2 ~1.57; Linked.IsStrict 1-2 ~1.57
  cara fires Beat 0-1 ~0.57
  cara sends Hello 0-1 ~0.86; Item 0-1 ~0.64; Ping 0-1 ~0.57; call 1
  cara tells ConnectFailed nothing arrived in time; start a peer there with: peer link listen 0-1 ~0.07; ConnectFailed the connection was reset 0-1 ~0.21; ConnectFailed the connection was reset; start a peer there with: peer link listen 0-1 ~0.07; ItemCame Json 0-1 ~0.57; ItemSent 0-1 ~0.64; ItemSent.bytes 0-210 ~135; LinkEnded the partner ended the link 0-1 ~0.14; Linked Json 0-1 ~0.64; Linked.IsStrict 0-1 ~0.64
  the goal takes ms 22-34 ~29.64
# three published,recovering: one crash
  alice fires Beat 0-1 ~0.61
  alice sends Hello 0-2 ~1.17; Item 0-2 ~1.06; Ping 0-1 ~0.61; call 1-2 ~1.28; end (the connection was reset) 0-1 ~0.28
  alice tells ConnectFailed the connection was refused; start a peer there with: peer link listen 0-1 ~0.06; ConnectFailed the connection was reset 0-1 ~0.06; ItemCame Json 0-2 ~1; ItemSent 0-2 ~1.06; ItemSent.bytes 0-420 ~221.67; LinkEnded the partner ended the link 0-1 ~0.33; Linked Json 0-2 ~1.06; Linked.IsStrict 0-2 ~1.06
  bob sends Accept 0-3 ~2.06; Item 0-3 ~2.06; end (the connection was refused) 0-2 ~0.28; end (the connection was reset) 0-2 ~0.61; take 0-3 ~2.28
  bob tells ItemCame Json 0-3 ~1.83; LinkEnded the connection was reset 0-1 ~0.44; Linked Json 0-3 ~2.06; Linked.IsStrict 0-3 ~2.06
  cara fires Beat 0-1 ~0.56
  cara sends Hello 0-2 ~1; Item 0-2 ~0.89; Ping 0-1 ~0.56; call 1-2 ~1.28; end (the connection was reset) 0-1 ~0.28
  cara tells ConnectFailed the connection was refused; start a peer there with: peer link listen 0-1 ~0.22; ConnectFailed the connection was reset 0-1 ~0.06; ItemCame Json 0-2 ~0.83; ItemSent 0-2 ~0.89; ItemSent.bytes 0-420 ~186.67; LinkEnded the partner ended the link 0-1 ~0.17; Linked Json 0-2 ~0.89; Linked.IsStrict 0-2 ~0.89
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
"""
