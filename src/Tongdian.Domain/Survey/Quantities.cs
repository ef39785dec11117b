namespace Tongdian.Domain.Survey;

// Every symbol once, so that it has the same name and unit in every formula.
internal static class Quantities
{
    public static Quantity InstalledLoad(decimal v) => Of("P_e", "设备容量", "installed load", v, "kW");
    public static Quantity DemandFactor(decimal v) => Of("K_x", "需要系数", "demand factor", v, "");
    public static Quantity Kw(decimal v) => Of("P_c", "计算有功", "calculated active power", v, "kW");
    public static Quantity Kvar(decimal v) => Of("Q_c", "计算无功", "calculated reactive power", v, "kvar");
    public static Quantity Kva(decimal v) => Of("S_c", "计算视在功率", "calculated apparent power", v, "kVA");
    public static Quantity GroupKw(decimal v) => Of("ΣP_c", "各组计算有功之和", "sum of the groups' active power", v, "kW");
    public static Quantity GroupKvar(decimal v) => Of("ΣQ_c", "各组计算无功之和", "sum of the groups' reactive power", v, "kvar");
    public static Quantity SimultaneousP(decimal v) => Of("K_Σp", "有功同时系数", "simultaneous factor of active power", v, "");
    public static Quantity SimultaneousQ(decimal v) => Of("K_Σq", "无功同时系数", "simultaneous factor of reactive power", v, "");
    public static Quantity Asked(decimal v) => Of("P_a", "申请容量", "capacity asked for", v, "kW");
    public static Quantity AskedKva(decimal v) => Of("S_a", "申请容量", "capacity asked for", v, "kVA");
    public static Quantity PowerFactor(decimal v) => Of("cosφ", "功率因数", "power factor", v, "");
    public static Quantity Homes(decimal v) => Of("n", "户数", "number of homes", v, "");
    public static Quantity KwPerHome(decimal v) => Of("P_h", "每户容量", "capacity of a home", v, "kW");
    public static Quantity HomeFactor(decimal v) => Of("K_n", "按户数的需要系数", "demand factor by number of homes", v, "");
    public static Quantity Area(decimal v) => Of("A", "建筑面积", "floor area", v, "m²");
    public static Quantity LargestPhase(decimal v) => Of("P_max", "最大相负荷", "load of the fullest phase", v, "kW");
    public static Quantity SmallestPhase(decimal v) => Of("P_min", "最小相负荷", "load of the emptiest phase", v, "kW");
    public static Quantity Unbalance(decimal v) => Of("β", "三相不平衡度", "unbalance of the phases", v, "%");
    public static Quantity Equivalent(decimal v) => Of("P_eq", "等效三相负荷", "equivalent three-phase load", v, "kW");
    public static Quantity Volt(decimal v) => Of("U", "额定电压", "nominal voltage", v, "V");
    public static Quantity Current(decimal v) => Of("I_b", "计算电流", "design current", v, "A");
    public static Quantity Breaker(decimal v) => Of("I_n", "保护电器额定电流", "rating of the protection", v, "A");
    public static Quantity TableAmps(decimal v) => Of("I_t", "表列载流量", "current-carrying capacity in the table", v, "A");
    public static Quantity Temperature(decimal v) => Of("θ", "环境温度", "ambient temperature", v, "°C");
    public static Quantity TemperatureFactor(decimal v) => Of("k_θ", "温度校正系数", "factor for temperature", v, "");
    public static Quantity Circuits(decimal v) => Of("m", "并列回路数", "circuits side by side", v, "");
    public static Quantity GroupingFactor(decimal v) => Of("k_m", "敷设校正系数", "factor for grouping", v, "");
    public static Quantity Ampacity(decimal v) => Of("I_z", "校正后载流量", "corrected current-carrying capacity", v, "A");
    public static Quantity Tripping(decimal v) => Of("I_2", "约定动作电流", "conventional tripping current", v, "A");
    public static Quantity TrippingFactor(decimal v) => Of("k_2", "约定动作电流倍数", "conventional tripping current over rating", v, "");
    public static Quantity Length(decimal v) => Of("L", "长度", "length", v, "m");
    public static Quantity Section(decimal v) => Of("s", "截面", "cross-section", v, "mm²");
    public static Quantity Resistivity(decimal v) => Of("ρ", "工作温度下电阻率", "resistivity in service", v * 1000, "mΩ·mm²/m");
    public static Quantity Reactance(decimal v) => Of("X_0", "单位电抗", "reactance per metre", v * 1000, "mΩ/m");
    public static Quantity Drop(decimal v) => Of("Δu", "电压降", "voltage drop", v, "%");
    public static Quantity SourceVolt(decimal v) => Of("U_1", "首端电压", "voltage at the supply point", v, "V");
    public static Quantity EndVolt(decimal v) => Of("U_2", "末端电压", "voltage at the end", v, "V");
    public static Quantity Rated(decimal v) => Of("S_N", "变压器额定容量", "rating of the transformer", v, "kVA");
    public static Quantity LoadRate(decimal v) => Of("r", "允许负载率", "load rate allowed", v, "");
    public static Quantity Greatest(decimal v) => Of("S_max", "实测最大负荷", "greatest load measured", v, "kVA");
    public static Quantity GreatestKw(decimal v) => Of("P_max", "实测最大负荷", "greatest load measured", v, "kW");
    public static Quantity Committed(decimal v) => Of("S_res", "已答复未接入容量", "capacity promised and not yet live", v, "kVA");
    public static Quantity Open(decimal v) => Of("S_open", "可开放容量", "open capacity", v, "kVA");
    public static Quantity RateAfter(decimal v) => Of("r_2", "接入后负载率", "load rate after connection", v, "%");
    public static Quantity FeederLimit(decimal v) => Of("I_lim", "线路限流值", "current limit of the feeder", v, "A");
    public static Quantity FeederGreatest(decimal v) => Of("I_max", "线路最大电流", "greatest current of the feeder", v, "A");
    public static Quantity Kv(decimal v) => Of("U", "额定电压", "nominal voltage", v, "kV");
    public static Quantity CtPrimary(decimal v) => Of("I_1n", "互感器额定一次电流", "rated primary current", v, "A");
    public static Quantity CtLoad(decimal v) => Of("I_b/I_1n", "一次电流负载率", "design current over rated primary current", v, "%");
    public static Quantity MeterMaximum(decimal v) => Of("I_max", "电能表最大电流", "greatest current of the meter", v, "A");
    public static Quantity Yuan(decimal v) => Of("C", "估算费用", "indicative cost", v, "CNY");
    public static Quantity Price(string item, LocalizedText name, decimal v) => new(item, name, Exact.Shown(v), "CNY");
    public static Quantity Metres(string symbol, string zh, string en, decimal v) => Of(symbol, zh, en, v, "m");
    public static Quantity Pixels(string symbol, string zh, string en, decimal v) => Of(symbol, zh, en, v, "px");
    public static Quantity Count(string symbol, string zh, string en, decimal v) => Of(symbol, zh, en, v, "");

    private static Quantity Of(string symbol, string zh, string en, decimal value, string unit) => new(symbol, new(zh, en), Exact.Shown(value), unit);
}
