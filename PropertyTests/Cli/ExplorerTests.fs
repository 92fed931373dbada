namespace PeerFunctional.Tests.Cli

open System
open System.Diagnostics
open System.IO
open System.Net
open System.Net.Http
open System.Net.Sockets
open System.Threading.Tasks
open Xunit
open PeerFunctional
open PeerFunctional.Verification
open PeerFunctional.Tests
open PeerFunctional.Tests.Architecture
open PeerFunctional.Tests.Storage

/// `peer explore` from outside: a browser, and callers that must not get in.
module ExplorerTests =

    let private get what work = Deadline.get what work

    let private npm = Repository.capnWebFixture "npm"

    /// The address that a line of the program names.
    let private addressIn (line: string) =
        Uri(line.Substring(line.IndexOf("http://", StringComparison.Ordinal)).TrimEnd('"', '}'))

    /// The program, its first address, and the addresses that it tells later.
    type private Served(folder: string, arguments: string list) =
        let peer = new RunningPeer(folder, "explore" :: "--port" :: "0" :: arguments)

        member _.NextAddress() =
            task {
                let! line = peer.Until _.Contains("http://")
                return addressIn line
            }

        member _.Peer = peer

        interface IDisposable with
            member _.Dispose() = (peer :> IDisposable).Dispose()

    let private client (jar: CookieContainer) =
        new HttpClient(new SocketsHttpHandler(AllowAutoRedirect = false, CookieContainer = jar, UseCookies = true))

    let private ask (client: HttpClient) (address: Uri) (headers: (string * string) list) =
        let request = new HttpRequestMessage(HttpMethod.Get, address)

        for name, value in headers do
            request.Headers.TryAddWithoutValidation(name, value) |> ignore

        client.SendAsync request

    let private node (script: string) arguments =
        ProcessStartInfo("node", script :: arguments, WorkingDirectory = npm, RedirectStandardInput = true)

    let private expected =
        [ "token in the address false"
          """cookie ["true Strict"]"""
          "cookie that the page sees \"\""
          "first load under 195 kB true"
          "headings that are cut []"
          "a step keeps what is drawn true"
          "digest of the page true"
          "branches 1"
          "undone to the same state true"
          "branches after another step 2"
          "the branch is another state true"
          "the first branch is as it was true"
          "both sides begin at one height true"
          """branches of another world ["Branch 1, from the start, 0 steps"]"""
          """lanes on a phone ["Alice","Bob","Carol"]"""
          "wider than a phone false"
          "peers 10"
          "the link in another browser true"
          "the same peers there true"
          "complaints []" ]

    [<Fact>]
    let ``A person breaks a world in a browser, undoes it, branches off, finds a violation, gives a user's command, and another browser opens the link after a restart``
        ()
        : Task =
        task {
            use scratch = new Scratch()
            use first = new Served(scratch.Path, [])
            use second = new Served(scratch.Path, [])
            let! address = first.NextAddress()
            let! other = second.NextAddress()

            use browser =
                new StartedProgram(node "explorer.mjs" [ string address; string other; scratch.Path ])

            let! ran = browser.EndsWithin(TimeSpan.FromMinutes 3.0)
            ran.Errors |> Expect.equal ""
            // What the page exports is a trace like any other.
            let replayed = Peer.runIn scratch.Path [ "replay"; "explored.trace" ]
            Expecto.Expect.equal replayed.ExitCode 0 replayed.Errors

            replayed.Output |> Expect.stringContains "after every step the machine's digest equals the trace's"

            let lines =
                ran.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries) |> List.ofArray

            // What the page says in its own words is looked at for what it is about.
            for name, words in
                [ "advised", "2 properties turned, because PORT 4098 to Alice is lost (step 5): see “Why”."
                  "why", "Bob never gets Alice:1, because PORT 4098 to Alice is lost (step 5). Alice needs it to send"
                  "compared", "The recovering side survives"
                  "said", "Out of reach since step 5"
                  "commanded", "Alice:2"
                  "found", "Bob never gets Alice:1" ] do
                lines |> List.find _.StartsWith($"{name} ", StringComparison.Ordinal) |> Expect.stringContains words

            let isOwnWords (line: string) =
                List.contains
                    (line.Split(' ')[0])
                    [ "dropped"; "advised"; "why"; "said"; "compared"; "commanded"; "found" ]

            lines |> List.filter (isOwnWords >> not) |> Expect.equal expected
        }

    /// What the page says of a lesson.
    let private learned (system: ProtocolSystem) (lesson: Lesson) =
        let stages =
            [ "watch guess drive why"
              if not lesson.Mends.IsEmpty then
                  "mend"
              "done" ]

        [ $"before the guess of {system.Name}/{lesson.Name} {{\"told\":[],\"isOffered\":false,\"isTold\":true}}" ],
        [ $"{system.Name}/{lesson.Name} [\"./peer\",\"{String.Join(' ', stages)}\",\"Task done. "
          if not lesson.Mends.IsEmpty then
              "Every property holds on the side of the recovering policy." ]

    [<Fact>]
    let ``A person takes every lesson to its end by its hints alone, reads no answer before the guess, and sees each mend hold under the schedule that broke the original``
        ()
        : Task =
        task {
            use scratch = new Scratch()
            use served = new Served(scratch.Path, [])
            let! address = served.NextAddress()

            use browser =
                new StartedProgram(node "lessons.mjs" [ string address; scratch.Path ])

            let! ran = browser.EndsWithin(TimeSpan.FromMinutes 3.0)
            ran.Errors |> Expect.equal ""

            let lines =
                ran.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries) |> List.ofArray

            let expected =
                [ for system in Systems.all do
                      for lesson in system.Lessons do
                          let before, after = learned system lesson
                          before
                          after ]

            for line, parts in List.zip lines (expected @ [ [ "complaints []" ] ]) do
                for part in parts do
                    line |> Expect.stringContains part
        }

    [<Fact>]
    let ``The explorer's token works once, for a cookie that no script and no other site gets, and nothing is served without it``
        ()
        : Task =
        task {
            use scratch = new Scratch()
            use served = new Served(scratch.Path, [])
            let! address = served.NextAddress()
            let page = Uri(address, "/")
            use stranger = client (CookieContainer())

            for path in [ "/"; "/main.js"; "/rpc"; "/rpc/batch"; "/?token=guess" ] do
                use! refused = ask stranger (Uri(page, path)) []
                Expecto.Expect.equal refused.StatusCode HttpStatusCode.Forbidden path

            use guest = client (CookieContainer())
            use! let_in = ask guest address []
            let_in.StatusCode |> Expect.equal HttpStatusCode.SeeOther
            string let_in.Headers.Location |> Expect.equal "/"
            let cookie = let_in.Headers.GetValues("Set-Cookie") |> Seq.exactlyOne
            cookie |> Expect.stringContains "httponly"
            cookie |> Expect.stringContains "samesite=strict"

            use! again = ask stranger address []
            again.StatusCode |> Expect.equal HttpStatusCode.Forbidden
            use! first = ask guest page []
            first.StatusCode |> Expect.equal HttpStatusCode.OK

            first.Headers.GetValues("Content-Security-Policy")
            |> Seq.exactlyOne
            |> Expect.stringContains "default-src 'none'; script-src 'self';"

            use! absent = ask guest (Uri(page, "/../peer.dll")) []
            absent.StatusCode |> Expect.equal HttpStatusCode.NotFound

            // The next browser has a token of its own.
            let! next = served.NextAddress()
            use other = client (CookieContainer())
            use! let_in = ask other next []
            let_in.StatusCode |> Expect.equal HttpStatusCode.SeeOther
        }

    [<Fact>]
    let ``Connections without a request end by themselves, and then a page gets in`` () : Task =
        task {
            use scratch = new Scratch()
            use served = new Served(scratch.Path, [])
            let! address = served.NextAddress()

            let idle =
                [ for _ in 1..130 ->
                      let caller = new TcpClient()
                      caller.Connect(IPAddress.Loopback, address.Port)
                      caller ]

            for caller in idle do
                let! read =
                    Deadline.await
                        "the end of an idle connection"
                        (task {
                            try
                                return! caller.GetStream().ReadAsync(Memory(Array.zeroCreate<byte> 1)).AsTask()
                            with :? IO.IOException ->
                                return 0
                        })

                read |> Expect.equal 0
                caller.Dispose()

            use guest = client (CookieContainer())
            use! let_in = ask guest address []
            let_in.StatusCode |> Expect.equal HttpStatusCode.SeeOther
        }

    [<Fact>]
    let ``The explorer refuses other sites' pages and names that another site has pointed at loopback, cookie or not``
        ()
        : Task =
        task {
            use scratch = new Scratch()
            use served = new Served(scratch.Path, [])
            let! address = served.NextAddress()
            use guest = client (CookieContainer())
            use! _ = ask guest address []

            for headers in
                [ [ "Origin", "http://example.org" ]
                  [ "Host", $"example.org:{address.Port}" ]
                  [ "Host", "127.0.0.1" ]
                  [ "Origin", $"http://127.0.0.1:{address.Port + 1}" ] ] do
                for path in [ "/"; "/rpc"; "/rpc/batch" ] do
                    use! refused = ask guest (Uri(address, path)) headers
                    Expecto.Expect.equal refused.StatusCode HttpStatusCode.Forbidden $"{headers} {path}"
        }

    [<Fact>]
    let ``A port that is taken, and a subject that cannot be explored, are told in one line`` () : unit =
        use scratch = new Scratch()
        use taken = new TcpListener(IPAddress.Loopback, 0)
        taken.Start()
        let port = (taken.LocalEndpoint :?> IPEndPoint).Port
        let refused = Peer.runIn scratch.Path [ "explore"; "--port"; string port ]
        refused.ExitCode |> Expect.equal 1
        refused.Errors |> Expect.stringContains "another program uses this port; use --port"
        refused.Errors.Trim().Split '\n' |> Expect.hasLength 1

        for subject, words, code in
            [ "sneakernett", "did you mean 'sneakernet'", 2
              "1/sneakernet/one-event", "a part of it is missing", 1 ] do
            let refused = Peer.runIn scratch.Path [ "explore"; subject ]
            refused.ExitCode |> Expect.equal code
            refused.Errors |> Expect.stringContains words

    [<Fact>]
    let ``Every command line of the explorer's page serves, and Ctrl-C ends it`` () : Task =
        task {
            use scratch = new Scratch()
            let path = "docs/explorer.md"
            let page = Page.create path (File.ReadAllText(Path.Combine(Repository.root, path)))

            (Peer.runIn
                scratch.Path
                (Page.words "check sneakernet --policy published --trace lost.trace --pcap lost.pcapng"))
                .ExitCode
            |> Expect.equal 1

            let lines =
                page.Code
                |> List.choose Page.arguments
                |> List.filter (fun arguments -> arguments.Head = "explore")
                |> List.distinct

            lines.Length |> Expect.isGreaterThan 2

            let serve arguments =
                task {
                    let withoutPort =
                        arguments |> List.filter (fun word -> word <> "--port" && word <> "8900")

                    use peer = new RunningPeer(scratch.Path, withoutPort @ [ "--port"; "0" ])
                    let! _ = peer.Until _.Contains("Open in a browser: http://127.0.0.1:")
                    peer.Terminate()
                    let! ended = peer.Ends()
                    Expecto.Expect.equal ended.ExitCode 130 (String.Join(' ', arguments))
                }

            let! _ = Task.WhenAll(lines |> List.map serve)
            ()
        }

    [<Fact>]
    let ``The Cap'n Web module of the page is npm's, byte for byte, with its licence`` () : unit =
        let page = Path.Combine(Repository.root, "Cli.CSharp", "Explorer", "page")
        let package = Path.Combine(npm, "node_modules", "capnweb")

        for own, theirs in [ "capnweb.js", "dist/index.js"; "capnweb.LICENSE.txt", "LICENSE.txt" ] do
            File.ReadAllBytes(Path.Combine(page, own))
            |> Expect.equal (File.ReadAllBytes(Path.Combine(package, theirs)))
