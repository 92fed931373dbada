namespace PeerFunctional.Kernel

open System
open System.Reflection

/// Leaves a field, or all fields of a union's case, out of the description of its values. The reason says why nothing that
/// comes later depends on the field, or what else the field follows from.
[<Sealed; AllowNullLiteral>]
type UndigestedAttribute =
    inherit Attribute

    new: reason: string -> UndigestedAttribute

    member Reason: string

/// A type whose values are described by another value: one that is equal exactly where two values behave alike. A type that holds
/// a function says so by what the function depends on.
type IDescribedAs<'view> =

    abstract Description: 'view

/// A type whose values cannot be described. The message names the type and the way to it.
[<Sealed>]
type UndescribableTypeException =
    inherit Exception

    new: message: string -> UndescribableTypeException

/// What the values of a type are made of, as it follows from the type. `'view` says how values are seen as another type's.
[<Sealed>]
type Shape<'view> =

    internal new: values: Type -> Shape<'view>

    member Form: Form<'view> with get

    member Form: Form<'view> with internal set

    /// The type of the values.
    member Type: Type

and [<RequireQualifiedAccess; NoEquality; NoComparison>] Form<'view> =
    | Flag

    /// Whole numbers of up to 64 bits, characters, and enumerations.
    | Number
    | BigNumber
    | Real
    | Text
    | Time

    /// `byte array` or `ReadOnlyMemory<byte>`.
    | Bytes

    /// A record, a tuple, a struct tuple, or `unit`.
    | Fields of Field<'view> list

    /// A union. `tag` is the property or the static method that tells a value's case.
    | Cases of tag: MemberInfo * Case<'view> list
    | List of item: Shape<'view>
    | Array of item: Shape<'view>
    | Set of item: Shape<'view>
    | Map of key: Shape<'view> * value: Shape<'view>

    /// A type whose values are seen as another type's.
    | View of 'view * Shape<'view>

and [<NoEquality; NoComparison>] Field<'view> =
    {
        Name: string

        /// The property, or for struct tuples the field, that holds it.
        Member: MemberInfo
        Shape: Shape<'view>
    }

and [<NoEquality; NoComparison>] Case<'view> =
    {
        Name: string
        Tag: int
        Fields: Field<'view> list
    }

/// Descriptions of types. A type is described as a whole: what one of its rarest cases holds is looked at, too.
[<CompilationRepresentation(CompilationRepresentationFlags.ModuleSuffix)>]
module Shape =

    /// What tells a type's values apart: private representations included, and without what is `Undigested`. An
    /// `UndescribableTypeException` names the first part that has no description.
    val ofType: values: Type -> Shape<PropertyInfo>

    /// What a type's values can be made of again: all that is in them. A type that keeps its representation to itself, or whose
    /// values are described by another type's, needs a view.
    val whole: view: (Type -> struct ('view * Type) voption) -> values: Type -> Shape<'view>
