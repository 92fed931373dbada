namespace PeerFunctional.Tracker

open System
open PeerFunctional.Kernel
open PeerFunctional.Kernel.Encodings

/// The messages of part 1 (cs457 P2P part 1): a client asks a tracker for every item in turn.
[<RequireQualifiedAccess>]
type PartOne =
    /// The 8 raw bytes `REGISTER`; no pickle.
    | Register
    /// A pickled number: the item at that place of the tracker's list, which is in no order.
    | Position of int
    /// Answer to REGISTER: how many items there are.
    | Size of int
    /// Answer to a position.
    | Item of Item
    /// The pickled text `Bad request`: answer to everything else.
    | BadRequest
    /// A pickle of plain values that is none of these messages, and what is wrong with it.
    | Unusual of value: Pickled * problem: Malformation

module PartOne =

    /// The message on one line for a person, with nothing in it that moves a terminal.
    let words message =
        match message with
        | PartOne.Register -> "REGISTER"
        | PartOne.Position position -> $"item at {position}"
        | PartOne.Size size -> $"{size} items"
        | PartOne.Item item -> $"item {Item.words item}"
        | PartOne.BadRequest -> "Bad request"
        | PartOne.Unusual(value, problem) -> Message.words (Unusual(value, problem))

    let private register = "REGISTER"B

    [<Literal>]
    let private BadRequest = "Bad request"

    /// The message as bytes.
    let write protocol message =
        match message with
        | PartOne.Register -> register
        | PartOne.Position position -> Pickle.write protocol (Fields.ofInt position)
        | PartOne.Size size -> Pickle.write protocol (Fields.ofInt size)
        | PartOne.Item item -> Pickle.write protocol (Fields.ofItem item)
        | PartOne.BadRequest -> Pickle.write protocol (Fields.ofText BadRequest)
        | PartOne.Unusual(value, _) -> Pickle.write protocol value

    let private orUnusual value message =
        match message with
        | Ok message -> message
        | Error problem -> PartOne.Unusual(value, problem)

    /// A request. The original indexes its list with the number: -1 is the last item, True is 1; whatever cannot be an index
    /// there gets `Bad request`.
    let readRequest value =
        match value with
        | Pickled.Bool flag -> PartOne.Position(if flag then 1 else 0)
        | _ ->
            Fields.within Int32.MinValue Int32.MaxValue "bad-position" value
            |> Result.map PartOne.Position
            |> orUnusual value

    /// An answer.
    let readAnswer value =
        match Fields.tryText value, Fields.tryTuple value with
        | ValueSome BadRequest, _ -> PartOne.BadRequest
        | ValueSome _, _ -> Malformation.error "unknown-answer" "a text that is not 'Bad request'" |> orUnusual value
        | _, ValueSome _ -> Fields.item Fields.MaxItems value |> Result.map PartOne.Item |> orUnusual value
        | ValueNone, ValueNone ->
            Fields.within 0 Fields.MaxItems "bad-size" value |> Result.map PartOne.Size |> orUnusual value

    /// REGISTER is known by its 8 bytes. Read whole, what follows them is ignored, since it may come later; read once, as
    /// the original does, they must be all.
    let codec protocol style : StreamCodec<PartOne> =
        { Write = fun message -> ReadOnlyMemory(write protocol message)
          Decoder =
            fun connection ->
                match connection with
                | Accepted _ ->
                    let raw =
                        ValueSome
                            { Raw = register
                              Means = PartOne.Register }

                    ReadMode.decoder style raw readRequest ValueNone
                | Dialled _ -> ReadMode.decoder style ValueNone readAnswer ValueNone }
