using System.Diagnostics.Metrics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Storage;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Clocks;
using Tongdian.Server.Modules.Coordination.Wall;
using Tongdian.Server.Modules.Demo;
using Tongdian.Server.Modules.Knowledge;
using Tongdian.Server.Modules.Notices;
using Tongdian.Server.Modules.PersonalData;
using Tongdian.Server.Modules.Processes;
using Tongdian.Server.Modules.Supply;
using Tongdian.Server.Modules.Visits;
using Tongdian.Server.Platform.Privacy;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Platform.Startup;

/// <summary>What happens between the start and the first request: schema, calendars, processes, and at the very first start the demo company.</summary>
public static class Preparation
{
    public static async Task Prepare(this WebApplication app)
    {
        var cancel = app.Lifetime.ApplicationStopping;
        await using (var scope = app.Services.CreateAsyncScope())
        {
            var database = scope.ServiceProvider.GetRequiredService<TongdianContext>();
            // PostgreSQL logs an error when it is asked for a history that is not there yet.
            if (await database.GetService<IRelationalDatabaseCreator>().ExistsAsync(cancel))
                await database.GetService<IHistoryRepository>().CreateIfNotExistsAsync(cancel);
            await database.Database.MigrateAsync(cancel);
            if (await database.Set<Person>().AsNoTracking().FirstOrDefaultAsync(p => p.ErasedAt == null, cancel) is { } person)
                app.Services.GetRequiredService<Vault>().Verify(person);
        }

        await app.Services.GetRequiredService<ForgetAgain>().Do(cancel);
        var processes = Path.Combine(AppContext.BaseDirectory, "processes");
        await app.Services.GetRequiredService<CalendarCatalog>().Load(Path.Combine(AppContext.BaseDirectory, "calendars"), cancel);
        await app.Services.GetRequiredService<ProcessCatalog>().Load(processes, cancel);
        await app.Services.GetRequiredService<VoltageTable>().Load(processes, cancel);
        await app.Services.GetRequiredService<VisitBook>().Load(processes, cancel);
        await app.Services.GetRequiredService<SurveyTableFile>().Load(Path.Combine(AppContext.BaseDirectory, "survey", "cn.json"), cancel);
        app.Services.GetRequiredService<ContractTemplates>().Load(Path.Combine(AppContext.BaseDirectory, "contracts"));
        await app.Services.GetRequiredService<NoticeTemplates>().Load(Path.Combine(AppContext.BaseDirectory, "notices"), cancel);
        app.Services.GetRequiredService<RegionMap>().Load(Path.Combine(AppContext.BaseDirectory, "maps", "regions.geojson"));
        if (app.Configuration.GetValue("Knowledge:Articles", true))
            await app.Services.GetRequiredService<LoadArticles>().Do(Path.Combine(AppContext.BaseDirectory, "knowledge"), cancel);
        app.Services.GetRequiredService<KnowledgeCatalog>().TakeOver();
        if (app.Configuration.GetValue("Demo:Enabled", true))
            await app.Services.GetRequiredService<DemoCompany>().Found(cancel);
        await app.Services.GetRequiredService<CarryAnnouncedYears>().AtStart(cancel);
        app.Services.GetRequiredService<CountCases>().Publish(app.Services.GetRequiredService<IMeterFactory>());
        app.Services.GetRequiredService<Backlog>().Publish(app.Services.GetRequiredService<IMeterFactory>());
        app.Services.GetRequiredService<Failing>().Publish(app.Services.GetRequiredService<IMeterFactory>());
        app.Services.GetRequiredService<Readiness>().Ready = true;
    }
}
