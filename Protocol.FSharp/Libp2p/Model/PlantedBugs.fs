namespace PeerFunctional.Libp2p

open PeerFunctional.Kernel
open PeerFunctional.Verification
open PeerFunctional.Verification.Laws

/// Bugs planted in peers. The checker must find them, and laws are graded by them.
module PlantedBugs =

    let private hosts change : HostWorld -> HostWorld =
        MachineVariant.states (fun _ peer ->
            { peer with
                Machine = change peer.Machine })

    let private connections change =
        hosts (fun host ->
            { host with
                Connections = host.Connections |> Map.map (fun _ connection -> change connection) })

    let private isEndOfConnection input =
        match input with
        | Closed(Address.Stream _, _) -> true
        | _ -> false

    let private isAwaited stream =
        match stream with
        | HostStream.Awaiting(StreamPurpose.Request _) -> true
        | HostStream.Awaiting _
        | HostStream.Proposed _
        | HostStream.Choosing
        | HostStream.Serving _ -> false

    let private noFault = FaultBudget.none
    let private oneDrop = { noFault with Drops = 1 }

    let private counted =
        LawHint.create LawKind.Always [ "asked"; "answered"; "failed"; "open-requests" ]

    let private kept words =
        LawHint.create LawKind.Always ("runs" :: words)

    let private unproved = LawHint.create LawKind.Always [ "unproved" ]
    let private settled = LawHint.create LawKind.AtLast [ "runs"; "listens"; "waiting" ]

    let all: PlantedBug<HostWorld> list =
        [ PlantedBug.create
              "counts-no-answer"
              "a peer that does not count the responses to its requests"
              "pair"
              noFault
              (counted "A request was asked. What can have become of it?")
              (hosts (fun host -> { host with Answered = 0 }))
          PlantedBug.create
              "counts-twice"
              "a peer that counts each response twice"
              "pair"
              noFault
              (counted "One request, two responses counted. What must the numbers add up to?")
              (hosts (fun host ->
                  { host with
                      Answered = min host.Answered 1 * 2 }))
          PlantedBug.create
              "counts-no-failure"
              "a peer that does not count the requests that failed"
              "mute"
              noFault
              (counted "The partner says nothing, and the request fails. Where does it stay in the count?")
              (hosts (fun host -> { host with Failed = 0 }))
          PlantedBug.create
              "forgets-proof"
              "a peer that goes on with a partner whose proof it has forgotten"
              "pair"
              noFault
              (unproved "It speaks with a partner of which it knows no id. Which word counts such connections?")
              (connections (fun connection -> { connection with Peer = ValueNone }))
          PlantedBug.create
              "tells-too-soon"
              "a peer that tells who it is before the partner has proved its id"
              "pair"
              noFault
              (unproved "Something is said before the certificate is seen. Which word counts such connections?")
              (connections (fun connection ->
                  if connection.Peer.IsNone then
                      { connection with HasTold = true }
                  else
                      connection))
          PlantedBug.create
              "keeps-closed-connection"
              "a peer that does not notice the end of a connection"
              "pair"
              oneDrop
              (kept [ "stale" ] "A connection is broken. Which word counts what a peer keeps and should not?")
              (MachineVariant.ignoring isEndOfConnection)
          PlantedBug.create
              "forgets-stream"
              "a peer that forgets the streams of its requests"
              "pair"
              noFault
              (kept [ "forgotten" ] "A stream is open, and the peer does not know it. Which word counts that?")
              (connections (fun connection ->
                  { connection with
                      Streams = connection.Streams |> Map.filter (fun _ stream -> not (isAwaited stream)) }))
          PlantedBug.create
              "forgets-connection"
              "a peer that forgets a connection once it knows who is there"
              "pair"
              noFault
              (kept [ "forgotten" ] "A connection is open, and the peer does not know it. Which word counts that?")
              (hosts (fun host ->
                  { host with
                      Connections = host.Connections |> Map.filter (fun _ connection -> connection.Known.IsNone) }))
          PlantedBug.create
              "never-gives-up"
              "a peer that waits on a stream for ever"
              "mute"
              noFault
              (settled "The partner never says anything. What does the peer wait for in the end?")
              (MachineVariant.without (fun _ output ->
                  match output with
                  | SetTimer(Timer.Patience _, _) -> true
                  | _ -> false))
          PlantedBug.create
              "never-ends"
              "a dialer that does not end once all is done"
              "pair"
              noFault
              (settled "All requests are answered. Which peers may still run in the end?")
              (MachineVariant.without (fun _ output -> output = Finish)) ]
