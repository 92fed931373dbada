namespace PeerFunctional.Cli.Systems.SneakerNet;

/// <summary>Who carries out SneakerNet's own commands.</summary>
internal static class SneakerNetCommands
{
    public static Task<int> Run(SneakerNetCommand own, Screen screen, CancellationToken cancellation) => own switch
    {
        SneakerNetCommand.FeedInit command => FeedInitCommand.Run(command, screen, cancellation),
        SneakerNetCommand.FeedWrite command => FeedWriteCommand.Run(command, screen, cancellation),
        SneakerNetCommand.FeedUsers command => FeedUsersCommand.Run(command, screen, cancellation),
        SneakerNetCommand.FeedRead command => FeedReadCommand.Run(command, screen, cancellation),
        SneakerNetCommand.FeedDump command => FeedDumpCommand.Run(command, screen, cancellation),
        SneakerNetCommand.FeedVerify command => FeedVerifyCommand.Run(command, screen, cancellation),
        SneakerNetCommand.FeedExport command => FeedExportCommand.Run(command, screen, cancellation),
        SneakerNetCommand.FeedImport command => FeedImportCommand.Run(command, screen, cancellation),
        SneakerNetCommand.Replicate { Item: var options } => ReplicateCommand.Run(options, screen, cancellation),
        SneakerNetCommand.Demo { Item: var options } => DemoCommand.Run(options, screen, cancellation),
        _ => throw new InvalidOperationException($"no file carries out {own}"),
    };
}
