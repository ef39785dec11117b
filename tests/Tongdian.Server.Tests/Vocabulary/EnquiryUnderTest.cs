using System.Globalization;
using System.Text.Json;
using Tongdian.Domain.Enquiries;
using Tongdian.Server.Modules.Enquiries;
using Microsoft.Extensions.DependencyInjection;

namespace Tongdian.Server.Tests.Vocabulary;

/// <summary>An enquiry that a test asked over the API.</summary>
public sealed class EnquiryUnderTest
{
    private static int people = 700_000;

    private readonly TongdianServer server;

    private EnquiryUnderTest(TongdianServer server, JsonElement slip) => (this.server, Slip) = (server, slip);

    /// <summary>The answer to it.</summary>
    public JsonElement Slip { get; }

    public string Number => Slip.GetProperty("number").GetString()!;

    public string Code => Slip.GetProperty("accessCode").GetString()!;

    public string Path => $"/api/v1/enquiries/{Number}";

    public ApiClient Customer => server.AsCustomer(Number, Code);

    /// <summary>A telephone that nobody else has.</summary>
    public static string Phone() => (13_600_000_000 + Interlocked.Increment(ref people)).ToString(CultureInfo.InvariantCulture);

    /// <summary>What somebody without an application would send.</summary>
    public static Dictionary<string, object?> Request(string kind = "enquiry", string region = "demo-county-east", string? text = null, string? phone = null) => new(StringComparer.Ordinal)
    {
        ["kind"] = kind, ["text"] = text ?? "电表走得太快怎么办？", ["region"] = region, ["contact"] = new { name = "张示例", phone = phone ?? Phone() },
    };

    /// <summary>Somebody asks.</summary>
    public static async Task<EnquiryUnderTest> Ask(TongdianServer server, string kind = "enquiry", string region = "demo-county-east", ApiClient? by = null, string? phone = null) =>
        new(server, (await (by ?? server.Anyone).Post("/api/v1/enquiries", Request(kind, region, phone: phone))).Expect(201));

    /// <summary>The enquiry as it is stored.</summary>
    public async Task<Enquiry> Look() => EnquiryNumber.TryParse(Number, out var read)
        ? (await server.Services.GetRequiredService<EnquiryStore>().Find(read.Value, default))!
        : throw new InvalidOperationException(Number);

    /// <summary>The colleague who answers for it.</summary>
    public async Task<ApiClient> Owner() => await server.As(await Login((await Look()).Owner));

    /// <summary>Posts to the enquiry as it stands now.</summary>
    public async Task<Answer> Do(ApiClient who, string action, object? body = null, string? key = null) => await who.Post($"{Path}/{action}", body, (await Look()).Version, key);

    /// <summary>The colleague's name at the sign-in.</summary>
    public async Task<string> Login(string id) => (await server.Services.GetRequiredService<Server.Modules.People.CompanyDirectory>().Get(default)).Staff[id].Login;
}
