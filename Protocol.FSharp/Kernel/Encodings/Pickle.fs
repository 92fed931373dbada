namespace PeerFunctional.Kernel.Encodings

/// Pickles of plain values as whole byte strings.
module Pickle =

    /// Reads the first value; bytes after its STOP are nobody's.
    let read bytes =
        match PickleReader.take bytes PickleReader.start with
        | Finished value -> Ok value
        | Unfinished _ -> Error PickleReader.cutShort
        | Refused e -> Error e

    /// The pickle of a value.
    let write protocol value = PickleWriter.write protocol value
