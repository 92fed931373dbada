namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel
open PeerFunctional.Capture

[<NoEquality; NoComparison>]
type Recognition<'about> =
    | Foreign
    | Undecided
    | Recognized of 'about * Endpoint list

[<NoEquality; NoComparison>]
type Learned<'about> =
    { About: 'about
      Owns: Endpoint list
      Mentions: Endpoint list }

[<NoEquality; NoComparison>]
type Recognizer<'about> =
    { Datagram: Datagram -> Recognition<'about>
      Late: Datagram -> Recognition<'about>
      Request: Endpoint -> Endpoint -> ReadOnlyMemory<byte> -> Recognition<'about>
      Answer: Endpoint -> ReadOnlyMemory<byte> -> Recognition<'about>
      Join: 'about -> 'about -> 'about voption
      Unite: 'about -> 'about -> 'about voption
      Learn: CapturedEvent -> 'about -> Learned<'about>
      Pause: int64
      MostOpen: int
      MostEvents: int
      MostBytes: int64 }

module Recognizer =

    let create datagram request =
        { Datagram = datagram
          Late = fun _ -> Foreign
          Request = request
          Answer = fun _ _ -> Foreign
          Join = fun _ about -> ValueSome about
          Unite = fun _ _ -> ValueNone
          Learn =
            fun _ about ->
                { About = about
                  Owns = []
                  Mentions = [] }
          Pause = 30_000_000_000L
          MostOpen = 1_024
          MostEvents = 200_000
          MostBytes = 134_217_728L }

    let ofDatagrams datagram owned =
        { create datagram (fun _ _ _ -> Foreign) with
            Learn =
                fun captured about ->
                    { About = about
                      Owns =
                        match captured.Event with
                        | WireEvent.Datagram datagram -> owned datagram
                        | WireEvent.Connection _ -> []
                      Mentions = [] } }
