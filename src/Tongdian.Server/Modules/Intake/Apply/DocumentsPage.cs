using Tongdian.Domain;
using Tongdian.Server.Modules.Files;
using Tongdian.Server.Platform.Http;

namespace Tongdian.Server.Modules.Intake.Apply;

/// <summary>The documents of an application: each is kept as soon as it came, whatever else is wrong; what fails takes nothing away.</summary>
internal static class DocumentsPage
{
    private const string Adds = "file.";
    private const string Replaces = "replace.";
    private const int LongestName = 100;

    public static async Task<IResult> Take(string token, HttpContext http, Drafts drafts, ApplyDesk desk, UploadFile upload)
    {
        var form = await PageForm.Read(http);
        var (draft, instead) = await ApplyPages.Open(token, http, drafts);
        if (instead is not null)
            return instead;
        var state = await desk.Look(draft!, draft!.Answers, http.RequestAborted);
        if (!form.CameWhole)
            return ApplyPages.Page(http, state, ApplyStep.Documents, form.Refusal);
        if (Guid.TryParse(form["remove"], out var unwanted))
            await drafts.Drop(draft, unwanted, http.RequestAborted);
        var faults = new List<FieldError>();
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in form.Files.Where(f => f.FileName.Length > 0))
        {
            if ((await Keep(file, form[PageForm.OnceField] ?? "", state, drafts, upload, http.RequestAborted)).Failed(out var refused, out var kept))
                faults.Add(new FieldError(file.Name, refused.Code, refused.Values));
            else
                names[$"name.{kept:N}"] = Named(file.FileName);
        }

        var goesOn = form["do"] == "continue" && faults.Count == 0;
        draft = await drafts.Save(
            draft,
            before => names.Aggregate(goesOn ? before.With("seen", "yes") : before, (answers, name) => answers.With(name.Key, name.Value)), http.RequestAborted);
        state = await desk.Look(draft, draft.Answers, http.RequestAborted);
        if (faults.Count > 0)
            return ApplyPages.Page(http, state, ApplyStep.Documents, ApplyPages.Invalid(faults));
        return Results.LocalRedirect(goesOn ? ApplyPages.After(state, ApplyStep.Documents, http) : state.Address(ApplyStep.Documents.Id) + http.Request.QueryString);
    }

    public static async Task<IResult> Read(string token, Guid file, HttpContext http, Drafts drafts, ReadFile read)
    {
        var (draft, instead) = await ApplyPages.Open(token, http, drafts);
        return instead ?? await read.AnswerOfDraft(draft!.Id, file, http);
    }

    private static async Task<Result<Guid>> Keep(
        IFormFile file, string once, ApplyState state, Drafts drafts, UploadFile upload, CancellationToken cancel)
    {
        var draft = state.Draft!;
        var replaced = file.Name.StartsWith(Replaces, StringComparison.Ordinal)
            ? state.Files.FirstOrDefault(f => f.Id.ToString("N") == file.Name[Replaces.Length..])
            : null;
        var kind = replaced?.Kind ?? (file.Name.StartsWith(Adds, StringComparison.Ordinal) ? file.Name[Adds.Length..] : null);
        if (state.Wanted.FirstOrDefault(w => w.Kind == kind) is not { } wanted)
            return new Error(ErrorKind.Invalid, "file.kind-unknown");
        await using var content = file.OpenReadStream();
        // The same form again finds the same file.
        var key = $"{draft.Id:N}/{once}/{file.Name}/{file.FileName}/{file.Length}";
        if ((await upload.Keep(content, StoredFile.Anonymous, key, cancel, new FileOfDraft(draft.Id, wanted.Kind, draft.ExpiresAt))).Failed(out var refused, out var kept))
            return refused;
        if (replaced is not null && replaced.Id != kept.Id)
            await drafts.Drop(draft, replaced.Id, cancel);
        if ((await drafts.Files(draft, cancel)).Count(f => f.Kind == wanted.Kind) <= wanted.Max)
            return kept.Id;
        await drafts.Drop(draft, kept.Id, cancel);
        return new Error(ErrorKind.Invalid, "file.too-many").With("max", wanted.Max.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    private static string Named(string fileName)
    {
        var name = string.Concat(Path.GetFileName(fileName.Replace('\\', '/')).EnumerateRunes()
            .Where(r => System.Text.Rune.GetUnicodeCategory(r) is not (System.Globalization.UnicodeCategory.Control or System.Globalization.UnicodeCategory.Format)));
        return name.Length > LongestName ? name[^LongestName..] : name;
    }
}
