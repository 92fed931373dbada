namespace PeerFunctional.Libp2p

open System

/// Bytes in letters of five bits each (RFC 4648), in lower case and without padding, as CIDs have them.
module internal Base32 =

    [<Literal>]
    let private Alphabet = "abcdefghijklmnopqrstuvwxyz234567"

    /// Numbers of so many bits regrouped into numbers of other bits; answers them and the bits that are left.
    let private regroup fromBits toBits (numbers: int seq) =
        ((struct ([], 0, 0)), numbers)
        ||> Seq.fold (fun (struct (groups, held, count)) number ->
            let rec flush groups held count =
                if count < toBits then
                    struct (groups, held, count)
                else
                    let rest = count - toBits
                    flush ((held >>> rest) :: groups) (held &&& ((1 <<< rest) - 1)) rest

            flush groups ((held <<< fromBits) ||| number) (count + fromBits))

    let encode (bytes: byte array) =
        let struct (groups, held, count) = regroup 8 5 (Seq.map int bytes)

        let groups =
            if count = 0 then
                groups
            else
                (held <<< (5 - count)) :: groups

        groups |> List.rev |> List.map (fun group -> Alphabet[group]) |> Array.ofList |> String

    /// The bytes of a text; none where a letter is not of the alphabet, or where what is behind the last byte is not as it is written.
    let decode (text: string) =
        let numbers =
            text.ToCharArray() |> Array.map (fun letter -> Alphabet.IndexOf letter)

        if Array.contains -1 numbers then
            ValueNone
        else
            let struct (bytes, held, count) = regroup 5 8 numbers

            if held <> 0 || count >= 5 then
                ValueNone
            else
                ValueSome(bytes |> List.rev |> List.map byte |> Array.ofList)
