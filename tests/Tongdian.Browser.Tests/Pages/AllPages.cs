using Tongdian.Browser.Tests.Vocabulary;
using Xunit;
using static Tongdian.Browser.Tests.Pages.Situations;

namespace Tongdian.Browser.Tests.Pages;

/// <summary>Every page there is. A new page is one more line.</summary>
public static class AllPages
{
    private const string Home = "low-voltage-residential";
    private const string Shop = "low-voltage-non-residential";
    private const string Factory = "high-voltage";

    private static readonly PageUnderTest[] Table =
    [
        new("start", "/", scored: true),
        new("apply", "/apply", scored: true),
        new("apply-nothing-chosen", "/apply") { Then = Send },
        new("apply-what", Applying("what")),
        new("apply-power", Applying("power")),
        new("apply-urgent", Applying("urgent")),
        new("apply-place", Applying("place")),
        new("apply-sources", Applying("sources")),
        new("apply-name", Applying("name")),
        new("apply-name-wrong", ApplyingAlone("name")) { Then = Misspell },
        new("apply-contact", Applying("contact")),
        new("apply-documents", Applying("documents")),
        new("apply-check", Applying("check")),
        new("apply-done", Applied()),
        new("apply-discard", Applying("discard")),
        new("case-look-up", "/case"),
        new("case-look-up-wrong", "/case") { Then = Send },
        new("lost-code", "/case/lost-code"),
        new("lost-code-asked", "/case/lost-code/asked"),
        new("my-case", Customer(Home, "survey"), Scored: true),
        new("my-case-confirmation", Customer(Shop, "confirmation")),
        new("my-case-energised", Customer(Shop, "")),
        new("my-case-factory", Customer(Factory, "design-review")),
        new("slip", Customer(Home, "survey", "/slip")),
        new("amend", Customer(Home, "survey", "/amend")),
        new("code-again", Customer(Home, "survey", "/amend")) { Then = LoseTheCode },
        new("document", Customer(Home, "survey", "/document")),
        new("withdraw", Customer(Home, "survey", "/withdraw")),
        new("ask-time", Customer(Home, "survey", "/time/survey")),
        new("ask-time-wrong", Customer(Home, "survey", "/time/survey")) { Then = Send },
        new("pick-time", Picking()),
        new("confirmation", Customer(Shop, "confirmation", "/confirmation")),
        new("scheme", Customer(Shop, "construction", "/scheme")),
        new("contract", Contract()),
        new("survey-report", Customer(Shop, "construction", "/report/survey")),
        new("visit", Customer(Home, "survey", "/visit/survey")),
        new("visit-wrong", Customer(Home, "survey", "/visit/survey")) { Then = person => person.Page.ClickAsync("main form .actions button") },
        new("design", Customer(Factory, "design", "/stage/design")),
        new("design-wrong", Customer(Factory, "design", "/stage/design")) { Then = person => person.Page.ClickAsync("button[name='do'][value='complete']") },
        new("request-inspection", Customer(Factory, "construction", "/request/intermediate-inspection")),
        new("building-desk", Customer(Factory, "design-review", "/desk")),
        new("my-messages", Customer(Home, "survey", "/messages")),
        new("my-receipts", Customer(Shop, "construction", "/evidence")),
        new("notice-choices", Customer(Home, "survey", "/notices")),
        new("rate", Customer(Home, "survey")) { Then = person => person.Page.GotoAsync(person.Page.Url + "/rate") },
        new("follow-up", Customer(Shop, "")) { Then = person => person.Page.GotoAsync(person.Page.Url + "/follow-up") },
        new("ask", "/ask"),
        new("ask-look", "/ask/look"),
        new("ask-lost-code", "/ask/lost-code"),
        new("ask-lost-code-wrong", "/ask/lost-code") { Then = Send },
        new("ask-lost-code-asked", "/ask/lost-code/asked"),
        new("ask-form", "/ask/new/fault"),
        new("ask-form-wrong", "/ask/new/enquiry") { Then = Send },
        new("ask-slip", Asked("fault", answered: false, "/slip")),
        new("ask-thread", Asked("enquiry", answered: true)),
        new("help", Knowing("/help"), Scored: true),
        new("help-found", Knowing("/help?q=" + Uri.EscapeDataString("电表"))),
        new("help-nothing", Knowing("/help?q=" + Uri.EscapeDataString("光伏并网电价"))),
        new("help-article", Knowing("/help/direct-or-with-current-transformers")),
        new("about", "/about"),
        new("verify", "/verify"),
        new("documents", "/docs/"),
        new("document-api", "/docs/api.md"),
        new("document-process", "/docs/processes/high-voltage.md"),

        new("staff-sign-in", "/staff/sign-in", Audience.Staff),
        new("staff-password", "/staff/password", Audience.Staff),
        new("staff-second-factor", Staff("surveyor", "/staff/second-factor"), Audience.Staff),
        new("staff-worklist", Staff("coordinator", "/staff?scope=team"), Audience.Staff),
        new("staff-worklist-empty", Staff("coordinator", "/staff?scope=mine"), Audience.Staff),
        new("staff-due", Staff("surveyor", "/staff/due"), Audience.Staff),
        new("staff-calls", Staff("counter-clerk", "/staff/calls"), Audience.Staff),
        new("staff-templates", Staff("coordinator", "/staff/templates"), Audience.Staff),
        new("staff-feedback", Staff("coordinator", "/staff/feedback"), Audience.Staff),
        new("staff-opinions", Opinions("/staff/opinions"), Audience.Staff),
        new("staff-topics", Opinions("/staff/opinions/topics"), Audience.Staff),
        new("staff-topic", Opinions("/staff/opinions/topics/{topic}"), Audience.Staff),
        new("staff-care", Staff("coordinator", "/staff/care"), Audience.Staff),
        new("staff-search", Staff("counter-clerk", "/staff/search"), Audience.Staff),
        new("staff-counter", Staff("counter-clerk", "/staff/counter"), Audience.Staff),
        new("staff-counter-form", Staff("counter-clerk", "/staff/counter"), Audience.Staff) { Then = BeginAtTheCounter },
        new("staff-slip", AtCase("counter-clerk", Home, "survey", "/slip"), Audience.Staff),
        new("staff-works-photos", AtCase("coordinator", Shop, "completion-inspection", "/photos"), Audience.Staff),
        new("staff-case", Staff("coordinator", "/staff?scope=team"), Audience.Staff) { Then = OpenFirst },
        new("staff-survey", Doing("surveyor", Home, "survey"), Audience.Staff),
        new("staff-scheme", Doing("scheme-engineer", Factory, "scheme"), Audience.Staff),
        new("staff-review", Doing("design-reviewer", Factory, "design-review"), Audience.Staff),
        new("staff-inspection", Doing("inspector", Shop, "completion-inspection"), Audience.Staff),
        new("staff-contract", Contracting(), Audience.Staff),
        new("staff-appointments", Staff("coordinator", "/staff/appointments"), Audience.Staff),
        new("staff-alerts", Alerted("coordinator", "/staff/alerts"), Audience.Staff),
        new("staff-asked", AskedByRound("coordinator", "/staff/asked"), Audience.Staff),
        new("staff-customers", Staff("customer-service-agent", "/staff/customers"), Audience.Staff),
        new("staff-wall", Staff("coordinator", "/staff/wall"), Audience.Staff),
        new("hall", Hall(), Audience.Staff),
        new("staff-round", Round("coordinator"), Audience.Staff),
        new("staff-round-decide", Round("coordinator"), Audience.Staff) { Then = Decide },
        new("staff-weekly", Reviewing("/staff/review"), Audience.Staff),
        new("staff-weekly-cases", Reviewing("/staff/review"), Audience.Staff) { Then = OpenCases },
        new("staff-weekly-wrong", Reviewing("/staff/review"), Audience.Staff) { Then = AddNothing },
        new("staff-appraisal", Appraised(), Audience.Staff),
        new("staff-enquiries", Enquiries("coordinator", "/staff/enquiries?scope=team"), Audience.Staff),
        new("staff-enquiry", Answering("coordinator", "complaint", answered: true), Audience.Staff),
        new("staff-enquiry-take", Enquiries("counter-clerk", "/staff/enquiries/new"), Audience.Staff),
        new("staff-knowledge", Tending("coordinator", "/staff/knowledge"), Audience.Staff),
        new("staff-knowledge-article", Tending("coordinator", "/staff/knowledge/saving-electricity"), Audience.Staff),
        new("staff-knowledge-edit", Tending("surveyor", "/staff/knowledge/saving-electricity/edit"), Audience.Staff),
        new("staff-knowledge-wrong", Tending("surveyor", "/staff/knowledge/new"), Audience.Staff) { Then = SendNothing },
        new("staff-knowledge-searches", Tending("coordinator", "/staff/knowledge/searches"), Audience.Staff),
        new("staff-field-help", Helped(), Audience.Staff) { Then = person => person.Page.ClickAsync(".field-help button >> nth=0") },
        new("staff-devices", Devices(), Audience.Staff),
        new("staff-evidence", Staff("auditor", "/staff/evidence"), Audience.Staff),
        new("staff-personal-data", Staff("auditor", "/staff/personal-data"), Audience.Staff),
        new("staff-outbox", Staff("coordinator", "/staff/outbox"), Audience.Staff),
        new("admin-people", Staff("administrator", "/staff/admin/people"), Audience.Staff),
        new("admin-people-change", Staff("administrator", "/staff/admin/people"), Audience.Staff) { Then = person => Ask(person, 0) },
        new("admin-people-deputy", Staff("administrator", "/staff/admin/people"), Audience.Staff) { Then = person => Ask(person, 1) },
        new("admin-people-password", Staff("administrator", "/staff/admin/people"), Audience.Staff) { Then = person => Ask(person, 2) },
        new("admin-regions", Staff("administrator", "/staff/admin/regions"), Audience.Staff),
        new("admin-regions-change", Staff("administrator", "/staff/admin/regions"), Audience.Staff) { Then = person => Ask(person, 1) },
        new("admin-roster", Staff("administrator", "/staff/admin/roster"), Audience.Staff),
        new("admin-displays", Screens(), Audience.Staff),
        new("admin-displays-made", Screens(), Audience.Staff) { Then = MakeScreen },
        new("admin-processes", Staff("administrator", "/staff/admin/processes"), Audience.Staff),
        new("admin-process", Staff("administrator", "/staff/admin/processes/high-voltage/1"), Audience.Staff),
        new("admin-upload", Staff("administrator", "/staff/admin/processes/upload"), Audience.Staff),
        new("admin-move", Staff("administrator", "/staff/admin/processes/high-voltage/1/move"), Audience.Staff),
        new("admin-calendars", Staff("administrator", "/staff/admin/calendars"), Audience.Staff),
        new("admin-log", Staff("administrator", "/staff/admin/log"), Audience.Staff),
        new("staff-leave", Staff("administrator", "/staff/leave"), Audience.Staff),
    ];

    public static PageUnderTest Named(string name) => Table.Single(p => p.Name == name);

    /// <summary>The pages of an audience.</summary>
    public static IEnumerable<PageUnderTest> Of(Audience audience) => Table.Where(p => p.For == audience);

    /// <summary>How customers look: narrow with large and long words, wide with short ones; when pictures are taken, one of each kind.</summary>
    public sealed class LooksOfCustomers : TheoryData<View, string>
    {
        public LooksOfCustomers()
            : base(Screenshots.Taken ? Views((View.Phone, "zh-CN"), (View.Elderly, "zh-CN"), (View.Desk, "en")) : Views((View.Elderly, "en"), (View.Desk, "zh-CN")))
        {
        }
    }

    /// <summary>How colleagues look.</summary>
    public sealed class LooksOfStaff : TheoryData<View, string>
    {
        public LooksOfStaff()
            : base(Screenshots.Taken ? Views((View.Desk, "zh-CN"), (View.Desk, "en")) : Views((View.Desk, "zh-CN"), (View.Tablet, "en")))
        {
        }
    }

    /// <summary>The pages that Lighthouse looks at.</summary>
    public sealed class Scored : TheoryData<string>
    {
        public Scored()
            : base(Table.Where(p => p.Scored).Select(p => p.Name))
        {
        }
    }

    private static (View View, string Language)[] Views(params (View View, string Language)[] views) => views;

    // Sends a form as it stands: nothing is entered.
    private static Task Send(Person person) => person.Page.ClickAsync("main form button[type=submit] >> nth=0");

    private static async Task Misspell(Person person)
    {
        await person.Page.FillAsync("input[name='customer.name']", new string('名', 61));
        await person.Page.FillAsync("input[name='customer.idNumber']", "110101199003070000");
        await Send(person);
    }

    private static async Task BeginAtTheCounter(Person person)
    {
        await person.Page.FillAsync(".desk main form input >> nth=1", "13800009999");
        await person.Page.ClickAsync(".desk main form button[type=submit]");
        await person.Page.ClickAsync(".desk main button.primary[type=button]");
    }

    // The case forgets this browser while a form is filled in.
    private static async Task LoseTheCode(Person person)
    {
        await person.Page.Context.ClearCookiesAsync(new() { Name = "cases" });
        await Send(person);
        await person.Page.WaitForSelectorAsync("main form input[name*=code]");
    }

    // Opens what is to be decided first.
    private static async Task Decide(Person person)
    {
        await person.Page.ClickAsync("main article button.primary >> nth=0");
        await person.Page.WaitForSelectorAsync("main article form");
    }

    // Presses one of the buttons that stand in the first row of a list, and gets a dialog.
    private static async Task Ask(Person person, int nth)
    {
        await person.Page.ClickAsync($"main table tbody tr:first-child button.plain-link >> nth={nth}");
        await person.Page.WaitForSelectorAsync(".rz-dialog");
    }

    // The list of the cases behind the first number.
    private static async Task OpenCases(Person person)
    {
        await person.Page.ClickAsync(".review table button.link >> nth=0");
        await person.Page.WaitForSelectorAsync(".rz-dialog table");
    }

    private static async Task MakeScreen(Person person)
    {
        await person.Page.FillAsync("#name", "大厅二号屏");
        await person.Page.ClickAsync("main form button[type=submit]");
        await person.Page.WaitForSelectorAsync("main .once");
    }

    private static async Task AddNothing(Person person)
    {
        await person.Page.ClickAsync(".review form button[type=submit]");
        await person.Page.WaitForSelectorAsync(".review .errors");
    }

    private static async Task SendNothing(Person person)
    {
        await person.Page.ClickAsync(".article-form button[type=submit]");
        await person.Page.WaitForSelectorAsync("main .errors");
    }

    private static async Task OpenFirst(Person person)
    {
        await person.Page.ClickAsync(".desk main table a[href*='/staff/cases/'] >> nth=0");
        await person.Page.WaitForSelectorAsync("#stage-name");
    }
}
