namespace PeerFunctional.Tests.Architecture

open System

/// What an assembly of the pure core may name, besides the others of the core. Everything else is an offence. A name that is
/// a function of its arguments alone may be added here: nothing that can reach
/// a clock, a random source, a socket, a file, a process, a thread, the environment, or code by its name.
module Purity =

    /// Every type of these namespaces, but for `mixed` and `impure`.
    let private namespaces =
        [ "System.Buffers.Binary"
          "System.Collections"
          "System.Collections.Generic"
          "System.Collections.Immutable"
          "System.Diagnostics.CodeAnalysis"
          "System.Formats.Asn1"
          "System.Formats.Cbor"
          "System.Numerics"
          "Microsoft.FSharp.Collections"
          "Microsoft.FSharp.Core"
          "Microsoft.FSharp.Core.CompilerServices"
          // What a type is made of: `Shape` reads it. Nothing here finds a type by its name.
          "Microsoft.FSharp.Reflection" ]

    let private within space names =
        names |> List.map (fun name -> $"{space}.{name}")

    /// These types with all that is in them.
    let private types =
        within
            "System"
            [ "ArgumentException"
              "ArgumentNullException"
              "ArraySegment`1"
              "Array"
              "Attribute"
              "Base64FormattingOptions"
              "BitConverter"
              "Boolean"
              "Byte"
              "Char"
              "Convert"
              "Delegate"
              "Double"
              "Func`3"
              "IComparable"
              "IComparable`1"
              "IDisposable"
              "IEquatable`1"
              "IFormatProvider"
              "IFormattable"
              "Int16"
              "Int32"
              "Int64"
              "InvalidOperationException"
              "Lazy`1"
              "Math"
              "Memory`1"
              "MemoryExtensions"
              "Nullable`1"
              "Object"
              "OverflowException"
              "ReadOnlyMemory`1"
              "ReadOnlySpan`1"
              "RuntimeFieldHandle"
              "RuntimeTypeHandle"
              "SByte"
              "Span`1"
              "String"
              "StringComparer"
              "StringComparison"
              "StringSplitOptions"
              "TimeSpan"
              "Tuple`2"
              "Tuple`3"
              "Tuple`4"
              "Tuple`5"
              "Tuple`6"
              "UInt16"
              "UInt32"
              "UInt64"
              "Uri"
              "UriKind"
              "UriPartial"
              "ValueTuple`2"
              "ValueTuple`3"
              "ValueTuple`4"
              "ValueTuple`5"
              "ValueType" ]
        // A table that several workers fill: what it answers follows from what was put in.
        @ within "System.Collections.Concurrent" [ "ConcurrentDictionary`2" ]
        @ within "System.Globalization" [ "CharUnicodeInfo"; "DateTimeStyles"; "NumberStyles"; "UnicodeCategory" ]
        @ within "System.Security.Cryptography" [ "HMACSHA256"; "SHA1"; "SHA256" ]
        @ within
            "System.Text"
            [ "Ascii"
              "DecoderFallbackException"
              "EncoderFallbackException"
              "Rune"
              "StringBuilder"
              "StringRuneEnumerator"
              "UTF8Encoding" ]
        @ within
            "System.Text.Json"
            [ "JsonDocument"
              "JsonDocumentOptions"
              "JsonElement"
              "JsonException"
              "JsonProperty"
              "JsonValueKind"
              "JsonWriterOptions"
              "Utf8JsonWriter" ]
        @ within
            "System.Buffers"
            [ "ArrayBufferWriter`1"
              "IBufferWriter`1"
              "OperationStatus"
              "SearchValues"
              "SearchValues`1" ]
        @ within "System.Buffers.Text" [ "Base64" ]
        @ within "System.Text.Encodings.Web" [ "JavaScriptEncoder" ]
        @ within "System.Text.Unicode" [ "Utf8" ]
        // What the compiler writes about the code.
        @ within
            "System.Diagnostics"
            [ "DebuggableAttribute"
              "DebuggerBrowsableAttribute"
              "DebuggerBrowsableState"
              "DebuggerDisplayAttribute"
              "DebuggerNonUserCodeAttribute"
              "DebuggerTypeProxyAttribute" ]
        @ within
            "System.Reflection"
            [ "AssemblyCompanyAttribute"
              "AssemblyConfigurationAttribute"
              "AssemblyDescriptionAttribute"
              "AssemblyFileVersionAttribute"
              "AssemblyInformationalVersionAttribute"
              "AssemblyProductAttribute"
              "AssemblyTitleAttribute"
              "DefaultMemberAttribute" ]
        @ within
            "System.Runtime.CompilerServices"
            [ "CompilerGeneratedAttribute"
              "ExtensionAttribute"
              "IsByRefLikeAttribute"
              "IsReadOnlyAttribute"
              "NullableAttribute"
              "NullableContextAttribute" ]
        @ within "System.Runtime.InteropServices" [ "InAttribute" ]
        @ within "System.Runtime.Versioning" [ "TargetFrameworkAttribute" ]
        // The command line's grammar.
        @ within
            "Argu"
            [ "ArgumentCaseInfo"
              "ArgumentType"
              "ArguAttributes"
              "ArguParseException"
              "ErrorCode"
              "IArgParserTemplate"
              "IExiter"
              "ParseResults`1"
              "ParseSource" ]

    /// Of these types, and of what is nested in them, these members alone; where there is none, the name.
    let private mixed =
        Map
            [ "System.Exception", [ ".ctor"; "get_Message" ]
              "System.Buffers.BuffersExtensions", [ "Write" ]
              "System.Globalization.CultureInfo", [ "get_InvariantCulture" ]
              "System.Runtime.CompilerServices.RuntimeHelpers", [ "InitializeArray" ]
              "System.Runtime.InteropServices.MemoryMarshal", [ "AsBytes"; "Cast"; "TryGetArray" ]
              // Compressed messages of captured WebSockets are opened in memory.
              "System.IO.Compression.CompressionMode", []
              "System.IO.Compression.DeflateStream", [ ".ctor" ]
              "System.IO.InvalidDataException", []
              "System.IO.MemoryStream", [ ".ctor" ]
              "System.IO.Stream", [ "Read" ]
              // Of texts with a whole date: it asks no clock then.
              "System.DateTime", [ "TryParseExact" ]
              "System.DateTimeOffset", [ "FromUnixTimeMilliseconds"; "ToString"; "ToUnixTimeSeconds" ]
              "System.Enum", [ "IsDefined"; "ToObject" ]
              "System.Text.Encoding",
              [ "get_ASCII"
                "get_Latin1"
                "get_UTF8"
                "GetByteCount"
                "GetBytes"
                "GetCharCount"
                "GetString" ]
              // `Shape` describes types by what they say of themselves; `ValueDigest`, `ValueCodec` and `FieldRows` read their fields. All begin
              // at a type that the core names: no member here leads to an assembly, or to a type by its name.
              "System.Type",
              [ "GetArrayRank"
                "GetConstructor"
                "GetElementType"
                "GetField"
                "GetGenericArguments"
                "GetGenericTypeDefinition"
                "GetInterfaces"
                "GetProperties"
                "GetProperty"
                "GetTypeFromHandle"
                "MakeGenericType"
                "get_FullName"
                "get_IsArray"
                "get_IsEnum"
                "get_IsGenericParameter"
                "get_IsGenericType"
                "get_IsValueType"
                "op_Equality" ]
              "System.Reflection.BindingFlags", []
              "System.Reflection.ConstructorInfo", [ "Invoke" ]
              "System.Reflection.FieldInfo", [ "GetValue" ]
              "System.Reflection.MemberInfo", [ "GetCustomAttributes"; "get_DeclaringType"; "get_Name" ]
              "System.Reflection.MethodInfo", []
              "System.Reflection.PropertyInfo", [ "GetValue"; "get_PropertyType" ]
              "System.Linq.Expressions.Expression",
              [ "Assign"
                "Block"
                "Call"
                "Constant"
                "Convert"
                "Field"
                "Invoke"
                "Lambda"
                "Parameter"
                "Property"
                "Switch"
                "SwitchCase"
                "Variable"
                "get_Type" ]
              "System.Linq.Expressions.BinaryExpression", []
              "System.Linq.Expressions.BlockExpression", []
              "System.Linq.Expressions.ConstantExpression", []
              "System.Linq.Expressions.InvocationExpression", []
              "System.Linq.Expressions.LambdaExpression", [ "Compile" ]
              "System.Linq.Expressions.MemberExpression", []
              "System.Linq.Expressions.MethodCallExpression", []
              "System.Linq.Expressions.ParameterExpression", []
              "System.Linq.Expressions.SwitchCase", []
              "System.Linq.Expressions.SwitchExpression", []
              "System.Linq.Expressions.UnaryExpression", []
              // `nonNull` and `lazy`.
              "System.NullReferenceException", [ ".ctor" ]
              "Microsoft.FSharp.Control.LazyExtensions", [ "Create" ]
              "Microsoft.FSharp.Core.ExtraTopLevelOperators",
              [ "CreateDictionary"
                "CreateSet"
                "PrintFormatToString"
                "PrintFormatToStringThenFail" ]
              "Microsoft.FSharp.Core.PrintfModule", [ "PrintFormatToStringThen"; "PrintFormatToStringThenFail" ]
              // The compiler names these modules, which it opens by itself.
              "Microsoft.FSharp.Control.TaskBuilderExtensions.HighPriority", []
              "Microsoft.FSharp.Control.TaskBuilderExtensions.LowPlusPriority", []
              "Microsoft.FSharp.Control.TaskBuilderExtensions.LowPriority", []
              "Microsoft.FSharp.Control.TaskBuilderExtensions.MediumPriority", []
              "Microsoft.FSharp.Linq.QueryRunExtensions.HighPriority", []
              "Microsoft.FSharp.Linq.QueryRunExtensions.LowPriority", []
              // Argu asks for options by their quotation. Its parser is given the arguments and the program's name.
              "Microsoft.FSharp.Quotations.FSharpExpr", [ "Cast"; "Deserialize40" ]
              "Microsoft.FSharp.Quotations.FSharpExpr`1", []
              "Argu.ArgumentParser`1", [ ".ctor"; "ParseCommandLine" ]
              // The grammar as data.
              "Argu.ArgumentParser",
              [ "GetArgumentCases"
                "GetSubCommandParsers"
                "get_HelpDescription"
                "get_HelpFlags"
                "get_ParentInfo" ] ]

    /// Members that begin so, of types that are pure otherwise.
    let private impure =
        [ "Microsoft.FSharp.Collections.ArrayModule", "Random"
          "Microsoft.FSharp.Collections.ArrayModule/Parallel", ""
          "Microsoft.FSharp.Collections.ListModule", "Random"
          "Microsoft.FSharp.Collections.SeqModule", "Random"
          "Microsoft.FSharp.Core.Operators", "Console"
          "Microsoft.FSharp.Core.Operators", "Exit"
          "Microsoft.FSharp.Core.Operators", "Lock" ]

    let private isImpure (reference: Reference) (typeName, beginning: string) =
        reference.Type = typeName
        && reference.Member |> Option.exists (fun name -> name.StartsWith(beginning, StringComparison.Ordinal))

    let private isAllowed (reference: Reference) =
        let outermost = (reference.Type.Split '/')[0]
        let space = outermost.Substring(0, outermost.LastIndexOf '.')

        match Map.tryFind outermost mixed, reference.Member with
        | Some _, None -> true
        | Some members, Some name -> List.contains name members
        | None, _ ->
            List.contains reference.Assembly Assemblies.core
            || (List.contains space namespaces || List.contains outermost types)
               && not (List.exists (isImpure reference) impure)

    /// What an assembly can reach and the core may not, a line each.
    let offences (assembly: string) =
        let references = References.ofAssembly assembly

        (references.Outside |> List.filter (isAllowed >> not) |> List.map string)
        @ (references.Native |> List.map (fun method -> $"native {method}"))
        |> List.sort
