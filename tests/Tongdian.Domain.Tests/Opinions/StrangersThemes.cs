using System.Collections.Immutable;

namespace Tongdian.Domain.Tests.Opinions;

/// <summary>A theme as somebody makes it who wants to try the search: beginnings × ends.</summary>
/// <param name="Name">For messages of the tests.</param>
/// <param name="Keys">Expressions of which the label has to share one.</param>
/// <param name="Beginnings">Each stands before each end.</param>
/// <param name="Ends">What it is about.</param>
internal sealed record Crossed(string Name, string[] Keys, string[] Beginnings, string[] Ends)
{
    public Theme AsTheme() => new(Name, Keys, [.. Beginnings.SelectMany(b => Ends.Select(e => b + e))]);
}

/// <summary>
/// Themes made in ways in which <see cref="Themes"/> are not. The settings of the search were chosen with <see cref="Seen"/>; <see cref="Held"/> was
/// measured and chosen before the settings, and seen once in a run on the state before.
/// </summary>
internal static class StrangersThemes
{
    public static readonly ImmutableArray<Crossed> Seen =
    [
        new("late", ["装表"], ["等了三天", "说好上午到，晚上", "一再改期，", "打了四次电话", "请了两次假", "过了一个星期"], ["才有人来装表", "装表师傅还没来", "也没等到装表", "才通知我改天装表", "还在等装表"]),
        new("queues", ["排队", "窗口", "取号", "营业厅"], ["营业厅人多，", "早上八点就去，", "老人站不住，", "取号以后", "午休时间", "带着孩子"], ["排队排到门外", "窗口只开一个，排队很久", "排队两个小时", "前面还有四十个人排队", "窗口叫号太慢，一直排队"]),
        new("fees", ["收费", "材料费", "多收"], ["收据上", "交钱的时候", "前台说", "问了两遍", "和告知书对照，", "最后结账"], ["多收了一笔材料费", "材料费没有明细", "收费和告知的不一样", "不知道收费标准", "收费项目说不清"]),
        new("voltage", ["电压", "灯"], ["晚上七点", "一开空调", "夏天", "邻居也说", "每到周末", "装好以后"], ["电压低灯发暗", "电压不稳冰箱总停", "灯一闪一闪电压不够", "电压只有一百九十伏", "电压忽高忽低"]),
        new("contract", ["合同", "条款"], ["签字之前", "看了半天", "问客户经理，", "律师看过，", "家里人都说", "回家再读，"], ["合同条款太长", "合同里的违约金不懂", "条款字太小", "合同没有留底", "合同条款没人解释"]),
        new("power cut", ["停电"], ["店里正做生意，", "孩子写作业，", "冰箱刚装满，", "电梯里", "大热天", "连着三天"], ["突然停电", "停电没有通知", "停电四个小时", "停电也不说几点来", "又停电了"]),
        new("road", ["路面", "挖", "坑"], ["楼下", "小区南门", "施工走了以后", "雨后", "半个月了", "老人出门，"], ["路面没有恢复", "挖的坑没填", "路面坑坑洼洼", "挖开的沟还敞着", "路面铺得不平"]),
        new("app", ["app", "登录", "验证码"], ["换了手机", "试了一晚上", "儿子帮忙弄，", "更新以后", "按说明做，", "连着两天"], ["app登录不了", "验证码收不到", "app闪退", "app里找不到申请", "登录要验证码又不发"]),
    ];

    public static readonly ImmutableArray<Crossed> Held =
    [
        new("survey", ["勘查", "勘察", "现场"], ["申请交了五天", "约好星期二", "催过客服，", "请假在家，", "同一栋楼的", "到月底了"], ["没人来现场勘查", "勘查人员没到", "勘查时间改了又改", "还没安排勘查", "现场勘查一直拖"]),
        new("attitude", ["态度", "语气", "凶"], ["多问一句", "电话里", "到柜台，", "老人听不清，", "第二次去", "说明情况后"], ["工作人员态度冷淡", "态度很不耐烦", "语气凶得很", "就甩脸色，态度差", "爱理不理的态度"]),
        new("wall", ["墙", "洞"], ["客厅", "新装修的房子，", "师傅走了才发现", "刷过漆的", "孩子房间", "收工的时候"], ["墙上打的洞没补", "墙皮掉了一片", "墙面全是灰", "钻错了洞，墙花了", "墙角裂了"]),
        new("invoice", ["发票"], ["公司报账，", "月初就申请，", "财务催，", "邮箱里", "问了营业厅，", "年底结算"], ["发票还没开", "发票抬头不对", "找不到电子发票", "发票金额和实际不一样", "发票要自己跑去拿"]),
        new("charger", ["充电桩", "车位"], ["买了新车", "地下二层", "和物业谈过，", "邻居装了，我家", "预约了半个月", "开发商说"], ["充电桩装不上", "车位不让接充电桩", "充电桩容量不批", "充电桩报装没回音", "没有车位证不给充电桩"]),
        new("papers", ["材料", "证明", "复印"], ["从乡下赶来", "第一次去说齐了，", "换了个窗口", "网上传过了，", "房子是租的，", "老板出差，"], ["又要补材料", "材料说不齐", "还要开证明", "证明材料要三份", "材料又让重新复印"]),
        new("noise", ["施工", "吵", "噪音"], ["半夜一点", "中午休息，", "孩子高考，", "家里有病人，", "连续一周", "物业去说过，"], ["施工还在响", "施工吵得睡不着", "施工噪音没停过", "还在打桩，吵", "施工队吵架似的喊"]),
        new("price", ["电价", "电费"], ["开了个小店", "和隔壁比", "天冷以后", "家里没人住，", "翻了三个月", "算来算去"], ["电费高了一倍", "电价按什么算不清楚", "电费突然涨了", "电价比别人贵", "电费对不上"]),
    ];
}
