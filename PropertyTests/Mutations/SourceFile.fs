namespace PeerFunctional.Tests.Mutations

open FSharp.Compiler.CodeAnalysis
open FSharp.Compiler.Diagnostics
open FSharp.Compiler.Syntax
open FSharp.Compiler.Text

/// Characters of a file, counted from its start.
[<Struct>]
type Span = { Start: int; End: int }

module Span =

    let contains inner outer =
        outer.Start <= inner.Start && inner.End <= outer.End

    let overlaps first second =
        first.Start < second.End && second.Start < first.End

/// A file of F#, with its syntax tree.
type SourceFile =
    {
        /// From the root of the repository.
        Path: string
        Text: string
        /// Where each line starts.
        Lines: int array
        Tree: ParsedInput
    }

module SourceFile =

    let private checker = lazy FSharpChecker.Create()

    /// The syntax tree of a text, and the errors that the parser found in it.
    let private parse path text =
        let options =
            { FSharpParsingOptions.Default with
                SourceFiles = [| path |] }

        let parsed =
            checker.Value.ParseFile(path, SourceText.ofString text, options) |> Async.RunSynchronously

        let errors =
            [ for problem in parsed.Diagnostics do
                  if problem.Severity = FSharpDiagnosticSeverity.Error then
                      $"{path}({problem.StartLine}): {problem.Message}" ]

        parsed.ParseTree, errors

    /// What the parser has against a text.
    let problems path text = snd (parse path text)

    let create path (text: string) =
        { Path = path
          Text = text
          Lines =
            [| 0
               yield! Seq.indexed text |> Seq.filter (snd >> (=) '\n') |> Seq.map (fst >> (+) 1) |]
          Tree = fst (parse path text) }

    let span (source: SourceFile) (range: range) =
        { Start = source.Lines[range.StartLine - 1] + range.StartColumn
          End = source.Lines[range.EndLine - 1] + range.EndColumn }

    let text (source: SourceFile) (span: Span) =
        source.Text.Substring(span.Start, span.End - span.Start)

    /// The line of a place, from 1.
    let line (source: SourceFile) place =
        match System.Array.BinarySearch(source.Lines, place) with
        | found when found >= 0 -> found + 1
        | next -> ~~~next

    /// How far a place is from the start of its line.
    let column source place =
        place - source.Lines[line source place - 1]

    /// A line by its number, from 1.
    let lineText source number =
        let from = source.Lines[number - 1]

        match source.Text.IndexOf('\n', from) with
        | -1 -> source.Text.Substring from
        | until -> source.Text.Substring(from, until - from)
