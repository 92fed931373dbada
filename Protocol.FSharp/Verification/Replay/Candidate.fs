namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel

[<NoEquality; NoComparison>]
type StoreAnswer<'store, 'answer> =
    | Supplied of 'store * 'answer list
    | NotCaptured of words: string

[<NoEquality; NoComparison>]
type Candidate<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store when 'timer: comparison> =
    { Policy: string
      Machine: Machine<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice>
      Store: 'store
      Begins: TimeSpan
      NoticeWords: 'notice -> string
      AtOnce: 'ask -> 'answer list voption
      Answer: 'ask -> 'store -> StoreAnswer<'store, 'answer>
      StoreTime: TimeSpan
      UserRequests: 'command list
      MayStopUnseen: bool
      MayCallUnseen: Address -> bool
      IsSame: 'message -> Result<'message, Malformation> -> ReadOnlyMemory<byte> -> bool
      TimerHaste: TimeSpan
      ReadDelay: TimeSpan
      Fixed: 'message -> 'message voption
      Guesses: 'message -> 'message list
      MessageWords: 'message -> string
      TimerWords: 'timer -> string
      StateWords: 'state -> string }

module Candidate =

    let create policy (machine: Machine<'state, 'timer, 'message, 'command, unit, unit, 'notice>) begins =
        { Policy = policy
          Machine = machine
          Store = ()
          Begins = begins
          NoticeWords = fun notice -> $"{notice}"
          AtOnce = fun () -> ValueNone
          Answer = fun () () -> Supplied((), [])
          StoreTime = TimeSpan.Zero
          UserRequests = []
          MayStopUnseen = true
          MayCallUnseen = fun _ -> false
          IsSame = fun message read _ -> read = Ok message
          TimerHaste = TimeSpan.FromMilliseconds 20.0
          ReadDelay = TimeSpan.FromMilliseconds 20.0
          Fixed = fun _ -> ValueNone
          Guesses = fun _ -> []
          MessageWords = fun message -> $"{message}"
          TimerWords = fun timer -> $"{timer}"
          StateWords = fun state -> $"{state}" }
