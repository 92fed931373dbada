namespace PeerFunctional.Example

open System
open PeerFunctional.Kernel

/// A visitor under way.
type Visit =
    {
        /// Where it asks for the echo.
        Finder: Endpoint
        Number: int
        /// Calls made so far.
        Calls: int
        /// The call under way; none while the finder is asked.
        Call: Address voption
    }

type Peer =
    /// Echoes numbers at a TCP port, and tells those who ask at which.
    | Echoing of port: int
    /// Asks where the echo is, and brings it a number.
    | Visiting of Visit
    /// A visitor whose number came back.
    | Over

type Timer =
    /// Nothing came of the last try.
    | Again

type Notice = CameBack of number: int

/// The machine of the example. `AsPublished` tries once; `Recovering` tries again every second.
module Peer =

    let again = TimeSpan.FromSeconds 1.0

    let visitor finder number =
        Visiting
            { Finder = finder
              Number = number
              Calls = 0
              Call = ValueNone }

    let private ask policy visit =
        struct (Visiting { visit with Call = ValueNone },
                [ yield! visit.Call |> ValueOption.map Close |> ValueOption.toList
                  yield Send(Address.Datagram visit.Finder, Where)
                  if policy = Recovering then
                      yield SetTimer(Again, again) ])

    let private call port visit =
        let echo = Endpoint.create visit.Finder.Host port
        let name = Address.Stream(Dialled(echo, visit.Calls))

        struct (Visiting
                    { visit with
                        Calls = visit.Calls + 1
                        Call = ValueSome name },
                [ Open name ])

    let private visiting policy visit input =
        let isOfCall name = visit.Call = ValueSome name

        match input with
        | Started
        | TimerFired Again -> ask policy visit
        | Received(Address.Datagram finder, Here port) when visit.Call.IsNone && finder = visit.Finder ->
            call port visit
        | Opened name when isOfCall name -> struct (Visiting visit, [ Send(name, Number visit.Number) ])
        | Received(name, Number number) when isOfCall name && number = visit.Number ->
            struct (Over, [ CancelTimer Again; Close name; Tell(CameBack number); Finish ])
        | Closed(name, _) when isOfCall name -> struct (Visiting { visit with Call = ValueNone }, [])
        | Opened _
        | Received _
        | Malformed _
        | Closed _
        | Commanded()
        | Answered() -> struct (Visiting visit, [])

    let private echoing port input =
        match input with
        | Received(Address.Datagram _ as visitor, Where) -> [ Send(visitor, Here port) ]
        | Received(Address.Stream _ as visitor, Number number) -> [ Send(visitor, Number number) ]
        | Malformed(Address.Stream _ as visitor, _)
        | Closed(visitor, _) -> [ Close visitor ]
        | Started
        | Opened _
        | Received _
        | Malformed _
        | TimerFired Again
        | Commanded()
        | Answered() -> []

    let step policy (_: TimeSpan) peer input : struct (Peer * Output<Address, Timer, Message, unit, Notice> list) =
        match peer with
        | Echoing port -> struct (peer, echoing port input)
        | Visiting visit -> visiting policy visit input
        | Over -> struct (Over, [])

    let machine policy peer = { Initial = peer; Step = step policy }
