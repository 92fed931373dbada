namespace PeerFunctional.Tests

open System
open System.Threading.Tasks

/// Waits of tests: what does not come in time fails the test, with what was waited for.
module Deadline =

    /// The longest that a test waits for one thing.
    let minute = TimeSpan.FromMinutes 1.0

    /// What a task brings; if it brings nothing within `limit`, fails with `what` and with what `soFar` tells then.
    let withinOr (soFar: unit -> string) (limit: TimeSpan) (what: string) (work: Task<'found>) : Task<'found> =
        task {
            try
                return! work.WaitAsync limit
            with :? TimeoutException ->
                return failwith $"{what} did not come within {limit.TotalSeconds} s{soFar ()}"
        }

    let within limit what work = withinOr (fun () -> "") limit what work

    /// What a task brings within a minute.
    let await what work = within minute what work

    /// The end of a task that brings nothing.
    let awaitEnd what (work: Task) : Task =
        task {
            let ending =
                task {
                    do! work
                    return ()
                }

            do! await what ending
        }

    /// The same for a test that is no task itself.
    let get what (work: Task<'found>) : 'found =
        (await what work).ConfigureAwait(false).GetAwaiter().GetResult()
