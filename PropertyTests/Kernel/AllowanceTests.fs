namespace PeerFunctional.Tests.Kernel

open Xunit
open FsCheck
open FsCheck.Xunit
open PeerFunctional.Kernel
open PeerFunctional.Tests

module AllowanceTests =

    /// A round in which all that may be asked for comes.
    let private round (allowance: Allowance) =
        (allowance, [ 1L .. allowance.Size ])
        ||> List.fold (fun grown _ -> Allowance.deliver allowance.Size grown)

    let private rounds count allowance =
        [ 1..count ] |> List.fold (fun allowance _ -> round allowance) allowance

    [<Fact>]
    let ``It doubles each round until something is lost, and never passes its bound`` () : unit =
        [ 0..6 ]
        |> List.map (fun count -> (rounds count Allowance.initial).Size)
        |> Expect.equal [ 16L; 32L; 64L; 128L; 256L; 512L; 512L ]

    [<Fact>]
    let ``After a loss it is half, and grows by a step a round`` () : unit =
        let lost = Allowance.shrink 1L (rounds 5 Allowance.initial)
        lost.Size |> Expect.equal 256L
        (round lost).Size |> Expect.equal 264L

    [<Fact>]
    let ``Where nothing comes at all it is the least, and soon half again`` () : unit =
        let dead = Allowance.collapse 4L (rounds 5 Allowance.initial)
        dead.Size |> Expect.equal 4L
        (rounds 6 dead).Size |> Expect.equal 256L

    [<Property>]
    let ``It never falls below a floor it was above, and what is not used does not grow`` (losses: bool list) =
        let fall allowance isDead =
            if isDead then
                Allowance.collapse 4L allowance
            else
                Allowance.shrink 4L allowance

        let fallen = List.fold fall Allowance.initial losses
        fallen.Size >= 4L && Allowance.deliver 0L fallen = fallen
