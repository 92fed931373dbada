namespace PeerFunctional.Tests.Library

open System.IO.Compression
open System.Threading.Tasks
open System.Xml.Linq
open Xunit
open PeerFunctional.Tests
open PeerFunctional.Tests.Architecture

/// What a package says of itself.
type private Manifest =
    { Id: string
      Description: string
      Licence: string
      HasReadme: bool
      DependsOn: string list }

module private Manifest =

    let read (package: string) =
        use zip = ZipFile.OpenRead package
        use file = (zip.Entries |> Seq.find _.Name.EndsWith(".nuspec")).Open()
        let nuspec = XDocument.Load file

        let elements name =
            nuspec.Descendants() |> Seq.filter (fun element -> element.Name.LocalName = name)

        let text name = (elements name |> Seq.exactlyOne).Value

        { Id = text "id"
          Description = text "description"
          Licence = text "license"
          HasReadme = zip.GetEntry(text "readme").Length > 0L
          DependsOn = elements "dependency" |> Seq.map _.Attribute(XName.Get "id").Value |> List.ofSeq }

type LibraryTests(feed: PackedFeed) =

    let manifests = feed.Packages |> Array.map Manifest.read |> List.ofArray

    /// The package that holds an assembly.
    let packageOf assembly =
        if assembly = "peer" then "PeerFunctional.Cli" else assembly

    /// An assembly, and those that it is built with.
    let rec builtWith name =
        name :: (Assemblies.projectReferences name |> List.collect builtWith)

    /// Runs the commands of a section of the page, which print at their end what it says.
    let follow heading : Task =
        task {
            let! output = feed.Follow heading
            output |> Expect.stringEnds (LibraryPage.output heading)
        }

    interface IClassFixture<PackedFeed>

    [<Fact>]
    member _.``Every assembly of the program has a package with a description, a readme and the licence``() : unit =
        manifests
        |> List.map _.Id
        |> List.sort
        |> Expect.equal (builtWith "peer" |> List.distinct |> List.map packageOf |> List.sort)

        for manifest in manifests do
            Expecto.Expect.isGreaterThan manifest.Description.Length 40 manifest.Id
            Expecto.Expect.isTrue manifest.HasReadme manifest.Id
            Expecto.Expect.equal manifest.Licence "MIT" manifest.Id

    [<Fact>]
    member _.``A package depends only on packages below it, and none but the command line on Argu``() : unit =
        for manifest in manifests do
            Expecto.Expect.sequenceEqual (Arrows.offences manifest.Id manifest.DependsOn) [] manifest.Id

        manifests
        |> List.filter (fun manifest -> List.contains "Argu" manifest.DependsOn)
        |> List.map _.Id
        |> Expect.equal [ "PeerFunctional.CommandLine" ]

    [<Fact>]
    member _.``The C# program of the page replicates feeds with nothing but the packages and the tool``() : Task =
        follow "Replicate feeds from C#"

    [<Fact>]
    member _.``The F# program of the page checks its own protocol with nothing but the packages``() : Task =
        follow "Check a protocol of your own from F#"
