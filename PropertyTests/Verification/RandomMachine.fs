namespace PeerFunctional.Tests.Verification

open FsCheck
open FsCheck.FSharp
open PeerFunctional.Verification

/// A small graph by chance: each state's steps by action, action 0 being a fault.
type RandomMachine =
    { Initial: int list
      Steps: (int * int) list list
      Bad: Set<int>
      Seen: Set<int>
      Goals: Set<int> }

/// A few processes, each a graph of its own, over one shared number. A step may need a value of it and write another.
type RandomProcesses =
    { Graphs: Map<int, (int * (int * int) option) list> list
      Bad: int
      Seen: int }

module RandomMachine =

    let private someOf states =
        Gen.subListOf [ 0 .. states - 1 ] |> Gen.map set

    let generator =
        gen {
            let! states = Gen.choose (1, 14)
            let step = Gen.zip (Gen.choose (0, 3)) (Gen.choose (0, states - 1))

            let! initial =
                Gen.choose (1, 2) |> Gen.bind (Gen.listOfLength >> (fun list -> list (Gen.choose (0, states - 1))))

            let! steps =
                Gen.listOfLength states (Gen.choose (0, 3) |> Gen.bind (fun count -> Gen.listOfLength count step))

            let! bad = Gen.frequency [ 1, Gen.constant Set.empty; 3, someOf states ]
            let! seen = someOf states
            let! goals = someOf states

            return
                { Initial = initial
                  Steps = steps
                  Bad = bad
                  Seen = seen
                  Goals = goals }
        }

    let model (machine: RandomMachine) : Model<int, int> =
        let successors state =
            machine.Steps[state] |> List.map (fun (action, next) -> struct (action, next))

        { Model.create
              machine.Initial
              successors
              uint64
              uint64
              [ Always("no bad state", machine.Bad.Contains >> not)
                Sometimes("one is seen", machine.Seen.Contains)
                Progress("a goal is reached", machine.Goals.Contains) ] with
            IsFault = (=) 0 }

    /// A property at a time: a search ends when everything is decided.
    let withProperty index (model: Model<int, int>) =
        { model with
            Properties = [ model.Properties[index] ] }

module RandomProcesses =

    let private localStates = 3

    let private graph =
        let write =
            Gen.frequency
                [ 3, Gen.constant None
                  2, Gen.zip (Gen.choose (0, 2)) (Gen.choose (0, 2)) |> Gen.map Some ]

        Gen.choose (0, 2)
        |> Gen.bind (fun count -> Gen.listOfLength count (Gen.zip (Gen.choose (0, localStates - 1)) write))
        |> Gen.listOfLength localStates
        |> Gen.map (List.indexed >> Map)

    let generator alike =
        gen {
            let! count = Gen.choose (2, 3)

            let! graphs =
                if alike then
                    graph |> Gen.map (List.replicate count)
                else
                    Gen.listOfLength count graph

            let! bad = Gen.choose (0, 2)
            let! seen = Gen.choose (0, 2)

            return
                { Graphs = graphs
                  Bad = bad
                  Seen = seen }
        }

    let private successors (machine: RandomProcesses) (shared: int, places: int list) =
        [ for index, place in List.indexed places do
              for next, write in machine.Graphs[index][place] do
                  let places = List.updateAt index next places

                  match write with
                  | None -> struct (index, (shared, places))
                  | Some(needed, written) when needed = shared -> struct (index, (written, places))
                  | Some _ -> () ]

    let private pack (shared: int, places: int list) =
        places |> List.fold (fun packed place -> packed * 4UL + uint64 place) (uint64 shared + 4UL)

    let model (machine: RandomProcesses) : Model<int * int list, int> =
        Model.create
            [ 0, machine.Graphs |> List.map (fun _ -> 0) ]
            (successors machine)
            pack
            uint64
            [ Always("the number is never bad", fun (shared, _) -> shared <> machine.Bad)
              Sometimes("the number is seen", fun (shared, _) -> shared = machine.Seen) ]

    /// Of a process that can only take steps of its own, these are enough.
    let reduced machine =
        let isLocal index place =
            let steps = machine.Graphs[index][place]
            not steps.IsEmpty && steps |> List.forall (fun (_, write) -> write.IsNone)

        let enough (_, places) =
            places
            |> List.indexed
            |> List.tryFind (fun (index, place) -> isLocal index place)
            |> function
                | Some(index, _) -> ValueSome(fun action -> action = index)
                | None -> ValueNone

        { model machine with
            PersistentSet = ValueSome enough }

    /// Of alike processes, only how many are where matters.
    let symmetric machine =
        { model machine with
            SymmetryFingerprint = ValueSome(fun (shared, places) -> pack (shared, List.sort places)) }
