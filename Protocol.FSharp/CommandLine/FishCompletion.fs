namespace PeerFunctional

/// The completion of `peer` by fish, from the grammar.
module private FishCompletion =

    let private quoted (text: string) =
        "'" + text.Replace("\\", "\\\\").Replace("'", "\\'") + "'"

    let private condition tree =
        $"""-n "__peer_at '{CommandTree.at tree}'" """

    let private completed each =
        match each with
        | Completed.OneOf words -> quoted (String.concat " " words)
        | Completed.File -> "'(__fish_complete_path)'"
        | Completed.Folder -> "'(__fish_complete_directories)'"
        | Completed.Anything -> ""

    let private option tree option =
        let name (name: string) =
            if name.StartsWith "--" then
                $"-l {name.Substring 2}"
            else
                $"-s {name.Substring 1}"

        let value =
            match option.Value with
            | Some value ->
                match completed (CommandTree.completed value) with
                | "" -> " -x"
                | words -> $" -x -a {words}"
            | None -> ""

        let names = option.Names |> List.map name |> String.concat " "
        $"complete -c peer {condition tree}{names}{value} -d {quoted option.Usage}"

    let private lines tree =
        [ for below in tree.Commands do
              $"complete -c peer {condition tree}-a {CommandTree.name below} -d {quoted (CommandTree.summary below)}"
          for each in CommandTree.words tree do
              $"complete -c peer {condition tree}-a {completed each}"
          for each in tree.Options do
              option tree each ]

    let print tree =
        let all = CommandTree.all tree

        [ yield "# fish completion of peer: peer completion fish | source"
          yield "function __peer_at"
          yield "    set -l at ''"
          yield "    for word in (commandline -opc)[2..]"
          yield "        switch \"$at/$word\""
          yield $"""            case {all |> List.tail |> List.map CommandTree.at |> String.concat " "}"""
          yield "                set at \"$at/$word\""
          yield "        end"
          yield "    end"
          yield "    test \"$at\" = \"$argv[1]\""
          yield "end"
          yield "complete -c peer -f"
          yield! List.collect lines all ]
        |> String.concat "\n"
