namespace PeerFunctional.Tracker

open System
open PeerFunctional.Kernel

/// A registration that the journal has not confirmed.
type Registration =
    {
        Handle: string
        /// The notice for the user when it is durable.
        Notice: Notice
        /// Members whose neighbour it may change.
        Affected: string list
        /// Whether its connection is open.
        IsHere: bool
    }

/// A change that is not in the journal yet.
type UnsavedChange =
    {
        Change: RingChange
        /// Who waits for it to be durable.
        Caller: Connection voption
    }

type PingRound =
    | Resting
    | AskingTime
    /// `left` are the members that have not been called.
    | Pinging of time: string * left: string list

/// The state of a recovering tracker.
type TrackerState =
    {
        Settings: TrackerSettings
        Ring: Ring
        Writing: Map<Connection, Registration>
        /// The changes that the journal is writing, all at once; none if it is at rest.
        Saving: UnsavedChange list
        /// The changes that wait until the journal has written those, latest first.
        Unsaved: UnsavedChange list
        [<Undigested("counted from Unsaved")>]
        UnsavedCount: int
        /// Callers that got their neighbour and have not closed the connection.
        Answered: Map<Connection, string>
        /// Members called with a PING.
        Pings: Map<Connection, string>
        /// Members called with an UPDATE_NBR.
        Updates: Map<Connection, struct (string * Neighbour)>
        /// How many connections are telling a member its neighbour.
        Telling: Map<string, int>
        /// The neighbour that each member is known to have received.
        Confirmed: Map<string, Neighbour>
        /// Members to call as soon as there is room.
        Due: Set<string>
        /// Members to tell again after so many rounds of PING, because an earlier UPDATE_NBR may still arrive late.
        RepeatIn: Map<string, int>
        /// The members that changed their address.
        MovedHandles: Map<string, MovedHandle>
        Round: PingRound
        [<Undigested("they count for the user; no step depends on them")>]
        Refusals: Refusals
        Ended: bool
    }

module TrackerState =

    type Flow = Step<TrackerState, RingOutput>

    let initial (settings: TrackerSettings) =
        { Settings = settings
          Ring = settings.Ring
          Writing = Map.empty
          Saving = []
          Unsaved = []
          UnsavedCount = 0
          Answered = Map.empty
          Pings = Map.empty
          Updates = Map.empty
          Telling = Map.empty
          Confirmed = Map.empty
          Due = Set.empty
          // The tracker does not know what it told them before its restart.
          RepeatIn = Ring.members settings.Ring |> Seq.map (fun known -> known.Handle, 1) |> Map.ofSeq
          MovedHandles = Map.empty
          Round = Resting
          Refusals = Map.empty
          Ended = false }

    let tell notice : Flow -> Flow = Step.emit (Tell notice)

    let finish (flow: Flow) : Flow =
        flow |> Step.update (fun state -> { state with Ended = true }) |> Step.emit Finish

    /// Sets a connection's time limit anew.
    let deadline connection (due: TimeSpan) : Flow -> Flow =
        Step.emit (SetTimer(Deadline connection, due))

    /// Whether a change of a member is not in the journal yet.
    let isUnsaved handle (state: TrackerState) =
        let isOf unsaved =
            match unsaved.Change with
            | Joined newcomer -> newcomer.Handle = handle
            | Departed leaver -> leaver = handle

        List.exists isOf state.Saving || List.exists isOf state.Unsaved

    /// Lets the journal write all changes that wait, if it is at rest.
    let saveNext (flow: Flow) : Flow =
        match flow.State.Saving, flow.State.Unsaved with
        | [], (_ :: _ as unsaved) ->
            let saving = List.rev unsaved

            flow
            |> Step.update (fun state ->
                { state with
                    Saving = saving
                    Unsaved = []
                    UnsavedCount = 0 })
            |> Step.emit (Ask(Remember(saving |> List.map _.Change)))
        | _, _ -> flow

    /// A change is to be durable; then its caller is answered.
    let save change caller (flow: Flow) : Flow =
        flow
        |> Step.update (fun state ->
            { state with
                Unsaved = { Change = change; Caller = caller } :: state.Unsaved
                UnsavedCount = state.UnsavedCount + 1 })
        |> saveNext

    let isMember handle (state: TrackerState) =
        Ring.tryFind handle state.Ring |> ValueOption.isSome

    /// The current neighbour of a member.
    let neighbour handle (state: TrackerState) =
        Ring.neighbour state.Settings.Handle handle state.Ring

    /// A connection name that no open call has.
    let newCall (target: Endpoint) (state: TrackerState) =
        let isTaken connection =
            Map.containsKey connection state.Pings || Map.containsKey connection state.Updates

        Seq.initInfinite (fun number -> Dialled(target, number)) |> Seq.find (isTaken >> not)
