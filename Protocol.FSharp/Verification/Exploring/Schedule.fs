namespace PeerFunctional.Verification.Exploring

open System
open System.Globalization
open PeerFunctional.Kernel
open PeerFunctional.Verification

type ExplorationStart =
    { System: string
      World: string
      Policy: PeerPolicies voption
      Assumptions: Assumptions }

type Schedule =
    { Start: ExplorationStart
      Choices: int list
      Digest: Digest }

module Schedule =

    [<Literal>]
    let MaxLength = 200_000

    [<Literal>]
    let MaxChoices = 20_000

    /// Choices are counted otherwise in another version.
    [<Literal>]
    let private Version = "1"

    /// What stands for a policy where there is none.
    [<Literal>]
    let private NoPolicy = "-"

    [<Literal>]
    let private MaxFaults = 1000

    /// A letter has five bits of a choice, the highest last, and a sixth one where more letters follow.
    [<Literal>]
    let private Alphabet =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

    let private letters choice =
        let rec go (rest: int) =
            if rest < 32 then
                [ Alphabet[rest] ]
            else
                Alphabet[32 + rest % 32] :: go (rest / 32)

        go choice

    let private printChoices choices =
        choices |> List.collect letters |> List.toArray |> String

    /// Bounds in microseconds follow the name of a time model that has them, each behind a point.
    let private printTime time =
        match time with
        | TimeModel.Ordered
        | TimeModel.Any -> TimeModel.name time
        | TimeModel.Latency bounds ->
            TimeModel.name time
            :: [ for bound in [ bounds.Latency; bounds.StoreDelay; bounds.Outage ] ->
                     string (int64 bound.TotalMicroseconds) ]
            |> String.concat "."

    /// A day, as on the command line.
    let private longest = TimeSpan.FromDays 1.0

    let private parseTime (text: string) =
        let bound (text: string) =
            match Int64.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture) with
            | true, count when float count <= longest.TotalMicroseconds -> ValueSome(TimeSpan.FromMicroseconds count)
            | _ -> ValueNone

        let unknown () =
            Malformation.error "bad-link" "the link has no time model that this program knows"

        match text.Split '.' |> List.ofArray with
        | [ "ordered" ] -> Ok TimeModel.Ordered
        | [ "any" ] -> Ok TimeModel.Any
        | [ "latency"; latency; storeDelay; outage ] ->
            match bound latency, bound storeDelay, bound outage with
            | ValueSome latency, ValueSome storeDelay, ValueSome outage ->
                Ok(
                    TimeModel.Latency
                        { Latency = latency
                          StoreDelay = storeDelay
                          Outage = outage }
                )
            | _ -> unknown ()
        | _ -> unknown ()

    let private networks = [ Network.Ordered; Network.Unordered ]

    let private faults budget =
        [ budget.Drops
          budget.Duplicates
          budget.Corruptions
          budget.Crashes
          budget.DiskLosses
          budget.Delays ]
        |> List.map string
        |> String.concat "."

    let print schedule =
        let start = schedule.Start

        [ Version
          start.System
          start.World
          (match start.Policy with
           | ValueSome policies -> PeerPolicies.name policies
           | ValueNone -> NoPolicy)
          printTime start.Assumptions.Time
          Network.name start.Assumptions.Network
          faults start.Assumptions.Budget
          printChoices schedule.Choices
          string schedule.Digest ]
        |> String.concat "/"

    let private parseChoices (text: string) =
        let rec go place (number: int) shift read =
            if place = text.Length then
                if shift = 0 then
                    Ok(List.rev read)
                else
                    Malformation.error "bad-link" "the steps of the link are cut short"
            else
                let value = Alphabet.IndexOf text[place]

                if value < 0 || shift > 15 then
                    Malformation.error "bad-link" $"the steps of the link are damaged at letter {place + 1}"
                elif value >= 32 then
                    go (place + 1) (number + ((value - 32) <<< shift)) (shift + 5) read
                else
                    go (place + 1) 0 0 ((number + (value <<< shift)) :: read)

        go 0 0 0 []
        |> Result.bind (fun choices ->
            if choices.Length > MaxChoices then
                Malformation.error "oversize" $"a link has at most {MaxChoices} steps"
            else
                Ok choices)

    let private named name of' items (text: string) =
        match items |> List.tryFind (fun item -> of' item = text) with
        | Some item -> Ok item
        | None -> Malformation.error "bad-link" $"the link has no {name} that this program knows"

    let private parsePolicy text =
        if text = NoPolicy then
            Ok ValueNone
        else
            match PeerPolicies.tryParse text with
            | ValueSome policies -> Ok(ValueSome policies)
            | ValueNone -> Malformation.error "bad-link" "the link has no policy that this program knows"

    let private parseFaults (text: string) =
        let counts =
            text.Split '.'
            |> Array.map (fun count ->
                match Int32.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture) with
                | true, count when count <= MaxFaults -> ValueSome count
                | _ -> ValueNone)

        match counts with
        | [| ValueSome drops
             ValueSome duplicates
             ValueSome corruptions
             ValueSome crashes
             ValueSome diskLosses
             ValueSome delays |] ->
            Ok
                { Drops = drops
                  Duplicates = duplicates
                  Corruptions = corruptions
                  Crashes = crashes
                  DiskLosses = diskLosses
                  Delays = delays }
        | _ -> Malformation.error "bad-link" "the link does not say how many faults there may be"

    let private parseDigest (text: string) =
        match UInt64.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) with
        | true, value when text.Length = 16 -> Ok(Digest value)
        | _ -> Malformation.error "bad-link" "the link does not end with a digest: a part of it is missing"

    let private (<*>) change value =
        match change, value with
        | Ok change, Ok value -> Ok(change value)
        | Error e, _
        | _, Error e -> Error e

    let parse (text: string) =
        if text.Length > MaxLength then
            Malformation.error "oversize" $"a link has at most {MaxLength} letters"
        else
            match text.Split '/' with
            | [| Version; system; world; policy; time; network; budget; choices; digest |] ->
                Ok(fun policy time network budget choices digest ->
                    { Start =
                        { System = system
                          World = world
                          Policy = policy
                          Assumptions =
                            { Network = network
                              Time = time
                              Budget = budget } }
                      Choices = choices
                      Digest = digest })
                <*> parsePolicy policy
                <*> parseTime time
                <*> named "network" Network.name networks network
                <*> parseFaults budget
                <*> parseChoices choices
                <*> parseDigest digest
            | [||] -> Malformation.error "bad-link" "the link is empty"
            | parts when parts[0] <> Version ->
                Malformation.error "unknown-version" $"the link does not begin with version {Version}"
            | _ -> Malformation.error "bad-link" "the link has another number of parts than 9: a part of it is missing"
