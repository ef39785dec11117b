namespace Tongdian.Domain.Opinions;

/// <summary>
/// Words that praise and words that blame, our own list. +1 and -1 for plain ones, 2 for strong ones. Of words inside one another the longer one counts, so that
/// "不错" is praise and "没耐心" is one thing.
/// </summary>
internal static class SentimentWords
{
    /// <summary>What turns the next words around.</summary>
    public static readonly string[] Not = ["不", "没", "没有", "无", "未", "别", "并非", "不太", "不够", "不怎么", "不是", "毫无", "not", "no", "never", "don't", "didn't", "doesn't", "isn't", "wasn't", "weren't", "can't", "cannot", "couldn't", "without", "hardly"];

    /// <summary>What makes the next words stronger.</summary>
    public static readonly string[] Very =
        ["很", "非常", "太", "特别", "十分", "极其", "极", "超", "超级", "真", "真是", "相当", "最", "实在", "格外", "挺", "蛮", "really", "very", "so", "extremely", "too", "absolutely", "totally"];

    /// <summary>Praise.</summary>
    public static readonly string[] Good =
    [
        "好", "好评", "满意", "感谢", "谢谢", "多谢", "不错", "没的说", "没得说", "没毛病", "没话说", "挑不出毛病", "专业", "热情", "耐心", "细心", "周到", "贴心", "负责", "认真", "快捷", "迅速", "及时", "准时", "按时", "提前", "高效", "效率高", "方便", "省心", "省事",
        "省时", "放心", "安心", "清楚", "明白", "整齐", "干净", "整洁", "礼貌", "客气", "和气", "友善", "友好", "亲切", "靠谱", "点赞", "赞", "给力", "棒", "优秀", "五星", "表扬", "值得", "顺利", "顺畅", "舒服", "温暖", "感动", "辛苦了", "给你们加油", "守时", "利索", "麻利",
        "规范", "透明", "公道", "公开", "到位", "快", "解决了", "修好了", "通电了", "超出预期", "无可挑剔", "喜欢", "信赖", "信任", "支持", "推荐", "一次就办好", "一次办好", "当天就", "不用跑", "不收钱", "主动", "笑脸", "微笑", "用心", "佩服", "省钱", "惊喜",
        "good", "great", "excellent", "thanks", "thank", "perfect", "satisfied", "happy", "helpful", "friendly", "polite", "quick", "quickly", "fast", "professional", "nice", "clean", "clear", "patient", "punctual", "convenient", "easy", "smooth", "recommend", "awesome", "wonderful", "efficient", "love",
    ];

    /// <summary>Blame.</summary>
    public static readonly string[] Bad =
    [
        "差", "慢", "贵", "乱", "脏", "吵", "坏", "坏了", "差劲", "糟糕", "糟", "烦", "麻烦", "失望", "生气", "气人", "投诉", "差评", "不满", "不耐烦", "敷衍", "推诿", "推脱", "踢皮球", "拖", "拖延", "拖拉", "拖了", "迟到", "晚点", "爽约", "等了", "白等", "久等", "久", "没人", "无人接",
        "打不通", "占线", "无语", "坑", "骗", "乱收费", "多收", "不透明", "看不懂", "不明不白", "态度恶劣", "恶劣", "粗暴", "冷漠", "凶", "骂", "吼", "不理", "不管", "不回", "不解决", "不处理", "不作为", "不合理", "不公平", "危险", "隐患", "裸露", "漏电", "触电", "故障", "跳闸", "停电", "断电", "出错", "失败",
        "闪退", "卡住", "卡死", "错误", "写错", "开错", "弄错", "装错", "忘了", "漏水", "垃圾", "灰尘", "噪音", "睡不着", "刮花", "打坏", "弄坏", "敲坏", "烧坏", "损坏", "损失", "耽误", "影响", "折腾", "反复", "跑了几趟", "跑了三趟", "又跑", "白跑", "来回跑", "繁琐", "复杂", "难", "难看", "难用", "烂", "瘫", "忽悠",
        "糊弄", "马虎", "粗心", "偷懒", "抽烟", "不专业", "不清楚", "不明白", "说不清", "不一致", "不合适", "没下文", "没下落", "没消息", "没音信", "没动静", "没反应", "没交代", "遥遥无期", "没完没了", "不方便", "不文明", "不负责", "不认账", "不讲理", "太黑", "霸王", "扯皮", "无奈", "后悔", "气死", "受不了", "忍无可忍", "不闻不问", "爱理不理",
        "bad", "slow", "late", "rude", "poor", "terrible", "awful", "worst", "worse", "unhappy", "dissatisfied", "disappointed", "disappointing", "dirty", "noisy", "broken", "confusing", "confused", "expensive", "unclear", "wrong", "error", "fail", "failed", "fails", "problem", "problems", "waited", "delay", "delayed", "annoying",
        "complaint", "dangerous", "unsafe", "useless", "ignored", "mess", "overcharged", "waste",
    ];

    /// <summary>Of these one is enough: they count double.</summary>
    public static readonly string[] Strong =
    [
        "投诉", "差评", "糟糕", "差劲", "失望", "无语", "恶劣", "气死", "受不了", "忍无可忍", "无可挑剔", "超出预期", "点赞", "五星", "感动", "表扬", "terrible", "awful", "worst", "rude", "excellent", "perfect", "awesome", "wonderful",
    ];
}
