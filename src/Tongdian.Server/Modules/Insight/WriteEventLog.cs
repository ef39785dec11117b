using System.Globalization;
using System.Text;
using System.Xml;
using Microsoft.EntityFrameworkCore;
using Tongdian.Domain;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Clocks;
using Tongdian.Domain.Insight;
using Tongdian.Domain.Processes;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Modules.Processes;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Look;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Insight;

/// <summary>
/// The event log as XES (IEEE 1849-2016) for process-mining tools: one trace per case that something happened to in a stretch of time, from its first event
/// to the end of the stretch. It is written while it is read. Colleagues are ids, customers are nobody.
/// </summary>
internal sealed class WriteEventLog(
    IDbContextFactory<TongdianContext> contexts, ReadHistories histories, CompanyDirectory directory, ProcessCatalog processes)
{
    private const string Namespace = "http://www.xes-standard.org/";

    // The version is a decimal number in the standard's own schema.
    private const string Version = "1849.2016";

    private static readonly (string Name, string Prefix)[] Parts =
        [("Concept", "concept"), ("Time", "time"), ("Lifecycle", "lifecycle"), ("Organizational", "org")];

    private static readonly XmlWriterSettings Settings = new() { Async = true, Indent = true, Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) };

    private sealed record Found(Guid Id, string Number, string Process, int ProcessVersion, string Region);

    public IResult Handle(string? from, string? to, StaffMember me)
    {
        var faults = new List<FieldError>();
        if (!TryRead(from, out var begin))
            faults.Add(new FieldError("from", "field.instant"));
        if (!TryRead(to, out var end) || (faults.Count == 0 && end <= begin))
            faults.Add(new FieldError("to", "field.instant"));
        return faults.Count > 0
            ? Problem.From(InsightErrors.Invalid(faults))
            : Results.Stream(stream => Write(stream, new TimeWindow(begin, end), me, CancellationToken.None), "application/xml", $"tongdian-{begin:yyyyMMdd}-{end:yyyyMMdd}.xes");
    }

    private async Task Write(Stream stream, TimeWindow during, StaffMember me, CancellationToken cancel)
    {
        var regions = (await directory.Get(cancel)).CoveredBy(me);
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var touched = context.Set<CaseEventRow>().Where(e => e.At >= during.From && e.At < during.To).Select(e => e.CaseId).Distinct();
        var cases = context.Set<CaseRow>().Where(c => touched.Contains(c.Id) && regions.Contains(c.Region)).OrderBy(c => c.Id)
            .Select(c => new Found(c.Id, c.Number, c.Process, c.ProcessVersion, c.Region)).AsAsyncEnumerable();
        await using var xml = XmlWriter.Create(stream, Settings);
        await Begin(xml);
        await foreach (var (one, facts) in histories.FactsOf(cases, c => c.Id, cancel))
        {
            await Trace(xml, one, facts.Where(f => f.At < during.To));
            await xml.FlushAsync();
        }

        await xml.WriteEndElementAsync();
        await xml.WriteEndDocumentAsync();
    }

    private static async Task Begin(XmlWriter xml)
    {
        await xml.WriteStartDocumentAsync();
        await xml.WriteStartElementAsync(null, "log", Namespace);
        await xml.WriteAttributeStringAsync(null, "xes.version", null, Version);
        await xml.WriteAttributeStringAsync(null, "xes.features", null, "");
        foreach (var (name, prefix) in Parts)
            await Element(xml, "extension", ("name", name), ("prefix", prefix), ("uri", $"{Namespace}{prefix}.xesext"));
        await Global(xml, "trace", ("string", "concept:name", ""));
        await Global(
            xml, "event", ("string", "concept:name", ""), ("date", "time:timestamp", "1970-01-01T00:00:00.000+00:00"), ("string", "lifecycle:transition", "complete"),
            ("string", "org:resource", ""));
        await Element(xml, "classifier", ("name", "Activity"), ("keys", "concept:name"));
        await Element(xml, "classifier", ("name", "Activity and transition"), ("keys", "concept:name lifecycle:transition"));
        await Attribute(xml, "string", "lifecycle:model", "standard");
    }

    private async Task Trace(XmlWriter xml, Found one, IEnumerable<RecordedEvent> facts)
    {
        var process = processes.Find(new ProcessKey(one.Process, one.ProcessVersion));
        await xml.WriteStartElementAsync(null, "trace", Namespace);
        await Attribute(xml, "string", "concept:name", one.Number);
        await Attribute(xml, "string", "process", one.Process);
        await Attribute(xml, "string", "region", one.Region);
        foreach (var entry in LogTrace.Of(facts))
        {
            await xml.WriteStartElementAsync(null, "event", Namespace);
            await Attribute(xml, "string", "concept:name", entry.Activity);
            await Attribute(xml, "date", "time:timestamp", Show.Local(entry.Fact.At).ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture));
            await Attribute(xml, "string", "lifecycle:transition", entry.Transition);
            await Attribute(xml, "string", "org:resource", Resource(entry.Fact.By));
            if (entry.Stage is { } id && process?.Stage(id) is { } stage)
            {
                await Attribute(xml, "string", "org:role", stage.Role);
                if (stage.Department is { } department)
                    await Attribute(xml, "string", "org:group", department);
            }

            if (entry.To is { } back)
                await Attribute(xml, "string", "sentBackTo", back);
            await xml.WriteEndElementAsync();
        }

        await xml.WriteEndElementAsync();
    }

    private static string Resource(ActorRef by) => by.Kind == ActorKind.Staff ? by.Id : by.Kind.ToString().ToLowerInvariant();

    // A day begins at the company's midnight.
    private static bool TryRead(string? text, out DateTimeOffset instant)
    {
        if (DateOnly.TryParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            instant = Show.FromLocal(day.ToDateTime(TimeOnly.MinValue));
            return true;
        }

        return LocalInstant.TryParse(text, out instant);
    }

    private static async Task Global(XmlWriter xml, string scope, params (string Type, string Key, string Value)[] attributes)
    {
        await xml.WriteStartElementAsync(null, "global", Namespace);
        await xml.WriteAttributeStringAsync(null, "scope", null, scope);
        foreach (var (type, key, value) in attributes)
            await Attribute(xml, type, key, value);
        await xml.WriteEndElementAsync();
    }

    private static Task Attribute(XmlWriter xml, string type, string key, string value) => Element(xml, type, ("key", key), ("value", value));

    private static async Task Element(XmlWriter xml, string name, params (string Name, string Value)[] attributes)
    {
        await xml.WriteStartElementAsync(null, name, Namespace);
        foreach (var (attribute, value) in attributes)
            await xml.WriteAttributeStringAsync(null, attribute, null, value);
        await xml.WriteEndElementAsync();
    }
}
