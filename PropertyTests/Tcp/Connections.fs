namespace PeerFunctional.Tests.Tcp

open System.Text
open PeerFunctional.Kernel

/// The smallest protocol over streams: lines of Latin-1 text. A line with a NUL is malformed.
module Lines =

    let private parse (line: string) =
        if line.Contains '\000' then
            Malformation.error "nul" "a line has a NUL"
        else
            Ok line

    let bytes (line: string) = Encoding.Latin1.GetBytes(line + "\n")

    let codec: StreamCodec<string> = LineCodec.create 1_000_000 id parse
