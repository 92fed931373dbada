namespace PeerFunctional.Verification.Exploring

open System
open System.Globalization
open PeerFunctional.Kernel
open PeerFunctional.Verification

type MessagePattern =
    { Kind: string voption
      From: string voption
      To: string voption
      Fields: (string * string) list
      Texts: string list }

[<RequireQualifiedAccess>]
type MotifAnswer =
    | Any
    | Is of MessagePattern * within: TimeSpan voption
    | IsNot of MessagePattern * within: TimeSpan voption

type Motif =
    { Message: MessagePattern
      Answer: MotifAnswer }

[<Struct>]
type MotifMatch = { Step: int; AnswerStep: int voption }

module Motif =

    [<Literal>]
    let MaxLength = 500

    let grammar =
        "KIND [from NAME] [to NAME] [FIELD=VALUE] [\"TEXT\"], then nothing, 'that no KIND ... answers' or 'answered by KIND ...', each with 'within 2s' at its end if need be; KIND is the first word of a message, or 'any'"

    /// A word, or a text in quotation marks; a value may be one.
    [<RequireQualifiedAccess>]
    type private Token =
        | Word of string
        | Text of string
        | Field of name: string * value: string

    /// A quoted text from a place on, and the place behind it. A backslash keeps the letter after it.
    let rec private quoted (text: string) place (letters: char list) =
        if place >= text.Length then
            Malformation.error "open-quotation" "a text that begins with a quotation mark ends with one"
        else
            match text[place] with
            | '"' -> Ok struct (String(letters |> List.rev |> Array.ofList), place + 1)
            | '\\' when place + 1 < text.Length -> quoted text (place + 2) (text[place + 1] :: letters)
            | letter -> quoted text (place + 1) (letter :: letters)

    let private isWordLetter letter =
        not (Char.IsWhiteSpace letter) && letter <> '"' && letter <> '='

    let rec private tokens (text: string) place found =
        if place >= text.Length then
            Ok(List.rev found)
        elif Char.IsWhiteSpace text[place] then
            tokens text (place + 1) found
        elif text[place] = '"' then
            quoted text (place + 1) []
            |> Result.bind (fun (struct (content, next)) -> tokens text next (Token.Text content :: found))
        elif text[place] = '=' then
            Malformation.error "no-field" "the name of a field stands before '='"
        else
            let word =
                text.Substring place |> Seq.takeWhile isWordLetter |> Seq.toArray |> String

            let next = place + word.Length

            if next < text.Length && text[next] = '=' then
                value text (next + 1)
                |> Result.bind (fun (struct (value, next)) -> tokens text next (Token.Field(word, value) :: found))
            else
                tokens text next (Token.Word word :: found)

    and private value text place =
        if place < text.Length && text[place] = '"' then
            quoted text (place + 1) []
        else
            match text.Substring place |> Seq.takeWhile isWordLetter |> Seq.toArray |> String with
            | "" -> Malformation.error "no-value" "a value stands behind '=', in quotation marks if it has blanks"
            | value -> Ok struct (value, place + value.Length)

    let private isWord (word: string) token =
        match token with
        | Token.Word other -> String.Equals(word, other, StringComparison.OrdinalIgnoreCase)
        | Token.Text _
        | Token.Field _ -> false

    let private any =
        { Kind = ValueNone
          From = ValueNone
          To = ValueNone
          Fields = []
          Texts = [] }

    let private shown token =
        match token with
        | Token.Word word -> $"'{word}'"
        | Token.Text text -> $"the text \"{text}\""
        | Token.Field(name, _) -> $"the field {name}"

    let private words =
        [ "that"; "no"; "answers"; "answered"; "by"; "within"; "from"; "to" ]

    let private isReserved token =
        words |> List.exists (fun word -> isWord word token)

    /// A name behind `from` or `to`.
    let private name word tokens =
        match tokens with
        | (Token.Word name) :: rest
        | (Token.Text name) :: rest -> Ok struct (name, rest)
        | token :: _ -> Malformation.error "no-name" $"a name stands behind '{word}', and not {shown token}"
        | [] -> Malformation.error "no-name" $"a name stands behind '{word}'"

    /// What follows the kind of a message.
    let rec private details (pattern: MessagePattern) tokens =
        match tokens with
        | token :: rest when isWord "from" token ->
            name "from" rest
            |> Result.bind (fun (struct (name, rest)) -> details { pattern with From = ValueSome name } rest)
        | token :: rest when isWord "to" token ->
            name "to" rest
            |> Result.bind (fun (struct (name, rest)) -> details { pattern with To = ValueSome name } rest)
        | Token.Field(name, value) :: rest ->
            details
                { pattern with
                    Fields = pattern.Fields @ [ name, value ] }
                rest
        | Token.Text text :: rest ->
            details
                { pattern with
                    Texts = pattern.Texts @ [ text ] }
                rest
        | rest -> Ok struct (pattern, rest)

    let private pattern tokens =
        match tokens with
        | token :: _ when isReserved token ->
            Malformation.error "no-kind" $"a kind of message, or 'any', stands before {shown token}"
        | token :: rest when isWord "any" token -> details any rest
        | Token.Word kind :: rest -> details { any with Kind = ValueSome kind } rest
        | token :: _ -> Malformation.error "no-kind" $"a kind of message, or 'any', stands first, and not {shown token}"
        | [] -> Malformation.error "no-kind" $"a kind of message, or 'any', is missing: {grammar}"

    let private duration (word: string) =
        let number (digits: string) unit =
            match Double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) with
            | true, value when value <= 86_400_000.0 -> Ok(TimeSpan.FromTicks(int64 (value * float (unit: int64))))
            | _ -> Malformation.error "bad-time" $"'{word}' is not a time: use 2s or 500ms"

        if word.EndsWith("ms", StringComparison.Ordinal) then
            number (word.Substring(0, word.Length - 2)) TimeSpan.TicksPerMillisecond
        elif word.EndsWith('s') then
            number (word.Substring(0, word.Length - 1)) TimeSpan.TicksPerSecond
        else
            Malformation.error "bad-time" $"'{word}' is not a time: use 2s or 500ms"

    let private within tokens =
        match tokens with
        | [] -> Ok ValueNone
        | [ token; Token.Word time ] when isWord "within" token -> duration time |> Result.map ValueSome
        | token :: _ when isWord "within" token ->
            Malformation.error "bad-time" "one time stands behind 'within', such as 2s or 500ms"
        | token :: _ -> Malformation.error "unexpected-word" $"the motif ends before {shown token}: {grammar}"

    let private answer tokens =
        match tokens with
        | [] -> Ok MotifAnswer.Any
        | that :: no :: rest when isWord "that" that && isWord "no" no ->
            pattern rest
            |> Result.bind (fun (struct (pattern, rest)) ->
                match rest with
                | answers :: rest when isWord "answers" answers ->
                    within rest |> Result.map (fun within -> MotifAnswer.IsNot(pattern, within))
                | _ -> Malformation.error "no-answers" "'that no KIND' ends with 'answers'")
        | answered :: by :: rest when isWord "answered" answered && isWord "by" by ->
            pattern rest
            |> Result.bind (fun (struct (pattern, rest)) ->
                within rest |> Result.map (fun within -> MotifAnswer.Is(pattern, within)))
        | token :: _ -> Malformation.error "unexpected-word" $"{shown token} is not expected here: {grammar}"

    let parse (text: string) =
        if text.Length > MaxLength then
            Malformation.error "oversize" $"a motif has at most {MaxLength} letters"
        else
            tokens text 0 []
            |> Result.bind pattern
            |> Result.bind (fun (struct (pattern, rest)) ->
                answer rest |> Result.map (fun answer -> { Message = pattern; Answer = answer }))

    let private printQuoted (text: string) =
        let escaped = text.Replace("\\", "\\\\").Replace("\"", "\\\"")
        $"\"{escaped}\""

    let private printPattern (pattern: MessagePattern) =
        [ ValueOption.defaultValue "any" pattern.Kind
          for name in ValueOption.toList pattern.From do
              $"from {printQuoted name}"
          for name in ValueOption.toList pattern.To do
              $"to {printQuoted name}"
          for name, value in pattern.Fields do
              $"{name}={printQuoted value}"
          for text in pattern.Texts do
              printQuoted text ]
        |> String.concat " "

    let private printWithin within =
        match within with
        | ValueNone -> ""
        | ValueSome(time: TimeSpan) ->
            let milliseconds =
                time.TotalMilliseconds.ToString("0.####", CultureInfo.InvariantCulture)

            $" within {milliseconds}ms"

    let print (motif: Motif) =
        match motif.Answer with
        | MotifAnswer.Any -> printPattern motif.Message
        | MotifAnswer.Is(answer, within) ->
            $"{printPattern motif.Message} answered by {printPattern answer}{printWithin within}"
        | MotifAnswer.IsNot(answer, within) ->
            $"{printPattern motif.Message} that no {printPattern answer} answers{printWithin within}"

    let private contains (part: string) (text: string) =
        text.Contains(part, StringComparison.OrdinalIgnoreCase)

    /// Whether a participant goes by a name; where it has a lane, by its role too.
    let private isNamed (report: ConversationReport) lane (address: string) name =
        contains name address
        || match lane with
           | ValueSome lane -> contains name (List.item lane report.Verdicts).Role
           | ValueNone -> false

    let private fits report (pattern: MessagePattern) (seen: SeenMessage) =
        let hasField (name: string, value) =
            seen.Fields.Value
            |> List.exists (fun row ->
                row.Field.EndsWith(name, StringComparison.OrdinalIgnoreCase)
                && String.Equals(row.Value, value, StringComparison.OrdinalIgnoreCase))

        let isKind (kind: string) =
            String.Equals(seen.Row.Words.Split(' ')[0], kind, StringComparison.OrdinalIgnoreCase)

        ValueOption.forall isKind pattern.Kind
        && ValueOption.forall (isNamed report seen.From seen.Row.Sender) pattern.From
        && ValueOption.forall (isNamed report seen.To seen.Row.Recipient) pattern.To
        && List.forall (fun text -> contains text seen.Row.Words) pattern.Texts
        && List.forall hasField pattern.Fields

    /// The first place behind another one, of places in order.
    let private firstBehind place (places: int array) =
        match Array.BinarySearch(places, place + 1) with
        | found when found >= 0 -> ValueSome places[found]
        | found when ~~~found < places.Length -> ValueSome places[~~~found]
        | _ -> ValueNone

    let search (motif: Motif) (walk: CapturedWalk) =
        let report = walk.Report

        let messages =
            [| for place, step in Array.indexed walk.Steps do
                   for seen in ValueOption.toList step.Message -> struct (place, seen) |]

        let answersLike pattern =
            let byWay =
                messages
                |> Array.filter (fun (struct (_, seen)) -> fits report pattern seen)
                |> Array.groupBy (fun (struct (_, seen)) -> struct (seen.Row.Sender, seen.Row.Recipient))
                |> Array.map (fun (way, found) -> way, found |> Array.map (fun (struct (place, _)) -> place))
                |> Map.ofArray

            fun within place (seen: SeenMessage) ->
                Map.tryFind (struct (seen.Row.Recipient, seen.Row.Sender)) byWay
                |> ValueOption.ofOption
                |> ValueOption.bind (firstBehind place)
                |> ValueOption.filter (fun answer ->
                    within |> ValueOption.forall (fun time -> walk.Steps[answer].At - walk.Steps[place].At <= time))

        let judge =
            match motif.Answer with
            | MotifAnswer.Any -> fun _ _ -> ValueSome ValueNone
            | MotifAnswer.Is(pattern, within) ->
                let find = answersLike pattern within
                fun place seen -> find place seen |> ValueOption.map ValueSome
            | MotifAnswer.IsNot(pattern, within) ->
                let find = answersLike pattern within

                fun place seen ->
                    match find place seen with
                    | ValueSome _ -> ValueNone
                    | ValueNone -> ValueSome ValueNone

        [ for struct (place, seen) in messages do
              if fits report motif.Message seen then
                  for answer in ValueOption.toList (judge place seen) -> { Step = place; AnswerStep = answer } ]
