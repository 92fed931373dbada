namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel

[<NoEquality; NoComparison>]
type internal PendingQuestions<'ask> =
    { Front: (struct ('ask * TimeSpan * uint64)) list
      Back: (struct ('ask * TimeSpan * uint64)) list
      Count: int
      Trail: uint64 }

module internal PendingQuestions =

    let none =
        { Front = []
          Back = []
          Count = 0
          Trail = 0UL }

    /// Its powers tell places apart, as it is odd.
    [<Literal>]
    let private Odd = 0x9E3779B97F4A7C15UL

    let rec private power exponent =
        if exponent = 0 then
            1UL
        else
            let root = power (exponent / 2)
            root * root * (if exponent % 2 = 0 then 1UL else Odd)

    let isEmpty pending = pending.Count = 0

    let toList pending =
        pending.Front @ List.rev pending.Back |> List.map (fun struct (question, _, _) -> question)

    let tryFirst pending =
        match pending.Front with
        | struct (question, asked, _) :: _ -> ValueSome struct (question, asked)
        | [] -> ValueNone

    let add question asked pending =
        let digest = Digest.empty |> ValueDigest.addUntimed question |> Digest.value
        let last = struct (question, asked, digest)

        { Front = if isEmpty pending then [ last ] else pending.Front
          Back = if isEmpty pending then [] else last :: pending.Back
          Count = pending.Count + 1
          Trail = pending.Trail * Odd + digest }

    let withoutFirst pending =
        match pending.Front with
        | [] -> pending
        | struct (_, _, digest) :: rest ->
            { Front = if rest.IsEmpty then List.rev pending.Back else rest
              Back = if rest.IsEmpty then [] else pending.Back
              Count = pending.Count - 1
              Trail = pending.Trail - digest * power (pending.Count - 1) }
