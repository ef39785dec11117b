using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Tongdian.Domain.Cases;
using Tongdian.Server.Modules.Supply;
using Tongdian.Server.Tests.Vocabulary;
using UglyToad.PdfPig;
using Xunit;

namespace Tongdian.Server.Tests.Modules.Supply;

/// <summary>The supply contract over the API: offered, read, signed, finished.</summary>
public sealed class ContractTests(PostgresServer postgres)
{
    private static readonly object Fields = new
    {
        partiesConfirmed = true, tariffCategory = "residential", billingCycle = "two-monthly", contractCapacityKw = 8,
    };

    [Theory, ClassData(typeof(Databases))]
    public async Task A_contract_is_offered_signed_with_the_finger_and_finished(Database database)
    {
        await using var on = await On.Start(database, postgres);
        var (one, clerk) = (await on.CaseWithContract(), await on.Server.As("counter-clerk"));
        Assert.Equal("409 stage.not-offered", (await one.Customer.Get($"{one.Path}/contract")).Refusal);

        (await one.Do(clerk, "contract/offer", new { fields = Fields })).Expect(200);

        var need = (await one.Customer.Get(one.Path)).Expect(200).GetProperty("needs").EnumerateArray().Single(n => n.GetProperty("what").GetString() == "signature");
        Assert.Equal("contract", need.GetProperty("id").GetString());
        var read = (await one.Customer.Get($"{one.Path}/contract")).Expect(200);
        Assert.Equal("offered", read.GetProperty("state").GetString());
        Assert.Contains("张示例", read.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("1101011", read.GetRawText(), StringComparison.Ordinal);

        var signed = await one.Do(one.Customer, "contract/sign", new { document = read.GetProperty("document").GetGuid(), read = true, file = await on.Server.Anyone.Upload() });
        signed.Expect(200);
        (await one.Do(clerk, "contract/finish", new { file = await on.Server.Anyone.Upload(Photos.Jpeg(60, 40)) })).Expect(200);

        Assert.Equal(StageStatus.Completed, await one.Status("contract"));
        var text = Text(await one.Customer.Get($"{one.Path}/contract.pdf"), out var pictures);
        Assert.Equal(2, pictures);
        Assert.Matches(@"合同编号TD20260302\d{6}", text);
        Assert.Contains("低压居民供用电合同", text, StringComparison.Ordinal);
        Assert.Contains("用电方张示例", text, StringComparison.Ordinal);
        Assert.Contains("合同容量8 kW", text, StringComparison.Ordinal);
        Assert.Contains("电价类别居民生活", text, StringComparison.Ordinal);
        Assert.Contains("签订日期2026年3月2日", text, StringComparison.Ordinal);
        Assert.DoesNotContain("待签署", text, StringComparison.Ordinal);
        Assert.DoesNotContain("{{", text, StringComparison.Ordinal);
        Assert.DoesNotContain("（未填）", text, StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_contract_is_signed_with_a_typed_name_and_a_code(Database database)
    {
        await using var on = await On.Start(database, postgres);
        var one = await on.Offered();
        var document = (await one.Customer.Get($"{one.Path}/contract")).Expect(200).GetProperty("document").GetGuid();

        Assert.Equal("422 request.invalid", (await Sign("张示例", "123456")).Refusal);
        var phone = (await one.Customer.Post($"{one.Path}/contract/code")).Expect(200).GetProperty("phone").GetString()!;
        Assert.Matches(@"^139\*{4}\d{4}$", phone);
        var code = on.Sent.Single();
        Assert.Equal(["code: code.wrong"], (await Sign("张示例", code == "000000" ? "000001" : "000000")).Fields);
        Assert.Equal(["typedName: contract.other-name"], (await Sign("李四", code)).Fields);
        (await Sign(" 张示例 ", code)).Expect(200);
        Assert.Equal(["code: code.expired"], (await Sign("张示例", code)).Fields);
        (await one.Do(await on.Server.As("counter-clerk"), "contract/finish", new { })).Expect(200);

        var text = Text(await one.Customer.Get($"{one.Path}/contract.pdf"), out var pictures);
        Assert.Equal(0, pictures);
        Assert.Contains($"客户签字张示例以一次性验证码确认验证手机：{phone}签署时间：2026-03-02 10:00", text, StringComparison.Ordinal);
        Assert.Matches("供电方签字.+以登录账号确认，工号", text);
        Assert.DoesNotContain("张示例", await Stored(on.Server, one), StringComparison.Ordinal);

        Task<Answer> Sign(string typedName, string given) => one.Do(one.Customer, "contract/sign", new { document, read = true, typedName, code = given });
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Offered_anew_it_keeps_its_number_and_is_to_be_signed_again(Database database)
    {
        await using var on = await On.Start(database, postgres);
        var (one, clerk) = (await on.Offered(), await on.Server.As("counter-clerk"));
        var first = (await one.Customer.Get($"{one.Path}/contract")).Expect(200);
        (await one.Do(one.Customer, "contract/sign", new { document = first.GetProperty("document").GetGuid(), read = true, file = await on.Server.Anyone.Upload() })).Expect(200);

        (await one.Do(clerk, "contract/offer", new { fields = new { partiesConfirmed = true, tariffCategory = "general", billingCycle = "monthly", contractCapacityKw = 8 } })).Expect(200);

        var second = (await one.Customer.Get($"{one.Path}/contract")).Expect(200);
        Assert.Equal("offered", second.GetProperty("state").GetString());
        Assert.Equal(Number(first), Number(second));
        Assert.Equal("422 stage.form-invalid", (await one.Do(clerk, "contract/finish", new { })).Refusal);
        Assert.Equal("409 stage.offer-changed", (await one.Do(
            one.Customer, "contract/sign", new { document = first.GetProperty("document").GetGuid(), read = true, file = await on.Server.Anyone.Upload() })).Refusal);
        Assert.Equal("409 stage.not-what-was-signed", await CompletedOtherwise());

        static string? Number(JsonElement contract) => contract.GetProperty("view").GetProperty("number").GetString();

        async Task<string> CompletedOtherwise()
        {
            (await one.Do(one.Customer, "contract/sign", new { document = second.GetProperty("document").GetGuid(), read = true, file = await on.Server.Anyone.Upload() })).Expect(200);
            var signatures = new[] { new { role = "counter-clerk", file = await on.Server.Anyone.Upload() } };
            return (await one.Do(clerk, "stages/contract/complete", new { fields = Fields, signatures })).Refusal;
        }
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task What_cannot_be_offered_or_signed_is_refused_with_its_reason(Database database)
    {
        await using var on = await On.Start(database, postgres);
        var (one, other, clerk) = (await on.CaseWithContract(), await on.CaseWithContract(), await on.Server.As("counter-clerk"));

        Assert.Equal("422 stage.form-invalid", (await one.Do(clerk, "contract/offer", new { })).Refusal);
        Assert.Equal("403 case.not-allowed", (await one.Do(await on.Server.As("surveyor"), "contract/offer", new { fields = Fields })).Refusal);
        var numbered = new { partiesConfirmed = true, tariffCategory = "residential", billingCycle = "monthly", contractCapacityKw = 8, contractNumber = "HT-2026-1" };
        (await other.Do(clerk, "contract/offer", new { fields = numbered })).Expect(200);
        Assert.Equal(["fields.contractNumber: contract.number-taken"], (await one.Do(clerk, "contract/offer", new { fields = numbered })).Fields);
        (await one.Do(clerk, "contract/offer", new { fields = Fields })).Expect(200);
        Assert.Equal(["read: contract.not-read"], (await one.Do(one.Customer, "contract/sign", new { document = Guid.NewGuid(), read = false })).Fields);
        Assert.Equal(["typedName: signature.missing"], (await one.Do(one.Customer, "contract/sign", new { document = Guid.NewGuid(), read = true })).Fields);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Colleagues_who_do_not_do_the_stage_read_it_masked(Database database)
    {
        await using var on = await On.Start(database, postgres);
        var one = await on.Offered();

        var read = (await (await on.Server.As("administrator")).Get($"{one.Path}/contract")).Expect(200).GetRawText();

        Assert.DoesNotContain("张示例", read, StringComparison.Ordinal);
        Assert.Contains("张**", read, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("low-voltage-non-residential", "contractCapacityKw")]
    [InlineData("high-voltage", "contractCapacityKva")]
    [InlineData("emergency", "contractCapacityKw")]
    public async Task Every_process_has_a_contract_in_both_languages_without_gaps(string process, string capacity)
    {
        await using var on = await On.Start(Database.Sqlite, postgres);
        var application = Samples.For(process);
        application["language"] = "en";
        var one = await on.CaseWithContract(application);
        var fields = new Dictionary<string, object>(StringComparer.Ordinal) { ["partiesConfirmed"] = true, ["tariffCategory"] = "general", ["billingCycle"] = "monthly", [capacity] = 100 };

        (await one.Do(await on.Server.As("counter-clerk"), "contract/offer", new { fields })).Expect(200);

        var pdf = await one.Customer.Get($"{one.Path}/contract.pdf");
        var text = Text(pdf, out _);
        Assert.Contains("供用电合同", text, StringComparison.Ordinal);
        Assert.Contains("Supply contract", text, StringComparison.Ordinal);
        Assert.Contains("Tariff category", text, StringComparison.Ordinal);
        Assert.DoesNotContain("（未填）", text, StringComparison.Ordinal);
        Assert.DoesNotContain("(not filled)", text, StringComparison.Ordinal);
        Assert.InRange(pdf.Bytes.Length, 20_000, 200_000);
    }

    private static string Text(Answer answer, out int pictures)
    {
        answer.Expect(200);
        Assert.True(answer.Bytes.Length < 200_000, $"{answer.Bytes.Length} bytes");
        using var pdf = PdfDocument.Open(answer.Bytes);
        pictures = pdf.GetPages().Sum(p => p.GetImages().Count());
        return string.Concat(pdf.GetPages().Select(p => p.Text));
    }

    private static async Task<string> Stored(TongdianServer server, CaseUnderTest one)
    {
        var events = await server.Stored(db => Task.FromResult(db.Set<Tongdian.Server.Modules.Cases.CaseEventRow>().AsEnumerable().Select(e => System.Text.Encoding.UTF8.GetString(e.Payload)).ToList()));
        return string.Concat(events) + Tongdian.Server.Modules.Cases.CaseStore.Text(await one.Look());
    }

    /// <summary>A server whose codes the test reads instead of a telephone.</summary>
    private sealed class On : IAsyncDisposable
    {
        private readonly TestDatabase test;

        private On(TestDatabase test, TongdianServer server, List<string> sent) => (this.test, Server, Sent) = (test, server, sent);

        public TongdianServer Server { get; }

        public List<string> Sent { get; }

        public static async Task<On> Start(Database database, PostgresServer postgres)
        {
            var (test, sent) = (await TestDatabase.Create(database, postgres), new List<string>());
            var sender = new CodeSender((_, code, _) =>
            {
                sent.Add(code);
                return Task.CompletedTask;
            });
            return new On(test, await TongdianServer.Start(test, services: s => s.AddSingleton(sender)), sent);
        }

        public async Task<CaseUnderTest> CaseWithContract(System.Text.Json.Nodes.JsonObject? application = null)
        {
            var one = await CaseUnderTest.Submit(Server, application ?? Samples.Home());
            await one.GoOn("contract");
            return one;
        }

        public async Task<CaseUnderTest> Offered()
        {
            var one = await CaseWithContract();
            (await one.Do(await Server.As("counter-clerk"), "contract/offer", new { fields = Fields })).Expect(200);
            return one;
        }

        public async ValueTask DisposeAsync()
        {
            await Server.DisposeAsync();
            await test.DisposeAsync();
        }
    }
}
