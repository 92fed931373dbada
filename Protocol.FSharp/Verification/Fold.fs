namespace PeerFunctional.Verification

open System

/// A stretch of a chronicle as a reader takes it in.
type Passage =
    | Single of Moment
    /// A run of like moments: lines that stand for it, the lanes it touches, and the moments themselves.
    | Alike of lines: string list * lanes: Set<int> * moments: Moment list

/// Folds runs of like moments, so that a chronicle of thousands stays readable. What is alike is told by the shape of the
/// words alone: the same text with other numbers and keys.
module Fold =

    /// Like moments from which on a run is folded.
    [<Literal>]
    let AtLeast = 6

    /// How many moments apart like moments may be.
    [<Literal>]
    let private Reach = 16

    /// Words this long are keys.
    [<Literal>]
    let private KeyLength = 20

    /// What became of a message, over all its copies.
    type private Course =
        { Arrivals: int
          Losses: int
          Corruptions: int }

    type private Kind =
        | Sending of Course
        | Fate of name: string * Course
        | Timer
        | Notice

    /// Moments are alike when these are equal.
    type private Likeness =
        { Kind: Kind
          Lane: int
          Towards: int
          Shape: string }

    let private isVariable (word: string) =
        word.Length >= KeyLength || Seq.exists Char.IsDigit word

    /// Words with their numbers and keys left out.
    let shape (words: string) =
        words.Split ' '
        |> Array.map (fun word -> if isVariable word then "#" else word)
        |> String.concat " "

    let private senders (moments: Moment list) =
        let message moment =
            match moment.Happening with
            | Sent(message, from, recipient, words) -> Some(message, struct (from, recipient, shape words))
            | Arrived _
            | Lost _
            | Corrupted _
            | Garbled _
            | TimerFired _
            | Noticed _
            | Crashed _
            | Restarted _
            | Finished _
            | Partitioned _
            | Healed _
            | Remarked _ -> None

        moments |> List.choose message |> Map.ofList

    let private noCourse =
        { Arrivals = 0
          Losses = 0
          Corruptions = 0 }

    let private courses (moments: Moment list) =
        let change message update courses =
            let course = courses |> Map.tryFind message |> Option.defaultValue noCourse
            Map.add message (update course) courses

        let add courses moment =
            match moment.Happening with
            | Arrived message -> courses |> change message (fun it -> { it with Arrivals = it.Arrivals + 1 })
            | Lost message -> courses |> change message (fun it -> { it with Losses = it.Losses + 1 })
            | Corrupted message ->
                courses
                |> change message (fun it ->
                    { it with
                        Corruptions = it.Corruptions + 1 })
            | Sent _
            | Garbled _
            | TimerFired _
            | Noticed _
            | Crashed _
            | Restarted _
            | Finished _
            | Partitioned _
            | Healed _
            | Remarked _ -> courses

        List.fold add Map.empty moments

    /// What each moment is alike to; nothing where a reader must not miss it.
    let private likenesses (moments: Moment list) =
        let senders = senders moments
        let courses = courses moments

        let ofMessage message kind =
            Map.tryFind message senders
            |> Option.map (fun struct (from, recipient, shape) ->
                { Kind = courses |> Map.tryFind message |> Option.defaultValue noCourse |> kind
                  Lane = from
                  Towards = recipient
                  Shape = shape })

        let ofPeer kind lane words =
            Some
                { Kind = kind
                  Lane = lane
                  Towards = lane
                  Shape = shape words }

        moments
        |> List.map (fun moment ->
            match moment.Happening with
            | Sent(message, _, _, _) -> ofMessage message Sending
            | Arrived message -> ofMessage message (fun course -> Fate("arrived", course))
            | Lost message -> ofMessage message (fun course -> Fate("lost", course))
            | Corrupted message -> ofMessage message (fun course -> Fate("corrupted", course))
            | TimerFired(lane, words) -> ofPeer Timer lane words
            | Noticed(lane, words) -> ofPeer Notice lane words
            | Garbled _
            | Crashed _
            | Restarted _
            | Finished _
            | Partitioned _
            | Healed _
            | Remarked _ -> None)

    /// A number in a word, with what is around it.
    let private numbered (word: string) =
        match word |> Seq.tryFindIndexBack Char.IsAsciiDigit with
        | None -> None
        | Some last ->
            let digits =
                word.Substring(0, last + 1) |> Seq.rev |> Seq.takeWhile Char.IsAsciiDigit |> Seq.length

            let first = last + 1 - digits

            match Int64.TryParse(word.Substring(first, digits)) with
            | true, number -> Some(struct ((word.Substring(0, first), word.Substring(last + 1)), number))
            | _ -> None

    /// The words at one place of like texts as one: `Alice:5..44` where only one number differs.
    let private spread words =
        match List.distinct words with
        | [ word ] -> word
        | words ->
            match words |> List.choose numbered with
            | struct (around, _) :: _ as numbers when
                numbers.Length = words.Length && numbers |> List.forall (fun struct (other, _) -> other = around)
                ->
                let numbers = numbers |> List.map (fun struct (_, number) -> number)
                $"{fst around}{List.min numbers}..{List.max numbers}{snd around}"
            | _ -> "…"

    /// Texts of one shape as one text.
    let summary (texts: string list) =
        texts
        |> List.map (fun text -> List.ofArray (text.Split ' '))
        |> List.transpose
        |> List.map spread
        |> String.concat " "

    let private courseWords course =
        match course with
        | { Corruptions = corruptions } when corruptions > 0 -> " (corrupted)"
        | { Arrivals = 0; Losses = 0 } -> " (under way)"
        | { Arrivals = 0 } -> " (lost)"
        | { Arrivals = 1 } -> ""
        | { Arrivals = copies } -> $" (arrived {copies} times)"

    let private wordsOf moment =
        match moment.Happening with
        | Sent(_, _, _, words)
        | Garbled(_, words)
        | TimerFired(_, words)
        | Noticed(_, words)
        | Partitioned words
        | Healed words
        | Remarked(_, words) -> words
        | Arrived _
        | Lost _
        | Corrupted _
        | Crashed _
        | Restarted _
        | Finished _ -> ""

    /// The lines that stand for a run: one for each kind of message, timer and notice, the most frequent first.
    let private lines (lanes: string list) members =
        let name lane =
            lanes |> List.tryItem lane |> Option.defaultValue $"lane {lane}"

        members
        |> List.countBy fst
        |> List.sortByDescending snd
        |> List.choose (fun (likeness, count) ->
            let text =
                members |> List.filter (fun (other, _) -> other = likeness) |> List.map (snd >> wordsOf) |> summary

            match likeness.Kind with
            | Sending course ->
                Some $"{count} × {name likeness.Lane} → {name likeness.Towards}: {text}{courseWords course}"
            | Timer -> Some $"{count} × timer of {name likeness.Lane}: {text}"
            | Notice -> Some $"{count} × {name likeness.Lane} says: {text}"
            | Fate _ -> None)

    /// For each place whether it goes on from the one before: both repeat, and a repetition spans the two.
    let private continues (likenesses: Likeness option array) =
        let last = Collections.Generic.Dictionary<Likeness, int>()
        let repeats = Array.create likenesses.Length false
        let depth = Array.zeroCreate<int>(likenesses.Length + 1)

        for index in 0 .. likenesses.Length - 1 do
            match likenesses[index] with
            | None -> ()
            | Some likeness ->
                match last.TryGetValue likeness with
                | true, before when index - before <= Reach ->
                    repeats[before] <- true
                    repeats[index] <- true
                    depth[before + 1] <- depth[before + 1] + 1
                    depth[index + 1] <- depth[index + 1] - 1
                | _ -> ()

                last[likeness] <- index

        let spanned = Array.scan (+) 0 depth |> Array.skip 1

        Array.init likenesses.Length (fun index ->
            index > 0 && repeats[index - 1] && repeats[index] && spanned[index] > 0)

    let private passage lanes run =
        let members =
            run
            |> List.choose (fun (likeness, moment) -> likeness |> Option.map (fun likeness -> likeness, moment))

        let most =
            members |> List.countBy fst |> List.fold (fun most (_, count) -> max most count) 0

        if most >= AtLeast then
            let touched =
                members |> List.collect (fun (likeness, _) -> [ likeness.Lane; likeness.Towards ]) |> Set.ofList

            [ Alike(lines lanes members, touched, List.map snd run) ]
        else
            run |> List.map (snd >> Single)

    /// The chronicle's moments with every run of like ones in one passage.
    let fold (chronicle: Chronicle) =
        let likenesses = likenesses chronicle.Moments
        let continues = continues (Array.ofList likenesses)

        (List.indexed (List.zip likenesses chronicle.Moments), [])
        ||> List.foldBack (fun (index, pair) runs ->
            match runs with
            | run :: others when index + 1 < continues.Length && continues[index + 1] -> (pair :: run) :: others
            | runs -> [ pair ] :: runs)
        |> List.collect (passage chronicle.Lanes)

    /// The moments of passages, as they were before folding.
    let unfold passages =
        passages
        |> List.collect (function
            | Single moment -> [ moment ]
            | Alike(_, _, moments) -> moments)
