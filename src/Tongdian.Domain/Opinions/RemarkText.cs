using System.Collections.Immutable;
using System.Text;

namespace Tongdian.Domain.Opinions;

/// <summary>A stretch of text without marks in it: characters when it is Chinese, else words in small letters.</summary>
internal sealed record TextRun(bool Chinese, ImmutableArray<string> Units)
{
    /// <summary>Some units as they are written.</summary>
    public string Written(int from, int length) => string.Join(Chinese ? "" : " ", Units.AsSpan(from, length)!);
}

/// <summary>Takes a remark apart into what can be compared: no marks, no numbers, no difference of width or case.</summary>
internal static class RemarkText
{
    // What holds sentences together and says nothing about what they are about. No topic is written here.
    private const string Particles = "的了吗呢啊吧呀嘛哦啦着是我你您他她它们这那就也都还又很真在和与及把被让给跟之而但并或";

    private static readonly ImmutableHashSet<string> SmallWords = ImmutableHashSet.Create(
        StringComparer.Ordinal,
        "a", "an", "and", "are", "as", "at", "be", "been", "but", "by", "can", "did", "do", "for", "from", "had", "has", "have", "he", "i", "in", "is", "it", "its", "just", "me", "my", "of", "on", "or", "our",
        "she", "so", "that", "the", "their", "them", "there", "they", "this", "to", "too", "very", "was", "we", "were", "will", "with", "you", "your");

    /// <summary>The runs between marks, as they are spoken.</summary>
    public static ImmutableArray<TextRun> Runs(string text)
    {
        var (runs, units, word, chinese) = (ImmutableArray.CreateBuilder<TextRun>(), ImmutableArray.CreateBuilder<string>(), new StringBuilder(), false);
        foreach (var c in text)
        {
            var plain = Plain(c);
            if (IsHan(plain))
            {
                EndWord();
                if (!chinese)
                    EndRun();
                chinese = true;
                units.Add(plain.ToString());
            }
            else if (char.IsLetter(plain) || (plain == '\'' && word.Length > 0))
            {
                if (chinese)
                    EndRun();
                chinese = false;
                word.Append(char.ToLowerInvariant(plain));
            }
            else
            {
                EndWord();
                if (plain != ' ' || chinese)
                    EndRun();
            }
        }

        EndWord();
        EndRun();
        return runs.ToImmutable();

        void EndWord()
        {
            if (word.Length > 0)
                units.Add(word.ToString().TrimEnd('\''));
            word.Clear();
        }

        void EndRun()
        {
            if (units.Count > 0)
                runs.Add(new TextRun(chinese, units.ToImmutable()));
            units.Clear();
        }
    }

    /// <summary>The same runs cut at particles and small words, which are left out.</summary>
    public static IEnumerable<TextRun> Content(IEnumerable<TextRun> runs)
    {
        foreach (var run in runs)
        {
            var from = 0;
            for (var at = 0; at <= run.Units.Length; at++)
            {
                if (at < run.Units.Length && !IsSmall(run.Units[at]))
                    continue;
                if (at > from)
                    yield return run with { Units = run.Units[from..at] };
                from = at + 1;
            }
        }
    }

    /// <summary>Whether it is a particle or a small word.</summary>
    public static bool IsSmall(string unit) => unit.Length == 1 && IsHan(unit[0]) ? Particles.Contains(unit[0]) : unit.Length == 1 || SmallWords.Contains(unit);

    private static bool IsHan(char c) => c is (>= '\u3400' and <= '\u9fff') or (>= '\uf900' and <= '\ufaff');

    private static char Plain(char c) => c switch { '\u3000' => ' ', '\u2019' => '\'', >= '\uff01' and <= '\uff5e' => (char)(c - 0xfee0), _ => c };
}
