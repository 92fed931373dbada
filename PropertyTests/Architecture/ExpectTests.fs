namespace PeerFunctional.Tests.Architecture

open Xunit
open PeerFunctional.Tests

/// What tests hold, and a failure of it.
type private Held =
    { Bytes: byte[]
      Parts: Map<string, int list[]> }

module ExpectTests =

    let private fails (expectation: unit -> unit) =
        Assert.ThrowsAny<exn>(expectation) |> ignore

    let private areEqual one other =
        one |> Expect.equal other
        fails (fun () -> one |> Expect.notEqual other)
        [ one ] |> Expect.contains other

    let private held last =
        { Bytes = [| 1uy; 2uy |]
          Parts = Map [ "a", [| [ 1; last ] |] ] }

    [<Fact>]
    let ``Collections are compared by what is in them, at any depth`` () : unit =
        areEqual [| 1; 2 |] [| 1; 2 |]
        areEqual [| [| 1 |]; [||] |] [| [| 1 |]; [||] |]
        areEqual (set [ [ 1 ] ]) (set [ [ 1 ] ])
        areEqual (held 2) (held 2)
        areEqual (ValueSome(struct ("a", [| 1 |]))) (ValueSome(struct ("a", [| 1 |])))
        fails (fun () -> held 2 |> Expect.equal (held 3))

    [<Fact>]
    let ``A part of a text is looked for as it stands, not as a pattern`` () : unit =
        "GOT Alice" |> Expect.stringLacks "GOT +"
        fails (fun () -> "GOT +Alice" |> Expect.stringLacks "GOT +")
        fails (fun () -> "GOT Alice" |> Expect.stringContains "GOT.")

    [<Fact>]
    let ``A failed Expect.exists names the items that are there`` () : unit =
        let failure =
            Assert.ThrowsAny<exn>(fun () -> [ "apple" ] |> Expect.exists _.Contains("pear"))

        failure.Message |> Expect.stringContains "apple"
