using System.Runtime.InteropServices;
using PeerFunctional;
using PeerFunctional.Cli;
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
        Command.FeedInit command => FeedInitCommand.Run(command, screen, interrupted.Token),
        Command.FeedWrite command => FeedWriteCommand.Run(command, screen, interrupted.Token),
        Command.FeedUsers command => FeedUsersCommand.Run(command, screen, interrupted.Token),
        Command.FeedRead command => FeedReadCommand.Run(command, screen, interrupted.Token),
        Command.FeedDump command => FeedDumpCommand.Run(command, screen, interrupted.Token),
        Command.FeedVerify command => FeedVerifyCommand.Run(command, screen, interrupted.Token),
        Command.FeedExport command => FeedExportCommand.Run(command, screen, interrupted.Token),
        Command.FeedImport command => FeedImportCommand.Run(command, screen, interrupted.Token),
        Command.Replicate command => ReplicateCommand.Run(command.Item, screen, interrupted.Token),
        Command.Simulate command => SimulateCommand.Run(command.Item, screen, interrupted.Token),
        Command.Replay command => ReplayCommand.Run(command.Item, screen, interrupted.Token),
        Command.TrackerServe command => TrackerServeCommand.Run(command.Item, screen, interrupted.Token),
        Command.TrackerJoin command => TrackerJoinCommand.Run(command.Item, screen, interrupted.Token),
        Command.TrackerEcho command => TrackerEchoCommand.Run(command, screen, interrupted.Token),
        Command.TrackerCollect command => TrackerCollectCommand.Run(command, screen, interrupted.Token),
        { IsDemoTracker: true } => TrackerDemoCommand.Run(screen, interrupted.Token),
        Command.Demo command => DemoCommand.Run(command.Item, screen, interrupted.Token),
        Command.Check command => CheckCommand.Run(command.system, command.options, screen, interrupted.Token),
        { IsCheckList: true } => CheckCommand.List(screen),
        Command.Explain command => ExplainCommand.Run(command.Item, screen, interrupted.Token),
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
