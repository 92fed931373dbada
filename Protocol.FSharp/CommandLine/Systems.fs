namespace PeerFunctional

open PeerFunctional.Verification

/// Every system there is, as commands see it.
module Systems =

    let all =
        [ SneakerNet.ScenarioList.system
          Tracker.ScenarioList.system
          Link.ScenarioList.system
          CapnWeb.ScenarioList.system
          Libp2p.ScenarioList.system ]

    let names = all |> List.map _.Name

    let tryFind name =
        all |> List.tryFind (fun system -> system.Name = name) |> ValueOption.ofOption

    /// A world of a system for a trace that names it.
    let find system policy world =
        ProtocolSystem.find all system policy world

    /// Who listens to a capture for a system, or for every one.
    let analyzers options only =
        all
        |> List.filter (fun system -> only |> Option.forall ((=) system.Name))
        |> List.collect (fun system -> system.Analyzer options)

    /// The conversations in the lines of a recording that is text, for a system, or for every one.
    let recorded judging lines only =
        all
        |> Seq.filter (fun system -> only |> Option.forall ((=) system.Name))
        |> Seq.collect (fun system -> system.Recordings judging lines)

    /// The reader of a journal by the value of its first entry.
    let journal signatures entry =
        JournalReader.find (all |> List.collect (fun system -> system.Journals signatures)) entry
