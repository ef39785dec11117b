using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Tongdian.Domain.Appointments;
using Tongdian.Domain.Processes;
using Tongdian.Server.Modules.Appointments;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Demo;

/// <summary>Founds the demo company in an empty database, and prints once how to sign in.</summary>
public sealed class DemoCompany(IServiceScopeFactory scopes, CompanyDirectory directory, DemoCases cases, IConfiguration configuration, TimeProvider time)
{
    private static readonly Region[] Regions =
    [
        new() { Code = "demo-province", NameZh = "示范省", NameEn = "Demo province" },
        new() { Code = "demo-city", Parent = "demo-province", NameZh = "示范市", NameEn = "Demo city" },
        new() { Code = "demo-county", Parent = "demo-city", NameZh = "示范县", NameEn = "Demo county" },
        new() { Code = "demo-county-east", Parent = "demo-county", NameZh = "示范县城东供电所", NameEn = "Demo county, east station" },
        new() { Code = "demo-county-west", Parent = "demo-county", NameZh = "示范县城西供电所", NameEn = "Demo county, west station" },
        new() { Code = "demo-district", Parent = "demo-city", NameZh = "示范区", NameEn = "Demo district" },
    ];

    private static readonly (string Role, string Department, string Name)[] People =
    [
        (Roles.CounterClerk, Departments.Marketing, "李敏"),
        (Roles.CustomerServiceAgent, Departments.CustomerService, "王芳"),
        (Roles.Surveyor, Departments.Marketing, "张强"),
        (Roles.SchemeEngineer, Departments.Marketing, "刘洋"),
        (Roles.DesignReviewer, Departments.OperationAndMaintenance, "陈静"),
        (Roles.ConstructionCrew, Departments.OperationAndMaintenance, "赵磊"),
        (Roles.MeterInstaller, Departments.Metering, "孙浩"),
        (Roles.Inspector, Departments.OperationAndMaintenance, "周涛"),
        (Roles.Coordinator, Departments.CustomerService, "吴丽"),
        (Roles.Manager, Departments.Marketing, "郑军"),
        (Roles.Auditor, Departments.CustomerService, "冯雪"),
        (Roles.Administrator, Departments.Marketing, "何平"),
    ];

    // How long a visit takes is in processes/visits.yaml: two surveys fit into a morning, one construction.
    private static readonly (string Role, VisitPattern Pattern)[] Capacity =
    [
        (Roles.Surveyor, new VisitPattern(60, 30, 3, 25, 24, 2)),
        (Roles.ConstructionCrew, new VisitPattern(180, 30, 1, 25, 24, 4)),
        (Roles.MeterInstaller, new VisitPattern(60, 30, 3, 25, 24, 2)),
        (Roles.Inspector, new VisitPattern(120, 30, 1, 25, 24, 4)),
    ];

    /// <summary>Does nothing when the company exists.</summary>
    public async Task Found(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<TongdianContext>();
        if (await context.Set<Region>().AnyAsync(cancel))
            return;
        foreach (var region in Regions)
        {
            context.Add(new Region { Code = region.Code, Parent = region.Parent, NameZh = region.NameZh, NameEn = region.NameEn });
            await context.SaveChangesAsync(cancel);
        }

        var given = configuration["Demo:Password"] is { Length: > 0 } own ? own : null;
        var password = given ?? NewPassword();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<StaffUser>>();
        foreach (var (index, (role, department, name)) in People.Index())
        {
            var user = new StaffUser
            {
                Id = Guid.CreateVersion7(), UserName = role, DisplayName = name, WorkNumber = $"{1001 + index}", PhoneNumber = $"0100000{1001 + index}",
                Roles = [role], Departments = [department], Regions = ["demo-province"],
            };
            var made = await users.CreateAsync(user, password);
            if (!made.Succeeded)
                throw new InvalidOperationException($"The demo user {role} could not be made: {string.Join(' ', made.Errors.Select(e => e.Description))}");
        }

        directory.Changed();
        if (configuration.GetValue("Demo:Cases", true))
        {
            context.AddRange(Capacity.Select(c => new VisitPatternRow { Region = Regions[0].Code, Role = c.Role, Pattern = c.Pattern, ChangedAt = time.GetUtcNow() }));
            await context.SaveChangesAsync(cancel);
            await cases.Make(cancel);
        }

        // Whoever gave it knows it.
        if (given is null)
            Announce(password);
    }

    // Twelve random bytes as text, with every kind of character that the rules ask for.
    private static string NewPassword() => $"Td1-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12))}";

    private static void Announce(string password)
    {
        Console.WriteLine();
        Console.WriteLine("演示公司已建好。登录名即岗位，密码只显示这一次：");
        Console.WriteLine("The demo company is ready. Sign in with the role as the name; the password is shown this once:");
        Console.WriteLine($"  {string.Join(' ', People.Select(p => p.Role))}");
        Console.WriteLine($"  {password}");
        Console.WriteLine();
    }
}
