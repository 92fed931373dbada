namespace PeerFunctional.Verification

/// Runs as F# tests: a file each, of a test project that refers to this core and xunit.
module EmittedTest =

    /// The property that a run violates, as a test of the run's schedule: it fails until the machine is mended, and does not ask the mended
    /// machine for the same moves. `told` says in a comment what went wrong, `moduleName` is that of the file's module.
    val ofTrace:
        subject: Scenario<'a, 'b, 'c, 'd, 'e, 'f, 'g, 'h> ->
        told: string ->
        trace: Trace<'b> ->
        moduleName: string ->
            string
            when 'b: comparison
