using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Tongdian.Domain;
using Tongdian.Domain.Notices;
using Tongdian.Server.Platform.Processes;

namespace Tongdian.Server.Modules.Notices;

/// <summary>Reads the templates of a folder, and finds everything that is wrong with them.</summary>
internal static class TemplateFolder
{
    /// <summary>A template with where it stands and the hash of what it says.</summary>
    public sealed record TemplateRead(string File, int Line, NoticeTemplate Template, string Sha256);

    /// <summary>The templates of all <c>*.yaml</c> files: one of every kind.</summary>
    /// <exception cref="ProcessFileException">With the faults of all files.</exception>
    public static ImmutableArray<TemplateRead> Read(string folder)
    {
        var faults = ImmutableArray.CreateBuilder<ProcessFault>();
        var found = ImmutableArray.CreateBuilder<TemplateRead>();
        foreach (var path in Directory.EnumerateFiles(folder, "*.yaml").Order(StringComparer.Ordinal))
        {
            try
            {
                found.AddRange(File($"notices/{Path.GetFileName(path)}", System.IO.File.ReadAllText(path)));
            }
            catch (ProcessFileException refused)
            {
                faults.AddRange(refused.Faults);
            }
        }

        foreach (var same in found.GroupBy(f => f.Template.Kind.Id, StringComparer.Ordinal).Where(g => g.Count() > 1))
            faults.Add(new ProcessFault(same.Last().File, same.Last().Line, "message-duplicate", $"{same.Key} is also in {same.First().File}"));
        if (faults.Count == 0)
        {
            foreach (var kind in NoticeKinds.All.Where(k => found.All(f => f.Template.Kind != k)))
                faults.Add(new ProcessFault("notices", 1, "message-missing", $"there is no template of {kind.Id}"));
        }

        return faults.Count > 0 ? throw new ProcessFileException(faults.ToImmutable()) : found.ToImmutable();
    }

    /// <summary>The templates of one file.</summary>
    /// <exception cref="ProcessFileException">With everything that is wrong.</exception>
    public static ImmutableArray<TemplateRead> File(string name, string yaml)
    {
        var source = new YamlSource(name);
        var root = source.Root(yaml);
        var read = root.List("messages", map => One(source, map));
        root.RefuseUnknownKeys();
        source.ThrowIfFaulty();
        return [.. read.OfType<(string Path, NoticeTemplate Template, string Said)>().Select(r => new TemplateRead(
            name, source.LineOf(r.Path), r.Template, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(r.Said)))))];
    }

    private static (string Path, NoticeTemplate Template, string Said)? One(YamlSource source, YamlMap map)
    {
        var (id, version) = (map.Text("id"), map.Integer("version"));
        var kind = NoticeKinds.All.FirstOrDefault(k => k.Id == id);
        if (kind is null && id.Length > 0)
            source.Refuse($"{map.Path}.id", "message-unknown", $"{id} is no message; known are {string.Join(", ", NoticeKinds.All.Select(k => k.Id))}");
        var said = new StringBuilder();
        var known = kind?.Fields ?? [];
        var text = Texts(source, map, "text", known, said);
        var mail = map.MapOrNull("mail", m => new Mail(Texts(source, m, "subject", known, said), m.Has("body") ? Texts(source, m, "body", known, said) : null));
        var weChat = map.List("wechat", m => (Name: m.Text("name"), Value: Texts(source, m, "value", known, said)));
        foreach (var field in weChat)
        {
            said.Append('\u001e').Append(field.Name);
            if (!WeChatField.IsName(field.Name))
                source.Refuse($"{map.Path}.wechat", "wechat-field", $"{field.Name} is no field; it is a kind with a number from 1 on, kinds are {string.Join(", ", WeChatField.Kinds)}");
        }

        if (kind is { AboutCase: false } && text is not null && new[] { text, mail?.Body ?? text }.Any(t => !t.Chinese.Fields.Contains("stop") || !t.English.Fields.Contains("stop")))
            source.Refuse($"{map.Path}.text", "message-without-stop", $"{id} is not about a case: it must say {{stop}} in both languages, by which it is declined");
        return kind is null || text is null
            ? null
            : (map.Path, new NoticeTemplate(kind, version, text, mail?.Subject, mail?.Body, [.. weChat.Where(w => w.Value is not null).Select(w => (w.Name, w.Value!))]), said.ToString());
    }

    private sealed record Mail(TwoLanguages? Subject, TwoLanguages? Body);

    private static TwoLanguages? Texts(YamlSource source, YamlMap map, string key, IReadOnlyList<string> known, StringBuilder said)
    {
        var both = map.Localized(key);
        said.Append(both.Zh).Append('\u001f').Append(both.En).Append('\u001f');
        var path = map.Path.Length == 0 ? key : $"{map.Path}.{key}";
        var (chinese, english) = (Template(both.Zh), Template(both.En));
        return chinese is null || english is null ? null : new TwoLanguages(chinese, english);

        MessageTemplate? Template(string text)
        {
            if (text.Length == 0)
                return null;
            if (!MessageTemplate.Read(text, known).Failed(out var wrong, out var template))
                return template;
            source.Refuse(path, wrong.Code, Says(wrong, text, known));
            return null;
        }
    }

    private static string Says(Error wrong, string text, IReadOnlyList<string> known) => wrong.Code switch
    {
        "template.field-unknown" => $"there is no field {{{wrong.Values["field"]}}}; known are {string.Join(", ", known.Select(k => $"{{{k}}}"))}",
        "template.brackets" => $"a bracket is open or closed that should not be, at character {wrong.Values["at"]} of: {text}",
        "template.too-long" => $"it is longer than {MessageTemplate.MaxLength} characters",
        _ => "it says nothing",
    };
}
