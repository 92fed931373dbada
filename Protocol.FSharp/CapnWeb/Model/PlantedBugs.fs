namespace PeerFunctional.CapnWeb

open PeerFunctional.Kernel
open PeerFunctional.Verification
open PeerFunctional.Verification.Laws

/// Bugs planted in sessions. The checker must find them, and laws are graded by them.
module PlantedBugs =

    /// Changes each session of a peer after a step.
    let private sessions change : RpcWorld -> RpcWorld =
        MachineVariant.states (fun _ guarded ->
            { guarded with
                Inner =
                    { guarded.Inner with
                        Ends = guarded.Inner.Ends |> Map.map (fun _ actor -> change actor) } })

    /// Sends other messages in place of each.
    let private saying change : RpcWorld -> RpcWorld =
        MachineVariant.outputs (fun _ _ outputs ->
            outputs
            |> List.collect (fun output ->
                match output with
                | Send(partner, message) -> change message |> List.map (fun other -> Send(partner, other))
                | other -> [ other ]))

    let private isPush output =
        match output with
        | Send(_, Push _) -> true
        | _ -> false

    /// The last two pushes of a step change places.
    let private swapped outputs =
        let places =
            outputs |> List.indexed |> List.filter (snd >> isPush) |> List.map fst |> List.rev

        match places with
        | last :: before :: _ ->
            outputs
            |> List.mapi (fun place output ->
                if place = last then outputs[before]
                elif place = before then outputs[last]
                else output)
        | _ -> outputs

    let private isEnd input =
        match input with
        | Closed _ -> true
        | _ -> false

    let private noFault = FaultBudget.none
    let private oneDrop = { noFault with Drops = 1 }

    let private broken =
        LawHint.create
            LawKind.Always
            [ "broken" ]
            "One end says something that the other cannot understand. Which word says how a session ended?"

    let private settled =
        LawHint.create LawKind.AtLast [ "over"; "held"; "asks"; "outcomes" ]

    let private doubled counts =
        counts |> Map.map (fun _ count -> 2 * count)

    let all: PlantedBug<RpcWorld> list =
        [ PlantedBug.create
              "answers-nothing"
              "a peer that resolves no call"
              "calls"
              noFault
              (settled "The call arrives, and no answer comes. What does the caller wait for in the end?")
              (saying (fun message ->
                  match message with
                  | Resolve _ -> []
                  | other -> [ other ]))
          PlantedBug.create
              "pulls-nothing"
              "a peer that does not ask for the outcomes of its calls"
              "calls"
              noFault
              (settled "A call without a pull is never answered. What does the caller wait for in the end?")
              (saying (fun message ->
                  match message with
                  | Pull _ -> []
                  | other -> [ other ]))
          PlantedBug.create
              "releases-nothing"
              "a peer that never releases what it was given"
              "pipelined"
              noFault
              (settled "Every call is answered. What do the two tables still hold in the end?")
              (saying (fun message ->
                  match message with
                  | Release _ -> []
                  | other -> [ other ]))
          PlantedBug.create
              "forgets-outcome"
              "a peer whose user never learns an outcome"
              "calls"
              noFault
              (settled "The answer came. What does the user know in the end?")
              (sessions (fun actor -> { actor with Outcomes = Map.empty }))
          PlantedBug.create
              "ignores-end"
              "a peer that does not notice the end of its connection"
              "calls"
              oneDrop
              (settled "The connection is gone. What does the session wait for?")
              (MachineVariant.ignoring isEnd)
          PlantedBug.create "releases-twice" "a peer that releases everything twice" "pipelined" noFault broken
          <| saying (fun message ->
              match message with
              | Release _ -> [ message; message ]
              | other -> [ other ])
          PlantedBug.create "releases-too-much" "a peer that counts one use too many" "pipelined" noFault broken
          <| saying (fun message ->
              match message with
              | Release(id, count) -> [ Release(id, count + 1L) ]
              | other -> [ other ])
          PlantedBug.create "aborts" "a peer that ends the session after its first answer" "calls" noFault broken
          <| saying (fun message ->
              match message with
              | Resolve _ -> [ message; Message.Abort Value.Null ]
              | other -> [ other ])
          PlantedBug.create
              "swaps-calls"
              "a peer that sends its last two calls in the other order"
              "pipelined"
              noFault
              (LawHint.create
                  LawKind.Always
                  [ "in-order" ]
                  "Two calls go to one object. Which word says in which order it saw them?")
              (MachineVariant.outputs (fun _ _ outputs -> swapped outputs))
          PlantedBug.create
              "answers-twice"
              "a peer whose user gets each outcome twice"
              "calls"
              noFault
              (LawHint.create LawKind.Always [ "outcomes" ] "One call, two answers. How many may there be?")
              (sessions (fun actor ->
                  { actor with
                      Outcomes = doubled actor.Outcomes }))
          PlantedBug.create
              "disposes-twice"
              "a peer that disposes of an object twice"
              "pipelined"
              noFault
              (LawHint.create
                  LawKind.Always
                  [ "disposals" ]
                  "An object is gone, and is disposed of again. Which word counts that?")
              (sessions (fun actor ->
                  { actor with
                      Disposed = doubled actor.Disposed })) ]
