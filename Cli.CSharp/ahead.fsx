// Marks types `beforefieldinit` that have no initializer: dotnet fsi ahead.fsx FOLDER ASSEMBLY... writes copies of assemblies to a folder.
// F# leaves the mark out, and the compiler ahead of time then leaves every generic function of a module to the run. Without an
// initializer the mark changes nothing else.
open System
open System.IO
open System.Reflection
open System.Reflection.Metadata
open System.Reflection.Metadata.Ecma335
open System.Reflection.PortableExecutable

let mark (assembly: string) (folder: string) =
    let bytes = File.ReadAllBytes assembly
    use file = new PEReader(new MemoryStream(bytes))
    let metadata = file.GetMetadataReader()

    let table =
        file.PEHeaders.MetadataStartOffset
        + metadata.GetTableMetadataOffset TableIndex.TypeDef

    let hasInitializer (typ: TypeDefinition) =
        typ.GetMethods()
        |> Seq.exists (fun handle -> metadata.GetString(metadata.GetMethodDefinition(handle).Name) = ".cctor")

    for row, handle in Seq.indexed metadata.TypeDefinitions do
        let typ = metadata.GetTypeDefinition handle

        if not (typ.Attributes.HasFlag TypeAttributes.Interface || hasInitializer typ) then
            // The flags are the first four bytes of a row.
            let place = table + row * metadata.GetTableRowSize TableIndex.TypeDef
            BitConverter.TryWriteBytes(Span(bytes, place, 4), int (typ.Attributes ||| TypeAttributes.BeforeFieldInit)) |> ignore

    File.WriteAllBytes(Path.Combine(folder, Path.GetFileName assembly), bytes)

match List.ofArray fsi.CommandLineArgs with
| _ :: folder :: assemblies ->
    Directory.CreateDirectory folder |> ignore
    assemblies |> List.iter (fun assembly -> mark assembly folder)
| _ -> eprintfn "ahead.fsx: FOLDER ASSEMBLY... are missing"
