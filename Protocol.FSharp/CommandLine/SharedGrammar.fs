namespace PeerFunctional

open Argu

/// What the grammars of several systems share.
module private SharedGrammar =

    let journalled =
        "write a journal to this file: every input, and the digest of the state after it. 'peer replay' runs it again."

    [<HelpFlags("--help", "-h")>]
    type WordsOnly =
        | [<MainCommand; Hidden>] Words of words: string list

        interface IArgParserTemplate with
            member this.Usage =
                match this with
                | Words _ -> ""
