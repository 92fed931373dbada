namespace PeerFunctional.Tests.Campaigns

open System
open System.IO
open Expecto
open PeerFunctional.Tests

/// The API reference, built by its command.
module Reference =

    let private site = Path.Combine(Repository.root, "docs", "reference", "site")

    let private build () =
        task {
            use program = new StartedProgram(Path.Combine(Repository.root, "reference"), [])
            return! program.EndsWithin(TimeSpan.FromMinutes 15.0)
        }

    /// The page of a public type, whose name may end with its number of type parameters.
    let private page name =
        Directory.GetFiles(Path.Combine(site, "api"), $"PeerFunctional.{name}*.html")
        |> Array.min
        |> File.ReadAllText

    let all =
        testList
            "reference"
            [ testTask "./reference builds a page for each public type, with its doc comment" {
                  let! (ran: Ran) = build ()
                  Expecto.Expect.equal ran.ExitCode 0 ran.Errors

                  for name in
                      [ "Kernel.Machine"
                        "Verification.World"
                        "SneakerNet.Replica"
                        "Runtime.Hosting.PeerHost" ] do
                      Expecto.Expect.stringContains (page name) "markdown summary" name
              } ]
