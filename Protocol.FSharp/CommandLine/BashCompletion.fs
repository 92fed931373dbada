namespace PeerFunctional

/// The completion of `peer` by bash, from the grammar.
module private BashCompletion =

    let private assignment completed =
        $"""words="{String.concat " " (Completed.words completed)}"{Completed.paths " files=-f" " files=-d" completed}"""

    let private values tree =
        [ for place, completed in CommandTree.values tree -> $"        \"{place}\") {assignment [ completed ]} ;;" ]

    let private words tree =
        let options = CommandTree.optionNames tree |> List.filter _.StartsWith("--")
        let known = Completed.OneOf(CommandTree.names tree @ options)
        $"        \"{CommandTree.at tree}\") {assignment (CommandTree.words tree @ [ known ])} ;;"

    let print tree =
        let all = CommandTree.all tree

        [ yield "# bash completion of peer: source <(peer completion bash)"
          yield "_peer() {"
          yield
              "    local current=${COMP_WORDS[COMP_CWORD]} option=${COMP_WORDS[COMP_CWORD - 1]} at= files= words= word"
          yield "    # The '=' of --option=value is a word of its own."
          yield "    if [ \"$current\" = = ]; then current="
          yield "    elif [ \"$option\" = = ]; then option=${COMP_WORDS[COMP_CWORD - 2]}; fi"
          yield "    for word in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do"
          yield "        case $at/$word in"
          yield $"""        {all |> List.tail |> List.map CommandTree.at |> String.concat " | "}) at+=/$word ;;"""
          yield "        esac"
          yield "    done"
          yield "    case \"$at $option\" in"
          yield! List.collect values all
          yield "    *)"
          yield "        case \"$at\" in"
          yield! List.map words all
          yield "        esac ;;"
          yield "    esac"
          yield "    mapfile -t COMPREPLY < <(compgen $files -W \"$words\" -- \"$current\")"
          yield "    [ -z \"$files\" ] || compopt -o filenames 2>/dev/null"
          yield "    return 0"
          yield "}"
          yield "complete -F _peer peer" ]
        |> String.concat "\n"
