namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel

type CaptureOptions =
    { Signatures: ISignatures
      Silence: TimeSpan }

type PeerSystem =
    { Name: string
      Worlds: (string * string) list
      Subject: Policy -> string -> ISubject voption
      Crowd: int -> int -> string
      MostPeers: int
      LeastThings: int
      MostThings: int
      Storm: TimeSpan
      Patience: TimeSpan
      Diagram: Policy -> StateDiagram
      Analyzer: CaptureOptions -> CaptureAnalyzer list
      Journals: ISignatures -> JournalReader list }

module PeerSystem =

    let ofPeers
        most
        (subject: Policy -> int -> Subject<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>)
        =
        let ofPeers = subject Recovering

        /// The phases are the words of the states, and the messages' kinds their first words.
        let diagram policy =
            let world = (subject policy 2).World

            let sketch =
                { Title = $"{(ofPeers 2).System}, {Policy.name policy}: its phases, found by running it"
                  Phase = world.StateWords
                  Kind = fun message -> (world.MessageWords message).Split(' ')[0]
                  Commands = [] }

            StateDiagram.ofWorld world sketch []

        { Name = (ofPeers 2).System
          Worlds = [ for peers in 2 .. min 3 most -> (ofPeers peers).Name, (ofPeers peers).About ]
          Subject =
            fun policy world ->
                seq { 2..most }
                |> Seq.tryFind (fun peers -> (ofPeers peers).Name = world)
                |> ValueOption.ofOption
                |> ValueOption.map (subject policy >> Subject.hide)
          Crowd = fun peers _ -> (ofPeers peers).Name
          MostPeers = most
          LeastThings = 1
          MostThings = 1
          Storm = Options.standard.Storm
          Patience = Options.standard.Patience
          Diagram = diagram
          Analyzer = fun _ -> []
          Journals = fun _ -> [] }

    let sentences (subject: ISubject) =
        subject.Accept
            { new ISubjectUser<string list> with
                member _.Use subject =
                    [ yield! subject.Laws.Always |> List.map _.Sentence
                      yield! subject.Laws.Sometimes |> List.map _.Sentence
                      subject.Laws.Goal.Sentence ] }

    /// Among more peers than these, moves and patience grow with them: a tracker writes down one peer after the other.
    [<Literal>]
    let private FewPeers = 8

    /// A disk's time for a peer, at most, in a simulation.
    let private diskTime = TimeSpan.FromSeconds 0.1

    let simulation (system: PeerSystem) policy peers things (options: Options) =
        let more = max 0 (peers - FewPeers)

        let options =
            { options with
                Options.Storm = system.Storm
                Patience = system.Patience + diskTime * float more
                MaxMoves = options.MaxMoves + more * (options.MaxMoves / FewPeers) }

        system.Subject policy (system.Crowd peers things)
        |> ValueOption.map (fun subject -> Simulation.create subject options)

    let find systems system policy world =
        match systems |> List.tryFind (fun each -> each.Name = system) with
        | None -> Malformation.error "unknown-system" $"'{system}' is no system"
        | Some system ->
            match system.Subject policy world with
            | ValueSome subject -> Ok subject
            | ValueNone -> Malformation.error "unknown-world" $"'{world}' is no world of {system.Name}"
