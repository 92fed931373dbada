using PeerFunctional.Tracker;

namespace PeerFunctional.Cli.Stories;

/// <summary>The stories of a tracker and its peers as one, each line with the name of who tells it.</summary>
internal sealed class InterleavedStory(Screen screen)
{
    private readonly Lock gate = new();
    private readonly List<(string Teller, Notice Notice)> told = [];
    private readonly List<(string Teller, Func<Notice, bool> IsWanted, TaskCompletionSource Heard)> waiting = [];

    /// <summary>Tells what this one has to tell.</summary>
    public Action<Notice> Voice(string teller) => notice =>
    {
        lock (gate)
        {
            told.Add((teller, notice));
            screen.Notice(NoticeModule.facts(notice), teller);
            var line = $"{teller,-8} {NoticeModule.line(notice)}";
            // Who lacks what is half of the story here.
            if (NoticeModule.isDetail(notice) && !notice.IsNeighbourLacks) screen.Detail(line);
            else screen.Story(line);
            foreach (var one in waiting.Where(one => one.Teller == teller && one.IsWanted(notice))) one.Heard.TrySetResult();
        }
    };

    /// <summary>Until this one has told such a thing.</summary>
    public Task Until(string teller, Func<Notice, bool> isWanted)
    {
        lock (gate)
        {
            if (told.Any(one => one.Teller == teller && isWanted(one.Notice))) return Task.CompletedTask;
            var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.Add((teller, isWanted, heard));
            return heard.Task;
        }
    }

    /// <summary>From whom this one got its items: <c>the tracker 1, ann 4</c>.</summary>
    public string Sources(string teller)
    {
        lock (gate)
        {
            return string.Join(", ", told
                .Where(one => one.Teller == teller)
                .Select(one => one.Notice).OfType<Notice.ItemArrived>()
                .GroupBy(arrived => arrived.from.Handle)
                .Select(group => $"{group.Key} {group.Count()}"));
        }
    }
}
