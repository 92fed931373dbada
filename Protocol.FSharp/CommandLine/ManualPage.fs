namespace PeerFunctional

/// The manual of `peer` as `man` reads it, from the grammar and the help topics.
module private ManualPage =

    /// Text as it stands: nothing in it is a request of roff.
    let private text (line: string) =
        let escaped = line.Replace("\\", "\\e").Replace("-", "\\-")

        if escaped.StartsWith '.' || escaped.StartsWith '\'' then
            "\\&" + escaped
        else
            escaped

    let private option each =
        let value =
            match each.Value with
            | Some value -> $" \\fI{text value}\\fR"
            | None -> ""

        let names =
            each.Names |> List.map (fun name -> $"\\fB{text name}\\fR") |> String.concat ", "

        [ ".TP"; names + value; text each.Usage ]

    let private example (line, meaning) =
        [ ".PP"; ".EX"; text $"    {line}"; ".EE"; text meaning ]

    /// A command without the options that every command takes.
    let private command root tree =
        let isOwn each =
            root.Options |> List.forall (fun shared -> shared.Names <> each.Names)

        match CommandTree.topic tree with
        | None -> []
        | Some topic ->
            [ yield $".SS peer {text topic.Path} {text topic.Arguments}"
              yield text topic.Summary
              yield! List.collect example topic.Examples
              yield! tree.Options |> List.filter isOwn |> List.collect option ]

    let print tree =
        [ yield ".TH PEER 1"
          yield ".SH NAME"
          yield "peer \\- a workbench for peer\\-to\\-peer protocols"
          yield ".SH SYNOPSIS"
          yield ".B peer"
          yield "\\fICOMMAND\\fR [\\fIOPTIONS\\fR]"
          yield ".SH OPTIONS"
          yield! List.collect option tree.Options
          yield ".SH COMMANDS"
          yield! CommandTree.all tree |> List.collect (command tree)
          yield ".SH EXIT STATUS"
          yield text HelpTopic.exits ]
        |> String.concat "\n"
