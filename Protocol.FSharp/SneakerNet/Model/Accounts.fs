namespace PeerFunctional.SneakerNet

/// What the runs of its worlds do.
module internal Accounts =

    let text =
        """
# one-event recovering: without a fault
  Alice fires Retry 10
  Alice sends Command.Have 1; Command.Helo 5; Command.Port 4; Push 1
  Alice tells CommandArrived 9; CommandArrived Bye 1; CommandArrived.isRepeat 8; Enqueued 1; Enqueued.seq 1; ResponderStarted 1; SessionEnded 1; SessionEnded.Held 1; SessionEnded.Sent 1; Talking 1; Waiting 2
  Bob fires Retry 9; Silent 1
  Bob sends Command.Bye 1; Command.Got 1; Command.Helo 5; Command.Port 4; Command.Want 1
  Bob tells CommandArrived 8; CommandArrived.isRepeat 6; Ingested 1; Ingested.seq 1; InitiatorStarted 1; PushArrived 1; PushArrived.bytes 167; SessionEnded 1; SessionEnded.Held 1; SessionEnded.Received 1; Talking 1
  the goal takes ms 2028-2038 ~2032.6
# one-event recovering: one lost
  Alice fires Retry 10-12 ~10.43
  Alice sends Command.Got 0-1 ~0.04; Command.Have 1-3 ~1.35; Command.Helo 4-6 ~4.96; Command.Port 3-6 ~4.09; Push 1-2 ~1.04
  Alice tells CommandArrived 7-14 ~8.78; CommandArrived Bye 1; CommandArrived Next 0-1 ~0.04; CommandArrived.isRepeat 6-13 ~7.83; Enqueued 1-2 ~1.04; Enqueued.seq 1-2 ~1.04; ResponderStarted 1; SessionEnded 1; SessionEnded.Held 1; SessionEnded.Sent 1; Talking 1; Waiting 2
  Bob fires Contact 0-1 ~0.13; Retry 9-11 ~9.35; Silent 1
  Bob sends Command.Bye 1; Command.Got 1-2 ~1.04; Command.Have 0-1 ~0.04; Command.Helo 5-6 ~5.17; Command.Next 0-1 ~0.04; Command.Port 3-7 ~3.96; Command.Want 1-2 ~1.09; Push 0-1 ~0.04
  Bob tells CommandArrived 6-13 ~8.04; CommandArrived.isRepeat 4-11 ~6.04; Ingested 1; Ingested.seq 1; InitiatorStarted 1; PushArrived 1; PushArrived.bytes 167; SessionEnded 1; SessionEnded.Held 1; SessionEnded.Received 1; Talking 1
  the goal takes ms 2027-2534 ~2184.39
# one-event recovering: one twice
  Alice fires Retry 5-10 ~9.78
  Alice sends Command.Have 1-2 ~1.04; Command.Helo 5-6 ~5.22; Command.Port 4-5 ~4.17; Push 1-2 ~1.04
  Alice tells CommandArrived 9-11 ~9.78; CommandArrived Bye 1; CommandArrived.isRepeat 8-10 ~8.74; Enqueued 1-2 ~1.04; Enqueued.seq 1-2 ~1.04; ResponderStarted 1; SessionEnded 1; SessionEnded.Held 1; SessionEnded.Sent 1; Talking 1; Waiting 2
  Bob fires Retry 9; Silent 1
  Bob sends Command.Bye 1; Command.Got 1; Command.Helo 5; Command.Port 4-5 ~4.35; Command.Want 1
  Bob tells CommandArrived 8-11 ~8.83; CommandArrived.isRepeat 6-9 ~6.83; Ingested 1; Ingested.seq 1; InitiatorStarted 1; PushArrived 1; PushArrived.bytes 167; SessionEnded 1; SessionEnded.Held 1; SessionEnded.Received 1; Talking 1
  the goal takes ms 2024-2033 ~2028.3
# one-event recovering: one corrupted
  Alice fires Retry 10-12 ~10.43
  Alice sends Command.Got 0-1 ~0.04; Command.Have 1-3 ~1.35; Command.Helo 4-6 ~4.96; Command.Port 3-6 ~4.09; Push 1-2 ~1.04
  Alice tells CommandArrived 7-14 ~8.78; CommandArrived Bye 1; CommandArrived Next 0-1 ~0.04; CommandArrived.isRepeat 6-13 ~7.83; Enqueued 1-2 ~1.04; Enqueued.seq 1-2 ~1.04; Refused corrupted 0-1 ~0.48; ResponderStarted 1; SessionEnded 1; SessionEnded.Held 1; SessionEnded.Sent 1; Talking 1; Waiting 2
  Bob fires Contact 0-1 ~0.13; Retry 9-11 ~9.35; Silent 1
  Bob sends Command.Bye 1; Command.Got 1-2 ~1.04; Command.Have 0-1 ~0.04; Command.Helo 5-6 ~5.17; Command.Next 0-1 ~0.04; Command.Port 3-7 ~3.96; Command.Want 1-2 ~1.09; Push 0-1 ~0.04
  Bob tells CommandArrived 6-13 ~8.04; CommandArrived.isRepeat 4-11 ~6.04; Ingested 1; Ingested.seq 1; InitiatorStarted 1; PushArrived 1; PushArrived.bytes 167; Refused corrupted 0-1 ~0.48; SessionEnded 1; SessionEnded.Held 1; SessionEnded.Received 1; Talking 1
  the goal takes ms 2027-2534 ~2184.48
# one-event recovering: one late
  Alice fires Retry 10-15 ~11
  Alice sends Command.Got 0-2 ~0.22; Command.Have 1-3 ~1.43; Command.Helo 4-7 ~5.17; Command.Port 3-6 ~4.3; Push 1-2 ~1.09
  Alice tells CommandArrived 7-14 ~9.78; CommandArrived Bye 1; CommandArrived Next 0-1 ~0.04; CommandArrived.isRepeat 6-13 ~8.78; Enqueued 1-2 ~1.09; Enqueued.seq 1-2 ~1.09; ResponderStarted 1; SessionEnded 1; SessionEnded.Held 1; SessionEnded.Sent 1; Talking 1; Waiting 2
  Bob fires Contact 0-1 ~0.13; Retry 9-14 ~10; Silent 1
  Bob sends Command.Bye 1; Command.Got 1-2 ~1.17; Command.Have 0-2 ~0.22; Command.Helo 4-7 ~5.26; Command.Next 0-1 ~0.04; Command.Port 3-7 ~4.26; Command.Want 1-2 ~1.09; Push 0-1 ~0.04
  Bob tells CommandArrived 6-16 ~9; CommandArrived.isRepeat 4-14 ~7; Ingested 1; Ingested.seq 1; InitiatorStarted 1; PushArrived 1; PushArrived.bytes 167; SessionEnded 1; SessionEnded.Held 1; SessionEnded.Received 1; Talking 1
  the goal takes ms 2025-3024 ~2304.48
# one-event recovering: one crash
  Alice fires Retry 4-19 ~13.29
  Alice sends Command.Got 0-1 ~0.58; Command.Have 1-5 ~2.21; Command.Helo 4-9 ~6.88; Command.Port 3-8 ~5.75; Push 1-2 ~1.04
  Alice tells CommandArrived 7-19 ~12.75; CommandArrived Bye 0-1 ~0.92; CommandArrived.isRepeat 5-18 ~11.13; Enqueued 1-2 ~1.04; Enqueued.seq 1-2 ~1.04; NotHelo 0-1 ~0.08; ResponderStarted 1-2 ~1.46; SessionEnded 0-1 ~0.92; SessionEnded.Held 0-1 ~0.92; SessionEnded.Sent 0-1 ~0.67; Talking 1-2 ~1.33; Waiting 2-4 ~2.46
  Bob fires Contact 0-1 ~0.04; Retry 9-19 ~13.21; Silent 1
  Bob sends Command.Bye 1; Command.Got 1-2 ~1.58; Command.Have 0-1 ~0.58; Command.Helo 5-11 ~7.29; Command.Port 3-9 ~5.71; Command.Want 1-3 ~1.21
  Bob tells CommandArrived 6-17 ~12.33; CommandArrived.isRepeat 4-15 ~9.54; Ingested 1; Ingested.seq 1; InitiatorStarted 1-2 ~1.5; PushArrived 1; PushArrived.bytes 167; SessionEnded 1; SessionEnded.Held 1; SessionEnded.Received 0-1 ~0.67; Talking 1-2 ~1.42
  the goal takes ms 2026-4010 ~3093.88
# one-event recovering,published: without a fault
  Alice fires Retry 2; Silent 1
  Alice sends Command.Have 3; Command.Helo 1; Command.Port 1; Push 1
  Alice tells CommandArrived 2; Enqueued 1; Enqueued.seq 1; ResponderStarted 1; SessionEnded 1; SessionEnded.Held 1; SessionEnded.Sent 1; Talking 1; Waiting 2
  Bob fires Silent 1; Turn 19
  Bob sends Command.Helo 1; Command.Port 1; Command.Want 2
  Bob tells CommandArrived 4; Ingested 1; Ingested.seq 1; InitiatorStarted 1; PushArrived 1; PushArrived.bytes 167; SessionEnded 1; SessionEnded.Held 1; SessionEnded.Received 1; Talking 1
  the goal takes ms 2026-2034 ~2030.7
# one-event recovering,published: one lost
  Alice fires Retry 2-15 ~3.5; Silent 1-7 ~1.6
  Alice sends Command.Have 3-6 ~3.6; Command.Helo 1-2 ~1.1; Command.Port 1-14 ~2.3; Push 0-2 ~1
  Alice tells CommandArrived 2-3 ~2.1; Enqueued 0-2 ~1; Enqueued.seq 0-2 ~1; ResponderStarted 1; SessionEnded 1; SessionEnded.Held 1; SessionEnded.PartnerLacks 0-1 ~0.1; SessionEnded.Sent 0-1 ~0.9; Talking 1; Waiting 2
  Bob fires Contact 0-1 ~0.1; Silent 1; Turn 18-28 ~22.6
  Bob sends Command.Helo 1-2 ~1.2; Command.Port 1; Command.Want 2-3 ~2.4
  Bob tells CommandArrived 3-5 ~3.9; Ingested 0-1 ~0.9; Ingested.seq 0-1 ~0.9; InitiatorStarted 1; NotHelo 0-1 ~0.1; PushArrived 0-1 ~0.9; PushArrived.bytes 0-167 ~150.3; SessionEnded 1; SessionEnded.Held 0-1 ~0.9; SessionEnded.Received 0-1 ~0.9; SessionEnded.WeLack 0-1 ~0.1; Talking 1; TimedOut 0-1 ~0.1
  the goal takes ms 0-3028 ~2325.1
  the run ends without its goal 0-1 ~0.1
# one-event recovering,published: one crash
  Alice fires Retry 0-5 ~2.67; Silent 0-1 ~0.67
  Alice sends Command.Have 1-5 ~3.14; Command.Helo 1-2 ~1.57; Command.Port 0-2 ~1.43; Push 0-2 ~0.86
  Alice tells CommandArrived 0-5 ~3.29; CommandArrived.isRepeat 0-2 ~1.05; Enqueued 0-2 ~0.86; Enqueued.seq 0-2 ~0.86; ResponderStarted 1-2 ~1.38; SessionEnded 0-1 ~0.67; SessionEnded.Held 0-1 ~0.67; SessionEnded.Sent 0-1 ~0.67; Talking 0-1 ~0.9; Waiting 2-3 ~2.05
  Bob fires Contact 0-1 ~0.05; Silent 1; Turn 19-37 ~22.86
  Bob sends Command.Have 0-1 ~0.43; Command.Helo 1-2 ~1.62; Command.Port 1-2 ~1.52; Command.Want 1-3 ~1.95
  Bob tells CommandArrived 1-7 ~4.29; Ingested 0-1 ~0.81; Ingested.seq 0-1 ~0.81; InitiatorStarted 1-2 ~1.57; PushArrived 0-1 ~0.81; PushArrived.bytes 0-167 ~135.19; SessionEnded 1; SessionEnded.Held 0-1 ~0.81; SessionEnded.Received 0-1 ~0.38; SessionEnded.WeLack 0-1 ~0.1; Talking 1-2 ~1.52; TimedOut 0-1 ~0.05
  the goal takes ms 0-4009 ~2351.86
  the run ends without its goal 0-1 ~0.19
# one-event published,recovering: without a fault
  Alice fires Silent 1; Turn 23-24 ~23.5
  Alice sends Command.Have 1; Command.Helo 1; Command.Port 1; Push 1
  Alice tells CommandArrived 2; CommandArrived Next 1; Enqueued 1; Enqueued.seq 1; Mismatched 1; Mismatched.expected 2; Mismatched.seq 1; PushArrived 1; PushArrived.bytes 167; ResponderStarted 1; SessionEnded 1; SessionEnded.Held 1; SessionEnded.Sent 1; Talking 1; Waiting 2
  Bob fires Retry 2; Silent 1
  Bob sends Command.Helo 1; Command.Next 1; Command.Port 1; Command.Want 1; Push 1
  Bob tells CommandArrived 2; Ingested 1; Ingested.seq 1; InitiatorStarted 1; PushArrived 1; PushArrived.bytes 167; SessionEnded 1; SessionEnded.Held 1; SessionEnded.Received 1; Talking 1
  the goal takes ms 2527-2537 ~2531.3
# one-event published,recovering: one lost
  Alice fires Silent 1-2 ~1.11; Turn 19-43 ~26.56
  Alice sends Command.Have 1-2 ~1.11; Command.Helo 1-2 ~1.11; Command.Port 1-2 ~1.11; Push 0-2 ~1
  Alice tells CommandArrived 1-6 ~3; CommandArrived Next 0-1 ~0.78; Enqueued 0-2 ~1; Enqueued.seq 0-2 ~1; Mismatched 0-1 ~0.67; Mismatched.expected 0-2 ~1.33; Mismatched.seq 0-1 ~0.67; PushArrived 0-1 ~0.67; PushArrived.bytes 0-167 ~111.33; ResponderStarted 1; SessionEnded 1-2 ~1.11; SessionEnded.Held 1-2 ~1.11; SessionEnded.Sent 0-2 ~1; Talking 1-2 ~1.11; Waiting 2-3 ~2.11
  Bob fires Contact 0-1 ~0.11; Retry 2-4 ~2.78; Silent 1-2 ~1.11
  Bob sends Command.Helo 1-5 ~1.78; Command.Next 0-1 ~0.89; Command.Port 1-3 ~1.56; Command.Want 0-2 ~1.11; Push 0-1 ~0.78
  Bob tells CommandArrived 1-5 ~2.11; CommandArrived.isRepeat 0-3 ~0.33; Ingested 0-1 ~0.89; Ingested.seq 0-1 ~0.89; InitiatorStarted 1; PushArrived 0-1 ~0.89; PushArrived.bytes 0-167 ~148.44; SessionEnded 1; SessionEnded.Held 0-1 ~0.89; SessionEnded.Received 0-1 ~0.89; Talking 1
  the goal takes ms 0-5029 ~2744.89
  the run ends without its goal 0-1 ~0.11
# one-event published,recovering: one crash
  Alice fires Silent 0-2 ~1; Turn 0-42 ~24.24
  Alice sends Command.Have 1-2 ~1.43; Command.Helo 1-2 ~1.43; Command.Port 1-2 ~1.43; Push 1-2 ~1.1
  Alice tells CommandArrived 2-8 ~3.86; CommandArrived Next 1-2 ~1.05; Enqueued 1-2 ~1.1; Enqueued.seq 1-2 ~1.1; Mismatched 0-1 ~0.81; Mismatched.expected 0-2 ~1.62; Mismatched.seq 0-1 ~0.81; NotHelo 0-1 ~0.05; PushArrived 0-1 ~0.81; PushArrived.bytes 0-167 ~135.19; ResponderStarted 1-2 ~1.48; SessionEnded 0-2 ~1; SessionEnded.Held 0-2 ~1; SessionEnded.Sent 0-2 ~0.71; Talking 1-2 ~1.43; Waiting 2-4 ~2.52
  Bob fires Contact 0-4 ~1.24; Retry 1-4 ~2.05; Silent 1
  Bob sends Command.Have 0-1 ~0.14; Command.Helo 1-6 ~2.67; Command.Next 1-2 ~1.05; Command.Port 1-4 ~1.48; Command.Want 1-2 ~1.14; Push 0-1 ~0.95
  Bob tells CommandArrived 2-5 ~2.67; CommandArrived.isRepeat 0-3 ~0.14; Ingested 1; Ingested.seq 1; InitiatorStarted 1-2 ~1.38; PushArrived 1; PushArrived.bytes 167; SessionEnded 1; SessionEnded.Held 1; SessionEnded.Received 0-1 ~0.86; Talking 1-2 ~1.33; TimedOut 0-2 ~0.43
  the goal takes ms 2026-5036 ~3195.86
# one-event published: without a fault
  Alice fires Silent 1; Turn 19
  Alice sends Command.Have 1; Command.Helo 1; Command.Port 1; Push 1
  Alice tells CommandArrived 2; Enqueued 1; Enqueued.seq 1; ResponderStarted 1; SessionEnded 1; SessionEnded.Held 1; SessionEnded.Sent 1; Talking 1; Waiting 2
  Bob fires Silent 1; Turn 19
  Bob sends Command.Helo 1; Command.Port 1; Command.Want 1
  Bob tells CommandArrived 2; Ingested 1; Ingested.seq 1; InitiatorStarted 1; PushArrived 1; PushArrived.bytes 167; SessionEnded 1; SessionEnded.Held 1; SessionEnded.Received 1; Talking 1
  the goal takes ms 2025-2032 ~2028.1
# one-event published: one lost
  Alice fires Silent 1-2 ~1.14; Turn 19-37 ~21.57
  Alice sends Command.Have 1-2 ~1.14; Command.Helo 1-2 ~1.14; Command.Port 1-2 ~1.14; Push 0-1 ~0.57
  Alice tells CommandArrived 1-5 ~2; Enqueued 0-1 ~0.71; Enqueued.seq 0-1 ~0.71; ResponderStarted 1; SessionEnded 1-2 ~1.14; SessionEnded.Held 1-2 ~1.14; SessionEnded.Sent 0-1 ~0.57; Talking 1-2 ~1.14; Waiting 2-3 ~2.14
  Bob fires Contact 0-2 ~0.43; Silent 1; Turn 19
  Bob sends Command.Helo 1-5 ~1.71; Command.Port 1; Command.Want 0-1 ~0.86
  Bob tells CommandArrived 1-2 ~1.71; Ingested 0-1 ~0.43; Ingested.seq 0-1 ~0.43; InitiatorStarted 1; NotHelo 0-2 ~0.29; PushArrived 0-1 ~0.43; PushArrived.bytes 0-167 ~71.57; SessionEnded 1; SessionEnded.Held 0-1 ~0.43; SessionEnded.Received 0-1 ~0.43; SessionEnded.WeLack 0-1 ~0.43; Talking 1; TimedOut 0-2 ~0.43
  the goal takes ms 0-4037 ~1298.71
  the run ends without its goal 0-1 ~0.57
# one-event published: one crash
  Alice fires Silent 0-2 ~1.04; Turn 0-38 ~23.46
  Alice sends Command.Have 1-2 ~1.5; Command.Helo 1-2 ~1.5; Command.Port 1-2 ~1.5; Push 0-2 ~1
  Alice tells CommandArrived 1-6 ~3.54; Enqueued 0-2 ~1; Enqueued.seq 0-2 ~1; ResponderStarted 1-2 ~1.5; SessionEnded 0-2 ~1.04; SessionEnded.Held 0-2 ~1.04; SessionEnded.Sent 0-2 ~0.58; Talking 1-2 ~1.5; Waiting 2-3 ~2.54
  Bob fires Contact 0-2 ~0.75; Silent 1; Turn 19-37 ~22.5
  Bob sends Command.Have 0-1 ~0.38; Command.Helo 1-4 ~2.25; Command.Port 1-2 ~1.46; Command.Want 1-2 ~1.04
  Bob tells CommandArrived 2-4 ~2.88; Ingested 0-2 ~1; Ingested.seq 0-2 ~1; InitiatorStarted 1-2 ~1.5; PushArrived 0-2 ~1; PushArrived.bytes 0-334 ~167; SessionEnded 1; SessionEnded.Held 0-1 ~0.96; SessionEnded.Received 0-1 ~0.58; SessionEnded.WeLack 0-1 ~0.04; Talking 1-2 ~1.46; TimedOut 0-2 ~0.75
  the goal takes ms 0-5003 ~3275.33
  the run ends without its goal 0-1 ~0.04
# two-events recovering: without a fault
  Alice fires Retry 10
  Alice sends Command.Have 1; Command.Helo 5; Command.Port 4; Push 1
  Alice tells CommandArrived 9; CommandArrived Bye 1; CommandArrived.isRepeat 8; Enqueued 2; Enqueued.seq 3; ResponderStarted 1; SessionEnded 1; SessionEnded.Held 2; SessionEnded.Sent 2; Talking 1; Waiting 2
  Bob fires Retry 9; Silent 1
  Bob sends Command.Bye 1; Command.Got 1; Command.Helo 5; Command.Port 4; Command.Want 1
  Bob tells CommandArrived 8; CommandArrived.isRepeat 6; Ingested 2; Ingested.seq 3; InitiatorStarted 1; PushArrived 2; PushArrived.bytes 371; SessionEnded 1; SessionEnded.Held 2; SessionEnded.Received 2; Talking 1
  the goal takes ms 2028-2038 ~2032.6
# two-events recovering: one lost
  Alice fires Retry 10-12 ~10.43
  Alice sends Command.Got 0-1 ~0.04; Command.Have 1-3 ~1.35; Command.Helo 4-6 ~4.96; Command.Port 3-6 ~4.09; Push 1-2 ~1.04
  Alice tells CommandArrived 7-14 ~8.78; CommandArrived Bye 1; CommandArrived Next 0-1 ~0.04; CommandArrived.isRepeat 6-13 ~7.83; Enqueued 2-4 ~2.09; Enqueued.seq 3-6 ~3.13; ResponderStarted 1; SessionEnded 1; SessionEnded.Held 2; SessionEnded.Sent 2; Talking 1; Waiting 2
  Bob fires Contact 0-1 ~0.13; Retry 9-11 ~9.35; Silent 1
  Bob sends Command.Bye 1; Command.Got 1-2 ~1.04; Command.Have 0-1 ~0.04; Command.Helo 5-6 ~5.17; Command.Next 0-1 ~0.04; Command.Port 3-7 ~3.96; Command.Want 1-2 ~1.09; Push 0-1 ~0.04
  Bob tells CommandArrived 6-13 ~8.04; CommandArrived.isRepeat 4-11 ~6.04; Ingested 2; Ingested.seq 3; InitiatorStarted 1; PushArrived 2; PushArrived.bytes 371; SessionEnded 1; SessionEnded.Held 2; SessionEnded.Received 2; Talking 1
  the goal takes ms 2027-2534 ~2184.39
# two-events recovering,published: without a fault
  Alice fires Retry 2; Silent 1
  Alice sends Command.Have 3; Command.Helo 1; Command.Port 1; Push 2
  Alice tells CommandArrived 2; Enqueued 2; Enqueued.seq 3; ResponderStarted 1; SessionEnded 1; SessionEnded.Held 2; SessionEnded.Sent 2; Talking 1; Waiting 2
  Bob fires Silent 1; Turn 19
  Bob sends Command.Helo 1; Command.Port 1; Command.Want 2
  Bob tells CommandArrived 4; Ingested 2; Ingested.seq 3; InitiatorStarted 1; PushArrived 2; PushArrived.bytes 371; SessionEnded 1; SessionEnded.Held 2; SessionEnded.Received 2; Talking 1
  the goal takes ms 2027-2034 ~2030.9
# two-events published,recovering: without a fault
  Alice fires Silent 1; Turn 23-24 ~23.8
  Alice sends Command.Have 1; Command.Helo 1; Command.Port 1; Push 2
  Alice tells CommandArrived 2; CommandArrived Next 2; Enqueued 2; Enqueued.seq 3; Mismatched 1; Mismatched.expected 3; Mismatched.seq 2; PushArrived 1; PushArrived.bytes 204; ResponderStarted 1; SessionEnded 1; SessionEnded.Held 2; SessionEnded.Sent 2; Talking 1; Waiting 2
  Bob fires Retry 2; Silent 1
  Bob sends Command.Helo 1; Command.Next 2; Command.Port 1; Command.Want 1; Push 1
  Bob tells CommandArrived 2; Ingested 2; Ingested.seq 3; InitiatorStarted 1; PushArrived 2; PushArrived.bytes 371; SessionEnded 1; SessionEnded.Held 2; SessionEnded.Received 2; Talking 1
  the goal takes ms 2534-2544 ~2538.7
# two-events published: without a fault
  Alice fires Silent 1; Turn 19
  Alice sends Command.Have 1; Command.Helo 1; Command.Port 1; Push 2
  Alice tells CommandArrived 2; Enqueued 2; Enqueued.seq 3; ResponderStarted 1; SessionEnded 1; SessionEnded.Held 2; SessionEnded.Sent 2; Talking 1; Waiting 2
  Bob fires Silent 1; Turn 19-20 ~19.6
  Bob sends Command.Helo 1; Command.Port 1; Command.Want 1
  Bob tells CommandArrived 2; Ingested 2; Ingested.seq 3; InitiatorStarted 1; PushArrived 2; PushArrived.bytes 371; SessionEnded 1; SessionEnded.Held 2; SessionEnded.Received 2; Talking 1
  the goal takes ms 2125-2132 ~2128.2
# both-ways recovering: without a fault
  Alice fires Retry 10
  Alice sends Command.Got 1; Command.Have 1; Command.Helo 5; Command.Port 4; Command.Want 1; Push 1
  Alice tells CommandArrived 10; CommandArrived Bye 1; CommandArrived.isRepeat 8; Enqueued 1; Enqueued.seq 1; Ingested 1; Ingested.seq 1; PushArrived 1; PushArrived.bytes 165; ResponderStarted 1; SessionEnded 1; SessionEnded.Held 2; SessionEnded.Received 1; SessionEnded.Sent 1; Talking 1; Waiting 2
  Bob fires Retry 10; Silent 1
  Bob sends Command.Bye 1; Command.Got 1; Command.Have 1; Command.Helo 5; Command.Port 4; Command.Want 1; Push 1
  Bob tells CommandArrived 10; CommandArrived.isRepeat 7; Enqueued 1; Enqueued.seq 1; Ingested 1; Ingested.seq 1; InitiatorStarted 1; PushArrived 1; PushArrived.bytes 167; SessionEnded 1; SessionEnded.Held 2; SessionEnded.Received 1; SessionEnded.Sent 1; Talking 1
  the goal takes ms 2032-2041 ~2036.2
# both-ways recovering: one lost
  Alice fires Retry 10-12 ~10.54
  Alice sends Command.Got 1-3 ~1.13; Command.Have 1-3 ~1.25; Command.Helo 5-6 ~5.25; Command.Port 4-6 ~4.42; Command.Want 1-2 ~1.04; Push 1-2 ~1.04
  Alice tells CommandArrived 9-15 ~10.29; CommandArrived Bye 1; CommandArrived Next 0-1 ~0.04; CommandArrived.isRepeat 7-13 ~8.33; Enqueued 1-2 ~1.04; Enqueued.seq 1-2 ~1.04; Ingested 1; Ingested.seq 1; PushArrived 1; PushArrived.bytes 165; ResponderStarted 1; SessionEnded 1; SessionEnded.Held 2; SessionEnded.Received 1; SessionEnded.Sent 1; Talking 1; Waiting 2
  Bob fires Contact 0-1 ~0.13; Retry 9-12 ~10.38; Silent 1
  Bob sends Command.Bye 1; Command.Got 1-2 ~1.04; Command.Have 1-3 ~1.17; Command.Helo 5-6 ~5.46; Command.Next 0-1 ~0.04; Command.Port 3-7 ~4.04; Command.Want 1-2 ~1.08; Push 1-2 ~1.08
  Bob tells CommandArrived 8-14 ~10.17; CommandArrived.isRepeat 5-11 ~7.17; Enqueued 1-2 ~1.04; Enqueued.seq 1-2 ~1.04; Ingested 1; Ingested.seq 1; InitiatorStarted 1; PushArrived 1; PushArrived.bytes 167; SessionEnded 1; SessionEnded.Held 2; SessionEnded.Received 1; SessionEnded.Sent 1; Talking 1
  the goal takes ms 2032-2536 ~2231.88
# both-ways recovering: one twice
  Alice fires Retry 10
  Alice sends Command.Got 1; Command.Have 1-2 ~1.04; Command.Helo 5-6 ~5.21; Command.Port 4-5 ~4.17; Command.Want 1; Push 1-2 ~1.04
  Alice tells CommandArrived 10-13 ~10.88; CommandArrived Bye 1; CommandArrived.isRepeat 8-11 ~8.83; Enqueued 1-2 ~1.04; Enqueued.seq 1-2 ~1.04; Ingested 1; Ingested.seq 1; PushArrived 1; PushArrived.bytes 165; ResponderStarted 1; SessionEnded 1; SessionEnded.Held 2; SessionEnded.Received 1; SessionEnded.Sent 1; Talking 1; Waiting 2
  Bob fires Retry 10; Silent 1
  Bob sends Command.Bye 1; Command.Got 1; Command.Have 1-2 ~1.13; Command.Helo 5; Command.Port 4-5 ~4.33; Command.Want 1; Push 1
  Bob tells CommandArrived 10-13 ~10.83; CommandArrived.isRepeat 7-10 ~7.83; Enqueued 1; Enqueued.seq 1; Ingested 1; Ingested.seq 1; InitiatorStarted 1; PushArrived 1; PushArrived.bytes 167; SessionEnded 1; SessionEnded.Held 2; SessionEnded.Received 1; SessionEnded.Sent 1; Talking 1
  the goal takes ms 2030-2034 ~2032.38
# both-ways recovering: one corrupted
  Alice fires Retry 10-12 ~10.54
  Alice sends Command.Got 1-3 ~1.13; Command.Have 1-3 ~1.25; Command.Helo 5-6 ~5.25; Command.Port 4-6 ~4.42; Command.Want 1-2 ~1.04; Push 1-2 ~1.04
  Alice tells CommandArrived 9-15 ~10.29; CommandArrived Bye 1; CommandArrived Next 0-1 ~0.04; CommandArrived.isRepeat 7-13 ~8.33; Enqueued 1-2 ~1.04; Enqueued.seq 1-2 ~1.04; Ingested 1; Ingested.seq 1; PushArrived 1; PushArrived.bytes 165; Refused corrupted 0-1 ~0.5; ResponderStarted 1; SessionEnded 1; SessionEnded.Held 2; SessionEnded.Received 1; SessionEnded.Sent 1; Talking 1; Waiting 2
  Bob fires Contact 0-1 ~0.13; Retry 9-12 ~10.38; Silent 1
  Bob sends Command.Bye 1; Command.Got 1-2 ~1.04; Command.Have 1-3 ~1.17; Command.Helo 5-6 ~5.46; Command.Next 0-1 ~0.04; Command.Port 3-7 ~4.04; Command.Want 1-2 ~1.08; Push 1-2 ~1.08
  Bob tells CommandArrived 8-14 ~10.17; CommandArrived.isRepeat 5-11 ~7.17; Enqueued 1-2 ~1.04; Enqueued.seq 1-2 ~1.04; Ingested 1; Ingested.seq 1; InitiatorStarted 1; PushArrived 1; PushArrived.bytes 167; Refused corrupted 0-1 ~0.5; SessionEnded 1; SessionEnded.Held 2; SessionEnded.Received 1; SessionEnded.Sent 1; Talking 1
  the goal takes ms 2032-2536 ~2231.88
# both-ways recovering: one late
  Alice fires Retry 10-15 ~11.04
  Alice sends Command.Got 1-3 ~1.33; Command.Have 1-3 ~1.33; Command.Helo 5-7 ~5.42; Command.Port 4-6 ~4.58; Command.Want 1-2 ~1.04; Push 1-2 ~1.08
  Alice tells CommandArrived 9-15 ~11.25; CommandArrived Bye 1; CommandArrived Next 0-1 ~0.04; CommandArrived.isRepeat 7-13 ~9.25; Enqueued 1-2 ~1.08; Enqueued.seq 1-2 ~1.08; Ingested 1; Ingested.seq 1; PushArrived 1; PushArrived.bytes 165; ResponderStarted 1; SessionEnded 1; SessionEnded.Held 2; SessionEnded.Received 1; SessionEnded.Sent 1; Talking 1; Waiting 2
  Bob fires Contact 0-1 ~0.13; Retry 10-14 ~10.88; Silent 1
  Bob sends Command.Bye 1; Command.Got 1-2 ~1.17; Command.Have 1-3 ~1.33; Command.Helo 5-7 ~5.5; Command.Next 0-1 ~0.04; Command.Port 3-7 ~4.38; Command.Want 1-2 ~1.08; Push 1-2 ~1.08
  Bob tells CommandArrived 8-18 ~11.25; CommandArrived.isRepeat 5-15 ~8.25; Enqueued 1-2 ~1.04; Enqueued.seq 1-2 ~1.04; Ingested 1; Ingested.seq 1; InitiatorStarted 1; PushArrived 1; PushArrived.bytes 167; SessionEnded 1; SessionEnded.Held 2; SessionEnded.Received 1; SessionEnded.Sent 1; Talking 1
  the goal takes ms 2032-3027 ~2346.04
# both-ways recovering: one crash
  Alice fires Retry 7-19 ~13.25
  Alice sends Command.Got 1-2 ~1.63; Command.Have 1-5 ~2.21; Command.Helo 5-9 ~6.83; Command.Port 3-9 ~5.92; Command.Want 1-3 ~1.25; Push 1-2 ~1.08
  Alice tells CommandArrived 8-20 ~13.92; CommandArrived Bye 0-1 ~0.88; CommandArrived.isRepeat 5-18 ~11.21; Enqueued 1-2 ~1.08; Enqueued.seq 1-2 ~1.08; Ingested 1; Ingested.seq 1; NotHelo 0-2 ~0.25; PushArrived 1; PushArrived.bytes 165; ResponderStarted 1-2 ~1.5; SessionEnded 0-1 ~0.88; SessionEnded.Held 0-2 ~1.75; SessionEnded.Received 0-1 ~0.67; SessionEnded.Sent 0-1 ~0.63; Talking 1-2 ~1.33; Waiting 2-5 ~2.63
  Bob fires Contact 0-1 ~0.04; Retry 9-19 ~13.38; Silent 1
  Bob sends Command.Bye 1; Command.Got 1-2 ~1.63; Command.Have 1-5 ~2.25; Command.Helo 5-9 ~7.21; Command.Port 3-9 ~5.75; Command.Want 1-3 ~1.25; Push 1-2 ~1.08
  Bob tells CommandArrived 8-20 ~14.42; CommandArrived.isRepeat 5-16 ~10.58; Enqueued 1-2 ~1.08; Enqueued.seq 1-2 ~1.08; Ingested 1; Ingested.seq 1; InitiatorStarted 1-2 ~1.5; PushArrived 1; PushArrived.bytes 167; SessionEnded 1; SessionEnded.Held 2; SessionEnded.Received 0-1 ~0.67; SessionEnded.Sent 0-1 ~0.63; Talking 1-2 ~1.46
  the goal takes ms 2028-4011 ~3062.5
# both-ways recovering,published: without a fault
  Alice fires Retry 2; Silent 1
  Alice sends Command.Have 3; Command.Helo 1; Command.Next 1; Command.Port 1; Command.Want 1; Push 2
  Alice tells CommandArrived 3; Enqueued 1; Enqueued.seq 1; Ingested 1; Ingested.seq 1; PushArrived 1; PushArrived.bytes 165; ResponderStarted 1; SessionEnded 1; SessionEnded.Held 2; SessionEnded.Received 1; SessionEnded.Sent 1; Talking 1; Waiting 2
  Bob fires Silent 1; Turn 24-25 ~24.3
  Bob sends Command.Have 1; Command.Helo 1; Command.Port 1; Command.Want 2; Push 1
  Bob tells CommandArrived 5; CommandArrived Next 1; Enqueued 1; Enqueued.seq 1; Ingested 1; Ingested.seq 1; InitiatorStarted 1; Mismatched 1; Mismatched.expected 2; Mismatched.seq 1; PushArrived 2; PushArrived.bytes 332; SessionEnded 1; SessionEnded.Held 2; SessionEnded.Received 1; SessionEnded.Sent 1; Talking 1
  the goal takes ms 2626-2634 ~2629.5
# both-ways recovering,published: one lost
  Alice fires Retry 2-15 ~3.33; Silent 1-7 ~1.4
  Alice sends Command.Have 3-6 ~3.53; Command.Helo 1-2 ~1.07; Command.Next 0-1 ~0.93; Command.Port 1-14 ~2.2; Command.Want 0-2 ~1.07; Push 0-3 ~1.87
  Alice tells CommandArrived 2-4 ~3; Enqueued 0-2 ~1; Enqueued.seq 0-2 ~1; Ingested 0-1 ~0.93; Ingested.seq 0-1 ~0.93; PushArrived 0-1 ~0.93; PushArrived.bytes 0-165 ~154; ResponderStarted 1; SessionEnded 1; SessionEnded.Held 1-2 ~1.93; SessionEnded.PartnerLacks 0-1 ~0.07; SessionEnded.Received 0-1 ~0.93; SessionEnded.Sent 0-1 ~0.93; Talking 1; Waiting 2
  Bob fires Contact 0-1 ~0.07; Silent 1; Turn 18-33 ~26.27
  Bob sends Command.Have 1; Command.Helo 1-2 ~1.13; Command.Port 1; Command.Want 2-3 ~2.27; Push 0-2 ~1
  Bob tells CommandArrived 4-9 ~5.4; CommandArrived Next 0-1 ~0.87; Enqueued 0-2 ~1; Enqueued.seq 0-2 ~1; Ingested 0-1 ~0.93; Ingested.seq 0-1 ~0.93; InitiatorStarted 1; Mismatched 0-1 ~0.8; Mismatched.expected 0-2 ~1.6; Mismatched.seq 0-1 ~0.8; NotHelo 0-1 ~0.07; PushArrived 0-2 ~1.73; PushArrived.bytes 0-332 ~287.87; SessionEnded 1; SessionEnded.Held 1-2 ~1.93; SessionEnded.Received 0-1 ~0.93; SessionEnded.Sent 0-2 ~1; SessionEnded.WeLack 0-1 ~0.07; Talking 1; TimedOut 0-1 ~0.07
  the goal takes ms 0-3627 ~2631.27
  the run ends without its goal 0-1 ~0.13
# both-ways recovering,published: one crash
  Alice fires Retry 0-5 ~2.17; Silent 0-1 ~0.58
  Alice sends Command.Have 1-5 ~2.96; Command.Helo 1-3 ~1.46; Command.Next 0-1 ~0.75; Command.Port 0-4 ~1.46; Command.Want 0-2 ~0.96; Push 0-3 ~1.54
  Alice tells CommandArrived 0-7 ~3.83; CommandArrived.isRepeat 0-3 ~0.92; Enqueued 0-2 ~0.88; Enqueued.seq 0-2 ~0.88; Ingested 0-1 ~0.71; Ingested.seq 0-1 ~0.71; PushArrived 0-1 ~0.71; PushArrived.bytes 0-165 ~116.88; ResponderStarted 1-2 ~1.46; SessionEnded 0-1 ~0.58; SessionEnded.Held 0-2 ~1.17; SessionEnded.Received 0-1 ~0.58; SessionEnded.Sent 0-1 ~0.58; Talking 0-1 ~0.88; Waiting 2-3 ~2.04
  Bob fires Contact 0-1 ~0.04; Silent 1; Turn 19-36 ~24.08
  Bob sends Command.Have 1-2 ~1.38; Command.Helo 1-3 ~1.5; Command.Port 1-2 ~1.38; Command.Want 1-3 ~1.96; Push 0-1 ~0.88
  Bob tells CommandArrived 1-9 ~5.08; CommandArrived Next 0-1 ~0.71; Enqueued 0-2 ~0.92; Enqueued.seq 0-2 ~0.92; Ingested 0-2 ~0.83; Ingested.seq 0-2 ~0.83; InitiatorStarted 1-2 ~1.42; Mismatched 0-1 ~0.54; Mismatched.expected 0-2 ~1.08; Mismatched.seq 0-1 ~0.54; NotHelo 0-1 ~0.04; PushArrived 0-2 ~1.38; PushArrived.bytes 0-334 ~228.54; SessionEnded 1; SessionEnded.Held 1-2 ~1.79; SessionEnded.Received 0-1 ~0.54; SessionEnded.Sent 0-1 ~0.58; SessionEnded.WeLack 0-1 ~0.08; Talking 1-2 ~1.38; TimedOut 0-1 ~0.04
  the goal takes ms 0-4008 ~2199.75
  the run ends without its goal 0-1 ~0.29
# both-ways published,recovering: without a fault
  Alice fires Silent 1; Turn 23-24 ~23.4
  Alice sends Command.Have 1; Command.Helo 1; Command.Port 1; Command.Want 1; Push 1
  Alice tells CommandArrived 4; CommandArrived Next 1; Enqueued 1; Enqueued.seq 1; Ingested 1; Ingested.seq 1; Mismatched 1; Mismatched.expected 2; Mismatched.seq 1; PushArrived 2; PushArrived.bytes 332; ResponderStarted 1; SessionEnded 1; SessionEnded.Held 2; SessionEnded.Received 1; SessionEnded.Sent 1; Talking 1; Waiting 2
  Bob fires Retry 2; Silent 1
  Bob sends Command.Have 2; Command.Helo 1; Command.Next 1; Command.Port 1; Command.Want 1; Push 2
  Bob tells CommandArrived 3; Enqueued 1; Enqueued.seq 1; Ingested 1; Ingested.seq 1; InitiatorStarted 1; PushArrived 1; PushArrived.bytes 167; SessionEnded 1; SessionEnded.Held 2; SessionEnded.Received 1; SessionEnded.Sent 1; Talking 1
  the goal takes ms 2524-2535 ~2530.4
# both-ways published,recovering: one lost
  Alice fires Silent 1-2 ~1.15; Turn 18-40 ~27.62
  Alice sends Command.Have 1-2 ~1.15; Command.Helo 1-2 ~1.15; Command.Port 1-2 ~1.15; Command.Want 1-4 ~1.38; Push 0-2 ~1
  Alice tells CommandArrived 3-11 ~5.38; CommandArrived Next 0-1 ~0.85; Enqueued 0-2 ~1; Enqueued.seq 0-2 ~1; Ingested 1; Ingested.seq 1; Mismatched 0-1 ~0.85; Mismatched.expected 0-2 ~1.69; Mismatched.seq 0-1 ~0.85; PushArrived 1-2 ~1.85; PushArrived.bytes 165-332 ~306.15; ResponderStarted 1; SessionEnded 1-2 ~1.15; SessionEnded.Held 2-4 ~2.23; SessionEnded.Received 1; SessionEnded.Sent 0-2 ~1; SessionEnded.WeLack 0-1 ~0.08; Talking 1-2 ~1.15; Waiting 2-3 ~2.15
  Bob fires Contact 0-1 ~0.08; Retry 2-6 ~2.92; Silent 1-2 ~1.15
  Bob sends Command.Have 2-5 ~2.54; Command.Helo 1-5 ~1.69; Command.Next 0-1 ~0.92; Command.Port 1-4 ~1.62; Command.Want 0-2 ~1.08; Push 1-3 ~2
  Bob tells CommandArrived 2-8 ~3.62; CommandArrived.isRepeat 0-2 ~0.31; Enqueued 1-2 ~1.15; Enqueued.seq 1-2 ~1.15; Ingested 0-1 ~0.92; Ingested.seq 0-1 ~0.92; InitiatorStarted 1; PushArrived 0-1 ~0.92; PushArrived.bytes 0-167 ~154.15; SessionEnded 1; SessionEnded.Held 1-2 ~1.92; SessionEnded.Received 0-1 ~0.92; SessionEnded.Sent 1; Talking 1
  the goal takes ms 0-5030 ~2987.23
  the run ends without its goal 0-1 ~0.08
# both-ways published,recovering: one crash
  Alice fires Silent 0-2 ~1.09; Turn 0-41 ~24.78
  Alice sends Command.Have 1-2 ~1.48; Command.Helo 1-2 ~1.48; Command.Port 1-2 ~1.48; Command.Want 1-3 ~1.26; Push 1-2 ~1.17
  Alice tells CommandArrived 3-10 ~6.04; CommandArrived Next 0-2 ~1; Enqueued 1-2 ~1.17; Enqueued.seq 1-2 ~1.17; Ingested 1; Ingested.seq 1; Mismatched 0-2 ~0.87; Mismatched.expected 0-4 ~1.74; Mismatched.seq 0-2 ~0.87; NotHelo 0-1 ~0.13; PushArrived 1-3 ~1.87; PushArrived.bytes 165-497 ~310.13; ResponderStarted 1-2 ~1.43; SessionEnded 0-2 ~1.09; SessionEnded.Held 0-4 ~1.96; SessionEnded.Received 0-1 ~0.65; SessionEnded.Sent 0-2 ~0.83; SessionEnded.WeLack 0-1 ~0.17; Talking 1-2 ~1.48; Waiting 2-3 ~2.65
  Bob fires Contact 0-4 ~1.35; Retry 1-4 ~2.09; Silent 1
  Bob sends Command.Have 2-4 ~2.3; Command.Helo 1-6 ~2.83; Command.Next 1-2 ~1.04; Command.Port 1-4 ~1.52; Command.Want 1-2 ~1.22; Push 1-4 ~2.04
  Bob tells CommandArrived 3-8 ~3.91; CommandArrived.isRepeat 0-3 ~0.13; Enqueued 1-3 ~1.09; Enqueued.seq 1-3 ~1.09; Ingested 1; Ingested.seq 1; InitiatorStarted 1-2 ~1.43; PushArrived 1; PushArrived.bytes 167; SessionEnded 1; SessionEnded.Held 2; SessionEnded.Received 0-1 ~0.87; SessionEnded.Sent 0-1 ~0.78; Talking 1-2 ~1.39; TimedOut 0-2 ~0.48
  the goal takes ms 0-5035 ~3200.17
  the run ends without its goal 0-1 ~0.04
# both-ways published: without a fault
  Alice fires Silent 1; Turn 19
  Alice sends Command.Have 1; Command.Helo 1; Command.Port 1; Command.Want 1; Push 1
  Alice tells CommandArrived 3; Enqueued 1; Enqueued.seq 1; Ingested 1; Ingested.seq 1; PushArrived 1; PushArrived.bytes 165; ResponderStarted 1; SessionEnded 1; SessionEnded.Held 2; SessionEnded.Received 1; SessionEnded.Sent 1; Talking 1; Waiting 2
  Bob fires Silent 1; Turn 19
  Bob sends Command.Have 1; Command.Helo 1; Command.Port 1; Command.Want 1; Push 1
  Bob tells CommandArrived 3; Enqueued 1; Enqueued.seq 1; Ingested 1; Ingested.seq 1; InitiatorStarted 1; PushArrived 1; PushArrived.bytes 167; SessionEnded 1; SessionEnded.Held 2; SessionEnded.Received 1; SessionEnded.Sent 1; Talking 1
  the goal takes ms 2024-2032 ~2028.1
# both-ways published: one lost
  Alice fires Silent 1-2 ~1.1; Turn 19-37 ~20.8
  Alice sends Command.Have 1-2 ~1.1; Command.Helo 1-2 ~1.1; Command.Port 1-2 ~1.1; Command.Want 0-1 ~0.9; Push 0-1 ~0.7
  Alice tells CommandArrived 2-6 ~2.9; Enqueued 0-1 ~0.8; Enqueued.seq 0-1 ~0.8; Ingested 0-1 ~0.6; Ingested.seq 0-1 ~0.6; PushArrived 0-1 ~0.6; PushArrived.bytes 0-165 ~99; ResponderStarted 1; SessionEnded 1-2 ~1.1; SessionEnded.Held 1-3 ~1.7; SessionEnded.Received 0-1 ~0.6; SessionEnded.Sent 0-1 ~0.7; SessionEnded.WeLack 0-1 ~0.3; Talking 1-2 ~1.1; Waiting 2-3 ~2.1
  Bob fires Contact 0-2 ~0.3; Silent 1; Turn 19
  Bob sends Command.Have 1; Command.Helo 1-5 ~1.5; Command.Port 1; Command.Want 0-1 ~0.9; Push 0-1 ~0.7
  Bob tells CommandArrived 2-3 ~2.6; Enqueued 0-1 ~0.8; Enqueued.seq 0-1 ~0.8; Ingested 0-1 ~0.6; Ingested.seq 0-1 ~0.6; InitiatorStarted 1; NotHelo 0-2 ~0.2; PushArrived 0-1 ~0.6; PushArrived.bytes 0-167 ~100.2; SessionEnded 1; SessionEnded.Held 1-2 ~1.6; SessionEnded.Received 0-1 ~0.6; SessionEnded.Sent 0-1 ~0.7; SessionEnded.WeLack 0-1 ~0.3; Talking 1; TimedOut 0-2 ~0.3
  the goal takes ms 0-4037 ~706.7
  the run ends without its goal 0-1 ~0.8
# both-ways published: one crash
  Alice fires Silent 0-2 ~1.04; Turn 0-38 ~22.79
  Alice sends Command.Have 1-2 ~1.5; Command.Helo 1-2 ~1.5; Command.Port 1-2 ~1.5; Command.Want 0-2 ~1.04; Push 0-2 ~1
  Alice tells CommandArrived 1-8 ~4.67; Enqueued 0-2 ~1.04; Enqueued.seq 0-2 ~1.04; Ingested 0-1 ~0.92; Ingested.seq 0-1 ~0.92; PushArrived 0-1 ~0.92; PushArrived.bytes 0-165 ~151.25; ResponderStarted 1-2 ~1.5; SessionEnded 0-2 ~1.04; SessionEnded.Held 0-4 ~1.96; SessionEnded.Received 0-1 ~0.54; SessionEnded.Sent 0-2 ~0.63; SessionEnded.WeLack 0-1 ~0.08; Talking 1-2 ~1.5; Waiting 2-3 ~2.54
  Bob fires Contact 0-2 ~0.79; Silent 1; Turn 19-37 ~22.21
  Bob sends Command.Have 1-2 ~1.46; Command.Helo 1-4 ~2.29; Command.Port 1-2 ~1.46; Command.Want 1-2 ~1.08; Push 0-1 ~0.96
  Bob tells CommandArrived 2-6 ~3.88; Enqueued 0-2 ~1; Enqueued.seq 0-2 ~1; Ingested 0-2 ~0.96; Ingested.seq 0-2 ~0.96; InitiatorStarted 1-2 ~1.5; PushArrived 0-2 ~0.96; PushArrived.bytes 0-334 ~160.04; SessionEnded 1; SessionEnded.Held 1-2 ~1.92; SessionEnded.Received 0-1 ~0.58; SessionEnded.Sent 0-1 ~0.58; SessionEnded.WeLack 0-1 ~0.08; Talking 1-2 ~1.46; TimedOut 0-2 ~0.79
  the goal takes ms 0-5003 ~3116.92
  the run ends without its goal 0-1 ~0.13
# behind recovering: without a fault
  Alice fires Retry 10
  Alice sends Command.Got 1; Command.Have 1; Command.Helo 5; Command.Port 4; Push 1
  Alice tells CommandArrived 10; CommandArrived Bye 1; CommandArrived.isRepeat 8; Enqueued 1; Enqueued.seq 2; ResponderStarted 1; SessionEnded 1; SessionEnded.Held 2; SessionEnded.Sent 1; Talking 1; Waiting 2
  Bob fires Retry 9; Silent 1
  Bob sends Command.Bye 1; Command.Got 1; Command.Have 1; Command.Helo 5; Command.Port 4; Command.Want 1
  Bob tells CommandArrived 9; CommandArrived.isRepeat 7; Ingested 1; Ingested.seq 2; InitiatorStarted 1; PushArrived 1; PushArrived.bytes 204; SessionEnded 1; SessionEnded.Held 2; SessionEnded.Received 1; Talking 1
  the goal takes ms 2029-2042 ~2032.8
# behind recovering: one lost
  Alice fires Retry 10-12 ~10.38
  Alice sends Command.Got 0-2 ~1; Command.Have 1-3 ~1.21; Command.Helo 4-6 ~4.96; Command.Port 3-5 ~4; Push 1-2 ~1.04
  Alice tells CommandArrived 8-15 ~9.75; CommandArrived Bye 1; CommandArrived Next 0-1 ~0.04; CommandArrived.isRepeat 6-13 ~7.83; Enqueued 1-2 ~1.04; Enqueued.seq 2-4 ~2.08; ResponderStarted 1; SessionEnded 1; SessionEnded.Held 2; SessionEnded.Sent 1; Talking 1; Waiting 2
  Bob fires Contact 0-1 ~0.13; Retry 9-11 ~9.29; Silent 1
  Bob sends Command.Bye 1; Command.Got 1-2 ~1.04; Command.Have 1-2 ~1.04; Command.Helo 5-6 ~5.17; Command.Next 0-1 ~0.04; Command.Port 3-7 ~3.96; Command.Want 1-2 ~1.08; Push 0-1 ~0.04
  Bob tells CommandArrived 7-13 ~8.75; CommandArrived.isRepeat 5-11 ~6.79; Ingested 1; Ingested.seq 2; InitiatorStarted 1; PushArrived 1; PushArrived.bytes 204; SessionEnded 1; SessionEnded.Held 2; SessionEnded.Received 1; Talking 1
  the goal takes ms 2026-2536 ~2170.46
# behind recovering,published: without a fault
  Alice fires Retry 2; Silent 1
  Alice sends Command.Have 3; Command.Helo 1; Command.Port 1; Push 1
  Alice tells CommandArrived 3; Enqueued 1; Enqueued.seq 2; ResponderStarted 1; SessionEnded 1; SessionEnded.Held 2; SessionEnded.Sent 1; Talking 1; Waiting 2
  Bob fires Silent 1; Turn 20
  Bob sends Command.Have 1; Command.Helo 1; Command.Port 1; Command.Want 2
  Bob tells CommandArrived 4; Ingested 1; Ingested.seq 2; InitiatorStarted 1; PushArrived 1; PushArrived.bytes 204; SessionEnded 1; SessionEnded.Held 2; SessionEnded.Received 1; Talking 1
  the goal takes ms 2125-2133 ~2128.8
# behind published,recovering: without a fault
  Alice fires Silent 1; Turn 23-24 ~23.2
  Alice sends Command.Have 1; Command.Helo 1; Command.Port 1; Push 1
  Alice tells CommandArrived 3; CommandArrived Next 1; Enqueued 1; Enqueued.seq 2; Mismatched 1; Mismatched.expected 3; Mismatched.seq 2; PushArrived 1; PushArrived.bytes 204; ResponderStarted 1; SessionEnded 1; SessionEnded.Held 2; SessionEnded.Sent 1; Talking 1; Waiting 2
  Bob fires Retry 2; Silent 1
  Bob sends Command.Have 1; Command.Helo 1; Command.Next 1; Command.Port 1; Command.Want 1; Push 1
  Bob tells CommandArrived 2; Ingested 1; Ingested.seq 2; InitiatorStarted 1; PushArrived 1; PushArrived.bytes 204; SessionEnded 1; SessionEnded.Held 2; SessionEnded.Received 1; Talking 1
  the goal takes ms 2524-2537 ~2530.1
# behind published: without a fault
  Alice fires Silent 1; Turn 19
  Alice sends Command.Have 1; Command.Helo 1; Command.Port 1; Push 1
  Alice tells CommandArrived 3; Enqueued 1; Enqueued.seq 2; ResponderStarted 1; SessionEnded 1; SessionEnded.Held 2; SessionEnded.Sent 1; Talking 1; Waiting 2
  Bob fires Silent 1; Turn 19
  Bob sends Command.Have 1; Command.Helo 1; Command.Port 1; Command.Want 1
  Bob tells CommandArrived 2; Ingested 1; Ingested.seq 2; InitiatorStarted 1; PushArrived 1; PushArrived.bytes 204; SessionEnded 1; SessionEnded.Held 2; SessionEnded.Received 1; Talking 1
  the goal takes ms 2024-2034 ~2028.2
# three recovering: without a fault
  Alice fires Retry 20
  Alice sends Command.Got 2; Command.Have 4; Command.Helo 10; Command.Port 8; Command.Want 2; Push 4
  Alice tells CommandArrived 24; CommandArrived Bye 2; CommandArrived.isRepeat 18; Enqueued 4; Enqueued.seq 4; Ingested 2; Ingested.seq 2; PushArrived 2; PushArrived.bytes 332; ResponderStarted 1; SessionEnded 2; SessionEnded.Held 6; SessionEnded.Received 2; SessionEnded.Sent 4; Talking 2; Waiting 2
  Bob fires Retry 9; Silent 1
  Bob sends Command.Bye 1; Command.Got 2; Command.Have 1; Command.Helo 5; Command.Port 4; Command.Want 2; Push 1
  Bob tells CommandArrived 11; CommandArrived.isRepeat 7; Enqueued 1; Enqueued.seq 1; Ingested 2; Ingested.seq 2; InitiatorStarted 1; PushArrived 2; PushArrived.bytes 334; SessionEnded 1; SessionEnded.Held 3; SessionEnded.Received 2; SessionEnded.Sent 1; Talking 1
  Carol fires Retry 9-10 ~9.9; Silent 1
  Carol sends Command.Bye 1; Command.Got 2; Command.Have 1; Command.Helo 5; Command.Port 4; Command.Want 2; Push 1
  Carol tells CommandArrived 11; CommandArrived.isRepeat 7; Enqueued 1; Enqueued.seq 1; Ingested 2; Ingested.seq 2; InitiatorStarted 1; PushArrived 2; PushArrived.bytes 332; SessionEnded 1; SessionEnded.Held 3; SessionEnded.Received 2; SessionEnded.Sent 1; Talking 1
  the goal takes ms 2051-2062 ~2057.1
# three recovering: one lost
  Alice fires Retry 20-24 ~21.29
  Alice sends Command.Got 2-4 ~2.13; Command.Have 3-6 ~4.13; Command.Helo 9-11 ~10.25; Command.Port 7-10 ~8.54; Command.Want 2-3 ~2.08; Push 4
  Alice tells CommandArrived 22-29 ~24.13; CommandArrived Bye 2; CommandArrived Next 0-2 ~0.08; CommandArrived.isRepeat 16-23 ~18.46; Enqueued 4; Enqueued.seq 4; Ingested 2; Ingested.seq 2; PushArrived 2; PushArrived.bytes 332; ResponderStarted 1; SessionEnded 2; SessionEnded.Held 6; SessionEnded.Received 2; SessionEnded.Sent 4; Talking 2; Waiting 2
  Bob fires Contact 0-1 ~0.08; Retry 9-12 ~9.83; Silent 1
  Bob sends Command.Bye 1; Command.Got 2; Command.Have 1-3 ~1.13; Command.Helo 5-6 ~5.17; Command.Port 3-6 ~4.08; Command.Want 1-3 ~2; Push 1
  Bob tells CommandArrived 9-14 ~11.17; CommandArrived.isRepeat 5-10 ~7.25; Enqueued 1; Enqueued.seq 1; Ingested 2; Ingested.seq 2; InitiatorStarted 1; PushArrived 2; PushArrived.bytes 334; SessionEnded 1; SessionEnded.Held 3; SessionEnded.Received 2; SessionEnded.Sent 1; Talking 1
  Carol fires Contact 0-1 ~0.04; Retry 9-12 ~10.21; Silent 1
  Carol sends Command.Bye 1; Command.Got 1-2 ~1.96; Command.Have 1-2 ~1.08; Command.Helo 5-6 ~5.25; Command.Next 0-2 ~0.08; Command.Port 3-6 ~4.04; Command.Want 1-3 ~1.96; Push 1-2 ~1.08
  Carol tells CommandArrived 9-15 ~11.21; CommandArrived.isRepeat 5-11 ~7.33; Enqueued 1-2 ~1.04; Enqueued.seq 1-2 ~1.04; Ingested 2; Ingested.seq 2; InitiatorStarted 1; PushArrived 2; PushArrived.bytes 332; SessionEnded 1; SessionEnded.Held 3; SessionEnded.Received 2; SessionEnded.Sent 1; Talking 1
  the goal takes ms 2053-2556 ~2282.83
# three recovering,published: without a fault
  Alice fires Retry 4; Silent 2
  Alice sends Command.Have 7-9 ~7.8; Command.Helo 2; Command.Next 2; Command.Port 2; Command.Want 2; Push 6
  Alice tells CommandArrived 8-9 ~8.4; Enqueued 4; Enqueued.seq 4; Ingested 2; Ingested.seq 2; PushArrived 2; PushArrived.bytes 332; ResponderStarted 1; SessionEnded 2; SessionEnded.Held 6; SessionEnded.Received 2; SessionEnded.Sent 4; Talking 2; Waiting 2
  Bob fires Silent 1; Turn 24
  Bob sends Command.Have 1; Command.Helo 1; Command.Port 1; Command.Want 3; Push 1
  Bob tells CommandArrived 6; CommandArrived Next 1; Enqueued 1; Enqueued.seq 1; Ingested 2; Ingested.seq 2; InitiatorStarted 1; Mismatched 1; Mismatched.expected 2; Mismatched.seq 1; PushArrived 3; PushArrived.bytes 499; SessionEnded 1; SessionEnded.Held 3; SessionEnded.Received 2; SessionEnded.Sent 1; Talking 1
  Carol fires Silent 1; Turn 24-25 ~24.2
  Carol sends Command.Have 1; Command.Helo 1; Command.Port 1; Command.Want 3-4 ~3.4; Push 1
  Carol tells CommandArrived 5-7 ~5.8; CommandArrived Next 1; Enqueued 1; Enqueued.seq 1; Ingested 2; Ingested.seq 2; InitiatorStarted 1; Mismatched 1; Mismatched.expected 2; Mismatched.seq 1; PushArrived 3; PushArrived.bytes 499; SessionEnded 1; SessionEnded.Held 3; SessionEnded.Received 2; SessionEnded.Sent 1; Talking 1
  the goal takes ms 2634-2646 ~2639.5
# three published,recovering: without a fault
  Alice fires Silent 2; Turn 43-46 ~44.2
  Alice sends Command.Have 2; Command.Helo 2; Command.Port 2; Command.Want 2; Push 3
  Alice tells CommandArrived 14; CommandArrived Next 3; Enqueued 3; Enqueued.seq 3; Ingested 2; Ingested.seq 2; Mismatched 2; Mismatched.expected 4; Mismatched.seq 2; PushArrived 4; PushArrived.bytes 664; ResponderStarted 1; SessionEnded 2; SessionEnded.Held 5; SessionEnded.Received 2; SessionEnded.Sent 3; Talking 2; Waiting 3
  Bob fires Retry 2; Silent 1
  Bob sends Command.Have 2; Command.Helo 1; Command.Next 1; Command.Port 1; Command.Want 1; Push 2
  Bob tells CommandArrived 3; Enqueued 1; Enqueued.seq 1; Ingested 1; Ingested.seq 1; InitiatorStarted 1; PushArrived 1; PushArrived.bytes 167; SessionEnded 1; SessionEnded.Held 2; SessionEnded.Received 1; SessionEnded.Sent 1; Talking 1
  Carol fires Contact 6; Retry 2; Silent 1
  Carol sends Command.Have 2; Command.Helo 7; Command.Next 2; Command.Port 1; Command.Want 1; Push 2
  Carol tells CommandArrived 3; Enqueued 1; Enqueued.seq 1; Ingested 2; Ingested.seq 2; InitiatorStarted 1; PushArrived 2; PushArrived.bytes 332; SessionEnded 1; SessionEnded.Held 3; SessionEnded.Received 2; SessionEnded.Sent 1; Talking 1; TimedOut 3
  the run ends without its goal 1
# three published: without a fault
  Alice fires Silent 2; Turn 37-38 ~37.5
  Alice sends Command.Have 2; Command.Helo 2; Command.Port 2; Command.Want 2; Push 3
  Alice tells CommandArrived 10; Enqueued 3; Enqueued.seq 3; Ingested 2; Ingested.seq 2; PushArrived 2; PushArrived.bytes 332; ResponderStarted 1; SessionEnded 2; SessionEnded.Held 5; SessionEnded.Received 2; SessionEnded.Sent 3; Talking 2; Waiting 3
  Bob fires Silent 1; Turn 19
  Bob sends Command.Have 1; Command.Helo 1; Command.Port 1; Command.Want 1; Push 1
  Bob tells CommandArrived 3; Enqueued 1; Enqueued.seq 1; Ingested 1; Ingested.seq 1; InitiatorStarted 1; PushArrived 1; PushArrived.bytes 167; SessionEnded 1; SessionEnded.Held 2; SessionEnded.Received 1; SessionEnded.Sent 1; Talking 1
  Carol fires Contact 3; Silent 1; Turn 19
  Carol sends Command.Have 1; Command.Helo 4; Command.Port 1; Command.Want 2; Push 1
  Carol tells CommandArrived 3; Enqueued 1; Enqueued.seq 1; Ingested 2; Ingested.seq 2; InitiatorStarted 1; PushArrived 2; PushArrived.bytes 332; SessionEnded 1; SessionEnded.Held 3; SessionEnded.Received 2; SessionEnded.Sent 1; Talking 1; TimedOut 3
  the run ends without its goal 1
# relay recovering: without a fault
  Alice fires Retry 28
  Alice sends Command.Got 1; Command.Have 1; Command.Helo 12; Command.Port 10; Command.Want 1; Push 1
  Alice tells CommandArrived 21; CommandArrived Bye 2; CommandArrived.isRepeat 19; Enqueued 1; Enqueued.seq 1; Ingested 1; Ingested.seq 1; PushArrived 1; PushArrived.bytes 165; ResponderStarted 1; SessionEnded 2; SessionEnded.Held 2; SessionEnded.Received 1; SessionEnded.Sent 1; Talking 2; Waiting 2
  Bob fires Retry 14; Silent 1
  Bob sends Command.Bye 1; Command.Have 1; Command.Helo 6; Command.Port 5; Push 1
  Bob tells CommandArrived 11; CommandArrived.isRepeat 9; Enqueued 1; Enqueued.seq 1; InitiatorStarted 1; SessionEnded 1; SessionEnded.Held 1; SessionEnded.Sent 1; Talking 1
  Carol fires Retry 14; Silent 1
  Carol sends Command.Bye 1; Command.Got 1; Command.Helo 6; Command.Port 5; Command.Want 1
  Carol tells CommandArrived 10; CommandArrived.isRepeat 8; Ingested 1; Ingested.seq 1; InitiatorStarted 1; PushArrived 1; PushArrived.bytes 165; SessionEnded 1; SessionEnded.Held 1; SessionEnded.Received 1; Talking 1
  the goal takes ms 5039-5052 ~5045.2
# relay recovering: one lost
  Alice fires Retry 27-32 ~28.46
  Alice sends Command.Got 1-2 ~1.04; Command.Have 1-3 ~1.21; Command.Helo 9-13 ~12.04; Command.Port 7-12 ~10.25; Command.Want 1-2 ~1.04; Push 1-2 ~1.04
  Alice tells CommandArrived 15-26 ~21.08; CommandArrived Bye 2; CommandArrived Next 0-1 ~0.04; CommandArrived.isRepeat 13-24 ~19.08; Enqueued 1-2 ~1.04; Enqueued.seq 1-2 ~1.04; Ingested 1; Ingested.seq 1; PushArrived 1; PushArrived.bytes 165; ResponderStarted 1; SessionEnded 2; SessionEnded.Held 2; SessionEnded.Received 1; SessionEnded.Sent 1; Talking 2; Waiting 2
  Bob fires Contact 0-1 ~0.08; Retry 5-16 ~13.71; Silent 1
  Bob sends Command.Bye 1; Command.Have 1-2 ~1.08; Command.Helo 4-7 ~6.04; Command.Port 2-6 ~4.88; Push 1-2 ~1.04
  Bob tells CommandArrived 5-14 ~10.92; CommandArrived.isRepeat 3-12 ~8.92; Enqueued 1-2 ~1.04; Enqueued.seq 1-2 ~1.04; InitiatorStarted 1; SessionEnded 1; SessionEnded.Held 1; SessionEnded.Sent 1; Talking 1
  Carol fires Contact 0-1 ~0.04; Retry 13-16 ~14.42; Silent 1
  Carol sends Command.Bye 1; Command.Got 1; Command.Have 0-1 ~0.04; Command.Helo 6-7 ~6.17; Command.Next 0-1 ~0.04; Command.Port 4-8 ~5.17; Command.Want 1-2 ~1.04; Push 0-1 ~0.04
  Carol tells CommandArrived 9-16 ~10.42; CommandArrived.isRepeat 7-14 ~8.42; Ingested 1; Ingested.seq 1; InitiatorStarted 1; PushArrived 1; PushArrived.bytes 165; SessionEnded 1; SessionEnded.Held 1; SessionEnded.Received 1; Talking 1
  the goal takes ms 5038-5548 ~5180.54
# relay recovering: one twice
  Alice fires Retry 28-29 ~28.08
  Alice sends Command.Got 1-2 ~1.04; Command.Have 1; Command.Helo 12-13 ~12.17; Command.Port 10-11 ~10.13; Command.Want 1; Push 1
  Alice tells CommandArrived 21-24 ~21.58; CommandArrived Bye 2; CommandArrived.isRepeat 19-22 ~19.54; Enqueued 1; Enqueued.seq 1; Ingested 1; Ingested.seq 1; PushArrived 1; PushArrived.bytes 165; ResponderStarted 1; SessionEnded 2; SessionEnded.Held 2; SessionEnded.Received 1; SessionEnded.Sent 1; Talking 2; Waiting 2
  Bob fires Retry 13-14 ~13.96; Silent 1
  Bob sends Command.Bye 1; Command.Have 1-2 ~1.08; Command.Helo 6; Command.Port 5-6 ~5.13; Push 1
  Bob tells CommandArrived 11-13 ~11.33; CommandArrived.isRepeat 9-11 ~9.33; Enqueued 1; Enqueued.seq 1; InitiatorStarted 1; SessionEnded 1; SessionEnded.Held 1; SessionEnded.Sent 1; Talking 1
  Carol fires Retry 14; Silent 1
  Carol sends Command.Bye 1; Command.Got 0-1 ~0.96; Command.Have 0-1 ~0.04; Command.Helo 6; Command.Port 5-6 ~5.13; Command.Want 1
  Carol tells CommandArrived 10-12 ~10.25; CommandArrived.isRepeat 8-10 ~8.25; Ingested 1; Ingested.seq 1; InitiatorStarted 1; PushArrived 1; PushArrived.bytes 165; SessionEnded 1; SessionEnded.Held 1; SessionEnded.Received 1; Talking 1
  the goal takes ms 5037-5045 ~5039.5
# relay recovering: one corrupted
  Alice fires Retry 27-32 ~28.46
  Alice sends Command.Got 1-2 ~1.04; Command.Have 1-3 ~1.21; Command.Helo 9-13 ~12.04; Command.Port 7-12 ~10.25; Command.Want 1-2 ~1.04; Push 1-2 ~1.04
  Alice tells CommandArrived 15-26 ~21.08; CommandArrived Bye 2; CommandArrived Next 0-1 ~0.04; CommandArrived.isRepeat 13-24 ~19.08; Enqueued 1-2 ~1.04; Enqueued.seq 1-2 ~1.04; Ingested 1; Ingested.seq 1; PushArrived 1; PushArrived.bytes 165; Refused corrupted 0-1 ~0.33; ResponderStarted 1; SessionEnded 2; SessionEnded.Held 2; SessionEnded.Received 1; SessionEnded.Sent 1; Talking 2; Waiting 2
  Bob fires Contact 0-1 ~0.08; Retry 5-16 ~13.71; Silent 1
  Bob sends Command.Bye 1; Command.Have 1-2 ~1.08; Command.Helo 4-7 ~6.04; Command.Port 2-6 ~4.88; Push 1-2 ~1.04
  Bob tells CommandArrived 5-14 ~10.92; CommandArrived.isRepeat 3-12 ~8.92; Enqueued 1-2 ~1.04; Enqueued.seq 1-2 ~1.04; InitiatorStarted 1; Refused corrupted 0-1 ~0.13; SessionEnded 1; SessionEnded.Held 1; SessionEnded.Sent 1; Talking 1
  Carol fires Contact 0-1 ~0.04; Retry 13-16 ~14.42; Silent 1
  Carol sends Command.Bye 1; Command.Got 1; Command.Have 0-1 ~0.04; Command.Helo 6-7 ~6.17; Command.Next 0-1 ~0.04; Command.Port 4-8 ~5.17; Command.Want 1-2 ~1.04; Push 0-1 ~0.04
  Carol tells CommandArrived 9-16 ~10.42; CommandArrived.isRepeat 7-14 ~8.42; Ingested 1; Ingested.seq 1; InitiatorStarted 1; PushArrived 1; PushArrived.bytes 165; Refused corrupted 0-1 ~0.21; SessionEnded 1; SessionEnded.Held 1; SessionEnded.Received 1; Talking 1
  the goal takes ms 5038-5548 ~5180.54
# relay recovering: one late
  Alice fires Retry 27-33 ~28.96
  Alice sends Command.Got 1-3 ~1.25; Command.Have 1-3 ~1.29; Command.Helo 10-14 ~12.25; Command.Port 8-12 ~10.46; Command.Want 1-2 ~1.04; Push 1-2 ~1.04
  Alice tells CommandArrived 19-26 ~22.04; CommandArrived Bye 2; CommandArrived Next 0-1 ~0.04; CommandArrived.isRepeat 17-24 ~20.04; Enqueued 1-2 ~1.04; Enqueued.seq 1-2 ~1.04; Ingested 1; Ingested.seq 1; PushArrived 1; PushArrived.bytes 165; ResponderStarted 1; SessionEnded 2; SessionEnded.Held 2; SessionEnded.Received 1; SessionEnded.Sent 1; Talking 2; Waiting 2
  Bob fires Contact 0-1 ~0.08; Retry 5-16 ~13.88; Silent 1
  Bob sends Command.Bye 1; Command.Got 0-1 ~0.08; Command.Have 1-2 ~1.17; Command.Helo 4-7 ~6.04; Command.Port 3-6 ~5.04; Push 1-2 ~1.04
  Bob tells CommandArrived 9-15 ~11.5; CommandArrived.isRepeat 7-13 ~9.5; Enqueued 1-2 ~1.04; Enqueued.seq 1-2 ~1.04; InitiatorStarted 1; SessionEnded 1; SessionEnded.Held 1; SessionEnded.Sent 1; Talking 1
  Carol fires Contact 0-1 ~0.04; Retry 14-17 ~14.67; Silent 1
  Carol sends Command.Bye 1; Command.Got 1-2 ~1.04; Command.Have 0-2 ~0.13; Command.Helo 6-8 ~6.21; Command.Next 0-1 ~0.04; Command.Port 5-8 ~5.33; Command.Want 1-2 ~1.04; Push 0-1 ~0.04
  Carol tells CommandArrived 10-18 ~10.83; CommandArrived.isRepeat 8-16 ~8.83; Ingested 1; Ingested.seq 1; InitiatorStarted 1; PushArrived 1; PushArrived.bytes 165; SessionEnded 1; SessionEnded.Held 1; SessionEnded.Received 1; Talking 1
  the goal takes ms 5039-6043 ~5295.71
# relay recovering: one crash
  Alice fires Retry 28-39 ~30.25
  Alice sends Command.Got 1-3 ~1.54; Command.Have 1-4 ~1.67; Command.Helo 12-19 ~13.5; Command.Port 10-16 ~11.33; Command.Want 1-3 ~1.08; Push 1
  Alice tells CommandArrived 21-33 ~24.17; CommandArrived Bye 2; CommandArrived.isRepeat 19-27 ~21.58; Enqueued 1; Enqueued.seq 1; Ingested 1; Ingested.seq 1; PushArrived 1; PushArrived.bytes 165; ResponderStarted 1-2 ~1.21; SessionEnded 2; SessionEnded.Held 2; SessionEnded.Received 0-1 ~0.83; SessionEnded.Sent 0-1 ~0.88; Talking 2-4 ~2.29; Waiting 2-3 ~2.21
  Bob fires Contact 0-1 ~0.04; Retry 14-22 ~15.21; Silent 1
  Bob sends Command.Bye 1; Command.Got 0-1 ~0.29; Command.Have 1-4 ~1.42; Command.Helo 6-10 ~6.83; Command.Port 5-8 ~5.58; Push 1
  Bob tells CommandArrived 11-20 ~12.79; CommandArrived.isRepeat 9-18 ~10.54; Enqueued 1; Enqueued.seq 1; InitiatorStarted 1-2 ~1.21; SessionEnded 1; SessionEnded.Held 1; SessionEnded.Sent 0-1 ~0.88; Talking 1-2 ~1.17
  Carol fires Contact 0-2 ~0.13; Retry 14-20 ~15.17; Silent 1
  Carol sends Command.Bye 1; Command.Got 1-2 ~1.25; Command.Have 0-1 ~0.25; Command.Helo 6-10 ~6.88; Command.Port 5-8 ~5.54; Command.Want 1
  Carol tells CommandArrived 10-17 ~11.5; CommandArrived.isRepeat 8-15 ~9.21; Ingested 1; Ingested.seq 1; InitiatorStarted 1-2 ~1.21; PushArrived 1; PushArrived.bytes 165; SessionEnded 1; SessionEnded.Held 1; SessionEnded.Received 0-1 ~0.88; Talking 1-2 ~1.17; TimedOut 0-1 ~0.04
  the goal takes ms 5039-8032 ~5775.04
# relay recovering,published: without a fault
  Alice fires Retry 10; Silent 2
  Alice sends Command.Have 6; Command.Helo 2; Command.Next 1; Command.Port 2; Command.Want 1; Push 2
  Alice tells CommandArrived 4; Enqueued 1; Enqueued.seq 1; Ingested 1; Ingested.seq 1; PushArrived 1; PushArrived.bytes 165; ResponderStarted 1; SessionEnded 2; SessionEnded.Held 2; SessionEnded.Received 1; SessionEnded.Sent 1; Talking 2; Waiting 2
  Bob fires Silent 1; Turn 54-55 ~54.5
  Bob sends Command.Have 1; Command.Helo 1; Command.Port 1; Command.Want 1; Push 1
  Bob tells CommandArrived 3; CommandArrived Next 1; Enqueued 1; Enqueued.seq 1; InitiatorStarted 1; Mismatched 1; Mismatched.expected 2; Mismatched.seq 1; PushArrived 1; PushArrived.bytes 165; SessionEnded 1; SessionEnded.Held 1; SessionEnded.Sent 1; Talking 1
  Carol fires Silent 1; Turn 47-49 ~48
  Carol sends Command.Helo 1; Command.Port 1; Command.Want 2
  Carol tells CommandArrived 6; Ingested 1; Ingested.seq 1; InitiatorStarted 1; PushArrived 1; PushArrived.bytes 165; SessionEnded 1; SessionEnded.Held 1; SessionEnded.Received 1; Talking 1
  the goal takes ms 5622-5632 ~5627.7
# relay published,recovering: without a fault
  Alice fires Silent 2; Turn 95-99 ~96.5
  Alice sends Command.Have 1; Command.Helo 2; Command.Port 2; Command.Want 1; Push 1
  Alice tells CommandArrived 17-18 ~17.8; CommandArrived Next 1; Enqueued 1; Enqueued.seq 1; Ingested 1; Ingested.seq 1; Mismatched 1; Mismatched.expected 2; Mismatched.seq 1; PushArrived 2; PushArrived.bytes 330; ResponderStarted 1; SessionEnded 2; SessionEnded.Held 2; SessionEnded.Received 1; SessionEnded.Sent 1; Talking 2; Waiting 3
  Bob fires Retry 5; Silent 1
  Bob sends Command.Have 4; Command.Helo 1; Command.Port 1; Push 1
  Bob tells CommandArrived 2; Enqueued 1; Enqueued.seq 1; InitiatorStarted 1; SessionEnded 1; SessionEnded.Held 1; SessionEnded.Sent 1; Talking 1
  Carol fires Contact 10-11 ~10.8; Retry 5; Silent 1
  Carol sends Command.Helo 11-12 ~11.8; Command.Next 1; Command.Port 1; Command.Want 1; Push 1
  Carol tells CommandArrived 2; Ingested 1; Ingested.seq 1; InitiatorStarted 1; PushArrived 1; PushArrived.bytes 165; SessionEnded 1; SessionEnded.Held 1; SessionEnded.Received 1; Talking 1; TimedOut 5
  the goal takes ms 10541-11046 ~10941.1
# relay published: without a fault
  Alice fires Silent 2; Turn 95-98 ~95.9
  Alice sends Command.Have 1; Command.Helo 2; Command.Port 2; Command.Want 1; Push 1
  Alice tells CommandArrived 10; Enqueued 1; Enqueued.seq 1; Ingested 1; Ingested.seq 1; PushArrived 1; PushArrived.bytes 165; ResponderStarted 1; SessionEnded 2; SessionEnded.Held 2; SessionEnded.Received 1; SessionEnded.Sent 1; Talking 2; Waiting 3
  Bob fires Silent 1; Turn 49
  Bob sends Command.Have 1; Command.Helo 1; Command.Port 1; Push 1
  Bob tells CommandArrived 2; Enqueued 1; Enqueued.seq 1; InitiatorStarted 1; SessionEnded 1; SessionEnded.Held 1; SessionEnded.Sent 1; Talking 1
  Carol fires Contact 6; Silent 1; Turn 49
  Carol sends Command.Helo 7; Command.Port 1; Command.Want 1
  Carol tells CommandArrived 2; Ingested 1; Ingested.seq 1; InitiatorStarted 1; PushArrived 1; PushArrived.bytes 165; SessionEnded 1; SessionEnded.Held 1; SessionEnded.Received 1; Talking 1; TimedOut 6
  the goal takes ms 11033-11039 ~11036
# same-event recovering: without a fault
  Alice fires Retry 28
  Alice sends Command.Got 2; Command.Have 0-1 ~0.7; Command.Helo 12; Command.Port 10; Command.Want 1
  Alice tells CommandArrived 20-21 ~20.7; CommandArrived Bye 2; CommandArrived.isRepeat 18-19 ~18.7; Ingested 1; Ingested.seq 1; PushArrived 1; PushArrived.bytes 166; ResponderStarted 1; SessionEnded 2; SessionEnded.Held 2; SessionEnded.Received 1; Talking 2; Waiting 2
  Bob fires Retry 14; Silent 1
  Bob sends Command.Bye 1; Command.Have 1; Command.Helo 6; Command.Port 5; Push 1
  Bob tells CommandArrived 11; CommandArrived.isRepeat 9; Enqueued 1; Enqueued.seq 1; InitiatorStarted 1; SessionEnded 1; SessionEnded.Held 1; SessionEnded.Sent 1; Talking 1
  Carol fires Retry 14; Silent 1
  Carol sends Command.Bye 1; Command.Got 0-1 ~0.7; Command.Have 1; Command.Helo 6; Command.Port 5
  Carol tells CommandArrived 10-11 ~10.7; CommandArrived.isRepeat 9; InitiatorStarted 1; SessionEnded 1; SessionEnded.Held 1; Talking 1
  the goal takes ms 5032-5049 ~5039.3
# same-event recovering: one lost
  Alice fires Retry 26-32 ~28.04
  Alice sends Command.Got 1-3 ~2.04; Command.Have 0-2 ~0.96; Command.Helo 9-13 ~12; Command.Port 7-13 ~10.13; Command.Want 1-2 ~1.04
  Alice tells CommandArrived 15-23 ~20.67; CommandArrived Bye 2; CommandArrived.isRepeat 13-21 ~18.71; Ingested 1; Ingested.seq 1; PushArrived 1; PushArrived.bytes 166; ResponderStarted 1; SessionEnded 2; SessionEnded.Held 2; SessionEnded.Received 1; Talking 2; Waiting 2
  Bob fires Contact 0-1 ~0.08; Retry 4-16 ~13.63; Silent 1
  Bob sends Command.Bye 1; Command.Got 0-1 ~0.13; Command.Have 1-2 ~1.04; Command.Helo 4-7 ~6.04; Command.Port 2-6 ~4.88; Push 0-2 ~0.92
  Bob tells CommandArrived 5-14 ~10.83; CommandArrived.isRepeat 3-12 ~8.83; Enqueued 0-2 ~0.92; Enqueued.seq 0-2 ~0.92; InitiatorStarted 1; SessionEnded 1; SessionEnded.Held 1; SessionEnded.Sent 0-1 ~0.88; Talking 1
  Carol fires Contact 0-1 ~0.04; Retry 13-16 ~14.04; Silent 1
  Carol sends Command.Bye 1; Command.Got 0-1 ~0.75; Command.Have 1-3 ~1.13; Command.Helo 6-7 ~6.13; Command.Port 4-5 ~4.96; Push 0-1 ~0.13
  Carol tells CommandArrived 10-15 ~11.08; CommandArrived.isRepeat 8-13 ~9.21; Enqueued 0-1 ~0.13; Enqueued.seq 0-1 ~0.13; InitiatorStarted 1; SessionEnded 1; SessionEnded.Held 1; SessionEnded.Sent 0-1 ~0.13; Talking 1
  the goal takes ms 5032-5538 ~5140.29
# same-event recovering,published: without a fault
  Alice fires Retry 10; Silent 2
  Alice sends Command.Have 2-3 ~2.7; Command.Helo 2; Command.Next 1; Command.Port 2; Command.Want 1; Push 1
  Alice tells CommandArrived 4; Ingested 1; Ingested.seq 1; PushArrived 1; PushArrived.bytes 166; ResponderStarted 1; SessionEnded 2; SessionEnded.Held 2; SessionEnded.Received 1; Talking 2; Waiting 2
  Bob fires Silent 1; Turn 54-55 ~54.5
  Bob sends Command.Have 1; Command.Helo 1; Command.Port 1; Command.Want 1; Push 1
  Bob tells CommandArrived 3; CommandArrived Next 1; Enqueued 1; Enqueued.seq 1; InitiatorStarted 1; Mismatched 1; Mismatched.expected 2; Mismatched.seq 1; PushArrived 1; PushArrived.bytes 166; SessionEnded 1; SessionEnded.Held 1; SessionEnded.Sent 1; Talking 1
  Carol fires Silent 1; Turn 49
  Carol sends Command.Have 1; Command.Helo 1; Command.Port 1; Command.Want 1
  Carol tells CommandArrived 2-3 ~2.7; InitiatorStarted 1; SessionEnded 1; SessionEnded.Held 1; Talking 1
  the goal takes ms 5625-5633 ~5628.6
# same-event published,recovering: without a fault
  Alice fires Silent 2; Turn 91-94 ~92
  Alice sends Command.Have 1; Command.Helo 2; Command.Port 2; Command.Want 1
  Alice tells CommandArrived 17-18 ~17.8; Ingested 1; Ingested.seq 1; PushArrived 1; PushArrived.bytes 166; ResponderStarted 1; SessionEnded 2; SessionEnded.Held 2; SessionEnded.Received 1; Talking 2; Waiting 3
  Bob fires Retry 5; Silent 1
  Bob sends Command.Have 4; Command.Helo 1; Command.Port 1; Push 1
  Bob tells CommandArrived 2; Enqueued 1; Enqueued.seq 1; InitiatorStarted 1; SessionEnded 1; SessionEnded.Held 1; SessionEnded.Sent 1; Talking 1
  Carol fires Contact 10-11 ~10.8; Silent 1
  Carol sends Command.Have 1; Command.Helo 11-12 ~11.8; Command.Port 1
  Carol tells CommandArrived 2; InitiatorStarted 1; SessionEnded 1; SessionEnded.Held 1; Talking 1; TimedOut 5
  the goal takes ms 10031-10537 ~10431.7
# same-event published: without a fault
  Alice fires Silent 2; Turn 95-98 ~95.9
  Alice sends Command.Have 1; Command.Helo 2; Command.Port 2; Command.Want 1
  Alice tells CommandArrived 10; Ingested 1; Ingested.seq 1; PushArrived 1; PushArrived.bytes 166; ResponderStarted 1; SessionEnded 2; SessionEnded.Held 2; SessionEnded.Received 1; Talking 2; Waiting 3
  Bob fires Silent 1; Turn 49
  Bob sends Command.Have 1; Command.Helo 1; Command.Port 1; Push 1
  Bob tells CommandArrived 2; Enqueued 1; Enqueued.seq 1; InitiatorStarted 1; SessionEnded 1; SessionEnded.Held 1; SessionEnded.Sent 1; Talking 1
  Carol fires Contact 6; Silent 1; Turn 49
  Carol sends Command.Have 1; Command.Helo 7; Command.Port 1
  Carol tells CommandArrived 2; InitiatorStarted 1; SessionEnded 1; SessionEnded.Held 1; Talking 1; TimedOut 6
  the goal takes ms 11023-11026 ~11024.3
# two-pushes recovering: without a fault
  Alice fires Retry 10
  Alice sends Command.Have 1; Command.Helo 5; Command.Port 4; Push 2
  Alice tells CommandArrived 10; CommandArrived Bye 1; CommandArrived.isRepeat 9; Enqueued 2; Enqueued.seq 3; ResponderStarted 1; SessionEnded 1; SessionEnded.Held 2; SessionEnded.Sent 2; Talking 1; Waiting 2
  Bob fires Retry 9; Silent 1
  Bob sends Command.Bye 1; Command.Got 2; Command.Helo 5; Command.Port 4; Command.Want 1
  Bob tells CommandArrived 8; CommandArrived.isRepeat 6; Ingested 2; Ingested.seq 3; InitiatorStarted 1; PushArrived 2; PushArrived.bytes 1769; SessionEnded 1; SessionEnded.Held 2; SessionEnded.Received 2; Talking 1
  the goal takes ms 2028-2040 ~2033.1
# two-pushes recovering: one lost
  Alice fires Retry 10-12 ~10.5
  Alice sends Command.Got 0-1 ~0.04; Command.Have 1-3 ~1.38; Command.Helo 4-6 ~5; Command.Port 3-6 ~4.13; Push 2-3 ~2.08
  Alice tells CommandArrived 8-14 ~9.79; CommandArrived Bye 1; CommandArrived Next 0-2 ~0.08; CommandArrived.isRepeat 7-13 ~8.88; Enqueued 2-3 ~2.08; Enqueued.seq 3-5 ~3.13; ResponderStarted 1; SessionEnded 1; SessionEnded.Held 2; SessionEnded.Sent 2; Talking 1; Waiting 2
  Bob fires Contact 0-1 ~0.13; Retry 9-11 ~9.42; Silent 1
  Bob sends Command.Bye 1; Command.Got 1-3 ~1.96; Command.Have 0-1 ~0.04; Command.Helo 5-6 ~5.21; Command.Next 0-2 ~0.08; Command.Port 3-6 ~4; Command.Want 1-2 ~1.13; Push 0-1 ~0.04
  Bob tells CommandArrived 6-13 ~8.17; CommandArrived.isRepeat 4-11 ~6.17; Ingested 2; Ingested.seq 3; InitiatorStarted 1; PushArrived 2; PushArrived.bytes 1769; SessionEnded 1; SessionEnded.Held 2; SessionEnded.Received 2; Talking 1
  the goal takes ms 2026-2535 ~2195.04
# two-pushes recovering,published: without a fault
  Alice fires Retry 2; Silent 1
  Alice sends Command.Have 3; Command.Helo 1; Command.Port 1; Push 2
  Alice tells CommandArrived 2; Enqueued 2; Enqueued.seq 3; ResponderStarted 1; SessionEnded 1; SessionEnded.Held 2; SessionEnded.Sent 2; Talking 1; Waiting 2
  Bob fires Silent 1; Turn 19
  Bob sends Command.Helo 1; Command.Port 1; Command.Want 2
  Bob tells CommandArrived 4; Ingested 2; Ingested.seq 3; InitiatorStarted 1; PushArrived 2; PushArrived.bytes 1769; SessionEnded 1; SessionEnded.Held 2; SessionEnded.Received 2; Talking 1
  the goal takes ms 2027-2034 ~2030.9
# two-pushes published,recovering: without a fault
  Alice fires Silent 1; Turn 23-24 ~23.8
  Alice sends Command.Have 1; Command.Helo 1; Command.Port 1; Push 2
  Alice tells CommandArrived 2; CommandArrived Next 2; Enqueued 2; Enqueued.seq 3; Mismatched 1; Mismatched.expected 3; Mismatched.seq 2; PushArrived 1; PushArrived.bytes 903; ResponderStarted 1; SessionEnded 1; SessionEnded.Held 2; SessionEnded.Sent 2; Talking 1; Waiting 2
  Bob fires Retry 2; Silent 1
  Bob sends Command.Helo 1; Command.Next 2; Command.Port 1; Command.Want 1; Push 1
  Bob tells CommandArrived 2; Ingested 2; Ingested.seq 3; InitiatorStarted 1; PushArrived 2; PushArrived.bytes 1769; SessionEnded 1; SessionEnded.Held 2; SessionEnded.Received 2; Talking 1
  the goal takes ms 2534-2544 ~2538.7
# two-pushes published: without a fault
  Alice fires Silent 1; Turn 19
  Alice sends Command.Have 1; Command.Helo 1; Command.Port 1; Push 2
  Alice tells CommandArrived 2; Enqueued 2; Enqueued.seq 3; ResponderStarted 1; SessionEnded 1; SessionEnded.Held 2; SessionEnded.Sent 2; Talking 1; Waiting 2
  Bob fires Silent 1; Turn 19-20 ~19.6
  Bob sends Command.Helo 1; Command.Port 1; Command.Want 1
  Bob tells CommandArrived 2; Ingested 2; Ingested.seq 3; InitiatorStarted 1; PushArrived 2; PushArrived.bytes 1769; SessionEnded 1; SessionEnded.Held 2; SessionEnded.Received 2; Talking 1
  the goal takes ms 2125-2132 ~2128.2
# one-host recovering: without a fault
  Alice fires Retry 20
  Alice sends Command.Have 2; Command.Helo 10; Command.Port 8; Push 2
  Alice tells CommandArrived 18; CommandArrived Bye 2; CommandArrived.isRepeat 16; Enqueued 2; Enqueued.seq 2; ResponderStarted 1; SessionEnded 2; SessionEnded.Held 2; SessionEnded.Sent 2; Talking 2; Waiting 2
  Bob fires Retry 9; Silent 1
  Bob sends Command.Bye 1; Command.Got 1; Command.Helo 5; Command.Port 4; Command.Want 1
  Bob tells CommandArrived 8; CommandArrived.isRepeat 6; Ingested 1; Ingested.seq 1; InitiatorStarted 1; PushArrived 1; PushArrived.bytes 167; SessionEnded 1; SessionEnded.Held 1; SessionEnded.Received 1; Talking 1
  Carol fires Retry 9; Silent 1
  Carol sends Command.Bye 1; Command.Got 1; Command.Helo 5; Command.Port 4; Command.Want 1
  Carol tells CommandArrived 8; CommandArrived.isRepeat 6; Ingested 1; Ingested.seq 1; InitiatorStarted 1; PushArrived 1; PushArrived.bytes 167; SessionEnded 1; SessionEnded.Held 1; SessionEnded.Received 1; Talking 1
  the goal takes ms 2038-2045 ~2042
# one-host recovering: one lost
  Alice fires Retry 20-22 ~20.5
  Alice sends Command.Got 0-1 ~0.08; Command.Have 2-4 ~2.46; Command.Helo 9-11 ~9.92; Command.Port 7-9 ~8; Push 2-3 ~2.04
  Alice tells CommandArrived 16-23 ~17.79; CommandArrived Bye 2; CommandArrived Next 0-1 ~0.08; CommandArrived.isRepeat 14-21 ~15.83; Enqueued 2-3 ~2.04; Enqueued.seq 2-3 ~2.04; ResponderStarted 1; SessionEnded 2; SessionEnded.Held 2; SessionEnded.Sent 2; Talking 2; Waiting 2
  Bob fires Contact 0-1 ~0.08; Retry 9-11 ~9.13; Silent 1
  Bob sends Command.Bye 1; Command.Got 1; Command.Have 0-1 ~0.04; Command.Helo 5-6 ~5.13; Command.Next 0-1 ~0.04; Command.Port 3-7 ~3.96; Command.Want 1-2 ~1.04; Push 0-1 ~0.04
  Bob tells CommandArrived 6-12 ~8.04; CommandArrived.isRepeat 4-10 ~6.04; Ingested 1; Ingested.seq 1; InitiatorStarted 1; PushArrived 1; PushArrived.bytes 167; SessionEnded 1; SessionEnded.Held 1; SessionEnded.Received 1; Talking 1
  Carol fires Contact 0-1 ~0.08; Retry 9-11 ~9.21; Silent 1
  Carol sends Command.Bye 1; Command.Got 1-2 ~1.04; Command.Have 0-1 ~0.04; Command.Helo 5-6 ~5.08; Command.Next 0-1 ~0.04; Command.Port 3-6 ~3.92; Command.Want 1-2 ~1.04; Push 0-1 ~0.04
  Carol tells CommandArrived 6-12 ~8; CommandArrived.isRepeat 4-10 ~6; Ingested 1; Ingested.seq 1; InitiatorStarted 1; PushArrived 1; PushArrived.bytes 167; SessionEnded 1; SessionEnded.Held 1; SessionEnded.Received 1; Talking 1
  the goal takes ms 2038-2548 ~2229.04
# one-host recovering,published: without a fault
  Alice fires Retry 4; Silent 2
  Alice sends Command.Have 6; Command.Helo 2; Command.Port 2; Push 2
  Alice tells CommandArrived 4; Enqueued 2; Enqueued.seq 2; ResponderStarted 1; SessionEnded 2; SessionEnded.Held 2; SessionEnded.Sent 2; Talking 2; Waiting 2
  Bob fires Silent 1; Turn 19
  Bob sends Command.Helo 1; Command.Port 1; Command.Want 2
  Bob tells CommandArrived 4; Ingested 1; Ingested.seq 1; InitiatorStarted 1; PushArrived 1; PushArrived.bytes 167; SessionEnded 1; SessionEnded.Held 1; SessionEnded.Received 1; Talking 1
  Carol fires Silent 1; Turn 19
  Carol sends Command.Helo 1; Command.Port 1; Command.Want 2
  Carol tells CommandArrived 4; Ingested 1; Ingested.seq 1; InitiatorStarted 1; PushArrived 1; PushArrived.bytes 167; SessionEnded 1; SessionEnded.Held 1; SessionEnded.Received 1; Talking 1
  the goal takes ms 2035-2044 ~2038.9
# one-host published,recovering: without a fault
  Alice fires Silent 2; Turn 44-46 ~44.8
  Alice sends Command.Have 2; Command.Helo 2; Command.Port 2; Push 2
  Alice tells CommandArrived 10; CommandArrived Next 2; Enqueued 2; Enqueued.seq 2; Mismatched 2; Mismatched.expected 4; Mismatched.seq 2; PushArrived 2; PushArrived.bytes 334; ResponderStarted 1; SessionEnded 2; SessionEnded.Held 2; SessionEnded.Sent 2; Talking 2; Waiting 3
  Bob fires Retry 2; Silent 1
  Bob sends Command.Helo 1; Command.Next 1; Command.Port 1; Command.Want 1; Push 1
  Bob tells CommandArrived 2; Ingested 1; Ingested.seq 1; InitiatorStarted 1; PushArrived 1; PushArrived.bytes 167; SessionEnded 1; SessionEnded.Held 1; SessionEnded.Received 1; Talking 1
  Carol fires Contact 6; Retry 2; Silent 1
  Carol sends Command.Helo 7; Command.Next 1; Command.Port 1; Command.Want 1; Push 1
  Carol tells CommandArrived 2; Ingested 1; Ingested.seq 1; InitiatorStarted 1; PushArrived 1; PushArrived.bytes 167; SessionEnded 1; SessionEnded.Held 1; SessionEnded.Received 1; Talking 1; TimedOut 3
  the goal takes ms 5532-5543 ~5539.7
# one-host published: without a fault
  Alice fires Silent 2; Turn 37
  Alice sends Command.Have 2; Command.Helo 2; Command.Port 2; Push 2
  Alice tells CommandArrived 6; Enqueued 2; Enqueued.seq 2; ResponderStarted 1; SessionEnded 2; SessionEnded.Held 2; SessionEnded.Sent 2; Talking 2; Waiting 3
  Bob fires Silent 1; Turn 19
  Bob sends Command.Helo 1; Command.Port 1; Command.Want 1
  Bob tells CommandArrived 2; Ingested 1; Ingested.seq 1; InitiatorStarted 1; PushArrived 1; PushArrived.bytes 167; SessionEnded 1; SessionEnded.Held 1; SessionEnded.Received 1; Talking 1
  Carol fires Contact 2; Silent 1; Turn 19
  Carol sends Command.Helo 3; Command.Port 1; Command.Want 1
  Carol tells CommandArrived 2; Ingested 1; Ingested.seq 1; InitiatorStarted 1; PushArrived 1; PushArrived.bytes 167; SessionEnded 1; SessionEnded.Held 1; SessionEnded.Received 1; Talking 1; TimedOut 2
  the goal takes ms 4033-4041 ~4036.4
# damaged recovering: without a fault
  Alice fires Retry 130
  Alice sends Command.Have 1; Command.Helo 45; Command.Port 44; Push 1
  Alice tells CommandArrived 218; CommandArrived Bye 1; CommandArrived.isRepeat 217; Enqueued 1; Enqueued.seq 1; HeldBack content-hash-mismatch 1; HeldBack.seq 2; ResponderStarted 1; SessionEnded 1; SessionEnded.Held 2; SessionEnded.PartnerLacks 1; SessionEnded.Sent 1; Talking 1; Waiting 2
  Bob fires Retry 87; Silent 13
  Bob sends Command.Bye 1; Command.Got 1; Command.Helo 45; Command.Port 130; Command.Want 44
  Bob tells CommandArrived 88; CommandArrived.isRepeat 86; Ingested 1; Ingested.seq 1; InitiatorStarted 1; PushArrived 1; PushArrived.bytes 167; SessionEnded 1; SessionEnded.Held 1; SessionEnded.Received 1; SessionEnded.WeLack 1; Talking 1
  the goal takes ms 26028-26037 ~26032.9
# damaged recovering: one lost
  Alice fires Retry 130
  Alice sends Command.Have 1; Command.Helo 45; Command.Port 44; Push 1
  Alice tells CommandArrived 217-218 ~217.92; CommandArrived Bye 1; CommandArrived.isRepeat 216-217 ~216.92; Enqueued 1; Enqueued.seq 1; HeldBack content-hash-mismatch 1; HeldBack.seq 2; ResponderStarted 1; SessionEnded 1; SessionEnded.Held 2; SessionEnded.PartnerLacks 1; SessionEnded.Sent 1; Talking 1; Waiting 2
  Bob fires Contact 0-1 ~0.04; Retry 87; Silent 13
  Bob sends Command.Bye 1; Command.Got 1; Command.Helo 45-46 ~45.04; Command.Port 129-130 ~129.96; Command.Want 44
  Bob tells CommandArrived 87-88 ~87.96; CommandArrived.isRepeat 85-86 ~85.96; Ingested 1; Ingested.seq 1; InitiatorStarted 1; PushArrived 1; PushArrived.bytes 167; SessionEnded 1; SessionEnded.Held 1; SessionEnded.Received 1; SessionEnded.WeLack 1; Talking 1
  the goal takes ms 26028-26526 ~26048.79
# damaged recovering,published: without a fault
  Alice fires Retry 2; Silent 1
  Alice sends Command.Have 3; Command.Helo 1; Command.Port 1; Push 1
  Alice tells CommandArrived 2; Enqueued 1; Enqueued.seq 1; HeldBack content-hash-mismatch 1; HeldBack.seq 2; ResponderStarted 1; SessionEnded 1; SessionEnded.Held 2; SessionEnded.Sent 1; Talking 1; Waiting 2
  Bob fires Silent 1; Turn 19
  Bob sends Command.Helo 1; Command.Port 1; Command.Want 2
  Bob tells CommandArrived 4; Ingested 1; Ingested.seq 1; InitiatorStarted 1; PushArrived 1; PushArrived.bytes 167; SessionEnded 1; SessionEnded.Held 1; SessionEnded.Received 1; SessionEnded.WeLack 1; Talking 1
  the goal takes ms 2026-2034 ~2030.7
# damaged published,recovering: without a fault
  Alice fires Silent 1-2 ~1.9; Turn 22-41 ~38.6
  Alice sends Command.Have 1-2 ~1.9; Command.Helo 1-2 ~1.9; Command.Port 1-2 ~1.9; Push 4-5 ~4.5
  Alice tells CommandArrived 8-13 ~10.8; CommandArrived Next 3-5 ~4.4; Enqueued 4-5 ~4.8; Enqueued.seq 7-9 ~8.6; Mismatched 1; Mismatched.expected 3; Mismatched.seq 1; NotHelo 0-3 ~0.8; PushArrived 1; PushArrived.bytes 167; ResponderStarted 1; SessionEnded 1-2 ~1.9; SessionEnded.Held 2-4 ~3.8; SessionEnded.Sent 4-5 ~4.5; Talking 1-2 ~1.9; Waiting 3-6 ~3.7
  Bob fires Retry 6-8 ~6.8; Silent 2-3 ~2.4
  Bob sends Command.Have 0-1 ~0.9; Command.Helo 3-4 ~3.4; Command.Next 4-5 ~4.5; Command.Port 3-6 ~4.7; Command.Want 4-5 ~4.4; Push 1
  Bob tells CommandArrived 2-5 ~4.7; CommandArrived.isRepeat 0-3 ~2.7; Ingested 1; Ingested.seq 1; InitiatorStarted 1; PushArrived 1; PushArrived.bytes 167; Refused content-hash-mismatch 3-4 ~3.5; SessionEnded 1; SessionEnded.Held 1; SessionEnded.Received 1; SessionEnded.WeLack 1; Talking 1
  the goal takes ms 4026-6032 ~5073.7
# damaged published: without a fault
  Alice fires Turn 1
  Alice sends Command.Have 1; Command.Helo 1; Command.Port 1; Push 2
  Alice tells CommandArrived 2; Enqueued 2; Enqueued.seq 3; ResponderStarted 1; Talking 1; Waiting 1
  Bob fires Turn 0-1 ~0.6
  Bob sends Command.Helo 1; Command.Port 1; Command.Want 1
  Bob tells CommandArrived 2; Ingested 2; Ingested.seq 3; InitiatorStarted 1; PushArrived 2; PushArrived.bytes 371; Talking 1
  the run ends broken: logs hold only verified events, one after the other, of one history 1
# backup recovering: without a fault
  Alice fires Retry 10
  Alice sends Command.Have 1; Command.Helo 5; Command.Port 4; Push 1
  Alice tells CommandArrived 9; CommandArrived Bye 1; CommandArrived.isRepeat 8; Enqueued 2; Enqueued.seq 3; ResponderStarted 1; SessionEnded 1; SessionEnded.Held 2; SessionEnded.Sent 2; Talking 1; Waiting 2
  Bob fires Retry 9; Silent 1
  Bob sends Command.Bye 1; Command.Got 1; Command.Helo 5; Command.Port 4; Command.Want 1
  Bob tells CommandArrived 8; CommandArrived.isRepeat 6; Ingested 2; Ingested.seq 3; InitiatorStarted 1; PushArrived 2; PushArrived.bytes 371; SessionEnded 1; SessionEnded.Held 2; SessionEnded.Received 2; Talking 1
  the goal takes ms 2028-2038 ~2032.6
# backup recovering: one lost
  Alice fires Retry 10-12 ~10.43
  Alice sends Command.Got 0-1 ~0.04; Command.Have 1-3 ~1.35; Command.Helo 4-6 ~4.96; Command.Port 3-6 ~4.09; Push 1-2 ~1.04
  Alice tells CommandArrived 7-14 ~8.78; CommandArrived Bye 1; CommandArrived Next 0-1 ~0.04; CommandArrived.isRepeat 6-13 ~7.83; Enqueued 2-4 ~2.09; Enqueued.seq 3-6 ~3.13; ResponderStarted 1; SessionEnded 1; SessionEnded.Held 2; SessionEnded.Sent 2; Talking 1; Waiting 2
  Bob fires Contact 0-1 ~0.13; Retry 9-11 ~9.35; Silent 1
  Bob sends Command.Bye 1; Command.Got 1-2 ~1.04; Command.Have 0-1 ~0.04; Command.Helo 5-6 ~5.17; Command.Next 0-1 ~0.04; Command.Port 3-7 ~3.96; Command.Want 1-2 ~1.09; Push 0-1 ~0.04
  Bob tells CommandArrived 6-13 ~8.04; CommandArrived.isRepeat 4-11 ~6.04; Ingested 2; Ingested.seq 3; InitiatorStarted 1; PushArrived 2; PushArrived.bytes 371; SessionEnded 1; SessionEnded.Held 2; SessionEnded.Received 2; Talking 1
  the goal takes ms 2027-2534 ~2184.39
# backup recovering,published: without a fault
  Alice fires Retry 2; Silent 1
  Alice sends Command.Have 3; Command.Helo 1; Command.Port 1; Push 2
  Alice tells CommandArrived 2; Enqueued 2; Enqueued.seq 3; ResponderStarted 1; SessionEnded 1; SessionEnded.Held 2; SessionEnded.Sent 2; Talking 1; Waiting 2
  Bob fires Silent 1; Turn 19
  Bob sends Command.Helo 1; Command.Port 1; Command.Want 2
  Bob tells CommandArrived 4; Ingested 2; Ingested.seq 3; InitiatorStarted 1; PushArrived 2; PushArrived.bytes 371; SessionEnded 1; SessionEnded.Held 2; SessionEnded.Received 2; Talking 1
  the goal takes ms 2027-2034 ~2030.9
# backup published,recovering: without a fault
  Alice fires Silent 1; Turn 23-24 ~23.8
  Alice sends Command.Have 1; Command.Helo 1; Command.Port 1; Push 2
  Alice tells CommandArrived 2; CommandArrived Next 2; Enqueued 2; Enqueued.seq 3; Mismatched 1; Mismatched.expected 3; Mismatched.seq 2; PushArrived 1; PushArrived.bytes 204; ResponderStarted 1; SessionEnded 1; SessionEnded.Held 2; SessionEnded.Sent 2; Talking 1; Waiting 2
  Bob fires Retry 2; Silent 1
  Bob sends Command.Helo 1; Command.Next 2; Command.Port 1; Command.Want 1; Push 1
  Bob tells CommandArrived 2; Ingested 2; Ingested.seq 3; InitiatorStarted 1; PushArrived 2; PushArrived.bytes 371; SessionEnded 1; SessionEnded.Held 2; SessionEnded.Received 2; Talking 1
  the goal takes ms 2534-2544 ~2538.7
# backup published: without a fault
  Alice fires Silent 1; Turn 19
  Alice sends Command.Have 1; Command.Helo 1; Command.Port 1; Push 2
  Alice tells CommandArrived 2; Enqueued 2; Enqueued.seq 3; ResponderStarted 1; SessionEnded 1; SessionEnded.Held 2; SessionEnded.Sent 2; Talking 1; Waiting 2
  Bob fires Silent 1; Turn 19-20 ~19.6
  Bob sends Command.Helo 1; Command.Port 1; Command.Want 1
  Bob tells CommandArrived 2; Ingested 2; Ingested.seq 3; InitiatorStarted 1; PushArrived 2; PushArrived.bytes 371; SessionEnded 1; SessionEnded.Held 2; SessionEnded.Received 2; Talking 1
  the goal takes ms 2125-2132 ~2128.2
# slow-store recovering: without a fault
  Alice fires Retry 12-14 ~13.7; StoreTurn 0-1 ~0.3
  Alice sends Command.Have 2-4 ~3.7; Command.Helo 5-6 ~5.8; Command.Port 5-7 ~6; Push 1-2 ~1.8
  Alice tells CommandArrived 9-15 ~13.4; CommandArrived Bye 1; CommandArrived.isRepeat 8-14 ~12.4; Enqueued 1-2 ~1.8; Enqueued.seq 1-2 ~1.8; ResponderStarted 1; SessionEnded 1; SessionEnded.Held 1; SessionEnded.Sent 1; Talking 1; Waiting 2
  Bob fires Retry 11-14 ~13; Silent 1; StoreTurn 0-1 ~0.1
  Bob sends Command.Bye 1; Command.Got 1-2 ~1.3; Command.Helo 5-6 ~5.8; Command.Port 4-7 ~6.5; Command.Want 1-2 ~1.8
  Bob tells CommandArrived 10-15 ~13.5; CommandArrived.isRepeat 8-13 ~11.5; Ingested 1; Ingested.seq 1; InitiatorStarted 1; PushArrived 1; PushArrived.bytes 167; SessionEnded 1; SessionEnded.Held 1; SessionEnded.Received 1; Talking 1
  the goal takes ms 2431-2834 ~2770
# slow-store recovering: one lost
  Alice fires Retry 12-33 ~14.79; StoreTurn 0-1 ~0.88
  Alice sends Command.Got 0-1 ~0.04; Command.Have 3-6 ~4.13; Command.Helo 5-11 ~6.21; Command.Port 6-13 ~7.13; Push 1-2 ~1.96
  Alice tells CommandArrived 12-21 ~14.13; CommandArrived Bye 1; CommandArrived Next 0-1 ~0.04; CommandArrived.isRepeat 11-20 ~13.17; Enqueued 1-2 ~1.96; Enqueued.seq 1-2 ~1.96; ResponderStarted 1; SessionEnded 1; SessionEnded.Held 1; SessionEnded.Sent 1; Talking 1; Waiting 2
  Bob fires Contact 0-1 ~0.08; Retry 11-27 ~13.67; Silent 1
  Bob sends Command.Bye 1; Command.Got 1-2 ~1.17; Command.Have 0-1 ~0.04; Command.Helo 5-11 ~6.33; Command.Next 0-1 ~0.04; Command.Port 6-9 ~7; Command.Want 1-3 ~2; Push 0-1 ~0.04
  Bob tells CommandArrived 12-29 ~15.13; CommandArrived.isRepeat 10-27 ~13.13; Ingested 1; Ingested.seq 1; InitiatorStarted 1; PushArrived 1; PushArrived.bytes 167; SessionEnded 1; SessionEnded.Held 1; SessionEnded.Received 1; Talking 1
  the goal takes ms 2428-6821 ~3033.25
# slow-store recovering,published: without a fault
  Alice fires Retry 2-7 ~4; Silent 1-3 ~1.8; StoreTurn 1
  Alice sends Command.Have 3-7 ~4.6; Command.Helo 1; Command.Port 1-5 ~2.6; Push 1
  Alice tells CommandArrived 2-3 ~2.4; Enqueued 1; Enqueued.seq 1; ResponderStarted 1; SessionEnded 1; SessionEnded.Held 1; SessionEnded.Sent 1; Talking 1; Waiting 2
  Bob fires Silent 1; Turn 20-32 ~26.8
  Bob sends Command.Helo 1; Command.Port 1; Command.Want 2-3 ~2.4
  Bob tells CommandArrived 4-9 ~5.4; Ingested 1; Ingested.seq 1; InitiatorStarted 1; PushArrived 1; PushArrived.bytes 167; SessionEnded 1; SessionEnded.Held 1; SessionEnded.Received 1; Talking 1
  the goal takes ms 2185-6020 ~3976.6
# slow-store published,recovering: without a fault
  Alice fires Silent 1; StoreTurn 0-1 ~0.3; Turn 24-28 ~26.5
  Alice sends Command.Have 1; Command.Helo 1; Command.Port 1; Push 1
  Alice tells CommandArrived 2; CommandArrived Next 1; Enqueued 1; Enqueued.seq 1; Mismatched 1; Mismatched.expected 2; Mismatched.seq 1; PushArrived 1; PushArrived.bytes 167; ResponderStarted 1; SessionEnded 1; SessionEnded.Held 1; SessionEnded.Sent 1; Talking 1; Waiting 2
  Bob fires Retry 2-5 ~4.1; Silent 1; StoreTurn 1
  Bob sends Command.Helo 1; Command.Next 1; Command.Port 1; Command.Want 1; Push 1
  Bob tells CommandArrived 2; Ingested 1; Ingested.seq 1; InitiatorStarted 1; PushArrived 1; PushArrived.bytes 167; SessionEnded 1; SessionEnded.Held 1; SessionEnded.Received 1; Talking 1
  the goal takes ms 2584-5125 ~4341.8
# slow-store published: without a fault
  Alice fires Silent 1; StoreTurn 0-1 ~0.3; Turn 19
  Alice sends Command.Have 1; Command.Helo 1; Command.Port 1; Push 1
  Alice tells CommandArrived 2; Enqueued 1; Enqueued.seq 1; ResponderStarted 1; SessionEnded 1; SessionEnded.Held 1; SessionEnded.Sent 1; Talking 1; Waiting 2
  Bob fires Silent 1; StoreTurn 0-1 ~0.3; Turn 19-23 ~22
  Bob sends Command.Helo 1; Command.Port 1; Command.Want 1
  Bob tells CommandArrived 2; Ingested 1; Ingested.seq 1; InitiatorStarted 1; PushArrived 1; PushArrived.bytes 167; SessionEnded 1; SessionEnded.Held 1; SessionEnded.Received 1; Talking 1
  the goal takes ms 2081-2432 ~2338.6
# hostile recovering: without a fault
  Alice fires Retry 10-39 ~13.4; Silent 0-3 ~0.3
  Alice sends Command.Bye 0-1 ~0.1; Command.Have 1-31 ~4.4; Command.Helo 5-6 ~5.5; Command.Port 4-33 ~6.9; Push 1
  Alice tells CommandArrived 9; CommandArrived Bye 1; CommandArrived.isRepeat 8; Enqueued 1; Enqueued.seq 1; NotHelo 0-1 ~0.1; Refused no-session 0-1 ~0.2; ResponderStarted 1; SessionEnded 1-2 ~1.1; SessionEnded.Held 1-2 ~1.1; SessionEnded.PartnerLacks 0-1 ~0.1; SessionEnded.Sent 1; Talking 1-2 ~1.1; Waiting 2
  Bob fires Retry 9; Silent 1
  Bob sends Command.Bye 1; Command.Got 1; Command.Helo 5; Command.Port 4; Command.Want 1
  Bob tells CommandArrived 8; CommandArrived.isRepeat 6; Ingested 1; Ingested.seq 1; InitiatorStarted 1; PushArrived 1; PushArrived.bytes 167; SessionEnded 1; SessionEnded.Held 1; SessionEnded.Received 1; Talking 1
  Mallory fires Move 1
  Mallory sends Command.Bye 0-1 ~0.2; Command.Helo 0-1 ~0.5; Command.Want 0-1 ~0.1; Push 0-1 ~0.2
  the goal takes ms 2027-13126 ~3142
# hostile recovering: one lost
  Alice fires Retry 10-12 ~10.42
  Alice sends Command.Got 0-1 ~0.04; Command.Have 1-3 ~1.33; Command.Helo 4-6 ~4.96; Command.Port 3-6 ~4.08; Push 1-2 ~1.04
  Alice tells CommandArrived 7-14 ~8.79; CommandArrived Bye 1; CommandArrived Next 0-1 ~0.04; CommandArrived.isRepeat 6-13 ~7.83; Enqueued 1-2 ~1.04; Enqueued.seq 1-2 ~1.04; Refused no-session 0-1 ~0.96; ResponderStarted 1; SessionEnded 1; SessionEnded.Held 1; SessionEnded.Sent 1; Talking 1; Waiting 2
  Bob fires Contact 0-1 ~0.13; Retry 9-11 ~9.33; Silent 1
  Bob sends Command.Bye 1; Command.Got 1-2 ~1.04; Command.Have 0-1 ~0.04; Command.Helo 5-6 ~5.17; Command.Next 0-1 ~0.04; Command.Port 3-7 ~3.96; Command.Want 1-2 ~1.08; Push 0-1 ~0.04
  Bob tells CommandArrived 6-13 ~8.04; CommandArrived.isRepeat 4-11 ~6.04; Ingested 1; Ingested.seq 1; InitiatorStarted 1; PushArrived 1; PushArrived.bytes 167; SessionEnded 1; SessionEnded.Held 1; SessionEnded.Received 1; Talking 1
  Mallory fires Move 1
  Mallory sends Push 1
  the goal takes ms 2025-2535 ~2177.83
# hostile recovering,published: without a fault
  Alice fires Retry 2-31 ~5.4; Silent 1-4 ~1.3
  Alice sends Command.Bye 0-1 ~0.1; Command.Have 3-33 ~6.4; Command.Helo 1-2 ~1.5; Command.Port 1-30 ~3.9; Push 1
  Alice tells CommandArrived 2; Enqueued 1; Enqueued.seq 1; NotHelo 0-1 ~0.1; Refused no-session 0-1 ~0.2; ResponderStarted 1; SessionEnded 1-2 ~1.1; SessionEnded.Held 1-2 ~1.1; SessionEnded.PartnerLacks 0-1 ~0.1; SessionEnded.Sent 1; Talking 1-2 ~1.1; Waiting 2
  Bob fires Silent 1; Turn 19
  Bob sends Command.Helo 1; Command.Port 1; Command.Want 2
  Bob tells CommandArrived 4; Ingested 1; Ingested.seq 1; InitiatorStarted 1; PushArrived 1; PushArrived.bytes 167; SessionEnded 1; SessionEnded.Held 1; SessionEnded.Received 1; Talking 1
  Mallory fires Move 1
  Mallory sends Command.Bye 0-1 ~0.2; Command.Helo 0-1 ~0.5; Command.Want 0-1 ~0.1; Push 0-1 ~0.2
  the goal takes ms 2028-13128 ~3140.9
# hostile published,recovering: without a fault
  Alice fires Silent 1; Turn 23-37 ~25
  Alice sends Command.Have 1; Command.Helo 1; Command.Port 1; Push 1-2 ~1.1
  Alice tells CommandArrived 2-3 ~2.6; CommandArrived Bye 0-1 ~0.2; CommandArrived Next 1-2 ~1.1; Enqueued 1-2 ~1.1; Enqueued.seq 1-2 ~1.1; Mismatched 1-2 ~1.2; Mismatched.expected 2-4 ~2.4; Mismatched.seq 1-2 ~1.2; PushArrived 1-2 ~1.2; PushArrived.bytes 167-333 ~200.2; ResponderStarted 1; SessionEnded 1; SessionEnded.Held 1; SessionEnded.Sent 1-2 ~1.1; Talking 1; Waiting 2
  Bob fires Retry 2; Silent 1
  Bob sends Command.Helo 1; Command.Next 1-2 ~1.1; Command.Port 1; Command.Want 1; Push 1
  Bob tells CommandArrived 2; Ingested 1; Ingested.seq 1; InitiatorStarted 1; PushArrived 1; PushArrived.bytes 167; SessionEnded 1; SessionEnded.Held 1; SessionEnded.Received 1; Talking 1
  Mallory fires Move 1
  Mallory sends Command.Bye 0-1 ~0.2; Command.Helo 0-1 ~0.5; Command.Want 0-1 ~0.1; Push 0-1 ~0.2
  the goal takes ms 2527-4021 ~2711.8
# hostile published: without a fault
  Alice fires Silent 1; Turn 18-27 ~19.6
  Alice sends Command.Have 1; Command.Helo 1; Command.Port 1; Push 1-2 ~1.1
  Alice tells CommandArrived 2-3 ~2.6; CommandArrived Bye 0-1 ~0.2; Enqueued 1-2 ~1.1; Enqueued.seq 1-2 ~1.1; Mismatched 0-1 ~0.1; Mismatched.expected 0-2 ~0.2; Mismatched.seq 0-1 ~0.1; PushArrived 0-1 ~0.1; PushArrived.bytes 0-166 ~16.6; ResponderStarted 1; SessionEnded 1; SessionEnded.Held 1; SessionEnded.Sent 1-2 ~1.1; Talking 1; Waiting 2
  Bob fires Silent 1; Turn 19-20 ~19.1
  Bob sends Command.Helo 1; Command.Port 1; Command.Want 1
  Bob tells CommandArrived 2; Ingested 1; Ingested.seq 1; InitiatorStarted 1; Mismatched 0-1 ~0.1; Mismatched.expected 0-2 ~0.2; Mismatched.seq 0-1 ~0.1; PushArrived 1-2 ~1.1; PushArrived.bytes 167-334 ~183.7; SessionEnded 1; SessionEnded.Held 1; SessionEnded.Received 1; Talking 1
  Mallory fires Move 1
  Mallory sends Command.Bye 0-1 ~0.2; Command.Helo 0-1 ~0.5; Command.Want 0-1 ~0.1; Push 0-1 ~0.2
  the goal takes ms 2025-2845 ~2128.1
# hostile-answer recovering: without a fault
  Alice fires Retry 10
  Alice sends Command.Have 1; Command.Helo 5; Command.Port 4; Push 1
  Alice tells CommandArrived 9; CommandArrived Bye 1; CommandArrived.isRepeat 8; Enqueued 1; Enqueued.seq 1; ResponderStarted 1; SessionEnded 1; SessionEnded.Held 1; SessionEnded.Sent 1; Talking 1; Waiting 2
  Bob fires Retry 9; Silent 1
  Bob sends Command.Bye 1; Command.Got 1; Command.Helo 5; Command.Port 4; Command.Want 1
  Bob tells CommandArrived 8; CommandArrived.isRepeat 6; Ingested 1; Ingested.seq 1; InitiatorStarted 1; NotHelo 0-1 ~0.6; PushArrived 1; PushArrived.bytes 167; Refused no-session 0-1 ~0.2; SessionEnded 1; SessionEnded.Held 1; SessionEnded.Received 1; Talking 1
  Mallory fires Move 1
  Mallory sends Command.Bye 0-1 ~0.2; Command.Helo 0-1 ~0.5; Command.Want 0-1 ~0.1; Push 0-1 ~0.2
  the goal takes ms 2027-2040 ~2032.3
# hostile-answer recovering: one lost
  Alice fires Retry 10-12 ~10.42
  Alice sends Command.Got 0-1 ~0.04; Command.Have 1-3 ~1.33; Command.Helo 4-6 ~4.96; Command.Port 3-6 ~4.08; Push 1-2 ~1.04
  Alice tells CommandArrived 7-14 ~8.79; CommandArrived Bye 1; CommandArrived Next 0-1 ~0.04; CommandArrived.isRepeat 6-13 ~7.83; Enqueued 1-2 ~1.04; Enqueued.seq 1-2 ~1.04; ResponderStarted 1; SessionEnded 1; SessionEnded.Held 1; SessionEnded.Sent 1; Talking 1; Waiting 2
  Bob fires Contact 0-1 ~0.13; Retry 9-11 ~9.33; Silent 1
  Bob sends Command.Bye 1; Command.Got 1-2 ~1.04; Command.Have 0-1 ~0.04; Command.Helo 5-6 ~5.17; Command.Next 0-1 ~0.04; Command.Port 3-7 ~3.96; Command.Want 1-2 ~1.08; Push 0-1 ~0.04
  Bob tells CommandArrived 6-13 ~8.04; CommandArrived.isRepeat 4-11 ~6.04; Ingested 1; Ingested.seq 1; InitiatorStarted 1; PushArrived 1; PushArrived.bytes 167; Refused no-session 0-1 ~0.96; SessionEnded 1; SessionEnded.Held 1; SessionEnded.Received 1; Talking 1
  Mallory fires Move 1
  Mallory sends Push 1
  the goal takes ms 2025-2535 ~2177.83
# hostile-answer recovering,published: without a fault
  Alice fires Retry 2; Silent 1
  Alice sends Command.Have 3; Command.Helo 1; Command.Next 0-1 ~0.1; Command.Port 1; Push 1
  Alice tells CommandArrived 2; Enqueued 1; Enqueued.seq 1; ResponderStarted 1; SessionEnded 1; SessionEnded.Held 1; SessionEnded.Sent 1; Talking 1; Waiting 2
  Bob fires Silent 1; Turn 18-37 ~21.3
  Bob sends Command.Helo 1; Command.Port 1; Command.Want 2; Push 0-1 ~0.1
  Bob tells CommandArrived 4-5 ~4.6; CommandArrived Bye 0-1 ~0.2; CommandArrived Next 0-1 ~0.1; Enqueued 0-1 ~0.1; Enqueued.seq 0-1 ~0.1; Ingested 1; Ingested.seq 1; InitiatorStarted 1; Mismatched 0-1 ~0.2; Mismatched.expected 0-2 ~0.4; Mismatched.seq 0-1 ~0.2; PushArrived 1-2 ~1.2; PushArrived.bytes 167-333 ~200.2; SessionEnded 1; SessionEnded.Held 1; SessionEnded.Received 1; SessionEnded.Sent 0-1 ~0.1; Talking 1
  Mallory fires Move 1
  Mallory sends Command.Bye 0-1 ~0.2; Command.Helo 0-1 ~0.5; Command.Want 0-1 ~0.1; Push 0-1 ~0.2
  the goal takes ms 2026-4020 ~2310.9
# hostile-answer published,recovering: without a fault
  Alice fires Silent 1; Turn 23-24 ~23.3
  Alice sends Command.Have 1; Command.Helo 1; Command.Port 1; Push 1
  Alice tells CommandArrived 2; CommandArrived Next 1; Enqueued 1; Enqueued.seq 1; Mismatched 1; Mismatched.expected 2; Mismatched.seq 1; PushArrived 1; PushArrived.bytes 167; ResponderStarted 1; SessionEnded 1; SessionEnded.Held 1; SessionEnded.Sent 1; Talking 1; Waiting 2
  Bob fires Retry 2; Silent 1
  Bob sends Command.Helo 1; Command.Next 1; Command.Port 1; Command.Want 1; Push 1
  Bob tells CommandArrived 2; Ingested 1; Ingested.seq 1; InitiatorStarted 1; NotHelo 0-1 ~0.6; PushArrived 1; PushArrived.bytes 167; Refused no-session 0-1 ~0.2; SessionEnded 1; SessionEnded.Held 1; SessionEnded.Received 1; Talking 1
  Mallory fires Move 1
  Mallory sends Command.Bye 0-1 ~0.2; Command.Helo 0-1 ~0.5; Command.Want 0-1 ~0.1; Push 0-1 ~0.2
  the goal takes ms 2527-2537 ~2531
# hostile-answer published: without a fault
  Alice fires Silent 1; Turn 19-20 ~19.1
  Alice sends Command.Have 1; Command.Helo 1; Command.Port 1; Push 1
  Alice tells CommandArrived 2; Enqueued 1; Enqueued.seq 1; Mismatched 0-1 ~0.1; Mismatched.expected 0-2 ~0.2; Mismatched.seq 0-1 ~0.1; PushArrived 0-1 ~0.1; PushArrived.bytes 0-167 ~16.7; ResponderStarted 1; SessionEnded 1; SessionEnded.Held 1; SessionEnded.Sent 1; Talking 1; Waiting 2
  Bob fires Silent 1; Turn 19-38 ~21.7
  Bob sends Command.Helo 1; Command.Port 1; Command.Want 1; Push 0-1 ~0.1
  Bob tells CommandArrived 2-3 ~2.6; CommandArrived Bye 0-1 ~0.2; Enqueued 0-1 ~0.1; Enqueued.seq 0-1 ~0.1; Ingested 1; Ingested.seq 1; InitiatorStarted 1; Mismatched 0-1 ~0.2; Mismatched.expected 0-2 ~0.4; Mismatched.seq 0-1 ~0.2; PushArrived 1-2 ~1.2; PushArrived.bytes 167-333 ~200.2; SessionEnded 1; SessionEnded.Held 1; SessionEnded.Received 1; SessionEnded.Sent 0-1 ~0.1; Talking 1
  Mallory fires Move 1
  Mallory sends Command.Bye 0-1 ~0.2; Command.Helo 0-1 ~0.5; Command.Want 0-1 ~0.1; Push 0-1 ~0.2
  the goal takes ms 2025-4023 ~2327.9
# writes recovering: without a fault
  Alice fires Order 1; Retry 11
  Alice sends Command.Have 2; Command.Helo 5; Command.Port 4; Push 2
  Alice tells CommandArrived 11; CommandArrived Bye 1; CommandArrived.isRepeat 9; Enqueued 2; Enqueued.seq 3; ResponderStarted 1; SessionEnded 1; SessionEnded.Held 2; SessionEnded.Sent 2; Talking 1; Waiting 2; Written 1; Written.seq 2
  Bob fires Retry 10; Silent 1
  Bob sends Command.Bye 1; Command.Got 2; Command.Helo 5; Command.Port 4; Command.Want 2
  Bob tells CommandArrived 9; CommandArrived.isRepeat 6; Ingested 2; Ingested.seq 3; InitiatorStarted 1; PushArrived 2; PushArrived.bytes 371; SessionEnded 1; SessionEnded.Held 2; SessionEnded.Received 2; Talking 1
  the goal takes ms 2308-2314 ~2311.8
# writes recovering: one lost
  Alice fires Order 1; Retry 10-13 ~11.29
  Alice sends Command.Got 0-1 ~0.04; Command.Have 1-4 ~2.25; Command.Helo 4-6 ~4.96; Command.Port 3-5 ~4.08; Push 1-3 ~1.92
  Alice tells CommandArrived 9-14 ~10.71; CommandArrived Bye 1; CommandArrived Next 0-2 ~0.08; CommandArrived.isRepeat 7-12 ~8.96; Enqueued 2-3 ~2.04; Enqueued.seq 3-5 ~3.08; ResponderStarted 1; SessionEnded 1; SessionEnded.Held 2; SessionEnded.Sent 2; Talking 1; Waiting 2; Written 1; Written.seq 2
  Bob fires Contact 0-1 ~0.13; Retry 9-12 ~10.17; Silent 1
  Bob sends Command.Bye 1; Command.Got 1-3 ~1.88; Command.Have 0-1 ~0.04; Command.Helo 5-6 ~5.13; Command.Next 0-2 ~0.08; Command.Port 3-6 ~4.13; Command.Want 1-3 ~2; Push 0-1 ~0.04
  Bob tells CommandArrived 7-13 ~9; CommandArrived.isRepeat 4-10 ~6.13; Ingested 2; Ingested.seq 3; InitiatorStarted 1; PushArrived 2; PushArrived.bytes 371; SessionEnded 1; SessionEnded.Held 2; SessionEnded.Received 2; Talking 1
  the goal takes ms 2308-2816 ~2409.83
# writes recovering,published: without a fault
  Alice fires Order 1; Retry 3; Silent 1
  Alice sends Command.Have 5; Command.Helo 1; Command.Port 1; Push 2
  Alice tells CommandArrived 3; Enqueued 2; Enqueued.seq 3; ResponderStarted 1; SessionEnded 1; SessionEnded.Held 2; SessionEnded.Sent 2; Talking 1; Waiting 2; Written 1; Written.seq 2
  Bob fires Silent 1; Turn 20-21 ~20.3
  Bob sends Command.Helo 1; Command.Port 1; Command.Want 3
  Bob tells CommandArrived 6; Ingested 2; Ingested.seq 3; InitiatorStarted 1; PushArrived 2; PushArrived.bytes 371; SessionEnded 1; SessionEnded.Held 2; SessionEnded.Received 2; Talking 1
  the goal takes ms 2305-2312 ~2309
# writes published,recovering: without a fault
  Alice fires Order 1; Silent 1; Turn 23-24 ~23.5
  Alice sends Command.Have 1; Command.Helo 1; Command.Port 1; Push 1
  Alice tells CommandArrived 2; CommandArrived Next 1; Enqueued 1; Enqueued.seq 1; Mismatched 1; Mismatched.expected 3; Mismatched.seq 1; PushArrived 1; PushArrived.bytes 167; ResponderStarted 1; SessionEnded 1; SessionEnded.Held 2; SessionEnded.Sent 1; Talking 1; Waiting 2; Written 1; Written.seq 2
  Bob fires Retry 2; Silent 1
  Bob sends Command.Helo 1; Command.Next 1; Command.Port 1; Command.Want 1; Push 1
  Bob tells CommandArrived 2; Ingested 1; Ingested.seq 1; InitiatorStarted 1; PushArrived 1; PushArrived.bytes 167; SessionEnded 1; SessionEnded.Held 1; SessionEnded.Received 1; Talking 1
  the run ends without its goal 1
# writes published: without a fault
  Alice fires Order 1; Silent 1; Turn 19
  Alice sends Command.Have 1; Command.Helo 1; Command.Port 1; Push 1
  Alice tells CommandArrived 2; Enqueued 1; Enqueued.seq 1; ResponderStarted 1; SessionEnded 1; SessionEnded.Held 2; SessionEnded.Sent 1; Talking 1; Waiting 2; Written 1; Written.seq 2
  Bob fires Silent 1; Turn 19
  Bob sends Command.Helo 1; Command.Port 1; Command.Want 1
  Bob tells CommandArrived 2; Ingested 1; Ingested.seq 1; InitiatorStarted 1; PushArrived 1; PushArrived.bytes 167; SessionEnded 1; SessionEnded.Held 1; SessionEnded.Received 1; Talking 1
  the run ends without its goal 1
# leaves recovering: without a fault
  Alice fires Retry 1-9 ~5.9
  Alice sends Command.Have 1; Command.Helo 2-5 ~3.6; Command.Port 1-4 ~2.6; Push 1
  Alice tells CommandArrived 3-9 ~6.2; CommandArrived Bye 1; CommandArrived.isRepeat 2-8 ~5.2; Enqueued 1; Enqueued.seq 1; ResponderStarted 1; SessionEnded 1; SessionEnded.Held 1; SessionEnded.Sent 1; Talking 1; Waiting 2
  Bob fires Order 1; Retry 1-9 ~5.9
  Bob sends Command.Bye 1; Command.Got 1; Command.Helo 2-5 ~3.6; Command.Port 1-4 ~2.6; Command.Want 1
  Bob tells CommandArrived 2-8 ~5.2; CommandArrived.isRepeat 0-6 ~3.2; Ingested 1; Ingested.seq 1; InitiatorStarted 1; PushArrived 1; PushArrived.bytes 167; SessionEnded 1; SessionEnded.Held 1; SessionEnded.Received 1; Talking 1
  the goal takes ms 252-1891 ~1298.3
# leaves recovering: one lost
  Alice fires Retry 5-26 ~7.68; Silent 0-1 ~0.05
  Alice sends Command.Bye 0-1 ~0.05; Command.Got 0-1 ~0.05; Command.Have 1-3 ~1.42; Command.Helo 3-5 ~3.95; Command.Port 2-4 ~3.11; Push 1-2 ~1.05
  Alice tells CommandArrived 5-10 ~6.84; CommandArrived Bye 0-1 ~0.95; CommandArrived Next 0-1 ~0.05; CommandArrived.isRepeat 4-9 ~5.84; Enqueued 1-2 ~1.05; Enqueued.seq 1-2 ~1.05; ResponderStarted 1; SessionEnded 1; SessionEnded.Held 1; SessionEnded.Sent 1; Talking 1; Waiting 2
  Bob fires Contact 0-1 ~0.16; Order 1; Retry 4-7 ~6.53
  Bob sends Command.Bye 1; Command.Got 1-2 ~1.05; Command.Have 0-1 ~0.05; Command.Helo 3-5 ~4.16; Command.Next 0-1 ~0.05; Command.Port 2-5 ~3; Command.Want 1-2 ~1.11; Push 0-1 ~0.05
  Bob tells CommandArrived 4-10 ~6.16; CommandArrived.isRepeat 2-8 ~4.16; Ingested 1; Ingested.seq 1; InitiatorStarted 1; PushArrived 1; PushArrived.bytes 167; SessionEnded 1; SessionEnded.Held 1; SessionEnded.Received 1; Talking 1
  the goal takes ms 1601-5228 ~1792.63
# leaves recovering,published: without a fault
  Alice fires Retry 2; Silent 1
  Alice sends Command.Have 3; Command.Helo 1; Command.Port 1; Push 1
  Alice tells CommandArrived 2; Enqueued 1; Enqueued.seq 1; ResponderStarted 1; SessionEnded 1; SessionEnded.Held 1; SessionEnded.Sent 1; Talking 1; Waiting 2
  Bob fires Order 1; Turn 2-17 ~11.6
  Bob sends Command.Helo 1; Command.Port 1; Command.Want 2
  Bob tells CommandArrived 3-4 ~3.7; Ingested 1; Ingested.seq 1; InitiatorStarted 1; PushArrived 1; PushArrived.bytes 167; Talking 1
  the goal takes ms 2018-2023 ~2019.5
# leaves published,recovering: without a fault
  Alice fires Silent 1; Turn 19-24 ~22.6
  Alice sends Command.Have 1; Command.Helo 1; Command.Port 1; Push 1
  Alice tells CommandArrived 2; CommandArrived Next 1; Enqueued 1; Enqueued.seq 1; Mismatched 0-1 ~0.8; Mismatched.expected 0-2 ~1.6; Mismatched.seq 0-1 ~0.8; PushArrived 0-1 ~0.8; PushArrived.bytes 0-167 ~133.6; ResponderStarted 1; SessionEnded 1; SessionEnded.Held 1; SessionEnded.Sent 1; Talking 1; Waiting 2
  Bob fires Order 1; Retry 0-2 ~1.5
  Bob sends Command.Helo 1; Command.Next 1; Command.Port 1; Command.Want 1; Push 0-1 ~0.8
  Bob tells CommandArrived 2; Ingested 1; Ingested.seq 1; InitiatorStarted 1; PushArrived 1; PushArrived.bytes 167; SessionEnded 1; SessionEnded.Held 1; SessionEnded.Received 1; Talking 1
  the goal takes ms 2011-2537 ~2426.8
# leaves published: without a fault
  Alice fires Silent 1; Turn 19
  Alice sends Command.Have 1; Command.Helo 1; Command.Port 1; Push 1
  Alice tells CommandArrived 2; Enqueued 1; Enqueued.seq 1; ResponderStarted 1; SessionEnded 1; SessionEnded.Held 1; SessionEnded.Sent 1; Talking 1; Waiting 2
  Bob fires Order 1; Turn 2-18 ~12.1
  Bob sends Command.Helo 1; Command.Port 1; Command.Want 1
  Bob tells CommandArrived 2; Ingested 1; Ingested.seq 1; InitiatorStarted 1; PushArrived 1; PushArrived.bytes 167; Talking 1
  the goal takes ms 2011-2013 ~2011.7
# narrow recovering: without a fault
  Alice fires Retry 17-18 ~17.4
  Alice sends Command.Have 6-8 ~7; Command.Helo 7; Command.Port 6-9 ~7.6; Push 3
  Alice tells CommandArrived 22; CommandArrived Bye 1; CommandArrived.isRepeat 21; Enqueued 9; Enqueued.seq 15; ResponderStarted 1; SessionEnded 1; SessionEnded.Held 3; SessionEnded.Sent 3; Talking 1; Waiting 2
  Bob fires Retry 15; Silent 1
  Bob sends Command.Bye 1; Command.Got 2; Command.Helo 7; Command.Port 11; Command.Want 4
  Bob tells CommandArrived 18-22 ~19.6; CommandArrived.isRepeat 16-20 ~17.6; Ingested 3; Ingested.seq 6; InitiatorStarted 1; PushArrived 3; PushArrived.bytes 1472; SessionEnded 1; SessionEnded.Held 3; SessionEnded.Received 3; Talking 1
  the goal takes ms 3429-3634 ~3511.1
# narrow recovering: one lost
  Alice fires Retry 17-20 ~18.25
  Alice sends Command.Have 7-10 ~8.13; Command.Helo 7-8 ~7.04; Command.Port 7-11 ~8.83; Push 3-4 ~3.08
  Alice tells CommandArrived 21-26 ~22.17; CommandArrived Bye 1; CommandArrived.isRepeat 20-25 ~21.17; Enqueued 9-10 ~9.08; Enqueued.seq 15-18 ~15.21; ResponderStarted 1; SessionEnded 1; SessionEnded.Held 3; SessionEnded.Sent 3; Talking 1; Waiting 2
  Bob fires Contact 0-1 ~0.08; Retry 15-17 ~15.29; Silent 1-2 ~1.04
  Bob sends Command.Bye 1; Command.Got 2; Command.Helo 7-8 ~7.13; Command.Port 10-13 ~11.25; Command.Want 4-5 ~4.13
  Bob tells CommandArrived 19-26 ~21.67; CommandArrived.isRepeat 17-24 ~19.67; Ingested 3; Ingested.seq 6; InitiatorStarted 1; PushArrived 3; PushArrived.bytes 1472; SessionEnded 1; SessionEnded.Held 3; SessionEnded.Received 3; Talking 1
  the goal takes ms 3426-4559 ~3720.5
# narrow recovering,published: without a fault
  Alice fires Retry 2; Silent 1
  Alice sends Command.Have 3; Command.Helo 1; Command.Port 1; Push 3
  Alice tells CommandArrived 2; Enqueued 3; Enqueued.seq 6; ResponderStarted 1; SessionEnded 1; SessionEnded.Held 3; SessionEnded.Sent 3; Talking 1; Waiting 2
  Bob fires Silent 1; Turn 19
  Bob sends Command.Helo 1; Command.Port 1; Command.Want 2
  Bob tells CommandArrived 4; Ingested 3; Ingested.seq 6; InitiatorStarted 1; PushArrived 3; PushArrived.bytes 1472; SessionEnded 1; SessionEnded.Held 3; SessionEnded.Received 3; Talking 1
  the goal takes ms 2028-2034 ~2031.5
# narrow published,recovering: without a fault
  Alice fires Silent 1; Turn 23-24 ~23.5
  Alice sends Command.Have 1; Command.Helo 1; Command.Port 1; Push 3
  Alice tells CommandArrived 2; CommandArrived Next 3; Enqueued 3; Enqueued.seq 6; Mismatched 1; Mismatched.expected 4; Mismatched.seq 3; PushArrived 1; PushArrived.bytes 503; ResponderStarted 1; SessionEnded 1; SessionEnded.Held 3; SessionEnded.Sent 3; Talking 1; Waiting 2
  Bob fires Retry 2; Silent 1
  Bob sends Command.Helo 1; Command.Next 3; Command.Port 1; Command.Want 1; Push 1
  Bob tells CommandArrived 2; Ingested 3; Ingested.seq 6; InitiatorStarted 1; PushArrived 3; PushArrived.bytes 1472; SessionEnded 1; SessionEnded.Held 3; SessionEnded.Received 3; Talking 1
  the goal takes ms 2540-2549 ~2545.1
# narrow published: without a fault
  Alice fires Silent 1; Turn 19
  Alice sends Command.Have 1; Command.Helo 1; Command.Port 1; Push 3
  Alice tells CommandArrived 2; Enqueued 3; Enqueued.seq 6; ResponderStarted 1; SessionEnded 1; SessionEnded.Held 3; SessionEnded.Sent 3; Talking 1; Waiting 2
  Bob fires Silent 1; Turn 20-21 ~20.1
  Bob sends Command.Helo 1; Command.Port 1; Command.Want 1
  Bob tells CommandArrived 2; Ingested 3; Ingested.seq 6; InitiatorStarted 1; PushArrived 3; PushArrived.bytes 1472; SessionEnded 1; SessionEnded.Held 3; SessionEnded.Received 3; Talking 1
  the goal takes ms 2225-2234 ~2228
# everyone-2-40 recovering: without a fault
  Alice fires Retry 14
  Alice sends Command.Got 9; Command.Have 1; Command.Helo 6; Command.Port 5; Command.Want 3; Push 9
  Alice tells CommandArrived 22; CommandArrived Bye 1; CommandArrived.isRepeat 20; Enqueued 40; Enqueued.seq 820; Ingested 40; Ingested.seq 820; PushArrived 40; PushArrived.bytes 8108; ResponderStarted 1; SessionEnded 1; SessionEnded.Held 80; SessionEnded.Received 40; SessionEnded.Sent 40; Talking 1; Waiting 2
  Bob fires Retry 14; Silent 1
  Bob sends Command.Bye 1; Command.Got 9; Command.Have 1; Command.Helo 6; Command.Port 5; Command.Want 3; Push 9
  Bob tells CommandArrived 22; CommandArrived.isRepeat 19; Enqueued 40; Enqueued.seq 820; Ingested 40; Ingested.seq 820; InitiatorStarted 1; PushArrived 40; PushArrived.bytes 8188; SessionEnded 1; SessionEnded.Held 80; SessionEnded.Received 40; SessionEnded.Sent 40; Talking 1
  the goal takes ms 5047-5054 ~5050.1
# holder-300 recovering: without a fault
  Alice fires Announce 1; Retry 15
  Alice sends Command.Have 28; Command.Helo 6; Command.Port 5; Push 300
  Alice tells CommandArrived 357; CommandArrived Bye 1; CommandArrived.isRepeat 309; Enqueued 300; Enqueued.seq 300; ResponderStarted 1; SessionEnded 1; SessionEnded.Held 300; SessionEnded.Sent 300; Talking 1; Waiting 2
  Bob fires Retry 15; Silent 1
  Bob sends Command.Bye 1; Command.Got 300; Command.Helo 6; Command.Port 5; Command.Want 48
  Bob tells CommandArrived 37; CommandArrived.isRepeat 8; Ingested 300; Ingested.seq 300; InitiatorStarted 1; PushArrived 300; PushArrived.bytes 49692; SessionEnded 1; SessionEnded.Held 300; SessionEnded.Received 300; Talking 1
  the goal takes ms 5328-5336 ~5330.8
"""
