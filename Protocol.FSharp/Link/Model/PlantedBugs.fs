namespace PeerFunctional.Link

open System
open System.Text
open PeerFunctional.Kernel
open PeerFunctional.Verification
open PeerFunctional.Verification.Laws

/// Bugs planted in links. The checker must find them, and laws are graded by them.
module PlantedBugs =

    let private states change : LinkWorld -> LinkWorld =
        MachineVariant.states (fun input guarded ->
            { guarded with
                Inner = change input guarded.Inner })

    let private isItem output =
        match output with
        | Send(_, Item _) -> true
        | _ -> false

    /// Changes what a step sends, given the peer before it.
    let private sending change : LinkWorld -> LinkWorld =
        MachineVariant.outputs (fun (before: Guarded<LinkActor>) _ outputs -> change before.Inner outputs)

    /// Changes a message as it comes in.
    let private receiving change : LinkWorld -> LinkWorld =
        MachineVariant.inputs (fun _ input ->
            match input with
            | Received(sender, message) -> Received(sender, change message)
            | other -> other)

    let private isCaller actor =
        match actor.Script.Calls with
        | ValueSome _ -> true
        | ValueNone -> false

    let private content (text: string) =
        { Bytes = ReadOnlyMemory(Encoding.ASCII.GetBytes text) }

    let private withoutFirst actor outputs =
        match List.tryFindIndex isItem outputs with
        | Some place when isCaller actor -> List.removeAt place outputs
        | Some _
        | None -> outputs

    let private reversed _ outputs =
        let items, others = List.partition isItem outputs
        others @ List.rev items

    let private doubled _ outputs =
        outputs |> List.collect (fun output -> if isItem output then [ output; output ] else [ output ])

    let private otherText _ outputs =
        outputs
        |> List.map (fun output ->
            match output with
            | Send(link, Item(dataType, _)) -> Send(link, Item(dataType, content "{\"data\": \"other\"}"))
            | other -> other)

    let private half message =
        match message with
        | Item(dataType, content) -> Item(dataType, { Bytes = content.Bytes.Slice(0, content.Bytes.Length / 2) })
        | other -> other

    let private anyType message =
        match message with
        | Item(Bytes, content) -> Item(Json, content)
        | other -> other

    let private ping = content "PING"

    /// One keep-alive of a peer, so that its states have an end.
    let private pingAsItem: LinkWorld -> LinkWorld =
        MachineVariant.inputs (fun before input ->
            match input with
            | Received(sender, Ping) when before.Inner.Got.Values |> Seq.forall (List.contains ping >> not) ->
                Received(sender, Item(Json, ping))
            | other -> other)

    let private untold isIt input actor =
        if isIt input then { actor with IsTold = false } else actor

    let private isDenial input =
        match input with
        | Received(_, Deny) -> true
        | _ -> false

    let private isEnd input =
        match input with
        | Closed _ -> true
        | _ -> false

    let private noFault = FaultBudget.none
    let private oneDrop = { noFault with Drops = 1 }

    let private hint kind words clue = LawHint.create kind words clue
    let private genuine = hint LawKind.Always [ "items"; "got" ]
    let private ordered = hint LawKind.Always [ "before"; "got" ]
    let private settled = hint LawKind.AtLast [ "calls"; "told"; "gives"; "got" ]

    let all: PlantedBug<LinkWorld> list =
        [ PlantedBug.create
              "drops-first"
              "a caller that does not send its first item"
              "two"
              noFault
              (ordered
                  "The second item comes and the first does not. Which word says that one item is given before another?")
              (sending withoutFirst)
          PlantedBug.create
              "swaps-items"
              "a caller that sends its items in the other order"
              "two"
              noFault
              (ordered "Both items come, the second one first. What does the listener have at that moment?")
              (sending reversed)
          PlantedBug.create
              "sends-twice"
              "a peer that sends every item twice"
              "two"
              noFault
              (genuine "The same item comes twice. How many items did the peer get, and how many different ones?")
              (sending doubled)
          PlantedBug.create
              "other-text"
              "a peer that sends another text than its user gave"
              "two"
              noFault
              (genuine "A text comes that no user gave. Is it an item?")
              (sending otherText)
          PlantedBug.create
              "half-item"
              "a peer that takes the first half of an item for all of it"
              "two"
              noFault
              (genuine "Half an item is handed to the user. Is it an item that a partner gave?")
              (receiving half)
          PlantedBug.create
              "any-type"
              "a listener that takes an item of another data type on a strict link"
              "violation"
              noFault
              (genuine "A hostile caller sends bytes that are not JSON. Is it an item of this world?")
              (receiving anyType)
          PlantedBug.create
              "ping-as-item"
              "a peer that takes a keep-alive for an item"
              "two"
              noFault
              (genuine "A keep-alive comes, and the user gets it. Who gave it?")
              pingAsItem
          PlantedBug.create
              "forgets-agreement"
              "a peer that takes items on a link which no end agreed on"
              "two"
              noFault
              (hint
                  LawKind.Always
                  [ "unagreed" ]
                  "Items come on a link. Which word counts the links that brought something without an agreement?")
              (states (fun _ actor -> { actor with Linked = Set.empty }))
          PlantedBug.create
              "hides-denial"
              "a caller whose user is not told that the offer was denied"
              "denied"
              noFault
              (settled "The offer is denied. What does the caller's user know in the end?")
              (states (untold isDenial))
          PlantedBug.create
              "hides-end"
              "a caller whose user is not told that the connection ended"
              "two"
              oneDrop
              (settled "The connection breaks before the answer. What does the caller's user know in the end?")
              (states (untold isEnd))
          PlantedBug.create
              "answers-nothing"
              "a listener that gives its callers nothing"
              "two"
              noFault
              (settled "The listener has an item to give. What does its caller get in the end?")
              (sending (fun actor outputs ->
                  if isCaller actor then
                      outputs
                  else
                      outputs |> List.filter (isItem >> not))) ]
