namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel

[<RequireQualifiedAccess; NoEquality; NoComparison>]
type Observation<'message> =
    | Message of Result<'message, Malformation> * bytes: ReadOnlyMemory<byte>
    | Connect
    | Accept
    | Close of CloseReason
    | Lost of words: string * mayBeEnd: bool

[<NoEquality; NoComparison>]
type ObservedEvent<'message> =
    { Frame: int64
      At: TimeSpan
      Partner: Address
      Observation: Observation<'message> }

[<NoEquality; NoComparison>]
type CapturedFlow<'message> =
    { Inputs: ObservedEvent<'message>[]
      Outputs: ObservedEvent<'message>[]
      WasReset: bool
      LostOutput: string voption
      UnseenOwnEnd: string voption
      UnseenOtherEnd: string voption }
