namespace PeerFunctional.Tests.SneakerNet

open System
open PeerFunctional.Kernel
open PeerFunctional.Verification
open PeerFunctional.SneakerNet

/// A bug planted in a SneakerNet replica. Simulator and checker must find it.
type PlantedBug =
    {
        Name: string
        /// The smallest world that shows it, over an ordered network: its peers and faults.
        Setup: ScenarioSetup
        Faults: FaultBudget
        Plant: SneakerNetWorld -> SneakerNetWorld
    }

module PlantedBugs =

    type private WorldInput = Input<Address, Timer, Message, UserCommand, StoreAnswer>
    type private WorldOutput = Output<Address, Timer, Message, StoreQuestion, Notice>
    type private Outputs = WorldOutput list

    /// Changes the outputs of a step, given the state before and the input.
    let private outputs (change: Replica -> WorldInput -> Outputs -> Outputs) (world: SneakerNetWorld) =
        { world with
            Step =
                fun now before input ->
                    let struct (state, outputs) = world.Step now before input
                    struct (state, change before input outputs) }

    let private without (isWrong: WorldInput -> WorldOutput -> bool) =
        outputs (fun _ input outputs -> outputs |> List.filter (fun output -> not (isWrong input output)))

    /// Changes the input of a step.
    let private inputs (change: WorldInput -> WorldInput) (world: SneakerNetWorld) =
        { world with
            Step = fun now state input -> world.Step now state (change input) }

    let private state change (world: SneakerNetWorld) =
        { world with
            Step =
                fun now before input ->
                    let struct (after, outputs) = world.Step now before input

                    match after with
                    | Replica.Recovering replication -> struct (Replica.Recovering(change input replication), outputs)
                    | Replica.Published _ -> struct (after, outputs) }

    let private store change (world: SneakerNetWorld) =
        { world with
            Answer =
                fun question store ->
                    match question with
                    | Append events -> change world.Answer events store
                    | Fetch _
                    | Compare _
                    | CreateLog _ -> world.Answer question store }

    let private isRetry =
        function
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

    /// Sessions end so soon that a session which never gets its events ends within few states.
    let private setup name =
        { (Scenarios.setups |> List.find (fun setup -> setup.Name = name)) with
            Silence = TimeSpan.FromMilliseconds 500.0 }

    let private oneEvent = setup "one-event"
    let private behind = setup "behind"

    let private noFault = FaultBudget.none

    let private oneDrop = { noFault with Drops = 1 }
    let private oneGarble = { noFault with Corruptions = 1 }
    let private oneCrash = { noFault with Crashes = 1 }

    let private bug name setup faults plant =
        { Name = name
          Setup = setup
          Faults = faults
          Plant = plant }

    let all =
        [ bug "announces once, when a session starts, and never again" oneEvent oneDrop
          <| outputs (fun before input outputs ->
              match input with
              | Input.TimerFired _
              | Received _ when partners before > 0 ->
                  outputs |> List.filter (fun output -> not (isSending _.IsHave output))
              | _ -> outputs)

          bug "asks once and never again" oneEvent oneDrop
          <| without (fun input output -> isRetry input && isSending _.IsWant output)

          bug "asks for the events after the next one" oneEvent noFault
          <| outputs (fun _ _ outputs ->
              outputs
              |> List.map (function
                  | Send(peer, Command(Want wants)) ->
                      let later = wants |> List.map (fun want -> { want with From = want.From + 1L })

                      Send(peer, Command(Want later))
                  | output -> output))

          bug "names its port once and never again" oneEvent oneDrop
          <| outputs (fun before _ outputs ->
              if partners before > 0 then
                  outputs |> List.filter (fun output -> not (isSending _.IsPort output))
              else
                  outputs)

          bug "calls once and never again" oneEvent oneDrop
          <| without (fun input output -> input = Input.TimerFired Contact && isSending _.IsHelo output)

          bug "never calls a responder that forgot it" oneEvent oneCrash
          <| without (fun input output -> isRetry input && isSending _.IsHelo output)

          bug "stores what garbled bytes might have been" oneEvent oneGarble
          <| outputs (fun _ input outputs ->
              match input with
              | Malformed _ -> outputs @ [ Ask(Append mallory) ]
              | _ -> outputs)

          bug "stores an event again when it comes again" oneEvent oneDrop
          <| outputs (fun before input outputs ->
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

          bug "says that it holds an event before that is on disk" oneEvent oneCrash
          <| state (fun _ state ->
              { state with
                  Durable = Feeds.frontier state.Feeds })

          bug "takes what a partner holds for its own" oneEvent noFault
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

          bug "its store forgets a feed's first events when it appends" behind noFault
          <| store (fun answer events store ->
              let kept =
                  (store, events) ||> List.fold (fun store event -> Map.remove event.Feed store)

              answer (Append events) kept)

          bug "its store says it has written, and has not" oneEvent noFault
          <| store (fun _ events store -> struct (store, [ Appended events ]))

          bug "pushes nothing a second time" oneEvent oneDrop
          <| outputs (fun before _ outputs ->
              if hasTraded before then
                  outputs
                  |> List.filter (function
                      | Send(_, Push _) -> false
                      | _ -> true)
              else
                  outputs)

          bug "its timer for asking again rings once" oneEvent oneDrop
          <| without (fun input output ->
              isRetry input
              && match output with
                 | SetTimer(Retry _, _) -> true
                 | _ -> false)

          bug "ends at the first pause" oneEvent oneDrop
          <| inputs (function
              | Input.TimerFired(Retry _) -> Commanded Stop
              | input -> input)

          bug "never ends a session" oneEvent noFault
          <| without (fun _ output ->
              match output with
              | SetTimer(Silent _, _) -> true
              | _ -> false) ]
