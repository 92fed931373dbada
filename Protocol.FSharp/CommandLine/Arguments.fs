namespace PeerFunctional

open System
open PeerFunctional.Kernel
open PeerFunctional.Verification

/// What the words of a command are read with.
type private WordContext =
    {
        /// The words behind `--`.
        Behind: string list
        /// The options that the command takes.
        Options: Lazy<string list>
    }

/// Words and the values of options, as every command reads them. A value that is wrong is named by its option.
module private Arguments =

    /// What is wrong with a word behind the last that is taken.
    let tooMany extra = Error $"'{extra}' is one word too many"

    /// The word that is asked for, or what is missing or too many.
    let one name =
        function
        | [ word ] -> Ok word
        | [] -> Error $"{name} is missing"
        | _ :: extra :: _ -> tooMany extra

    /// Two words in their places, or what is missing or too many.
    let two first second =
        function
        | [ a; b ] -> Ok(a, b)
        | [] -> Error $"{first} and {second} are missing"
        | [ _ ] -> Error $"{second} is missing"
        | _ :: _ :: extra :: _ -> tooMany extra

    /// No word at all.
    let none =
        function
        | [] -> Ok()
        | extra :: _ -> tooMany extra

    /// What is wrong with an option that a command does not take.
    let unknownOption known (word: string) =
        let option = word.Split('=')[0]

        match Suggestion.closest known option with
        | Some nearest -> $"unknown option '{option}': did you mean '{nearest}'?"
        | None -> $"unknown option '{option}' (a word that starts with '-' must stand behind '--')"

    /// The words of a command: those Argu collected and those behind `--`. A dashed word before `--` is an unknown option.
    let words context (collected: string list list) =
        let before = List.concat collected

        match before |> List.tryFind (fun word -> word.Length > 1 && word[0] = '-') with
        | Some option -> Error(unknownOption context.Options.Value option)
        | None -> Ok(before @ context.Behind)

    /// A literal address as it is written: IPv6 may name a link behind `%`.
    let private isAddress (host: string) =
        match host.Split '%' with
        | [| _ |] -> Kernel.Encodings.IpAddress.parse host |> Option.isSome
        | [| address; link |] ->
            address.Contains ':' && link <> "" && Kernel.Encodings.IpAddress.parse address |> Option.isSome
        | _ -> false

    /// Whether a host can be an address only. No name has a colon or ends in a number.
    let private isNoName (host: string) =
        let last = host.TrimEnd('.').Split '.' |> Array.last
        let isNumber = last <> "" && last |> Seq.forall Char.IsAsciiDigit

        host.Contains ':'
        || host.Contains '%'
        || isNumber
        || last.StartsWith("0x", StringComparison.OrdinalIgnoreCase)

    let private withHost (endpoint: Endpoint) =
        if isNoName endpoint.Host && not (isAddress endpoint.Host) then
            Error $"'{endpoint.Host}' is not a complete IP address: use one such as 192.168.1.7, ::1 or fe80::1%%eth0"
        else
            Ok endpoint

    /// Reads `HOST`, `HOST:PORT`, `[IPV6]` and `[IPV6]:PORT`. A host is a name, or an address spelled whole.
    let endpoint defaultPort text =
        Endpoint.parse defaultPort text |> Result.bind withHost

    /// Where to listen; without a port, or with port 0, the system chooses one.
    let listening (text: string) =
        match endpoint 0 text with
        | Error _ when text.EndsWith(":0", StringComparison.Ordinal) -> endpoint 0 (text.Substring(0, text.Length - 2))
        | result -> result

    /// Reads a host whose port has an option of its own.
    let host text =
        endpoint 0 text
        |> Result.bind (fun endpoint ->
            if endpoint.Port = 0 then
                Ok endpoint.Host
            else
                Error $"'{text}' names a port too: use --port {endpoint.Port}")

    /// A problem with the option it is about.
    let named option (result: Result<'value, string>) =
        result |> Result.mapError (fun problem -> $"{option}: {problem}")

    /// The value of an option, or its default where it is not given.
    let optional (parse: string -> Result<'value, string>) fallback =
        function
        | None -> Ok fallback
        | Some text -> parse text

    /// The value of an option that may be left out.
    let option (parse: string -> Result<'value, string>) text =
        match text with
        | None -> Ok None
        | Some text -> parse text |> Result.map Some

    /// Gives what is being made its next value, or keeps the first problem.
    let (<*>) change value =
        match change, value with
        | Ok change, Ok value -> Ok(change value)
        | Error problem, _
        | _, Error problem -> Error problem

    /// Reads a number between bounds.
    let wholeNumber least most (text: string) =
        match Int32.TryParse text with
        | true, number when number >= least && number <= most -> Ok number
        | _ -> Error $"'{text}' is not a number from {least} to {most}"

    let policy = Choices.parse "policy" Choices.policies

    let peerPolicies = Choices.parse "policy" Choices.peerPolicies

    /// Reads the name of a system that is known.
    let system =
        Choices.parse "system" (Systems.names |> List.map (fun name -> name, name))

    /// A system with one machine takes no policy.
    let withPolicy given name =
        match Systems.tryFind name, given with
        | ValueSome system, Some _ when ProtocolSystem.hasOneMachine system ->
            Error $"--policy: {name} has one machine, which every policy would mean: leave --policy out"
        | _, _ -> Ok name

    /// How many peers a world of the system has, and how many things (events, items, calls) each of them; two unless told otherwise.
    let crowd nodes things name =
        match Systems.tryFind name with
        | ValueNone -> system name |> Result.map (fun _ -> struct (0, 0))
        | ValueSome system ->
            Ok(fun nodes things -> struct (nodes, things))
            <*> (nodes |> optional (wholeNumber 2 system.MostPeers) 2 |> named "--nodes")
            <*> (things |> optional (wholeNumber system.LeastThings system.MostThings) 2 |> named "--events")

    /// A world that is named must be one of the system's.
    let worldOf name world =
        match Systems.tryFind name with
        | ValueSome system when system.Scenario PeerPolicies.recovering world |> ValueOption.isNone ->
            let worlds = List.map fst system.Worlds
            Error $"--world: {name} has no world '{world}': {Suggestion.among worlds world}"
        | ValueSome _
        | ValueNone -> Ok world

    /// The name of a picture's file.
    let pictureFile (file: string) =
        let endsIn (ending: string) =
            file.EndsWith(ending, StringComparison.OrdinalIgnoreCase)

        if endsIn ".svg" || endsIn ".html" then
            Ok file
        else
            Error $"'{file}' is not a picture file: use a name that ends in .svg or .html"
