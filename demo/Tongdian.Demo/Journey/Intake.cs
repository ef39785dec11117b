using System.Net;
using System.Text.Json.Nodes;
using Tongdian.Demo.Api;
using Tongdian.Demo.Stories;

namespace Tongdian.Demo.Journey;

/// <summary>How a case comes in: first everything that must not be accepted, then the application itself.</summary>
internal sealed class Intake(Office office, Story story, ProcessView process, Func<Caller, string, string, Task<Guid>> upload)
{
    private const string Door = "/api/v1/cases";

    private static readonly string[] Required =
        ["customer.kind", "customer.name", "customer.idNumber", "customer.phone", "supply.request", "site.region", "site.address", "consent"];

    private readonly JsonObject application = (JsonObject)MadeUp.Fill(story.Application, office.Now, new Random())!;

    /// <summary>Applications with something left out are refused or not accepted.</summary>
    /// <returns>How many were tried.</returns>
    public async Task<int> Trials()
    {
        var clerk = await office.Colleague("counter-clerk");
        var tried = 0;
        await Refused(clerk, [], Required);
        tried++;
        foreach (var field in Fields())
        {
            var body = application.DeepClone().AsObject();
            var parts = field.Split('.');
            (parts.Length == 1 ? body : body[parts[0]]!.AsObject()).Remove(parts[^1]);
            await Refused(clerk, body, [field]);
            tried++;
        }

        return tried + await WithoutDocuments(clerk);
    }

    /// <summary>The customer applies.</summary>
    public async Task<SlipView> Submit()
    {
        var stranger = office.Stranger();
        var body = application.DeepClone().AsObject();
        var documents = new JsonArray();
        foreach (var kind in story.Documents)
            documents.Add(new JsonObject { ["kind"] = kind, ["file"] = (await upload(stranger, kind, Format(kind))).ToString() });
        body["documents"] = documents;
        var slip = (await stranger.Post(Door, body, null)).OrFail($"{process.Name} POST {Door}").Read<SlipView>();
        return slip.Process == story.Process
            ? slip
            : throw new DemoFailed($"应为 {story.Process},实为 {slip.Process}:{slip.ProcessReason}", $"The process is {slip.Process} instead of {story.Process}");
    }

    private IEnumerable<string> Fields()
    {
        string[] conditional =
        [
            application["supply"]!["capacityKw"] is null ? "supply.capacityKva" : "supply.capacityKw",
            .. application["customer"]!["organisation"] is null ? (string[])[] : ["customer.organisation"],
            .. application["supply"]!["reason"] is null ? (string[])[] : ["supply.reason"],
        ];
        return Required.Concat(conditional);
    }

    private async Task Refused(Caller clerk, JsonObject body, string[] fields)
    {
        var answer = await clerk.Post(Door, body, null);
        // Without any capacity the one in kW is asked for.
        var named = fields.Select(f => f == "supply.capacityKva" ? "supply.capacityKw" : f);
        if (answer.Status != HttpStatusCode.UnprocessableEntity || answer.Problem.Errors is not { } errors || !named.All(errors.ContainsKey))
        {
            throw new DemoFailed(
                $"{process.Name}:缺 {string.Join(' ', fields)} 的申请未按应有方式拒绝:{(int)answer.Status} {answer.Body}",
                $"{process.Id}: an application without {string.Join(' ', fields)} was answered with {(int)answer.Status} {answer.Problem.Code}");
        }
    }

    /// <summary>Handed in without documents a case waits; the clerk cannot accept it while one is missing; the customer withdraws it.</summary>
    private async Task<int> WithoutDocuments(Caller clerk)
    {
        var slip = (await clerk.Post(Door, application.DeepClone(), null)).OrFail($"{process.Name} POST {Door}").Read<SlipView>();
        var path = $"{Door}/{slip.Number}";
        if (slip.State != "submitted")
            throw new DemoFailed($"{process.Name}:没有资料竟被受理", $"{process.Id}: it was {slip.State} at once without any document");
        var customer = office.Customer(slip.AccessCode);
        var fields = process.Stages.Find(s => s.Id == "acceptance")!.Fields;
        var form = new JsonObject { ["fields"] = new JsonObject(fields.FindAll(f => f.Required).ConvertAll(f => KeyValuePair.Create<string, JsonNode?>(f.Id, true))) };
        var (version, tried) = (slip.Version, 1);
        for (var given = 0; given < story.Documents.Count; given++)
        {
            // What is left is welcome but need not be there.
            if (!process.Documents.Exists(d => d.Min > 0 && story.Documents.Skip(given).Contains(d.Kind)))
                break;
            var answer = await clerk.Post($"{path}/stages/acceptance/complete", form, version);
            if (answer.Problem.Code != "case.documents-missing" || answer.Problem.Errors?.ContainsKey($"documents.{story.Documents[given]}") != true)
            {
                throw new DemoFailed(
                    $"{process.Name}:缺 {story.Documents[given]} 时受理未被拒绝:{answer.Body}",
                    $"{process.Id}: accepting without {story.Documents[given]} was answered with {(int)answer.Status} {answer.Problem.Code}");
            }

            tried++;
            // The last one stays away.
            if (given + 1 == story.Documents.Count)
                break;
            var file = await upload(customer, story.Documents[given], Format(story.Documents[given]));
            var added = await customer.Post($"{path}/documents", new JsonObject { ["kind"] = story.Documents[given], ["file"] = file.ToString() }, version);
            version = added.OrFail($"documents {story.Documents[given]}").Version!.Value;
        }

        (await customer.Post($"{path}/withdraw", new JsonObject { ["reason"] = "资料备齐后重新申请" }, version)).OrFail("withdraw");
        return tried;
    }

    private string Format(string kind) => process.Documents.Find(d => d.Kind == kind)!.Format;
}
