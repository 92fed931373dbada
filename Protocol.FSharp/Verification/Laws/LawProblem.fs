namespace PeerFunctional.Verification.Laws

type LawProblem =
    { Name: string
      Offset: int
      Length: int
      Sentence: string }

module LawProblem =

    let position (text: string) problem =
        let before = text.Substring(0, min text.Length problem.Offset)
        let line = before |> Seq.filter ((=) '\n') |> Seq.length
        struct (line + 1, before.Length - before.LastIndexOf '\n')

    let words text problem =
        let struct (line, column) = position text problem

        if line = 1 then
            $"column {column}: {problem.Sentence}"
        else
            $"line {line}, column {column}: {problem.Sentence}"
