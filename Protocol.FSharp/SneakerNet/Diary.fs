namespace PeerFunctional.SneakerNet

open PeerFunctional.Kernel
open PeerFunctional.Verification

/// A journal as a chronicle: what its peer was sent, did and sent, step by step.
module Diary =

    /// The peer whose journal it is.
    [<Literal>]
    let private Own = 0

    type private Pages =
        {
            /// Partners by their first endpoint, last first.
            Partners: Endpoint list
            /// The lanes of all endpoints seen.
            Lanes: Map<Endpoint, int>
            Messages: int
            /// Last first.
            Moments: Moment list
        }

    let private lane endpoint replica pages =
        match Map.tryFind endpoint pages.Lanes with
        | Some lane -> struct (lane, pages)
        | None ->
            let partner = Replica.partnerAt endpoint replica

            let lane, partners =
                match Map.tryFind partner pages.Lanes with
                | Some lane -> lane, pages.Partners
                | None -> pages.Partners.Length + 1, partner :: pages.Partners

            struct (lane,
                    { pages with
                        Partners = partners
                        Lanes = pages.Lanes |> Map.add partner lane |> Map.add endpoint lane })

    let private write name (run: JournalRun) happening (pages: Pages) =
        let moment =
            { At = run.At
              Happening = happening
              State = ValueSome(Wording.state name run.State) }

        { pages with
            Moments = moment :: pages.Moments }

    let private send name (run: JournalRun) endpoint message pages =
        let struct (lane, pages) = lane endpoint run.State pages

        { pages with
            Messages = pages.Messages + 1 }
        |> write name run (Sent(pages.Messages, Own, lane, Wording.message name message))

    /// A journal knows when a message came, not when it was sent or what its sender's state was.
    let private receive name (run: JournalRun) endpoint message pages =
        let struct (lane, pages) = lane endpoint run.State pages

        let sent =
            { At = run.At
              Happening = Sent(pages.Messages, lane, Own, Wording.message name message)
              State = ValueNone }

        { pages with
            Messages = pages.Messages + 1
            Moments = sent :: pages.Moments }
        |> write name run (Arrived pages.Messages)

    let private tellInput name run input outputs pages =
        match input with
        | Received(sender, message) -> receive name run sender message pages
        | Malformed(sender, malformation) ->
            write name run (Garbled(Own, $"{malformation.Problem}, from {sender}")) pages
        | Input.TimerFired timer when outputs |> List.exists (fun (output: ReplicaOutput) -> output.IsSend) ->
            write name run (Happening.TimerFired(Own, Wording.timer timer)) pages
        | Commanded Stop -> write name run (Noticed(Own, "was asked to end")) pages
        | Started
        | Input.TimerFired _
        | Answered _
        | Opened _
        | Input.Closed _ -> pages

    let private tellOutput name run pages output =
        match output with
        | Send(recipient, message) -> send name run recipient message pages
        | Tell notice -> write name run (Noticed(Own, Notice.lines notice |> String.concat " / ")) pages
        | Finish -> write name run (Finished Own) pages
        | Ask _
        | SetTimer _
        | CancelTimer _
        | Open _
        | HalfClose _
        | Close _ -> pages

    let private offers (run: JournalRun) =
        match run.Last with
        | ValueSome struct (Received(_, Push offers), _) -> offers
        | ValueSome struct ((Answered(Fetched(_, _, _, offers))), _) -> offers
        | ValueSome _
        | ValueNone -> []

    /// The chronicle of a journal that was run again: before its first step, then after every step.
    let tell title (runs: JournalRun list) =
        let names =
            runs
            |> Seq.collect offers
            |> Seq.choose (function
                | Sound verified -> Some verified
                | Doubtful _ -> None)
            |> Conversation.ofEvents

        let name feed = Conversation.shown feed names

        let turn pages (run: JournalRun) =
            match run.Last with
            | ValueSome struct (input, outputs) ->
                outputs |> List.fold (tellOutput name run) (tellInput name run input outputs pages)
            | ValueNone -> pages

        let pages =
            runs
            |> List.fold
                turn
                { Partners = []
                  Lanes = Map.empty
                  Messages = 0
                  Moments = [] }

        let own =
            match runs with
            | { Settings = { Role = Initiator _ } } :: _ -> "initiator"
            | { Settings = { Role = Responder _ } } :: _ -> "responder"
            | [] -> "peer"

        { Title = title
          Lanes = own :: (pages.Partners |> List.rev |> List.map string)
          Moments = List.rev pages.Moments
          Conclusion = $"{max 0 (runs.Length - 1)} steps, with the live state's digest after every one of them" }
