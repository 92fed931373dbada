namespace PeerFunctional.Tests.Cli

open System
open System.Collections.Generic
open System.Net
open System.Net.Http
open System.Net.WebSockets
open System.Text
open System.Text.Json
open System.Threading
open System.Threading.Tasks
open Xunit
open PeerFunctional.Tests
open PeerFunctional.Tests.Storage

/// What a page asks of `peer explore`, in messages of Cap'n Web.
module ExplorerCallsTests =

    /// A page whose calls are numbered from 1.
    type private Page(socket: ClientWebSocket) =
        let answers = Dictionary<int, JsonElement>()
        let mutable calls = 0

        let send (text: string) =
            socket.SendAsync(
                ReadOnlyMemory(Encoding.UTF8.GetBytes text),
                WebSocketMessageType.Text,
                true,
                CancellationToken.None
            )

        let receive () =
            task {
                let text = StringBuilder()
                let buffer = Array.zeroCreate<byte> 65536
                let mutable isWhole = false

                while not isWhole do
                    let! part = socket.ReceiveAsync(ArraySegment buffer, CancellationToken.None)
                    text.Append(Encoding.Latin1.GetString(buffer, 0, part.Count)) |> ignore
                    isWhole <- part.EndOfMessage

                return JsonDocument.Parse(text.ToString()).RootElement
            }

        /// Calls a method; answers the call's number.
        member _.Push(name: string, arguments: string) =
            task {
                calls <- calls + 1
                do! send $"""["push",["pipeline",0,["{name}"],[{arguments}]]]"""
                do! send $"""["pull",{calls}]"""
                return calls
            }

        /// The message that answers a call.
        member _.Answer(call: int) =
            task {
                while not (answers.ContainsKey call) do
                    let! message = receive ()

                    match message[0].GetString() with
                    | "resolve"
                    | "reject" -> answers[message[1].GetInt32()] <- message
                    | _ -> ()

                return answers[call]
            }
            |> Deadline.await $"the answer to call {call}"

        member page.Call(name, arguments) =
            task {
                let! call = page.Push(name, arguments)
                let! answer = page.Answer call
                answer[0].GetString() |> Expect.equal "resolve"
                return answer[2]
            }

    let private opened (work: Page -> Task<unit>) : Task =
        task {
            use scratch = new Scratch()
            use peer = new RunningPeer(scratch.Path, [ "explore"; "--port"; "0" ])
            let! line = peer.Until _.Contains("http://")

            let address = Uri(line.Substring(line.IndexOf("http://", StringComparison.Ordinal)))

            let jar = CookieContainer()
            use client = new HttpClient(new SocketsHttpHandler(CookieContainer = jar))
            use! _ = client.GetAsync address
            use socket = new ClientWebSocket()
            socket.Options.Cookies <- jar
            socket.Options.SetRequestHeader("Origin", $"http://127.0.0.1:{address.Port}")
            do! socket.ConnectAsync(Uri $"ws://127.0.0.1:{address.Port}/rpc", CancellationToken.None)
            do! work (Page socket)
        }

    let private world system name drops =
        $"""{{"system":"{system}","world":"{name}","policy":"published","time":"any","network":"bag","faults":{{"drops":{drops}}}}}"""

    let private idOf (element: JsonElement) = element.GetProperty("id").GetInt32()

    [<Fact>]
    let ``A goal is lost since a step at the latest where the fate before that step is unknown`` () : Task =
        opened (fun page ->
            task {
                let! start = page.Call("open", world "sneakernet" "three" 30)
                let first = idOf (start.GetProperty "position")
                let! walked = page.Call("randomWalk", $"{first},10000,3")

                let taken = (walked.GetProperty "steps")[0]
                let steps = first :: [ for step in taken.EnumerateArray() -> idOf step ]

                let goalAt (id: int) =
                    task {
                        let! fates = page.Call("fates", string id)
                        return fates[0].EnumerateArray() |> Seq.last
                    }

                let! goal = goalAt (List.last steps)
                let since = goal.GetProperty("lostSince").GetInt32()
                let! before = goalAt (steps[since - 1])

                // On a loaded machine the look back ends before it comes to the state whose search is cut.
                [ "unknown"; "lost"; "only-by-fault" ] |> Expect.contains (before.GetProperty("kind").GetString())

                goal.GetProperty("lostAtLatest").GetBoolean() |> Expect.isTrue
            })

    [<Fact>]
    let ``A page has two searches at a time, and a third is refused`` () : Task =
        opened (fun page ->
            task {
                let! start = page.Call("open", world "tracker" "three" 30)
                let id = idOf (start.GetProperty "position")

                let find (export: int) =
                    page.Push("findViolation", $"""{id},{{"maxSeconds":30}},["export",{export}]""")

                let! _ = find -1
                let! _ = find -2
                let! third = find -3
                let! answer = page.Answer third
                answer[0].GetString() |> Expect.equal "reject"
                answer.GetRawText() |> Expect.stringContains "2 searches at a time"
            })
