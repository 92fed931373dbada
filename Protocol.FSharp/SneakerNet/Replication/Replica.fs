namespace PeerFunctional.SneakerNet

open PeerFunctional.Kernel
open PeerFunctional.SneakerNet.RecoveringState

/// A replica of either policy, as one machine.
[<RequireQualifiedAccess>]
type Replica =
    | Published of PublishedState
    | Recovering of RecoveringState

module Replica =

    let step now replica input =
        match replica with
        | Replica.Published state -> PublishedReplica.step state input |> Step.within Replica.Published
        | Replica.Recovering state -> RecoveringReplica.step now state input |> Step.within Replica.Recovering

    /// The replica machine: initiator or responder, by either policy.
    let machine
        (settings: ReplicaSettings)
        : Machine<Replica, Timer, Message, UserCommand, StoreAnswer, StoreQuestion, Notice> =
        { Initial =
            match settings.Policy with
            | AsPublished -> Replica.Published(PublishedReplica.initial settings)
            | Policy.Recovering -> Replica.Recovering(RecoveringReplica.initial settings)
          Step = Machine.overDatagrams step }

    let totals =
        function
        | Replica.Published state -> state.Totals
        | Replica.Recovering state -> state.Totals

    /// The last stored event of every feed.
    let frontier =
        function
        | Replica.Published state -> state.Held |> Map.filter (fun _ seq -> seq > 0L)
        | Replica.Recovering state -> state.Durable

    /// Events that partners of open sessions announced and that are not stored.
    let private toCome (state: RecoveringState) =
        let isExpected partner feed =
            not (isOwn feed state) && not (Partner.isTooOftenRefused feed partner)

        let stored feed =
            state.Durable |> Map.tryFind feed |> Option.defaultValue 0L

        state.Partners.Values
        |> Seq.map (fun partner -> partner.Holds |> Map.filter (fun feed _ -> isExpected partner feed))
        |> Seq.fold Frontier.merge Map.empty
        |> Map.toSeq
        |> Seq.sumBy (fun (feed, announced) -> max 0L (announced - stored feed))

    /// How far open sessions are: the events that went either way, and those known to be still to go. A partner counts
    /// from its first event on.
    let progress replica : struct (int64 * int64) =
        match replica with
        | Replica.Published { Phase = Looping loop } ->
            struct (loop.Received + loop.Sent,
                    loop.Pushes |> List.sumBy (fun struct (_, first, last) -> last - first + 1L))
        | Replica.Published _ -> struct (0L, 0L)
        | Replica.Recovering state ->
            let trading = state.Partners.Values |> Seq.filter _.HasTraded

            struct (trading |> Seq.sumBy (fun partner -> partner.Taken + partner.Given),
                    toCome state + (trading |> Seq.sumBy (fun partner -> Sessions.toPush partner state)))

    /// The command endpoint of the partner that owns an endpoint; the endpoint itself if it is unknown.
    let partnerAt (endpoint: Endpoint) replica =
        match replica with
        | Replica.Published { Phase = Looping loop } when loop.Peer.Host = endpoint.Host -> loop.Peer
        | Replica.Published _ -> endpoint
        | Replica.Recovering state ->
            let takesPushesAt partner =
                state.Partners
                |> Map.tryFind partner
                |> Option.exists (fun partner -> partner.PushTo = ValueSome endpoint)

            match Map.tryFind endpoint state.Pushers with
            | Some partner -> partner
            | None -> state.Partners.Keys |> Seq.tryFind takesPushesAt |> Option.defaultValue endpoint
