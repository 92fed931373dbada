namespace PeerFunctional.SneakerNet

open PeerFunctional.Kernel
open PeerFunctional.Verification
open PeerFunctional.Verification.Laws

/// Bugs planted in replicas.
module PlantedBugs =

    type private WorldInput = Input<Address, Timer, Message, UserCommand, StoreAnswer>

    let private state change world =
        world
        |> MachineVariant.states (fun input after ->
            match after with
            | Replica.Recovering replication -> Replica.Recovering(change input replication)
            | Replica.Published _ -> after)

    let private store change (world: SneakerNetWorld) =
        { world with
            Answer =
                fun question store ->
                    match question with
                    | Append events -> change world.Answer events store
                    | Fetch _
                    | Compare _
                    | CreateLog _ -> world.Answer question store }

    let private isRetry (input: WorldInput) =
        match input with
        | Input.TimerFired(Retry _) -> true
        | _ -> false

    let private isSending isIt =
        function
        | Send(_, Command command) -> isIt command
        | _ -> false

    let private partners =
        function
        | Replica.Recovering state -> state.Partners.Count
        | Replica.Published _ -> 0

    let private hasTraded =
        function
        | Replica.Recovering state -> state.Partners.Values |> Seq.exists _.HasTraded
        | Replica.Published _ -> false

    let private mallory =
        ScenarioFeeds.create [ "Mallory", 1 ] |> ScenarioFeeds.events "Mallory" 1

    let private noFault = FaultBudget.none

    let private oneDrop = { noFault with Drops = 1 }
    let private oneGarble = { noFault with Corruptions = 1 }
    let private oneCrash = { noFault with Crashes = 1 }

    /// A bug by which an event does not arrive.
    let private comes clue =
        { Clue = clue
          Kind = LawKind.AtLast
          Words = [ "stores" ] }

    let private repeated =
        comes "One datagram is lost, and no peer says it again. What does a peer lack in the end?"

    let private durable clue =
        { Clue = clue
          Kind = LawKind.Always
          Words = [ "stores"; "announces" ] }

    let private counted clue =
        { Clue = clue
          Kind = LawKind.Always
          Words = [ "entries"; "stores" ] }

    let private endless =
        { Clue = "All events have arrived. What does each peer still do, for ever?"
          Kind = LawKind.AtLast
          Words = [ "waits-for" ] }

    let all: PlantedBug<SneakerNetWorld> list =
        [ PlantedBug.create
              "announces-once"
              "a replica that announces once, when a session starts, and never again"
              "one-event"
              oneDrop
              repeated
          <| MachineVariant.outputs (fun before input outputs ->
              match input with
              | Input.TimerFired _
              | Received _ when partners before > 0 ->
                  outputs |> List.filter (fun output -> not (isSending _.IsHave output))
              | _ -> outputs)

          PlantedBug.create "asks-once" "a replica that asks once and never again" "one-event" oneDrop repeated
          <| MachineVariant.without (fun input output -> isRetry input && isSending _.IsWant output)

          PlantedBug.create
              "asks-too-far"
              "a replica that asks for the events after the next one"
              "one-event"
              noFault
              (comes "Which event does a peer hold in the end, if each asks for a later one?")
          <| MachineVariant.outputs (fun _ _ outputs ->
              outputs
              |> List.map (function
                  | Send(peer, Command(Want wants)) ->
                      let later = wants |> List.map (fun want -> { want with From = want.From + 1L })

                      Send(peer, Command(Want later))
                  | output -> output))

          PlantedBug.create
              "names-port-once"
              "a replica that names its port once and never again"
              "one-event"
              oneDrop
              repeated
          <| MachineVariant.outputs (fun before _ outputs ->
              if partners before > 0 then
                  outputs |> List.filter (fun output -> not (isSending _.IsPort output))
              else
                  outputs)

          PlantedBug.create "calls-once" "a replica that calls once and never again" "one-event" oneDrop repeated
          <| MachineVariant.without (fun (input: WorldInput) output ->
              input = Input.TimerFired Contact && isSending _.IsHelo output)

          PlantedBug.create
              "never-calls-back"
              "a replica that never calls a responder that forgot it"
              "one-event"
              oneCrash
              (comes "The partner forgot the session: what does the caller still lack in the end?")
          <| MachineVariant.without (fun input output -> isRetry input && isSending _.IsHelo output)

          PlantedBug.create
              "stores-garbage"
              "a replica that stores what corrupted bytes might have been"
              "one-event"
              oneGarble
              (counted "The bytes were no event. What is now in a log that no author wrote?")
          <| MachineVariant.outputs (fun _ input outputs ->
              match input with
              | Malformed _ -> outputs @ [ Ask(Append mallory) ]
              | _ -> outputs)

          PlantedBug.create
              "stores-twice"
              "a replica that stores an event again when it comes again"
              "one-event"
              oneDrop
              (counted "The same event arrives twice. How long is the log then?")
          <| MachineVariant.outputs (fun before input outputs ->
              match before, input with
              | Replica.Recovering state, Received(_, Push offers) ->
                  let old =
                      offers
                      |> List.map OfferedEvent.event
                      |> List.filter (fun event -> event.Seq <= Feeds.seq event.Feed state.Feeds)

                  if old.IsEmpty then
                      outputs
                  else
                      outputs @ [ Ask(Append old) ]
              | _ -> outputs)

          PlantedBug.create
              "announces-early"
              "a replica that says that it holds an event before that is on disk"
              "one-event"
              oneCrash
              (durable "A crash can come between the word and the disk. What must be on disk when a peer says so?")
          <| state (fun _ state ->
              { state with
                  Durable = Feeds.frontier state.Feeds })

          PlantedBug.create
              "believes-partner"
              "a replica that takes what a partner holds for its own"
              "one-event"
              noFault
              (durable "A partner's HAVE says what the partner holds. What does this peer hold itself?")
          <| state (fun input state ->
              match input with
              | Received(_, Command(Have haves)) ->
                  let durable =
                      (state.Durable, haves)
                      ||> List.fold (fun durable have ->
                          match have.Name with
                          | Feed feed -> Map.add feed have.Seq durable
                          | Odd _ -> durable)

                  { state with Durable = durable }
              | _ -> state)

          PlantedBug.create
              "forgets-first"
              "a replica whose store forgets a feed's first events when it appends"
              "behind"
              noFault
              (durable "The store has lost an event. What does the peer go on to announce?")
          <| store (fun answer events store ->
              let kept =
                  (store, events) ||> List.fold (fun store event -> Map.remove event.Feed store)

              answer (Append events) kept)

          PlantedBug.create
              "store-lies"
              "a replica whose store says it has written, and has not"
              "one-event"
              noFault
              (durable "The store answered. What does the peer say now, and what is on disk?")
          <| store (fun _ events store -> struct (store, [ Appended events ]))

          PlantedBug.create "pushes-once" "a replica that pushes nothing a second time" "one-event" oneDrop repeated
          <| MachineVariant.outputs (fun before _ outputs ->
              if hasTraded before then
                  outputs
                  |> List.filter (function
                      | Send(_, Push _) -> false
                      | _ -> true)
              else
                  outputs)

          PlantedBug.create
              "rings-once"
              "a replica whose timer for asking again rings once"
              "one-event"
              oneDrop
              repeated
          <| MachineVariant.without (fun input output ->
              isRetry input
              && match output with
                 | SetTimer(Retry _, _) -> true
                 | _ -> false)

          PlantedBug.create
              "ends-early"
              "a replica that ends at the first pause"
              "one-event"
              oneDrop
              (comes "The session pauses, and the peer ends it. What was still to come?")
          <| MachineVariant.inputs (fun _ input ->
              match input with
              | Input.TimerFired(Retry _) -> Commanded Stop
              | input -> input)

          PlantedBug.create "never-ends" "a replica that never ends a session" "one-event" noFault endless
          <| MachineVariant.without (fun _ output ->
              match output with
              | SetTimer(Silent _, _) -> true
              | _ -> false) ]
