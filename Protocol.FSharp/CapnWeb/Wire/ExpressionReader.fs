namespace PeerFunctional.CapnWeb

open System
open PeerFunctional.Kernel

/// JSON to expressions.
module ExpressionReader =

    /// JSON as it stands, in which arrays are no forms: an option of an HTTP request or response.
    let rec private plain (walk: WireWalk) depth : Expression =
        walk.Count()
        walk.CheckNesting depth

        match walk.Json.Next() with
        | '['B -> Value.Items(walk.List(fun () -> plain walk (depth + 1)))
        | '{'B -> Value.Object(walk.Members(fun _ -> ValueSome(plain walk (depth + 1))))
        | _ -> ScalarForms.scalar walk

    let private capture (walk: WireWalk) () =
        let place = walk.Json.Position

        let refuse () =
            walk.RefuseAt place WireProblem.BadCapture "unknown map capture: "
            Capture.Import 0L

        walk.Count()

        if walk.Json.Next() <> '['B then
            refuse ()
        else
            walk.Json.Pass()
            let name = if walk.Json.Next() = '"'B then walk.Json.Text() else ""

            if (name = "import" || name = "export") && walk.HasMore() && walk.IsNumber() then
                let id = walk.EntryNumber()

                if walk.HasMore() then refuse ()
                elif name = "import" then Capture.Import id
                else Capture.Export id
            else
                refuse ()

    /// Properties that an error has of itself; what a peer sends by these names is not evaluated.
    let private isOwn name =
        name = "name" || name = "message" || name = "stack"

    let private isBody (value: Expression) =
        match value with
        | Value.Null
        | Value.Text _
        | Value.Bytes((ByteKind.Plain | ByteKind.Uint8Array), _)
        | Value.Reference(WireReference.Readable _) -> true
        | _ -> false

    /// The expression that is next. `programs` counts the mapping programs around it.
    let rec internal expression (walk: WireWalk) depth programs : Expression =
        walk.Count()
        walk.CheckNesting depth

        match walk.Json.Next() with
        | '['B -> array walk depth programs
        | '{'B -> Value.Object(walk.Members(fun _ -> ValueSome(expression walk (depth + 1) programs)))
        | _ -> ScalarForms.scalar walk

    /// Expressions up to the end of the list that is next.
    and private expressions (walk: WireWalk) depth programs =
        walk.List(fun () -> expression walk depth programs)

    and private array (walk: WireWalk) depth programs =
        let place = walk.Json.Position
        walk.Json.Pass()

        match walk.Json.Next() with
        | '['B ->
            let items = expressions walk (depth + 1) programs
            walk.EndOf place
            Value.Items items
        | '"'B -> form walk place depth programs (walk.Json.Text())
        | _ ->
            walk.Unknown place
            Value.Null

    and private form (walk: WireWalk) place depth programs name : Expression =
        match name with
        | "pipeline" -> Value.Reference(WireReference.Pipeline(target walk place depth programs))
        | "import" -> Value.Reference(WireReference.Import(target walk place depth programs))
        | "export" -> reference walk place WireReference.Export
        | "promise" -> reference walk place WireReference.Promise
        | "writable" -> reference walk place WireReference.Writable
        | "readable" -> reference walk place WireReference.Readable
        | "remap" -> Value.Reference(WireReference.Remap(remap walk place programs))
        | "undefined" -> ScalarForms.undefined walk place
        | "inf" -> ScalarForms.notFinite walk Double.PositiveInfinity
        | "-inf" -> ScalarForms.notFinite walk Double.NegativeInfinity
        | "nan" -> ScalarForms.notFinite walk Double.NaN
        | "bigint" -> ScalarForms.bigInt walk place
        | "date" -> ScalarForms.date walk place
        | "bytes" -> ScalarForms.bytes walk place
        | "error" -> Value.Error(failure walk place depth programs)
        | "url" -> ScalarForms.url walk place
        | "headers" -> ScalarForms.headers walk place
        | "request" -> request walk place depth programs
        | "response" -> response walk place depth programs
        | "blob" -> blob walk place depth programs
        | _ ->
            walk.Unknown place
            Value.Null

    and private reference (walk: WireWalk) place create =
        let id = walk.NeedEntry place
        walk.Leave()
        Value.Reference(create id)

    and private target (walk: WireWalk) place depth programs : Place =
        let bare =
            { Id = walk.NeedEntry place
              Path = []
              Arguments = ValueNone }

        if not (walk.HasMore()) then
            bare
        else
            let located = { bare with Path = walk.Path place }

            if not (walk.HasMore()) then
                located
            elif walk.Json.Next() = '['B then
                let arguments = expressions walk (depth + 1) programs
                walk.EndOf place

                { located with
                    Arguments = ValueSome arguments }
            else
                walk.Unknown place
                bare

    and private remap (walk: WireWalk) place programs : Remap =
        let list read =
            if walk.HasArray() then
                read ()
            else
                walk.Unknown place
                []

        let id = walk.NeedEntry place
        let path = list (fun () -> walk.Path place)
        let captures = list (fun () -> walk.List(capture walk))

        let program =
            list (fun () ->
                let most = walk.Limits.ProgramNesting

                if programs >= most then
                    walk.Refuse WireProblem.TooDeep $"at most {most} mapping programs are nested in one another"
                    []
                else
                    expressions walk 0 (programs + 1))

        walk.EndOf place

        { Id = id
          Path = path
          Captures = captures
          Program = program }

    and private failure (walk: WireWalk) place depth programs : Failure<WireReference> =
        let json = walk.Json
        let name = walk.NeedText place

        let bare =
            { Name = name
              Message = walk.NeedText place
              Stack = ValueNone
              Properties = [] }

        if not (walk.HasMore()) then
            bare
        else
            let stack =
                if json.Next() = '"'B then
                    ValueSome(json.Text())
                else
                    json.Skip 0
                    ValueNone

            let withStack = { bare with Stack = stack }

            if not (walk.HasMore()) then
                withStack
            elif json.Next() = '{'B then
                let properties = walk.Members(property walk depth programs)
                walk.Leave()

                { withStack with
                    Properties = properties }
            else
                walk.Unknown place
                bare

    and private property (walk: WireWalk) depth programs name =
        if isOwn name then
            walk.Json.Skip 0
            ValueNone
        else
            ValueSome(expression walk (depth + 1) programs)

    and private body (walk: WireWalk) depth programs what =
        let body = expression walk depth programs

        if not (isBody body) then
            walk.Refuse WireProblem.BadBody $"{what} body must be of type ReadableStream."

        body

    and private option (walk: WireWalk) depth programs isRequest name =
        match name with
        | "body" when isRequest -> HttpOption.Value(body walk (depth + 1) programs "Request")
        | "headers" when walk.Json.Next() = '['B -> HttpOption.Headers(ScalarForms.headerList walk)
        | _ ->
            let value = plain walk (depth + 1)

            if name = "headers" && value <> Value.Null then
                walk.Refuse WireProblem.BadHeaders "Request headers must be serialized as an array of pairs."

            HttpOption.Value value

    and private options (walk: WireWalk) place depth programs isRequest =
        if walk.HasMore() && walk.Json.Next() = '{'B then
            let options =
                walk.Members(fun name -> ValueSome(option walk depth programs isRequest name))

            walk.EndOf place
            options
        else
            walk.Unknown place
            []

    and private request (walk: WireWalk) place depth programs =
        let url = walk.NeedText place
        let options = options walk place depth programs true

        if not (ScalarForms.isUrl url) then
            walk.Refuse WireProblem.BadUrl $"Failed to parse URL from {url}"

        Value.Request(url, options)

    and private response (walk: WireWalk) place depth programs =
        if walk.HasMore() then
            let body = body walk (depth + 1) programs "Response"
            Value.Response(body, options walk place depth programs false)
        else
            walk.Unknown place
            Value.Null

    and private blob (walk: WireWalk) place depth programs =
        let mediaType = walk.NeedText place

        if not (walk.HasMore()) then
            walk.Unknown place
            Value.Null
        else
            match expression walk (depth + 1) programs with
            | Value.Reference(WireReference.Readable _ as stream) ->
                walk.EndOf place
                Value.Blob(mediaType, stream)
            | _ ->
                walk.Refuse WireProblem.BadBody "Blob content must be serialized as a ReadableStream."
                Value.Null

    /// What one walk through a whole text finds.
    let internal walkThrough limits (text: ReadOnlyMemory<byte>) read =
        let json = JsonScanner text
        let found = read (WireWalk(limits, json))
        json.End()

        match json.Problem with
        | ValueSome problem -> Error problem
        | ValueNone -> Ok found

    /// The expression that a text holds.
    let read limits text : Result<Expression, Malformation> =
        walkThrough limits text (fun walk -> expression walk 0 0)
