using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Opinions;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Tests.Vocabulary;

/// <summary>What customers said in weeks that no test can wait for.</summary>
public static class Said
{
    public static readonly IReadOnlyList<string> LateInstallation =
        ["等了三天才有人来装表", "说好上午来装表，等到晚上也没来", "装表一再改期，等得着急", "装表等了一个星期，太慢", "等人来装表，请了两次假", "约好的装表时间又改期了", "没人告诉我什么时候来装表，只能等"];

    public static readonly IReadOnlyList<string> Queues =
        ["营业厅排队两个小时", "窗口只开一个，排队很久", "排队取号后前面还有四十个人", "营业厅人多，排队排到门外", "窗口太少，排队时间长", "老人排队站不住，窗口该多开", "取号排队一上午，窗口才叫到我"];

    public static readonly IReadOnlyList<string> Anything = ["师傅很热情", "表箱颜色挺好看", "合同字太小", "希望早点通电", "电话里讲得清楚", "楼道灯不亮", "小区物业不让进", "不知道电费怎么算"];

    /// <summary>The same remarks in each of the last weeks, as ratings of the survey would bring them.</summary>
    public static async Task InEachWeek(TongdianServer server, CaseUnderTest one, int weeks, params IEnumerable<string> remarks)
    {
        var state = await one.Look();
        var key = await server.Services.GetRequiredService<CaseParties>().Key(state, default) ?? throw new InvalidOperationException("The customer was erased");
        var about = new KeepOpinion.About(OpinionSource.Rating, state.Facts.Region, state.Number.Value) { Stage = "survey" };
        var batch = new WriteBatch();
        foreach (var at in Enumerable.Range(0, weeks).Select(n => server.Time.GetUtcNow().AddDays(-7 * n)))
        {
            foreach (var remark in remarks)
            {
                var id = Guid.NewGuid();
                CaseParties.Seal(key, id, "evaluation", Encoding.UTF8.GetBytes(remark), at)(batch);
                KeepOpinion.Write(batch, id, about, at);
            }
        }

        await server.Services.GetRequiredService<Platform.Storage.Database>().Commit(batch, default);
        await server.Services.GetRequiredService<SortOpinions>().SortNew(default);
    }
}
