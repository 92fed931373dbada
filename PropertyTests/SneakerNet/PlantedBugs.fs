namespace PeerFunctional.Tests.SneakerNet

open PeerFunctional.Kernel
open PeerFunctional.Verification
open PeerFunctional.SneakerNet

/// One thing a SneakerNet replica does wrongly. Simulator and checker must find it.
type PlantedBug =
    { Name: string
      Plant: SneakerNetWorld -> SneakerNetWorld }

module PlantedBugs =

    type private Outputs = ReplicaOutput list

    /// A change of what a step puts out: the state before, the input, the outputs.
    let private outputs (change: Replica -> ReplicaInput -> Outputs -> Outputs) (world: SneakerNetWorld) =
        { world with
            Step =
                fun before input ->
                    let struct (state, outputs) = world.Step before input
                    struct (state, change before input outputs) }

    let private without (isWrong: ReplicaInput -> ReplicaOutput -> bool) =
        outputs (fun _ input outputs -> outputs |> List.filter (fun output -> not (isWrong input output)))

    /// A change of what a step is given.
    let private inputs (change: ReplicaInput -> ReplicaInput) (world: SneakerNetWorld) =
        { world with
            Step = fun state input -> world.Step state (change input) }

    let private state change (world: SneakerNetWorld) =
        { world with
            Step =
                fun before input ->
                    let struct (after, outputs) = world.Step before input

                    match after with
                    | RecoveringReplica replication -> struct (RecoveringReplica(change input replication), outputs)
                    | PublishedReplica _ -> struct (after, outputs) }

    let private store change (world: SneakerNetWorld) =
        { world with
            Answer =
                fun effect shelf ->
                    match effect with
                    | Ask(Append events) -> change world.Answer events shelf
                    | Ask(Fetch _ | Compare _ | CreateLog _)
                    | Tell _ -> world.Answer effect shelf }

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

    let private mallory = Authors.create [ "Mallory", 1 ] |> Authors.events "Mallory" 1

    let private bug name plant = { Name = name; Plant = plant }

    let all =
        [ bug "announces once, when a session starts, and never again"
          <| outputs (fun before input outputs ->
              match input with
              | Input.TimerFired _
              | Received _ when partners before > 0 ->
                  outputs |> List.filter (fun output -> not (isSending _.IsHave output))
              | _ -> outputs)

          bug "asks once and never again"
          <| without (fun input output -> isRetry input && isSending _.IsWant output)

          bug "asks for the events after the next one"
          <| outputs (fun _ _ outputs ->
              outputs
              |> List.map (function
                  | Send(peer, Command(Want demands)) ->
                      let later =
                          demands |> List.map (fun demand -> { demand with From = demand.From + 1L })

                      Send(peer, Command(Want later))
                  | output -> output))

          bug "names its port once and never again"
          <| outputs (fun before _ outputs ->
              if partners before > 0 then
                  outputs |> List.filter (fun output -> not (isSending _.IsPort output))
              else
                  outputs)

          bug "calls once and never again"
          <| without (fun input output -> input = Input.TimerFired Contact && isSending _.IsHelo output)

          bug "never calls a responder that forgot it"
          <| without (fun input output -> isRetry input && isSending _.IsHelo output)

          bug "stores what garbled bytes might have been"
          <| outputs (fun _ input outputs ->
              match input with
              | Malformed _ -> outputs @ [ Perform(Ask(Append mallory)) ]
              | _ -> outputs)

          bug "stores an event again when it comes again"
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
                      outputs @ [ Perform(Ask(Append old)) ]
              | _ -> outputs)

          bug "says that it holds an event before that is on disk"
          <| state (fun _ state ->
              { state with
                  Durable = Feeds.frontier state.Feeds })

          bug "takes what a partner holds for its own"
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

          bug "its store forgets a feed's first events when it appends"
          <| store (fun answer events shelf ->
              let kept =
                  (shelf, events) ||> List.fold (fun shelf event -> Map.remove event.Feed shelf)

              answer (Ask(Append events)) kept)

          bug "its store says it has written, and has not"
          <| store (fun _ events shelf -> struct (shelf, [ Answered(Appended events) ]))

          bug "pushes nothing a second time"
          <| outputs (fun before _ outputs ->
              match before with
              | RecoveringReplica { Tally = tally } when tally.Sent > 0L ->
                  outputs
                  |> List.filter (function
                      | Send(_, Push _) -> false
                      | _ -> true)
              | RecoveringReplica _
              | PublishedReplica _ -> outputs)

          bug "its timer for asking again rings once"
          <| without (fun input output ->
              isRetry input
              && match output with
                 | SetTimer(Retry _, _) -> true
                 | _ -> false)

          bug "ends at the first pause"
          <| inputs (function
              | Input.TimerFired(Retry _) -> Requested Stop
              | input -> input)

          bug "never ends a session"
          <| without (fun _ output ->
              match output with
              | SetTimer(Silent _, _) -> true
              | _ -> false) ]
