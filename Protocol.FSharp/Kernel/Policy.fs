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
