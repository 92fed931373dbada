namespace PeerFunctional.Libp2p

open System
open System.Text
open System.Text.Unicode
open PeerFunctional.Kernel

/// Texts of messages.
module internal Utf8Text =

    let read what (bytes: ReadOnlyMemory<byte>) =
        if Utf8.IsValid bytes.Span then
            Ok(Encoding.UTF8.GetString bytes.Span)
        else
            Malformation.error "bad-text" $"{what} is not UTF-8"
