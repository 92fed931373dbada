namespace PeerFunctional.Tests.Tracker

open Xunit
open FsCheck
open FsCheck.FSharp
open FsCheck.Xunit
open PeerFunctional.Kernel
open PeerFunctional.Kernel.Encodings
open PeerFunctional.Tracker
open PeerFunctional.Tests

module PartOneMachineTests =

    type private Party =
        | Tracker of PartOneTracker
        | Client of PartOneCollector

    let private step party input =
        match party with
        | Tracker state ->
            let struct (state, outputs) = PartOneTracker.step state input
            struct (Tracker state, outputs)
        | Client state ->
            let struct (state, outputs) = PartOneCollector.step state input
            struct (Client state, outputs)

    let private phrase =
        LosslessNetwork.phrase [ 3, "time"; 1, "is"; 0, "Now"; 2, "the" ]

    let private client =
        PartOneCollector.initial
            { Tracker = Endpoint.create "127.0.0.1" 7777
              Pause = LosslessNetwork.seconds 1.0
              Tries = 3 }

    let private ask policy arrival =
        let caller =
            Accepted(Endpoint.create "10.0.0.1" 50_000, Endpoint.create "10.0.0.9" 7777)

        let struct (state, _) =
            PartOneTracker.step (PartOneTracker.initial policy phrase) (Opened caller)

        let struct (_, outputs) = PartOneTracker.step state (arrival caller)

        match outputs |> List.filter (fun output -> not output.IsTell) with
        | [ Send(target, answer); Close closed ] when target = caller && closed = caller -> Some answer
        | _ -> None

    [<Fact>]
    let ``The collector registers, asks for every place and assembles the sentence`` () : unit =
        for policy in [ AsPublished; Recovering ] do
            let network = LosslessNetwork<Party, PartOne>(step)
            network.Add("tracker", 7777, Tracker(PartOneTracker.initial policy phrase), LosslessNetwork.seconds 0.0)
            network.Add("ann", 9001, Client client, LosslessNetwork.seconds 0.1)
            network.Run(LosslessNetwork.seconds 5.0)
            Expect.equal (struct ("ann", Completed "Now is the time")) (List.last network.Notices)
            // REGISTER and four places, and an answer to each.
            network.Arrived.Length |> Expect.equal 10

    [<Fact>]
    let ``Without a tracker the collector gives up after its tries`` () : unit =
        let network = LosslessNetwork<Party, PartOne>(step)
        network.Add("ann", 9001, Client client, LosslessNetwork.seconds 0.0)
        network.Run(LosslessNetwork.seconds 60.0)
        Expect.equal (struct ("ann", GaveUp 3)) (List.last network.Notices)

    [<Property>]
    let ``A place is an index as in Python, and any other value is a bad request`` (position: int) =
        let expected =
            [ -4, 3; -3, 1; -2, 0; -1, 2; 0, 3; 1, 1; 2, 0; 3, 2 ]
            |> List.tryFind (fun (place, _) -> place = position)
            |> Option.bind (fun (_, seq) -> Phrase.tryFind seq phrase |> ValueOption.toOption)
            |> Option.map PartOne.Item
            |> Option.defaultValue PartOne.BadRequest

        [ AsPublished; Recovering ]
        |> List.forall (fun policy ->
            ask policy (fun caller -> Received(caller, PartOne.Position position)) = Some expected)

    [<Fact>]
    let ``Garbage gets a bad request; a reset ends the original alone`` () : unit =
        let problem = Malformation.create "no-pickle" "not a pickle"

        for policy in [ AsPublished; Recovering ] do
            Expect.equal (Some PartOne.BadRequest) (ask policy (fun caller -> Malformed(caller, problem)))

            Expect.equal
                (Some PartOne.BadRequest)
                (ask policy (fun caller -> Received(caller, PartOne.Unusual(Pickled.Nothing, problem))))

        let reset policy =
            let caller =
                Accepted(Endpoint.create "10.0.0.1" 50_000, Endpoint.create "10.0.0.9" 7777)

            let struct (state, _) =
                PartOneTracker.step (PartOneTracker.initial policy phrase) (Opened caller)

            let struct (_, outputs) =
                PartOneTracker.step state (Closed(caller, CloseReason.Reset))

            outputs |> List.exists _.IsFinish

        Expect.equal [ true; false ] [ reset AsPublished; reset Recovering ]

    [<Fact>]
    let ``An exchange ends with the answer or with the reason of its failure`` () : unit =
        let target = Endpoint.create "127.0.0.1" 7777
        let call = Dialled(target, 0)

        let outcome inputs =
            let feed exchange input =
                let struct (exchange, _) = Exchange.step exchange input
                exchange

            (List.fold feed (Exchange.create target (Echo "ann")) (Started :: inputs)).Outcome

        Expect.equal (Answer(Remark "Hi")) (outcome [ Opened call; Received(call, Remark "Hi") ])
        Expect.equal (Failure "no answer in time") (outcome [ Opened call; TimerFired(Deadline call) ])
        Expect.equal (Failure "the connection was refused") (outcome [ Closed(call, CloseReason.Refused) ])
        Expect.equal Pending (outcome [ Opened call ])
