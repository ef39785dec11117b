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
        "规范", "透明", "公道", "公开", "到位", "快", "解决了", "修好了", "通电了", "超出预期", "无可挑剔", "喜欢", "信赖", "信任", "支持", "推荐", "一次就办好", "一次办好", "当天就", "不用跑", "不收钱", "主动", "笑脸", "微笑", "用心", "佩服", "省钱", "惊喜", "暖心", "踏实", "和蔼", "漂亮", "热心", "仔细", "细致", "精湛", "过硬", "娴熟", "熟练", "齐全", "简单", "简便", "便捷", "便利", "便民", "神速", "速度快", "效率很高", "强多了", "好多了", "有问必答", "随叫随到", "随时能查",
        "说到做到", "准点", "质量好", "井井有条", "干干净净", "高兴", "开心", "愉快", "致敬", "称赞", "夸", "厉害", "牛", "优质", "一流", "良好", "完美", "省力", "公平", "合理", "安全可靠", "稳定", "听懂了", "解释清楚",
        "good", "great", "excellent", "thanks", "thank", "perfect", "satisfied", "happy", "helpful", "friendly", "polite", "quick", "quickly", "fast", "professional", "nice", "clean", "clear", "patient", "punctual", "convenient", "easy", "smooth", "recommend", "awesome", "wonderful", "efficient", "love", "clearly", "politely", "well", "pleased", "explained", "simple", "kind", "reliable", "safe", "tidy", "careful", "responsive", "appreciate",
    ];

    /// <summary>Blame.</summary>
    public static readonly string[] Bad =
    [
        "差", "慢", "贵", "乱", "脏", "吵", "坏", "坏了", "差劲", "糟糕", "糟", "烦", "麻烦", "失望", "生气", "气人", "投诉", "差评", "不满", "不耐烦", "敷衍", "推诿", "推脱", "踢皮球", "拖", "拖延", "拖拉", "拖了", "迟到", "晚点", "爽约", "等了", "白等", "久等", "久", "没人", "无人接",
        "打不通", "占线", "无语", "坑", "骗", "乱收费", "多收", "不透明", "看不懂", "不明不白", "态度恶劣", "恶劣", "粗暴", "冷漠", "凶", "骂", "吼", "不理", "不管", "不回", "不解决", "不处理", "不作为", "不合理", "不公平", "危险", "隐患", "裸露", "漏电", "触电", "故障", "跳闸", "停电", "断电", "出错", "失败",
        "闪退", "卡住", "卡死", "错误", "写错", "开错", "弄错", "装错", "忘了", "漏水", "垃圾", "灰尘", "噪音", "睡不着", "刮花", "打坏", "弄坏", "敲坏", "烧坏", "损坏", "损失", "耽误", "影响", "折腾", "反复", "跑了几趟", "跑了三趟", "又跑", "白跑", "来回跑", "繁琐", "复杂", "难", "难看", "难用", "烂", "瘫", "忽悠",
        "糊弄", "马虎", "粗心", "偷懒", "抽烟", "不专业", "不清楚", "不明白", "说不清", "不一致", "不合适", "没下文", "没下落", "没消息", "没音信", "没动静", "没反应", "没交代", "遥遥无期", "没完没了", "不方便", "不文明", "不负责", "不认账", "不讲理", "太黑", "霸王", "扯皮", "无奈", "后悔", "气死", "受不了", "忍无可忍", "不闻不问", "爱理不理", "生硬", "冷淡", "变来变去", "改来改去", "转来转去", "推来推去", "不知道听谁的", "不知道找谁", "迟迟", "不稳", "一闪一闪", "忽高忽低", "忽明忽暗", "没有下文", "没下文", "不给", "没给", "低下", "偏低", "太低", "太高", "够不着",
        "跑了四趟", "跑了两趟", "跑了好几趟", "跑了好几次", "跑了三次", "跑断腿", "排队", "排长队", "好几个小时", "一个多小时", "两个小时", "三个小时", "半天", "半个月", "一个月了", "几个月", "才来", "才到", "才办", "才装", "没来", "没到", "不来", "没通电", "没恢复", "没修", "没清理", "没解决", "没处理", "没装好", "不对", "不行",
        "不合格", "不公开", "装反", "装歪", "歪了", "漏了", "丢了", "少了", "断了", "裂了", "一问三不知", "不懂", "看不明白", "听不懂", "看不清", "找不到", "打不开", "收不到", "用不了", "传不上", "登不上", "进不去", "翻倍", "暴涨", "多扣", "乱扣", "冤枉", "吃亏", "乱七八糟", "乱糟糟", "一塌糊涂", "乱拉", "拖拖拉拉", "磨蹭", "怠慢", "应付", "糊涂",
        "欺负", "欺骗", "隐瞒", "野蛮", "违规", "霸道", "没人理", "没人管", "没人接", "没人讲", "没人教", "没人负责", "没有用", "没用", "白搭", "转圈", "一圈又一圈", "突然断电", "突然停电", "拉闸", "着火", "冒火", "冒烟", "发烫", "绊倒", "摔", "怕", "担心", "害怕", "气愤", "愤怒", "恼火", "郁闷", "心烦", "闹心", "糟心", "寒心",
        "bad", "slow", "late", "rude", "poor", "terrible", "awful", "worst", "worse", "unhappy", "dissatisfied", "disappointed", "disappointing", "dirty", "noisy", "broken", "confusing", "confused", "expensive", "unclear", "wrong", "error", "fail", "failed", "fails", "problem", "problems", "waited", "delay", "delayed", "annoying",
        "complaint", "dangerous", "unsafe", "useless", "ignored", "mess", "overcharged", "waste", "nobody", "still", "crash", "crashes", "crashing", "unstable", "flickers", "flickering", "leaking", "damaged", "lost", "missed", "cold", "hard", "difficult", "worried", "angry", "frustrated", "frustrating", "unprofessional", "unhelpful", "lied", "dust",
    ];

    /// <summary>Of these one is enough: they count double.</summary>
    public static readonly string[] Strong =
    [
        "投诉", "差评", "糟糕", "差劲", "失望", "无语", "恶劣", "气死", "受不了", "忍无可忍", "无可挑剔", "超出预期", "点赞", "五星", "感动", "表扬", "terrible", "awful", "worst", "rude", "excellent", "perfect", "awesome", "wonderful",
    ];
}
