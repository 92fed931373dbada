namespace PeerFunctional.Verification

open PeerFunctional.Kernel
open PeerFunctional.Kernel.Encodings

/// A run of one machine in words.
[<RequireQualifiedAccess; NoEquality; NoComparison>]
type RoleWords<'state, 'timer, 'message, 'command, 'notice> =
    {
        /// The machine itself.
        Own: string

        /// Who is at an address with which the machine, in this state, exchanges this message.
        Partner: ('state -> Address -> 'message -> string)
        State: ('state -> string)
        Timer: ('timer -> string)
        Message: ('message -> string)
        Command: ('command -> string)
        Notice: ('notice -> string)
    }

/// A machine that a system runs live: how it follows from its settings, and how its inputs are written down and told.
[<RequireQualifiedAccess; NoEquality; NoComparison>]
type MachineRole<'settings, 'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice> =
    {
        /// The system's name.
        System: string

        /// The role's own name, such as `tracker`.
        Name: string
        Machine: ('settings -> Machine<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice>)

        /// The types of its settings and inputs whose values only their own functions make.
        Conversions: Conversion list

        /// The words for a run with these settings and these inputs.
        Words:
            ('settings
                -> Input<Address, 'timer, 'message, 'command, 'answer> list
                -> RoleWords<'state, 'timer, 'message, 'command, 'notice>)
    }

module MachineRole =

    /// A role in words that follow from its types, of values that are all made of what they show.
    val create:
        system: string ->
        name: string ->
        machine: ('settings -> Machine<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice>) ->
            MachineRole<'settings, 'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice>
