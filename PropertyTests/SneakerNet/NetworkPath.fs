namespace PeerFunctional.Tests.SneakerNet

open System
open System.Collections.Generic
open PeerFunctional.Kernel
open PeerFunctional.SneakerNet

/// The path between two replicas, each way, and the caller's reading speed.
type NetworkPath =
    {
        /// The delay of a datagram.
        Latency: TimeSpan
        Loss: float
        Duplication: float
        /// The probability that a datagram is late, and the most that it is late.
        Lateness: float
        Latest: TimeSpan
        /// A larger datagram is dropped without a report.
        MaxDatagram: int
        /// The caller's time to read a datagram, and the size of its queue; further datagrams are dropped.
        Reading: TimeSpan
        MaxWaiting: int
        /// The caller acts only at multiples of this time, timers first.
        Stall: TimeSpan
    }

/// The result of a session.
type SessionResult =
    {
        /// The bytes of all pushes and commands that both sent.
        Bytes: int64
        Datagrams: int
        Time: TimeSpan
        Replicas: Replica list
        Stores: MemoryStore list
    }

type private Occurrence =
    | Arrives of Message
    /// The caller reads it.
    | Reads of Message
    | Fires of Timer
    | Answers of StoreQuestion

/// Runs a responder and an initiator over a path, in virtual time.
module NetworkPath =

    let clear =
        { Latency = TimeSpan.FromMilliseconds 5.0
          Loss = 0.0
          Duplication = 0.0
          Lateness = 0.0
          Latest = TimeSpan.Zero
          MaxDatagram = Int32.MaxValue
          Reading = TimeSpan.Zero
          MaxWaiting = Int32.MaxValue
          Stall = TimeSpan.Zero }

    let private disk = TimeSpan.FromMilliseconds 1.0
    let private hosts = [| "alice"; "bob" |]
    let private codec = Message.codec ModelSignatures.signatures
    let private verify = OfferedEvent.verify ModelSignatures.signatures

    let private settings silence peer store =
        { Policy = Policy.Recovering
          Role =
            if peer = 0 then
                Responder(4097, true)
            else
                Initiator(Endpoint.create hosts[0] 4097)
          PushPort = 4098
          Own = ValueNone
          Silence = silence
          Heads = MemoryStore.heads store
          Tokens = Keyed [| byte peer |]
          MaxPartners = ReplicaSettings.MaxPartners }

    /// Runs a session to its end; `longest` bounds it. The first peer is the responder.
    let run (path: NetworkPath) (seed: int) silence (longest: TimeSpan) (stores: MemoryStore list) =
        let random = Random seed
        let stores = Array.ofList stores

        let replicas =
            stores |> Array.mapi (fun peer store -> (Replica.machine (settings silence peer store)).Initial)

        let queue = PriorityQueue<struct (int * Occurrence), struct (TimeSpan * int)>()
        let timers = [| Dictionary<Timer, TimeSpan>(); Dictionary<Timer, TimeSpan>() |]
        let over = [| false; false |]
        let mutable now = TimeSpan.Zero
        let mutable count = 0
        let mutable bytes = 0L
        let mutable datagrams = 0
        let mutable waiting = 0
        let mutable free = TimeSpan.Zero

        /// The next time the caller acts.
        let awake peer (time: TimeSpan) =
            if peer = 1 && path.Stall > TimeSpan.Zero then
                path.Stall * Math.Ceiling(time / path.Stall)
            else
                time

        let schedule peer (time: TimeSpan) (occurrence: Occurrence) =
            count <- count + 1
            // A stalled peer fires its timers first.
            let order = if occurrence.IsFires then count - 100_000_000 else count
            queue.Enqueue(struct (peer, occurrence), struct (awake peer time, order))

        let happens likelihood = random.NextDouble() < likelihood

        let send peer message =
            let struct (_, encoded) = codec.Encode message
            bytes <- bytes + int64 encoded.Length
            datagrams <- datagrams + 1

            if not (happens path.Loss) && encoded.Length <= path.MaxDatagram then
                for _ in 0 .. (if happens path.Duplication then 1 else 0) do
                    let late =
                        if happens path.Lateness then
                            random.NextDouble() * path.Latest
                        else
                            TimeSpan.Zero

                    schedule (1 - peer) (now + path.Latency + late) (Arrives message)

        let rec step peer (input: ReplicaInput) =
            if not over[peer] then
                let struct (replica, outputs) = Replica.step now replicas[peer] input
                replicas[peer] <- replica

                for output in outputs do
                    if not over[peer] then
                        carryOut peer output

        and carryOut peer output =
            match output with
            | Send(_, message) -> send peer message
            | SetTimer(timer, due) ->
                timers[peer][timer] <- now + due
                schedule peer (now + due) (Fires timer)
            | CancelTimer timer -> timers[peer].Remove timer |> ignore
            | Ask question -> schedule peer (now + disk) (Answers question)
            | Tell _
            | Open _
            | HalfClose _
            | Close _ -> ()
            | Finish -> over[peer] <- true

        let receive peer message =
            let sender = hosts[1 - peer]

            match message with
            | Command _ -> step peer (Received(Endpoint.create sender 4097, message))
            | Push _ -> step peer (Received(Endpoint.create sender 4098, message))

        let occur peer occurrence =
            match occurrence with
            | Arrives message when peer = 1 && path.Reading > TimeSpan.Zero ->
                if waiting < path.MaxWaiting then
                    waiting <- waiting + 1
                    free <- max now free + path.Reading
                    schedule peer free (Reads message)
            | Arrives message -> receive peer message
            | Reads message ->
                waiting <- waiting - 1
                receive peer message
            | Fires timer ->
                match timers[peer].TryGetValue timer with
                | true, due when due <= now ->
                    timers[peer].Remove timer |> ignore
                    step peer (TimerFired timer)
                | _ -> ()
            | Answers question ->
                let struct (store, answers) = MemoryStore.answer verify question stores[peer]
                stores[peer] <- store

                for answer in answers do
                    step peer (Answered answer)

        step 0 Started
        step 1 Started
        let mutable next = struct (0, Fires Turn)
        let mutable place = struct (TimeSpan.Zero, 0)

        while not (over[0] && over[1]) && now < longest && queue.TryDequeue(&next, &place) do
            let struct (peer, occurrence) = next
            let struct (at, _) = place
            now <- max now at
            occur peer occurrence

        { Bytes = bytes
          Datagrams = datagrams
          Time = now
          Replicas = List.ofArray replicas
          Stores = List.ofArray stores }
