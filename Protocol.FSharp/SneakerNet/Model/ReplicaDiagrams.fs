namespace PeerFunctional.SneakerNet

open System
open PeerFunctional.Kernel
open PeerFunctional.Verification

/// The state diagrams of SneakerNet's machines.
module ReplicaDiagrams =

    let private publishedPhase (state: PublishedState) =
        match state.Phase with
        | Contacting _ -> "contacting"
        | Listening -> "listening"
        | Looping { Target = Nowhere } -> "loop, no port known"
        | Looping { Target = Beyond } -> "loop, port too large"
        | Looping { Pushes = _ :: _ } -> "loop, pushing"
        | Looping _ -> "loop"
        | PublishedPhase.Over -> "over"

    let private partnerPhase (partner: Partner) =
        let variant =
            match partner.ProtocolVariant with
            | Ours -> "a peer of this program"
            | Original -> "an original"

        if Partner.isQuiet partner then
            $"with {variant}, idle"
        else
            $"with {variant}"

    let private recoveringPhase (state: RecoveringState) =
        match state.Phase, List.ofSeq state.Partners.Values with
        | Calling _, _ -> "calling"
        | Serving, [] -> "waiting"
        | Serving, [ partner ] -> partnerPhase partner
        | Serving, _ -> "with several"
        | Storing, _ -> "storing the last events"
        | Ended, _ -> "ended"

    let private phase replica =
        match replica with
        | Replica.Published state -> publishedPhase state
        | Replica.Recovering state -> recoveringPhase state

    let private kind message =
        match message with
        | Push [ _ ] -> "an event"
        | Push _ -> "several events"
        | Command command ->
            match command with
            | Helo(_, []) -> "HELO"
            | Helo _ -> "HELO of this program"
            | Port _ -> "PORT"
            | Have _ -> "HAVE"
            | Want _ -> "WANT"
            | Got _ -> "GOT"
            | Bye -> "BYE"
            | Command.Next -> "NEXT"
            | Command.Unknown _ -> "an unknown word"

    let private sketch policy : StateDiagramSpec<Replica, Message, UserCommand> =
        { Title = $"A SneakerNet replica, {Policy.name policy}: the phases of its machine"
          Phase = phase
          Kind = kind
          Commands = [ "the user stops it", Stop ] }

    /// Two initiators call a responder, each of the three with events of its own.
    let private setup = Scenarios.everyone 3 2

    /// The machine of a policy, whose partners are of either.
    let ofStep step policy =
        let world policy =
            { Scenarios.world (PeerPolicies.same policy) setup with
                Step = Machine.overDatagrams step }

        let received =
            match policy with
            | AsPublished -> []
            | Recovering -> StateDiagram.envelopes (world AsPublished) (sketch AsPublished)

        StateDiagram.ofWorld (world policy) (sketch policy) received

    let diagram policy = ofStep Replica.step policy
