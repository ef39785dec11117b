using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tongdian.Browser.Tests.Vocabulary;
using Tongdian.Domain;
using Tongdian.Domain.Clocks;
using Tongdian.Domain.Coordination;
using Tongdian.Domain.Insight;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Coordination.Rounds;
using Tongdian.Server.Modules.Demo;
using Tongdian.Server.Modules.Insight;
using Tongdian.Server.Modules.Knowledge;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Look;
using Tongdian.Server.Tests.Vocabulary;

namespace Tongdian.Browser.Tests.Pages;

/// <summary>What has happened before somebody comes to a page. What is only looked at is made once at a server.</summary>
internal static class Situations
{
    private static readonly ConditionalWeakTable<TongdianServer, ConcurrentDictionary<string, Lazy<Task<object>>>> Made = [];

    /// <summary>A customer with the code of a case that has come to a stage; "" is power-on and after.</summary>
    public static Func<Person, Task<string>> Customer(string process, string at, string page = "") =>
        async person => await Enter(person, await Case(person.Server, process, at)) + page;

    /// <summary>A customer who picks when somebody comes to switch on.</summary>
    public static Func<Person, Task<string>> Picking() => async person =>
    {
        await Once(person.Server, "visits planned", async () =>
        {
            var plan = new
            {
                region = "demo-province", role = "meter-installer", slotMinutes = 60, bufferMinutes = 30, placesPerHalfDay = 3, greenPercent = 25, greenHours = 24, noticeHours = 2,
            };
            return (await (await person.Server.As("coordinator")).Put("/api/v1/appointments/capacity", plan)).Expect(200).GetProperty("region").GetString()!;
        });
        return await Enter(person, await Case(person.Server, "low-voltage-residential", "energisation")) + "/time/energisation";
    };

    /// <summary>A customer whose contract is there to be signed.</summary>
    public static Func<Person, Task<string>> Contract() => async person => await Enter(person, await Offered(person.Server)) + "/contract";

    /// <summary>A customer who has answered everything and looks at one page of the application.</summary>
    public static Func<Person, Task<string>> Applying(string step) => async person => $"{await Draft(person.Server, "draft")}/{step}";

    /// <summary>The same, with an application of their own: what is done there changes no other page.</summary>
    public static Func<Person, Task<string>> ApplyingAlone(string step) => async person => $"{await Draft(person.Server, $"draft {step}")}/{step}";

    /// <summary>A customer who has just applied.</summary>
    public static Func<Person, Task<string>> Applied() => person => Once(person.Server, "applied", async () =>
        (await new Applicant(person.Server.Visitor()).Apply()).Address);

    /// <summary>A colleague at the workbench; the name is the role.</summary>
    public static Func<Person, Task<string>> Staff(string role, string path) => async person =>
    {
        // There is always something to do.
        await Case(person.Server, "low-voltage-residential", "survey");
        await Case(person.Server, "high-voltage", "design-review");
        await Case(person.Server, "emergency", "survey");
        await person.SignIn(role);
        return path;
    };

    /// <summary>A screen in a hall, before which people wait.</summary>
    public static Func<Person, Task<string>> Hall() => async person =>
    {
        await Case(person.Server, "low-voltage-non-residential", "confirmation");
        await Case(person.Server, "emergency", "");
        return await Once(person.Server, "hall", () => MakeScreen(person.Server));
    };

    /// <summary>An administrator who looks after the screens in halls.</summary>
    public static Func<Person, Task<string>> Screens() => async person =>
    {
        await Once(person.Server, "screen", () => MakeScreen(person.Server));
        await person.SignIn("administrator");
        return "/staff/displays";
    };

    /// <summary>An administrator who looks after the telephones of the crews.</summary>
    public static Func<Person, Task<string>> Devices() => async person =>
    {
        await Once(person.Server, "device", () => FieldDeviceUnderTest.Enrol(person.Server, "surveyor"));
        await person.SignIn("administrator");
        return "/staff/devices";
    };

    /// <summary>A colleague at the dispatch round: what there is to do has stood still for an hour.</summary>
    public static Func<Person, Task<string>> Round(string role) => async person =>
    {
        var path = await Staff(role, "/staff/round")(person);
        await Once(person.Server, "round", async () =>
        {
            var since = person.Server.Time.GetUtcNow().AddHours(-1);
            await person.Server.Stored(db => db.Set<WorkItem>().Where(w => w.StallAt != null).ExecuteUpdateAsync(w => w.SetProperty(x => x.StallAt, since)));
            return (object)await person.Server.Services.GetRequiredService<OpenRound>().Do(default);
        });
        return path;
    };

    /// <summary>A colleague to whom alerts came: a stage stalls, and its limit was missed.</summary>
    public static Func<Person, Task<string>> Alerted(string role, string path) => async person =>
    {
        await Staff(role, path)(person);
        await Once(person.Server, "alerted", async () =>
        {
            var (one, now) = (await (await Case(person.Server, "low-voltage-residential", "survey")).Look(), person.Server.Time.GetUtcNow());
            return (object)await person.Server.Stored(db =>
            {
                db.AddRange(new[] { Threshold.Stall, Threshold.Breach }.Select(threshold => new LimitAlert
                {
                    CaseId = one.Id.Value, LimitId = "stage:survey", Occurrence = 1, Threshold = threshold, At = now.AddMinutes(-(int)threshold), SeenAt = now, Stage = "survey",
                    Number = one.Number.Value, Process = one.Process.Id, Region = one.Facts.Region, Department = "marketing", Assignee = null, Owner = one.Owner,
                }));
                return db.SaveChangesAsync();
            });
        });
        return path;
    };

    /// <summary>A colleague whose department a round asked for something.</summary>
    public static Func<Person, Task<string>> AskedByRound(string role, string path) => async person =>
    {
        await Round(role)(person);
        await Once(person.Server, "asked", async () =>
        {
            var (services, me) = (person.Server.Services, await person.Server.Colleague(role));
            var round = (await services.GetRequiredService<ShowRound>().Look(null, me, default)).Value;
            var decided = await services.GetRequiredService<DecideItem>().Do(
                round.Hour, round.Items[0].Number, round.Items[0].Stage,
                new DecideItem.Request("site-not-ready", DispatchAction.OtherDepartment, me.Departments.First(), null, person.Server.Time.GetUtcNow().AddHours(2), "请与客户商定清场时间"),
                Caller.Of(me), default);
            return (object)decided.Value;
        });
        return path;
    };

    /// <summary>A colleague at a page of a case that has come to a stage.</summary>
    public static Func<Person, Task<string>> AtCase(string role, string process, string at, string page) => async person =>
    {
        var one = await Case(person.Server, process, at);
        await person.SignIn(role);
        return $"/staff/cases/{one.Number}{page}";
    };

    /// <summary>A colleague who has taken the stage that a case has come to.</summary>
    public static Func<Person, Task<string>> Doing(string role, string process, string stage) => async person =>
    {
        var one = await Once(person.Server, $"{process} {stage} claimed", async () =>
        {
            var made = await New(person.Server, process, stage);
            (await made.Do(await person.Server.As(role), $"stages/{stage}/claim")).Expect(200);
            return made;
        });
        await person.SignIn(role);
        return $"/staff/cases/{one.Number}?stage={stage}";
    };

    /// <summary>A clerk whose customer has the contract before them.</summary>
    public static Func<Person, Task<string>> Contracting() => async person =>
    {
        var one = await Offered(person.Server);
        await person.SignIn("counter-clerk");
        return $"/staff/cases/{one.Number}?stage=contract";
    };

    /// <summary>A coordinator on the Monday after a week in which much went wrong.</summary>
    public static Func<Person, Task<string>> Reviewing(string path) => async person =>
    {
        await Once(person.Server, "review", async () =>
        {
            var services = person.Server.Services;
            // The server's cases are of today; those of the demo company are of the last two weeks.
            await services.GetRequiredService<DemoCases>().Make(default);
            await services.GetRequiredService<MakeReviews>().MakeDue(default);
            return "made";
        });
        await person.SignIn("coordinator");
        return path;
    };

    /// <summary>An auditor at the appraisal of a week with a figure that somebody has changed in the database.</summary>
    public static Func<Person, Task<string>> Appraised() => async person =>
    {
        await Reviewing("")(person);
        var week = await Once(person.Server, "appraisal", async () =>
        {
            await Recording.Everything(person.Server);
            var last = IsoWeek.Of(DateOnly.FromDateTime(Show.Local(person.Server.Time.GetUtcNow()).DateTime)).Previous;
            var span = MakeReviews.Span(last);
            await person.Server.Stored(async db =>
            {
                // In time after all, as somebody would have it.
                var done = await db.Set<CaseEventRow>().AsNoTracking().Where(e => e.Kind == "stage-completed" && e.At >= span.From && e.At < span.To).OrderBy(e => e.At).FirstAsync();
                var fact = JsonNode.Parse(done.Payload)!;
                fact["at"] = JsonValue.Create(done.At.AddDays(-2));
                return await db.Set<CaseEventRow>().Where(e => e.CaseId == done.CaseId && e.Version == done.Version && e.Ordinal == done.Ordinal)
                    .ExecuteUpdateAsync(e => e.SetProperty(x => x.Payload, CanonicalJson.Bytes(JsonElement.Parse(fact.ToJsonString()))));
            });
            return last.ToString();
        });
        await person.SignIn("auditor");
        return $"/staff/appraisal/{week}";
    };

    /// <summary>Somebody who looks for an answer: the articles of the program are there.</summary>
    public static Func<Person, Task<string>> Knowing(string path) => async person =>
    {
        await Articles(person.Server);
        return path;
    };

    /// <summary>A colleague at the knowledge base: a change waits, and something was looked for in vain.</summary>
    public static Func<Person, Task<string>> Tending(string role, string path) => async person =>
    {
        await Articles(person.Server);
        await person.SignIn(role);
        return path;
    };

    /// <summary>A coordinator at the opinion library: two topics were found, and one of them has an improvement.</summary>
    public static Func<Person, Task<string>> Opinions(string path) => async person =>
    {
        var topic = await Once(person.Server, "opinions", () => Library(person.Server));
        await person.SignIn("coordinator");
        return path.Replace("{topic}", topic, StringComparison.Ordinal);
    };

    private static async Task<string> Library(TongdianServer server)
    {
        await Said.InTheLastWeeks(server, await Case(server, "low-voltage-residential", "survey"), 9, Said.Remarks.Select(r => r.Text));
        var coordinator = await server.As("coordinator");
        (await coordinator.Post("/api/v1/opinions/topics/search", new { })).Expect(200);
        var topic = (await coordinator.Get("/api/v1/opinions/topics")).Expect(200).GetProperty("topics")[0].GetProperty("id").GetString()!;
        var (owner, until) = ((await server.Colleague("coordinator")).Id, DateOnly.FromDateTime(server.Time.GetUtcNow().DateTime).AddDays(14));
        (await coordinator.Post($"/api/v1/opinions/topics/{topic}/improvements", new { what = "装表前一天短信确认上门时间", owner, until })).Expect(200);
        return topic;
    }

    /// <summary>A colleague at a form whose fields are explained.</summary>
    public static Func<Person, Task<string>> Helped() => async person =>
    {
        await Articles(person.Server);
        return await Doing("scheme-engineer", "low-voltage-non-residential", "scheme")(person);
    };

    private static Task<string> Articles(TongdianServer server) => Once(server, "articles", async () =>
    {
        var services = server.Services;
        await services.GetRequiredService<LoadArticles>().Do(Path.Combine(AppContext.BaseDirectory, "knowledge"), default);
        var text = services.GetRequiredService<KnowledgeCatalog>().Find("saving-electricity", staff: true)!.Text;
        await services.GetRequiredService<ProposeVersion>().Change(
            "saving-electricity", 1, text with { Answer = text.Answer with { Zh = "空调夏天不低于 26 度，热水和充电放在谷段。" } }, await server.Colleague("surveyor"), default);
        await services.GetRequiredService<CountReading>().Read("how-to-read-the-meter", default);
        foreach (var words in new[] { "电表", "光伏并网", "%E5%85%89%E4%BC%8F" })
            (await server.Anyone.Get($"/api/v1/knowledge?q={words}")).Expect(200);
        return "there";
    });

    /// <summary>Somebody who asked, whose question has come to a state; the page is one of the thread's.</summary>
    public static Func<Person, Task<string>> Asked(string kind, bool answered, string page = "") => async person =>
    {
        var one = await Enquiry(person.Server, kind, answered);
        await person.Open($"/ask/open?number={one.Number}&code={one.Code}");
        return $"/ask/{one.Number}{page}";
    };

    /// <summary>A colleague at an enquiry.</summary>
    public static Func<Person, Task<string>> Answering(string role, string kind, bool answered) => async person =>
    {
        var one = await Enquiry(person.Server, kind, answered);
        await person.SignIn(role);
        return $"/staff/enquiries/{one.Number}";
    };

    /// <summary>A colleague at the list of enquiries, or at the page to take one.</summary>
    public static Func<Person, Task<string>> Enquiries(string role, string path) => async person =>
    {
        await Enquiry(person.Server, "fault", answered: false);
        await Enquiry(person.Server, "complaint", answered: true);
        await person.SignIn(role);
        return path;
    };

    private static Task<EnquiryUnderTest> Enquiry(TongdianServer server, string kind, bool answered) => Once(server, $"{kind} {answered}", async () =>
    {
        var one = await EnquiryUnderTest.Ask(server, kind);
        (await one.Customer.Post($"{one.Path}/messages", new { text = "照片在这里", files = new[] { await server.Anyone.Upload() } })).Expect(200);
        if (answered)
        {
            var coordinator = await server.As("coordinator");
            (await one.Do(coordinator, "note", new { text = "已联系班组" })).Expect(200);
            (await one.Do(coordinator, "answer", new { text = "我们周四上门查表，请留人。" })).Expect(200);
        }

        return one;
    });

    // By the code on the slip.
    private static async Task<string> Enter(Person person, CaseUnderTest one)
    {
        await person.Open($"/case/open?number={one.Number}&code={one.Code}");
        return $"/case/{one.Number}";
    }

    private static Task<CaseUnderTest> Case(TongdianServer server, string process, string at) => Once(server, $"{process} {at}", () => New(server, process, at));

    private static async Task<CaseUnderTest> New(TongdianServer server, string process, string at)
    {
        var one = await CaseUnderTest.Submit(server, Samples.For(process));
        await one.GoOn(at);
        return one;
    }

    private static Task<CaseUnderTest> Offered(TongdianServer server) => Once(server, "offered", async () =>
    {
        var one = await New(server, "low-voltage-residential", "contract");
        var form = await one.Form("contract");
        (await one.Do(await server.As("counter-clerk"), "contract/offer", new { fields = form["fields"] })).Expect(200);
        return one;
    });

    private static Task<string> Draft(TongdianServer server, string name) => Once(server, name, async () =>
    {
        var check = await new Applicant(server.Visitor()).GoTo("核对后提交", "商铺、公司、工厂", "800");
        return check.Address[..check.Address.LastIndexOf('/')];
    });

    private static async Task<string> MakeScreen(TongdianServer server)
    {
        var made = await (await server.As("administrator")).Post("/api/v1/administration/displays", new { office = "demo-county", name = "大厅一号屏" });
        return $"/hall/demo-county?token={made.Expect(200).GetProperty("token").GetString()}";
    }

    private static async Task<T> Once<T>(TongdianServer server, string name, Func<Task<T>> make)
        where T : notnull =>
        (T)await Made.GetOrCreateValue(server).GetOrAdd(name, _ => new Lazy<Task<object>>(async () => await make())).Value;
}
