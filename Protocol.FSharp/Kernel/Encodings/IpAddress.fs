namespace PeerFunctional.Kernel.Encodings

open System
open System.Globalization

module IpAddress =

    let private hexadecimal (text: string) =
        match UInt16.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) with
        | true, value when text.Length <= 4 -> Some [ byte (value >>> 8); byte value ]
        | _ -> None

    let private decimal (text: string) =
        match Byte.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture) with
        | true, value when text = string value -> Some [ value ]
        | _ -> None

    /// Joins what the parts mean; none when one of them means nothing.
    let private concat (parts: byte list option list) =
        (parts, Some []) ||> List.foldBack (fun part rest -> Option.map2 (@) part rest)

    let private four (text: string) =
        match text.Split '.' |> List.ofArray with
        | [ _; _; _; _ ] as parts -> parts |> List.map decimal |> concat
        | _ -> None

    /// The groups of an IPv6 address or of a half of it; the last may be written as an IPv4 address.
    let private groups (text: string) =
        match text.LastIndexOf ':' with
        | _ when text = "" -> Some []
        | last when text.Contains '.' ->
            let before =
                if last < 0 then
                    []
                else
                    text.Substring(0, last).Split ':' |> List.ofArray

            concat ((before |> List.map hexadecimal) @ [ four (text.Substring(last + 1)) ])
        | _ -> text.Split ':' |> List.ofArray |> List.map hexadecimal |> concat

    let private sixteen (text: string) =
        match text.Split "::" with
        | [| whole |] -> groups whole |> Option.filter (fun bytes -> bytes.Length = 16)
        | [| head; _ |] when head.Contains '.' -> None
        | [| head; tail |] ->
            match groups head, groups tail with
            | Some head, Some tail when head.Length + tail.Length <= 14 ->
                Some(head @ List.replicate (16 - head.Length - tail.Length) 0uy @ tail)
            | _ -> None
        | _ -> None

    let parse (text: string) =
        let address = (text.Split '%')[0]

        if address.Contains ':' then
            sixteen address |> Option.map Array.ofList
        else
            four text |> Option.map Array.ofList

    /// The longest run of two or more zeros among eight groups, the first of equals: where it starts and its length.
    let private zeros (groups: int[]) =
        let runFrom start =
            groups[start..] |> Seq.takeWhile ((=) 0) |> Seq.length

        [ 0..7 ]
        |> List.map (fun start -> struct (start, runFrom start))
        |> List.maxBy (fun struct (_, length) -> length)

    // .NET keeps the texts of small numbers.
    let private dotted (bytes: ReadOnlySpan<byte>) =
        let network = String.Concat(bytes[0].ToString(), ".", bytes[1].ToString(), ".")

        String.Concat(network, bytes[2].ToString(), ".", bytes[3].ToString())

    let private colons (groups: int[]) =
        String.Join(':', groups |> Array.map (fun group -> group.ToString "x"))

    let print (bytes: ReadOnlySpan<byte>) =
        if bytes.Length = 4 then
            dotted bytes
        else
            let bytes = bytes.ToArray()

            let groups =
                bytes |> Array.chunkBySize 2 |> Array.map (fun pair -> (int pair[0] <<< 8) ||| int pair[1])

            match zeros groups with
            | 0, 5 when groups[5] = 0xffff -> "::ffff:" + dotted (ReadOnlySpan(bytes, 12, 4))
            | _, length when length < 2 -> colons groups
            | start, length -> colons groups[.. start - 1] + "::" + colons groups[start + length ..]
