namespace PeerFunctional.Verification

/// What a disk has room for.
[<RequireQualifiedAccess>]
type DiskRoom =

    /// For everything so far; it may fill up.
    | Enough

    /// For no write.
    | None

    /// For everything that comes.
    | Plenty

/// A machine beside a disk that fills up once.
type PeerOfFullDisk<'state, 'timer when 'timer: comparison> =
    {
        Inner: 'state

        /// The peer's place in the world.
        Place: int
        Room: DiskRoom

        /// How many inputs the peer has got since its disk is full.
        Heard: int

        /// Whether the disk has refused a write of the machine that runs.
        IsRefused: bool

        /// Whether the machine ended over that, and waits for its user.
        IsDown: bool

        /// What the machine leaves behind when it ends.
        Timers: Set<'timer>
        Connections: Set<PeerFunctional.Kernel.Address>
    }

/// A timer of the machine, or a moment of its disk.
[<RequireQualifiedAccess>]
type FullDiskTimer<'timer> =
    | OfMachine of 'timer
    | Fills
    | Empties

/// A question of the machine as the disk can answer it, or what a machine that starts again reads.
[<RequireQualifiedAccess>]
type FullDiskAsk<'ask> =
    | OfMachine of 'ask
    | Refused of 'ask
    | Everything

[<RequireQualifiedAccess>]
type FullDiskAnswer<'answer, 'store> =
    | ToMachine of 'answer
    | Everything of 'store

/// Worlds whose disks fill up, each once and at any moment, and have room again at any later moment. A machine that ends over a refused write is
/// started again by its user once there is room.
module FullDisk =

    /// The world in which the disks of the peers at these places fill up. So that it stays finite, a disk has room again at the latest as its
    /// peer has got so many inputs. `refuse` has the answers to a write that has no room; none where a question is no write.
    val world:
        most: int ->
        places: int list ->
        refuse: ('ask -> 'answer list voption) ->
        world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store> ->
            World<
                PeerOfFullDisk<'state, 'timer>,
                FullDiskTimer<'timer>,
                'message,
                'command,
                FullDiskAnswer<'answer, 'store>,
                FullDiskAsk<'ask>,
                'notice,
                'store
             >
            when 'timer: comparison

    /// The properties of a world of so many peers, where its disks fill up.
    val properties:
        peers: int ->
        properties: Properties<WorldState<'state, 'timer, 'ask, 'store>> ->
            Properties<WorldState<PeerOfFullDisk<'state, 'timer>, FullDiskTimer<'timer>, FullDiskAsk<'ask>, 'store>>
            when 'timer: comparison

    /// The scenario with disks that fill up, under another name. `source` is an F# expression of `refuse`.
    val scenario:
        name: string ->
        about: string ->
        most: int ->
        places: int list ->
        source: string ->
        refuse: ('ask -> 'answer list voption) ->
        subject: Scenario<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store> ->
            Scenario<
                PeerOfFullDisk<'state, 'timer>,
                FullDiskTimer<'timer>,
                'message,
                'command,
                FullDiskAnswer<'answer, 'store>,
                FullDiskAsk<'ask>,
                'notice,
                'store
             >
            when 'timer: comparison
