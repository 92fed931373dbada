namespace PeerFunctional.Verification

open System

/// Everything that what comes of an action depends on. The node and the datagram are parts of states, the same objects for equal values;
/// the lines are told by a digest.
[<Struct; CustomEquality; NoComparison>]
type internal StepKey =
    { Node: obj
      Datagram: obj
      Lines: uint64
      Kind: int
      Place: int
      Hash: int }

    member this.Is(other: StepKey) =
        obj.ReferenceEquals(this.Node, other.Node)
        && obj.ReferenceEquals(this.Datagram, other.Datagram)
        && this.Lines = other.Lines
        && this.Kind = other.Kind
        && this.Place = other.Place

    override this.Equals other =
        match other with
        | :? StepKey as other -> this.Is other
        | _ -> false

    override this.GetHashCode() = this.Hash

    interface IEquatable<StepKey> with
        member this.Equals other = this.Is other

module internal StepKey =

    /// In the place of a part that an action does not depend on.
    let private nothing = obj ()

    let create (node: CollapsedNode<_, _, _, _> voption) (datagram: Part<_> voption) lines kind place =
        let struct (node, nodeDigest) =
            match node with
            | ValueSome node -> struct (node :> obj, node.Digest)
            | ValueNone -> struct (nothing, 0UL)

        let struct (datagram, datagramDigest) =
            match datagram with
            | ValueSome datagram -> struct (datagram :> obj, datagram.Digest)
            | ValueNone -> struct (nothing, 0UL)

        let number = uint64 kind + 16UL * uint64 place

        let digest =
            (nodeDigest + 0x9E3779B97F4A7C15UL * lines) ^^^ (datagramDigest + 0xD1B54A32D192ED03UL * number)

        { Node = node
          Datagram = datagram
          Lines = lines
          Kind = kind
          Place = place
          Hash = int (digest ^^^ (digest >>> 32)) }

    let kind action =
        match action with
        | Deliver _
        | Duplicate _ -> 0
        | DeliverCorrupted _ -> 1
        | FireTimer _ -> 2
        | AnswerStore _ -> 3
        | Crash _ -> 4
        | CrashLosingDisk _ -> 5
        | Start _
        | Restart _ -> 6
        | Drop _ -> 7

    /// Of a store that answers until it was asked everything.
    [<Literal>]
    let Answers = 8
