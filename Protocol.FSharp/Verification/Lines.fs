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

/// The connections of a scene: every end that is open, by its peer and that peer's name for it.
type Lines =
    {
        Ends: Map<struct (int * Address), End>
        /// How many calls there were.
        [<Undigested("it numbers connections, and numbers do not tell them apart")>]
        Calls: int
    }

module Lines =

    let empty = { Ends = Map.empty; Calls = 0 }

    let tryFind peer name (lines: Lines) =
        match Map.tryFind (struct (peer, name)) lines.Ends with
        | Some found -> ValueSome found
        | None -> ValueNone

    let add peer name line far (lines: Lines) =
        { lines with
            Ends = Map.add (struct (peer, name)) { Number = line; Far = far } lines.Ends }

    let remove peer name (lines: Lines) =
        { lines with
            Ends = Map.remove (struct (peer, name)) lines.Ends }

    /// The ends open at a peer, with its names for them.
    let ofPeer peer lines =
        [ for KeyValue(struct (owner, name), found) in lines.Ends do
              if owner = peer then
                  struct (name, found) ]

    let isOpen line peer name lines =
        match tryFind peer name lines with
        | ValueSome found -> found.Number = line
        | ValueNone -> false

    /// Opens the caller's end of a new connection; answers the other end's name for it. `called` gives that name by a number.
    let call peer name owner called lines =
        let isFree number =
            let far = struct (owner, called number)

            not (Map.containsKey far lines.Ends)
            && lines |> ofPeer peer |> List.forall (fun struct (_, found) -> found.Far <> far)

        let farName = Seq.initInfinite id |> Seq.find isFree |> called

        struct (farName,
                { add peer name lines.Calls (struct (owner, farName)) lines with
                    Calls = lines.Calls + 1 })
