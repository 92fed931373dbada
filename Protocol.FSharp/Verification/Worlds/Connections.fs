namespace PeerFunctional.Verification

open PeerFunctional.Kernel

type ConnectionSide =
    { [<Undigested("numbers do not tell connections apart, names do")>]
      Number: int
      Far: struct (int * Address) }

type private PeerConnections =
    { Ends: Map<Address, ConnectionSide>
      Fars: Set<struct (int * Address)> }

type Connections =
    private
        { ByPeer: PerPeer<PeerConnections>
          OpenEnds: int
          CallCount: int }

    member this.Count = this.OpenEnds

    member this.Calls = this.CallCount

    /// Numbers do not tell connections apart, names do.
    interface IDescribedAs<struct (struct (int * Address) * ConnectionSide) list> with
        member this.Description =
            [ for struct (peer, found) in Seq.mapi (fun peer found -> struct (peer, found)) this.ByPeer do
                  for KeyValue(name, found) in found.Ends -> struct (struct (peer, name), found) ]

module Connections =

    let none peers =
        { ByPeer = PerPeer.init peers (fun _ -> { Ends = Map.empty; Fars = Set.empty })
          OpenEnds = 0
          CallCount = 0 }

    let tryFind peer name (lines: Connections) =
        // The far end of a call to an absent peer belongs to no peer.
        PerPeer.tryItem peer lines.ByPeer
        |> ValueOption.bind (fun found -> Map.tryFind name found.Ends |> ValueOption.ofOption)

    let isOpen line peer name lines =
        match tryFind peer name lines with
        | ValueSome found -> found.Number = line
        | ValueNone -> false

    let private change peer update count lines =
        { lines with
            OpenEnds = lines.OpenEnds + count
            ByPeer = PerPeer.set peer (update lines.ByPeer[peer]) lines.ByPeer }

    let remove peer name (lines: Connections) =
        match tryFind peer name lines with
        | ValueNone -> lines
        | ValueSome { Far = far } ->
            let without found =
                { Ends = Map.remove name found.Ends
                  Fars = Set.remove far found.Fars }

            change peer without -1 lines

    let add peer name line far (lines: Connections) =
        let another found =
            { Ends = Map.add name { Number = line; Far = far } found.Ends
              Fars = Set.add far found.Fars }

        lines |> remove peer name |> change peer another 1

    let renumber peer name (lines: Connections) =
        let line = lines.CallCount
        let lines = { lines with CallCount = line + 1 }

        match tryFind peer name lines with
        | ValueSome found -> struct (line, add peer name line found.Far lines)
        | ValueNone -> struct (line, lines)

    let ofPeer peer (lines: Connections) =
        [ for KeyValue(name, found) in lines.ByPeer[peer].Ends -> struct (name, found) ]

    let call peer name owner called (lines: Connections) =
        let fars = lines.ByPeer[peer].Fars

        let isFree name =
            not (Set.contains (struct (owner, name)) fars)
            && match PerPeer.tryItem owner lines.ByPeer with
               | ValueSome found -> not (Map.containsKey name found.Ends)
               // A call to nobody.
               | ValueNone -> true

        let farName = Seq.initInfinite called |> Seq.find isFree

        struct (farName,
                { add peer name lines.CallCount (struct (owner, farName)) lines with
                    CallCount = lines.CallCount + 1 })
