namespace PeerFunctional.Libp2p

open PeerFunctional.Kernel
open PeerFunctional.Verification

/// The machine of a peer, for hosts and journals.
module HostRoles =

    let private command command =
        match command with
        | UserCommand.Dial target -> $"was asked to dial {Multiaddr.text target.Address}"
        | UserCommand.Ask(peer, text) -> $"was asked to send \"{text}\" to {peer}"
        | UserCommand.Ping peer -> $"was asked to ping {peer}"
        | UserCommand.Disconnect peer -> $"was asked to disconnect from {peer}"
        | UserCommand.Stop -> "is stopped by its user"

    /// A peer that listens, dials, or does both.
    let host: MachineRole<HostSettings, Host, Timer, Message, UserCommand, unit, unit, Notice> =
        { System = "libp2p"
          Name = "host"
          Machine = HostMachine.machine
          Conversions = WireConversions.all
          Words =
            fun _ _ ->
                { Own = "host"
                  Partner = fun _ address _ -> string (Address.partner address)
                  State = HostWords.host
                  Timer = HostWords.timer
                  Message = Message.words
                  Command = command
                  Notice = Notice.line } }

    let journals = [ JournalReader.ofRole host ]
