namespace PeerFunctional

open System
open Argu
open Grammar
open Arguments

/// What `peer feed` is asked for.
module private FeedArguments =

    let private init behind (results: ParseResults<Init>) =
        results.GetResults Init.Words
        |> words behind
        |> Result.bind (one "DIR")
        |> Result.bind (fun dir ->
            match results.TryGetResult Name with
            | Some name when String.IsNullOrWhiteSpace name -> Error "--name: a name has a letter at least"
            | name -> Ok(FeedInit(dir, name)))

    let commands = "init, write, users, read, dump, verify, export or import"

    let command behind (results: ParseResults<Feed>) =
        let plain place make (results: ParseResults<WordsOnly>) =
            results.GetResults WordsOnly.Words |> words behind |> Result.bind place |> Result.map make

        match results.TryGetSubCommand() with
        | None -> "feed", Error $"name a command: {commands}"
        | Some(Init results) -> "feed init", init behind results
        | Some(Write results) -> "feed write", results |> plain (two "DIR" "TEXT") FeedWrite
        | Some(Users results) -> "feed users", results |> plain (one "DIR") FeedUsers
        | Some(Read results) -> "feed read", results |> plain (one "DIR") FeedRead
        | Some(Dump results) -> "feed dump", results |> plain (one "FILE or DIR") FeedDump
        | Some(Verify results) -> "feed verify", results |> plain (one "FILE or DIR") FeedVerify
        | Some(Export results) -> "feed export", results |> plain (two "DIR" "TARGET") FeedExport
        | Some(Import results) -> "feed import", results |> plain (two "DIR" "SOURCE") FeedImport
