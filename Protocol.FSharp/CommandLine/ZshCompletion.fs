namespace PeerFunctional

/// The completion of `peer` by zsh, from the grammar.
module private ZshCompletion =

    let private quoted (text: string) = "'" + text.Replace("'", "'\\''") + "'"

    /// A word with what it means, as `_describe` takes it.
    let private described (word: string, meaning: string) =
        quoted ((word.Replace(":", "\\:")) + ":" + meaning)

    let private assignment described completed =
        let plain = Completed.words completed |> List.map quoted
        $"""choices=({String.concat " " (plain @ described)}){Completed.paths " files=(-f)" " files=(-/)" completed}"""

    let private values tree =
        [ for place, completed in CommandTree.values tree -> $"        \"{place}\") {assignment [] [ completed ]} ;;" ]

    let private words tree =
        let known =
            [ for below in tree.Commands do
                  described (CommandTree.name below, CommandTree.summary below)
              for option in tree.Options do
                  for name in option.Names |> List.filter _.StartsWith("--") do
                      described (name, option.Usage) ]

        $"            \"{CommandTree.at tree}\") {assignment known (CommandTree.words tree)} ;;"

    let print tree =
        let all = CommandTree.all tree

        [ yield "#compdef peer"
          yield "# zsh completion of peer: source <(peer completion zsh), or save it as _peer in a folder of $fpath"
          yield "_peer() {"
          yield "    local option=$words[CURRENT-1] at= word"
          yield "    local -a choices files"
          yield "    for word in \"${(@)words[2,CURRENT-1]}\"; do"
          yield "        case $at/$word in"
          yield $"""        ({all |> List.tail |> List.map CommandTree.at |> String.concat "|"}) at+=/$word ;;"""
          yield "        esac"
          yield "    done"
          yield "    if [[ $words[CURRENT] == --*=* ]]; then"
          yield "        option=${words[CURRENT]%%=*}"
          yield "        compset -P '*='"
          yield "    fi"
          yield "    case \"$at $option\" in"
          yield! List.collect values all
          yield "    *)"
          yield "        case \"$at\" in"
          yield! List.map words all
          yield "        esac ;;"
          yield "    esac"
          yield "    (( $#choices )) && _describe peer choices"
          yield "    (( $#files )) && _files $files"
          yield "}"
          yield "if [[ ${funcstack[1]} == _peer ]]; then _peer \"$@\"; else compdef _peer peer; fi" ]
        |> String.concat "\n"
