namespace PeerFunctional.Tests.SneakerNet

open System
open PeerFunctional.Kernel
open PeerFunctional.Verification
open PeerFunctional.SneakerNet

/// One thing a SneakerNet replica does wrongly. Simulator and checker must find it.
type PlantedBug =
    {
        Name: string
        /// The smallest world in which it shows, over queues: who is there, and what must go wrong.
        Situation: Situation
        Faults: FaultBudget
        Plant: SneakerNetWorld -> SneakerNetWorld
    }

module PlantedBugs =

    type private WorldInput = Input<Address, Timer, Message, UserCommand, Answer>
    type private WorldOutput = Output<Address, Timer, Message, Question, Notice>
    type private Outputs = WorldOutput list

    /// A change of what a step puts out: the state before, the input, the outputs.
    let private outputs (change: Replica -> WorldInput -> Outputs -> Outputs) (world: SneakerNetWorld) =
        { world with
            Step =
                fun now before input ->
                    let struct (state, outputs) = world.Step now before input
                    struct (state, change before input outputs) }

    let private without (isWrong: WorldInput -> WorldOutput -> bool) =
        outputs (fun _ input outputs -> outputs |> List.filter (fun output -> not (isWrong input output)))

    /// A change of what a step is given.
    let private inputs (change: WorldInput -> WorldInput) (world: SneakerNetWorld) =
        { world with
            Step = fun now state input -> world.Step now state (change input) }

    let private state change (world: SneakerNetWorld) =
        { world with
            Step =
                fun now before input ->
                    let struct (after, outputs) = world.Step now before input

                    match after with
                    | RecoveringReplica replication -> struct (RecoveringReplica(change input replication), outputs)
                    | PublishedReplica _ -> struct (after, outputs) }

    let private store change (world: SneakerNetWorld) =
        { world with
            Answer =
                fun question shelf ->
                    match question with
                    | Append events -> change world.Answer events shelf
                    | Fetch _
                    | Compare _
                    | CreateLog _ -> world.Answer question shelf }

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
        | RecoveringReplica state -> state.Partners.Count
        | PublishedReplica _ -> 0

    let private hasTraded =
        function
        | RecoveringReplica state -> state.Partners.Values |> Seq.exists _.HasTraded
        | PublishedReplica _ -> false

    let private mallory = Authors.create [ "Mallory", 1 ] |> Authors.events "Mallory" 1

    /// Sessions end so soon that also those which never get what they wait for give up within few states.
    let private situation name =
        { (Worlds.situations |> List.find (fun situation -> situation.Name = name)) with
            Silence = TimeSpan.FromMilliseconds 500.0 }

    let private oneEvent = situation "one-event"
    let private behind = situation "behind"

    let private noFault =
        { FaultBudget.none with
            Delays = ValueSome 0 }

    let private oneDrop = { noFault with Drops = 1 }
    let private oneGarble = { noFault with Garbles = 1 }
    let private oneCrash = { noFault with Crashes = 1 }

    let private bug name situation faults plant =
        { Name = name
          Situation = situation
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
                  | Send(peer, Command(Want demands)) ->
                      let later =
                          demands |> List.map (fun demand -> { demand with From = demand.From + 1L })

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
              | RecoveringReplica state, Received(_, Push offers) ->
                  let old =
                      offers
                      |> List.map Offer.event
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
              | Received(_, Command(Have claims)) ->
                  let durable =
                      (state.Durable, claims)
                      ||> List.fold (fun durable claim ->
                          match claim.Name with
                          | Feed feed -> Map.add feed claim.Seq durable
                          | Odd _ -> durable)

                  { state with Durable = durable }
              | _ -> state)

          bug "its store forgets a feed's first events when it appends" behind noFault
          <| store (fun answer events shelf ->
              let kept =
                  (shelf, events) ||> List.fold (fun shelf event -> Map.remove event.Feed shelf)

              answer (Append events) kept)

          bug "its store says it has written, and has not" oneEvent noFault
          <| store (fun _ events shelf -> struct (shelf, [ Appended events ]))

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
