namespace PeerFunctional.Verification

open PeerFunctional.Kernel

/// A subject to be simulated, as a command sees it: no type of the protocol's shows.
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

    let private simulate options (subject: Subject<_, _, _, _, _, _, _, _>) : Simulation =
        let world = subject.World
        let laws = subject.Laws

        let moves (outcome: Outcome) =
            Simulator.moves world laws options outcome.Schedule

        let sentence outcome =
            let struct (outcome, moves) = moves outcome
            Subject.sentence subject moves outcome.Ending

        { Peers = world.Peers
          Run = Simulator.run world laws options
          Shrink = Shrinker.shrink world laws options
          Tape = fun outcome -> Tape.record subject options outcome.Schedule
          Sentence = sentence
          Chronicle =
            fun outcome ->
                let struct (again, moves) = moves outcome
                Retelling.tell world subject.About (sentence outcome) again.Schedule.Faults moves
          Test = fun outcome -> EmittedTest.ofOutcome subject.Source (sentence outcome) options outcome }

    /// A subject under options of faults.
    let create (subject: ISubject) (options: Options) =
        subject.Accept
            { new ISubjectUser<Simulation> with
                member _.Use subject = simulate options subject }

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

    let private rerun (tape: Tape) (subject: Subject<_, _, _, _, _, _, _, _>) =
        let subject =
            match tape.Origin with
            | Simulated _ -> subject
            | Searched -> Subject.timeless subject

        let struct (again, moves, faults) = Tape.rerun subject tape
        let words = Subject.sentence subject moves again.Ending

        let divergence =
            match Seq.zip tape.Steps again.Steps |> Seq.tryFindIndex (fun (before, now) -> before <> now) with
            | Some index -> ValueSome index
            | None when tape.Steps.Length <> again.Steps.Length -> ValueSome(min tape.Steps.Length again.Steps.Length)
            | None -> ValueNone

        { Tape = tape
          Chronicle = Retelling.tell subject.World subject.About words faults moves
          Divergence = divergence
          Difference = difference tape again divergence }

    let private startsFit (tape: Tape) (subject: Subject<_, _, _, _, _, _, _, _>) =
        match tape.Origin with
        | Simulated(_, schedule) -> schedule.Starts.Length = subject.World.Peers.Length
        | Searched -> true

    /// Runs the text of a trace file again; `find` gives a subject by its system, policy and world. The error names what is
    /// wrong with it.
    let replay (find: string -> Policy -> string -> Result<ISubject, Malformation>) (text: string) =
        TapeFile.parse text
        |> Result.bind (fun tape ->
            find tape.System tape.Policy tape.World
            |> Result.bind (fun subject ->
                subject.Accept
                    { new ISubjectUser<Result<Replayed, Malformation>> with
                        member _.Use subject =
                            if startsFit tape subject then
                                Ok(rerun tape subject)
                            else
                                Malformation.error "unknown-world" $"'{tape.World}' is no world of its peers" }))
