using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Platform.Access;

/// <summary>Walks every endpoint with those who have no business there. A new endpoint must be entered in the table, or these tests fail.</summary>
public sealed class AuthorizationWalkTests(Servers servers) : IClassFixture<Servers>
{
    /// <summary>Who may call what. Of the case routes the region and the code decide as well; of stage routes the case itself.</summary>
    internal static readonly IReadOnlyDictionary<string, string> Table = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["POST /api/v1/cases"] = "anyone",
        ["POST /api/v1/files"] = "anyone",
        ["POST /api/v1/sessions"] = "anyone",
        ["GET /api/v1/regions"] = "anyone",
        ["GET /api/v1/processes"] = "anyone",
        ["GET /api/v1/processes/{process}"] = "anyone",
        ["GET /api/v1/calendars/{calendar}/due"] = "anyone",
        ["GET /"] = "anyone",
        ["GET /about"] = "anyone",
        ["GET /apply"] = "anyone",
        ["POST /apply"] = "anyone",
        ["GET /apply/{token}"] = "anyone",
        ["GET /apply/{token}/{step}"] = "anyone",
        ["POST /apply/{token}/{step}"] = "anyone",
        ["POST /apply/{token}/documents"] = "anyone",
        ["GET /apply/{token}/files/{file:guid}"] = "anyone",
        ["GET /apply/{token}/check"] = "anyone",
        ["POST /apply/{token}/check"] = "anyone",
        ["GET /apply/{token}/done"] = "anyone",
        ["GET /apply/{token}/discard"] = "anyone",
        ["POST /apply/{token}/discard"] = "anyone",
        ["GET /case/{number}/slip"] = "anyone",
        ["GET /browser/{name}"] = "anyone",
        ["GET /staff/sign-in"] = "anyone",
        ["POST /staff/sign-in"] = "anyone",
        ["POST /staff/sign-in/code"] = "anyone",
        ["GET /staff/second-factor"] = "staff",
        ["POST /staff/second-factor"] = "staff",
        ["GET /staff/password"] = "anyone",
        ["POST /staff/password"] = "anyone",
        ["POST /api/v1/sessions/password"] = "anyone",
        ["GET /staff/leave"] = "anyone",
        ["POST /staff/leave"] = "anyone",
        ["GET /staff"] = "staff",
        ["POST /staff"] = "staff",
        ["GET /staff/admin/people"] = "administration",
        ["POST /staff/admin/people"] = "administration",
        ["GET /staff/admin/regions"] = "administration",
        ["POST /staff/admin/regions"] = "administration",
        ["GET /staff/admin/roster"] = "administration",
        ["POST /staff/admin/roster"] = "administration",
        ["GET /staff/admin/log"] = "administration",
        ["POST /staff/admin/log"] = "administration",
        ["GET /staff/admin/processes"] = "administration",
        ["POST /staff/admin/processes"] = "administration",
        ["GET /staff/admin/processes/upload"] = "administration",
        ["POST /staff/admin/processes/upload"] = "administration",
        ["GET /staff/due"] = "staff",
        ["POST /staff/due"] = "staff",
        ["GET /staff/admin/calendars"] = "administration",
        ["POST /staff/admin/calendars"] = "administration",
        ["GET /staff/admin/processes/{Process}/{Version:int}"] = "administration",
        ["POST /staff/admin/processes/{Process}/{Version:int}"] = "administration",
        ["GET /staff/admin/processes/{Process}/{Version:int}/move"] = "administration",
        ["POST /staff/admin/processes/{Process}/{Version:int}/move"] = "administration",
        ["GET /staff/search"] = "staff",
        ["POST /staff/search"] = "staff",
        ["GET /staff/counter"] = "on-behalf",
        ["POST /staff/counter"] = "on-behalf",
        ["GET /staff/cases/{number}/slip"] = "on-behalf",
        ["GET /staff/review"] = "steering",
        ["POST /staff/review"] = "steering",
        ["GET /staff/review/{Week}"] = "steering",
        ["POST /staff/review/{Week}"] = "steering",
        ["GET /staff/appraisal"] = "appraisal",
        ["POST /staff/appraisal"] = "appraisal",
        ["GET /staff/appraisal/{Week}"] = "appraisal",
        ["POST /staff/appraisal/{Week}"] = "appraisal",
        ["GET /api/v1/appraisal"] = "appraisal",
        ["GET /api/v1/reviews"] = "steering",
        ["GET /api/v1/reviews/{week}"] = "steering",
        ["POST /api/v1/reviews/{week}/actions"] = "steering",
        ["POST /api/v1/reviews/{week}/actions/{id:guid}/done"] = "steering",
        ["GET /api/v1/event-log.xes"] = "event-log",
        ["GET /help"] = "anyone",
        ["GET /help/{slug}"] = "anyone",
        ["POST /help/{slug}"] = "anyone",
        ["GET /api/v1/knowledge"] = "anyone",
        ["GET /api/v1/knowledge/{slug}"] = "anyone",
        ["GET /staff/knowledge"] = "staff",
        ["POST /staff/knowledge"] = "staff",
        ["GET /staff/knowledge/new"] = "staff",
        ["POST /staff/knowledge/new"] = "staff",
        ["GET /staff/knowledge/{Slug}"] = "staff",
        ["POST /staff/knowledge/{Slug}"] = "staff",
        ["GET /staff/knowledge/{Slug}/edit"] = "staff",
        ["POST /staff/knowledge/{Slug}/edit"] = "staff",
        ["GET /staff/knowledge/searches"] = "steering",
        ["POST /staff/knowledge/searches"] = "steering",
        ["POST /api/v1/enquiries"] = "anyone",
        ["GET /api/v1/enquiries"] = "staff",
        ["GET /api/v1/enquiries/{number}"] = "case-party",
        ["GET /api/v1/enquiries/{number}/files/{file:guid}"] = "case-party",
        ["POST /api/v1/enquiries/{number}/messages"] = "case-party",
        ["POST /api/v1/enquiries/{number}/verdict"] = "case-party",
        ["POST /api/v1/enquiries/{number}/note"] = "staff",
        ["POST /api/v1/enquiries/{number}/answer"] = "staff",
        ["POST /api/v1/enquiries/{number}/acknowledge"] = "staff",
        ["POST /api/v1/enquiries/{number}/transfer"] = "staff",
        ["POST /api/v1/enquiries/{number}/owner"] = "staff",
        ["POST /api/v1/enquiries/{number}/close"] = "staff",
        ["POST /api/v1/enquiries/{number}/unmask"] = "unmasking",
        ["GET /ask"] = "anyone",
        ["GET /ask/look"] = "anyone",
        ["POST /ask/look"] = "anyone",
        ["GET /ask/open"] = "anyone",
        ["GET /ask/lost-code"] = "anyone",
        ["POST /ask/lost-code"] = "anyone",
        ["GET /ask/lost-code/asked"] = "anyone",
        ["GET /ask/new/{kind}"] = "anyone",
        ["POST /ask/new/{kind}"] = "anyone",
        ["GET /ask/{number}"] = "anyone",
        ["GET /ask/{number}/slip"] = "anyone",
        ["GET /ask/{number}/files/{file:guid}"] = "anyone",
        ["POST /ask/{number}/message"] = "anyone",
        ["GET /ask/{number}/message"] = "anyone",
        ["POST /ask/{number}/verdict"] = "anyone",
        ["GET /ask/{number}/verdict"] = "anyone",
        ["GET /staff/enquiries"] = "staff",
        ["POST /staff/enquiries"] = "staff",
        ["GET /staff/enquiries/new"] = "on-behalf",
        ["POST /staff/enquiries/new"] = "on-behalf",
        ["GET /staff/enquiries/{Number}"] = "staff",
        ["POST /staff/enquiries/{Number}"] = "staff",
        ["GET /staff/enquiries/{number}/files/{file:guid}"] = "staff",
        ["GET /staff/outbox"] = "outbox",
        ["POST /staff/outbox"] = "outbox",
        ["GET /case/lost-code"] = "anyone",
        ["POST /case/lost-code"] = "anyone",
        ["GET /case/lost-code/asked"] = "anyone",
        ["GET /case"] = "anyone",
        ["POST /case"] = "anyone",
        ["POST /case/forget"] = "anyone",
        ["GET /case/open"] = "anyone",
        ["GET /case/{number}"] = "anyone",
        ["GET /case/{number}/now"] = "anyone",
        ["GET /case/{number}/files/{file:guid}"] = "anyone",
        ["GET /case/{number}/amend"] = "anyone",
        ["POST /case/{number}/amend"] = "anyone",
        ["GET /case/{number}/document"] = "anyone",
        ["POST /case/{number}/document"] = "anyone",
        ["GET /case/{number}/withdraw"] = "anyone",
        ["POST /case/{number}/withdraw"] = "anyone",
        ["GET /case/{number}/time/{stage}"] = "anyone",
        ["POST /case/{number}/time/{stage}"] = "anyone",
        ["GET /case/{number}/scheme"] = "anyone",
        ["GET /case/{number}/scheme.pdf"] = "anyone",
        ["GET /staff/cases/{number}/scheme.pdf"] = "staff",
        ["GET /api/v1/cases/{number}/scheme"] = "case-party",
        ["GET /api/v1/cases/{number}/scheme.pdf"] = "case-party",
        ["GET /case/{number}/confirmation"] = "anyone",
        ["POST /case/{number}/confirmation"] = "anyone",
        ["POST /case/{number}/confirmation/object"] = "anyone",
        ["GET /case/{number}/stage/{stage}"] = "anyone",
        ["POST /case/{number}/stage/{stage}"] = "anyone",
        ["GET /case/{number}/request/{stage}"] = "anyone",
        ["POST /case/{number}/request/{stage}"] = "anyone",
        ["GET /case/{number}/desk"] = "anyone",
        ["GET /staff/cases/{Number}"] = "staff",
        ["POST /staff/cases/{Number}"] = "staff",
        ["GET /staff/cases/{Number}/photos"] = "staff",
        ["POST /staff/cases/{Number}/photos"] = "staff",
        ["GET /staff/cases/{number}/files/{file:guid}"] = "staff",
        ["GET /docs/{**path}"] = "anyone",
        ["GET /health/live"] = "anyone",
        ["GET /health/ready"] = "anyone",
        ["GET /openapi/{documentName}.json"] = "anyone",
        ["GET /metrics"] = "operations",
        ["GET /api/v1/cases"] = "staff",
        ["GET /api/v1/worklist"] = "staff",
        ["GET /api/v1/staff"] = "staff",
        ["GET /api/v1/cases/{number}"] = "case-party",
        ["GET /api/v1/cases/{number}/events"] = "case-party",
        ["GET /api/v1/cases/{number}/clocks/{limit}/explain"] = "case-party",
        ["GET /api/v1/cases/{number}/files/{file:guid}"] = "case-party",
        ["GET /api/v1/cases/{number}/stages/{stage}/form"] = "case-party",
        ["POST /api/v1/cases/{number}/amend"] = "case-party",
        ["POST /api/v1/cases/{number}/documents"] = "case-party",
        ["POST /api/v1/cases/{number}/withdraw"] = "case-party",
        ["GET /api/v1/cases/{number}/photos"] = "staff",
        ["GET /api/v1/cases/{number}/defects"] = "case-party",
        ["POST /api/v1/cases/{number}/photos/{file:guid}"] = "staff",
        ["POST /api/v1/cases/{number}/confirmation/accept"] = "case-party",
        ["POST /api/v1/cases/{number}/confirmation/object"] = "case-party",
        ["GET /api/v1/cases/{number}/contract"] = "case-party",
        ["GET /api/v1/cases/{number}/contract.pdf"] = "case-party",
        ["POST /api/v1/cases/{number}/contract/code"] = "case-party",
        ["POST /api/v1/cases/{number}/contract/sign"] = "case-party",
        ["POST /api/v1/cases/{number}/contract/offer"] = "staff",
        ["POST /api/v1/cases/{number}/contract/finish"] = "staff",
        ["GET /api/v1/cases/{number}/stages/{stage}/service-notice"] = "case-party",
        ["GET /api/v1/cases/{number}/stages/{stage}/service-notice.pdf"] = "case-party",
        ["POST /api/v1/cases/{number}/stages/{stage}/service-notice/code"] = "case-party",
        ["POST /api/v1/cases/{number}/stages/{stage}/service-notice/sign"] = "case-party",
        ["GET /api/v1/cases/{number}/stages/{stage}/slots"] = "case-party",
        ["POST /api/v1/cases/{number}/stages/{stage}/slots/book"] = "case-party",
        ["GET /api/v1/cases/{number}/stages/{stage}/survey-report.pdf"] = "case-party",
        ["POST /api/v1/cases/{number}/stages/{stage}/offer-report"] = "staff",
        ["POST /api/v1/cases/{number}/stages/{stage}/report/code"] = "case-party",
        ["POST /api/v1/cases/{number}/stages/{stage}/report/sign"] = "case-party",
        ["GET /case/{number}/report/{stage}"] = "anyone",
        ["POST /case/{number}/report/{stage}"] = "anyone",
        ["POST /case/{number}/report/{stage}/code"] = "anyone",
        ["GET /case/{number}/report/{stage}.pdf"] = "anyone",
        ["GET /staff/cases/{number}/report/{stage}.pdf"] = "staff",
        ["GET /case/{number}/visit/{stage}"] = "anyone",
        ["POST /case/{number}/visit/{stage}"] = "anyone",
        ["POST /case/{number}/visit/{stage}/code"] = "anyone",
        ["GET /case/{number}/visit/{stage}.pdf"] = "anyone",
        ["GET /staff/cases/{number}/visit/{stage}.pdf"] = "staff",
        ["GET /case/{number}/contract"] = "anyone",
        ["POST /case/{number}/contract"] = "anyone",
        ["POST /case/{number}/contract/code"] = "anyone",
        ["GET /case/{number}/contract.pdf"] = "anyone",
        ["GET /staff/cases/{number}/contract.pdf"] = "staff",
        ["POST /api/v1/cases/{number}/stages/{stage}/start"] = "case-party",
        ["POST /api/v1/cases/{number}/stages/{stage}/draft"] = "case-party",
        ["POST /api/v1/cases/{number}/stages/{stage}/complete"] = "case-party",
        ["POST /api/v1/cases/{number}/stages/{stage}/request"] = "case-party",
        ["POST /api/v1/cases/{number}/stages/{stage}/ask-time"] = "case-party",
        ["POST /api/v1/cases/{number}/stages/{stage}/appointment"] = "staff",
        ["POST /api/v1/cases/{number}/stages/{stage}/claim"] = "staff",
        ["POST /api/v1/cases/{number}/stages/{stage}/release"] = "staff",
        ["POST /api/v1/cases/{number}/stages/{stage}/send-back"] = "staff",
        ["POST /api/v1/cases/{number}/stages/{stage}/pause"] = "staff",
        ["POST /api/v1/cases/{number}/stages/{stage}/pause/approve"] = "steering",
        ["POST /api/v1/cases/{number}/stages/{stage}/pause/refuse"] = "steering",
        ["POST /api/v1/cases/{number}/stages/{stage}/pause/record"] = "steering",
        ["POST /api/v1/cases/{number}/clocks/{limit}/correct"] = "steering",
        ["POST /api/v1/cases/{number}/stages/{stage}/resume"] = "staff",
        ["POST /api/v1/cases/{number}/reject"] = "staff",
        ["POST /api/v1/cases/{number}/merge"] = "staff",
        ["POST /api/v1/cases/{number}/unmask"] = "unmasking",
        ["POST /api/v1/cases/{number}/reassign-process"] = "steering",
        ["POST /api/v1/cases/{number}/team"] = "steering",
        ["POST /api/v1/cases/{number}/stages/{stage}/assign"] = "steering",
        ["GET /api/v1/duties/at"] = "staff",
        ["GET /staff/alerts"] = "staff",
        ["GET /staff/appointments"] = "staff",
        ["POST /staff/appointments"] = "staff",
        ["GET /api/v1/appointments/capacity"] = "staff",
        ["GET /staff/asked"] = "staff",
        ["POST /staff/asked"] = "staff",
        ["POST /staff/alerts"] = "staff",
        ["GET /staff/customers"] = "on-behalf",
        ["POST /staff/customers"] = "on-behalf",
        ["GET /api/v1/alerts"] = "staff",
        ["GET /api/v1/my-customers"] = "staff",
        ["GET /api/v1/asked"] = "staff",
        ["POST /api/v1/cases/{number}/late-notice"] = "staff",
        ["POST /api/v1/cases/{number}/owner"] = "staff",
        ["POST /api/v1/cases/{number}/stages/{stage}/check-in"] = "staff",
        ["POST /api/v1/cases/{number}/stages/{stage}/set-out"] = "staff",
        ["GET /api/v1/cases/{number}/evidence"] = "case-party",
        ["GET /api/v1/cases/{number}/evidence/{id:guid}"] = "case-party",
        ["GET /api/v1/cases/{number}/dispute-file"] = "case-party",
        ["GET /api/v1/meters/{number}/dispute-file"] = "staff",
        ["GET /case/{number}/evidence"] = "anyone",
        ["GET /case/{number}/evidence/{id:guid}"] = "anyone",
        ["GET /case/{number}/dispute-file"] = "anyone",
        ["GET /staff/cases/{number}/dispute-file"] = "staff",
        ["GET /verify"] = "anyone",
        ["GET /log/checkpoint"] = "anyone",
        ["GET /log/policy"] = "anyone",
        ["GET /log/tile/{**path}"] = "anyone",
        ["GET /log/anchors"] = "anyone",
        ["GET /staff/evidence"] = "evidence-log",
        ["POST /staff/evidence"] = "evidence-log",
        ["GET /api/v1/cases/{number}/messages"] = "case-party",
        ["GET /api/v1/cases/{number}/notices"] = "case-party",
        ["POST /api/v1/cases/{number}/notices"] = "case-party",
        ["POST /api/v1/notices/receipts"] = "anyone",
        ["POST /api/v1/notices/bounces"] = "anyone",
        ["GET /m/{token}"] = "anyone",
        ["GET /case/{number}/messages"] = "anyone",
        ["GET /case/{number}/notices"] = "anyone",
        ["POST /case/{number}/notices"] = "anyone",
        ["POST /api/v1/enquiries/{number}/plan"] = "staff",
        ["POST /api/v1/enquiries/{number}/called"] = "staff",
        ["POST /api/v1/enquiries/{number}/unreachable"] = "staff",
        ["GET /api/v1/cases/{number}/evaluations"] = "case-party",
        ["POST /api/v1/cases/{number}/evaluations/{stage}"] = "case-party",
        ["GET /api/v1/feedback"] = "staff",
        ["GET /api/v1/opinions"] = "opinions",
        ["GET /api/v1/opinions/topics"] = "opinions",
        ["GET /api/v1/opinions/topics/{id:guid}"] = "opinions",
        ["POST /api/v1/opinions/topics/search"] = "steering",
        ["POST /api/v1/opinions/topics/{id:guid}"] = "steering",
        ["POST /api/v1/opinions/topics/{id:guid}/improvements"] = "steering",
        ["POST /api/v1/opinions/topics/{id:guid}/improvements/{improvement:guid}/done"] = "steering",
        ["GET /staff/opinions"] = "opinions",
        ["POST /staff/opinions"] = "opinions",
        ["GET /staff/opinions/topics"] = "opinions",
        ["POST /staff/opinions/topics"] = "opinions",
        ["GET /staff/opinions/topics/{Id:guid}"] = "opinions",
        ["POST /staff/opinions/topics/{Id:guid}"] = "opinions",
        ["GET /staff/feedback"] = "staff",
        ["POST /staff/feedback"] = "staff",
        ["GET /rate/{token}"] = "anyone",
        ["POST /rate/{token}"] = "anyone",
        ["GET /case/{number}/rate"] = "anyone",
        ["GET /api/v1/cases/{number}/follow-up"] = "case-party",
        ["POST /api/v1/cases/{number}/follow-up"] = "case-party",
        ["GET /follow-up/{token}"] = "anyone",
        ["POST /follow-up/{token}"] = "anyone",
        ["GET /case/{number}/follow-up"] = "anyone",
        ["GET /stop/{token}"] = "anyone",
        ["POST /stop/{token}"] = "anyone",
        ["GET /case/{number}/wechat"] = "anyone",
        ["POST /case/{number}/wechat/leave"] = "anyone",
        ["GET /wechat/joined"] = "anyone",
        ["PUT /api/v1/appointments/capacity"] = "steering",
        ["GET /staff/care"] = "steering",
        ["POST /staff/care"] = "steering",
        ["GET /api/v1/calls"] = "staff",
        ["POST /api/v1/calls/{id:guid}/tries"] = "on-behalf",
        ["GET /staff/calls"] = "staff",
        ["POST /staff/calls"] = "staff",
        ["GET /staff/templates"] = "outbox",
        ["POST /staff/templates"] = "outbox",
        ["GET /staff/wall"] = "steering",
        ["GET /staff/wall/live"] = "steering",
        ["GET /staff/round"] = "steering",
        ["POST /staff/round"] = "steering",
        ["GET /staff/round/{At}"] = "steering",
        ["POST /staff/round/{At}"] = "steering",
        ["GET /api/v1/coordination/wall"] = "steering",
        ["GET /api/v1/coordination/causes"] = "steering",
        ["POST /api/v1/coordination/causes"] = "steering",
        ["GET /api/v1/coordination/rounds"] = "steering",
        ["GET /api/v1/coordination/rounds/{hour}"] = "steering",
        ["POST /api/v1/coordination/rounds/{hour}/close"] = "steering",
        ["POST /api/v1/coordination/rounds/{hour}/{number}/{stage}/decide"] = "steering",
        ["GET /api/v1/administration/log"] = "administration",
        ["GET /api/v1/administration/staff"] = "administration",
        ["POST /api/v1/administration/staff"] = "administration",
        ["POST /api/v1/administration/staff/{id:guid}"] = "administration",
        ["POST /api/v1/administration/staff/{id:guid}/deactivate"] = "administration",
        ["POST /api/v1/administration/staff/{id:guid}/reactivate"] = "administration",
        ["POST /api/v1/administration/staff/{id:guid}/password"] = "administration",
        ["POST /api/v1/administration/staff/{id:guid}/second-factor/reset"] = "administration",
        ["POST /api/v1/administration/staff/{id:guid}/deputy"] = "administration",
        ["POST /api/v1/administration/staff/{id:guid}/deputy/end"] = "administration",
        ["GET /api/v1/administration/regions"] = "administration",
        ["POST /api/v1/administration/regions"] = "administration",
        ["POST /api/v1/administration/regions/{code}"] = "administration",
        ["POST /api/v1/administration/regions/{code}/remove"] = "administration",
        ["GET /api/v1/administration/duties"] = "administration",
        ["POST /api/v1/administration/duties"] = "administration",
        ["POST /api/v1/administration/duties/{id:guid}/remove"] = "administration",
        ["POST /api/v1/administration/duties/copy-last-week"] = "administration",
        ["GET /api/v1/administration/processes"] = "administration",
        ["GET /api/v1/administration/processes/{process}/versions/{version:int}"] = "administration",
        ["POST /api/v1/administration/processes/check"] = "administration",
        ["POST /api/v1/administration/processes/dry-run"] = "administration",
        ["POST /api/v1/administration/processes/publish"] = "administration",
        ["POST /api/v1/administration/processes/{process}/versions/{version:int}/move"] = "administration",
        ["GET /api/v1/personal-data/requests"] = "personal-data",
        ["POST /api/v1/personal-data/exports"] = "personal-data",
        ["POST /api/v1/personal-data/erasures"] = "personal-data",
        ["POST /api/v1/personal-data/erasures/{id:guid}/confirm"] = "personal-data",
        ["POST /api/v1/personal-data/erasures/{id:guid}/refuse"] = "personal-data",
        ["GET /staff/personal-data"] = "personal-data",
        ["POST /staff/personal-data"] = "personal-data",
        ["POST /staff/personal-data/export"] = "personal-data",
        ["GET /api/v1/administration/displays"] = "administration",
        ["POST /api/v1/administration/displays"] = "administration",
        ["POST /api/v1/administration/displays/{id:guid}/revoke"] = "administration",
        ["GET /staff/displays"] = "administration",
        ["POST /staff/displays"] = "administration",
        ["GET /api/v1/administration/devices"] = "administration",
        ["POST /api/v1/administration/devices/{id:guid}/wipe"] = "administration",
        ["GET /staff/devices"] = "administration",
        ["POST /staff/devices"] = "administration",
        ["POST /api/v1/field/devices"] = "staff",
        ["POST /api/v1/field/sessions"] = "anyone",
        ["POST /api/v1/field/work"] = "staff",
        ["PUT /api/v1/field/files/{id:guid}"] = "staff",
        ["PATCH /api/v1/field/files/{id:guid}"] = "staff",
        ["POST /api/v1/field/operations"] = "staff",
        ["GET /field/rules/tables.json"] = "anyone",
        ["GET /field/{**path}"] = "anyone",
        ["GET /hall/{office}"] = "anyone",
        ["GET /hall/{office}/live"] = "anyone",
        ["GET /api/v1/administration/calendars"] = "administration",
        ["GET /api/v1/administration/calendars/{calendar}/versions/{version:int}"] = "administration",
        ["POST /api/v1/administration/calendars/publish"] = "administration",
    };

    // The API description, the workbench's connection and the files of its components come with their own routes; anybody may read them.
    private static readonly string[] Outside = ["/scalar", "_blazor", "/_blazor", "_framework", "/_framework", "_content", "/_content", "Opaque"];

    [Theory, ClassData(typeof(Databases))]
    public async Task Every_endpoint_is_in_the_table_and_has_the_policy_that_the_table_says(Database database)
    {
        var server = await servers.On(database);
        var endpoints = Endpoints(server).ToList();

        Assert.Equal(Table.Keys.Order(StringComparer.Ordinal), endpoints.Select(e => e.Name).Order(StringComparer.Ordinal));
        Assert.All(endpoints, e => Assert.Equal((e.Name, Table[e.Name]), (e.Name, e.Policy)));
        var outside = All(server).Where(e => Outside.Any(o => e.RoutePattern.RawText!.StartsWith(o, StringComparison.Ordinal))).ToList();
        Assert.NotEmpty(outside);
        Assert.All(outside, e => Assert.Equal("anyone", Policy(e)));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Nobody_and_strangers_get_nothing_and_change_nothing(Database database)
    {
        var server = await servers.On(database);
        var (one, other) = (await CaseUnderTest.Submit(server, Samples.Home()), await CaseUnderTest.Submit(server, Samples.Home()));
        var file = (await one.Customer.Get(one.Path)).Expect(200).GetProperty("files")[0].GetProperty("file").GetGuid();
        var (asked, otherAsked) = (await EnquiryUnderTest.Ask(server), await EnquiryUnderTest.Ask(server));
        var askedFile = await server.Anyone.Upload();
        (await asked.Customer.Post($"{asked.Path}/messages", new { text = "照片", files = new[] { askedFile } })).Expect(200);
        var askedVersion = (await asked.Look()).Version;
        var foreignRegion = await server.As(await server.Hire($"far-{Guid.NewGuid():N}", "manager", "marketing", "demo-district"));
        var wrongRole = await server.As("administrator");
        var before = await server.RowCounts();

        foreach (var (name, policy, method, path) in Endpoints(server))
        {
            var ofEnquiry = path.Contains("/enquiries/", StringComparison.Ordinal) || path.StartsWith("/ask/", StringComparison.Ordinal);
            var number = ofEnquiry ? asked.Number : one.Number;
            var url = path.Replace("{number}", number, StringComparison.Ordinal).Replace("{stage}", "survey", StringComparison.Ordinal)
                .Replace("{limit}", "survey", StringComparison.Ordinal).Replace("{file:guid}", (ofEnquiry ? askedFile : file).ToString(), StringComparison.Ordinal).Replace("{kind}", "fault", StringComparison.Ordinal)
                .Replace("{process}", "emergency", StringComparison.Ordinal).Replace("{calendar}", "cn", StringComparison.Ordinal)
                .Replace("{documentName}", "v1", StringComparison.Ordinal)
                .Replace("{id:guid}", $"{Guid.NewGuid()}", StringComparison.Ordinal).Replace("{Id:guid}", $"{Guid.NewGuid()}", StringComparison.Ordinal).Replace("{improvement:guid}", $"{Guid.NewGuid()}", StringComparison.Ordinal).Replace("{code}", "atlantis", StringComparison.Ordinal)
                .Replace("{version:int}", "1", StringComparison.Ordinal).Replace("{Process}", "emergency", StringComparison.Ordinal)
                .Replace("{hour}", "2026-03-02T02:00:00Z", StringComparison.Ordinal)
                .Replace("{week}", "2026-W01", StringComparison.Ordinal)
                .Replace("{Version:int}", "1", StringComparison.Ordinal).Replace("{Number}", number, StringComparison.Ordinal);
            var ofCase = path.Contains("{number}", StringComparison.Ordinal);
            var strangers = new[]
            {
                ("nobody", server.Anyone), ("foreign customer", ofEnquiry ? server.AsCustomer(asked.Number, otherAsked.Code) : server.AsCustomer(one.Number, other.Code)), ("foreign region", foreignRegion), ("wrong role", wrongRole),
            };
            foreach (var (who, client) in strangers)
            {
                var answer = method == "GET" ? await client.Get(url)
                    : method is "PUT" or "PATCH" ? await client.Send(HttpMethod.Parse(method), url, new StringContent("{}", System.Text.Encoding.UTF8, "application/json")) : await client.Post(url, new { }, 1);
                var told = $"{who}: {name} → {answer.Status} {answer.Text}";
                Assert.True(answer.Status < 500, told);
                Assert.DoesNotContain("张示例", answer.Text, StringComparison.Ordinal);
                if (policy is "anyone" or "operations")
                    continue;
                var expected = (who, policy) switch
                {
                    // A page looks at no program's token.
                    _ when path.StartsWith("/staff", StringComparison.Ordinal) => new[] { 401 },
                    ("nobody", _) => [401],
                    // Ten wrong codes close the door.
                    ("foreign customer", "case-party") => [403, 429],
                    ("foreign customer", _) => [401],
                    // A manager does not speak for customers, and has no part in the outbox.
                    ("foreign region", "on-behalf" or "outbox") => [403],
                    ("wrong role", "on-behalf") => [403],
                    ("foreign region", "administration") => [403],
                    // No round was ever held, and a decision says something.
                    ("foreign region", _) when path.Contains("{hour}", StringComparison.Ordinal) => [404, 422],
                    ("foreign region", _) when ofCase => [404],
                    // No review of that week was made.
                    ("foreign region", "steering") when path.Contains("{week}", StringComparison.Ordinal) => [404, 422],
                    // No topic was ever found.
                    ("foreign region", _) when path.Contains("/topics/{id", StringComparison.Ordinal) => [404, 422],
                    ("foreign region", "personal-data") => [200, 404, 422],
                    ("foreign region", _) => [200, 422],
                    ("wrong role", "steering" or "unmasking" or "event-log" or "appraisal" or "opinions" or "personal-data") => [403],
                    // Whoever may see the case learns that there is no contract yet.
                    ("wrong role", _) when path.EndsWith("/contract.pdf", StringComparison.Ordinal) => [409],
                    // … and no scheme.
                    ("wrong role", _) when path.EndsWith("/scheme", StringComparison.Ordinal) || path.EndsWith("/scheme.pdf", StringComparison.Ordinal) => [404],
                    // … and no such entry of the log.
                    ("wrong role", _) when path.Contains("/evidence/{id", StringComparison.Ordinal) => [404],
                    // … and no meter.
                    ("wrong role", _) when path.Contains("/meters/", StringComparison.Ordinal) => [404],
                    // … and no report of a survey.
                    ("wrong role", _) when path.EndsWith("/survey-report.pdf", StringComparison.Ordinal) => [404],
                    ("wrong role", _) when method == "POST" => [403, 404, 409, 412, 422, 428],
                    _ => [200, 422],
                };
                Assert.True(expected.Contains(answer.Status), told);
            }
        }

        Assert.Equal(before, await server.RowCounts());
        Assert.Equal((1, askedVersion), (await one.Version(), (await asked.Look()).Version));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_role_without_the_stage_cannot_do_any_of_it(Database database)
    {
        var server = await servers.On(database);
        var one = await CaseUnderTest.Submit(server, Samples.Home());
        var form = await one.Form("survey");
        var administrator = await server.As("administrator");

        foreach (var (action, body) in new (string, object)[]
        {
            ("stages/survey/claim", new { }), ("stages/survey/start", new { }), ("stages/survey/draft", new { }), ("stages/survey/complete", form),
            ("stages/survey/pause", new { reason = "weather" }), ("stages/survey/send-back", new { to = "acceptance", reason = "x" }),
            ("reject", new { reason = "x" }), ("merge", new { into = one.Number }), ("withdraw", new { }), ("amend", new { phone = "13911112222" }),
            ("reassign-process", new { process = "emergency", reason = "x" }), ("unmask", new { reason = "x" }),
        })
        {
            var answer = await one.Do(administrator, action, body);
            Assert.True(answer.Status is 403 or 422 && (answer.Status == 403 || answer.Code == "case.merge-into-self"), $"{action} → {answer.Status} {answer.Text}");
        }

        Assert.Equal(1, await one.Version());
    }

    internal static IEnumerable<(string Name, string? Policy, string Method, string Path)> Endpoints(TongdianServer server) => All(server)
        .Where(e => !Outside.Any(o => e.RoutePattern.RawText!.StartsWith(o, StringComparison.Ordinal)))
        .SelectMany(e => (e.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Where(m => m is not "HEAD")
            .Select(m => ($"{m} {Path(e)}", Policy(e), m, Path(e))));

    /// <summary>The pages of the workbench: a frame, whose contents come over its connection.</summary>
    internal static IReadOnlySet<string> Frames(TongdianServer server) =>
        All(server).Where(e => e.Metadata.GetMetadata<ComponentTypeMetadata>() is not null).Select(Path).ToHashSet(StringComparer.Ordinal);

    private static IEnumerable<RouteEndpoint> All(TongdianServer server) =>
        server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            // Where a program that was not published looks for a file that no component has: it names no policy and is closed to everybody.
            .Where(e => e.RoutePattern.RawText != "{**path:file}");

    private static string Path(RouteEndpoint e) => "/" + e.RoutePattern.RawText!.Trim('/');

    private static string? Policy(Endpoint e) => e.Metadata.GetOrderedMetadata<IAuthorizeData>() is [.., var last] ? last.Policy : null;
}
