namespace PeerFunctional.Tests.Libp2p

open System
open System.Collections.Generic
open System.Net
open System.Text
open System.Threading
open System.Threading.Channels
open System.Threading.Tasks
open PeerFunctional.Libp2p
open PeerFunctional.Runtime.Crypto
open PeerFunctional.Runtime.Hosting
open PeerFunctional.Runtime.Systems.Libp2p
open PeerFunctional.Tests
open PeerFunctional.Tests.Quic

/// A host on a real socket, whose notices are read as they come.
type LiveHost(options: Libp2pOptions) =
    let notices = Channel.CreateUnbounded<Notice>()
    let told = List<Notice>()

    let hear notice =
        lock told (fun () -> told.Add notice)
        notices.Writer.TryWrite notice |> ignore

    let host =
        Libp2pHost.Open(options, Ed25519(), HostContext(Action<Notice> hear, TimeProvider.System))

    let running =
        task {
            try
                return! host.RunAsync CancellationToken.None
            finally
                notices.Writer.TryComplete() |> ignore
        }

    member _.Id = options.Identity.Peer

    /// Where it listens, without its id.
    member _.PlainAddress = host.State.Settings.ListenAddresses.Head

    /// Where it listens, with its id.
    member live.Address = live.PlainAddress |> Multiaddr.withPeer options.Identity.Peer

    /// All that it has told.
    member _.Told = lock told (fun () -> List.ofSeq told)

    member _.Command(command: UserCommand) = host.Command command

    member _.State = host.State

    /// Reads on to the first such notice, and answers what was looked for in it.
    member _.Until (what: string) (choose: Notice -> 'found option) : Task<'found> =
        let rec next () =
            task {
                match! notices.Reader.WaitToReadAsync() with
                | true ->
                    let! notice = notices.Reader.ReadAsync()

                    match choose notice with
                    | Some found -> return found
                    | None -> return! next ()
                | false -> return failwith $"the host ended before {what}"
            }

        let soFar () =
            lock told (fun () -> told |> Seq.map Notice.line |> String.concat "\n")
            |> sprintf "; told so far:\n%s"

        Deadline.withinOr soFar Deadline.minute what (next ())

    /// The last state, once the host has ended by itself.
    member _.Ends() : Task<Host> = Deadline.await "the host's end" running

    /// Stops it, and answers its last state.
    member live.Stop() =
        host.Command UserCommand.Stop
        live.Ends()

    interface IAsyncDisposable with
        member _.DisposeAsync() =
            task {
                host.Command UserCommand.Stop
                let! _ = running
                do! host.DisposeAsync()
            }
            |> ValueTask

module LiveHost =

    let private options () =
        Libp2pOptions(Identity = Identity.Draw(Ed25519()))

    let private changed (change: Libp2pOptions -> Libp2pOptions) = new LiveHost(change (options ()))

    /// Listens on loopback; `protocol` names its request protocol.
    let listenFor (protocol: string) =
        let name =
            match ProtocolName.create protocol with
            | Ok name -> name
            | Error problem -> failwith problem.Detail

        changed (fun plain -> Libp2pOptions(Identity = plain.Identity, Listens = true, Protocol = name))

    let listen () = listenFor "/foo/1"

    /// Listens for so many connections at a time.
    let listenForAtMost count =
        changed (fun plain -> Libp2pOptions(Identity = plain.Identity, Listens = true, MaxConnections = count))

    /// Listens for so many connections of one address at a time.
    let listenForAtMostFromOne count =
        changed (fun plain ->
            Libp2pOptions(Identity = plain.Identity, Listens = true, MaxConnectionsPerAddress = Nullable count))

    let targetOf address =
        Libp2pHost.ResolveAsync(address, CancellationToken.None)

    /// Dials an address, and greets if it is told to.
    let dialAs compatibility greeting address =
        task {
            let! target = targetOf address

            return
                changed (fun plain ->
                    Libp2pOptions(
                        Identity = plain.Identity,
                        Dials = [| target |],
                        Compatibility = compatibility,
                        Greeting = greeting
                    ))
        }

    let dial address = dialAs SharedProtocol ValueNone address

    let connected notice =
        match notice with
        | SpeaksOurProtocol peer -> Some peer
        | _ -> None

    let closed notice =
        match notice with
        | ConnectionClosed(peer, number) -> Some struct (peer, number)
        | _ -> None

    let response notice =
        match notice with
        | ResponseReceived(_, response) -> Some response.Message
        | _ -> None

    let endPoint (target: DialTarget) =
        IPEndPoint(IPAddress.Parse target.Endpoint.Host, target.Endpoint.Port)

    /// QUIC alone, with a certificate that proves an id; what it does not read waits at the other end.
    let rawSettings () =
        let identity = Identity.Draw(Ed25519())
        use certificate = HostCertificate.Create(Ed25519(), identity.Seed, identity.Key)

        { Quic.settings () with
            Certificate = certificate.Der
            Key = certificate.Key.ExportPkcs8PrivateKey()
            Windows = 65_536L }

    /// Lines of multistream-select.
    let lines (texts: string list) =
        [| for text in texts do
               byte (text.Length + 1)
               yield! Encoding.ASCII.GetBytes text
               10uy |]

    /// A multiaddr on loopback without a peer.
    let at (endpoint: IPEndPoint) =
        QuicAddress.multiaddr
            { Host = QuicHost.Literal "127.0.0.1"
              Port = endpoint.Port
              Peer = ValueNone }
