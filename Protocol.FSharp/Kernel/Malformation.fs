namespace PeerFunctional.Kernel

type Malformation = { Problem: string; Detail: string }

module Malformation =

    let create problem detail = { Problem = problem; Detail = detail }

    let error problem detail : Result<'value, Malformation> = Error(create problem detail)
