namespace PeerFunctional.Tests.Architecture

open System
open System.IO
open System.Xml.Linq
open PeerFunctional.Tests

/// The projects that make up the program, by the names of their assemblies.
module Assemblies =

    let private assembly (project: string) =
        (XDocument.Load project).Descendants "AssemblyName" |> Seq.map _.Value |> Seq.exactlyOne

    /// The project files of a folder and of the folders in it.
    let private projects (folder: string) =
        Directory.GetFiles(Path.Combine(Repository.root, folder), "*.*proj", SearchOption.AllDirectories)
        |> Array.map (fun project -> assembly project, project)
        |> Map

    let private ofCore = projects "Protocol.FSharp"

    let private all =
        [ projects "Runtime.CSharp"; projects "Cli.CSharp" ]
        |> List.fold (Map.fold (fun all name project -> Map.add name project all)) ofCore

    /// Every assembly that must be pure.
    let core = List.ofSeq ofCore.Keys

    let runtime = "PeerFunctional.Runtime"

    let names = List.ofSeq all.Keys

    /// Where the built assembly is.
    let path name =
        Path.Combine(AppContext.BaseDirectory, $"{name}.dll")

    /// The assemblies of the projects that a project refers to.
    let projectReferences name =
        let project = all[name]

        (XDocument.Load project).Descendants "ProjectReference"
        |> Seq.map (fun reference ->
            assembly (Path.Combine(Path.GetDirectoryName project, reference.Attribute("Include").Value)))
        |> List.ofSeq
