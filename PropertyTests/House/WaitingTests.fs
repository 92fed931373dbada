namespace PeerFunctional.Tests.House

open System.IO
open System.Text.RegularExpressions
open NUnit.Framework
open PeerFunctional.Tests

[<TestFixture>]
module WaitingTests =

    let private endless =
        Regex
            @"Process\.Start\b|\.WaitForExit|\.GetAwaiter\(\)|\.Wait\(\)|\.Result\b|StandardOutput\.Read|StandardError\.Read"

    /// The two that give waits their deadlines, and this one.
    let private allowed = Set [ "Deadline.fs"; "StartedProgram.fs"; "WaitingTests.fs" ]

    [<Test>]
    let ``No test waits for a program or a task without a deadline`` () =
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

        Assert.That(offences, Is.Empty)

    [<Test>]
    let ``A program that does not end in time is ended, and the failure tells what it said`` () =
        let said =
            System.Diagnostics.ProcessStartInfo("sh", [ "-c"; "echo hello; echo trouble >&2; exec sleep 600" ])

        use program = new StartedProgram(said)
        let line = program.Until _.StartsWith("hello") |> Deadline.get "the first line"
        Expect.equal "hello" line
        let limit = System.TimeSpan.FromMilliseconds 200.0

        let failure =
            Assert.ThrowsAsync(fun () -> program.EndsWithin limit :> System.Threading.Tasks.Task)

        Assert.That(failure.Message, Does.Contain "the end of 'sh -c echo hello")
        Assert.That(failure.Message, Does.Contain "output so far:\nhello\n")
        Assert.That(failure.Message, Does.Contain "trouble")
        Expect.equal 137 (program.Ends() |> Deadline.get "its end").ExitCode
