namespace PeerFunctional.Tests.Architecture

open System.IO
open System.Xml.Linq
open Xunit
open PeerFunctional.Tests

/// The public surface of the projects that the author of a new system reads.
module SurfaceTests =

    let private compiled project =
        let file =
            Path.Combine(Repository.root, "Protocol.FSharp", project, $"{project}.fsproj")

        (XDocument.Load file).Descendants "Compile"
        |> Seq.map (fun item -> item.Attribute("Include").Value)
        |> List.ofSeq

    [<Theory>]
    [<InlineData("Kernel")>]
    [<InlineData("Capture")>]
    [<InlineData("Verification")>]
    let ``Each source file stands behind a signature file that shows its public surface`` (project: string) : unit =
        compiled project
        |> List.chunkBySize 2
        |> List.filter (fun pair ->
            match pair with
            | [ signature; source ] -> signature <> source + "i"
            | _ -> true)
        |> Expect.equal []

    [<Theory>]
    [<InlineData("Kernel")>]
    [<InlineData("Capture")>]
    [<InlineData("Verification")>]
    let ``No signature shows a private value`` (project: string) : unit =
        compiled project
        |> List.filter _.EndsWith(".fsi")
        |> List.filter (fun file ->
            File.ReadAllText(Path.Combine(Repository.root, "Protocol.FSharp", project, file)).Contains "val private")
        |> Expect.equal []
