using PeerFunctional.Kernel;
using PeerFunctional.Verification;
using PeerFunctional.Verification.Exploring;

namespace PeerFunctional.Cli.Explorer;

/// <summary>
/// A lesson, for the page. `Property` is the sentence of the property that is to be violated, null where steps are to be taken.
/// </summary>
internal sealed record LessonView(
    string System, string Name, string Title, string Topic, string World, string Watch, string Seen, string Question, AnswerView[] Answers,
    string Task, string? Property, string Why, string Law, MendView[] Mends)
{
    public static LessonView[] All() =>
        [.. PeerFunctional.Systems.all.SelectMany(system => system.Lessons.Select(lesson => Of(system, lesson)))];

    private static LessonView Of(ProtocolSystem system, Lesson lesson) => new(
        system.Name, lesson.Name, lesson.Title, lesson.Topic, lesson.World, $"./{lesson.Watch}", lesson.Seen, lesson.Question,
        [.. lesson.Answers.Select(answer => new AnswerView(answer.Text, answer.IsRight, answer.Reply))],
        lesson.Task, lesson.Aim is LessonAim.Violate violate ? violate.property : null, lesson.Why, lesson.Law,
        [.. system.Mends.Where(mend => lesson.Mends.Contains(mend.Name)).Select(mend => new MendView(mend.Name, mend.Original, mend.Rule))]);
}

/// <summary>An answer to choose, and what its reader then reads.</summary>
internal sealed record AnswerView(string Text, bool IsRight, string Reply);

/// <summary>What the original does, and what the mended machine does.</summary>
internal sealed record MendView(string Name, string Original, string Rule);

/// <summary>
/// The next step of a lesson: `reached`, `choose` an action, run to `quiet`, go `back` to a depth, or `unknown`.
/// </summary>
internal sealed record HintView(string Kind, int? Action, int? Depth, string Sentence)
{
    public static HintView Of(LessonHint hint, Position[] way) => hint switch
    {
        LessonHint.Choose choose => new(
            "choose", choose.place, null, $"Next: {TerminalText.show(way[^1].Choices.Value[choose.place].Sentence)}."),
        LessonHint.RunToQuiet run => new("quiet", null, null, $"Next: press “Run to quiet”. It takes the {run.steps} steps that lead to the aim."),
        LessonHint.GoBack back => new("back", null, back.depth, $"The aim cannot be reached from here: go back to {(back.depth == 0 ? "the start" : $"step {way[back.depth].Number}")}."),
        { IsReached: true } => new("reached", null, null, "The aim is reached."),
        _ => new("unknown", null, null, "No way to the aim was found from here: go back to an earlier step."),
    };
}
