namespace PeerFunctional.Tests.Verification

open System.IO
open System.Text.RegularExpressions
open Xunit
open PeerFunctional
open PeerFunctional.Capture
open PeerFunctional.Runtime.Capture
open PeerFunctional.Tests
open PeerFunctional.Tests.Capture
open PeerFunctional.Verification
open PeerFunctional.Verification.Exploring

module CapturedWalkTests =

    let private blocks path =
        CaptureFile(Path.Combine(Repository.root, "interop-fixtures", path)).Blocks()

    let private reports path =
        blocks path |> Explanation.reports Analyzers.ofEverySystem.Value

    let private walks path =
        reports path |> List.map (CapturedWalk.ofReport CaptureFacts.none)

    let private statesOf (walk: CapturedWalk) =
        walk.Steps
        |> Array.mapi (fun place _ -> CapturedWalk.states place walk |> ValueOption.defaultValue [])

    [<Theory>]
    [<InlineData("sneakernet/sync.pcapng")>]
    [<InlineData("sneakernet/lost-push.pcapng")>]
    [<InlineData("tracker/register-3-peers.pcapng")>]
    [<InlineData("link/json.pcapng")>]
    [<InlineData("capnweb/seed-alice-bob.pcapng")>]
    [<InlineData("incomplete/tcp-one-answer-not-captured.pcapng")>]
    let ``A walk has each message of its conversation once, in the order of the frames, and at each step a state or a reason for each participant``
        (capture: string)
        : unit =
        for walk in walks capture do
            let messages =
                [ for step in walk.Steps do
                      yield! ValueOption.toList step.Message ]

            messages |> List.map _.Row |> Expect.equal walk.Report.Rows

            let frames = walk.Steps |> Array.map _.Frame
            frames |> Expect.equal (Array.sort frames)

            for place, states in Array.indexed (statesOf walk) do
                states |> Expect.hasLength walk.Report.Verdicts.Length

                for state in states do
                    match state with
                    | WalkedState.Known(_, since) -> Expect.isTrue (since <= walk.Steps[place].Frame)
                    | WalkedState.Unknown reason -> reason |> Expect.notEqual ""

    [<Fact>]
    let ``Both sides of a session that conforms are known from their first messages on, and hold at its end what the drawing says``
        ()
        : unit =
        let walk = walks "sneakernet/sync.pcapng" |> List.exactlyOne
        let known = statesOf walk |> Array.last

        for state in known do
            match state with
            | WalkedState.Known(state, _) ->
                state.Words |> Expect.stringContains "holds"
                state.Fields.Value |> Expect.isNonEmpty
            | WalkedState.Unknown reason -> failwith reason

        for message in walk.Steps |> Array.choose (_.Message >> ValueOption.toOption) do
            message.Bytes.Length |> Expect.isGreaterThan 0
            message.Fields.Value |> Expect.isNonEmpty

    [<Fact>]
    let ``A participant that diverges is known up to its divergence, and unknown from there on`` () : unit =
        let diverging =
            walks "sneakernet/lost-push.pcapng"
            |> List.collect (fun walk ->
                [ for lane, side in List.indexed walk.Report.Verdicts do
                      match side.Conformance with
                      | Diverges(_, { Frame = ValueSome frame }, _) -> walk, lane, frame
                      | Diverges _
                      | Conforms _
                      | NotJudged _
                      | TakesNoPart _
                      | Absent -> () ])

        diverging |> Expect.isNonEmpty

        for walk, lane, frame in diverging do
            for place, states in Array.indexed (statesOf walk) do
                match List.item lane states with
                | WalkedState.Known _ -> Expect.isTrue (walk.Steps[place].Frame < frame)
                | WalkedState.Unknown reason when walk.Steps[place].Frame >= frame ->
                    reason |> Expect.stringContains $"frame {frame}"
                | WalkedState.Unknown _ -> ()

    /// The captures of lessons that name places of them, with what they say.
    let private places =
        [ for system in Systems.all do
              for lesson in system.Lessons do
                  let file = Regex.Match(lesson.Watch, @"interop-fixtures/(\S+\.pcapng)$")

                  if file.Success && Regex.IsMatch(lesson.Seen, @"\d\.\d{3} s|frames? \d") then
                      file.Groups[1].Value, lesson.Seen ]

    [<Fact>]
    let ``The times and frames that lessons name are those of steps of their recordings`` () : unit =
        places |> List.length |> Expect.isGreaterThan 7

        for capture, seen in places do
            let reports = reports capture
            let facts = CaptureFacts.ofBlocks (blocks capture)

            let times =
                (Explanation.ofReports facts capture reports).Events
                |> List.map (fun event -> event.At.TotalSeconds.ToString "0.000")
                |> set

            let frames =
                [ for report in reports do
                      for step in (CapturedWalk.ofReport facts report).Steps -> string step.Frame ]
                |> set

            let named pattern =
                [ for found in Regex.Matches(seen, pattern) do
                      for place in 1 .. found.Groups.Count - 1 do
                          if found.Groups[place].Success then
                              found.Groups[place].Value ]
                |> set

            named @"(\d+\.\d{3}) s" - times |> Expect.isEmpty
            named @"frames? (\d+)(?: (?:and|to) (\d+))?" - frames |> Expect.isEmpty
