namespace PeerFunctional.Tests.Architecture

open System
open System.Reflection
open Xunit
open PeerFunctional.Tests

module PurityTests =

    [<Fact>]
    let ``Each assembly of the core names nothing outside it but what is a function of its arguments alone`` () : unit =
        for assembly in Assemblies.core do
            let offences = Purity.offences (Assemblies.path assembly)
            Expecto.Expect.isTrue offences.IsEmpty ($"{assembly} names:\n" + String.Join('\n', offences))

    [<Fact>]
    let ``The runtime, which owns clocks, files and native libraries, would not pass as the core`` () : unit =
        let offences = Purity.offences (Assemblies.path Assemblies.runtime)

        for offence in
            [ "System.IO.FileStream of System.Runtime"
              "System.TimeProvider::GetUtcNow of System.Runtime"
              "native fsync of libc" ] do
            offences |> Expect.contains offence

    /// Each of what `Impure` does.
    let private impurities =
        [ "System.DateTime::get_Now"
          "System.DateTime::get_UtcNow"
          "System.DateTimeOffset::get_UtcNow"
          "System.Diagnostics.Stopwatch::GetTimestamp"
          "System.TimeProvider::get_System"
          "System.Environment::get_TickCount64"
          "System.Random::get_Shared"
          "System.Guid::NewGuid"
          "System.Security.Cryptography.RandomNumberGenerator::GetBytes"
          "Microsoft.FSharp.Collections.ListModule::RandomShuffle"
          "System.HashCode::Combine"
          "System.IO.File::ReadAllBytes"
          "System.IO.FileStream::.ctor"
          "System.Net.Sockets.Socket::.ctor"
          "System.Net.Dns::GetHostName"
          "System.Environment::GetEnvironmentVariable"
          "System.Diagnostics.Process::GetCurrentProcess"
          "System.Console::ReadLine"
          "System.Console::get_Out"
          "System.Globalization.CultureInfo::get_CurrentCulture"
          "native getpid"
          "System.Threading.Thread::Sleep"
          "System.Threading.Tasks.Task::Run"
          "Microsoft.FSharp.Collections.ArrayModule/Parallel::Map"
          "Microsoft.FSharp.Control.FSharpAsync::RunSynchronously"
          "System.Threading.Monitor::Enter"
          "System.Activator::CreateInstance"
          "System.Type::GetType"
          "Microsoft.FSharp.Core.PrintfModule::PrintFormatLineToTextWriter"
          "System.Console::get_Error"
          "Microsoft.FSharp.Core.Operators::Exit" ]

    [<Fact>]
    let ``Each way to reach outside is found`` () : unit =
        let offences = Purity.offences (Assembly.GetExecutingAssembly().Location)

        let missed =
            impurities
            |> List.filter (fun impurity ->
                offences
                |> List.forall (fun offence -> not (offence.StartsWith($"{impurity} of ", StringComparison.Ordinal))))

        Expecto.Expect.sequenceEqual missed [] (String.Join('\n', offences))
