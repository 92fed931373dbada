namespace PeerFunctional.Verification

open System.Collections.Generic

[<Struct>]
type ListedState<'action> =
    { Parent: int
      Step: 'action voption
      Rank: int
      Helper: 'action voption }

module CertificateWriter =

    let private key action =
        match action with
        | ValueSome action -> PlainSteps.key action
        | ValueNone -> 0UL

    let entries world assumptions (listed: ListedState<CheckedAction<_, _>> seq) =
        let world = World.timeless world

        seq {
            let way = Stack<struct (int * CheckedState<_, _, _, _, _>)>()
            let mutable place = 0

            for state in listed do
                let isParent (struct (place, _)) = place = state.Parent

                while way.Count > 0 && not (isParent (way.Peek())) do
                    way.Pop() |> ignore

                let reached =
                    match state.Step, way.TryPeek() with
                    | ValueSome action, (true, struct (_, parent)) ->
                        PlainSteps.after world assumptions (Happened.inState parent action) parent
                    | ValueSome _, (false, _)
                    | ValueNone, _ -> PlainSteps.initial world assumptions

                way.Push(struct (place, reached))
                place <- place + 1

                { Fingerprint = PlainSteps.fingerprint reached
                  Action = key state.Step
                  Helper = key state.Helper
                  Parent = state.Parent
                  Rank = state.Rank }
        }

    let ofPath world assumptions (path: Path<_, CheckedAction<_, _>>) =
        let listed place step =
            { Parent = place - 1
              Step = step
              Rank = 0
              Helper = ValueNone }

        ValueNone :: (path.Steps |> List.map (fun struct (action, _) -> ValueSome action))
        |> Seq.mapi listed
        |> entries world assumptions
