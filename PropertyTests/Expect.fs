namespace PeerFunctional.Tests

open System.Text.RegularExpressions

/// Expecto's expectations at the end of a pipe. A test's name is its message; where one of many cases must be told from
/// the others, tests call `Expecto.Expect`, whose last argument says which.
module Expect =

    let private sentence = "The test's name says otherwise"

    let equal (expected: 'value) (actual: 'value) =
        Expecto.Expect.equal actual expected sentence

    let notEqual (other: 'value) (actual: 'value) =
        Expecto.Expect.notEqual actual other sentence

    let isTrue actual = Expecto.Expect.isTrue actual sentence
    let isFalse actual = Expecto.Expect.isFalse actual sentence

    let isLessThan limit actual =
        Expecto.Expect.isLessThan actual limit sentence

    let isLessThanOrEqual limit actual =
        Expecto.Expect.isLessThanOrEqual actual limit sentence

    let isGreaterThan limit actual =
        Expecto.Expect.isGreaterThan actual limit sentence

    let isGreaterThanOrEqual limit actual =
        Expecto.Expect.isGreaterThanOrEqual actual limit sentence

    /// No items; those that are there are shown, which Expecto's own does not do.
    let isEmpty (actual: 'item seq) =
        Expecto.Expect.sequenceEqual actual [] sentence

    let isNonEmpty (actual: 'item seq) =
        Expecto.Expect.isNonEmpty actual sentence

    let isAscending (actual: 'item seq) =
        Expecto.Expect.isAscending actual sentence

    let hasLength length (actual: 'item seq) =
        Expecto.Expect.hasLength actual length sentence

    let contains item (actual: 'item seq) =
        Expecto.Expect.contains actual item sentence

    let all holds (actual: 'item seq) =
        Expecto.Expect.all actual holds sentence

    /// One of them at least; where none is, all are shown, which Expecto's own does not do.
    let exists holds (actual: 'item seq) =
        Expecto.Expect.exists actual holds $"%A{List.ofSeq actual}"

    let stringContains part actual =
        Expecto.Expect.stringContains actual part sentence

    let stringLacks (part: string) actual =
        Expecto.Expect.isNotMatch actual (Regex.Escape part) sentence

    let stringStarts prefix actual =
        Expecto.Expect.stringStarts actual prefix sentence

    let stringEnds suffix actual =
        Expecto.Expect.stringEnds actual suffix sentence

    let isMatch pattern actual =
        Expecto.Expect.isMatch actual pattern sentence
