namespace PeerFunctional.Link

open PeerFunctional.Kernel
open PeerFunctional.Verification

/// What the users of a world's peers may want.
module UserWishes =

    let private machineOf find peer (guarded: Guarded<LinkActor>) =
        match guarded.Inner.Machine with
        | HostileMachine _
        | SearchingMachine _ -> ValueNone
        | RecoveringMachine _
        | PublishedMachine _ ->
            find peer guarded.Inner
            |> ValueOption.map (fun struct (actor, commands) -> struct ({ guarded with Inner = actor }, commands))

    let private link (actor: LinkActor) = Seq.tryLast actor.Linked

    /// The next item of a caller, or of bob. What a peer gives belongs to its script, so a link that it makes later brings it too.
    let private give (setup: LinkSetup) peer (actor: LinkActor) =
        match link actor with
        | Some connection when peer = LinkScenarios.bob ->
            let answers = actor.Script.Answers.Length + 1
            let item = LinkScenarios.answers { setup with Answers = answers } |> List.last

            ValueSome
                struct ({ actor with
                            LinkActor.Script.Answers = actor.Script.Answers @ [ item ] },
                        [ Give(connection, item) ])
        | Some connection ->
            let items = actor.Script.Items.Length + 1
            let item = LinkScenarios.items { setup with Items = items } peer |> List.last

            ValueSome
                struct ({ actor with
                            LinkActor.Script.Items = actor.Script.Items @ [ item ] },
                        [ Give(connection, item) ])
        | None -> ValueNone

    let private endLink _ (actor: LinkActor) =
        match link actor with
        | Some connection -> ValueSome struct (actor, [ EndLink connection ])
        | None -> ValueNone

    let private call _ (actor: LinkActor) =
        actor.Script.Calls
        |> ValueOption.map (fun target -> struct (actor, [ Connect(target, actor.Script.Terms) ]))

    let private stop _ actor =
        ValueSome struct ((actor: LinkActor), [ Stop ])

    let ofSetup setup : UserWish<Guarded<LinkActor>, UserCommand, unit> list =
        [ UserWish.telling "gives an item" (machineOf (give setup))
          UserWish.telling "ends the link" (machineOf endLink)
          UserWish.telling "calls" (machineOf call)
          UserWish.telling "stops it" (machineOf stop) ]

    /// The properties of a setup, whose peers may get what users give besides.
    let properties policies (setup: LinkSetup) =
        let more =
            { setup with
                Items = setup.Items + Users.Most
                Answers = setup.Answers + Users.Most }

        { LinkProperties.ofSetup policies setup with
            Invariants = (LinkProperties.ofSetup policies more).Invariants }
