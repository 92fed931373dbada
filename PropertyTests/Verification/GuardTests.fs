namespace PeerFunctional.Tests.Verification

open System
open Xunit
open FsCheck
open FsCheck.FSharp
open FsCheck.Xunit
open PeerFunctional.Kernel
open PeerFunctional.Verification
open PeerFunctional.Tests

/// What the one peer of the world answers to a request.
type Reply =
    | Nothing
    | Answers
    | AnswersAndCloses

/// What happens to a caller, by its number.
type CallerEvent =
    | Opens of int
    | Asks of int * Reply
    | AsksNonsense of int
    | EndsItsSide of int
    | Breaks of int
    | RunsOutOfTime of int

module GuardTests =

    let private caller number =
        Address.Stream(Accepted(Endpoint.create "caller" number, Endpoint.create "peer" 7))

    let private step (_: TimeSpan) () input : struct (unit * Output<Address, unit, Reply, unit, unit> list) =
        match input with
        | Received(name, Answers) -> struct ((), [ Send(name, Answers) ])
        | Received(name, AnswersAndCloses) -> struct ((), [ Send(name, Answers); Close name ])
        | Malformed(name, _)
        | Closed(name, _) -> struct ((), [ Close name ])
        | Received(_, Nothing)
        | Started
        | Opened _
        | Input.TimerFired()
        | Commanded()
        | Input.Answered() -> struct ((), [])

    let private wires: Wires<Reply> =
        { Wires.none with
            Streams =
                ValueSome
                    { Codec = LineCodec.create 1 string (fun _ -> Malformation.error "no-reply" "never read here")
                      Limits = StreamLimits.standard } }

    let private world =
        Guard.world (World.create [ "peer" ] id 7 wires (fun _ -> ()) step)

    /// The guard's state, the callers whose time is running, and the callers that are there.
    type private Run =
        { State: Guarded<unit>
          Timers: Set<Address>
          Open: Set<Address> }

    let private take input run =
        let struct (state, outputs) = world.Step TimeSpan.Zero run.State input

        ({ run with State = state }, outputs)
        ||> List.fold (fun run output ->
            match output with
            | SetTimer(Patience caller, _) ->
                { run with
                    Timers = Set.add caller run.Timers }
            | CancelTimer(Patience caller) ->
                { run with
                    Timers = Set.remove caller run.Timers }
            | Close name ->
                { run with
                    Open = Set.remove name run.Open }
            | SetTimer(Own(), _)
            | CancelTimer(Own())
            | Open _
            | Send _
            | HalfClose _
            | Ask _
            | Tell _
            | Finish -> run)

    let private happen run event =
        let ifOpen number input run =
            let name = caller number

            if Set.contains name run.Open then
                take (input name) run
            else
                run

        match event with
        | Opens number when Set.contains (caller number) run.Open -> run
        | Opens number ->
            { run with
                Open = Set.add (caller number) run.Open }
            |> take (Opened(caller number))
        | Asks(number, reply) -> run |> ifOpen number (fun name -> Received(name, reply))
        | AsksNonsense number ->
            run |> ifOpen number (fun name -> Malformed(name, Malformation.create "no-reply" "nonsense"))
        | EndsItsSide number -> run |> ifOpen number (fun name -> Closed(name, CloseReason.ClosedByPartner))
        | Breaks number -> run |> ifOpen number (fun name -> Closed(name, CloseReason.Reset))
        | RunsOutOfTime number when Set.contains (caller number) run.Timers ->
            { run with
                Timers = Set.remove (caller number) run.Timers }
            |> take (Input.TimerFired(Patience(caller number)))
        | RunsOutOfTime _ -> run

    let private ofOne number =
        Gen.oneof
            [ Gen.constant (Opens number)
              Gen.elements [ Nothing; Answers; AnswersAndCloses ] |> Gen.map (fun reply -> Asks(number, reply))
              Gen.constant (AsksNonsense number)
              Gen.constant (EndsItsSide number)
              Gen.constant (Breaks number)
              Gen.constant (RunsOutOfTime number) ]

    [<Property(MaxTest = 500)>]
    let ``Whatever callers do, time runs for those that owe a request or wait for the last answer, and for no others``
        ()
        =
        let events = Gen.choose (1, 3) |> Gen.bind ofOne |> Gen.listOf |> Arb.fromGen

        Prop.forAll events (fun events ->
            let start =
                { State = Guard.initial (ValueSome StreamLimits.standard) ()
                  Timers = Set.empty
                  Open = Set.empty }

            (start, events)
            ||> List.fold (fun run event ->
                let run = happen run event

                let limited =
                    run.State.Callers |> Map.filter (fun _ wait -> wait <> CallerWait.Answer) |> Map.keys |> Set.ofSeq

                run.Timers |> Expect.equal limited
                Set.isSubset (Set.ofSeq run.State.Callers.Keys) run.Open |> Expect.isTrue
                run)
            |> ignore)

    let private after events =
        let start =
            { State = Guard.initial (ValueSome StreamLimits.standard) ()
              Timers = Set.empty
              Open = Set.empty }

        List.fold happen start events

    [<Fact>]
    let ``A caller that says nothing in its time is closed`` () : unit =
        (after [ Opens 1; RunsOutOfTime 1 ]).Open |> Expect.equal Set.empty

    [<Fact>]
    let ``A caller that ends its side is kept for its answer, and no longer than its time`` () : unit =
        let waiting = after [ Opens 1; Asks(1, Nothing); EndsItsSide 1 ]
        waiting.Open |> Expect.equal (set [ caller 1 ])
        (happen waiting (RunsOutOfTime 1)).Open |> Expect.equal Set.empty
        (after [ Opens 1; Asks(1, Answers); EndsItsSide 1 ]).Open |> Expect.equal Set.empty
