namespace PeerFunctional.Verification

open System

type RowGroup =
    | Single of TimedEvent
    | Alike of lines: string list * lanes: Set<int> * events: TimedEvent list

module RunFolding =

    [<Literal>]
    let AtLeast = 6

    /// Fewer like events than these are shown by themselves, also in the midst of a run of others.
    [<Literal>]
    let private InARun = 3

    /// How many events apart like events may be.
    [<Literal>]
    let private Reach = 32

    /// Words this long are keys.
    [<Literal>]
    let private KeyLength = 20

    /// What became of a message, over all its copies.
    type private Exchange =
        { Arrivals: int
          Losses: int
          Corruptions: int }

    type private RowKind =
        | Emission of Exchange
        | DeliveryResult of name: string * Exchange
        | Timer
        | Notice
        | Remark

    /// Moments are alike when these are equal.
    type private RowShape =
        { RowKind: RowKind
          Lane: int
          Towards: int
          Shape: string }

    let private isVariable (word: string) =
        word.Length >= KeyLength || Seq.exists Char.IsDigit word

    let shape (words: string) =
        words.Split ' '
        |> Array.map (fun word -> if isVariable word then "#" else word)
        |> String.concat " "

    let private senders (events: TimedEvent list) =
        let message timed =
            match timed.Event with
            | Sent(message, from, recipient, words) -> Some(message, struct (from, recipient, shape words))
            | Delivered _
            | Dropped _
            | Corrupted _
            | Garbled _
            | TimerFired _
            | Noticed _
            | Crashed _
            | Restarted _
            | Finished _
            | Partitioned _
            | Healed _
            | Remarked _
            | Diverged _ -> None

        events |> List.choose message |> Map.ofList

    let private noCourse =
        { Arrivals = 0
          Losses = 0
          Corruptions = 0 }

    let private courses (events: TimedEvent list) =
        let change message update courses =
            let course = courses |> Map.tryFind message |> Option.defaultValue noCourse
            Map.add message (update course) courses

        let add courses timed =
            match timed.Event with
            | Delivered message -> courses |> change message (fun it -> { it with Arrivals = it.Arrivals + 1 })
            | Dropped message -> courses |> change message (fun it -> { it with Losses = it.Losses + 1 })
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
            | Remarked _
            | Diverged _ -> courses

        List.fold add Map.empty events

    /// What each event is alike to; nothing where a reader must not miss it.
    let private likenesses (events: TimedEvent list) =
        let senders = senders events
        let courses = courses events

        let like kind message (struct (from, recipient, shape)) =
            { RowKind = courses |> Map.tryFind message |> Option.defaultValue noCourse |> kind
              Lane = from
              Towards = recipient
              Shape = shape }

        let ofMessage message kind =
            Map.tryFind message senders |> Option.map (like kind message)

        let ofPeer kind lane words =
            Some
                { RowKind = kind
                  Lane = lane
                  Towards = lane
                  Shape = shape words }

        events
        |> List.map (fun timed ->
            match timed.Event with
            | Sent(message, from, recipient, words) ->
                Some(like Emission message (struct (from, recipient, shape words)))
            | Delivered message -> ofMessage message (fun course -> DeliveryResult("arrived", course))
            | Dropped message -> ofMessage message (fun course -> DeliveryResult("lost", course))
            | Corrupted message -> ofMessage message (fun course -> DeliveryResult("corrupted", course))
            | TimerFired(lane, words) -> ofPeer Timer lane words
            | Noticed(lane, words) -> ofPeer Notice lane words
            | Remarked(ValueSome lane, words) -> ofPeer Remark lane words
            | Garbled _
            | Crashed _
            | Restarted _
            | Finished _
            | Partitioned _
            | Healed _
            | Remarked(ValueNone, _)
            | Diverged _ -> None)

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

    /// More different words than these are not named.
    [<Literal>]
    let private MaxNamed = 4

    /// The words at one place of like texts as one: `Alice:5..44` where only the number differs.
    let private spread words =
        let range (before, behind) numbers =
            match List.min numbers, List.max numbers with
            | least, most when least = most -> $"{before}{least}{behind}"
            | least, most -> $"{before}{least}..{most}{behind}"

        match List.distinct words with
        | [ word ] -> word
        | words ->
            let numbers = words |> List.choose numbered

            let groups = numbers |> List.groupBy (fun struct (around, _) -> around)

            if numbers.Length < words.Length || groups.Length > MaxNamed then
                "…"
            else
                groups
                |> List.map (fun (around, numbers) ->
                    numbers |> List.map (fun struct (_, number) -> number) |> range around)
                |> String.concat " and "

    let summary (texts: string list) =
        texts
        |> List.map (fun text -> List.ofArray (text.Split ' '))
        |> List.transpose
        |> List.map spread
        |> String.concat " "

    let private courseWords course =
        match course with
        | { Corruptions = corruptions } when corruptions > 0 -> " (corrupted)"
        | { Arrivals = 0; Losses = 0 } -> " (no arrival seen)"
        | { Arrivals = 0 } -> " (lost)"
        | { Arrivals = 1 } -> ""
        | { Arrivals = copies } -> $" (arrived {copies} times)"

    let private wordsOf timed =
        match timed.Event with
        | Sent(_, _, _, words)
        | Garbled(_, words)
        | TimerFired(_, words)
        | Noticed(_, words)
        | Partitioned words
        | Healed words
        | Remarked(_, words)
        | Diverged(_, words) -> words
        | Delivered _
        | Dropped _
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

            match likeness.RowKind with
            | Emission course ->
                Some $"{count} × {name likeness.Lane} → {name likeness.Towards}: {text}{courseWords course}"
            | Timer -> Some $"{count} × timer of {name likeness.Lane}: {text}"
            | Notice -> Some $"{count} × notice of {name likeness.Lane}: {text}"
            | Remark -> Some $"{count} × {name likeness.Lane}: {text}"
            | DeliveryResult _ -> None)

    /// Like events that follow one another within reach make a chain: for each event the number of its chain.
    let private chains (likenesses: RowShape option array) =
        let last = Collections.Generic.Dictionary<RowShape, struct (int * int)>()
        let mutable count = 0

        likenesses
        |> Array.mapi (fun index likeness ->
            match likeness with
            | None -> ValueNone
            | Some likeness ->
                let chain =
                    match last.TryGetValue likeness with
                    | true, struct (before, chain) when index - before <= Reach -> chain
                    | _ ->
                        count <- count + 1
                        count

                last[likeness] <- struct (index, chain)
                ValueSome chain)

    /// For each place whether it goes on from the one before: both are of chains long enough, and a chain spans the two.
    let private continues likenesses =
        let chains = chains likenesses

        let spans =
            chains
            |> Array.indexed
            |> Array.filter (fun (_, chain) -> chain.IsSome)
            |> Array.groupBy snd
            |> Array.filter (fun (_, members) -> members.Length >= InARun)
            |> Array.map (fun (chain, members) -> chain, struct (fst members[0], fst (Array.last members)))
            |> Map.ofArray

        let depth = Array.zeroCreate<int>(likenesses.Length + 1)

        for struct (first, last) in spans.Values do
            depth[first + 1] <- depth[first + 1] + 1
            depth[last + 1] <- depth[last + 1] - 1

        let spanned = Array.scan (+) 0 depth |> Array.skip 1
        let isLong index = Map.containsKey chains[index] spans

        Array.init likenesses.Length (fun index ->
            index > 0 && isLong (index - 1) && isLong index && spanned[index] > 0)

    let private group lanes run =
        let members =
            run
            |> List.choose (fun (likeness, timed) -> likeness |> Option.map (fun likeness -> likeness, timed))

        let most =
            members |> List.countBy fst |> List.fold (fun most (_, count) -> max most count) 0

        // Where several kinds take turns, none of them need be frequent for the run to be long.
        if most >= AtLeast || members.Length >= 3 * AtLeast then
            let touched =
                members |> List.collect (fun (likeness, _) -> [ likeness.Lane; likeness.Towards ]) |> Set.ofList

            [ Alike(lines lanes members, touched, List.map snd run) ]
        else
            run |> List.map (snd >> Single)

    let fold (timeline: Timeline) =
        let likenesses = likenesses timeline.Events
        let continues = continues (Array.ofList likenesses)

        (List.indexed (List.zip likenesses timeline.Events), [])
        ||> List.foldBack (fun (index, pair) runs ->
            match runs with
            | run :: others when index + 1 < continues.Length && continues[index + 1] -> (pair :: run) :: others
            | runs -> [ pair ] :: runs)
        |> List.collect (group timeline.Lanes)

    let unfold groups =
        groups
        |> List.collect (function
            | Single timed -> [ timed ]
            | Alike(_, _, events) -> events)
