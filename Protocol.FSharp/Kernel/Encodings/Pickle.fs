namespace PeerFunctional.Kernel.Encodings

module Pickle =

    let read bytes =
        match PickleReader.take bytes PickleReader.start with
        | Finished value -> Ok value
        | Unfinished _ -> Error PickleReader.cutShort
        | Refused e -> Error e

    let write protocol value = PickleWriter.write protocol value
