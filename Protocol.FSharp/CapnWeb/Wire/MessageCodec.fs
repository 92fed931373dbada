namespace PeerFunctional.CapnWeb

open System
open System.Text
open PeerFunctional.Kernel

/// Messages as the text of a WebSocket message, or as a line of a batch.
module MessageCodec =

    let private expression walk = ExpressionReader.expression walk 0 0

    let private bad (walk: WireWalk) place =
        walk.RefuseAt place WireProblem.BadMessage "bad RPC message: "
        Pipe

    let private needId (walk: WireWalk) place =
        if walk.HasMore() && walk.IsNumber() then
            walk.EntryNumber()
        else
            bad walk place |> ignore
            0L

    /// A message of one expression.
    let private carrying (walk: WireWalk) place create =
        if walk.HasMore() then
            let message = create (expression walk)
            walk.Leave()
            message
        else
            bad walk place

    let private pull (walk: WireWalk) place =
        let id = needId walk place
        walk.Leave()
        Pull id

    let private outcome walk place create =
        let id = needId walk place
        carrying walk place (fun value -> create (id, value))

    let private release (walk: WireWalk) place =
        let id = needId walk place

        if walk.HasMore() && walk.IsNumber() then
            let count = walk.Json.Number()
            walk.Leave()

            if count < 0.0 then
                walk.Refuse WireProblem.NegativeRelease $"a release count is at least 0: {count}"
                Pipe
            elif floor count = count && count <= 9007199254740991.0 then
                Release(id, int64 count)
            else
                bad walk place
        else
            bad walk place

    let private abort (walk: WireWalk) =
        if walk.HasMore() then
            let message = Abort(expression walk)
            walk.Leave()
            message
        else
            Abort Value.Undefined

    let private message (walk: WireWalk) =
        let json = walk.Json
        let isArray = json.Next() = '['B
        let place = json.Position

        if isArray then
            json.Pass()

        if isArray && json.Next() = '"'B then
            match json.Text() with
            | "push" -> carrying walk place Push
            | "pull" -> pull walk place
            | "resolve" -> outcome walk place Resolve
            | "reject" -> outcome walk place Reject
            | "release" -> release walk place
            | "stream" -> carrying walk place Stream
            | "pipe" ->
                walk.Leave()
                Pipe
            | "abort" -> abort walk
            | _ -> bad walk place
        else
            bad walk place

    let private isTooLong limits (text: ReadOnlyMemory<byte>) =
        text.Length > limits.MessageLength && Encoding.UTF8.GetCharCount text.Span > limits.MessageLength

    /// The one message that a text holds, in UTF-8. A problem ends the session of the peer that sent it.
    let read limits (text: ReadOnlyMemory<byte>) : Result<Message, Malformation> =
        if isTooLong limits text then
            Error(WireProblem.oversize limits.MessageLength)
        else
            ExpressionReader.walkThrough limits text message

    let private answered (json: JsonWriter) (walk: ExpressionWriter.Walk) (opening: string) (id: int64) value =
        json.Ascii opening
        json.Whole id
        json.Byte ','B
        walk.Value(0, value)

    /// A message as text. Values nested deeper than `WireLimits.SentNesting` are the malformation `too-deep`.
    let write message =
        ExpressionWriter.written (fun json walk ->
            match message with
            | Push value ->
                json.Ascii "[\"push\","
                walk.Pushed value
            | Pull id ->
                json.Ascii "[\"pull\","
                json.Whole id
            | Resolve(id, value) -> answered json walk "[\"resolve\"," id value
            | Reject(id, value) -> answered json walk "[\"reject\"," id value
            | Release(id, count) ->
                json.Ascii "[\"release\","
                json.Whole id
                json.Byte ','B
                json.Whole count
            | Stream value ->
                json.Ascii "[\"stream\","
                walk.Pushed value
            | Pipe -> json.Ascii "[\"pipe\""
            | Abort value ->
                json.Ascii "[\"abort\","
                walk.Value(0, value)

            json.Byte ']'B)
