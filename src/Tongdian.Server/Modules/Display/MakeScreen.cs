using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Tongdian.Domain;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Display;

/// <summary>An administrator makes the token by which one screen is opened. It is told once.</summary>
public sealed class MakeScreen(IDbContextFactory<TongdianContext> contexts, CompanyDirectory directory, TimeProvider time)
{
    private const int LongestName = 60;
    private const int TokenBytes = 32;

    /// <summary>The hall it hangs in, and what it is called.</summary>
    public sealed record Request(string Office, string Name);

    /// <summary>The token, this once, and where the screen is opened with it.</summary>
    public sealed record Response(Guid Id, string Token, string Address);

    public async Task<Result<Response>> Do(Request request, StaffMember by, KeyedRequest? once, CancellationToken cancel)
    {
        var name = request.Name?.Trim() ?? "";
        FieldError?[] faults =
        [
            name.Length == 0 ? new FieldError("name", "field.required") : FreeText.Fault("name", name, LongestName),
            (await directory.Get(cancel)).Regions.ContainsKey(request.Office ?? "") ? null : new FieldError("office", "region.unknown").With("region", request.Office ?? ""),
        ];
        if (faults.OfType<FieldError>().ToList() is { Count: > 0 } wrong)
            return AdministrationErrors.Invalid(wrong);

        var (now, token) = (time.GetUtcNow(), Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes)));
        var screen = new HallScreen
        {
            Id = Guid.CreateVersion7(now), Office = request.Office!, Name = name, TokenHash = HallScreen.HashOf(token), MadeAt = now, MadeBy = by.Id,
        };
        await using var context = await contexts.CreateDbContextAsync(cancel);
        context.Add(screen);
        context.Add(AdministrationEntry.Of(by, now, Acts.ScreenMade, screen.Name, new Change("office", null, screen.Office)));
        Idempotency.Done(context, once, now);
        await context.SaveChangesAsync(cancel);
        return new Response(screen.Id, token, $"/hall/{screen.Office}{QueryString.Create("token", token).Add("lang", Language.Current)}");
    }
}
