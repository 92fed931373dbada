namespace PeerFunctional.Kernel

open System

/// What was probably meant by a word that is not known.
module Suggestion =

    /// Longer words are no slips of a known one.
    [<Literal>]
    let private MaxLength = 40

    /// How many letters were changed, added, left out or swapped with the next.
    let private distance (a: string) (b: string) =
        let table =
            Array2D.init (a.Length + 1) (b.Length + 1) (fun i j -> if i = 0 then j else i)

        for i in 1 .. a.Length do
            for j in 1 .. b.Length do
                let change = if a[i - 1] = b[j - 1] then 0 else 1
                let added = min table[i - 1, j] table[i, j - 1] + 1
                let best = min added (table[i - 1, j - 1] + change)

                table[i, j] <-
                    if i > 1 && j > 1 && a[i - 1] = b[j - 2] && a[i - 2] = b[j - 1] then
                        min best (table[i - 2, j - 2] + 1)
                    else
                        best

        table[a.Length, b.Length]

    let private plain (word: string) = word.TrimStart('-').ToLowerInvariant()

    /// The known word that is nearest, whatever its dashes and capitals; none where all are too far.
    let closest known (word: string) =
        let isClose (candidate: string, distance) =
            let candidate = plain candidate

            let isBeginning =
                (plain word).Length > 1 && candidate.StartsWith(plain word, StringComparison.Ordinal)

            isBeginning || distance <= max 1 (candidate.Length / 3) && distance < candidate.Length

        if word.Length > MaxLength then
            None
        else
            known
            |> List.map (fun candidate -> candidate, distance (plain word) (plain candidate))
            |> List.filter isClose
            |> List.sortBy snd
            |> List.tryHead
            |> Option.map fst

    /// `a, b or c`.
    let listed words =
        match List.rev words with
        | last :: (_ :: _ as before) -> (before |> List.rev |> String.concat ", ") + $" or {last}"
        | words -> String.concat "" words

    /// How a sentence about an unknown word ends: with the nearest known word, else with all.
    let among known word =
        match closest known word with
        | Some nearest -> $"did you mean '{nearest}'?"
        | None -> $"use {listed known}"
