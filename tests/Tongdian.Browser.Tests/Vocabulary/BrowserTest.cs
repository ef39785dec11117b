using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Browser.Tests.Vocabulary;

/// <summary>
/// Tests with people at browsers. The tests of a class share a server. When one fails, what everybody saw last, what browsers and server complained
/// about and, with <c>TONGDIAN_TRACE=1</c>, the trace of every browser are in <c>artifacts/browser/&lt;test&gt;</c>.
/// </summary>
public abstract class BrowserTest(Site site) : IClassFixture<Site>, IAsyncDisposable
{
    private readonly List<Person> people = [];

    /// <summary>Somebody sits down at a browser of their own.</summary>
    /// <param name="name">Who, in what is kept of a failure.</param>
    /// <param name="view">What they look through.</param>
    /// <param name="language">Of their browser.</param>
    /// <param name="scripts">Whether it runs scripts.</param>
    /// <param name="at">The server they come to; the class's on SQLite when none is named.</param>
    protected async Task<Person> Somebody(
        string name = "visitor", View view = View.Desk, string language = "zh-CN", bool scripts = true, TongdianServer? at = null)
    {
        var person = await site.Visit(name, view, language, scripts, at ?? await site.On(Database.Sqlite));
        people.Add(person);
        return person;
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        var failed = TestContext.Current.TestState?.Result == TestResult.Failed;
        var folder = failed ? Directory.CreateDirectory(Path.Combine(Repository.Root, "artifacts", "browser", Name())).FullName : null;
        foreach (var person in people)
            await person.Leave(folder);
        if (folder is not null)
            await File.WriteAllLinesAsync(Path.Combine(folder, "said.txt"), people.SelectMany(p => p.Complaints).Append(TongdianServer.LastFailure));
        if (!failed)
            Faults.None(people.SelectMany(p => p.Complaints));
    }

    private static string Name()
    {
        var name = TestContext.Current.Test!.TestDisplayName;
        name = name[(name.IndexOf(".Tests.", StringComparison.Ordinal) is var at && at < 0 ? 0 : at + 7)..];
        return string.Concat(name.Take(120).Select(c => char.IsLetterOrDigit(c) || c is '.' or '-' ? c : '_'));
    }
}
