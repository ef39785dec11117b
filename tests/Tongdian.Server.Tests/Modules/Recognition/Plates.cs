namespace Tongdian.Server.Tests.Modules.Recognition;

/// <summary>Ten plates: the kinds of meters that there are, and what spoils a photograph of them. Numbers and makers are made up.</summary>
public static class Plates
{
    public static IReadOnlyList<DrawnPlate> All { get; } =
    [
        new("DDZY1296", "220V", "5(60)A", 1200, "330001000123456789", "华东通用电能表有限公司"),
        new("DTZY1296C-Z", "3×220/380V", "5(60)A", 400, "3130001000987654", "北方仪器仪表股份有限公司"),
        new("DSZY331", "3×100V", "1.5(6)A", 20000, "420000456123", "长江计量设备集团"),
        new("DDZY102C", "220V", "5(60)A", 1600, "330001000777123", "海河电子科技有限公司"),
        new("DDZY1296", "220V", "10(100)A", 800, "330001000246810", "华东通用电能表有限公司", Flaw.Perspective),
        new("DTZY188", "3×220/380V", "1.5(6)A", 6400, "3130001000135791", "北方仪器仪表股份有限公司", Flaw.Blur),
        new("DDZY719", "220V", "5(60)A", 1200, "330001000555666", "太湖电表制造有限公司", Flaw.Glare),
        new("DSZY535", "3×100V", "0.3(1.2)A", 100000, "420000111222", "长江计量设备集团", Flaw.Tilted),
        new("DTZY1296", "3×57.7/100V", "0.3(1.2)A", 20000, "3130001000864209", "钱塘智能电气有限公司", Flaw.OnItsSide),
        new("DDZY1296", "220V", "0.25-0.5(60)A", 1000, "330001000314159", "华东通用电能表有限公司", Flaw.OnItsHead),
    ];
}
