using System.Security.Cryptography;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Forms;
using Tongdian.Domain.Parties;
using Tongdian.Domain.Processes;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Clocks;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Modules.Processes;
using Tongdian.Server.Platform.Privacy;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Demo;

/// <summary>What the stories need: the same parts as the real use cases.</summary>
public sealed record DemoTools(
    ProcessCatalog Processes, CalendarCatalog Calendars, VoltageTable Voltages, CompanyDirectory Directory, CaseParties Parties, CaseStore Store,
    DemoFiles Files, TimeProvider Time);

/// <summary>Thirty cases, in every stage and state, made by the same decisions as real ones, only earlier.</summary>
public sealed class DemoCases(DemoTools tools)
{
    private static readonly CaseFacts Home = new("residential", false, "new", "", 8, null, "normal", 1, "home", "demo-county-east");
    private static readonly CaseFacts Shop = new("business", false, "new", "", 60, null, "normal", 1, "shop", "demo-county-west");
    private static readonly CaseFacts Factory = new("business", false, "new", "", null, 800, "normal", 1, "industry", "demo-district");
    private static readonly CaseFacts Hospital = new("public-service", true, "temporary", "", 120, null, "emergency", 1, "hospital", "demo-county");

    /// <summary>What is asked for, the stage at which the story stops, how many hours ago it began, and how it stops.</summary>
    private static readonly (CaseFacts Facts, string StopAt, int HoursAgo, string Ending)[] Stories =
    [
        (Home, "acceptance", 1, "incomplete"), (Home, "survey", 3, ""), (Home, "survey", 20, "started"), (Home, "construction", 26, "claimed"),
        (Home, "construction", 40, "paused"), (Home, "contract", 30, ""), (Home, "energisation", 44, "started"), (Home, "archive", 60, ""),
        (Home, "", 90, "archived"), (Home, "survey", 60, ""), (Home, "survey", 10, "withdrawn"), (Home, "acceptance", 8, "rejected"),
        (Shop, "acceptance", 2, ""), (Shop, "survey", 20, "claimed"), (Shop, "scheme", 30, "draft"), (Shop, "confirmation", 40, ""),
        (Shop, "scheme", 50, "sent-back"), (Shop, "construction", 70, "started"), (Shop, "completion-inspection", 90, "defects"),
        (Shop, "energisation", 100, ""), (Shop, "", 200, "archived"),
        (Factory, "scheme", 20, "claimed"), (Factory, "design", 60, ""), (Factory, "design-review", 90, "started"),
        (Factory, "intermediate-inspection", 160, ""), (Factory, "completion-inspection", 200, ""), (Factory, "metering", 260, ""),
        (Factory, "", 400, "archived"),
        (Hospital, "scheme", 5, ""), (Hospital, "construction", 10, "started"),
    ];

    private static readonly string[] Surnames = ["张", "王", "李", "赵", "陈", "刘", "杨", "黄", "周", "吴"];

    private static readonly string[] GivenNames = ["建国", "小红", "志明", "秀兰", "海燕", "文博", "丽华"];

    private static readonly string[] Organisations = ["示范县便民超市", "示范县城西餐馆", "示范精密机械厂", "示范县人民医院"];

    internal async Task Make(CancellationToken cancel)
    {
        var company = await tools.Directory.Get(cancel);
        foreach (var (index, (facts, stopAt, hoursAgo, ending)) in Stories.Index())
        {
            var story = new Story(tools, company, tools.Time.GetUtcNow().AddHours(-hoursAgo), cancel);
            await story.Submit(facts, index, complete: ending is not ("incomplete" or "rejected"));
            if (ending is not ("incomplete" or "rejected"))
                await story.GoOn(stopAt, defects: ending == "defects");
            await story.End(stopAt, ending);
        }
    }

    /// <summary>One case and the hour its story has come to.</summary>
    private sealed class Story(DemoTools demo, Company company, DateTimeOffset begins, CancellationToken cancel)
    {
        private DateTimeOffset now = begins;
        private Case? state;
        private PersonKey? key;

        private Case State => state ?? throw new InvalidOperationException("Not submitted yet");

        private ProcessDefinition Process => demo.Processes.Get(State.Process);

        public async Task Submit(CaseFacts asked, int index, bool complete)
        {
            var voltage = ChooseVoltage.From(demo.Voltages.For(asked.Region, company), asked.CapacityKw, asked.CapacityKva, null);
            var facts = asked with { Voltage = voltage.Voltage };
            var process = ChooseProcess.For(demo.Processes.Newest, facts).Value;
            var calendar = demo.Calendars.Newest(CalendarCatalog.Default)!;
            var id = CaseId.New(now);
            var entered = new PartyDetails(
                $"{Surnames[index % Surnames.Length]}{GivenNames[index % GivenNames.Length]}", IdTypes.ResidentId, SampleIdentity.For(index), $"1380000{1000 + index}", null,
                facts.CustomerKind == "residential" ? null : Organisations[index % Organisations.Length], $"示范县示范路{index + 1}号", 40.316, 116.637);
            var details = PartyDetails.Parse(entered, calendar.DateOf(now)).Value;
            var (who, opened, rows) = demo.Parties.Admit(details, id, now);
            key = opened;
            var wanted = process.Documents.Where(d => d.Min > 0 && Condition.AllHold(d.When, f => f.StartsWith("case.", StringComparison.Ordinal) ? facts.Get(f[5..]) : null));
            var (documents, taken) = complete ? await demo.Files.Make(wanted, id, opened, now, cancel) : ([], []);
            var command = new SubmitCase(
                id, CaseNumber.Make(calendar.DateOf(now), RandomNumberGenerator.GetInt32(1_000_000)), facts, voltage.Reason,
                new CalendarKey(calendar.Id, calendar.Version), who, Platform.Http.Language.Chinese, "online", company.FirstAsked(facts.Region, id.Value).Id,
                documents, new OnlineCheckInput(true, true, false, true));
            await Commit(CaseDecisions.Submit(process, command, new OperationContext(Actor.Customer, now)).Value, [rows, .. taken]);
        }

        /// <summary>Does one open stage after the other, an hour or so each, until the named one is open.</summary>
        public async Task GoOn(string stopAt, bool defects)
        {
            for (var failed = false; Next(stopAt) is { } stage;)
            {
                Later();
                if (State.Stage(stage.Id).Status == StageStatus.AwaitingRequest)
                {
                    await Do(new RequestStage(stage.Id, null, []), Actor.Customer);
                    continue;
                }

                var failing = defects && !failed && stage.Id == stopAt;
                failed |= failing;
                await Complete(stage, failing);
                if (failing)
                    return;
            }

            StageDefinition? Next(string stop)
            {
                var open = Process.Stages.Where(s => State.Stage(s.Id).Status.IsOpen() && s.Id != "follow-up").ToList();
                if (open.Any(s => s.Id == stop) && !defects)
                    return null;
                // What stands beside the path is done last, unless the story is about it.
                return open.Where(s => !s.Beside || stop != "contract").OrderBy(s => s.Beside).ThenBy(s => s.Inside is null).FirstOrDefault();
            }
        }

        public Task End(string stopAt, string ending)
        {
            Later();
            var stage = Process.Stage(stopAt);
            return ending switch
            {
                "claimed" => Do(new ClaimStage(stopAt), By(stage!)),
                "started" => Do(new StartStage(stopAt), By(stage!)),
                "paused" => Do(new PauseStage(stopAt, "customer-absent", "客户出差，下周一回来"), By(stage!)),
                "draft" => Do(new SaveDraft(stopAt, Submission.Empty, null), By(stage!)),
                "sent-back" => Do(new SendBack(stopAt, "survey"), By(stage!), "接入点照片看不清，请补拍"),
                "withdrawn" => Do(new WithdrawCase(), Actor.Customer, "改为租用带电的门面"),
                "rejected" => Do(new RejectCase(), By(stage!), "用电地址不在本区域"),
                _ => Task.CompletedTask,
            };
        }

        private async Task Complete(StageDefinition stage, bool failing)
        {
            var fields = SampleForms.Fields(stage, State.Fact, now, failing);
            var wanted = stage.Files.Where(f => f.Min > 0 && Condition.AllHold(f.When, p => fields.TryGetValue(p[(p.IndexOf('.', StringComparison.Ordinal) + 1)..], out var v) && p.StartsWith(stage.Id + ".", StringComparison.Ordinal) ? v : State.Fact(p)));
            var (handed, taken) = await demo.Files.Make(wanted, State.Id, key!, now, cancel);
            var (signed, takenToo) = await demo.Files.Sign(stage.Signatures, State.Id, key!, now, cancel);
            var submission = new Submission(fields, handed, signed);
            var sealing = CaseParties.SealEntry(key!, stage, submission, now);
            await Do(new CompleteStage(stage.Id, submission, sealing?.Id), By(stage), null, [.. taken, .. takenToo, .. sealing is var (_, rows) ? [rows] : Array.Empty<Action<WriteBatch>>()]);
        }

        private Task Do(CaseCommand command, Actor by, string? reason = null, IReadOnlyList<Action<WriteBatch>>? with = null)
        {
            if (State.Decide(Process, command, new OperationContext(by, now, reason)).Failed(out var refused, out var change))
                throw new InvalidOperationException($"{State.Process} {command}: {refused.Code} {string.Join(' ', refused.Fields.Select(f => $"{f.Field}:{f.Code}"))}");
            return Commit(change, with ?? []);
        }

        private async Task Commit(CaseChange change, IReadOnlyList<Action<WriteBatch>> with)
        {
            var outcome = await demo.Store.Commit(new CaseCommit(now, change) { With = with }, cancel);
            if (outcome != CommitOutcome.Committed)
                throw new InvalidOperationException($"A demo case ended as {outcome}");
            state = change.After;
        }

        private Actor By(StageDefinition stage) => stage.Role == Roles.Customer
            ? Actor.Customer
            : company.Staff.Values.First(s => s.Actor.MayDo(stage) && s.Roles.Contains(stage.Role)).Actor;

        private void Later()
        {
            var latest = demo.Time.GetUtcNow();
            now = now.AddMinutes(50) is var next && next < latest ? next : latest;
        }
    }
}

/// <summary>Identity numbers of nobody, with the right check digit.</summary>
internal static class SampleIdentity
{
    public static string For(int index)
    {
        var body = $"11010119900307{700 + index}";
        int[] weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
        var sum = body.Select((digit, i) => (digit - '0') * weights[i]).Sum();
        return body + "10X98765432"[sum % 11];
    }
}
