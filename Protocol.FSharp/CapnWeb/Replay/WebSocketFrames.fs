namespace PeerFunctional.CapnWeb

open System
open System.Buffers.Binary
open System.Text
open PeerFunctional.Kernel
open PeerFunctional.Verification

/// A message of a WebSocket, or a frame that controls it.
[<RequireQualifiedAccess; NoEquality; NoComparison>]
type WebSocketMessage =
    | Text of ReadOnlyMemory<byte>
    | Binary of ReadOnlyMemory<byte>
    | Ping
    | Pong
    | Close of code: int voption * reason: string

/// A message of a direction, and where it ends.
[<NoEquality; NoComparison>]
type FramedMessage =
    { End: int
      Message: Result<WebSocketMessage, Malformation> }

/// How the frames of a direction look.
[<Struct>]
type FrameRules =
    {
        /// A client masks its frames, a server does not.
        IsMasked: bool
        IsCompressed: bool
        /// Whether a compressed message may refer to those before it.
        KeepsWindow: bool
    }

/// Frames of WebSocket (RFC 6455), with compressed messages (RFC 7692).
module WebSocketFrames =

    /// Bytes to which the compressed messages of a direction are opened in all.
    [<Literal>]
    let MaxOpened = 67_108_864

    /// The problem of a compressed message that is too long, or damaged.
    [<Literal>]
    let NotOpened = "not-opened"

    [<NoEquality; NoComparison>]
    type private Frame =
        { IsFinal: bool
          Reserved: int
          Opcode: int
          Payload: ReadOnlyMemory<byte>
          End: int }

    /// A message whose last frame has not come.
    [<NoEquality; NoComparison>]
    type private Begun =
        {
            IsText: bool
            IsDeflated: bool
            /// Last first.
            Parts: ReadOnlyMemory<byte> list
        }

    [<NoEquality; NoComparison>]
    type private Reading =
        {
            At: int
            Begun: Begun voption
            /// The end of what compressed messages opened to.
            Window: ReadOnlyMemory<byte>
            Opened: int
            IsOver: bool
        }

    let private unmasked (key: ReadOnlyMemory<byte>) (payload: ReadOnlyMemory<byte>) =
        let bytes = payload.ToArray()

        for index in 0 .. bytes.Length - 1 do
            bytes[index] <- bytes[index] ^^^ key.Span[index &&& 3]

        ReadOnlyMemory bytes

    /// The length that a header tells, and how many bytes of the header tell it.
    let private lengthAt at (bytes: ReadOnlyMemory<byte>) : struct (uint64 * int) voption =
        let rest = bytes.Slice at

        if rest.Length < 2 then
            ValueNone
        else
            match int rest.Span[1] &&& 0x7F with
            | 126 when rest.Length < 4 -> ValueNone
            | 126 -> ValueSome(struct (uint64 (BinaryPrimitives.ReadUInt16BigEndian(rest.Span.Slice 2)), 4))
            | 127 when rest.Length < 10 -> ValueNone
            | 127 -> ValueSome(struct (BinaryPrimitives.ReadUInt64BigEndian(rest.Span.Slice 2), 10))
            | length -> ValueSome(struct (uint64 length, 2))

    /// The frame at a place; none where it is not whole.
    let private frameAt at (bytes: ReadOnlyMemory<byte>) =
        match lengthAt at bytes with
        | ValueSome(struct (length, header)) ->
            let first = int bytes.Span[at]
            let isMasked = bytes.Span[at + 1] &&& 0x80uy <> 0uy
            let start = at + header + (if isMasked then 4 else 0)

            if start > bytes.Length || length > uint64 (bytes.Length - start) then
                ValueNone
            else
                let payload = bytes.Slice(start, int length)

                ValueSome
                    { IsFinal = first &&& 0x80 <> 0
                      Reserved = first &&& 0x70
                      Opcode = first &&& 0x0F
                      Payload =
                        if isMasked then
                            unmasked (bytes.Slice(start - 4, 4)) payload
                        else
                            payload
                      End = start + int length }
        | ValueNone -> ValueNone

    /// Whether a header tells a length that no frame may have.
    let private isIllegal (struct (length: uint64, _)) = length > uint64 Int64.MaxValue

    /// What is wrong with the header of a frame, of which two bytes are there.
    let private fault rules (reading: Reading) (bytes: ReadOnlyMemory<byte>) =
        let first = int bytes.Span[reading.At]
        let second = int bytes.Span[reading.At + 1]
        let opcode = first &&& 0x0F
        let isControl = opcode >= 8

        let deflated =
            if rules.IsCompressed && (opcode = 1 || opcode = 2) then
                0x40
            else
                0

        if (second &&& 0x80 <> 0) <> rules.IsMasked then
            Some(
                if rules.IsMasked then
                    "a frame of the client is not masked"
                else
                    "a frame of the server is masked"
            )
        elif first &&& 0x70 &&& ~~~deflated <> 0 then
            Some "a frame has a reserved bit that was not negotiated"
        elif isControl && (first &&& 0x80 = 0 || second &&& 0x7F > 125) then
            Some "a control frame is cut or too long"
        elif opcode > 10 || (opcode > 2 && opcode < 8) then
            Some $"a frame is of the unknown kind {opcode}"
        elif opcode = 0 && reading.Begun.IsNone then
            Some "a frame goes on with no message"
        elif (opcode = 1 || opcode = 2) && reading.Begun.IsSome then
            Some "a message begins within another"
        elif lengthAt reading.At bytes |> ValueOption.exists isIllegal then
            Some "a frame is longer than a frame may be"
        else
            None

    let private closing (payload: ReadOnlyMemory<byte>) =
        if payload.Length < 2 then
            WebSocketMessage.Close(ValueNone, "")
        else
            let code = int (BinaryPrimitives.ReadUInt16BigEndian payload.Span)
            WebSocketMessage.Close(ValueSome code, Encoding.UTF8.GetString(payload.Slice(2).Span))

    let private keep rules (window: ReadOnlyMemory<byte>) (opened: ReadOnlyMemory<byte>) =
        if not rules.KeepsWindow then
            ReadOnlyMemory.Empty
        else
            let all = CapturedStream.joined [ window; opened ]
            all.Slice(max 0 (all.Length - Inflater.Window))

    let private framed ``end`` message : FramedMessage = { End = ``end``; Message = message }

    /// A message whose last frame is here.
    let private complete rules ``end`` (begun: Begun) (reading: Reading) =
        let payload = CapturedStream.joined (List.rev begun.Parts)

        let next =
            { reading with
                At = ``end``
                Begun = ValueNone }

        let told bytes =
            if begun.IsText then
                WebSocketMessage.Text bytes
            else
                WebSocketMessage.Binary bytes

        if not begun.IsDeflated then
            struct (framed ``end`` (Ok(told payload)), next)
        else
            match Inflater.inflate reading.Window (MaxOpened - reading.Opened) payload with
            | Ok opened ->
                struct (framed ``end`` (Ok(told opened)),
                        { next with
                            Window = keep rules reading.Window opened
                            Opened = reading.Opened + opened.Length })
            | Error detail -> struct (framed ``end`` (Malformation.error NotOpened detail), { next with IsOver = true })

    let private control (frame: Frame) (reading: Reading) =
        let message =
            match frame.Opcode with
            | 8 -> closing frame.Payload
            | 9 -> WebSocketMessage.Ping
            | _ -> WebSocketMessage.Pong

        struct (framed frame.End (Ok message),
                { reading with
                    At = frame.End
                    IsOver = frame.Opcode = 8 })

    let private begun (frame: Frame) (reading: Reading) =
        match reading.Begun with
        | ValueSome begun ->
            { begun with
                Parts = frame.Payload :: begun.Parts }
        | ValueNone ->
            { IsText = (frame.Opcode = 1)
              IsDeflated = frame.Reserved <> 0
              Parts = [ frame.Payload ] }

    let rec private next rules (bytes: ReadOnlyMemory<byte>) (reading: Reading) =
        if reading.IsOver || bytes.Length - reading.At < 2 then
            None
        else
            match fault rules reading bytes, frameAt reading.At bytes with
            | Some detail, _ ->
                Some(framed bytes.Length (Malformation.error "bad-frame" detail), { reading with IsOver = true })
            | None, ValueNone -> None
            | None, ValueSome frame when frame.Opcode >= 8 ->
                let struct (message, reading) = control frame reading
                Some(message, reading)
            | None, ValueSome frame ->
                let begun = begun frame reading

                if frame.IsFinal then
                    let struct (message, reading) = complete rules frame.End begun reading
                    Some(message, reading)
                else
                    next
                        rules
                        bytes
                        { reading with
                            At = frame.End
                            Begun = ValueSome begun }

    /// The messages of a direction from a place on; nothing behind a close or a fault is read.
    let read rules at bytes =
        { At = at
          Begun = ValueNone
          Window = ReadOnlyMemory.Empty
          Opened = 0
          IsOver = false }
        |> Seq.unfold (next rules bytes)
