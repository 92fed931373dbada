namespace PeerFunctional.Verification

open PeerFunctional.Kernel

type ConnectionSide =
    { [<Undigested("numbers do not tell connections apart, names do")>]
      Number: int
      Far: struct (int * Address) }

type private PeerConnections =
    { Ends: Map<Address, ConnectionSide>
      Fars: Set<struct (int * Address)>
      Inside: Map<Connection, Set<int64>> }

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
        { ByPeer =
            PerPeer.init peers (fun _ ->
                { Ends = Map.empty
                  Fars = Set.empty
                  Inside = Map.empty })
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

    /// The numbers of the streams that are open inside a connection.
    let private inside connection found =
        Map.tryFind connection found.Inside |> Option.defaultValue Set.empty

    /// Keeps the numbers of the streams inside a connection in step with the names of the ends.
    let private changeInside update name found =
        match name with
        | Address.Substream(connection, number) ->
            let numbers = inside connection found |> update number

            { found with
                Inside =
                    if Set.isEmpty numbers then
                        Map.remove connection found.Inside
                    else
                        Map.add connection numbers found.Inside }
        | Address.Stream _
        | Address.Datagram _ -> found

    let private removeOne peer name (lines: Connections) =
        match tryFind peer name lines with
        | ValueNone -> lines
        | ValueSome { Far = far } ->
            let without found =
                { found with
                    Ends = Map.remove name found.Ends
                    Fars = Set.remove far found.Fars }
                |> changeInside Set.remove name

            change peer without -1 lines

    let remove peer name (lines: Connections) =
        match name with
        | Address.Stream connection when tryFind peer name lines |> ValueOption.isSome ->
            (removeOne peer name lines, inside connection lines.ByPeer[peer])
            ||> Set.fold (fun lines number -> removeOne peer (Address.Substream(connection, number)) lines)
        | Address.Stream _
        | Address.Substream _
        | Address.Datagram _ -> removeOne peer name lines

    let private put peer name line far lines =
        let another found =
            { found with
                Ends = Map.add name { Number = line; Far = far } found.Ends
                Fars = Set.add far found.Fars }
            |> changeInside Set.add name

        change peer another 1 lines

    let add peer name line far (lines: Connections) =
        lines |> remove peer name |> put peer name line far

    let ends (lines: Connections) =
        (lines :> IDescribedAs<struct (struct (int * Address) * ConnectionSide) list>).Description

    let addEnds calls ends lines =
        (lines, ends)
        ||> List.fold (fun lines (struct (struct (peer, name), found)) -> put peer name found.Number found.Far lines)
        |> fun lines ->
            { lines with
                CallCount = max calls lines.CallCount }

    let private renumberOne peer name (lines: Connections) =
        let line = lines.CallCount
        let lines = { lines with CallCount = line + 1 }

        match tryFind peer name lines with
        | ValueSome found -> struct (line, lines |> removeOne peer name |> put peer name line found.Far)
        | ValueNone -> struct (line, lines)

    let renumber peer name (lines: Connections) =
        let struct (line, renumbered) = renumberOne peer name lines

        match name with
        | Address.Stream connection ->
            let another lines number =
                let struct (_, lines) =
                    renumberOne peer (Address.Substream(connection, number)) lines

                lines

            struct (line, Set.fold another renumbered (inside connection lines.ByPeer[peer]))
        | Address.Substream _
        | Address.Datagram _ -> struct (line, renumbered)

    let ofPeer peer (lines: Connections) =
        [ for KeyValue(name, found) in lines.ByPeer[peer].Ends -> struct (name, found) ]

    let openInside peer connection number (lines: Connections) =
        let name = Address.Substream(connection, number)

        match tryFind peer (Address.Stream connection) lines, tryFind peer name lines with
        | ValueSome { Number = line
                      Far = struct (owner, Address.Stream farConnection) },
          ValueNone ->
            let far = struct (owner, Address.Substream(farConnection, number))

            ValueSome
                struct (line,
                        far,
                        { add peer name lines.CallCount far lines with
                            CallCount = lines.CallCount + 1 })
        | ValueSome _, _
        | ValueNone, _ -> ValueNone

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
