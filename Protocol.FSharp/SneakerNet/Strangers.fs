namespace PeerFunctional.SneakerNet

open PeerFunctional.Kernel

/// An endpoint that said HELO as the original does and has not shown yet that it receives.
type Stranger =
    {
        Role: string
        /// Bytes we may still send it.
        Credit: int
        /// Times its token is still sent again.
        Tries: int
        /// Its push port. The original does not repeat PORT and HAVE, so both are kept until it is proven.
        Port: int voption
        Claims: Claim list
    }

/// Strangers in the order they came. Past a bound the oldest is forgotten.
type Strangers =
    private
        {
            Known: Map<Endpoint, struct (int64 * Stranger)>
            KnownCount: int
            Line: Map<int64, Endpoint>
            Next: int64
            /// Claims of all of them.
            Claims: int
        }

    /// Who came before whom; the numbers of two replicas can differ where no step does.
    interface IDescribedAs<(struct (Endpoint * Stranger)) list> with
        member this.Description =
            [ for endpoint in this.Line.Values do
                  match Map.tryFind endpoint this.Known with
                  | Some struct (_, stranger) -> struct (endpoint, stranger)
                  | None -> () ]

module Strangers =

    [<Literal>]
    let MaxStrangers = 4_096

    /// Claims that are kept for all strangers together.
    [<Literal>]
    let MaxClaims = 65_536

    /// Claims that are kept for one: more than a datagram can hold.
    [<Literal>]
    let MaxClaimsEach = 2_048

    let empty =
        { Known = Map.empty
          KnownCount = 0
          Line = Map.empty
          Next = 0L
          Claims = 0 }

    let count strangers = strangers.KnownCount

    let tryFind endpoint strangers =
        match Map.tryFind endpoint strangers.Known with
        | Some struct (_, stranger) -> ValueSome stranger
        | None -> ValueNone

    let remove endpoint strangers =
        match Map.tryFind endpoint strangers.Known with
        | Some struct (number, stranger) ->
            { strangers with
                Known = Map.remove endpoint strangers.Known
                KnownCount = strangers.KnownCount - 1
                Line = Map.remove number strangers.Line
                Claims = strangers.Claims - stranger.Claims.Length }
        | None -> strangers

    let rec private fit strangers forgotten =
        if strangers.KnownCount <= MaxStrangers && strangers.Claims <= MaxClaims then
            struct (strangers, forgotten)
        else
            let _, oldest = Map.minKeyValue strangers.Line
            fit (remove oldest strangers) (oldest :: forgotten)

    /// Puts a stranger in its place, or last if it is new; answers also who was forgotten to make room.
    let put endpoint (stranger: Stranger) strangers =
        let number =
            match Map.tryFind endpoint strangers.Known with
            | Some struct (number, _) -> number
            | None -> strangers.Next

        let without = remove endpoint strangers

        fit
            { Known = Map.add endpoint (struct (number, stranger)) without.Known
              KnownCount = without.KnownCount + 1
              Line = Map.add number endpoint without.Line
              Next = max strangers.Next (number + 1L)
              Claims = without.Claims + stranger.Claims.Length }
            []
