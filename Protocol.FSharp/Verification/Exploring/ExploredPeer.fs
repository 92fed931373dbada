namespace PeerFunctional.Verification.Exploring

open System
open PeerFunctional.Kernel
open PeerFunctional.Verification

type ExploredTimer =
    { Name: string
      Due: TimeSpan voption
      Choice: int voption }

type ExploredPeer =
    { Name: string
      Policy: Policy voption
      Status: NodeStatus
      Words: string
      Rows: Lazy<FieldRow list>
      Timers: ExploredTimer list
      Questions: int }

type ExploredEnvelope =
    { Number: int
      From: int voption
      To: int
      Words: string
      Connection: int voption
      SentAt: int }
