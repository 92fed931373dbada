namespace PeerFunctional.Tracker

open PeerFunctional.Kernel

/// A peer that registered.
type Member =
    {
        Handle: string
        /// The address it registered from, with the port it answers at.
        Address: Endpoint
        /// Where it reaches the tracker: the tracker's end of the connection it registered by.
        Via: Endpoint
        /// The place of its item in dealing order.
        Item: int
    }

/// A change of a ring, as the tracker's journal keeps it.
type RingChange =
    /// A new member at the end of the ring, or a known handle that keeps its place at this address.
    | Joined of Member
    | Departed of handle: string

/// A member with the handles of its neighbours in the ring.
type private LinkedMember =
    { Member: Member
      Before: string
      After: string }

/// The members in the order of their registration. A member's neighbour is the one before it; the first one's is the last.
type Ring =
    private
        {
            Places: Map<string, LinkedMember>
            /// The handles by their visible characters.
            Visible: Map<string, string>
            [<Undigested("counted from Places")>]
            Count: int
            First: string voption
            /// How many members were dealt an item, by its place in dealing order.
            [<Undigested("counted from Places")>]
            Holders: Map<int, int>
            /// The items some member was dealt.
            Dealt: NumberSet
        }

/// Every operation takes a logarithmic number of steps, but for `members`.
module Ring =

    /// The ring without a member, for a database of so many items.
    let empty size =
        { Places = Map.empty
          Visible = Map.empty
          Count = 0
          First = ValueNone
          Holders = Map.empty
          Dealt = NumberSet.empty size }

    let count ring = ring.Count

    /// How many items the database has.
    let size ring = NumberSet.bound ring.Dealt

    /// How many items are dealt to no member.
    let orphans ring =
        NumberSet.bound ring.Dealt - NumberSet.count ring.Dealt

    let private place handle ring =
        Map.tryFind handle ring.Places |> ValueOption.ofOption

    let tryFind handle ring =
        place handle ring |> ValueOption.map _.Member

    /// Another member whose handle looks the same.
    let twin handle ring =
        match Map.tryFind (TerminalText.visible handle) ring.Visible with
        | Some other when other <> handle -> tryFind other ring
        | Some _
        | None -> ValueNone

    let first ring =
        ring.First |> ValueOption.bind (fun handle -> tryFind handle ring)

    /// The members in the order of the ring.
    let members ring =
        let next count handle =
            if count = ring.Count then
                None
            else
                place handle ring
                |> ValueOption.map (fun place -> place.Member, struct (count + 1, place.After))
                |> ValueOption.toOption

        match ring.First with
        | ValueSome first -> Seq.unfold (fun struct (count, handle) -> next count handle) (struct (0, first))
        | ValueNone -> Seq.empty

    let private asNeighbour (other: Member) =
        { Neighbour.Handle = other.Handle
          Address = other.Address }

    /// The member before this one, which for a member alone is itself.
    let predecessor handle ring =
        place handle ring
        |> ValueOption.bind (fun place -> tryFind place.Before ring)
        |> ValueOption.map asNeighbour

    /// The neighbour that a member queries. While an item is dealt to no member, the tracker (by this handle) stands
    /// before the first member as a peer that holds every item.
    let neighbour tracker handle ring =
        if ring.First = ValueSome handle && orphans ring > 0 then
            tryFind handle ring
            |> ValueOption.map (fun first ->
                { Handle = tracker
                  Address = first.Via })
        else
            predecessor handle ring

    /// The member that a registration makes. A new handle is dealt the first item that no member holds, or item `i
    /// mod n` as the i-th peer. A known handle keeps its item and moves. The error is the member on another host that
    /// has the handle.
    let propose handle (address: Endpoint) via ring : Result<Member, Member> =
        match tryFind handle ring with
        | ValueSome held when held.Address.Host <> address.Host -> Error held
        | ValueSome held ->
            Ok
                { held with
                    Address = address
                    Via = via }
        | ValueNone ->
            Ok
                { Handle = handle
                  Address = address
                  Via = via
                  Item =
                    NumberSet.firstAbsent 0 ring.Dealt
                    |> ValueOption.defaultWith (fun () -> ring.Count % max 1 (NumberSet.bound ring.Dealt)) }

    let private setPlace handle place ring =
        { ring with
            Places = Map.add handle place ring.Places }

    let private relink handle change ring =
        { ring with
            Places = ring.Places |> Map.change handle (Option.map change) }

    let private deal item ring =
        let holders = ring.Holders |> Map.tryFind item |> Option.defaultValue 0

        { ring with
            Holders = Map.add item (holders + 1) ring.Holders
            Dealt = NumberSet.add item ring.Dealt }

    let private release item ring =
        match Map.tryFind item ring.Holders with
        | Some holders when holders > 1 ->
            { ring with
                Holders = Map.add item (holders - 1) ring.Holders }
        | Some _
        | None ->
            { ring with
                Holders = Map.remove item ring.Holders
                Dealt = NumberSet.remove item ring.Dealt }

    let private append (newcomer: Member) ring =
        let handle = newcomer.Handle

        match ring.First |> ValueOption.bind (fun first -> place first ring) with
        | ValueNone ->
            { ring with First = ValueSome handle }
            |> setPlace
                handle
                { Member = newcomer
                  Before = handle
                  After = handle }
        | ValueSome first ->
            ring
            |> setPlace
                handle
                { Member = newcomer
                  Before = first.Before
                  After = first.Member.Handle }
            |> relink first.Before (fun last -> { last with After = handle })
            |> relink first.Member.Handle (fun first -> { first with Before = handle })

    let private detach (leaver: LinkedMember) ring =
        let handle = leaver.Member.Handle

        let first =
            if ring.Count = 1 then
                ValueNone
            elif ring.First = ValueSome handle then
                ValueSome leaver.After
            else
                ring.First

        { ring with
            Places = Map.remove handle ring.Places
            First = first }
        |> relink leaver.Before (fun before -> { before with After = leaver.After })
        |> relink leaver.After (fun after -> { after with Before = leaver.Before })

    let private look handle ring =
        let visible = TerminalText.visible handle

        if Map.containsKey visible ring.Visible then
            ring
        else
            { ring with
                Visible = Map.add visible handle ring.Visible }

    let private unlook handle ring =
        let visible = TerminalText.visible handle

        match Map.tryFind visible ring.Visible with
        | Some held when held = handle ->
            { ring with
                Visible = Map.remove visible ring.Visible }
        | Some _
        | None -> ring

    let private changed change ring =
        match change with
        | Joined newcomer ->
            match place newcomer.Handle ring with
            | ValueSome held -> ring |> setPlace newcomer.Handle { held with Member = newcomer }
            | ValueNone ->
                { append newcomer ring with
                    Count = ring.Count + 1 }
                |> deal newcomer.Item
                |> look newcomer.Handle
        | Departed handle ->
            match place handle ring with
            | ValueSome leaver ->
                { detach leaver ring with
                    Count = ring.Count - 1 }
                |> release leaver.Member.Item
                |> unlook handle
            | ValueNone -> ring

    /// The ring after a change, and the members whose neighbour may have changed (at most two, never the one that
    /// joined): the one after the changed place, and the first if the tracker comes or goes.
    let apply change ring : struct (Ring * string list) =
        let after = changed change ring

        let handle =
            match change with
            | Joined newcomer -> newcomer.Handle
            | Departed handle -> handle

        let follower =
            place handle after |> ValueOption.orElse (place handle ring) |> ValueOption.map _.After

        let first =
            if (orphans ring = 0) = (orphans after = 0) then
                ValueNone
            else
                after.First

        let affected =
            [ follower; first ]
            |> List.choose ValueOption.toOption
            |> List.filter (fun other -> other <> handle && Map.containsKey other after.Places)
            |> List.distinct

        struct (after, affected)

    /// The ring of these members, in the order of their registration.
    let ofMembers size members =
        members |> List.fold (fun ring newcomer -> changed (Joined newcomer) ring) (empty size)
