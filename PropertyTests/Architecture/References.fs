namespace PeerFunctional.Tests.Architecture

open System.IO
open System.Reflection
open System.Reflection.Metadata
open System.Reflection.PortableExecutable

/// Something outside an assembly that it names: a type, or a member of one.
type Reference =
    {
        /// The assembly that is said to hold it.
        Assembly: string
        /// With its namespace; a nested type behind a slash.
        Type: string
        /// A method, constructor or field; none where the type itself is named.
        Member: string option
    }

    override this.ToString() =
        let name =
            match this.Member with
            | Some name -> $"{this.Type}::{name}"
            | None -> this.Type

        $"{name} of {this.Assembly}"

/// What a built assembly can reach, read from its metadata without loading it.
type References =
    {
        /// The assemblies it names.
        Assemblies: string list
        /// What it names of them.
        Outside: Reference list
        /// Methods of native libraries that it declares.
        Native: string list
    }

module References =

    /// The type by its full name; none for a type of the assembly itself.
    let private typeNamed (metadata: MetadataReader) (handle: TypeReferenceHandle) =
        let rec named (handle: TypeReferenceHandle) =
            let reference = metadata.GetTypeReference handle
            let name = metadata.GetString reference.Name

            match reference.ResolutionScope.Kind with
            | HandleKind.TypeReference ->
                named (TypeReferenceHandle.op_Explicit reference.ResolutionScope)
                |> Option.map (fun outer ->
                    { outer with
                        Type = $"{outer.Type}/{name}" })
            | HandleKind.AssemblyReference ->
                let assembly =
                    metadata.GetAssemblyReference(AssemblyReferenceHandle.op_Explicit reference.ResolutionScope)

                Some
                    { Assembly = metadata.GetString assembly.Name
                      Type = $"{metadata.GetString reference.Namespace}.{name}"
                      Member = None }
            | HandleKind.ModuleDefinition -> None
            | other -> failwith $"a type of an unknown scope: {other}"

        named handle

    /// The generic type that an instance is of; none for arrays and the like, which have no members of their own.
    let private genericType (metadata: MetadataReader) (handle: TypeSpecificationHandle) =
        let mutable blob =
            metadata.GetBlobReader(metadata.GetTypeSpecification(handle).Signature)

        match blob.ReadSignatureTypeCode() with
        | SignatureTypeCode.GenericTypeInstance ->
            blob.ReadSignatureTypeCode() |> ignore
            Some(blob.ReadTypeHandle())
        | _ -> None

    let private memberNamed (metadata: MetadataReader) (handle: MemberReferenceHandle) =
        let reference = metadata.GetMemberReference handle

        let parent =
            match reference.Parent.Kind with
            | HandleKind.TypeSpecification ->
                genericType metadata (TypeSpecificationHandle.op_Explicit reference.Parent)
            | _ -> Some reference.Parent

        match parent with
        | Some parent when parent.Kind = HandleKind.TypeReference ->
            typeNamed metadata (TypeReferenceHandle.op_Explicit parent)
            |> Option.map (fun outer ->
                { outer with
                    Member = Some(metadata.GetString reference.Name) })
        | Some _
        | None -> None

    let private nativeMethods (metadata: MetadataReader) =
        [ for handle in metadata.MethodDefinitions do
              let method = metadata.GetMethodDefinition handle

              if method.Attributes &&& MethodAttributes.PinvokeImpl = MethodAttributes.PinvokeImpl then
                  let import = method.GetImport()
                  let library = metadata.GetModuleReference import.Module
                  $"{metadata.GetString import.Name} of {metadata.GetString library.Name}" ]

    let ofAssembly (path: string) =
        use file = File.OpenRead path
        use portable = new PEReader(file)
        let metadata = portable.GetMetadataReader()

        { Assemblies =
            [ for handle in metadata.AssemblyReferences do
                  metadata.GetString (metadata.GetAssemblyReference handle).Name ]
          Outside =
            [ yield! metadata.TypeReferences |> Seq.choose (typeNamed metadata)
              yield! metadata.MemberReferences |> Seq.choose (memberNamed metadata) ]
            |> List.distinct
          Native = nativeMethods metadata }
