using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Cases.Photos;
using Tongdian.Server.Modules.Files;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Look;

namespace Tongdian.Server.Modules.MyCase;

/// <summary>Where a case stands, for its customer. The middle of the page renews itself while it is open, which costs next to nothing while nothing happens.</summary>
internal static class MyCasePage
{
    // Times used are shown to the minute; an open page is renewed for them this often.
    private static readonly TimeSpan FreshFor = TimeSpan.FromMinutes(10);

    public static Task<IResult> Show(string number, string? done, HttpContext http, MyDoor door, ViewCase view, TellCase tell, CustomerPhotos photos) => door.Look(number, http, async access =>
    {
        http.Response.SetPageHeaders();
        return new RazorComponentResult<MyCase>(new
        {
            Access = access, View = await view.Progress(access, http.RequestAborted), Story = await tell.Read(access, 0, http.RequestAborted),
            Tag = Tag(access.State.Version, await photos.Changed(number, http.RequestAborted), access.Now, http), Done = done is not null && MyCaseTexts.Has($"done.{done}") ? done : null,
        });
    });

    /// <summary>The part that renews itself; 304 while it would be the same.</summary>
    public static async Task<IResult> Renew(string number, HttpContext http, MyDoor door, ViewCase view, TellCase tell, CustomerPhotos photos, TimeProvider time)
    {
        var had = http.Request.Headers.IfNoneMatch.ToString();
        var version = Version(had);
        var changed = await photos.Changed(number, http.RequestAborted);
        if (version is { } v && had == Tag(v, changed, time.GetUtcNow(), http) && await door.Unchanged(number, v, http))
            return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        return await door.Look(number, http, async access =>
        {
            http.Response.SetPageHeaders();
            http.Response.Headers.CacheControl = "private, no-cache";
            var tag = Tag(access.State.Version, changed, access.Now, http);
            http.Response.Headers.ETag = tag;
            return new RazorComponentResult<MyCaseNow>(new
            {
                Access = access, View = await view.Progress(access, http.RequestAborted), Story = await tell.Read(access, 0, http.RequestAborted), Tag = tag,
            });
        });
    }

    /// <summary>A file of the case: pictures as scaled copies without what the camera wrote into them.</summary>
    public static Task<IResult> Send(string number, Guid file, HttpContext http, MyDoor door, CustomerPhotos photos, ReadFile read) =>
        door.Look(number, http, async access => await photos.Instead(access, file, http.RequestAborted) is { } seen
            ? await read.Answer(access.State.Id.Value, seen, original: false, isStaff: false, http)
            : Problem.From(FileErrors.NotFound));

    private static string Tag(int version, long photos, DateTimeOffset now, HttpContext http) => string.Create(
        CultureInfo.InvariantCulture, $"\"{version}-{Language.Current}-{(PageMode.IsElderly(http) ? 1 : 0)}-{now.UtcTicks / FreshFor.Ticks}-{photos:x}\"");

    private static int? Version(string tag) => tag.Split('-') is [['"', .. var version], ..]
        && int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var read) ? read : null;
}
