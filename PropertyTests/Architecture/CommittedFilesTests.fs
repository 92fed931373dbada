namespace PeerFunctional.Tests.Architecture

open System.Diagnostics
open System.IO
open System.Text.RegularExpressions
open Xunit
open PeerFunctional.Tests

module CommittedFilesTests =

    let private committedFiles () =
        let ran =
            StartedProgram.run (ProcessStartInfo("git", "ls-files", WorkingDirectory = Repository.root))

        ran.Output.Split('\n')
        |> Array.filter (fun name -> name <> "")
        |> Array.map (fun name -> Path.Combine(Repository.root, name))
        |> Array.filter File.Exists

    /// Built at run time, so that this file holds none of them.
    let private forbidden =
        [ String.concat "/" [ ""; "v3"; "index.json" ]
          String.concat "." [ "api"; "nuget"; "org" ]
          String.concat "." [ "registry"; "npmjs"; "org" ]
          Path.GetDirectoryName Repository.root + "/" ]

    [<Fact>]
    let ``No committed file names a package registry's host or a path of this machine`` () : unit =
        let offences =
            [ for file in committedFiles () do
                  let text = File.ReadAllText file

                  for word in forbidden do
                      if text.Contains word then
                          $"{Path.GetRelativePath(Repository.root, file)}: {word}" ]

        offences |> Expect.isEmpty

    [<Fact>]
    let ``The usings of each C# file are in order, those of System first`` () : unit =
        let usings file =
            [ for line in File.ReadLines file do
                  let found = Regex.Match(line, @"^using ((System\b)?[\w.]*);$")

                  if found.Success then
                      not found.Groups[2].Success, found.Groups[1].Value.ToLowerInvariant() ]

        let files = committedFiles () |> Array.filter _.EndsWith(".cs")
        files |> Expect.isNonEmpty

        [ for file in files do
              let usings = usings file

              if usings <> List.sort usings then
                  Path.GetRelativePath(Repository.root, file) ]
        |> Expect.isEmpty
