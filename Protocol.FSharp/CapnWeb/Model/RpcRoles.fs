namespace PeerFunctional.CapnWeb

open PeerFunctional.Kernel
open PeerFunctional.Kernel.Encodings
open PeerFunctional.Verification

/// The sessions of a program, for journals.
module RpcRoles =

    let private order (order: OfSession<SessionOrder>) =
        let what =
            match order.Value with
            | SessionOrder.Begin _ -> "begins"
            | SessionOrder.Command(UserCommand.Call _ | UserCommand.Write _) -> "calls its partner"
            | SessionOrder.Command(UserCommand.Map _) -> "maps a result of its partner"
            | SessionOrder.Command(UserCommand.Await _) -> "waits for a result"
            | SessionOrder.Command(UserCommand.Forget _ | UserCommand.Drop _) -> "gives something up"
            | SessionOrder.Command(UserCommand.Promise _) -> "makes a promise"
            | SessionOrder.Command(UserCommand.Settle _) -> "settles a promise"
            | SessionOrder.Command(UserCommand.Retain _) -> "keeps something"
            | SessionOrder.Command(UserCommand.Fail _ | UserCommand.Lose _) -> "ends"

        $"session {order.Session} {what}"

    let private partner address =
        match address with
        | Address.Substream(_, number) -> $"partner of session {number}"
        | Address.Datagram _
        | Address.Stream _ -> Address.words address

    let private state (sessions: RpcSessions) =
        match sessions.Last with
        | ValueSome struct (number, session) -> $"session {number}: {RpcWords.session session}"
        | ValueNone -> "before the first session"

    let sessions: MachineRole<unit, _, _, _, _, _, _, _> =
        { System = "rpc"
          Name = "sessions"
          Machine = fun () -> RpcSessions.machine
          Conversions =
            [ Conversion.create (fun (content: ByteString) -> content.Bytes) (fun bytes -> Ok { Bytes = bytes }) ]
          Words =
            fun _ _ ->
                { Own = "program"
                  Partner = fun _ address _ -> partner address
                  State = state
                  Timer = fun timer -> $"the partner of session {timer.Session} is silent for too long"
                  Message = Words.message
                  Command = order
                  Notice = Notice.line } }

    let journals = [ JournalReader.ofRole sessions ]
