namespace PeerFunctional

open PeerFunctional.Verification

/// Every system there is, as commands see it.
module Systems =

    let all = [ SneakerNet.Subjects.system; Tracker.Subjects.system ]

    let names = all |> List.map _.Name

    let tryFind name =
        all |> List.tryFind (fun system -> system.Name = name) |> ValueOption.ofOption

    /// A world of a system for a trace that names it.
    let find system policy world = PeerSystem.find all system policy world

    /// Who listens to a capture for a system, or for every one. `silence` is how long SneakerNet's peers wait for news.
    let ears signatures silence only =
        [ SneakerNet.Subjects.system, SneakerNet.ReplicaAnalysis.ear signatures silence
          Tracker.Subjects.system, Tracker.RingAnalysis.ear ]
        |> List.filter (fun (system, _) -> only |> Option.forall ((=) system.Name))
        |> List.map snd
