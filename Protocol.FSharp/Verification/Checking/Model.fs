namespace PeerFunctional.Verification

open System

type Property<'state> =
    | Always of sentence: string * holds: ('state -> bool)
    | Sometimes of sentence: string * witness: ('state -> bool)
    | Progress of sentence: string * goal: ('state -> bool)

type Model<'state, 'action> =
    { Initial: 'state list
      Successors: 'state -> struct ('action * 'state) list
      Fingerprint: 'state -> uint64
      SymmetryFingerprint: ('state -> uint64) voption
      PersistentSet: ('state -> ('action -> bool) voption) voption
      IsFault: 'action -> bool
      FairnessKey: 'action -> uint64
      ActionWords: 'action -> string
      StateWords: 'state -> string
      Properties: Property<'state> list }

[<RequireQualifiedAccess>]
type Fairness =
    | Weak
    | Strong

type Path<'state, 'action> =
    { First: 'state
      Steps: struct ('action * 'state) list
      Loop: int voption }

type Verdict<'state, 'action> =
    | Holds
    | Witnessed of Path<'state, 'action>
    | Violated of Path<'state, 'action>
    | NeverWitnessed
    | Unknown

[<RequireQualifiedAccess>]
type SearchLimit =
    | States
    | Memory
    | Time
    | Interruption
    | Chance

type SearchExtent =
    | Exhaustive
    | Decided
    | CutBy of SearchLimit

type StateCounts =
    { Generated: int64
      Unique: int64
      Depth: int
      Bytes: int64 }

type CheckReport<'state, 'action> =
    { Extent: SearchExtent
      Counts: StateCounts
      Verdicts: struct (Property<'state> * Verdict<'state, 'action>) list }

module StateCounts =

    let chanceOfMissed counts =
        let states = float counts.Unique
        states * states / 2.0 / Math.Pow(2.0, 64.0)

module Property =

    let sentence =
        function
        | Always(sentence, _)
        | Sometimes(sentence, _)
        | Progress(sentence, _) -> sentence

    let isProgress =
        function
        | Progress _ -> true
        | Always _
        | Sometimes _ -> false

module Fairness =

    let name fairness =
        match fairness with
        | Fairness.Weak -> "weak"
        | Fairness.Strong -> "strong"

module Model =

    let plain model =
        { model with
            SymmetryFingerprint = ValueNone
            PersistentSet = ValueNone }

    let searched model =
        if List.exists Property.isProgress model.Properties then
            plain model
        else
            model

    let safety model =
        { model with
            Properties = model.Properties |> List.filter (Property.isProgress >> not) }

    let create initial successors fingerprint (fairness: 'action -> uint64) properties =
        { Initial = initial
          Successors = successors
          Fingerprint = fingerprint
          SymmetryFingerprint = ValueNone
          PersistentSet = ValueNone
          IsFault = fun _ -> false
          FairnessKey = fairness
          ActionWords = fun action -> $"{action}"
          StateWords = fun state -> $"{state}"
          Properties = properties }

module CheckReport =

    let private isFailure (struct (_, verdict)) =
        match verdict with
        | Violated _
        | NeverWitnessed -> true
        | Holds
        | Witnessed _
        | Unknown -> false

    let private isOpen (struct (_, verdict)) =
        match verdict with
        | Unknown -> true
        | Holds
        | Witnessed _
        | Violated _
        | NeverWitnessed -> false

    let failures report =
        report.Verdicts |> List.filter isFailure

    let passed report =
        not (List.exists isFailure report.Verdicts || List.exists isOpen report.Verdicts)
