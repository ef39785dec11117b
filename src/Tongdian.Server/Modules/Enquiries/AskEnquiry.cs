using System.Security.Cryptography;
using System.Text.Json;
using Tongdian.Domain;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Enquiries;
using Tongdian.Domain.Parties;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Notices;
using Tongdian.Server.Modules.Opinions;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Privacy;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Enquiries;

/// <summary>Somebody turns to the company, by whatever door: one number, one owner, one clock.</summary>
[TakesKey]
public sealed class AskEnquiry(
    EnquiryStore store, EnquiryPeople people, EnquiryFiles files, ChooseHandler handlers, CaseDoor cases, CaseParties parties, CompanyDirectory directory,
    AccessCode codes, Idempotency idempotency, EnquirySettings settings, WriteNotice notices, TimeProvider time)
{
    /// <summary>The case that it is about; colleagues need no code.</summary>
    public sealed record CasePart(string Number, string? AccessCode = null);

    /// <summary>What is asked. Region and contact may be left out when it is about a case: they are known from there.</summary>
    public sealed record Request(
        EnquiryKind Kind, string Text, string? Region = null, EnquiryContact? Contact = null, CasePart? Case = null, IReadOnlyList<Guid>? Files = null,
        string? Language = null, string? Channel = null);

    /// <summary>The slip: number, code, who has it, until when.</summary>
    public sealed record Receipt(
        string Number, string AccessCode, int Version, EnquiryKind Kind, EnquiryStatus State, EnquiryStanding Standing, DateTimeOffset DueAt, Responsible Responsible);

    private sealed record Where(string Region, Case? About, PersonKey? Key, EnquiryContact Contact, Company Company);

    internal static async Task<IResult> Handle(Body<Request> body, HttpContext http, AskEnquiry use, CaseEndpoint edge)
    {
        if (body.Read.Failed(out var unreadable, out var sent))
            return Problem.From(unreadable);
        if (Idempotency.Read(http).Failed(out var badKey, out var once) && badKey is not null)
            return Problem.From(badKey);
        var caller = await edge.Caller(http);
        if ((await use.Ask(sent with { Channel = caller.Staff is null ? "api" : sent.Channel ?? "counter" }, caller, once, http.RequestAborted)).Failed(out var refused, out var receipt))
            return Problem.From(refused);
        http.Response.Headers.ETag = CaseDoor.ETag(receipt.Version);
        http.Response.Headers.Location = $"/api/v1/enquiries/{receipt.Number}";
        return Results.Json(receipt, ApiJson.Options, statusCode: StatusCodes.Status201Created);
    }

    /// <summary>Takes an enquiry.</summary>
    /// <param name="sent">What is asked.</param>
    /// <param name="caller">Who asks: a colleague on somebody's behalf, or anybody.</param>
    /// <param name="once">Key of a request that may come twice.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task<Result<Receipt>> Ask(Request sent, Caller caller, OnceKey? once, CancellationToken cancel)
    {
        var keyed = once?.In(caller.Staff is { } me ? $"staff:{me.Id}" : "enquiries:anonymous");
        if (keyed is not null && await Repeated(keyed, cancel) is { } before)
            return before;
        if (caller.Staff is { Actor.SpeaksForCustomer: false })
            return AccessErrors.NotAllowed;
        var now = time.GetUtcNow();
        if ((await Weigh(sent, caller, cancel)).Failed(out var wrong, out var where))
            return wrong;
        var (id, number) = (EnquiryId.New(now), Number(now));
        var (who, key, rows) = where.Key is { } known ? Known(known) : people.Admit(where.Contact, id, now);
        if ((await files.Take(sent.Files, id, key, now, cancel)).Failed(out var badFile, out var taken))
            return await Refused(badFile);
        var handler = await handlers.For(sent.Kind, where.Region, id, where.About, caller.Staff, where.Company, now, cancel);
        var (words, sealing) = EnquiryPeople.Seal(key, sent.Text.ReplaceLineEndings("\n").Trim(), now);
        var asked = new EnquiryAsked(
            id, number, sent.Kind, where.Region, where.About?.Number, who, sent.Language ?? where.About?.Language ?? Language.Current, sent.Channel ?? "online",
            handler.Owner, handler.Assignee, handler.Department, settings.Limits, words, taken.Links);
        while (true)
        {
            var change = EnquiryDecisions.Ask(asked, new OperationContext(caller.Staff?.Actor ?? Actor.Customer, now));
            var receipt = Describe(change.After, where.Company, now);
            IReadOnlyList<Action<WriteBatch>> with = [rows, sealing, Opinion(change.After, words, now), .. taken.Rows, .. Slip(caller, receipt, change.After, where.Contact, key, now)];
            var kept = keyed is null ? null : keyed.Answered(WithoutCode(receipt), change.After.Id.Value, now, StatusCodes.Status201Created);
            switch (await store.Commit(change, with, kept, cancel))
            {
                case CommitOutcome.Committed:
                    return receipt;
                case CommitOutcome.Repeated:
                    return await Repeated(keyed!, cancel) ?? throw new InvalidOperationException("An answer that was there is gone");
                case CommitOutcome.FileTaken:
                    return await Refused(AccessErrors.FileTaken);
                case CommitOutcome.NumberTaken:
                    asked = asked with { Number = Number(now) };
                    break;
                case var outcome:
                    throw new InvalidOperationException($"Unexpected outcome {outcome}");
            }
        }

        (PersonRef, PersonKey, Action<WriteBatch>) Known(PersonKey opened) => people.Join(opened, where.Contact, id, now) is var (customer, joined) ? (customer, opened, joined) : default;

        // The same request may have come twice at once: the first has the files, and its answer is this one's too.
        async Task<Result<Receipt>> Refused(Error error) => keyed is not null && await Repeated(keyed, cancel) is { } first ? first : error;
    }

    // A complaint is an opinion; a question and a fault are none.
    private static Action<WriteBatch> Opinion(Enquiry state, Guid words, DateTimeOffset now) => batch =>
    {
        if (state.Kind == EnquiryKind.Complaint)
            KeepOpinion.Write(batch, words, new KeepOpinion.About(OpinionSource.Complaint, state.Region, state.Number.Value) { Department = state.Department }, now);
    };

    private EnquiryNumber Number(DateTimeOffset now) => EnquiryNumber.Make(store.Calendar.DateOf(now), RandomNumberGenerator.GetInt32(1_000_000));

    /// <summary>Where it is, who asks, and everything that is wrong, at once.</summary>
    private async Task<Result<Where>> Weigh(Request sent, Caller caller, CancellationToken cancel)
    {
        var faults = new List<FieldError>();
        if (!Enum.IsDefined(sent.Kind) || sent.Kind == EnquiryKind.Recovery)
            faults.Add(new FieldError("kind", "field.option"));
        if (EnquiryText.Fault("text", sent.Text) is { } unfit)
            faults.Add(unfit);
        if (sent.Language is { } language && !Language.Supported.Contains(language))
            faults.Add(new FieldError("language", "field.option"));
        if (caller.Staff is not null && sent.Channel is not ("counter" or "telephone"))
            faults.Add(new FieldError("channel", "field.option"));
        var about = sent.Case is { } of ? await About(of, caller, faults, cancel) : null;
        var company = await directory.Get(cancel);
        var region = about?.Facts.Region ?? sent.Region;
        // With a case that was refused the rest is known only once it is right.
        if (sent.Case is null && (region is null || !company.Regions.ContainsKey(region)))
            faults.Add(new FieldError("region", string.IsNullOrEmpty(region) ? "field.required" : "field.option"));
        var contact = sent.Contact is not null || sent.Case is null ? Read(sent.Contact, faults) : null;
        if (faults.Count > 0)
            return new Error(ErrorKind.Invalid, "request.invalid").For(faults);
        if (caller.Staff is { } staff && !company.Covers(staff, region!))
            return new Error(ErrorKind.Forbidden, "region.not-yours");
        var key = about is null ? null : await parties.Key(about, cancel);
        if (contact is null && about is not null && await parties.Read(about.Customer, cancel) is { } told)
            contact = new EnquiryContact(told.Name, told.Phone);
        return contact is null || (about is not null && key is null) ? new Error(ErrorKind.NotFound, "person.erased") : new Where(region!, about, key, contact, company);
    }

    private async Task<Case?> About(CasePart of, Caller caller, List<FieldError> faults, CancellationToken cancel)
    {
        if (!CaseNumber.TryParse(of.Number, out var number))
        {
            faults.Add(new FieldError("case.number", "case.number-form"));
            return null;
        }

        if (caller.Staff is null && string.IsNullOrWhiteSpace(of.AccessCode))
        {
            faults.Add(new FieldError("case.accessCode", "field.required"));
            return null;
        }

        if (!(await cases.Open(number.Value.Value, caller with { AccessCode = of.AccessCode }, cancel)).Failed(out var closed, out var access))
            return access.State;
        faults.Add(new FieldError(caller.Staff is null ? "case.accessCode" : "case.number", closed.Code));
        return null;
    }

    private static EnquiryContact? Read(EnquiryContact? entered, List<FieldError> faults)
    {
        if (PersonName.Parse(entered?.Name).Failed(out var noName, out var name))
            faults.Add(new FieldError("contact.name", noName.Code, noName.Values));
        if (PhoneNumber.Parse(entered?.Phone).Failed(out var noPhone, out var phone))
            faults.Add(new FieldError("contact.phone", noPhone.Code, noPhone.Values));
        return name is null || phone is null ? null : new EnquiryContact(name.Value, phone.Value);
    }

    /// <summary>Who spoke with a colleague gets number and code as a message. Nobody can have them sent to a stranger's telephone without one.</summary>
    private IEnumerable<Action<WriteBatch>> Slip(Caller caller, Receipt receipt, Enquiry state, EnquiryContact contact, PersonKey key, DateTimeOffset now)
    {
        if (caller.Staff is null || PhoneNumber.Parse(contact.Phone).Failed(out _, out var phone) || !phone.IsMobile)
            return [];
        return [notices.ToPhone(WriteMessage.About(state), key, phone.Value, WriteMessage.Notice(NoticeKinds.EnquiryAsked, state, ("code", receipt.AccessCode)), now)];
    }

    private Receipt Describe(Enquiry state, Company company, DateTimeOffset now)
    {
        var clocks = new EnquiryClocks(state, store.Calendar, now);
        return new Receipt(
            state.Number.Value, codes.For(state.Id.Value), state.Version, state.Kind, state.Status, clocks.Standing, clocks.DueAt!.Value, Responsible.Of(state, company));
    }

    /// <summary>The access code is stored nowhere: it is left out of the kept answer and derived again.</summary>
    private static string WithoutCode(Receipt receipt) => JsonSerializer.Serialize(receipt with { AccessCode = "" }, ApiJson.Options);

    private async Task<Result<Receipt>?> Repeated(KeyedRequest keyed, CancellationToken cancel)
    {
        if ((await idempotency.Answered(keyed, cancel)).Failed(out var other, out var row) && other is not null)
            return other;
        if (row is null)
            return null;
        var receipt = JsonSerializer.Deserialize<Receipt>(row.Answer, ApiJson.Options) ?? throw new InvalidOperationException("An empty answer was kept");
        return receipt with { AccessCode = codes.For(row.CaseId) };
    }
}
