using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tongdian.Server.Modules.Evidence;
using Tongdian.Server.Modules.Files;
using Tongdian.Server.Modules.PersonalData;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Tests.Vocabulary;

namespace Tongdian.Server.Tests.Platform.Security;

/// <summary>What belongs to somebody: a case on its way, one that is done, an enquiry, a draft, a screen, a telephone with an upload, an erasure that was asked for.</summary>
internal sealed partial class Belongings
{
    /// <summary>Stands in the name, the address, what was asked, the notes and the names of files of what is foreign.</summary>
    public const string Mark = "禁见";

    private readonly TongdianServer server;

    private Belongings(TongdianServer server, CaseUnderTest open, CaseUnderTest done, EnquiryUnderTest enquiry) => (this.server, Open, Done, Enquiry) = (server, open, done, enquiry);

    /// <summary>A home whose survey was begun.</summary>
    public CaseUnderTest Open { get; }

    /// <summary>A shop that has power: with contract, notices, reports, evidence.</summary>
    public CaseUnderTest Done { get; }

    public EnquiryUnderTest Enquiry { get; }

    public required string Phone { get; init; }

    public required Guid EnquiryFile { get; init; }

    public required string Draft { get; init; }

    public required Guid DraftFile { get; init; }

    public required string Screen { get; init; }

    public required Guid ScreenId { get; init; }

    public required FieldDeviceUnderTest Telephone { get; init; }

    public required Guid Upload { get; init; }

    /// <summary>Of somebody whose only case was withdrawn; the mark is in the reason.</summary>
    public required Guid Erasure { get; init; }

    public required Guid Leaf { get; init; }

    public required string Link { get; init; }

    /// <summary>Everything that a person can have here, in one office.</summary>
    public static async Task<Belongings> Make(TongdianServer server, string mark, string office, string surveyor)
    {
        var (home, shop) = (Marked(Samples.Home(), mark, office), Marked(Samples.Shop(), mark, office));
        var open = await CaseUnderTest.Submit(server, home);
        var field = await server.As(surveyor);
        (await open.Do(field, "stages/survey/claim")).Expect(200);
        (await open.Do(field, "stages/survey/start")).Expect(200);
        (await open.Do(field, "stages/survey/draft", new { fields = new { cableRoute = $"{mark}备注" } })).Expect(200);
        var done = await CaseUnderTest.Submit(server, shop);
        await done.GoOn();
        await Telling.Everything(server);

        var enquiry = await EnquiryUnderTest.Ask(server, region: office);
        var asked = await server.Anyone.Upload(name: $"{mark}.jpg");
        (await enquiry.Customer.Post($"{enquiry.Path}/messages", new { text = $"{mark}照片", files = new[] { asked } })).Expect(200);

        using var browser = server.Visitor();
        var applicant = new Applicant(browser);
        var check = await applicant.GoTo("核对后提交");
        var draft = DraftToken().Match(check.Address).Groups["token"].Value;
        var page = await (await server.As("administrator")).Post("/api/v1/administration/displays", new { office, name = "一号屏" });
        var telephone = await FieldDeviceUnderTest.Enrol(server, surveyor);
        var upload = Guid.CreateVersion7(server.Time.GetUtcNow());
        (await telephone.Announce(upload, open, "survey", "site-overview", Photos.Jpeg(320, 200))).Expect(200);
        var id = (await done.Look()).Id.Value;
        var gone = await CaseUnderTest.Submit(server, Marked(Samples.Home(), mark, office));
        (await gone.Do(gone.Customer, "withdraw", new { })).Expect(200);
        var erasure = (await (await server.As("auditor")).Post("/api/v1/personal-data/erasures", new { number = gone.Number, reason = $"{mark}本人到厅" })).Expect(200);
        return new Belongings(server, open, done, enquiry)
        {
            Phone = home["customer"]!["phone"]!.GetValue<string>(), EnquiryFile = asked, Draft = draft,
            DraftFile = await server.Stored(db => db.Set<StoredFile>().Where(f => f.DraftId != null).OrderByDescending(f => f.Id).Select(f => f.Id).FirstAsync()),
            Screen = page.Expect(200).GetProperty("address").GetString()!, ScreenId = page.Json.GetProperty("id").GetGuid(), Telephone = telephone, Upload = upload,
            Erasure = erasure.GetProperty("id").GetGuid(),
            Leaf = await server.Stored(db => db.Set<EvidenceLeaf>().Where(l => l.CaseId == id).Select(l => l.Id).FirstAsync()),
            Link = server.Services.GetRequiredService<CaseLinks>().For(id, LinkTarget.Case, server.Time.GetUtcNow().AddDays(3)),
        };
    }

    /// <summary>How the request for the erasure stands.</summary>
    public Task<PersonRequestStatus> ErasureStands() => server.Stored(db => db.Set<PersonRequest>().Where(r => r.Id == Erasure).Select(r => r.Status).SingleAsync());

    /// <summary>A file of a case.</summary>
    public static async Task<Guid> FileOf(CaseUnderTest one) => (await one.Customer.Get(one.Path)).Expect(200).GetProperty("files")[0].GetProperty("file").GetGuid();

    private static JsonObject Marked(JsonObject application, string mark, string office)
    {
        application["customer"]!["name"] = $"欧阳{mark}";
        if (application["customer"]!["organisation"] is not null)
            application["customer"]!["organisation"] = $"{mark}商店";
        (application["site"]!["address"], application["site"]!["region"]) = ($"示范县{mark}路7号", office);
        return application;
    }

    [GeneratedRegex("^/apply/(?<token>[^/]+)/", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DraftToken();
}
