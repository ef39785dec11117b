using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Tongdian.Domain.Processes;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Modules.Processes;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Bench.Scenes;

/// <summary>A company of one region with one colleague for every role that a home needs, whose name is the role, and a coordinator.</summary>
internal sealed class BenchCompany(IServiceScopeFactory scopes, ProcessCatalog processes, CompanyDirectory directory)
{
    public const string Region = "bench";
    public const string Clerk = "counter-clerk";
    public const string Coordinator = Roles.Coordinator;
    public const string Password = "Bench-2026-password";
    public const string Process = "low-voltage-residential";

    /// <summary>Makes it, unless another node has.</summary>
    public async Task Found()
    {
        await using var scope = scopes.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<TongdianContext>();
        if (await context.Set<Region>().AnyAsync(r => r.Code == Region))
            return;
        context.Add(new Region { Code = Region, NameZh = "测试区", NameEn = "Bench region" });
        await context.SaveChangesAsync();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<StaffUser>>();
        var process = processes.Newest.Single(p => p.Key.Id == Process);
        var departments = process.Stages.ToLookup(s => s.Role, s => s.Department);
        foreach (var (index, role) in departments.Select(d => d.Key).Append(Coordinator).Index())
        {
            var made = await users.CreateAsync(
                new StaffUser
                {
                    Id = Guid.CreateVersion7(), UserName = role, DisplayName = "测试员", WorkNumber = $"{1001 + index}", PhoneNumber = "01000001001",
                    Roles = [role], Departments = [.. departments[role].OfType<string>().Distinct()], Regions = [Region],
                },
                Password);
            if (!made.Succeeded)
                throw new InvalidOperationException(string.Join(' ', made.Errors.Select(e => e.Description)));
        }

        directory.Changed();
    }
}
