using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Enquiries;

namespace Tongdian.Server.Platform.Access;

/// <summary>
/// The cases and enquiries that a customer's browser may open: numbers with their access codes, sealed in a cookie. The code is shown once and then not in
/// any address. What is in there is believed by pages only, never by the API.
/// </summary>
public sealed class CaseKeys(IDataProtectionProvider protection)
{
    private const string Cookie = "cases";
    private const int Most = 12;

    private static readonly TimeSpan Lasts = TimeSpan.FromDays(30);

    private readonly IDataProtector sealing = protection.CreateProtector("case-keys");

    /// <summary>Who asks for this case or enquiry, on a page.</summary>
    public Caller Caller(HttpContext http, string number) => Access.Caller.With(Read(http).GetValueOrDefault(Key(number)), http);

    /// <summary>The numbers of cases that this browser may open, the last one first.</summary>
    public IReadOnlyList<string> Numbers(HttpContext http) => [.. Read(http).Keys.Where(k => !EnquiryNumber.TryParse(k, out _)).Reverse()];

    /// <summary>The numbers of enquiries that this browser may open, the last one first.</summary>
    public IReadOnlyList<string> Enquiries(HttpContext http) => [.. Read(http).Keys.Where(k => EnquiryNumber.TryParse(k, out _)).Reverse()];

    /// <summary>Lets this browser open a case or an enquiry from now on.</summary>
    public void Remember(HttpContext http, string number, string accessCode)
    {
        var known = Read(http).Where(k => k.Key != Key(number)).TakeLast(Most - 1).Append(new(Key(number), accessCode)).ToDictionary();
        http.Response.Cookies.Append(Cookie, sealing.Protect(JsonSerializer.Serialize(known)), new CookieOptions
        {
            MaxAge = Lasts, HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, IsEssential = true,
        });
    }

    /// <summary>Forgets all of them: somebody else will sit here next.</summary>
    public static void Forget(HttpContext http) => http.Response.Cookies.Delete(Cookie, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps });

    private Dictionary<string, string> Read(HttpContext http)
    {
        if (http.Request.Cookies[Cookie] is not { Length: > 0 } cookie)
            return [];
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, string>>(sealing.Unprotect(cookie)) ?? [];
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            // Made under another key, or changed: as good as none.
            return [];
        }
    }

    private static string Key(string number) => CaseNumber.TryParse(number, out var parsed) ? parsed.Value.Value
        : EnquiryNumber.TryParse(number, out var asked) ? asked.Value.Value : number;
}
