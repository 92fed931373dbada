namespace PeerFunctional.Tests.Tracker

open System
open Xunit
open FsCheck.Xunit
open PeerFunctional.Kernel
open PeerFunctional.Tracker
open PeerFunctional.Tests

/// A model of the ring: a plain list, at any cost.
module ListRing =

    let neighbourOf (size: int) (members: Member list) (handle: string) =
        let index = members |> List.findIndex (fun known -> known.Handle = handle)
        let dealt = members |> List.map _.Item |> List.distinct |> List.length

        if index = 0 && dealt < size then
            { Handle = "tracker"
              Address = members.Head.Via }
        else
            let before = members[(index - 1 + members.Length) % members.Length]

            { Handle = before.Handle
              Address = before.Address }

    let apply (members: Member list) change =
        match change with
        | Joined newcomer when members |> List.exists (fun known -> known.Handle = newcomer.Handle) ->
            members |> List.map (fun known -> if known.Handle = newcomer.Handle then newcomer else known)
        | Joined newcomer -> members @ [ newcomer ]
        | Departed handle -> members |> List.filter (fun known -> known.Handle <> handle)

[<Collection "alone">]
module RingTests =

    type Operation =
        | Registers of handle: byte * host: bool * port: byte
        | Leaves of handle: byte

    let private size = 4

    let private change ring operation =
        match operation with
        | Registers(handle, host, port) ->
            let host = if host then "10.0.0.1" else "10.0.0.2"

            Ring.propose
                $"peer {handle % 7uy}"
                (Endpoint.create host (9000 + int port % 3))
                (Endpoint.create "10.0.0.9" (7777 + int port % 2))
                ring
            |> Result.map Joined
        | Leaves handle -> Ok(Departed $"peer {handle % 7uy}")

    /// Every ring of a run with its model and the members affected by the last change.
    let private play operations =
        (((Ring.empty size, [], []), []), operations)
        ||> List.fold (fun ((ring, model, _), past) operation ->
            match change ring operation with
            | Ok change ->
                let struct (ring', affected) = Ring.apply change ring
                (ring', ListRing.apply model change, affected), (ring, model, change, affected, ring') :: past
            | Error _ -> (ring, model, []), past)
        |> snd

    let private neighbours (ring: Ring) =
        Ring.members ring
        |> Seq.map (fun known -> known.Handle, Ring.neighbour "tracker" known.Handle ring)
        |> Map.ofSeq

    [<Property>]
    let ``A ring is a list of its members, and each member's neighbour is the one before it``
        (operations: Operation list)
        =
        play operations
        |> List.forall (fun (_, model, change, _, ring) ->
            let model = ListRing.apply model change

            List.ofSeq (Ring.members ring) = model
            && Ring.count ring = model.Length
            && Ring.first ring = (List.tryHead model |> ValueOption.ofOption)
            && model
               |> List.forall (fun known ->
                   Ring.tryFind known.Handle ring = ValueSome known
                   && Ring.neighbour "tracker" known.Handle ring =
                       ValueSome(ListRing.neighbourOf size model known.Handle)))

    [<Property>]
    let ``A member has a twin under a handle that looks the same, until it leaves`` (operations: Operation list) =
        play operations
        |> List.forall (fun (_, _, _, _, ring) ->
            [ 0..6 ]
            |> List.forall (fun number ->
                let handle = $"peer {number}"

                Ring.twin $"\u200bpeer  {number}" ring = Ring.tryFind handle ring
                && Ring.twin handle ring = ValueNone))

    [<Property>]
    let ``Orphans are the items that are dealt to no member`` (operations: Operation list) =
        play operations
        |> List.forall (fun (_, _, _, _, ring) ->
            let dealt = Ring.members ring |> Seq.map _.Item |> Seq.distinct |> Seq.length
            Ring.orphans ring = size - dealt)

    [<Property>]
    let ``A change affects every member whose neighbour it changes, and at most two`` (operations: Operation list) =
        play operations
        |> List.forall (fun (before, _, change, affected, after) ->
            let joined =
                match change with
                | Joined newcomer -> [ newcomer.Handle ]
                | Departed _ -> []

            let known = neighbours before

            let changed =
                neighbours after |> Map.filter (fun handle neighbour -> Map.tryFind handle known <> Some neighbour)

            affected.Length <= 2
            && affected |> List.forall (fun handle -> ValueOption.isSome (Ring.tryFind handle after))
            && changed.Keys |> Seq.forall (fun handle -> List.contains handle (joined @ affected)))

    [<Property>]
    let ``A handle moves with its item on its own host, and is refused from another host``
        (operations: Operation list)
        (handle: byte)
        (host: bool)
        =
        let ring =
            match play operations with
            | (_, _, _, _, ring) :: _ -> ring
            | [] -> Ring.empty size

        let held = Ring.tryFind $"peer {handle % 7uy}" ring

        match change ring (Registers(handle, host, 2uy)), held with
        | Ok(Joined newcomer), ValueSome held -> newcomer.Address.Host = held.Address.Host && newcomer.Item = held.Item
        | Ok(Joined newcomer), ValueNone -> newcomer.Item >= 0 && newcomer.Item < size
        | Error holder, ValueSome held -> holder = held && (host <> (held.Address.Host = "10.0.0.1"))
        | (Ok _ | Error _), _ -> false

    [<Fact>]
    let ``Peers that come one after the other are dealt item i mod n`` () : unit =
        let join ring number =
            match
                Ring.propose $"peer {number}" (Endpoint.create "10.0.0.1" 9000) (Endpoint.create "10.0.0.9" 7777) ring
            with
            | Ok newcomer ->
                let struct (ring, _) = Ring.apply (Joined newcomer) ring
                ring
            | Error _ -> ring

        let ring = [ 0..10 ] |> List.fold join (Ring.empty size)
        Expect.equal [ for number in 0..10 -> number % size ] [ for known in Ring.members ring -> known.Item ]

    [<Fact>]
    let ``A newcomer is dealt the item that was lost with its only holder`` () : unit =
        let apply ring change =
            let struct (ring, _) = Ring.apply change ring
            ring

        let join ring handle =
            match Ring.propose handle (Endpoint.create "10.0.0.1" 9000) (Endpoint.create "10.0.0.9" 7777) ring with
            | Ok newcomer -> apply ring (Joined newcomer)
            | Error _ -> ring

        let ring = [ "a"; "b"; "c"; "d" ] |> List.fold join (Ring.empty size)
        let ring = join (apply ring (Departed "b")) "e"
        Ring.tryFind "e" ring |> ValueOption.map _.Item |> Expect.equal (ValueSome 1)
        Ring.orphans ring |> Expect.equal 0

    [<Fact>]
    let ``A hundred thousand members fit in 100 MB`` () : unit =
        let before = GC.GetTotalMemory true

        let join ring number =
            let host = $"10.{number / 65536}.{number / 256 % 256}.{number % 256}"

            match Ring.propose $"peer {number}" (Endpoint.create host 9000) (Endpoint.create "10.0.0.9" 7777) ring with
            | Ok newcomer ->
                let struct (ring, _) = Ring.apply (Joined newcomer) ring
                ring
            | Error _ -> ring

        let ring = Seq.fold join (Ring.empty 1_000) (seq { 1..100_000 })
        let used = GC.GetTotalMemory true - before
        Ring.count ring |> Expect.equal 100_000
        used |> Expect.isLessThan 100_000_000L
        GC.KeepAlive(box ring)
