namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel

type UserWish<'state, 'command, 'store> =
    | Telling of words: string * find: (int -> 'state -> struct ('state * 'command list) voption)
    | Writing of
        words: string *
        isPossible: (int -> 'state -> bool) *
        write: (int -> 'store -> struct ('store * 'command list))

type DrivenPeer<'state> =
    { Inner: 'state
      Place: int
      Left: int
      Offered: Set<int> }

[<RequireQualifiedAccess>]
type DrivenTimer<'timer> =
    | OfMachine of 'timer
    | Wish of int

[<RequireQualifiedAccess>]
type DrivenAsk<'ask> =
    | OfMachine of 'ask
    | OfUser of peer: int * wish: int

[<RequireQualifiedAccess>]
type DrivenAnswer<'answer, 'command> =
    | ToMachine of 'answer
    | Told of 'command list

module Driven =

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

    let private ofMachine output : Output<Address, DrivenTimer<'timer>, 'message, DrivenAsk<'ask>, 'notice> =
        match output with
        | Ask question -> Ask(DrivenAsk.OfMachine question)
        | Open name -> Open name
        | Send(name, message) -> Send(name, message)
        | HalfClose name -> HalfClose name
        | Close name -> Close name
        | SetTimer(timer, due) -> SetTimer(DrivenTimer.OfMachine timer, due)
        | CancelTimer timer -> CancelTimer(DrivenTimer.OfMachine timer)
        | Tell notice -> Tell notice
        | Finish -> Finish

    let private isPossible driven wish =
        driven.Left > 0
        && match wish with
           | Telling(_, find) -> find driven.Place driven.Inner |> ValueOption.isSome
           | Writing(_, isPossible, _) -> isPossible driven.Place driven.Inner

    /// Offers what can be wished now, and no longer what cannot.
    let private offer wishes outputs driven =
        let offered =
            wishes
            |> List.indexed
            |> List.choose (fun (place, wish) -> if isPossible driven wish then Some place else None)
            |> set

        struct ({ driven with Offered = offered },
                outputs
                @ [ for place in driven.Offered - offered -> CancelTimer(DrivenTimer.Wish place)
                    for place in offered - driven.Offered -> SetTimer(DrivenTimer.Wish place, Timers.anyMoment) ])

    let private pass wishes (world: World<_, _, _, _, _, _, _, _>) now inputs driven =
        let stepped (struct (state, outputs)) input =
            let struct (state, more) = world.Step now state input
            struct (state, outputs @ List.map ofMachine more)

        let struct (inner, outputs) = List.fold stepped (struct (driven.Inner, [])) inputs
        offer wishes outputs { driven with Inner = inner }

    /// A wish that was given is offered anew if it is still possible.
    let private give wishes world now place driven =
        let driven =
            { driven with
                Left = driven.Left - 1
                Offered = Set.remove place driven.Offered }

        match List.item place wishes with
        | Telling(_, find) ->
            match find driven.Place driven.Inner with
            | ValueSome struct (inner, commands) ->
                { driven with Inner = inner } |> pass wishes world now (List.map Commanded commands)
            | ValueNone -> offer wishes [] driven
        | Writing _ -> offer wishes [ Ask(DrivenAsk.OfUser(driven.Place, place)) ] driven

    let private step wishes world now driven input =
        let pass inputs = pass wishes world now inputs driven

        match input with
        | TimerFired(DrivenTimer.Wish place) -> give wishes world now place driven
        | Input.Answered(DrivenAnswer.Told commands) -> pass (List.map Commanded commands)
        | TimerFired(DrivenTimer.OfMachine timer) -> pass [ TimerFired timer ]
        | Input.Answered(DrivenAnswer.ToMachine answer) -> pass [ Input.Answered answer ]
        | Started -> pass [ Started ]
        | Opened name -> pass [ Opened name ]
        | Received(name, message) -> pass [ Received(name, message) ]
        | Malformed(name, problem) -> pass [ Malformed(name, problem) ]
        | Closed(name, reason) -> pass [ Closed(name, reason) ]
        | Commanded command -> pass [ Commanded command ]

    let private answer wishes (world: World<_, _, _, _, _, _, _, _>) question store =
        match question with
        | DrivenAsk.OfMachine question ->
            let struct (store, answers) = world.Answer question store
            struct (store, List.map DrivenAnswer.ToMachine answers)
        | DrivenAsk.OfUser(peer, place) ->
            match List.item place wishes with
            | Writing(_, _, write) ->
                let struct (store, commands) = write peer store
                struct (store, [ DrivenAnswer.Told commands ])
            | Telling _ -> struct (store, [])

    let private words wish =
        match wish with
        | Telling(words, _)
        | Writing(words, _, _) -> ActionWords.OfUser + words

    let world wishes (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>) =
        { Peers = world.Peers
          Stores = world.Stores
          Blank = world.Blank
          Start =
            fun peer store ->
                { Inner = world.Start peer store
                  Place = peer
                  Left = Most
                  Offered = Set.empty }
          Step = step wishes world
          Owner = world.Owner
          Datagrams = world.Datagrams
          Streams = world.Streams
          NoticeWords = world.NoticeWords
          AtOnce =
            fun question ->
                match question with
                | DrivenAsk.OfMachine question ->
                    world.AtOnce question |> ValueOption.map (List.map DrivenAnswer.ToMachine)
                | DrivenAsk.OfUser _ -> ValueNone
          Answer = answer wishes world
          MessageWords = world.MessageWords
          SaysDeed = world.SaysDeed
          TimerWords =
            fun timer ->
                match timer with
                | DrivenTimer.OfMachine timer -> world.TimerWords timer
                | DrivenTimer.Wish place -> words (List.item place wishes)
          StateWords = fun driven -> world.StateWords driven.Inner }

    let rec private ownQuestions own questions =
        match Questions.tryNext questions with
        | ValueSome struct (DrivenAsk.OfMachine question, rest) -> ownQuestions (Questions.add question own) rest
        | ValueSome struct (DrivenAsk.OfUser _, rest) -> ownQuestions own rest
        | ValueNone -> own

    let private node (node: Node<DrivenPeer<'state>, DrivenTimer<'timer>, DrivenAsk<'ask>, 'store>) =
        { State = node.State.Inner
          Timers =
            (Timers.none, Timers.all node.Timers)
            ||> Map.fold (fun timers timer due ->
                match timer with
                | DrivenTimer.OfMachine timer -> Timers.set timer due timers
                | DrivenTimer.Wish _ -> timers)
          Questions = ownQuestions Questions.none node.Questions
          Store = node.Store
          Status = node.Status
          DiskLost = node.DiskLost }

    let private view peers (worldState: WorldState<_, _, DrivenAsk<'ask>, _>) =
        { Now = worldState.Now
          Nodes = PerPeer.init peers (fun peer -> node worldState.Nodes[peer])
          Connections = worldState.Connections
          Sent = worldState.Sent }

    let scenario (source: string) wishes (subject: Scenario<_, _, _, _, _, _, _, _>) =
        let peers = subject.World.Peers.Length
        let name = nameOf subject.Name

        { System = subject.System
          Name = name
          About = $"{subject.About}; users give commands"
          Policy = subject.Policy
          World = world wishes subject.World
          Properties = WorldView.properties peers (view peers) subject.Properties
          Missing = fun worldState -> subject.Missing(view peers worldState)
          Source =
            { subject.Source with
                World = $"({source} \"{name}\" |> Option.get).World"
                Properties = $"({source} \"{name}\" |> Option.get).Properties" } }
