namespace PeerFunctional.Kernel

/// Where a peer can be reached: a literal address (or, in a simulated world, a name) and a port.
[<Struct>]
type Endpoint =
    {
        Host: string
        Port: int
    }

    override ToString: unit -> string

module Endpoint =

    val create: host: string -> port: int -> Endpoint

    /// A port number, 1 to 65535.
    val parsePort: text: string -> Result<int, string>

    /// A port to listen at: 1 to 65535, or 0 for one that the system chooses.
    val parseListening: text: string -> Result<int, string>

    /// Parses `HOST`, `HOST:PORT`, `[IPV6]` and `[IPV6]:PORT`; without a port, `defaultPort`.
    val parse: defaultPort: int -> text: string -> Result<Endpoint, string>
