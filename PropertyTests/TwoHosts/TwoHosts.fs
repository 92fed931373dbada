namespace PeerFunctional.Tests.TwoHosts

open System
open Xunit
open PeerFunctional.Tests

/// Gives network namespaces a place to be made in: this machine's own where we are root there, else a namespace of users and
/// mounts in which we are.
type private Ground(command: string list, keeper: StartedProgram option) =

    /// Runs another command there.
    member _.Command = command

    /// This machine's own.
    static member Own = new Ground([], None)

    /// One where we are root; it lives as long as its keeper.
    static member Unshared() =
        let keeper =
            new StartedProgram(
                "unshare",
                [ "-rnm"
                  "sh"
                  "-c"
                  "mount -t tmpfs tmpfs /run && echo ready && exec sleep 600" ]
            )

        match keeper.NextLine() |> Deadline.get "a line of unshare" with
        | ValueSome "ready" ->
            Ok(
                new Ground(
                    [ "nsenter"
                      "-t"
                      string keeper.Id
                      "-U"
                      "-n"
                      "-m"
                      "--preserve-credentials" ],
                    Some keeper
                )
            )
        | ValueSome _
        | ValueNone ->
            let ran = keeper.Ends() |> Deadline.get "the end of unshare"
            Error $"unshare: {ran.Errors.Trim()}"

    interface IDisposable with
        member _.Dispose() =
            keeper |> Option.iter (fun keeper -> (keeper :> IDisposable).Dispose())

/// Two machines, Alice's and Bob's, joined by a cable: network namespaces with a veth pair, gone afterwards.
/// Alice's end `eth0` has 10.77.0.1, a second address 10.77.0.9 in the same net, fd77::1, fd77::9 and fe80::a; Bob's has
/// 10.77.0.2, fd77::2 and fe80::b.
type TwoHosts private (ground: Ground, alice: string, bob: string) =

    static let lay alice bob =
        let inside name line = $"ip -n {name} {line}"

        [ $"ip netns add {alice}"
          $"ip netns add {bob}"
          $"ip link add eth0 netns {alice} type veth peer name eth0 netns {bob}"
          for name, addresses in
              [ alice, [ "10.77.0.1/24"; "10.77.0.9/24"; "fd77::1/64"; "fd77::9/64"; "fe80::a/64" ]
                bob, [ "10.77.0.2/24"; "fd77::2/64"; "fe80::b/64" ] ] do
              inside name "link set lo up"
              inside name "link set eth0 up"

              for address in addresses do
                  // No other machine is asked whether it has the address: it can be used at once.
                  let atOnce = if address.Contains ':' then " nodad" else ""
                  inside name $"addr add {address} dev eth0{atOnce}" ]
        |> String.concat " && "

    static let remove (ground: Ground) alice bob =
        for name in [ alice; bob ] do
            Tool.run (ground.Command @ [ "ip"; "netns"; "del"; name ]) |> ignore

    static let tryOn (ground: Ground) =
        let number = Guid.NewGuid().ToString("N").Substring(0, 8)
        let alice, bob = $"peer-{number}-a", $"peer-{number}-b"

        match Tool.run (ground.Command @ [ "sh"; "-c"; lay alice bob ]) with
        | Ok _ -> Ok(new TwoHosts(ground, alice, bob))
        | Error problem ->
            remove ground alice bob
            (ground :> IDisposable).Dispose()
            Error problem

    let on name =
        ground.Command @ [ "ip"; "netns"; "exec"; name ]

    static let tryJoin () =
        match tryOn Ground.Own with
        | Ok hosts -> Ok hosts
        | Error own ->
            Ground.Unshared()
            |> Result.bind tryOn
            |> Result.mapError (fun unshared -> $"no network namespaces can be made here: {own}; {unshared}")

    static let obstacle =
        lazy
            (match tryJoin () with
             | Ok hosts ->
                 (hosts :> IDisposable).Dispose()
                 null
             | Error problem -> problem)

    /// Joins two machines.
    static member Join() =
        match tryJoin () with
        | Ok hosts -> hosts
        | Error problem -> failwith problem

    /// Why no two machines can be joined here, tried once; null where they can.
    static member Obstacle = obstacle.Value

    /// Runs another command on Alice's machine.
    member _.OnAlices = on alice

    /// Runs another command on Bob's machine.
    member _.OnBobs = on bob

    interface IDisposable with
        member _.Dispose() =
            remove ground alice bob
            (ground :> IDisposable).Dispose()

/// A test on two machines; where none can be joined it is skipped, and says why.
type TwoHostsFactAttribute() as fact =
    inherit FactAttribute()
    do fact.Skip <- TwoHosts.Obstacle

type TwoHostsTheoryAttribute() as theory =
    inherit TheoryAttribute()
    do theory.Skip <- TwoHosts.Obstacle
