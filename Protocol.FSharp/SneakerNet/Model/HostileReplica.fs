namespace PeerFunctional.SneakerNet

open System
open PeerFunctional.Kernel
open PeerFunctional.Verification

/// A hostile peer of SneakerNet's worlds. It calls the responder with a valid token and without one, lies about what it holds and
/// lacks, pushes a forged event, and answers initiators that never called it.
module HostileReplica =

    let private endpoint = Endpoint.create "mallory" Message.DefaultPort

    /// An event of a feed that its writer did not sign.
    let private forged feed =
        ModelSignatures.keys "Mallory"
        |> Result.bind (fun mallory ->
            Event.sign
                ModelSignatures.signatures
                { mallory with Feed = feed }
                ValueNone
                1L
                1L
                Opaque
                (ReadOnlyMemory "forged"B))
        |> Result.toOption
        |> Option.map (OfferedEvent.verify ModelSignatures.signatures)
        |> Option.toList

    let private greeting role words = Helo(role, words)

    /// What it sends to a peer of this name; the token is the one that the peer wants to hear from it.
    let private commands (name: string) role feed =
        let token = Token.give (Scenarios.tokens name) endpoint

        [ greeting role [ Command.Extension; string token ]
          greeting role []
          Have [ HaveEntry.create (struct (feed, 9L)) ]
          Got [ HaveEntry.create (struct (feed, 9L)) ]
          Want [ WantEntry.create feed 1L ValueNone ]
          Port 9
          Bye ]

    /// A hostile peer with so many messages, to the peers at these places of a world.
    let peer most places (setup: ScenarioSetup) : HostilePeer<Message> =
        let authors = Scenarios.authors setup

        let moves place (name, _) =
            let role = if place = 0 then "initiator" else "responder"

            ScenarioFeeds.feed (fst setup.Peers.Head) authors
            |> Option.toList
            |> List.collect (fun feed ->
                let messages =
                    List.map Command (commands name role feed) @ List.map (List.singleton >> Push) (forged feed)

                messages
                |> List.map (fun message ->
                    { Towards = Address.Datagram(Scenarios.endpoint setup name)
                      Messages = [ message ] }))

        places
        |> List.collect (fun place -> moves place (List.item place setup.Peers))
        |> HostilePeer.create "Mallory" endpoint most

    /// The same with datagrams that seem to come from the peer at another place.
    let forger most place other (setup: ScenarioSetup) : HostilePeer<Message> =
        { peer most [ place ] setup with
            Forges = ValueSome(Scenarios.endpoint setup (fst (List.item other setup.Peers))) }
