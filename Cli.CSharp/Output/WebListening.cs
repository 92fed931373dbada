using System.Net;
using Microsoft.AspNetCore.Connections;

namespace PeerFunctional.Cli.Output;

/// <summary>Why a web server cannot listen, in the words of the other commands that listen.</summary>
internal static class WebListening
{
    public static string Words(IOException problem, IPEndPoint address) =>
        problem.InnerException is AddressInUseException
            ? $"cannot listen on TCP {address}: another program uses this port"
            : problem.Message.TrimEnd('.');
}
