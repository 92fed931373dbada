namespace PeerFunctional.Tracker

/// The answer of a program of ours to QUERY: the item of the number that was asked for, and further items that are wanted.
type QueryAnswer =
    {
        Item: Item voption
        /// None in an answer with the original's fields alone.
        Further: Item list voption
    }

module QueryAnswer =

    /// The most further items of an answer.
    [<Literal>]
    let MaxFurther = 16

    let message answer =
        QueryResult(answer.Item, answer.Further)

    /// As the original answers.
    let plain item = { Item = item; Further = ValueNone }

    /// With as many of the further items as an original could read.
    let rec private fitting item further =
        let answer =
            { Item = item
              Further = ValueSome further }

        match further with
        | _ when Wire.fits (message answer) -> answer
        | [] -> plain item
        | further -> fitting item (List.take (further.Length - 1) further)

    /// `within` gives the held items of a span, the lowest first.
    let create item (within: NumberSpan -> Item seq) wanted =
        wanted
        |> ValueOption.defaultValue []
        |> Seq.collect within
        |> Seq.filter (fun further -> ValueSome further <> item)
        |> Seq.truncate MaxFurther
        |> List.ofSeq
        |> fitting item

    /// Every item of an answer.
    let items answer =
        Message.items answer.Item answer.Further
