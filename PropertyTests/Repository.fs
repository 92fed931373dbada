namespace PeerFunctional.Tests

open System.IO

/// Where the tests find what is committed.
module Repository =

    /// The folder that holds the solution.
    let root =
        let rec up (folder: DirectoryInfo) =
            if File.Exists(Path.Combine(folder.FullName, "PeerFunctional.sln")) then
                folder.FullName
            else
                up folder.Parent

        up (DirectoryInfo System.AppContext.BaseDirectory)

    /// The text of a committed file, by its path in the repository.
    let text path =
        File.ReadAllText(Path.Combine(root, path))

    /// A recording or log of the SneakerNet fixtures.
    let fixture name =
        Path.Combine(root, "interop-fixtures", "sneakernet", name)

    /// A recording or sample of the link fixtures.
    let linkFixture name =
        Path.Combine(root, "interop-fixtures", "link", name)

    /// A recording or sample of the tracker fixtures.
    let trackerFixture name =
        Path.Combine(root, "interop-fixtures", "tracker", name)

    /// A recording of Cap'n Web peers.
    let capnWebFixture name =
        Path.Combine(root, "interop-fixtures", "capnweb", name)

    /// A recording or sample of libp2p hosts.
    let libp2pFixture name =
        Path.Combine(root, "interop-fixtures", "libp2p", name)
