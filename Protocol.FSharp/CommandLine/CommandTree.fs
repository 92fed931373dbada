namespace PeerFunctional

open System
open Argu

/// What an option or a word may be, as shells complete it.
[<RequireQualifiedAccess>]
type private Completed =
    | OneOf of string list
    | File
    | Folder
    | Anything

module private Completed =

    /// The words to choose from.
    let words completed =
        completed
        |> List.collect (fun each ->
            match each with
            | Completed.OneOf words -> words
            | Completed.File
            | Completed.Folder
            | Completed.Anything -> [])

    /// What a shell completes besides the words: files, else folders, else nothing.
    let paths files folders completed =
        if List.contains Completed.File completed then files
        elif List.contains Completed.Folder completed then folders
        else ""

/// An option of a command as the grammar has it.
type private CommandOption =
    {
        /// With their dashes.
        Names: string list
        /// The name of its value; none where it takes no value.
        Value: string option
        Usage: string
    }

/// A command of the grammar with its options and the commands below it. All that tells of the commands is made from it.
type private CommandTree =
    {
        /// The words that name it behind `peer`.
        Path: string list
        Options: CommandOption list
        Commands: CommandTree list
    }

module private CommandTree =

    let private option (info: ArgumentCaseInfo) =
        { Names = info.CommandLineNames.Value
          Value = info.UnionCaseInfo.GetFields() |> Array.tryHead |> Option.map _.Name
          Usage = info.Description.Value }

    let private isInherited (info: ArgumentCaseInfo) =
        info.UnionCaseInfo.GetCustomAttributes typeof<InheritAttribute> |> Array.isEmpty |> not

    let rec private ofParser inherited path (parser: ArgumentParser) =
        let infos =
            parser.GetArgumentCases()
            |> List.filter (fun info -> not info.IsMainCommand && info.ArgumentType <> ArgumentType.SubCommand)

        let handedDown = inherited @ (infos |> List.filter isInherited |> List.map option)

        let help =
            { Names = parser.HelpFlags
              Value = None
              Usage = parser.HelpDescription }

        { Path = path
          Options = (infos |> List.filter (isInherited >> not) |> List.map option) @ handedDown @ [ help ]
          Commands =
            [ for below in parser.GetSubCommandParsers() do
                  match below.ParentInfo with
                  | Some info -> ofParser handedDown (path @ [ info.Name.Value ]) below
                  | None -> () ] }

    /// The whole grammar.
    let root = lazy (ofParser [] [] Grammar.parser)

    /// The tree with all below it.
    let rec all tree = tree :: List.collect all tree.Commands

    let name tree = List.last tree.Path

    /// `/feed/init`, as the completions keep it; empty for the whole.
    let at tree =
        tree.Path |> List.map (fun word -> "/" + word) |> String.concat ""

    let names tree = tree.Commands |> List.map name

    let optionNames tree = tree.Options |> List.collect _.Names

    /// The command that words lead to, as far as they do.
    let rec follow words tree =
        match words with
        | word :: rest ->
            match tree.Commands |> List.tryFind (fun below -> name below = word) with
            | Some below -> follow rest below
            | None when word.StartsWith '-' -> follow rest tree
            | None -> tree
        | [] -> tree

    let topic tree =
        HelpTopics.all |> List.tryFind (fun topic -> topic.Path = String.concat " " tree.Path)

    let private upTo (mark: string) (text: string) =
        match text.IndexOf(mark, StringComparison.Ordinal) with
        | -1 -> text
        | at -> text.Substring(0, at)

    /// What a command does, in a sentence; of a group, which commands it has.
    let summary tree =
        match topic tree with
        | Some topic -> (topic.Summary |> upTo ". " |> upTo ": ").TrimEnd '.'
        | None -> names tree |> String.concat ", "

    /// How the value of this name in the grammar is completed.
    let completed value =
        match value with
        | "file" -> Completed.File
        | "dir" -> Completed.Folder
        | "policy" -> Completed.OneOf(List.map fst Choices.policies)
        | "policies" -> Completed.OneOf(List.map fst Choices.peerPolicies)
        | "system" -> Completed.OneOf Systems.names
        | "world" -> Completed.OneOf(Systems.all |> List.collect _.Worlds |> List.map fst |> List.distinct)
        | "network" -> Completed.OneOf(List.map fst Choices.networks)
        | "model" -> Completed.OneOf(List.map fst Choices.times)
        | "order" -> Completed.OneOf(List.map fst Choices.orders)
        | "fairness" -> Completed.OneOf(List.map fst Choices.fairness)
        | "dialect" -> Completed.OneOf(List.map fst Choices.dialects)
        | "protocol" -> Completed.OneOf(List.map fst Choices.protocols)
        | "datatype" -> Completed.OneOf(List.map fst Choices.dataTypes)
        | "acceptance" -> Completed.OneOf(List.map fst Choices.acceptances)
        | "part" -> Completed.OneOf(List.map fst Choices.parts)
        | _ -> Completed.Anything

    /// The options that take a value, by command and name, each with what it may be.
    let values tree =
        [ for option in tree.Options do
              match option.Value with
              | Some value ->
                  for name in option.Names do
                      $"{at tree} {name}", completed value
              | None -> () ]

    /// How the words of a command are completed, by the names that its topic gives them.
    let words tree =
        let ofName (place: string) =
            match place with
            | "FILE"
            | "TRACE" -> [ Completed.File ]
            | "DIR"
            | "TARGET"
            | "SOURCE" -> [ Completed.Folder ]
            | "SYSTEM" -> [ Completed.OneOf Systems.names ]
            | "COMMAND" -> [ Completed.OneOf(all root.Value |> List.tail |> List.map name) ]
            | word when word <> "" && Seq.forall Char.IsAsciiLetterLower word -> [ Completed.OneOf [ word ] ]
            | _ -> []

        match topic tree with
        | Some topic ->
            let places = topic.Arguments |> upTo "--"
            places.Split [| ' '; '['; ']'; '|'; ':' |] |> List.ofArray |> List.collect ofName
        | None -> []
