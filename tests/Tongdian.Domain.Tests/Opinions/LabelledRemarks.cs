using Tongdian.Domain.Opinions;

namespace Tongdian.Domain.Tests.Opinions;

/// <summary>Remarks with the mood that a person reads in them. <see cref="Known"/> and <see cref="Seen"/> may be looked at when words are
/// added; <see cref="Held"/> may not: it was written before the list had its last words, and not looked at afterwards.</summary>
internal static class LabelledRemarks
{
    public static readonly (Mood Mood, string Text)[] Known =
    [
        (Mood.Positive, "师傅很热情，解释得很清楚"), (Mood.Positive, "办得真快，谢谢"), (Mood.Positive, "没想到当天就装好了，点赞！"), (Mood.Positive, "服务态度好，活干得漂亮"), (Mood.Positive, "一次就办好，不用跑"),
        (Mood.Positive, "工作人员耐心，流程不复杂"), (Mood.Positive, "不错"), (Mood.Positive, "没有不满意的地方"), (Mood.Positive, "Very quick and friendly, thanks!"), (Mood.Positive, "The crew was punctual and clean"),
        (Mood.Positive, "施工队把现场收拾得干干净净"), (Mood.Positive, "非常满意"), (Mood.Positive, "比以前方便多了"), (Mood.Positive, "师傅准时，还主动帮忙检查了线路"), (Mood.Positive, "价格公开透明，放心"),
        (Mood.Negative, "停电时间太长了"), (Mood.Negative, "等了两个小时没人来"), (Mood.Negative, "电话打不通"), (Mood.Negative, "态度不好，说话很凶"), (Mood.Negative, "不满意"), (Mood.Negative, "收费不透明，怀疑多收了"),
        (Mood.Negative, "说是三天，拖了半个月"), (Mood.Negative, "师傅没有按时来"), (Mood.Negative, "施工完垃圾没清理"), (Mood.Negative, "材料交了三遍，太折腾"), (Mood.Negative, "墙打坏了不管"), (Mood.Negative, "账单看不懂"),
        (Mood.Negative, "Nobody came, very disappointed"), (Mood.Negative, "The bill is confusing and not clear"), (Mood.Negative, "装表还行，就是太慢"), (Mood.Negative, "一点都不专业"), (Mood.Negative, "别的都好，但是客服太敷衍"),
        (Mood.Negative, "APP老是闪退"), (Mood.Negative, "问了几次都不回"), (Mood.Negative, "没提前通知就停电"), (Mood.Negative, "电线裸露，有安全隐患"),
        (Mood.Neutral, "一般"), (Mood.Neutral, "电表装在楼道里"), (Mood.Neutral, "周三下午来的"), (Mood.Neutral, "没有意见"), (Mood.Neutral, "希望周末也能办理"), (Mood.Neutral, "跟去年差不多"), (Mood.Neutral, "The meter is in the hall"), (Mood.Neutral, "无"),
        (Mood.Neutral, "我家是三相电"), (Mood.Neutral, "下个月还要增容"), (Mood.Neutral, "两个师傅一起来的"), (Mood.Neutral, ""),
    ];

    public static readonly (Mood Mood, string Text)[] Seen =
    [
        (Mood.Positive, "小伙子干活利索，还戴了鞋套"), (Mood.Positive, "从申请到通电只用了三天，效率高"), (Mood.Positive, "客服姑娘很有耐心，讲了两遍我才懂"), (Mood.Positive, "全程手机上办，省事"), (Mood.Positive, "感谢李师傅冒雨抢修"), (Mood.Positive, "服务周到，没话说"),
        (Mood.Positive, "没有乱收费，很规范"), (Mood.Positive, "态度和蔼，办事认真"), (Mood.Positive, "给供电公司点个赞"), (Mood.Positive, "比我想的快多了"), (Mood.Positive, "整个过程很顺利"), (Mood.Positive, "Great job, no complaints at all"), (Mood.Positive, "Easy to apply online"),
        (Mood.Positive, "Everything was explained clearly and politely"), (Mood.Positive, "有问必答，值得信赖"), (Mood.Positive, "大冬天还上门服务，暖心"), (Mood.Positive, "工人很有礼貌，不抽烟不喝水"), (Mood.Positive, "这次没让我多跑，好评"), (Mood.Positive, "挺满意的"), (Mood.Positive, "进度随时能查，心里踏实"),
        (Mood.Negative, "预约改了三次，最后还是没人来"), (Mood.Negative, "窗口排队一个多小时"), (Mood.Negative, "师傅态度生硬，问一句顶一句"), (Mood.Negative, "方案变来变去，不知道听谁的"), (Mood.Negative, "发票迟迟开不出来"), (Mood.Negative, "半夜施工吵得孩子睡不着"), (Mood.Negative, "电压不稳，灯一闪一闪"),
        (Mood.Negative, "热线转了一圈又一圈"), (Mood.Negative, "装完表留下一地线头没人管"), (Mood.Negative, "说好赔偿，到现在没有下文"), (Mood.Negative, "流程太繁琐，老人根本弄不明白"), (Mood.Negative, "不是很满意，沟通不及时"), (Mood.Negative, "收了材料费也不给收据"), (Mood.Negative, "效率低下"), (Mood.Negative, "互相推诿，没有人负责"),
        (Mood.Negative, "上传照片总是失败"), (Mood.Negative, "表箱装得太高，够不着"), (Mood.Negative, "整体还可以，不过工期拖得太久"), (Mood.Negative, "Still no power after two weeks"), (Mood.Negative, "The staff was not helpful"), (Mood.Negative, "I waited all day and nobody called"), (Mood.Negative, "App keeps crashing, useless"),
        (Mood.Negative, "跑了四趟才办下来"), (Mood.Negative, "墙上的洞没给补"), (Mood.Negative, "没有短信，也没有电话，突然断电"), (Mood.Negative, "服务意识差"), (Mood.Negative, "井盖没盖好，很危险"), (Mood.Negative, "价格偏贵"),
        (Mood.Neutral, "还行吧"), (Mood.Neutral, "装的是智能电表"), (Mood.Neutral, "师傅姓王"), (Mood.Neutral, "暂时没有什么要说的"), (Mood.Neutral, "申请的是充电桩"), (Mood.Neutral, "建议营业厅增加座椅"), (Mood.Neutral, "房子还在装修"), (Mood.Neutral, "合同是儿子签的"), (Mood.Neutral, "不好也不坏"), (Mood.Neutral, "It was a residential application"),
        (Mood.Neutral, "能否开通周末窗口"), (Mood.Neutral, "普普通通"), (Mood.Neutral, "N/A"), (Mood.Neutral, "请问什么时候送电"),
    ];

    public static readonly (Mood Mood, string Text)[] Held =
    [
        (Mood.Positive, "师傅技术过硬，一会儿就接好了"), (Mood.Positive, "网上提交第二天就有人联系，速度很快"), (Mood.Positive, "讲解很到位，老人也听懂了"), (Mood.Positive, "装完还教我怎么看表，很贴心"), (Mood.Positive, "流程简单，材料少，赞"),
        (Mood.Positive, "没花一分钱冤枉钱"), (Mood.Positive, "大热天的，师傅们辛苦了"), (Mood.Positive, "比别的单位强多了"), (Mood.Positive, "窗口小姑娘态度特别好"), (Mood.Positive, "说到做到，准点到的"), (Mood.Positive, "施工质量好，线走得整齐"), (Mood.Positive, "十分感谢，问题解决了"),
        (Mood.Positive, "不但快，而且服务好"), (Mood.Positive, "Fast and easy, thank you"), (Mood.Positive, "The engineer was patient and explained the scheme well"), (Mood.Positive, "挑不出毛病"), (Mood.Positive, "客户经理全程跟进，很负责"), (Mood.Positive, "手续简化了不少，点赞"),
        (Mood.Negative, "都一个月了还没通电"), (Mood.Negative, "说好九点到，十一点才来"), (Mood.Negative, "客服一问三不知"), (Mood.Negative, "挖开的路面到现在没恢复"), (Mood.Negative, "表装反了，读数不对"), (Mood.Negative, "电费突然翻倍，找不到原因"), (Mood.Negative, "打了好几次电话都没人理"), (Mood.Negative, "变压器噪音大，影响休息"),
        (Mood.Negative, "办事拖拖拉拉"), (Mood.Negative, "合同条款看不明白，也没人讲"), (Mood.Negative, "线拉得乱七八糟"), (Mood.Negative, "不通知就拉闸，冰箱里的肉全坏了"), (Mood.Negative, "收费标准不公开"), (Mood.Negative, "师傅很客气，但是电表装歪了"), (Mood.Negative, "来回跑了五次"), (Mood.Negative, "验收不合格也不说明理由"),
        (Mood.Negative, "让我自己买电缆，太贵"), (Mood.Negative, "网页打不开，验证码收不到"), (Mood.Negative, "不够专业"), (Mood.Negative, "Too slow and too expensive"), (Mood.Negative, "They left a mess behind"), (Mood.Negative, "Nobody answers the phone"), (Mood.Negative, "The website does not work"), (Mood.Negative, "态度冷淡，爱答不理"),
        (Mood.Negative, "预约了不来也不打招呼"), (Mood.Negative, "投诉了也没有用"), (Mood.Negative, "灯忽明忽暗，怕把电器烧坏"),
        (Mood.Neutral, "就那样"), (Mood.Neutral, "装在院门口了"), (Mood.Neutral, "上午来勘查过"), (Mood.Neutral, "希望可以微信缴费"), (Mood.Neutral, "我是租客"), (Mood.Neutral, "图纸已经交了"), (Mood.Neutral, "两百千伏安"), (Mood.Neutral, "没啥感觉"), (Mood.Neutral, "中规中矩"), (Mood.Neutral, "The meter number ends with 12"), (Mood.Neutral, "想问一下峰谷电价"),
        (Mood.Neutral, "麻烦把账单寄到公司"),
    ];
}
