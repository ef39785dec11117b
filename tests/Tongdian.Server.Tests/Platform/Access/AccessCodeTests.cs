using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Platform.Access;

/// <summary>Number and code: what opens a case, and what never does.</summary>
public sealed class AccessCodeTests(PostgresServer postgres)
{
    [Theory, ClassData(typeof(Databases))]
    public async Task After_ten_wrong_codes_the_right_one_is_refused_too(Database database)
    {
        await using var test = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(test);
        var (one, other) = (await CaseUnderTest.Submit(server, Samples.Home()), await CaseUnderTest.Submit(server, Samples.Home()));
        for (var i = 0; i < 10; i++)
            Assert.Equal("403 access-code.wrong", (await server.AsCustomer(one.Number, $"WRONG{i}").Get(one.Path)).Refusal);

        var right = await one.Customer.Get(one.Path);
        var spelled = await server.AsCustomer(one.Number, one.Code).Get(one.Path.ToLowerInvariant().Replace("td", "td-", StringComparison.Ordinal));

        Assert.Equal("429 access-code.too-many", right.Refusal);
        Assert.Equal("900", right.Headers["Retry-After"]);
        Assert.Equal("429 access-code.too-many", spelled.Refusal);
        (await other.Customer.Get(other.Path)).Expect(200);
        (await (await server.As("auditor")).Get(one.Path)).Expect(200);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Guessing_at_once_tries_no_more_codes_than_one_after_the_other(Database database)
    {
        await using var test = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(test);
        var one = await CaseUnderTest.Submit(server, Samples.Home());

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => server.AsCustomer(one.Number, $"GUESS{i}").Get(one.Path)));

        Assert.Equal(10, answers.Count(a => a.Refusal == "403 access-code.wrong"));
        Assert.Equal(30, answers.Count(a => a.Refusal == "429 access-code.too-many"));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Looking_often_with_the_right_code_never_closes_the_door(Database database)
    {
        await using var test = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(test);
        var one = await CaseUnderTest.Submit(server, Samples.Home());

        var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => one.Customer.Get(one.Path)));

        Assert.All(answers, a => Assert.Equal(200, a.Status));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_code_ends_half_a_year_after_the_case_and_a_wrong_check_digit_opens_nothing(Database database)
    {
        await using var test = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(test);
        var one = await CaseUnderTest.Submit(server, Samples.Home());
        var mistyped = one.Number[..^1] + (char)('0' + ((one.Number[^1] - '0' + 1) % 10));
        Assert.Equal("403 access-code.wrong", (await server.AsCustomer(mistyped, one.Code).Get($"/api/v1/cases/{mistyped}")).Refusal);
        Assert.Equal("404 case.not-found", (await (await server.As("auditor")).Get($"/api/v1/cases/{mistyped}")).Refusal);
        (await one.Do(one.Customer, "withdraw", new { })).Expect(200);
        server.Later(TimeSpan.FromDays(179));
        (await one.Customer.Get(one.Path)).Expect(200);

        server.Later(TimeSpan.FromDays(21));

        Assert.Equal("403 access-code.expired", (await one.Customer.Get(one.Path)).Refusal);
        (await (await server.As("auditor")).Get(one.Path)).Expect(200);
    }
}
