using System.Globalization;
using Tongdian.Domain;
using Tongdian.Domain.Cases;
using Tongdian.Server.Platform.Http;

namespace Tongdian.Server.Modules.Cases;

/// <summary>Somebody is at the customer's place. Where the device says it is becomes a distance to the site, and is not kept itself.</summary>
public sealed class CheckInOnSite(CaseParties parties)
{
    /// <summary>Where the device is, degrees WGS 84 and metres; or nothing.</summary>
    public sealed record Request(double? Lat, double? Lon, double? AccuracyM, bool? Mock);

    /// <summary>Checks in.</summary>
    public CaseUse Do(string stage, Request request)
    {
        if (request is { Lat: null, Lon: null, AccuracyM: null })
            return StageActions.CheckIn(stage);
        FieldError[] faults = [.. Fault("lat", request.Lat, -90, 90), .. Fault("lon", request.Lon, -180, 180), .. Fault("accuracyM", request.AccuracyM, 0, 1_000_000)];
        if (faults.Length > 0)
            return CaseWork.Refused(new Error(ErrorKind.Invalid, "request.invalid").For(faults));
        return async access =>
        {
            var told = await parties.Read(access.State.Customer, CancellationToken.None);
            (double, double)? site = told is { Lat: { } lat, Lon: { } lon } ? (lat, lon) : null;
            return new CaseWork(new CheckIn(stage) { Place = CheckInPlace.Of(request.Lat!.Value, request.Lon!.Value, request.AccuracyM!.Value, request.Mock == true, site) });
        };
    }

    // Programs that know nothing of places send no body.
    internal static async Task<IResult> Handle(string number, string stage, HttpContext http, CaseEndpoint cases, CheckInOnSite use) => http.Request.HasJsonContentType()
        ? await cases.Change(number, http, await Body<Request>.BindAsync(http), r => use.Do(stage, r))
        : await cases.Change(number, http, StageActions.CheckIn(stage));

    private static IEnumerable<FieldError> Fault(string field, double? value, double least, double most) => value is { } number
        ? number >= least && number <= most ? [] : [new FieldError(field, "field.out-of-range").With("min", Text(least)).With("max", Text(most))]
        : [new FieldError(field, "field.required")];

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);
}
