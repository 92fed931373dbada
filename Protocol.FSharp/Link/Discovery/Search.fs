namespace PeerFunctional.Link

open System
open PeerFunctional.Kernel

/// The settings of a search for peers.
type SearchSettings =
    {
        /// Where the search goes: broadcast addresses.
        Targets: Endpoint list
        /// The socket that answers come to: an original answers the address that the search names.
        Own: Endpoint
        /// The search is over when no answer came for so long.
        Pause: TimeSpan
    }

/// A search for peers under way.
type PeerSearch =
    { Settings: SearchSettings
      Found: Set<string>
      IsOver: bool }

/// The machine of a search: one PING, and the answers to it.
module PeerSearch =

    /// The most peers that one search finds: a flood of answers ends it.
    [<Literal>]
    let MaxFound = 4_096

    let private settle (search: PeerSearch) outputs : struct (PeerSearch * LinkOutput list) = struct (search, outputs)

    let private found peer at (search: PeerSearch) =
        let name = PeerName.text peer

        if Set.contains name search.Found then
            settle search []
        else
            let search =
                { search with
                    Found = Set.add name search.Found }

            let told = Tell(Found(peer, at))

            if search.Found.Count >= MaxFound then
                settle { search with IsOver = true } [ told; Finish ]
            else
                settle search [ told; SetTimer(SearchOver, search.Settings.Pause) ]

    let step (_: TimeSpan) (search: PeerSearch) (input: LinkInput) =
        let settings = search.Settings

        match input with
        | _ when search.IsOver -> settle search []
        | Started ->
            settle
                search
                [ for target in settings.Targets do
                      Send(Address.Datagram target, Search(string settings.Own, Header.Length))
                  SetTimer(SearchOver, settings.Pause) ]
        | Received(Address.Datagram at, Presence(peer, _)) -> found peer at search
        | TimerFired SearchOver
        | Commanded Stop -> settle { search with IsOver = true } [ Finish ]
        | Received _
        | Opened _
        | Malformed _
        | Closed _
        | TimerFired(Deadline _ | Beat _)
        | Commanded(Connect _ | Give _ | Decide _ | EndLink _ | SetVisible _)
        | Answered() -> settle search []

    let machine settings : Machine<PeerSearch, Timer, Message, UserCommand, unit, unit, Notice> =
        { Initial =
            { Settings = settings
              Found = Set.empty
              IsOver = false }
          Step = step }
