namespace PeerFunctional.Verification

/// What a test that is written out needs of a system.
type TestSource =
    {
        /// Namespaces to open, of the system.
        Opens: string list

        /// F# expressions of the world and its properties.
        World: string
        Properties: string
    }
