namespace PeerFunctional.Tests.Architecture

open System.IO
open System.Xml.Linq
open Xunit
open PeerFunctional.Tests

module ArchitecturePictureTests =

    let private picture =
        XDocument.Load(Path.Combine(Repository.root, "docs", "architecture.svg"))

    let private values name =
        picture.Descendants()
        |> Seq.choose (fun element -> Option.ofObj (element.Attribute(XName.Get name)))
        |> Seq.map _.Value
        |> List.ofSeq

    let private drawn = List.zip (values "data-from") (values "data-to")

    let private references =
        Assemblies.names
        |> List.collect (fun name -> Assemblies.projectReferences name |> List.map (fun used -> name, used))

    /// All that a project may use: where its arrows lead, and on from there.
    let rec private reached arrows name =
        arrows
        |> List.filter (fun (user, _) -> user = name)
        |> List.map (fun (_, used) -> Set.add used (reached arrows used))
        |> Set.unionMany

    [<Fact>]
    let ``The picture of the architecture has a box for each project, and its arrows lead where the references do``
        ()
        : unit =
        values "data-project" |> List.sort |> Expect.equal (List.sort Assemblies.names)

        for name in Assemblies.names do
            Expecto.Expect.equal (reached drawn name) (reached references name) name
