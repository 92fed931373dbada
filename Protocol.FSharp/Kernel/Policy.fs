namespace PeerFunctional.Kernel

type Policy =
    | AsPublished
    | Recovering

module Policy =

    let all = [ AsPublished; Recovering ]

    let name =
        function
        | AsPublished -> "published"
        | Recovering -> "recovering"

    let source =
        function
        | AsPublished -> "AsPublished"
        | Recovering -> "Policy.Recovering"

[<Struct>]
type PeerPolicies = { First: Policy; Others: Policy }

module PeerPolicies =

    let same policy = { First = policy; Others = policy }

    let published = same AsPublished

    let recovering = same Recovering

    let mixed =
        [ { First = Recovering
            Others = AsPublished }
          { First = AsPublished
            Others = Recovering } ]

    let ofPeer peer policies =
        if peer = 0 then policies.First else policies.Others

    let name policies =
        if policies.First = policies.Others then
            Policy.name policies.First
        else
            $"{Policy.name policies.First},{Policy.name policies.Others}"

    let tryParse text =
        published :: recovering :: mixed
        |> List.tryFind (fun policies -> name policies = text)
        |> ValueOption.ofOption

    let source policies =
        if policies = published then
            "PeerPolicies.published"
        elif policies = recovering then
            "PeerPolicies.recovering"
        else
            $"{{ First = {Policy.source policies.First}; Others = {Policy.source policies.Others} }}"
