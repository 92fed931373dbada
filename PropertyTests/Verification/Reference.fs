namespace PeerFunctional.Tests.Verification

open System.Collections.Generic
open PeerFunctional.Verification

/// What a checker must find, by the plainest means: the whole graph in dictionaries, and loops by who reaches whom.
type Reference<'state when 'state: equality> =
    {
        Generated: int64
        Distances: Dictionary<'state, int>
        /// In the order of the properties: whether it fails.
        Fails: bool list
        /// In the order of the properties: steps to the nearest state that decides a safety property.
        Nearest: int option list
    }

module Reference =

    let private explore (model: Model<'state, 'action>) =
        let distances = Dictionary<'state, int>()
        let queue = Queue<'state>()
        let mutable generated = 0L

        let reach distance state =
            generated <- generated + 1L

            if distances.TryAdd(state, distance) then
                queue.Enqueue state

        List.iter (reach 0) model.Initial

        while queue.Count > 0 do
            let state = queue.Dequeue()

            for struct (_, next) in model.Successors state do
                reach (distances[state] + 1) next

        generated, distances

    /// Whether some state without the goal is an end, or lies on a fair way around such states.
    let private canStarve (model: Model<'state, 'action>) goal (states: 'state list) =
        let steps =
            Map
                [ for index, state in List.indexed states ->
                      index,
                      [ for struct (action, next) in model.Successors state do
                            if not (model.IsFault action) then
                                model.FairnessKey action, List.findIndex ((=) next) states ] ]

        let hungry =
            set
                [ for index, state in List.indexed states do
                      if not (goal state) then
                          index ]

        let onward index =
            steps[index] |> List.map snd |> List.filter hungry.Contains |> set

        let rec reachable seen frontier =
            let next = Set.difference (frontier |> Seq.map onward |> Set.unionMany) seen
            if next.IsEmpty then seen else reachable (seen + next) next

        let reach =
            Map [ for index in hungry -> index, reachable Set.empty (Set.singleton index) ]

        let isFairAround index =
            let together =
                hungry |> Set.filter (fun other -> reach[index].Contains other && reach[other].Contains index)

            let possible other = steps[other] |> List.map fst |> set

            let taken =
                together
                |> Seq.collect (fun other -> steps[other])
                |> Seq.filter (fun (_, next) -> together.Contains next)
                |> Seq.map fst
                |> set

            not together.IsEmpty && Set.isSubset (together |> Seq.map possible |> Set.intersectMany) taken

        hungry |> Seq.exists (fun index -> steps[index].IsEmpty || isFairAround index)

    /// Whether the goal of a model with one property can be missed under strong fairness, by a look at every set of states: around one of them
    /// every step that is possible is taken.
    let canStarveStrongly (model: Model<'state, 'action>) =
        let goal =
            match model.Properties with
            | [ Progress(_, goal) ] -> goal
            | _ -> fun _ -> true

        let _, distances = explore model

        let lawful state =
            model.Successors state
            |> List.filter (fun struct (action, _) -> not (model.IsFault action))
            |> List.map (fun struct (action, next) -> model.FairnessKey action, next)

        let hungry = distances.Keys |> Seq.filter (goal >> not) |> Array.ofSeq
        let steps = hungry |> Array.map lawful

        let isFairAround (states: int list) =
            let inside place =
                steps[place]
                |> List.filter (fun (_, next) -> List.exists (fun other -> hungry[other] = next) states)

            let rec reach seen =
                function
                | [] -> seen
                | place :: rest ->
                    let next =
                        inside place
                        |> List.map (fun (_, next) -> Array.findIndex ((=) next) hungry)
                        |> List.filter (fun next -> not (Set.contains next seen))

                    reach (Set.union seen (set next)) (next @ rest)

            let possible =
                states |> List.collect (fun place -> List.map fst steps[place]) |> set

            let taken = states |> List.collect (inside >> List.map fst) |> set

            Set.isSubset possible taken
            && states |> List.forall (fun place -> Set.isSubset (set states) (reach Set.empty [ place ]))

        Array.exists List.isEmpty steps
        || Seq.init ((1 <<< hungry.Length) - 1) (fun number ->
            [ for place in 0 .. hungry.Length - 1 do
                  if (number + 1) &&& (1 <<< place) <> 0 then
                      place ])
           |> Seq.exists isFairAround

    let check (model: Model<'state, 'action>) =
        let generated, distances = explore model
        let states = List.ofSeq distances.Keys

        let nearest fits =
            states
            |> List.filter fits
            |> List.map (fun state -> distances[state])
            |> function
                | [] -> None
                | found -> Some(List.min found)

        let judge =
            function
            | Always(_, holds) ->
                let broken = nearest (holds >> not)
                broken.IsSome, broken
            | Sometimes(_, witness) ->
                let seen = nearest witness
                seen.IsNone, seen
            | Progress(_, goal) -> canStarve model goal states, None

        let fails, nearest = model.Properties |> List.map judge |> List.unzip

        { Generated = generated
          Distances = distances
          Fails = fails
          Nearest = nearest }
