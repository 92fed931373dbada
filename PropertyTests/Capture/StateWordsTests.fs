namespace PeerFunctional.Tests.Capture

open System.IO
open PeerFunctional.Capture
open PeerFunctional.Verification
open PeerFunctional.Tests
open Xunit

/// The states of captured participants, as pictures of captures show them.
module StateWordsTests =

    /// Signs of records, unions, options and collections that F# prints itself.
    [<Literal>]
    let private Printed =
        @"[{}\r\n]| = |\[\||\b(Some|None|ValueSome|ValueNone|Ok|Error|map|set|seq|struct|System|FSharp\w+)\b[ (\[.`]|\(\)"

    [<Theory>]
    [<InlineData "link/discovery.pcapng">]
    [<InlineData "link/stream.pcapng">]
    [<InlineData "link/deny.pcapng">]
    [<InlineData "link/ours/two-of-ours.pcapng">]
    [<InlineData "sneakernet/sync.pcapng">]
    [<InlineData "sneakernet/lost-push.pcapng">]
    [<InlineData "sneakernet/ours/two-of-ours.pcapng">]
    [<InlineData "tracker/part1.pcapng">]
    [<InlineData "tracker/register-3-peers.pcapng">]
    [<InlineData "tracker/prune.pcapng">]
    [<InlineData "tracker/ours/five-of-ours.pcapng">]
    let ``The state of a captured participant is told in words, not as the machine's record``
        (recording: string)
        : unit =
        let states =
            Path.Combine(Repository.root, "interop-fixtures", recording)
            |> CapturedFrames.ofFile
            |> Seq.map Captured
            |> Explanation.reports Analyzers.ofEverySystem.Value
            |> List.collect _.Timeline.Value.Events
            |> List.choose (_.State >> ValueOption.toOption)
            |> List.distinct

        states |> Expect.isNonEmpty

        for state in states do
            Expecto.Expect.isNotMatch state Printed recording
