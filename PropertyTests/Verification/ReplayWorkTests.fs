namespace PeerFunctional.Tests.Verification

open System
open Xunit
open PeerFunctional.Kernel
open PeerFunctional.Verification
open PeerFunctional.Tests

/// How much the replay of a participant works, counted in steps of its machine.
module ReplayWorkTests =

    let private partner = Address.Datagram(Endpoint.create "192.0.2.1" 1)

    /// Says back what it hears.
    let private echo (steps: int ref) : Machine<unit, unit, int, unit, unit, unit, unit> =
        { Initial = ()
          Step =
            fun _ () input ->
                steps.Value <- steps.Value + 1

                match input with
                | Received(sender, number) -> struct ((), [ Send(sender, number) ])
                | Started
                | Opened _
                | Malformed _
                | Closed _
                | Input.TimerFired()
                | Commanded()
                | Answered() -> struct ((), []) }

    let private observed frame (at: float) number : ObservedEvent<int> =
        { Frame = int64 frame
          At = TimeSpan.FromMilliseconds at
          Partner = partner
          Observation = Observation.Message(Ok number, ReadOnlyMemory(BitConverter.GetBytes number)) }

    /// An echo that heard so many numbers and answered each so often as `times` tells; answers the steps, and the divergences told.
    let private judged count times =
        let flow =
            { Inputs = [| for number in 0 .. count - 1 -> observed (4 * number) (10.0 * float number) number |]
              Outputs =
                [| for number in 0 .. count - 1 do
                       for time in 1 .. times number do
                           observed (4 * number + time) (10.0 * float number + float time) number |]
              WasReset = false
              LostOutput = ValueNone
              UnseenOwnEnd = ValueNone
              UnseenOtherEnd = ValueNone }

        let horizon =
            TimeSpan.FromMilliseconds(10.0 * float count) + TimeSpan.FromMinutes 1.0

        let window =
            { Horizon = horizon
              End = horizon
              Allowed = ReplayWindow.tolerance
              IsCut = false
              Steps = ReplayWindow.ManySteps
              KeepsStates = false }

        let steps = ref 0

        let struct (_, result) =
            Candidate.create "echo" (echo steps) TimeSpan.Zero |> ReplayVerdict.judge 0 window [ flow ]

        match (ReplayResult.whole result).Conformance with
        | Diverges(_, _, later) -> struct (steps.Value, 1 + later.Length)
        | other -> failwith $"%A{other}"

    let private count = 12_000

    [<Theory>]
    [<InlineData(0)>]
    [<InlineData(2)>]
    let ``A side that diverges sixty times takes few steps more than one that diverges once`` (times: int) : unit =
        let every = count / 60

        let oftenAs number =
            if number % every = every / 2 then times else 1

        let struct (steps, told) = judged count oftenAs
        told |> Expect.equal 60
        steps |> Expect.isLessThan (8 * count)

    [<Fact>]
    let ``The steps for a side that diverges grow with its length`` () : unit =
        let steps count =
            let struct (steps, _) =
                judged count (fun number -> if number % 500 = 250 then 0 else 1)

            steps

        steps (2 * count) |> Expect.isLessThan (3 * steps count)

    /// Has a store write each number that it hears, and says it back once that is done. It counts what it hears, so each order
    /// of hearing and writing is a state of its own.
    let private storing (steps: int ref) : Machine<int, unit, int, unit, int, int, unit> =
        { Initial = 0
          Step =
            fun _ heard input ->
                steps.Value <- steps.Value + 1

                match input with
                | Received(_, number) -> struct (heard + 1, [ Ask number ])
                | Answered number -> struct (heard, [ Send(partner, number) ])
                | Started
                | Opened _
                | Malformed _
                | Closed _
                | Input.TimerFired()
                | Commanded() -> struct (heard, []) }

    /// Judges a machine that heard so many numbers, far more of them within its tolerance than can be told apart, and one answer
    /// of which is another number.
    let private stuck count =
        let at number = 0.05 * float number

        let window =
            { Horizon = TimeSpan.FromMilliseconds(at count) + TimeSpan.FromMinutes 1.0
              End = TimeSpan.FromMilliseconds(at count) + TimeSpan.FromMinutes 1.0
              Allowed = ReplayWindow.tolerance
              IsCut = false
              Steps = ReplayWindow.ManySteps
              KeepsStates = false }

        let flow =
            { Inputs = [| for number in 0 .. count - 1 -> observed (2 * number) (at number) number |]
              Outputs =
                [| for number in 0 .. count - 1 ->
                       observed (2 * number + 1) (at number + 0.01) (if number = count / 2 then -1 else number) |]
              WasReset = false
              LostOutput = ValueNone
              UnseenOwnEnd = ValueNone
              UnseenOtherEnd = ValueNone }

        let steps = ref 0

        let candidate: Candidate<int, unit, int, unit, int, int, unit, unit> =
            { Policy = "storing"
              Machine = storing steps
              Store = ()
              Begins = TimeSpan.Zero
              NoticeWords = string
              AtOnce = fun _ -> ValueNone
              Answer = fun number () -> Supplied((), [ number ])
              StoreTime = ReplayWindow.tolerance
              UserRequests = []
              MayStopUnseen = true
              MayCallUnseen = fun _ -> false
              IsSame = fun message read _ -> read = Ok message
              TimerHaste = ReplayWindow.early
              ReadDelay = ReplayWindow.tolerance
              Fixed = fun _ -> ValueNone
              Guesses = fun _ -> []
              MessageWords = string
              TimerWords = string
              StateWords = string }

        let struct (_, result) = ReplayVerdict.judge 0 window [ flow ] candidate
        struct (steps.Value, result.Conformance)

    [<Fact>]
    let ``A side that nothing explains costs no more steps the longer its capture is, and the verdict tells where it was left``
        ()
        : unit =
        let struct (few, _) = stuck 20_000
        let struct (many, conformance) = stuck 40_000
        many - few |> Expect.isLessThan (2 * 20_000 + 1_000)

        match conformance with
        | NotJudged words ->
            words
            |> Expect.equal
                "the search ended before it tried every schedule of the timers and the store; the one that explained most ends at frame 40001: storing would have sent 20000; this side sent -1 (the store answered)"
        | other -> failwith $"%A{other}"
