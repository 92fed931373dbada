namespace PeerFunctional.Verification

/// Runs as F# tests: a file each, of a test project that refers to this core and xunit.
module EmittedTest =

    /// A trace as a test: a simulated one is run by its schedule again, a searched one by its steps. `title` is the simulated
    /// one's name, `moduleName` that of the file's module.
    val ofTrace: source: TestSource -> title: string -> trace: Trace<'timer> -> moduleName: string -> string
