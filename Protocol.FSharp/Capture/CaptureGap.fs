namespace PeerFunctional.Capture

[<Struct>]
type GapEnd = { Host: string; Port: int voption }

type GapPlace =
    | Anywhere
    | WholeConnections
    | Between of GapEnd * GapEnd

type CaptureGap =
    { Place: GapPlace
      Since: int64 voption
      Words: string }
