namespace PeerFunctional.Tests.Replication

open System
open System.Threading.Tasks
open Xunit
open PeerFunctional.SneakerNet
open PeerFunctional.Tests

module ManyPartnersTests =

    [<Fact>]
    let ``A responder serves twenty initiators at once, and passes on to each what the others gave`` () : Task =
        task {
            // Long enough for the slowest of them to have come on a busy machine.
            let way =
                { Live.way with
                    Silence = TimeSpan.FromSeconds 3.0 }

            use responder = LivePeer.Holding(7, [])
            let initiators = [ for number in 1..20 -> LivePeer.Holding(number, []) ]

            try
                let responding = Live.respond way false responder

                let! tallies =
                    [ for peer in initiators -> (Live.initiate way responding.Port peer).Totals ] |> Task.WhenAll

                for tally in tallies do
                    Live.assertFlawless tally

                responding.Stop()
                let! tally = responding.Totals
                Live.assertFlawless tally
                responder.Frontier.Count |> Expect.equal 21
                tally.Received |> Expect.equal (List.sum [ 1L .. 20L ])

                for initiator in initiators do
                    Live.assertAgree responder initiator
            finally
                for initiator in initiators do
                    (initiator :> IDisposable).Dispose()
        }

    [<Fact>]
    let ``An initiator that comes when others have left gets what they gave`` () : Task =
        task {
            use responder = LivePeer.Holding(7, [])
            use early = LivePeer.Holding(5, [])
            use late = LivePeer.Holding(6, [])
            let responding = Live.respond Live.way false responder
            let! _ = (Live.initiate Live.way responding.Port early).Totals
            let! tally = (Live.initiate Live.way responding.Port late).Totals
            Live.assertFlawless tally
            responding.Stop()
            let! _ = responding.Totals
            Live.assertAgree responder late
            late.Frontier[early.Own.Feed] |> Expect.equal 5L
        }
