namespace PeerFunctional.Tests.Architecture

open System.IO
open System.Text.RegularExpressions
open Xunit
open PeerFunctional.Tests

module WaitingTests =

    let private endless =
        Regex
            @"Process\.Start\b|\.WaitForExit|\.GetAwaiter\(\)|\.Wait\(\)|\.Result\b|StandardOutput\.Read|StandardError\.Read"

    /// The two that give waits their deadlines, and this one.
    let private allowed = Set [ "Deadline.fs"; "StartedProgram.fs"; "WaitingTests.fs" ]

    [<Fact>]
    let ``No test waits for a program or a task without a deadline`` () : unit =
        let offences =
            [ for file in
                  Directory.EnumerateFiles(
                      Path.Combine(Repository.root, "PropertyTests"),
                      "*.fs",
                      SearchOption.AllDirectories
                  ) do
                  let name = Path.GetRelativePath(Repository.root, file)

                  if not (name.Contains "/obj/") && not (Set.contains (Path.GetFileName file) allowed) then
                      for number, line in Seq.indexed (File.ReadLines file) do
                          if endless.IsMatch line then
                              $"{name}:{number + 1}: use Deadline or StartedProgram: {line.Trim()}" ]

        offences |> Expect.isEmpty

    [<Fact>]
    let ``A program that does not end in time is ended, and the failure tells what it said`` () : unit =
        let said =
            System.Diagnostics.ProcessStartInfo("sh", [ "-c"; "echo hello; echo trouble >&2; exec sleep 600" ])

        use program = new StartedProgram(said)
        let line = program.Until _.StartsWith("hello") |> Deadline.get "the first line"
        Expect.equal "hello" line
        let limit = System.TimeSpan.FromMilliseconds 200.0

        let failure =
            Assert.ThrowsAsync<exn>(fun () -> program.EndsWithin limit :> System.Threading.Tasks.Task)
            |> Deadline.get "its failure"

        failure.Message |> Expect.stringContains "the end of 'sh -c echo hello"
        failure.Message |> Expect.stringContains "output so far:\nhello\n"
        failure.Message |> Expect.stringContains "trouble"
        Expect.equal 137 (program.Ends() |> Deadline.get "its end").ExitCode
