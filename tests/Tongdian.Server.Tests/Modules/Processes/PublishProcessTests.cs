using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Processes;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Modules.Processes;
using Tongdian.Server.Platform.Processes;
using Tongdian.Server.Tests.Platform.Processes;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Modules.Processes;

/// <summary>A new version of a process: checked, tried on the open cases, published, and what that means for them.</summary>
public sealed class PublishProcessTests(PostgresServer postgres)
{
    private const string Processes = "/api/v1/administration/processes";

    private static readonly string Home = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "processes", "low-voltage-residential.yaml"));

    [Theory, ClassData(typeof(Databases))]
    public async Task New_cases_get_a_published_version_at_once_and_open_ones_keep_theirs(Database database)
    {
        await using var test = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(test);
        var (administrator, open) = (await server.As("administrator"), await CaseUnderTest.Submit(server, Samples.Home()));

        (await administrator.Post($"{Processes}/publish", new { file = "home.yaml", yaml = Next() })).Expect(200);

        var later = await CaseUnderTest.Submit(server, Samples.Home());
        Assert.Equal((1, 2), ((await open.Look()).Process.Version, (await later.Look()).Process.Version));
        await open.GoOn();
        await later.GoOn();
        Assert.Equal((CaseStatus.Archived, CaseStatus.Archived), ((await open.Look()).Status, (await later.Look()).Status));
        var versions = (await administrator.Get(Processes)).Expect(200).EnumerateArray().Where(v => Text(v, "process") == "low-voltage-residential").ToList();
        Assert.Equal([(2, true, "何平"), (1, false, null)], versions.Select(v => (v.GetProperty("version").GetInt32(), v.GetProperty("newest").GetBoolean(), TextOrNull(v, "publishedBy"))));
        Assert.Equal(Next(), Text((await administrator.Get($"{Processes}/low-voltage-residential/versions/2")).Expect(200), "yaml"));
        Assert.Equal("404 process.unknown", (await administrator.Get($"{Processes}/low-voltage-residential/versions/3")).Refusal);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Another_server_knows_it_seconds_later_or_when_a_case_names_it_and_so_does_the_next_start(Database database)
    {
        await using var test = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(test);
        await using var other = await TongdianServer.Start(test);
        _ = await other.As("surveyor");
        (await (await server.As("administrator")).Post($"{Processes}/publish", new { yaml = Next() })).Expect(200);
        var named = await CaseUnderTest.Submit(server, Samples.Home());

        (await (await other.As("surveyor")).Get(named.Path)).Expect(200);
        other.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(2, (await CaseUnderTest.Submit(other, Samples.Home()) is { } one ? await one.Look() : null)!.Process.Version);

        await using var restarted = await TongdianServer.Start(test);
        Assert.Equal(2, restarted.Services.GetRequiredService<ProcessCatalog>().Newest.Single(p => p.Key.Id == "low-voltage-residential").Key.Version);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task What_was_published_before_a_rule_came_is_still_read(Database database)
    {
        await using var test = await TestDatabase.Create(database, postgres);
        var yaml = SmallProcess.With("pattern: '^[A-Z]+$',", "pattern: '^(?=A)[A-Z]+$',");
        Assert.Equal("pattern-bad", Assert.Throws<ProcessFileException>(() => ProcessFile.Read("small.yaml", yaml)).Faults[0].Rule);
        await using (var server = await TongdianServer.Start(test))
        {
            await server.Stored(async db =>
            {
                db.Add(new ProcessVersion { Id = "small", Version = 1, Yaml = yaml, PublishedAt = server.Time.GetUtcNow() });
                return await db.SaveChangesAsync();
            });
        }

        await using var restarted = await TongdianServer.Start(test);
        Assert.NotNull(restarted.Services.GetRequiredService<ProcessCatalog>().Find(new ProcessKey("small", 1)));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Two_who_publish_the_same_number_at_once_publish_one_version(Database database)
    {
        await using var test = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(test);
        var administrator = await server.As("administrator");

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => administrator.Post($"{Processes}/publish", new { yaml = Next() + $"# {i}\n" })));

        Assert.Single(answers, a => a.Status == 200);
        Assert.All(answers.Where(a => a.Status != 200), a => Assert.True(a.Refusal is "409 process.version-taken" or "422 process.file-wrong", a.Refusal));
        Assert.Equal(1, await server.Stored(db => db.Set<AdministrationEntry>().CountAsync(e => e.Act == "process-published")));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_file_that_breaks_a_rule_is_refused_with_its_line_and_rule_and_publishes_nothing(Database database)
    {
        await using var test = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(test);
        var administrator = await server.As("administrator");

        Assert.Equal(["version-not-next"], await Rules(Home));
        Assert.Equal(["version-not-next"], await Rules(Next(3)));
        Assert.Equal(["stage-unknown"], await Rules(Next().Replace("after: [survey]", "after: [surevy]", StringComparison.Ordinal)));
        Assert.Equal(["choice-order-duplicate"], await Rules(Next().Replace("choiceOrder: 30", "choiceOrder: 10", StringComparison.Ordinal)));
        Assert.Equal(["yaml-syntax"], await Rules("{"));
        Assert.Equal(["yaml-syntax"], await Rules(""));
        Assert.Equal(["yaml-syntax"], await Rules(Next() + "\0"));
        var answer = await administrator.Post($"{Processes}/publish", new { file = "home.yaml", yaml = Home });
        Assert.Equal("422 process.file-wrong", answer.Refusal);
        var line = Home.Split('\n').Index().First(l => l.Item.StartsWith("version:", StringComparison.Ordinal)).Index + 1;
        Assert.Equal([$"yaml:{line}: process.fault"], answer.Fields);
        Assert.Equal("422 process.file-wrong", (await administrator.Post($"{Processes}/dry-run", new { yaml = "{" })).Refusal);
        Assert.Equal(["yaml: field.required"], (await administrator.Post($"{Processes}/publish", new { })).Fields);
        Assert.Equal(4, await server.Stored(db => db.Set<ProcessVersion>().CountAsync()));

        async Task<IEnumerable<string>> Rules(string yaml) => (await administrator.Post($"{Processes}/check", new { file = "home.yaml", yaml })).Expect(200)
            .GetProperty("faults").EnumerateArray().Select(f => Text(f, "rule")).Distinct();
    }

    [Theory]
    [InlineData("nested")]
    [InlineData("itself")]
    [InlineData("laughs")]
    public void A_text_that_nests_without_end_is_refused_and_ends_nothing(string kind)
    {
        var yaml = kind switch
        {
            "nested" => "id: " + new string('[', 100_000),
            "itself" => "id: &a {columns: [*a]}\n",
            _ => "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + string.Concat("bcdefghij".Select((c, i) => $"{c}: &{c} [{string.Join(", ", Enumerable.Repeat($"*{"abcdefghi"[i]}", 10))}]\n")),
        };

        var refused = Assert.Throws<ProcessFileException>(() => ProcessFile.Read("x.yaml", yaml));

        Assert.All(refused.Faults, f => Assert.True(f.Rule is "yaml-too-deep" or "yaml-syntax", f.Rule));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task The_dry_run_says_what_would_change_for_every_open_case_and_changes_none(Database database)
    {
        await using var test = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(test);
        var administrator = await server.As("administrator");
        var (fresh, surveyed, closed, elsewhere) = (
            await CaseUnderTest.Submit(server, Samples.Home()), await CaseUnderTest.Submit(server, Samples.Home()),
            await CaseUnderTest.Submit(server, Samples.Home()), await CaseUnderTest.Submit(server, Samples.Shop()));
        await surveyed.GoOn("construction");
        (await closed.Do(closed.Customer, "withdraw", new { })).Expect(200);
        var (before, states) = (await server.RowCounts(), new[] { await fresh.Version(), await surveyed.Version(), await elsewhere.Version() });

        var run = (await administrator.Post($"{Processes}/dry-run", new { yaml = Stricter() })).Expect(200);

        Assert.Equal((2, 1, 1), (run.GetProperty("open").GetInt32(), run.GetProperty("fit").GetInt32(), run.GetProperty("entriesWrong").GetInt32()));
        var told = run.GetProperty("cases").EnumerateArray().ToDictionary(c => Text(c, "number"));
        Assert.Equal(new[] { fresh.Number, surveyed.Number }.Order(StringComparer.Ordinal), told.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(["survey fields.poles field.required"], told[surveyed.Number].GetProperty("entries").EnumerateArray().Select(e => $"{Text(e, "stage")} {Text(e, "field")} {Text(e, "code")}"));
        var limit = told[fresh.Number].GetProperty("limits").EnumerateArray().Single(l => Text(l, "limit") == "stage:survey");
        Assert.True(limit.GetProperty("dueAfter").GetDateTimeOffset() < limit.GetProperty("dueBefore").GetDateTimeOffset());
        Assert.Equal(before, await server.RowCounts());
        Assert.Equal(states, new[] { await fresh.Version(), await surveyed.Version(), await elsewhere.Version() });
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Chosen_cases_move_to_the_version_and_go_on_under_it_to_the_end(Database database)
    {
        await using var test = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(test);
        var administrator = await server.As("administrator");
        var (moved, stays) = (await CaseUnderTest.Submit(server, Samples.Home()), await CaseUnderTest.Submit(server, Samples.Home()));
        (await administrator.Post($"{Processes}/publish", new { yaml = Stricter() })).Expect(200);
        var path = $"{Processes}/low-voltage-residential/versions/2/move";

        var done = (await administrator.Post(path, new { cases = new[] { moved.Number, "TD0000000000000" }, reason = "新版流程" })).Expect(200).EnumerateArray().ToList();

        Assert.Equal([(true, null), (false, "case.not-found")], done.Select(d => (d.GetProperty("moved").GetBoolean(), TextOrNull(d, "refused"))));
        Assert.Equal((2, 1), ((await moved.Look()).Process.Version, (await stays.Look()).Process.Version));
        await Projections.AreFresh(server, moved.Number);
        Assert.Equal("case.not-a-newer-version", TextOrNull((await administrator.Post(path, new { cases = new[] { moved.Number }, reason = "x" })).Expect(200)[0], "refused"));
        await moved.GoOn();
        Assert.Equal(CaseStatus.Archived, (await moved.Look()).Status);
        Assert.Equal("404 process.unknown", (await administrator.Post($"{Processes}/low-voltage-residential/versions/9/move", new { cases = new[] { stays.Number }, reason = "x" })).Refusal);
        Assert.Equal(["reason: field.required"], (await administrator.Post(path, new { cases = new[] { stays.Number }, reason = " " })).Fields);
        Assert.Equal(["cases: rows.too-many"], (await administrator.Post(path, new { cases = Array.Empty<string>(), reason = "x" })).Fields);
    }

    private static string Next(int version = 2) => Home.Replace("\nversion: 1\n", $"\nversion: {version}\n", StringComparison.Ordinal);

    /// <summary>Less time for the survey, and one more thing to be entered there.</summary>
    private static string Stricter()
    {
        var lines = Next().Split('\n').ToList();
        var survey = lines.FindIndex(l => l.Trim() == "- id: survey");
        var limit = lines.FindIndex(survey, l => l.TrimStart().StartsWith("limit:", StringComparison.Ordinal));
        lines[limit] = "    limit: 12 hours";
        var fields = lines.FindIndex(survey, l => l.Trim() == "fields:");
        lines.Insert(fields + 1, "      - {id: poles, type: integer, label: [杆数, Poles], min: 0, max: 100, required: true}");
        return string.Join('\n', lines);
    }

    private static string Text(JsonElement item, string property) => item.GetProperty(property).GetString()!;

    private static string? TextOrNull(JsonElement item, string property) => item.TryGetProperty(property, out var value) ? value.GetString() : null;
}
