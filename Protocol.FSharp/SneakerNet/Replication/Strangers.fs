namespace PeerFunctional.SneakerNet

open PeerFunctional.Kernel

/// An endpoint that said HELO as the original does and has not shown yet that it receives.
type Stranger =
    {
        Role: string
        /// Bytes that may be sent to it.
        Credit: int
        /// How often its token is sent again.
        Tries: int
        /// Its push port. An original does not repeat PORT and HAVE, so both are kept until it has said its token
        /// back.
        Port: int voption
        Haves: HaveEntry list
    }

/// Strangers in the order they came. Beyond the bounds the oldest are dropped.
type Strangers =
    private
        {
            Known: Map<Endpoint, struct (int64 * Stranger)>
            KnownCount: int
            Order: Map<int64, Endpoint>
            Next: int64
            /// The number of kept HAVE entries of all strangers.
            Haves: int
        }

    /// The strangers in order. Their numbers are left out, because no step depends on them.
    interface IDescribedAs<(struct (Endpoint * Stranger)) list> with
        member this.Description =
            [ for endpoint in this.Order.Values do
                  match Map.tryFind endpoint this.Known with
                  | Some struct (_, stranger) -> struct (endpoint, stranger)
                  | None -> () ]

module Strangers =

    [<Literal>]
    let MaxStrangers = 4_096

    /// The most HAVE entries kept for all strangers together.
    [<Literal>]
    let MaxHaves = 65_536

    /// The most HAVE entries kept for one stranger: more than a datagram holds.
    [<Literal>]
    let MaxHavesEach = 2_048

    let empty =
        { Known = Map.empty
          KnownCount = 0
          Order = Map.empty
          Next = 0L
          Haves = 0 }

    let count strangers = strangers.KnownCount

    /// Whether the counts that limits are held against are those of what is kept.
    let isCountedRight strangers =
        let kept =
            strangers.Known.Values |> Seq.sumBy (fun struct (_, stranger) -> stranger.Haves.Length)

        strangers.KnownCount = strangers.Known.Count
        && strangers.Order.Count = strangers.Known.Count
        && strangers.Haves = kept

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
                Order = Map.remove number strangers.Order
                Haves = strangers.Haves - stranger.Haves.Length }
        | None -> strangers

    let rec private fit strangers forgotten =
        if strangers.KnownCount <= MaxStrangers && strangers.Haves <= MaxHaves then
            struct (strangers, forgotten)
        else
            let _, oldest = Map.minKeyValue strangers.Order
            fit (remove oldest strangers) (oldest :: forgotten)

    /// Updates a stranger in its place, or adds it last; returns also the strangers dropped to make room.
    let put endpoint (stranger: Stranger) strangers =
        let number =
            match Map.tryFind endpoint strangers.Known with
            | Some struct (number, _) -> number
            | None -> strangers.Next

        let without = remove endpoint strangers

        fit
            { Known = Map.add endpoint (struct (number, stranger)) without.Known
              KnownCount = without.KnownCount + 1
              Order = Map.add number endpoint without.Order
              Next = max strangers.Next (number + 1L)
              Haves = without.Haves + stranger.Haves.Length }
            []
