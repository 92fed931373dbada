namespace PeerFunctional.Verification

open PeerFunctional.Capture
open PeerFunctional.Kernel

/// A captured message in words.
[<RequireQualifiedAccess>]
type Line =
    {
        Frame: int64
        /// Nanoseconds since 1970.
        Time: int64
        Sender: string
        Recipient: string
        Words: string
        /// What was wrong with its bytes; none for a message.
        Malformation: Malformation voption
    }

/// A participant of a captured conversation, and what came of running it through its machine.
type PeerRuling =
    { Peer: string
      Role: string
      Ruling: Ruling }

module PeerRuling =

    /// Who it is: its role, and its name where that says more.
    let who side =
        if side.Peer.StartsWith(side.Role, System.StringComparison.Ordinal) then
            side.Peer
        else
            $"{side.Role} {side.Peer}"

    /// Who it is, and the verdict; what was left out later on lines of its own.
    let lines side =
        Ruling.lines side.Ruling
        |> List.mapi (fun index line -> if index = 0 then $"{who side} {line}" else $"    {line}")

    /// Who it is, and the verdict, on one line.
    let words side =
        $"{who side} {Ruling.words side.Ruling}"

/// A captured conversation, decoded and judged.
type Hearing =
    {
        /// First to last; at least one.
        Lines: Line list
        Sides: PeerRuling list
        Chronicle: Chronicle
    }

/// Whoever listens to a capture for the conversations of one system. A conversation that is over comes as a judgement to be
/// made, which may take its time, on any thread.
[<NoEquality; NoComparison>]
type Ear =
    {
        /// Takes the next frame, whose bytes must not change from then on.
        Hear: Frame -> struct (Ear * (unit -> Hearing) list)
        /// The capture is over: what was still under way.
        Finish: unit -> (unit -> Hearing) list
    }

module Ear =

    /// An ear that keeps what it has heard in a listener: how it hears, how it finishes, and how a conversation is judged.
    let rec create hear finish (judge: 'conversation -> Hearing) (listener: 'listener) : Ear =
        let judgements = List.map (fun conversation () -> judge conversation)

        { Hear =
            fun frame ->
                let struct (listener, over) = hear frame listener
                struct (create hear finish judge listener, judgements over)
          Finish = fun () -> judgements (finish listener) }
