using System.Buffers;
using System.Text;

namespace Tongdian.Domain.Parties;

/// <summary>What others see of a person. Never throws, and never shows a value whole because it is short or odd.</summary>
public static class Masking
{
    private const string Hidden = "***";

    // The last letter of a division or a road: province, city, district, county, banner, town, township, road, street, avenue, lane.
    private const string PlaceEnds = "省市区县旗镇乡路街道巷";

    private static readonly SearchValues<char> Numbers = SearchValues.Create("0123456789０１２３４５６７８９号");

    /// <summary>The first character and one star for each of the next, two at most, so that length tells little: 张伟 → 张*, 欧阳修文 → 欧**.</summary>
    public static string Name(string name)
    {
        var length = PlainText.Length(name);
        if (length <= 1)
            return "*";
        var first = name.EnumerateRunes().First();
        return first + new string('*', Math.Min(length - 1, 2));
    }

    /// <summary>The first three and the last four digits: 138****0000.</summary>
    public static string Phone(string phone) => Ends(phone, 3, 4);

    /// <summary>The first three and the last two characters: 110*************75.</summary>
    public static string IdNumber(string number) => Ends(number, 3, 2);

    /// <summary>The first character and the domain: z***@example.test.</summary>
    public static string Email(string email)
    {
        var at = email.LastIndexOf('@');
        return at > 1 ? email[0] + Hidden + email[at..] : at == 1 ? Hidden + email[at..] : Hidden;
    }

    /// <summary>Up to the last division or road before the first number: 北京市朝阳区建国路88号 → 北京市朝阳区建国路***.</summary>
    public static string Address(string address)
    {
        var number = address.AsSpan().IndexOfAny(Numbers);
        var end = number < 0 ? address.Length : number;
        while (end > 0 && !EndsAPlace(address, end - 1))
            end--;
        return address[..end] + Hidden;
    }

    // 小区 and 社区 name a single estate: that is nearly the house.
    private static bool EndsAPlace(string address, int at) =>
        PlaceEnds.Contains(address[at], StringComparison.Ordinal)
        && !(address[at] == '区' && at > 0 && address[at - 1] is '小' or '社');

    private static string Ends(string text, int head, int tail)
    {
        if (text.Length <= head + tail)
            return Hidden;
        return new StringBuilder(text.Length)
            .Append(text, 0, head)
            .Append('*', text.Length - head - tail)
            .Append(text, text.Length - tail, tail)
            .ToString();
    }
}
