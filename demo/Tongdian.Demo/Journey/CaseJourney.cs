using System.Net;
using System.Text.Json.Nodes;
using Tongdian.Demo.Api;
using Tongdian.Demo.Papers;
using Tongdian.Demo.Report;
using Tongdian.Demo.Stories;

namespace Tongdian.Demo.Journey;

/// <summary>One case from the application to the archive, as its story tells it.</summary>
internal sealed class CaseJourney(Office office, Story story)
{
    private const int MostRereads = 100;

    private readonly Random dice = new();
    private readonly Dictionary<string, int> rounds = new(StringComparer.Ordinal);
    private ProcessView? process;
    private ProcessView? inEnglish;
    private string path = "";
    private Caller? customer;
    private int version;
    private int refused;
    private int sheets;
    private CaseReport? report;

    private ProcessView Process => process!;

    public CaseReport Report() => report ?? throw new InvalidOperationException("Not finished yet");

    public async Task Run()
    {
        process = await office.Stranger().Get<ProcessView>($"/api/v1/processes/{story.Process}");
        inEnglish = await office.Stranger("en").Get<ProcessView>($"/api/v1/processes/{story.Process}");
        var intake = new Intake(office, story, process, Upload);
        refused += await intake.Trials();
        var slip = await intake.Submit();
        (path, version, customer) = ($"/api/v1/cases/{slip.Number}", slip.Version, office.Customer(slip.AccessCode));
        office.Say($"[{Process.Name}] 受理号 {slip.Number} · {slip.ProcessReason}");

        var clerk = await office.Colleague("counter-clerk");
        for (var state = await Look(clerk); state.State != "archived"; state = await Look(clerk))
        {
            if (state.State == "energised")
                await HandInLater();
            var open = state.Stages.FindAll(s => s.IsOpen && s.Id != "follow-up");
            var ready = open.FindAll(s => !open.Exists(inner => Stage(inner.Id).Inside == s.Id));
            if (ready.Count == 0)
                throw new DemoFailed($"{Process.Name} {state.Number}:没有可办的环节,状态 {state.State}", $"{state.Number}: no stage is open while it is {state.State}");
            // Side by side, as the process allows.
            await Task.WhenAll(ready.ConvertAll(Do));
        }

        foreach (var (stage, told) in story.Stages)
        {
            if (rounds.GetValueOrDefault(stage) != told.Count)
                throw new DemoFailed($"{Process.Name}:{stage} 应办 {told.Count} 次,实办 {rounds.GetValueOrDefault(stage)} 次", $"{stage} was done {rounds.GetValueOrDefault(stage)} times instead of {told.Count}");
        }

        await TooEarly();
        await PictureIsClean();
        report = new CaseReport(Process, inEnglish, await Look(clerk), await Events(clerk), refused);
    }

    private async Task Do(CaseStageView at)
    {
        var stage = Stage(at.Id);
        var round = Round(stage);
        var who = stage.Role == "customer" ? customer! : await office.Colleague(stage.Role);
        if (at.State == "awaiting-request")
            await Request(stage, round);
        if (round.Objection is { } objection)
        {
            await Object(stage, objection);
            return;
        }

        var again = rounds[stage.Id] > 1;
        if (stage.Role != "customer" && !again)
            (await Change(who, $"{path}/stages/{stage.Id}/claim", [])).OrFail($"{stage.Name} claim");
        if (at.State != "started" && !again)
            (await Change(who, $"{path}/stages/{stage.Id}/start", [])).OrFail($"{stage.Name} start");
        var form = await who.Get<FormView>($"{path}/stages/{stage.Id}/form");
        var whole = await Prepare(stage, form, round, who);
        var door = stage.Id == "confirmation" ? $"{path}/confirmation/accept" : $"{path}/stages/{stage.Id}/complete";
        var proven = await Refuse(stage, new Omissions(stage, form, whole, round.Needed ?? []).All(), who, door);
        (await Change(who, door, whole.Body())).OrFail($"{Process.Name} {stage.Name}");
        office.Say($"[{Process.Name}] {stage.Name} {English(stage.Id).Name}{(again ? $" ({rounds[stage.Id]})" : "")} · 缺项提交 {proven} 次均被拒 {proven} incomplete submissions refused");
    }

    private async Task<Submission> Prepare(StageView stage, FormView form, Round round, Caller who)
    {
        var told = (JsonObject)MadeUp.Fill(round.Fields ?? [], office.Now, dice)!;
        var kinds = form.Files.FindAll(f => f.Min > 0).ConvertAll(f => f.Kind);
        var files = new List<(string, Guid)>();
        foreach (var kind in kinds.Concat(round.Extra ?? []))
            files.Add((kind, await Upload(who, kind, stage.Files.Find(f => f.Kind == kind)!.Format)));
        var signatures = new List<(string, Guid)>();
        foreach (var signature in stage.Signatures)
            signatures.Add((signature.Role, await who.Upload(Paper.Signature(dice).Bytes, "image/png")));
        return new Submission(Submission.Values(stage, form, told), files, signatures);
    }

    private async Task<int> Refuse(StageView stage, IEnumerable<Omission> omissions, Caller who, string door)
    {
        var count = 0;
        foreach (var omission in omissions)
        {
            var answer = await Change(who, door, omission.Body);
            var named = answer.Problem.Errors?.Keys.ToHashSet(StringComparer.Ordinal) ?? [];
            if (answer.Granted)
                throw new DemoFailed($"{Process.Name} {stage.Name}:缺项 {omission.What} 竟被接受", $"{Process.Id} {stage.Id}: it was accepted although this is missing: {omission.What}");
            if (answer.Status != HttpStatusCode.UnprocessableEntity || answer.Problem.Code != "stage.form-invalid" || !omission.MustName.All(named.Contains))
            {
                throw new DemoFailed(
                    $"{Process.Name} {stage.Name}:缺项 {omission.What} 的答复不对,应为 422 stage.form-invalid 并指明 {string.Join(' ', omission.MustName)}:{answer.Body}",
                    $"{Process.Id} {stage.Id}: wrong refusal for {omission.What}: {(int)answer.Status} {answer.Problem.Code}, named {string.Join(' ', named)}");
            }

            count++;
        }

        Interlocked.Add(ref refused, count);
        return count;
    }

    private async Task Request(StageView stage, Round round)
    {
        var files = new JsonArray();
        foreach (var kind in round.Handed ?? [])
            files.Add(new JsonObject { ["kind"] = "rectification", ["file"] = (await Upload(customer!, kind, "image")).ToString() });
        (await Change(customer!, $"{path}/stages/{stage.Id}/request", new JsonObject { ["note"] = round.Request, ["files"] = files })).OrFail($"{stage.Name} request");
        office.Say($"[{Process.Name}] {stage.Name} · 客户申请 the customer asks: {round.Request}");
    }

    private async Task Object(StageView stage, string objection)
    {
        var silent = await Change(customer!, $"{path}/confirmation/object", new JsonObject { ["reason"] = "" });
        if (silent.Status != HttpStatusCode.UnprocessableEntity)
            throw new DemoFailed($"{Process.Name}:不写意见竟可退回方案", $"{Process.Id}: an objection without a reason was answered with {(int)silent.Status}");
        Interlocked.Increment(ref refused);
        (await Change(customer!, $"{path}/confirmation/object", new JsonObject { ["reason"] = objection })).OrFail($"{stage.Name} object");
        office.Say($"[{Process.Name}] {stage.Name} · 客户不同意 the customer objects: {objection}");
    }

    private async Task HandInLater()
    {
        foreach (var kind in story.Later ?? [])
        {
            if ((await Look(customer!)).Files.Exists(f => f.Kind == kind && f.Stage is null))
                continue;
            var file = await Upload(customer!, kind, "image");
            (await Change(customer!, $"{path}/documents", new JsonObject { ["kind"] = kind, ["file"] = file.ToString() })).OrFail($"documents {kind}");
        }
    }

    /// <summary>The follow-up visit is a week later, and cannot be made up today.</summary>
    private async Task TooEarly()
    {
        var answer = await Change(await office.Colleague("customer-service-agent"), $"{path}/stages/follow-up/complete", []);
        if (answer.Problem.Code != "stage.too-early")
            throw new DemoFailed($"{Process.Name}:回访今天竟可办结", $"{Process.Id}: the follow-up was answered with {(int)answer.Status} {answer.Problem.Code}");
        Interlocked.Increment(ref refused);
    }

    /// <summary>What the customer gets to see of a photograph says nothing about place and camera.</summary>
    private async Task PictureIsClean()
    {
        var photo = (await Look(customer!)).Files.Find(f => f.MediaType == "image/jpeg" && f.Stage is not null)
            ?? throw new DemoFailed($"{Process.Name}:客户看不到现场照片", $"{Process.Id}: the customer sees no photograph");
        var seen = await customer!.Download($"{path}/files/{photo.File}");
        if (seen.AsSpan().IndexOf("Exif\0"u8) >= 0 || seen.AsSpan(0, 2) is not [0xFF, 0xD8])
            throw new DemoFailed($"{Process.Name}:客户看到的照片带有拍摄信息", $"{Process.Id}: the copy shown of a photograph carries EXIF");
    }

    private Round Round(StageView stage)
    {
        lock (rounds)
        {
            var done = rounds.GetValueOrDefault(stage.Id);
            if (!story.Stages.TryGetValue(stage.Id, out var told) || done >= told.Count)
                throw new DemoFailed($"{Process.Name}:没料到 {stage.Name} 第 {done + 1} 次开启", $"{Process.Id}: {stage.Id} opened for the {done + 1}. time, which is not in the story");
            rounds[stage.Id] = done + 1;
            return told[done];
        }
    }

    // Somebody else may have changed the case meanwhile: look again, then do it on what is there now.
    private async Task<Answer> Change(Caller who, string door, JsonObject body)
    {
        for (var tries = 1; ; tries++)
        {
            var answer = await who.Post(door, body, Volatile.Read(ref version));
            if (answer.Status == HttpStatusCode.PreconditionFailed && tries < MostRereads)
            {
                await Look(who);
                continue;
            }

            if (answer.Version is { } now)
                Raise(now);
            return answer;
        }
    }

    private async Task<CaseView> Look(Caller who)
    {
        var state = await who.Get<CaseView>(path);
        Raise(state.Version);
        return state;
    }

    private void Raise(int seen)
    {
        lock (rounds)
            version = Math.Max(version, seen);
    }

    private async Task<List<EventView>> Events(Caller who)
    {
        var all = new List<EventView>();
        for (string? after = null; ;)
        {
            var page = await who.Get<EventPage>($"{path}/events?limit=200{(after is null ? "" : $"&after={after}")}");
            all.AddRange(page.Items);
            if (page.Next is null)
                return all;
            after = page.Next;
        }
    }

    private Task<Guid> Upload(Caller who, string kind, string format)
    {
        var site = story.Application["site"]!;
        // Certificates and the site are photographed, the rest is drawn.
        var paper = format != "image" && kind is not ("identity" or "property" or "business-licence" or "load-list")
            ? Paper.Drawing(kind, story.Process, Interlocked.Increment(ref sheets), office.Now)
            : Paper.Photo(kind, story.Process, office.Now, (double)site["lat"]!, (double)site["lon"]!, dice);
        return who.Upload(paper.Bytes, paper.MediaType);
    }

    private StageView Stage(string id) => Process.Stages.Find(s => s.Id == id)!;

    private StageView English(string id) => inEnglish!.Stages.Find(s => s.Id == id)!;
}
