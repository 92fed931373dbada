namespace PeerFunctional.Cli.Explorer;

/// <summary>A system that can be explored.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Policies">By their names.</param>
/// <param name="Worlds">The smallest first.</param>
/// <param name="MostPeers">Of a world of any size.</param>
/// <param name="LeastThings">Events, items or calls of each peer of such a world.</param>
/// <param name="MostThings">The most of them.</param>
internal sealed record SystemView(string Name, string[] Policies, WorldView[] Worlds, int MostPeers, int LeastThings, int MostThings);

/// <summary>A world of a system, with its sentence.</summary>
internal sealed record WorldView(string Name, string About);

/// <summary>A tree that was opened, with the way to its position, and whether users can give commands there.</summary>
internal sealed record Opened(
    StartView Start, string Title, string[] Peers, string[] OtherPolicies, StepView[] Steps, PositionView Position, string? Note, bool HasUsers);

/// <summary>One step.</summary>
internal sealed record Stepped(StepView Step, PositionView Position);

/// <summary>Several steps, and why they ended.</summary>
internal sealed record Walked(StepView[] Steps, PositionView Position, string Reason);

/// <summary>What a search found.</summary>
internal sealed record Found(
    string Outcome, string Sentence, int? Property, long States, int Depth, StepView[] Steps, PositionView? Position, int? Loop);

/// <summary>How far a search is.</summary>
internal sealed record Progress(long States, int Depth, double Seconds);

/// <summary>Two ways under one schedule.</summary>
internal sealed record ComparisonView(SideView Left, SideView Right, RowPairView[] Rows, int? FirstDifference, string Sentence);

/// <summary>One of two ways.</summary>
internal sealed record SideView(string Policy, StepView[] Steps, PositionView Position);

/// <summary>Steps that belong together, by their places in each way.</summary>
internal sealed record RowPairView(int? Left, int? Right, bool IsSame, string? Skipped);

/// <summary>A file to be saved: its text, or its bytes in base 64.</summary>
internal sealed record Exported(string Name, string Type, string Text, bool IsBytes = false);
