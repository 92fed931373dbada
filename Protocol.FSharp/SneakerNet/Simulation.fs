namespace PeerFunctional.SneakerNet

open PeerFunctional.Kernel
open PeerFunctional.Verification

/// A situation to be simulated, as a command sees it: no type of the protocol's shows.
type Simulation =
    {
        Peers: string list
        Run: uint64 -> Outcome
        Shrink: Outcome -> Outcome
        Tape: Outcome -> Tape
        /// What went wrong, in a sentence of the protocol's words.
        Sentence: Outcome -> string
        Chronicle: Outcome -> Chronicle
        /// The outcome as an F# test.
        Test: Outcome -> string
    }

/// A tape run again.
type Replayed =
    {
        Tape: Tape
        Chronicle: Chronicle
        /// The first step, from 0, that is another one now, or has another digest.
        Divergence: int voption
        /// How the run differs now, in words; none if it is the same.
        Difference: string voption
    }

module Simulation =

    let private policyName =
        function
        | AsPublished -> "AsPublished"
        | Policy.Recovering -> "Policy.Recovering"

    /// A situation under a policy and options of faults.
    let create policy (situation: Situation) (options: Options) : Simulation =
        let world = Worlds.world policy situation
        let laws = Worlds.laws policy situation

        let moves (outcome: Outcome) =
            Simulator.moves world laws options outcome.Schedule

        let sentenceOf outcome =
            let struct (outcome, moves) = moves outcome
            Sentence.tell situation world moves outcome.Ending

        { Peers = world.Peers
          Run = Simulator.run world laws options
          Shrink = Shrinker.shrink world laws options
          Tape = fun outcome -> Tape.record "sneakernet" situation.Name policy world laws options outcome.Schedule
          Sentence = sentenceOf
          Chronicle =
            fun outcome ->
                let struct (again, moves) = moves outcome
                Retelling.tell world situation.About (sentenceOf outcome) again.Schedule.Faults moves
          Test =
            fun outcome ->
                let situationOf = $"(Worlds.named \"{situation.Name}\" |> Option.get)"

                EmittedTest.print
                    "PeerFunctional.SneakerNet"
                    $"Worlds.world {policyName policy} {situationOf}"
                    $"Worlds.laws {policyName policy} {situationOf}"
                    (sentenceOf outcome)
                    outcome }

    let private difference (tape: Tape) (again: Tape) divergence =
        match divergence with
        | ValueNone when tape.Ending = again.Ending -> ValueNone
        | ValueNone -> ValueSome $"the trace ended otherwise: it says {tape.Ending}, this run {again.Ending}"
        | ValueSome index ->
            match List.tryItem index tape.Steps, List.tryItem index again.Steps with
            | Some before, Some now when before.Move = now.Move && before.At = now.At ->
                ValueSome $"step {index + 1}: the trace has digest {before.Digest}, this run has {now.Digest}"
            | Some before, Some now ->
                ValueSome $"step {index + 1}: the trace has {TapeFile.words before}, this run has {TapeFile.words now}"
            | _ ->
                ValueSome
                    $"the trace has {tape.Steps.Length} steps, this run {again.Steps.Length}; those of both are the same"

    /// Runs the text of a trace file again. The error names what is wrong with it.
    let replay (text: string) =
        TapeFile.parse text
        |> Result.bind (fun tape ->
            match tape.System, Worlds.named tape.World with
            | "sneakernet", Some situation when tape.Schedule.Starts.Length = situation.Peers.Length ->
                Ok struct (tape, situation)
            | "sneakernet", _ -> Malformation.error "unknown-world" $"'{tape.World}' is no world of its peers"
            | system, _ -> Malformation.error "unknown-system" $"'{system}' is no system")
        |> Result.map (fun (struct (tape, situation)) ->
            let world = Worlds.world tape.Policy situation
            let laws = Worlds.laws tape.Policy situation
            let again = Tape.rerun world laws tape
            let struct (outcome, moves) = Simulator.moves world laws tape.Options tape.Schedule
            let words = Sentence.tell situation world moves outcome.Ending

            let divergence =
                match Seq.zip tape.Steps again.Steps |> Seq.tryFindIndex (fun (before, now) -> before <> now) with
                | Some index -> ValueSome index
                | None when tape.Steps.Length <> again.Steps.Length ->
                    ValueSome(min tape.Steps.Length again.Steps.Length)
                | None -> ValueNone

            { Tape = tape
              Chronicle = Retelling.tell world situation.About words outcome.Schedule.Faults moves
              Divergence = divergence
              Difference = difference tape again divergence })
