namespace PeerFunctional.Verification.Laws

type LawSort = { Name: string; About: string }

type LawWord =
    { Name: string
      Sorts: string list
      IsNumber: bool
      About: string }

type LawVocabulary =
    { Sorts: LawSort list
      Words: LawWord list }

module LawWord =

    let private create isNumber name sorts about : LawWord =
        { Name = name
          Sorts = sorts
          IsNumber = isNumber
          About = about }

    let statement name sorts about = create false name sorts about
    let number name sorts about = create true name sorts about

    /// A variable for each sort: two of one sort are `p` and `q`.
    let private variables sorts =
        sorts
        |> List.mapi (fun place (sort: string) ->
            let before = sorts |> List.take place |> List.filter ((=) sort) |> List.length
            string (char (int sort[0] + before)))

    let usage (word: LawWord) =
        match variables word.Sorts with
        | [] -> word.Name
        | subject :: objects -> String.concat " " (subject :: word.Name :: objects)

module LawVocabulary =

    let tryFind name (vocabulary: LawVocabulary) =
        vocabulary.Words |> List.tryFind (fun word -> word.Name = name)
