using System.Globalization;
using System.Text.Json;

namespace Tongdian.Bench.Scenes;

/// <summary>Applications of people who do not exist, no two alike, each with an identity number whose check character is right.</summary>
internal static class Applicants
{
    private static readonly int[] Weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    public static string Application(long n) => JsonSerializer.Serialize(
        new
        {
            customer = new { kind = "residential", name = "张伟", idType = "resident-id", idNumber = IdNumber(n), phone = Phone(n) },
            supply = new { request = "new", voltage = "low", capacityKw = 8, urgency = "normal", sources = 1, purpose = "home" },
            site = new { region = BenchCompany.Region, address = Address(n), lat = 40.316, lon = 116.637 },
            consent = true,
            language = "zh-CN",
        });

    public static string Phone(long n) => string.Create(CultureInfo.InvariantCulture, $"138{n % 100_000_000:D8}");

    public static string Address(long n) => string.Create(CultureInfo.InvariantCulture, $"示范县示范路{n / 1000 + 1}号院{n % 1000 + 1}室");

    public static string IdNumber(long n)
    {
        var born = new DateOnly(1950, 1, 1).AddDays((int)(n / 1000 % 18_000));
        var body = string.Create(CultureInfo.InvariantCulture, $"110101{born:yyyyMMdd}{n % 1000:D3}");
        var sum = body.Select((digit, i) => (digit - '0') * Weights[i]).Sum();
        return body + "10X98765432"[sum % 11];
    }
}
