namespace PeerFunctional.Tests.Kernel

open Xunit
open FsCheck
open FsCheck.Xunit
open PeerFunctional.Kernel
open PeerFunctional.Tests

module PathMtuTests =

    /// Sends datagrams over a path that drops what is larger; answers what it came to and how many were dropped.
    let private over path count mtu =
        (struct (mtu, 0), [ 1..count ])
        ||> List.fold (fun (struct (mtu, dropped)) _ ->
            let bytes = PathMtu.probe mtu |> ValueOption.defaultValue mtu.Size
            let mtu = if bytes > mtu.Size then PathMtu.tried mtu else mtu

            if bytes > path then
                struct (PathMtu.lose bytes mtu, dropped + 1)
            else
                struct (PathMtu.deliver bytes mtu, dropped))

    let private initial = PathMtu.initial 1_472

    [<Property>]
    let ``On every path the size found is carried, and hardly a larger one is`` (PositiveInt number) =
        let path = 100 + number % 1_500
        let struct (mtu, _) = over path 2_000 initial
        mtu.Size <= path && mtu.Size + 80 >= min path 1_472

    [<Property>]
    let ``However small a path is, few datagrams are lost to find out, and none after that`` (PositiveInt number) =
        let path = 100 + number % 1_500
        let struct (found, dropped) = over path 2_000 initial
        let struct (_, more) = over path 1_000 found
        dropped <= 40 && more = 0

    [<Property>]
    let ``Whatever arrives and is lost, the size stays within its bounds`` (history: struct (PositiveInt * bool) list) =
        let mtu =
            (initial, history)
            ||> List.fold (fun mtu (struct (PositiveInt bytes, arrives)) ->
                if arrives then
                    PathMtu.deliver bytes mtu
                else
                    PathMtu.lose bytes mtu)

        mtu.Size >= PathMtu.Least && mtu.Size <= 1_472

    [<Fact>]
    let ``Losses between which as large datagrams arrive do not make it smaller`` () : unit =
        let struct (mtu, _) = over 1_472 100 initial

        let worn =
            (mtu, [ 1..100 ])
            ||> List.fold (fun mtu _ ->
                mtu |> PathMtu.lose mtu.Size |> PathMtu.lose mtu.Size |> PathMtu.deliver mtu.Size)

        worn.Size |> Expect.equal 1_472
