namespace PeerFunctional.SneakerNet

/// The words of a HELO after its role.
type Greeting =
    {
        Speaks: ProtocolVariant
        /// Whether the sender believes that the session exists already.
        IsAgain: bool
        /// The recipient's token, said back, or the sender's token, to be said back.
        Tokens: Token list
    }

module Greeting =

    /// The most tokens read of one HELO: one each way.
    [<Literal>]
    let private MaxTokens = 2

    /// A greeting of ours, which starts a session or continues one.
    let ours isAgain tokens =
        { Speaks = Ours
          IsAgain = isAgain
          Tokens = tokens }

    let original =
        { Speaks = Original
          IsAgain = false
          Tokens = [] }

    /// Reads the words after the role.
    let read (extensions: string list) =
        if List.contains Command.Extension extensions then
            extensions
            |> List.choose (Token.parse >> ValueOption.toOption)
            |> List.truncate MaxTokens
            |> ours (List.contains Command.Again extensions)
        else
            original

    /// The words after the role.
    let words greeting =
        match greeting.Speaks with
        | Original -> []
        | Ours ->
            [ Command.Extension
              if greeting.IsAgain then
                  Command.Again
              yield! greeting.Tokens |> List.map string ]

    /// The HAVE that makes an original partner say a token back. An original requests every unknown feed, even if its
    /// name is not a key.
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
        | Have haves -> haves |> List.choose (fun have -> ofName have.Name)
        | Want wants -> wants |> List.choose (fun want -> ofName want.Name)
        | Port _
        | Got _
        | Bye
        | Next
        | Unknown _ -> []
