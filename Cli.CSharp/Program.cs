using System.Runtime.InteropServices;
using PeerFunctional;
using PeerFunctional.Runtime.Hosting;

using var interrupted = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);

// A file that may not grow (RLIMIT_FSIZE) is an error of the write, not the end of the program.
using var outgrown = PosixSignalRegistration.Create((PosixSignal)25, signal => signal.Cancel = true);

var arguments = CommandLine.parse(args);
if (arguments.IsError)
    return Screen.Explain(arguments.ErrorValue);

var invocation = arguments.ResultValue;
var screen = Screen.ForConsole(invocation);
try
{
    return await (invocation.Command switch
    {
        Command.SneakerNet { Item: var own } => SneakerNetCommands.Run(own, screen, interrupted.Token),
        Command.Tracker { Item: var own } => TrackerCommands.Run(own, screen, interrupted.Token),
        Command.Link { Item: var own } => LinkCommands.Run(own, screen, interrupted.Token),
        Command.Rpc { Item: var own } => RpcCommands.Run(own, screen, interrupted.Token),
        Command.Libp2p { Item: var own } => Libp2pCommands.Run(own, screen, interrupted.Token),
        Command.Simulate command => SimulateCommand.Run(command.Item, screen, interrupted.Token),
        Command.Replay command => ReplayCommand.Run(command.Item, screen, interrupted.Token),
        Command.Check command => CheckCommand.Run(command.worlds, command.options, screen, interrupted.Token),
        Command.Verify command => VerifyCommand.Run(command.file, screen, interrupted.Token),
        { IsCheckList: true } => CheckCommand.List(screen),
        { IsVersion: true } => AboutCommand.Version(screen),
        { IsManual: true } => AboutCommand.Print(CommandLine.manual(), screen),
        Command.Completion { Item: var shell } => AboutCommand.Print(CommandLine.completion(shell), screen),
        Command.Explain command => ExplainCommand.Run(command.Item, screen, interrupted.Token),
        Command.WhatIf command => WhatIfCommand.Run(command.Item, screen, interrupted.Token),
        Command.Diff command => DiffCommand.Run(command.Item, screen, interrupted.Token),
        Command.Grade command => GradeCommand.Run(command.Item, screen, interrupted.Token),
        Command.Explore command => ExploreCommand.Run(command.Item, screen, interrupted.Token),
        _ => throw new InvalidOperationException($"no file carries out {invocation.Command}"),
    });
}
catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
{
    return ExitCode.Interrupted;
}
// The program's outermost edge: whatever went wrong becomes one line.
catch (Exception e)
{
    var cause = e is AggregateException or TypeInitializationException ? e.InnerException ?? e : e;
    return screen.Fail(Descriptors.Shortage(e) ?? cause.Message);
}

// The second time nothing is waited for.
void End(PosixSignalContext signal)
{
    signal.Cancel = !interrupted.IsCancellationRequested;
    interrupted.Cancel();
}
