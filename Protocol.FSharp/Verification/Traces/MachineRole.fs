namespace PeerFunctional.Verification

open PeerFunctional.Kernel
open PeerFunctional.Kernel.Encodings

[<RequireQualifiedAccess; NoEquality; NoComparison>]
type RoleWords<'state, 'timer, 'message, 'command, 'notice> =
    { Own: string
      Partner: 'state -> Address -> 'message -> string
      State: 'state -> string
      Timer: 'timer -> string
      Message: 'message -> string
      Command: 'command -> string
      Notice: 'notice -> string }

[<RequireQualifiedAccess; NoEquality; NoComparison>]
type MachineRole<'settings, 'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice> =
    { System: string
      Name: string
      Machine: 'settings -> Machine<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice>
      Conversions: Conversion list
      Words:
          'settings
              -> Input<Address, 'timer, 'message, 'command, 'answer> list
              -> RoleWords<'state, 'timer, 'message, 'command, 'notice> }

module MachineRole =

    let create
        system
        name
        (machine: 'settings -> Machine<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice>)
        : MachineRole<'settings, 'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice> =
        { System = system
          Name = name
          Machine = machine
          Conversions = []
          Words =
            fun _ _ ->
                { Own = name
                  Partner = fun _ address _ -> Address.words address
                  State = fun state -> $"{state}"
                  Timer = fun timer -> $"{timer}"
                  Message = fun message -> $"{message}"
                  Command = fun command -> $"{command}"
                  Notice = fun notice -> $"{notice}" } }
