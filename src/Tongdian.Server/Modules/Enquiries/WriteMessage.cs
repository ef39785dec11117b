using Tongdian.Domain;
using Tongdian.Domain.Enquiries;
using Tongdian.Domain.Parties;
using Tongdian.Server.Modules.Notices;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Enquiries;

/// <summary>What is written in the thread: by the customer, to the customer, or among colleagues.</summary>
public sealed class WriteMessage(EnquiryPeople people, EnquiryFiles files, WriteNotice notices)
{
    private const int MostQuoted = 120;

    /// <summary>What is said, and files that were uploaded before.</summary>
    public sealed record Request(string Text, IReadOnlyList<Guid>? Files = null);

    /// <summary>What colleagues shall know.</summary>
    public sealed record NoteRequest(string Text);

    /// <summary>Whether it was answered, and what the customer says with it.</summary>
    public sealed record VerdictRequest(bool Answered, string? Text);

    /// <summary>The customer writes again.</summary>
    public EnquiryUse Again(Request request) => access => Write(access, request, (words, links) => new WriteAgain(words, links));

    /// <summary>The company answers: the customer gets it as a message, and sees it on the page.</summary>
    public EnquiryUse Answer(Request request) => async access =>
    {
        if ((await Write(access, request, (words, links) => new AnswerCustomer(words, links))).Failed(out var refused, out var work))
            return refused;
        var (key, contact) = (await people.Key(access.State, CancellationToken.None), await people.Contact(access.State, CancellationToken.None));
        if (key is null || contact is null)
            return new Error(ErrorKind.NotFound, "person.erased");
        if (PhoneNumber.Parse(contact.Phone).Failed(out _, out var phone) || !phone.IsMobile)
            return work;
        var said = request.Text.ReplaceLineEndings(" ").Trim();
        return work with
        {
            With =
            [
                .. work.With,
                notices.ToPhone(
                    About(access.State), key, phone.Value,
                    Notice(NoticeKinds.EnquiryAnswered, access.State, ("answer", said.Length <= MostQuoted ? said : said[..MostQuoted] + "…")), access.Now),
            ],
        };
    };

    /// <summary>A note that the customer does not see.</summary>
    public EnquiryUse Note(NoteRequest request) => access => Words(access, "text", request.Text, words => new KeepNote(words));

    /// <summary>The customer says whether it was answered; what is said with it may be left out.</summary>
    public EnquiryUse Judge(VerdictRequest request) => access => string.IsNullOrWhiteSpace(request.Text)
        ? Task.FromResult<Result<EnquiryWork>>(new EnquiryWork(new JudgeAnswer(request.Answered, null)))
        : Words(access, "text", request.Text, words => new JudgeAnswer(request.Answered, words));

    /// <summary>What a message about it is about.</summary>
    internal static WriteNotice.Subject About(Enquiry state) => new(state.Id.Value, state.Number.Value, state.Region, state.Language, state.Assignee ?? state.Owner);

    /// <summary>A message about it.</summary>
    internal static Notice Notice(NoticeKind kind, Enquiry state, params IEnumerable<(string Field, string Value)> values) => new(
        kind, values.Append(("kind", EnquiryTexts.In(state.Language, $"kind.{state.Kind}"))).ToDictionary(v => v.Item1, v => v.Item2, StringComparer.Ordinal));

    /// <summary>A command with words that are sealed with it.</summary>
    internal async Task<Result<EnquiryWork>> Words(EnquiryAccess access, string field, string? text, Func<Guid, EnquiryCommand> command)
    {
        if (EnquiryText.Read(field, text).Failed(out var unfit, out var said))
            return unfit;
        if (await people.Key(access.State, CancellationToken.None) is not { } key)
            return new Error(ErrorKind.NotFound, "person.erased");
        var (id, rows) = EnquiryPeople.Seal(key, said, access.Now);
        return new EnquiryWork(command(id), rows);
    }

    private async Task<Result<EnquiryWork>> Write(
        EnquiryAccess access, Request request, Func<Guid, System.Collections.Immutable.ImmutableArray<Domain.Forms.FileLink>, EnquiryCommand> command)
    {
        if (EnquiryText.Read("text", request.Text).Failed(out var unfit, out var said))
            return unfit;
        if (await people.Key(access.State, CancellationToken.None) is not { } key)
            return new Error(ErrorKind.NotFound, "person.erased");
        if ((await files.Take(request.Files, access.State.Id, key, access.Now, CancellationToken.None)).Failed(out var badFile, out var taken))
            return badFile;
        var (id, rows) = EnquiryPeople.Seal(key, said, access.Now);
        IReadOnlyList<Action<WriteBatch>> with = [rows, .. taken.Rows];
        return new EnquiryWork(command(id, taken.Links), with);
    }
}
