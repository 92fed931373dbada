namespace PeerFunctional.SneakerNet

/// What a HELO says behind its role.
type Greeting =
    {
        Speaks: Dialect
        /// The sender is in a session with us, as far as it knows.
        IsAgain: bool
        /// The recipient's token, said back, or the sender's token, to be said back.
        Tokens: Token list
    }

module Greeting =

    /// Tokens of one HELO that are read: one each way.
    [<Literal>]
    let private MaxTokens = 2

    /// A HELO of ours in a session that it begins or goes on with.
    let ours isAgain tokens =
        { Speaks = Ours
          IsAgain = isAgain
          Tokens = tokens }

    let original =
        { Speaks = Original
          IsAgain = false
          Tokens = [] }

    /// Reads the words behind the role.
    let read (extensions: string list) =
        if List.contains Command.Extension extensions then
            extensions
            |> List.choose (Token.parse >> ValueOption.toOption)
            |> List.truncate MaxTokens
            |> ours (List.contains Command.Again extensions)
        else
            original

    /// The words behind the role.
    let words greeting =
        match greeting.Speaks with
        | Original -> []
        | Ours ->
            [ Command.Extension
              if greeting.IsAgain then
                  Command.Again
              yield! greeting.Tokens |> List.map string ]

    /// A token as an original partner is asked to say it back: it wants every feed it does not know, even one that is no key.
    let challenge (token: Token) =
        Have [ { Name = Odd(string token); Seq = 1L } ]

    let private ofName name =
        match name with
        | Odd text -> Token.parse text |> ValueOption.toOption
        | Feed _ -> None

    /// The tokens in a command, given or said back.
    let tokensOf command =
        match command with
        | Helo(_, extensions) -> (read extensions).Tokens
        | Have claims -> claims |> List.choose (fun claim -> ofName claim.Name)
        | Want demands -> demands |> List.choose (fun demand -> ofName demand.Name)
        | Port _
        | Got _
        | Bye
        | Next
        | Unknown _ -> []
