namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel

type UserDeed<'state, 'command, 'store> =
    | Telling of find: (int -> 'state -> struct ('state * 'command list) voption)
    | Writing of isPossible: (int -> 'state -> bool) * write: (int -> 'store -> struct ('store * 'command list))

[<RequireQualifiedAccess>]
type UserMoment =
    | WhenPossible
    | Once of peer: int * after: TimeSpan

type UserWish<'state, 'command, 'store> =
    { Words: string
      Moment: UserMoment
      Deed: UserDeed<'state, 'command, 'store> }

module UserWish =

    let private whenPossible words deed =
        { Words = ActionWords.OfUser + words
          Moment = UserMoment.WhenPossible
          Deed = deed }

    let telling words find = whenPossible words (Telling find)

    let writing words isPossible write =
        whenPossible words (Writing(isPossible, write))

    let order peer after words commands =
        { Words = words
          Moment = UserMoment.Once(peer, after)
          Deed = Telling(fun _ state -> ValueSome struct (state, commands state)) }

type UsedPeer<'state> =
    { Inner: 'state
      Place: int
      Left: int
      Offered: Set<int> }

[<RequireQualifiedAccess>]
type UserTimer<'timer> =
    | OfMachine of 'timer
    | Wish of int

[<RequireQualifiedAccess>]
type UserAsk<'ask> =
    | OfMachine of 'ask
    | OfUser of peer: int * wish: int

[<RequireQualifiedAccess>]
type UserAnswer<'answer, 'command> =
    | ToMachine of 'answer
    | Told of 'command list

module Users =

    [<Literal>]
    let Most = 3

    [<Literal>]
    let private Suffix = "-with-users"

    let isCommand (timerWords: string) =
        timerWords.StartsWith(ActionWords.OfUser, StringComparison.Ordinal)

    let tryInner (name: string) =
        if name.EndsWith(Suffix, StringComparison.Ordinal) then
            ValueSome(name.Substring(0, name.Length - Suffix.Length))
        else
            ValueNone

    let nameOf inner = inner + Suffix

    let private ownTimer timer =
        match timer with
        | UserTimer.OfMachine timer -> ValueSome timer
        | UserTimer.Wish _ -> ValueNone

    let private ownAsk question =
        match question with
        | UserAsk.OfMachine question -> ValueSome question
        | UserAsk.OfUser _ -> ValueNone

    let private ownAnswer answer =
        match answer with
        | UserAnswer.ToMachine answer -> ValueSome answer
        | UserAnswer.Told _ -> ValueNone

    let private isPossible used wish =
        wish.Moment = UserMoment.WhenPossible
        && used.Left > 0
        && match wish.Deed with
           | Telling find -> find used.Place used.Inner |> ValueOption.isSome
           | Writing(isPossible, _) -> isPossible used.Place used.Inner

    /// Offers what can be wished now, and no longer what cannot.
    let private offer wishes outputs used =
        let offered =
            wishes
            |> List.indexed
            |> List.choose (fun (place, wish) -> if isPossible used wish then Some place else None)
            |> set

        struct ({ used with Offered = offered },
                outputs
                @ [ for place in used.Offered - offered -> CancelTimer(UserTimer.Wish place)
                    for place in offered - used.Offered -> SetTimer(UserTimer.Wish place, Timers.anyMoment) ])

    /// A machine takes inputs one after another.
    let private pass wishes (world: World<_, _, _, _, _, _, _, _>) now inputs used =
        let stepped (struct (state, outputs)) input =
            let struct (state, more) = world.Step now state input
            struct (state, outputs @ List.map (WorldView.output UserTimer.OfMachine UserAsk.OfMachine) more)

        let struct (inner, outputs) = List.fold stepped (struct (used.Inner, [])) inputs
        offer wishes outputs { used with Inner = inner }

    /// What is still possible is offered again.
    let private give wishes world now place used =
        let wish = List.item place wishes

        let used =
            match wish.Moment with
            | UserMoment.WhenPossible ->
                { used with
                    Left = used.Left - 1
                    Offered = Set.remove place used.Offered }
            | UserMoment.Once _ -> used

        match wish.Deed with
        | Telling find ->
            match find used.Place used.Inner with
            | ValueSome struct (inner, commands) ->
                { used with Inner = inner } |> pass wishes world now (List.map Commanded commands)
            | ValueNone -> offer wishes [] used
        | Writing _ -> offer wishes [ Ask(UserAsk.OfUser(used.Place, place)) ] used

    /// The timers of what a user does once.
    let private orders wishes used =
        [ for place, wish in List.indexed wishes do
              match wish.Moment with
              | UserMoment.Once(peer, after) when peer = used.Place -> SetTimer(UserTimer.Wish place, after)
              | UserMoment.Once _
              | UserMoment.WhenPossible -> () ]

    let private step wishes world now used input =
        match input, WorldView.input ownTimer ownAnswer input with
        | TimerFired(UserTimer.Wish place), _ -> give wishes world now place used
        | Input.Answered(UserAnswer.Told commands), _ -> pass wishes world now (List.map Commanded commands) used
        | Started, _ ->
            let struct (used, outputs) = pass wishes world now [ Started ] used
            struct (used, outputs @ orders wishes used)
        | _, ValueSome input -> pass wishes world now [ input ] used
        | _, ValueNone -> struct (used, [])

    let private answer wishes (world: World<_, _, _, _, _, _, _, _>) question store =
        match question with
        | UserAsk.OfMachine question ->
            let struct (store, answers) = world.Answer question store
            struct (store, List.map UserAnswer.ToMachine answers)
        | UserAsk.OfUser(peer, place) ->
            match (List.item place wishes).Deed with
            | Writing(_, write) ->
                let struct (store, commands) = write peer store
                struct (store, [ UserAnswer.Told commands ])
            | Telling _ -> struct (store, [])

    let world wishes (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>) =
        world
        |> World.withMachine
            { Start =
                fun peer store ->
                    { Inner = world.Start peer store
                      Place = peer
                      Left = Most
                      Offered = Set.empty }
              Step = step wishes world
              AtOnce = ownAsk >> ValueOption.bind world.AtOnce >> ValueOption.map (List.map UserAnswer.ToMachine)
              Answer = answer wishes world
              TimerWords =
                fun timer ->
                    match timer with
                    | UserTimer.OfMachine timer -> world.TimerWords timer
                    | UserTimer.Wish place -> (List.item place wishes).Words
              StateWords = fun used -> world.StateWords used.Inner }

    let scenario (source: string) wishes (subject: Scenario<_, _, _, _, _, _, _, _>) =
        let peers = subject.World.Peers.Length
        let found = $"({source} \"{subject.Name}\" |> Option.get)"

        subject
        |> WorldView.scenario
            subject.Name
            subject.About
            (world wishes subject.World)
            (peers, WorldView.worldState peers (WorldView.node _.Inner ownTimer ownAsk))
            { subject.Source with
                World = $"{found}.World"
                Properties = $"{found}.Properties" }

    let commanded (subject: Scenario<_, _, _, _, _, _, _, _>) =
        { subject with
            Name = nameOf subject.Name
            About = $"{subject.About}; users give commands" }
