namespace PeerFunctional

open Argu

/// What the grammars of several systems share.
module private SharedGrammar =

    let journalled =
        "write every input and the digest of the state after it to this file, for 'peer replay'."

    [<HelpFlags("--help", "-h")>]
    type WordsOnly =
        | [<MainCommand; Hidden>] Words of words: string list

        interface IArgParserTemplate with
            member this.Usage =
                match this with
                | Words _ -> ""
