namespace PeerFunctional.Verification

open PeerFunctional.Kernel

/// An end of a connection that is open at its peer.
type End =
    {
        /// The connection's number among all of the run; no two have the same.
        [<Undigested("numbers do not tell connections apart, names do")>]
        Number: int
        /// Who is at the other end, and that one's name for the connection.
        Far: struct (int * Address)
    }

/// What a peer has to do with connections.
type private PeerLines =
    {
        /// Its open ends, by its names for them.
        Ends: Map<Address, End>
        /// Their other ends.
        Fars: Set<struct (int * Address)>
    }

/// The connections of a scene: every end that is open, by its peer and that peer's name for it.
type Lines =
    private
        { ByPeer: PerPeer<PeerLines>
          OpenEnds: int
          CallCount: int }

    /// How many ends are open.
    member this.Count = this.OpenEnds

    /// How many calls there were: the next connection's number.
    member this.Calls = this.CallCount

    /// Numbers do not tell connections apart, names do.
    interface IDescribedAs<struct (struct (int * Address) * End) list> with
        member this.Description =
            [ for struct (peer, found) in Seq.mapi (fun peer found -> struct (peer, found)) this.ByPeer do
                  for KeyValue(name, found) in found.Ends -> struct (struct (peer, name), found) ]

/// Every operation but the description takes a logarithmic number of steps, and `ofPeer` one more for each end of the peer.
module Lines =

    /// None, among so many peers.
    let none peers =
        { ByPeer = PerPeer.init peers (fun _ -> { Ends = Map.empty; Fars = Set.empty })
          OpenEnds = 0
          CallCount = 0 }

    let tryFind peer name (lines: Lines) =
        // A call to nobody has a far end that is no peer's.
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

    let remove peer name (lines: Lines) =
        match tryFind peer name lines with
        | ValueNone -> lines
        | ValueSome { Far = far } ->
            let without found =
                { Ends = Map.remove name found.Ends
                  Fars = Set.remove far found.Fars }

            change peer without -1 lines

    let add peer name line far (lines: Lines) =
        let another found =
            { Ends = Map.add name { Number = line; Far = far } found.Ends
              Fars = Set.add far found.Fars }

        lines |> remove peer name |> change peer another 1

    /// Gives an open end a new number, so that nothing of the old one reaches it; answers that number.
    let renumber peer name (lines: Lines) =
        let line = lines.CallCount
        let lines = { lines with CallCount = line + 1 }

        match tryFind peer name lines with
        | ValueSome found -> struct (line, add peer name line found.Far lines)
        | ValueNone -> struct (line, lines)

    /// The ends open at a peer, with its names for them.
    let ofPeer peer (lines: Lines) =
        [ for KeyValue(name, found) in lines.ByPeer[peer].Ends -> struct (name, found) ]

    /// Opens the caller's end of a new connection; answers the other end's name for it. `called` gives that name by a number.
    let call peer name owner called (lines: Lines) =
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
